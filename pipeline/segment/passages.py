"""Cuts a document into passages: paragraphs, list items and table rows, each under its headings.

What stands in letterhead, title, recipients, signature and running heads is no passage. A heading
without text of its own below it is a list item: no line is lost.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.records import Block, BlockKind, Document, Passage, PassageKind, Sentence, make_id
from pipeline.segment.headings import HeadingStack, heading_kind
from pipeline.segment.sentences import split_sentences
from pipeline.segment.words import tokenize_words
from pipeline.text import find_marker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BODY = frozenset(
    {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL}
)
_LEAD_IN = re.compile(r"(?::|(?:sau đây|như sau|dưới đây|sau)\s*[.:])$")
_LEAD_IN_WORDS = 60  # "Đề nghị Chính phủ ... một số nội dung sau:" is seldom longer
_RUN_IN_WORDS = 12
_RUN_IN_REST = 12


def segment_document(document: Document) -> tuple[Passage, ...]:
    """Return the passages of a document in the order of its text."""
    blocks = _demote(document, [block for block in document.blocks if block.kind in _BODY])
    stack, lead_in, passages = HeadingStack(), "", list[Passage]()
    groups = list(_groups(blocks))
    for group, following in itertools.zip_longest(groups, groups[1:]):
        block = group[0]
        text = document.text[block.start : group[-1].end]
        if block.kind is BlockKind.HEADING:
            stack.push(text, block)
            lead_in = ""
            if not following or _would_close(stack, document, following[0]):
                item = [replace(block, kind=BlockKind.LIST_ITEM)]
                passages.append(_passage(document, item, text, stack.path()[:-1], len(passages)))
            continue
        if block.kind is BlockKind.PARAGRAPH:
            lead_in = ""
        heading = (*stack.path(), *filter(None, (lead_in, _run_in(text))))
        passages.append(_passage(document, group, text, heading, len(passages)))
        if _LEAD_IN.search(text) and len(text.split()) <= _LEAD_IN_WORDS:
            lead_in = text
    return tuple(passages)


def _would_close(stack: HeadingStack, document: Document, block: Block) -> bool:
    text = document.text[block.start : block.end]
    return block.kind is BlockKind.HEADING and stack.would_close(text, block)


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Single blocks, and the cells of a table row together."""
    row: list[Block] = []
    for block in blocks:
        same = (
            row
            and block.cell
            and row[0].cell
            and block.start == row[-1].end + 1  # nothing else was read between the two
            and ((block.cell.table, block.cell.row) == (row[0].cell.table, row[0].cell.row))
        )
        if row and not same:
            yield row
            row = []
        if block.cell:
            row.append(block)
        else:
            yield [block]
    if row:
        yield row


def _demote(document: Document, blocks: list[Block]) -> list[Block]:
    """Turn headings into list items where nothing stands below them.

    A bare numbered line (not bold, no style, no capitals) directly before another of its kind, or
    before a heading above it, is an item of a list that happens to end without a stop.
    """
    changed = list(blocks)
    for i in range(len(changed) - 1, -1, -1):
        block = changed[i]
        if block.kind is not BlockKind.HEADING or block.cues.bold or block.cues.style_level:
            continue
        text = document.text[block.start : block.end]
        marker = find_marker(text)
        if marker is None or marker.kind in {"part", "roman", "capital"}:
            continue
        following = changed[i + 1] if i + 1 < len(changed) else None
        if following is None or _closes(document, block, following):
            changed[i] = replace(block, kind=BlockKind.LIST_ITEM)
    return changed


def _closes(document: Document, block: Block, following: Block) -> bool:
    text = document.text[following.start : following.end]
    marker = find_marker(text)
    if following.kind is BlockKind.HEADING:
        return not (marker and marker.kind in {"letter", "decimal", "paren_number"}) or (
            heading_kind(text, following)
            == heading_kind(document.text[block.start : block.end], block)
        )
    own = find_marker(document.text[block.start : block.end])
    return bool(marker and own and marker.kind == own.kind)


def _run_in(text: str) -> str:
    """A heading that runs into its paragraph: "1. Công tác tuyên truyền: Trong 10 năm qua ..."."""
    marker = find_marker(text)
    if not marker or marker.kind not in {"number", "decimal", "letter", "roman", "paren_number"}:
        return ""
    for sign in (":", "."):
        head, _, rest = text[marker.end :].partition(sign)
        if (
            rest.startswith(" ")
            and 1 < len(head.split()) <= _RUN_IN_WORDS
            and len(rest.split()) >= _RUN_IN_REST
        ):
            return text[: marker.end + len(head)]
    return ""


def _passage(
    document: Document, group: Sequence[Block], text: str, heading: tuple[str, ...], index: int
) -> Passage:
    start, end = group[0].start, group[-1].end
    kind = {
        BlockKind.TABLE_CELL: PassageKind.TABLE_ROW,
        BlockKind.LIST_ITEM: PassageKind.LIST_ITEM,
    }.get(group[0].kind, PassageKind.PARAGRAPH)
    spans = [(0, len(text))] if kind is PassageKind.TABLE_ROW else split_sentences(text)
    return Passage(
        id=make_id(document.sha256, start, end, text),
        sha256=document.sha256,
        index=index,
        page=group[0].page,
        kind=kind,
        heading=heading,
        start=start,
        end=end,
        text=text,
        sentences=tuple(
            Sentence(start=a, end=b, words=tokenize_words(text[a:b])) for a, b in spans
        ),
        read_confidence=_read_confidence(group),
    )


def _read_confidence(group: Sequence[Block]) -> float | None:
    """The lowest of the blocks that OCR read."""
    return min((b.confidence for b in group if b.confidence is not None), default=None)
