"""Letterheads and tails of two columns: what parts them, what a scan puts in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pdf_files import INDENT, LEFT, Sheet, centred, write_pdf

from pipeline.extract.layout import Glyph, Ink, arrange, build_page
from pipeline.extract.layout.joining import join_lines
from pipeline.extract.layout.lines import build_lines
from pipeline.extract.pdf.source import read_pages

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.extract.layout.lines import Line
    from pipeline.extract.pieces import Piece

BOLD = "Times-Bold"
BODY = (
    "Thực hiện Kế hoạch số 118 của Ban Thường vụ Tỉnh ủy, Huyện ủy báo cáo kết quả mười năm thực "
    "hiện Nghị quyết của Tỉnh ủy về đẩy mạnh cải cách hành chính như sau đây."
)
MOTTOS = ("CỘNG HÒA XÃ HỘI", "Độc lập - Tự do")
RECIPIENTS = ("Nơi nhận:", "- Như trên;", "- Các sở, ngành;", "- Lưu: VT.")


def _read(path: Path, sheet: Sheet) -> list[Piece]:
    return arrange([build_page(marks) for marks in read_pages(write_pdf(path / "a.pdf", [sheet]))])


def _columns(pieces: list[Piece]) -> list[tuple[int, str]]:
    return [(piece.column, piece.text) for piece in pieces]


def _headed(*left: str, spacing: float = 18) -> Sheet:
    """A page with a letterhead, whose left column stands close, over text."""
    sheet = Sheet()
    sheet.paragraph(300, BODY)
    for i, text in enumerate(left):
        sheet.text(centred(text, middle=170, size=12), 60 + spacing * i, text, size=12, font=BOLD)
    for i, text in enumerate(MOTTOS):
        sheet.text(centred(text, middle=430, size=12), 60 + spacing * i, text, size=12, font=BOLD)
    return sheet


def _listed(sheet: Sheet, *, first: float = 500) -> Sheet:
    """Text, and a list of recipients below it."""
    sheet.paragraph(80, BODY)
    for i, text in enumerate(RECIPIENTS):
        sheet.text(LEFT, first + 16 * i, text, size=12)
    return sheet


def test_a_greeting_ends_the_letterhead(tmp_path: Path) -> None:
    """The line "Kính gửi:" stands below the left column and is none of its lines."""
    sheet = _headed("UBND TỈNH A", "SỞ Y TẾ", "Số: 12").text(150, 140, "Kính gửi:")
    found = _columns(_read(tmp_path, sheet))
    heads = [(1, "UBND TỈNH A"), (1, "SỞ Y TẾ"), (1, "Số: 12")]
    assert found[:6] == [*heads, *((2, text) for text in MOTTOS), (0, "Kính gửi:")]


def _with_number(*left: str) -> Sheet:
    """A letterhead with a number well below it, so that its names stand close."""
    return _headed(*left, spacing=14).text(
        centred("Số: 12", middle=170, size=12), 130, "Số: 12", size=12
    )


@pytest.mark.parametrize(
    "names",
    [
        ("UBND TỈNH QUẢNG BÌNH", "SỞ TƯ PHÁP"),
        ("ĐẢNG BỘ TỈNH BÌNH AN", "HUYỆN ỦY SƠN HÀ"),
        ("HUYỆN ỦY TÂN PHÚ AN", "BAN TUYÊN GIÁO"),
    ],
)
def test_the_name_of_another_body_begins_a_piece(names: tuple[str, str], tmp_path: Path) -> None:
    """The unit below its superior is no second line of that one's name, however close."""
    assert _columns(_read(tmp_path, _with_number(*names)))[:2] == [(1, name) for name in names]


@pytest.mark.parametrize(
    "lines", [("BAN TUYÊN GIÁO VÀ", "DÂN VẬN TRUNG ƯƠNG"), ("BAN TUYÊN GIÁO VÀ", "BAN DÂN VẬN")]
)
def test_a_folded_name_stays_one(lines: tuple[str, str], tmp_path: Path) -> None:
    """A name that goes on on the next line is one piece, though that begins like another body."""
    assert _columns(_read(tmp_path, _with_number(*lines)))[0] == (1, " ".join(lines))


def test_dirt_behind_an_entry_is_no_column(tmp_path: Path) -> None:
    """A speck to the right of a recipient does not move the strip between the columns."""
    sheet = _listed(Sheet()).text(440, 500, "GIÁM ĐỐC", font=BOLD).text(250, 516, ":", size=12)
    found = _columns(_read(tmp_path, sheet))[1:]
    assert found[1] == (1, "- Như trên; :")
    assert found[2:] == [(1, RECIPIENTS[2]), (1, RECIPIENTS[3]), (2, "GIÁM ĐỐC")]


def test_text_above_the_recipients_is_no_column(tmp_path: Path) -> None:
    """The end of the text stays text though the strip between the columns runs through a gap."""
    sheet = _listed(Sheet()).text(440, 500, "GIÁM ĐỐC", font=BOLD)
    sheet.text(LEFT + INDENT, 482, "Trên đây là báo cáo của Sở").text(470, 482, "./.")
    found = _columns(_read(tmp_path, sheet))
    assert found[1] == (0, "Trên đây là báo cáo của Sở ./.")
    assert found[2:] == [*((1, text) for text in RECIPIENTS), (2, "GIÁM ĐỐC")]


def test_a_line_askew_does_not_end_the_list(tmp_path: Path) -> None:
    """Text beside a brace, in no line with the entries, stays among them."""
    sheet = _listed(Sheet()).text(440, 500, "GIÁM ĐỐC", font=BOLD)
    sheet.text(260, 541, "Website", size=12)
    found = _columns(_read(tmp_path, sheet))[1:]
    assert [number for number, _ in found] == [1] * (len(found) - 1) + [2]
    assert found[-2:] == [(1, "- Lưu: VT."), (2, "GIÁM ĐỐC")]


def test_columns_without_a_common_line_are_found(tmp_path: Path) -> None:
    """The office stands above the recipients and the name below them: no line shows the strip."""
    sheet = _listed(Sheet(), first=500).text(centred("CHỦ TỊCH", middle=440), 478, "CHỦ TỊCH")
    sheet.text(centred("Lê Văn Tám", middle=440), 600, "Lê Văn Tám")
    found = _columns(_read(tmp_path, sheet))[1:]
    assert found == [*((1, text) for text in RECIPIENTS), (2, "CHỦ TỊCH"), (2, "Lê Văn Tám")]


def test_recipients_alone_are_no_columns(tmp_path: Path) -> None:
    """Without anything beside them they stay lines of the page."""
    found = _columns(_read(tmp_path, _listed(Sheet())))[1:]
    assert found == [(0, text) for text in RECIPIENTS]


def _line(text: str, y: float) -> Line:
    """A line with a blank at its end, as OCR gives all of them."""
    ink = Ink(size_pt=14, bold=False, italic=False, font="", sideways=False)
    glyphs = [Glyph(char, 7.0 * i, 7.0 * i + 7, y, ink) for i, char in enumerate(f"{text} ")]
    (line,) = build_lines(glyphs)
    return line


@pytest.mark.parametrize(
    ("end", "start", "joined"),
    [
        ("theo Thông tư số 116/2018/TT-", "BTC của Bộ", "theo Thông tư số 116/2018/TT-BTC của Bộ"),
        ("theo Kế hoạch số 1043/", "KH-UBND của tỉnh", "theo Kế hoạch số 1043/KH-UBND của tỉnh"),
        (
            "tại https://sotc.baria-",
            "vungtau.gov.vn của Sở",
            "tại https://sotc.baria-vungtau.gov.vn của Sở",
        ),
        ("trong giai đoạn mới -", "Bộ Tài chính", "trong giai đoạn mới - Bộ Tài chính"),
        ("các xã thuộc nhóm A-", "UBND huyện", "các xã thuộc nhóm A- UBND huyện"),
        ("tại trang https://abc.vn/", "và báo", "tại trang https://abc.vn/ và báo"),
    ],
)
def test_numbers_and_addresses_are_glued_at_the_line_end(end: str, start: str, joined: str) -> None:
    """Where a number or an address is cut, a blank behind the cut is none."""
    assert join_lines([_line(end, 100), _line(start, 120)]) == joined
