"""Whether two commendations mean the same person or body, and the groups that follow from it.

A name alone does not make a person: "Nguyễn Văn Hùng" stands in many reports. Two units mean the same
person when the offices agree too; a body without a place in its name ("Phòng Nội vụ") is the body of
the unit that names it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.awards.lexicon import PLACE_KINDS, even_case
from pipeline.records import AwardeeType
from pipeline.text import matching_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.records import Commendation

_FULL = {
    "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "ubmttq": "ủy ban mặt trận tổ quốc",
    "mttq": "mặt trận tổ quốc", "htx": "hợp tác xã", "tp": "thành phố", "tx": "thị xã",
    "ccb": "cựu chiến binh", "lhpn": "liên hiệp phụ nữ", "hlhpn": "hội liên hiệp phụ nữ",
    "nd": "nông dân", "gd": "giáo dục", "đt": "đào tạo", "gdđt": "giáo dục và đào tạo",
    "lđlđ": "liên đoàn lao động", "bhxh": "bảo hiểm xã hội", "chqs": "chỉ huy quân sự",
    "nhcsxh": "ngân hàng chính sách xã hội", "clb": "câu lạc bộ", "cđ": "công đoàn",
    "tnmt": "tài nguyên và môi trường", "vp": "văn phòng", "cty": "công ty", "cp": "cổ phần",
    "tdp": "tổ dân phố", "đu": "đảng ủy", "tt": "thị trấn", "tw": "trung ương", "csgt": "cảnh sát giao thông",
    "thcs": "trung học cơ sở", "thpt": "trung học phổ thông", "th": "tiểu học", "mn": "mầm non",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_PLACED = re.compile(
    rf"\b(?P<kind>{PLACE_KINDS})\s+(?P<name>(?!{PLACE_KINDS})[^\W_]+(?:\s+[^\W_]+)?)"
)
_KIND_END = re.compile(rf"(?:{PLACE_KINDS})$")
# Names of these bodies mean a part of the unit that reports, unless a place is named with them.
_INNER = re.compile(
    r"(?:phòng|văn phòng|bộ phận|khoa|tổ|đội|ban|trung tâm|thanh tra|chi bộ(?: (?:cơ quan|văn phòng|phòng))|"
    r"ủy ban nhân dân|đảng ủy|đảng bộ|hội đồng nhân dân)\b"
)
_NEAR = 0.6  # of the shorter office's words both have: "Trưởng thôn A" and "Trưởng thôn A, xã B" have all


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """Small letters with abbreviations written out: "UBND xã A" and "Ủy ban nhân dân xã A" meet."""
    even = even_case(name.replace("&", " và "))
    words = [_FULL.get(word, word) for word in _WORD.findall(even)]
    return " ".join(words)


@lru_cache(maxsize=4096)
def _places(plain: str) -> dict[str, str]:
    """Name of each place by its kind; the last of a kind counts."""
    return {found["kind"]: found["name"].split()[0] for found in _PLACED.finditer(plain)}


def same_awardee(first: Commendation, second: Commendation, *, same_unit: bool = False) -> bool:
    """Say whether both mean the same person or body; `same_unit`: one unit named both."""
    if first.type is not second.type:
        return False
    if first.type is AwardeeType.INDIVIDUAL:
        return _same_person(first, second, same_unit=same_unit)
    return _same_body(_plain(first.name), _plain(second.name), same_unit=same_unit)


def _same_person(first: Commendation, second: Commendation, *, same_unit: bool) -> bool:
    if matching_key(first.name) != matching_key(second.name):
        return False
    one, other = _plain(first.position), _plain(second.position)
    if _contradict(one, other):
        return False
    if same_unit and (not one or not other):
        return True
    words, others = set(one.split()), set(other.split())
    fewer = min(len(words), len(others))
    near = fewer > 0 and len(words & others) >= _NEAR * fewer
    return near and (same_unit or not (_KIND_END.search(one) or _KIND_END.search(other)))


def _contradict(one: str, other: str) -> bool:
    """Whether both name a place of one kind, and not the same."""
    places, others = _places(one), _places(other)
    return any(places[kind] != others[kind] for kind in places.keys() & others.keys())


def _same_body(one: str, other: str, *, same_unit: bool) -> bool:
    if one != other:
        longer, shorter = (one, other) if len(one) > len(other) else (other, one)
        if not longer.startswith(f"{shorter} ") or not _adds_place(longer, shorter):
            return False
    return same_unit or not (_is_inner(one) or _is_inner(other))


def _adds_place(longer: str, shorter: str) -> bool:
    """Whether what the longer name has more is the place or the whole that the body belongs to."""
    rest = longer[len(shorter) :].strip()
    if _KIND_END.search(shorter):
        return True  # "Trung tâm ... phường" and "... phường Đông Hà"
    return bool(re.match(rf"(?:{PLACE_KINDS}|sở|công an|bệnh viện|trường)\b", rest))


def _is_inner(plain: str) -> bool:
    """Whether the name says only which part of its unit a body is."""
    return bool(_KIND_END.search(plain)) or bool(_INNER.match(plain) and not _places(plain))


def group_awardees(
    commendations: Sequence[Commendation], units: Mapping[str, str]
) -> tuple[tuple[Commendation, ...], ...]:
    """Return the commendations grouped by awardee, groups and members in the given order.

    Args:
        commendations: of all reports; units: id of the reporting unit by digest of its file.
    """
    groups: list[list[Commendation]] = []
    for new in commendations:
        for group in groups:
            if any(_is_same(known, new, units) for known in group):
                group.append(new)
                break
        else:
            groups.append([new])
    return tuple(tuple(group) for group in groups)


def _is_same(known: Commendation, new: Commendation, units: Mapping[str, str]) -> bool:
    one, other = units.get(known.sha256), units.get(new.sha256)
    same_unit = known.sha256 == new.sha256 or (one is not None and one == other)
    return same_awardee(known, new, same_unit=same_unit)
