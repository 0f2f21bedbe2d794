"""The role model: words and headings (linear), meaning (linear), averaged; then the order of passages.

Two logistic regressions see a passage by itself: one its words, headings and shape as TF-IDF, one its
sentence vector. Their averaged probabilities go through a chain over the report (forward-backward
with the transitions counted in the corpus), whose marginals, tempered, are the confidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.features import (
    heading_channel,
    places,
    shape_channel,
    word_channel,
)
from pipeline.records import Passage, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

Probabilities = NDArray[np.float64]
ROLES: tuple[Role, ...] = tuple(Role)
_FLOOR = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How the parts are joined; chosen on left-out campaigns (docs/evaluation.md).

    Attributes:
        meaning: share of the vector model in the mean of log probabilities, 0..1.
        chain: power of the transitions; 0 leaves the order out.
        temperature: divides the log marginals; above 1 makes the confidence more modest.
    """

    meaning: float = 0.5
    chain: float = 0.5
    temperature: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """The texts of a report's passages, a channel each, in the order of the passages."""

    words: list[str]
    headings: list[str]
    shapes: list[str]


def read_channels(passages: Sequence[Passage], *, with_headings: bool = True) -> Channels:
    """Channels of one report's passages; without headings they are as if none stood there."""
    return Channels(
        words=[word_channel(p) for p in passages],
        headings=[heading_channel(p) if with_headings else "n_none" for p in passages],
        shapes=[shape_channel(p, place=x) for p, x in zip(passages, places(passages), strict=True)],
    )


class RoleModel:
    """Fitted estimators and the transitions; what `models/roles/` holds."""

    def __init__(self, parts: dict[str, Any]) -> None:
        self.parts = parts
        self._classes = [Role(name) for name in parts["classes"]]
        self._weights = Weights(**parts["weights"])

    def lexical(self, channels: Channels) -> Probabilities:
        """Probabilities by words, headings and shape, shape (passages, roles)."""
        return self._ordered("lexical", self.vectorize(channels))

    def semantic(self, vectors: NDArray[np.float32]) -> Probabilities:
        """Probabilities by meaning, shape (passages, roles)."""
        return self._ordered("semantic", vectors)

    def vectorize(self, channels: Channels) -> Any:
        """The three channels as one sparse matrix."""
        return vectorize(self.parts, channels)

    def predict(self, channels: Channels, vectors: NDArray[np.float32]) -> Probabilities:
        """Calibrated probabilities for one report, shape (passages, roles), roles as in ROLES."""
        if not channels.words:
            return np.zeros((0, len(ROLES)))
        joined = join_log(self.lexical(channels), self.semantic(vectors), self._weights.meaning)
        marginals = smooth_chain(joined, self._transitions(), self._weights.chain)
        return temper(marginals, self._weights.temperature)

    def _ordered(self, name: str, rows: Any) -> Probabilities:
        found = self.parts[name].predict_proba(rows)
        ordered = np.full((found.shape[0], len(ROLES)), _FLOOR)
        for column, role in enumerate(self._classes):
            ordered[:, ROLES.index(role)] = found[:, column]
        return ordered

    def _transitions(self) -> Probabilities:
        return np.asarray(self.parts["transitions"], dtype=np.float64)


def vectorize(parts: dict[str, Any], channels: Channels) -> Any:
    """Channels as one sparse matrix by fitted vectorizers, shape (passages, features)."""
    from scipy.sparse import hstack

    return hstack(
        [
            parts["words"].transform(channels.words),
            parts["headings"].transform(channels.headings),
            parts["shapes"].transform(channels.shapes),
        ],
        format="csr",
    )


def join_log(lexical: Probabilities, semantic: Probabilities, share: float) -> Probabilities:
    """Weighted geometric mean of two sets of probabilities, rows summing to 1."""
    joined = (1 - share) * np.log(lexical + _FLOOR) + share * np.log(semantic + _FLOOR)
    return _normalise(joined)


def smooth_chain(rows: Probabilities, transitions: Probabilities, power: float) -> Probabilities:
    """Marginals of a chain whose emissions are `rows`, by forward-backward.

    Args:
        rows: shape (passages, roles). transitions: row = role before, with the prior divided out, so
            that a pair which is as frequent as chance counts 1. power: 0 returns `rows`.
    """
    if power == 0 or len(rows) < 2:  # noqa: PLR2004 - a chain needs two
        return rows
    step = np.power(transitions, power)
    forward, backward = rows.copy(), np.ones_like(rows)
    for i in range(1, len(rows)):
        forward[i] = rows[i] * (forward[i - 1] @ step)
        forward[i] /= forward[i].sum()
    for i in range(len(rows) - 2, -1, -1):
        backward[i] = step @ (rows[i + 1] * backward[i + 1])
        backward[i] /= backward[i].sum()
    marginals = forward * backward
    return np.asarray(marginals / marginals.sum(axis=1, keepdims=True))


def temper(rows: Probabilities, temperature: float) -> Probabilities:
    """Probabilities made more modest (temperature above 1) or bolder (below 1)."""
    return _normalise(np.log(rows + _FLOOR) / temperature)


def _normalise(logs: Probabilities) -> Probabilities:
    shifted = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))
