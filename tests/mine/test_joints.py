"""Joints: where a sentence parts softly, which words only look like a joint, what becomes one claim again."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hand_made import certain, make_passage
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.mine import KINDS, StatementModel, mine_statements
from pipeline.mine.clauses import split_clauses
from pipeline.records import Role, StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LESSON, RECOMMENDATION = StatementKind.LESSON, StatementKind.RECOMMENDATION
LIMITATION = StatementKind.LIMITATION
_EMBEDDED = 384


def parted(text: str) -> list[tuple[str, str]]:
    """The clauses of a passage, each with the joint before it."""
    return [(c.joint, text[c.start : c.end]) for c in split_clauses(make_passage(text))]


@lru_cache(maxsize=8)
def hearing(**shares: float) -> StatementModel:
    """A model that gives every clause the same probabilities of the kinds, whatever it says."""
    from sklearn.dummy import DummyClassifier
    from sklearn.feature_extraction.text import CountVectorizer

    words = CountVectorizer().fit(["huyện"])
    always = DummyClassifier(strategy="prior")
    kinds = sorted(kind for kind in KINDS if shares.get(kind))  # as scikit-learn sorts classes
    always.fit(np.zeros((len(kinds), 1)), kinds, [shares[kind] for kind in kinds])
    parts: dict[str, Any] = {"words": words, "shapes": words, "clauses": always, "meanings": always}
    thresholds = dict.fromkeys(StatementKind, 0.45) | {LESSON: 0.6}
    told = {kind.value: threshold for kind, threshold in thresholds.items()}
    return StatementModel(
        parts | {"classes": kinds, "thresholds": told, "announced": 0.9, "asked": 0.9}
    )


def no_meaning(texts: Sequence[str]) -> NDArray[np.float32]:
    """Vectors without direction: the models above do not look at them."""
    return np.zeros((len(texts), _EMBEDDED), dtype=np.float32)


def mined(
    text: str, model: StatementModel, role: Role = Role.RESULTS
) -> list[tuple[StatementKind, str]]:
    """What a model states of one passage: kinds and words."""
    found = mine_statements(
        model, [make_passage(text)], roles=certain(role), sections={}, embed=no_meaning
    )
    return [(s.kind, s.text) for s in found]


def said(text: str, kind: StatementKind) -> list[str]:
    """The statements of a passage of which every clause is of one kind."""
    return [words for _, words in mined(text, hearing(**{kind.value: 1.0}))]


@pytest.mark.parametrize(
    ("joint", "before", "between", "after"),
    [
        ("insight", "Ba năm mở lớp bơi ở cù lao", " cho thấy ", "phải có phụ huynh cùng trông lớp"),
        ("insight", "Hai trẻ gặp nạn ở bến vắng", ", điều đó chứng tỏ rằng ", "bến nào cũng cần người trông"),
        ("insight", "Xã Tân Hội làm trước một năm", ", từ đó rút ra bài học là ", "phải giao từng bến cho một người"),
        ("so", "Nhiều xã chờ hồ bơi kiên cố", ", vì vậy ", "huyện phải giao chỉ tiêu mở lớp từng năm"),
        ("so", "Trẻ ở cù lao tắm sông một mình", ", do đó, ", "mỗi bến phải có người lớn trông"),
        ("is", "Điều quý nhất sau năm năm làm việc này", ", đó là ", "bà con tự rào lấy ao nhà mình"),
        ("is", "Huyện chia địa bàn cho từng chi hội", ", theo đó, ", "mỗi bến nước có một người trông"),
        ("colon", "Hai là, muốn trẻ biết bơi “ngay từ lớp ba” ở mọi xã", ": ", "phải có giáo viên dạy bơi"),
        ("ask", "Kinh phí dạy bơi của các xã còn thiếu", ", ", "huyện mong tỉnh cấp bù trong năm nay"),
        ("ask", "Lan can cầu Kinh Mới đã gãy từ lâu", ", nên ", "cử tri tha thiết đề nghị tỉnh sửa ngay"),
        ("and", "Đề nghị tỉnh xây hồ bơi cho bốn xã cù lao", " và ", "ban hành chính sách hỗ trợ giáo viên dạy bơi"),
        ("and", "Đề nghị tỉnh xây hồ bơi cho bốn xã cù lao", ", đồng thời ", "bố trí giáo viên dạy bơi cho các trường"),
        ("comma", "Đề nghị tỉnh xây hồ bơi cho bốn xã cù lao", ", ", "bố trí giáo viên dạy bơi cho các trường"),
    ],
)  # fmt: skip
def test_a_joint_parts_and_belongs_to_neither_side(
    joint: str, before: str, between: str, after: str
) -> None:
    """What stands before and behind it are clauses, and the second knows what parts them."""
    own = before.removeprefix("Hai là, ")
    assert parted(f"{before}{between}{after}.") == [("", own), (joint, after)]


@pytest.mark.parametrize(
    "text",
    [
        "Phải giao việc rõ cho từng chi hội phụ nữ và cấp xã phải kiểm tra bến nước hằng tuần",
        "Phải dạy bơi gắn với giữ trẻ trong mùa lũ và chuyển đổi số trong quản lý bến nước ở xã",
        "Phải gắn dạy bơi với việc làm của cha mẹ và giảm nghèo bền vững ở các xã cù lao",
        "Phải dựa vào nhà trường, hội phụ nữ trong xã, cấp ủy cơ sở để giữ trẻ trong mùa nước nổi",
        "Phải gắn dạy bơi ở trường với xây dựng nông thôn mới và xây dựng xã an toàn cho trẻ em",
    ],
    ids=["cấp xã", "chuyển đổi số", "giảm nghèo", "cấp ủy", "xây dựng"],
)
def test_nouns_that_begin_like_demands_cut_nothing(text: str) -> None:
    """Here "cấp xã" grants nothing, "chuyển đổi số" moves nothing, "giảm nghèo" lowers no rate."""
    assert parted(f"{text}.") == [("", text)]


@pytest.mark.parametrize(
    "text",
    [
        "Đề nghị tỉnh sửa chữa, nâng cấp các bến đò ngang trên sông Tiền",
        "Đề nghị bố trí đất và đầu tư xây dựng hồ bơi cho các xã cù lao ven sông",
        "Lớp học mở từ 7:30 đến 9:30 hằng ngày tại nhà văn hóa các xã cù lao",
        "Các xã đều mong con em mình biết bơi, bơi được xa hơn trước và bơi đúng cách",
        "Phải nhân rộng mô hình “Ao làng: hồ bơi của trẻ, vì vậy phải rào” ra toàn huyện",
        "Đề nghị tỉnh cấp phao (mua mới loại tốt và bố trí đủ tại các bến) cho xã cù lao",
    ],
    ids=["verbs of one object", "short before", "time of day", "no one asks", "quoted", "aside"],
)
def test_what_only_looks_like_a_joint_cuts_nothing(text: str) -> None:
    """Lists of verbs, times, wishes of third parties, and what quotes and parentheses hold."""
    assert parted(f"{text}.") == [("", text)]


@pytest.mark.parametrize(
    "text",
    [
        "Nhiều xã chờ hồ bơi kiên cố, vì vậy huyện phải giao chỉ tiêu mở lớp từng năm",
        "Điều quý nhất sau năm năm làm việc này, đó là bà con tự rào lấy ao nhà mình",
        "Phải dạy bơi cho trẻ ngay từ lớp ba ở trường và bố trí người trông từng bến nước",
        "Phải rào kín ao hồ quanh trường học ở xã, bố trí người trông từng bến nước",
    ],
    ids=["so", "is", "and", "comma"],
)
def test_parts_of_one_lesson_are_one_statement_again(text: str) -> None:
    """Reason and rule, or two halves of a rule, are one line of the synthesis."""
    assert said(f"{text}.", LESSON) == [text]


def test_what_was_seen_and_what_it_teaches_stay_apart() -> None:
    """An insight parts for good: the claim is what stands behind it."""
    text = "Ba năm mở lớp bơi ở cù lao cho thấy phải có phụ huynh cùng trông lớp."
    assert said(text, LESSON) == [
        "Ba năm mở lớp bơi ở cù lao",
        "phải có phụ huynh cùng trông lớp",
    ]


def test_a_second_demand_behind_and_is_a_statement() -> None:
    """Who goes on with "và ban hành ..." asks for another thing."""
    text = "Đề nghị tỉnh xây hồ bơi cho bốn xã cù lao và ban hành chính sách hỗ trợ giáo viên."
    assert said(text, RECOMMENDATION) == [
        "Đề nghị tỉnh xây hồ bơi cho bốn xã cù lao",
        "ban hành chính sách hỗ trợ giáo viên",
    ]


LONG = "Đề nghị Ủy ban nhân dân tỉnh quan tâm xây hồ bơi cho bốn xã cù lao"


def test_a_short_detail_behind_a_comma_belongs_to_the_demand() -> None:
    """After a mere comma the rest mostly says how."""
    text = f"{LONG}, bố trí giáo viên dạy bơi cho các trường"
    assert said(f"{text}.", RECOMMENDATION) == [text]


def test_two_long_demands_with_a_comma_are_two() -> None:
    """Twelve words on both sides are two demands, though only a comma parts them."""
    other = "bố trí đủ giáo viên dạy bơi cho mọi trường tiểu học ở các xã ven sông"
    assert said(f"{LONG}, {other}.", RECOMMENDATION) == [LONG, other]


def test_parts_of_other_kinds_stay_apart() -> None:
    """A demand behind the lack that explains it is a statement of its own."""
    text = "Kinh phí dạy bơi của các xã còn thiếu, huyện mong tỉnh cấp bù trong năm nay."
    assert len(said(text, RECOMMENDATION)) == 2


def test_between_a_demand_and_a_shortcoming_the_demand_is_kept() -> None:
    """.5 for a limitation and .3 for a demand: a demand lost weighs more than a lack named twice."""
    model = hearing(limitation=0.5, recommendation=0.3, none=0.2)
    assert [kind for kind, _ in mined("Các xã cù lao cần hồ bơi kiên cố.", model)] == [
        RECOMMENDATION
    ]


def test_a_clear_shortcoming_stays_one() -> None:
    """.6 against .2: the preference does not turn every lack into a demand."""
    model = hearing(limitation=0.6, recommendation=0.2, none=0.2)
    assert [kind for kind, _ in mined("Các xã cù lao chưa có hồ bơi.", model)] == [LIMITATION]


@pytest.mark.parametrize(
    ("kind", "count"), [("lesson", 0), ("recommendation", 1), ("limitation", 1)]
)
def test_the_threshold_of_its_kind_decides(kind: str, count: int) -> None:
    """At .5 a demand is one (from .45 on), a lesson is none (from .6 on)."""
    model = hearing(**{kind: 0.5, "none": 0.5})
    assert len(mined("Các xã cù lao cần có hồ bơi kiên cố.", model)) == count


@pytest.mark.parametrize(("role", "count"), [(Role.LIMITATIONS, 1), (Role.RESULTS, 0)])
def test_a_sure_passage_states_its_best_clause(role: Role, count: int) -> None:
    """Below the threshold a passage of limitations still states one thing, one of results nothing."""
    text = "Các xã cù lao chưa có hồ bơi; giáo viên dạy bơi còn thiếu nhiều."
    assert len(mined(text, hearing(limitation=0.3, none=0.7), role)) == count


def test_an_announced_clause_is_a_lesson_whatever_its_words() -> None:
    """An insight of practice is believed where the words alone would state nothing."""
    text = "Thực tiễn cho thấy bến nào có người trông thì trẻ không gặp nạn."
    assert mined(text, hearing(none=0.9, limitation=0.1)) == [
        (LESSON, "bến nào có người trông thì trẻ không gặp nạn")
    ]


def test_meaning_is_asked_only_where_words_are_unsure() -> None:
    """Vectors cost time: what words decide is not embedded."""
    asked: list[str] = []

    def listen(texts: Sequence[str]) -> NDArray[np.float32]:
        asked.extend(texts)
        return no_meaning(texts)

    passage = make_passage("Phải rào kín ao hồ quanh trường học.")
    for model in (hearing(lesson=1.0), hearing(lesson=0.7, none=0.3)):
        mine_statements(model, [passage], roles=certain(Role.LESSONS), sections={}, embed=listen)
    assert asked == ["Phải rào kín ao hồ quanh trường học"]


PIECES = st.sampled_from(
    [
        "Phải dạy bơi từ lớp ba ở trường", "đề nghị tỉnh cấp kinh phí mở lớp", "các xã cù lao còn thiếu hồ bơi",
        " cho thấy ", ", vì vậy ", ", đó là ", ": ", " và bố trí ", ", ban hành ", ", huyện mong ", "; ", ". ",
        " (gồm phao; và cấp dây) ", " “vì vậy: bơi” ", ", nhờ đó ",
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=80)
@given(pieces=st.lists(PIECES, min_size=1, max_size=10), kind=st.sampled_from(list(StatementKind)))
def test_rejoined_statements_are_spans_in_order(pieces: list[str], kind: StatementKind) -> None:
    """However joints follow each other: text[start:end], one after the other, none empty."""
    text = " ".join("".join(pieces).split())
    passage = make_passage(text)
    found = mine_statements(
        hearing(**{kind.value: 1.0}),
        [passage],
        roles=certain(Role.RESULTS),
        sections={},
        embed=no_meaning,
    )
    cursor = 0
    for statement in found:
        assert text[statement.start : statement.end] == statement.text == statement.text.strip()
        assert cursor <= statement.start < statement.end
        cursor = statement.end
