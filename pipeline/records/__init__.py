"""The records that travel between stages: frozen, standoff, with ids that are digests of content.

`Document.text` is NFC and never changes. Blocks and passages are spans of it, statements and figures
are spans of their passage: `text[start:end]` always holds. Positions count characters, pages count
from 1.
"""

from pipeline.records.ids import make_id
from pipeline.records.kinds import (
    AwardeeType,
    BlockKind,
    ConflictKind,
    PassageKind,
    RegisterStatus,
    Role,
    StatementKind,
    SubmissionStatus,
)
from pipeline.records.reading import (
    Block,
    Cell,
    Cues,
    Document,
    LegacyText,
    Letterhead,
    Mend,
    Passage,
    Reading,
    ReadingReport,
    Sentence,
    Warning_,
)
from pipeline.records.synthesis import (
    Conflict,
    Copy,
    Idea,
    RegisterEntry,
    ReportQuality,
    SectionNote,
    Submission,
    Total,
)
from pipeline.records.understanding import (
    Commendation,
    Figure,
    RoleSuggestion,
    Statement,
    Understanding,
)

__all__ = [
    "AwardeeType",
    "Block",
    "BlockKind",
    "Cell",
    "Commendation",
    "Conflict",
    "ConflictKind",
    "Copy",
    "Cues",
    "Document",
    "Figure",
    "Idea",
    "LegacyText",
    "Letterhead",
    "Mend",
    "Passage",
    "PassageKind",
    "Reading",
    "ReadingReport",
    "RegisterEntry",
    "RegisterStatus",
    "ReportQuality",
    "Role",
    "RoleSuggestion",
    "SectionNote",
    "Sentence",
    "Statement",
    "StatementKind",
    "Submission",
    "SubmissionStatus",
    "Total",
    "Understanding",
    "Warning_",
    "make_id",
]
