"""One page as the layout sees it: lines, ruled tables, and what was set aside from the running text.

Made from the marks of one page, so that glyphs (the bulk of the memory) live no longer than that.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from pipeline.extract.layout.lines import Line, build_lines, build_turned_line
from pipeline.extract.layout.tables import Grid, cut_tables
from pipeline.text import clean_line
from pipeline.text.syllable import syllable_share

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.extract.layout.marks import PageMarks

_TEXT = itemgetter(0)  # of a glyph; quicker than by name
_RULE_THINNEST_RATIO = 0.15  # a footnote separator is 5 cm of 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Lines and tables of a page, from top to bottom; `number` from 1, sizes in points.

    Attributes:
        lines: outside of tables; headers, stamps and notes among them until they are set aside.
        separators: heights of the rules that may part footnotes from the text.
        letters: letters and digits on the page.
        words, syllables: how many words could be Vietnamese syllables, and how many are.
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
    letters: int
    words: int
    syllables: int
    sideways: str
    pictured: bool
    stamps: tuple[Line, ...] = ()
    signatures: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All that stands in lines and cells, on one line."""
        return _text_of(self.lines, self.grids)


def _text_of(lines: Iterable[Line], grids: Iterable[Grid]) -> str:
    cells = (line for grid in grids for cell in grid.cells for line in cell.lines)
    return clean_line(" ".join(line.text for line in (*lines, *cells)))


def build_page(marks: PageMarks) -> Page:
    """Lay out the marks of one page."""
    grids, rest = cut_tables(marks.glyphs, marks.rulings)
    turned = build_turned_line(rest)
    separators = (
        ruling.top
        for ruling in marks.rulings
        if not ruling.upright and ruling.x1 - ruling.x0 > _RULE_THINNEST_RATIO * marks.width
    )
    lines = tuple(build_lines(rest))
    share, words = syllable_share(_text_of(lines, grids))
    return Page(
        number=marks.number,
        width=marks.width,
        height=marks.height,
        lines=lines,
        grids=tuple(grids),
        separators=tuple(sorted(separators)),
        letters=sum(map(str.isalnum, "".join(map(_TEXT, marks.glyphs)))),
        words=words,
        syllables=round(share * words),
        sideways=clean_line(turned.text) if turned else "",
        pictured=marks.pictured,
        stamps=tuple(build_lines(marks.stamps)),
        signatures=marks.signatures,
    )
