"""Keys under which differently typed words meet: tone-mark placement, case, marks.

NFC does not unify "hòa" and "hoà", "uỷ" and "ủy". A key does; the text itself never changes.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = {"\u0300": "1", "\u0301": "2", "\u0303": "3", "\u0309": "4", "\u0323": "5"}
_SYLLABLE = re.compile(r"[^\W_]+", re.UNICODE)


@lru_cache(maxsize=65536)
def _syllable_key(syllable: str) -> str:
    """Lower-case syllable with its tone mark moved behind it ("hoà" and "hòa" give "hoa1")."""
    tone, rest = "", []
    for char in unicodedata.normalize("NFD", syllable.lower()):
        if char in _TONES:
            tone = _TONES[char]
        else:
            rest.append(char)
    return unicodedata.normalize("NFC", "".join(rest)) + tone


@lru_cache(maxsize=65536)
def _plain_syllable(syllable: str) -> str:
    bare = unicodedata.normalize("NFD", syllable.lower().replace("đ", "d"))
    return "".join(char for char in bare if not unicodedata.combining(char))


def syllables(text: str) -> list[str]:
    """Runs of letters and digits, in order, as typed."""
    return _SYLLABLE.findall(text)


def matching_key(text: str) -> str:
    """Key without case, punctuation and tone-mark placement; tones still tell apart."""
    return " ".join(_syllable_key(s) for s in syllables(text))


def plain_key(text: str) -> str:
    """Key without any mark: for names typed in capitals, without tones, or read badly."""
    return " ".join(_plain_syllable(s) for s in syllables(text))
