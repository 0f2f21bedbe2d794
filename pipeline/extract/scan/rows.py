"""Lines parted where tesseract took two rows for one, as it does beside a cell of two lines.

A word belongs to another row where both edges of its box lie off the baseline to one side, as they
cannot by a box that swells.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.extract.scan.hocr import ScannedLine, ScannedWord

# Of the height of a line.
_OFF = 0.4  # rows of a table taken for one line are .5 apart, edges of boxes waver by .3
_OFF_TOO = 0.25  # beside a word that is off
_TALL, _SMALL, _MARK, _DESCENT = 0.72, 0.48, 0.24, 0.23  # in Times
_ASCENDING, _DESCENDING = frozenset("bdđfhklt"), frozenset("gjpqyQ,;()[]/\u0323")
_UPPER_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309")


def part_rows(lines: Iterable[ScannedLine]) -> list[ScannedLine]:
    """Lines of level words; words that stand above or below a line make lines of their own."""
    return [part for line in lines for part in _part_line(line)]


def _part_line(line: ScannedLine) -> Iterator[ScannedLine]:
    shifts = _shifts(line)
    for side in (0, -1, 1):
        rows = [
            (word, shift)
            for word, shift in zip(line.words, shifts, strict=True)
            if (shift > 0) - (shift < 0) == side
        ]
        if rows:
            words, away = zip(*rows, strict=True)
            yield replace(line, words=words, y=line.y + median(away))


def _shifts(line: ScannedLine) -> list[float]:
    """How far each word stands below (above where negative) the line; 0 for most."""
    found = [_shift(word, line) for word in line.words]
    off = [shift if abs(shift) >= _OFF * line.height else 0.0 for shift in found]
    return [
        shift if own or _goes_with(shift, off[max(0, i - 1) : i + 2], line.height) else 0.0
        for i, (shift, own) in enumerate(zip(found, off, strict=True))
    ]


def _goes_with(shift: float, beside: Sequence[float], height: float) -> bool:
    return abs(shift) >= _OFF_TOO * height and any(shift * other > 0 for other in beside)


def _shift(word: ScannedWord, line: ScannedLine) -> float:
    edges = _usual_edges(word.text)
    if edges is None:
        return 0.0
    above, below = edges
    high = word.top - line.y + above * line.height
    low = word.bottom - line.y - below * line.height
    return min(high, low, key=abs) if high * low > 0 else 0.0


def _usual_edges(text: str) -> tuple[float, float] | None:
    """How far letters reach above and below their baseline, in heights of a line; None without any."""
    signs = unicodedata.normalize("NFD", text)
    above = reach = 0.0
    for char in signs:
        if char in _UPPER_MARKS:
            above = max(above, reach + _MARK)
        elif char.isalnum():
            reach = _SMALL if char.islower() and char not in _ASCENDING else _TALL
            above = max(above, reach)
    if not above:
        return None
    return above, 0.0 if _DESCENDING.isdisjoint(signs) else _DESCENT
