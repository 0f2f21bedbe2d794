"""The role model as a specification: probabilities, joining, the chain, the temperature."""

from __future__ import annotations

import numpy as np
import pytest
from hand_made import embed_passages, make_passage, role_model
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.classify import ROLES, RoleExample, read_channels
from pipeline.classify.fit import count_transitions
from pipeline.classify.model import Probabilities, join_log, smooth_chain, temper
from pipeline.records import Role

PASSAGES = (
    make_passage("Huyện có 14 xã, 2 thị trấn, nhiều sông rạch chằng chịt.", "I. TÌNH HÌNH CHUNG"),
    make_passage(
        "Trong 5 năm đã mở 212 lớp dạy bơi cho 6.140 trẻ em.", "II. KẾT QUẢ THỰC HIỆN", index=1
    ),
    make_passage("Một số xã chưa có hồ bơi, kinh phí còn thiếu.", "III. HẠN CHẾ", index=2),
)


@pytest.fixture(scope="module")
def rows() -> Probabilities:
    """Probabilities of the three passages by the shipped model."""
    return role_model().predict(read_channels(PASSAGES), embed_passages(PASSAGES))


def _rows(seed: int, passages: int) -> Probabilities:
    return np.random.default_rng(seed).dirichlet(np.ones(len(ROLES)), size=passages)


def test_every_passage_has_one_probability_a_role(rows: Probabilities) -> None:
    """Three passages give three rows of eleven roles."""
    assert rows.shape == (3, len(ROLES))


def test_probabilities_of_a_passage_sum_to_one(rows: Probabilities) -> None:
    """A row is a distribution: nothing below 0, the sum 1."""
    assert rows.min() >= 0
    assert rows.sum(axis=1) == pytest.approx(np.ones(3))


def test_a_report_without_passages_has_no_rows() -> None:
    """An empty report is no error."""
    empty = role_model().predict(read_channels([]), np.zeros((0, 384), dtype=np.float32))
    assert empty.shape == (0, len(ROLES))


def test_clear_headings_and_words_decide(rows: Probabilities) -> None:
    """What heading and words both say is found."""
    best = [ROLES[i] for i in rows.argmax(axis=1)]
    assert best == [Role.CONTEXT, Role.RESULTS, Role.LIMITATIONS]


def test_reading_without_headings_hides_them() -> None:
    """Channels without headings are those of a report that has none."""
    bare = read_channels([make_passage(PASSAGES[1].text, index=1)])
    assert read_channels(PASSAGES[1:2], with_headings=False).headings == bare.headings


@given(seed=st.integers(0, 500), passages=st.integers(1, 6))
def test_the_chain_of_power_zero_is_the_identity(seed: int, passages: int) -> None:
    """Without power the order of passages changes nothing."""
    rows = _rows(seed, passages)
    transitions = np.random.default_rng(seed).uniform(0.1, 5, (len(ROLES), len(ROLES)))
    assert np.array_equal(smooth_chain(rows, transitions, 0.0), rows)


@given(seed=st.integers(0, 500), passages=st.integers(2, 6))
def test_transitions_as_frequent_as_chance_change_nothing(seed: int, passages: int) -> None:
    """Where every pair counts 1, the marginals are the rows."""
    rows = _rows(seed, passages)
    chance = np.ones((len(ROLES), len(ROLES)))
    assert smooth_chain(rows, chance, 1.0) == pytest.approx(rows)


@settings(deadline=None)
@given(seed=st.integers(0, 500), passages=st.integers(2, 40), power=st.floats(0.1, 2))
def test_marginals_of_the_chain_sum_to_one(seed: int, passages: int, power: float) -> None:
    """However long the report, every row stays a distribution."""
    transitions = np.random.default_rng(seed).uniform(0.01, 20, (len(ROLES), len(ROLES)))
    smoothed = smooth_chain(_rows(seed, passages), transitions, power)
    assert smoothed.sum(axis=1) == pytest.approx(np.ones(passages))


def test_the_chain_favours_a_frequent_order() -> None:
    """An undecided passage takes the role that usually follows the one before it."""
    limitations, causes = ROLES.index(Role.LIMITATIONS), ROLES.index(Role.CAUSES)
    rows = np.full((2, len(ROLES)), 1e-6)
    rows[0, limitations] = 1.0
    rows[1, causes] = rows[1, ROLES.index(Role.OTHER)] = 0.5
    transitions = np.ones((len(ROLES), len(ROLES)))
    transitions[limitations, causes] = 6.0
    assert smooth_chain(rows, transitions, 1.0)[1].argmax() == causes


def test_what_follows_speaks_for_what_stands_before() -> None:
    """The chain looks backward as well: the passage before causes is likelier a limitation."""
    limitations, causes = ROLES.index(Role.LIMITATIONS), ROLES.index(Role.CAUSES)
    rows = np.full((2, len(ROLES)), 1e-6)
    rows[0, limitations] = rows[0, ROLES.index(Role.RESULTS)] = 0.5
    rows[1, causes] = 1.0
    transitions = np.ones((len(ROLES), len(ROLES)))
    transitions[limitations, causes] = 6.0
    assert smooth_chain(rows, transitions, 1.0)[0].argmax() == limitations


def test_orders_that_the_corpus_shows_count_above_chance() -> None:
    """A pair that occurs often is likelier than by chance, one that never occurs less likely."""
    passages = tuple(make_passage(f"Đoạn số {i} của báo cáo.", index=i) for i in range(4))
    roles = (Role.LIMITATIONS, Role.CAUSES, Role.LIMITATIONS, Role.CAUSES)
    example = RoleExample(
        passages=passages, roles=roles, vectors=np.zeros((4, 384), dtype=np.float32)
    )
    counted = count_transitions([example] * 5)
    limitations, causes = ROLES.index(Role.LIMITATIONS), ROLES.index(Role.CAUSES)
    assert counted[limitations, causes] > 1 > counted[limitations, limitations]


def test_joining_with_share_zero_or_one_keeps_one_side() -> None:
    """The share of meaning decides whose voice is heard."""
    words, meaning = _rows(1, 4), _rows(2, 4)
    assert join_log(words, meaning, 0.0) == pytest.approx(words, abs=1e-4)
    assert join_log(words, meaning, 1.0) == pytest.approx(meaning, abs=1e-4)


def test_a_high_temperature_makes_modest() -> None:
    """The best role stays the best, with a smaller probability."""
    rows = _rows(3, 5)
    modest = temper(rows, 2.0)
    assert np.array_equal(modest.argmax(axis=1), rows.argmax(axis=1))
    assert (modest.max(axis=1) < rows.max(axis=1)).all()
