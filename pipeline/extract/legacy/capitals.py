"""Capitals of TCVN3: the encoding has none with a tone mark, so "BÁO CÁO" is stored as "BáO CáO".

People typed capitals and took the small letter with its mark; fonts of the H series then draw it
as a capital. Words typed so are put in capitals. Text typed in small letters stays small, also in
a font of the H series, which only shows it as capitals.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W\d_]+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SURE, _OPEN, _CAPITAL, _SMALL = "sure", "open", "capital", "small"
_Word = tuple[int, int, str]  # start, end, kind


def raise_capitals(parts: Sequence[str]) -> list[str]:
    """Parts of one stretch of TCVN3, converted, with the words that were typed as capitals so."""
    text = "".join(parts)
    chars = list(text)
    for start, end in _capital_words(text):
        chars[start:end] = map(str.upper, chars[start:end])
    raised = iter(chars)
    return ["".join(islice(raised, len(part))) for part in parts]


def _capital_words(text: str) -> Iterator[tuple[int, int]]:
    """Places of the words in capitals that bear small letters, in phrases with a sure one."""
    for line in _LINE.finditer(text):
        words = [
            (line.start() + word.start(), line.start() + word.end(), _kind(word.group()))
            for word in _WORD.finditer(line.group())
        ]
        phrases = [list(held) for _, held in groupby(words, key=lambda word: word[2] != _SMALL)]
        for i, phrase in enumerate(phrases):
            inside = _without_edges(phrase, left=i > 0, right=i + 1 < len(phrases))
            if any(kind == _SURE for *_, kind in inside):
                yield from ((start, end) for start, end, kind in inside if kind != _CAPITAL)


def _without_edges(phrase: list[_Word], *, left: bool, right: bool) -> list[_Word]:
    """The phrase without words that may as well belong to the small letters beside it."""
    start, end = 0, len(phrase)
    while left and start < end and phrase[start][2] == _OPEN:
        start += 1
    while right and start < end and phrase[end - 1][2] == _OPEN:
        end -= 1
    return phrase[start:end]


def _kind(word: str) -> str:
    """Sure capitals ("BáO"), capitals as they stand ("BAN"), small letters, or open ("Và", "ở")."""
    bare = [char for char in word if not _has_tone(char)]
    if any(char.islower() for char in bare):
        return _SMALL
    if len(bare) == len(word) or word.isupper():
        return _CAPITAL
    return _SURE if len(bare) > 1 or (bare and word[0] != bare[0]) else _OPEN


def _has_tone(char: str) -> bool:
    return not _TONES.isdisjoint(unicodedata.normalize("NFD", char))
