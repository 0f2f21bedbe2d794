"""Features of pairs: symmetric, independent of order; the certainty asked of a merger by kind."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hand_made import make_statement, merge_model

from pipeline.meaning import embed_texts
from pipeline.merge import MergeModel, merge_statements
from pipeline.merge.pairs import (
    FEATURES,
    Background,
    measure_nearness,
    pair_features,
    profile,
    word_weights,
)
from pipeline.records import Statement, StatementKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

TEXTS = (
    "Đề nghị UBND tỉnh bố trí kinh phí xây dựng hồ bơi cho các xã cù lao",
    "UBND tỉnh quan tâm cấp vốn để các xã cù lao xây hồ bơi",
    "Kiến nghị tỉnh hỗ trợ 2 tỷ đồng đầu tư hồ bơi tại những xã cù lao",
    "Đề nghị Sở Y tế tập huấn sơ cấp cứu cho 40 giáo viên thể dục",
    "Sở Y tế mở lớp tập huấn sơ cấp cứu đuối nước cho giáo viên",
    "Không giảm mức bồi dưỡng cho giáo viên dạy bơi",
)
STATEMENTS = tuple(make_statement(text, sha256=f"{i}" * 64) for i, text in enumerate(TEXTS))
NOWHERE = Background(mean=np.zeros(384, dtype=np.float32), shares={})
ORDERS = [(5, 4, 3, 2, 1, 0), (2, 0, 4, 1, 5, 3), (1, 2, 3, 4, 5, 0)]


@pytest.fixture(scope="module")
def vectors() -> NDArray[np.float32]:
    """Vectors of the statements above."""
    return embed_texts(TEXTS)


def features(
    statements: tuple[Statement, ...], vectors: NDArray[np.float32]
) -> dict[tuple[str, str], list[float]]:
    """Features of every pair, in both directions, by the texts."""
    profiles = [profile(s) for s in statements]
    weights = word_weights(profiles, NOWHERE)
    near = measure_nearness(vectors, NOWHERE)
    return {
        (statements[i].text, statements[j].text): pair_features(
            i, j, profiles=profiles, weights=weights, near=near
        )
        for i in range(len(statements))
        for j in range(len(statements))
        if i != j
    }


def test_features_are_symmetric(vectors: NDArray[np.float32]) -> None:
    """Who comes first in a pair changes none of its features, ranks and gaps included."""
    found = features(STATEMENTS, vectors)
    for one, other in combinations(TEXTS, 2):
        assert found[one, other] == pytest.approx(found[other, one])


@pytest.mark.parametrize("order", ORDERS)
def test_features_do_not_depend_on_the_order(
    vectors: NDArray[np.float32], order: tuple[int, ...]
) -> None:
    """The order in which statements are given changes no rank and no gap."""
    shuffled = features(tuple(STATEMENTS[i] for i in order), vectors[list(order)])
    for pair, row in features(STATEMENTS, vectors).items():
        assert shuffled[pair] == pytest.approx(row, abs=1e-4)


def test_every_feature_has_a_name(vectors: NDArray[np.float32]) -> None:
    """As many numbers as names."""
    assert {len(row) for row in features(STATEMENTS, vectors).values()} == {len(FEATURES)}


def test_the_nearest_of_both_has_rank_and_gap_zero() -> None:
    """By hand: 0 and 1 are each other's nearest, 2 lies apart; seen from 2, 1 is nearer than 0."""
    plane = np.zeros((3, 384), dtype=np.float32)
    plane[:, :2] = [[1.0, 0.0], [0.96, 0.28], [-1.0, 0.1]]
    far = Background(mean=np.zeros(384, dtype=np.float32), shares={})
    near = measure_nearness(plane, far)
    assert near.rank[0, 1] == near.rank[1, 0] == near.rank[2, 1] == 0
    assert near.rank[2, 0] == near.rank[0, 2] == 1
    assert near.best[0] == near.centred[0, 1]
    assert near.cosine[0, 1] == pytest.approx(0.96)


def test_a_statement_is_not_its_own_neighbour(vectors: NDArray[np.float32]) -> None:
    """In every row of ranks the statement itself comes last."""
    near = measure_nearness(vectors, NOWHERE)
    assert near.rank.diagonal().tolist() == [len(TEXTS) - 1] * len(TEXTS)


def test_the_shipped_model_asks_for_more_of_limitations() -> None:
    """Limitations and causes are told in general words; a merger needs more certainty."""
    asked = merge_model().threshold
    lacks = {asked(StatementKind.LIMITATION), asked(StatementKind.CAUSE)}
    claims = {
        asked(StatementKind.LESSON),
        asked(StatementKind.GOOD_PRACTICE),
        asked(StatementKind.RECOMMENDATION),
    }
    assert min(lacks) > max(claims)


def even_odds() -> MergeModel:
    """A model for which every near pair is as likely the same as not."""
    from sklearn.dummy import DummyClassifier

    odds = DummyClassifier(strategy="prior").fit(np.zeros((2, len(FEATURES))), [False, True])
    kinds = {kind.value: 0.25 for kind in StatementKind} | {"limitation": 0.7, "cause": 0.7}
    background = {"mean": [0.0] * 384, "shares": {}}
    return MergeModel({"pairs": odds, "thresholds": kinds, "background": background})


@pytest.mark.parametrize(
    ("kind", "ideas"),
    [
        (StatementKind.LESSON, 1),
        (StatementKind.RECOMMENDATION, 1),
        (StatementKind.LIMITATION, 2),
        (StatementKind.CAUSE, 2),
    ],
)
def test_the_threshold_of_the_kind_decides(
    vectors: NDArray[np.float32], kind: StatementKind, ideas: int
) -> None:
    """At even odds lessons merge and limitations do not."""
    said = [make_statement(TEXTS[i], kind=kind, sha256=f"{i}" * 64) for i in (3, 4)]
    known = {s.id: vector for s, vector in zip(said, vectors[3:5], strict=True)}
    assert len(merge_statements(even_odds(), said, vectors=known, units={})) == ideas
