"""Opening a PDF with PDFium: every handle is closed, every failure is told to a clerk."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from pipeline.errors import DocumentError
from pipeline.extract.pdf.glyphs import read_marks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.extract.layout.marks import PageMarks

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


def read_pages(path: Path) -> Iterator[PageMarks]:
    """Marks of each page in turn.

    Raises:
        DocumentError: pdf-damaged, pdf-encrypted, pdf-no-pages.
        OSError: the system does not give the file.
    """
    from pypdfium2 import PdfiumError

    with _opened(path) as document:
        for index in range(len(document)):
            try:
                with closing(document[index]) as page:
                    marks = read_marks(page, index + 1)
            except PdfiumError as error:
                raise _copy(_DAMAGED) from error
            yield marks


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
