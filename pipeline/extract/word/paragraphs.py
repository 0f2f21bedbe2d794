"""Tokens of a paragraph to pieces: soft line breaks, automatic number, cues.

A soft line break parts two pieces where people use it as a paragraph mark (before a list marker,
between sentences of a list); elsewhere it only folds a line and becomes a blank.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.extract.pieces import Piece, Place
from pipeline.extract.word.inline import Mark, Span, Token
from pipeline.records import Cues
from pipeline.text import clean_line, find_marker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.extract.word.pages import PageClock

_ALMOST_ALL = 0.9  # a marker or a full stop may be set otherwise
_ITEM_END = re.compile(r"[.;:!?…][\"'”’»)\]]*$")
_WORD_MARKERS = frozenset({"ordinal", "cardinal"})  # "hai, ..." may also go on a sentence
_DASHES = frozenset({"dash", "plus"})
_PAGE_WORDS = re.compile(r"^(?:[\W\d_]|trang|tr|page|of)*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where paragraphs stand.

    Attributes:
        lines_apart: every soft line break parts two pieces (unruled tables).
        bare_labels: an automatic number without text is kept (the first column of a ruled table).
    """

    place: Place = Place.BODY
    lines_apart: bool = False
    bare_labels: bool = False

    @property
    def in_table(self) -> bool:
        """Whether the paragraphs stand in the cells of a table of the body."""
        return self.place is Place.CELL


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Text between two soft breaks.

    Attributes:
        apart: a page, a column or a blank line begins before it.
        page_number: a page number stood in it.
    """

    text: str
    spans: tuple[Span, ...]
    page: int
    apart: bool
    page_number: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the paragraph as a whole says of its pieces; `label` has the blank behind it."""

    label: str = ""
    centred: bool = False
    style_level: int = 0


def split_lines(tokens: Sequence[Token], clock: PageClock) -> list[Line]:
    """Cut tokens at breaks; lines without text are left out. The clock goes along."""
    lines: list[Line] = []
    apart = False
    rows: list[list[Token]] = [[]]
    for token in tokens:
        rows[-1].append(token)
        if token in {Mark.LINE, Mark.COLUMN, Mark.PAGE}:
            rows.append([])
    for row in rows:
        line = _read_line(row, clock, apart=apart)
        if line.text:
            lines.append(line)
        apart = not line.text or Mark.PAGE in row or Mark.COLUMN in row
    return lines


def _read_line(row: Sequence[Token], clock: PageClock, *, apart: bool) -> Line:
    spans, page = [], None
    for token in row:
        if isinstance(token, Span):
            spans.append(token)
            if page is None and not token.text.isspace():
                page = clock.page
                clock.meet_text()
        elif isinstance(token, Mark):
            clock.meet(token)
    return Line(
        text=clean_line("".join(span.text for span in spans)),
        spans=tuple(spans),
        page=page or clock.page,
        apart=apart,
        page_number=Mark.PAGE_NUMBER in row,
    )


def make_pieces(lines: Sequence[Line], setting: Setting, scope: Scope, page: int) -> list[Piece]:
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
        return [Piece(text=bare, page=page, place=scope.place)] if bare else []
    pieces = []
    for i, group in enumerate(_group(shown, scope)):
        text = " ".join(line.text for line in group)
        pieces.append(
            Piece(
                text=clean_line(setting.label + text) if i == 0 else text,
                page=group[0].page,
                place=scope.place,
                cues=_cues((span for line in group for span in line.spans), setting),
            )
        )
    return pieces


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
