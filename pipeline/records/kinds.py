"""What the records are told apart by: roles, kinds and states, as the files of a run spell them."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a passage does in a report; docs/GLOSSARY.md says what each means."""

    CONTEXT = "context"
    DISSEMINATION = "dissemination"
    RESULTS = "results"
    LEADERSHIP = "leadership"
    LIMITATIONS = "limitations"
    CAUSES = "causes"
    LESSONS = "lessons"
    DIRECTIONS = "directions"
    RECOMMENDATIONS = "recommendations"
    COMMENDATIONS = "commendations"
    OTHER = "other"


class BlockKind(StrEnum):
    """What a block is on the page, before anything is understood."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    PAGE_HEADER = "page_header"
    PAGE_FOOTER = "page_footer"
    NOTE = "note"
    LETTERHEAD = "letterhead"
    TITLE = "title"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    STAMP = "stamp"


class PassageKind(StrEnum):
    """The shape of a passage."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"


class StatementKind(StrEnum):
    """What a statement states."""

    LESSON = "lesson"
    GOOD_PRACTICE = "good_practice"
    RECOMMENDATION = "recommendation"
    LIMITATION = "limitation"
    CAUSE = "cause"


class AwardeeType(StrEnum):
    """Who is proposed for a commendation."""

    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"


class ConflictKind(StrEnum):
    """Where figures contradict each other."""

    BETWEEN = "between"
    WITHIN = "within"
    TOTAL = "total"


class SubmissionStatus(StrEnum):
    """How a file of the inbox ended."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    QUARANTINED = "quarantined"
    SUPERSEDED = "superseded"


class RegisterStatus(StrEnum):
    """Where a unit stands against the deadline."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
