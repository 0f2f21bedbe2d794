"""One document through the stages: read (extract, identify, segment), then understand (classify, mine)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.awards import read_commendations
from pipeline.classify import RoleModel, guess_roles, section_for, suggest_sections
from pipeline.extract import read_document
from pipeline.identify import read_letterhead
from pipeline.intake import check_readable, sniff_format
from pipeline.meaning import embed_texts, encode_vector, remembered
from pipeline.meaning import warm_up as warm_up_meaning
from pipeline.mine import StatementModel, mine_statements
from pipeline.modelstore import load_model
from pipeline.records import Document, Reading, Role, StatementKind, Understanding
from pipeline.segment import load_tokenizer, segment_document

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline.campaign import Campaign
    from pipeline.meaning import Embed
    from pipeline.settings import Settings

_KIND_ROLES: Mapping[StatementKind, Role] = {
    StatementKind.LESSON: Role.LESSONS,
    StatementKind.GOOD_PRACTICE: Role.LESSONS,
    StatementKind.RECOMMENDATION: Role.RECOMMENDATIONS,
    StatementKind.LIMITATION: Role.LIMITATIONS,
    StatementKind.CAUSE: Role.CAUSES,
}
_KIND_WORDING: Mapping[StatementKind, str] = {
    StatementKind.LESSON: "bài học kinh nghiệm",
    StatementKind.GOOD_PRACTICE: "cách làm hay, sáng tạo",
    StatementKind.RECOMMENDATION: "đề xuất, kiến nghị",
    StatementKind.LIMITATION: "tồn tại, hạn chế",
    StatementKind.CAUSE: "nguyên nhân",
}


def read_one(path: Path, sha256: str, campaign: Campaign, settings: Settings) -> Reading:
    """Read one file: text, letterhead, passages.

    Raises:
        DocumentError: the file cannot be read; the run goes on without it.
    """
    file_format = sniff_format(path)
    check_readable(path, file_format, settings.max_file_bytes)
    return make_reading(read_document(path, sha256=sha256, file_format=file_format), campaign)


def make_reading(document: Document, campaign: Campaign) -> Reading:
    """Return a document that was read with its letterhead and its passages."""
    return Reading(
        document=document,
        letterhead=read_letterhead(document, campaign),
        passages=segment_document(document),
    )


def understand_one(
    reading: Reading, campaign: Campaign, settings: Settings, embed: Embed = embed_texts
) -> Understanding:
    """Suggest roles and sections for the passages of a reading, and find its statements.

    Args:
        embed: gives the vectors of texts, shape (texts, 384); one that keeps them saves most of the time.
    """
    passages, embed = reading.passages, remembered(embed)
    roles = RoleModel(load_model(settings.models, "roles"))
    guess = guess_roles(
        roles,
        passages,
        embed,
        abstain_below=settings.abstain_below,
    )
    statements = mine_statements(
        StatementModel(load_model(settings.models, "statements")),
        passages,
        roles=guess.probabilities,
        sections={
            kind: section_for(campaign, role, _KIND_WORDING[kind])
            for kind, role in _KIND_ROLES.items()
        },
        embed=embed,
    )
    vectors = embed([statement.text for statement in statements])
    roles_found = [suggestion.role for suggestion in guess.suggestions]
    return Understanding(
        sha256=reading.document.sha256,
        suggestions=suggest_sections(campaign, passages, guess.suggestions),
        commendations=read_commendations(reading.document, passages, roles_found),
        statements=statements,
        vectors=tuple(encode_vector(vector) for vector in vectors),
    )


def warm_up(settings: Settings) -> None:
    """Load tokenizer, vectors and models, so that a worker's first document is as fast as the rest."""
    load_tokenizer()
    warm_up_meaning()
    load_model(settings.models, "roles")
    load_model(settings.models, "statements")
