"""Announcements of lessons: what says that lessons follow, and what only sounds like it."""

from __future__ import annotations

import pytest

from pipeline.text import announces_lessons, is_announced, share_told

LIST = (
    "Huyện rút ra bài học: phải dạy bơi từ lớp ba; giao mỗi bến nước cho một người trông; "
    "không chờ hồ bơi kiên cố."
)


@pytest.mark.parametrize(
    "text",
    [
        "Huyện rút ra bài học kinh nghiệm sau: phải dạy bơi cho trẻ ngay từ lớp ba, không chờ.",
        "Thực tiễn đã chứng minh: nơi nào bí thư vào cuộc thì nơi đó có người trông bến nước.",
        "Năm năm qua để lại một kho tàng kinh nghiệm quý: biết bơi sớm thì trẻ sống sót qua mùa lũ.",
        "Từ vụ việc ấy cả xã nghiệm ra: giữ trẻ trong mùa nước nổi phải là việc của từng nhà.",
    ],
)
def test_who_says_that_lessons_follow_announces_them(text: str) -> None:
    """A word of lessons, a colon and a sentence behind it, whatever the subject."""
    assert announces_lessons(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bài học kinh nghiệm:",
        "Cán bộ có kinh nghiệm: 12 người dạy bơi giỏi.",
        "Huyện mở năm lớp chia sẻ kinh nghiệm nuôi tôm cho bà con các xã ven sông Tiền.",
        "Đã trao đổi kinh nghiệm với tỉnh bạn. Kết quả: mở được 41 lớp dạy bơi cho trẻ em ở các xã.",
        "Kết quả: mở được 41 lớp dạy bơi cho trẻ em ở các xã cù lao trong huyện.",
    ],
    ids=["nothing follows", "few words follow", "no colon", "another sentence", "no word of it"],
)
def test_look_alikes_announce_nothing(text: str) -> None:
    """The words alone do not do it: something must follow, in the same sentence."""
    assert not announces_lessons(text)


@pytest.mark.parametrize(
    "before",
    [
        "Ba mùa lũ ở xã cù lao, thực tiễn cho thấy",
        "Thực tế đã chứng minh rằng",
        "Kinh nghiệm cho thấy,",
        "Thực tiễn khẳng định một bài học lớn:",
    ],
)
def test_what_follows_an_insight_is_announced(before: str) -> None:
    """The part right behind "thực tiễn cho thấy" is the lesson."""
    sentence = f"{before} nơi nào bí thư vào cuộc thì nơi đó có người trông bến"
    assert is_announced(sentence, len(before) + 1)


def test_what_stands_before_the_insight_is_not_announced() -> None:
    """What was seen is no lesson."""
    sentence = "Ba mùa lũ đã qua, thực tiễn cho thấy phải dạy bơi sớm"
    assert not is_announced(sentence, 0)


@pytest.mark.parametrize("part", ["phải dạy bơi", "giao mỗi bến", "không chờ"])
def test_each_of_three_parts_after_the_colon_is_announced(part: str) -> None:
    """A list of lessons has at least three."""
    assert is_announced(LIST, LIST.index(part))


def test_two_parts_after_the_colon_may_tell_what_was_seen() -> None:
    """Fewer than three announce nothing certain."""
    sentence = LIST.rpartition(";")[0]
    assert not is_announced(sentence, sentence.index("phải dạy bơi"))


def test_parts_with_figures_are_results() -> None:
    """Who counts tells what was done, though he calls it experience."""
    sentence = LIST.replace("lớp ba", "lớp 3")
    assert not is_announced(sentence, sentence.index("giao mỗi bến"))


def test_the_lead_in_itself_is_not_announced() -> None:
    """The announcement is no lesson."""
    assert not is_announced(LIST, 0)


def test_the_share_that_keeps_the_promise_counts_one_miss_more() -> None:
    """Two of three announced are lessons: 2 of 4, for the next may fail; what is not announced is not asked."""
    announced = [True, True, True, False]
    assert share_told(announced, [True, True, False, True]) == pytest.approx(2 / 4)


def test_without_announcements_nothing_is_promised() -> None:
    """A corpus without announcements gives no certainty and no error."""
    assert share_told([False, False], [True, False]) == pytest.approx(0.0)
