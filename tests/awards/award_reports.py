"""Reports typed by hand for the tests of commendations: lines, headings and tables."""

from __future__ import annotations

from pipeline.awards import read_commendations
from pipeline.extract import Piece, Pieces, Place, assemble_document
from pipeline.records import AwardeeType, Cell, Commendation, Cues, Document, Passage, Role, make_id
from pipeline.segment import segment_document

Row = tuple[str, ...]
OPENING = "Trong những năm qua, các xã đã làm được nhiều việc; huyện xin nêu mấy nét chính dưới đây để cấp trên biết."


def heading(text: str) -> Piece:
    """A bold line."""
    return Piece(text=text, page=None, cues=Cues(bold=True))


def document(*parts: str | Piece | list[Row]) -> tuple[Document, tuple[Passage, ...]]:
    """A report of an opening and the parts: a line, a heading, or the rows of a table."""
    pieces = [Piece(text=OPENING, page=None)]
    tables = 0
    for part in parts:
        if isinstance(part, list):
            pieces += [
                Piece(
                    text=text, page=None, place=Place.CELL, cell=Cell(table=tables, row=r, column=c)
                )
                for r, row in enumerate(part)
                for c, text in enumerate(row)
                if text
            ]
            tables += 1
        else:
            pieces.append(Piece(text=part, page=None) if isinstance(part, str) else part)
    made = assemble_document(
        Pieces(pieces=tuple(pieces), pages=None), sha256="7c" * 32, file_format="docx"
    )
    return made, segment_document(made)


def read(*parts: str | Piece | list[Row], role: Role | None = None) -> tuple[Commendation, ...]:
    """The commendations of a report of these parts; every passage has the same suggested role."""
    made, passages = document(*parts)
    return read_commendations(made, passages, [role] * len(passages))


def names(*parts: str | Piece | list[Row], role: Role | None = None) -> list[str]:
    """The names that a report of these parts proposes."""
    return [one.name for one in read(*parts, role=role)]


def person(name: str, position: str, *, sha256: str = "1a" * 32) -> Commendation:
    """A person whom one report proposes."""
    return _commendation(AwardeeType.INDIVIDUAL, name, position, sha256)


def body(name: str, *, sha256: str = "1a" * 32) -> Commendation:
    """A collective that one report proposes."""
    return _commendation(AwardeeType.COLLECTIVE, name, "", sha256)


def _commendation(kind: AwardeeType, name: str, position: str, sha256: str) -> Commendation:
    return Commendation(
        id=make_id(kind, name, position, sha256),
        passage="p",
        sha256=sha256,
        page=None,
        type=kind,
        name=name,
        position=position,
        form="Bằng khen",
    )
