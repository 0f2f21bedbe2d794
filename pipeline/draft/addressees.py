"""To whom recommendations are addressed: groups in the order of rank, one heading a body.

The rules: "Ủy ban nhân dân" and "UBND", "Hội đồng nhân dân" and "HĐND" are the same name, and bare
"tỉnh" is "UBND tỉnh". An idea stands under the addressee that most of its statements name; among
equals under the higher one. A group is headed as its statements mostly spell it. Bodies that no
rank names stand below the districts, above "cấp có thẩm quyền"; ideas without addressee stand last.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.text import find_phrases, matching_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.draft.material import Material
    from pipeline.records import Idea

UNNAMED = "Kiến nghị chưa nêu cơ quan giải quyết"
# From the highest down; a body has the rank of the phrase that stands first in its name, and of the
# longest one there: "Trung ương Hội Nông dân" is no "Trung ương", "ngành Trung ương" neither.
_RANKS = (
    ("Trung ương", "Ban Chấp hành Trung ương", "Bộ Chính trị", "Ban Bí thư"),
    ("Quốc hội",),
    ("Chính phủ", "Thủ tướng"),
    ("Bộ", "ngành Trung ương", "cơ quan Trung ương"),
    ("Trung ương Hội", "Trung ương Đoàn", "Trung ương Mặt trận", "đoàn thể Trung ương"),
    ("Tỉnh ủy", "Thành ủy"),
    ("HĐND tỉnh", "Hội đồng nhân dân tỉnh"),
    ("UBND tỉnh", "Ủy ban nhân dân tỉnh", "tỉnh"),
    ("Sở", "các sở", "ngành", "Hội", "đoàn thể", "Mặt trận"),
    ("huyện", "Huyện ủy", "UBND huyện", "Ủy ban nhân dân huyện", "thành phố", "thị xã", "xã"),
    (),
    ("cấp có thẩm quyền", "cơ quan có thẩm quyền", "cấp trên"),
)
_OF_NO_RANK = _RANKS.index(())
_BETWEEN_BODIES = re.compile(r"[,;]| và ")
_SHORT = (
    (matching_key("Ủy ban nhân dân"), matching_key("UBND")),
    (matching_key("Hội đồng nhân dân"), matching_key("HĐND")),
)
_PROVINCE = (matching_key("UBND tỉnh"), matching_key("tỉnh"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """Ideas with one addressee.

    Attributes:
        title: the heading; names: every spelling of the addressee, empty where none is named.
    """

    title: str
    names: tuple[str, ...]
    ideas: tuple[Idea, ...]


def group_by_addressee(ideas: Sequence[Idea], material: Material) -> tuple[Addressed, ...]:
    """The ideas by addressee, the highest first, those that name none last."""
    held: dict[str, list[Idea]] = defaultdict(list)
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for idea in ideas:
        named = [s.addressee for s in material.statements_of(idea) if s.addressee]
        held[_chosen(named)].append(idea)
        for name in named:
            spelt[_key(name)][name] += 1
    ordered = sorted(held, key=lambda key: (not key, *_order(_spelling(key, spelt[key]))))
    return tuple(
        Addressed(
            title=f"Đối với {_spelling(key, spelt[key])}" if key else UNNAMED,
            names=tuple(sorted(spelt[key])),
            ideas=tuple(held[key]),
        )
        for key in ordered
    )


def _chosen(named: Iterable[str]) -> str:
    """Key of the addressee most often named, among equals of the higher; empty where none is."""
    counted = Counter(map(_key, named))
    spelling = {_key(name): name for name in named}
    ranked = sorted(counted, key=lambda key: (-counted[key], *_order(spelling[key])))
    return ranked[0] if ranked else ""


def _key(name: str) -> str:
    key = matching_key(name)
    for long, short in _SHORT:
        key = key.replace(long, short)
    return _PROVINCE[0] if key in _PROVINCE else key


def _spelling(key: str, spelt: Counter[str]) -> str:
    """How a heading names the addressee; bare "tỉnh" only where nobody names its committee."""
    full = {name: count for name, count in spelt.items() if matching_key(name) != _PROVINCE[1]}
    candidates = full or spelt
    best = max(candidates, key=lambda name: (candidates[name], -len(name), name), default="")
    return best.lower() if key == _PROVINCE[0] and not full else best


def _order(name: str) -> tuple[int, int, str]:
    """Place of the highest body named, then how many are named, then the alphabet."""
    bodies = [body for body in _BETWEEN_BODIES.split(name) if body.strip()]
    return (min(map(_rank, bodies), default=_OF_NO_RANK), len(bodies), _key(name))


def _rank(body: str) -> int:
    found = find_phrases(body, [phrase for rank in _RANKS for phrase in rank])
    return (
        next(place for place, rank in enumerate(_RANKS) if found[0][2] in rank)
        if found
        else _OF_NO_RANK
    )
