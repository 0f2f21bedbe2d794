"""The name of who signed, looked for where a page ends: it stands alone below stamp and signature.

Read as a page, it is taken for a part of the stamp at times; read as scattered text, it is found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.scan.merge import overlap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.extract.scan.hocr import ScannedLine, ScannedWord

_RECIPIENTS = re.compile(r"\W*n[ơo]i nh[ậâ]n\b", re.IGNORECASE)  # who signed stands beside them
_RIGHT_PART = 0.45  # of the width: the signature begins at its middle
_ABOVE = 2.0  # heights of a line: the office of who signed may begin higher than the recipients
_HIGH = 0.25  # of the page: stamp, signature and name are 6 cm high
_NAME_WORDS = range(2, 7)
_SURE = 0.8  # names that tesseract read right had .92 and more, letters of stamps up to .7
_NAME_SURE = 0.6  # of a name that was seen in the first place


@dataclass(frozen=True, slots=True, kw_only=True)
class Corner:
    """The part of a picture where a name is missing, in pixels; it reaches to the right edge."""

    x0: int
    top: int
    bottom: int


def find_unsigned(lines: Sequence[ScannedLine], width: int, height: int) -> Corner | None:
    """Where a page of this size has recipients and beside them no name; None elsewhere."""
    places = [line for line in lines if _RECIPIENTS.match(_text(line.words))]
    if not places:
        return None
    last = max(places, key=lambda line: line.y)
    corner = Corner(
        x0=round(_RIGHT_PART * width),
        top=max(0, round(last.y - (1 + _ABOVE) * last.height)),
        bottom=min(height, round(last.y + _HIGH * height)),
    )
    beside = (
        [word for word in line.words if word.x0 > corner.x0]
        for line in lines
        if corner.top < line.y < corner.bottom
    )
    return None if any(_is_name(words, _NAME_SURE) for words in beside) else corner


def add_names(
    lines: Sequence[ScannedLine], seen: Iterable[ScannedLine], corner: Corner
) -> list[ScannedLine]:
    """Lines with the names among `seen`, what was read in the corner, where nothing was read before."""
    first = [word for line in lines for word in line.words]
    names = [line for line in seen if _is_name(line.words, _SURE)]
    moved = (_moved(line, corner) for line in names)
    free = (
        line
        for line in moved
        if not any(overlap(word, other) for word in line.words for other in first)
    )
    return [*lines, *free]


def _is_name(words: Sequence[ScannedWord], sure: float) -> bool:
    """Two to six words, each with a capital and small letters behind it."""
    return len(words) in _NAME_WORDS and all(
        word.text.isalpha() and word.text.istitle() and word.confidence >= sure for word in words
    )


def _moved(line: ScannedLine, corner: Corner) -> ScannedLine:
    words = tuple(
        replace(
            word,
            x0=word.x0 + corner.x0,
            x1=word.x1 + corner.x0,
            top=word.top + corner.top,
            bottom=word.bottom + corner.top,
        )
        for word in line.words
    )
    return replace(line, words=words, y=line.y + corner.top)


def _text(words: Iterable[ScannedWord]) -> str:
    return " ".join(word.text for word in words)
