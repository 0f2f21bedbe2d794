"""Blanks that a page shows and no reader means, and blanks that it lost: mended by the syllables.

Words come parted by their gaps (`lines`); what gaps cannot tell, the sounds of the language can:
"C á c" is one syllable spread over the line, "địn h" one with a gap before its end, "vềmột" two.
Only what can be read in one way is mended.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from pipeline.extract.layout.words import Word, join_words, split_word
from pipeline.text.syllable import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FEWEST_SPREAD = 3  # letters: two stand beside each other in "điểm a b"
_WORD_GAP = 0.18  # of the font size, wider than between the letters of a spread word
_ENDS = frozenset(["c", "ch", "g", "h", "m", "n", "ng", "nh", "p", "t"])  # never a word
_CONSONANTS = frozenset("bcdđghklmnpqrstvx")
_LONGEST_END = 4  # "nh),"
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_LETTERS = re.compile(r"(\W*)([^\W\d_]+)(\W*)")


def mend_spacing(words: list[Word], size: float) -> list[Word]:
    """The words of a line with lost blanks put in and those inside of words taken out.

    Nearly all lines need nothing of it, so each question is put to the whole line first.
    """
    texts = [word.text for word in words]
    if any(map(_lost_blank, texts)):
        words = [part for word in words for part in _part(word)]
    if sum([len(text) == 1 for text in texts]) >= _FEWEST_SPREAD:
        words = list(_join_spread(words, size))
    if not _ENDS.isdisjoint(map(_bare, texts)):
        words = list(_join_ends(words))
    return words


def _part(word: Word) -> list[Word]:
    place = _lost_blank(word.text)
    return split_word(word, place) if place else [word]


def _bare(text: str) -> str:
    """Without the stop or comma behind it."""
    return text.rstrip(".,;:)") if len(text) <= _LONGEST_END else text


@lru_cache(maxsize=65536)
def _lost_blank(text: str) -> int:
    """Where `text`, a word in small letters that is no syllable, is two of them; 0 for nowhere.

    Names and loan words ("Kontum", "bêtông") are written in one word, and mean it: both syllables
    must bear a tone, which hardly any of them does.
    """
    found = _LETTERS.fullmatch(text)
    if not found or not found[2].islower() or is_syllable(found[2]):
        return 0
    letters = found[2]
    place = _between_syllables(letters)
    toned = _has_tone(letters[:place]) and _has_tone(letters[place:])
    return len(found[1]) + place if place and toned else 0


def _has_tone(letters: str) -> bool:
    return not _TONES.isdisjoint(unicodedata.normalize("NFD", letters))


def _between_syllables(letters: str) -> int:
    """The one place where a syllable ends and one with a consonant before its vowel begins; or 0."""
    places = [
        place
        for place in range(1, len(letters))
        if letters[place].lower() in _CONSONANTS
        and is_syllable(letters[:place])
        and is_syllable(letters[place:])
    ]
    return places[0] if len(places) == 1 else 0


def _join_spread(words: Sequence[Word], size: float) -> Iterator[Word]:
    """Runs of single letters joined where they make syllables."""
    run: list[Word] = []
    for word in (*words, None):
        if word and len(word.text) == 1 and word.text.isalpha():
            run.append(word)
            continue
        yield from _spread_words(run, size) if len(run) >= _FEWEST_SPREAD else run
        run = []
        if word:
            yield word


def _spread_words(letters: Sequence[Word], size: float) -> Sequence[Word]:
    gaps = [two.x0 - one.x1 for one, two in pairwise(letters)]
    widest = median(gaps) + _WORD_GAP * size
    groups = [[letters[0]]]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        if gap > widest:
            groups.append([letter])
        else:
            groups[-1].append(letter)
    joined = [join_words(group) for group in groups]
    if len(joined) == 1 and (place := _between_syllables(joined[0].text)):
        joined = split_word(joined[0], place)
    return joined if all(is_syllable(word.text) for word in joined) else letters


def _join_ends(words: Sequence[Word]) -> Iterator[Word]:
    """A final consonant that stands alone joined to the word before, where that makes a syllable."""
    place = 0
    while place < len(words):
        pair = words[place : place + 2]
        ended = len(pair) > 1 and _ends(pair[0].text, pair[1].text)
        yield join_words(pair) if ended else pair[0]
        place += 1 + ended


@lru_cache(maxsize=65536)
def _ends(text: str, following: str) -> bool:
    before, behind = _LETTERS.fullmatch(text), _LETTERS.fullmatch(following)
    if not before or not behind or before[3] or behind[1] or behind[2] not in _ENDS:
        return False
    return len(before[2]) > 1 and is_syllable(before[2] + behind[2])
