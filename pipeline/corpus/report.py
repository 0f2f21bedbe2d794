"""Reads an annotated report: a YAML head, then one block a line with its role and marked spans.

The form is described in corpora/README.md. Every departure from it is an error that names the line:
a label that is silently skipped would teach the wrong thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import yaml

from pipeline.errors import TongketError
from pipeline.records import Role, StatementKind
from pipeline.text import clean_line

if TYPE_CHECKING:
    from pathlib import Path

_HEADING = re.compile(r"(#{1,4}) (.+)")
_BLOCK = re.compile(r"(?P<table>table )?(?P<role>[a-z]+): ?(?P<text>.*)")
_MARK = re.compile(
    r"\[\[(?P<idea>[LGRHC]\d\d)(?: @(?P<to>[^:\]]+))?: (?P<said>.+?)\]\]"
    r"|\{\{(?P<indicator>F\d\d) (?P<value>-?[\d.]+) ?(?P<measure>[^:}]*): (?P<figure>.+?)\}\}"
)
_KINDS = {
    "L": StatementKind.LESSON,
    "G": StatementKind.GOOD_PRACTICE,
    "R": StatementKind.RECOMMENDATION,
    "H": StatementKind.LIMITATION,
    "C": StatementKind.CAUSE,
}


class CorpusError(TongketError):
    """An annotated report departs from its form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedStatement:
    """A marked span: `block.text[start:end]`."""

    idea: str
    kind: StatementKind
    addressee: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedFigure:
    """A marked figure: `block.text[start:end]`, or `block.rows[row][column][start:end]`."""

    indicator: str
    value: float
    measure: str
    start: int
    end: int
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedBlock:
    """A heading (level 1..4, role None), a passage (level 0) or a table (rows, text = caption)."""

    level: int
    role: Role | None
    text: str
    statements: tuple[AnnotatedStatement, ...] = ()
    figures: tuple[AnnotatedFigure, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedReport:
    """One report; `head` is its YAML head as it stands."""

    name: str
    campaign: str
    head: dict[str, Any]
    blocks: tuple[AnnotatedBlock, ...]


def load_campaign_reports(folder: Path) -> tuple[AnnotatedReport, ...]:
    """All reports of a campaign folder, by file name."""
    return tuple(load_report(path) for path in sorted((folder / "reports").glob("*.txt")))


def load_report(path: Path) -> AnnotatedReport:
    """Read one annotated report.

    Raises:
        CorpusError: a line is neither heading, passage, table nor row; names file and line.
    """
    lines = path.read_text(encoding="utf-8").split("\n")
    try:
        cut = lines.index("---", 1)
    except ValueError:
        message = f"{path}: the head has no closing ---"
        raise CorpusError(message) from None
    head = yaml.safe_load("\n".join(lines[1:cut]))
    blocks: list[AnnotatedBlock] = []
    for number, line in enumerate(lines[cut + 1 :], cut + 2):
        if line.strip().startswith("|"):
            _add_row(blocks, line, path, number)
        elif line.strip():
            blocks.append(_parse_line(line.strip(), path, number))
    return AnnotatedReport(
        name=path.stem, campaign=path.parents[1].name, head=head, blocks=tuple(blocks)
    )


def _parse_line(line: str, path: Path, number: int) -> AnnotatedBlock:
    if heading := _HEADING.fullmatch(line):
        return AnnotatedBlock(level=len(heading[1]), role=None, text=clean_line(heading[2]))
    found = _BLOCK.fullmatch(line)
    if not found or found["role"] not in set(Role):
        message = f"{path}:{number}: no heading, passage or table: {line[:60]}"
        raise CorpusError(message)
    text, statements, figures = _take_marks(clean_line(found["text"]))
    if not text and not found["table"]:
        message = f"{path}:{number}: a role without text"
        raise CorpusError(message)
    if "[[" in text or "{{" in text:
        message = f"{path}:{number}: a mark that is not closed or not known: {line[:60]}"
        raise CorpusError(message)
    return AnnotatedBlock(
        level=0,
        role=Role(found["role"]),
        text=text,
        statements=statements,
        figures=figures,
        rows=((),) if found["table"] else (),
    )


def _take_marks(
    marked: str,
) -> tuple[str, tuple[AnnotatedStatement, ...], tuple[AnnotatedFigure, ...]]:
    """Text without marks, and the spans that they held; a figure may stand inside a statement."""
    text, statements, figures, cursor = "", [], [], 0
    for mark in _MARK.finditer(marked):
        text += marked[cursor : mark.start()]
        cursor, start = mark.end(), len(text)
        if mark["indicator"]:
            text += mark["figure"]
            figures.append(_figure(mark, start, len(text)))
            continue
        inner, _, inside = _take_marks(mark["said"])
        figures += [_moved(figure, start) for figure in inside]
        text += inner
        statements.append(
            AnnotatedStatement(
                idea=mark["idea"],
                kind=_KINDS[mark["idea"][0]],
                addressee=clean_line(mark["to"]) if mark["to"] else None,
                start=start,
                end=len(text),
            )
        )
    return text + marked[cursor:], tuple(statements), tuple(figures)


def _figure(mark: re.Match[str], start: int, end: int) -> AnnotatedFigure:
    return AnnotatedFigure(
        indicator=mark["indicator"],
        value=float(mark["value"]),
        measure=mark["measure"].strip(),
        start=start,
        end=end,
    )


def _moved(figure: AnnotatedFigure, by: int) -> AnnotatedFigure:
    return replace(figure, start=figure.start + by, end=figure.end + by)


def _add_row(blocks: list[AnnotatedBlock], line: str, path: Path, number: int) -> None:
    if not blocks or not blocks[-1].rows:
        message = f"{path}:{number}: a row outside a table"
        raise CorpusError(message)
    table = blocks[-1]
    above = tuple(row for row in table.rows if row)
    row, figures = [], list(table.figures)
    for column, cell in enumerate(line.strip().strip("|").split("|")):
        text, statements, marked = _take_marks(clean_line(cell))
        if statements or "[[" in text or "{{" in text:
            message = f"{path}:{number}: a mark that a cell cannot hold: {cell.strip()[:60]}"
            raise CorpusError(message)
        row.append(text)
        figures += [replace(figure, row=len(above), column=column) for figure in marked]
    blocks[-1] = replace(table, rows=(*above, tuple(row)), figures=tuple(figures))
