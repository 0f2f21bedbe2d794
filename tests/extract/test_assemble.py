"""Pieces to a document: exact spans, and what a body line is."""

from __future__ import annotations

import pytest
from generated import lines
from hypothesis import given
from hypothesis import strategies as st
from typed_pieces import BOLD, LONG, PLAIN, TITLE, as_pieces, body, cell, piece

from pipeline.extract import assemble_document
from pipeline.extract.assemble import looks_like_heading
from pipeline.extract.pieces import Piece, Place
from pipeline.records import Block, BlockKind, Cell, Cues, Document

_STYLE = Cues(style_level=2)


def _document(*pieces: Piece) -> Document:
    return assemble_document(as_pieces(*pieces), sha256="ab", file_format="docx")


def _kinds(*pieces: Piece) -> list[BlockKind]:
    return [block.kind for block in _document(*pieces).blocks]


def test_pieces_are_parted_by_lines_and_cells_of_a_row_by_tabs() -> None:
    """Every row of a table is one line of the text, its cells parted by tabs."""
    document = _document(
        *body(LONG), cell("Xã", 0, 0), cell("Số hộ", 0, 1), cell("Sơn Hạ", 1, 0), cell("12", 1, 1)
    )
    assert document.text == f"{LONG}\nXã\tSố hộ\nSơn Hạ\t12"
    assert [b.cell for b in document.blocks[1:3]] == [
        Cell(table=0, row=0, column=0),
        Cell(table=0, row=0, column=1),
    ]


def test_neighbouring_tables_do_not_share_a_row() -> None:
    """Row 0 of a second table begins a new line."""
    document = _document(cell("Xã", 0, 0), cell("Sơn Hạ", 0, 0, table=1))
    assert document.text == "Xã\nSơn Hạ"


def test_cells_without_borders_are_paragraphs() -> None:
    """A layout table is no table: its cells are lines of text."""
    document = _document(*body(LONG), cell(LONG, 0, 0, ruled=False), cell(LONG, 0, 1, ruled=False))
    assert [b.kind for b in document.blocks] == [BlockKind.PARAGRAPH] * 3
    assert "\t" not in document.text


def test_empty_pieces_leave_no_block() -> None:
    """A piece without text gives neither block nor blank line."""
    assert _document(*body("", LONG, "", LONG)).text == f"{LONG}\n{LONG}"


def test_page_cues_and_warnings_are_kept() -> None:
    """A block has its piece's page and cues, the document its format and number of pages."""
    document = _document(piece("Kết quả thực hiện", BOLD))
    assert document.blocks == (Block(kind=BlockKind.HEADING, start=0, end=17, page=1, cues=BOLD),)
    assert (document.sha256, document.format, document.pages) == ("ab", "docx", 1)


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Kết quả thực hiện", BOLD),
        ("1. Kết quả thực hiện", BOLD),
        ("1. Kết quả thực hiện.", BOLD),
        ("Về ưu điểm:", BOLD),
        ("Kết quả thực hiện", _STYLE),
        ("ĐÁNH GIÁ CHUNG", PLAIN),
        ("II. ĐÁNH GIÁ CHUNG", PLAIN),
        ("ĐÁNH GIÁ CHUNG.", TITLE),
        ("Phần thứ hai", PLAIN),
        ("II- Kết quả thực hiện Nghị quyết", PLAIN),
        ("A. Kinh tế - xã hội", PLAIN),
        ("1. Công tác tuyên truyền", PLAIN),
        ("1.2. Công tác tuyên truyền", PLAIN),
        ("a) Công tác tuyên truyền", PLAIN),
    ],
)
def test_what_looks_like_a_heading(text: str, cues: Cues) -> None:
    """Weight, style, capitals or a number without a stop at the end make a heading."""
    assert looks_like_heading(text, cues)


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Kết quả thực hiện", PLAIN),
        ("Kết quả thực hiện.", BOLD),
        ("Kết quả thực hiện.", _STYLE),
        ("1. Đã mở 12 lớp học.", PLAIN),
        ("1. Đã mở 12 lớp học;", PLAIN),
        ("- Công tác tuyên truyền", PLAIN),
        ("II. Kết quả thực hiện.", PLAIN),
        ("UBND", PLAIN),
        ("ĐẠT 100% KẾ HOẠCH.", PLAIN),
        ("1. " + "rất dài " * 12, PLAIN),
        ("RẤT DÀI " * 25, BOLD),
        ("", BOLD),
    ],
)
def test_what_is_no_heading(text: str, cues: Cues) -> None:
    """Sentences, dashes, single abbreviations and long lines are no headings."""
    assert not looks_like_heading(text.strip(), cues)


@pytest.mark.parametrize("text", ["1. Mặt bằng giá trên địa bàn:", "a) Lương thực:", "2.1. Vàng:"])
def test_a_numbered_line_with_a_colon_over_text_is_a_heading(text: str) -> None:
    """A paragraph of its own stands below it."""
    assert _kinds(*body(LONG), piece(text), *body(LONG))[1] is BlockKind.HEADING


def test_a_running_head_between_a_heading_and_its_text_does_not_part_them() -> None:
    """The line may be the last of its page."""
    head = piece("2", place=Place.PAGE_HEADER)
    kinds = _kinds(*body(LONG), piece("a) Lương thực:"), head, *body(LONG))
    assert kinds[1] is BlockKind.HEADING


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("1. Mặt bằng giá trên địa bàn:", f"- {LONG}"),
        ("b) Việc ghi quyền hạn được thực hiện như sau:", LONG),
        ("1. Mặt bằng giá trên địa bàn:", "Không có."),
        ("- Mặt bằng giá trên địa bàn:", LONG),
    ],
)
def test_a_line_that_leads_in_its_items_is_no_heading(text: str, following: str) -> None:
    """Over items or a few words, as a sentence, or as an item itself it is an item."""
    assert _kinds(*body(LONG), piece(text), *body(following))[1] is BlockKind.LIST_ITEM


def test_a_short_bare_line_over_long_text_is_a_heading() -> None:
    """Without any cue a short open line directly over a paragraph heads it."""
    assert _kinds(*body("Kết quả thực hiện", LONG)) == [BlockKind.HEADING, BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    "short", ["Kết quả thực hiện.", "kết quả thực hiện", "- Kết quả thực hiện", "Trong đó:"]
)
def test_other_short_lines_over_long_text_are_none(short: str) -> None:
    """A stop, a small letter, a dash or a colon leave the line a text."""
    assert BlockKind.HEADING not in _kinds(*body(short, LONG))


@pytest.mark.parametrize("following", [body("Ngắn"), [cell(LONG, 0, 0)], []])
def test_a_short_bare_line_over_something_else_is_none(following: list[Piece]) -> None:
    """Over a short line, a table or nothing a bare line is a paragraph."""
    assert _kinds(*body("Kết quả thực hiện"), *following)[0] is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    "text",
    ["- Mở 12 lớp;", "+ Mở 12 lớp;", "• Mở lớp.", "1. Mở 12 lớp;", "a) Mở lớp.", "Một là, mở lớp."],
)
def test_marked_lines_that_are_no_headings_are_list_items(text: str) -> None:
    """Every kind of item marker makes a list item."""
    assert _kinds(*body(LONG, text, LONG))[1] is BlockKind.LIST_ITEM


_PIECES = st.builds(
    Piece,
    text=lines | st.just(""),
    page=st.integers(1, 3),
    place=st.sampled_from(Place),
    cues=st.sampled_from([PLAIN, BOLD, TITLE, _STYLE]),
    cell=st.builds(Cell, table=st.integers(0, 1), row=st.integers(0, 1), column=st.integers(0, 1))
    | st.none(),
    column=st.integers(0, 2),
    ruled=st.booleans(),
)


@given(st.lists(_PIECES, max_size=15))
def test_every_piece_is_a_block_with_its_exact_words(pieces: list[Piece]) -> None:
    """Whatever is read, each piece with text is one block, in order, one separator apart."""
    document = _document(*pieces)
    kept = [p.text for p in pieces if p.text]
    assert [document.text[b.start : b.end] for b in document.blocks] == kept
    ends = [0, *(b.end + 1 for b in document.blocks)]
    assert [b.start for b in document.blocks] == ends[:-1]
    assert len(document.text) == max(ends[-1] - 1, 0)
