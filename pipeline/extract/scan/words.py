"""Lines of OCR to the marks of a page: the same glyphs as a PDF's own text gives, with confidence.

The letters of a word are spread over its box. Heights of lines are measured on few letters, so that
all but clearly small or large lines take the usual size of the page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from pipeline.extract.layout.marks import Glyph, Ink

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.extract.scan.hocr import ScannedLine, ScannedWord

_SIZE_OF_HEIGHT = 1.06  # points of Times to tesseract's height of a line, on pages of known size
_SMALL, _LARGE = 0.87, 1.4  # of the usual size: notes are .71 to .86; capitals with tones 1.2
_LEAST_GAP = 0.12  # of the size, between two words: boxes swell and touch
_SPECK = 0.6  # signs without a letter or figure below it are dirt; dashes of lists are above .8
_LONE_LETTER = 0.3
_DASHES = "-–—"
_MARKER_ENDS = ".,)/"
_BORDER_SIGNS = "|[]¦{}_"
_BORDER_REACH = 0.35  # of the height: half a letter
_COVERED = 0.5  # of the smaller width, of the larger height
_SAME_ROW = 0.3  # of the height
_LOWEST, _NARROWEST = 0.25, 0.06  # of the height: letters with less are dirt; "l" is .1 wide


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """Lines without dirt, and how many words of dirt were left out."""

    lines: tuple[ScannedLine, ...]
    specks: int


def clean_lines(lines: Sequence[ScannedLine]) -> Cleaned:
    """Leave out specks, and of two words read in one place the less sure one."""
    words = [(word, line) for line in lines for word in line.words]
    dirt = {id(word) for word, line in words if _is_speck(word, line)}
    dirt |= _doubled([(word, line) for word, line in words if id(word) not in dirt])
    kept = (
        replace(line, words=tuple(word for word in line.words if id(word) not in dirt))
        for line in lines
    )
    return Cleaned(lines=tuple(line for line in kept if line.words), specks=len(dirt))


def strip_borders(lines: Iterable[ScannedLine], borders: Sequence[float]) -> list[ScannedLine]:
    """Lines without the signs that table borders are read as, at `borders` (places of upright ones).

    Erasing borders from the picture before OCR was tried: it breaks more letters than it mends.
    """
    stripped = (
        replace(line, words=tuple(_strip_word(word, line.height, borders) for word in line.words))
        for line in lines
    )
    kept = (
        replace(line, words=tuple(word for word in line.words if word.text)) for line in stripped
    )
    return [line for line in kept if line.words]


def _strip_word(word: ScannedWord, height: float, borders: Sequence[float]) -> ScannedWord:
    reach = _BORDER_REACH * height
    text = word.text
    if any(abs(word.x0 - border) < reach for border in borders):
        text = text.lstrip(_BORDER_SIGNS)
    if any(abs(word.x1 - border) < reach for border in borders):
        text = text.rstrip(_BORDER_SIGNS)
    return word if text == word.text else replace(word, text=text)


def _is_speck(word: ScannedWord, line: ScannedLine) -> bool:
    """Signs that OCR is not sure of; neither dashes within a line nor what may be a list marker."""
    within = len(line.words) > 1
    if within and (not word.text.strip(_DASHES) or _may_mark(word, line)):
        return False
    letters = [char for char in word.text if char.isalnum()]
    if letters:
        if _is_too_small(word, line.height):
            return True
        return len(letters) == 1 and letters[0].isalpha() and word.confidence < _LONE_LETTER
    return word.confidence < _SPECK


def _is_too_small(word: ScannedWord, height: float) -> bool:
    narrow = word.x1 - word.x0 < _NARROWEST * height * len(word.text)
    return narrow or word.bottom - word.top < _LOWEST * height


def _may_mark(word: ScannedWord, line: ScannedLine) -> bool:
    return word is line.words[0] and word.text[-1] in _MARKER_ENDS


def _doubled(words: Sequence[tuple[ScannedWord, ScannedLine]]) -> set[int]:
    """Words that lie over a surer one of another line, as letters in a stamp do."""
    lost: set[int] = set()
    ordered = sorted(words, key=lambda pair: pair[0].x0)
    for i, (word, line) in enumerate(ordered):
        for other, other_line in ordered[i + 1 :]:
            if other.x0 >= word.x1:
                break
            if other_line is not line and _covers(word, line, other, other_line):
                lost.add(id(min(word, other, key=lambda one: one.confidence)))
    return lost


def _covers(
    word: ScannedWord, line: ScannedLine, other: ScannedWord, other_line: ScannedLine
) -> bool:
    high = min(word.bottom, other.bottom) - max(word.top, other.top)
    apart = abs(line.y - other_line.y) > _SAME_ROW * min(line.height, other_line.height)
    if apart and high < _COVERED * max(word.bottom - word.top, other.bottom - other.top):
        return False
    shared = min(word.x1, other.x1) - max(word.x0, other.x0)
    return shared > _COVERED * min(word.x1 - word.x0, other.x1 - other.x0)


def level_lines(
    lines: Iterable[ScannedLine], slope: float, centre: tuple[float, float]
) -> list[ScannedLine]:
    """Lines of a page that leans, as they stood straight: turned around its centre.

    `slope` is how far lines fall for each pixel to the right; small enough that boxes stay upright.
    """
    return [_level_line(line, slope, centre) for line in lines] if slope else list(lines)


def _level_line(line: ScannedLine, slope: float, centre: tuple[float, float]) -> ScannedLine:
    middle = (line.words[0].x0 + line.words[-1].x1) / 2
    across = slope * (line.y - centre[1])
    words = tuple(_level_word(word, slope, across, centre[0]) for word in line.words)
    return replace(line, words=words, y=line.y - slope * (middle - centre[0]))


def _level_word(word: ScannedWord, slope: float, across: float, centre: float) -> ScannedWord:
    down = slope * ((word.x0 + word.x1) / 2 - centre)
    return replace(
        word,
        x0=word.x0 + across,
        x1=word.x1 + across,
        top=word.top - down,
        bottom=word.bottom - down,
    )


def make_glyphs(lines: Sequence[ScannedLine], scale: float) -> list[Glyph]:
    """Glyphs in the order of tesseract; `scale` is points a pixel."""
    if not lines:
        return []
    letters = [line.height for line in lines for word in line.words for _ in word.text]
    usual = median(letters)
    glyphs: list[Glyph] = []
    for line in lines:
        size = round(_smoothed(line.height, usual) * scale * _SIZE_OF_HEIGHT, 1)
        for word, x0, x1 in _parted(line, _LEAST_GAP * size / scale):
            ink = _make_ink(word, size)
            glyphs.extend(_spread(word.text, x0 * scale, x1 * scale, line.y * scale, ink))
    return glyphs


def _smoothed(height: float, usual: float) -> float:
    return usual if _SMALL * usual <= height <= _LARGE * usual else height


def _make_ink(word: ScannedWord, size: float) -> Ink:
    return Ink(
        size_pt=size,
        bold=word.bold,
        italic=False,
        font="",
        sideways=False,
        confidence=word.confidence,
    )


def _parted(line: ScannedLine, gap: float) -> Iterator[tuple[ScannedWord, float, float]]:
    """Words with edges that leave a gap between them and keep their order, in pixels."""
    begins = [word.x0 for word in line.words]
    for i, (one, two) in enumerate(pairwise(line.words)):
        yield one, begins[i], max(begins[i] + 1, min(one.x1, two.x0 - gap))
        begins[i + 1] = max(two.x0, begins[i] + 1 + gap)
    yield line.words[-1], begins[-1], max(begins[-1] + 1, line.words[-1].x1)


def _spread(text: str, x0: float, x1: float, y: float, ink: Ink) -> Iterator[Glyph]:
    """A glyph for each letter, and a blank behind them."""
    width = (x1 - x0) / len(text)
    for place, char in enumerate(text):
        yield Glyph(char, x0 + place * width, x0 + (place + 1) * width, y, ink)
    yield Glyph(" ", x1, x1, y, ink)
