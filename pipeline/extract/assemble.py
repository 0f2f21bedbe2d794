"""Pieces to a Document: one text with blocks as spans of it.

Cells of a table row are parted by a tab, everything else by a newline, so that every block, and
every row, is a span. What a block is comes from its official part, its cell, its marker.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract.official import find_parts
from pipeline.extract.pieces import Piece, Pieces, Place
from pipeline.extract.report import complete_report
from pipeline.records import Block, BlockKind, Cues, Document
from pipeline.text import find_marker

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ITEM_KINDS = frozenset(
    [
        "dash",
        "plus",
        "star",
        "bullet",
        "paren_number",
        "paren_letter",
        "ordinal",
        "cardinal",
        "letter",
        "number",
        "decimal",
    ]
)
_NUMBERED = frozenset({"number", "decimal", "letter"})
_IN_TEXT = frozenset({Place.BODY, Place.CELL})  # running heads and notes stand between
_HEADING_WORDS = 40  # the longest heading of the official outlines seen has 38 words
_SENTENCE_END = re.compile(r"[.;,:!?…][\"”’)]?$")
_GREETING = re.compile(r"Kính\s+(?:gửi|trình|thưa)\b", re.IGNORECASE)
_BARE_HEADING_WORDS = 12
_TEXT_WORDS = 15
_LEADS_IN = re.compile(r"\b(?:sau|đây|gồm|là|thể)\s*:$")  # a sentence that goes on below
_UNSURE_WORDS = 22  # an unmarked line that ends openly: longer ones are cut-off paragraphs


def assemble_document(pieces: Pieces, *, sha256: str, file_format: str) -> Document:
    """Join the pieces of a file into one document."""
    kept = [piece for piece in pieces.pieces if piece.text]
    parts = find_parts(kept)
    kinds = [part or _body_kind(kept, i) for i, part in enumerate(parts)]
    text, starts = _join(kept)
    begin_of = {
        i: start
        for (i, piece), start in zip(
            ((i, piece) for i, piece in enumerate(pieces.pieces) if piece.text), starts, strict=True
        )
    }
    blocks = [
        _block(piece, kind, start, _anchor(piece, begin_of))
        for piece, kind, start in zip(kept, kinds, starts, strict=True)
    ]
    return Document(
        sha256=sha256,
        format=file_format,
        text=text,
        blocks=tuple(blocks),
        pages=pieces.pages,
        warnings=pieces.warnings,
        report=complete_report(pieces.report, kept),
    )


def _join(kept: Sequence[Piece]) -> tuple[str, list[int]]:
    """The text of all pieces, and where each begins."""
    text, starts, cursor = [], [], 0
    for i, piece in enumerate(kept):
        starts.append(cursor)
        part = piece.text + _separator(kept, i)
        text.append(part)
        cursor += len(part)
    return "".join(text), starts


def _anchor(piece: Piece, begin_of: Mapping[int, int]) -> int | None:
    """Where in the document's text the mark of a note stands."""
    if piece.anchor is None or piece.anchor[0] not in begin_of:
        return None
    return begin_of[piece.anchor[0]] + piece.anchor[1]


def _block(piece: Piece, kind: BlockKind, start: int, anchor: int | None) -> Block:
    return Block(
        kind=kind,
        start=start,
        end=start + len(piece.text),
        page=piece.page,
        cues=piece.cues,
        cell=piece.cell if kind is BlockKind.TABLE_CELL else None,
        confidence=piece.confidence,
        anchor=anchor,
    )


def _separator(pieces: Sequence[Piece], i: int) -> str:
    if i + 1 == len(pieces):
        return ""
    here, following = pieces[i].cell, pieces[i + 1].cell
    same_row = here and following and (here.table, here.row) == (following.table, following.row)
    return "\t" if same_row and pieces[i].ruled else "\n"


def _body_kind(pieces: Sequence[Piece], i: int) -> BlockKind:
    piece = pieces[i]
    if piece.place is Place.CELL and piece.cell and piece.ruled:
        return BlockKind.TABLE_CELL
    if looks_like_heading(piece.text, piece.cues) or _stands_over_text(pieces, i):
        return BlockKind.HEADING
    if _opens_section(pieces, i):
        return BlockKind.HEADING
    marker = find_marker(piece.text)
    return BlockKind.LIST_ITEM if marker and marker.kind in _ITEM_KINDS else BlockKind.PARAGRAPH


def looks_like_heading(text: str, cues: Cues) -> bool:
    """Say whether a body line is a heading, by style, marker, capitals, weight and ending.

    A line that ends like a sentence is one only when its style or its weight says so.
    """
    words = len(text.split())
    if not text or words > _HEADING_WORDS or _GREETING.match(text):
        return False
    marker = find_marker(text)
    rest = text[marker.end :] if marker else text
    open_end = not _SENTENCE_END.search(text)
    if cues.style_level and words <= _HEADING_WORDS:
        return open_end or cues.bold
    if _is_capitals(rest) and words > 1:
        return open_end or cues.bold or cues.centred
    if cues.bold:
        return open_end or text.endswith(":") or (bool(marker) and text.endswith("."))
    strong = marker is not None and marker.kind in {"part", "roman", "capital"}
    if strong:
        return open_end
    numbered = marker is not None and marker.kind in _NUMBERED
    return numbered and open_end and words <= _UNSURE_WORDS


def _stands_over_text(pieces: Sequence[Piece], i: int) -> bool:
    """A short line without marker or stop, over a paragraph that is much longer: a bare heading."""
    text = pieces[i].text
    if len(text.split()) > _BARE_HEADING_WORDS or _SENTENCE_END.search(text) or find_marker(text):
        return False
    if _GREETING.match(text):
        return False
    if i + 1 == len(pieces) or pieces[i + 1].place is not Place.BODY or not text[:1].isupper():
        return False
    return len(pieces[i + 1].text.split()) >= _TEXT_WORDS


def _opens_section(pieces: Sequence[Piece], i: int) -> bool:
    """A numbered line that ends in a colon, over a paragraph of its own, not over its items."""
    text = pieces[i].text
    marker = find_marker(text)
    if not marker or marker.kind not in _NUMBERED or not text.endswith(":"):
        return False
    if _LEADS_IN.search(text):
        return False
    following = next((piece for piece in pieces[i + 1 :] if piece.place in _IN_TEXT), None)
    if len(text.split()) > _UNSURE_WORDS or not following or following.place is Place.CELL:
        return False
    own = following.text[:1].isupper() and not find_marker(following.text)
    return own and len(following.text.split()) >= _TEXT_WORDS


def _is_capitals(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 3 and sum(char.isupper() for char in letters) >= 0.9 * len(letters)  # noqa: PLR2004 - "ĐÁNH GIÁ (tiếp)"
