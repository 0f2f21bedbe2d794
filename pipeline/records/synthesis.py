"""What all reports of a campaign give together: submissions, register, ideas, conflicts, totals, copies."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records.kinds import ConflictKind, RegisterStatus, StatementKind, SubmissionStatus
from pipeline.records.reading import ReadingReport, Warning_


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A file that arrived.

    Attributes:
        file: name in the inbox, with the folders below it, parted by "/".
        date: ISO date of the letterhead; received_at: ISO time with offset.
        version: 1 for a unit's first report, then 2, ...
        container: name in the inbox of the archive or mail that the file came in.
        format: what the bytes are; report: how it was read. None where it was not.
    """

    file: str
    sha256: str
    status: SubmissionStatus
    unit: str | None
    number: str | None
    date: str | None
    title: str | None
    pages: int | None
    version: int
    received_at: str
    warnings: tuple[Warning_, ...] = ()
    container: str | None = None
    format: str | None = None
    report: ReadingReport | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """Where one unit stands.

    Attributes:
        days_late: 0 when on time, None when missing.
        missing_sections: ids of outline sections to which the report gave nothing.
    """

    unit: str
    name: str
    status: RegisterStatus
    received_at: str | None
    days_late: int | None
    missing_sections: tuple[str, ...]
    file: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """Statements that an editor would merge into one line.

    Attributes:
        text: the representative, word for word one of the statements.
        statements: ids, sorted; units: ids, sorted, without repeats.
    """

    id: str
    kind: StatementKind
    section: str | None
    text: str
    statements: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Figures of one indicator, scope and period that cannot all be true.

    Attributes:
        figures: ids, in the order of the records; of a `TOTAL` the total first, then its parts.
        detail: Vietnamese, one sentence for the editor: what differs and by how much.
    """

    id: str
    kind: ConflictKind
    indicator: str
    scope: str | None
    period: str | None
    figures: tuple[str, ...]
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """One indicator over the units: the sum, or for shares the mean weighted by its base.

    Attributes:
        figures: ids, one a unit; missing: ids of the units that reported and do not give it, sorted.
        weighted_by: indicator of the weights of a mean; None for a sum.
    """

    indicator: str
    period: str | None
    measure: str
    value: float
    figures: tuple[str, ...]
    missing: tuple[str, ...]
    weighted_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A passage that stands almost word for word in two units' reports.

    Attributes:
        first, second: ids of the passages; first is the one of the report that came before.
        share: of the shorter passage's words, those that both have in the same order, 0..1.
        left_name: the other unit's name that a copier left inside ("huyện Mộ Đức"), None otherwise.
        left_in: id of the passage that bears it.
    """

    first: str
    second: str
    share: float
    left_name: str | None = None
    left_in: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionNote:
    """A section of the outline that one report lacks, or fills with words that say nothing.

    Attributes:
        state: "missing" or "thin"; reason: Vietnamese, what was counted.
    """

    section: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportQuality:
    """How much one report says.

    Attributes:
        words: syllables of its passages; figures_per_page: a page counts 400 words.
        empty_share: of its sentences, those of stock verbs without figure, name or date, 0..1.
        thin: it says much less than the other reports of the campaign; reason: Vietnamese.
    """

    sha256: str
    words: int
    figures_per_page: float
    empty_share: float
    thin: bool
    reason: str
    sections: tuple[SectionNote, ...] = ()
