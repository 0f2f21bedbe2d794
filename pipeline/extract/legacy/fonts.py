"""What the name of a font tells of the encoding of its text. Names lie: `judge` looks at the text."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.legacy.encodings import Encoding

_SUBSET = re.compile(r"^[A-Z]{6}\+")
# ".VnTime", ".VnArialH", "VnTime", "VNSTCVN3"; "VNI-Times", "VNI Helve", "VNITimes"
_NAMES = (
    (re.compile(r"vni(?:[-_ ]|[a-z])", re.IGNORECASE), Encoding.VNI),
    (re.compile(r"\.vn|vn[a-z]", re.IGNORECASE), Encoding.TCVN3),
)
_SYMBOLS = re.compile(r"symbol|wingdings|webdings|zapfdingbats|marlett", re.IGNORECASE)


@lru_cache(maxsize=1024)
def named_encoding(font: str) -> Encoding | None:
    """Encoding that fonts of this name were made for; None for all others."""
    name = _SUBSET.sub("", font.strip())
    return next((encoding for pattern, encoding in _NAMES if pattern.match(name)), None)


@lru_cache(maxsize=1024)
def is_symbol_font(font: str) -> bool:
    """Say whether the font holds pictures: its characters are no letters in any encoding."""
    return bool(_SYMBOLS.match(_SUBSET.sub("", font.strip())))
