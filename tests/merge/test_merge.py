"""Merging: what becomes one idea, what is kept apart, and that the order of arrival changes nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hand_made import make_statement, merge_model
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.meaning import embed_texts
from pipeline.merge import merge_statements
from pipeline.merge.pairs import keeps_apart, profile
from pipeline.records import Idea, Statement, StatementKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Merge = Callable[[Iterable[Statement]], tuple[Idea, ...]]

A, B, C, D = (letter * 64 for letter in "abcd")
TABLE = [
    # key, text, addressee, file
    ("pool-1", "Đề nghị UBND tỉnh bố trí kinh phí xây dựng hồ bơi cho các xã cù lao", "UBND tỉnh", A),
    ("pool-2", "UBND tỉnh quan tâm cấp vốn để các xã cù lao xây hồ bơi", "UBND tỉnh", B),
    ("pool-3", "Kiến nghị tỉnh hỗ trợ kinh phí đầu tư hồ bơi tại những xã cù lao", "UBND tỉnh", C),
    ("pool-central", "Đề nghị Chính phủ bố trí kinh phí xây dựng hồ bơi cho các xã cù lao", "Chính phủ", D),
    ("guide-pay", "Đề nghị Bộ Nội vụ sớm ban hành hướng dẫn về chế độ phụ cấp cho cán bộ thôn", "Bộ Nội vụ", A),
    ("guide-house", "Đề nghị Bộ Nội vụ sớm ban hành hướng dẫn về sắp xếp trụ sở dôi dư sau sáp nhập", "Bộ Nội vụ", B),
    ("aid-1", "Đề nghị Sở Y tế tập huấn sơ cấp cứu cho giáo viên thể dục", "Sở Y tế", A),
    ("aid-2", "Sở Y tế mở lớp tập huấn sơ cấp cứu đuối nước cho giáo viên dạy thể dục", "Sở Y tế", C),
    ("sign", "Đề nghị Sở Giao thông vận tải gắn biển cảnh báo tại các bến đò ngang", "Sở Giao thông vận tải", D),
    ("ten", "Đề nghị rút thời hạn thẩm định dự toán lớp bơi còn 10 ngày", "Sở Tài chính", A),
    ("twenty", "Đề nghị rút thời hạn thẩm định dự toán lớp bơi còn 20 ngày", "Sở Tài chính", B),
    ("shorter", "Đề nghị rút ngắn thời hạn thẩm định dự toán lớp bơi", "Sở Tài chính", C),
    ("raise", "Đề nghị nâng mức bồi dưỡng cho giáo viên dạy bơi", "UBND tỉnh", A),
    ("keep", "Đề nghị giữ nguyên mức bồi dưỡng cho giáo viên dạy bơi", "UBND tỉnh", B),
]  # fmt: skip
ASKED = {key: make_statement(text, addressee=to, sha256=file) for key, text, to, file in TABLE}
LEARNT = {
    "head-1": make_statement(
        "Cấp ủy phải trực tiếp chỉ đạo, phân công người phụ trách",
        kind=StatementKind.LESSON,
        sha256=A,
    ),
    "head-2": make_statement(
        "Người đứng đầu cấp ủy phải trực tiếp chỉ đạo và phân công rõ người phụ trách",
        kind=StatementKind.LESSON,
        sha256=C,
    ),
    "early": make_statement(
        "Phải dạy bơi cho trẻ ngay từ lớp ba", kind=StatementKind.LESSON, sha256=B
    ),
    "model": make_statement(
        "Phải dạy bơi cho trẻ ngay từ lớp ba", kind=StatementKind.GOOD_PRACTICE, sha256=B
    ),
}
ALL = {**ASKED, **LEARNT}
UNITS = {A: "hu-cai-be", B: "hu-go-sen", C: "tinh-doan"}


@pytest.fixture(scope="session")
def merge() -> Merge:
    """Merging with the shipped model; every vector is computed once."""
    statements = list(ALL.values())
    known = dict(
        zip([s.text for s in statements], embed_texts([s.text for s in statements]), strict=True)
    )

    def merged(chosen: Iterable[Statement]) -> tuple[Idea, ...]:
        chosen = list(chosen)
        vectors = {s.id: known[s.text] for s in chosen}
        return merge_statements(merge_model(), iter(chosen), vectors=vectors, units=UNITS)

    return merged


@pytest.fixture(scope="session")
def ideas(merge: Merge) -> tuple[Idea, ...]:
    """The ideas of all statements above."""
    return merge(ALL.values())


def together(ideas: tuple[Idea, ...], *keys: str) -> bool:
    """Whether the statements are one idea."""
    return len({next(i.id for i in ideas if ALL[key].id in i.statements) for key in keys}) == 1


@pytest.mark.parametrize(
    "keys", [("pool-1", "pool-2", "pool-3"), ("aid-1", "aid-2"), ("head-1", "head-2")]
)
def test_paraphrases_are_one_idea(ideas: tuple[Idea, ...], keys: tuple[str, ...]) -> None:
    """The same demand in other words is one line of the synthesis."""
    assert together(ideas, *keys)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ten", "twenty"),
        ("pool-1", "pool-central"),
        ("guide-pay", "guide-house"),
        ("raise", "keep"),
        ("aid-1", "sign"),
        ("early", "model"),
    ],
    ids=["numbers", "level", "object", "direction", "subject", "kind"],
)
def test_what_an_editor_keeps_apart_stays_apart(
    ideas: tuple[Idea, ...], one: str, other: str
) -> None:
    """However alike the words: other numbers, level, object, way, subject, kind."""
    assert not together(ideas, one, other)


def test_what_is_kept_apart_does_not_meet_through_a_third(merge: Merge) -> None:
    """Ten and twenty days both sound like "shorter"; it goes with one of them at most."""
    ideas = merge(ASKED[key] for key in ("ten", "twenty", "shorter", "sign", "aid-1", "pool-1"))
    assert not together(ideas, "ten", "twenty")


def test_no_idea_holds_a_pair_that_is_kept_apart(ideas: tuple[Idea, ...]) -> None:
    """The rule holds inside every cluster, not only between neighbours."""
    by_id = {s.id: profile(s) for s in ALL.values()}
    for idea in ideas:
        for one, other in combinations(idea.statements, 2):
            assert not keeps_apart(by_id[one], by_id[other])


def test_the_same_words_twice_are_one_idea_even_alone(merge: Merge) -> None:
    """Two copies from two files merge though nothing else was asked."""
    copies = [ASKED["sign"], make_statement(ASKED["sign"].text, addressee=None, sha256=B)]
    assert len(merge(copies)) == 1


def test_a_statement_by_itself_is_an_idea(merge: Merge) -> None:
    """One statement gives one idea with its own words."""
    (idea,) = merge([ASKED["sign"]])
    assert (idea.text, idea.statements) == (ASKED["sign"].text, (ASKED["sign"].id,))


def test_no_statements_no_ideas(merge: Merge) -> None:
    """A campaign that states nothing is no error."""
    assert merge([]) == ()


def test_every_statement_is_in_exactly_one_idea(ideas: tuple[Idea, ...]) -> None:
    """In = out."""
    assert sorted(s for idea in ideas for s in idea.statements) == sorted(
        s.id for s in ALL.values()
    )


def test_an_idea_has_one_kind(ideas: tuple[Idea, ...]) -> None:
    """Lessons, good practices and recommendations never mix."""
    kinds = {s.id: s.kind for s in ALL.values()}
    for idea in ideas:
        assert {kinds[s] for s in idea.statements} == {idea.kind}


def test_the_text_is_word_for_word_one_of_the_statements(ideas: tuple[Idea, ...]) -> None:
    """Nothing is written anew."""
    texts = {s.id: s.text for s in ALL.values()}
    for idea in ideas:
        assert idea.text in {texts[s] for s in idea.statements}


def test_units_are_named_once_and_a_file_without_unit_gives_no_support(
    ideas: tuple[Idea, ...],
) -> None:
    """An idea says who stands behind it."""
    pool = next(i for i in ideas if ALL["pool-1"].id in i.statements)
    central = next(i for i in ideas if ALL["pool-central"].id in i.statements)
    assert pool.units == ("hu-cai-be", "hu-go-sen", "tinh-doan")
    assert central.units == ()


def test_ideas_stand_by_kind_then_by_number_of_units(ideas: tuple[Idea, ...]) -> None:
    """What most units say comes first among its kind."""
    order = list(StatementKind)
    keys = [(order.index(i.kind), -len(i.units), i.text) for i in ideas]
    assert keys == sorted(keys)


@settings(deadline=None, max_examples=25)
@given(chosen=st.permutations(sorted(ALL)))
def test_the_order_of_arrival_changes_nothing(merge: Merge, chosen: list[str]) -> None:
    """Any permutation gives the same ideas, ids and texts."""
    assert merge(ALL[key] for key in chosen) == merge(ALL.values())


@settings(deadline=None, max_examples=25)
@given(chosen=st.sets(st.sampled_from(sorted(ALL)), max_size=8))
def test_any_part_of_the_statements_is_parted_into_ideas(merge: Merge, chosen: set[str]) -> None:
    """Whatever else was said, each statement is in one idea and ids do not repeat."""
    ideas = merge(ALL[key] for key in chosen)
    assert sorted(s for i in ideas for s in i.statements) == sorted(ALL[k].id for k in chosen)
    assert len({i.id for i in ideas}) == len(ideas)


def test_distances_are_symmetric_and_zero_to_itself() -> None:
    """The distance of a pair does not depend on who comes first."""
    statements = list(ASKED.values())
    vectors = embed_texts([s.text for s in statements])
    distances = merge_model().pair_distances(statements, vectors)
    assert np.array_equal(distances, distances.T)
    assert not distances.diagonal().any()


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("Sở Tài chính", "UBND tỉnh", False),
        ("Bộ Tài chính", "UBND tỉnh", True),
        ("Bộ Chỉ huy Quân sự tỉnh", "UBND tỉnh", False),
        ("Huyện ủy Cái Bè", "UBND tỉnh", True),
        (None, "Chính phủ", False),
    ],
)
def test_levels_of_addressees(one: str | None, other: str, apart: bool) -> None:  # noqa: FBT001 - a column of the table
    """Centre, province and district are asked for different things; nobody is of no level."""
    statement = ASKED["sign"]
    a, b = (profile(replace(statement, addressee=to)) for to in (one, other))
    assert keeps_apart(a, b) is apart
