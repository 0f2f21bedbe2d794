"""What the style of a table says of its cells: the whole table, first and last row and column.

Word lays these formats below those of the paragraphs' own styles. Bands of rows and corners, which
only colour, are not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.word.markup import PPR, RPR, is_set, val, w
from pipeline.extract.word.styles import NO_LAYOUT, NO_LOOK, Layout, Look, read_layout, read_look

if TYPE_CHECKING:
    from pipeline.extract.word.markup import Element
    from pipeline.extract.word.styles import Styles

# Which edges a table uses of its style: attribute, and bit of the older w:val (ECMA-376, 17.4.56).
_EDGES = {
    "firstColumn": ("firstCol", 0x0080),
    "lastColumn": ("lastCol", 0x0100),
    "firstRow": ("firstRow", 0x0020),
    "lastRow": ("lastRow", 0x0040),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFormat:
    """What the style of the table says of the text of a cell."""

    look: Look = NO_LOOK
    layout: Layout = NO_LAYOUT

    def over(self, under: CellFormat) -> CellFormat:
        """This format, and where it is silent, the one below."""
        return CellFormat(look=self.look.over(under.look), layout=self.layout.over(under.layout))


PLAIN_CELL = CellFormat()


class TableFormats:
    """Formats of the cells of one table."""

    def __init__(self, table: Element, styles: Styles) -> None:
        properties = table.find(w("tblPr"))
        chain = list(styles.chain(val(properties, "tblStyle"), "table"))
        self._whole = PLAIN_CELL
        self._edges: dict[str, CellFormat] = {}
        for style in chain:
            self._whole = self._whole.over(_read_format(style))
            for part in style.iterchildren(w("tblStylePr")):
                name = part.get(w("type"), "")
                known = self._edges.get(name, PLAIN_CELL)
                self._edges[name] = known.over(_read_format(part))
        self._used = _used_edges(None if properties is None else properties.find(w("tblLook")))

    def at(self, *, first_row: bool, last_row: bool, first_col: bool, last_col: bool) -> CellFormat:
        """Format of a cell that stands at these edges; rows stand over columns."""
        there = {
            "firstCol": first_col, "lastCol": last_col, "firstRow": first_row, "lastRow": last_row,
        }  # fmt: skip
        found = self._whole
        for edge, stands in there.items():
            if stands and edge in self._used and edge in self._edges:
                found = self._edges[edge].over(found)
        return found


def _read_format(holder: Element) -> CellFormat:
    return CellFormat(look=read_look(holder.find(RPR)), layout=read_layout(holder.find(PPR)))


def _used_edges(look: Element | None) -> frozenset[str]:
    if look is None:
        return frozenset()
    try:
        bits = int(look.get(w("val"), "0"), 16)
    except ValueError:
        bits = 0
    return frozenset(
        edge
        for name, (edge, bit) in _EDGES.items()
        if (is_set(look, name) if look.get(w(name)) is not None else bits & bit)
    )
