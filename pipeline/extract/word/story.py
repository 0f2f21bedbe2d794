"""A story of a Word file (body, note, header, text box) to pieces: its paragraphs and tables.

Text boxes, and the words of drawings, follow the paragraph they are anchored in. Marks of notes stay
in the pieces until `notes` puts the notes behind them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.pieces import Place
from pipeline.extract.word.figures import figure_lines
from pipeline.extract.word.inline import InlineReader
from pipeline.extract.word.markup import PPR, RPR, TBL, Element, P, unwrapped, val, w
from pipeline.extract.word.numbering import ListCounter
from pipeline.extract.word.paragraphs import (
    Anchored,
    Scope,
    Setting,
    WordPiece,
    make_pieces,
    split_lines,
)
from pipeline.extract.word.styles import Styles, hides_mark, read_layout, read_look
from pipeline.extract.word.tables import TableReader
from pipeline.extract.word.tokens import Box, Figure, Mark, NoteMark, Token, WordArt
from pipeline.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.extract.word.legacy import RunDecoder
    from pipeline.extract.word.numbering import Numbering
    from pipeline.extract.word.pages import PageClock

_FRAME, _DROP_CAP = w("framePr"), w("dropCap")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What all stories of a file share.

    Attributes:
        figures: roots of charts and SmartArt by the relationship id that the body uses.
        table_numbers: gives the number of the next table.
    """

    styles: Styles
    numbering: Numbering
    figures: dict[str, Element]
    table_numbers: Iterator[int]
    decoder: RunDecoder
    clock: PageClock


class StoryReader:
    """Reads one story; text boxes in it are stories of their own."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._inline = InlineReader(sources.styles)
        self._lists = ListCounter(sources.numbering, sources.styles)
        self._tables = TableReader(
            styles=sources.styles,
            clock=sources.clock,
            read_blocks=lambda cell, scope: self.read(unwrapped(cell), scope),
        )

    def read(self, blocks: Iterable[Element], scope: Scope) -> list[WordPiece]:
        """Pieces of paragraphs and tables, in order; other elements have nothing to read."""
        pieces: list[WordPiece] = []
        carried: list[Token] = []
        last: Element | None = None
        for block in blocks:
            if block.tag == P:
                tokens = self._inline.read(block, scope.format.look)
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

    def _paragraph(self, block: Element, tokens: list[Token], scope: Scope) -> list[WordPiece]:
        styles, clock = self._sources.styles, self._sources.clock
        properties = block.find(PPR)
        style = val(properties, "pStyle")
        direct = read_layout(properties)
        layout = direct.over(styles.layout(style)).over(scope.format.layout)
        if layout.new_page:
            clock.begin_page()
        lines = split_lines(self._sources.decoder.read(tokens), clock)
        mark = read_look(None if properties is None else properties.find(RPR))
        look = mark.over(styles.base_look(style, None))
        label = self._lists.label(direct, style, look)
        setting = Setting(
            label=self._sources.decoder.read_label(label, look.font),
            centred=layout.alignment == "center",
            style_level=styles.heading_level(style, layout),
        )
        pieces = make_pieces(lines, setting, scope, clock.page)
        if not lines:
            pieces = _with_marks(pieces, tokens, scope, clock.page)
        return pieces + self._beside(tokens, scope)

    def _beside(self, tokens: list[Token], scope: Scope) -> list[WordPiece]:
        """Text boxes and words of drawings that are anchored in a paragraph."""
        pieces: list[WordPiece] = []
        page = self._sources.clock.page
        with self._sources.clock.held():
            for token in tokens:
                if isinstance(token, Box):
                    pieces += StoryReader(self._sources).read(unwrapped(token.content), scope)
                else:
                    drawn = self._drawn(token, scope)
                    pieces += [WordPiece(text=line, page=page, place=scope.place) for line in drawn]
        return pieces

    def _drawn(self, token: Token, scope: Scope) -> list[str]:
        """Lines of a drawing with words; ids of figures hold in the body only."""
        if isinstance(token, WordArt):
            text = clean_line(token.text)
            return [text] if text else []
        in_body = scope.place in {Place.BODY, Place.CELL}
        if not isinstance(token, Figure) or not in_body or token.id not in self._sources.figures:
            return []
        return figure_lines(self._sources.figures[token.id])


def _with_marks(
    pieces: list[WordPiece], tokens: list[Token], scope: Scope, page: int
) -> list[WordPiece]:
    """Marks of a paragraph without text: on its number alone, else on a piece without text."""
    marks = tuple(
        Anchored(mark=token, offset=0, page=page) for token in tokens if isinstance(token, NoteMark)
    )
    if not marks:
        return pieces
    bearer = pieces[0] if pieces else WordPiece(text="", page=page, place=scope.place)
    return [replace(bearer, marks=marks)]


def _in_cell(token: Token) -> Token:
    return Mark.LINE if token is Mark.PAGE else token


def _runs_on(paragraph: Element) -> bool:
    """Say whether the next paragraph goes on in this one: hidden mark, or a large first letter."""
    properties = paragraph.find(PPR)
    frame = None if properties is None else properties.find(_FRAME)
    drop_cap = frame is not None and frame.get(_DROP_CAP) in {"drop", "margin"}
    return drop_cap or hides_mark(properties)
