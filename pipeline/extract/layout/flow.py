"""Pages to pieces in reading order: what stands on each page, given to the writer from top to bottom.

How paragraphs and tables go on over page breaks is left to `writer`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pipeline.extract.layout.columns import Zone, continue_zone, find_zones
from pipeline.extract.layout.furniture import set_aside, unseen_signatures
from pipeline.extract.layout.lines import Line
from pipeline.extract.layout.measure import Measures, measure_pages
from pipeline.extract.layout.tables import Grid
from pipeline.extract.layout.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.layout.page import Page
    from pipeline.extract.pieces import Piece

_Item: TypeAlias = Line | Zone | Grid


def arrange(pages: Sequence[Page]) -> list[Piece]:
    """All pieces of a document in reading order."""
    held = set_aside(pages)
    measures = measure_pages([part.page for part in held])
    signatures = unseen_signatures(held)
    writer = Writer()
    last: _Item | None = None
    for part in held:
        own = measures[part.page.number]
        writer.begin_page(part, signatures[part.page.number])
        for item in _items(part.page, own, last):
            _add(writer, item, own)
            last = item
        writer.end_page(part)
    return writer.close()


def _add(writer: Writer, item: _Item, measures: Measures) -> None:
    if isinstance(item, Line):
        writer.add_line(item, measures)
    elif isinstance(item, Zone):
        writer.add_zone(item, measures)
    else:
        writer.add_grid(item)


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
