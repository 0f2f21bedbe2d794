"""Figures of table cells: the head of the column and the label of the row say what each counts.

Gives mentions from the cells of a document. A place in the row is the scope, a year in the head the
period, brackets and "ĐVT" the measure. What the rows add up to is left to `totals`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.figures.clauses import is_thin
from pipeline.figures.counted import first_word
from pipeline.figures.measures import find_measure, is_unit
from pipeline.figures.mentions import (
    Mention,
    ReportContext,
    make_figure,
    noun_keys,
    span_of_value,
)
from pipeline.figures.numbers import find_numbers
from pipeline.figures.periods import find_periods
from pipeline.figures.scopes import Place, find_places, place_of
from pipeline.figures.words import content_keys
from pipeline.records import BlockKind, PassageKind
from pipeline.text import matching_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.figures.numbers import Number
    from pipeline.records import Block, Cell, Document, Figure, Passage

_ORDER_HEAD = re.compile(r"(?:s?tt|số tt|số thứ tự|tt\.?|stt\.?|no\.?)", re.IGNORECASE)
_TOTAL = re.compile(
    r"(?:tổng cộng|cộng|tổng số|tổng|toàn tỉnh|toàn huyện|toàn thành phố|toàn ngành|cả tỉnh)\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\(\s*(?:đvt|đơn vị(?: tính)?)?\s*:?\s*([^()]+?)\s*\)", re.IGNORECASE)
_UNIT_LINE = re.compile(r"(?:đvt|đơn vị(?: tính)?)\s*:\s*([^();,]+)", re.IGNORECASE)
_UNIT_HEAD = re.compile(r"(?:đvt|đơn vị tính|đơn vị)", re.IGNORECASE)
_PLACE_HEAD = re.compile(
    r"địa phương|địa bàn|huyện|đơn vị hành chính|xã|phường|tỉnh", re.IGNORECASE
)
_PERIOD_HEAD = re.compile(r"(?:năm|giai đoạn|thời gian|kỳ|năm học|mốc)\b", re.IGNORECASE)
_COUNT_HEAD = re.compile(r"(?:tổng\s+)?số\s+([^\d(]+)", re.IGNORECASE)
_MONEY_HEAD = re.compile(
    r"nợ|tiền|vốn|kinh phí|thu|chi|nộp", re.IGNORECASE
)  # "Tổng số nợ" is no count
_SHARE_HEAD = re.compile(r"tỷ lệ|tỉ lệ|tỷ trọng", re.IGNORECASE)
_SAYING_HEAD = re.compile(
    r"\b(?:số|tỷ lệ|tỉ lệ|tỷ trọng|tổng|diện tích|kinh phí|giá trị|thu nhập|vốn|dư nợ|sản lượng|năng suất|chỉ số)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(r"kế hoạch|chỉ tiêu giao|mục tiêu|KH\b(?! công)")
_MAX_CELL_WORDS = 6  # a longer cell is prose, and no value


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Cells of one table by row and column, with the row's passages and the line above it."""

    cells: Mapping[tuple[int, int], tuple[Block, str]]
    passages: Mapping[int, Passage]
    caption: str
    head_rows: int
    rows: tuple[int, ...]
    columns: tuple[int, ...]

    def text(self, row: int, column: int) -> str:
        """The words of a cell, "" where there is none."""
        return self.cells[row, column][1] if (row, column) in self.cells else ""

    def head(self, column: int) -> str:
        """The head of a column: a head cell that spans columns counts for those right of it."""
        parts = []
        for row in self.rows[: self.head_rows]:
            for at in range(column, -1, -1):
                if self.text(row, at):
                    parts.append(self.text(row, at))
                    break
                if row == self.rows[self.head_rows - 1]:
                    break
        return " ".join(dict.fromkeys(parts))

    def label_column(self, row: int) -> int | None:
        """The first column of a row that says in words what the row is."""
        for column in self.columns:
            text = self.text(row, column)
            if text and not _ORDER_HEAD.fullmatch(self.head(column)) and not _is_value(text):
                return column
            if text and column > self.columns[0] and _is_value(text):
                break
        first = self.columns[0]
        return first if _PERIOD_HEAD.match(self.head(first)) and self.text(row, first) else None

    def label(self, row: int) -> str:
        """The label of a row, "" for none."""
        column = self.label_column(row)
        return self.text(row, column) if column is not None else ""


def _is_value(text: str) -> bool:
    numbers = find_numbers(text.strip())
    return len(numbers) == 1 and len(text.split()) <= _MAX_CELL_WORDS and numbers[0].begin == 0


def is_total(label: str) -> bool:
    """Say whether a row or column of this label holds what the others add up to."""
    return _TOTAL.match(label.strip()) is not None


def read_tables(document: Document, passages: Sequence[Passage]) -> tuple[Table, ...]:
    """The tables of a document that hold values, in order."""
    cells: dict[int, dict[tuple[int, int], tuple[Block, str]]] = {}
    for block in document.blocks:
        if block.kind is BlockKind.TABLE_CELL and block.cell:
            place = (block.cell.row, block.cell.column)
            cells.setdefault(block.cell.table, {})[place] = (
                block,
                document.text[block.start : block.end],
            )
    rows = [p for p in passages if p.kind is PassageKind.TABLE_ROW]
    return tuple(t for found in cells.values() if (t := _table(found, rows, passages)))


def _table(
    cells: Mapping[tuple[int, int], tuple[Block, str]],
    rows: Sequence[Passage],
    passages: Sequence[Passage],
) -> Table | None:
    by_row: dict[int, Passage] = {}
    for (row, _), (block, _) in cells.items():
        for passage in rows:
            if passage.start <= block.start < passage.end:
                by_row[row] = passage
                break
    numbers = sorted({row for row, _ in cells})
    heads = next((i for i, row in enumerate(numbers) if _has_values(cells, row)), 0)
    if not by_row or not heads:
        return None
    first = by_row.get(numbers[0]) or next(iter(by_row.values()))
    return Table(
        cells=cells,
        passages=by_row,
        caption=_caption(first, passages),
        head_rows=heads,
        rows=tuple(numbers),
        columns=tuple(sorted({column for _, column in cells})),
    )


def _has_values(cells: Mapping[tuple[int, int], tuple[Block, str]], row: int) -> bool:
    values = [c for (r, c), (_, text) in cells.items() if r == row and _is_value(text)]
    return any(column > 0 for column in values)


def _caption(first: Passage, passages: Sequence[Passage]) -> str:
    """The line directly above a table: its title, or the last sentence that leads to it."""
    above = next((p for p in passages if p.index == first.index - 1), None)
    title = first.heading[-1] if first.heading else ""
    if above is None or above.kind is PassageKind.TABLE_ROW:
        return title
    last = above.sentences[-1] if above.sentences else None
    return above.text[last.start :] if last else above.text


def read_cells(table: Table, context: ReportContext, skipped: frozenset[str]) -> Iterator[Mention]:
    """Every value of a table, row by row; rows whose passage is in `skipped` give none."""
    for row in table.rows[table.head_rows :]:
        passage = table.passages.get(row)
        if passage is None or passage.id in skipped:
            continue
        label = table.label_column(row)
        for column in table.columns:
            head = table.head(column)
            if column == label or _ORDER_HEAD.fullmatch(head.strip()) or _PLANNED.match(head):
                continue
            mention = _read_cell(table, row, column, passage, context)
            if mention:
                yield mention


def _read_cell(
    table: Table, row: int, column: int, passage: Passage, context: ReportContext
) -> Mention | None:
    text = table.text(row, column)
    if not text or not _is_value(text):
        return None
    number = find_numbers(text)[0]
    found = find_measure(text, number.end)
    head, label = table.head(column), table.label(row)
    measure = found.written or _measure_of(table, row, head, label)
    at = table.cells[row, column][0].start - passage.start
    scope, place, named = _scope(table, row, label, context)
    words = _words(head, "" if named or is_total(label) else label, total_head=is_total(head))
    caption = _BRACKETS.sub(" ", table.caption)
    figure = make_figure(
        passage,
        (at + number.begin, at + (found.end if found.written else number.end)),
        indicator=words or caption or text,
        value=number.value * found.power,
        measure=measure,
        scope=scope,
        period=_period(head, label, table.caption, context),
        approximate=bool(number.qualifier),
    )
    keys = (
        _core(words, head, label, caption),
        content_keys(f"{caption} {label} {' '.join(passage.heading[-1:])}"),
    )
    return _compared(
        figure,
        number,
        power=found.power,
        keys=keys,
        place=place,
        context=context,
        cell=table.cells[row, column][0].cell,
    )


def _core(words: str, head: str, label: str, caption: str) -> tuple[str, ...]:
    """Keys of what a cell counts: its title too, where head and label do not say it alone."""
    saying = _SAYING_HEAD.search(head) or _BRACKETS.search(head + label)
    if is_thin(words) or is_total(label) or not saying:
        words = f"{words} {caption}"
    return content_keys(words)


def _compared(
    figure: Figure,
    number: Number,
    *,
    power: float,
    keys: tuple[tuple[str, ...], tuple[str, ...]],
    place: Place | None,
    context: ReportContext,
    cell: Cell | None,
) -> Mention:
    """The figure of a cell with what comparing needs."""
    dimension, base, low, high = span_of_value(number, power, figure.measure)
    return Mention(
        figure=figure,
        core=frozenset(keys[0]),
        full=frozenset([*keys[0], *keys[1]]),
        noun=noun_keys(figure.measure, dimension),
        place=place,
        dimension=dimension,
        base=base,
        low=low,
        high=high,
        cell=cell,
        whole=number.whole,
        body=context.body,
    )


def _words(head: str, label: str, *, total_head: bool) -> str:
    parts = [] if total_head else [_plain(head)]
    parts = [_plain(label), *parts] if label else parts
    return " ".join(" ".join(p for p in parts if p).split())


def _plain(words: str) -> str:
    """A head or label without its measure, its period and "(ước)"."""
    words = _BRACKETS.sub(" ", words)
    for period in reversed(find_periods(words)):
        words = f"{words[: period.start]} {words[period.end :]}"
    return " ".join(words.split()).strip(" ,;:-–")


def _measure_of(table: Table, row: int, head: str, label: str) -> str:
    """The measure that stands in the head, the label, a column of measures or the title, in this order."""
    for words in (head, label):
        if found := _bracketed(words):
            return found
    for column in table.columns:
        if _UNIT_HEAD.fullmatch(table.head(column).strip()) and (unit := table.text(row, column)):
            return unit
    for words in (label, head):
        if _SHARE_HEAD.search(words):
            return "%"
    known = {w for p in table.passages.values() for s in p.sentences for w in s.words}
    for words in (head, label):
        count = _COUNT_HEAD.match(words)
        if count and not _MONEY_HEAD.match(count[1]):
            return first_word(count[1], known)
    return _bracketed(table.caption, units_only=True) or _unit_line(table.caption)


def _bracketed(words: str, *, units_only: bool = False) -> str:
    for found in reversed(_BRACKETS.findall(words)):
        if is_unit(found):
            return str(found)
        if not units_only and len(found.split()) <= 2 and not any(c.isdigit() for c in found):  # noqa: PLR2004 - "(lượt người)", not "(kể cả các khoản ...)"
            return str(found)
    return ""


def _unit_line(caption: str) -> str:
    found = _UNIT_LINE.search(caption)
    return found[1].strip() if found else ""


def _scope(
    table: Table, row: int, label: str, context: ReportContext
) -> tuple[str | None, Place | None, bool]:
    """Scope as written, place, and whether the row's label named it."""
    column = table.label_column(row)
    if is_total(label):
        place = place_of(label, unit=context.place, campaign=context.campaign, bare=False)
        return (label if place else None), place or context.place, True
    places = find_places(label, context.names)
    headed = column is not None and _PLACE_HEAD.search(table.head(column)) is not None
    whole = places and places[0].start == 0 and places[0].end >= len(label.strip())
    if whole or (headed and label):
        place = place_of(label, unit=context.place, campaign=context.campaign)
        return label, place or Place(level="", name=matching_key(label)), True
    if places:
        place = place_of(places[0].text, unit=context.place, campaign=context.campaign)
        return places[0].text, place or context.place, False
    return None, context.place, False


def _period(head: str, label: str, caption: str, context: ReportContext) -> str | None:
    for words in (head, label, caption):
        found = [p.value for p in find_periods(words, year=context.year) if p.value]
        if found:
            return found[-1]
    return None
