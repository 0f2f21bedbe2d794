"""Runs in fonts of the time before Unicode (TCVN3, VNI) to Unicode, and capitals as Word shows them.

In such a font "Báo cáo" is stored as "B¸o c¸o". Letter and mark may stand in two runs, so a paragraph
is converted as a whole. What is in which encoding is judged over the whole file.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from lxml import etree

from pipeline.extract.legacy import LegacyDecoder, Part, may_hold_legacy
from pipeline.extract.word.inline import InlineReader
from pipeline.extract.word.markup import Element, P, w
from pipeline.extract.word.tokens import Mark, Span, Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.extract.word.styles import Styles
    from pipeline.records import LegacyText, Warning_

_FONT_NAMES = etree.XPath("//w:rFonts/@*", namespaces={"w": w("").strip("{}")}, smart_strings=False)


class RunDecoder:
    """Decodes the runs of one file.

    Args:
        roots: of all parts of the file that hold text, and its styles.
    """

    def __init__(self, roots: Sequence[Element], styles: Styles) -> None:
        self._decoder = LegacyDecoder()
        fonts = {name for root in roots for name in cast("list[str]", _FONT_NAMES(root))}
        text = "".join(etree.tostring(root, method="text", encoding="unicode") for root in roots)
        self._needed = may_hold_legacy(fonts, text)
        if self._needed:  # a second reading of the file, a few milliseconds
            self._decoder.learn(_all_parts(roots, styles))

    def read(self, tokens: Sequence[Token]) -> list[Token]:
        """Tokens of one paragraph with their text as it is shown."""
        if not self._needed:
            return [_as_shown(token) for token in tokens]
        texts = iter(self._decoder.decode(list(_parts(tokens))))
        return [_as_shown(token, next(texts)) if _has_part(token) else token for token in tokens]

    def read_label(self, label: str, font: str | None) -> str:
        """An automatic number whose words are in the font of its paragraph's mark ("§iÒu 1.")."""
        if not self._needed or sum(map(str.isalpha, label)) < _WORD_LETTERS:
            return label
        return self._decoder.decode([Part(font or "", label)])[0]

    def found(self) -> tuple[LegacyText, ...]:
        """The encodings that were converted, with their share of the letters."""
        return self._decoder.found()

    def warnings(self) -> tuple[Warning_, ...]:
        """A warning where what was converted does not read as Vietnamese."""
        return self._decoder.warnings()


_WORD_LETTERS = 2  # fewer are a letter that counts


def _all_parts(roots: Iterable[Element], styles: Styles) -> Iterator[Part]:
    for root in roots:
        reader = InlineReader(styles)
        for paragraph in root.iter(P):
            yield from _parts(reader.read(paragraph))
            yield Part("", "\n")


def _has_part(token: Token) -> bool:
    return isinstance(token, Span | Mark)


def _parts(tokens: Iterable[Token]) -> Iterator[Part]:
    """A part for each run, and for each break one that parts words."""
    font = ""
    for token in tokens:
        if isinstance(token, Span):
            font = token.look.font or ""
            yield Part(font, token.text)
        elif isinstance(token, Mark):
            yield Part(font, "\n")


def _as_shown(token: Token, text: str | None = None) -> Token:
    if not isinstance(token, Span):
        return token
    read = token.text if text is None else text
    return replace(token, text=read.upper() if token.look.caps else read)
