"""Records made by hand for the tests of storage."""

from __future__ import annotations

from pipeline.records import (
    Idea,
    Passage,
    PassageKind,
    Role,
    RoleSuggestion,
    Sentence,
    Statement,
    StatementKind,
    Submission,
    SubmissionStatus,
    Warning_,
)

DIGEST = "ab" * 32
OTHER_DIGEST = "cd" * 32
TEXT = "Một là, phải bám sát cơ sở."


def make_passage(place: int = 0, sha256: str = DIGEST) -> Passage:
    """A passage with one sentence; its id says where it stands."""
    return Passage(
        id=f"p{place}",
        sha256=sha256,
        index=place,
        page=None,
        kind=PassageKind.LIST_ITEM,
        heading=("III. BÀI HỌC KINH NGHIỆM", "1. Bài học"),
        start=10,
        end=10 + len(TEXT),
        text=TEXT,
        sentences=(Sentence(start=0, end=len(TEXT), words=("Một", "là", "bám_sát", "cơ_sở")),),
    )


def make_suggestion(place: int = 0, role: Role | None = Role.LESSONS) -> RoleSuggestion:
    """A suggestion for the passage at `place`."""
    return RoleSuggestion(
        passage=f"p{place}",
        role=role,
        section="bai-hoc",
        confidence=0.8765432109876543,
        reason="Nằm dưới đề mục “Bài học kinh nghiệm”.",
    )


def make_statement(place: int = 0, passage: int = 0, sha256: str = DIGEST) -> Statement:
    """A statement of a passage."""
    return Statement(
        id=f"s{place}",
        passage=f"p{passage}",
        sha256=sha256,
        page=3,
        start=8,
        end=len(TEXT),
        kind=StatementKind.LESSON,
        text=TEXT[8:],
        addressee=None,
        section="bai-hoc",
        confidence=0.1 + 0.2,
    )


def make_idea(name: str) -> Idea:
    """An idea of two units."""
    return Idea(
        id=name,
        kind=StatementKind.LESSON,
        section=None,
        text=TEXT[8:],
        statements=("s0", "s1"),
        units=("hu-a", "hu-b"),
    )


def make_submission(file: str = "Báo cáo.docx", **changed: object) -> Submission:
    """An accepted submission with a warning."""
    values: dict[str, object] = {
        "file": file,
        "sha256": DIGEST,
        "status": SubmissionStatus.ACCEPTED,
        "unit": "hu-a",
        "number": "125-BC/HU",
        "date": "2022-02-25",
        "title": "Báo cáo tổng kết",
        "pages": 12,
        "version": 1,
        "received_at": "2022-02-25T08:00:00+07:00",
        "warnings": (Warning_(code="no-date", detail="Không thấy ngày."),),
    }
    return Submission(**(values | changed))
