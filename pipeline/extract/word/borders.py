"""Whether a table is ruled: whether most of its cells show borders on two sides or more.

Letterheads and signature blocks are tables without visible borders; one rule below a name does
not make a table of figures. Borders of table styles count as far as they hold for all cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.word.markup import Element, val, w

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.word.styles import Styles

_NONE = frozenset({"none", "nil", ""})
# strict files, and some programs, write start and end for left and right
_SIDES = {
    "top": "top", "bottom": "bottom", "left": "left", "start": "left", "right": "right",
    "end": "right", "insideH": "insideH", "insideV": "insideV",
}  # fmt: skip
_TWO_SIDES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CellEdges:
    """A cell, and whether it stands at an edge of its table."""

    element: Element
    top: bool
    bottom: bool
    left: bool
    right: bool


def is_ruled(table: Element, cells: Sequence[CellEdges], styles: Styles) -> bool:
    """Say whether the table shows its lines."""
    borders = _table_borders(table, styles)
    framed = sum(_visible_sides(cell, borders) >= _TWO_SIDES for cell in cells)
    return 2 * framed > len(cells)


def _table_borders(table: Element, styles: Styles) -> dict[str, bool]:
    """Side to visible or not: the table's own word over that of its style."""
    properties = table.find(w("tblPr"))
    chain = styles.chain(val(properties, "tblStyle"), "table")
    layers = [properties, *(style.find(w("tblPr")) for style in chain)]
    merged: dict[str, bool] = {}
    for layer in reversed(layers):
        merged.update(_sides(None if layer is None else layer.find(w("tblBorders"))))
    return merged


def _sides(borders: Element | None) -> dict[str, bool]:
    if borders is None:
        return {}
    return {
        side: kind not in _NONE
        for name, side in _SIDES.items()
        if (kind := val(borders, name)) is not None
    }


def _visible_sides(cell: CellEdges, table: dict[str, bool]) -> int:
    sides = {
        "top": table.get("top" if cell.top else "insideH", False),
        "bottom": table.get("bottom" if cell.bottom else "insideH", False),
        "left": table.get("left" if cell.left else "insideV", False),
        "right": table.get("right" if cell.right else "insideV", False),
    }
    sides.update(_sides(cell.element.find(f"{w('tcPr')}/{w('tcBorders')}")))
    return sum(sides[side] for side in ("top", "bottom", "left", "right"))
