"""Floors of accuracy on the sample campaign, which the shipped models never saw.

Each floor stands a few points below what was measured when the models were made.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hand_made import merge_model, statement_model

from pipeline.classify import ROLES
from pipeline.learn.scores import macro_f1, pair_scores, span_scores
from pipeline.merge import merge_statements
from pipeline.mine import mine_statements
from pipeline.modelstore import current_version
from pipeline.records import PassageKind, Statement
from pipeline.settings import Settings

if TYPE_CHECKING:
    from sample_reports import Sample

ROLES_FLOOR = 0.90  # measured .944
LESSONS_FLOOR = 0.85  # measured .910
RECOMMENDATIONS_FLOOR = 0.91  # measured .967
PAIR_PRECISION_FLOOR = 0.86  # measured .901
PAIR_RECALL_FLOOR = 0.55  # measured .621


def mined(sample: Sample) -> list[tuple[Statement, ...]]:
    """The statements found in each report."""
    model = statement_model()
    return [
        mine_statements(
            model,
            example.passages,
            roles=roles,
            sections={},
            embed=sample.corpus.vectors.embed,
        )
        for example, roles in zip(sample.examples, sample.roles, strict=True)
    ]


@pytest.mark.parametrize("name", ["roles", "statements", "merge"])
def test_the_sample_is_not_among_the_training_campaigns(name: str) -> None:
    """What is measured here was not learnt."""
    facts = current_version(Settings().models, name) / "digest.json"
    assert "sample" not in json.loads(facts.read_text(encoding="utf-8"))["campaigns"]


def test_roles(sample: Sample) -> None:
    """Macro-F1 over the roles of paragraphs and list items."""
    truth: list[str] = []
    guess: list[str] = []
    for example, rows in zip(sample.examples, sample.roles, strict=True):
        for passage, role, row in zip(example.passages, example.roles, rows, strict=True):
            if passage.kind is not PassageKind.TABLE_ROW:
                truth.append(role.value)
                guess.append(ROLES[int(np.argmax(row))].value)
    assert macro_f1(truth, guess) >= ROLES_FLOOR


def test_statements(sample: Sample) -> None:
    """F1 of spans that mean the marked words, lessons and recommendations apart."""
    found, wanted = [], []
    for example, report, statements in zip(
        sample.examples, sample.reports, mined(sample), strict=True
    ):
        places = {p.id: i for i, p in enumerate(example.passages)}
        found.append([(places[s.passage], s.start, s.end, s.kind) for s in statements])
        wanted.append(
            [
                (i, m.start, m.end, m.kind)
                for i, p in enumerate(report.passages)
                for m in p.statements
            ]
        )
    scores = span_scores(found, wanted)
    assert scores["lessons F1"] >= LESSONS_FLOOR
    assert scores["recommendations F1"] >= RECOMMENDATIONS_FLOOR


def test_every_statement_of_the_sample_is_a_span(sample: Sample) -> None:
    """The grounding law over all reports of the sample."""
    texts = {p.id: p.text for example in sample.examples for p in example.passages}
    found = [statement for statements in mined(sample) for statement in statements]
    assert len(found) > 100
    for statement in found:
        assert texts[statement.passage][statement.start : statement.end] == statement.text


def test_ideas(sample: Sample) -> None:
    """Pairs that are merged and should be; the marked statements are merged."""
    example = sample.corpus.ideas(sample.reports)
    vectors = {s.id: v for s, v in zip(example.statements, example.vectors, strict=True)}
    ideas = merge_statements(merge_model(), example.statements, vectors=vectors, units={})
    line = {s: idea.id for idea in ideas for s in idea.statements}
    scores = pair_scores(
        [(line[s.id], i, s.kind) for s, i in zip(example.statements, example.ideas, strict=True)]
    )
    assert scores["pair precision"] >= PAIR_PRECISION_FLOOR
    assert scores["pair recall"] >= PAIR_RECALL_FLOOR
