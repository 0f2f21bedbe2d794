"""Letterheads of Word files that tabs and blanks set in two columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from word_files import paragraph, run, word_file

from pipeline.extract.word import read_word

if TYPE_CHECKING:
    from pathlib import Path

TAB, BREAK = "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>"
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
FREE = "Độc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
DATED = "Sơn Hà, ngày 5 tháng 6 năm 2023"
TITLE = paragraph("BÁO CÁO")


def _columns(folder: Path, body: str) -> list[tuple[int, str]]:
    return [(p.column, p.text) for p in read_word(word_file(folder, body)).pieces]


@pytest.mark.parametrize("gap", [TAB, TAB + TAB, run("        "), run("\u00a0" * 9)])
def test_what_tabs_and_blanks_part_are_columns(gap: str, tmp_path: Path) -> None:
    """The left column comes first, then mottos, place and date."""
    body = (
        paragraph(run("UBND TỈNH A"), gap, run(STATE))
        + paragraph(run("SỞ NỘI VỤ"), gap, run(FREE))
        + paragraph(run("Số: 12/BC-SNV"), gap, run(DATED))
    )
    left = [(1, "UBND TỈNH A"), (1, "SỞ NỘI VỤ"), (1, "Số: 12/BC-SNV")]
    right = [(2, STATE), (2, FREE), (2, DATED)]
    assert _columns(tmp_path, body + TITLE) == [*left, *right, (0, "BÁO CÁO")]


def test_lines_without_a_partner_stand_on_their_side(tmp_path: Path) -> None:
    """A unit alone on its line is left, the place and date alone are right."""
    body = paragraph(run("TỈNH ỦY A"), TAB, run(PARTY))
    body += paragraph("HUYỆN ỦY SƠN HÀ") + paragraph("*") + paragraph(DATED)
    left = [(1, "TỈNH ỦY A"), (1, "HUYỆN ỦY SƠN HÀ"), (1, "*")]
    assert _columns(tmp_path, body + TITLE) == [*left, (2, PARTY), (2, DATED), (0, "BÁO CÁO")]


def test_one_paragraph_may_hold_the_whole_head(tmp_path: Path) -> None:
    """Soft line breaks end the lines of the head; rules below a motto go with it."""
    body = paragraph(
        run("UBND TỈNH A"), TAB, run(STATE), BREAK, run("SỞ Y TẾ"), TAB, run(FREE),
        BREAK, run("-----"), TAB, run("-------"),
    )  # fmt: skip
    left = [(1, "UBND TỈNH A"), (1, "SỞ Y TẾ")]
    found = _columns(tmp_path, body + TITLE)
    assert found[:2] == left
    assert (2, STATE) in found
    assert (2, FREE) in found
    assert found[-1] == (0, "BÁO CÁO")


def test_what_follows_the_head_stays_in_its_place(tmp_path: Path) -> None:
    """A greeting and a text with a date are no lines of the head."""
    body = paragraph(run("UBND TỈNH A"), TAB, run(STATE))
    told = "Căn cứ Công văn ngày 5 tháng 6 năm 2023 của Sở."
    body += paragraph("Kính gửi: Sở Nội vụ") + paragraph(told)
    rest = [(0, "Kính gửi: Sở Nội vụ"), (0, told)]
    assert _columns(tmp_path, body) == [(1, "UBND TỈNH A"), (2, STATE), *rest]


def test_tabs_in_the_text_part_nothing(tmp_path: Path) -> None:
    """Without a motto a tab is a blank."""
    body = paragraph(run("Tổng số:"), TAB, run("12 xã"))
    assert _columns(tmp_path, body) == [(0, "Tổng số: 12 xã")]


def test_a_note_stays_with_its_part(tmp_path: Path) -> None:
    """The mark of a footnote in the right column points into that piece."""
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = paragraph(run("UBND TỈNH A"), TAB, run(STATE), mark)
    notes = f'<w:footnote w:id="2">{paragraph("Theo Nghị định 30.")}</w:footnote>'
    pieces = read_word(word_file(tmp_path, body, parts={"footnotes": notes})).pieces
    anchors = [(piece.text, piece.anchor) for piece in pieces]
    assert anchors[-1] == ("Theo Nghị định 30.", (1, len(STATE)))
    assert pieces[1].text == STATE
