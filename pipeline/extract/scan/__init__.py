"""Scans to the marks of their pages by OCR, and image files to pieces.

OCR gives the same marks as a PDF's own text, so lines, columns, tables and paragraphs are found by
the same layout. Which pages of a PDF are scans is left to `pdf`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.layout import arrange, build_page
from pipeline.extract.pieces import Pieces
from pipeline.extract.scan.head import head_lines
from pipeline.extract.scan.images import count_images, draw_images
from pipeline.extract.scan.mend import mend_markers
from pipeline.extract.scan.outcome import describe_scans, refuse_failed, warn_of_scans
from pipeline.extract.scan.pages import ScannedPage, scan_pages
from pipeline.extract.scan.picture import draw_pages
from pipeline.extract.scan.tesseract import find_tesseract
from pipeline.extract.secrecy import refuse_classified

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = [
    "ScannedPage",
    "describe_scans",
    "draw_pages",
    "find_tesseract",
    "head_lines",
    "mend_markers",
    "read_image",
    "refuse_failed",
    "scan_pages",
    "warn_of_scans",
]


def read_image(
    path: Path, *, jobs: int = 1, on_page: Callable[[int, int], None] | None = None
) -> Pieces:
    """Read an image file into pieces in reading order, by OCR.

    Args:
        path: a .png, .jpg or .tif, of several pages too.
        jobs: pages read side by side.
        on_page: told after each page: how many are done, of how many.

    Raises:
        DocumentError: image-damaged, image-too-large, ocr-missing, ocr-failed, classified.
    """
    total = count_images(path)
    scans: list[ScannedPage] = []
    for scan in _scan_images(path, jobs):
        scans.append(scan)
        if on_page:
            on_page(len(scans), total)
    refuse_failed(scans)
    pages = [build_page(scan.marks) for scan in scans if scan.marks]
    numbers = frozenset(page.number for page in pages)
    pages, mended = mend_markers(pages, numbers)
    return Pieces(
        pieces=tuple(arrange(pages)),
        pages=total,
        warnings=warn_of_scans(scans),
        report=describe_scans(scans, mended),
    )


def _scan_images(path: Path, jobs: int) -> Iterator[ScannedPage]:
    """The first page alone, to see whether the others may be read; then the others."""
    program = find_tesseract()
    pictures = draw_images(path)
    for scan in scan_pages(program, [next(pictures)], 1):
        if scan.marks:
            refuse_classified(head_lines(build_page(scan.marks)))
        yield scan
    yield from scan_pages(program, pictures, jobs)
