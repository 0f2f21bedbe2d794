"""Totals over the units of a campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.figures import sum_over_units

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.campaign import Campaign
    from pipeline.figures import ReportFigures

    Read = Callable[..., ReportFigures]


def test_counts_are_added(read: Read, campaign: Campaign) -> None:
    """What districts count is added, in the measure of the first, and who does not say it is named."""
    reports = [
        read("hu-an-lao", "Năm 2022 huyện chi 2,5 tỷ đồng hiện đại hóa bộ phận một cửa."),
        read("hu-hoai-an", "Năm 2022 huyện chi 1.500 triệu đồng hiện đại hóa bộ phận một cửa."),
        read("hu-van-canh", "Năm 2022 huyện chi 1 tỷ đồng hiện đại hóa bộ phận một cửa."),
        read("tu-an-nhon", "Năm 2022 thị xã xây 3 cầu dân sinh."),
        read("so-noi-vu", "Năm 2022 toàn tỉnh chi 90 tỷ đồng hiện đại hóa bộ phận một cửa."),
    ]
    (total,) = sum_over_units(reports, campaign=campaign)
    assert (total.value, total.measure, total.period) == (pytest.approx(5.0), "tỷ đồng", "2022")
    assert total.missing == ("tu-an-nhon",)
    assert len(total.figures) == 3


def _served(read: Read, unit: str, files: str, share: str) -> ReportFigures:
    return read(
        unit, f"Năm 2022 bộ phận một cửa tiếp nhận {files} hồ sơ, tỷ lệ hồ sơ đúng hạn đạt {share}."
    )


def test_shares_are_weighted(read: Read, campaign: Campaign) -> None:
    """A mean of shares is weighted by the count that they are shares of."""
    reports = [
        _served(read, "hu-an-lao", "1.000", "90%"),
        _served(read, "hu-hoai-an", "3.000", "98%"),
        _served(read, "hu-van-canh", "4.000", "95%"),
    ]
    totals = {t.measure: t for t in sum_over_units(reports, campaign=campaign)}
    assert totals["%"].value == pytest.approx((900 + 2940 + 3800) / 80)
    assert totals["%"].weighted_by
    assert totals["hồ sơ"].value == pytest.approx(8000.0)


def test_no_mean_without_base(read: Read, campaign: Campaign) -> None:
    """Shares without the count that they are shares of give no mean."""
    reports = [
        read(unit, f"Năm 2022 tỷ lệ hộ dùng nước sạch đạt {share}.")
        for unit, share in (("hu-an-lao", "90%"), ("hu-hoai-an", "98%"), ("hu-van-canh", "95%"))
    ]
    assert sum_over_units(reports, campaign=campaign) == ()


def test_order_of_reports(read: Read, campaign: Campaign) -> None:
    """The order of the reports changes nothing."""
    reports = [
        read(unit, f"Năm 2022 huyện xóa {count} nhà tạm cho hộ nghèo.")
        for unit, count in (("hu-an-lao", 12), ("hu-hoai-an", 30), ("hu-van-canh", 25))
    ]
    found = sum_over_units(reports, campaign=campaign)
    assert found
    assert found == sum_over_units(reports[::-1], campaign=campaign)
