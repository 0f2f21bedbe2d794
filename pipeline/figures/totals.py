"""Sums inside one report: the rows of a table against its total, the parts of a sentence against the whole.

Gives `Conflict`s where what is called a total is not the sum. Tables whose rows do not add up by
nature (shares, several indicators, selected rows) are told by their other columns, and left alone.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.figures.measures import to_base
from pipeline.figures.tables import is_total
from pipeline.figures.wording import said_number
from pipeline.records import Conflict, ConflictKind, make_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.figures.mentions import Mention
    from pipeline.figures.report import ReportFigures
    from pipeline.figures.tables import Table

_ADDITIVE = frozenset({"count", "money", "dollars", "euros", "area", "length", "volume", "mass"})
_NEAR = 0.1  # of the total: a slip of the pen; a larger gap means that rows are missing by intent
_LEAST_PARTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A total that is not the sum of its parts; `text` gives the right sum elsewhere in the report."""

    total: Mention
    parts: tuple[Mention, ...]
    text: Mention | None = None

    def explains(self, first: Mention, second: Mention) -> bool:
        """Say whether two contradicting figures are this total and its sum: then it is one finding."""
        low, high = sum(p.low for p in self.parts), sum(p.high for p in self.parts)
        for one, other in ((first, second), (second, first)):
            same = one.dimension == self.total.dimension and one.base == self.total.base
            own = one.figure.sha256 == self.total.figure.sha256
            if same and own and other.low <= high and low <= other.high:
                return True
        return False

    def conflict(self) -> Conflict:
        """The record of it: the total first, then its parts; or the text's figure and the total."""
        total = self.total.figure
        kind = ConflictKind.WITHIN if self.text else ConflictKind.TOTAL
        chosen = (self.text, self.total) if self.text else (self.total, *self.parts)
        figures = tuple(m.figure.id for m in chosen)
        scale = to_base(1.0, total.measure)[1]
        measure = f" {total.measure}" if total.measure else ""
        added = said_number(round(sum(p.base for p in self.parts) / scale, 4))
        return Conflict(
            id=make_id(kind, *figures),
            kind=kind,
            indicator=total.indicator,
            scope=total.scope,
            period=total.period,
            figures=figures,
            detail=f"{total.indicator}: tổng ghi {said_number(total.value)}{measure}, cộng các phần được "
            f"{added}{measure}; cần kiểm tra lại.",
        )


def find_slips(report: ReportFigures) -> list[Slip]:
    """Return the totals of one report that are not the sum of their parts."""
    found = [slip for table in report.tables for slip in _of_table(table, report)]
    return [*found, *_of_prose(report)]


def _of_table(table: Table, report: ReportFigures) -> Iterator[Slip]:
    ids = {passage.id for passage in table.passages.values()}
    cells = {
        (m.cell.row, m.cell.column): m
        for m in report.mentions
        if m.cell is not None and m.figure.passage in ids
    }
    runs = [*_row_runs(table, cells), *_column_runs(table, cells)]
    sound = any(_gap(total, parts) == 0.0 for total, parts in runs)
    for total, parts in runs:
        gap = _gap(total, parts)
        if gap and (gap <= _NEAR or (sound and gap <= 2 * _NEAR)):
            yield Slip(total=total, parts=tuple(parts), text=_same_in_text(total, parts, report))


def _row_runs(
    table: Table, cells: dict[tuple[int, int], Mention]
) -> Iterator[tuple[Mention, list[Mention]]]:
    """Each total row against the rows since the total before it, column by column."""
    rows = table.rows[table.head_rows :]
    totals = [row for row in rows if is_total(table.label(row))]
    for row in totals:
        above = [
            r
            for r in rows
            if r < row and r not in totals and r > max([t for t in totals if t < row], default=-1)
        ]
        grand = [r for r in rows if r < row and r not in totals]
        below = [r for r in rows if r > row and r not in totals] if row == rows[0] else []
        for column in table.columns:
            total = cells.get((row, column))
            for run in (above, grand, below):
                parts = [cells[r, column] for r in run if (r, column) in cells]
                if total and _adds_up(total, parts) and len(parts) == len(run):
                    yield total, parts
                    break


def _column_runs(
    table: Table, cells: dict[tuple[int, int], Mention]
) -> Iterator[tuple[Mention, list[Mention]]]:
    """The last column, where its head is a total, against those before it of the same measure."""
    last = table.columns[-1]
    if not is_total(table.head(last)):
        return
    for row in table.rows[table.head_rows :]:
        total = cells.get((row, last))
        parts = [cells[row, c] for c in table.columns[:-1] if (row, c) in cells]
        if total and _adds_up(total, parts):
            yield total, parts


def _adds_up(total: Mention, parts: Sequence[Mention]) -> bool:
    return (
        len(parts) >= _LEAST_PARTS
        and total.dimension in _ADDITIVE
        and all(p.dimension == total.dimension and p.whole is None for p in parts)
    )


def _gap(total: Mention, parts: Sequence[Mention]) -> float:
    """How far the sum is from the total, as a share of it; 0 where rounding explains it."""
    low, high = sum(p.low for p in parts), sum(p.high for p in parts)
    slack = 1e-9 * abs(total.base)
    if low <= total.high + slack and total.low <= high + slack:
        return 0.0
    return abs(sum(p.base for p in parts) - total.base) / total.base if total.base else float("inf")


def _same_in_text(
    total: Mention, parts: Sequence[Mention], report: ReportFigures
) -> Mention | None:
    """A figure of the text that gives the right sum in the same measure: then the table slipped."""
    low, high = sum(p.low for p in parts), sum(p.high for p in parts)
    return next(
        (
            m
            for m in report.mentions
            if m.cell is None
            and m.dimension == total.dimension
            and (m.noun == total.noun)
            and m.low <= high
            and low <= m.high
        ),
        None,
    )


def _of_prose(report: ReportFigures) -> Iterator[Slip]:
    """A figure with its parts behind it: "503 dự án (302 ..., 201 ...)", "4.186 mô hình, gồm ..."."""
    texts = {p.id: p.text for p in report.passages}
    prose = [m for m in report.mentions if m.cell is None]
    for passage, group in itertools.groupby(prose, key=lambda m: m.figure.passage):
        mentions = list(group)
        for i, total in enumerate(mentions):
            parts = _parts_of(total, mentions[i + 1 :], texts[passage])
            if _adds_up(total, parts) and 0.0 < _gap(total, parts) <= _NEAR:
                yield Slip(total=total, parts=tuple(parts))


def _parts_of(total: Mention, following: Sequence[Mention], text: str) -> list[Mention]:
    """The figures that a list behind `total` names, while they count the same thing."""
    if not following:
        return []
    opening = text[total.figure.end : following[0].figure.start]
    end = _list_end(text, total.figure.end)
    if not re.search(r"\(|gồm", opening) or end is None:
        return []
    parts = [m for m in following if m.figure.start < end]
    same = [m for m in parts if m.dimension == total.dimension and not m.change]
    return same if len(same) == len(parts) and all(_counts_alike(total, p) for p in same) else []


def _list_end(text: str, at: int) -> int | None:
    """Where the list ends that opens behind `at`: its bracket, or the sentence or clause."""
    bracket = re.match(r"[^.;,(]{0,40}\([^)]*\)", text[at:])
    if bracket:
        return at + bracket.end()
    listed = re.match(r"[^.;(]{0,60}?\bgồm\b[^.;(]*(?:[.;(]|$)", text[at:])
    return at + listed.end() if listed else None


def _counts_alike(total: Mention, part: Mention) -> bool:
    return total.dimension != "count" or not part.noun or part.noun == total.noun
