"""From the marks of pages to pieces in reading order: lines, tables, furniture, columns, paragraphs.

Knows nothing of the format of a file: PDF text and OCR words come as the same marks.
"""

from pipeline.extract.layout.flow import arrange
from pipeline.extract.layout.marks import Glyph, Ink, PageMarks, Ruling
from pipeline.extract.layout.mends import count_mends
from pipeline.extract.layout.page import Page, build_page

__all__ = ["Glyph", "Ink", "Page", "PageMarks", "Ruling", "arrange", "build_page", "count_mends"]
