"""Pieces as pages bring them: paragraphs and tables over page breaks, asides, notes and their marks.

A paragraph that is open when a page ends stays open over the running heads and notes between its
halves; these follow it. A table that goes on with the same columns keeps its number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from statistics import median
from typing import TYPE_CHECKING

from pipeline.extract.layout.joining import join_lines, join_noted, read_confidence, read_cues
from pipeline.extract.layout.paragraphs import Placed, begins_paragraph, group_column
from pipeline.extract.layout.table_flow import TableFlow
from pipeline.extract.pieces import Piece, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.extract.layout.columns import Zone
    from pipeline.extract.layout.furniture import Aside, Sorted
    from pipeline.extract.layout.lines import Line
    from pipeline.extract.layout.measure import Measures
    from pipeline.extract.layout.tables import Grid, GridCell
    from pipeline.records import Cell

_NOTE_NUMBER = re.compile(r"[(\[]?(\d{1,3}|\*{1,3})")
_SAME_MIDDLE_PT = 2.0
_HEADS = frozenset({Place.PAGE_HEADER, Place.STAMP})


@dataclass(slots=True, kw_only=True)
class Writer:
    """Gathers pieces; what is open (a paragraph, a table) is held until it is known to end."""

    pieces: list[Piece] = field(default_factory=list)
    _page: int = 0
    _open: list[Placed] = field(default_factory=list)
    _waiting: list[Piece] = field(default_factory=list)
    _tables: TableFlow = field(default_factory=TableFlow)
    _cells: dict[Cell, int] = field(default_factory=dict)  # places among the pieces
    _references: dict[int, frozenset[str]] = field(default_factory=dict)  # by page
    _anchors: dict[tuple[int, str], tuple[int, int]] = field(default_factory=dict)

    def begin_page(self, part: Sorted, signatures: Iterable[str]) -> None:
        """Running heads, stamps and unseen signatures of the page; the numbers of its notes."""
        self._page = part.page.number
        heads = [self._aside(aside) for aside in part.asides if aside.place in _HEADS]
        signed = [Piece(text=text, page=self._page, place=Place.STAMP) for text in signatures]
        self._wait_for(heads + signed)
        notes = (aside.lines[0].text for aside in part.asides if aside.place is Place.NOTE)
        self._references[self._page] = frozenset(
            found.group(1) for text in notes if (found := _NOTE_NUMBER.match(text))
        )

    def end_page(self, part: Sorted) -> None:
        """What runs up or down the page, its notes and running feet."""
        turned = Piece(text=part.page.sideways, page=self._page)
        notes = [self._aside(aside) for aside in part.asides if aside.place is Place.NOTE]
        feet = [self._aside(aside) for aside in part.asides if aside.place is Place.PAGE_FOOTER]
        self._wait_for([turned, *notes, *feet])

    def close(self) -> list[Piece]:
        """End what is open; give all pieces, notes with the places of their marks."""
        self._flush()
        return [self._anchored(piece) for piece in self.pieces]

    def add_line(self, line: Line, measures: Measures) -> None:
        """The next line of the running text."""
        self._tables.interrupt()
        placed = Placed(line=line, page=self._page, measures=measures)
        if self._open and begins_paragraph(self._open, placed):
            self._flush()
        self._open.append(placed)

    def add_zone(self, zone: Zone, measures: Measures) -> None:
        """Two columns: all of the left one, then all of the right one."""
        self._tables.interrupt()
        self._flush()
        for number, column in ((1, zone.left), (2, zone.right)):
            if column:
                self._add_column(column, number, measures)

    def add_grid(self, grid: Grid) -> None:
        """A table, or what of one stands on this page."""
        self._flush()
        for cell, place in self._tables.number_cells(grid):
            self._put_cell(cell, place)

    def _add_column(self, column: Sequence[Line], number: int, measures: Measures) -> None:
        centres = [line.centre for line in column]
        middle = median(centres)
        outer = middle - measures.left if number == 1 else measures.right - middle
        for group in group_column(column, 2 * outer):
            centred = not measures.is_flush(group[0]) and _is_shared(group[0].centre, centres)
            piece = Piece(text="", page=self._page, column=number)
            self._put_lines(piece, group, [self._page] * len(group), centred=centred)

    def _put_cell(self, cell: GridCell, place: Cell | None) -> None:
        pages = [self._page] * len(cell.lines)
        upper = self._cells.get(place) if place else None
        if upper is not None:  # the lower half of a row that the page break cut
            self.pieces[upper] = _joined(self.pieces[upper], cell.lines)
            return
        if place:
            self._cells[place] = len(self.pieces)
        where = Place.CELL if place else Place.PAGE_HEADER
        piece = Piece(text="", page=self._page, place=where, cell=place)
        self._put_lines(piece, cell.lines, pages, centred=False)

    def _put_lines(
        self, piece: Piece, lines: Sequence[Line], pages: Sequence[int], *, centred: bool
    ) -> None:
        """Put a piece with the text, look and confidence of these lines, and note its marks."""
        references = (self._references.get(page, frozenset()) for page in pages)
        text, marks = join_noted(zip(lines, references, strict=False))
        if not text:
            return
        for mark in marks:
            self._anchors.setdefault((pages[mark.line], mark.number), (len(self.pieces), mark.end))
        cues, confidence = read_cues(lines, centred=centred), read_confidence(lines)
        self.pieces.append(replace(piece, text=text, cues=cues, confidence=confidence))

    def _flush(self) -> None:
        if self._open:
            held, self._open = self._open, []
            centred = any(placed.centred for placed in held)
            lines, pages = [placed.line for placed in held], [placed.page for placed in held]
            self._put_lines(Piece(text="", page=pages[0]), lines, pages, centred=centred)
        self.pieces += [piece for piece in self._waiting if piece.text]
        self._waiting = []

    def _aside(self, aside: Aside) -> Piece:
        return Piece(
            text=join_lines(aside.lines),
            page=self._page,
            place=aside.place,
            cues=read_cues(aside.lines, centred=False),
            confidence=read_confidence(aside.lines),
        )

    def _wait_for(self, pieces: Iterable[Piece]) -> None:
        """Pieces that follow the open paragraph."""
        self._waiting += pieces
        if not self._open:
            self._flush()

    def _anchored(self, piece: Piece) -> Piece:
        number = _NOTE_NUMBER.match(piece.text) if piece.place is Place.NOTE else None
        if not number:
            return piece
        return replace(piece, anchor=self._anchors.get((piece.page or 0, number.group(1))))


def _joined(piece: Piece, lines: Sequence[Line]) -> Piece:
    """A piece and the lines that go on with it; as sure as the less sure of both."""
    known = [c for c in (piece.confidence, read_confidence(lines)) if c is not None]
    text = f"{piece.text} {join_lines(lines)}"
    return replace(piece, text=text, confidence=min(known, default=None))


def _is_shared(centre: float, centres: Iterable[float]) -> bool:
    """Another line of the column has the same middle (its own is among `centres`)."""
    return sum(abs(other - centre) < _SAME_MIDDLE_PT for other in centres) > 1
