"""Writes the records of a run: .jsonl with fixed keys and order, manifest.json, draft.docx.

Each file is written beside its place and renamed, so that a reader never sees half of one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipeline.draft import DraftInput, write_draft
from pipeline.run.rows import ROWS

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.run.assemble import CampaignRecords


def write_records(records: CampaignRecords, folder: Path) -> Path:
    """Write everything into `folder`; return the path of the draft."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in ROWS.items():
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(records))
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
