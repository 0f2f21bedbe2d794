"""What understanding one reading gives: roles, statements, figures, commendations."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records.kinds import AwardeeType, Role, StatementKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSuggestion:
    """The machine's suggestion for one passage; a person's decision is another record.

    Attributes:
        role: None when the system abstains.
        section: id of the outline section, None when no section holds the role.
        confidence: calibrated probability of `role`, 0..1.
        reason: Vietnamese, for a person.
    """

    passage: str
    role: Role | None
    section: str | None
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A claim: `passage.text[start:end] == text`."""

    id: str
    passage: str
    sha256: str
    page: int | None
    start: int
    end: int
    kind: StatementKind
    text: str
    addressee: str | None
    section: str | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with what it counts: `passage.text[start:end] == text`.

    Attributes:
        indicator: what is counted, in the words of the report; never empty.
        value: the number as written, times the power that its words name ("2 nghìn" is 2000.0).
        measure: unit of measure as written or as the column's head says ("tỷ đồng", "%"), "" for none.
        scope: whom or where it counts ("huyện Mộ Đức"), None where the report means itself.
        period: the time that it counts, normalised: "2022", "2015-2021", "2022-12-31" (a state on that
            day), None where nothing is said.
        approximate: the report says "hơn", "gần", "khoảng", "trên", or rounds to thousands in words.
    """

    id: str
    passage: str
    sha256: str
    page: int | None
    start: int
    end: int
    text: str
    indicator: str
    value: float
    measure: str
    scope: str | None
    period: str | None
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Commendation:
    """One person or body that a report proposes for a commendation.

    Attributes:
        name: as written, without "đồng chí", "ông", "bà"; position: "" where none is given.
        form: what is proposed ("Bằng khen"), "" where the report does not say.
    """

    id: str
    passage: str
    sha256: str
    page: int | None
    type: AwardeeType
    name: str
    position: str
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """What understanding one reading gives: a suggestion for each passage, and what stands in them.

    Attributes:
        vectors: meaning of each statement, base64 of float16, in the order of `statements`.
    """

    sha256: str
    suggestions: tuple[RoleSuggestion, ...]
    statements: tuple[Statement, ...]
    vectors: tuple[str, ...]
    commendations: tuple[Commendation, ...] = ()
