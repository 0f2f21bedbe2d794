"""Tokens of a paragraph to pieces: soft line breaks, automatic number, cues.

A soft line break parts two pieces where people use it as a paragraph mark (before a list marker,
between sentences of a list); elsewhere it only folds a line and becomes a blank.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.extract.pieces import Piece, Place
from pipeline.extract.word.tablestyles import PLAIN_CELL, CellFormat
from pipeline.extract.word.tokens import Mark, NoteMark, Picture, Span, Token
from pipeline.records import Cues
from pipeline.text import clean_line, find_marker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.extract.word.pages import PageClock

_ALMOST_ALL = 0.9  # a marker or a full stop may be set otherwise
_ITEM_END = re.compile(r"[.;:!?…][\"'”’»)\]]*$")
_WORD_MARKERS = frozenset({"ordinal", "cardinal"})  # "hai, ..." may also go on a sentence
_DASHES = frozenset({"dash", "plus"})
_WIDE_BLANK = re.compile(r"\t|\s{4,}")  # two or three blanks are typed between words by chance
_PAGE_WORDS = re.compile(r"^(?:[\W\d_]|trang|tr|page|of)*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where paragraphs stand.

    Attributes:
        lines_apart: every soft line break parts two pieces (unruled tables).
        bare_labels: an automatic number without text is kept (the first column of a ruled table).
        format: what the style of the table says of the cell.
    """

    place: Place = Place.BODY
    lines_apart: bool = False
    bare_labels: bool = False
    format: CellFormat = PLAIN_CELL

    @property
    def in_table(self) -> bool:
        """Whether the paragraphs stand in the cells of a table of the body."""
        return self.place is Place.CELL


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """The mark of a note at a place of a text: behind `offset` characters, on `page`."""

    mark: NoteMark
    offset: int
    page: int

    def shifted(self, by: int) -> Anchored:
        """The same mark where `by` characters have come before."""
        return replace(self, offset=self.offset + by)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPiece(Piece):
    """A piece with the marks of notes in its text, in order; without text it only bears marks."""

    marks: tuple[Anchored, ...] = ()

    def plain(self) -> Piece:
        """The piece as other readers give it."""
        return Piece(
            text=self.text,
            page=self.page,
            place=self.place,
            cues=self.cues,
            cell=self.cell,
            column=self.column,
            ruled=self.ruled,
            anchor=self.anchor,
            lines=self.lines,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Text between two soft breaks.

    Attributes:
        apart: a page, a column or a blank line begins before it.
        page_number: a page number stood in it.
        parts: of `text`, where tabs or long runs of blanks part it.
        marks: of notes, by their place in `text`.
    """

    text: str
    spans: tuple[Span, ...]
    page: int
    apart: bool
    page_number: bool
    parts: tuple[str, ...]
    marks: tuple[Anchored, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the paragraph as a whole says of its pieces; `label` has the blank behind it."""

    label: str = ""
    centred: bool = False
    style_level: int = 0


def split_lines(tokens: Sequence[Token], clock: PageClock) -> list[Line]:
    """Cut tokens at breaks; lines without text are left out. The clock goes along.

    Marks of notes on a line without text go to the end of the line before, of a first line to the
    beginning of the next.
    """
    lines: list[Line] = []
    early: tuple[Anchored, ...] = ()
    apart = False
    rows: list[list[Token]] = [[]]
    for token in tokens:
        rows[-1].append(token)
        if token in {Mark.LINE, Mark.COLUMN, Mark.PAGE}:
            rows.append([])
    for row in rows:
        line = _read_line(row, clock, apart=apart)
        if line.text:
            lines.append(replace(line, marks=early + line.marks) if early else line)
            early = ()
        elif lines:
            end = tuple(mark.shifted(len(lines[-1].text)) for mark in line.marks)
            lines[-1] = replace(lines[-1], marks=lines[-1].marks + end)
        else:
            early += line.marks
        apart = not line.text or Mark.PAGE in row or Mark.COLUMN in row
    return lines


def _read_line(row: Sequence[Token], clock: PageClock, *, apart: bool) -> Line:
    spans: list[Span] = []
    marks: list[Anchored] = []
    page = None
    for token in row:
        if isinstance(token, Span):
            spans.append(token)
            if page is None and not token.text.isspace():
                page = clock.page
                clock.meet_text()
        elif isinstance(token, Mark):
            clock.meet(token)
        elif isinstance(token, Picture):
            clock.meet_picture(token)
        elif isinstance(token, NoteMark):
            marks.append(Anchored(mark=token, offset=len(_joined(spans)), page=clock.page))
    return Line(
        text=_joined(spans),
        spans=tuple(spans),
        page=page or clock.page,
        apart=apart,
        page_number=Mark.PAGE_NUMBER in row,
        parts=_parts(spans),
        marks=tuple(marks),
    )


def _joined(spans: Iterable[Span]) -> str:
    return clean_line("".join(span.text for span in spans))


def _parts(spans: Iterable[Span]) -> tuple[str, ...]:
    """Texts between tabs and long runs of blanks, as letterheads are set without a table."""
    cut = map(clean_line, _WIDE_BLANK.split("".join(span.text for span in spans)))
    return tuple(part for part in cut if part)


def make_pieces(
    lines: Sequence[Line], setting: Setting, scope: Scope, page: int
) -> list[WordPiece]:
    """Pieces of one paragraph; the automatic number stands before the first.

    Args:
        lines: of the paragraph, in order.
        setting: number, alignment and level of the paragraph.
        scope: where the paragraph stands.
        page: of a paragraph that has a number only.
    """
    shown = [line for line in lines if not _is_page_number(line, scope)]
    if not shown:
        bare = setting.label.strip() if scope.bare_labels else ""
        return [WordPiece(text=bare, page=page, place=scope.place)] if bare else []
    groups = _group(shown, scope)
    return [
        _make_piece(group, setting, scope, label="" if i else setting.label)
        for i, group in enumerate(groups)
    ]


def _make_piece(group: Sequence[Line], setting: Setting, scope: Scope, label: str) -> WordPiece:
    text, marks = "", []
    for line in group:
        text = f"{text} {line.text}" if text else clean_line(label + line.text)
        marks += [mark.shifted(len(text) - len(line.text)) for mark in line.marks]
    first, *others = (part for line in group for part in line.parts)
    return WordPiece(
        text=text,
        lines=(clean_line(label + first), *others) if others else (),
        page=group[0].page,
        place=scope.place,
        cues=_cues((span for line in group for span in line.spans), setting),
        marks=tuple(marks),
    )


def _is_page_number(line: Line, scope: Scope) -> bool:
    running = scope.place in {Place.PAGE_HEADER, Place.PAGE_FOOTER}
    return running and line.page_number and bool(_PAGE_WORDS.match(line.text))


def _group(lines: Sequence[Line], scope: Scope) -> list[list[Line]]:
    ended = sum(bool(_ITEM_END.search(line.text)) for line in lines)
    # a folded sentence ends a line by chance, a typed list ends most of them
    listed = ended > 1 and 2 * ended >= len(lines)
    groups = [[lines[0]]]
    for before, line in pairwise(lines):
        if scope.lines_apart or line.apart or _is_border(before.text, line.text, listed=listed):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _is_border(before: str, after: str, *, listed: bool) -> bool:
    ended = bool(_ITEM_END.search(before))
    if listed and ended:
        return True
    marker = find_marker(after)
    if marker is None:
        return False
    if marker.kind in _WORD_MARKERS:
        return ended
    # "2016 -" may fold before its dash: "giai đoạn 2016 / - 2020"
    folded = before[-1].isdigit() and after[marker.end : marker.end + 1].isdigit()
    return not (marker.kind in _DASHES and folded)


def _cues(spans: Iterable[Span], setting: Setting) -> Cues:
    total, bold, italic = 0, 0, 0
    sizes: dict[float | None, int] = {}
    for span in spans:
        # letters decide; signs count a little, for lines that have nothing else
        weight = sum(100 if char.isalpha() else 1 for char in span.text if not char.isspace())
        total += weight
        bold += weight if span.look.bold else 0
        italic += weight if span.look.italic else 0
        sizes[span.look.size_pt] = sizes.get(span.look.size_pt, 0) + weight
    return Cues(
        bold=bold >= _ALMOST_ALL * total > 0,
        italic=italic >= _ALMOST_ALL * total > 0,
        centred=setting.centred,
        size_pt=max(sizes, key=lambda size: sizes[size], default=None),
        style_level=setting.style_level,
    )
