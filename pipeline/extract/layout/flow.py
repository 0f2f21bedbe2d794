"""Pages to pieces in reading order: paragraphs over page breaks, columns, tables, asides.

A paragraph that is open when a page ends stays open over the running heads and notes between its
halves; these follow it. A table that goes on with the same columns keeps its number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, TypeAlias

from pipeline.extract.layout.columns import Zone, continue_zone, find_zones
from pipeline.extract.layout.furniture import Sorted, set_aside
from pipeline.extract.layout.lines import Line
from pipeline.extract.layout.measure import Measures, measure_pages
from pipeline.extract.layout.paragraphs import (
    Placed,
    begins_paragraph,
    group_column,
    join_lines,
    read_confidence,
    read_cues,
)
from pipeline.extract.layout.tables import Grid, GridCell
from pipeline.extract.pieces import Piece, Place
from pipeline.records import Cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.extract.layout.page import Page

_Item: TypeAlias = Line | Zone | Grid
_NOTE_NUMBER = re.compile(r"\W*(\d{1,3})")


def arrange(pages: Sequence[Page]) -> list[Piece]:
    """All pieces of a document in reading order."""
    held = set_aside(pages)
    measures = measure_pages([part.page for part in held])
    writer = _Writer()
    last: _Item | None = None
    for part in held:
        own = measures[part.page.number]
        writer.begin_page(part)
        for item in _items(part.page, own, last):
            writer.add(item, own)
            last = item
        writer.end_page(part)
    writer.close()
    return writer.pieces


def _items(page: Page, measures: Measures, last: _Item | None) -> list[_Item]:
    """Lines, zones and tables of a page from top to bottom; `last` ended the page before."""
    items: list[tuple[float, _Item]] = [(grid.top, grid) for grid in page.grids]
    lines = page.lines
    carried = continue_zone(last, lines, measures) if isinstance(last, Zone) else None
    if carried:
        taken, zone = carried
        items.append((zone.top, zone))
        lines = lines[taken:]
    cursor = 0
    for first, behind, zone in find_zones(lines, measures):
        items.extend((line.y, line) for line in lines[cursor:first])
        items.append((zone.top, zone))
        cursor = behind
    items.extend((line.y, line) for line in lines[cursor:])
    return [item for _, item in sorted(items, key=lambda pair: pair[0])]


@dataclass(slots=True, kw_only=True)
class _Writer:
    """Gathers pieces; what is open (a paragraph, a table) is held until it is known to end."""

    pieces: list[Piece] = field(default_factory=list)
    _open: list[Placed] = field(default_factory=list)
    _waiting: list[Piece] = field(default_factory=list)
    _references: frozenset[str] = frozenset()
    _page: int = 0
    _table: int = -1
    _last_grid: Grid | None = None
    _first_row: str = ""
    _rows: int = 0

    def begin_page(self, part: Sorted) -> None:
        """Running heads of the page; the numbers of its notes."""
        self._page = part.page.number
        self._put_asides(part, Place.PAGE_HEADER)
        if part.page.sideways:
            turned = Piece(text=part.page.sideways, page=self._page, place=Place.PAGE_HEADER)
            self._waiting.append(turned)
        notes = (aside.lines[0].text for aside in part.asides if aside.place is Place.NOTE)
        self._references = frozenset(
            found.group(1) for text in notes if (found := _NOTE_NUMBER.match(text))
        )

    def end_page(self, part: Sorted) -> None:
        """Notes and running feet of the page."""
        self._put_asides(part, Place.NOTE)
        self._put_asides(part, Place.PAGE_FOOTER)

    def add(self, item: _Item, measures: Measures) -> None:
        """The next thing on the page."""
        if isinstance(item, Line):
            self._last_grid = None
            self._add_line(Placed(line=item, page=self._page, measures=measures))
            return
        self._flush()
        if isinstance(item, Zone):
            self._last_grid = None
            self.pieces.extend(_zone_pieces(item, self._page, measures))
        else:
            self._add_grid(item)

    def close(self) -> None:
        """End what is open."""
        self._flush()

    def _add_line(self, placed: Placed) -> None:
        if self._open and begins_paragraph(self._open, placed):
            self._flush()
        self._open.append(placed)

    def _flush(self) -> None:
        if self._open:
            lines = [placed.line for placed in self._open]
            centred = any(placed.centred for placed in self._open)
            text = join_lines(lines, self._references)
            cues = read_cues(lines, centred=centred)
            confidence = read_confidence(lines)
            self._put(Piece(text=text, page=self._open[0].page, cues=cues, confidence=confidence))
            self._open = []
        for piece in self._waiting:
            self._put(piece)
        self._waiting = []

    def _put(self, piece: Piece) -> None:
        if piece.text:
            self.pieces.append(piece)

    def _put_asides(self, part: Sorted, place: Place) -> None:
        for aside in part.asides:
            if aside.place is place:
                text = join_lines(aside.lines)
                cues = read_cues(aside.lines, centred=False)
                piece = Piece(
                    text=text,
                    page=part.page.number,
                    place=place,
                    cues=cues,
                    confidence=read_confidence(aside.lines),
                )
                self._waiting.append(piece)
        if not self._open:
            self._flush()

    def _add_grid(self, grid: Grid) -> None:
        goes_on = self._last_grid is not None and grid.continues(self._last_grid)
        if not goes_on:
            self._table, self._rows, self._first_row = self._table + 1, 0, grid.row_text(0)
        repeated = goes_on and grid.row_text(0) == self._first_row
        for cell in grid.cells:
            heads = repeated and cell.row == 0
            self._put(self._cell_piece(cell, Place.PAGE_HEADER if heads else Place.CELL, repeated))
        self._rows += grid.rows - repeated
        self._last_grid = grid

    def _cell_piece(self, cell: GridCell, place: Place, repeated: bool) -> Piece:  # noqa: FBT001 - one row less
        number = Cell(table=self._table, row=self._rows + cell.row - repeated, column=cell.column)
        return Piece(
            text=join_lines(cell.lines),
            page=self._page,
            place=place,
            cues=read_cues(cell.lines, centred=False),
            cell=number if place is Place.CELL else None,
            confidence=read_confidence(cell.lines),
        )


def _zone_pieces(zone: Zone, page: int, measures: Measures) -> Iterator[Piece]:
    """Pieces of the left column, then of the right one."""
    for number, column in ((1, zone.left), (2, zone.right)):
        if not column:
            continue
        centres = [line.centre for line in column]
        middle = median(centres)
        outer = middle - measures.left if number == 1 else measures.right - middle
        for group in group_column(column, 2 * outer):
            centred = not measures.is_flush(group[0]) and _is_shared(group[0].centre, centres)
            cues = read_cues(group, centred=centred)
            yield Piece(
                text=join_lines(group),
                page=page,
                cues=cues,
                column=number,
                confidence=read_confidence(group),
            )


def _is_shared(centre: float, centres: Iterable[float]) -> bool:
    """Another line of the column has the same middle (its own is among `centres`)."""
    return sum(abs(other - centre) < 2 for other in centres) > 1  # noqa: PLR2004 - points
