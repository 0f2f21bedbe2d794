"""Notes behind the text that bears their mark: footnotes, endnotes and comments.

A note follows the paragraph with its mark, in a table the whole table. Its anchor is the place
behind the marked word. Comments name who wrote them; one whose mark is gone with deleted text
stands at the end.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.pieces import Piece, Place
from pipeline.extract.word.markup import unwrapped, w
from pipeline.extract.word.paragraphs import Scope
from pipeline.extract.word.story import StoryReader
from pipeline.extract.word.tokens import NoteMark
from pipeline.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.word.markup import Element
    from pipeline.extract.word.paragraphs import Anchored, WordPiece
    from pipeline.extract.word.story import Sources

_COMMENT = "comment"


def place_notes(
    pieces: Sequence[WordPiece], notes: dict[tuple[str, str], Element], sources: Sources
) -> list[Piece]:
    """All pieces of a file with its notes among them.

    Args:
        pieces: in reading order; one without text only carries marks.
        notes: elements by kind and id.
        sources: of the file.
    """
    return _Placer(notes, sources).place(pieces)


class _Placer:
    def __init__(self, notes: dict[tuple[str, str], Element], sources: Sources) -> None:
        self._sources = sources
        self._left = dict(notes)
        self._placed: list[Piece] = []
        self._waiting: list[WordPiece] = []

    def place(self, pieces: Sequence[WordPiece]) -> list[Piece]:
        table: int | None = None
        for piece in pieces:
            here = piece.cell.table if piece.cell else None
            if here is None or here != table:
                self._flush()
            table = here
            self._waiting += self._put(piece)
        self._flush()
        for kind, name in [key for key in self._left if key[0] == _COMMENT]:
            self._waiting += self._read(NoteMark(kind=kind, id=name))
        self._flush()
        return self._placed

    def _put(self, piece: WordPiece) -> list[WordPiece]:
        """Put a piece at the end; return the notes whose marks it bears."""
        index = len(self._placed)
        if piece.text:
            self._placed.append(piece.plain())
        notes = []
        for marked in piece.marks:
            anchor = (index, marked.offset) if piece.text else None
            notes += [
                replace(note, anchor=anchor, page=_page(marked, piece))
                for note in self._read(marked.mark)
            ]
        return notes

    def _flush(self) -> None:
        """Put the notes that wait; a comment may stand in a footnote, and follows it."""
        while self._waiting:
            waiting, self._waiting = self._waiting, []
            for note in waiting:
                self._waiting += self._put(note)

    def _read(self, mark: NoteMark) -> list[WordPiece]:
        """Pieces of a note; none where the file lacks it or it stands elsewhere already."""
        note = self._left.pop((mark.kind, mark.id), None)
        if note is None:
            return []
        with self._sources.clock.held():
            pieces = StoryReader(self._sources).read(unwrapped(note), Scope(place=Place.NOTE))
        return _signed(pieces, note) if mark.kind == _COMMENT else pieces


def _page(marked: Anchored, piece: WordPiece) -> int | None:
    return None if piece.page is None else max(marked.page, piece.page)


def _signed(pieces: list[WordPiece], comment: Element) -> list[WordPiece]:
    """A comment as one piece that names its author; none without words."""
    text = " ".join(piece.text for piece in pieces if piece.text)
    if not text:
        return []
    author = clean_line(comment.get(w("author"), ""))
    said = f"Nhận xét của {author}: {text}" if author else f"Nhận xét: {text}"
    return [replace(pieces[0], text=said, lines=(), marks=())]
