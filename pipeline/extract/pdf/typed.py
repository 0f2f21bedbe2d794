"""What people typed over the pages of a PDF: filled form fields, text boxes, comments.

PDFium gives the text of the page alone. pdfplumber gives annotations with what they inherit from
their field, in every encoding that strings of a PDF may have; it is slow, so only files that have
such annotations are opened with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pypdfium2 import raw

from pipeline.extract.pdf.stamps import read_text
from pipeline.extract.pieces import Piece, Place
from pipeline.records import Warning_
from pipeline.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_TYPED = frozenset(
    {
        raw.FPDF_ANNOT_TEXT,
        raw.FPDF_ANNOT_FREETEXT,
        raw.FPDF_ANNOT_HIGHLIGHT,
        raw.FPDF_ANNOT_UNDERLINE,
        raw.FPDF_ANNOT_STRIKEOUT,
        raw.FPDF_ANNOT_WIDGET,
    }
)
_REMARKS = frozenset({"Text", "FreeText", "Highlight", "Underline", "StrikeOut"})
_DEEPEST_FIELD = 20  # fields may inherit from fields; a damaged file may do so in circles


def is_typed_on(page: Any) -> bool:
    """Say whether a pypdfium2 page has fields, text boxes or comments over it."""
    for place in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, place)
        if annotation:
            typed = raw.FPDFAnnot_GetSubtype(annotation) in _TYPED
            signed = read_text(raw.FPDFAnnot_GetStringValue, annotation, b"FT") == "Sig"
            raw.FPDFPage_CloseAnnot(annotation)
            if typed and not signed:
                return True
    return False


def read_typed(
    path: Path, numbers: Sequence[int]
) -> tuple[tuple[Piece, ...], tuple[Warning_, ...]]:
    """Pieces of what was typed over these pages (from 1), for the end of the text, and a warning."""
    if not numbers:
        return (), ()
    import pdfplumber  # .3 s

    pieces: list[Piece] = []
    try:
        with pdfplumber.open(path, pages=list(numbers)) as document:
            for page in document.pages:
                pieces += _page_pieces(page)
    except Exception as error:  # noqa: BLE001 - pdfminer raises what it likes on damaged files
        detail = (
            "Tệp PDF có chữ điền hoặc ghi thêm trên trang mà hệ thống không lấy ra được "
            f"({type(error).__name__}); hãy mở tệp xem các trang {_listed(numbers)}."
        )
        return tuple(pieces), (Warning_(code="pdf-typed-unread", detail=detail),)
    if not pieces:
        return (), ()
    pages = sorted({piece.page for piece in pieces if piece.page})
    detail = (
        f"Trang {_listed(pages)} có chữ điền vào biểu mẫu hoặc ghi thêm trên trang; chữ ấy được đặt ở "
        "cuối văn bản."
    )
    return tuple(pieces), (Warning_(code="pdf-typed", detail=detail),)


def _page_pieces(page: Any) -> Iterator[Piece]:
    """In the order of the file; a field with several boxes is told once.

    Annotations are resolved one by one: pdfplumber's own list follows signed ones in circles.
    """
    from pdfminer.pdftypes import resolve1
    from pdfminer.psparser import literal_name

    seen: set[str] = set()
    for annotation in resolve1(page.page_obj.annots) or ():
        data: Mapping[str, Any] = resolve1(annotation) or {}
        kind = literal_name(data.get("Subtype"))
        if kind == "Widget":
            text, place = _field_value(data), Place.BODY
        elif kind in _REMARKS:
            text, place = _remark(data, kind)
        else:
            continue
        if text and text not in seen:
            seen.add(text)
            yield Piece(text=text, page=page.page_number, place=place)


def _remark(data: Mapping[str, Any], kind: str) -> tuple[str, Place]:
    text = _string(data.get("Contents"))
    if kind == "FreeText" or not text:
        return text, Place.BODY
    author = _string(data.get("T"))
    return f"Nhận xét{f' của {author}' if author else ''}: {text}", Place.NOTE


def _field_value(data: Mapping[str, Any]) -> str:
    """Text of a text or choice field; boxes that are ticked and signatures have none."""
    from pdfminer.pdftypes import resolve1

    field: Any = data
    for _ in range(_DEEPEST_FIELD):
        value = resolve1(field.get("V"))
        if value is not None or "Parent" not in field:
            return _string(value)
        field = resolve1(field["Parent"])
    return ""


def _string(value: Any) -> str:
    """Text of a string of the file; "" for anything else."""
    from pdfminer.pdftypes import resolve1
    from pdfplumber.utils.pdfinternals import decode_text

    held = resolve1(value)
    return clean_line(decode_text(held)) if isinstance(held, bytes | str) else ""


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
