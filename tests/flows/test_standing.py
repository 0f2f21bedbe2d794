"""The rows that a run leaves for `status`: those of its own campaign, of its own stamp."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from benches import open_bench
from flow_files import make_place
from hand_made import DIGEST, make_passage, make_statement

from flows.standing import keep_rows
from pipeline.records import (
    Document,
    Letterhead,
    Reading,
    Role,
    RoleSuggestion,
    Statement,
    Understanding,
)
from pipeline.run import ReadItem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.workbench import Workbench

_TEXT = "Đề nghị Tỉnh ủy bố trí thêm vốn."
_PASSAGE = make_passage(_TEXT)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """The campaign's workbench."""
    with open_bench(make_place(tmp_path)) as made:
        yield made


def _item(role: Role, *statements: Statement) -> ReadItem:
    """The document with one passage, of this role, with these statements."""
    document = Document(
        sha256=DIGEST, format="docx", pages=None, text=_TEXT, blocks=(), warnings=()
    )
    head = Letterhead(unit=None, unit_reason="", number=None, date=None, title=None)
    suggestion = RoleSuggestion(
        passage=_PASSAGE.id, role=role, section=None, confidence=0.9, reason=""
    )
    return ReadItem(
        file="a.docx",
        sha256=DIGEST,
        received_at="2023-06-06T04:20:00+07:00",
        reading=Reading(document=document, letterhead=head, passages=(_PASSAGE,)),
        understanding=Understanding(
            sha256=DIGEST, suggestions=(suggestion,), statements=statements, vectors=()
        ),
    )


def _under(bench: Workbench, *, stamp: str = "u1", campaign: str = "nq01") -> Workbench:
    plan = bench.campaign.model_copy(update={"id": campaign})
    return replace(bench, job=replace(bench.job, campaign=plan, understanding=stamp))


def test_rows_follow_the_stamp_where_only_statements_change(bench: Workbench) -> None:
    """New code finds a statement where suggestions stay the same: the row is there."""
    keep_rows(bench, _item(Role.RECOMMENDATIONS))
    keep_rows(_under(bench, stamp="u2"), _item(Role.RECOMMENDATIONS, make_statement(_TEXT)))
    assert bench.database.load_statements("nq01", [DIGEST]) == (make_statement(_TEXT),)


def test_rows_of_the_same_stamp_are_left_alone(bench: Workbench) -> None:
    """The same stamp gives the same rows, so they are written once."""
    keep_rows(bench, _item(Role.RECOMMENDATIONS, make_statement(_TEXT)))
    keep_rows(bench, _item(Role.CAUSES))
    assert bench.database.load_statements("nq01", [DIGEST]) == (make_statement(_TEXT),)


def test_a_second_campaign_leaves_the_rows_of_the_first(bench: Workbench) -> None:
    """The same report in two campaigns of one workspace has each campaign's own roles."""
    keep_rows(bench, _item(Role.RECOMMENDATIONS))
    keep_rows(_under(bench, stamp="u2", campaign="nq02"), _item(Role.CAUSES))
    roles = {
        campaign: [s.role for s in bench.database.load_suggestions(campaign, [DIGEST])]
        for campaign in ("nq01", "nq02")
    }
    assert roles == {"nq01": [Role.RECOMMENDATIONS], "nq02": [Role.CAUSES]}
