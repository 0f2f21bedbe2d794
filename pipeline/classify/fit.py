"""Fits the role model from labelled reports. Deterministic: same corpus, same numbers."""

from __future__ import annotations

import itertools
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.classify.features import is_table_row
from pipeline.classify.model import (
    ROLES,
    Channels,
    Probabilities,
    RoleModel,
    Weights,
    read_channels,
    vectorize,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.records import Passage, Role

_SMOOTHING = 1.0  # added to each count of a transition


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleExample:
    """One report to learn from: its passages, their roles and their vectors (passages, 384)."""

    passages: tuple[Passage, ...]
    roles: tuple[Role, ...]
    vectors: NDArray[np.float32]


def fit_roles(examples: Sequence[RoleExample], weights: Weights) -> RoleModel:
    """Fit both regressions and count the transitions.

    Every passage is seen twice: with its headings and without, since reports come without any.
    """
    from sklearn.linear_model import LogisticRegression

    seen = [read_channels(e.passages) for e in examples]
    bare = [read_channels(e.passages, with_headings=False) for e in examples]
    channels = _concatenate([*seen, *bare])
    roles = np.array([role.value for e in examples for role in e.roles])
    parts: dict[str, Any] = _fit_vectorizers(channels)
    lexical = LogisticRegression(C=8.0, max_iter=400, class_weight="balanced")
    lexical.fit(vectorize(parts, channels), np.concatenate([roles, roles]))
    semantic = LogisticRegression(C=20.0, max_iter=600, class_weight="balanced")
    semantic.fit(np.concatenate([e.vectors for e in examples]), roles)
    parts |= {
        "lexical": lexical,
        "semantic": semantic,
        "classes": lexical.classes_.tolist(),
        "transitions": count_transitions(examples).tolist(),
        "weights": asdict(weights),
    }
    return RoleModel(parts)


def _fit_vectorizers(channels: Channels) -> dict[str, Any]:
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

    tokens = r"\S+"
    words = TfidfVectorizer(
        token_pattern=tokens, lowercase=False, ngram_range=(1, 2), min_df=2, sublinear_tf=True
    )
    headings = TfidfVectorizer(
        token_pattern=tokens, lowercase=False, ngram_range=(1, 2), min_df=2, sublinear_tf=True
    )
    shapes = CountVectorizer(token_pattern=tokens, lowercase=False, min_df=2, binary=True)
    words.fit(channels.words)
    headings.fit(channels.headings)
    shapes.fit(channels.shapes)
    return {"words": words, "headings": headings, "shapes": shapes}


def _concatenate(parts: Sequence[Channels]) -> Channels:
    return Channels(
        words=[text for part in parts for text in part.words],
        headings=[text for part in parts for text in part.headings],
        shapes=[text for part in parts for text in part.shapes],
    )


def count_transitions(examples: Sequence[RoleExample]) -> Probabilities:
    """How much likelier than by chance role b follows role a, shape (roles, roles)."""
    counts = np.full((len(ROLES), len(ROLES)), _SMOOTHING)
    for example in examples:
        roles = [
            r for p, r in zip(example.passages, example.roles, strict=True) if not is_table_row(p)
        ]
        for before, after in itertools.pairwise(roles):
            counts[ROLES.index(before), ROLES.index(after)] += 1
    prior = counts.sum(axis=0) / counts.sum()
    return np.asarray(counts / counts.sum(axis=1, keepdims=True) / prior)
