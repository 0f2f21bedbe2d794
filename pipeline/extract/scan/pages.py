"""Pictures to the marks of their pages, several pages at a time.

A thread a page waits for its tesseract; pictures are made in the thread of the caller, and only as
many as are being read. Results come in the order of the pictures.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from math import radians, tan
from typing import TYPE_CHECKING

from pipeline.extract.layout import PageMarks
from pipeline.extract.scan.deskew import is_bitonal, measure_skew, turn
from pipeline.extract.scan.hocr import ScannedLine, parse_hocr
from pipeline.extract.scan.picture import Picture, turned_picture
from pipeline.extract.scan.rulings import find_rulings
from pipeline.extract.scan.tesseract import PageFailedError, find_rotation, recognise
from pipeline.extract.scan.weight import mark_bold
from pipeline.extract.scan.words import clean_lines, level_lines, make_glyphs, strip_borders
from pipeline.text.syllable import syllable_share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.extract.layout import Glyph, Ruling

# Turning the picture of a grey scan by .3 degrees or more mended one word in 500, but of a scan in
# black and white it spoilt 24 in 1,000: there words are levelled by their places up to 2 degrees.
_TURNED_DEGREES = {False: 0.3, True: 2.0}
_POOR_SHARE = 0.5  # of syllables: upright text has .9, sideways text .1 to .3
_FEW_WORDS = 15
_LONG_WORD = 4  # letters; shorter words can be as high as wide
_DARK = 128
_BLANK_INK = 0.0001  # of the picture: a page number alone is twice as much


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPage:
    """What OCR made of a page.

    Attributes:
        marks: None where tesseract failed.
        specks: words of dirt left out.
    """

    number: int
    marks: PageMarks | None
    specks: int = 0


def scan_pages(program: str, pictures: Iterable[Picture], jobs: int) -> Iterator[ScannedPage]:
    """Read pictures, at most `jobs` at a time, with the tesseract at the path `program`."""
    with ThreadPoolExecutor(max(1, jobs), thread_name_prefix="ocr") as pool:
        running: deque[Future[ScannedPage]] = deque()
        try:
            for picture in pictures:
                running.append(pool.submit(scan_page, program, picture))
                while len(running) >= max(1, jobs):
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        finally:
            for future in running:
                future.cancel()


def scan_page(program: str, picture: Picture) -> ScannedPage:
    """Read one picture; one that gives few syllables is tried the other way up too."""
    try:
        page, poor = _read_upright(program, picture)
        if poor and (degrees := find_rotation(program, picture.grey, picture.dpi)):
            turned, still_poor = _read_upright(program, turned_picture(picture, degrees))
            page = page if still_poor else turned
    except PageFailedError:
        return ScannedPage(number=picture.number, marks=None)
    return page


def _read_upright(program: str, picture: Picture) -> tuple[ScannedPage, bool]:
    """The page as it stands, and whether it reads poorly though there is ink."""
    import numpy as np

    grey, scale = picture.grey, picture.scale
    if np.count_nonzero(grey < _DARK) < _BLANK_INK * grey.size:
        return ScannedPage(number=picture.number, marks=_make_marks(picture, [], [])), False
    skew = measure_skew(grey)
    if abs(skew) >= _TURNED_DEGREES[is_bitonal(grey)]:
        grey, skew = turn(grey, skew), 0.0
    rulings = find_rulings(turn(grey, skew), scale)
    read = mark_bold(grey, parse_hocr(recognise(program, grey, picture.dpi)))
    centre = (grey.shape[1] / 2, grey.shape[0] / 2)
    level = level_lines(read, tan(radians(skew)), centre)
    borders = [ruling.x0 / scale for ruling in rulings if ruling.upright]
    cleaned = clean_lines(strip_borders(level, borders))
    marks = _make_marks(picture, make_glyphs(cleaned.lines, scale), rulings)
    page = ScannedPage(number=picture.number, marks=marks, specks=cleaned.specks)
    return page, _reads_poorly(cleaned.lines)


def _make_marks(picture: Picture, glyphs: Iterable[Glyph], rulings: Iterable[Ruling]) -> PageMarks:
    return PageMarks(
        number=picture.number,
        width=picture.width_pt,
        height=picture.height_pt,
        glyphs=tuple(glyphs),
        rulings=tuple(rulings),
        pictured=True,
    )


def _reads_poorly(lines: Iterable[ScannedLine]) -> bool:
    """Few syllables, or words that run up or down the page, which tesseract reads at times."""
    words = [word for line in lines for word in line.words]
    share, asked = syllable_share(" ".join(word.text for word in words))
    long = [word for word in words if len(word.text) >= _LONG_WORD]
    upright = sum(word.bottom - word.top > word.x1 - word.x0 for word in long)
    return asked < _FEW_WORDS or share < _POOR_SHARE or upright > len(long) / 2
