"""The role model: words and headings (linear), meaning (kernel), averaged; then the order of passages.

Two classifiers see a passage by itself: a logistic regression its words, headings and shape as TF-IDF,
a support vector machine the vectors of its text and its headings. Their averaged probabilities go
through a chain over the report (forward-backward with the transitions counted in the corpus), whose
marginals, tempered, are the confidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.features import (
    continues,
    heading_channel,
    places,
    shape_channel,
    word_channel,
)
from pipeline.records import Passage, Role
from pipeline.text import announces_lessons

if TYPE_CHECKING:
    from collections.abc import Sequence

Probabilities = NDArray[np.float64]
ROLES: tuple[Role, ...] = tuple(Role)
_FLOOR = 1e-6
# On left-out campaigns 48 % of the passages are so sure; without their vectors macro-F1 stays (.9348
# for .9352).
_SETTLED = 0.99


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How the parts are joined; chosen on left-out campaigns (docs/evaluation.md).

    Attributes:
        meaning: share of the vector model in the mean of log probabilities, 0..1.
        across, within: power of the transitions where the headings change, and where they stay; 0
            leaves the order out.
        temperature: divides the log marginals; above 1 makes the confidence more modest.
    """

    meaning: float = 0.5
    across: float = 0.3
    within: float = 0.5
    temperature: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """The texts of a report's passages, a channel each, in the order of the passages.

    Attributes:
        continued: whether a passage stands under the same headings as the one before it.
        announced: whether it announces lessons and goes on to give them.
    """

    words: list[str]
    headings: list[str]
    shapes: list[str]
    continued: list[bool]
    announced: list[bool]


def read_channels(passages: Sequence[Passage], *, with_headings: bool = True) -> Channels:
    """Channels of one report's passages; without headings they are as if none stood there."""
    return Channels(
        words=[word_channel(p) for p in passages],
        headings=[heading_channel(p) if with_headings else "n_none" for p in passages],
        shapes=[shape_channel(p, place=x) for p, x in zip(passages, places(passages), strict=True)],
        continued=continues(passages),
        announced=[announces_lessons(p.text) for p in passages],
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

    def leaves_open(self, channels: Channels) -> NDArray[np.bool_]:
        """Which passages words alone do not settle: their vectors are asked for, shape (passages,)."""
        return np.asarray(self.lexical(channels).max(axis=1) < _SETTLED)

    def predict(self, channels: Channels, vectors: NDArray[np.float32]) -> Probabilities:
        """Calibrated probabilities for one report, shape (passages, roles), roles as in ROLES.

        Args:
            channels: of the passages. vectors: shape (passages, 768); rows of passages that
                `leaves_open` does not name are not looked at.
        """
        if not channels.words:
            return np.zeros((0, len(ROLES)))
        lexical = self.lexical(channels)
        meant = lexical.copy()
        left = lexical.max(axis=1) < _SETTLED
        if left.any():
            meant[left] = self.semantic(vectors[left])
        joined = join_log(lexical, meant, self._weights.meaning)
        joined = self.hear_announcements(joined, channels.announced)
        steps = chain_steps(self.transitions(), channels.continued, self._weights)
        return temper(smooth_chain(joined, steps), self._weights.temperature)

    def _ordered(self, name: str, rows: Any) -> Probabilities:
        found = self.parts[name].predict_proba(rows)
        ordered = np.full((found.shape[0], len(ROLES)), _FLOOR)
        for column, role in enumerate(self._classes):
            ordered[:, ROLES.index(role)] = found[:, column]
        return ordered

    def hear_announcements(self, rows: Probabilities, announced: Sequence[bool]) -> Probabilities:
        """Rows in which who announces lessons gives them as often as in the corpus."""
        told = np.asarray(announced)[:, None] * float(self.parts["announced"])
        return np.asarray((1 - told) * rows + told * np.eye(len(ROLES))[ROLES.index(Role.LESSONS)])

    def transitions(self) -> Probabilities:
        """How much likelier than by chance a role follows another, shape (2, roles, roles).

        The first where the headings change, the second where they stay.
        """
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


def chain_steps(
    transitions: Probabilities, continued: Sequence[bool], weights: Weights
) -> Probabilities:
    """The transition into each passage but the first, shape (passages - 1, roles, roles)."""
    powered = np.stack(
        [np.power(transitions[0], weights.across), np.power(transitions[1], weights.within)]
    )
    return np.asarray(powered[np.asarray(continued[1:], dtype=np.intp)])


def smooth_chain(rows: Probabilities, steps: Probabilities) -> Probabilities:
    """Marginals of a chain whose emissions are `rows`, by forward-backward.

    Args:
        rows: shape (passages, roles). steps: shape (passages - 1, roles, roles); row = role before,
            with the prior divided out, so that a pair which is as frequent as chance counts 1.
    """
    forward, backward = rows.copy(), np.ones_like(rows)
    for i in range(1, len(rows)):
        forward[i] = rows[i] * (forward[i - 1] @ steps[i - 1])
        forward[i] /= forward[i].sum()
    for i in range(len(rows) - 2, -1, -1):
        backward[i] = steps[i] @ (rows[i + 1] * backward[i + 1])
        backward[i] /= backward[i].sum()
    marginals = forward * backward
    return np.asarray(marginals / marginals.sum(axis=1, keepdims=True))


def temper(rows: Probabilities, temperature: float) -> Probabilities:
    """Probabilities made more modest (temperature above 1) or bolder (below 1)."""
    return _normalise(np.log(rows + _FLOOR) / temperature)


def _normalise(logs: Probabilities) -> Probabilities:
    shifted = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))
