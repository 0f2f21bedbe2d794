"""Which unit a head names, and when a person must decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from named_units import PROVINCE, campaign_of

from pipeline.identify.units import UnitMatch, match_unit

if TYPE_CHECKING:
    from pipeline.campaign import Campaign, Unit


def _match(
    *head: str,
    title: tuple[str, ...] = (),
    opening: tuple[str, ...] = (),
    signature: tuple[str, ...] = (),
    campaign: Campaign = PROVINCE,
) -> UnitMatch:
    return match_unit(campaign, head=head, title=title, opening=opening, signature=signature)


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        (("ĐẢNG BỘ TỈNH QUẢNG NGÃI", "HUYỆN ỦY BÌNH SƠN"), "hu-binh-son"),
        (("HUYỆN UỶ BÌNH SƠN",), "hu-binh-son"),
        (("Huyện ủy Bình Sơn",), "hu-binh-son"),
        (("HUYEN UY BINH SON",), "hu-binh-son"),
        (("TỈNH ỦY QUẢNG NGÃI", "HUYỆN ỦY", "BÌNH SƠN"), "hu-binh-son"),
        (("SỞ NÔNG NGHIỆP", "VÀ PHÁT TRIỂN NÔNG THÔN"), "so-nn"),
        (("UBND TỈNH QUẢNG NGÃI", "SỞ NỘI VỤ"), "so-nv"),
        (("BỘ CÔNG AN", "CÔNG AN TỈNH QUẢNG NGÃI"), "ca-tinh"),
        (("TỈNH ỦY QUẢNG NGÃI", "BAN TUYÊN GIÁO"), "btg"),
        (("TỈNH ỦY QUẢNG NGÃI", "THÀNH ỦY QUẢNG NGÃI"), "tu-quang-ngai"),
    ],
)
def test_units_are_known_by_their_name_in_the_head(head: tuple[str, ...], unit: str) -> None:
    """Case, tone placement, missing marks and line breaks do not hide a name."""
    assert _match(*head).unit == unit


def test_an_alias_names_its_unit() -> None:
    """An alias of the plan is as good as the name, and the reason quotes it."""
    assert _match("SNV") == UnitMatch(unit="so-nv", reason="“SNV” ở tiêu đề văn bản")


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        (("ỦY BAN NHÂN DÂN", "HUYỆN BÌNH SƠN"), "hu-binh-son"),
        (("UBND HUYỆN MỘ ĐỨC",), "hu-mo-duc"),
        (("UBND TỈNH QUẢNG NGÃI", "UBND THÀNH PHỐ QUẢNG NGÃI"), "tu-quang-ngai"),
        (("UBND TP. QUẢNG NGÃI",), "tu-quang-ngai"),
        (("UBND TX. ĐỨC PHỔ",), "tu-duc-pho"),
    ],
)
def test_the_state_body_of_a_place_stands_for_its_party_unit(
    head: tuple[str, ...], unit: str
) -> None:
    """A report under the head of the People's Committee belongs to the unit of the same place."""
    assert _match(*head).unit == unit


def test_party_and_state_body_of_one_place_are_told_apart() -> None:
    """Where the plan lists both, the head's own kind of body decides, spelled out or not."""
    both = campaign_of(("hu", "Huyện ủy Bình Sơn"), ("ub", "Ủy ban nhân dân huyện Bình Sơn"))
    assert _match("HUYỆN ỦY BÌNH SƠN", campaign=both).unit == "hu"
    assert _match("UBND HUYỆN BÌNH SƠN", campaign=both).unit == "ub"
    assert _match("ỦY BAN NHÂN DÂN", "HUYỆN BÌNH SƠN", campaign=both).unit == "ub"


def test_a_long_name_outweighs_a_short_one_within_it() -> None:
    """A head that names "Bình Hòa Đông" does not name "Bình Hòa" as well."""
    units = campaign_of(
        ("so", "Sở Nội vụ"),
        ("phong", "Sở Nội vụ huyện Trà Bồng"),
        ("hoa", "Đảng ủy xã Bình Hòa"),
        ("hoa-dong", "Đảng ủy xã Bình Hoà Đông"),
    )
    assert _match("SỞ NỘI VỤ HUYỆN TRÀ BỒNG", campaign=units).unit == "phong"
    assert _match("SỞ NỘI VỤ", campaign=units).unit == "so"
    assert _match("ĐẢNG ỦY XÃ BÌNH HÒA ĐÔNG", campaign=units).unit == "hoa-dong"
    assert _match("ĐẢNG ỦY XÃ BÌNH HOÀ", campaign=units).unit == "hoa"


def test_the_issuing_body_outweighs_the_one_above_it() -> None:
    """Of two units in a head the lower line issues the report, the upper one is its superior."""
    units = campaign_of(("so-yt", "Sở Y tế"), ("bv", "Bệnh viện Đa khoa tỉnh"))
    assert _match("SỞ Y TẾ QUẢNG NGÃI", "BỆNH VIỆN ĐA KHOA TỈNH", campaign=units).unit == "bv"
    assert _match("UBND TỈNH", "SỞ Y TẾ", campaign=units).unit == "so-yt"


@pytest.mark.parametrize(
    "other",
    [
        ("V/v báo cáo theo Công văn của Sở Nội vụ",),
        ("V/v báo cáo kết quả theo Công văn", "số 12 của Sở Nội vụ"),
        ("Đức Phổ, ngày 12 tháng 6 năm 2023",),
    ],
)
def test_subject_and_date_line_name_no_unit(other: tuple[str, ...]) -> None:
    """Bodies in the "V/v" and the place of the date are not the author."""
    assert _match("HUYỆN ỦY BÌNH SƠN", *other).unit == "hu-binh-son"
    assert _match("UBND HUYỆN TRÀ BỒNG", *other).unit is None


def test_other_places_help_where_the_head_is_silent() -> None:
    """Signature, title and opening name the unit where the head was lost, and the reason says so."""
    name = "Ban Thường vụ Huyện ủy Mộ Đức"
    assert _match(signature=(name,)).reason == "“Huyện ủy Mộ Đức” ở phần ký"
    assert _match(title=(name,)).reason == "“Huyện ủy Mộ Đức” ở tên báo cáo"
    assert _match(opening=(name,)).reason == "“Huyện ủy Mộ Đức” ở phần mở đầu"


def test_the_head_outweighs_the_opening() -> None:
    """Another unit that the text mentions first does not take the report."""
    found = _match("HUYỆN ỦY MỘ ĐỨC", opening=("Cùng với Huyện ủy Bình Sơn, ...",))
    assert found.unit == "hu-mo-duc"


def test_two_units_in_one_line_are_left_to_a_person() -> None:
    """An ambiguous head gives no unit, and a reason that names both."""
    found = _match("Huyện ủy Mộ Đức - Huyện ủy Bình Sơn")
    assert found == UnitMatch(
        unit=None, reason="có thể là Huyện ủy Bình Sơn hoặc Huyện ủy Mộ Đức; hãy chọn giúp."
    )


def test_names_that_differ_in_marks_alone_are_ambiguous_without_marks() -> None:
    """With marks it is Bình Hòa or Bình Hóa, without them a person decides."""
    units = campaign_of(("hoa1", "Đảng ủy xã Bình Hòa"), ("hoa2", "Đảng ủy xã Bình Hóa"))
    assert _match("ĐẢNG ỦY XÃ BÌNH HÓA", campaign=units).unit == "hoa2"
    assert _match("DANG UY XA BINH HOA", campaign=units).unit is None


@pytest.mark.parametrize("head", [(), ("UBND TỈNH QUẢNG NGÃI", "SỞ Y TẾ"), ("TỈNH ỦY QUẢNG NGÃI",)])
def test_a_unit_that_was_not_asked_is_none(head: tuple[str, ...]) -> None:
    """A body outside the plan, or the province alone, is no unit, and the reason says so."""
    found = _match(*head)
    assert found.unit is None
    assert "không nêu đơn vị nào" in found.reason


@given(st.permutations(PROVINCE.units), st.sampled_from(PROVINCE.units))
def test_the_order_of_the_plan_does_not_decide(units: list[Unit], asked: Unit) -> None:
    """Every unit is found by its own name, however the plan orders its units."""
    shuffled = PROVINCE.model_copy(update={"units": tuple(units)})
    assert _match(asked.name.upper(), campaign=shuffled).unit == asked.id
