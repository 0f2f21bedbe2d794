"""Markers of headings and lists that OCR misread, put right in place: "IL" for "II.", "l." for "1.".

A marker is changed only where its neighbours in the sequence support the new reading: the one
before is its predecessor, or, for a first one, the next is its successor. A sign is made a dash where
another line of the page has a dash in its place. What reads right stays.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pipeline.extract.layout import Page
    from pipeline.extract.layout.lines import Line

_ROMANS = ("I II III IV V VI VII VIII IX X XI XII XIII XIV XV").split()
_LETTERS = tuple("abcdđeghiklmnopqrstuvxy")
# What OCR writes for a sign, from pages read beside their truth and from fonts of the same shapes.
_AS_ROMAN = {
    "I": ("I",), "V": ("V",), "X": ("X",), "l": ("I",), "1": ("I",), "|": ("I",), "!": ("I",),
    "i": ("I",), "L": ("I", ""), "H": ("II",), "T": ("I",), "Y": ("V",), "v": ("V",), "x": ("X",),
}  # fmt: skip
_AS_DIGIT = {
    **{digit: (digit,) for digit in "023456789"}, "1": ("1", "7"), "l": ("1",), "I": ("1",),
    "i": ("1",), "|": ("1",), "!": ("1",), "O": ("0",), "o": ("0",), "S": ("5",), "Š": ("5",),
    "B": ("8",), "§": ("8",), "ó": ("6",), "Ó": ("6",), "Ô": ("0",), "Ö": ("0",),
}  # fmt: skip
_AS_LETTER = {
    **{letter: (letter,) for letter in _LETTERS}, "d": ("d", "đ"), "ả": ("a",), "á": ("a",),
    "à": ("a",), "ä": ("a",), "â": ("a",), "ă": ("a",), "ê": ("e",), "ẹ": ("e",), "è": ("e",),
    "é": ("e",), "ở": ("đ",), "ð": ("đ",), "6": ("b",), "ø": ("g",), "ñ": ("n",), "©": ("c",),
    "e": ("e", "c"),
}  # fmt: skip
_SIGNS = {"roman": _AS_ROMAN, "number": _AS_DIGIT, "letter": _AS_LETTER}
_TOKENS = {
    # A capital at least: "l." alone is a number, "i." and "v." are letters.
    "roman": re.compile(r"(?=.*[IVXLHTY])([IVXl1|!iLHTYvx]{1,6})([.,:\-–/]?)"),
    "number": re.compile(r"(?!I\W)([0-9lIi|!OoSŠBóÓÔÖ§]{1,2})([.,)])"),
    "letter": re.compile(r"([\w©])\d?([.)])"),  # a slanting bracket is read as "4)"
}
_NUMBERED = re.compile(r"([^\W\d_])\d[.)]")  # may be a marker of its own kind: "a1)", "a2)"
_DIRT = "_\"'`´‘’“”.,˙ˆ"
_DIRT_BEFORE = re.compile(r"^\w_(?=\d)")  # a speck and what joined it to the number
_LOST_DASH = re.compile(r"[_~ˆ¬]{1,2}|_[—–-]")
_SAME_INDENT = 0.6  # of the font size
_SIGNS_LOST = frozenset({"", ","})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    """The head of a line as a marker of one kind.

    Attributes:
        places: readings as places in the sequence from 1; that of the letters as they stand first.
        sound: it stands in the text as it should.
    """

    line: tuple[int, int]  # page, line
    kind: str
    sign: str
    places: tuple[int, ...]
    sound: bool
    scanned: bool


def mend_markers(pages: Sequence[Page], scanned: Collection[int]) -> tuple[list[Page], int]:
    """Pages with the markers of lines that OCR read put right, and how many were."""
    changes: dict[tuple[int, int], str] = {}
    if scanned:
        tokens = list(_tokens(pages, scanned))
        for kind in ("roman", "number", "letter"):
            changes |= _settle([token for token in tokens if token.kind == kind])
        changes |= dict.fromkeys(_lost_dashes(pages, scanned), "-")
    mended = [
        replace(
            page,
            lines=tuple(_mended(line, changes.get((p, i))) for i, line in enumerate(page.lines)),
        )
        for p, page in enumerate(pages)
    ]
    return mended, len(changes)


def _mended(line: Line, marker: str | None) -> Line:
    if marker is None:
        return line
    first = line.words[0]._replace(text=marker)
    words = (first, *line.words[1:])
    return replace(line, words=words, text=" ".join(word.text for word in words))


def _lost_dashes(pages: Sequence[Page], scanned: Collection[int]) -> Iterator[tuple[int, int]]:
    """Lines that begin with another sign where a list of dashes has its dash."""
    for p, page in enumerate(pages):
        if page.number not in scanned:
            continue
        dashes = [line.x0 for line in page.lines if line.words[0].text == "-"]
        for i, line in enumerate(page.lines):
            reach = _SAME_INDENT * line.size_pt
            if (
                _LOST_DASH.fullmatch(line.words[0].text)
                and len(line.words) > 1
                and line.words[1].text[0].isupper()
                and any(abs(line.x0 - x0) < reach for x0 in dashes)
            ):
                yield p, i


def _tokens(pages: Sequence[Page], scanned: Collection[int]) -> Iterator[_Token]:
    heads = (line.words[0].text for page in pages for line in page.lines)
    numbered = Counter(found.group(1) for head in heads if (found := _NUMBERED.fullmatch(head)))
    for p, page in enumerate(pages):
        for i, line in enumerate(page.lines):
            if len(line.words) > 1 and line.words[1].text[:1].isalpha():
                head, capital = line.words[0].text, line.words[1].text[:1].isupper()
                if _NUMBERED.fullmatch(head) and numbered[head[0]] > 1:
                    continue
                for token in _readings(head):
                    if capital or token.sign not in _SIGNS_LOST:  # "VIII phu luc" goes on a text
                        yield replace(token, line=(p, i), scanned=page.number in scanned)


def _readings(head: str) -> Iterator[_Token]:
    """What the first word of a line may be as a marker; a word may be of several kinds."""
    clean = _DIRT_BEFORE.sub("", head.lstrip(_DIRT))
    for kind, pattern in _TOKENS.items():
        found = pattern.fullmatch(clean)
        if not found:
            continue
        body, sign = found.groups()
        places = _places(kind, body)
        if places:
            sound = _write(kind, places[0]) + sign == head and sign not in _SIGNS_LOST
            yield _Token(
                line=(0, 0), kind=kind, sign=sign, places=places, sound=sound, scanned=False
            )


def _places(kind: str, body: str) -> tuple[int, ...]:
    """Places in the sequence that the signs of `body` may stand for, the likeliest first."""
    alternatives = [_SIGNS[kind].get(char, ()) for char in body]
    readings = ("".join(chars) for chars in product(*alternatives))
    found = (_find_place(kind, reading) for reading in readings)
    return tuple(dict.fromkeys(place for place in found if place))


def _find_place(kind: str, reading: str) -> int:
    """Place from 1; 0 for what is no marker of this kind."""
    if kind == "number":
        return int(reading)
    names = _ROMANS if kind == "roman" else _LETTERS
    return names.index(reading) + 1 if reading in names else 0


def _write(kind: str, place: int) -> str:
    if kind == "number":
        return str(place)
    return (_ROMANS if kind == "roman" else _LETTERS)[place - 1]


def _settle(tokens: Sequence[_Token]) -> dict[tuple[int, int], str]:
    """New markers by line, for the tokens of one kind in the order of the document."""
    signs = Counter(token.sign for token in tokens if token.sound)
    usual = signs.most_common(1)[0][0] if signs else "."
    changes: dict[tuple[int, int], str] = {}
    last = 0
    for i, token in enumerate(tokens):
        following = tokens[i + 1].places if i + 1 < len(tokens) else ()
        place = _choose(token, last, following)
        if place is None:
            continue
        last = place
        if token.scanned and (not token.sound or place != token.places[0]):
            sign = usual if token.sign in _SIGNS_LOST else token.sign
            changes[token.line] = _write(token.kind, place) + sign
    return changes


def _choose(token: _Token, last: int, following: Sequence[int]) -> int | None:
    """The reading that the neighbours support; a sound one stays unless both speak against it."""
    first, *others = token.places
    if token.sound:
        between = (place for place in others if place == last + 1 and place + 1 in following)
        return first if first == last + 1 else next(between, first)
    for place in token.places:
        begins = place == 1 and last != 1 and 2 in following  # noqa: PLR2004 - the second item
        goes_on = last and place == last + 1
        if begins or (goes_on and (not following or {1, place + 1} & set(following))):
            return place
    return None
