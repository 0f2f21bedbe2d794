"""One page as the layout sees it: lines, ruled tables, and what was set aside from the running text.

Made from the marks of one page, so that glyphs (the bulk of the memory) live no longer than that.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.extract.layout.lines import Line, build_lines
from pipeline.extract.layout.tables import Grid, cut_tables
from pipeline.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.extract.layout.marks import Glyph, PageMarks

_RULE_THINNEST_RATIO = 0.15  # a footnote separator is 5 cm of 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Lines and tables of a page, from top to bottom; `number` from 1, sizes in points.

    Attributes:
        lines: outside of tables; headers, stamps and notes among them until they are set aside.
        separators: heights of the rules that may part footnotes from the text.
        fonts: letters set in each font.
        sideways: what runs up or down the page, in the order of the file.
        pictured: pictures cover most of the page, as in a scan.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]
    separators: tuple[float, ...]
    fonts: Mapping[str, int]
    sideways: str
    pictured: bool

    @property
    def letters(self) -> int:
        """Letters and digits on the page."""
        return sum(self.fonts.values())


def build_page(marks: PageMarks) -> Page:
    """Lay out the marks of one page."""
    grids, rest = cut_tables(marks.glyphs, marks.rulings)
    separators = (
        ruling.top
        for ruling in marks.rulings
        if not ruling.upright and ruling.x1 - ruling.x0 > _RULE_THINNEST_RATIO * marks.width
    )
    fonts = Counter(glyph.ink.font for glyph in marks.glyphs if glyph.text[0].isalnum())
    return Page(
        number=marks.number,
        width=marks.width,
        height=marks.height,
        lines=tuple(build_lines(rest)),
        grids=tuple(grids),
        separators=tuple(sorted(separators)),
        fonts=dict(fonts),
        sideways=_read_sideways(marks.glyphs),
        pictured=marks.pictured,
    )


def _read_sideways(glyphs: Iterable[Glyph]) -> str:
    """Text objects joined by blanks."""
    turned = (glyph for glyph in glyphs if glyph.ink.sideways)
    parts = ("".join(glyph.text for glyph in held) for _, held in groupby(turned, key=_ink_of))
    return clean_line(" ".join(parts))


def _ink_of(glyph: Glyph) -> int:
    return id(glyph.ink)
