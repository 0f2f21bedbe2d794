"""Totals over the units of a campaign: sums of what is counted, means of shares weighted by their base.

Gives `Total`s from the figures that units give of their own place. Units of one level alone are added:
a province's figure holds those of its districts. Without a base that every unit names, no mean is made.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.figures.compare import last_year, same_indicator, same_time
from pipeline.figures.measures import to_base
from pipeline.figures.words import Weights, weigh_words
from pipeline.records import Total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.campaign import Campaign
    from pipeline.figures.mentions import Mention
    from pipeline.figures.report import ReportFigures

_ADDITIVE = frozenset({"count", "money", "dollars", "euros", "area", "length", "volume", "mass"})
_SAME = 0.8  # a wrong part makes the whole sum wrong: stricter than for a contradiction, which is looked at
_LEAST_UNITS = 3  # fewer make no line of a synthesis
_LEAST_KEYS = 2
_AVERAGE = re.compile(
    r"bình quân|trung bình|mỗi|một hộ|nhiều nhất|ít nhất|cao nhất|thấp nhất", re.IGNORECASE
)


@dataclass(slots=True, kw_only=True)
class _Group:
    """Figures of one indicator by report; the first one is what others are compared with."""

    model: Mention
    members: dict[int, tuple[float, Mention]] = field(default_factory=dict)


def sum_over_units(reports: Iterable[ReportFigures], *, campaign: Campaign) -> tuple[Total, ...]:
    """Return the totals over the units of a campaign; the order of `reports` changes nothing."""
    ordered = sorted(_of_one_level(reports), key=lambda r: r.unit or "")
    mentions = [m for report in ordered for m in report.mentions]
    weights = weigh_words(
        (m.core for m in mentions), topic=f"{campaign.title} {campaign.resolution.about}"
    )
    current = last_year(mentions)
    totals = []
    for group in _grouped(ordered, weights, current):
        total = _total(group, ordered, weights)
        if total is not None:
            totals.append(total)
    return tuple(sorted(totals, key=lambda t: (t.indicator, t.period or "", t.measure, t.figures)))


def _of_one_level(reports: Iterable[ReportFigures]) -> list[ReportFigures]:
    """Reports of places of the commonest level; of a place that reports twice none can be added."""
    placed = [
        r
        for r in reports
        if r.unit and r.context.place and r.context.place.name and not r.context.body
    ]
    levels = Counter(r.context.place.level for r in placed if r.context.place)
    places = Counter(r.context.place for r in placed)
    level = max(levels, key=lambda name: (levels[name], name), default="")
    return [
        r
        for r in placed
        if r.context.place and r.context.place.level == level and places[r.context.place] == 1
    ]


def _grouped(
    reports: Sequence[ReportFigures], weights: Weights, current: int | None
) -> list[_Group]:
    by_kind: dict[tuple[str, frozenset[str]], list[_Group]] = {}
    for at, report in enumerate(reports):
        for mention in filter(_is_own(report), report.mentions):
            groups = by_kind.setdefault((mention.dimension, mention.noun), [])
            best, score = _best(groups, mention, weights, current)
            if best is None:
                groups.append(_Group(model=mention, members={at: (1.0, mention)}))
            elif score > best.members.get(at, (0.0, mention))[0]:
                best.members[at] = (score, mention)
    return [
        group
        for groups in by_kind.values()
        for group in groups
        if len(group.members) >= _LEAST_UNITS
    ]


def _is_own(report: ReportFigures) -> Callable[[Mention], bool]:
    return lambda m: (
        m.place == report.context.place
        and not m.change
        and not m.aside
        and len(m.core) >= _LEAST_KEYS
        and not m.core <= m.noun
        and not _AVERAGE.search(m.figure.indicator)
    )


def _best(
    groups: Sequence[_Group], mention: Mention, weights: Weights, current: int | None
) -> tuple[_Group | None, float]:
    best, most = None, 0.0
    for group in groups:
        if same_time(group.model, mention, current):
            score = same_indicator(group.model, mention, weights)
            if score >= _SAME and score > most:
                best, most = group, score
    return best, most


def _total(group: _Group, reports: Sequence[ReportFigures], weights: Weights) -> Total | None:
    chosen = {at: mention for at, (_, mention) in sorted(group.members.items())}
    model = group.model
    weighted_by = None
    if model.dimension in _ADDITIVE:
        value = math.fsum(m.base for m in chosen.values())
    elif model.dimension == "share":
        bases = [_base_of(reports[at], mention) for at, mention in chosen.items()]
        known = [b for b in bases if b is not None]
        if len(known) < len(bases) or not _alike(known, weights):
            return None
        value = math.fsum(m.base * b.base for m, b in zip(chosen.values(), known, strict=True))
        value /= math.fsum(b.base for b in known)
        weighted_by = known[0].figure.indicator
    else:
        return None
    periods = Counter(m.figure.period for m in chosen.values() if m.figure.period)
    return Total(
        indicator=model.figure.indicator,
        period=max(periods, key=lambda p: (periods[p], p), default=None),
        measure=model.figure.measure,
        value=round(value / to_base(1.0, model.figure.measure)[1], 4),
        figures=tuple(m.figure.id for m in chosen.values()),
        missing=tuple(sorted(str(r.unit) for at, r in enumerate(reports) if at not in chosen)),
        weighted_by=weighted_by,
    )


def _base_of(report: ReportFigures, share: Mention) -> Mention | None:
    """What a share is a share of: the nearest count before it in its passage whose noun it names."""
    before = [
        m
        for m in report.mentions
        if m.figure.passage == share.figure.passage
        and m.figure.start < share.figure.start
        and m.dimension == "count"
        and m.base > 0
        and m.noun
        and m.noun <= share.core
        and m.place == share.place
    ]
    return before[-1] if before else None


def _alike(bases: Sequence[Mention], weights: Weights) -> bool:
    return all(same_indicator(bases[0], base, weights) >= _SAME for base in bases[1:])
