"""The steps of reading a scan, each by itself: pictures, lean, borders, words, markers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image
from scan_pictures import Scan, write_scan

from pipeline.errors import DocumentError
from pipeline.extract.layout import Glyph, Ink, PageMarks, build_page
from pipeline.extract.scan import mend_markers
from pipeline.extract.scan.deskew import measure_skew
from pipeline.extract.scan.hocr import ScannedLine, ScannedWord, parse_hocr
from pipeline.extract.scan.images import draw_images
from pipeline.extract.scan.rulings import find_rulings
from pipeline.extract.scan.words import clean_lines, make_glyphs, strip_borders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.extract.layout import Page

TEXT = (
    "Thực hiện Nghị quyết của Huyện ủy, các xã đã ban hành nhiều kế hoạch và tổ chức kiểm tra. " * 6
)


def _word(text: str, x0: float = 0, x1: float = 50, *, confidence: float = 0.9) -> ScannedWord:
    return ScannedWord(text=text, x0=x0, top=0, x1=x1, bottom=40, confidence=confidence)


def _line(*words: ScannedWord, y: float = 40, height: float = 40) -> ScannedLine:
    return ScannedLine(words=words, y=y, height=height)


def _page(lines: Sequence[str], number: int = 1) -> Page:
    ink = Ink(size_pt=14, bold=False, italic=False, font="", sideways=False, confidence=0.9)
    glyphs = [
        Glyph(char, 85 + 7.0 * place, 92 + 7.0 * place, 100 + 20.0 * row, ink)
        for row, line in enumerate(lines)
        for place, char in enumerate(line)
    ]
    marks = PageMarks(
        number=number, width=595, height=842, glyphs=tuple(glyphs), rulings=(), pictured=True
    )
    return build_page(marks)


def _mended(*lines: str, scanned: bool = True) -> list[str]:
    pages, _ = mend_markers([_page(lines)], {1} if scanned else {2})
    return [line.text.split()[0] for line in pages[0].lines]


@pytest.mark.parametrize("degrees", [-2.0, -0.4, 0.0, 0.7, 3.0])
def test_lean_of_a_page_is_measured(degrees: float) -> None:
    """To a tenth of a degree, falling to the right counted up."""
    scan = Scan()
    scan.paragraph(130, TEXT)
    assert measure_skew(np.asarray(scan.leaning(degrees).image)) == pytest.approx(degrees, abs=0.1)


def test_borders_are_found_and_letters_are_none() -> None:
    """Every line of a grid once, at its place; strokes of text are no borders."""
    scan = Scan().grid((85, 300, 500), (400, 430, 460))
    scan.paragraph(130, TEXT)
    rulings = find_rulings(np.asarray(scan.image), 72 / 200)
    assert [round(ruling.top / 10) for ruling in rulings if not ruling.upright] == [40, 43, 46]
    assert sorted(round(ruling.x0 / 5) for ruling in rulings if ruling.upright) == [17, 60, 100]


def test_broken_border_is_one() -> None:
    """A border with a hole of a few points is not two."""
    scan = Scan().grid((85, 500), (400, 430))
    image = np.asarray(scan.image).copy()
    image[:, 600:620] = 255
    rulings = find_rulings(image, 72 / 200)
    assert sum(not ruling.upright for ruling in rulings) == 2


def test_small_jpeg_is_enlarged_and_a_huge_one_is_not_opened_whole(tmp_path: Path) -> None:
    """Both come to about 300 dots an inch of a sheet of A4."""
    for size in ((600, 848), (20_000, 28_280)):
        path = tmp_path / "a.jpg"
        Image.new("L", size, 255).save(path)
        (picture,) = draw_images(path)
        assert picture.grey.shape == pytest.approx((3508, 2481), abs=4)


def test_giant_png_is_refused(tmp_path: Path) -> None:
    """What would fill the memory is refused before it is opened."""
    path = tmp_path / "a.png"
    Image.new("1", (30_000, 20_000)).save(path)
    with pytest.raises(DocumentError) as caught:
        list(draw_images(path))
    assert caught.value.code == "image-too-large"


@pytest.mark.parametrize("head", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0 torn", b"II*\x00"])
def test_damaged_image_is_refused(tmp_path: Path, head: bytes) -> None:
    """A file that begins like an image and is none says so."""
    path = tmp_path / "a.png"
    path.write_bytes(head)
    with pytest.raises(DocumentError) as caught:
        list(draw_images(path))
    assert caught.value.code == "image-damaged"


def test_torn_image_is_refused(tmp_path: Path) -> None:
    """An image whose end was lost on the way says so."""
    path = write_scan(tmp_path / "a.png", [Scan().grid((85, 500), (400, 430))])
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(DocumentError) as caught:
        list(draw_images(path))
    assert caught.value.code == "image-damaged"


def test_transparent_image_lies_on_white_paper(tmp_path: Path) -> None:
    """Letters on nothing are letters on paper, not on black."""
    path = tmp_path / "a.png"
    Image.new("RGBA", (1654, 2339), (0, 0, 0, 0)).save(path, dpi=(200, 200))
    (picture,) = draw_images(path)
    assert picture.grey.min() == 255


def test_words_of_hocr_keep_box_and_confidence() -> None:
    """Baseline, height and confidence come out; boxes of rules hold no words."""
    hocr = (
        b"<html><span class='ocr_line' title='bbox 10 20 110 60; baseline 0 -10; x_size 40'>"
        b"<span class='ocrx_word' title='bbox 10 20 50 60; x_wconf 91'>x\xc3\xa3</span>"
        b"<span class='ocrx_word' title='bbox 60 20 110 60; x_wconf 95'> </span></span></html>"
    )
    (line,) = parse_hocr(hocr)
    assert [(word.text, word.x0, word.x1, word.confidence) for word in line.words] == [
        ("xã", 10, 50, 0.91)
    ]
    assert (line.y, line.height) == (50, 40)


def test_nothing_read_gives_no_lines() -> None:
    """A page on which tesseract found nothing is no error."""
    assert parse_hocr(b"") == []


def test_unsure_signs_are_dirt_and_dashes_are_not() -> None:
    """A speck read as a sign is left out and counted; a dash within a line stays."""
    line = _line(
        _word("ˆ", confidence=0.1), _word("–", 60, 80, confidence=0.3), _word("xã", 90, 130)
    )
    cleaned = clean_lines([line])
    assert [word.text for word in cleaned.lines[0].words] == ["–", "xã"]
    assert cleaned.specks == 1


def test_of_two_words_in_one_place_the_surer_stays() -> None:
    """Letters of a stamp over a line do not run into its words."""
    line = _line(_word("Giám", 0, 100), _word("đốc", 110, 160))
    stamp = _line(_word("TNOC", 20, 90, confidence=0.2), y=44)
    assert [[word.text for word in line.words] for line in clean_lines([line, stamp]).lines] == [
        ["Giám", "đốc"]
    ]


def test_borders_read_as_letters_are_left_out() -> None:
    """An upright border at the edge of a word is no letter of it; elsewhere the sign stays."""
    line = _line(_word("|Tập", 100, 150), _word("a|b|", 300, 350))
    (stripped,) = strip_borders([line], [101.0])
    assert [word.text for word in stripped.words] == ["Tập", "a|b|"]


def test_heights_that_waver_make_one_size() -> None:
    """Lines measured a little high or low have the size of the page, notes their own."""
    heights = [40, 40, 41, 38, 48, 30]
    lines = [_line(_word("nghị quyết"), y=60.0 * i, height=h) for i, h in enumerate(heights)]
    sizes = [line.size_pt for line in _laid_out(lines)]
    assert len(set(sizes[:5])) == 1
    assert sizes[5] < 0.8 * sizes[0]


def test_touching_words_stay_apart() -> None:
    """Boxes that swell into each other still give two words."""
    (line,) = _laid_out([_line(_word("cán", 0, 60), _word("bộ", 58, 100))])
    assert [word.text for word in line.words] == ["cán", "bộ"]


def _laid_out(lines: Sequence[ScannedLine]) -> Sequence[object]:
    glyphs = make_glyphs(lines, 72 / 200)
    marks = PageMarks(
        number=1, width=595, height=842, glyphs=tuple(glyphs), rulings=(), pictured=True
    )
    return build_page(marks).lines


def test_roman_numerals_are_mended_in_their_sequence() -> None:
    """Numerals read as "L", "H." and "IIL" are the first three."""
    assert _mended("L Quán triệt", "H. Kết quả", "IIL Hạn chế", "IV. Bài học") == [
        "I.", "II.", "III.", "IV.",
    ]  # fmt: skip


def test_numbers_and_letters_are_mended_in_their_sequence() -> None:
    """So are "l." before "2.", "§." behind "7.", and the second "d)" before "e)"."""
    assert _mended("l. Học tập", "2. Phổ biến") == ["1.", "2."]
    assert _mended("7. Học tập", "§. Phổ biến", "9, Kiểm tra") == ["7.", "8.", "9."]
    assert _mended("c) Học", "d) Hành", "d) Thi", "e) Kiểm") == ["c)", "d)", "đ)", "e)"]


def test_dirt_before_a_number_is_taken_off() -> None:
    """A speck read as a sign hides no list item."""
    assert _mended("1. Học tập", "_2. Phổ biến", "3. Kiểm tra") == ["1.", "2.", "3."]


@pytest.mark.parametrize("line", ["L Quán triệt", "H. Kết quả", "l. Học tập", "§. Thi đua"])
def test_marker_without_neighbours_stays(line: str) -> None:
    """Nothing is mended on a guess."""
    assert _mended("Mở đầu báo cáo", line, "Kết thúc báo cáo")[1] == line.split(maxsplit=1)[0]


def test_sound_markers_stay() -> None:
    """What reads right is not touched, though it may stand out of order."""
    lines = ("I. Quán triệt", "1. Học tập", "3. Phổ biến", "d) Thi đua", "II. Kết quả")
    assert _mended(*lines) == [line.split()[0] for line in lines]


def test_text_of_the_file_itself_is_not_mended() -> None:
    """Only pages that OCR read are changed."""
    assert _mended("L Quán triệt", "II. Kết quả", scanned=False) == ["L", "II."]


def test_more_shapes_of_markers_are_mended_in_their_sequence() -> None:
    """So are "1," behind "6.", dirt joined to a number, "a4)" before "b)" and "©)" behind it."""
    assert _mended("6. Học tập", "1, Phổ biến", "8. Thi đua") == ["6.", "7.", "8."]
    assert _mended("5. Học tập", "Ò_6, Phổ biến", "7. Thi đua") == ["5.", "6.", "7."]
    assert _mended("a4) Phòng", "b) Chống", "©) Chữa", "d) Khám") == ["a)", "b)", "c)", "d)"]


def test_letters_with_figures_may_be_markers_of_their_own() -> None:
    """Where there are several, they stay."""
    lines = ("a1) Phòng", "a2) Chống", "b) Chữa")
    assert _mended(*lines) == ["a1)", "a2)", "b)"]


def test_sign_where_others_have_a_dash_is_a_dash() -> None:
    """An item of a list of dashes is put right; without the list, or within a text, the sign stays."""
    assert _mended("- Bệnh sởi", "_~ Bệnh lao", "ˆ Bệnh dại") == ["-", "-", "-"]
    assert _mended("Bệnh sởi", "_~ Bệnh lao") == ["Bệnh", "_~"]
    assert _mended("- Bệnh sởi", "ˆ và bệnh lao") == ["-", "ˆ"]
