"""One page as the layout sees it: lines, ruled tables, and what was set aside from the running text.

Made from the marks of one page, so that glyphs (the bulk of the memory) live no longer than that.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from pipeline.extract.layout.lines import Line, build_lines, build_turned_line
from pipeline.extract.layout.tables import Grid, cut_tables
from pipeline.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.extract.layout.marks import PageMarks

_TEXT, _INK = itemgetter(0), itemgetter(4)  # of a glyph; quicker than by name
_RULE_THINNEST_RATIO = 0.15  # a footnote separator is 5 cm of 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Lines and tables of a page, from top to bottom; `number` from 1, sizes in points.

    Attributes:
        lines: outside of tables; headers, stamps and notes among them until they are set aside.
        separators: heights of the rules that may part footnotes from the text.
        fonts: letters set in each font.
        sideways: what runs up or down the page outside of tables, in the order of the file.
        pictured: pictures cover most of the page, as in a scan.
        stamps: lines of stamps that lie over the page; those in its text stand among `lines`.
        signatures: lines on electronic signatures that the file holds, drawn or not.
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
    stamps: tuple[Line, ...] = ()
    signatures: tuple[str, ...] = ()

    @property
    def letters(self) -> int:
        """Letters and digits on the page."""
        return sum(self.fonts.values())


def build_page(marks: PageMarks) -> Page:
    """Lay out the marks of one page."""
    grids, rest = cut_tables(marks.glyphs, marks.rulings)
    turned = build_turned_line(rest)
    separators = (
        ruling.top
        for ruling in marks.rulings
        if not ruling.upright and ruling.x1 - ruling.x0 > _RULE_THINNEST_RATIO * marks.width
    )
    fonts = Counter[str]()
    for ink, held in groupby(marks.glyphs, _INK):
        fonts[ink.font] += sum(map(str.isalnum, "".join(map(_TEXT, held))))
    return Page(
        number=marks.number,
        width=marks.width,
        height=marks.height,
        lines=tuple(build_lines(rest)),
        grids=tuple(grids),
        separators=tuple(sorted(separators)),
        fonts=dict(+fonts),
        sideways=clean_line(turned.text) if turned else "",
        pictured=marks.pictured,
        stamps=tuple(build_lines(marks.stamps)),
        signatures=marks.signatures,
    )
