"""PDFium's functions that are called for every character and object of a page, made cheap.

The typed pointers of pypdfium2 cost as much as the calls themselves: an object a call for what is
an address only. Here pages and text pages come as `ctypes.c_void_p`, what stands on them as
addresses (int), and nothing is checked: callers keep the page open. Everything called less often
goes through `pypdfium2.raw`.
"""

from __future__ import annotations

import ctypes
from typing import Any

from pypdfium2 import raw

_HANDLE, _INT, _BUFFER = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p


def handle_of(handle: Any) -> ctypes.c_void_p:
    """A typed handle of pypdfium2 without its type."""
    return ctypes.cast(handle, ctypes.c_void_p)


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    """The same function by addresses; PDFium runs in one thread, so the lock is not given away."""
    return ctypes.PYFUNCTYPE(result, *arguments)(handle_of(function).value or 0)


def _bare(function: Any, result: Any) -> Any:
    """As `_plain`, a third quicker: arguments are C objects, or numbers that go as C's int.

    An address given as a number would be cut to 32 bits.
    """
    return ctypes.PYFUNCTYPE(result)(handle_of(function).value or 0)


# of a text page: character by index
get_unicode = _bare(raw.FPDFText_GetUnicode, ctypes.c_uint)
get_text_object = _bare(raw.FPDFText_GetTextObject, _HANDLE)
get_loose_box = _bare(raw.FPDFText_GetLooseCharBox, _INT)
get_char_matrix = _bare(raw.FPDFText_GetMatrix, _INT)
get_font_size = _bare(raw.FPDFText_GetFontSize, ctypes.c_double)
# of a text object
get_font = _plain(raw.FPDFTextObj_GetFont, _HANDLE, _HANDLE)
get_render_mode = _plain(raw.FPDFTextObj_GetTextRenderMode, _INT, _HANDLE)
# of a page (by index), a form, any object
get_object = _bare(raw.FPDFPage_GetObject, _HANDLE)
get_form_object = _plain(raw.FPDFFormObj_GetObject, _HANDLE, _HANDLE, ctypes.c_ulong)
get_kind = _plain(raw.FPDFPageObj_GetType, _INT, _HANDLE)
get_bounds = _plain(raw.FPDFPageObj_GetBounds, _INT, _HANDLE, *4 * [_BUFFER])
get_object_matrix = _plain(raw.FPDFPageObj_GetMatrix, _INT, _HANDLE, _BUFFER)
count_form_objects = _plain(raw.FPDFFormObj_CountObjects, _INT, _HANDLE)
# of a path and its segments
get_draw_mode = _plain(raw.FPDFPath_GetDrawMode, _INT, _HANDLE, _BUFFER, _BUFFER)
count_segments = _plain(raw.FPDFPath_CountSegments, _INT, _HANDLE)
get_segment = _plain(raw.FPDFPath_GetPathSegment, _HANDLE, _HANDLE, _INT)
get_segment_kind = _plain(raw.FPDFPathSegment_GetType, _INT, _HANDLE)
get_segment_point = _plain(raw.FPDFPathSegment_GetPoint, _INT, _HANDLE, _BUFFER, _BUFFER)
closes_part = _plain(raw.FPDFPathSegment_GetClose, _INT, _HANDLE)
