"""The pair model: how likely two statements say the same. A logistic regression over FEATURES.

`pair_distances` gives the distances that clustering reads: 1 - probability, and 1 for pairs that are
kept apart or whose meanings lie too far from each other to be looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.merge.pairs import centre, keeps_apart, pair_features, profile, word_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.records import Statement

# Pairs below this centred cosine are not looked at: of the corpus' same-idea pairs 1 % lie there.
_NEAREST = 0.10


class MergeModel:
    """Fitted pair model; what `models/merge/` holds."""

    def __init__(self, parts: dict[str, Any]) -> None:
        self.parts = parts

    @property
    def threshold(self) -> float:
        """Statements whose mean probability reaches this are one idea."""
        return float(self.parts["threshold"])

    def pair_distances(
        self, statements: Sequence[Statement], vectors: NDArray[np.float32]
    ) -> NDArray[np.float64]:
        """Distances 0..1 between statements of one kind, shape (n, n), symmetric."""
        size = len(statements)
        distances = np.ones((size, size))
        np.fill_diagonal(distances, 0.0)
        pairs, rows = candidate_pairs(statements, vectors)
        if not pairs:
            return distances
        first, second = zip(*pairs, strict=True)
        alike = self.parts["pairs"].predict_proba(np.asarray(rows))[:, 1]
        distances[first, second] = distances[second, first] = 1 - alike
        return distances


def candidate_pairs(
    statements: Sequence[Statement], vectors: NDArray[np.float32]
) -> tuple[list[tuple[int, int]], list[list[float]]]:
    """Pairs (i < j) near enough to be looked at and not kept apart, with their features."""
    profiles = [profile(statement) for statement in statements]
    weights = word_weights(profiles)
    centred = centre(vectors)
    near = np.argwhere(np.triu(centred @ centred.T, k=1) >= _NEAREST).tolist()
    pairs = [(i, j) for i, j in near if not keeps_apart(profiles[i], profiles[j])]
    features = [
        pair_features(i, j, profiles=profiles, weights=weights, vectors=vectors, centred=centred)
        for i, j in pairs
    ]
    return pairs, features
