"""Names of units' places in a text: "huyện Mộ Đức" in a paragraph of the report of Tư Nghĩa.

Only bodies of a place have one: a department names every district of its province, and means it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text import find_phrases, matching_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.campaign import Campaign, Unit

_KIND = (
    r"(?i:(?:huyện|thị|thành|tỉnh|quận) (?:ủy|uỷ)|huyện|thị xã|thành phố|thị trấn|xã|phường|tỉnh|quận|"
    r"đặc khu|tp\.?|tx\.?)"
)
# Latin capitals and small letters with marks alternate: no range of a class holds one sort alone.
_UPPER = "".join(filter(str.isupper, map(chr, range(0x41, 0x1EFA))))
_CAPITALS = rf"[{_UPPER}\d][^\W_]*(?:[ '’-][{_UPPER}][^\W_]*){{0,3}}"
_PLACE = re.compile(rf"{_KIND}\s+(?P<name>{_CAPITALS})\s*$")
_BEFORE = re.compile(rf"{_KIND}\s+$")
# Who names a place so speaks of another: a neighbour, an example, a comparison.
_AS_OTHER = re.compile(
    r"(?:giáp|với|cùng|như|sang|từ|khác|so với|tại|ở|gồm|của các|các|kinh nghiệm của|học tập|tuyến|đi|đến)\s+$",
    re.IGNORECASE,
)
_LIST_SIGN = re.compile(r"\s*(?:,|;|-|–|và)\s*$")


class LeftNames:
    """Finds in a passage the place of a unit that is not the one who reports."""

    def __init__(self, campaign: Campaign) -> None:
        self._places = {unit.id: _places(unit, campaign.province) for unit in campaign.units}
        self._all = {place for places in self._places.values() for place in places}

    def find(self, text: str, unit: str, other: str) -> str | None:
        """Return the name as written of `other`'s place where the report of `unit` takes it as its own."""
        own = self._places.get(unit, frozenset())
        foreign = self._places.get(other, frozenset())
        if not own or own & foreign:
            return None
        for start, end, _ in find_phrases(text, sorted(foreign)):
            if not _is_capital(text[start:end]):
                continue
            begin = _with_kind(text, start)
            if not _AS_OTHER.search(text, 0, begin) and not self._is_listed(text, begin, end):
                return text[begin:end]
        return None

    def _is_listed(self, text: str, begin: int, end: int) -> bool:
        """Whether the place of a further unit stands beside, parted by a comma or "và"."""
        for start, stop, _ in find_phrases(text, sorted(self._all)):
            left, right = (stop, begin) if stop <= begin else (end, _with_kind(text, start))
            if left <= right and _LIST_SIGN.fullmatch(text[left:right]):
                return True
        return False


def _with_kind(text: str, start: int) -> int:
    """Where the name begins with its kind: "huyện " before "Mộ Đức"."""
    kind = _BEFORE.search(text, 0, start)
    return kind.start() if kind else start


def _is_capital(name: str) -> bool:
    """Whether every syllable begins with a capital: "Hòa Bình" is a place, "hòa bình" is peace."""
    return all(not part[:1].islower() for part in name.split())


def _places(unit: Unit, province: str) -> frozenset[str]:
    """Places by which a unit calls itself; the province is that of every unit."""
    shared = matching_key(province)
    return frozenset(
        name for name in _named((unit.name, *unit.aliases)) if matching_key(name) != shared
    )


def _named(names: Iterable[str]) -> Iterable[str]:
    return (found["name"] for name in names for found in (_PLACE.search(name),) if found)
