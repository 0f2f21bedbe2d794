"""The role model as a specification: probabilities, joining, the chain, the temperature."""

from __future__ import annotations

import numpy as np
import pytest
from hand_made import embed_passages, make_passage, role_model
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.classify import ROLES, RoleExample, read_channels
from pipeline.classify.fit import count_transitions
from pipeline.classify.model import (
    Probabilities,
    Weights,
    chain_steps,
    join_log,
    smooth_chain,
    temper,
)
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


def test_clear_headings_and_words_decide(rows: Probabilities) -> None:
    """What heading and words both say is found."""
    best = [ROLES[i] for i in rows.argmax(axis=1)]
    assert best == [Role.CONTEXT, Role.RESULTS, Role.LIMITATIONS]


def test_reading_without_headings_hides_them() -> None:
    """Channels without headings are those of a report that has none."""
    bare = read_channels([make_passage(PASSAGES[1].text, index=1)])
    assert read_channels(PASSAGES[1:2], with_headings=False).headings == bare.headings


def test_text_and_headings_stand_side_by_side() -> None:
    """The first half of a vector is the text's, the second that of the headings."""
    text = PASSAGES[1].text
    vectors = embed_passages((PASSAGES[1], make_passage(text, "III. HẠN CHẾ"), PASSAGES[2]))
    assert vectors.shape == (3, 768)
    assert np.array_equal(vectors[0, :384], vectors[1, :384])
    assert not np.allclose(vectors[0, 384:], vectors[1, 384:])
    assert np.array_equal(vectors[1, 384:], vectors[2, 384:])


def test_no_passages_have_no_vectors() -> None:
    """Nothing to embed is no error, and the shape stays."""
    assert embed_passages(()).shape == (0, 768)


def test_vectors_are_looked_at_only_where_words_are_unsure(rows: Probabilities) -> None:
    """What words settle needs no vector; where they do not, the vector counts."""
    channels = read_channels(PASSAGES)
    left = role_model().leaves_open(channels)
    vectors = embed_passages(PASSAGES)
    vectors[~left] = 9.0
    assert role_model().predict(channels, vectors) == pytest.approx(rows)


def test_who_announces_lessons_gives_them(rows: Probabilities) -> None:
    """An announcement raises lessons above all else and leaves the other rows alone."""
    heard = role_model().hear_announcements(rows, [False, True, False])
    lessons = ROLES.index(Role.LESSONS)
    assert heard[1].argmax() == lessons != rows[1].argmax()
    assert heard[[0, 2]] == pytest.approx(rows[[0, 2]])
    assert heard.sum(axis=1) == pytest.approx(np.ones(3))


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("lessons", "Qua đó huyện rút ra rằng phải dạy bơi sớm."),
        ("requests", "Huyện mong tỉnh cấp phao."),
        ("turns", "Tuy nhiên, việc mở lớp còn chậm."),
        ("lacks", "Các xã chưa có hồ bơi."),
        ("causes", "Sở dĩ có tình trạng này là vì thiếu giáo viên."),
        ("plans", "Phấn đấu đến năm 2025 mọi trẻ biết bơi."),
        ("steers", "Ban Thường vụ phân công từng ủy viên."),
        ("spreads", "Hội nghị quán triệt Chỉ thị."),
        ("counts", "Số lớp tăng 12 lớp so với năm trước."),
        ("means", "Chỉ thị xác định rõ quan điểm."),
    ],
)
def test_a_cue_is_one_feature_whatever_the_wording(cue: str, text: str) -> None:
    """What announces the role of a passage is seen, also as its opening."""
    tokens = read_channels([make_passage(text)]).shapes[0].split()
    assert {f"cue_{cue}", f"opens_{cue}"} <= set(tokens)


def test_a_cue_late_in_the_passage_opens_nothing() -> None:
    """Only the first characters say what a passage is about to do."""
    text = "Trong năm năm qua các xã ven sông đã mở được nhiều lớp dạy bơi cho con em trong vùng; xin nêu mấy nét."
    tokens = read_channels([make_passage(text)]).shapes[0].split()
    assert "cue_requests" in tokens
    assert "opens_requests" not in tokens


def test_the_first_passage_continues_nothing() -> None:
    """Under the same headings a passage continues the one before it; without headings none does."""
    told = [
        make_passage(f"Đoạn {i}.", *heading, index=i)
        for i, heading in enumerate([("I. A",), ("I. A",), ("II. B",), (), ()])
    ]
    assert read_channels(told).continued == [False, True, False, False, False]


@given(seed=st.integers(0, 500), passages=st.integers(1, 6))
def test_the_chain_of_power_zero_is_the_identity(seed: int, passages: int) -> None:
    """Without power the order of passages changes nothing."""
    rows = _rows(seed, passages)
    transitions = np.random.default_rng(seed).uniform(0.1, 5, (2, len(ROLES), len(ROLES)))
    steps = chain_steps(transitions, [False] * passages, Weights(across=0.0, within=0.0))
    assert smooth_chain(rows, steps) == pytest.approx(rows)


@given(seed=st.integers(0, 500), passages=st.integers(2, 6))
def test_transitions_as_frequent_as_chance_change_nothing(seed: int, passages: int) -> None:
    """Where every pair counts 1, the marginals are the rows."""
    rows = _rows(seed, passages)
    chance = np.ones((passages - 1, len(ROLES), len(ROLES)))
    assert smooth_chain(rows, chance) == pytest.approx(rows)


@settings(deadline=None)
@given(seed=st.integers(0, 500), passages=st.integers(2, 40), power=st.floats(0.1, 2))
def test_marginals_of_the_chain_sum_to_one(seed: int, passages: int, power: float) -> None:
    """However long the report, every row stays a distribution."""
    transitions = np.random.default_rng(seed).uniform(0.01, 20, (2, len(ROLES), len(ROLES)))
    continued = [i % 3 > 0 for i in range(passages)]
    steps = chain_steps(transitions, continued, Weights(across=power, within=power))
    smoothed = smooth_chain(_rows(seed, passages), steps)
    assert smoothed.sum(axis=1) == pytest.approx(np.ones(passages))


def test_the_chain_favours_a_frequent_order() -> None:
    """An undecided passage takes the role that usually follows the one before it."""
    limitations, causes = ROLES.index(Role.LIMITATIONS), ROLES.index(Role.CAUSES)
    rows = np.full((2, len(ROLES)), 1e-6)
    rows[0, limitations] = 1.0
    rows[1, causes] = rows[1, ROLES.index(Role.OTHER)] = 0.5
    steps = np.ones((1, len(ROLES), len(ROLES)))
    steps[0, limitations, causes] = 6.0
    assert smooth_chain(rows, steps)[1].argmax() == causes


def test_roles_go_on_under_one_heading() -> None:
    """The order counts for more where the headings stay than where they change."""
    limitations = ROLES.index(Role.LIMITATIONS)
    transitions = np.ones((2, len(ROLES), len(ROLES)))
    transitions[1, limitations, limitations] = 6.0
    rows = np.full((2, len(ROLES)), 0.01)
    rows[0, limitations] = 1.0
    stays = smooth_chain(rows, chain_steps(transitions, [False, True], Weights()))
    changes = smooth_chain(rows, chain_steps(transitions, [False, False], Weights()))
    assert stays[1, limitations] > changes[1, limitations]


def test_what_follows_speaks_for_what_stands_before() -> None:
    """The chain looks backward as well: the passage before causes is likelier a limitation."""
    limitations, causes = ROLES.index(Role.LIMITATIONS), ROLES.index(Role.CAUSES)
    rows = np.full((2, len(ROLES)), 1e-6)
    rows[0, limitations] = rows[0, ROLES.index(Role.RESULTS)] = 0.5
    rows[1, causes] = 1.0
    steps = np.ones((1, len(ROLES), len(ROLES)))
    steps[0, limitations, causes] = 6.0
    assert smooth_chain(rows, steps)[0].argmax() == limitations


def test_orders_that_the_corpus_shows_count_above_chance() -> None:
    """A pair that occurs often is likelier than by chance, one that never occurs less likely."""
    passages = tuple(make_passage(f"Đoạn số {i} của báo cáo.", index=i) for i in range(4))
    roles = (Role.LIMITATIONS, Role.CAUSES, Role.LIMITATIONS, Role.CAUSES)
    example = RoleExample(
        passages=passages, roles=roles, vectors=np.zeros((4, 768), dtype=np.float32)
    )
    counted = count_transitions([example] * 5)[0]
    limitations, causes = ROLES.index(Role.LIMITATIONS), ROLES.index(Role.CAUSES)
    assert counted[limitations, causes] > 1 > counted[limitations, limitations]


def test_orders_are_counted_apart_where_headings_stay() -> None:
    """Two tables: the first where the headings change, the second where they stay."""
    headings = ("I. A", "I. A", "II. B", "II. B")
    passages = tuple(make_passage(f"Đoạn {i}.", h, index=i) for i, h in enumerate(headings))
    roles = (Role.LIMITATIONS, Role.LIMITATIONS, Role.CAUSES, Role.CAUSES)
    example = RoleExample(
        passages=passages, roles=roles, vectors=np.zeros((4, 768), dtype=np.float32)
    )
    changes, stays = count_transitions([example] * 5)
    limitations, causes = ROLES.index(Role.LIMITATIONS), ROLES.index(Role.CAUSES)
    assert changes.shape == stays.shape == (len(ROLES), len(ROLES))
    assert changes[limitations, causes] > 1 > stays[limitations, causes]
    assert stays[limitations, limitations] > 1 > changes[limitations, limitations]


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
