"""Files to documents: one reader a format, all giving the same pieces; then the same assembly.

A new format enters here: a reader that gives `Pieces`, and its line in `_READERS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.extract.assemble import assemble_document
from pipeline.extract.pieces import Piece, Pieces, Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.records import Document

__all__ = [
    "Piece",
    "Pieces",
    "Place",
    "ReadOptions",
    "assemble_document",
    "read_document",
    "readable_formats",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How a file is to be read; none of it changes what is read.

    Attributes:
        jobs: pages that OCR reads side by side.
        on_page: told after each page of OCR: how many are done, of how many.
    """

    jobs: int = 1
    on_page: Callable[[int, int], None] | None = None


def _read_pdf(path: Path, options: ReadOptions) -> Pieces:
    from pipeline.extract.pdf import read_pdf  # PDFium: 30 ms

    del options
    return read_pdf(path)


def _read_word(path: Path, options: ReadOptions) -> Pieces:
    from pipeline.extract.word import read_word  # lxml: 40 ms

    del options
    return read_word(path)


_READERS: dict[str, Callable[[Path, ReadOptions], Pieces]] = {
    "docx": _read_word,
    "pdf": _read_pdf,
}
_USUAL = ReadOptions()


def readable_formats() -> frozenset[str]:
    """The formats, as `intake.sniff_format` names them, that have a reader."""
    return frozenset(_READERS)


def read_document(
    path: Path, *, sha256: str, file_format: str, options: ReadOptions = _USUAL
) -> Document:
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
    document = assemble_document(reader(path, options), sha256=sha256, file_format=file_format)
    if not any(char.isalpha() for char in document.text):
        raise DocumentError(
            "no-text", "Tệp không có chữ nào đọc được. Hãy đề nghị đơn vị gửi lại tệp có nội dung."
        )
    return document
