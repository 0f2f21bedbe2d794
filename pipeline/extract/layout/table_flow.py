"""Tables over page breaks: which go on, whose head is repeated, which row was cut in two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.records import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.extract.layout.tables import Grid, GridCell

_SENTENCE_END = re.compile(r"[.;:!?…][\"”’)\]]*$")


@dataclass(slots=True, kw_only=True)
class TableFlow:
    """Numbers the cells of a document's tables as pages bring them."""

    _number: int = -1
    _rows: int = 0
    _first_row: str = ""
    _last: Grid | None = None

    def interrupt(self) -> None:
        """Something else stands in between: the next table is a new one."""
        self._last = None

    def number_cells(self, grid: Grid) -> Iterator[tuple[GridCell, Cell | None]]:
        """Each cell with its place in the document; None for those of a repeated head.

        The cells of a row that was cut by the page break have the place of its upper half.
        """
        last = self._last if self._last and grid.continues(self._last) else None
        if not last:
            self._number, self._rows, self._first_row = self._number + 1, 0, grid.row_text(0)
        heads = int(last is not None and grid.row_text(0) == self._first_row)
        cut = int(last is not None and _is_cut(_row(last, last.rows - 1), _row(grid, heads)))
        start = self._rows - heads - cut
        for cell in grid.cells:
            place = Cell(table=self._number, row=start + cell.row, column=cell.column)
            yield cell, place if cell.row >= heads else None
        self._rows, self._last = start + grid.rows, grid


def _row(grid: Grid, row: int) -> Mapping[int, str]:
    """Texts of the cells of a row, by column."""
    return {
        cell.column: " ".join(line.text for line in cell.lines)
        for cell in grid.cells
        if cell.row == row
    }


def _is_cut(upper: Mapping[int, str], lower: Mapping[int, str]) -> bool:
    """The lower row has no number of its own and goes on, in small letters, what the upper left open.

    Under a merged first cell rows have no number either, so the words decide.
    """
    if 0 not in upper or 0 in lower or not lower or not lower.keys() <= upper.keys():
        return False
    return any(
        text[:1].islower() and not _SENTENCE_END.search(upper[column])
        for column, text in lower.items()
    )
