"""Opening a PDF with PDFium: every handle is closed, every failure is told to a clerk."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipeline.errors import DocumentError
from pipeline.extract.layout import PageMarks
from pipeline.extract.pdf.drawings import make_frame
from pipeline.extract.pdf.glyphs import read_glyphs, read_marks
from pipeline.extract.pdf.stamps import is_stamped, read_signatures, stamped
from pipeline.extract.pdf.typed import is_typed_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


MOST_PAGES = (
    1000  # the longest real file seen has some hundreds; 1,000 take ten minutes to understand
)
_ENCRYPTED = DocumentError(
    "pdf-encrypted",
    "Tệp PDF có mật khẩu nên không mở được. Hãy đề nghị đơn vị gửi bản không đặt mật khẩu.",
)
_DAMAGED = DocumentError(
    "pdf-damaged",
    "Tệp PDF bị hỏng hoặc tải về chưa đủ nên không mở được. Hãy đề nghị đơn vị gửi lại.",
)
_NO_PAGES = DocumentError(
    "pdf-no-pages", "Tệp PDF không có trang nào. Hãy đề nghị đơn vị gửi lại tệp có nội dung."
)
_A4_PT = (595.0, 842.0)
_TOO_MANY_PAGES = DocumentError(
    "pdf-too-many-pages",
    f"Tệp PDF có hơn {MOST_PAGES} trang, quá dài đối với một báo cáo nên không được đọc. "
    "Hãy đề nghị đơn vị gửi riêng phần báo cáo.",
)


def read_pages(path: Path) -> Iterator[PageMarks]:
    """Marks of each page in turn.

    Raises:
        DocumentError: pdf-damaged, pdf-encrypted, pdf-no-pages, pdf-too-many-pages.
        OSError: the system does not give the file.
    """
    from pypdfium2 import PdfiumError

    with _opened(path) as document:
        count = len(document)
        if count > MOST_PAGES:
            raise _copy(_TOO_MANY_PAGES)
        signatures, damaged = read_signatures(document), 0
        for index in range(count):
            try:
                marks, signed = _read_page(document, index)
            except PdfiumError as error:
                damaged += 1
                if damaged == count:
                    raise _copy(_DAMAGED) from error
                marks, signed = _no_marks(index + 1), False
            if signed or index + 1 == count:  # the file does not say which page a signature is on
                marks, signatures = replace(marks, signatures=signatures), ()
            yield marks


def _no_marks(number: int) -> PageMarks:
    """Of a page that is broken in a file whose other pages are not: OCR tries it once more."""
    width, height = _A4_PT
    return PageMarks(
        number=number, width=width, height=height, glyphs=(), rulings=(), pictured=True
    )


def _read_page(document: Any, index: int) -> tuple[PageMarks, bool]:
    """Marks of a page, and whether stamps or signatures lie over it."""
    with closing(document[index]) as page:
        marks, signed = (
            replace(read_marks(page, index + 1), typed=is_typed_on(page)),
            is_stamped(page),
        )
    if signed:
        with stamped(document, index) as (page, texts):
            marks = replace(marks, stamps=tuple(read_glyphs(page, make_frame(page), texts)))
    return marks, signed


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """A pypdfium2 document; one that only an owner's password protects opens without any."""
    from pypdfium2 import PdfDocument, PdfiumError, raw  # 30 ms

    with path.open("rb"):  # what the system refuses is no fault of the file
        pass
    # PDFium sets no error for a document without pages: the last one, of another file, would
    # stand. A load that fails for want of a file makes the last error known.
    raw.FPDF_LoadDocument(b"", None)
    try:
        document = PdfDocument(path)
    except PdfiumError as error:
        known = {
            raw.FPDF_ERR_PASSWORD: _ENCRYPTED,
            raw.FPDF_ERR_SECURITY: _ENCRYPTED,
            raw.FPDF_ERR_FILE: _NO_PAGES,
        }
        raise _copy(known.get(error.err_code, _DAMAGED)) from error
    with closing(document):
        yield document


def _copy(error: DocumentError) -> DocumentError:
    """A fresh one, as an error that was raised keeps its traceback."""
    return DocumentError(error.code, error.detail)
