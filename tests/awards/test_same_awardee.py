"""The same person or body, named by one unit or by two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from award_reports import body, person

from pipeline.awards import group_awardees, same_awardee

if TYPE_CHECKING:
    from pipeline.records import Commendation

_OTHER = "2b" * 32


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            person("Trần Thuý Nga", "Bí thư Chi bộ thôn Hạ, xã Phú Lạc"),
            person("Trần Thúy Nga", "Bí thư Chi bộ thôn Hạ"),
        ),
        (body("UBND xã Hoà Lộc"), body("Ủy ban nhân dân xã Hòa Lộc")),
        (body("Hội CCB xã Phú Lạc"), body("Hội Cựu chiến binh xã Phú Lạc, huyện Sơn Kỳ")),
        (body("Phòng GD&ĐT huyện Sơn Kỳ"), body("Phòng Giáo dục và Đào tạo huyện Sơn Kỳ")),
    ],
)
def test_two_units_name_the_same(one: Commendation, other: Commendation) -> None:
    """Tone placement, abbreviations and a place that one leaves out do not part them."""
    assert same_awardee(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            person("Nguyễn Văn An", "Trưởng thôn Hạ, xã Phú Lạc"),
            person("Nguyễn Văn An", "Trưởng thôn Thượng, xã Sơn Kỳ"),
        ),
        (person("Nguyễn Văn An", "Trưởng thôn Hạ"), person("Nguyễn Văn Ân", "Trưởng thôn Hạ")),
        (person("Nguyễn Văn An", "Chủ tịch UBND xã"), person("Nguyễn Văn An", "Chủ tịch UBND xã")),
        (body("Phòng Nội vụ"), body("Phòng Nội vụ")),
        (body("Đảng bộ xã Minh"), body("Đảng bộ xã Minh Tân")),
        (body("Thôn Hạ"), person("Thôn Hạ", "")),
    ],
)
def test_two_units_name_different_ones(one: Commendation, other: Commendation) -> None:
    """A name alone, or an office that every unit has, is not enough."""
    assert not same_awardee(one, other)


def test_one_unit_may_leave_out_what_is_its_own() -> None:
    """Within one report "Phòng Nội vụ" is one body, and a person without office is who was named."""
    assert same_awardee(body("Phòng Nội vụ"), body("Phòng Nội vụ huyện Sơn Kỳ"), same_unit=True)
    assert same_awardee(
        person("Nguyễn Văn An", ""), person("Nguyễn Văn An", "Trưởng thôn Hạ"), same_unit=True
    )


def test_groups_hold_what_several_units_propose() -> None:
    """Groups and their members keep the given order."""
    first = person("Đỗ Khắc Sinh", "Trưởng ban Công tác Mặt trận phố Đông 2")
    alone = body("UBND xã Hòa Lộc")
    again = person("Đỗ Khắc Sinh", "Trưởng ban Công tác Mặt trận phố Đông 2", sha256=_OTHER)
    units = {first.sha256: "mttq", _OTHER: "hoi-ccb"}
    assert group_awardees((first, alone, again), units) == ((first, again), (alone,))
