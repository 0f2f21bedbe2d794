"""Parts of a document (runs, glyphs) to Unicode, and an account of what was converted.

One decoder a document. It is told the text first (`learn`), then gives each passage of neighbouring
parts as it reads in Unicode (`decode`). What a part is, and in which order, its format knows.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pipeline.extract.legacy.capitals import raise_capitals
from pipeline.extract.legacy.encodings import Encoding, decode_parts
from pipeline.extract.legacy.fonts import named_encoding
from pipeline.extract.legacy.judge import Judge, Stretch
from pipeline.records import LegacyText, Warning_
from pipeline.text.syllable import syllable_share

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# What the encodings make letters of and Vietnamese text in Unicode hardly holds; written out, so that
# Unicode files are read without the tables (100 ms).
_SUSPECT = re.compile("[¡¢£¤¥¦¨ª¬µ¶¸¹ÄÅÆÇËÎÏÐÑÖØÛÜÞßäåæçëîïñöøûüþ]")
_FEWEST_SUSPECTS = 4  # a line of legacy text has as many; asking for nothing costs little
# Of the words of converted text in 15 real files .976 to 1.0 are syllables (the rest are abbreviations
# and foreign names); text converted in the wrong way stays below .3.
_SOUND_SHARE = 0.8
_ENOUGH_WORDS = 40  # fewer say nothing


class Part(NamedTuple):
    """Text of one font; a line feed of its own parts words."""

    font: str
    text: str


class LegacyDecoder:
    """Decodes the parts of one document."""

    def __init__(self) -> None:
        self._judge = Judge()
        self._letters = 0
        self._converted: Counter[Encoding] = Counter()
        self._words, self._syllables = 0, 0.0

    def learn(self, parts: Iterable[Part]) -> None:
        """Take in text as evidence of what encodings the document has."""
        self._judge.learn(_stretches(parts))

    def decode(self, parts: Sequence[Part]) -> list[str]:
        """Neighbouring parts as they read in Unicode; as many come back as were given."""
        ruled: list[tuple[Encoding | None, list[str]]] = []
        for font, held in groupby(parts, key=_font_of):
            texts = [part.text for part in held]
            encoding = self._judge.rule(Stretch(font, "".join(texts)))
            if ruled and ruled[-1][0] is encoding:
                ruled[-1][1].extend(texts)
            else:
                ruled.append((encoding, texts))
        return [text for encoding, texts in ruled for text in self._read(texts, encoding)]

    def pass_over(self, text: str) -> None:
        """Count text that is known to be Unicode."""
        self._letters += sum(map(str.isalnum, text))

    def _read(self, texts: list[str], encoding: Encoding | None) -> list[str]:
        """Parts of one encoding, converted and counted."""
        read = texts if encoding is None else decode_parts(texts, encoding)
        if encoding is Encoding.TCVN3:
            read = raise_capitals(read)
        whole = "".join(read)
        letters = sum(map(str.isalnum, whole))
        self._letters += letters
        if encoding is not None:
            share, words = syllable_share(whole)
            self._converted[encoding] += letters
            self._words += words
            self._syllables += share * words
        return read

    def found(self) -> tuple[LegacyText, ...]:
        """The encodings that were converted, with their share of the letters decoded so far."""
        return tuple(
            LegacyText(encoding=str(encoding), share=round(count / self._letters, 3))
            for encoding, count in sorted(self._converted.items())
            if count
        )

    def warnings(self) -> tuple[Warning_, ...]:
        """A warning where what was converted does not read as Vietnamese."""
        if self._words < _ENOUGH_WORDS or self._syllables >= _SOUND_SHARE * self._words:
            return ()
        share = sum(self._converted.values()) / self._letters
        detail = (
            f"Khoảng {share:.0%} chữ ở phông chữ cũ ({', '.join(sorted(self._converted))}) đã chuyển "
            f"sang Unicode, nhưng chỉ {self._syllables / self._words:.0%} số tiếng trong đó đọc "
            "được. Hãy đối chiếu với tệp gốc."
        )
        return (Warning_(code="legacy-font", detail=detail),)


def may_hold_legacy(fonts: Iterable[str], text: str) -> bool:
    """Say whether it is worth asking: by the fonts in use, or by characters that Unicode text lacks."""
    if any(map(named_encoding, fonts)):
        return True
    return len(_SUSPECT.findall(text)) >= _FEWEST_SUSPECTS


def _stretches(parts: Iterable[Part]) -> Iterable[Stretch]:
    for font, held in groupby(parts, key=_font_of):
        yield Stretch(font, "".join(part.text for part in held))


def _font_of(part: Part) -> str:
    return part.font
