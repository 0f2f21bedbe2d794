"""Reads tables of awardees: columns in any order, group rows "I. TẬP THỂ", heads on a first row or none.

What a column holds is said by its head; a table that goes on behind a page break keeps the columns of
the one before. Whether a table proposes at all is left to `report`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.awards.forms import first_form
from pipeline.awards.lexicon import CALL, GROUP, even_case
from pipeline.awards.listing import Named, read_list
from pipeline.awards.names import begins_body, find_person
from pipeline.records import AwardeeType

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = re.compile(r"(?:stt|tt|số tt|số thứ tự|số)\W*")
_FORM_HEAD = re.compile(r"hình thức|danh hiệu|mức khen|đề nghị (?:khen|tặng)|loại khen")
_PLACE_HEAD = re.compile(r"chức (?:vụ|danh)|công tác|nơi|địa chỉ|nghề nghiệp|cương vị")
_WHY_HEAD = re.compile(
    r"thành tích|lý do|ghi chú|tóm tắt|nội dung|năm sinh|giới tính|ngày sinh|dân tộc|số quyết định"
)
_NAME_HEAD = re.compile(
    r"^tên\W*$|họ(?: và)?,? tên|tập thể|cá nhân|tên (?:đơn vị|tổ chức|cơ quan)|người được|danh sách"
)
_UNIT_HEAD = re.compile(r"đơn vị|tổ chức|cơ quan")
_PEOPLE_HEAD = re.compile(r"họ(?: và)?,? tên|cá nhân|ông|bà|đồng chí")
_DITTO = re.compile(r"\W*(?:nt|như trên)?\W*")
_ROW_NUMBER = re.compile(r"\W*(?:\d{1,3}|[ivx]+|[a-z])\W*")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellText:
    """A cell of a row: `passage.text[start:end]`, and its column."""

    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What the columns hold; None where no column holds it.

    Attributes:
        kind: what the head says that all rows are, None when it says both or neither.
        proposes: the head itself says that commendations are proposed.
        guessed: no head said so; another group may have other columns.
    """

    name: int
    position: int | None
    form: int | None
    kind: AwardeeType | None
    proposes: bool = False
    guessed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReader:
    """What earlier rows say of the next: columns, group, and the form that a merged cell goes on with.

    Attributes:
        columns: None while neither a head nor a row has told them.
    """

    columns: Columns | None = None
    group: AwardeeType | None = None
    form: str = ""


def read_head(text: str, cells: Sequence[CellText]) -> Columns | None:
    """Return the columns when a row is the head of a list of awardees, None for any other row."""
    heads = {cell.column: even_case(text[cell.start : cell.end]) for cell in cells}
    kinds = {column: _head_kind(head) for column, head in heads.items()}
    name = _first(kinds, "name")
    if name is None:
        name = _first(kinds, "unit")
    others = {"position", "form", "why", "number"}
    if name is None or not others & set(kinds.values()):
        return None
    position, form = _first(kinds, "position"), _first(kinds, "form")
    if position is None and kinds[name] == "name":
        position = _first(kinds, "unit")
    return Columns(
        name=name,
        position=position,
        form=form,
        kind=_kind_of_head(heads[name]),
        proposes=form is not None and "khen" in heads[form],
    )


def _head_kind(head: str) -> str:
    """What a column's head announces."""
    if _NUMBER.fullmatch(head):
        return "number"
    for kind, pattern in (("form", _FORM_HEAD), ("why", _WHY_HEAD)):
        if pattern.search(head):
            return kind
    if _NAME_HEAD.search(head) and not head.startswith(("chức", "nơi")):
        return "name"
    if _PLACE_HEAD.search(head):
        return "position"
    return "unit" if _UNIT_HEAD.search(head) else ""


def _first(kinds: dict[int, str], wanted: str) -> int | None:
    return next((column for column, kind in sorted(kinds.items()) if kind == wanted), None)


def _kind_of_head(head: str) -> AwardeeType | None:
    group, people = "tập thể" in head or "đơn vị" in head, bool(_PEOPLE_HEAD.search(head))
    if group == people:
        return None
    return AwardeeType.COLLECTIVE if group else AwardeeType.INDIVIDUAL


def guess_columns(text: str, cells: Sequence[CellText]) -> Columns | None:
    """Return columns for a row of a table without a head: the first cell that begins an awardee."""
    for cell in cells:
        person = find_person(text, cell.start, cell.end)
        if person or begins_body(text, cell.start, cell.end):
            forms = (c.column for c in cells if first_form(text[c.start : c.end]))
            form = next(forms, None)
            rest = (c.column for c in cells if c.column > cell.column and c.column != form)
            return Columns(
                name=cell.column, position=next(rest, None), form=form, kind=None, guessed=True
            )
    return None


def read_row(
    text: str, cells: Sequence[CellText], reader: RowReader
) -> tuple[RowReader, tuple[Named, ...], str]:
    """Return the reader for the next row, the awardees of this one, and their form."""
    if grouped := _group_row(text, cells):
        columns = None if reader.columns and reader.columns.guessed else reader.columns
        form = first_form(text) or reader.form
        return replace(reader, columns=columns, group=grouped, form=form), (), ""
    columns = reader.columns or guess_columns(text, cells)
    if columns is None:
        return reader, (), ""
    by_column = {cell.column: cell for cell in cells}
    form = _form(text, by_column.get(_or_none(columns.form)), reader.form)
    reader = replace(reader, columns=columns, form=form)
    cell = by_column.get(columns.name)
    if cell is None or _ROW_NUMBER.fullmatch(even_case(text[cell.start : cell.end])):
        return reader, (), form
    said = filter(None, (_group_of(text, c) for c in cells if c.column != columns.name))
    named = _named(text, cell, next(said, reader.group) or columns.kind)
    office = by_column.get(_or_none(columns.position))
    if office and _group_of(text, office) is None:
        named = tuple(_placed(one, text[office.start : office.end]) for one in named)
    return reader, named, form


def _or_none(column: int | None) -> int:
    """A key that no cell has, for a column that the table lacks."""
    return -1 if column is None else column


def _placed(one: Named, office: str) -> Named:
    """A person with the office of the row, where the name's own cell says none."""
    person = one.kind is AwardeeType.INDIVIDUAL and not one.position
    return replace(one, position=office) if person else one


def _form(text: str, cell: CellText | None, above: str) -> str:
    """The form of a row; a blank or a ditto goes on with the row above."""
    written = text[cell.start : cell.end].strip() if cell else ""
    return above if _DITTO.fullmatch(even_case(written)) else written


def _group_row(text: str, cells: Sequence[CellText]) -> AwardeeType | None:
    """Which group a row announces: "I. TẬP THỂ", "B | Cá nhân (02)"."""
    words = [even_case(text[c.start : c.end]).strip() for c in cells]
    words = [word for word in words if not _ROW_NUMBER.fullmatch(word)]
    if len(words) != 1:
        return None
    bare = re.sub(r"^\W*(?:[ivx]+|[a-z]|\d+)\s*[.)\-–:/]+\s*", "", words[0])
    found = GROUP.match(bare)
    if not found or re.search(
        r"[^\W\d_]{2,}", re.sub(r"\([^)]*\)|được.*|đề nghị.*", "", bare[found.end() :])
    ):
        return None
    return AwardeeType.COLLECTIVE if found["kind"] == "tập thể" else AwardeeType.INDIVIDUAL


def _group_of(text: str, cell: CellText) -> AwardeeType | None:
    """The group that a cell beside the name says: "Tập thể", "Cá nhân"."""
    found = GROUP.fullmatch(even_case(text[cell.start : cell.end]).strip(" .:-"))
    if not found:
        return None
    return AwardeeType.COLLECTIVE if found["kind"] == "tập thể" else AwardeeType.INDIVIDUAL


def _named(text: str, cell: CellText, kind: AwardeeType | None) -> tuple[Named, ...]:
    """The awardee of a name cell: a body's whole cell, or a person with what else the cell says."""
    start, end = cell.start, cell.end
    lead = re.compile(r"\W*(?:\d{1,2}[.)]\s*)?(?:tập thể:?\s+)?").match(even_case(text), start, end)
    start = lead.end() if lead else start
    if kind is None:
        body = begins_body(text, start, end)
        person = find_person(text, start, end, fewest=2)
        called = bool(CALL.match(even_case(text), start, end))
        surname = even_case(text).startswith("đoàn", start)  # a body and a surname
        sure = person and (called or surname or not body)
        kind = AwardeeType.INDIVIDUAL if sure else AwardeeType.COLLECTIVE
    if kind is AwardeeType.COLLECTIVE:
        return (Named(kind=kind, start=start, end=end),) if start < end else ()
    found = read_list(text, start, end, group=kind)
    if found:
        return found
    comma = re.compile(r"[,;(\n–]|\s-\s").search(text, start, end)
    stop = comma.start() if comma else end
    return (Named(kind=kind, start=start, end=stop),) if start < stop else ()
