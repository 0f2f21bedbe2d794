"""Glyphs in fonts of the time before Unicode (TCVN3, VNI) to Unicode, a page at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.legacy import LegacyDecoder, Part, may_hold_legacy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.extract.layout import Glyph, PageMarks

_LINE = "\n"


def decode_marks(marks: PageMarks, decoder: LegacyDecoder) -> PageMarks:
    """Marks of a page with its glyphs in Unicode.

    Args:
        marks: as PDFium gives them, in the order of the file.
        decoder: of the document; pages given to it before help to judge this one.
    """
    glyphs = marks.glyphs
    text = "".join([glyph.text for glyph in glyphs])
    if not may_hold_legacy({glyph.ink.font for glyph in glyphs}, text):
        decoder.pass_over(text)
        return marks
    parts = list(_parts(glyphs))
    decoder.learn(parts)
    texts = [
        read
        for part, read in zip(parts, decoder.decode(parts), strict=True)
        if part.text is not _LINE
    ]
    return replace(marks, glyphs=tuple(_spell(glyphs, texts)))


def _parts(glyphs: Sequence[Glyph]) -> Iterable[Part]:
    """A part for each glyph, and one that parts words before each new line."""
    for i, glyph in enumerate(glyphs):
        if i and glyph.y != glyphs[i - 1].y:
            yield Part(glyph.ink.font, _LINE)
        yield Part(glyph.ink.font, glyph.text)


def _spell(glyphs: Iterable[Glyph], texts: Iterable[str]) -> list[Glyph]:
    """Glyphs of these texts; one that was but a mark goes into the letter before it."""
    spelt: list[Glyph] = []
    for glyph, text in zip(glyphs, texts, strict=True):
        if text:
            spelt.append(glyph if text == glyph.text else glyph._replace(text=text))
        elif spelt:
            spelt[-1] = spelt[-1]._replace(x1=max(spelt[-1].x1, glyph.x1))
    return spelt
