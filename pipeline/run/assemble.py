"""All documents of a campaign together: submissions, ideas, register, findings, manifest. Pure and deterministic."""

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
    RegisterEntry,
    RoleSuggestion,
    Statement,
    Submission,
    SubmissionStatus,
)
from pipeline.register import ReadItem, build_register, decide_submissions
from pipeline.run.findings import Accepted, Findings, compare_reports

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from pipeline.campaign import Campaign
    from pipeline.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignRecords:
    """Everything a run leaves.

    Attributes:
        passages: with the suggestion for each, by file, then by place; statements in the same order.
        files: name of the accepted file of each digest; units: id of the unit that sent it.
    """

    campaign: Campaign
    submissions: tuple[Submission, ...]
    register: tuple[RegisterEntry, ...]
    passages: tuple[tuple[Passage, RoleSuggestion], ...]
    statements: tuple[Statement, ...]
    ideas: tuple[Idea, ...]
    findings: Findings
    files: dict[str, str]
    units: dict[str, str]
    manifest: dict[str, Any]


def assemble(campaign: Campaign, settings: Settings, items: Sequence[ReadItem]) -> CampaignRecords:
    """Merge what was read of all files; the order of `items` changes nothing."""
    submissions = decide_submissions(items)
    by_file = {item.file: item for item in items}
    reports = [
        _accepted(submission, by_file[submission.file])
        for submission in submissions
        if submission.status is SubmissionStatus.ACCEPTED
    ]
    statements = [s for r in reports for s in r.understanding.statements]
    units = {r.submission.sha256: r.submission.unit for r in reports if r.submission.unit}
    suggestions = {r.submission.sha256: r.understanding.suggestions for r in reports}
    records = CampaignRecords(
        campaign=campaign,
        submissions=submissions,
        register=build_register(campaign, submissions, suggestions),
        passages=tuple(
            pair
            for r in reports
            for pair in zip(r.reading.passages, r.understanding.suggestions, strict=True)
        ),
        statements=tuple(statements),
        ideas=merge_statements(
            MergeModel(load_model(settings.models, "merge")),
            statements,
            vectors=_vectors(reports),
            units=units,
        ),
        findings=compare_reports(campaign, reports),
        files={r.submission.sha256: r.submission.file for r in reports},
        units=units,
        manifest={},
    )
    records.manifest.update(_manifest(records, settings))
    return records


def _accepted(submission: Submission, item: ReadItem) -> Accepted:
    if item.reading is None or item.understanding is None:
        message = f"{item.file}: accepted, but not read and understood"
        raise ValueError(message)
    return Accepted(submission=submission, reading=item.reading, understanding=item.understanding)


def _vectors(reports: Sequence[Accepted]) -> dict[str, NDArray[np.float32]]:
    """The vector of each statement by its id."""
    return {
        statement.id: decode_vector(vector)
        for report in reports
        for statement, vector in zip(
            report.understanding.statements, report.understanding.vectors, strict=True
        )
    }


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
            "figures": len(records.findings.figures),
            "conflicts": len(records.findings.conflicts),
            "commendations": len(records.findings.commendations),
            "copies": len(records.findings.copies),
        },
    }
