"""Glyphs to words and lines: by their places alone, whatever the order in the file.

A blank of the file is only a hint: words are parted where a gap is seen. What lines mean together
(columns, paragraphs, tables) is left to others.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from operator import attrgetter
from statistics import median
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.extract.layout.marks import Glyph, Ink

    _Mark: TypeAlias = tuple[Glyph, float, bool]  # glyph, gap before it, blank before it

# Gaps and shifts in parts of the font size.
_HINTED_GAP = 0.07  # with a blank in the file: condensed lines of real reports go down to .1
_BARE_GAP = 0.18  # without one: a blank of Times is .25, kerning and tracking stay below .1
_LEAST_GAP = 0.04
_CONDENSED_GAP = 0.11
_TRACKING_AT_MOST = 0.3
_TRACKING_REACH = 8  # letters on each side
_SAME_BASELINE = 0.3
_RAISED_AT_MOST = 0.75
_LOWERED_AT_MOST = 0.35
_SMALLER = 0.8  # a superscript measures .58 to .67 of its line
_DOUBLED_AT_MOST = 0.2
_NEIGHBOUR_GAP = 0.6
_ASCENT, _DESCENT = 0.9, 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Letters without a gap.

    Attributes:
        raised: the word ends in that many small raised characters.
        confidence: of OCR, 0..1; None for text that the file itself holds.
    """

    text: str
    x0: float
    x1: float
    letters: int
    bold_letters: int
    italic_letters: int
    raised: int = 0
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Words on one baseline, left to right.

    Attributes:
        y: baseline, in points from the upper edge; size_pt: font size of most letters.
        blank_end: the file has a blank behind the last word.
    """

    words: tuple[Word, ...]
    y: float
    size_pt: float
    blank_end: bool

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
    def text(self) -> str:
        """Words joined by blanks."""
        return " ".join(word.text for word in self.words)

    @property
    def bold(self) -> bool:
        """Nearly every letter is bold (a stop or a blank may not be)."""
        return _all_but_few(self.words, "bold_letters")

    @property
    def italic(self) -> bool:
        """Nearly every letter is italic."""
        return _all_but_few(self.words, "italic_letters")

    def part(self, x0: float, x1: float) -> Line | None:
        """The words whose middle lies between `x0` and `x1`; None without any."""
        words = tuple(word for word in self.words if x0 <= (word.x0 + word.x1) / 2 < x1)
        if not words:
            return None
        ends = words[-1] is self.words[-1]
        return replace(self, words=words, blank_end=self.blank_end and ends)


@dataclass(slots=True, kw_only=True)
class _Run:
    """Glyphs that follow each other in the file on one baseline; the only thing here that grows."""

    glyphs: list[Glyph]
    y: float
    size_pt: float
    x0: float
    x1: float


def _all_but_few(words: Sequence[Word], field: str) -> bool:
    letters = sum(word.letters for word in words)
    return letters > 0 and sum(getattr(word, field) for word in words) >= letters * 0.95


def build_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Lines from top to bottom; glyphs that run up or down the page are left out."""
    rows = _gather_rows(_gather_runs(glyphs))
    lines = [line for row in rows if (line := _build_line(row))]
    return sorted(lines, key=lambda line: (line.y, line.x0))


def _gather_runs(glyphs: Iterable[Glyph]) -> list[_Run]:
    runs: list[_Run] = []
    run: _Run | None = None
    ink: Ink | None = None
    for glyph in glyphs:
        if glyph.ink.sideways:
            continue
        same_ink = glyph.ink is ink or (ink is not None and glyph.ink.size_pt == ink.size_pt)
        if run and same_ink and abs(glyph.y - run.y) < 0.5 and glyph.x0 >= run.x0:  # noqa: PLR2004 - rounding
            run.glyphs.append(glyph)
            run.x1 = max(run.x1, glyph.x1)
        else:
            ink = glyph.ink
            run = _Run(glyphs=[glyph], y=glyph.y, size_pt=ink.size_pt, x0=glyph.x0, x1=glyph.x1)
            runs.append(run)
    return [run for run in runs if any(glyph.text != " " for glyph in run.glyphs)]


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
    return any(other.x0 - reach < run.x1 and run.x0 < other.x1 + reach for other in row)


def _build_line(row: list[_Run]) -> Line | None:
    glyphs = sorted((glyph for run in row for glyph in run.glyphs), key=attrgetter("x0"))
    sizes = Counter(glyph.ink.size_pt for glyph in glyphs if glyph.text != " ")
    size = sizes.most_common(1)[0][0]
    y = next((g.y for g in glyphs if g.ink.size_pt == size and g.text != " "), row[0].y)
    words, blank_end = _cut_words(glyphs, y, size)
    if not words:
        return None
    return Line(words=tuple(words), y=y, size_pt=size, blank_end=blank_end)


def _cut_words(glyphs: Sequence[Glyph], y: float, size: float) -> tuple[list[Word], bool]:
    """Part glyphs (by x) at gaps; say also whether a blank follows the last word."""
    marks, blank_end = _without_blanks(glyphs)
    words: list[Word] = []
    begin = 0
    for i in range(1, len(marks) + 1):
        if i == len(marks) or _parts_words(marks, i):
            words.append(_build_word([mark[0] for mark in marks[begin:i]], y, size))
            begin = i
    return words, blank_end


def _without_blanks(glyphs: Sequence[Glyph]) -> tuple[list[_Mark], bool]:
    """Letters with the gap before each and whether the file has a blank there.

    A doubled glyph (bold by printing twice) counts once.
    """
    marks: list[_Mark] = []
    right, hinted = glyphs[0].x0, False
    for glyph in glyphs:
        if glyph.text == " ":
            hinted = True
        elif not _is_doubled(marks, glyph):
            marks.append((glyph, glyph.x0 - right, hinted))
            right, hinted = glyph.x1, False
    return marks, hinted


def _parts_words(marks: Sequence[_Mark], i: int) -> bool:
    glyph, gap, hinted = marks[i]
    size = glyph.ink.size_pt
    limit = (_HINTED_GAP if hinted else _BARE_GAP) * size
    if gap > limit + _TRACKING_AT_MOST * size:
        return True
    if not hinted and gap < _LEAST_GAP * size:
        return False
    tracking = _tracking(marks, i, size)
    if tracking < -_LEAST_GAP * size:  # in condensed lines PDFium loses blanks
        limit = min(limit, _CONDENSED_GAP * size)
    return gap > limit + tracking


def _tracking(marks: Sequence[_Mark], i: int, size: float) -> float:
    """Space that the writer set between letters around `i`; negative where they are condensed."""
    around = marks[max(1, i - _TRACKING_REACH) : i + _TRACKING_REACH]
    gaps = [gap for _, gap, hinted in around if not hinted]
    if len(gaps) < _TRACKING_REACH // 2:
        return 0.0
    return min(median(gaps), _TRACKING_AT_MOST * size)


def _is_doubled(marks: Sequence[_Mark], glyph: Glyph) -> bool:
    for last, _, _ in marks[-2:]:
        if last.text == glyph.text and last.ink is not glyph.ink:
            shift = abs(glyph.x0 - last.x0)
            if shift < _DOUBLED_AT_MOST * glyph.ink.size_pt and shift < 0.6 * (last.x1 - last.x0):
                return True
    return False


def _build_word(glyphs: Sequence[Glyph], y: float, size: float) -> Word:
    letters = [glyph for glyph in glyphs if glyph.text[0].isalnum()]
    raised = 0
    for glyph in reversed(glyphs):
        if glyph.ink.size_pt > size * _SMALLER or y - glyph.y < 0.15 * size:
            break
        raised += len(glyph.text)
    return Word(
        text="".join(glyph.text for glyph in glyphs),
        x0=glyphs[0].x0,
        x1=max(glyph.x1 for glyph in glyphs),
        letters=len(letters),
        bold_letters=sum(glyph.ink.bold for glyph in letters),
        italic_letters=sum(glyph.ink.italic for glyph in letters),
        raised=raised,
        confidence=glyphs[0].ink.confidence,
    )
