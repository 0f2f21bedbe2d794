"""The measures of the running text: margins of each page, first-line indent, leading.

Everything that tells a wrapped line from a new paragraph is compared with these.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.extract.layout.lines import Line
    from pipeline.extract.layout.page import Page

_LONG_PART = 0.55  # of the page's width: wrapped lines of running text, not headings
_CLUSTER_PT = 2.0
_CLUSTER_PART = 0.15  # of the long lines: a margin is where many of them begin or end
_OWN_MARGIN_LINES = 8  # with fewer long lines a page takes the margins of the document
_OWN_INDENT_LINES = 4
_INDENTS_PT = (9.0, 85.0)  # from .3 to 3 cm
_INDENT_PART = 0.06  # of the lines: one first line in sixteen
_USUAL_LEADING = 1.2  # times the size, where no two lines tell it
_EDGE_PT = 2.5
_SHORT_PART = 0.75  # of the text: longer plain lines stand in the middle by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Measures of one page, in points; `leading` in parts of the font size.

    Attributes:
        indent: usual first-line indent; 0 where paragraphs begin at the margin.
    """

    left: float
    right: float
    indent: float
    leading: float

    @property
    def width(self) -> float:
        """Width of the text."""
        return self.right - self.left

    def is_flush(self, line: Line) -> bool:
        """Begins at the left margin."""
        return line.x0 < self.left + 0.6 * line.size_pt

    def is_centred(self, line: Line) -> bool:
        """Stands in the middle of the text, with or without a left-over first-line indent."""
        offset = line.centre - (self.left + self.right) / 2
        begins = line.x0 - self.left
        if begins < _EDGE_PT * 2 or line.x1 > self.right + _EDGE_PT:
            return False
        short = line.x1 - line.x0 < _SHORT_PART * self.width
        if abs(offset) < _EDGE_PT and abs(begins - self.indent) > _EDGE_PT:
            return short or line.bold or line.italic
        farthest = self.indent / 2 + _EDGE_PT * 2  # the middle of the page lies as far off
        return abs(offset) < farthest and begins > self.indent + line.size_pt

    def is_to_the_right(self, line: Line) -> bool:
        """A short line set to the right margin."""
        return abs(line.x1 - self.right) < 2 * _EDGE_PT and line.x0 > self.left + self.width / 2


def measure_pages(pages: Sequence[Page]) -> dict[int, Measures]:
    """Measures of every page by its number, from lines that are no furniture."""
    by_width: dict[int, list[Line]] = {}
    for page in pages:
        by_width.setdefault(round(page.width), []).extend(_long_lines(page))
    margins = {}
    for page in pages:
        own = _long_lines(page)
        held = own if len(own) >= _OWN_MARGIN_LINES else by_width[round(page.width)]
        margins[page.number] = _margins(held, page)
    indent = _indent(pages, margins, fewest=2)
    leading = _leading(pages, margins)
    return {
        page.number: Measures(
            left=margins[page.number][0],
            right=margins[page.number][1],
            indent=_indent([page], margins, fewest=_OWN_INDENT_LINES) or indent,
            leading=leading,
        )
        for page in pages
    }


def _long_lines(page: Page) -> list[Line]:
    return [line for line in page.lines if line.x1 - line.x0 > _LONG_PART * page.width]


def _margins(lines: Sequence[Line], page: Page) -> tuple[float, float]:
    if not lines:
        held = page.lines
        if not held:
            return 0.0, page.width
        return min(line.x0 for line in held), max(line.x1 for line in held)
    left = _outermost_cluster([line.x0 for line in lines], lowest=True)
    right = _outermost_cluster([line.x1 for line in lines], lowest=False)
    return left, right


def _outermost_cluster(places: Sequence[float], *, lowest: bool) -> float:
    """The outermost place that many share; the outermost of all where none do."""
    enough = max(2.0, _CLUSTER_PART * len(places))
    ordered = sorted(places, reverse=not lowest)
    for place in ordered:
        near = [other for other in places if abs(other - place) <= _CLUSTER_PT]
        if len(near) >= enough:
            return median(near)
    return ordered[0]


def _indent(
    pages: Iterable[Page], margins: dict[int, tuple[float, float]], *, fewest: int
) -> float:
    seen, lines = Counter[int](), 0
    for page in pages:
        left, right = margins[page.number]
        for line in page.lines:
            lines += 1
            centred = abs(line.centre - (left + right) / 2) < _EDGE_PT
            if _INDENTS_PT[0] < line.x0 - left < _INDENTS_PT[1] and not centred:
                seen[round(line.x0 - left)] += 1
    if not seen:
        return 0.0
    best = max(seen, key=lambda place: sum(seen[place + shift] for shift in (-1, 0, 1)))
    return float(best) if seen[best] >= max(fewest, _INDENT_PART * lines) else 0.0


def _leading(pages: Iterable[Page], margins: dict[int, tuple[float, float]]) -> float:
    """Baseline distance of lines that surely belong together, in parts of their size."""
    ratios = []
    for page in pages:
        left, right = margins[page.number]
        for one, two in pairwise(page.lines):
            full = abs(one.x1 - right) < _EDGE_PT and abs(two.x0 - left) < _EDGE_PT
            if full and one.size_pt == two.size_pt and two.y > one.y:
                ratios.append((two.y - one.y) / one.size_pt)
    return median(ratios) if ratios else _USUAL_LEADING
