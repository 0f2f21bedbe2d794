"""Pieces as a reader of any format gives them, typed by hand."""

from __future__ import annotations

from pipeline.extract.pieces import Piece, Pieces, Place
from pipeline.records import Cell, Cues

PLAIN = Cues()
BOLD = Cues(bold=True)
CENTRED = Cues(centred=True)
TITLE = Cues(bold=True, centred=True)
LONG = (
    "Trong 10 năm qua, cấp ủy, chính quyền các xã đã lãnh đạo, chỉ đạo thực hiện toàn diện các "
    "nhiệm vụ đề ra."
)


def piece(text: str, cues: Cues = PLAIN, *, column: int = 0, place: Place = Place.BODY) -> Piece:
    """One paragraph of page 1."""
    return Piece(text=text, page=1, place=place, cues=cues, column=column)


def cell(text: str, row: int, column: int, *, table: int = 0, ruled: bool = True) -> Piece:
    """One table cell of page 1."""
    place = Cell(table=table, row=row, column=column)
    return Piece(text=text, page=1, place=Place.CELL, cell=place, ruled=ruled)


def column(number: int, *texts: str) -> list[Piece]:
    """Centred lines of the left (1) or right (2) half; 0: lines across the page."""
    return [piece(text, CENTRED, column=number) for text in texts]


def body(*texts: str) -> list[Piece]:
    """Plain paragraphs."""
    return [piece(text) for text in texts]


def as_pieces(*given: Piece) -> Pieces:
    """All pieces of a file of one page."""
    return Pieces(pieces=given, pages=1)
