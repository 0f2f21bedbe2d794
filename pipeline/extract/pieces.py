"""What a reader of any format gives: pieces of text in reading order, with what the eye sees.

Readers know formats; `official` and `assemble` know documents. A piece is one paragraph, list item,
table cell, note or line of a running head, already in normal form.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.records import Cell, Cues, ReadingReport, Warning_


class Place(StrEnum):
    """Where on the page a piece stands."""

    BODY = "body"
    CELL = "cell"
    PAGE_HEADER = "page_header"
    PAGE_FOOTER = "page_footer"
    NOTE = "note"
    STAMP = "stamp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One paragraph or cell.

    Attributes:
        text: normal form, one line; automatic numbers stand in it as the reader would see them.
        page: from 1, where it begins; None where the format has no pages.
        cell: for Place.CELL: table number in the document, row and column, from 0.
        column: 0, or 1, 2 for a piece that stands beside others (left and right of a letterhead).
        ruled: the table has visible borders (letterhead tables have none).
        confidence: mean of OCR's words, 0..1; None for text that the file itself holds.
        lines: of a text that line breaks, tabs or long runs of blanks part, its parts in order, so
            that they are `text` when joined by blanks; empty where nothing parts it.
        anchor: of a note: (index of the piece that bears its mark, place in that piece's text).
    """

    text: str
    page: int | None
    place: Place = Place.BODY
    cues: Cues = Cues()  # noqa: RUF009 - frozen, shared safely
    cell: Cell | None = None
    column: int = 0
    ruled: bool = True
    confidence: float | None = None
    anchor: tuple[int, int] | None = None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """All pieces of a file, in reading order; `pages` is None where the format has none.

    Attributes:
        report: what the reader did; what the pieces themselves tell is left to `assemble`.
    """

    pieces: tuple[Piece, ...]
    pages: int | None
    warnings: tuple[Warning_, ...] = ()
    report: ReadingReport = ReadingReport()  # noqa: RUF009 - frozen, shared safely
