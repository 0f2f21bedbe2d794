"""A story of a Word file (body, note, header, text box) to pieces: its paragraphs and tables.

Notes follow the paragraph that carries their mark, text boxes the paragraph they are anchored in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.pieces import Piece, Place
from pipeline.extract.word.inline import Box, InlineReader, Mark, NoteMark, Token
from pipeline.extract.word.markup import PPR, RPR, TBL, Element, P, unwrapped, val, w
from pipeline.extract.word.numbering import ListCounter
from pipeline.extract.word.paragraphs import Scope, Setting, make_pieces, split_lines
from pipeline.extract.word.styles import Styles, hides_mark, read_layout, read_look
from pipeline.extract.word.tables import TableReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.extract.word.legacy import FontTally
    from pipeline.extract.word.numbering import Numbering
    from pipeline.extract.word.pages import PageClock

_FRAME, _DROP_CAP = w("framePr"), w("dropCap")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What all stories of a file share.

    Attributes:
        notes: the notes by kind ("footnote", "endnote") and id.
        table_numbers: gives the number of the next table.
    """

    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], Element]
    table_numbers: Iterator[int]
    tally: FontTally
    clock: PageClock


class StoryReader:
    """Reads one story; text boxes and notes in it are stories of their own."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._inline = InlineReader(sources.styles)
        self._lists = ListCounter(sources.numbering, sources.styles)
        self._tables = TableReader(
            styles=sources.styles,
            clock=sources.clock,
            read_blocks=lambda cell, scope: self.read(unwrapped(cell), scope),
        )

    def read(self, blocks: Iterable[Element], scope: Scope) -> list[Piece]:
        """Pieces of paragraphs and tables, in order; other elements have nothing to read."""
        pieces: list[Piece] = []
        carried: list[Token] = []
        last: Element | None = None
        for block in blocks:
            if block.tag == P:
                tokens = self._inline.read(block)
                # Word does not break pages inside a table
                carried += [_in_cell(token) for token in tokens] if scope.in_table else tokens
                last = block
                if _runs_on(block):
                    continue
            elif block.tag != TBL:
                continue
            if last is not None:
                pieces += self._paragraph(last, carried, scope)
                carried, last = [], None
            if block.tag == TBL:
                index = next(self._sources.table_numbers)
                pieces += self._tables.read(block, index, scope)
        if last is not None:
            pieces += self._paragraph(last, carried, scope)
        return pieces

    def _paragraph(self, block: Element, tokens: list[Token], scope: Scope) -> list[Piece]:
        styles, clock = self._sources.styles, self._sources.clock
        properties = block.find(PPR)
        style = val(properties, "pStyle")
        direct = read_layout(properties)
        layout = direct.over(styles.layout(style))
        if layout.new_page:
            clock.begin_page()
        lines = split_lines(tokens, clock)
        for line in lines:
            for span in line.spans:
                self._sources.tally.add(span)
        mark = read_look(None if properties is None else properties.find(RPR))
        look = mark.over(styles.base_look(style, None))
        setting = Setting(
            label=self._lists.label(direct, style, look),
            centred=layout.alignment == "center",
            style_level=styles.heading_level(style, layout),
        )
        pieces = make_pieces(lines, setting, scope, clock.page)
        return pieces + self._beside(tokens, scope)

    def _beside(self, tokens: list[Token], scope: Scope) -> list[Piece]:
        """Text boxes, then notes, that are anchored in a paragraph."""
        boxes = [token.content for token in tokens if isinstance(token, Box)]
        marks = [token for token in tokens if isinstance(token, NoteMark)]
        pieces: list[Piece] = []
        with self._sources.clock.held():
            for content in boxes:
                pieces += StoryReader(self._sources).read(unwrapped(content), scope)
            for mark in marks:
                note = self._sources.notes.get((mark.kind, mark.id))
                if note is not None and scope.place is not Place.NOTE:
                    inner = StoryReader(self._sources)
                    pieces += inner.read(unwrapped(note), Scope(place=Place.NOTE))
        return pieces


def _in_cell(token: Token) -> Token:
    return Mark.LINE if token is Mark.PAGE else token


def _runs_on(paragraph: Element) -> bool:
    """Say whether the next paragraph goes on in this one: hidden mark, or a large first letter."""
    properties = paragraph.find(PPR)
    frame = None if properties is None else properties.find(_FRAME)
    drop_cap = frame is not None and frame.get(_DROP_CAP) in {"drop", "margin"}
    return drop_cap or hides_mark(properties)
