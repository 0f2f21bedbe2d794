"""Beginnings of awardees in a text: a person after a title or alone, a body by its first noun."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.awards.lexicon import BODY, CALL, GENERIC, PLACE, SETTLEMENT, SURNAMES, even_case

_SYLLABLE = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_MOST_SYLLABLES = 6  # "Công Tằng Tôn Nữ Thị Ngà" is as long as names are
_SURE_SYLLABLES = 3  # two may be a place: "Thanh Sơn", "Kim Bôi"
# Capitalised words of offices stand beside names: "Chủ Tịch", "Bí Thư".
_NOT_NAMES = re.compile(
    r"(?:chủ tịch|bí thư|phó|trưởng|chánh|giám đốc|công an|văn phòng|ủy ban|ubnd|hđnd|mttq|đảng|ban|phòng|sở|"
    r"hội|trường|thôn|bản|ấp|xã|huyện|tỉnh|tổ|chi bộ|tập thể|cá nhân|việt nam|hà nội|nhân dân|"
    r"đoàn (?:thanh|xã|phường|trường|khối|cơ)|họ (?:và )?tên)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A name, `text[start:end]`; `called` when a title stands before it."""

    start: int
    end: int
    called: bool


def find_person(
    text: str, start: int, end: int, *, fewest: int = _SURE_SYLLABLES
) -> PersonName | None:
    """Return the person whose name begins at `start`, behind titles or alone.

    Args:
        text: any text; start, end: where the name may stand.
        fewest: syllables that a name without a title must have.
    """
    even = even_case(text)
    called = CALL.match(even, start, end)
    begin = called.end() if called else start
    last = _name_end(text, begin, end)
    if called:
        return _called(text, begin, last, end)
    count = len(_SYLLABLE.findall(text, begin, last))
    surname = _SYLLABLE.match(even, begin, last)
    if count < fewest or not surname or surname.group() not in SURNAMES:
        return None
    if _NOT_NAMES.match(even, begin, last):
        return None
    return PersonName(start=begin, end=last, called=False)


def _called(text: str, begin: int, last: int, end: int) -> PersonName | None:
    """A name behind a title; the office may stand between: "đồng chí Bí thư Đảng ủy Lê Văn A"."""
    even = even_case(text)
    if last > begin and not _NOT_NAMES.match(even, begin, end):
        return PersonName(start=begin, end=last, called=True)
    clause = re.compile(r"[^,;:()]*").match(text, begin, end)
    stop = clause.end() if clause else end
    for syllable in _SYLLABLE.finditer(text, begin, stop):
        at = syllable.start()
        if even_case(syllable.group()) in SURNAMES and syllable.group()[0].isupper():
            found = find_person(text, at, stop)
            if found and not found.called and not text[found.end : stop].strip(" ."):
                return PersonName(start=at, end=found.end, called=True)
    return None


def _name_end(text: str, begin: int, end: int) -> int:
    """Where the run of capitalised syllables that begins at `begin` ends; `begin` for none."""
    last, cursor = begin, begin
    for _ in range(_MOST_SYLLABLES):
        syllable = _SYLLABLE.match(text, cursor, end)
        if not syllable or not syllable.group()[0].isupper():
            break
        last = syllable.end()
        if text[last : last + 1] != " ":
            break
        cursor = last + 1
    return last


def count_capitals(text: str, start: int, end: int) -> int:
    """How many capitalised syllables follow each other from `start`."""
    return len(_SYLLABLE.findall(text, start, _name_end(text, start, end)))


def begins_body(text: str, start: int, end: int) -> bool:
    """Say whether the name of a body or of a settlement begins at `start`."""
    even = even_case(text)
    if GENERIC.match(even, start, end):
        return False
    return bool(BODY.match(even, start, end) or SETTLEMENT.match(even, start, end))


def names_body(name: str) -> bool:
    """Say whether `name` alone is a whole name: more than "Chi bộ" or "UBND tỉnh"."""
    even = even_case(name).strip()
    body = BODY.match(even) or PLACE.match(even)
    rest = even[body.end() :].strip() if body else even
    return bool(rest) and rest not in {"tỉnh", "trung ương"} and not GENERIC.match(even)
