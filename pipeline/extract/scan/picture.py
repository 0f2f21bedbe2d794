"""Page pictures for OCR: pages of a PDF and image files, grey, with the dots that the scanner gave.

A scan keeps its own dots where they are fine enough: on a page scanned in black and white at 200
dots an inch, drawing it anew at 300 tripled the words read wrong (1.7 % more of them). What is too
coarse or too fine is drawn at 300. PDFium draws in
the thread of the caller alone: it is not thread-safe.
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Picture:
    """One page: grey values (height by width, 0 is black); its size in points, as it is read."""

    number: int
    grey: NDArray[np.uint8]
    width_pt: float
    height_pt: float

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
    own = _scanned_dpi(page) / fit
    dpi = choose_dpi(own)
    kept = dpi == own  # each dot of the scan becomes one of the picture
    with closing(
        page.render(scale=fit * dpi / POINTS, grayscale=True, no_smoothimage=kept)
    ) as bitmap:
        grey = bitmap.to_numpy().copy()  # the array is a view of memory that PDFium frees
    return Picture(
        number=number,
        grey=grey.reshape(grey.shape[:2]),
        width_pt=width * fit,
        height_pt=height * fit,
    )


def fit_paper(width_pt: float, height_pt: float) -> float:
    """By what a page larger than A3 is made smaller: it is taken for an A4 sheet blown up."""
    longest = max(width_pt, height_pt)
    return 1.0 if longest <= _LARGEST_PT else _USUAL_PT / longest


def choose_dpi(own: float) -> float:
    """Dots an inch at which a page is read whose scan has `own`."""
    return own if FINE_DPI[0] <= own <= FINE_DPI[1] else DPI


def _scanned_dpi(page: Any) -> float:
    """Dots an inch of the picture that covers most of a page; 0 without any."""
    from pypdfium2 import raw

    covered, dpi = 0.0, 0.0
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = drawn.get_bounds()
        area = (right - left) * (top - bottom)
        if area > covered:
            wide, high = drawn.get_px_size()
            covered, dpi = area, POINTS * (wide * high / area) ** 0.5
    return dpi


def turned_picture(picture: Picture, degrees: int) -> Picture:
    """The picture turned clockwise by 90, 180 or 270 degrees."""
    import numpy as np

    quarters = degrees // 90
    sideways = quarters % 2 == 1
    return Picture(
        number=picture.number,
        grey=np.ascontiguousarray(np.rot90(picture.grey, -quarters)),
        width_pt=picture.height_pt if sideways else picture.width_pt,
        height_pt=picture.width_pt if sideways else picture.height_pt,
    )
