"""The lines of one paragraph to its text, its look and its confidence."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.records import Cues
from pipeline.text import clean_line
from pipeline.text.syllable import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.extract.layout.lines import Line
    from pipeline.extract.layout.words import Word

_BROKEN_AT = re.compile(r"\w[-–/]$")
# The last word of a line that nobody ends with a blank: a document's number behind its stroke
# ("116/2018/TT-", "12-NQ/", "57/"), and an address on the web.
_NUMBER_CUT = re.compile(r"(?:^|\s)\W?\d+\w*[-–/](?:[\dA-ZĐƯ]+[-–/])*$")
_NUMBER_REST = re.compile(r"[A-ZĐƯ]{2}|\d")
_ADDRESS_CUT = re.compile(r"(?:\b\w{3,5}:/{1,2}|\bwww\.)\S*[-/]$", re.IGNORECASE)
_ADDRESS_REST = re.compile(r"[a-z\d]+[-./?=_&%#][\w./?=&%#-]*", re.IGNORECASE | re.ASCII)
_UNIT = re.compile(r"(?:k|d|c|m)?m$", re.IGNORECASE)  # m2 and km2 are no note references
_MARKED = re.compile(
    r"(?P<base>\W*(?P<word>[^\W\d_]{2,})[”’\")]?)(?P<sign>\d{1,3})(?P<stop>[.,;:)]*)"
)


class Mark(NamedTuple):
    """The mark of a note: its number, the line it stands in, and where in the joined text.

    Attributes:
        line: by order, from 0.
        end: behind the word that bears the mark.
    """

    number: str
    line: int
    end: int


def join_lines(lines: Iterable[Line]) -> str:
    """Text of the lines in normal form.

    A word broken behind its hyphen or stroke is glued again where the file has no blank there, and
    the number of a document or an address on the web wherever it is cut.
    """
    return join_noted((line, frozenset()) for line in lines)[0]


def join_noted(lines: Iterable[tuple[Line, AbstractSet[str]]]) -> tuple[str, list[Mark]]:
    """Text of lines without the marks of notes, and these.

    Each line comes with the numbers of the notes on its page; figures that are among them and
    stand raised, or right behind a word, are marks.
    """
    text, marks = "", list[Mark]()
    blank = True
    for number, (line, references) in enumerate(lines):
        text += "" if _goes_on(text, line.text, blank=blank) else " "
        parts = [_part_mark(word, references) for word in line.words] if references else []
        if not any(part.sign for part in parts):
            text += line.text
            parts = []
        for place, part in enumerate(parts):
            text += f" {part.base}" if place and part.base else part.base
            if part.sign:
                marks.append(Mark(part.sign, number, len(clean_line(text))))
            text += part.stop
        blank = line.blank_end
    return clean_line(text), marks


def _goes_on(text: str, following: str, *, blank: bool) -> bool:
    """Whether the next line goes on in the last word of `text`; `blank`: the file parts them."""
    if not text or not _BROKEN_AT.search(text):
        return False
    if not blank:
        return True
    if _NUMBER_CUT.search(text):
        return _NUMBER_REST.match(following) is not None
    first = following.partition(" ")[0]
    return bool(_ADDRESS_CUT.search(text) and _ADDRESS_REST.fullmatch(first))


class _Part(NamedTuple):
    """A word, the number of the note it bears ("" for none), and the stop behind that."""

    base: str
    sign: str = ""
    stop: str = ""


def _part_mark(word: Word, references: AbstractSet[str]) -> _Part:
    if word.raised:
        base, sign = word.text[: -word.raised], word.text[-word.raised :].strip("()[]")
        if sign in references and not _UNIT.fullmatch(base):
            return _Part(base, sign)
        return _Part(word.text)
    # a stop as large as the text stands behind the mark, or OCR does not tell what is raised
    found = _MARKED.fullmatch(word.text)
    if found and found["sign"] in references and _is_word(found["word"]):
        return _Part(found["base"], found["sign"], found["stop"])
    return _Part(word.text)


def _is_word(text: str) -> bool:
    """No unit ("km2") and no formula ("CO2")."""
    return is_syllable(text) and not text.isupper()


def read_confidence(lines: Iterable[Line]) -> float | None:
    """Mean of OCR over the words, by their length; None for text that the file itself holds."""
    words = [word for line in lines for word in line.words if word.confidence is not None]
    letters = sum(len(word.text) for word in words)
    if not letters:
        return None
    return round(sum((word.confidence or 0.0) * len(word.text) for word in words) / letters, 3)


def read_cues(lines: Sequence[Line], *, centred: bool) -> Cues:
    """What the eye sees of a paragraph."""
    letters = sum(line.letters for line in lines)
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size_pt] += len(line.text)
    enough = letters * 0.97  # a stop or a stray blank may be set otherwise
    return Cues(
        bold=letters > 0 and sum(line.bold_letters for line in lines) >= enough,
        italic=letters > 0 and sum(line.italic_letters for line in lines) >= enough,
        centred=centred,
        size_pt=sizes.most_common(1)[0][0],
    )
