"""Glyphs of one line to words: by their places alone, whatever the order in the file.

A blank of the file is only a hint: words are parted where a gap is seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.extract.layout.marks import Glyph, Ink

# Gaps and shifts in parts of the font size.
_HINTED_GAP = 0.07  # with a blank in the file: condensed lines of real reports go down to .1
_BARE_GAP = 0.18  # without one: a blank of Times is .25, kerning and tracking stay below .1
_LEAST_GAP = 0.04
_CONDENSED_GAP = 0.11
_TRACKING_AT_MOST = 0.3
_TRACKING_REACH = 8  # letters on each side
_SMALLER = 0.8  # a superscript measures .58 to .67 of its line
_DOUBLED_AT_MOST = 0.2
_DOUBLED_PART = 0.6  # of the letter's width: letters side by side are a whole one apart
_RAISED_LEAST = 0.15
_WIDEST_BLANK = 1.0  # wider gaps are tabs and columns
_TEXT = itemgetter(0)  # of a glyph; quicker than by name


class Word(NamedTuple):
    """Letters without a gap (a tuple, as there are hundreds a page).

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


class Cut(NamedTuple):
    """The words of a line.

    Attributes:
        blank_end: the file has a blank behind the last word.
        mends: blanks that the file has and the page does not show, or the other way round.
    """

    words: list[Word]
    blank_end: bool
    mends: int


def cut_words(glyphs: Sequence[Glyph], y: float, size: float) -> Cut:
    """Part the glyphs of a line, ordered from left to right, at gaps."""
    spaced, blank_end = _without_blanks(glyphs)
    borders = list(spaced.borders())
    texts, lefts, rights, _, inks = zip(*spaced.letters, strict=True)
    one_ink = inks[0] if len(set(inks)) == 1 else None
    words = []
    for begin, end in pairwise([0, *borders, len(texts)]):
        text = "".join(texts[begin:end])
        x0, x1 = lefts[begin], max(rights[begin:end])
        if one_ink:
            letters = sum(map(str.isalnum, text))  # a mark over a letter is none itself
            bold, italic = letters * one_ink.bold, letters * one_ink.italic
            words.append(Word(text, x0, x1, letters, bold, italic, 0, one_ink.confidence))
        else:
            counts = _count(texts[begin:end], inks[begin:end])
            raised = _raised(spaced.letters[begin:end], y, size)
            words.append(Word(text, x0, x1, *counts, raised, inks[begin].confidence))
    return Cut(words, blank_end, spaced.count_mends(borders))


def join_words(words: Sequence[Word]) -> Word:
    """One word of several that follow each other."""
    return words[-1]._replace(
        text="".join(word.text for word in words),
        x0=words[0].x0,
        letters=sum(word.letters for word in words),
        bold_letters=sum(word.bold_letters for word in words),
        italic_letters=sum(word.italic_letters for word in words),
    )


def split_word(word: Word, place: int) -> list[Word]:
    """Two words of one, parted before the letter at `place`; letters are taken as equally wide."""
    part = place / len(word.text)
    middle = word.x0 + part * (word.x1 - word.x0)
    head = word._replace(
        text=word.text[:place],
        x1=middle,
        letters=round(word.letters * part),
        bold_letters=round(word.bold_letters * part),
        italic_letters=round(word.italic_letters * part),
        raised=0,
    )
    tail = word._replace(
        text=word.text[place:],
        x0=middle,
        letters=word.letters - head.letters,
        bold_letters=word.bold_letters - head.bold_letters,
        italic_letters=word.italic_letters - head.italic_letters,
    )
    return [head, tail]


def turned_word(glyphs: Sequence[Glyph]) -> Word:
    """What one text object that runs up or down the page says."""
    texts, lefts, rights, _, inks = zip(*glyphs, strict=True)
    counts = _count(texts, inks)
    return Word("".join(texts).strip(), min(lefts), max(rights), *counts)


def _count(texts: Sequence[str], inks: Sequence[Ink]) -> tuple[int, int, int]:
    """How many letters and digits a word has, and how many of them are bold and italic."""
    seen = [ink for text, ink in zip(texts, inks, strict=True) if text[0].isalnum()]
    return len(seen), sum([ink.bold for ink in seen]), sum([ink.italic for ink in seen])


def _without_blanks(glyphs: Sequence[Glyph]) -> tuple[_Spaced, bool]:
    """The letters of a line; a doubled one (bold by printing twice) counts once."""
    spaced = _Spaced(letters=[], gaps=[], hinted=[])
    right, hinted = glyphs[0].x0, False
    last = before = ""
    for glyph in glyphs:
        text, x0, x1, _, _ = glyph
        if text == " ":
            hinted = True
        elif text in (last, before) and spaced.has_double(glyph):
            continue
        else:
            spaced.letters.append(glyph)
            spaced.gaps.append(x0 - right)
            spaced.hinted.append(hinted)
            right, hinted = x1, False
            last, before = text, last
    return spaced, hinted


@dataclass(slots=True, kw_only=True)
class _Spaced:
    """Letters of a line, for each the gap before it and whether the file has a blank there."""

    letters: list[Glyph]
    gaps: list[float]
    hinted: list[bool]

    def has_double(self, glyph: Glyph) -> bool:
        """One of the last letters is the same in the same place."""
        for last in self.letters[-2:]:
            shift = abs(glyph.x0 - last.x0)
            near = shift < _DOUBLED_AT_MOST * glyph.ink.size_pt
            if last.text == glyph.text and near and shift < _DOUBLED_PART * (last.x1 - last.x0):
                return True
        return False

    def borders(self) -> Iterator[int]:
        """Places of the letters that begin a word, but for the first."""
        bare = [gap for gap, hinted in zip(self.gaps, self.hinted, strict=True) if not hinted]
        widest = max([0.0, *bare[not self.hinted[0] :]])  # tracking is at most this
        columns = zip(self.letters, self.gaps, self.hinted, strict=True)
        next(columns)
        for i, (glyph, gap, hinted) in enumerate(columns, start=1):
            size = glyph.ink.size_pt
            if hinted:
                limit = _HINTED_GAP * size
                if gap > limit + widest or self._parts(i, limit):
                    yield i
            elif gap >= _LEAST_GAP * size and self._parts(i, _BARE_GAP * size):
                yield i

    def count_mends(self, borders: Sequence[int]) -> int:
        """Blanks of the file that part no words, and parted words without one (columns apart)."""
        kept = sum([self.hinted[i] for i in borders])
        lost = [i for i in borders if not self.hinted[i]]
        near = sum(self.gaps[i] < _WIDEST_BLANK * self.letters[i].ink.size_pt for i in lost)
        return sum(self.hinted[1:]) - kept + near

    def _parts(self, i: int, limit: float) -> bool:
        size, gap = self.letters[i].ink.size_pt, self.gaps[i]
        if gap > limit + _TRACKING_AT_MOST * size:
            return True
        tracking = self._tracking(i, size)
        if tracking < -_LEAST_GAP * size:  # in condensed lines PDFium loses blanks
            limit = min(limit, _CONDENSED_GAP * size)
        return gap > limit + tracking

    def _tracking(self, i: int, size: float) -> float:
        """Space that the writer set between letters around `i`; negative where condensed."""
        around = slice(max(1, i - _TRACKING_REACH), i + _TRACKING_REACH)
        hints = self.hinted[around]
        gaps = [gap for gap, hint in zip(self.gaps[around], hints, strict=True) if not hint]
        if len(gaps) < _TRACKING_REACH // 2:
            return 0.0
        return min(median(gaps), _TRACKING_AT_MOST * size)


def _raised(glyphs: Sequence[Glyph], y: float, size: float) -> int:
    """How many small characters at the end of a word stand above the baseline."""
    raised = 0
    for glyph in reversed(glyphs):
        if glyph.ink.size_pt > size * _SMALLER or y - glyph.y < _RAISED_LEAST * size:
            break
        raised += len(glyph.text)
    return raised
