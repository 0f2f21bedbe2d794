"""PDF files to pieces: PDFium's characters, a layout of our own, tables cut by pdfplumber.

From marks (`glyphs`, `rulings`) to lines and tables (`page`), what is no text set aside
(`furniture`), columns and paragraphs put in order (`flow`). Scans are left to a later version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.layout import arrange, build_page
from pipeline.extract.pdf.quality import check_quality
from pipeline.extract.pdf.source import read_pages
from pipeline.extract.pieces import Pieces

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_pdf"]


def read_pdf(path: Path) -> Pieces:
    """Read a PDF file into pieces in reading order, with warnings for pages that are unclear.

    Raises:
        DocumentError: pdf-damaged, pdf-encrypted, pdf-no-pages, pdf-no-text, legacy-font,
            pdf-bad-text-layer.
    """
    pages = [build_page(marks) for marks in read_pages(path)]
    warnings = check_quality(pages)
    return Pieces(pieces=tuple(arrange(pages)), pages=len(pages), warnings=warnings)
