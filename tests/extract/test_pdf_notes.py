"""Footnotes of PDF files: each knows the word that bears its mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pdf_files import INDENT, LEADING, LEFT, Sheet, length, write_pdf

from pipeline.extract.layout import arrange, build_page
from pipeline.extract.pdf.source import read_pages
from pipeline.extract.pieces import Piece, Place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BODY = (
    "Thực hiện Kế hoạch số 118 của Ban Thường vụ Tỉnh ủy, Huyện ủy báo cáo kết quả mười năm thực "
    "hiện Nghị quyết của Tỉnh ủy về đẩy mạnh cải cách hành chính như sau đây."
)
HEAD, TAIL = "Năm 2022 cả huyện có 40 mô hình", " đạt chuẩn."


def _read(path: Path, *sheets: Sheet) -> Sequence[Piece]:
    pages = read_pages(write_pdf(path / "noted.pdf", sheets))
    return arrange([build_page(marks) for marks in pages])


def _noted(sheet: Sheet, x: float, y: float, mark: str) -> Sheet:
    """Set a line whose middle bears a raised mark."""
    behind = x + length(HEAD)
    sheet.text(x, y, HEAD).text(behind, y - 6, mark, size=8)
    return sheet.text(behind + length(mark, 8), y, TAIL)


def _note(sheet: Sheet, mark: str, text: str, y: float = 756) -> Sheet:
    sheet.rule(LEFT, y - 16, LEFT + 140, y - 16)
    return sheet.text(LEFT, y - 4, mark, size=6).text(LEFT + 10, y, text, size=10)


def _marked(pieces: Sequence[Piece], note: Piece) -> str:
    """The text up to the place of the note's mark."""
    assert note.anchor is not None
    piece, place = note.anchor
    return pieces[piece].text[:place]


def _notes(pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.place is Place.NOTE]


def test_note_points_behind_the_marked_word(tmp_path: Path) -> None:
    """The mark is no text; its place in the text is kept."""
    sheet = Sheet()
    sheet.paragraph(80, BODY)
    pieces = _read(tmp_path, _note(_noted(sheet, LEFT + INDENT, 400, "1"), "1", "Theo Sở."))
    (note,) = _notes(pieces)
    assert _marked(pieces, note) == HEAD
    assert [piece.text for piece in pieces][1:] == [HEAD + TAIL, "1 Theo Sở."]


def test_a_mark_before_a_stop_is_no_text(tmp_path: Path) -> None:
    """The stop stands on the line again behind the raised mark, and stays."""
    sheet = Sheet()
    sheet.paragraph(80, BODY)
    x = LEFT + INDENT
    sheet.text(x, 400, HEAD).text(x + length(HEAD), 394, "1", size=8)
    sheet.text(x + length(HEAD) + length("1", 8), 400, ".")
    pieces = _read(tmp_path, _note(sheet, "1", "Theo Sở."))
    (note,) = _notes(pieces)
    assert _marked(pieces, note) == HEAD
    assert pieces[1].text == HEAD + "."


@pytest.mark.parametrize("text", ["Diện tích 40 km1.", "Khí CO1.", "Theo mẫu K1."])
def test_figures_of_units_and_formulas_are_no_marks(text: str, tmp_path: Path) -> None:
    """A figure behind what is no word stays, though a note has its number."""
    sheet = Sheet()
    sheet.paragraph(80, BODY)
    pieces = _read(tmp_path, _note(sheet.text(LEFT + INDENT, 400, text), "1", "Theo Sở."))
    assert pieces[1].text == text
    assert _notes(pieces)[0].anchor is None


def test_stars_are_marks_too(tmp_path: Path) -> None:
    """Short reports mark their notes with stars."""
    sheet = Sheet()
    sheet.paragraph(80, BODY)
    pieces = _read(tmp_path, _note(_noted(sheet, LEFT + INDENT, 400, "*"), "*", "Theo Sở."))
    assert _marked(pieces, _notes(pieces)[0]) == HEAD


def test_numbers_that_begin_again_are_told_apart_by_their_pages(tmp_path: Path) -> None:
    """A paragraph over two pages bears the first note of each of them."""
    first, second = Sheet(), Sheet()
    first.paragraph(80, BODY)
    words = "Đến nay toàn huyện đã có hai mươi"
    first.spread(LEFT + INDENT, 720 - LEADING, words)
    _noted(first, LEFT, 720, "1").spread(LEFT + length(HEAD + TAIL) + 6, 720, "và ở hai mươi xã")
    _note(second.paragraph(200, BODY) and second, "1", "Theo huyện.")
    _note(first, "1", "Theo Sở.")
    _noted(second, LEFT, 80, "1")
    pieces = _read(tmp_path, first, second)
    ends = [_marked(pieces, note)[-len(HEAD) :] for note in _notes(pieces)]
    places = [note.anchor for note in _notes(pieces)]
    assert ends == [HEAD, HEAD]
    assert len({place and place[0] for place in places}) == 1
    assert len(set(places)) == len(places)


def test_mark_in_a_table_is_found(tmp_path: Path) -> None:
    """A cell bears a note as a paragraph does."""
    sheet = Sheet().grid((LEFT, 140, 540), (400, 424))
    sheet.paragraph(80, BODY)
    sheet.text(LEFT + 4, 417, "1").text(144, 417, "Xã Ba Vì")
    sheet.text(144 + length("Xã Ba Vì"), 411, "1", size=8)
    pieces = _read(tmp_path, _note(sheet, "1", "Theo Sở."))
    assert _marked(pieces, _notes(pieces)[0]) == "Xã Ba Vì"


def test_note_without_a_mark_has_no_place(tmp_path: Path) -> None:
    """Nothing is guessed."""
    sheet = Sheet()
    sheet.paragraph(80, BODY)
    (note,) = _notes(_read(tmp_path, _note(sheet, "1", "Theo Sở.")))
    assert note.anchor is None
