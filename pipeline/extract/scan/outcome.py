"""What is said of pages that OCR read: warnings for a clerk, facts for the reading report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.records import Mend, ReadingReport, Warning_
from pipeline.settings import reads_badly

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.extract.layout import PageMarks
    from pipeline.extract.scan.pages import ScannedPage

# Of 35 real pages, those of text and clear tables have up to .062 words of less confidence, those of
# tables and forms full of errors .079 to .14. The mean of a page hardly parts them: clear pages have
# .91 to .95, bad ones .80 to .88.
_UNSURE, _MOST_UNSURE = 0.6, 0.07
_FEWEST_WORDS = 7  # a page of fewer says nothing of how well it was read


def refuse_failed(scans: Sequence[ScannedPage]) -> None:
    """Say plainly that the program failed, not the file, where no page at all could be read.

    Raises:
        DocumentError: ocr-failed.
    """
    if scans and all(scan.marks is None for scan in scans):
        raise DocumentError(
            "ocr-failed",
            "Phần mềm nhận dạng chữ (tesseract) bị lỗi ở mọi trang nên chưa đọc được tệp; có thể máy "
            "đang bận hoặc cài đặt hỏng, không phải lỗi của tệp. Hãy chạy lại, hoặc nhờ người quản trị "
            "cài lại gói tesseract-ocr.",
        )


def warn_of_scans(scans: Sequence[ScannedPage]) -> tuple[Warning_, ...]:
    """Warnings that name the pages which OCR could not read, or read badly."""
    failed = [scan.number for scan in scans if scan.marks is None]
    poor = [scan.number for scan in scans if scan.marks and _is_poor(scan.marks)]
    warnings = []
    if failed:
        warnings.append(
            Warning_(
                code="ocr-failed",
                detail=f"Không nhận dạng được chữ ở trang {list_pages(failed)} (phần mềm nhận dạng "
                "bị lỗi hoặc chạy quá lâu); hãy xem trực tiếp bản gốc.",
            )
        )
    if poor:
        warnings.append(
            Warning_(
                code="low-ocr-confidence",
                detail=f"Trang {list_pages(poor)} là bản chụp khó đọc, chữ nhận dạng có thể sai; "
                "hãy đối chiếu với bản gốc trước khi dùng.",
            )
        )
    return tuple(warnings)


def describe_scans(scans: Iterable[ScannedPage], markers: int) -> ReadingReport:
    """What OCR did; `markers` is how many list markers were mended."""
    read = [scan for scan in scans if scan.marks]
    counts = {"ocr-markers": markers, "ocr-specks": sum(scan.specks for scan in read)}
    return ReadingReport(
        scanned_pages=tuple(sorted(scan.number for scan in read)),
        mends=tuple(Mend(kind=kind, count=count) for kind, count in counts.items() if count),
    )


def list_pages(numbers: Iterable[int]) -> str:
    """Page numbers as a sentence names them."""
    return ", ".join(map(str, sorted(numbers)))


def _is_poor(marks: PageMarks) -> bool:
    """Whether many words are unsure, or all of them a little."""
    words = {id(glyph.ink): glyph.ink for glyph in marks.glyphs if glyph.text.isalnum()}
    sure = [ink.confidence for ink in words.values() if ink.confidence is not None]
    if len(sure) < _FEWEST_WORDS:
        return False
    unsure = sum(confidence < _UNSURE for confidence in sure)
    return unsure > _MOST_UNSURE * len(sure) or reads_badly(sum(sure) / len(sure))
