"""The texts of the upper half of a page, columns apart: where a secrecy mark may stand."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.layout import Page
    from pipeline.extract.layout.lines import Line

_COLUMN_GAP = 1.6  # of the font size, as `layout.columns` first sees a strip
_HEAD_PART = 0.5


def head_lines(page: Page) -> Iterator[str]:
    """Texts of lines and cells in the upper half, each part of a line that a wide gap cuts off."""
    cells = (line for grid in page.grids for cell in grid.cells for line in cell.lines)
    for line in (*page.lines, *cells):
        if line.y < _HEAD_PART * page.height:
            yield from _parts(line)


def _parts(line: Line) -> Iterator[str]:
    held = [line.words[0].text]
    for one, two in pairwise(line.words):
        if two.x0 - one.x1 > _COLUMN_GAP * line.size_pt:
            yield " ".join(held)
            held = []
        held.append(two.text)
    yield " ".join(held)
