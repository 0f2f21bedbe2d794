"""Files to documents: one reader a format, all giving the same pieces; then the same assembly.

A new format enters here: a reader that gives `Pieces`, and its line in `_READERS`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.extract.assemble import assemble_document
from pipeline.extract.formats import OFFICE_FORMATS
from pipeline.extract.language import check_language
from pipeline.extract.pieces import Piece, Pieces, Place
from pipeline.extract.secrecy import read_head, refuse_classified

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.records import Document

__all__ = [
    "OFFICE_FORMATS",
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
        converted: the .docx that `convert_batch` made of the file before; None to convert it now.
    """

    jobs: int = 1
    on_page: Callable[[int, int], None] | None = None
    converted: Path | None = None


def _read_pdf(path: Path, options: ReadOptions) -> Pieces:
    from pipeline.extract.pdf import read_pdf  # PDFium: 30 ms

    return read_pdf(path, jobs=options.jobs, on_page=options.on_page)


def _read_image(path: Path, options: ReadOptions) -> Pieces:
    from pipeline.extract.scan import read_image  # numpy and Pillow: 150 ms

    return read_image(path, jobs=options.jobs, on_page=options.on_page)


def _read_word(path: Path, options: ReadOptions) -> Pieces:
    from pipeline.extract.word import read_word  # lxml: 40 ms

    del options
    return read_word(path)


def _read_plain(path: Path, options: ReadOptions) -> Pieces:
    from pipeline.extract.plain import read_plain

    del options
    return read_plain(path)


def _read_office(file_format: str) -> Callable[[Path, ReadOptions], Pieces]:
    def read(path: Path, options: ReadOptions) -> Pieces:
        from pipeline.extract.office import read_office  # lxml: 40 ms

        return read_office(path, file_format, options.converted)

    return read


_READERS: dict[str, Callable[[Path, ReadOptions], Pieces]] = {
    "docx": _read_word,
    "text": _read_plain,
    **{name: _read_office(name) for name in OFFICE_FORMATS},
    "pdf": _read_pdf,
    "png": _read_image,
    "jpeg": _read_image,
    "tiff": _read_image,
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
            f"Chưa đọc được tệp loại {file_format}. Hãy đề nghị đơn vị gửi tệp Word hoặc PDF.",
        )
    pieces = reader(path, options)
    refuse_classified(read_head(pieces.pieces))
    document = assemble_document(pieces, sha256=sha256, file_format=file_format)
    if not any(char.isalpha() for char in document.text):
        raise DocumentError(
            "no-text", "Tệp không có chữ nào đọc được. Hãy đề nghị đơn vị gửi lại tệp có nội dung."
        )
    return replace(document, warnings=(*document.warnings, *check_language(document.text)))
