"""PDF files to pieces: PDFium's characters and lines, a layout of our own.

From marks (`glyphs`, `rulings`) to lines and tables (`page`), what is no text set aside
(`furniture`), columns and paragraphs put in order (`flow`). Pages without a sound text layer are
read by OCR (`scanned`).
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.layout import arrange, count_mends
from pipeline.extract.legacy import LegacyDecoder
from pipeline.extract.pdf.legacy import decode_marks
from pipeline.extract.pdf.quality import check_quality
from pipeline.extract.pdf.scanned import PageReader
from pipeline.extract.pdf.source import read_pages
from pipeline.extract.pdf.typed import read_typed
from pipeline.extract.pieces import Pieces
from pipeline.extract.scan import describe_scans, mend_markers, refuse_failed, warn_of_scans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from pipeline.extract.layout import PageMarks

__all__ = ["read_pdf"]


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Layout makes very many small objects and no circles: looking for these takes a fifth of its time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def read_pdf(
    path: Path, *, jobs: int = 1, on_page: Callable[[int, int], None] | None = None
) -> Pieces:
    """Read a PDF file into pieces in reading order, with warnings for pages that are unclear.

    Args:
        path: the file.
        jobs: pages that OCR reads side by side.
        on_page: told after each page of OCR: how many are done, of how many.

    Raises:
        DocumentError: pdf-damaged, pdf-encrypted, pdf-no-pages, pdf-too-many-pages, pdf-no-text,
            pdf-bad-text-layer, not-vietnamese, ocr-missing, ocr-failed,
            classified.
    """
    with _collector_at_rest():
        return _read(path, jobs, on_page)


def _read(path: Path, jobs: int, on_page: Callable[[int, int], None] | None) -> Pieces:
    decoder = LegacyDecoder()
    reader = PageReader(path=path, jobs=jobs, on_page=on_page)
    typed: list[int] = []
    pages = reader.read(decode_marks(marks, decoder) for marks in _noting(read_pages(path), typed))
    if 2 * len(reader.scans) > len(pages):
        refuse_failed(reader.scans)
    unclear = check_quality(pages, reader.taken)
    pages, mended = mend_markers(pages, reader.taken)
    scans = [scan for scan in reader.scans if scan.number in reader.taken or scan.marks is None]
    report = describe_scans(scans, mended)
    layers = [page for page in pages if page.number not in reader.taken]
    mends = (*report.mends, *count_mends(layers))
    report = replace(report, legacy=decoder.found(), mends=mends)
    behind, told = read_typed(path, typed)
    return Pieces(
        pieces=(*arrange(pages), *behind),
        pages=len(pages),
        warnings=(*unclear, *warn_of_scans(scans), *decoder.warnings(), *told),
        report=report,
    )


def _noting(pages: Iterable[PageMarks], typed: list[int]) -> Iterator[PageMarks]:
    """The same pages; the numbers of those over which people typed go into `typed`."""
    for marks in pages:
        if marks.typed:
            typed.append(marks.number)
        yield marks
