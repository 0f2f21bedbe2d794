"""How well figures are read and compared, measured on the marks of the annotated campaigns.

Gives a Markdown table: marked figures found with value and measure, then of those found the ones with
indicator, place and time as the campaign's list says, and contradictions found against those marked.
Nothing is trained, but the thresholds of `pipeline.figures.conflicts` were chosen on these campaigns:
the figures for contradictions flatter.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from pipeline.campaign import Campaign, load_campaign
from pipeline.corpus import AnnotatedBlock, AnnotatedReport, load_campaign_reports
from pipeline.figures import ReportFigures, find_conflicts, read_report
from pipeline.figures.compare import last_year
from pipeline.figures.measures import to_base
from pipeline.figures.periods import find_periods, same_period
from pipeline.figures.scopes import place_of
from pipeline.figures.words import content_keys
from pipeline.learn.dataset import build_document
from pipeline.records import Conflict, Document, RoleSuggestion
from pipeline.segment import segment_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pipeline.corpus.report import AnnotatedFigure
    from pipeline.figures.mentions import Mention

_HEAD = (
    "| campaign | figures marked | found | indicator | place | time | conflicts marked | recall | precision |\n"
    "|---|---|---|---|---|---|---|---|---|\n"
)
_ALIKE = 1e-6  # of the value: only binary fractions may differ
_LINKED = 0.5  # of the content words of the marked indicator, those that the figure's clause holds


@dataclass(slots=True, kw_only=True)
class _Counts:
    """What was counted in one campaign; `said` are the questions that its list answers."""

    right: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)

    def note(self, what: str, *, right: bool) -> None:
        """Count one question."""
        self.said[what] += 1
        self.right[what] += right

    def share(self, what: str) -> str:
        """Right answers of those asked, as a percentage; a dash where none was asked."""
        return f"{self.right[what] / self.said[what]:.1%}" if self.said[what] else "-"


def figure_table(corpora: Path) -> str:
    """Return the table over every campaign below `corpora`, the sample last, with a line for all."""
    folders = sorted(p for p in (corpora / "training").iterdir() if (p / "ideas.yaml").exists())
    whole, lines = _Counts(), []
    for folder in [*folders, corpora / "sample"]:
        counts = measure_figures(folder)
        lines.append(_line(folder.name, counts))
        whole.right.update(counts.right)
        whole.said.update(counts.said)
    return _HEAD + "".join([*lines, _line("all", whole)])


def _line(name: str, counts: _Counts) -> str:
    cells = [
        name,
        str(counts.said["found"]),
        *(counts.share(what) for what in ("found", "indicator", "place", "time")),
        str(counts.said["recall"]),
        counts.share("recall"),
        counts.share("precision"),
    ]
    return f"| {' | '.join(cells)} |\n"


def measure_figures(folder: Path) -> _Counts:
    """Count one campaign folder."""
    campaign = load_campaign(folder / "campaign.yaml")
    listed = _listed(yaml.safe_load((folder / "ideas.yaml").read_text(encoding="utf-8")))
    counts, reports, marks = _Counts(), list[ReportFigures](), dict[str, set[str]]()
    times = Counter[str]()
    for annotated in load_campaign_reports(folder):
        report, marked = _read(annotated, campaign)
        reports.append(report)
        for figure, mentions in marked:
            times[figure.indicator] += 1
            for mention in mentions:
                marks.setdefault(mention.figure.id, set()).add(figure.indicator)
            best = next((m for m in mentions if _same_value(figure, m)), None)
            counts.note("found", right=best is not None)
            if best is not None:
                _note_links(counts, listed.get(figure.indicator, {}), best, reports, campaign)
    wanted = {key for key, said in listed.items() if said.get("conflict") and times[key] > 1}
    if any("conflict" in said for said in listed.values()):
        _note_conflicts(counts, wanted, find_conflicts(reports, campaign=campaign), marks)
    return counts


def _listed(ideas: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What a campaign says of its figures; older lists have one line of text for each."""
    lines = {k: {"indicator": v} for k, v in ideas["ideas"].items() if k.startswith("F")}
    for key, said in (ideas.get("figures") or {}).items():
        lines[key] = {**said, "indicator": said.get("indicator") or said.get("gist", "")}
    return lines


def _read(
    annotated: AnnotatedReport, campaign: Campaign
) -> tuple[ReportFigures, list[tuple[AnnotatedFigure, list[Mention]]]]:
    """The figures of a report, and for each marked one those that were read in its place."""
    document, owners = build_document(annotated)
    passages = segment_document(document)
    roles = [
        RoleSuggestion(
            passage=p.id, role=owners[p.start].role, section=None, confidence=1.0, reason=""
        )
        for p in passages
        if p.start in owners
    ]
    report = read_report(
        document, passages, campaign=campaign, unit=annotated.head["unit"], roles=roles
    )
    starts = {p.id: p.start for p in passages}
    marked = []
    for start, end, figure in _marks(document, owners):
        at = [
            m
            for m in report.mentions
            if starts[m.figure.passage] + m.figure.start < end
            and start < starts[m.figure.passage] + m.figure.end
        ]
        marked.append((figure, at))
    return report, marked


def _marks(
    document: Document, owners: Mapping[int, AnnotatedBlock]
) -> Iterator[tuple[int, int, AnnotatedFigure]]:
    for block in document.blocks:
        place = (block.cell.row, block.cell.column) if block.cell else (None, None)
        owner = owners.get(block.start)
        for figure in owner.figures if owner else ():
            if (figure.row, figure.column) == place:
                yield block.start + figure.start, block.start + figure.end, figure


def _same_value(marked: AnnotatedFigure, mention: Mention) -> bool:
    """Say whether both are one value, whatever the unit that either is written in."""
    dimension, base = to_base(marked.value, marked.measure)
    same = dimension.split("/")[0] == mention.dimension.split("/")[0]
    return same and abs(base - mention.base) <= _ALIKE * max(abs(base), 1.0)


def _note_links(
    counts: _Counts,
    said: Mapping[str, Any],
    mention: Mention,
    reports: Sequence[ReportFigures],
    campaign: Campaign,
) -> None:
    keys = set(content_keys(str(said.get("indicator", ""))))
    if keys:
        shared = keys & (mention.core | mention.full | mention.noun)
        counts.note("indicator", right=len(shared) >= _LINKED * len(keys))
    place = place_of(str(said.get("scope", "")), unit=None, campaign=campaign)
    if place is not None:
        counts.note("place", right=mention.place is not None and place.meets(mention.place))
    periods = find_periods(str(said.get("period", "")))
    if periods:
        current = last_year([m for report in reports for m in report.mentions])
        right = same_period(periods[-1].value, mention.figure.period, current=current)
        counts.note("time", right=right)


def _note_conflicts(
    counts: _Counts,
    wanted: set[str],
    conflicts: Sequence[Conflict],
    marks: Mapping[str, set[str]],
) -> None:
    """A marked contradiction is found where a record holds two of its figures."""
    found = []
    for conflict in conflicts:
        held = Counter(key for figure in conflict.figures for key in marks.get(figure, ()))
        found.append({key for key, count in held.items() if count > 1} & wanted)
        counts.note("precision", right=bool(found[-1]))
    for key in sorted(wanted):
        counts.note("recall", right=any(key in keys for keys in found))
