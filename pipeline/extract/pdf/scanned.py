"""Pages of a PDF whose text layer is missing or broken, read by OCR instead; the others stay.

A page takes what OCR read only where that is better than its layer. Page 1 comes before all others:
what is classified is read no further.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.extract.layout import Glyph, Page, PageMarks, build_page
from pipeline.extract.pdf.quality import is_better, is_sound, is_sparse, pages_to_scan
from pipeline.extract.scan import ScannedPage, draw_pages, find_tesseract, head_lines, scan_pages
from pipeline.extract.secrecy import refuse_classified

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

_DESCENT = 0.3  # of the size, below the baseline


@dataclass(slots=True, kw_only=True)
class PageReader:
    """Reads the pages of one file; holds what OCR has read so far.

    Attributes:
        scans: pages that OCR read, in the order in which it did.
        taken: numbers of the pages whose text is now that of OCR.
    """

    path: Path
    jobs: int
    on_page: Callable[[int, int], None] | None
    scans: list[ScannedPage] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    _sparse: dict[int, PageMarks] = field(default_factory=dict)

    def read(self, layers: Iterator[PageMarks]) -> list[Page]:
        """All pages, from their layers or by OCR.

        Raises:
            DocumentError: classified; ocr-missing, where most of the text or page 1 is a scan.
        """
        pages = [self._lay_out(next(layers))]
        pages = self._scan(pages, pages_to_scan(pages), last=False)
        refuse_classified(head_lines(pages[0]))
        pages += [self._lay_out(marks) for marks in layers]
        known = {scan.number for scan in self.scans}
        wanted = [number for number in pages_to_scan(pages) if number not in known]
        try:
            return self._scan(pages, wanted, last=True)
        except DocumentError:
            if len(wanted) > len(pages) / 2:
                raise
            return pages  # `check_quality` names the pages that stay unread

    def _lay_out(self, marks: PageMarks) -> Page:
        page = build_page(marks)
        if is_sparse(page):
            self._sparse[page.number] = marks
        return page

    def _scan(self, pages: Sequence[Page], numbers: Sequence[int], *, last: bool) -> list[Page]:
        """The pages, those of `numbers` as OCR reads them where that is better."""
        held = {page.number: page for page in pages}
        if not numbers:
            return list(pages)
        total = len(self.scans) + len(numbers)
        for scan in scan_pages(find_tesseract(), draw_pages(self.path, numbers), self.jobs):
            self.scans.append(scan)
            if last and self.on_page:
                self.on_page(len(self.scans), total)
            if scan.marks:
                layer = held[scan.number]
                read = build_page(_with_layer(scan.marks, self._sparse.get(scan.number)))
                if is_better(read, layer):
                    held[scan.number] = replace(
                        read, stamps=layer.stamps, signatures=layer.signatures
                    )
                    self.taken.add(scan.number)
        undrawn = set(numbers) - {scan.number for scan in self.scans}
        self.scans += [ScannedPage(number=number, marks=None) for number in sorted(undrawn)]
        return [held[page.number] for page in pages]


def _with_layer(scan: PageMarks, layer: PageMarks | None) -> PageMarks:
    """What OCR read, and over it the few letters of the file itself, as of an electronic stamp."""
    if layer is None or not layer.glyphs or not is_sound(_text(layer)):
        return scan
    if abs(scan.width - layer.width) > 1 or abs(scan.height - layer.height) > 1:
        return scan  # turned, or made smaller: places of the one are none of the other
    free = [glyph for glyph in scan.glyphs if not _is_covered(glyph, layer.glyphs)]
    return replace(scan, glyphs=(*layer.glyphs, *free))


def _text(marks: PageMarks) -> str:
    return "".join(glyph.text for glyph in marks.glyphs)


def _is_covered(glyph: Glyph, others: Iterable[Glyph]) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.y - _DESCENT * glyph.ink.size_pt
    return any(
        other.x0 <= x <= other.x1
        and other.y - other.ink.size_pt <= y <= other.y + _DESCENT * other.ink.size_pt
        for other in others
    )
