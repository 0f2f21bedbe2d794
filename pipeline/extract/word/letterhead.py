"""Letterheads set with tabs and blanks instead of a table: their two columns, left before right.

They are known by a motto that stands beside something else; what stands on the right of such a head
is the motto, the place and date, and the rules below them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.official import MOTTOS, RULE, names_document
from pipeline.extract.pieces import Place
from pipeline.text import plain_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.extract.word.paragraphs import Anchored, WordPiece

_HEAD_PIECES = 40  # as in `official`
_ZONE_PIECES = 12  # the longest such head seen has six paragraphs
_LINE_WORDS = 14
_DATE = re.compile(r"\bngay\b.*\bthang\b.*\bnam\b")
_GREETING = re.compile(r"kinh (?:gui|trinh|thua)\b")


def part_letterhead(pieces: Sequence[WordPiece]) -> list[WordPiece]:
    """The same pieces, those of a letterhead set with tabs parted into columns 1 and 2."""
    first = next((i for i, piece in enumerate(pieces[:_HEAD_PIECES]) if _bears_motto(piece)), None)
    if first is None:
        return list(pieces)
    end = _end(pieces, first)
    columns: dict[bool, list[WordPiece]] = {False: [], True: []}
    for piece in pieces[first:end]:
        for part, right in _columns(piece):
            columns[right].append(replace(part, column=2 if right else 1))
    return [*pieces[:first], *columns[False], *columns[True], *pieces[end:]]


def _bears_motto(piece: WordPiece) -> bool:
    return piece.place is Place.BODY and any(map(_is_motto, piece.lines[1:]))


def _is_motto(line: str) -> bool:
    return plain_key(line) in MOTTOS


def _stands_right(line: str) -> bool:
    return _is_motto(line) or _DATE.search(plain_key(line)) is not None


def _end(pieces: Sequence[WordPiece], first: int) -> int:
    """Index behind the last piece with something on the right."""
    end = first + 1
    for i in range(first + 1, min(first + _ZONE_PIECES, len(pieces))):
        piece = pieces[i]
        lines = piece.lines or (piece.text,)
        if piece.place is not Place.BODY or names_document(piece):
            break
        if any(len(line.split()) > _LINE_WORDS for line in lines) or _GREETING.match(
            plain_key(piece.text)
        ):
            break
        if any(map(_stands_right, lines)):
            end = i + 1
    return end


def _columns(piece: WordPiece) -> Iterator[tuple[WordPiece, bool]]:
    """The parts of a piece, and whether each stands on the right."""
    lines = piece.lines or (piece.text,)
    begin = 0
    for i, line in enumerate(lines):
        right = _stands_right(line) or (i > 0 and RULE.match(line) is not None)
        end = begin + len(line)
        last = i + 1 == len(lines)
        marks = tuple(_marks_in(piece, begin, None if last else end))
        yield replace(piece, text=line, lines=(), marks=marks), right
        begin = end + 1


def _marks_in(piece: WordPiece, begin: int, end: int | None) -> Iterator[Anchored]:
    for mark in piece.marks:
        if begin <= mark.offset and (end is None or mark.offset <= end):
            yield mark.shifted(-begin)
