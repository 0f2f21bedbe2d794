"""What a PDF font tells of its letters: name, bold, italic.

A font of plain name ("CIDFont+F2", written by "Microsoft Print to PDF") hides both; then the
embedded font's own `head` table is asked.
"""

from __future__ import annotations

import ctypes
import re
from typing import NamedTuple

from pypdfium2 import raw

_BOLD = re.compile(r"bold|black|heavy|demi|,b\b|-b\b", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|,i\b|-i\b|boldit", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"(?:CIDFont\+?)?[FTC]?\d*|.{0,2}", re.IGNORECASE)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD_WEIGHTS = range(700, 1001)  # PDFium guesses others from the width of stems
_ITALIC_FLAG, _FORCE_BOLD_FLAG = 1 << 6, 1 << 18  # PDF 32000-1, table 123
_MAC_STYLE_AT = 44  # offset of macStyle in the head table


class Face(NamedTuple):
    """Name without subset prefix, and the style."""

    name: str
    bold: bool
    italic: bool


def read_face(address: int | None) -> Face:
    """Read the PDFium font at `address`; none gives a plain face."""
    if not address:
        return Face("", bold=False, italic=False)
    font = ctypes.cast(address, raw.FPDF_FONT)
    size = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 1))
    raw.FPDFFont_GetBaseFontName(font, buffer, size)
    name = _SUBSET.sub("", buffer.value.decode("utf-8", "replace"))
    flags = raw.FPDFFont_GetFlags(font)
    bold = bool(_BOLD.search(name)) or raw.FPDFFont_GetWeight(font) in _BOLD_WEIGHTS
    italic = bool(_ITALIC.search(name))
    if flags > 0:
        bold, italic = bold or bool(flags & _FORCE_BOLD_FLAG), italic or bool(flags & _ITALIC_FLAG)
    if not bold and not italic and _PLAIN_NAME.fullmatch(name):
        bold, italic = _embedded_style(font)
    return Face(name, bold=bold, italic=italic)


def _embedded_style(font: object) -> tuple[bool, bool]:
    """Bold and italic bits of `head.macStyle`; both False without an embedded TrueType font."""
    size = ctypes.c_size_t()
    if not raw.FPDFFont_GetFontData(font, None, 0, size) or not size.value:
        return False, False
    buffer = (ctypes.c_uint8 * size.value)()
    raw.FPDFFont_GetFontData(font, buffer, size.value, size)
    style = mac_style(bytes(buffer))
    return bool(style & 1), bool(style & 2)


def mac_style(data: bytes) -> int:
    """`head.macStyle` of TrueType bytes (bit 0 bold, bit 1 italic); 0 where there is none."""
    tables = int.from_bytes(data[4:6], "big")
    for entry in range(12, 12 + 16 * tables, 16):
        if data[entry : entry + 4] == b"head":
            start = int.from_bytes(data[entry + 8 : entry + 12], "big") + _MAC_STYLE_AT
            return int.from_bytes(data[start : start + 2], "big")
    return 0
