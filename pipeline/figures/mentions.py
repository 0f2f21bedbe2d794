"""A figure with all that comparing needs: `Mention`, and how one is made of a number and its words.

`Figure` is what a run stores; a mention adds the keys of its words, its place, how exact it is. It is
made of a report whenever it is needed and never stored.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.figures.measures import to_base
from pipeline.figures.words import content_keys
from pipeline.records import Figure, make_id
from pipeline.text import matching_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.campaign import Campaign
    from pipeline.figures.numbers import Number
    from pipeline.figures.scopes import Place
    from pipeline.records import Cell, Passage

_ROUNDED_FROM = 1000.0  # below it people write the exact number: "400 hộ" is 400


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContext:
    """What is known of a report before its figures are read.

    Attributes:
        place: what the reporting unit stands for; names: places that need no level word to be known.
        body: it counts members, sites or accounts of its own.
        year: the year that the campaign's title names, for "6 tháng cuối năm".
    """

    unit: str | None
    place: Place | None
    names: Mapping[str, Place]
    campaign: Campaign
    year: int | None
    body: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A figure as it compares.

    Attributes:
        core: keys of what is counted; full: of the whole clause with its headings as well.
        noun: keys of the counted noun; empty for units of measure.
        place: resolved; None where the unit is not known.
        low, high: the values that the writing leaves open, in the base unit of `dimension`.
        change: it says by how much something changed; aside: it is only what others are compared with.
        cell: place in a table, None in running text.
        anchor: the words that a later figure of the sentence takes where its own say too little.
        whole: of "154/159 xã" the second number.
        body: its unit counts members, sites or accounts of its own.
    """

    figure: Figure
    core: frozenset[str]
    full: frozenset[str]
    noun: frozenset[str]
    place: Place | None
    dimension: str
    base: float
    low: float
    high: float
    change: bool = False
    aside: bool = False
    cell: Cell | None = None
    anchor: str = ""
    whole: float | None = None
    body: bool = False


def noun_keys(measure: str, dimension: str) -> frozenset[str]:
    """Keys of the counted noun; of a noun that is elsewhere a mere filler ("huyện") all its keys."""
    if dimension != "count":
        return frozenset()
    return frozenset(content_keys(measure) or matching_key(measure).split())


def span_of_value(number: Number, power: float, measure: str) -> tuple[str, float, float, float]:
    """Dimension, value and the bounds that its writing leaves open, in the base unit."""
    value, step = number.value * power, number.step * power
    dimension, base = to_base(value, measure)
    scale = to_base(1.0, measure)[1]
    if number.qualifier:
        step = max(step, _lowest_digit(number.value, number.step) * power)
        low = value - (0.0 if number.side > 0 else step)
        high = value + (0.0 if number.side < 0 else step)
        return dimension, base, low * scale, high * scale
    exact = power == 1.0 and number.step >= 1.0 and dimension == "count"
    half = step / 2
    if exact:
        half = _rounding(value)
    return dimension, base, (value - half) * scale, (value + half) * scale


def _rounding(value: float) -> float:
    """Half the worth of the last digit of a count that looks rounded: two digits, then zeros."""
    lowest = _lowest_digit(value, 1.0)
    rounded = value >= _ROUNDED_FROM and value / lowest < 100  # noqa: PLR2004 - two digits are left
    return lowest / 2 if rounded else 0.0


def _lowest_digit(value: float, step: float) -> float:
    """Worth of the last digit that is not zero, never less than the step that was written."""
    if value <= 0 or step < 1.0:
        return step
    worth = 1.0
    while math.fmod(value, worth * 10) == 0:
        worth *= 10
    return worth


def make_figure(
    passage: Passage,
    span: tuple[int, int],
    *,
    indicator: str,
    value: float,
    measure: str,
    scope: str | None,
    period: str | None,
    approximate: bool,
) -> Figure:
    """A figure whose text is `passage.text[start:end]`."""
    start, end = span
    return Figure(
        id=make_id(passage.id, start, end, "figure"),
        passage=passage.id,
        sha256=passage.sha256,
        page=passage.page,
        start=start,
        end=end,
        text=passage.text[start:end],
        indicator=indicator,
        value=value,
        measure=measure,
        scope=scope,
        period=period,
        approximate=approximate,
    )
