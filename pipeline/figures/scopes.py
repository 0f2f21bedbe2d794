"""Where a figure counts: places named in text, and the place of a reporting unit.

Gives place mentions from text, and `Place`s that compare: level and name. A figure without a named
place counts its reporting unit; which one that is follows from the campaign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.text import matching_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.campaign import Campaign

_LEVELS: Mapping[str, str] = {
    "tỉnh": "province", "thành phố": "district", "tp": "district", "tp.": "district", "thị xã": "district",
    "tx": "district", "tx.": "district", "quận": "district", "huyện": "district", "xã": "commune",
    "phường": "commune", "thị trấn": "commune", "thành ủy": "district", "thị ủy": "district",
    "huyện ủy": "district", "quận ủy": "district", "tỉnh ủy": "province",
    "thôn": "hamlet", "bản": "hamlet", "ấp": "hamlet", "buôn": "hamlet", "làng": "hamlet", "xóm": "hamlet",
}  # fmt: skip
_AREA_WORDS = ("tỉnh", "thành phố", "thị xã", "quận", "huyện", "xã", "phường", "thị trấn")
# Latin capitals and small letters with marks alternate: no range of a class holds one sort alone.
_CAPITAL = "".join(filter(str.isupper, map(chr, range(0x41, 0x1EFA))))
# "Tỉnh Đoàn", "huyện Hội", "Huyện Ủy" are bodies, not places.
_NAME = (
    rf"(?!(?:Hội|Đoàn|Ủy|Uỷ|Đảng|Mặt|Công|Ban)\b)"
    rf"[{_CAPITAL}][^\W\d_]*(?:(?:\s|-|\s-\s)[{_CAPITAL}][^\W\d_]*){{0,3}}"
)
_LEVEL = "|".join(sorted((re.escape(level) for level in _LEVELS), key=len, reverse=True))
_NAMED = re.compile(rf"\b(?P<level>(?i:{_LEVEL}))\s+(?P<name>{_NAME})")
_AREAS = "|".join(_AREA_WORDS)
_WHOLE = re.compile(
    rf"\b(?:(?:toàn|cả)\s+(?P<all>{_AREAS})\b|trên địa bàn\s+(?P<on>{_AREAS})\b(?!\s+(?-i:[{_CAPITAL}]))|"
    rf"(?:trong|bình quân(?: chung)?(?: của)?)\s+(?P<within>tỉnh)\b(?!\s+(?-i:[{_CAPITAL}]))|"
    r"(?P<nation>cả nước|toàn quốc|toàn Đảng|cả nước ta))",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"^(?:(?:ban thường vụ|bch|btv|ban chấp hành|đảng ủy|đảng uỷ|đảng bộ|ủy ban nhân dân|uỷ ban nhân dân|ubnd|hđnd|"
    r"ủy ban|uỷ ban|mặt trận tổ quốc|mttq|việt nam|các|của|ban thường trực|ủy ban mttq việt nam)\s+)+",
    re.IGNORECASE,
)
_TOTAL_LEVELS = {"tỉnh": "province", "xã": "commune", "phường": "commune", "thị trấn": "commune"}


# Bodies with members, sites or accounts of their own: what they count without a place is theirs.
_BODIES = re.compile(
    r"hội\b|đoàn\b|liên đoàn|tổng liên đoàn|công đoàn|mặt trận|ủy ban mặt trận|đảng ủy khối|đảng uỷ khối|bệnh viện|"
    r"ban quản lý|trường|đồn|chi nhánh|ngân hàng|quỹ|công ty|tổng công ty|tập đoàn|trung tâm|"
    r"đại học|hạt|đội|bộ chỉ huy|công an",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place as it compares: `level` is nation, province, district, commune, hamlet or "" (not said)."""

    level: str
    name: str

    def meets(self, other: Place) -> bool:
        """Say whether both can be one place: the same name, and the same level where both say one."""
        return self.name == other.name and (
            self.level == other.level or "" in {self.level, other.level}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place named at `text[start:end]`, as written."""

    start: int
    end: int
    text: str


def find_places(text: str, names: Mapping[str, Place]) -> tuple[PlaceMention, ...]:
    """Every place that `text` names: with its level, as a whole ("toàn tỉnh"), or by a known name alone."""
    spans = [m.span() for pattern in (_NAMED, _WHOLE) for m in pattern.finditer(text)]
    for name in _known(text, names):
        if not any(a < name[1] and name[0] < b for a, b in spans):
            spans.append(name)
    return tuple(PlaceMention(start=a, end=b, text=text[a:b]) for a, b in sorted(spans))


def _known(text: str, names: Mapping[str, Place]) -> list[tuple[int, int]]:
    runs = re.finditer(_NAME, text)
    return [m.span() for m in runs if matching_key(m.group()) in names]


def place_of(
    text: str, *, unit: Place | None, campaign: Campaign, bare: bool = True
) -> Place | None:
    """The place that `text` names; the unit's own for "toàn huyện"; None where it names none.

    Args:
        bare: a capitalised name without a level word counts as a place too.
    """
    text = " ".join(text.split())
    whole = _WHOLE.search(text)
    named = _NAMED.search(text)
    if named and not (whole and whole.start() < named.start()):
        level = _LEVELS[named["level"].lower()]
        return Place(level=level, name=matching_key(named["name"]))
    if whole:
        if whole["nation"]:
            return Place(level="nation", name="")
        area = (whole["all"] or whole["on"] or whole["within"]).lower()
        level = _TOTAL_LEVELS.get(area, "district")
        if level == "province":
            return unit if unit is not None and unit.level == level else province_of(campaign)
        return unit if unit is not None and unit.level in {level, ""} else None
    if not bare or not re.fullmatch(_NAME, text):
        return None
    return Place(level="", name=matching_key(text))


def province_of(campaign: Campaign) -> Place:
    """The campaign's province; the nation for a campaign that names none."""
    name = re.sub(r"^(?:tỉnh|thành phố)\s+", "", campaign.province, flags=re.IGNORECASE)
    if re.search(r"trung ương|cả nước|toàn quốc", name, re.IGNORECASE):
        name = ""
    return (
        Place(level="province", name=matching_key(name)) if name else Place(level="nation", name="")
    )


def unit_place(unit: str | None, campaign: Campaign) -> Place | None:
    """The place that a unit stands for: its own, or the province for a body of the province."""
    found = next((u for u in campaign.units if u.id == unit), None)
    if found is None:
        return None
    for name in (found.name, *found.aliases):
        place = _from_name(name)
        if place is not None:
            return place
    return _shared_place(found.name, campaign) or province_of(campaign)


def _shared_place(name: str, campaign: Campaign) -> Place | None:
    """The place of another unit that ends this one's name: "Sở Y tế Nghệ An" beside "Tỉnh ủy Nghệ An"."""
    key = matching_key(name)
    places = [p for u in campaign.units if (p := _from_name(u.name)) and p.name]
    return next((p for p in places if key.endswith(f" {p.name}")), None)


def is_body(unit: str | None, campaign: Campaign) -> bool:
    """Say whether a unit counts members, sites or accounts of its own, and not its whole province."""
    return any(u.id == unit and _BODIES.match(u.name) is not None for u in campaign.units)


def _from_name(name: str) -> Place | None:
    name = name.replace("uỷ", "ủy").replace("Uỷ", "Ủy")
    if re.search(r"trung ương|^bộ\s|chính phủ", name, re.IGNORECASE):
        return Place(level="nation", name="")
    found = list(_NAMED.finditer(_BODY.sub("", name)))
    return (
        Place(level=_LEVELS[found[-1]["level"].lower()], name=matching_key(found[-1]["name"]))
        if found
        else None
    )


def known_places(campaign: Campaign) -> dict[str, Place]:
    """Places of the campaign's units by the key of their bare name, without the province."""
    places = [p for u in campaign.units if (p := unit_place(u.id, campaign))]
    province = province_of(campaign)
    return {p.name: p for p in places if p.name and p.name != province.name}
