"""Which unit of the campaign a head names: by full name, alias, and the kind of body with its place.

Names are compared without case, tone placement and, failing that, without marks: "HUYỆN UỶ BÌNH SƠN"
is "Huyện ủy Bình Sơn". A name in the issuing lines outweighs one in the title, signature or opening.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.text import matching_key, plain_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.campaign import Campaign, Unit

# Words that say what kind of body a name is; the rest of the name is its place or field.
_BODY_WORDS = re.compile(
    r"\b(?:ban thuong vu|ban chap hanh|huyen uy|thanh uy|thi uy|tinh uy|dang uy|uy ban nhan dan|ubnd|"
    r"hdnd|huyen|thanh pho|thi xa|tp|tx|xa|phuong|thi tran|tinh|dang bo)\b"
)
_WEIGHTS = {"head": 8.0, "signature": 4.0, "title": 3.0, "opening": 2.0}
_PLACES = {
    "head": "tiêu đề văn bản",
    "signature": "phần ký",
    "title": "tên báo cáo",
    "opening": "phần mở đầu",
}
_FULL, _PLAIN, _CORE = 1.0, 0.8, 0.5
_MARGIN = 1.15  # the best must beat the second by this, else a person decides


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMatch:
    """The unit found, or None, and why, in Vietnamese."""

    unit: str | None
    reason: str


def match_unit(
    campaign: Campaign,
    *,
    head: Sequence[str],
    title: Sequence[str],
    opening: Sequence[str],
    signature: Sequence[str],
) -> UnitMatch:
    """Return the campaign's unit that the document names as its author."""
    places = {"head": head, "signature": signature, "title": title, "opening": opening}
    scores = {unit.id: _score(unit, places, campaign) for unit in campaign.units}
    ranked = sorted(scores.items(), key=lambda item: (-item[1][0], item[0]))
    best, (points, reason) = ranked[0]
    second = ranked[1][1][0] if len(ranked) > 1 else 0.0
    if points <= 0:
        return UnitMatch(
            unit=None, reason="đầu văn bản không nêu đơn vị nào trong danh sách của kế hoạch."
        )
    if points < second * _MARGIN:
        names = campaign.unit_names()
        return UnitMatch(
            unit=None, reason=f"có thể là {names[best]} hoặc {names[ranked[1][0]]}; hãy chọn giúp."
        )
    return UnitMatch(unit=best, reason=reason)


def _score(unit: Unit, places: dict[str, Sequence[str]], campaign: Campaign) -> tuple[float, str]:
    """Points of the best place that names the unit, plus a little for each other place."""
    points, reason, best = 0.0, "", 0.0
    province = plain_key(campaign.province)
    for place, lines in places.items():
        share, name = _best_name(unit, lines, province)
        value = share * _WEIGHTS[place]
        points += value
        if value > best:
            best, reason = value, f"“{name}” ở {_PLACES[place]}"
    return points, reason


def _best_name(unit: Unit, lines: Sequence[str], province: str) -> tuple[float, str]:
    """How surely the lines name the unit (0..1), and by which name.

    A long name outweighs a short one that it contains ("Sở Nội vụ" within "Sở Nội vụ huyện ...").
    """
    best, by = 0.0, ""
    exact, plain = (
        [f" {matching_key(t)} " for t in _windows(lines)],
        [f" {plain_key(t)} " for t in _windows(lines)],
    )
    for name in (unit.name, *unit.aliases):
        for share, key, texts in (
            (_FULL, matching_key(name), exact),
            (_PLAIN, plain_key(name), plain),
            (_CORE, _core(name, province), plain),
        ):
            if key and any(f" {key} " in text for text in texts):
                value = share + min(len(key), 60) / 600
                if value > best:
                    best, by = value, name
                break
    return best, by


def _windows(lines: Sequence[str]) -> Iterable[str]:
    """Single lines and neighbours joined: a long name goes over two lines."""
    yield from lines
    for first, second in itertools.pairwise(lines):
        yield f"{first} {second}"


def _core(name: str, province: str) -> str:
    """The place or field of a name, where the kind of body is left out; "" when little is left."""
    core = _BODY_WORDS.sub(" ", plain_key(name))
    core = " ".join(core.split())
    if core == province or len(core) < 4:  # noqa: PLR2004 - "mai", "an" stand in too many words
        return ""
    return core
