"""What a printed line sheds at its beginning, so that it can stand alone.

Only whole openers go, only at the beginning, and never so many that fewer than `FEWEST_WORDS` words
would remain; no word is changed or added. The rules, in the order in which they are tried, again
and again until none applies:

- markers: "- ", "a)", "Một là,", "Thứ hai:";
- announcers: "Bài học thứ hai là", "Kinh nghiệm đầu tiên là", "Bài học từ đây là", "Việc thứ năm,",
  "Thực tiễn huyện nhà khẳng định (rằng)", "Rút ra là", "cũng cần thấy rằng";
- salutations: "Thưa Ban Thường vụ Tỉnh ủy,";
- connectives before a comma: "Hơn nữa,", "Mặt khác,", "Nhìn rộng ra,", "Riêng,"; "Đồng thời" joins
  sentences wherever it begins one and goes without a comma too;
- under the heading of an addressee, the asking of that addressee: "Đề nghị UBND tỉnh", "Thành ủy
  kiến nghị Quốc hội"; not where others are asked with it ("và", ",") or its name goes on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text import strip_marker, syllables

if TYPE_CHECKING:
    from collections.abc import Iterable

FEWEST_WORDS = 5
_THING = r"(?:một\s+|những\s+)?(?:bài học|kinh nghiệm|việc|điều|vấn đề|kiến nghị|đề xuất)(?: kinh nghiệm)?"
_NUMBER = "nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười(?: (?:một|hai|ba|bốn|lăm|năm))?"
_PLACE = (
    rf"(?:thứ (?:{_NUMBER})|đầu tiên|cuối cùng|sau cùng|tiếp theo|nữa|lớn nhất|quan trọng nhất"
    r"|(?:được )?rút ra(?: từ đây| ở đây)?|từ đây|ở đây)"
)
_BODY = r"(?:huyện|thị|thành|đảng) (?:ủy|uỷ)|huyện|thành phố|sở|hội|ubnd|(?:ủy|uỷ) ban nhân dân"
_OPENERS = tuple(
    re.compile(pattern + r"\s*", re.IGNORECASE)
    for pattern in (
        rf"{_THING} {_PLACE}\s*(?:là\b\s*[:,]?|rằng\b|[,:])",
        r"(?:từ đó |từ đây )?rút ra (?:là|rằng)\b\s*[:,]?",
        (
            r"(?:thực tiễn|thực tế)(?: [^\W\d_]+){0,3}? (?:đã )?(?:khẳng định|cho thấy|chứng minh)"
            r"(?: rằng\b| là\b)?\s*[:,]?"
        ),
        r"(?:cũng )?(?:cần|phải) (?:thấy|nói|khẳng định)(?: thêm)? (?:rằng|là)\b\s*[:,]?",
        r"(?:kính )?thưa [^,.;:]{2,60},",
        (
            r"(?:hơn nữa|mặt khác|ngoài ra|bên cạnh đó|sau cùng|cuối cùng|vì vậy|vì thế|do đó|do vậy"
            r"|nhìn rộng ra|riêng),"
        ),
        r"đồng thời\b,?",
    )
)
# What follows the name of an addressee when more than it is asked, or when the name goes on.
_GOES_ON = re.compile(r"[^\w]|(?:và|cùng|hoặc|hay|là|của|với)\b", re.IGNORECASE)


def strip_openers(text: str) -> str:
    """`text` from the first word that says something; the words that remain are as typed."""
    bare = text.strip()
    while (shorter := _without_one(bare)) != bare:
        bare = shorter
    return bare


def strip_asking(text: str, addressees: Iterable[str]) -> str:
    """`text` without the asking of one of `addressees`, under whose heading it stands."""
    names = sorted({name for name in addressees if name}, key=lambda name: (-len(name), name))
    for name in names:
        found = re.match(
            rf"(?:(?:{_BODY})(?: [^\W\d_]+){{0,3}}? )?(?:đề nghị|kiến nghị|đề xuất)(?: với)? "
            rf"{re.escape(name)}(?: Việt Nam)?\s+",
            text,
            re.IGNORECASE,
        )
        rest = text[found.end() :] if found else ""
        if rest and not rest[0].isupper() and not _GOES_ON.match(rest) and _enough(rest):
            return rest
    return text


def _without_one(text: str) -> str:
    """`text` without its first marker or opener; the same where it has none."""
    unmarked = strip_marker(text).strip()
    if unmarked and unmarked != text:
        return unmarked
    for opener in _OPENERS:
        found = opener.match(text)
        if found and _enough(text[found.end() :]):
            return text[found.end() :]
    return text


def _enough(text: str) -> bool:
    return len(syllables(text)) >= FEWEST_WORDS
