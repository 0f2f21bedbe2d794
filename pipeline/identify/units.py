"""Which unit of the campaign a head names: by full name, alias, and the kind of body with its place.

Names are compared without case, tone placement and, failing that, without marks: "HUYỆN UỶ BÌNH SƠN"
is "Huyện ủy Bình Sơn". A name in the issuing lines outweighs one in the title, signature or opening.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.text import find_letterhead_date, matching_key, plain_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.campaign import Campaign, Unit

# Words that say what kind of body a name is; the rest of the name is its place or field.
_BODY_WORDS = re.compile(
    r"\b(?:ban thuong vu|ban chap hanh|huyen uy|thanh uy|thi uy|tinh uy|dang uy|uy ban nhan dan|"
    r"hoi dong nhan dan|huyen|thanh pho|thi xa|xa|phuong|thi tran|tinh|dang bo)\b"
)
_ABBREVIATIONS = {
    "UBND": "ủy ban nhân dân", "HĐND": "hội đồng nhân dân", "MTTQ": "mặt trận tổ quốc",
    "LĐLĐ": "liên đoàn lao động", "LHPN": "liên hiệp phụ nữ", "TP": "thành phố", "TX": "thị xã",
}  # fmt: skip
_ABBREVIATION = re.compile(rf"\b(?:{'|'.join(_ABBREVIATIONS)})\b", re.IGNORECASE)
# A report of the Party's unit may come under the head of the State's body of the same place.
_PARTY = re.compile(r"^(?:ban thuong vu )?(huyen uy|thanh uy|thi uy|dang uy xa|dang uy phuong)\b")
_STATE = {
    "huyen uy": "huyen", "thanh uy": "thanh pho", "thi uy": "thi xa", "dang uy xa": "xa",
    "dang uy phuong": "phuong",
}  # fmt: skip
_SUBJECT = re.compile(r"\W*(?:V/v|Về việc)\b", re.IGNORECASE)
_WEIGHTS = {"head": 8.0, "signature": 4.0, "title": 3.0, "opening": 2.0}
_PLACES = {
    "head": "tiêu đề văn bản",
    "signature": "phần ký",
    "title": "tên báo cáo",
    "opening": "phần mở đầu",
}
_FULL, _PLAIN, _TERRITORY, _CORE = 1.0, 0.8, 0.6, 0.5
_ABOVE = 0.5  # of a name above another in the head: the body above is named before the issuing one
_PROVINCE = re.compile(r"\bTỈNH (?P<name>[\w -]+)")
_MARGIN = 1.15  # the best must beat the second by this, else a person decides


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMatch:
    """The unit found, or None, and why, in Vietnamese."""

    unit: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hit:
    """That lines name a unit: how surely (about 0..1), by which name and plain key, in which line."""

    share: float
    name: str
    key: str
    line: int

    @property
    def value(self) -> float:
        return self.share + min(len(self.key), 60) / 600


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """Keys of a line, or of two neighbours: a long name goes over two lines."""

    number: int
    exact: str
    plain: str


def match_unit(
    campaign: Campaign,
    *,
    head: Sequence[str],
    title: Sequence[str],
    opening: Sequence[str],
    signature: Sequence[str],
) -> UnitMatch:
    """Return the campaign's unit that the document names as its author."""
    places = {
        "head": _issuing_lines(head),
        "signature": signature,
        "title": title,
        "opening": opening,
    }
    points, reasons = _score(campaign, places)
    if not points:
        return UnitMatch(
            unit=None, reason="đầu văn bản không nêu đơn vị nào trong danh sách của kế hoạch."
        )
    best, *others = sorted(points, key=lambda unit: (-points[unit], unit))
    if others and points[best] < points[others[0]] * _MARGIN:
        names = campaign.unit_names()
        return UnitMatch(
            unit=None, reason=f"có thể là {names[best]} hoặc {names[others[0]]}; hãy chọn giúp."
        )
    if stranger := _other_province(campaign, best, head):
        reason = f"{reasons[best]}, nhưng văn bản ghi {stranger}, không phải {campaign.province}."
        return UnitMatch(unit=None, reason=reason)
    return UnitMatch(unit=best, reason=reasons[best])


def _other_province(campaign: Campaign, unit_id: str, head: Sequence[str]) -> str | None:
    """The province in the head's capitals when it is another: "Sở Nội vụ" stands in every province.

    A campaign whose units are provinces has them in its units' names.
    """
    own = plain_key(campaign.province)
    unit = next(unit for unit in campaign.units if unit.id == unit_id)
    names = plain_key(" ".join((unit.name, *unit.aliases)))
    for line in head:
        found = _PROVINCE.search(line)
        key = plain_key(found["name"]) if found and line.isupper() else ""
        if own and key and own not in key and key not in names:
            return line.strip()
    return None


def _issuing_lines(head: Sequence[str]) -> list[str]:
    """The head without its date line and its "V/v ...": both may name other bodies and places."""
    kept: list[str] = []
    subject = False
    for line in head:
        subject = bool(_SUBJECT.match(line)) or (subject and not line.isupper())
        if not subject and find_letterhead_date(line) is None:
            kept.append(line)
    return kept


def _score(
    campaign: Campaign, places: dict[str, Sequence[str]]
) -> tuple[dict[str, float], dict[str, str]]:
    """Points of each unit that is named over all places, and its best place in words."""
    points: dict[str, float] = {}
    reasons: dict[str, tuple[float, str]] = {}
    for place, lines in places.items():
        hits = _find_hits(campaign, lines)
        last = max((hit.line for hit in hits.values() if hit.share >= _PLAIN), default=0)
        for unit, hit in hits.items():
            above = place == "head" and hit.line < last
            value = hit.value * _WEIGHTS[place] * (_ABOVE if above else 1)
            points[unit] = points.get(unit, 0.0) + value
            reason = f"“{hit.name}” ở {_PLACES[place]}"
            reasons[unit] = max(reasons.get(unit, (0.0, "")), (value, reason))
    return points, {unit: reason for unit, (_, reason) in reasons.items()}


def _find_hits(campaign: Campaign, texts: Sequence[str]) -> dict[str, _Hit]:
    """The units that the lines name; a name within a longer one that is named does not count.

    "Sở Nội vụ huyện Trà Bồng" names no "Sở Nội vụ".
    """
    lines = list(_key_lines(texts))
    province = plain_key(campaign.province)
    found = {unit.id: _best_hit(unit, lines, province) for unit in campaign.units}
    hits = {unit: hit for unit, hit in found.items() if hit}
    return {
        unit: hit
        for unit, hit in hits.items()
        if not any(_covers(other, hit) for other in hits.values())
    }


def _covers(longer: _Hit, shorter: _Hit) -> bool:
    inside = longer.key != shorter.key and f" {shorter.key} " in f" {longer.key} "
    return inside and longer.share >= shorter.share


def _key_lines(texts: Sequence[str]) -> Iterator[_Line]:
    """Single lines, the last first, then neighbours joined."""
    full = [_spell_out(text) for text in texts]
    for number in reversed(range(len(full))):
        yield _line(number, full[number])
    for number, (first, second) in enumerate(itertools.pairwise(full), 1):
        yield _line(number, f"{first} {second}")


def _line(number: int, text: str) -> _Line:
    return _Line(number=number, exact=f" {matching_key(text)} ", plain=f" {plain_key(text)} ")


def _spell_out(text: str) -> str:
    return _ABBREVIATION.sub(lambda found: _ABBREVIATIONS[found.group().upper()], text)


def _best_hit(unit: Unit, lines: Sequence[_Line], province: str) -> _Hit | None:
    """The surest naming of a unit by its name or an alias."""
    hits = (_find_name(name, lines, province) for name in (unit.name, *unit.aliases))
    return max(filter(None, hits), key=lambda hit: hit.value, default=None)


def _find_name(name: str, lines: Sequence[_Line], province: str) -> _Hit | None:
    full = _spell_out(name)
    exact, plain = matching_key(full), plain_key(full)
    for line in lines:
        if exact and f" {exact} " in line.exact:
            return _Hit(share=_FULL, name=name, key=plain, line=line.number)
    if (below := _parted_line(plain, lines)) is not None:
        return _Hit(share=_FULL, name=name, key=plain, line=below)
    for share, key in (
        (_PLAIN, plain),
        (_TERRITORY, _territory(plain)),
        (_CORE, _core(plain, province)),
    ):
        for line in lines:
            if key and f" {key} " in line.plain:
                return _Hit(share=share, name=name, key=key, line=line.number)
    return None


def _parted_line(plain: str, lines: Sequence[_Line]) -> int | None:
    """The line that a name fills but for its place, which stands above it.

    "UBND TỈNH NGHỆ AN" over "SỞ GIÁO DỤC VÀ ĐÀO TẠO" names "Sở Giáo dục và Đào tạo Nghệ An".
    """
    for line in lines:
        own = line.plain.strip()
        rest = plain.removeprefix(f"{own} ")
        if own and rest != plain and len(own.split()) > 1:
            above = (other for other in lines if other.number < line.number)
            if any(f" {rest} " in other.plain for other in above):
                return line.number
    return None


def _territory(plain: str) -> str:
    """The place of a Party unit as the State names it ("huyen binh son"), else ""."""
    party = _PARTY.match(plain)
    return _STATE[party[1]] + plain[party.end() :] if party else ""


def _core(plain: str, province: str) -> str:
    """The place or field of a name, where the kind of body is left out; "" when little is left."""
    core = " ".join(_BODY_WORDS.sub(" ", plain).split())
    if core == province or len(core) < 4:  # noqa: PLR2004 - "mai", "an" stand in too many words
        return ""
    return core
