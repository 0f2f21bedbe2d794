"""The lines of one paragraph to its text, its look and its confidence."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.records import Cues
from pipeline.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.extract.layout.lines import Line
    from pipeline.extract.layout.words import Word

_BROKEN_AT = re.compile(r"\w[-–/]$")
_UNIT = re.compile(r"(?:k|d|c|m)?m$", re.IGNORECASE)  # m2 and km2 are no note references


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

    A word broken behind its hyphen or stroke is glued again where the file has no blank there.
    """
    return join_noted((line, frozenset()) for line in lines)[0]


def join_noted(lines: Iterable[tuple[Line, AbstractSet[str]]]) -> tuple[str, list[Mark]]:
    """Text of lines without the marks of notes, and these.

    Each line comes with the numbers of the notes on its page; small raised figures that are among
    them are marks.
    """
    text, marks = "", list[Mark]()
    for number, (line, references) in enumerate(lines):
        raised = references and any(word.raised for word in line.words)
        if not raised:
            text += line.text
        for word in line.words if raised else ():
            base, sign = _part_mark(word, references)
            text += base
            if sign:
                marks.append(Mark(sign, number, len(clean_line(text))))
            text += " " if base else ""
        text = text.rstrip() if raised else text
        text += "" if not line.blank_end and _BROKEN_AT.search(text) else " "
    return clean_line(text), marks


def _part_mark(word: Word, references: AbstractSet[str]) -> tuple[str, str]:
    """The word, and the number of the note it bears; "" for none."""
    if word.raised:
        base, sign = word.text[: -word.raised], word.text[-word.raised :].strip("()[]")
        if sign in references and not _UNIT.fullmatch(base):
            return base, sign
    return word.text, ""


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
