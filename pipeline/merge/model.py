"""The pair model: how likely two statements say the same. A logistic regression over FEATURES.

`pair_distances` gives the distances that clustering reads: 1 - probability, 1 for pairs whose meanings
lie too far from each other to be looked at, and so much for pairs that are kept apart that no mean over
a cluster hides it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.merge.pairs import (
    Background,
    Profile,
    find_apart,
    measure_nearness,
    pair_features,
    profile,
    word_weights,
)
from pipeline.text import matching_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.records import Statement, StatementKind

# Pairs below this centred cosine are not looked at: of the corpus' same-idea pairs 1 % lie there.
_NEAREST = 0.10


class MergeModel:
    """Fitted pair model; what `models/merge/` holds."""

    def __init__(self, parts: dict[str, Any]) -> None:
        self.parts = parts

    def threshold(self, kind: StatementKind) -> float:
        """Statements of a kind whose mean probability reaches this are one idea."""
        return float(self.parts["thresholds"][kind.value])

    def pair_distances(
        self, statements: Sequence[Statement], vectors: NDArray[np.float32]
    ) -> NDArray[np.float64]:
        """Distances between statements of one kind, shape (n, n), symmetric.

        0..1, and n * n for pairs that are kept apart: the mean distance of two clusters that hold such
        a pair is then above 1, whatever draws the others together.
        """
        size = len(statements)
        profiles = [profile(statement) for statement in statements]
        same_words = _word_for_word(statements)
        apart = find_apart(profiles) | (_of_one_file(statements) & ~same_words)
        distances = np.ones((size, size))
        pairs, rows = _candidates(profiles, vectors, apart, self._background())
        if pairs:
            first, second = zip(*pairs, strict=True)
            alike = self.parts["pairs"].predict_proba(np.asarray(rows))[:, 1]
            distances[first, second] = distances[second, first] = 1 - alike
        distances[same_words] = 0.0
        distances[apart] = float(size * size)
        return distances

    def _background(self) -> Background:
        kept = self.parts["background"]
        mean = np.asarray(kept["mean"], dtype=np.float32)
        return Background(mean=mean, shares=kept["shares"])


def candidate_pairs(
    statements: Sequence[Statement], vectors: NDArray[np.float32], background: Background
) -> tuple[list[tuple[int, int]], list[list[float]]]:
    """Pairs (i < j) near enough to be looked at and not kept apart, with their features."""
    profiles = [profile(statement) for statement in statements]
    return _candidates(profiles, vectors, find_apart(profiles), background)


def _candidates(
    profiles: Sequence[Profile],
    vectors: NDArray[np.float32],
    apart: NDArray[np.bool_],
    background: Background,
) -> tuple[list[tuple[int, int]], list[list[float]]]:
    weights = word_weights(profiles, background)
    near = measure_nearness(vectors, background)
    looked_at = (np.triu(near.centred, k=1) >= _NEAREST) & ~apart
    pairs = [(int(i), int(j)) for i, j in np.argwhere(looked_at)]
    features = [
        pair_features(i, j, profiles=profiles, weights=weights, near=near) for i, j in pairs
    ]
    return pairs, features


def _of_one_file(statements: Sequence[Statement]) -> NDArray[np.bool_]:
    """Which pairs stand in one report, shape (n, n).

    Who lists two things means two: of 762 same-idea pairs of the corpora 10 are of one report, and
    of 11 such pairs that the model alone would merge 9 are wrong.
    """
    files = np.asarray([statement.sha256 for statement in statements])
    return np.asarray(files[:, None] == files[None, :]) & ~np.eye(len(files), dtype=bool)


def _word_for_word(statements: Sequence[Statement]) -> NDArray[np.bool_]:
    """Which pairs have the same words, shape (n, n): one idea, whatever the model thinks."""
    keys = np.asarray([matching_key(statement.text) for statement in statements])
    return np.asarray(keys[:, None] == keys[None, :])
