"""Pictures to the marks of their pages, several pages at a time.

A thread a page waits for its tesseract; pictures are made in the thread of the caller, and only as
many as are being read. Results come in the order of the pictures.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from math import radians, tan
from typing import TYPE_CHECKING

from pipeline.extract.layout import PageMarks
from pipeline.extract.scan.deskew import is_bitonal, measure_skew, turn
from pipeline.extract.scan.passes import read_lines
from pipeline.extract.scan.picture import turned_picture
from pipeline.extract.scan.rows import part_rows
from pipeline.extract.scan.rulings import find_rulings
from pipeline.extract.scan.tesseract import PageFailedError, PageHinderedError, Tesseract
from pipeline.extract.scan.weight import mark_bold
from pipeline.extract.scan.words import clean_lines, level_lines, make_glyphs, strip_borders
from pipeline.text.syllable import syllable_share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.extract.layout import Glyph, Ruling
    from pipeline.extract.scan.hocr import ScannedLine
    from pipeline.extract.scan.picture import Picture

    _Reading = tuple[Picture, Future["ScannedPage"]]

# Of a grey scan turning by .3 degrees or more mended one word in 500. In black and white it halved the
# wrong words of pages that lean by .55 to 1.4 degrees and tripled those of one that leans by .3: there
# words are levelled by their places.
_TURNED_DEGREES = {False: 0.3, True: 0.5}
_POOR_SHARE = 0.5  # of syllables: upright text has .9, sideways text .1 to .3
_FEW_WORDS = 15
_LONG_WORD = 4  # letters; shorter words can be as high as wide
_DARK = 128
_LEAST_PT = 12.0  # a line of text in the smallest print, with its edges
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
    """Read pictures, at most `jobs` at a time, with the tesseract at the path `program`.

    What runs when the caller stops asking is killed.
    """
    tesseract, most = Tesseract(program), max(1, jobs)
    running: deque[_Reading] = deque()
    with ThreadPoolExecutor(most, thread_name_prefix="ocr") as pool:
        try:
            for picture in pictures:
                running.append((picture, pool.submit(_scan_page, tesseract, picture)))
                while len(running) >= most:
                    yield _next_page(tesseract, running)
            while running:
                yield _next_page(tesseract, running)
        finally:
            tesseract.end()
            pool.shutdown(wait=False, cancel_futures=True)


def _next_page(tesseract: Tesseract, running: deque[_Reading]) -> ScannedPage:
    """The page that was begun first; one that was hindered is read again, alone."""
    picture, future = running.popleft()
    try:
        return future.result()
    except PageHinderedError:
        wait([other for _, other in running])
    try:
        return _scan_page(tesseract, picture)
    except PageHinderedError:
        return ScannedPage(number=picture.number, marks=None)


def _scan_page(tesseract: Tesseract, picture: Picture) -> ScannedPage:
    """Read one picture; one that gives few syllables is tried the other way up too.

    Raises:
        PageHinderedError: reading it again may give more.
    """
    try:
        page, poor = _read_upright(tesseract, picture)
        if poor and (degrees := tesseract.find_rotation(picture.grey, picture.dpi)):
            turned, still_poor = _read_upright(tesseract, turned_picture(picture, degrees))
            page = page if still_poor else turned
    except PageHinderedError:
        raise
    except PageFailedError:
        return ScannedPage(number=picture.number, marks=None)
    return page


def _read_upright(tesseract: Tesseract, picture: Picture) -> tuple[ScannedPage, bool]:
    """The page as it stands, and whether it reads poorly though there is ink."""
    if _is_blank(picture):
        return ScannedPage(number=picture.number, marks=_make_marks(picture, [], [])), False
    picture, skew = _levelled(picture)
    grey, scale = picture.grey, picture.scale
    rulings = find_rulings(turn(grey, skew), scale)
    read = mark_bold(grey, read_lines(tesseract, picture))
    centre = (grey.shape[1] / 2, grey.shape[0] / 2)
    level = part_rows(level_lines(read, tan(radians(skew)), centre))
    borders = [ruling.x0 / scale for ruling in rulings if ruling.upright]
    cleaned = clean_lines(strip_borders(level, borders))
    marks = _make_marks(picture, make_glyphs(cleaned.lines, scale), rulings)
    page = ScannedPage(number=picture.number, marks=marks, specks=cleaned.specks)
    return page, _reads_poorly(cleaned.lines)


def _is_blank(picture: Picture) -> bool:
    """Without ink, or too narrow or low for a line of text."""
    import numpy as np

    if min(picture.width_pt, picture.height_pt) < _LEAST_PT:
        return True
    return bool(np.count_nonzero(picture.grey < _DARK) < _BLANK_INK * picture.grey.size)


def _levelled(picture: Picture) -> tuple[Picture, float]:
    """The picture turned level where that is good for its letters, and how far it still leans."""
    skew = measure_skew(picture.grey)
    if abs(skew) < _TURNED_DEGREES[is_bitonal(picture.grey)]:
        return picture, skew
    red = None if picture.red is None else turn(picture.red, skew)
    return replace(picture, grey=turn(picture.grey, skew), red=red), 0.0


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
