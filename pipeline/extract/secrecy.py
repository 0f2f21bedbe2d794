"""Secrecy marks in the head of a document: such a document is quarantined, its text not kept.

The marks are those of Thông tư 24/2020/TT-BCA: MẬT, TỐI MẬT, TUYỆT MẬT, a line of their own, or one
with the degree of urgency or the number. Where a line ends is left to the readers of the formats.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.extract.official import names_document
from pipeline.extract.pieces import Place
from pipeline.text import plain_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.extract.pieces import Piece

# OCR of a tilted stamp doubles letters, loses the last one and mistakes signs ("TỔỐI MẬ", "MẬẤT"). Alone,
# three letters need more care: "MẶT" is another word.
_A = "[AÁÀẢÃẠÂẤẦẨẪẬ]{1,2}"
_MARKS = {
    "MẬT": re.compile(f"M{_A}T"),
    "TỐI MẬT": re.compile(f"T[OÓÒỎÕỌÔỐỒỔỖỘ]{{1,2}}IM{_A}T?"),
    "TUYỆT MẬT": re.compile(f"TUY[EÉÈẺẼẸÊẾỀỂỄỆ]{{1,2}}TM{_A}T?"),
}
# Alone on its line a mark may be typed small: fonts of capitals store it so.
_SMALL = {"mật": "MẬT", "tối mật": "TỐI MẬT", "tuyệt mật": "TUYỆT MẬT"}
_PAPERS = frozenset({"tailieu", "vanban"})
_COPY_LETTERS = 2  # "TUYỆT MẬT (A)"
_STATED = re.compile(r"độ mật\s*:?\s*(?:tuyệt\s+|tối\s+)?mật\W*$", re.IGNORECASE)
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_SPACED = re.compile(r"(?<=\b\w)\s(?=\w\b)")
_WORD = re.compile(r"[^\W_]+")
# Degrees of urgency (Nghi dinh 30/2020/ND-CP), and what tabs set beside a mark on one line.
_URGENCY = frozenset({"khan", "thuongkhan", "hoatoc", "hoatochengio"})
_MOTTO_STARTS = ("conghoaxahoi", "doclap", "dangcongsan")
_NUMBER_WORD = "số"
_PAGE_WORDS = 490  # real reports have as many on the average page
_LETTERHEAD_WORDS = 45  # a longer paragraph is text


def refuse_classified(lines: Iterable[str]) -> None:
    """Refuse a document whose head bears a secrecy mark.

    Args:
        lines: of the head, columns apart.

    Raises:
        DocumentError: classified, quarantined.
    """
    for line in lines:
        mark = find_mark(line)
        if mark:
            raise DocumentError(
                "classified",
                f"Văn bản có dấu {mark} nên được cách ly, phần sau trang đầu không được đọc. Hãy "
                "chuyển tệp sang máy dành cho tài liệu mật và xóa khỏi thư mục nhận.",
                quarantine=True,
            )


def read_head(pieces: Iterable[Piece]) -> Iterator[str]:
    """Lines of the first page among which a mark may stand; a page of words where none is known.

    Cells of a table with lines count only above the title and the text: a list of secret files
    names the marks in its cells, and is none itself.
    """
    words, in_head = 0, True
    for piece in pieces:
        if (piece.page or 1) > 1 or (piece.page is None and words > _PAGE_WORDS):
            return
        own = len(piece.text.split())
        in_head = in_head and own <= _LETTERHEAD_WORDS and not names_document(piece)
        listed = piece.place is Place.NOTE or (piece.cell and piece.ruled)
        if in_head or not listed:
            yield from piece.lines or (piece.text,)
        words += own


def find_mark(line: str) -> str | None:
    """Return the secrecy mark that `line` is or bears beside urgency or number, None for others."""
    text = _SPACED.sub("", _EDGE.sub("", line))
    if _STATED.match(text):
        return text.rpartition(":")[2].strip().upper() or text.upper()
    words = _WORD.findall(text)
    small = _SMALL.get(" ".join(words).casefold())
    if small:
        return small
    for size in (1, 2):
        mark = _mark_of(words[:size])
        if mark and _may_follow(words[size:]):
            return mark
        mark = _mark_of(words[-size:])
        if mark and _key(words[:-size]) in _URGENCY | _PAPERS:
            return mark
    return None


def _mark_of(words: Sequence[str]) -> str | None:
    """The mark that these words are; letter-spaced ones have lost the blanks between them."""
    text = "".join(words)
    return next((mark for mark, seen in _MARKS.items() if seen.fullmatch(text)), None)


def _may_follow(words: Sequence[str]) -> bool:
    """Nothing, or what no sentence goes on with: urgency, number, motto."""
    key = _key(words)
    if len(key) <= _COPY_LETTERS or key in _URGENCY or key.startswith(_MOTTO_STARTS):
        return True
    return words[0].casefold() == _NUMBER_WORD


def _key(words: Iterable[str]) -> str:
    return "".join(map(plain_key, words))
