"""The parts of an official document among its pieces: letterhead, title, recipients, signature.

Rules of layout shared by the Party's and the State's forms (Hướng dẫn 36, Nghị định 30): the head
stands before the line that names the type of document; the tail is found in `tail`. Whatever the
format, the same rules read the pieces.

Templates and guides show heads and tails as examples in the middle of their text: these are kept
as paragraphs, so that they are neither lost nor taken for the document's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract.pieces import Piece, Place
from pipeline.extract.tail import LONG_WORDS, SIGNATURE_WORDS, is_blank, mark_tail
from pipeline.records import BlockKind
from pipeline.text import find_letterhead_date, find_marker, plain_key

if TYPE_CHECKING:
    from collections.abc import Sequence

# Types of document that may stand alone on the line above the abstract.
_TYPES = (
    "bao cao", "bao cao tom tat", "bao cao chuyen de", "bao cao tong ket", "bao cao so ket",
    "bao cao tham luan", "to trinh", "ke hoach", "thong bao", "chuong trinh", "nghi quyet",
    "quyet dinh", "huong dan", "de an", "chi thi", "ket luan", "quy dinh", "quy che", "tham luan",
    "bien ban", "phieu trinh", "cong van", "phuong an", "de cuong", "chuyen de", "tong hop",
    "bao cao tong hop", "du thao bao cao", "bao cao ket qua", "giay moi", "cong dien", "nghi dinh",
    "thong tu", "van ban hop nhat", "bao cao giai trinh",
)  # fmt: skip
_HEAD_WORDS = re.compile(
    r"^(?:dang cong san viet nam|cong hoa xa hoi|doc lap|so\b|dang bo|huyen uy|tinh uy|thanh uy|"
    r"thi uy|dang uy|dang doan|ban |uy ban|ubnd|hoi dong|hdnd|so |tinh |huyen |thanh pho |xa |"
    r"phuong |thi xa |v v |bo |hoi |doan |lien doan|mat tran|cong an|truong |benh vien|trung tam|"
    r"van phong|chi cuc|tong cuc|cuc |(?:thuong )?khan$|hoa toc|du thao)"
)
_SUBJECT = re.compile(r"^(?:v v|ve viec)\b")  # opens the abstract below the type
RULE = re.compile(r"^[\s\-–—_*=.~o]+$")
# The heading of a file that is itself an annex ("Phụ lục I", "Mẫu 1.1") or that has no type line.
_ANNEX_TITLE = re.compile(
    r"^(?:phu luc|phu bieu|mau(?: so)? \d|bieu(?: mau)?(?: so)? \d|danh sach)\b"
)
MOTTOS = frozenset(
    ["cong hoa xa hoi chu nghia viet nam", "doc lap tu do hanh phuc", "dang cong san viet nam"]
)
_HEAD_LIMIT = 40  # pieces: the longest letterhead of the real documents seen has 18
_TITLE_LIMIT = 8


def find_parts(pieces: Sequence[Piece]) -> list[BlockKind | None]:
    """Return for each piece its official part, or None where it belongs to the body."""
    kinds: list[BlockKind | None] = [_place_kind(piece) for piece in pieces]
    title = _find_title(pieces, kinds)
    head_end = _mark_head(pieces, kinds, title)
    _mark_inner_heads(pieces, kinds, head_end)
    mark_tail(pieces, kinds, head_end)
    return kinds


def names_document(piece: Piece) -> bool:
    """Say whether a piece names the type of a document, or an annex: what the head stands above."""
    return _is_type_line(piece) or _begins_with_type(piece) or _names_annex(piece)


def _place_kind(piece: Piece) -> BlockKind | None:
    return {
        Place.PAGE_HEADER: BlockKind.PAGE_HEADER,
        Place.PAGE_FOOTER: BlockKind.PAGE_FOOTER,
        Place.NOTE: BlockKind.NOTE,
        Place.STAMP: BlockKind.STAMP,
    }.get(piece.place)


def _is_type_line(piece: Piece) -> bool:
    key = plain_key(piece.text)
    return key in _TYPES and (piece.text.isupper() or piece.cues.centred or piece.cues.bold)


def _begins_with_type(piece: Piece) -> bool:
    """The type and the abstract on one line: "BÁO CÁO Tổng kết ..."."""
    words = piece.text.split()
    capitals = [word for word in words[:6] if word.isupper()]
    head = plain_key(" ".join(words[: len(capitals)]))
    return bool(capitals) and any(head == kind or head.startswith(kind + " ") for kind in _TYPES)


def _find_title(pieces: Sequence[Piece], kinds: Sequence[BlockKind | None]) -> int | None:
    """The line of the type; behind a cover page, the last one before the text begins."""
    free = [i for i in range(len(pieces)) if kinds[i] is None][:_HEAD_LIMIT]
    text = next((i for i in free if len(pieces[i].text.split()) > LONG_WORDS), len(pieces))
    head = [i for i in free if i <= text]
    alone = [i for i in head if _is_type_line(pieces[i])]
    # "Kế hoạch" is also the head of a column of figures
    open_ = [i for i in alone if not (pieces[i].cell and pieces[i].ruled)]
    if alone:
        return (open_ or alone)[-1]
    begun = next((i for i in head if _begins_with_type(pieces[i])), None)
    if begun is None and head and _names_annex(pieces[head[0]]):
        return head[0]
    return begun


def _names_annex(piece: Piece) -> bool:
    """A file that is an annex or a template names itself in its first line."""
    set_off = piece.cues.centred or piece.cues.bold or piece.text.isupper()
    named = _ANNEX_TITLE.match(plain_key(piece.text)) is not None
    return named and set_off and len(piece.text.split()) <= SIGNATURE_WORDS


def _mark_head(pieces: Sequence[Piece], kinds: list[BlockKind | None], title: int | None) -> int:
    """Mark letterhead and title; return the index of the first piece of the body."""
    end = title if title is not None else _letterhead_end(pieces, kinds)
    for i in range(end):
        if kinds[i] is None:
            kinds[i] = BlockKind.LETTERHEAD
    if title is None:
        return end
    kinds[title] = BlockKind.TITLE
    i, taken = title + 1, 0
    while i < len(pieces) and taken < _TITLE_LIMIT and _continues_title(pieces[i], pieces[title]):
        if kinds[i] is None:
            kinds[i] = BlockKind.TITLE
        rule = bool(RULE.match(pieces[i].text))
        i, taken = i + 1, taken + 1
        if rule:
            break
    return i


def _continues_title(piece: Piece, first: Piece) -> bool:
    if RULE.match(piece.text) or piece.place in {Place.PAGE_HEADER, Place.STAMP}:
        return True
    if piece.cell and piece.ruled:
        return False
    marker = find_marker(piece.text)
    if marker and marker.kind in {"roman", "part", "capital", "number"}:
        return False
    if plain_key(piece.text).startswith("kinh gui") or len(piece.text.split()) > LONG_WORDS * 2:
        return False
    if piece.text[-1] not in ".:;" and _SUBJECT.match(plain_key(piece.text)):
        return True
    return piece.cues.centred or (
        piece.cues.bold and first.cues.bold and piece.text[-1] not in ".:;"
    )


def _letterhead_end(pieces: Sequence[Piece], kinds: Sequence[BlockKind | None]) -> int:
    """Without a title: the head is what leads the document and looks like one."""
    for i, piece in enumerate(pieces[:_HEAD_LIMIT]):
        looks = (
            kinds[i] is not None
            or piece.column > 0
            or bool(RULE.match(piece.text))
            or bool(_HEAD_WORDS.match(plain_key(piece.text)) and len(piece.text.split()) <= 14)  # noqa: PLR2004 - two lines of capitals
            or (find_letterhead_date(piece.text) is not None and len(piece.text.split()) <= 10)  # noqa: PLR2004 - place and date
        )
        if not looks:
            return i
    return 0


def _mark_inner_heads(pieces: Sequence[Piece], kinds: list[BlockKind | None], start: int) -> None:
    """Heads of examples, and lines to be filled in, are no headings of the text."""
    for i in range(start, len(pieces)):
        piece = pieces[i]
        if kinds[i] is not None or (piece.cell and piece.ruled):
            continue
        motto = plain_key(piece.text) in MOTTOS and (piece.column > 0 or piece.text.isupper())
        if motto:
            _mark_side_by_side(pieces, kinds, i, start)
        elif RULE.match(piece.text) or is_blank(piece.text):
            kinds[i] = BlockKind.PARAGRAPH


def _mark_side_by_side(
    pieces: Sequence[Piece], kinds: list[BlockKind | None], i: int, start: int
) -> None:
    """Mark piece `i` and the pieces around it that stand in columns, too."""
    first, last = i, i
    free = {None, BlockKind.PARAGRAPH}
    while first > start and kinds[first - 1] in free and _beside(pieces[first - 1]):
        first -= 1
    while last + 1 < len(pieces) and kinds[last + 1] in free and _beside(pieces[last + 1]):
        last += 1
    kinds[first : last + 1] = [BlockKind.PARAGRAPH] * (last + 1 - first)


def _beside(piece: Piece) -> bool:
    return piece.column > 0 and not (piece.cell and piece.ruled)
