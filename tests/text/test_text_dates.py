"""Dates written in words in a letterhead."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import find_letterhead_date


@pytest.mark.parametrize(
    "line",
    [
        "Sơn Hà, ngày 12 tháng 6 năm 2023",
        "SƠN HÀ, NGÀY 12 THÁNG 06 NĂM 2023",
        "Son Ha, ngay 12 thang 6 nam 2023",
        "Sơn Hà,ngày12tháng6năm2023",
        "Sơn Hà, ngày   12  tháng   6   năm  2023",
        "Sơn Hà, ngày 12 tháng 6, năm 2023",
        "Số 45/BC-SNV Sơn Hà, ngày 12 tháng 6 năm 2023",
    ],
)
def test_dates_in_words_are_read(line: str) -> None:
    """A date in words is read with blanks lost or doubled, in capitals, without marks."""
    assert find_letterhead_date(line) == date(2023, 6, 12)


@pytest.mark.parametrize(
    "line",
    [
        "Sơn Hà, ngày    tháng 6 năm 2023",
        "Sơn Hà, ngày 31 tháng 6 năm 2023",
        "Sơn Hà, ngày 12 tháng 6 năm 20233",
        "Sơn Hà, ngày 12/6/2023",
        "tháng 6 năm 2023",
    ],
)
def test_what_is_no_full_date_gives_none(line: str) -> None:
    """An open day, a day that does not exist, or figures alone give no date."""
    assert find_letterhead_date(line) is None


def test_the_first_valid_date_counts() -> None:
    """A date that does not exist is passed over."""
    line = "ngày 30 tháng 02 năm 2022; ngày 01 tháng 3 năm 2022; ngày 5 tháng 4 năm 2022"
    assert find_letterhead_date(line) == date(2022, 3, 1)


@given(st.dates(min_value=date(1930, 1, 1)), st.sampled_from(["", " ", "   "]))
def test_every_date_comes_back(day: date, blank: str) -> None:
    """Whatever date is written in words is read again."""
    line = f"ngày{blank}{day.day:02}{blank}tháng{blank}{day.month}{blank}năm{blank}{day.year}"
    assert find_letterhead_date(line) == day
