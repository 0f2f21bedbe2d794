"""The marks of one page: glyphs with their place and ink, ruling lines. What every layout is made from.

Places are in points from the upper left corner of the page as a reader holds it (y downwards).
PDFium gives marks of a PDF's own text, OCR those of a picture; what they mean is left to `lines`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ink:
    """The look that all glyphs of a text object share; equal only to itself, as that is quick.

    Attributes:
        size_pt: font size as it is seen, after the text matrix.
        font: name without the subset prefix.
        sideways: the text runs up or down the page.
        confidence: of OCR, 0..1; None for text that the file itself holds.
    """

    size_pt: float
    bold: bool
    italic: bool
    font: str
    sideways: bool
    confidence: float | None = None


class Glyph(NamedTuple):
    """One character: left and right by its advance, y of its baseline."""

    text: str
    x0: float
    x1: float
    y: float
    ink: Ink


class Ruling(NamedTuple):
    """A straight line; upright ones part columns."""

    x0: float
    top: float
    x1: float
    bottom: float
    upright: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMarks:
    """What stands on one page; `number` counts from 1, sizes are in points.

    Attributes:
        rulings: straight lines and sides of boxes that could be borders.
        pictured: pictures cover most of the page, as in a scan.
        stamps: glyphs of stamps that lie over the page, apart from its text.
        signatures: lines on electronic signatures that the file holds, drawn or not.
        typed: people typed over the page: form fields, text boxes, comments.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rulings: tuple[Ruling, ...]
    pictured: bool
    stamps: tuple[Glyph, ...] = ()
    signatures: tuple[str, ...] = ()
    typed: bool = False
