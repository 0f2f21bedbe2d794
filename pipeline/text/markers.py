"""Markers that people type before headings and list items: "I-", "1.1.", "a)", "(1)", "Thứ nhất,".

The levels follow the official numbering (Phần, I, 1, a, -, +); what level a marker has in a given
document is decided by `segment`, from the order in which its kinds appear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ORDINAL_WORDS = "nhất|hai|ba|tư|năm|sáu|bảy|bẩy|tám|chín|mười(?: một| hai| ba| bốn| lăm)?"
_CARDINAL_WORDS = "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười(?: một| hai| ba| bốn| lăm)?"
# Latin capitals and small letters with marks alternate: no range of a class holds one sort alone.
_LOWER = "".join(filter(str.islower, map(chr, range(0x61, 0x1EFA))))
_KINDS: tuple[tuple[str, str], ...] = (
    (
        "part",
        rf"(?:Phần|PHẦN)\s+(?:(?i:thứ\s+)?(?:[IVX]+|\d+|[A-ZĐ]|(?i:nhất|nhì|tư|{_CARDINAL_WORDS})))\b\s*[.:\-–]?",
    ),
    ("roman", r"[IVXLC]{1,6}\s*[.\-–/)]+(?=\s|[^\W\d_])"),
    ("decimal", r"\d{1,2}(?:\.\d{1,2}){1,4}(?:\s*[.\-–)]+(?=\s|[^\W\d_])|(?=\s))"),
    ("paren_number", r"\(\s?\d{1,2}\s?\)"),
    ("number", r"\d{1,2}\s*[.)\-–/]+(?=\s|[^\W\d_])"),
    ("capital", r"[A-ZĐ]\s*[.\-–)]+(?=\s|[^\W\d_])"),
    ("paren_letter", r"\(\s?[a-zđ]\s?\)"),
    ("letter", r"[a-zđ]\d?\s*[.)\-–/]+(?=\s|[^\W\d_])"),
    ("ordinal", rf"(?i:thứ (?:{_ORDINAL_WORDS}))\b\s*(?:là\b|,|:|-|–|;)?\s*[,:]?"),
    ("cardinal", rf"(?i:{_CARDINAL_WORDS})\s*(?:là\b\s*[,:]?|,|:)"),
    ("plus", r"\+"),
    ("star", r"\*(?!\*)"),
    ("bullet", r"[•●▪■◦○·▶►➢✓❖]|[\uf000-\uf0ff]|o(?=\s+[A-ZĐÀ-Ỹ])"),
    ("dash", r"[-–—]+(?=\s|[^\W\d_])"),
)
_MARKER = re.compile(
    r"\s*(?:" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS) + r")\s*"
)
# No marker though it begins like one: "1.250 tỷ đồng", "30/6/2023", "2 - 3 năm", "C. Mác,", and
# words that hold a sign: "V/v", "đ/c", "X-quang".
_NOT_MARKER = re.compile(
    r"\s*(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?\b|\d+/\d+|\d+(?:[.,]\d+)?\s+[\-–]\s+\d|[A-Z]\.\s?[A-ZĐ]\w*[.,]"
    rf"|[^\W\d_][/\-–][{_LOWER}])"
)
SENTENCE_KINDS = frozenset({"ordinal", "cardinal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A marker at the beginning of a text.

    Attributes:
        kind: one of part, roman, capital, number, decimal, letter, paren_number, paren_letter,
            ordinal, cardinal, dash, plus, star, bullet.
        text: as typed, without the blanks around it; end: where the text proper begins.
        parts: how many numbers a decimal marker has (2 for "1.1."), else 1.
    """

    kind: str
    text: str
    end: int
    parts: int = 1


def find_marker(text: str) -> Marker | None:
    """Return the marker at the beginning of `text`, or None."""
    if _NOT_MARKER.match(text):
        return None
    found = _MARKER.match(text)
    if not found or not found.lastgroup:
        return None
    token = found.group(found.lastgroup).strip()
    parts = len(re.findall(r"\d+", token)) if found.lastgroup == "decimal" else 1
    return Marker(kind=found.lastgroup, text=token, end=found.end(), parts=parts)


def strip_marker(text: str) -> str:
    """Return `text` without its marker."""
    marker = find_marker(text)
    return text[marker.end :] if marker else text
