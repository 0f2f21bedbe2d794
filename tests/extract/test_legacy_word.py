"""Word files in fonts of TCVN3 and VNI: runs, signs that stand for letters, numbers, the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from word_files import cell, paragraph, run, table, word_file

from pipeline.extract.pieces import Place
from pipeline.extract.word import read_word

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.extract.pieces import Pieces

TCVN3 = "Thùc hiÖn NghÞ quyÕt cña TØnh ñy, huyÖn ®· ban hµnh nhiÒu kÕ ho¹ch vµ kiÓm tra tõng x·."
VNI = "Thöïc hieän Nghò quyeát cuûa Tænh uûy, huyeän ñaõ ban haønh nhieàu keá hoaïch vaø kieåm tra töøng xaõ."
UNICODE = "Thực hiện Nghị quyết của Tỉnh ủy, huyện đã ban hành nhiều kế hoạch và kiểm tra từng xã."
OLD, OLD_H, VNI_FONT = (
    f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'
    for name in (".VnTime", ".VnTimeH", "VNI-Times")
)


def _read(folder: Path, *blocks: str, **parts: str) -> Pieces:
    return read_word(word_file(folder, "".join(blocks), parts=parts))


def _texts(folder: Path, *blocks: str, **parts: str) -> list[str]:
    return [piece.text for piece in _read(folder, *blocks, **parts).pieces]


@pytest.mark.parametrize(("font", "text"), [(OLD, TCVN3), (OLD_H, TCVN3), (VNI_FONT, VNI)])
def test_text_in_a_legacy_font_is_read(font: str, text: str, tmp_path: Path) -> None:
    """A whole report in TCVN3 or VNI comes in Unicode."""
    assert _texts(tmp_path, paragraph(run(text, font))) == [UNICODE]


def test_unicode_under_the_name_of_a_legacy_font_is_read(tmp_path: Path) -> None:
    """What counts is how the text is stored."""
    assert _texts(tmp_path, paragraph(run(UNICODE, OLD))) == [UNICODE]


def test_font_of_a_style_counts(tmp_path: Path) -> None:
    """Runs without a font of their own have that of their paragraph's style."""
    style = f'<w:style w:type="paragraph" w:styleId="Cu"><w:rPr>{OLD}</w:rPr></w:style>'
    body = paragraph("B¸o c¸o", properties='<w:pStyle w:val="Cu"/>')
    pieces = read_word(word_file(tmp_path, body, styles=style)).pieces
    assert [piece.text for piece in pieces] == ["Báo cáo"]


def test_letter_and_mark_in_two_runs_are_one_letter(tmp_path: Path) -> None:
    """A change of weight may part them; the letter has the look of its base."""
    body = paragraph(run("Baù", VNI_FONT), run("o ca", VNI_FONT + "<w:b/>"), run("ùo", VNI_FONT))
    assert _texts(tmp_path, body) == ["Báo cáo"]


def test_soft_hyphen_in_tcvn3_is_a_letter(tmp_path: Path) -> None:
    """As an element, as LibreOffice writes it, and as a character."""
    soft = f"<w:r><w:rPr>{OLD}</w:rPr><w:t>Nhµ n</w:t><w:softHyphen/><w:t>íc</w:t></w:r>"
    body = paragraph(soft, run(" vµ ph\xadêng", OLD))
    assert _texts(tmp_path, body) == ["Nhà nước và phường"]


def test_soft_hyphen_in_unicode_is_nothing(tmp_path: Path) -> None:
    """Elsewhere it only says where a word may be parted."""
    soft = "<w:r><w:t>Inter</w:t><w:softHyphen/><w:t>net</w:t></w:r>"
    assert _texts(tmp_path, paragraph(soft)) == ["Internet"]


def test_capitals_by_format_are_made_of_the_letters(tmp_path: Path) -> None:
    """Raising the stored bytes would give other letters ("ý" is "í" then)."""
    assert _texts(tmp_path, paragraph(run("ý kiÕn, gãp ý", OLD + "<w:caps/>"))) == ["Ý KIẾN, GÓP Ý"]


def test_letter_put_in_as_a_symbol_is_read(tmp_path: Path) -> None:
    """`w:sym` with a legacy font holds a byte of that font."""
    body = paragraph(
        f'<w:r><w:rPr>{OLD}</w:rPr><w:sym w:font=".VnTime" w:char="F0AE"/></w:r>',
        run("¶ng viªn", OLD),
    )
    assert _texts(tmp_path, body) == ["đảng viên"]


def test_font_that_says_it_holds_symbols_is_read(tmp_path: Path) -> None:
    """Its letters stand in the private area; a bullet alone in such a run stays a bullet."""
    moved = "".join(chr(0xF000 + ord(char)) for char in "B¸o c¸o")
    body = paragraph(run("\uf0b7", OLD), " ", run(moved, OLD))
    assert _texts(tmp_path, body) == ["• Báo cáo"]


def test_symbols_between_legacy_runs_stay_symbols(tmp_path: Path) -> None:
    """An arrow of Wingdings, a bullet of Symbol."""
    arrow = f'<w:r><w:rPr>{OLD}</w:rPr><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
    assert _texts(tmp_path, paragraph(run("tõ x· ", OLD), arrow, run(" huyÖn", OLD))) == [
        "từ xã → huyện"
    ]


def test_mixed_document_is_read_run_by_run(tmp_path: Path) -> None:
    """TCVN3, VNI and Unicode in one paragraph and in cells of one table."""
    body = paragraph(run("B¸o c¸o ", OLD), run("cuûa huyeän ", VNI_FONT), "năm 2023")
    cells = table(cell(paragraph(run("Tû lÖ", OLD))) + cell("Số lượng"))
    assert _texts(tmp_path, body, cells) == ["Báo cáo của huyện năm 2023", "Tỷ lệ", "Số lượng"]


def test_font_that_lies_is_seen_through_in_a_document_of_such_text(tmp_path: Path) -> None:
    """TCVN3 to which somebody gave Times New Roman, beside paragraphs typed later."""
    body = [paragraph(TCVN3), paragraph("KÕ ho¹ch"), paragraph("Nhiệm vụ, giải pháp")]
    assert _texts(tmp_path, *body) == [UNICODE, "Kế hoạch", "Nhiệm vụ, giải pháp"]


def test_words_of_automatic_numbers_are_read(tmp_path: Path) -> None:
    """The word before the number stands in the list's pattern, in the font of the paragraph."""
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="decimal"/><w:lvlText w:val="§iÒu %1."/><w:rPr>{OLD}</w:rPr></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    properties = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr>{OLD}</w:rPr>'
    body = paragraph(run("Ph¹m vi", OLD), properties=properties)
    assert _texts(tmp_path, body, numbering=numbering) == ["Điều 1. Phạm vi"]


def test_notes_are_read(tmp_path: Path) -> None:
    """Notes are text of the same file."""
    note = f'<w:footnote w:id="2">{paragraph(run("KÌm theo phô lôc", OLD))}</w:footnote>'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    found = _read(tmp_path, paragraph(run("B¸o c¸o", OLD), mark), footnotes=note)
    assert [piece.text for piece in found.pieces if piece.place is Place.NOTE] == [
        "Kèm theo phụ lục"
    ]


def test_report_says_what_was_converted(tmp_path: Path) -> None:
    """Encoding and share of the letters; a sound conversion is no warning."""
    found = _read(tmp_path, paragraph(run(TCVN3, OLD)), paragraph(UNICODE))
    assert [(item.encoding, item.share) for item in found.report.legacy] == [("TCVN3", 0.5)]
    assert found.warnings == ()


def test_unicode_document_reports_nothing(tmp_path: Path) -> None:
    """Fonts that are named and not used convert nothing."""
    found = _read(tmp_path, paragraph(run(UNICODE, OLD)), paragraph(UNICODE))
    assert found.report.legacy == ()
