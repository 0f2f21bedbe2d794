"""Word files to pieces: footnotes, endnotes and comments, and where they are anchored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from word_files import cell, grid_borders, paragraph, run, table, word_file

from pipeline.extract.pieces import Piece, Place
from pipeline.extract.word import read_word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BREAK = "<w:r><w:br/></w:r>"


def _mark(kind: str = "footnote", name: int = 2) -> str:
    return f'<w:r><w:{kind}Reference w:id="{name}"/></w:r>'


def _note(*blocks: str, kind: str = "footnote", name: int = 2, more: str = "") -> str:
    return f'<w:{kind} w:id="{name}"{more}>{"".join(blocks)}</w:{kind}>'


def _pieces(folder: Path, body: str, parts: Mapping[str, str]) -> tuple[Piece, ...]:
    return read_word(word_file(folder, body, parts=parts)).pieces


def _marked(pieces: tuple[Piece, ...]) -> list[tuple[str, str | None]]:
    """Each note with the text up to its anchor."""
    return [
        (p.text, pieces[p.anchor[0]].text[: p.anchor[1]] if p.anchor else None)
        for p in pieces
        if p.place is Place.NOTE
    ]


_ONE = {"footnotes": _note(paragraph("Theo Sở Nội vụ."))}


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_is_anchored_behind_its_word(kind: str, tmp_path: Path) -> None:
    """The anchor stands behind the marked word, not behind the blank that follows."""
    body = paragraph("Đầu") + paragraph("Đạt 95%", _mark(kind), " kế hoạch.")
    parts = {f"{kind}s": _note(paragraph("Theo Sở."), kind=kind)}
    assert _marked(_pieces(tmp_path, body, parts)) == [("Theo Sở.", "Đạt 95%")]


def test_an_anchor_counts_the_automatic_number(tmp_path: Path) -> None:
    """The number before the text, which no run holds, moves the anchor."""
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = paragraph("Kết quả", _mark(), " đạt được", properties=item)
    found = _pieces(tmp_path, body, {"numbering": numbering, **_ONE})
    assert _marked(found) == [("Theo Sở Nội vụ.", "I. Kết quả")]


def test_an_anchor_counts_folded_lines(tmp_path: Path) -> None:
    """Behind a soft line break that only folds, the place is counted through."""
    body = paragraph("tổng kết ", BREAK, " 10 năm", _mark(), " thực hiện")
    assert _marked(_pieces(tmp_path, body, _ONE)) == [("Theo Sở Nội vụ.", "tổng kết 10 năm")]


def test_an_anchor_is_on_the_item_that_bears_the_mark(tmp_path: Path) -> None:
    """Where soft breaks part list items, the note follows its own item."""
    body = paragraph("Đã làm:", BREAK, "- Việc một;", _mark(), BREAK, "- Việc hai;")
    pieces = _pieces(tmp_path, body, _ONE)
    assert [p.text for p in pieces] == ["Đã làm:", "- Việc một;", "Theo Sở Nội vụ.", "- Việc hai;"]
    assert _marked(pieces) == [("Theo Sở Nội vụ.", "- Việc một;")]


@pytest.mark.parametrize(
    ("content", "before"),
    [
        ([_mark(), BREAK, "Việc một;", BREAK, "- Việc hai;"], ""),
        (["Việc một;", BREAK, _mark(), BREAK, "- Việc hai;"], "Việc một;"),
    ],
)
def test_a_mark_alone_on_its_line_goes_to_the_text_beside_it(
    content: list[str], before: str, tmp_path: Path
) -> None:
    """A line of a mark only is no piece, and its note is not lost."""
    found = _pieces(tmp_path, paragraph(*content), _ONE)
    assert _marked(found) == [("Theo Sở Nội vụ.", before)]


def test_the_mark_of_a_joined_paragraph_stays_at_its_word(tmp_path: Path) -> None:
    """A deleted paragraph mark joins two paragraphs; anchors hold in the joined one."""
    first = paragraph("Kết quả", _mark(), " ", properties="<w:rPr><w:del/></w:rPr>")
    found = _pieces(tmp_path, first + paragraph("đạt được"), _ONE)
    assert [p.text for p in found] == ["Kết quả đạt được", "Theo Sở Nội vụ."]
    assert _marked(found) == [("Theo Sở Nội vụ.", "Kết quả")]


@pytest.mark.parametrize("ruled", [True, False])
def test_the_anchor_of_a_note_in_a_table(ruled: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a value of the table above
    """A note in a cell follows the table and points into its cell."""
    marked = cell("Trên", paragraph("Số hộ", _mark(), " nghèo"))
    body = table(cell("A") + marked + cell("B"), properties=grid_borders() if ruled else "")
    pieces = _pieces(tmp_path, body + paragraph("Sau"), _ONE)
    assert [p.place for p in pieces[-2:]] == [Place.NOTE, Place.BODY]
    assert _marked(pieces) == [("Theo Sở Nội vụ.", "Trên Số hộ" if ruled else "Số hộ")]


def test_all_paragraphs_of_a_note_share_its_anchor(tmp_path: Path) -> None:
    """A long note is several pieces behind each other."""
    parts = {"footnotes": _note(paragraph("Một."), paragraph("Hai."))}
    found = _pieces(tmp_path, paragraph("Đạt", _mark()), parts)
    assert _marked(found) == [("Một.", "Đạt"), ("Hai.", "Đạt")]


def test_a_note_without_a_word_before_it_is_kept(tmp_path: Path) -> None:
    """A mark in an empty paragraph has no place in the text; its note is read all the same."""
    found = _pieces(tmp_path, paragraph("Đầu") + paragraph(_mark()), _ONE)
    assert _marked(found) == [("Theo Sở Nội vụ.", None)]


def test_the_note_of_deleted_text_goes_with_it(tmp_path: Path) -> None:
    """When all changes are accepted the mark is gone, and the note with it."""
    body = paragraph("Còn", f"<w:del>{_mark()}</w:del>")
    assert [p.text for p in _pieces(tmp_path, body, _ONE)] == ["Còn"]


def test_a_note_stands_on_the_page_of_its_mark(tmp_path: Path) -> None:
    """A paragraph over two pages has its note on the second one."""
    turned = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = paragraph("Một ", turned, "hai", _mark())
    assert [p.page for p in _pieces(tmp_path, body, _ONE)] == [1, 2]


_BY = ' w:author="Lê Văn Tư"'


def _comment(*blocks: str, name: int = 5, more: str = _BY) -> dict[str, str]:
    return {"comments": _note(*blocks, kind="comment", name=name, more=more)}


def test_a_comment_is_a_note_with_its_author(tmp_path: Path) -> None:
    """The words of a reviewer are told apart from the report's and point to what they are about."""
    body = paragraph("Đạt 95%", _mark("comment", 5), " kế hoạch.")
    found = _pieces(tmp_path, body, _comment(paragraph("Xem lại"), paragraph("số liệu.")))
    assert _marked(found) == [("Nhận xét của Lê Văn Tư: Xem lại số liệu.", "Đạt 95%")]


def test_a_comment_without_author_is_a_comment(tmp_path: Path) -> None:
    """Files cleaned of names keep their comments."""
    body = paragraph("Đạt", _mark("comment", 5))
    found = _pieces(tmp_path, body, _comment(paragraph("Rõ?"), more=""))
    assert _marked(found) == [("Nhận xét: Rõ?", "Đạt")]


def test_a_comment_on_deleted_text_stands_at_the_end(tmp_path: Path) -> None:
    """Its mark is gone; the reviewer's words are not."""
    body = paragraph("Còn", f"<w:del>{_mark('comment', 5)}</w:del>") + paragraph("Cuối")
    found = _pieces(tmp_path, body, _comment(paragraph("Bỏ đoạn này.")))
    assert [p.text for p in found] == ["Còn", "Cuối", "Nhận xét của Lê Văn Tư: Bỏ đoạn này."]
    assert found[-1].anchor is None


def test_an_empty_comment_is_no_note(tmp_path: Path) -> None:
    """A comment of a tick or a picture has nothing to read."""
    body = paragraph("Đạt", _mark("comment", 5))
    assert _marked(_pieces(tmp_path, body, _comment(paragraph()))) == []


def test_a_comment_on_a_footnote_points_into_it(tmp_path: Path) -> None:
    """Anchors hold wherever the mark stands."""
    parts = {
        "footnotes": _note(paragraph("Theo Sở", run(" Nội vụ"), _mark("comment", 5), ".")),
        **_comment(paragraph("Năm nào?")),
    }
    found = _pieces(tmp_path, paragraph("Đạt", _mark(), " rồi"), parts)
    assert _marked(found) == [
        ("Theo Sở Nội vụ.", "Đạt"),
        ("Nhận xét của Lê Văn Tư: Năm nào?", "Theo Sở Nội vụ"),
    ]
