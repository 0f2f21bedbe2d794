"""Tables in reading order: the grid with merged cells once, and the pieces of its cells.

Cells of a ruled table become one piece each; those of an unruled table, which only sets text side
by side, keep their paragraphs and lines apart and get a column. A frame around running text is no
table: what a cell holds that has a row to itself stays text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.pieces import Place
from pipeline.extract.word.borders import CellEdges, is_ruled
from pipeline.extract.word.markup import TC, TR, Element, has, number, unwrapped, val, w
from pipeline.extract.word.paragraphs import Anchored, Scope, WordPiece
from pipeline.extract.word.tablestyles import TableFormats
from pipeline.records import Cell, Cues

if TYPE_CHECKING:
    from pipeline.extract.word.pages import PageClock
    from pipeline.extract.word.styles import Styles

_PROSE_WORDS = 45  # drawings and signatures set in one cell a row have up to 35
_MAX_SPAN = 63  # Word's limit of columns

ReadBlocks = Callable[[Element, Scope], list[WordPiece]]


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

    def read(self, table: Element, index: int, scope: Scope) -> list[WordPiece]:
        """Pieces of a table, row by row.

        Args:
            table: the `w:tbl`.
            index: number of the table in the document.
            scope: where the table stands; in running heads and notes its cells are paragraphs.
        """
        grid = read_grid(table)
        rows = [_edges(row, grid) for row in grid]
        formats = TableFormats(table, self.styles)
        running = scope.place not in {Place.BODY, Place.CELL}
        ruled = is_ruled(table, [edges for row in rows for _, edges in row], self.styles)
        inner = Scope(place=Place.CELL, lines_apart=not ruled, bare_labels=ruled)
        pieces: list[WordPiece] = []
        for row in rows:
            alone = all(edges.left and edges.right for _, edges in row)
            for cell, found in self._read_cells(row, scope if running else inner, formats):
                place = Cell(table=index, row=cell.row, column=cell.column)
                if running:
                    pieces += found
                elif ruled and alone and _is_prose(found):
                    pieces += [piece if piece.cell else _as_text(piece) for piece in found]
                else:
                    pieces += _cell_pieces(found, place, ruled=ruled)
        return pieces

    def _read_cells(
        self, row: Sequence[tuple[GridCell, CellEdges]], scope: Scope, formats: TableFormats
    ) -> list[tuple[GridCell, list[WordPiece]]]:
        """Pieces of each cell of a row; every cell begins on the page where the row begins."""
        start = self.clock.position()
        floor = start[0]
        last = start
        found = []
        for cell, edges in row:
            self.clock.go_back(start)
            style = formats.at(
                first_row=edges.top,
                last_row=edges.bottom,
                first_col=edges.left,
                last_col=edges.right,
            )
            pieces = self.read_blocks(cell.element, replace(scope, format=style))
            first = pieces[0].page if pieces else self.clock.page
            if first and first > floor:
                floor = start[0] + 1  # the whole row stands on the next page
            found.append((cell, [_not_before(piece, floor) for piece in pieces]))
            last = max(last, self.clock.position())
        self.clock.go_back(last)
        return found


def _not_before(piece: WordPiece, page: int) -> WordPiece:
    return piece if piece.page is None or piece.page >= page else replace(piece, page=page)


def _edges(
    row: Sequence[GridCell], rows: Sequence[Sequence[GridCell]]
) -> list[tuple[GridCell, CellEdges]]:
    """The cells of a row, each with the edges of the table at which it stands."""
    width = max((cell.end for other in rows for cell in other), default=0)
    return [
        (
            cell,
            CellEdges(
                element=cell.element,
                top=cell.row == 0,
                bottom=cell.row == len(rows) - 1,
                left=cell.column == 0,
                right=cell.end == width,
            ),
        )
        for cell in row
    ]


def _is_prose(found: Sequence[WordPiece]) -> bool:
    """Whether a cell holds paragraphs of running text."""
    filled = [piece for piece in found if piece.text]
    return len(filled) > 1 and sum(len(piece.text.split()) for piece in filled) > _PROSE_WORDS


def _as_text(piece: WordPiece) -> WordPiece:
    return replace(piece, place=Place.BODY)


def _cell_pieces(found: Sequence[WordPiece], cell: Cell, *, ruled: bool) -> list[WordPiece]:
    if not ruled:
        return [
            piece
            if piece.cell  # of a table inside the cell
            else replace(piece, cell=cell, column=cell.column + 1, ruled=False)
            for piece in found
        ]
    if not found:
        return []
    filled = [piece for piece in found if piece.text] or found
    longest = max(filled, key=lambda piece: len(piece.text))
    cues = Cues(
        bold=all(piece.cues.bold for piece in filled),
        italic=all(piece.cues.italic for piece in filled),
        centred=all(piece.cues.centred for piece in filled),
        size_pt=longest.cues.size_pt,
        style_level=filled[0].cues.style_level,
    )
    joined = WordPiece(text="", page=filled[0].page, place=Place.CELL, cues=cues, cell=cell)
    return [_join(joined, found)]


def _join(joined: WordPiece, pieces: Sequence[WordPiece]) -> WordPiece:
    """`joined` with the text of several pieces in one line, and the marks in it."""
    text = ""
    marks: list[Anchored] = []
    lines: list[str] = []
    for piece in pieces:
        if piece.text:
            text = f"{text} {piece.text}" if text else piece.text
            lines += piece.lines or (piece.text,)
        marks += [mark.shifted(len(text) - len(piece.text)) for mark in piece.marks]
    parted = tuple(lines) if len(lines) > 1 else ()
    return replace(joined, text=text, lines=parted, marks=tuple(marks))
