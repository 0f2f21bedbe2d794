"""Lines printed over each other: their letters are never mixed, in scans and in text of the file."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.extract.layout import Glyph, Ink
from pipeline.extract.layout.lines import build_lines

_SIZE = 14.0
_LETTER = 0.5  # of the size, as wide as most letters of Times


def _text(letters: str, x: float, y: float, size: float = _SIZE) -> list[Glyph]:
    ink = Ink(size_pt=size, bold=False, italic=False, font="", sideways=False)
    wide = _LETTER * size
    return [
        Glyph(letter, x + i * wide, x + (i + 1) * wide, y, ink) for i, letter in enumerate(letters)
    ]


def _texts(*parts: list[Glyph]) -> list[str]:
    return [line.text for line in build_lines(glyph for part in parts for glyph in part)]


def _turns(word: str) -> int:
    """How often a word goes over from letters of one text to letters of the other."""
    return sum(one.isdigit() != two.isdigit() for one, two in pairwise(word))


@given(
    first=st.integers(2, 12),
    second=st.integers(2, 12),
    x=st.floats(-60, 100),
    rise=st.floats(-0.5, 0.9),
    part=st.floats(0.5, 1.0),
    turned=st.booleans(),
)
@example(first=9, second=9, x=3.5, rise=0.5, part=0.75, turned=False)
@example(first=9, second=9, x=3.5, rise=0.0, part=1.0, turned=False)
def test_letters_of_two_texts_are_never_mixed(
    *, first: int, second: int, x: float, rise: float, part: float, turned: bool
) -> None:
    """Wherever a text lies over another, no word takes letters of both by turns."""
    texts = [
        _text("a" * first, 100, 100),
        _text("1" * second, 100 + x, 100 - rise * _SIZE, part * _SIZE),
    ]
    words = [word for line in _texts(*texts[:: -1 if turned else 1]) for word in line.split()]
    assert sum(map(len, words)) == first + second
    assert all(_turns(word) <= 1 for word in words)


def test_small_line_over_another_is_a_line() -> None:
    """The upper line of a cell, set smaller, is not taken for raised letters of the lower one."""
    assert _texts(_text("nguyco", 103, 93, 11), _text("duocxet", 100, 100)) == [
        "nguyco",
        "duocxet",
    ]


def test_raised_number_behind_a_word_belongs_to_it() -> None:
    """A mark of a note stays with the word that bears it."""
    (line,) = build_lines([*_text("hinh", 100, 100), *_text("1", 128, 94, 8)])
    assert (line.text, line.words[0].raised) == ("hinh1", 1)


def test_bold_by_printing_twice_is_read_once() -> None:
    """The same letters a little aside are one word."""
    assert _texts(_text("tamgi", 100, 100), _text("tamgi", 100.4, 100)) == ["tamgi"]


def test_overset_line_keeps_its_words() -> None:
    """A text that begins before the one before it has ended gives words of its own."""
    assert _texts(_text("huyen", 100, 100), _text("2023", 125, 100)) == ["huyen 2023"]
