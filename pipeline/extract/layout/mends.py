"""What was mended while the lines of a document were read, for its reading report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.records import Mend
from pipeline.text.normal import count_lookalikes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.extract.layout.lines import Line
    from pipeline.extract.layout.page import Page


def count_mends(pages: Iterable[Page]) -> tuple[Mend, ...]:
    """Letters put right ("letters") and blanks put in or taken out ("spaces"), kinds that occurred."""
    lines = [line for page in pages for line in _all_lines(page)]
    counts = {
        "letters": sum(count_lookalikes(line.text) for line in lines),
        "spaces": sum(line.mends for line in lines),
    }
    return tuple(Mend(kind=kind, count=count) for kind, count in counts.items() if count)


def _all_lines(page: Page) -> Iterator[Line]:
    yield from page.lines
    for grid in page.grids:
        for cell in grid.cells:
            yield from cell.lines
