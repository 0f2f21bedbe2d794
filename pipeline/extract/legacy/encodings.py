"""Text in an encoding of the time before Unicode to Unicode: viparse's tables, and what they lack.

From the characters that a file gives for the bytes of such a font ("B¸o" for "Báo" in TCVN3, "Baùo"
in VNI). Which text is in which encoding is decided in `judge`; the case of TCVN3 in `capitals`.
The only module that knows viparse, and of it only the tables: its readers of files lose structure.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.text.syllable import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from viparse.normalize.tables import Charmap


class Encoding(StrEnum):
    """An encoding of Vietnamese text before Unicode."""

    TCVN3 = "TCVN3"
    VNI = "VNI"


# Letters that viparse 0.1.31 leaves out, from the chart of VNI: it found no ẳ and ỵ in its corpus,
# and ì and í need no change.
_VNI_GAPS = (
    *(("aú", "ẳ"), ("AÚ", "Ẳ"), ("î", "ỵ"), ("Î", "Ỵ")),
    *((char, char) for char in "ìíÌÍ"),
)
# A PDF names the glyph and not the byte: minus stands for TCVN3's soft hyphen (the letter ư).
_U_HORN = "\xad"
_GLYPHS = {"\u2212": _U_HORN, "\u2219": "\xb7"}
# PDFium, which knows 0xAD as a hyphen, gives one at the end of a line as any other hyphen.
_LINE_END = re.compile(r"(?<![^\s\-])(?P<word>[^\s\-]{1,6})-(?=\n)")
# A font said to be a symbol font moves its bytes to a private area; mu is the same glyph as micro.
_MOVED = {0xF000 + code: code for code in range(0x20, 0x100)} | {0x03BC: 0xB5}
# Bytes that a Vietnamese Windows (code page 1258) takes for other characters than 1252 does.
_FROM_1258 = {
    ord(char): code
    for code in range(0xA0, 0x100)
    if (char := bytes([code]).decode("cp1258", "ignore")) and ord(char) != code
}
_AROUND = ".,;:!?()[]\"'“”/-–"  # what stands beside a word


def decode_parts(parts: Sequence[str], encoding: Encoding) -> list[str]:
    """Convert neighbouring parts (runs, glyphs) of one encoding; as many come back as were given.

    A VNI mark at the beginning of a part joins the letter that ends the part before it, so a part
    that held nothing but a mark comes back empty.
    """
    moved = [part.translate(_MOVED) for part in parts]
    if _came_through_1258("".join(moved), encoding):
        moved = [part.translate(_FROM_1258) for part in moved]
    joined = _join_marks(moved) if encoding is Encoding.VNI else _restore_letters(moved)
    return [_convert(part, encoding) for part in joined]


def fits(word: str, encoding: Encoding) -> bool:
    """Say whether a word, stored in this encoding, would be a Vietnamese syllable.

    A letter that the encoding has no bytes for (as most of Unicode's) shows that it is not.
    """
    moved = word.translate(_MOVED)
    if encoding is Encoding.TCVN3:
        moved = "".join(_restore_letters([moved]))
    return _fits(moved, encoding) or _fits(moved.translate(_FROM_1258), encoding)


@cache
def _letters(encoding: Encoding) -> frozenset[str]:
    sources = (source for source, _ in _charmap(encoding).pairs)
    return frozenset(char for source in sources for char in source if not char.isascii())


def _fits(word: str, encoding: Encoding) -> bool:
    known = all(char.isascii() or char in _letters(encoding) for char in word)
    return known and is_syllable(_convert(word, encoding))


@lru_cache(maxsize=16384)
def _convert(text: str, encoding: Encoding) -> str:
    """Convert a whole part; parts of a PDF are single glyphs and come again and again."""
    from viparse.normalize.tables import convert

    return text if text.isascii() else convert(text, _charmap(encoding))


@cache
def _charmap(encoding: Encoding) -> Charmap:
    from viparse.normalize.encodings import CHARMAPS  # 100 ms: all its readers come along
    from viparse.normalize.tables import build_charmap

    pairs = CHARMAPS[encoding.lower()].pairs
    if encoding is Encoding.TCVN3:
        return build_charmap(encoding, pairs)
    known = dict(pairs)
    # a capital at the head of a word may bear the small mark: "Aùp" for "AÙp"
    titled = (
        (source[0] + source[1].lower(), letter) for source, letter in pairs if len(source) > 1
    )
    more = {source: letter for source, letter in titled if source not in known}
    return build_charmap(encoding, [*pairs, *more.items(), *_VNI_GAPS])


@cache
def _pairs(encoding: Encoding) -> frozenset[str]:
    return frozenset(source for source, _ in _charmap(encoding).pairs if len(source) > 1)


def _join_marks(parts: Sequence[str]) -> list[str]:
    """Parts with each mark in the part of its letter."""
    joined = list(parts)
    bearer = -1  # the last part that holds anything
    for i, part in enumerate(joined):
        if not part:
            continue
        if bearer >= 0 and joined[bearer][-1] + part[0] in _pairs(Encoding.VNI):
            joined[bearer] += part[0]
            joined[i] = part[1:]
        if joined[i]:
            bearer = i
    return joined


def _restore_letters(parts: Sequence[str]) -> list[str]:
    """Parts with the letters of TCVN3 that a PDF gives as signs, where they stand for letters."""
    chars = list("".join(parts))
    for i, letter in (*_minus_letters(chars), *_hyphen_letters("".join(chars))):
        chars[i] = letter
    restored = iter(chars)
    return ["".join(islice(restored, len(part))) for part in parts]


def _minus_letters(chars: Sequence[str]) -> list[tuple[int, str]]:
    """Places of a minus beside a letter; between figures it is a minus."""
    return [
        (i, _GLYPHS[char])
        for i, char in enumerate(chars)
        if char in _GLYPHS and any(map(_is_letter, chars[max(i - 1, 0) : i + 2]))
    ]


def _hyphen_letters(text: str) -> list[tuple[int, str]]:
    """Places of a hyphen at the end of a line that completes a syllable: "t-" is "tư"."""
    return [
        (found.end() - 1, _U_HORN)
        for found in _LINE_END.finditer(text)
        if is_syllable(_convert(found["word"] + _U_HORN, Encoding.TCVN3))
    ]


def _is_letter(char: str) -> bool:
    return char.isalpha() or char in _letters(Encoding.TCVN3)


def _came_through_1258(text: str, encoding: Encoding) -> bool:
    """Say whether most words with letters of code page 1258 fit once its bytes are put back."""
    if not any(ord(char) in _FROM_1258 for char in text):
        return False
    words = [word for word in text.split() if any(ord(char) in _FROM_1258 for char in word)]
    fitting = (_fits(word.translate(_FROM_1258).strip(_AROUND), encoding) for word in words)
    return 2 * sum(fitting) > len(words)
