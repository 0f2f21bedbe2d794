"""What an electronic signature leaves in a PDF: the stamp drawn over a page, and the time it holds.

A stamp stands in an annotation, apart from the text of its page. PDFium gives the text of a page
alone, so annotations of other kinds are taken off (in memory), the stamps are drawn into the page,
and what is new on it is read. Stamps that a program drew into the page itself are found by
`layout.furniture`.
"""

from __future__ import annotations

import ctypes
import re
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from pypdfium2 import raw

from pipeline.extract.pdf import calls
from pipeline.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_SIGNATURES = 100  # a report has one to three; a damaged count could be anything
_MOST_UNITS = 1000  # of a kind, a time, a reason
_DEEPEST_FORM = 5  # signing programs nest three: frame, layer, text
# PDF 32000-1, 7.9.4: D:YYYYMMDDHHmmSSOHH'mm'; what stands behind the minutes may be missing
_TIME = re.compile(
    r"D:(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?P<clock>\d{4}(?:\d\d)?)"
    r"(?P<offset>[+-]\d\d'?\d\d)?"
)


def is_stamped(page: Any) -> bool:
    """Say whether a pypdfium2 page bears stamps or fields of signatures as annotations."""
    count = raw.FPDFPage_GetAnnotCount(page.raw)
    return any(_is_stamp(page, place) for place in range(count))


@contextmanager
def stamped(document: Any, index: int) -> Iterator[tuple[Any, frozenset[int]]]:
    """A page of a pypdfium2 document with its stamps drawn into it, in memory.

    Gives the page and the addresses of the text objects that are the stamps'.
    """
    with closing(document[index]) as page:
        for place in reversed(range(raw.FPDFPage_GetAnnotCount(page.raw))):
            if not _is_stamp(page, place):
                raw.FPDFPage_RemoveAnnot(page.raw, place)
        before = raw.FPDFPage_CountObjects(page.raw)
        raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    with closing(document[index]) as page:
        handle = calls.handle_of(page.raw)
        places = range(before, raw.FPDFPage_CountObjects(page.raw))
        drawn = (calls.get_object(handle, place) for place in places)
        yield page, frozenset(text for one in drawn for text in _text_objects(one, _DEEPEST_FORM))


def _is_stamp(page: Any, place: int) -> bool:
    annotation = raw.FPDFPage_GetAnnot(page.raw, place)
    if not annotation:
        return False
    try:
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind != raw.FPDF_ANNOT_WIDGET:
            return bool(kind == raw.FPDF_ANNOT_STAMP)
        return read_text(raw.FPDFAnnot_GetStringValue, annotation, b"FT") == "Sig"
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _text_objects(drawn: int, depth: int) -> Iterator[int]:
    kind = calls.get_kind(drawn)
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        yield drawn
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
        for place in range(calls.count_form_objects(drawn)):
            yield from _text_objects(calls.get_form_object(drawn, place), depth - 1)


def read_signatures(document: Any) -> tuple[str, ...]:
    """A line for each signature of a pypdfium2 document: its time as the file holds it, its reason.

    For example "Chữ ký số, 21/08/2025 08:46:07 +07:00". Nothing of it is verified.
    """
    count = raw.FPDF_GetSignatureCount(document.raw)
    handles = (
        raw.FPDF_GetSignatureObject(document.raw, place)
        for place in range(min(count, _MOST_SIGNATURES))
    )
    return tuple(_signature_line(handle) for handle in handles if handle and _is_signed(handle))


def _is_signed(signature: Any) -> bool:
    """Holds a signature, and is no field that waits for one."""
    return bool(raw.FPDFSignatureObj_GetSubFilter(signature, None, 0))


def _signature_line(signature: Any) -> str:
    buffer = ctypes.create_string_buffer(_MOST_UNITS)
    size = raw.FPDFSignatureObj_GetTime(signature, buffer, _MOST_UNITS)
    time = buffer.value.decode("ascii", "replace") if 0 < size <= _MOST_UNITS else ""
    reason = read_text(raw.FPDFSignatureObj_GetReason, signature)
    return ", ".join(part for part in ("Chữ ký số", _readable_time(time), reason) if part)


def _readable_time(time: str) -> str:
    found = _TIME.match(time)
    if not found:
        return ""
    clock = re.findall(r"\d\d", found["clock"])
    offset = (found["offset"] or "").replace("'", "")
    zone = f" {offset[:3]}:{offset[3:]}" if offset else ""
    return f"{found['day']}/{found['month']}/{found['year']} {':'.join(clock)}{zone}"


def read_text(get: Any, *place: Any) -> str:
    """Text that PDFium writes in UTF-16; "" for none or one that is no reasonable length."""
    buffer = (ctypes.c_ushort * _MOST_UNITS)()
    size = get(*place, buffer, ctypes.sizeof(buffer))
    if not 0 < size <= ctypes.sizeof(buffer):
        return ""
    return clean_line(bytes(buffer)[:size].decode("utf-16-le", "replace"))
