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
from pipeline.records import Role
from pipeline.text import share_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.records import Passage

_COMPONENTS = 160
_FOLDS = 5
_SMOOTHING = 1.0  # added to each count of a transition


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleExample:
    """One report to learn from: its passages, their roles and their vectors (passages, 768)."""

    passages: tuple[Passage, ...]
    roles: tuple[Role, ...]
    vectors: NDArray[np.float32]


def fit_roles(examples: Sequence[RoleExample], weights: Weights) -> RoleModel:
    """Fit both classifiers and count the transitions.

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
    semantic = _fit_semantic(examples, roles)
    parts |= {
        "lexical": lexical,
        "semantic": semantic,
        "classes": lexical.classes_.tolist(),
        "transitions": count_transitions(examples).tolist(),
        "announced": share_told(
            [flag for part in seen for flag in part.announced],
            [role is Role.LESSONS for e in examples for role in e.roles],
        ),
        "weights": asdict(weights),
    }
    return RoleModel(parts)


def _fit_semantic(examples: Sequence[RoleExample], roles: NDArray[np.str_]) -> Any:
    """The machine over vectors, calibrated: its margins become probabilities by a sigmoid a role.

    The sigmoids are fitted on reports that the machine did not see. 160 components of the 768 lose
    .001 of macro-F1, and the model is a quarter as large.
    """
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.decomposition import PCA
    from sklearn.model_selection import GroupKFold
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import SVC

    vectors = np.concatenate([e.vectors for e in examples])
    reports = np.repeat(np.arange(len(examples)), [len(e.roles) for e in examples])
    parts = GroupKFold(min(_FOLDS, len(examples))).split(vectors, roles, reports)
    components = min(_COMPONENTS, len(vectors) // 4)
    machine = make_pipeline(PCA(components, random_state=0), SVC(C=3.0, gamma=1.5))
    return CalibratedClassifierCV(machine, cv=list(parts), ensemble=False).fit(vectors, roles)


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
        continued=[flag for part in parts for flag in part.continued],
        announced=[flag for part in parts for flag in part.announced],
    )


def count_transitions(examples: Sequence[RoleExample]) -> Probabilities:
    """How much likelier than by chance role b follows role a, shape (2, roles, roles).

    The first where the headings change, the second where they stay; rows of tables are left out.
    """
    counts = np.full((2, len(ROLES), len(ROLES)), _SMOOTHING)
    for example in examples:
        told = [
            (p.heading, ROLES.index(r))
            for p, r in zip(example.passages, example.roles, strict=True)
            if not is_table_row(p)
        ]
        for (above, before), (heading, after) in itertools.pairwise(told):
            counts[int(bool(heading) and above == heading), before, after] += 1
    prior = counts.sum(axis=(0, 1)) / counts.sum()
    return np.asarray(counts / counts.sum(axis=2, keepdims=True) / prior)
