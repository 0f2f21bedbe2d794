"""RTF files made ready for LibreOffice: bytes of legacy fonts reach it as they are.

The font table states a character set for each font, by which LibreOffice decodes the bytes. For
TCVN3 and VNI every one but ANSI is wrong: letters turn into Cyrillic, into the private area or, with
the default set (1), are lost for good.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract.legacy.fonts import named_encoding

if TYPE_CHECKING:
    from pathlib import Path

# "{\f15\fswiss\fcharset162\fprq2{\*\panose 020b...}.VnTime Tur;}": groups inside hold no name
_FONT = re.compile(rb"\{\\f\d+(?:[^{};]|\{[^{}]*\})*;\s*\}")
_NOT_NAME = re.compile(rb"\{[^{}]*\}|\\[a-z]+-?\d* ?|;")
_CHARSET = re.compile(rb"\\fcharset\d+")
_ANSI = rb"\\fcharset0"


def write_plain_rtf(source: Path, target: Path) -> None:
    """Write the RTF at `source` to `target` with its legacy fonts declared as ANSI."""
    target.write_bytes(_FONT.sub(_declare, source.read_bytes()))


def _declare(entry: re.Match[bytes]) -> bytes:
    font = entry.group()
    name = _NOT_NAME.sub(b"", font[1:-1]).strip().decode("latin-1")
    return _CHARSET.sub(_ANSI, font) if named_encoding(name) else font
