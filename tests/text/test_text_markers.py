"""Markers before headings and list items, and what only looks like one."""

from __future__ import annotations

import pytest
from generated import anything
from hypothesis import given

from pipeline.text import find_marker, strip_marker


@pytest.mark.parametrize(
    ("text", "kind", "marker"),
    [
        ("Phần thứ nhất", "part", "Phần thứ nhất"),
        ("PHẦN THỨ HAI", "part", "PHẦN THỨ HAI"),
        ("Phần I. Đánh giá", "part", "Phần I."),
        ("Phần 1: Đánh giá", "part", "Phần 1:"),
        ("Phần một", "part", "Phần một"),
        ("I- Đặc điểm", "roman", "I-"),
        ("I. Đặc điểm", "roman", "I."),
        ("IV.Kiến nghị", "roman", "IV."),
        ("II - Kết quả", "roman", "II -"),
        ("I/ĐẶC ĐIỂM", "roman", "I/"),
        ("A. Kinh tế", "capital", "A."),
        ("B- Xã hội", "capital", "B-"),
        ("1- Thuận lợi", "number", "1-"),
        ("1. Thuận lợi", "number", "1."),
        ("2) Khó khăn", "number", "2)"),
        ("3/ Khó khăn", "number", "3/"),
        ("1 - Thuận lợi", "number", "1 -"),
        ("a) Quán triệt", "letter", "a)"),
        ("đ) Giám sát", "letter", "đ)"),
        ("đ. Giám sát", "letter", "đ."),
        ("a1) Quán triệt", "letter", "a1)"),
        ("(1) Quán triệt", "paren_number", "(1)"),
        ("( 12 ) Quán triệt", "paren_number", "( 12 )"),
        ("(b) Quán triệt", "paren_letter", "(b)"),
        ("Thứ nhất, phải gần dân", "ordinal", "Thứ nhất,"),
        ("Thứ hai là gần dân", "ordinal", "Thứ hai là"),
        ("Thứ Ba: gần dân", "ordinal", "Thứ Ba:"),
        ("Một là: phải gần dân", "cardinal", "Một là:"),
        ("Hai là, phải gần dân", "cardinal", "Hai là,"),
        ("Mười một là phải gần dân", "cardinal", "Mười một là"),
        ("- Mở 12 lớp", "dash", "-"),
        ("–Mở 12 lớp", "dash", "–"),
        ("+ Mở 12 lớp", "plus", "+"),
        ("* Hạn chế", "star", "*"),
        ("• Hạn chế", "bullet", "•"),
        ("\uf0b7 Hạn chế", "bullet", "\uf0b7"),
        ("o Hạn chế", "bullet", "o"),
    ],
)
def test_marker_kinds(text: str, kind: str, marker: str) -> None:
    """Each way of marking is found with its kind, as typed."""
    found = find_marker(text)
    assert found
    assert (found.kind, found.text) == (kind, marker)


@pytest.mark.parametrize(
    ("text", "parts"), [("1.1. Về vốn", 2), ("1.1 Về vốn", 2), ("2.1.3. Về vốn", 3), ("1.2.Về", 2)]
)
def test_decimal_markers_count_their_numbers(text: str, parts: int) -> None:
    """A decimal marker says how many numbers it has."""
    found = find_marker(text)
    assert found
    assert (found.kind, found.parts) == ("decimal", parts)


@pytest.mark.parametrize(
    "text",
    [
        "1.250 tỷ đồng được giải ngân",
        "12.500,5 ha rừng",
        "30/6/2023 là hạn cuối",
        "12/15 xã đạt chuẩn",
        "31.12.2022 là ngày khóa sổ",
        "2 - 3 năm một lần",
        "5-7% mỗi năm",
        "Năm 2020, toàn huyện",
        "Một số công chức",
        "Một làng nghề được công nhận",
        "Ba cấp: tỉnh, huyện, xã",
        "Phần lớn cán bộ",
        "Phần mềm quản lý",
        "Thứ trưởng Bộ Nội vụ",
        "V/v báo cáo kết quả",
        "đ/c Bí thư Huyện ủy",
        "X-quang tại trạm y tế",
        "C. Mác, Ph. Ăngghen",
        "TP. Quảng Ngãi",
        "T/M BAN THƯỜNG VỤ",
        "Điều 1. Phạm vi",
        "-----",
        "**",
        "1.",
        "",
    ],
)
def test_what_only_looks_like_a_marker_is_none(text: str) -> None:
    """Numbers, dates, abbreviations and words that begin like a marker are text."""
    assert find_marker(text) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("  1.  Thuận lợi", "Thuận lợi"),
        ("Thứ nhất làm tốt", "làm tốt"),
        ("Thứ hai là, làm tốt", "làm tốt"),
        ("Một là lãnh đạo", "lãnh đạo"),
        ("-Mở lớp", "Mở lớp"),
        ("Không có dấu đầu dòng", "Không có dấu đầu dòng"),
    ],
)
def test_the_text_proper_begins_behind_the_marker(text: str, rest: str) -> None:
    """Without its marker a text keeps all its words, "làm" included."""
    assert strip_marker(text) == rest


@given(anything)
def test_a_marker_is_a_span_at_the_beginning(text: str) -> None:
    """A marker ends within the text and is what stands before that end."""
    found = find_marker(text)
    if found:
        assert 0 < found.end <= len(text)
        assert text[: found.end].strip() == found.text
        assert strip_marker(text) == text[found.end :]
