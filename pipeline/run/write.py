"""Writes the records of a run: .jsonl with fixed keys and order, manifest.json, draft.docx.

Each file is written beside its place and renamed, so that a reader never sees half of one.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pipeline.draft import DraftInput, write_draft

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pipeline.run.assemble import CampaignRecords

_Row = dict[str, Any]


def write_records(records: CampaignRecords, folder: Path) -> Path:
    """Write everything into `folder`; return the path of the draft."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (
        ("submissions", _submission_rows(records)),
        ("register", _register_rows(records)),
        ("passages", _passage_rows(records)),
        ("statements", _statement_rows(records)),
        ("ideas", _idea_rows(records)),
    ):
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        _replace_text(folder / f"{name}.jsonl", text)
    manifest = json.dumps(records.manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    _replace_text(folder / "manifest.json", manifest)
    draft = folder / "draft.docx"
    write_draft(_draft_input(records), draft)
    return draft


def _replace_text(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.partial")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _submission_rows(records: CampaignRecords) -> Iterable[_Row]:
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


def _register_rows(records: CampaignRecords) -> Iterable[_Row]:
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


def _passage_rows(records: CampaignRecords) -> Iterable[_Row]:
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


def _statement_rows(records: CampaignRecords) -> Iterable[_Row]:
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


def _idea_rows(records: CampaignRecords) -> Iterable[_Row]:
    for idea in records.ideas:
        yield {
            "id": idea.id,
            "kind": idea.kind.value,
            "section": idea.section,
            "text": idea.text,
            "statements": list(idea.statements),
            "units": list(idea.units),
        }


def _draft_input(records: CampaignRecords) -> DraftInput:
    return DraftInput(
        campaign=records.campaign,
        ideas=records.ideas,
        statements=records.statements,
        passages={passage.id: passage for passage, _ in records.passages},
        submissions=records.submissions,
        register=records.register,
        suggestions={suggestion.passage: suggestion for _, suggestion in records.passages},
    )
