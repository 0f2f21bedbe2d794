"""Ruled tables of a page: glyphs put into the boxes of cells.

Where the boxes are is found by `cells` and `open_tables`. Tables without any ruling line are no
tables here: their lines stay in the running text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.layout.cells import Box, find_boxes
from pipeline.extract.layout.lines import Line, build_lines, build_turned_line
from pipeline.extract.layout.open_tables import find_open_boxes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.extract.layout.marks import Glyph, Ruling

_SAME_COLUMN_PT = 4.0
_MIDDLE = 0.3  # of the font size: half the height of a small letter and a bit


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell, merged ones once: row and column of its upper left corner, from 0, and its lines."""

    row: int
    column: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A ruled table on one page; edges in points from the upper left corner.

    Attributes:
        lefts: left edge of each column.
        rows: how many rows it has; cells are row by row.
    """

    top: float
    bottom: float
    x0: float
    x1: float
    lefts: tuple[float, ...]
    rows: int
    cells: tuple[GridCell, ...]

    def continues(self, other: Grid) -> bool:
        """Has the same columns as `other`, as the part of a table on the next page has."""
        mine = [x - self.x0 for x in (*self.lefts, self.x1)]  # odd and even pages may be shifted
        theirs = [x - other.x0 for x in (*other.lefts, other.x1)]
        return len(mine) == len(theirs) and all(
            abs(a - b) < _SAME_COLUMN_PT for a, b in zip(mine, theirs, strict=True)
        )

    def row_text(self, row: int) -> str:
        """The words of a row, for comparison."""
        cells = (cell for cell in self.cells if cell.row == row)
        return "\t".join(" ".join(line.text for line in cell.lines) for cell in cells)


def cut_tables(
    glyphs: Sequence[Glyph], rulings: Sequence[Ruling]
) -> tuple[list[Grid], list[Glyph]]:
    """Tables from top to bottom, and the glyphs that stand in none."""
    grids = []
    rest = list(glyphs)
    for boxes in (*find_boxes(rulings), *find_open_boxes(glyphs, rulings)):
        if len({box[0] for box in boxes}) > 1:  # frames around text have one column
            grid, rest = _fill_grid(boxes, rest)
            grids.append(grid)
    return sorted(grids, key=lambda grid: (grid.top, grid.x0)), rest


def _fill_grid(boxes: Sequence[Box], glyphs: Iterable[Glyph]) -> tuple[Grid, list[Glyph]]:
    """Put glyphs into the cells of one table; return it with the glyphs outside."""
    lefts = sorted({box[0] for box in boxes})
    tops = sorted({box[1] for box in boxes})
    owner = _owners(boxes, lefts, tops)
    held: dict[Box, list[Glyph]] = {box: [] for box in boxes}
    outside: list[Glyph] = []
    box: Box | None = None
    for glyph in glyphs:
        _, x0, x1, baseline, ink = glyph
        x, y = (x0 + x1) / 2, baseline - ink.size_pt * _MIDDLE
        if not (box and box[0] <= x < box[2] and box[1] <= y < box[3]):
            box = owner.get((bisect_right(lefts, x) - 1, bisect_right(tops, y) - 1))
            box = box if box and x < box[2] and y < box[3] else None
        (held[box] if box else outside).append(glyph)
    cells = [
        GridCell(row=tops.index(box[1]), column=lefts.index(box[0]), lines=tuple(lines))
        for box in sorted(boxes, key=lambda box: (box[1], box[0]))
        if (lines := _cell_lines(held[box]))
    ]
    grid = Grid(
        top=tops[0],
        bottom=max(box[3] for box in boxes),
        x0=lefts[0],
        x1=max(box[2] for box in boxes),
        lefts=tuple(lefts),
        rows=len(tops),
        cells=tuple(cells),
    )
    return grid, outside


def _cell_lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """Lines of a cell; narrow heads are often set upwards."""
    turned = build_turned_line(glyphs)
    return build_lines(glyphs) + ([turned] if turned else [])


def _owners(
    boxes: Iterable[Box], lefts: Sequence[float], tops: Sequence[float]
) -> dict[tuple[int, int], Box]:
    """Which box covers each (column, row) slot; a merged cell covers several."""
    return {
        (column, row): box
        for box in boxes
        for column in range(bisect_left(lefts, box[0]), bisect_left(lefts, box[2]))
        for row in range(bisect_left(tops, box[1]), bisect_left(tops, box[3]))
    }
