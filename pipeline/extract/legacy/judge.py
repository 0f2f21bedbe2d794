"""Which text of a document is in which encoding: by font name and by what its words become.

The evidence are the words with characters above ASCII: read in the right way nearly all of them are
Vietnamese syllables, read in a wrong way nearly none. A font's name opens the question for its
text; without such a name the document as a whole has to give plain evidence first.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.extract.legacy.encodings import Encoding, fits
from pipeline.extract.legacy.fonts import is_symbol_font, named_encoding
from pipeline.text import to_nfc
from pipeline.text.syllable import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterable

# All that is no blank, no ASCII sign or figure, no dash or quote. Legacy letters look like signs.
_WORD = re.compile(r"[^\s\x21-\x40\x5b-\x60\x7b-\x7e\u2010-\u2027\u2030-\u205e]+")
_SIGNS = "§«»·©®°±¶¨¬"  # beside a word of Unicode text they are no part of it
_READINGS: tuple[Encoding | None, ...] = (None, *Encoding)
# Of the words of 13 real files .97 to 1.0 are syllables in the right encoding, .07 to .27 in any other
# reading; of French, German, Spanish, Portuguese and Swedish at most .70. The bounds lie between.
_PLAIN_SHARE = 0.8
_WRONG_SHARE = 0.5
_FEWEST_WORDS = 3  # of one stretch that may count as plain
_PLAIN_WORDS = 12  # two lines; foreign names and formulas in Unicode files gave 0


class Stretch(NamedTuple):
    """Neighbouring text of one font; "" where the file does not name it."""

    font: str
    text: str


class Judge:
    """Learns a document's stretches and rules on each; more may be learnt between rulings."""

    def __init__(self) -> None:
        self._fonts: dict[str, Counter[Encoding | None]] = {}
        self._plain: Counter[Encoding] = Counter()

    def learn(self, stretches: Iterable[Stretch]) -> None:
        """Take in evidence."""
        for font, text in stretches:
            if is_symbol_font(font):
                continue
            counts, words = weigh(text)
            self._fonts.setdefault(font, Counter()).update(counts)
            for encoding in Encoding:
                if words >= _FEWEST_WORDS and _is_plain(counts, words, encoding):
                    self._plain[encoding] += words

    def rule(self, stretch: Stretch) -> Encoding | None:
        """Encoding of a stretch; None for Unicode.

        Its own words decide; where they are silent, the other text of its font, then its name.
        """
        readings = self._readings(stretch.font)
        if len(readings) == 1:
            return None
        counts, _ = weigh(stretch.text)
        others = self._fonts.get(stretch.font, Counter())
        named = named_encoding(stretch.font)
        return max(readings, key=lambda one: (counts[one], others[one], one is named))

    def _readings(self, font: str) -> tuple[Encoding | None, ...]:
        if is_symbol_font(font):
            return (None,)
        if named_encoding(font):
            return _READINGS
        return (None, *(one for one in Encoding if self._plain[one] >= _PLAIN_WORDS))


def weigh(text: str) -> tuple[Counter[Encoding | None], int]:
    """How many words are syllables in each reading, and how many were asked."""
    counts: Counter[Encoding | None] = Counter()
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    for word in words:
        counts.update(_fitting(word))
    return counts, len(words)


@lru_cache(maxsize=16384)
def _fitting(word: str) -> tuple[Encoding | None, ...]:
    """The readings in which a word is a Vietnamese syllable."""
    legacy = (one for one in Encoding if fits(word, one))
    return (*((None,) if is_syllable(to_nfc(word.strip(_SIGNS))) else ()), *legacy)


def _is_plain(counts: Counter[Encoding | None], words: int, encoding: Encoding) -> bool:
    return counts[encoding] >= _PLAIN_SHARE * words and counts[None] <= _WRONG_SHARE * words
