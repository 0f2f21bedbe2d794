"""The parts of an official document among its pieces: letterhead, title, recipients, signature.

Rules of layout shared by the Party's and the State's forms (Hướng dẫn 36, Nghị định 30): the head
stands before the line that names the type of document, the tail after "Nơi nhận" or the line of
authority ("T/M", "TM."). Whatever the format, the same rules read the pieces.

Templates and guides show heads and tails as examples in the middle of their text: these are kept
as paragraphs, so that they are neither lost nor taken for the document's own.
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
    r"^(?:T\s?/?\s?M|K\s?/?\s?T|T\s?/?\s?L|TM|KT|TL|TUQ|T\s?/\s?UQ|Q)(?:\s?[./]\s*|\s+)(?P<body>[^\W\d_]{2,})"
)
_OFFICES = re.compile(
    r"^(?:pho |quyen )?(?:bi thu|chu tich|giam doc|truong ban|chu nhiem|chanh van phong|truong phong|"
    r"tong giam doc|hieu truong|thu truong|bo truong|truong doan|chanh thanh tra|cuc truong|"
    r"chi cuc truong|truong cong an|don truong|chinh uy|chi huy truong|hat truong|vien truong|"
    r"thuong truc|pho chu tich thuong truc|nguoi lap|ke toan)"
)
_ANNEX = re.compile(r"^(?:phu luc|danh sach|bieu|bang tong hop|phu bieu|de cuong)")
# The heading of a file that is itself an annex ("Phụ lục I", "Mẫu 1.1") or that has no type line.
_ANNEX_TITLE = re.compile(
    r"^(?:phu luc|phu bieu|mau(?: so)? \d|bieu(?: mau)?(?: so)? \d|danh sach)\b"
)
_MOTTOS = frozenset(
    ["cong hoa xa hoi chu nghia viet nam", "doc lap tu do hanh phuc", "dang cong san viet nam"]
)
_BLANK = re.compile(r"\.{4,}|…[.… ]*…")  # to be filled in by hand; "..." and "…" also end a list
_FORM_LINES = 5  # in a form most lines before its tail have blanks
_SIGNED = re.compile(r"^(?:ky boi|nguoi ky|ngay ky|da ky|chu ky)\b")
_HEAD_LIMIT = 40  # pieces: the longest letterhead of the real documents seen has 18
_TITLE_LIMIT = 8
_LONG_WORDS = 45
_SIGNATURE_WORDS = 14
# A page of body: real reports have 490 words on the average one. A tail with more behind it, and no
# annex, is an example inside the text.
_PAGE_WORDS = 490
_ITEM_MARKERS = frozenset({"part", "roman", "decimal", "number", "letter", "dash", "plus"})


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
    begun = next((i for i in head if _begins_with_type(pieces[i])), None)
    if begun is None and head and _names_annex(pieces[head[0]]):
        return head[0]
    return begun


def _names_annex(piece: Piece) -> bool:
    """A file that is an annex or a template names itself in its first line."""
    set_off = piece.cues.centred or piece.cues.bold or piece.text.isupper()
    named = _ANNEX_TITLE.match(plain_key(piece.text)) is not None
    return named and set_off and len(piece.text.split()) <= _SIGNATURE_WORDS


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
    """Mark recipients and signature; annexes behind them stay body, examples become paragraphs."""
    _mark_inner_heads(pieces, kinds, start)
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
    while i < len(pieces) and kinds[i] is None and _begins_tail(pieces, i):
        mark = _mark_recipients if _begins_recipients(pieces[i]) else _mark_signature
        i = mark(pieces, kinds, i)
    return i if i == begin else _table_end(pieces, i)


def _table_end(pieces: Sequence[Piece], i: int) -> int:
    """Index behind the table without lines in which piece `i - 1` stands, else `i`.

    A long paragraph, or the beginning of an annex, is no part of a tail though it may be set in the
    same table.
    """
    while i < len(pieces) and _same_table(pieces[i], pieces[i - 1]):
        if _ends_tail(pieces[i]) or len(pieces[i].text.split()) > _LONG_WORDS:
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
    if any(map(_is_blank, own)) or 2 * sum(map(_holds_blank, before)) > _FORM_LINES:
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


def _is_blank(text: str) -> bool:
    return _holds_blank(text) and not _has_words(text)


def _has_words(text: str) -> bool:
    return any(word.isalpha() and len(word) > 1 for word in _BLANK.sub(" ", text).split())


def _begins_annex(piece: Piece, *, first: bool) -> bool:
    """An annex, by its name; right behind the tail also by a heading in the middle of the page."""
    if piece.cell and piece.ruled:
        return first
    if _ANNEX.match(plain_key(piece.text)) and len(piece.text.split()) <= _LONG_WORDS:
        return first or piece.cues.centred or piece.text.isupper()
    return first and piece.cues.centred and (piece.cues.bold or piece.text.isupper())


def _mark_inner_heads(pieces: Sequence[Piece], kinds: list[BlockKind | None], start: int) -> None:
    """Heads of examples, and lines to be filled in, are no headings of the text."""
    for i in range(start, len(pieces)):
        piece = pieces[i]
        if kinds[i] is not None or (piece.cell and piece.ruled):
            continue
        motto = plain_key(piece.text) in _MOTTOS and (piece.column > 0 or piece.text.isupper())
        if motto:
            _mark_side_by_side(pieces, kinds, i, start)
        elif _RULE.match(piece.text) or _is_blank(piece.text):
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
    if len(text.split()) > _SIGNATURE_WORDS or text.endswith((";", ":")):
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
