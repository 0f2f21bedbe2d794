"""Documents typed by hand: one block a line, kinds and cues as they are given."""

from __future__ import annotations

from pipeline.records import Block, BlockKind, Cell, Cues, Document

LONG = (
    "Trong 10 năm qua, cấp ủy, chính quyền các xã đã lãnh đạo, chỉ đạo thực hiện toàn diện các "
    "nhiệm vụ đề ra."
)
Typed = tuple[BlockKind, str, Cues, Cell | None]


def heading(text: str, cues: Cues = Cues(bold=True)) -> Typed:  # noqa: B008 - frozen
    """A heading, bold unless told otherwise."""
    return (BlockKind.HEADING, text, cues, None)


def bare(text: str) -> Typed:
    """A heading that only its marker or place shows."""
    return heading(text, Cues())


def paragraph(text: str) -> Typed:
    """A paragraph of the body."""
    return (BlockKind.PARAGRAPH, text, Cues(), None)


def item(text: str) -> Typed:
    """A list item."""
    return (BlockKind.LIST_ITEM, text, Cues(), None)


def cell(text: str, row: int, column: int) -> Typed:
    """A cell of table 0."""
    return (BlockKind.TABLE_CELL, text, Cues(), Cell(table=0, row=row, column=column))


def other(kind: BlockKind, text: str) -> Typed:
    """A block that is no body."""
    return (kind, text, Cues(), None)


def document(*typed: Typed) -> Document:
    """The blocks as one document; cells of a row are parted by a tab."""
    text, blocks = "", list[Block]()
    for i, (kind, words, cues, place) in enumerate(typed):
        start = len(text)
        text += words
        blocks.append(
            Block(kind=kind, start=start, end=len(text), page=1 + i // 10, cues=cues, cell=place)
        )
        following = typed[i + 1][3] if i + 1 < len(typed) else None
        text += "\t" if place and following and place.row == following.row else "\n"
    return Document(sha256="cd", format="docx", text=text[:-1], blocks=tuple(blocks), pages=2)
