"""The normal form of every text that enters: NFC, one kind of space, no invisible characters.

Only here are characters changed; from then on a document's text stays as it is.
"""

from __future__ import annotations

import re
import unicodedata

# Letters that look like the right one and come from old converters (real PDFs carry them).
_LOOKALIKES = str.maketrans({"Ƣ": "Ư", "ƣ": "ư", "Ð": "Đ", "ð": "đ", "ɖ": "đ", "Ɖ": "Đ"})
# Zero-width characters, byte order mark, soft hyphen, directional marks: nothing to read.
_INVISIBLE = dict.fromkeys(
    [0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0x200E, 0x200F, *range(0x202A, 0x202F)]
)
_LOOKALIKE = re.compile(f"[{''.join(map(chr, _LOOKALIKES))}]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f￾￿]")
# Any of these: most texts have none, and one search is a tenth of three replacements.
_ODD = re.compile(f"[{''.join(map(chr, (*_INVISIBLE, *_LOOKALIKES)))}{_CONTROL.pattern[1:-1]}]")


def to_nfc(text: str) -> str:
    """Return `text` in NFC with look-alike letters put right and invisible ones taken out."""
    if _ODD.search(text):
        text = _CONTROL.sub("", text.translate(_INVISIBLE).translate(_LOOKALIKES))
    return unicodedata.normalize("NFC", text)


def count_lookalikes(text: str) -> int:
    """How many letters of `text` the normal form replaces by the right one."""
    return len(_LOOKALIKE.findall(text))


def clean_line(text: str) -> str:
    """Return `text` in normal form on one line: runs of white space become one blank."""
    return " ".join(to_nfc(text).split())
