"""Tables ruled between their rows only: the columns are where no row has any letter.

Taken for one only where rules of one length part at least two rows, each with words, and white
strips run through all of them; text between rules has no such strips.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipeline.extract.layout.cells import Border, Box, ends_of, whole_borders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.extract.layout.marks import Glyph, Ruling

_FEWEST_RULES = 3  # two rows
_STRIP = 1.0  # of the font size: wider than any blank of justified text
_MIDDLE = 0.3  # of the font size, above the baseline
_REACH_PT = 3.0


class _Letter(NamedTuple):
    """Where a letter stands; y is its middle."""

    x0: float
    x1: float
    y: float
    size_pt: float
    is_digit: bool


def find_open_boxes(glyphs: Iterable[Glyph], rulings: Sequence[Ruling]) -> list[list[Box]]:
    """Boxes of the cells of each table that has no upright lines."""
    upright = whole_borders(rulings, upright=True)
    rules = sorted(whole_borders(rulings, upright=False), key=ends_of)
    groups = [list(held) for _, held in groupby(rules, key=ends_of)]
    groups = [group for group in groups if len(group) >= _FEWEST_RULES]
    groups = [group for group in groups if not any(_crosses(one, group) for one in upright)]
    if not groups:
        return []
    letters = [
        _Letter(
            one.x0, one.x1, one.y - _MIDDLE * one.ink.size_pt, one.ink.size_pt, one.text.isdigit()
        )
        for one in glyphs
        if one.text != " " and not one.ink.sideways
    ]
    return [boxes for group in groups for boxes in _tables(group, letters)]


def _crosses(upright: Border, group: Sequence[Border]) -> bool:
    """The table has lines between its columns: `cells` finds it."""
    beside = group[0].begin - _REACH_PT <= upright.at <= group[0].end + _REACH_PT
    return (
        beside
        and upright.begin < group[-1].at - _REACH_PT
        and upright.end > group[0].at + _REACH_PT
    )


def _tables(group: Sequence[Border], letters: Iterable[_Letter]) -> Iterator[list[Box]]:
    """Rows that follow each other without an empty one between them, cut into columns."""
    left, right = group[0].begin, group[0].end
    inside = [one for one in letters if left <= (one.x0 + one.x1) / 2 <= right]
    bands = [
        (top, bottom, [one for one in inside if top < one.y < bottom])
        for top, bottom in pairwise(border.at for border in group)
    ]
    for filled, held in groupby(bands, key=lambda band: bool(band[2])):
        rows = list(held)
        edges = _edges([row for _, _, row in rows], left, right) if filled else []
        if edges and len(rows) + 1 >= _FEWEST_RULES:
            columns = list(pairwise(edges))
            yield [(x0, top, x1, bottom) for top, bottom, _ in rows for x0, x1 in columns]


def _edges(rows: Sequence[Sequence[_Letter]], left: float, right: float) -> list[float]:
    """Left, the middles of the white strips, right; nothing where it is no table."""
    taken = sorted(letter for row in rows for letter in row)
    strips, reach = [], taken[0].x1
    for letter in taken:
        if letter.x0 - reach > _STRIP * letter.size_pt:
            strips.append((reach + letter.x0) / 2)
        reach = max(reach, letter.x1)
    if not strips or any(_is_rowless(row, strips[0]) for row in rows):
        return []
    full = sum(any(one.x1 < strips[0] for one in row) for row in rows)
    others = sum(any(one.x0 > strips[0] for one in row) for row in rows)
    return [left, *strips, right] if min(full, others) > 1 else []


def _is_rowless(row: Sequence[_Letter], strip: float) -> bool:
    """Several numbers one below the other in the first column: rows that no rule parts."""
    first = [one for one in row if one.x1 < strip]
    return all(one.is_digit for one in first) and len({round(one.y) for one in first}) > 1
