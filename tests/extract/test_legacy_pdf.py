"""PDF files in fonts of TCVN3 and VNI: by name, by content, with their look, with the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pdf_files import LEFT, Sheet, write_pdf

from pipeline.extract.pdf import read_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.extract.pieces import Pieces

TCVN3 = "Thùc hiÖn NghÞ quyÕt cña TØnh ñy, huyÖn ®· ban hµnh nhiÒu kÕ ho¹ch vµ kiÓm tra tõng x·."
VNI = "Thöïc hieän Nghò quyeát cuûa Tænh uûy, huyeän ñaõ ban haønh nhieàu keá hoaïch vaø kieåm tra töøng xaõ."
UNICODE = "Thực hiện Nghị quyết của Tỉnh ủy, huyện đã ban hành nhiều kế hoạch và kiểm tra từng xã."


def _read(folder: Path, *lines: tuple[str, str]) -> Pieces:
    """Read a page of lines, each a paragraph: font and text."""
    sheet = Sheet()
    for i, (font, text) in enumerate(lines):
        sheet.text(LEFT, 80 + 60 * i, text, font=font, size=6)
    return read_pdf(write_pdf(folder / "report.pdf", [sheet]))


def _texts(folder: Path, *lines: tuple[str, str]) -> list[str]:
    return [piece.text for piece in _read(folder, *lines).pieces]


@pytest.mark.parametrize(
    ("font", "text"),
    [
        (".VnTime", TCVN3),
        ("ABCDEF+.VnTimeH", TCVN3),
        ("VNI-Times", VNI),
        ("F1", TCVN3),
        ("F1", VNI),
    ],
)
def test_legacy_text_is_read(font: str, text: str, tmp_path: Path) -> None:
    """By the font's name, and where the font hides it by the words."""
    assert _texts(tmp_path, (font, text)) == [UNICODE]


def test_unicode_under_the_name_of_a_legacy_font_stays(tmp_path: Path) -> None:
    """The letters may be given right whatever the font is called."""
    assert _texts(tmp_path, (".VnTime", UNICODE)) == [UNICODE]


def test_letter_given_as_minus_is_read(tmp_path: Path) -> None:
    """Producers name the glyph of "ư" minus; between figures it stays."""
    line = "Vèn ®Çu t\u2212 cña Nhµ n\u2212íc 2001\u22122005"
    assert _texts(tmp_path, (".VnTime", line)) == ["Vốn đầu tư của Nhà nước 2001\u22122005"]


def test_look_of_the_letters_stays(tmp_path: Path) -> None:
    """A bold legacy font is bold, its size that of the letters."""
    (piece,) = _read(tmp_path, (".VnTime,Bold", TCVN3)).pieces
    assert (piece.text, piece.cues.bold, piece.cues.size_pt) == (UNICODE, True, 6)


def test_report_says_what_was_converted(tmp_path: Path) -> None:
    """Encoding and share of the letters; a sound conversion is no warning."""
    found = _read(tmp_path, (".VnTime", TCVN3), ("Times-Roman", UNICODE))
    assert [(item.encoding, item.share) for item in found.report.legacy] == [("TCVN3", 0.5)]
    assert found.warnings == ()


def test_pages_of_unicode_count_in_the_share(tmp_path: Path) -> None:
    """Pages that need no decoding are letters of the file all the same."""
    pages = [Sheet().text(LEFT, 80, text, font=font, size=6) for font, text in (
        (".VnTime", TCVN3), ("Times-Roman", UNICODE), ("Times-Roman", UNICODE),
        ("Times-Roman", UNICODE),
    )]  # fmt: skip
    found = read_pdf(write_pdf(tmp_path / "report.pdf", pages))
    assert [item.share for item in found.report.legacy] == [0.25]
