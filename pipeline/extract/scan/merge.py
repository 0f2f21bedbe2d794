"""Two readings of one page put together, by the boxes of their words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from pipeline.extract.scan.hocr import ScannedLine, ScannedWord

_SURE = 0.6  # words of real pages that are wrong have less, right ones .8 to .97
_COVERED = 0.3  # of the smaller box
_INKED = 0.005  # of a box: the rim of a stamp that crosses a word covers .01 to .1


def add_hidden(
    lines: Sequence[ScannedLine], seen: Sequence[ScannedLine], ink: NDArray[np.bool_]
) -> list[ScannedLine]:
    """Lines with the sure words of `seen`, the same page without its `ink`, that they do not have.

    A word over which there is ink gives way to a surer one; others and their neighbours stay.
    """
    first = [word for line in lines for word in line.words]
    lost: set[int] = set()
    added = []
    for line in seen:
        kept = []
        for word in line.words:
            rivals = [other for other in first if overlap(word, other)]
            if _is_sure(word) and _give_way(rivals, word, ink):
                kept.append(word)
                lost.update(map(id, rivals))
        if kept:
            added.append(replace(line, words=tuple(kept)))
    return [*_without(lines, lost), *added]


def _is_sure(word: ScannedWord) -> bool:
    return word.confidence >= _SURE and any(char.isalnum() for char in word.text)


def _give_way(rivals: Sequence[ScannedWord], word: ScannedWord, ink: NDArray[np.bool_]) -> bool:
    surer = all(other.confidence < word.confidence for other in rivals)
    return surer and (not rivals or any(_is_inked(other, ink) for other in rivals))


def _is_inked(word: ScannedWord, ink: NDArray[np.bool_]) -> bool:
    box = ink[int(word.top) : int(word.bottom) + 1, int(word.x0) : int(word.x1) + 1]
    return bool(box.sum() > _INKED * box.size)


def overlap(one: ScannedWord, two: ScannedWord) -> bool:
    """Whether they share a good part of the smaller box."""
    wide = min(one.x1, two.x1) - max(one.x0, two.x0)
    high = min(one.bottom, two.bottom) - max(one.top, two.top)
    if wide <= 0 or high <= 0:
        return False
    return wide * high > _COVERED * min(map(_area, (one, two)))


def _area(word: ScannedWord) -> float:
    return (word.x1 - word.x0) * (word.bottom - word.top)


def _without(lines: Iterable[ScannedLine], lost: set[int]) -> Iterator[ScannedLine]:
    for line in lines:
        words = tuple(word for word in line.words if id(word) not in lost)
        if words:
            yield replace(line, words=words)
