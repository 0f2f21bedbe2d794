"""Whom a recommendation addresses, as a table of ways to say it."""

from __future__ import annotations

import pytest

from pipeline.mine import find_addressee


def addressee(
    clause: str, *, lead: str = "", before: str = "", headings: tuple[str, ...] = ()
) -> str | None:
    """The addressee with only what a case names."""
    return find_addressee(clause, lead=lead, before=before, headings=headings)


@pytest.mark.parametrize(
    ("clause", "wanted"),
    [
        ("Đề nghị Chính phủ sớm sửa đổi nghị định về lớp học bơi", "Chính phủ"),
        ("Kiến nghị Bộ Tài chính hướng dẫn nguồn chi dạy bơi", "Bộ Tài chính"),
        ("Kính đề nghị UBND tỉnh bố trí vốn xây hồ bơi", "UBND tỉnh"),
        ("Đề nghị Ủy ban nhân dân tỉnh bố trí vốn xây hồ bơi", "UBND tỉnh"),
        ("Đề nghị Uỷ ban nhân dân tỉnh bố trí vốn xây hồ bơi", "UBND tỉnh"),
        ("Đề nghị Hội đồng nhân dân tỉnh ban hành mức chi dạy bơi", "HĐND tỉnh"),
        ("Đề nghị HĐND tỉnh ban hành mức chi dạy bơi", "HĐND tỉnh"),
        ("Kiến nghị với Ban Thường vụ Tỉnh ủy cho chủ trương", "Ban Thường vụ Tỉnh ủy"),
        (
            "Đề nghị Sở Giáo dục và Đào tạo tập huấn giáo viên",
            "Sở Giáo dục và Đào tạo",
        ),
        ("Đề nghị Sở Y tế cấp tủ thuốc cho bến đò", "Sở Y tế"),
        ("Sở Tài chính thẩm định dự toán trước tháng 6", "Sở Tài chính"),
        (
            "Đề nghị Bộ Giáo dục và Đào tạo và Bộ Tài chính ban hành thông tư chung",
            "Bộ Giáo dục và Đào tạo và Bộ Tài chính",
        ),
    ],
)
def test_named_in_the_clause(clause: str, wanted: str) -> None:
    """The clause itself says whom it asks."""
    assert addressee(clause) == wanted


def test_named_in_the_lead_in() -> None:
    """The lead-in "Đối với UBND tỉnh:" addresses every clause after it."""
    assert addressee("sớm bố trí vốn xây hồ bơi", lead="Đối với UBND tỉnh") == "UBND tỉnh"


def test_named_in_the_sentence_before() -> None:
    """A lead-in that is a sentence of the same passage counts."""
    found = addressee("bố trí vốn xây hồ bơi", before="Kiến nghị với UBND tỉnh một số việc. ")
    assert found == "UBND tỉnh"


def test_named_in_the_heading() -> None:
    """A heading "2. Với UBND tỉnh" addresses what stands below it."""
    assert addressee("bố trí vốn xây hồ bơi", headings=("V. KIẾN NGHỊ", "2. Với UBND tỉnh")) == (
        "UBND tỉnh"
    )


def test_the_nearest_heading_wins() -> None:
    """Of two headings that name a body, the deeper one counts."""
    headings = ("V. Kiến nghị với Chính phủ", "2. Với UBND tỉnh")
    assert addressee("bố trí vốn xây hồ bơi", headings=headings) == "UBND tỉnh"


def test_the_clause_wins_over_lead_in_and_heading() -> None:
    """What the claim itself says comes first."""
    found = addressee(
        "đề nghị Bộ Tài chính hướng dẫn nguồn chi",
        lead="Đối với UBND tỉnh",
        headings=("1. Với Chính phủ",),
    )
    assert found == "Bộ Tài chính"


def test_nobody_is_named() -> None:
    """A demand without an addressee has none."""
    assert addressee("cần sớm có quy định về lớp học bơi", headings=("V. KIẾN NGHỊ",)) is None


@pytest.mark.parametrize(
    "clause",
    [
        "cán bộ phụ trách thiếu nhi được tập huấn",
        "tình hình tai nạn còn phức tạp, cần theo dõi",
        "bộ phận thường trực cần có chế độ bồi dưỡng",
    ],
)
def test_words_that_only_look_like_a_body(clause: str) -> None:
    """Cán bộ, tình hình, bộ phận are no addressees."""
    assert addressee(clause) is None


@pytest.mark.parametrize(
    ("clause", "addressee"),
    [
        ("Thành ủy thấy tỉnh cần sớm điều chỉnh các quy hoạch kéo dài", "tỉnh"),
        ("Huyện ủy kiến nghị Quốc hội bỏ khung giá đất", "Quốc hội"),
        ("Huyện ủy xác định phải chuẩn bị quỹ nền tái định cư", None),
    ],
)
def test_the_body_that_speaks_is_not_addressed(clause: str, addressee: str | None) -> None:
    """Who thinks, finds or asks is the sender."""
    assert find_addressee(clause, lead="", before="", headings=()) == addressee
