"""Files to documents: one reader a format, all giving the same pieces; then the same assembly.

A new format enters here: a reader that gives `Pieces`, and its line in `_READERS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.extract.assemble import assemble_document
from pipeline.extract.pieces import Piece, Pieces, Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.records import Document

__all__ = ["Piece", "Pieces", "Place", "assemble_document", "read_document", "readable_formats"]


def _read_pdf(path: Path) -> Pieces:
    from pipeline.extract.pdf import read_pdf  # PDFium: 30 ms

    return read_pdf(path)


def _read_word(path: Path) -> Pieces:
    from pipeline.extract.word import read_word  # lxml: 40 ms

    return read_word(path)


_READERS: dict[str, Callable[[Path], Pieces]] = {"docx": _read_word, "pdf": _read_pdf}


def readable_formats() -> frozenset[str]:
    """The formats, as `intake.sniff_format` names them, that have a reader."""
    return frozenset(_READERS)


def read_document(path: Path, *, sha256: str, file_format: str) -> Document:
    """Read one file whose bytes are of `file_format`.

    Raises:
        DocumentError: the file cannot be read, or holds no words.
    """
    reader = _READERS.get(file_format)
    if reader is None:
        raise DocumentError(
            "unsupported-format",
            f"Chưa đọc được tệp loại {file_format}. Hãy gửi tệp .docx hoặc .pdf.",
        )
    document = assemble_document(reader(path), sha256=sha256, file_format=file_format)
    if not any(char.isalpha() for char in document.text):
        raise DocumentError(
            "no-text", "Tệp không có chữ nào đọc được. Hãy đề nghị đơn vị gửi lại tệp có nội dung."
        )
    return document
