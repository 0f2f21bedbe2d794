"""Secrecy marks in the head of a document: such a document is quarantined, its text not kept.

The marks are those of Thông tư 24/2020/TT-BCA: MẬT, TỐI MẬT, TUYỆT MẬT, a line of their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.text import plain_key

if TYPE_CHECKING:
    from collections.abc import Iterable

_HIGHER = frozenset({"toi mat", "tuyet mat"})
# Alone, three letters need more care: OCR of a stamp may lose a sign, and "MẶT" is another word.
_PLAIN = frozenset({"MẬT", "MÂT", "MẠT", "MAT"})
_STATED = re.compile(r"độ mật\s*:?\s*(?:tuyệt\s+|tối\s+)?mật\W*$", re.IGNORECASE)
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_SPACED = re.compile(r"(?<=\b\w)\s(?=\w\b)")


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


def find_mark(line: str) -> str | None:
    """Return the secrecy mark that `line` is, None for any other line."""
    text = _SPACED.sub("", _EDGE.sub("", line))
    if _STATED.match(text):
        return text.rpartition(":")[2].strip().upper() or text.upper()
    if not text.isupper():
        return None
    if plain_key(text) in _HIGHER:
        return " ".join(text.split())
    return "MẬT" if text in _PLAIN else None
