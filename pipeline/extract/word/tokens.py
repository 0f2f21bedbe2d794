"""What stands inside a paragraph: text with its look, breaks, and what is anchored there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.word.markup import Element
    from pipeline.extract.word.styles import Look


class Mark(Enum):
    """What stands between the text."""

    LINE = auto()  # soft line break
    COLUMN = auto()  # what follows stands in the next column
    PAGE = auto()  # page break set by the writer
    RENDERED_PAGE = auto()  # page boundary of the last time Word laid the text out
    PAGE_NUMBER = auto()  # a page number stood here


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Text of one look. Every switch of `look` is resolved."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A text box anchored here; `content` holds its paragraphs and tables."""

    content: Element


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMark:
    """The mark of a note; `kind` is "footnote", "endnote" or "comment"."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordArt:
    """Words drawn as a picture."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart or SmartArt drawing; `id` is the relationship of the part with its words."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of this size on the page; 0 where the file does not say."""

    area_mm2: float


Token = Span | Mark | Box | NoteMark | WordArt | Figure | Picture
