"""A model tried on texts that it has not seen: what it finds beside what a reader marked.

Evaluation tries models on left-out campaigns, `judge` on the sample: both ask the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.learn.scores import span_scores
from pipeline.merge import merge_statements
from pipeline.mine import mine_statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.meaning import Embed
    from pipeline.merge import MergeExample, MergeModel
    from pipeline.mine import StatementExample, StatementModel
    from pipeline.records import StatementKind


def try_statements(
    model: StatementModel, examples: Sequence[StatementExample], embed: Embed
) -> dict[str, float]:
    """Scores of the statements found in reports against their marks."""
    found, wanted = [], []
    for example in examples:
        mined = mine_statements(
            model, example.passages, roles=example.roles, sections={}, embed=embed
        )
        places = {p.id: i for i, p in enumerate(example.passages)}
        found.append([(places[s.passage], s.start, s.end, s.kind) for s in mined])
        wanted.append([(m.owner, m.start, m.end, m.kind) for m in example.marks])
    return span_scores(found, wanted)


def try_merging(model: MergeModel, example: MergeExample) -> list[tuple[str, str, StatementKind]]:
    """For each marked statement of a campaign: the idea found, the true one, the kind."""
    vectors = {s.id: v for s, v in zip(example.statements, example.vectors, strict=True)}
    ideas = merge_statements(model, example.statements, vectors=vectors, units={})
    line = {s: idea.id for idea in ideas for s in idea.statements}
    return [
        (line[s.id], idea, s.kind)
        for s, idea in zip(example.statements, example.ideas, strict=True)
    ]
