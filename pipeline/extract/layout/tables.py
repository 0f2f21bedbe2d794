"""Ruled tables of a page: cell boxes cut by pdfplumber's geometry, glyphs put into their cells.

The edges come from PDFium (`rulings`), so no page is parsed twice. Tables without borders on both
sides of a cell are no tables here: their lines stay in the running text.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.layout.lines import Line, build_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.extract.layout.marks import Glyph, Ruling

_SNAP_PT = 3.0  # pdfplumber's own default: two sides of one drawn border
_FEWEST_RULINGS = 5  # two cells side by side share one side of seven
_SAME_COLUMN_PT = 4.0
_Box = tuple[float, float, float, float]  # x0, top, x1, bottom


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
    for boxes in _find_boxes(rulings) if _may_hold_table(rulings) else []:
        if len({box[0] for box in boxes}) > 1:  # frames around text have one column
            grid, rest = _fill_grid(boxes, rest)
            grids.append(grid)
    return sorted(grids, key=lambda grid: (grid.top, grid.x0)), rest


def _may_hold_table(rulings: Sequence[Ruling]) -> bool:
    upright = sum(ruling.upright for ruling in rulings)
    return min(upright, len(rulings) - upright) > 1 and len(rulings) >= _FEWEST_RULINGS


def _find_boxes(rulings: Iterable[Ruling]) -> list[list[_Box]]:
    """Cells of each table."""
    from pdfplumber import table  # .3 s, and only documents with tables need it

    edges = [
        {
            "object_type": "line",
            "orientation": "v" if ruling.upright else "h",
            "x0": ruling.x0,
            "x1": ruling.x1,
            "top": ruling.top,
            "bottom": ruling.bottom,
            "doctop": ruling.top,
            "width": ruling.x1 - ruling.x0,
            "height": ruling.bottom - ruling.top,
        }
        for ruling in rulings
    ]
    merged = table.merge_edges(edges, _SNAP_PT, _SNAP_PT, _SNAP_PT, _SNAP_PT)
    crossings = table.edges_to_intersections(merged, _SNAP_PT, _SNAP_PT)
    cells = table.intersections_to_cells(crossings)
    return [list(boxes) for boxes in table.cells_to_tables(cells)]


def _fill_grid(boxes: Sequence[_Box], glyphs: Iterable[Glyph]) -> tuple[Grid, list[Glyph]]:
    """Put glyphs into the cells of one table; return it with the glyphs outside."""
    lefts = sorted({box[0] for box in boxes})
    tops = sorted({box[1] for box in boxes})
    owner = _owners(boxes, lefts, tops)
    held: dict[_Box, list[Glyph]] = {box: [] for box in boxes}
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.y - glyph.ink.size_pt * 0.3
        box = owner.get((bisect_right(lefts, x) - 1, bisect_right(tops, y) - 1))
        if box and x < box[2] and y < box[3]:
            held[box].append(glyph)
        else:
            outside.append(glyph)
    cells = [
        GridCell(row=tops.index(box[1]), column=lefts.index(box[0]), lines=tuple(lines))
        for box in sorted(boxes, key=lambda box: (box[1], box[0]))
        if (lines := build_lines(held[box]))
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


def _owners(
    boxes: Iterable[_Box], lefts: Sequence[float], tops: Sequence[float]
) -> dict[tuple[int, int], _Box]:
    """Which box covers each (column, row) slot; a merged cell covers several."""
    owner = {}
    for box in boxes:
        for column, left in enumerate(lefts):
            if not box[0] <= left < box[2]:
                continue
            for row, top in enumerate(tops):
                if box[1] <= top < box[3]:
                    owner[column, row] = box
    return owner
