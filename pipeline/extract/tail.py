"""The tail of an official document among its pieces: recipients and signature.

It begins with "Nơi nhận" or the line of authority ("T/M", "TM.") and ends the document, annexes
apart. What looks like one in the middle of the text is an example, and becomes paragraphs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.records import BlockKind
from pipeline.text import find_marker, plain_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.pieces import Piece

_RECIPIENTS = re.compile(r"^\W*N[ơo]i\s+nh[ậâa]n\s*(?::|$)", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"^(?:T\s?/?\s?M|K\s?/?\s?T|T\s?/?\s?L|TM|KT|TL|TUQ|T\s?/\s?UQ|Q)(?:\s?[./]\s*|\s+)(?P<body>[^\W\d_]{2,})"
)
_OFFICES = re.compile(
    r"^(?:pho |quyen )?(?:bi thu|chu tich|giam doc|truong ban|chu nhiem|chanh van phong|truong phong|"
    r"tong giam doc|hieu truong|thu truong|bo truong|truong doan|chanh thanh tra|cuc truong|"
    r"chi cuc truong|truong cong an|don truong|chinh uy|chi huy truong|hat truong|vien truong|"
    r"thuong truc|pho chu tich thuong truc|nguoi lap|ke toan)"
)
_ANNEX = re.compile(r"^(?:phu luc|danh sach|bieu|bang tong hop|phu bieu|de cuong)")
_BLANK = re.compile(r"\.{4,}|…[.… ]*…")  # to be filled in by hand; "..." and "…" also end a list
_FORM_LINES = 5  # in a form most lines before its tail have blanks
_SIGNED = re.compile(r"^(?:ky boi|nguoi ky|ngay ky|da ky|chu ky)\b")
LONG_WORDS = 45  # a line of head or tail has fewer
SIGNATURE_WORDS = 14
# A page of body: real reports have 490 words on the average one. A tail with more behind it, and no
# annex, is an example inside the text.
_PAGE_WORDS = 490
_ITEM_MARKERS = frozenset({"part", "roman", "decimal", "number", "letter", "dash", "plus"})


def mark_tail(pieces: Sequence[Piece], kinds: list[BlockKind | None], start: int) -> None:
    """Mark recipients and signature; annexes behind them stay body, examples become paragraphs."""
    i = start
    while i < len(pieces):
        if kinds[i] is not None or not _begins_tail(pieces, i):
            i += 1
            continue
        tail = list(kinds)
        end = _mark_group(pieces, tail, i)
        begin = _row_begin(pieces, kinds, i, start)
        if _is_tail(pieces, kinds, i, end):
            kinds[i:end] = tail[i:end]
            _complete_table(pieces, kinds, begin, end)
        else:
            end = max(end, i + 1)
            for k in range(begin, end):
                kinds[k] = kinds[k] or BlockKind.PARAGRAPH
        i = end


def _begins_tail(pieces: Sequence[Piece], i: int) -> bool:
    return _begins_recipients(pieces[i]) or _begins_signature(pieces, i)


def _mark_group(pieces: Sequence[Piece], kinds: list[BlockKind | None], i: int) -> int:
    """Mark recipients and signatures that follow each other; return the index behind them."""
    begin = i
    while i < len(pieces) and kinds[i] is None:
        if not _begins_tail(pieces, i) and not (i > begin and _stands_beside(pieces, kinds, i)):
            break
        mark = _mark_recipients if _begins_recipients(pieces[i]) else _mark_signature
        i = mark(pieces, kinds, i)
    return i if i == begin else _table_end(pieces, i)


def _stands_beside(pieces: Sequence[Piece], kinds: Sequence[BlockKind | None], i: int) -> bool:
    """The column to the right of the recipients: a signature, however badly it was read."""
    listed = kinds[i - 1] is BlockKind.RECIPIENTS and not pieces[i].cell
    return listed and 0 < pieces[i - 1].column < pieces[i].column


def _table_end(pieces: Sequence[Piece], i: int) -> int:
    """Index behind the table without lines in which piece `i - 1` stands, else `i`.

    A long paragraph, or the beginning of an annex, is no part of a tail though it may be set in the
    same table.
    """
    while i < len(pieces) and _same_table(pieces[i], pieces[i - 1]):
        if _ends_tail(pieces[i]) or len(pieces[i].text.split()) > LONG_WORDS:
            break
        i += 1
    return i


def _same_table(piece: Piece, other: Piece) -> bool:
    if piece.ruled or not piece.cell or not other.cell:
        return False
    return piece.cell.table == other.cell.table


def _row_begin(
    pieces: Sequence[Piece], kinds: Sequence[BlockKind | None], i: int, start: int
) -> int:
    """Index of the first unmarked piece of the row, of a table without lines, of piece `i`."""
    here = pieces[i].cell
    while i > start and kinds[i - 1] is None and _same_table(pieces[i - 1], pieces[i]):
        before = pieces[i - 1].cell
        if not here or not before or before.row != here.row:
            break
        i -= 1
    return i


def _complete_table(
    pieces: Sequence[Piece], kinds: list[BlockKind | None], begin: int, end: int
) -> None:
    """What stands in the table of a tail is recipients in their column, else signature."""
    columns = {pieces[i].column for i in range(begin, end) if kinds[i] is BlockKind.RECIPIENTS}
    for i in range(begin, end):
        if kinds[i] is None:
            listed = pieces[i].column in columns
            kinds[i] = BlockKind.RECIPIENTS if listed else BlockKind.SIGNATURE


def _is_tail(pieces: Sequence[Piece], kinds: Sequence[BlockKind | None], i: int, end: int) -> bool:
    """Say whether pieces `i` to `end` end the document, and are no example inside it.

    An annex or the head of another document may follow, or less than a page of text.
    """
    own = [piece.text for piece in pieces[i:end]]
    before = [pieces[k].text for k in range(max(i - _FORM_LINES, 0), i)]
    if any(map(is_blank, own)) or 2 * sum(map(_holds_blank, before)) > _FORM_LINES:
        return False  # a form with blanks to fill
    if len(own) == 1 and _begins_recipients(pieces[i]) and ":" not in own[0]:
        return False  # a label in a legend
    words = 0
    for k in range(end, len(pieces)):
        if kinds[k] is None:
            if _begins_annex(pieces[k], first=not words):
                return True
            words += len(pieces[k].text.split())
            if words > _PAGE_WORDS:
                return False
    return True


def _holds_blank(text: str) -> bool:
    return _BLANK.search(text) is not None


def is_blank(text: str) -> bool:
    """Say whether a line holds a blank to be filled in by hand, and no words."""
    return _holds_blank(text) and not _has_words(text)


def _has_words(text: str) -> bool:
    return any(word.isalpha() and len(word) > 1 for word in _BLANK.sub(" ", text).split())


def _begins_annex(piece: Piece, *, first: bool) -> bool:
    """An annex, by its name; right behind the tail also by a heading in the middle of the page."""
    if piece.cell and piece.ruled:
        return first
    if _ANNEX.match(plain_key(piece.text)) and len(piece.text.split()) <= LONG_WORDS:
        return first or piece.cues.centred or piece.text.isupper()
    return first and piece.cues.centred and (piece.cues.bold or piece.text.isupper())


def _begins_recipients(piece: Piece) -> bool:
    if piece.cell and piece.ruled:
        return False
    return bool(_RECIPIENTS.match(piece.text))


def _begins_signature(pieces: Sequence[Piece], i: int) -> bool:
    text = pieces[i].text
    if pieces[i].cell and pieces[i].ruled:
        return False
    if _names_authority(text) and len(text.split()) <= 14:  # noqa: PLR2004 - a line of authority
        return True
    alone = bool(_OFFICES.match(plain_key(text))) and text.isupper() and len(text.split()) <= 8  # noqa: PLR2004
    return alone and i > len(pieces) // 2


def _names_authority(text: str) -> bool:
    """A line of authority goes on in capitals: "TM. ỦY BAN ...", not "Q. Đức Phổ có ..."."""
    found = _AUTHORITY.match(text)
    return bool(found and found["body"].isupper())


def _mark_recipients(pieces: Sequence[Piece], kinds: list[BlockKind | None], i: int) -> int:
    column = pieces[i].column
    kinds[i] = BlockKind.RECIPIENTS
    i += 1
    while i < len(pieces) and not _begins_signature(pieces, i) and not _ends_tail(pieces[i]):
        piece = pieces[i]
        if kinds[i] is None:
            listed = piece.text.startswith(("-", "–", "+", "•")) or plain_key(
                piece.text
            ).startswith(("luu", "nhu tren", "cac "))
            if not ((column and piece.column == column) or listed):
                break
            kinds[i] = BlockKind.RECIPIENTS
        i += 1
    return i


def _mark_signature(pieces: Sequence[Piece], kinds: list[BlockKind | None], i: int) -> int:
    """The line of authority and the short lines below it: office, stamp text, name."""
    begin = i
    while i < len(pieces) and not _ends_tail(pieces[i]) and not _begins_recipients(pieces[i]):
        if kinds[i] is None:
            if i > begin and (not _may_sign(pieces[i].text) or _heads(pieces[i], pieces[begin])):
                break
            kinds[i] = BlockKind.SIGNATURE
        i += 1
    return i


def _heads(piece: Piece, first: Piece) -> bool:
    """A heading in capitals across the page, behind a signature that stood on one side."""
    return first.column > 0 and not piece.column and piece.cues.centred and piece.text.isupper()


def _may_sign(text: str) -> bool:
    """A line of a signature: short, no item of a list, no label before something else."""
    if len(text.split()) > SIGNATURE_WORDS or text.endswith((";", ":")):
        return False
    marker = find_marker(text)
    if marker and marker.kind in _ITEM_MARKERS and not _names_authority(text):
        return False
    return ":" not in text or bool(_SIGNED.match(plain_key(text)))


def _ends_tail(piece: Piece) -> bool:
    marker = find_marker(piece.text)
    return (
        bool(_ANNEX.match(plain_key(piece.text)))
        or bool(piece.cell and piece.ruled)
        or bool(marker and marker.kind in {"part", "roman"} and not _names_authority(piece.text))
    )
