"""Second looks at a scan: under red ink, for the name of who signed; rows and pages put right."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw
from scan_pictures import Scan, write_scan

from pipeline.errors import DocumentError
from pipeline.extract.layout import Glyph, Ink, PageMarks, arrange, build_page
from pipeline.extract.pieces import Place
from pipeline.extract.scan import ScannedPage, draw_pages, read_image, scan_pages, warn_of_scans
from pipeline.extract.scan.deskew import turn
from pipeline.extract.scan.hocr import ScannedLine, ScannedWord
from pipeline.extract.scan.images import draw_images
from pipeline.extract.scan.merge import add_hidden
from pipeline.extract.scan.rows import part_rows
from pipeline.extract.scan.signer import add_names, find_unsigned

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.extract.layout import Page

RED = (222, 60, 70)
TEXT = "Thực hiện Nghị quyết của Huyện ủy, các xã đã ban hành kế hoạch và tổ chức kiểm tra. " * 4
real_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="reads pictures with a real tesseract"
)


def _word(
    text: str, x0: float, top: float, *, wide: float = 60, high: float = 30, sure: float = 0.9
) -> ScannedWord:
    return ScannedWord(text=text, x0=x0, top=top, x1=x0 + wide, bottom=top + high, confidence=sure)


def _line(*words: ScannedWord, y: float = 130, height: float = 40) -> ScannedLine:
    return ScannedLine(words=words, y=y, height=height)


def _texts(lines: Sequence[ScannedLine]) -> list[str]:
    return [" ".join(word.text for word in line.words) for line in lines]


def _no_ink() -> np.ndarray:
    return np.zeros((400, 600), dtype=bool)


def _stamped() -> Scan:
    """Text with a red stamp over it, and a name stamped in red."""
    scan = Scan()
    scan.paragraph(130, TEXT)
    scan.text(330, 420, "PHÓ CHỦ TỊCH", bold=True)
    image = scan.image.convert("RGB")
    over = ImageDraw.Draw(image)
    for ring in range(6):
        radius = 150 - 22 * ring
        box = (1010 - radius, 1155 - radius, 1010 + radius, 1155 + radius)
        over.ellipse(box, outline=RED, width=9)
    name = Scan().text(330, 560, "Nguyễn Thành Long", bold=True).image
    image.paste(RED, mask=name.point(lambda value: 255 - value))
    black = scan.image.point(lambda value: 255 * (value < 128))
    image.paste((20, 20, 20), mask=black)
    return Scan(image=image)


@real_tesseract
@pytest.mark.parametrize("suffix", ["png", "jpg", "pdf"])
def test_text_under_a_red_stamp_and_a_red_name_are_read(tmp_path: Path, suffix: str) -> None:
    """Letters that the stamp hides are read in red light; what is red itself is kept."""
    path = write_scan(tmp_path / f"a.{suffix}", [_stamped()])
    pictures = draw_pages(path, [1]) if suffix == "pdf" else draw_images(path)
    (page,) = scan_pages("tesseract", pictures, 1)
    assert page.marks is not None
    text = build_page(page.marks).text
    assert "PHÓ CHỦ TỊCH" in text
    assert "Nguyễn Thành Long" in text


@pytest.mark.parametrize("suffix", ["png", "pdf"])
def test_red_light_is_kept_of_pages_with_red_ink_only(tmp_path: Path, suffix: str) -> None:
    """A page in colours without red ink, and one in grey, are read once."""
    blue = Scan()
    blue.paragraph(130, TEXT)
    blue.image = blue.image.convert("RGB")
    blue.image.paste((40, 60, 190), (300, 900, 500, 1000))
    grey = Scan()
    grey.paragraph(130, TEXT)
    for scan, kept in ((_stamped(), True), (blue, False), (grey, False)):
        path = write_scan(tmp_path / f"a.{suffix}", [scan])
        (picture,) = draw_pages(path, [1]) if suffix == "pdf" else draw_images(path)
        assert (picture.red is not None) == kept


def test_grey_of_a_page_in_colours_is_that_of_pdfium(tmp_path: Path) -> None:
    """Drawing in colours changes nothing of what is read first."""
    path = write_scan(tmp_path / "a.pdf", [_stamped()])
    (picture,) = draw_pages(path, [1])
    with pypdfium2.PdfDocument(path) as pdf:
        grey = pdf[0].render(scale=200 / 72, grayscale=True, no_smoothimage=True).to_numpy()
        assert np.array_equal(picture.grey, grey.reshape(grey.shape[:2]))


def test_word_that_only_the_second_look_sees_is_added() -> None:
    """It makes a line of its own place; unsure ones are left out."""
    seen = [_line(_word("PHÓ", 200, 200), _word("TỊCH⁄", 300, 200, sure=0.4), y=230)]
    assert _texts(add_hidden([_line(_word("Nơi", 0, 100))], seen, _no_ink())) == ["Nơi", "PHÓ"]


def test_word_under_ink_gives_way_to_a_surer_one() -> None:
    """Of two readings of one place the surer stays, but without ink the first one."""
    first = [_line(_word("hen", 200, 100, sure=0.3), _word("vì", 300, 100))]
    seen = [_line(_word("khen", 196, 100), _word("vi", 300, 100, sure=0.95))]
    ink = _no_ink()
    assert _texts(add_hidden(first, seen, ink)) == ["hen vì"]
    ink[95:110, 195:230] = True
    assert _texts(add_hidden(first, seen, ink)) == ["vì", "khen"]


def _signed(*words: ScannedWord) -> list[ScannedLine]:
    recipients = _line(_word("Nơi", 50, 100), _word("nhận:", 120, 100))
    return [recipients, _line(*words, y=230)] if words else [recipients]


def test_missing_name_is_looked_for_beside_the_recipients() -> None:
    """A page with recipients and no name to their right has a corner to look at again."""
    corner = find_unsigned(_signed(), 600, 800)
    assert corner is not None
    seen = [
        _line(_word("SỞ", 30, 20), _word("YT", 100, 20)),  # of the stamp
        _line(_word("Nguyễn", 30, 80), _word("Văn", 100, 80), _word("Hải", 170, 80), y=110),
        _line(_word("Trúc", 30, 140), _word("Ga", 100, 140, sure=0.4), y=170),
    ]
    added = add_names(_signed(), seen, corner)[1:]
    assert _texts(added) == ["Nguyễn Văn Hải"]
    assert (added[0].words[0].x0, added[0].y) == (30 + corner.x0, 110 + corner.top)


def test_page_with_a_name_or_without_recipients_is_read_once() -> None:
    """There is nothing to look for."""
    named = _signed(_word("Lê", 350, 200), _word("Hoàng", 420, 200), _word("Anh", 490, 200))
    assert find_unsigned(named, 600, 800) is None
    assert find_unsigned([_line(_word("Kính", 50, 100))], 600, 800) is None


def test_name_over_words_that_were_read_is_not_added() -> None:
    """What was read first stays alone in its place."""
    first = _signed(_word("Trưởng", 350, 200), _word("phòng", 420, 200))
    corner = find_unsigned(first, 600, 800)
    assert corner is not None
    x0, top = 350 - corner.x0, 200 - corner.top
    seen = [_line(_word("Trương", x0, top), _word("Phong", x0 + 70, top), y=top + 30.0)]
    assert add_names(first, seen, corner) == first


def test_two_rows_taken_for_one_line_are_parted() -> None:
    """Words half a line lower make a line; one that a swelling box hides goes with its neighbours."""
    line = _line(
        _word("22", 0, 101, high=29),
        _word("được", 100, 116, high=41),
        _word("xét", 200, 121, high=29),
        _word("5.000", 400, 101, high=29),
    )
    parted = part_rows([line])
    assert _texts(parted) == ["22 5.000", "được xét"]
    assert parted[1].y - parted[0].y == pytest.approx(18, abs=6)


def test_swollen_boxes_part_no_line() -> None:
    """A box that swells to both sides, marks above and tails below are of the line."""
    words = [
        _word("Nhìn", 0, 88, high=56),
        _word("Ở", 100, 90, high=40),
        _word("quy", 200, 111, high=28),
    ]
    assert len(part_rows([_line(*words)])) == 1


def test_fax_is_turned_dot_by_dot() -> None:
    """No grey comes into a scan in black and white."""
    scan = Scan()
    scan.paragraph(130, TEXT)
    fax = np.asarray(scan.image.point(lambda value: 255 * (value > 128)))
    turned = turn(fax, 1.2)
    assert not np.array_equal(turned, fax)
    assert set(np.unique(turned)) == {0, 255}


def _laid_out(lines: Sequence[tuple[float, str]], number: int, confidence: float | None) -> Page:
    ink = Ink(size_pt=14, bold=False, italic=False, font="", sideways=False, confidence=confidence)
    glyphs = tuple(
        Glyph(char, 85 + 7.0 * i, 92 + 7.0 * i, y, ink)
        for y, line in lines
        for i, char in enumerate(line)
    )
    marks = PageMarks(
        number=number, width=595, height=842, glyphs=glyphs, rulings=(), pictured=True
    )
    return build_page(marks)


@pytest.mark.parametrize(("confidence", "footers"), [(0.9, ["2"]), (None, [])])
def test_lone_page_number_of_a_scan_is_no_text(
    confidence: float | None, footers: list[str]
) -> None:
    """OCR misses those of other pages, so one that is its page's is enough; not so in typed text."""
    body = "các xã đã ban hành kế hoạch và tổ chức kiểm tra"
    foots = {2: [(800.0, "2")]}
    pages = [
        _laid_out([*((100 + 20.0 * i, body) for i in range(30)), *foots.get(number, [])], number,
                  confidence)
        for number in (1, 2, 3, 4)
    ]  # fmt: skip
    pieces = arrange(pages)
    assert [p.text for p in pieces if p.place is Place.PAGE_FOOTER] == footers


def _read(confidences: Sequence[float]) -> ScannedPage:
    inks = [
        Ink(size_pt=14, bold=False, italic=False, font="", sideways=False, confidence=confidence)
        for confidence in confidences
    ]
    glyphs = tuple(Glyph("a", 20.0 * i, 20.0 * i + 7, 100, ink) for i, ink in enumerate(inks))
    marks = PageMarks(number=3, width=595, height=842, glyphs=glyphs, rulings=(), pictured=True)
    return ScannedPage(number=3, marks=marks)


@pytest.mark.parametrize(
    ("confidences", "warned"),
    [([0.95] * 100, False), ([0.95] * 90 + [0.4] * 10, True), ([0.8] * 100, True)],
)
def test_page_with_many_unsure_words_is_named(confidences: list[float], *, warned: bool) -> None:
    """A page may be bad in places only, and its mean be that of a clear one."""
    warnings = warn_of_scans([_read(confidences)])
    assert [warning.code for warning in warnings] == ["low-ocr-confidence"] * warned


@pytest.mark.parametrize("size", [(1200, 1), (1, 1200), (40, 12)])
def test_image_of_too_few_dots_is_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    """A line or a dot is named as what it is."""
    path = tmp_path / "a.png"
    Image.new("L", size, 0).save(path)
    with pytest.raises(DocumentError, match=f"{size[0]} × {size[1]}") as caught:
        read_image(path)
    assert caught.value.code == "image-no-text"
