"""The register: every unit that was asked, whether it reported, how late, and what its report lacks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pipeline.records import (
    RegisterEntry,
    RegisterStatus,
    RoleSuggestion,
    Submission,
    SubmissionStatus,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.campaign import Campaign, Unit


def build_register(
    campaign: Campaign,
    submissions: Sequence[Submission],
    suggestions: Mapping[str, Sequence[RoleSuggestion]],
) -> tuple[RegisterEntry, ...]:
    """Return one entry a unit, in the campaign's order.

    Args:
        suggestions: those of each file, by sha256.
    """
    accepted = {s.unit: s for s in submissions if s.unit and s.status is SubmissionStatus.ACCEPTED}
    first = {u.id: _first_report(campaign, u, submissions) for u in campaign.units}
    return tuple(
        _entry(campaign, unit, accepted.get(unit.id), first[unit.id], suggestions)
        for unit in campaign.units
    )


def _first_report(
    campaign: Campaign, unit: Unit, submissions: Sequence[Submission]
) -> Submission | None:
    """The unit's first report: a better second version does not make it late."""
    own = [
        s
        for s in submissions
        if s.unit == unit.id
        and s.status in {SubmissionStatus.ACCEPTED, SubmissionStatus.SUPERSEDED}
    ]
    return min(own, key=lambda s: (_counted_date(campaign, s), s.received_at, s.file), default=None)


def _entry(
    campaign: Campaign,
    unit: Unit,
    accepted: Submission | None,
    first: Submission | None,
    suggestions: Mapping[str, Sequence[RoleSuggestion]],
) -> RegisterEntry:
    if accepted is None or first is None:
        return RegisterEntry(
            unit=unit.id,
            name=unit.name,
            status=RegisterStatus.MISSING,
            received_at=None,
            days_late=None,
            missing_sections=tuple(section.id for section in campaign.outline),
            file=None,
        )
    days = _days_late(campaign, first)
    held = {s.section for s in suggestions.get(accepted.sha256, ())}
    return RegisterEntry(
        unit=unit.id,
        name=unit.name,
        status=RegisterStatus.LATE if days else RegisterStatus.ON_TIME,
        received_at=first.received_at,
        days_late=days,
        missing_sections=tuple(s.id for s in campaign.outline if s.id not in held),
        file=accepted.file,
    )


def _days_late(campaign: Campaign, submission: Submission) -> int:
    due = campaign.deadlines.reports
    return max(0, (_counted_date(campaign, submission) - due).days) if due else 0


def _counted_date(campaign: Campaign, submission: Submission) -> date:
    arrived = date.fromisoformat(submission.received_at[:10])
    if campaign.counting == "arrival" or submission.date is None:
        return arrived
    return date.fromisoformat(submission.date)
