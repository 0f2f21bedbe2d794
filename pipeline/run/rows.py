"""The records of a run as rows of its .jsonl files: keys and their order, as the contract of the files has them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipeline.records import Figure
    from pipeline.run.assemble import CampaignRecords

_Row = dict[str, Any]


def submission_rows(records: CampaignRecords) -> Iterable[_Row]:
    """What became of every file."""
    for s in records.submissions:
        yield {
            "file": s.file,
            "sha256": s.sha256,
            "status": s.status.value,
            "unit": s.unit,
            "number": s.number,
            "date": s.date,
            "title": s.title,
            "pages": s.pages,
            "version": s.version,
            "received_at": s.received_at,
            "warnings": [{"code": w.code, "detail": w.detail} for w in s.warnings],
            "container": s.container,
            "format": s.format,
            "report": asdict(s.report) if s.report else None,
        }


def register_rows(records: CampaignRecords) -> Iterable[_Row]:
    """Where every unit stands."""
    for entry in records.register:
        yield {
            "unit": entry.unit,
            "name": entry.name,
            "status": entry.status.value,
            "received_at": entry.received_at,
            "days_late": entry.days_late,
            "missing_sections": list(entry.missing_sections),
            "file": entry.file,
        }


def passage_rows(records: CampaignRecords) -> Iterable[_Row]:
    """Passages with the suggestion for each."""
    for passage, suggestion in records.passages:
        yield {
            "id": passage.id,
            "file": records.files[passage.sha256],
            "page": passage.page,
            "index": passage.index,
            "heading": list(passage.heading),
            "text": passage.text,
            "role": suggestion.role.value if suggestion.role else None,
            "section": suggestion.section,
            "confidence": suggestion.confidence,
            "reason": suggestion.reason,
            "kind": passage.kind.value,
            "read_confidence": passage.read_confidence,
        }


def statement_rows(records: CampaignRecords) -> Iterable[_Row]:
    """Statements, each with its idea."""
    idea_of = {s: idea.id for idea in records.ideas for s in idea.statements}
    for s in records.statements:
        yield {
            "id": s.id,
            "passage": s.passage,
            "file": records.files[s.sha256],
            "page": s.page,
            "start": s.start,
            "end": s.end,
            "kind": s.kind.value,
            "text": s.text,
            "addressee": s.addressee,
            "idea": idea_of[s.id],
            "section": s.section,
            "confidence": s.confidence,
        }


def idea_rows(records: CampaignRecords) -> Iterable[_Row]:
    """Merged lines with their statements and units."""
    for idea in records.ideas:
        yield {
            "id": idea.id,
            "kind": idea.kind.value,
            "section": idea.section,
            "text": idea.text,
            "statements": list(idea.statements),
            "units": list(idea.units),
        }


def figure_rows(records: CampaignRecords) -> Iterable[_Row]:
    """Numbers with what they count; `value` is that of `text`, in `measure`."""
    for f in records.findings.figures:
        yield {
            "id": f.id,
            "passage": f.passage,
            "file": records.files[f.sha256],
            "page": f.page,
            "text": f.text,
            "indicator": f.indicator,
            "value": f.value,
            "measure": f.measure,
            "start": f.start,
            "end": f.end,
            "scope": f.scope,
            "period": f.period,
            "approximate": f.approximate,
        }


def conflict_rows(records: CampaignRecords) -> Iterable[_Row]:
    """Figures that cannot all be true, each with its place."""
    figures = {f.id: f for f in records.findings.figures}
    for conflict in records.findings.conflicts:
        yield {
            "indicator": conflict.indicator,
            "figures": [_figure_place(figures[f], records.files) for f in conflict.figures],
            "id": conflict.id,
            "kind": conflict.kind.value,
            "scope": conflict.scope,
            "period": conflict.period,
            "detail": conflict.detail,
        }


def _figure_place(figure: Figure, files: Mapping[str, str]) -> _Row:
    return {
        "file": files[figure.sha256],
        "page": figure.page,
        "text": figure.text,
        "value": figure.value,
        "measure": figure.measure,
        "id": figure.id,
        "passage": figure.passage,
    }


def total_rows(records: CampaignRecords) -> Iterable[_Row]:
    """Sums and weighted means over the units, with who is missing."""
    for total in records.findings.totals:
        yield {
            **asdict(total),
            "figures": list(total.figures),
            "missing": list(total.missing),
        }


def commendation_rows(records: CampaignRecords) -> Iterable[_Row]:
    """Whom the units propose; `also` lists the other units that name the same."""
    named_by = {
        c.id: {records.units.get(other.sha256) for other in group}
        for group in records.findings.awardees
        for c in group
    }
    for c in records.findings.commendations:
        unit = records.units.get(c.sha256)
        yield {
            "unit": unit,
            "type": c.type.value,
            "name": c.name,
            "position": c.position,
            "form": c.form,
            "file": records.files[c.sha256],
            "page": c.page,
            "id": c.id,
            "passage": c.passage,
            "also": sorted(u for u in named_by[c.id] if u and u != unit),
        }


def copy_rows(records: CampaignRecords) -> Iterable[_Row]:
    """Passages that two units share."""
    files = {passage.id: records.files[passage.sha256] for passage, _ in records.passages}
    for copy in records.findings.copies:
        yield {
            **asdict(copy),
            "share": round(copy.share, 4),
            "files": [files[copy.first], files[copy.second]],
        }


def quality_rows(records: CampaignRecords) -> Iterable[_Row]:
    """How much each report says, and the sections that it lacks or fills thinly."""
    for quality in records.findings.quality:
        row = asdict(quality)
        yield {
            "file": records.files[row.pop("sha256")],
            "unit": records.units.get(quality.sha256),
            **row,
            "sections": [asdict(note) for note in quality.sections],
        }


ROWS: Mapping[str, Callable[[CampaignRecords], Iterable[_Row]]] = {
    "submissions": submission_rows,
    "register": register_rows,
    "passages": passage_rows,
    "statements": statement_rows,
    "ideas": idea_rows,
    "figures": figure_rows,
    "conflicts": conflict_rows,
    "totals": total_rows,
    "commendations": commendation_rows,
    "copies": copy_rows,
    "quality": quality_rows,
}
