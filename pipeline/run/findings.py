"""What only all reports together show: figures that contradict, totals, awardees, copies, thin reports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.awards import group_awardees
from pipeline.compare import find_copies, judge_reports
from pipeline.figures import find_conflicts, read_report, sum_over_units
from pipeline.records import ConflictKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.campaign import Campaign
    from pipeline.records import (
        Commendation,
        Conflict,
        Copy,
        Figure,
        Reading,
        ReportQuality,
        Submission,
        Total,
        Understanding,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """An accepted report with all that was made of it."""

    submission: Submission
    reading: Reading
    understanding: Understanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What comparing the reports of a campaign gives.

    Attributes:
        figures: by file, then by place. commendations: in the same order.
        awardees: the commendations grouped by awardee; a group may be of several units.
    """

    figures: tuple[Figure, ...]
    conflicts: tuple[Conflict, ...]
    totals: tuple[Total, ...]
    commendations: tuple[Commendation, ...]
    awardees: tuple[tuple[Commendation, ...], ...]
    copies: tuple[Copy, ...]
    quality: tuple[ReportQuality, ...]


def compare_reports(campaign: Campaign, reports: Sequence[Accepted]) -> Findings:
    """Compare the accepted reports, given by file name."""
    units = {r.submission.sha256: r.submission.unit for r in reports if r.submission.unit}
    counted = [
        read_report(
            r.reading.document,
            r.reading.passages,
            campaign=campaign,
            unit=r.submission.unit,
            roles=r.understanding.suggestions,
        )
        for r in reports
    ]
    figures = tuple(figure for report in counted for figure in report.figures)
    commendations = [c for r in reports for c in r.understanding.commendations]
    return Findings(
        figures=figures,
        conflicts=_in_order(find_conflicts(counted, campaign=campaign), figures),
        totals=sum_over_units(counted, campaign=campaign),
        commendations=tuple(commendations),
        awardees=group_awardees(commendations, units),
        copies=_copies(campaign, reports),
        quality=judge_reports(
            {r.submission.sha256: r.reading.passages for r in reports},
            {r.submission.sha256: r.understanding.suggestions for r in reports},
            campaign,
        ),
    )


def _in_order(conflicts: Sequence[Conflict], figures: Sequence[Figure]) -> tuple[Conflict, ...]:
    """The figures of each conflict as the records have them; a total stays before its parts."""
    places = {figure.id: place for place, figure in enumerate(figures)}

    def ordered(conflict: Conflict) -> Conflict:
        fixed = 1 if conflict.kind is ConflictKind.TOTAL else 0
        rest = sorted(conflict.figures[fixed:], key=places.__getitem__)
        return replace(conflict, figures=(*conflict.figures[:fixed], *rest))

    return tuple(ordered(conflict) for conflict in conflicts)


def _copies(campaign: Campaign, reports: Sequence[Accepted]) -> tuple[Copy, ...]:
    """Copied passages; the report that came first counts as the one that was copied."""
    arrived = sorted(reports, key=lambda r: (r.submission.received_at, r.submission.file))
    units = {r.submission.sha256: r.submission.unit for r in arrived if r.submission.unit}
    passages = [passage for r in reports for passage in r.reading.passages]
    return find_copies(passages, units, campaign)
