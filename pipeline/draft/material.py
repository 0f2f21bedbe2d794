"""What a draft is made of: the records of a run, and look-ups over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.records import (
    Idea,
    Passage,
    RegisterEntry,
    RegisterStatus,
    RoleSuggestion,
    Statement,
    Submission,
    SubmissionStatus,
)
from pipeline.settings import reads_badly

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.campaign import Campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftInput:
    """The records of one run.

    Attributes:
        passages, suggestions: by passage id; every statement's passage must be there.
        register: one entry a unit, in the order in which units are to be listed.
    """

    campaign: Campaign
    ideas: tuple[Idea, ...]
    statements: tuple[Statement, ...]
    passages: Mapping[str, Passage]
    submissions: tuple[Submission, ...]
    register: tuple[RegisterEntry, ...]
    suggestions: Mapping[str, RoleSuggestion]


def _read_note(passage: Passage) -> str:
    """A word of care where OCR was not sure of what it read."""
    if not reads_badly(passage.read_confidence):
        return ""
    return (
        f" [chữ đọc từ bản chụp, độ tin cậy {100 * (passage.read_confidence or 0.0):.0f} %, "
        "hãy đối chiếu bản gốc]"
    )


class Material:
    """Look-ups over a `DraftInput`, made once a draft.

    Attributes:
        names: short name of each unit by id; reported: ids of the units that reported.
        accepted: the accepted submission of each digest.
        told: ids of passages that hold a statement of an idea.
    """

    def __init__(self, draft: DraftInput) -> None:
        self.draft = draft
        self.names = draft.campaign.unit_names()
        self.reported = tuple(
            entry.unit for entry in draft.register if entry.status is not RegisterStatus.MISSING
        )
        self.accepted = {
            submission.sha256: submission
            for submission in draft.submissions
            if submission.status is SubmissionStatus.ACCEPTED
        }
        self._files = {s.sha256: s.file for s in reversed(draft.submissions)} | {
            sha256: s.file for sha256, s in self.accepted.items()
        }
        self._statements = {statement.id: statement for statement in draft.statements}
        self.told = frozenset(
            self._statements[id_].passage for idea in draft.ideas for id_ in idea.statements
        )
        self._place = {entry.unit: place for place, entry in enumerate(draft.register)}

    def statements_of(self, idea: Idea) -> tuple[Statement, ...]:
        """Statements of an idea, by unit as in the register, then by place in the file."""
        found = [self._statements[id_] for id_ in idea.statements]
        return tuple(sorted(found, key=self._reading_order))

    def unit_of(self, sha256: str) -> str | None:
        """Id of the unit that sent a file, None where nobody could tell."""
        submission = self.accepted.get(sha256)
        return submission.unit if submission else None

    def name_of(self, sha256: str) -> str:
        """Short name of the unit that sent a file; the file's name where nobody could tell."""
        unit = self.unit_of(sha256)
        return self.names.get(unit, unit) if unit else f"chưa rõ đơn vị ({self._file(sha256)})"

    def unit_names(self, units: tuple[str, ...]) -> tuple[str, ...]:
        """Short names, in the order of the register."""
        ordered = sorted(units, key=lambda unit: (self._place.get(unit, len(self._place)), unit))
        return tuple(self.names.get(unit, unit) for unit in ordered)

    def place_of(self, passage: Passage) -> str:
        """Where a passage stands, for a person: unit, file, nearest heading, page when known.

        Word files have no pages, and nobody can count their paragraphs: heading and words find it.
        """
        parts = [self.name_of(passage.sha256)]
        if self.unit_of(passage.sha256):
            parts.append(self._file(passage.sha256))
        if passage.heading:
            parts.append(f"mục “{passage.heading[-1]}”")
        if passage.page is not None:
            parts.append(f"trang {passage.page}")
        return ", ".join(parts) + _read_note(passage)

    def _file(self, sha256: str) -> str:
        return self._files.get(sha256, sha256)

    def _reading_order(self, statement: Statement) -> tuple[int, str, int, int]:
        place = self._place.get(self.unit_of(statement.sha256) or "", len(self._place))
        index = self.draft.passages[statement.passage].index
        return (place, statement.sha256, index, statement.start)
