"""Tables of PDF files whose borders are incomplete, cut by a page, or no tables at all."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pdf_files import LEFT, RIGHT, Sheet, write_pdf

from pipeline.extract.layout import arrange, build_page
from pipeline.extract.pdf.source import read_pages
from pipeline.extract.pieces import Piece, Place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

XS = (LEFT, 140, 340, RIGHT)
HEAD = ("TT", "Đơn vị", "Kết quả")


def _read(path: Path, *sheets: Sheet) -> Sequence[Piece]:
    pages = read_pages(write_pdf(path / "tables.pdf", sheets))
    return arrange([build_page(marks) for marks in pages])


def _rows(pieces: Sequence[Piece]) -> list[list[str]]:
    """Texts of the cells of each row, in the order of the document."""
    rows: dict[tuple[int, int], list[str]] = {}
    for piece in pieces:
        if piece.cell:
            rows.setdefault((piece.cell.table, piece.cell.row), []).append(piece.text)
    return list(rows.values())


def _fill(sheet: Sheet, top: float, *rows: Sequence[str]) -> Sheet:
    for i, row in enumerate(rows):
        for x, text in zip(XS[:-1], row, strict=True):
            if text:
                sheet.text(x + 4, top + 24 * i + 17, text)
    return sheet


def _table(top: float, *rows: Sequence[str]) -> Sheet:
    sheet = Sheet().grid(XS, [top + 24 * i for i in range(len(rows) + 1)])
    return _fill(sheet, top, *rows)


def test_borders_drawn_as_bars_are_borders(tmp_path: Path) -> None:
    """Word fills thin rectangles, one for each side of each cell."""
    sheet = Sheet()
    for y in (100, 124, 148):
        for x0, x1 in pairwise(XS):
            sheet.bar(x0, y, x1, y + 0.5)
    for x in XS:
        for y in (100, 124):
            sheet.bar(x, y, x + 0.5, y + 24)
    row = ("1", "Xã Ba Vì", "Khá")
    assert _rows(_read(tmp_path, _fill(sheet, 100, HEAD, row))) == [list(HEAD), list(row)]


def test_table_without_borders_at_its_sides_is_one(tmp_path: Path) -> None:
    """The lines between the columns tell; the outer ones may be missing."""
    sheet = Sheet()
    for y in (100, 124, 148):
        sheet.rule(LEFT, y, RIGHT, y)
    for x in XS[1:-1]:
        sheet.rule(x, 100, x, 148)
    row = ("1", "Xã Ba Vì", "Khá")
    assert _rows(_read(tmp_path, _fill(sheet, 100, HEAD, row))) == [list(HEAD), list(row)]


def test_table_without_any_outer_border_is_one(tmp_path: Path) -> None:
    """A cross of lines makes four cells."""
    sheet = Sheet().rule(LEFT, 124, RIGHT, 124)
    for x in XS[1:-1]:
        sheet.rule(x, 100, x, 148)
    sheet.rule(LEFT, 148, RIGHT, 148)
    row = ("1", "Xã Ba Vì", "Khá")
    assert _rows(_read(tmp_path, _fill(sheet, 100, HEAD, row))) == [list(HEAD), list(row)]


def test_table_ruled_between_its_rows_only_is_one(tmp_path: Path) -> None:
    """Its columns are where no row has a letter."""
    sheet = Sheet()
    for y in (100, 124, 148, 172):
        sheet.rule(LEFT, y, RIGHT, y)
    rows = [HEAD, ("1", "Xã Ba Vì", "Khá"), ("2", "Xã Ba Vinh", "Tốt")]
    assert _rows(_read(tmp_path, _fill(sheet, 100, *rows))) == [list(row) for row in rows]


def test_text_between_rules_is_no_table(tmp_path: Path) -> None:
    """Paragraphs that rules part have no columns."""
    sheet = Sheet()
    for y in (100, 160, 220):
        sheet.rule(LEFT, y, RIGHT, y)
    for y in (100, 160):
        sheet.paragraph(y + 20, "Các xã của huyện đều có bộ phận một cửa đạt chuẩn trước hạn.")
    assert {piece.place for piece in _read(tmp_path, sheet)} == {Place.BODY}


def test_rows_that_no_rule_parts_stay_lines(tmp_path: Path) -> None:
    """Under a ruled head the numbers of several rows are no one cell."""
    sheet = Sheet()
    for y in (100, 124, 172):
        sheet.rule(LEFT, y, RIGHT, y)
    _fill(sheet, 100, HEAD, ("1", "Xã Ba Vì", "Khá"), ("2", "Xã Ba Vinh", "Tốt"))
    assert {piece.place for piece in _read(tmp_path, sheet)} == {Place.BODY}


def test_box_around_text_is_no_table(tmp_path: Path) -> None:
    """One column is text in a frame."""
    sheet = Sheet().grid((LEFT, RIGHT), (100, 124, 148))
    sheet.text(LEFT + 4, 117, "Văn bản chỉ đạo").text(LEFT + 4, 141, "của huyện")
    pieces = _read(tmp_path, sheet)
    assert {piece.place for piece in pieces} == {Place.BODY}


def test_row_cut_by_the_page_is_one_row(tmp_path: Path) -> None:
    """The lower half has no number of its own and goes on in small letters."""
    first = _table(700, HEAD, ("1", "Ủy ban nhân dân", "Đạt mức tốt"))
    second = _table(80, ("", "xã Ba Vinh", ""), ("2", "Xã Ba Vì", "Khá"))
    rows = _rows(_read(tmp_path, first, second))
    assert rows[1:] == [
        ["1", "Ủy ban nhân dân xã Ba Vinh", "Đạt mức tốt"],
        ["2", "Xã Ba Vì", "Khá"],
    ]


def test_row_cut_under_a_repeated_head_is_one_row(tmp_path: Path) -> None:
    """The head of the table stands between the halves."""
    first = _table(700, HEAD, ("1", "Ủy ban nhân dân", "Tốt"))
    second = _table(80, HEAD, ("", "xã Ba Vinh", ""))
    rows = _rows(_read(tmp_path, first, second))
    assert rows == [list(HEAD), ["1", "Ủy ban nhân dân xã Ba Vinh", "Tốt"]]


def test_row_without_a_number_that_begins_anew_is_a_row(tmp_path: Path) -> None:
    """Under a number for several rows the next one has none, on the next page as well."""
    first = _table(700, HEAD, ("1", "Xã Ba Vinh", "Tốt"))
    second = _table(80, ("", "Xã Ba Vì", "Khá"))
    assert _rows(_read(tmp_path, first, second))[1:] == [
        ["1", "Xã Ba Vinh", "Tốt"],
        ["Xã Ba Vì", "Khá"],
    ]


def test_head_set_upwards_is_read_in_its_cell(tmp_path: Path) -> None:
    """Narrow columns have their heads turned; they are cells, not running heads."""
    sheet = Sheet().grid((LEFT, 140, RIGHT), (100, 220, 244))
    sheet.placed(f"0 1 -1 0 {LEFT + 30} {842 - 210}", "Số lượng").text(150, 160, "Đơn vị")
    sheet.text(LEFT + 4, 237, "12").text(150, 237, "Xã Ba Vì")
    rows = _rows(_read(tmp_path, sheet))
    assert rows == [["Số lượng", "Đơn vị"], ["12", "Xã Ba Vì"]]


def test_page_printed_sideways_is_turned(tmp_path: Path) -> None:
    """A wide table up a narrow page is read as a reader turns it."""
    sheet = Sheet()
    for y in (100, 200, 300):
        sheet.rule(y, 100, y, 700)
    for x in (100, 400, 700):
        sheet.rule(100, x, 300, x)
    for i, row in enumerate((("Đơn vị", "Kết quả"), ("Xã Ba Vì", "Khá"))):
        for x, text in zip((150, 450), row, strict=True):
            sheet.placed(f"0 1 -1 0 {150 + 100 * i} {x}", text)
    assert _rows(_read(tmp_path, sheet)) == [["Đơn vị", "Kết quả"], ["Xã Ba Vì", "Khá"]]
