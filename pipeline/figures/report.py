"""The figures of one report: from its passages and tables, without those of plans and wishes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.figures.mentions import Mention, ReportContext
from pipeline.figures.periods import end_year, find_periods
from pipeline.figures.prose import read_prose
from pipeline.figures.scopes import is_body, known_places, unit_place
from pipeline.figures.tables import Table, read_cells, read_tables
from pipeline.records import PassageKind, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.campaign import Campaign
    from pipeline.records import Document, Figure, Passage, RoleSuggestion

# What is planned, asked for or listed is no result; a passage without a role may hold results.
_NO_RESULTS = frozenset({Role.DIRECTIONS, Role.RECOMMENDATIONS, Role.COMMENDATIONS})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFigures:
    """The figures of one report, ready to compare; `mentions` stand by place."""

    unit: str | None
    context: ReportContext
    mentions: tuple[Mention, ...]
    tables: tuple[Table, ...]
    passages: tuple[Passage, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The records, by place."""
        return tuple(mention.figure for mention in self.mentions)


def read_report(
    document: Document,
    passages: Sequence[Passage],
    *,
    campaign: Campaign,
    unit: str | None,
    roles: Sequence[RoleSuggestion],
) -> ReportFigures:
    """Read the figures of one report with what comparing them needs.

    Args:
        unit: id of the reporting unit, None where it is not known.
        roles: suggestions for the passages, in any order; those without one count as results.
    """
    skipped = frozenset(r.passage for r in roles if r.role in _NO_RESULTS)
    context = ReportContext(
        unit=unit,
        place=unit_place(unit, campaign),
        names=known_places(campaign),
        campaign=campaign,
        year=_named_year(campaign),
        body=is_body(unit, campaign),
    )
    tables = read_tables(document, passages)
    mentions = [m for table in tables for m in read_cells(table, context, skipped)]
    for passage in passages:
        if passage.kind is not PassageKind.TABLE_ROW and passage.id not in skipped:
            mentions += read_prose(passage, context)
    places = {p.id: p.start for p in passages}
    mentions.sort(key=lambda m: (places[m.figure.passage] + m.figure.start, m.figure.end))
    return ReportFigures(
        unit=unit,
        context=context,
        mentions=tuple(mentions),
        tables=tables,
        passages=tuple(passages),
    )


def read_figures(
    document: Document,
    passages: Sequence[Passage],
    *,
    campaign: Campaign,
    unit: str | None,
    roles: Sequence[RoleSuggestion],
) -> tuple[Figure, ...]:
    """Return the figures of one report, by place; targets, plans and wishes give none."""
    return read_report(document, passages, campaign=campaign, unit=unit, roles=roles).figures


def _named_year(campaign: Campaign) -> int | None:
    """The year that the campaign's title names: "6 tháng cuối năm 2025"."""
    years = [y for p in find_periods(campaign.title) if (y := end_year(p.value))]
    return years[-1] if years else None
