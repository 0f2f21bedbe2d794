"""What is put right while the lines of a PDF file are read, and what is left as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pdf_files import INDENT, LEFT, Sheet, length, write_pdf

from pipeline.extract.layout import Page, arrange, build_page, count_mends
from pipeline.extract.pdf.source import read_pages

if TYPE_CHECKING:
    from pathlib import Path


def _pages(path: Path, sheet: Sheet) -> list[Page]:
    return [build_page(marks) for marks in read_pages(write_pdf(path / "mended.pdf", [sheet]))]


def _read(path: Path, text: str) -> str:
    pages = _pages(path, Sheet().text(LEFT + INDENT, 300, text))
    return "\n".join(piece.text for piece in arrange(pages))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Báo cáo vềmột sốnội dung", "Báo cáo về một số nội dung"),
        ("Phạm vi được xác đị nh rõ", "Phạm vi được xác định rõ"),
        ("C á c đơn vị", "Các đơn vị"),
        ("T ổ n g k ế t", "Tổng kết"),
        ("Giá đôla, bêtông", "Giá đôla, bêtông"),
        ("Người Xơđăng", "Người Xơđăng"),
        ("Đoàn Kontum, Internet, Facebook", "Đoàn Kontum, Internet, Facebook"),
        ("Theo điểm c khoản 1 và điểm h", "Theo điểm c khoản 1 và điểm h"),
        ("Phương án A B C", "Phương án A B C"),
    ],
)
def test_blanks_follow_the_syllables(typed: str, read: str, tmp_path: Path) -> None:
    """A blank that was lost or added is mended where the words can be read in one way only."""
    assert _read(tmp_path, typed) == read


def test_spread_words_are_parted_at_the_wider_gaps(tmp_path: Path) -> None:
    """A heading set with wide letters keeps its words apart."""
    sheet, x = Sheet(), LEFT
    for word in ("Tổng", "kết"):
        for letter in word:
            sheet.text(x, 300, letter)
            x += length(letter) + 7
        x += 9
    assert [piece.text for piece in arrange(_pages(tmp_path, sheet))] == ["Tổng kết"]


def test_letters_of_old_converters_are_put_right(tmp_path: Path) -> None:
    """The letters that look like Ư and Đ are those."""
    assert _read(tmp_path, "Ðảng bộ phƣờng ÐƢỜNG") == "Đảng bộ phường ĐƯỜNG"


def test_mends_are_counted_by_their_kinds(tmp_path: Path) -> None:
    """The reading report says how often letters and blanks were put right."""
    mends = count_mends(_pages(tmp_path, Sheet().text(LEFT, 300, "Ðảng bộ phƣờng vềmột việc")))
    assert {mend.kind: mend.count for mend in mends} == {"letters": 2, "spaces": 1}


def test_sound_text_has_no_mends(tmp_path: Path) -> None:
    """Nothing is counted where nothing was done."""
    assert count_mends(_pages(tmp_path, Sheet().text(LEFT, 300, "Đảng bộ phường"))) == ()
