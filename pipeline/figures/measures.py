"""Measures: how they are written, what they measure, and how one converts to another.

Gives the measure behind a number, and any value in the base unit of its dimension, so that
"18,65 tỷ đồng" and "18.650 triệu đồng" meet. What is counted (hộ, vụ, lượt) is its own dimension.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.text import matching_key

if TYPE_CHECKING:
    from collections.abc import Mapping

POWERS: Mapping[str, float] = {
    "trăm": 1e2, "nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9,
}  # fmt: skip
# Dimension and factor to its base unit.
_UNITS: Mapping[str, tuple[str, float]] = {
    "%": ("share", 1.0), "phần trăm": ("share", 1.0), "‰": ("share", 0.1),
    "điểm phần trăm": ("share points", 1.0), "điểm %": ("share points", 1.0),
    "đồng": ("money", 1.0), "đ": ("money", 1.0), "vnđ": ("money", 1.0),
    "usd": ("dollars", 1.0), "đô la mỹ": ("dollars", 1.0), "đô la": ("dollars", 1.0),
    "euro": ("euros", 1.0), "eur": ("euros", 1.0),
    "ha": ("area", 1e4), "héc-ta": ("area", 1e4), "hecta": ("area", 1e4), "héc ta": ("area", 1e4),
    "m2": ("area", 1.0), "m²": ("area", 1.0), "mét vuông": ("area", 1.0),
    "km2": ("area", 1e6), "km²": ("area", 1e6), "ki-lô-mét vuông": ("area", 1e6),
    "km": ("length", 1e3), "ki-lô-mét": ("length", 1e3), "cây số": ("length", 1e3),
    "m": ("length", 1.0), "mét": ("length", 1.0),
    "m3": ("volume", 1.0), "m³": ("volume", 1.0), "mét khối": ("volume", 1.0), "lít": ("volume", 1e-3),
    "tấn": ("mass", 1e3), "tạ": ("mass", 1e2), "yến": ("mass", 10.0), "kg": ("mass", 1.0),
    "ki-lô-gam": ("mass", 1.0), "lần": ("times", 1.0),
    "mw": ("power", 1e3), "kw": ("power", 1.0), "kwh": ("energy", 1.0),
}  # fmt: skip
_CURRENCIES = frozenset({"money", "dollars", "euros"})
_POWER = rf"(?:{'|'.join(POWERS)})"
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_BEHIND = re.compile(
    rf"\s?(?P<powers>{_POWER}(?:\s+{_POWER})?(?![^\W_]))?\s?"
    rf"(?P<unit>(?:{_UNIT})(?![^\W_])(?:(?<!đồng)|(?!\s+(?:chí|bào|chủ|đội|ruộng|hồ|thời|loạt|tháp)\b)))?(?P<per>(?:\s?/\s?[^\W\d_]+(?:\s[^\W\d_]+)??(?=[\s,.;:)/]|$))+)?",
    re.IGNORECASE,
)
_WRITTEN = re.compile(rf"(?P<powers>(?:{_POWER}\s+)*)(?P<unit>.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure found behind a number: `written` as a record gives it, `power` for the value."""

    written: str
    power: float
    end: int


def find_measure(text: str, at: int) -> Measure:
    """Return the measure that begins at `at`; `written` is "" where something is counted or nothing said.

    The power words of money belong to the measure ("tỷ đồng"), all others to the value ("2 nghìn hộ").
    """
    found = _BEHIND.match(text, at)
    if not found or not (found["powers"] or found["unit"]):
        return Measure(written="", power=1.0, end=at)
    powers, unit = (found["powers"] or "").lower().split(), found["unit"] or ""
    per = found["per"] or "" if unit else ""
    end = found.end() if unit else found.end("powers")
    if unit and _UNITS[unit.lower()][0] in _CURRENCIES:
        return Measure(
            written=" ".join([*powers, unit]) + per.replace(" /", "/"), power=1.0, end=end
        )
    if (
        not unit
        and powers
        and powers[-1] in {"tỷ", "tỉ"}
        and not re.match(r"\s+[^\W\d_]", text[end:])
    ):
        return Measure(written=" ".join([*powers, "đồng"]), power=1.0, end=end)
    power = 1.0
    for word in powers:
        power *= POWERS[word]
    return Measure(written=unit + per, power=power, end=end)


def is_unit(written: str) -> bool:
    """Say whether `written` is a unit of measure ("tỷ đồng", "%"), and nothing that is counted."""
    return _split(written) is not None


def to_base(value: float, measure: str) -> tuple[str, float]:
    """Dimension and value in its base unit; the dimension of what is counted is "count"."""
    parts = _split(measure)
    if parts is None:
        return "count", value
    dimension, factor, per = parts
    return dimension + per, value * factor


def _split(measure: str) -> tuple[str, float, str] | None:
    unit, slash, per = measure.lower().partition("/")
    found = _WRITTEN.fullmatch(unit.strip())
    if not found or found["unit"] not in _UNITS:
        return None
    dimension, factor = _UNITS[found["unit"]]
    for word in found["powers"].split():
        factor *= POWERS[word]
    return dimension, factor, f"/{matching_key(per)}" if slash else ""
