"""Fits the pair model from campaigns whose statements carry the ideas they state. Deterministic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.merge.model import MergeModel, candidate_pairs
from pipeline.merge.pairs import read_background
from pipeline.records import Statement, StatementKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeExample:
    """One campaign: its statements, the idea of each, and their vectors (statements, 384)."""

    statements: tuple[Statement, ...]
    ideas: tuple[str, ...]
    vectors: NDArray[np.float32]


def fit_merge(
    examples: Sequence[MergeExample], *, thresholds: Mapping[StatementKind, float]
) -> MergeModel:
    """Fit on all near pairs of each campaign, a kind at a time."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    background = read_background(
        [statement for example in examples for statement in example.statements],
        np.concatenate([example.vectors for example in examples]),
    )
    rows: list[list[float]] = []
    same: list[bool] = []
    for example in examples:
        for kind in StatementKind:
            chosen = [i for i, s in enumerate(example.statements) if s.kind is kind]
            statements = [example.statements[i] for i in chosen]
            if len(statements) < 2:  # noqa: PLR2004 - a pair needs two
                continue
            pairs, features = candidate_pairs(statements, example.vectors[chosen], background)
            rows += features
            same += [example.ideas[chosen[i]] == example.ideas[chosen[j]] for i, j in pairs]
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0, max_iter=1000))
    model.fit(np.asarray(rows), np.asarray(same))
    kinds = {kind.value: thresholds[kind] for kind in StatementKind}
    kept = {"mean": background.mean.tolist(), "shares": dict(background.shares)}
    return MergeModel({"pairs": model, "thresholds": kinds, "background": kept})
