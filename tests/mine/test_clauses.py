"""Clauses: where a passage is cut, what is left outside, and that all are spans of it."""

from __future__ import annotations

import pytest
from hand_made import make_passage, make_row
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.mine.clauses import claim_span, split_clauses

PARTS = st.sampled_from(
    [
        "Phải dạy bơi từ lớp ba", "đề nghị tỉnh cấp kinh phí", "(gồm phao; cứu hộ)", "“an toàn; vui”",
        "; ", ". ", ", ", ": ", " (2) ", " hai là, ", "a) ", "- ", "nhờ đó", "năm 2021", "(", "”", "đ", "1.",
    ]
)  # fmt: skip


def clauses(text: str) -> list[str]:
    """The clauses of a passage as text."""
    return [text[c.start : c.end] for c in split_clauses(make_passage(text))]


def claims(text: str) -> list[str]:
    """The claims of a passage: clauses without their aftermath."""
    spans = [claim_span(text, c) for c in split_clauses(make_passage(text))]
    return [text[start:end] for start, end in spans]


def test_semicolons_part_clauses() -> None:
    """What an office lists with semicolons are claims of their own."""
    text = "Đề nghị tỉnh cấp phao cứu sinh cho bến đò; bố trí giáo viên dạy bơi cho các trường."
    assert clauses(text) == [
        "Đề nghị tỉnh cấp phao cứu sinh cho bến đò",
        "bố trí giáo viên dạy bơi cho các trường",
    ]


def test_numbers_in_parentheses_begin_clauses() -> None:
    """(1) and (2) part claims, and are no part of them."""
    text = "Kiến nghị: (1) xây hồ bơi tại cụm xã ven sông, (2) cấp kinh phí sửa lan can cầu."
    assert clauses(text) == [
        "xây hồ bơi tại cụm xã ven sông",
        "cấp kinh phí sửa lan can cầu",
    ]


def test_counting_words_begin_clauses() -> None:
    """Counting with "một là", "hai là" parts the claims inside a sentence."""
    text = (
        "Qua thực tiễn: một là phải bám sát từng hộ; hai là phải giữ trẻ trong tầm mắt người lớn."
    )
    assert clauses(text)[1] == "phải giữ trẻ trong tầm mắt người lớn"


def test_a_lead_in_stands_apart_and_is_kept() -> None:
    """The lead-in is no part of the claim but known to every clause after it."""
    text = "Đối với Sở Giáo dục và Đào tạo: đưa môn bơi vào chính khóa; tập huấn giáo viên thể dục."
    found = split_clauses(make_passage(text))
    assert [c.lead for c in found] == ["Đối với Sở Giáo dục và Đào tạo"] * 2
    assert text[found[0].start : found[0].end] == "đưa môn bơi vào chính khóa"


@pytest.mark.parametrize("marker", ["a) ", "- ", "1. ", "(3) ", "+ ", "Thứ nhất, "])
def test_a_marker_is_no_part_of_the_claim(marker: str) -> None:
    """The claim begins after the marker that a person typed."""
    assert clauses(f"{marker}phải rào kín ao hồ quanh trường học.") == [
        "phải rào kín ao hồ quanh trường học"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Đề nghị tỉnh cấp thiết bị cứu hộ (phao tròn; dây thừng; loa tay) cho các bến đò.",
        "Nhân rộng mô hình “Ao làng an toàn; hồ bơi nghĩa tình” ra toàn huyện.",
        'Nhân rộng mô hình "Ao làng an toàn; hồ bơi nghĩa tình" ra toàn huyện.',
        "a) Đề nghị tỉnh cấp thiết bị cứu hộ (phao tròn; dây thừng; loa tay) cho các bến đò.",
        "Đề nghị cấp thiết bị (phao tròn (loại lớn); dây thừng) cho mọi bến đò ngang.",
    ],
)
def test_nothing_is_cut_inside_parentheses_and_quotes(text: str) -> None:
    """A semicolon inside them belongs to what they hold, marker before them or not."""
    assert len(clauses(text)) == 1


def test_a_parenthesis_that_never_closes_holds_nothing_together() -> None:
    """A typing error does not hide the next claim."""
    text = "Đề nghị tỉnh cấp phao (loại lớn cho bến đò; bố trí giáo viên dạy bơi cho các trường."
    assert len(clauses(text)) == 2


@pytest.mark.parametrize(
    "aftermath",
    [
        ", nhờ đó số vụ giảm một nửa.",
        ", qua đó phụ huynh yên tâm hơn.",
        "; vì vậy ba năm liền không có tai nạn.",
        ", đến nay đã có 12 xã làm theo.",
        ", năm 2021 chỉ còn 2 vụ.",
        " - nhờ vậy không còn trẻ tắm sông một mình.",
    ],
)
def test_what_came_of_it_is_left_out(aftermath: str) -> None:
    """The claim ends where its consequence begins."""
    claim = "Phải giao từng bến nước cho một chi hội phụ nữ trông coi"
    assert claims(claim + aftermath)[0] == claim


@pytest.mark.parametrize(
    "text",
    [
        "Đề nghị tỉnh bố trí vốn xây hồ bơi cho bốn xã cù lao trong năm 2025.",
        "Đề nghị tỉnh giữ mức hỗ trợ giáo viên dạy bơi của các xã đến hết năm 2027.",
        "Đề nghị thanh toán dứt điểm tiền dạy bơi còn nợ của các trường từ năm 2019 đến nay.",
    ],
)
def test_a_time_that_belongs_to_the_claim_stays(text: str) -> None:
    """Without a stop before it a year is part of what is asked."""
    assert claims(text) == [text.removesuffix(".")]


def test_an_aftermath_after_too_few_words_is_the_claim() -> None:
    """Four words before it state nothing, so nothing is left out."""
    text = "Làm từ gốc, nhờ đó số vụ giảm hẳn."
    assert claims(text) == [text.removesuffix(".")]


def test_rows_of_tables_have_no_clauses() -> None:
    """A table states figures, no claims."""
    assert split_clauses(make_row("1\tĐề nghị tỉnh cấp phao cứu sinh cho bến đò")) == ()


def test_fewer_than_four_words_state_nothing() -> None:
    """Crumbs between semicolons are no clauses."""
    assert clauses("Đúng; đủ; phải rào kín mọi ao hồ quanh trường.") == [
        "phải rào kín mọi ao hồ quanh trường"
    ]


@settings(deadline=None, max_examples=150)
@given(parts=st.lists(PARTS, min_size=1, max_size=14))
def test_every_clause_is_a_span_in_order(parts: list[str]) -> None:
    """Whatever is typed: clauses lie inside the passage, one after the other, claims inside them."""
    text = " ".join(" ".join(parts).split())
    cursor = 0
    for number, clause in enumerate(split_clauses(make_passage(text))):
        start, end = claim_span(text, clause)
        assert clause.number == number
        assert cursor <= clause.start <= start < end <= clause.end <= len(text)
        cursor = clause.end
