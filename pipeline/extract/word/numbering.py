"""Automatic numbers and bullets as Word shows them, from numbering.xml, in the order of the text.

A list (`w:num`) is an abstract list with changes; lists of one abstract list go on counting where
the other stopped unless they say where to start. Details follow measurements of Word by docx4j
(its NumberingState and ListNumberingDefinition).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.extract.word.glyphs import bullet
from pipeline.extract.word.markup import (
    ALTERNATE,
    RPR,
    VAL,
    Element,
    chosen,
    has,
    number,
    val,
    w,
)
from pipeline.extract.word.styles import Layout, Look, Styles, read_look

if TYPE_CHECKING:
    from collections.abc import Callable

_LEVELS = 9
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ROMAN_MAX = 3999


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list.

    Attributes:
        format: `w:numFmt` ("decimal"); text: pattern with %1..%9; suffix: tab, space or nothing.
        legal: show the levels above in Arabic numbers, too.
        restart_after: the number begins anew only after one of the first `restart_after` levels;
            None: after any higher level.
        style: paragraph style that stands at this level.
    """

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart_after: int | None = None
    style: str | None = None
    look: Look = field(default_factory=Look)


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    abstract: str
    levels: dict[int, Level]
    restarted: frozenset[int]


def roman(value: int) -> str:
    """Roman numeral of 1..3999; other values stay Arabic."""
    if not 0 < value <= _ROMAN_MAX:
        return str(value)
    parts = []
    for size, sign in _ROMAN:
        count, value = divmod(value, size)
        parts.append(sign * count)
    return "".join(parts)


def letters(value: int) -> str:
    """A, B, ..., Z, AA, BB, ... as Word counts; values below 1 stay Arabic."""
    if value < 1:
        return str(value)
    rounds, place = divmod(value - 1, 26)
    return chr(ord("A") + place) * (rounds + 1)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02d}",
    "upperRoman": roman,
    "lowerRoman": lambda value: roman(value).lower(),
    "upperLetter": letters,
    "lowerLetter": lambda value: letters(value).lower(),
    "none": lambda _value: "",
    "numberInDash": lambda value: f"- {value} -",
}
# Formats of Word's own making are samples: "001, 002, 003, ..." (MS-DOCX 2.2.2, w:format).
_SAMPLE = re.compile(r"custom:(0*1)(?:,.*)?")


def show(value: int, number_format: str) -> str:
    """`value` in a `w:numFmt`; formats that Vietnamese reports do not use are shown as decimal."""
    sample = _SAMPLE.fullmatch(number_format)
    if sample:
        return str(value).zfill(len(sample[1]))
    return _FORMATS.get(number_format, str)(value)


class Numbering:
    """The lists of one file."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, Element] = {}
        self._nums: dict[int, Element] = {}
        if root is not None:
            for item in root.findall(w("abstractNum")):
                self._abstract[item.get(w("abstractNumId"), "")] = item
            for item in root.findall(w("num")):
                self._nums[number(item.get(w("numId"))) or 0] = item
        self._lists: dict[int, _List | None] = {}

    def find(self, num_id: int) -> _List | None:
        """The list with this `w:numId`; None if the file does not define it."""
        if num_id not in self._lists:
            self._lists[num_id] = self._read_list(num_id)
        return self._lists[num_id]

    def _read_list(self, num_id: int) -> _List | None:
        item = self._nums.get(num_id)
        abstract_id = val(item, "abstractNumId") or ""
        abstract = self._resolve_link(self._abstract.get(abstract_id))
        if item is None or abstract is None:
            return None
        levels = {_depth_of(level): _read_level(level) for level in abstract.findall(w("lvl"))}
        restarted = set()
        for override in item.findall(w("lvlOverride")):
            depth = _depth_of(override)
            own = override.find(w("lvl"))
            if own is not None:
                levels[depth] = _read_level(own)
            start = number(val(override, "startOverride"))
            if start is not None and depth in levels:
                levels[depth] = replace(levels[depth], start=start)
                restarted.add(depth)
        return _List(abstract=abstract_id, levels=levels, restarted=frozenset(restarted))

    def _resolve_link(self, abstract: Element | None) -> Element | None:
        """Follow `w:numStyleLink` to the abstract list that holds the levels."""
        link = val(abstract, "numStyleLink")
        if link is None:
            return abstract
        others = (item for item in self._abstract.values() if val(item, "styleLink") == link)
        return next(others, abstract)


class ListCounter:
    """How far each list has counted in one story: body, note, header and box count apart."""

    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        self._numbering = numbering
        self._styles = styles
        # by abstract list, also where it takes its levels from another one; None: begins anew
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._restarted: set[tuple[int, int]] = set()

    def label(self, direct: Layout, style: str | None, look: Look) -> str:
        """Number or bullet of the next paragraph, with the blank behind it; "" if it has none.

        Args:
            direct: what the paragraph itself says; its style speaks where it is silent.
            style: id of the paragraph's style.
            look: of the paragraph's mark; its capitals hold for the number, too.
        """
        inherited = self._styles.layout(style)
        num_id = inherited.num_id if direct.num_id is None else direct.num_id
        found = self._numbering.find(num_id) if num_id else None
        if found is None or num_id is None:
            return ""
        depth = self._depth(found, direct, style, inherited.list_level)
        if depth not in found.levels:
            return ""
        return _compose(found.levels, depth, self._count(num_id, found, depth), look)

    def _depth(self, found: _List, direct: Layout, style: str | None, inherited: int | None) -> int:
        """Level of a paragraph: its own, else the one that names its style, else the style's."""
        if direct.list_level is not None or direct.num_id is not None:
            return direct.list_level or 0
        by_style = {item.style: depth for depth, item in found.levels.items() if item.style}
        ids = (item.get(w("styleId"), "") for item in self._styles.chain(style))
        return next((by_style[item] for item in ids if item in by_style), inherited or 0)

    def _count(self, num_id: int, found: _List, depth: int) -> list[int | None]:
        counts = self._counts.setdefault(found.abstract, [None] * _LEVELS)
        self._begin(found, depth, counts)
        if depth in found.restarted and (num_id, depth) not in self._restarted:
            # a list that says where to start does so once, at its first paragraph
            self._restarted.add((num_id, depth))
            counts[depth] = None
        before = counts[depth]
        counts[depth] = found.levels[depth].start if before is None else before + 1
        for deeper in range(depth + 1, _LEVELS):
            limit = found.levels[deeper].restart_after if deeper in found.levels else None
            if limit is None or depth < limit:
                counts[deeper] = None
        return counts

    def _begin(self, found: _List, depth: int, counts: list[int | None]) -> None:
        """Count the levels above as begun when a level is met before them, as Word does."""
        if (found.abstract, depth) not in self._begun:
            for higher in range(depth - 1, -1, -1):
                if (found.abstract, higher) in self._begun or higher not in found.levels:
                    break
                counts[higher] = found.levels[higher].start
                self._begun.add((found.abstract, higher))
        self._begun.add((found.abstract, depth))


def _depth_of(item: Element) -> int:
    return min(max(number(item.get(w("ilvl"))) or 0, 0), _LEVELS - 1)


def _read_level(item: Element) -> Level:
    start = number(val(item, "start"))
    text = item.find(w("lvlText"))
    look = read_look(item.find(RPR))
    kind = _format_of(item)
    pattern = "" if text is None else text.get(VAL, "")
    if kind == "bullet":
        pattern = bullet(pattern, look.font) or ("•" if val(item, "lvlPicBulletId") else "")
    return Level(
        start=1 if start is None else start,
        format=kind,
        text=pattern,
        suffix=val(item, "suff") or "tab",
        legal=has(item, "isLgl"),
        restart_after=number(val(item, "lvlRestart")),
        style=val(item, "pStyle"),
        look=look,
    )


def _format_of(level: Element) -> str:
    """`w:numFmt`, which for a format of Word's own stands in an alternative with a sample."""
    alternative = level.find(ALTERNATE)
    branch = None if alternative is None else chosen(alternative)
    own = None if branch is None else branch.find(w("numFmt"))
    found = level.find(w("numFmt")) if own is None else own
    if found is None:
        return "decimal"
    kind = found.get(VAL, "decimal")
    return f"custom:{found.get(w('format'), '')}" if kind == "custom" else kind


def _compose(levels: dict[int, Level], depth: int, counts: list[int | None], look: Look) -> str:
    level = levels[depth]
    text = level.text
    if level.format != "bullet":
        for i in range(_LEVELS):
            if f"%{i + 1}" in text:
                legal = level.legal and i < depth  # the level itself keeps its format
                text = text.replace(f"%{i + 1}", _part(levels, i, counts[i], legal=legal))
    capitals = look.caps if level.look.caps is None else level.look.caps
    shown = text.upper() if capitals else text
    if not shown.strip() or level.look.hidden:
        return ""
    return shown if level.suffix == "nothing" else f"{shown} "


def _part(levels: dict[int, Level], i: int, count: int | None, *, legal: bool) -> str:
    source = levels.get(i, Level())
    value = source.start if count is None else count
    return show(value, "decimal" if legal and source.format != "none" else source.format)
