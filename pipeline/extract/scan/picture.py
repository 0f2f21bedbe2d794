"""Page pictures for OCR: pages of a PDF and image files, grey, with the dots that the scanner gave.

A scan keeps its own dots where they are fine enough: on a page scanned in black and white at 200
dots an inch, drawing it anew at 300 tripled the words read wrong (1.7 % more of them). What is too
coarse or too fine is drawn at 300. Of a page with red ink, as of a stamp, the red light is kept
too: in it the ink is as white as paper. PDFium draws in the thread of the caller alone: it is not
thread-safe.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

DPI = 300  # what tesseract's models were trained on
POINTS = 72
_LARGEST_PT = 1300.0  # A3 is 1191 long; at 420 dots an inch 40 million pixels
_USUAL_PT = 842.0  # A4
FINE_DPI = (150, 420)  # at 110 drawing anew mends 4 words in 1,000, at 150 none
_MOST_PIXELS = 40_000_000  # whatever sizes a file states; 120 MB in colours
_GREY_BITS = 8
_GREY_OF_BLUE, _GREY_OF_GREEN, _GREY_OF_RED = 11, 59, 30  # percent, as PDFium weighs them
_RED_INK = 40  # brighter in red light than in grey; faded stamps give 45, blue ink less than 0
# Of the page: faded stamps cover .1 %, a signer's name in red .05 %, noise of colours below .01 %.
_LEAST_RED_INK = 0.0003
_SAMPLED = 4  # pixels in each direction, to look for ink


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Picture:
    """One page: grey values (height by width, 0 is black); its size in points, as it is read.

    Attributes:
        red: the same in red light, where there is red ink enough to hide letters.
    """

    number: int
    grey: NDArray[np.uint8]
    width_pt: float
    height_pt: float
    red: NDArray[np.uint8] | None = None

    @property
    def scale(self) -> float:
        """Points a pixel."""
        return self.width_pt / int(self.grey.shape[1])

    @property
    def dpi(self) -> int:
        """Pixels an inch."""
        return max(1, round(POINTS / self.scale))


def draw_pages(path: Path, numbers: Iterable[int]) -> Iterator[Picture]:
    """Pictures of these pages (from 1) of a PDF that opens; a page that cannot be drawn is left out.

    Drawn one by one as they are asked for: all of a long scan would fill the memory.
    """
    from pypdfium2 import PdfDocument, PdfiumError  # 30 ms

    with closing(PdfDocument(path)) as document:
        for number in numbers:
            try:
                with closing(document[number - 1]) as page:
                    picture = _draw_page(page, number)
            except PdfiumError:
                continue
            yield picture


def _draw_page(page: Any, number: int) -> Picture:
    width, height = page.get_size()
    fit = fit_paper(width, height)
    width, height = width * fit, height * fit
    own, coloured = _scanned_dpi(page)
    dpi = choose_dpi(own / fit)
    kept = dpi == own / fit  # each dot of the scan becomes one of the picture
    dpi = min(dpi, POINTS * (_MOST_PIXELS / (width * height)) ** 0.5)
    with closing(
        page.render(scale=fit * dpi / POINTS, grayscale=not coloured, no_smoothimage=kept)
    ) as bitmap:
        dots = bitmap.to_numpy()  # a view of memory that PDFium frees
        grey, red = _split_light(dots) if coloured else (dots.reshape(dots.shape[:2]).copy(), None)
    return Picture(number=number, grey=grey, red=red, width_pt=width, height_pt=height)


def _split_light(dots: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8] | None]:
    """Grey and, where there is red ink, red of a picture in colours (height by width by BGR)."""
    import numpy as np

    blue, green, red = (dots[..., i] for i in range(3))
    grey = _GREY_OF_BLUE * blue.astype(np.uint16)
    grey += _GREY_OF_GREEN * green.astype(np.uint16)
    grey += _GREY_OF_RED * red.astype(np.uint16)
    grey //= 100
    bright = grey.astype(np.uint8)
    return bright, np.ascontiguousarray(red) if has_red_ink(bright, red) else None


def has_red_ink(grey: NDArray[np.uint8], red: NDArray[np.uint8]) -> bool:
    """Whether there is red ink enough to hide letters, as of a stamp."""
    sampled = slice(None, None, _SAMPLED)
    ink = find_red_ink(grey[sampled, sampled], red[sampled, sampled])
    return bool(ink.sum() > _LEAST_RED_INK * ink.size)


def find_red_ink(grey: NDArray[np.uint8], red: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where a picture is much brighter in red light: the paper is not, nor black and blue ink."""
    import numpy as np

    return red > grey.astype(np.uint16) + _RED_INK


def fit_paper(width_pt: float, height_pt: float) -> float:
    """By what a page larger than A3 is made smaller: it is taken for an A4 sheet blown up."""
    longest = max(width_pt, height_pt)
    return 1.0 if longest <= _LARGEST_PT else _USUAL_PT / longest


def choose_dpi(own: float) -> float:
    """Dots an inch at which a page is read whose scan has `own`."""
    return own if FINE_DPI[0] <= own <= FINE_DPI[1] else DPI


def _scanned_dpi(page: Any) -> tuple[float, bool]:
    """Dots an inch of the picture that covers most of a page, and if it has colours; 0 without any."""
    from pypdfium2 import raw

    covered, dpi, coloured = 0.0, 0.0, False
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = drawn.get_bounds()
        area = (right - left) * (top - bottom)
        if area > covered:
            wide, high = drawn.get_px_size()
            covered, dpi = area, POINTS * (wide * high / area) ** 0.5
            coloured = drawn.get_metadata().bits_per_pixel > _GREY_BITS
    return dpi, coloured


def turned_picture(picture: Picture, degrees: int) -> Picture:
    """The picture turned clockwise by 90, 180 or 270 degrees."""
    import numpy as np

    quarters = degrees // 90
    sideways = quarters % 2 == 1

    def turned(light: NDArray[np.uint8]) -> NDArray[np.uint8]:
        return np.ascontiguousarray(np.rot90(light, -quarters))

    return Picture(
        number=picture.number,
        grey=turned(picture.grey),
        red=None if picture.red is None else turned(picture.red),
        width_pt=picture.height_pt if sideways else picture.width_pt,
        height_pt=picture.width_pt if sideways else picture.height_pt,
    )
