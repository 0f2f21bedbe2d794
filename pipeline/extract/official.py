"""The parts of an official document among its pieces: letterhead, title, recipients, signature.

Rules of layout shared by the Party's and the State's forms (Hướng dẫn 36, Nghị định 30): the head
stands before the line that names the type of document, the tail after "Nơi nhận" or the line of
authority ("T/M", "TM."). Whatever the format, the same rules read the pieces.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract.pieces import Piece, Place
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
    r"van phong|chi cuc|tong cuc|cuc |khan|hoa toc|mat|du thao)"
)
_RULE = re.compile(r"^[\s\-–—_*=.~o]+$")
_RECIPIENTS = re.compile(r"^\W*N[ơo]i\s+nh[ậâa]n\s*(?::|$)", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"^(?:T\s?/?\s?M|K\s?/?\s?T|T\s?/?\s?L|TM|KT|TL|TUQ|T\s?/\s?UQ|Q)\s?[./]?\s+(?P<body>[^\W\d_]{2,})"
)
_OFFICES = re.compile(
    r"^(?:pho |quyen )?(?:bi thu|chu tich|giam doc|truong ban|chu nhiem|chanh van phong|truong phong|"
    r"tong giam doc|hieu truong|thu truong|bo truong|truong doan|chanh thanh tra|cuc truong|"
    r"chi cuc truong|truong cong an|don truong|chinh uy|chi huy truong|hat truong|vien truong|"
    r"thuong truc|pho chu tich thuong truc|nguoi lap|ke toan)"
)
_ANNEX = re.compile(r"^(?:phu luc|danh sach|bieu|bang tong hop|phu bieu|de cuong)")
_HEAD_LIMIT = 40  # pieces: the longest letterhead of the real documents seen has 18
_TITLE_LIMIT = 8
_LONG_WORDS = 45


def find_parts(pieces: Sequence[Piece]) -> list[BlockKind | None]:
    """Return for each piece its official part, or None where it belongs to the body."""
    kinds: list[BlockKind | None] = [_place_kind(piece) for piece in pieces]
    title = _find_title(pieces, kinds)
    head_end = _mark_head(pieces, kinds, title)
    _mark_tail(pieces, kinds, head_end)
    return kinds


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
    text = next((i for i in free if len(pieces[i].text.split()) > _LONG_WORDS), len(pieces))
    head = [i for i in free if i <= text]
    alone = [i for i in head if _is_type_line(pieces[i])]
    if alone:
        return alone[-1]
    return next((i for i in head if _begins_with_type(pieces[i])), None)


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
        rule = bool(_RULE.match(pieces[i].text))
        i, taken = i + 1, taken + 1
        if rule:
            break
    return i


def _continues_title(piece: Piece, first: Piece) -> bool:
    if _RULE.match(piece.text) or piece.place in {Place.PAGE_HEADER, Place.STAMP}:
        return True
    if piece.cell and piece.ruled:
        return False
    marker = find_marker(piece.text)
    if marker and marker.kind in {"roman", "part", "capital", "number"}:
        return False
    if plain_key(piece.text).startswith("kinh gui") or len(piece.text.split()) > _LONG_WORDS * 2:
        return False
    return piece.cues.centred or (
        piece.cues.bold and first.cues.bold and piece.text[-1] not in ".:;"
    )


def _letterhead_end(pieces: Sequence[Piece], kinds: Sequence[BlockKind | None]) -> int:
    """Without a title: the head is what leads the document and looks like one."""
    for i, piece in enumerate(pieces[:_HEAD_LIMIT]):
        looks = (
            kinds[i] is not None
            or piece.column > 0
            or bool(_RULE.match(piece.text))
            or bool(_HEAD_WORDS.match(plain_key(piece.text)) and len(piece.text.split()) <= 14)  # noqa: PLR2004 - two lines of capitals
            or (find_letterhead_date(piece.text) is not None and len(piece.text.split()) <= 10)  # noqa: PLR2004 - place and date
        )
        if not looks:
            return i
    return 0


def _mark_tail(pieces: Sequence[Piece], kinds: list[BlockKind | None], start: int) -> None:
    """Mark recipients and signature; annexes behind them stay body."""
    i = start
    while i < len(pieces):
        if kinds[i] is None and _begins_recipients(pieces[i]):
            i = _mark_recipients(pieces, kinds, i)
        elif kinds[i] is None and _begins_signature(pieces, i):
            i = _mark_signature(pieces, kinds, i)
        else:
            i += 1


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
    while i < len(pieces) and not _ends_tail(pieces[i]) and not _begins_recipients(pieces[i]):
        text = pieces[i].text
        if kinds[i] is None:
            if len(text.split()) > 14 or text.endswith((";", ":")) or text.startswith("-"):  # noqa: PLR2004
                break
            kinds[i] = BlockKind.SIGNATURE
        i += 1
    return i


def _ends_tail(piece: Piece) -> bool:
    marker = find_marker(piece.text)
    return (
        bool(_ANNEX.match(plain_key(piece.text)))
        or bool(piece.cell and piece.ruled)
        or bool(marker and marker.kind in {"part", "roman"} and not _names_authority(piece.text))
    )
