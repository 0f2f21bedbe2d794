"""Tables in reading order: the grid with merged cells once, and the pieces of its cells.

Cells of a ruled table become one piece each; those of an unruled table, which only sets text side
by side, keep their paragraphs and lines apart and get a column.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.pieces import Piece, Place
from pipeline.extract.word.borders import CellEdges, is_ruled
from pipeline.extract.word.markup import TC, TR, Element, has, number, unwrapped, val, w
from pipeline.extract.word.paragraphs import Scope
from pipeline.records import Cell, Cues

if TYPE_CHECKING:
    from pipeline.extract.word.pages import PageClock
    from pipeline.extract.word.styles import Styles

_MAX_SPAN = 63  # Word's limit of columns

ReadBlocks = Callable[[Element, Scope], list[Piece]]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A visible cell; row and column from 0, `end` is the column behind it."""

    element: Element
    row: int
    column: int
    end: int


def read_grid(table: Element) -> list[list[GridCell]]:
    """Rows of visible cells: merged cells stand where they begin, deleted ones nowhere."""
    rows: list[list[GridCell]] = []
    merged: set[int] = set()
    for row in unwrapped(table):
        properties = row.find(w("trPr"))
        gone = properties is not None and properties.find(w("del")) is not None
        if row.tag != TR or gone or has(properties, "hidden"):
            continue
        cells, merged = _read_row(row, len(rows), merged)
        rows.append(cells)
    return rows


def _read_row(row: Element, index: int, merged: set[int]) -> tuple[list[GridCell], set[int]]:
    """Cells of a row, and the columns whose cells go on in the next one."""
    cells: list[GridCell] = []
    going_on = set()
    column = _span(row.find(w("trPr")), "gridBefore", 0)
    for cell in unwrapped(row):
        if cell.tag != TC:
            continue
        properties = cell.find(w("tcPr"))
        end = column + max(_span(properties, "gridSpan", 1), 1)
        down = None if properties is None else properties.find(w("vMerge"))
        if down is not None:
            going_on.add(column)
        continued = down is not None and val(properties, "vMerge") != "restart"
        hidden = (continued and column in merged) or val(properties, "hMerge") == "continue"
        gone = properties is not None and properties.find(w("cellDel")) is not None
        if not hidden and not gone:
            cells.append(GridCell(element=cell, row=index, column=column, end=end))
        column = end
    return cells, going_on


def _span(properties: Element | None, name: str, default: int) -> int:
    found = number(val(properties, name))
    return default if found is None else min(max(found, 0), _MAX_SPAN)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReader:
    """Reads tables with what its document lends.

    Attributes:
        read_blocks: reads paragraphs and tables of a cell.
    """

    styles: Styles
    clock: PageClock
    read_blocks: ReadBlocks

    def read(self, table: Element, index: int, scope: Scope) -> list[Piece]:
        """Pieces of a table, row by row; its notes follow the table.

        Args:
            table: the `w:tbl`.
            index: number of the table in the document.
            scope: where the table stands; in running heads and notes its cells are paragraphs.
        """
        rows = read_grid(table)
        if scope.place not in {Place.BODY, Place.CELL}:
            cells = [item for row in rows for item in self._read_cells(row, scope)]
            return [piece for _, found in cells for piece in found]
        ruled = is_ruled(table, _edges(rows), self.styles)
        inner = Scope(place=Place.CELL, lines_apart=not ruled, bare_labels=ruled)
        pieces, notes = [], []
        for row in rows:
            for cell, found in self._read_cells(row, inner):
                place = Cell(table=index, row=cell.row, column=cell.column)
                shown = [piece for piece in found if piece.place is not Place.NOTE]
                pieces += _cell_pieces(shown, place, ruled=ruled)
                notes += [piece for piece in found if piece.place is Place.NOTE]
        return pieces + notes

    def _read_cells(
        self, row: Sequence[GridCell], scope: Scope
    ) -> list[tuple[GridCell, list[Piece]]]:
        """Pieces of each cell of a row; every cell begins on the page where the row begins."""
        start = self.clock.position()
        floor = start[0]
        last = start
        found = []
        for cell in row:
            self.clock.go_back(start)
            pieces = self.read_blocks(cell.element, scope)
            first = pieces[0].page if pieces else self.clock.page
            if first and first > floor:
                floor = start[0] + 1  # the whole row stands on the next page
            found.append((cell, [_not_before(piece, floor) for piece in pieces]))
            last = max(last, self.clock.position())
        self.clock.go_back(last)
        return found


def _not_before(piece: Piece, page: int) -> Piece:
    return piece if piece.page is None or piece.page >= page else replace(piece, page=page)


def _edges(rows: Sequence[Sequence[GridCell]]) -> list[CellEdges]:
    width = max((cell.end for row in rows for cell in row), default=0)
    return [
        CellEdges(
            element=cell.element,
            top=cell.row == 0,
            bottom=cell.row == len(rows) - 1,
            left=cell.column == 0,
            right=cell.end == width,
        )
        for row in rows
        for cell in row
    ]


def _cell_pieces(found: Sequence[Piece], cell: Cell, *, ruled: bool) -> list[Piece]:
    if not ruled:
        return [
            piece
            if piece.cell  # of a table inside the cell
            else replace(piece, cell=cell, column=cell.column + 1, ruled=False)
            for piece in found
        ]
    if not found:
        return []
    longest = max(found, key=lambda piece: len(piece.text))
    cues = Cues(
        bold=all(piece.cues.bold for piece in found),
        italic=all(piece.cues.italic for piece in found),
        centred=all(piece.cues.centred for piece in found),
        size_pt=longest.cues.size_pt,
        style_level=found[0].cues.style_level,
    )
    text = " ".join(piece.text for piece in found)
    return [Piece(text=text, page=found[0].page, place=Place.CELL, cues=cues, cell=cell)]
