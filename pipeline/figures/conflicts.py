"""Figures that contradict each other: between reports, and between the pages of one.

Gives `Conflict`s from the figures of all reports. A pair counts only where indicator, place, period
and measure meet, no third figure explains it, and rounding does not. Sums are left to `totals`.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.figures.compare import (
    last_year,
    ratio,
    same_indicator,
    same_place,
    same_time,
    values_agree,
)
from pipeline.figures.totals import find_slips
from pipeline.figures.wording import said_conflict
from pipeline.figures.words import Weights, weigh_words
from pipeline.records import Conflict, ConflictKind, make_id
from pipeline.text import matching_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.campaign import Campaign
    from pipeline.figures.mentions import Mention
    from pipeline.figures.report import ReportFigures

# Chosen on the campaigns of corpora/ that mark conflicting figures; docs/evaluation.md has the table.
_SAME = 0.66
_SAME_UNSAID = 0.72  # where a report names neither place nor time of its figure
_SAME_DATED = 0.58  # where both name the time
_SAME_IN_PLACE_DATED = 0.45
_SAME_IN_PLACE = 0.55  # below the province few figures share place, time and measure by chance
_LEAST_KEYS = 3  # of a figure of the province: "cấp mới", "hợp tác xã" alone count many things
_LONG = 6  # content syllables shared: so long a description names one thing, whoever counts it
# Two reports on one thing differ by a quarter at most in the corpora, shares of few percent by more.
_LIKELY_RATIO = 1.3
_LIKELY_RATIO_OF_SHARES = 1.6
_OWN_EACH = 3  # so many bodies with so many values: each counts its own
# What every body counts of itself; two bodies that name no place each mean their own.
_OWN_WORK = frozenset(
    matching_key("viên bộ chức cuộc buổi lớp nghị sơ bản luận kỳ tin bài đoàn phòng").split()
)
_SELF = frozenset(
    matching_key("hội đoàn cấp chi").split()
)  # what a body calls itself describes nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Two figures that contradict, and how surely they count the same."""

    first: Mention
    second: Mention
    score: float


def find_conflicts(reports: Iterable[ReportFigures], *, campaign: Campaign) -> tuple[Conflict, ...]:
    """Return the contradictions within and between reports; the order of `reports` changes nothing."""
    ordered = sorted(reports, key=lambda r: [m.figure.id for m in r.mentions])
    mentions = [m for report in ordered for m in report.mentions]
    weights = weigh_words(
        (m.core for m in mentions), topic=f"{campaign.title} {campaign.resolution.about}"
    )
    current = last_year(mentions)
    pairs = _between(ordered, weights, current)
    found = [_conflict(group) for group in _groups(pairs)]
    for report in ordered:
        slips = find_slips(report)
        found += [
            slip.conflict()
            for slip in slips
            if not any(slip.explains(p.first, p.second) for p in pairs)
        ]
        found += [_conflict((p.first, p.second)) for p in _within(report, weights, current)]
    unique = {conflict.id: conflict for conflict in found}
    return tuple(sorted(unique.values(), key=lambda c: (c.kind, c.indicator, c.id)))


def _between(
    reports: Sequence[ReportFigures], weights: Weights, current: int | None
) -> list[_Pair]:
    pairs = []
    for one, other in itertools.combinations(reports, 2):
        pairs += _contradicting(one, other, weights, current)
    return [p for p in pairs if not _each_their_own(p, pairs)]


def _contradicting(
    one: ReportFigures, other: ReportFigures, weights: Weights, current: int | None
) -> list[_Pair]:
    """Pairs of two reports where each is the other's best counterpart and the values differ."""
    scores: dict[tuple[int, int], float] = {}
    near = _by_kind(other)
    for i, first in enumerate(one.mentions):
        for j in near.get(_kind(first), ()):
            second = other.mentions[j]
            if comparable(first, second, current):
                score = same_indicator(first, second, weights)
                if score >= _bar(first, second):
                    scores[i, j] = score
    agreed = {k for k in scores if values_agree(one.mentions[k[0]], other.mentions[k[1]])}
    settled = ({i for i, _ in agreed}, {j for _, j in agreed})
    likely = {
        k: s for k, s in scores.items() if is_likely(one.mentions[k[0]], other.mentions[k[1]])
    }
    pairs = []
    for (i, j), score in sorted(likely.items()):
        if i in settled[0] or j in settled[1]:
            continue
        rivals = [s for (a, b), s in likely.items() if (a == i) != (b == j)]
        first, second = one.mentions[i], other.mentions[j]
        if all(s <= score for s in rivals):
            pairs.append(_Pair(first=first, second=second, score=score))
    return pairs


def _kind(mention: Mention) -> tuple[str, str]:
    return mention.dimension, mention.place.name if mention.place else ""


def _by_kind(report: ReportFigures) -> dict[tuple[str, str], list[int]]:
    """Places of the mentions by what must be equal: few of a large campaign's pairs need a look."""
    kinds: dict[tuple[str, str], list[int]] = {}
    for i, mention in enumerate(report.mentions):
        kinds.setdefault(_kind(mention), []).append(i)
    return kinds


def comparable(first: Mention, second: Mention, current: int | None) -> bool:
    """Say whether place, time and measure allow that two figures count the same."""
    return (
        not first.aside
        and not second.aside
        and not _own_work(first, second)
        and not (first.change and not (first.figure.period and second.figure.period))
        and first.dimension == second.dimension
        and same_place(first, second)
        and same_time(first, second, current)
    )


def _own_work(first: Mention, second: Mention) -> bool:
    """Say whether both are counts that a body gives of itself, without place."""
    if first.figure.sha256 == second.figure.sha256:
        return False
    shared = len((first.core & second.core) - _SELF)
    if shared >= _LONG:
        return False
    both = (first, second)
    wide = [m for m in both if m.place is not None and m.place.level in {"province", "nation"}]
    unsaid = [m for m in wide if m.figure.scope is None]
    if any(m.body for m in unsaid):
        return True
    if any(len(m.core) < _LEAST_KEYS or m.core <= m.noun for m in unsaid):
        return True
    named = shared >= _LONG - 1  # departments speak of the province more often than bodies do
    return not named and len(unsaid) == len(both) and all(m.noun & _OWN_WORK for m in both)


def is_likely(first: Mention, second: Mention) -> bool:
    """Say whether the values are near enough to be two statements of one thing."""
    limit = _LIKELY_RATIO_OF_SHARES if first.dimension == "share" else _LIKELY_RATIO
    return ratio(first, second) <= limit


def _bar(first: Mention, second: Mention) -> float:
    dated = first.figure.period is not None and second.figure.period is not None
    if first.place is not None and first.place.level not in {"province", "nation"}:
        return _SAME_IN_PLACE_DATED if dated else _SAME_IN_PLACE
    if dated:
        return _SAME_DATED
    unsaid = any(m.figure.scope is None and m.figure.period is None for m in (first, second))
    return _SAME_UNSAID if unsaid else _SAME


def _each_their_own(pair: _Pair, pairs: Sequence[_Pair]) -> bool:
    """Say whether many bodies give the figure with as many values: then each counts its own work."""
    linked = {pair.first.figure.id: pair.first, pair.second.figure.id: pair.second}
    for other in pairs:
        ends = (other.first, other.second)
        if any(end.figure.id in {pair.first.figure.id, pair.second.figure.id} for end in ends):
            linked |= {end.figure.id: end for end in ends}
    apart: list[Mention] = []
    for mention in sorted(linked.values(), key=lambda m: m.base):
        if not any(values_agree(mention, other) for other in apart):
            apart.append(mention)
    return len(apart) >= _OWN_EACH and len({m.figure.sha256 for m in apart}) >= _OWN_EACH


def _groups(pairs: Sequence[_Pair]) -> list[tuple[Mention, ...]]:
    """Figures that contradict each other, each group once."""
    groups: list[dict[str, Mention]] = []
    for pair in pairs:
        ends = {pair.first.figure.id: pair.first, pair.second.figure.id: pair.second}
        joined = [g for g in groups if g.keys() & ends.keys()]
        for group in joined:
            ends |= group
            groups.remove(group)
        groups.append(ends)
    return [tuple(sorted(g.values(), key=lambda m: m.figure.id)) for g in groups]


def _within(report: ReportFigures, weights: Weights, current: int | None) -> list[_Pair]:
    """Text against table in one report, where both say the same indicator, place and time."""
    text = [m for m in report.mentions if m.cell is None]
    cells = [m for m in report.mentions if m.cell is not None]
    pairs = []
    for first, second in itertools.product(text, cells):
        if not comparable(first, second, current):
            continue
        score = same_indicator(first, second, weights)
        if score >= _bar(first, second):
            pairs.append(_Pair(first=first, second=second, score=score))
    agreed = {
        m.figure.id for p in pairs if values_agree(p.first, p.second) for m in (p.first, p.second)
    }
    return [
        p
        for p in pairs
        if not {p.first.figure.id, p.second.figure.id} & agreed
        and is_likely(p.first, p.second)
        and _is_best(p, pairs)
    ]


def _is_best(pair: _Pair, pairs: Sequence[_Pair]) -> bool:
    rivals = [
        p for p in pairs if p is not pair and (p.first is pair.first or p.second is pair.second)
    ]
    return all(p.score < pair.score for p in rivals)


def _conflict(group: Sequence[Mention]) -> Conflict:
    one_report = len({m.figure.sha256 for m in group}) == 1
    kind = ConflictKind.WITHIN if one_report else ConflictKind.BETWEEN
    named = min(group, key=lambda m: (m.cell is None, -len(m.core), m.figure.id)).figure
    figures = tuple(m.figure.id for m in group)
    period = next((m.figure.period for m in group if m.figure.period), None)
    scope = next((m.figure.scope for m in group if m.figure.scope), None)
    return Conflict(
        id=make_id(kind, *figures),
        kind=kind,
        indicator=named.indicator,
        scope=scope,
        period=period,
        figures=figures,
        detail=said_conflict([m.figure for m in group], scope=scope, period=period),
    )
