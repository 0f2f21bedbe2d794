"""Glyphs to lines: by their places alone, whatever the order in the file.

How a line is parted into words stands in `words` and `spacing`; what lines mean together (columns,
paragraphs, tables) is left to others.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from pipeline.extract.layout.spacing import mend_spacing
from pipeline.extract.layout.words import Word, cut_words, turned_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.extract.layout.marks import Glyph

# Gaps and shifts in parts of the font size.
_LEVEL_PT = 0.5  # rounding
_SAME_BASELINE = 0.3
_RAISED_AT_MOST = 0.75
_LOWERED_AT_MOST = 0.35
_SMALLER = 0.8  # a superscript measures .58 to .67 of its line
_NEARLY_ALL = 0.95  # a stop or a blank may be set otherwise
_NEIGHBOUR_GAP = 0.6
_STEP_BACK = 0.2  # to the left, within a text object: more than kerning and separate tone marks
# Of the narrower letter, where two texts lie over each other. Of letters without a gap one always
# covers half of another; condensed lines share .1.
_LETTER_COVERED = 0.4
_ASCENT, _DESCENT = 0.9, 0.25
# Of a glyph; quicker than by name.
_TEXT, _X0, _X1, _INK = itemgetter(0), itemgetter(1), itemgetter(2), itemgetter(4)
_Y_AND_INK = itemgetter(3, 4)
_WORD_X0 = itemgetter(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Words on one baseline, left to right.

    Attributes:
        text: the words joined by blanks.
        y: baseline, in points from the upper edge; size_pt: font size of most letters.
        blank_end: the file has a blank behind the last word.
        mends: blanks put in or taken out, against the file.
    """

    words: tuple[Word, ...]
    text: str
    letters: int
    bold_letters: int
    italic_letters: int
    y: float
    size_pt: float
    blank_end: bool
    mends: int = 0

    @property
    def x0(self) -> float:
        """Left edge, in points."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right edge, in points."""
        return self.words[-1].x1

    @property
    def centre(self) -> float:
        """Middle of the line, in points."""
        return (self.words[0].x0 + self.words[-1].x1) / 2

    @property
    def top(self) -> float:
        """Upper edge of tall letters, in points."""
        return self.y - self.size_pt * _ASCENT

    @property
    def bottom(self) -> float:
        """Lower edge of letters, in points."""
        return self.y + self.size_pt * _DESCENT

    @property
    def bold(self) -> bool:
        """Nearly every letter is bold (a stop or a blank may not be)."""
        return 0 < self.letters * _NEARLY_ALL <= self.bold_letters

    @property
    def italic(self) -> bool:
        """Nearly every letter is italic."""
        return 0 < self.letters * _NEARLY_ALL <= self.italic_letters

    def part(self, x0: float, x1: float) -> Line | None:
        """The words whose middle lies between `x0` and `x1`; None without any."""
        words = tuple(word for word in self.words if x0 <= (word.x0 + word.x1) / 2 < x1)
        if not words:
            return None
        ends = words[-1] is self.words[-1]
        return _make_line(words, self.y, self.size_pt, blank_end=self.blank_end and ends)


@dataclass(slots=True, kw_only=True)
class _Run:
    """Glyphs that follow each other in the file on one baseline; the only thing here that grows."""

    glyphs: list[Glyph]
    y: float
    size_pt: float
    x0: float
    x1: float


def _make_line(
    words: tuple[Word, ...], y: float, size: float, *, blank_end: bool, mends: int = 0
) -> Line:
    texts, _, _, letters, bold_letters, italic_letters, _, _ = zip(*words, strict=True)
    return Line(
        words=words,
        text=" ".join(texts),
        letters=sum(letters),
        bold_letters=sum(bold_letters),
        italic_letters=sum(italic_letters),
        y=y,
        size_pt=size,
        blank_end=blank_end,
        mends=mends,
    )


def build_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Lines from top to bottom; glyphs that run up or down the page are left out."""
    rows = _gather_rows(_gather_runs(glyphs))
    return sorted(map(_build_line, rows), key=lambda line: (line.y, line.x0))


def build_turned_line(glyphs: Sequence[Glyph]) -> Line | None:
    """What runs up or down the page, in the order of the file; None without any.

    Glyphs of a text object share their baseline's height, so each object is taken for a word.
    """
    if not any(ink.sideways for ink in set(map(_INK, glyphs))):
        return None
    turned = [glyph for glyph in glyphs if glyph.ink.sideways]
    words = [turned_word(list(held)) for _, held in groupby(turned, _Y_AND_INK)]
    kept = tuple(word for word in words if word.text)
    return _make_line(kept, turned[0].y, turned[0].ink.size_pt, blank_end=False) if kept else None


def _gather_runs(glyphs: Iterable[Glyph]) -> list[_Run]:
    runs: list[_Run] = []
    for (y, ink), held in groupby(glyphs, _Y_AND_INK):
        if ink.sideways:
            continue
        for part in _onward_parts(list(held)):
            x0, x1, run = min(map(_X0, part)), max(map(_X1, part)), runs[-1] if runs else None
            if run and _goes_on(run, part[0], y):
                run.glyphs += part
                run.x0, run.x1 = min(run.x0, x0), max(run.x1, x1)
            else:
                runs.append(_Run(glyphs=part, y=y, size_pt=ink.size_pt, x0=x0, x1=x1))
    return [run for run in runs if any(text != " " for text in map(_TEXT, run.glyphs))]


def _goes_on(run: _Run, glyph: Glyph, y: float) -> bool:
    size = glyph.ink.size_pt
    level = run.size_pt == size and abs(y - run.y) < _LEVEL_PT
    return level and glyph.x0 >= run.x1 - _STEP_BACK * size


def _onward_parts(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs on one baseline, parted where they go back to the left."""
    begin, lefts = 0, list(map(_X0, glyphs))
    if lefts != sorted(lefts):
        for i, (left, glyph) in enumerate(pairwise(glyphs), start=1):
            if glyph.x0 < left.x1 - _STEP_BACK * glyph.ink.size_pt:
                yield glyphs[begin:i]
                begin = i
    yield glyphs[begin:]


def _gather_rows(runs: list[_Run]) -> list[list[_Run]]:
    """Runs of one line together: large letters first, smaller and raised ones to their side."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: (-run.size_pt, run.y)):
        host = next((row for row in rows if _stands_in(run, row)), None)
        if host is None:
            rows.append([run])
        else:
            host.append(run)
    return rows


def _stands_in(run: _Run, row: list[_Run]) -> bool:
    """On the baseline of the row, or, when smaller, raised or lowered beside its letters."""
    size, rise = row[0].size_pt, row[0].y - run.y
    if abs(rise) < _SAME_BASELINE * run.size_pt:
        return True
    if run.size_pt > _SMALLER * size or not -_LOWERED_AT_MOST < rise / size < _RAISED_AT_MOST:
        return False
    reach = _NEIGHBOUR_GAP * size
    near = any(other.x0 - reach < run.x1 and run.x0 < other.x1 + reach for other in row)
    return near and not any(_cross(run, other) for other in row)


def _cross(run: _Run, other: _Run) -> bool:
    """Whether they have two letters in one place, so that ordered by place they would be mixed.

    The same letter in the same place is bold by printing twice; signs and tone marks are drawn over
    letters of their own line.
    """
    if run.x1 <= other.x0 or other.x1 <= run.x0:
        return False
    pairs = (
        (one, two)
        for one in run.glyphs
        if one.x1 > other.x0 and one.x0 < other.x1 and one.text[0].isalnum()
        for two in other.glyphs
        if two.x1 > one.x0 and two.x0 < one.x1 and two.text[0].isalnum()
    )
    return any(one.text != two.text and _share_place(one, two) for one, two in pairs)


def _share_place(one: Glyph, two: Glyph) -> bool:
    shared = min(one.x1, two.x1) - max(one.x0, two.x0)
    return shared > _LETTER_COVERED * min(one.x1 - one.x0, two.x1 - two.x0)


def _part_layers(row: Sequence[_Run]) -> list[list[_Run]]:
    """The runs of a line, those apart that are printed over others."""
    layers: list[list[_Run]] = []
    for run in row:
        free = (layer for layer in layers if not any(_cross(run, other) for other in layer))
        layer = next(free, None)
        if layer is None:
            layers.append([run])
        else:
            layer.append(run)
    return layers


def _build_line(row: list[_Run]) -> Line:
    size = row[0].size_pt
    if any(run.size_pt != size for run in row):
        sizes = Counter(
            glyph.ink.size_pt for run in row for glyph in run.glyphs if glyph.text != " "
        )
        size = sizes.most_common(1)[0][0]
    layers = [
        sorted((glyph for run in layer for glyph in run.glyphs), key=_X0)
        for layer in _part_layers(row)
    ]
    y = next(g.y for layer in layers for g in layer if g.ink.size_pt == size and g.text != " ")
    cuts = [cut_words(layer, y, size) for layer in layers]
    spaced = [mend_spacing(cut.words, size) for cut in cuts]
    mends = sum(
        cut.mends + abs(len(w) - len(cut.words)) for cut, w in zip(cuts, spaced, strict=True)
    )
    words = tuple(sorted(chain.from_iterable(spaced), key=_WORD_X0))
    return _make_line(words, y, size, blank_end=cuts[0].blank_end, mends=mends)
