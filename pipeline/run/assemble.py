"""All documents of a campaign together: submissions, ideas, register, manifest. Pure and deterministic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline import __version__
from pipeline.extract.programs import program_versions
from pipeline.meaning import decode_vector, describe_model
from pipeline.merge import MergeModel, merge_statements
from pipeline.modelstore import load_model, model_digests
from pipeline.records import (
    Idea,
    Passage,
    Reading,
    RegisterEntry,
    RoleSuggestion,
    Statement,
    Submission,
    SubmissionStatus,
    Understanding,
)
from pipeline.register import ReadItem, build_register, decide_submissions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.campaign import Campaign
    from pipeline.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignRecords:
    """Everything a run leaves.

    Attributes:
        passages: with the suggestion for each, by file, then by place; statements in the same order.
        files: name of the accepted file of each digest.
    """

    campaign: Campaign
    submissions: tuple[Submission, ...]
    register: tuple[RegisterEntry, ...]
    passages: tuple[tuple[Passage, RoleSuggestion], ...]
    statements: tuple[Statement, ...]
    ideas: tuple[Idea, ...]
    files: dict[str, str]
    manifest: dict[str, Any]


def assemble(campaign: Campaign, settings: Settings, items: Sequence[ReadItem]) -> CampaignRecords:
    """Merge what was read of all files; the order of `items` changes nothing."""
    submissions = decide_submissions(items)
    by_file = {item.file: item for item in items}
    accepted = [s for s in submissions if s.status is SubmissionStatus.ACCEPTED]
    passages: list[tuple[Passage, RoleSuggestion]] = []
    statements: list[Statement] = []
    vectors = {}
    suggestions = {}
    for submission in accepted:
        item = by_file[submission.file]
        reading, found = _read_and_understood(item)
        passages += zip(reading.passages, found.suggestions, strict=True)
        statements += found.statements
        suggestions[submission.sha256] = found.suggestions
        for statement, vector in zip(found.statements, found.vectors, strict=True):
            vectors[statement.id] = decode_vector(vector)
    ideas = merge_statements(
        MergeModel(load_model(settings.models, "merge")),
        statements,
        vectors=vectors,
        units={s.sha256: s.unit for s in accepted if s.unit},
    )
    records = CampaignRecords(
        campaign=campaign,
        submissions=submissions,
        register=build_register(campaign, submissions, suggestions),
        passages=tuple(passages),
        statements=tuple(statements),
        ideas=ideas,
        files={s.sha256: s.file for s in accepted},
        manifest={},
    )
    records.manifest.update(_manifest(records, settings))
    return records


def _read_and_understood(item: ReadItem) -> tuple[Reading, Understanding]:
    if item.reading is None or item.understanding is None:
        message = f"{item.file}: accepted, but not read and understood"
        raise ValueError(message)
    return item.reading, item.understanding


def _manifest(records: CampaignRecords, settings: Settings) -> dict[str, Any]:
    return {
        "version": __version__,
        "campaign": records.campaign.id,
        "models": {**model_digests(settings.models), "vectors": describe_model()},
        "programs": program_versions(),
        "settings": settings.described(),
        "inputs": {s.file: s.sha256 for s in records.submissions},
        "counts": {
            "submissions": len(records.submissions),
            **{
                status.value: sum(s.status is status for s in records.submissions)
                for status in SubmissionStatus
            },
            "passages": len(records.passages),
            "statements": len(records.statements),
            "ideas": len(records.ideas),
        },
    }
