"""Word files to pieces: tables, and the pages on which pieces stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from word_files import cell, change_member, grid_borders, paragraph, run, table, word_file

from pipeline.extract.word import read_word

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.extract.pieces import Piece

BREAK = "<w:r><w:br/></w:r>"
PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'
RENDERED = "<w:r><w:lastRenderedPageBreak/></w:r>"


def _texts(path: Path) -> list[str]:
    return [piece.text for piece in read_word(path).pieces]


def _cells(folder: Path, body: str, styles: str = "") -> list[Piece]:
    return [p for p in read_word(word_file(folder, body, styles=styles)).pieces if p.cell]


def _places(pieces: list[Piece]) -> list[tuple[str, int, int]]:
    return [(p.text, p.cell.row, p.cell.column) for p in pieces if p.cell]


def test_a_ruled_cell_is_one_piece(tmp_path: Path) -> None:
    """Paragraphs of a cell with borders are joined by a blank."""
    body = table(cell("Số", "hồ sơ") + cell("95"), properties=grid_borders())
    pieces = _cells(tmp_path, body)
    assert _places(pieces) == [("Số hồ sơ", 0, 0), ("95", 0, 1)]
    assert all(piece.ruled and piece.column == 0 for piece in pieces)


def test_lines_of_an_unruled_table_stay_apart_and_have_a_column(tmp_path: Path) -> None:
    """A letterhead gives a piece a line, with the side on which it stands."""
    left = cell("TỈNH ỦY", paragraph(run("VĂN PHÒNG"), BREAK, run("*")))
    pieces = _cells(tmp_path, table(left + cell("ĐẢNG CỘNG SẢN VIỆT NAM")))
    assert [(p.text, p.column, p.ruled) for p in pieces] == [
        ("TỈNH ỦY", 1, False),
        ("VĂN PHÒNG", 1, False),
        ("*", 1, False),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", 2, False),
    ]


PROSE = (
    "Đề nghị Ủy ban nhân dân tỉnh xem xét, cho ý kiến về việc sắp xếp các hội trên địa bàn tỉnh."
)


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    """A form set in one framed cell keeps its headings and items as paragraphs of the text."""
    texts = ["I. NỘI DUNG TRÌNH", f"1. {PROSE}", f"2. {PROSE}", PROSE]
    row = cell("Chuyên viên", "Lê Văn Tám") + cell("Trưởng phòng")
    body = table(cell(*texts, properties='<w:gridSpan w:val="2"/>'), row, properties=grid_borders())
    pieces = read_word(word_file(tmp_path, body)).pieces
    assert [piece.text for piece in pieces if not piece.cell] == texts
    assert _places(list(pieces[4:])) == [
        ("Chuyên viên Lê Văn Tám", 1, 0),
        ("Trưởng phòng", 1, 1),
    ]


def test_long_cells_beside_others_stay_cells(tmp_path: Path) -> None:
    """In a table of columns a cell is one piece, however much it holds."""
    body = table(cell("1") + cell(PROSE, PROSE, PROSE), properties=grid_borders())
    joined = f"{PROSE} {PROSE} {PROSE}"
    assert _places(_cells(tmp_path, body)) == [("1", 0, 0), (joined, 0, 1)]


def test_a_short_cell_in_a_row_of_its_own_stays_a_cell(tmp_path: Path) -> None:
    """A title over the columns may have two lines."""
    body = table(cell("BIỂU 1", "Số hộ nghèo"), cell("1"), properties=grid_borders())
    assert _places(_cells(tmp_path, body)) == [("BIỂU 1 Số hộ nghèo", 0, 0), ("1", 1, 0)]


def test_merged_cells_stand_once_and_columns_count_spans(tmp_path: Path) -> None:
    """A cell over two columns or rows is one piece; what follows keeps its column."""
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        cell("Đầu", properties='<w:gridSpan w:val="2"/>') + cell("C", properties=start),
        cell("A") + cell("B") + cell("", properties=on),
        properties=grid_borders(),
    )
    assert _places(_cells(tmp_path, body)) == [("Đầu", 0, 0), ("C", 0, 2), ("A", 1, 0), ("B", 1, 1)]


_STYLE = (
    '<w:style w:type="table" w:styleId="Base"><w:tblPr>{}</w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="Luoi"><w:basedOn w:val="Base"/></w:style>'
)
_CELL_BORDERS = '<w:tcBorders><w:top w:val="single"/><w:start w:val="single"/></w:tcBorders>'


@pytest.mark.parametrize(
    ("properties", "cell_properties", "ruled"),
    [
        ("", "", False),
        (grid_borders(), "", True),
        (grid_borders("nil"), "", False),
        ('<w:tblStyle w:val="Luoi"/>', "", True),
        (f'<w:tblStyle w:val="Luoi"/>{grid_borders("none")}', "", False),
        ("", _CELL_BORDERS, True),
        ("", '<w:tcBorders><w:bottom w:val="single"/></w:tcBorders>', False),
    ],
)
def test_ruled_is_what_shows_borders(
    properties: str, cell_properties: str, *, ruled: bool, tmp_path: Path
) -> None:
    """Borders of the table, of its style's base or of its cells; one rule alone is none."""
    body = table(
        cell("A", properties=cell_properties) + cell("B", properties=cell_properties),
        properties=properties,
    )
    pieces = _cells(tmp_path, body, _STYLE.format(grid_borders()))
    assert [piece.ruled for piece in pieces] == [ruled, ruled]


def test_a_table_inside_a_layout_table_keeps_its_own_places(tmp_path: Path) -> None:
    """A ruled table in a cell of an unruled one is read in order as a table of its own."""
    inner = table(cell("1") + cell("2"), properties=grid_borders())
    pieces = _cells(tmp_path, table(cell("Trái", inner, "Dưới")))
    assert [(p.text, p.cell and p.cell.table, p.ruled) for p in pieces] == [
        ("Trái", 0, False), ("1", 1, True), ("2", 1, True), ("Dưới", 0, False),
    ]  # fmt: skip


def test_a_deleted_row_is_gone(tmp_path: Path) -> None:
    """Rows deleted under tracked changes do not count."""
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('Cũ')}</w:tr>"
    body = table(gone, cell("Mới"), properties=grid_borders())
    assert _places(_cells(tmp_path, body)) == [("Mới", 0, 0)]


def test_notes_of_a_table_follow_it(tmp_path: Path) -> None:
    """A note in a cell does not stand between the cells of its row."""
    marked = paragraph("A", '<w:r><w:footnoteReference w:id="2"/></w:r>')
    notes = f'<w:footnote w:id="2">{paragraph("Ghi chú")}</w:footnote>'
    body = table(cell(marked) + cell("B"), properties=grid_borders())
    assert _texts(word_file(tmp_path, body, parts={"footnotes": notes})) == ["A", "B", "Ghi chú"]


def test_an_automatic_number_alone_fills_a_ruled_cell(tmp_path: Path) -> None:
    """The column of running numbers of a table is seen though its cells hold no text."""
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    row = cell(paragraph(properties=item)) + cell("Xã")
    body = table(row, row, properties=grid_borders())
    path = word_file(tmp_path, body, parts={"numbering": numbering})
    assert _texts(path) == ["1", "Xã", "2", "Xã"]


def _pages(folder: Path, body: str) -> tuple[list[int | None], int | None]:
    found = read_word(word_file(folder, body))
    return [piece.page for piece in found.pieces], found.pages


def test_pages_count_the_marks_of_the_layout(tmp_path: Path) -> None:
    """A piece has the page on which it begins."""
    body = paragraph("Một") + paragraph("Hai ", RENDERED, "ba") + paragraph("Bốn")
    assert _pages(tmp_path, body) == ([1, 1, 2], 2)


def test_a_break_and_the_mark_behind_it_are_one_page(tmp_path: Path) -> None:
    """Word marks the new page behind a break of the writer, too."""
    body = paragraph("Một", PAGE_BREAK) + paragraph(RENDERED, "Hai") + paragraph(RENDERED, "Ba")
    assert _pages(tmp_path, body) == ([1, 2, 3], 3)


def test_cells_of_a_row_begin_on_the_same_page(tmp_path: Path) -> None:
    """A row that Word moved to a new page turns the page once."""
    moved = cell(paragraph(RENDERED, "A")) + cell(paragraph(RENDERED, "B")) + cell("C")
    body = table(cell("X") + cell("Y") + cell("Z"), moved, properties=grid_borders())
    assert _pages(tmp_path, body + paragraph("Sau")) == ([1, 1, 1, 2, 2, 2, 2], 2)


def test_a_break_inside_a_table_turns_no_page(tmp_path: Path) -> None:
    """Word does not break pages inside tables."""
    body = paragraph("Đầu") + table(cell(paragraph(PAGE_BREAK, "A")), properties=grid_borders())
    assert _pages(tmp_path, body + paragraph(RENDERED, "Sau")) == ([1, 1, 2], 2)


def test_without_marks_pages_are_unknown(tmp_path: Path) -> None:
    """A file that was never laid out has no pages."""
    assert _pages(tmp_path, paragraph("Một")) == ([None], None)


def test_breaks_alone_are_not_trusted_where_a_page_would_hold_too_much(tmp_path: Path) -> None:
    """A thousand words before the only break stand on more than one page."""
    body = paragraph("chữ " * 1000) + paragraph(PAGE_BREAK, "Phụ lục")
    assert _pages(tmp_path, body) == ([None, None], None)


@pytest.mark.parametrize(("words", "pages"), [("900", 4), ("0", None)])
def test_the_stated_count_of_pages_holds_when_the_text_was_laid_out(
    words: str, pages: int | None, tmp_path: Path
) -> None:
    """docProps/app.xml is believed unless it states no words, as templates do."""
    path = word_file(tmp_path, paragraph("Một"))
    properties = "docProps/app.xml"
    change_member(path, properties, "<Pages>1<", "<Pages>4<")
    change_member(path, properties, "<Words>0<", f"<Words>{words}<")
    assert read_word(path).pages == pages
