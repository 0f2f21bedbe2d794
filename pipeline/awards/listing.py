"""Reads a list of awardees: "Đảng bộ xã A, Phòng B và các đồng chí: C, Bí thư ...; D, Trưởng thôn ...".

The list is cut at its signs and at "và"; each piece then begins an awardee, goes on with the one
before (a place, an office, a part of a name such as "Giáo dục và Đào tạo"), or is praise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.awards.lexicon import (
    AGE,
    COUNT,
    GENERIC,
    GROUP,
    PART,
    PLACE,
    REOPENS,
    WHOLE,
    begins_praise,
    even_case,
    find_praise,
)
from pipeline.awards.names import (
    PersonName,
    begins_body,
    count_capitals,
    find_person,
    names_body,
)
from pipeline.records import AwardeeType

_SIGN = re.compile(
    r"(?P<stop>[;:\n\t]|(?<=[;:.]\s)(?:\d{1,2}[.)]|[-+*•])\s)"
    r"|(?P<comma>,)|(?P<open>\()|(?P<close>\))|(?P<and>\s(?:và|cùng|cùng với)\s)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:(?:và|cho|đối với|tặng|là)\b|\+|-|\*|•|\(?\d{1,2}[.)]|[a-z][.)]|thứ \w+,|[ivx]+[.)-])\s*"
)
_OLD_OR_NEW = re.compile(r"\s*(?:cũ|mới)\s*")
# Joint names, whose signs part nothing: "HĐND và UBND", "Đảng bộ, chính quyền và Nhân dân xã A".
_JOINT = re.compile(
    r"(?:hđnd|hội đồng nhân dân)(?:,| và) (?:ubnd|ủy ban nhân dân)"
    r"|(?:đảng bộ|cấp ủy|chính quyền|cán bộ|nhân dân|quân)(?:, (?:chính quyền|cán bộ|chiến sĩ|đảng viên))*"
    r"(?:,| và) (?:nhân dân|cán bộ|chính quyền|dân)\b"
)
_MANY = re.compile(r"(?:các |những )?(?:đồng chí|đ/c|ông,? bà|ông \(bà\)|ông|bà|nhà giáo)\W*$")
_SMALL = (
    "thôn ",
    "bản ",
    "ấp ",
    "xóm ",
    "chi bộ ",
)  # bodies that are often typed without a capital
_TWO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One awardee of a text: the name is `text[start:end]`; `position` as written, "" for none."""

    kind: AwardeeType
    start: int
    end: int
    position: str = ""


@dataclass(slots=True)
class _Open:
    """The awardee that is being read: its name, then from `office` on its position."""

    kind: AwardeeType
    start: int
    end: int
    office: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    sign: str
    start: int
    end: int


@dataclass(slots=True)
class _List:
    """What is known while a list is read; `group` is said by "tập thể" or "cá nhân".

    While `praising` what is read says why; while `skipping` it stands in brackets that say why.
    """

    text: str
    group: AwardeeType | None = None
    open: _Open | None = None
    praising: bool = False
    skipping: bool = False
    done: list[Named] = field(default_factory=list)


def read_list(
    text: str, start: int, end: int, *, group: AwardeeType | None = None
) -> tuple[Named, ...]:
    """Return the awardees that `text[start:end]` lists, in order."""
    reading = _List(text=text, group=group)
    for piece in _pieces(text, start, end):
        _take(reading, piece)
    _close(reading)
    return tuple(reading.done)


def _pieces(text: str, start: int, end: int) -> list[_Piece]:
    """The text between the signs, each with the kind of sign before it."""
    pieces, sign, cursor = [], "stop", start
    joint = [found.span() for found in _JOINT.finditer(even_case(text), start, end)]
    for found in _SIGN.finditer(text, start, end):
        if any(begin <= found.start() < stop for begin, stop in joint):
            continue
        pieces.append(_Piece(sign, cursor, found.start()))
        sign, cursor = found.lastgroup or "stop", found.end()
    return [*pieces, _Piece(sign, cursor, end)]


def _take(reading: _List, piece: _Piece) -> None:
    start, end = _trimmed(reading.text, piece.start, piece.end)
    if piece.sign == "open":
        _take_bracket(reading, start, end)
        return
    if reading.skipping and piece.sign != "close":
        return
    if piece.sign == "close":
        if not reading.skipping:
            _close(reading)
        reading.skipping = False
    fresh = piece.sign in {"stop", "close"} and not (piece.sign == "close" and reading.open)
    start, labelled = _strip_labels(reading, start, end)
    if start >= end:
        return
    fresh = fresh or labelled
    person = _person(reading, piece.sign, start, end, fresh=fresh)
    if person:
        _open_person(reading, person, end)
    elif _begins(reading, piece.sign, start, end, fresh=fresh):
        _open_body(reading, start, end)
    elif reading.praising or reading.open is None or fresh:
        reading.praising = True
    else:
        _extend(reading, start, end)


def _take_bracket(reading: _List, start: int, end: int) -> None:
    """Brackets hold the list itself behind a count; "(cũ)" is part of a name; the rest is praise."""
    even = even_case(reading.text)
    if reading.open is None and not reading.praising:
        _take(reading, _Piece("stop", start, end))
        return
    reading.skipping = True
    if reading.open is None:
        return
    if reading.open.kind is AwardeeType.COLLECTIVE and _OLD_OR_NEW.fullmatch(even, start, end):
        reading.open.end = end + 1
    elif reading.open.kind is AwardeeType.INDIVIDUAL and not reading.open.office:
        other_name = count_capitals(reading.text, start, end) == len(even[start:end].split())
        told = other_name or begins_praise(reading.text, start, end)
        reading.open.office = None if told else (start, end)


def _strip_labels(reading: _List, start: int, end: int) -> tuple[int, bool]:
    """Skip "và", numbers, "02 tập thể", "các cá nhân"; say whether a new list begins behind them."""
    even, fresh = even_case(reading.text), False
    while start < end:
        found = _LABEL.match(even, start, end) or REOPENS.match(even, start, end)
        group = GROUP.match(even, start, end)
        count = COUNT.match(even, start, end)
        many = _MANY.match(even, start, end)
        if many:
            reading.group = AwardeeType.INDIVIDUAL
            found, fresh = many, True
        elif count and not AGE.match(even, start, end):
            reading.group = _group_of(count["what"]) or reading.group
            _close(reading)
            found, fresh = count, True
        elif group:
            reading.group = _group_of(group["kind"])
            found, fresh = group, True
        elif found and REOPENS.match(even, start, end):
            fresh = True
        if not found or found.end() == start:
            break
        start = found.end()
        start += len(even[start:end]) - len(even[start:end].lstrip(" :"))
    return start, fresh


def _group_of(words: str) -> AwardeeType | None:
    if words.startswith("tập thể"):
        return AwardeeType.COLLECTIVE
    people = ("cá nhân", "đồng chí", "cán bộ", "người", "nhà giáo", "ông", "bà")
    return AwardeeType.INDIVIDUAL if words.startswith(people) else None


def _person(reading: _List, sign: str, start: int, end: int, *, fresh: bool) -> PersonName | None:
    """A person who begins here: with a title behind any sign, alone where a new item may stand."""
    alone = reading.group is AwardeeType.INDIVIDUAL and (fresh or not reading.praising)
    found = find_person(reading.text, start, end, fewest=_TWO if alone else _TWO + 1)
    if found is None:
        return None
    if not found.called and (reading.praising and not fresh):
        return None
    rest = reading.text[found.end : end].strip()
    goes_on = bool(rest) and find_praise(reading.text, found.end, end) != found.end
    if not found.called and sign in {"comma", "and"} and goes_on and not fresh:
        return None  # "Nguyễn Văn Trỗi thành phố": part of a place or of a school's name
    return found


def _begins(reading: _List, sign: str, start: int, end: int, *, fresh: bool) -> bool:
    """Whether a body begins here."""
    if fresh:
        return _begins_anew(reading, start, end)
    if reading.praising or not begins_body(reading.text, start, end):
        return False
    return reading.open is None or _parts(reading.text, reading.open, sign, start, end)


def _begins_anew(reading: _List, start: int, end: int) -> bool:
    """Whether a body begins where only an awardee or praise may stand."""
    text = reading.text
    if begins_body(text, start, end):
        return True
    if GENERIC.match(even_case(text), start, end) or begins_praise(text, start, end):
        return False
    said = reading.group is AwardeeType.COLLECTIVE
    return count_capitals(text, start, end) >= (1 if said else _TWO)


def _parts(text: str, opened: _Open, sign: str, start: int, end: int) -> bool:
    """Whether the body that stands behind a comma or "và" is another one than the open awardee."""
    even = even_case(text)
    body = opened.kind is AwardeeType.COLLECTIVE
    if sign == "and" and even.startswith(_SMALL, start):
        return body
    if not text[start].isupper() or not (body or sign == "and"):
        return False  # behind a comma a person's place of work
    own = even[opened.start : opened.end]
    return sign == "and" or not _belongs(own, even, start, end)


def _belongs(own: str, even: str, start: int, end: int) -> bool:
    """Whether what stands behind a comma is the place or the whole that the open body is part of."""
    place = PLACE.match(even, start, end)
    if place:
        return not own.startswith(place.group())
    return bool(PART.match(own) and WHOLE.match(even, start, end) and not WHOLE.match(own))


def _open_person(reading: _List, person: PersonName, end: int) -> None:
    _close(reading)
    reading.open = _Open(AwardeeType.INDIVIDUAL, person.start, person.end)
    reading.praising = False
    start, end = _trimmed(reading.text, person.end, end, signs=" -–—:")
    if start < end:
        _extend(reading, start, end)


def _open_body(reading: _List, start: int, end: int) -> None:
    _close(reading)
    cut = find_praise(reading.text, start, end)
    stop = end if cut is None else cut
    reading.open = _Open(AwardeeType.COLLECTIVE, start, _trimmed(reading.text, start, stop)[1])
    reading.praising = cut is not None


def _extend(reading: _List, start: int, end: int) -> None:
    """Go on with the open awardee, up to where praise begins."""
    even, opened = even_case(reading.text), reading.open
    if opened is None or AGE.match(even, start, end):
        return
    if begins_praise(reading.text, start, end):
        reading.praising = True
        return
    cut = find_praise(reading.text, start, end)
    stop = _trimmed(reading.text, start, end if cut is None else cut)[1]
    if opened.kind is AwardeeType.COLLECTIVE:
        opened.end = stop
    else:
        opened.office = (opened.office[0] if opened.office else start, stop)
    reading.praising = cut is not None


def _close(reading: _List) -> None:
    opened, reading.open = reading.open, None
    reading.praising = False
    if opened is None:
        return
    body = opened.kind is AwardeeType.COLLECTIVE
    if body and not names_body(reading.text[opened.start : opened.end]):
        return
    position = reading.text[slice(*opened.office)] if opened.office else ""
    reading.done.append(
        Named(kind=opened.kind, start=opened.start, end=opened.end, position=position)
    )


def _trimmed(text: str, start: int, end: int, *, signs: str = " .,-–") -> tuple[int, int]:
    """The span without blanks and signs at its ends."""
    span = text[start:end]
    begin = start + len(span) - len(span.lstrip(signs))
    return begin, max(begin, end - (len(span) - len(span.rstrip(' .,;:-–"”'))))
