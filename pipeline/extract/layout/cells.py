"""Ruling lines to the boxes of table cells: lines made whole, crossed, and cells cut between them.

The method is that of pdfplumber (and of Tabula before it), on numbers instead of dictionaries: it
is some ten times quicker, which pages of a thousand borders need. What stands in the cells is left
to `tables`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.extract.layout.marks import Ruling

_SNAP_PT = 3.0  # pdfplumber's own default: two sides of one drawn border
_FEWEST_BORDERS = 2
_FEWEST_RULINGS = 3  # two cells side by side, without borders at the sides
Box: TypeAlias = tuple[float, float, float, float]  # x0, top, x1, bottom
_Point: TypeAlias = tuple[float, float]


class Border(NamedTuple):
    """A whole line: where it stands across its direction, and from where to where it runs."""

    at: float
    begin: float
    end: float


class _Crossings(NamedTuple):
    """Where borders meet: by place, the numbers of the upright and of the level ones there."""

    upright: dict[_Point, set[int]]
    level: dict[_Point, set[int]]


def find_boxes(rulings: Sequence[Ruling]) -> list[list[Box]]:
    """Boxes of the cells of each table; cells of one table touch at their corners."""
    upright, level = whole_borders(rulings, upright=True), whole_borders(rulings, upright=False)
    if not upright or not level or len(rulings) < _FEWEST_RULINGS:
        return []
    upright += _missing_edges(level, upright)
    level += _missing_edges(upright, level)
    return _gather_tables(list(_cut_boxes(_cross(sorted(upright), sorted(level)))))


def _missing_edges(borders: Iterable[Border], across: Sequence[Border]) -> list[Border]:
    """Edges of tables that are open at their ends, where `borders` of one length all end freely.

    Only where a line runs across between the ends is it a table, and not a frame or a list of rules.
    """
    edges: list[Border] = []
    for _, held in groupby(sorted(borders, key=ends_of), key=ends_of):
        row = list(held)
        begin, end, places = row[0].begin, row[0].end, [border.at for border in row]
        met = [one for one in across if len(_span(places, one)) >= _FEWEST_BORDERS]
        inner = [one for one in met if begin + _SNAP_PT < one.at < end - _SNAP_PT]
        if inner:
            low, high = min(one.begin for one in inner), max(one.end for one in inner)
            free = [at for at in (begin, end) if all(abs(at - one.at) > _SNAP_PT for one in met)]
            edges += [Border(at, low, high) for at in free]
    return edges


def ends_of(border: Border) -> tuple[int, int]:
    """Where a border begins and ends, as coarsely as borders are drawn."""
    return round(border.begin / _SNAP_PT), round(border.end / _SNAP_PT)


def _span(places: Sequence[float], border: Border) -> range:
    """Which of the places, in order, the border reaches."""
    begin = bisect_left(places, border.begin - _SNAP_PT)
    return range(begin, bisect_right(places, border.end + _SNAP_PT))


def whole_borders(rulings: Iterable[Ruling], *, upright: bool) -> list[Border]:
    """Borders that stand in one place moved onto its middle, and joined where they touch.

    In the order of their places, from the left or from above.
    """
    if upright:
        borders = [Border(one.x0, one.top, one.bottom) for one in rulings if one.upright]
    else:
        borders = [Border(one.top, one.x0, one.x1) for one in rulings if not one.upright]
    whole: list[Border] = []
    for cluster in _cluster(sorted(borders)):
        at = sum(border.at for border in cluster) / len(cluster)
        parts = sorted((border.begin, border.end) for border in cluster)
        begin, end = parts[0]
        for next_begin, next_end in parts[1:]:
            if next_begin > end + _SNAP_PT:
                whole.append(Border(at, begin, end))
                begin, end = next_begin, next_end
            else:
                end = max(end, next_end)
        whole.append(Border(at, begin, end))
    return whole


def _cluster(borders: Iterable[Border]) -> Iterator[list[Border]]:
    """Borders in order, parted where the next stands clearly apart."""
    cluster: list[Border] = []
    for border in borders:
        if cluster and border.at > cluster[-1].at + _SNAP_PT:
            yield cluster
            cluster = []
        cluster.append(border)
    if cluster:
        yield cluster


def _cross(upright: Sequence[Border], level: Sequence[Border]) -> _Crossings:
    """Where borders meet; both in the order of their places."""
    crossings = _Crossings(defaultdict(set), defaultdict(set))
    heights = [border.at for border in level]
    for i, (x, begin, end) in enumerate(upright):
        for j in _span(heights, Border(x, begin, end)):
            y, left, right = level[j]
            if left - _SNAP_PT <= x <= right + _SNAP_PT:
                crossings.upright[x, y].add(i)
                crossings.level[x, y].add(j)
    return crossings


def _cut_boxes(crossings: _Crossings) -> Iterator[Box]:
    """The smallest box to the lower right of each crossing, where borders run all around it."""
    below: dict[float, list[float]] = defaultdict(list)
    beside: dict[float, list[float]] = defaultdict(list)
    for x, y in sorted(crossings.upright):
        below[x].append(y)
        beside[y].append(x)
    for x, y in sorted(crossings.upright):
        bottoms = below[x][bisect_right(below[x], y) :]
        rights = beside[y][bisect_right(beside[y], x) :]
        ends = (
            (right, bottom)
            for bottom in (bottoms if rights else ())
            if _joined(crossings.upright, (x, y), (x, bottom))
            for right in rights
            if _joined(crossings.level, (x, y), (right, y))
        )
        box = next((end for end in ends if _closes_box(crossings, (x, y), end)), None)
        if box:
            yield (x, y, *box)


def _closes_box(crossings: _Crossings, start: _Point, end: _Point) -> bool:
    """Borders run from `end` up, and to the left, as far as `start` reaches."""
    return (
        end in crossings.upright
        and _joined(crossings.upright, (end[0], start[1]), end)
        and _joined(crossings.level, (start[0], end[1]), end)
    )


def _joined(borders: dict[_Point, set[int]], one: _Point, two: _Point) -> bool:
    """One border runs through both places."""
    return not borders[one].isdisjoint(borders[two])


def _gather_tables(boxes: Sequence[Box]) -> list[list[Box]]:
    """Boxes that touch at corners, directly or through others, together."""
    touching: dict[_Point, list[Box]] = defaultdict(list)
    for box in boxes:
        for corner in _corners(box):
            touching[corner].append(box)
    tables: list[list[Box]] = []
    left = dict.fromkeys(boxes)
    while left:
        table, waiting = [], [left.popitem()[0]]
        while waiting:
            table.append(waiting.pop())
            for corner in _corners(table[-1]):
                fresh = [box for box in touching.pop(corner, []) if box in left]
                waiting += fresh
                for box in fresh:
                    del left[box]
        tables.append(table)
    return tables


def _corners(box: Box) -> tuple[_Point, ...]:
    x0, top, x1, bottom = box
    return (x0, top), (x0, bottom), (x1, top), (x1, bottom)
