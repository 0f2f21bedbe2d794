"""What figures say: value, measure, indicator, place and time, from text and from cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.figures.measures import to_base
from pipeline.figures.numbers import find_numbers, parse_number
from pipeline.figures.periods import find_periods, same_period
from pipeline.records import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.figures import ReportFigures

    Read = Callable[..., ReportFigures]


@pytest.mark.parametrize(
    ("written", "value", "measure"),
    [
        ("Năm 2022 thu ngân sách đạt 45.799/36.875 tỷ đồng.", 45799.0, "tỷ đồng"),
        ("Toàn huyện có hơn 2 nghìn hộ nghèo.", 2000.0, "hộ"),
        ("Tỷ lệ hộ dùng nước sạch đạt 75,4%.", 75.4, "%"),
        ("Diện tích rừng trồng mới là 1.234,5 ha.", 1234.5, "ha"),
        ("Tổng vốn đầu tư là 8,45 nghìn tỷ đồng.", 8.45, "nghìn tỷ đồng"),
        ("Đã phát 6 vạn tờ rơi.", 60000.0, "tờ rơi"),
        ("Cả tỉnh có 16,5 triệu lượt khách đến.", 16500000.0, "lượt"),
        ("Thu nhập bình quân đạt 54,2 triệu đồng/người/năm.", 54.2, "triệu đồng/người/năm"),
        ("Huyện bê tông hóa 340 km đường.", 340.0, "km"),
        ("Đoàn viên đạt ba mươi mốt huy chương.", 31.0, "huy chương"),
        ("Đã cấp nước cho 173/173 xã, phường, thị trấn.", 173.0, "xã"),
    ],
)
def test_forms(read: Read, written: str, value: float, measure: str) -> None:
    """A number is read in every form that reports write it, with its measure."""
    (figure,) = read("hu-an-lao", written).figures
    assert (figure.value, figure.measure) == (value, measure)


@pytest.mark.parametrize(
    "written",
    [
        "Thực hiện Nghị quyết số 12-NQ/TU ngày 20/5/2013 của Tỉnh ủy về cải cách hành chính.",
        "Căn cứ Điều 5 và Khoản 2 của Nghị định 178, huyện đã triển khai kịp thời.",
        "Giai đoạn 2013 - 2022, trong 10 năm qua huyện luôn đoàn kết, thống nhất.",
        "Điện thoại liên hệ: 0256 382 1234, gặp đồng chí chánh văn phòng.",
        "Chỉ số cải cách hành chính xếp hạng 4, thứ 14/63 tỉnh, thành phố.",
        "2.1. Huyện hoàn thành sớm công nghiệp 4.0 trong giáo dục.",
        "Mỗi tổ vận động nhận giúp 3 - 5 gia đình.",
    ],
)
def test_no_quantities(read: Read, written: str) -> None:
    """Dates, document numbers, years, telephone numbers, ranks, markers and ranges are no figures."""
    assert read("hu-an-lao", written).figures == ()


def test_spans_hold(read: Read) -> None:
    """A figure is a span of its passage, in text and in cells."""
    report = read(
        "hu-an-lao",
        "Năm 2022 tiếp nhận hơn 41 nghìn hồ sơ, đúng hạn 97,8%.",
        [["Năm", "Số hồ sơ"], ["2022", "41.286"], ["2021", "38.120"]],
    )
    texts = {p.id: p.text for p in report.passages}
    assert len(report.figures) == 4
    for figure in report.figures:
        assert texts[figure.passage][figure.start : figure.end] == figure.text


def test_counted_noun_is_in_the_text(read: Read) -> None:
    """The text of a figure holds the whole noun phrase that is counted, and the word of rounding."""
    (figure,) = read(
        "so-noi-vu", "Toàn tỉnh cung cấp gần 782 dịch vụ công trực tuyến toàn trình."
    ).figures
    assert figure.text == "gần 782 dịch vụ công trực tuyến toàn trình"
    assert figure.approximate


def test_indicator_of_the_clause(read: Read) -> None:
    """The indicator is the words of the figure's own clause, without verbs, times and places."""
    report = read(
        "hu-an-lao", "Năm 2022, tỷ lệ hồ sơ giải quyết đúng hạn trên địa bàn huyện đạt 97,1%."
    )
    assert report.figures[0].indicator == "tỷ lệ hồ sơ giải quyết đúng hạn"


def test_indicator_goes_on(read: Read) -> None:
    """A clause that names only a time takes the indicator of the figure before it."""
    first, second = read("hu-an-lao", "Tỷ lệ hộ nghèo năm 2021 là 8,2%, năm 2022 còn 6,5%.").figures
    assert (first.period, second.period) == ("2021", "2022")
    assert "hộ nghèo" in second.indicator


def test_targets_are_no_results(read: Read) -> None:
    """What is planned or aimed at gives no figure, by its words or by the role of its passage."""
    assert read("hu-an-lao", "Huyện phấn đấu đạt 95% hộ dùng nước sạch.").figures == ()
    planned = read("hu-an-lao", "Giảm hộ nghèo còn 2%.", role=Role.DIRECTIONS)
    assert planned.figures == ()


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("giai đoạn 2013 - 2022", "2013-2022"),
        ("từ năm 2007 đến hết năm 2021", "2007-2021"),
        ("đến hết ngày 31/12/2022", "2022-12-31"),
        ("cuối năm 2022", "2022-12-31"),
        ("6 tháng cuối năm 2025", "2025-07/2025-12"),
        ("quý II/2023", "2023-04/2023-06"),
        ("tháng 5/2023", "2023-05"),
        ("năm 2022", "2022"),
        ("trong 10 năm qua", "P10Y"),
    ],
)
def test_periods(written: str, period: str) -> None:
    """Times have one normal form, however they are written."""
    assert [p.value for p in find_periods(written)] == [period]


def test_compared_time_is_not_the_figures_own(read: Read) -> None:
    """The year that something is compared with is not the year of the figure."""
    (figure,) = read("hu-an-lao", "Năm 2022 thu được 12,5 tỷ đồng so với năm 2021.").figures
    assert figure.period == "2022"


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2022", "2022-12-31", True),
        ("2013-2022", "2022-12-31", True),
        ("P10Y", "2013-2022", True),
        (None, "2022", True),
        (None, "2021", False),
        ("2021", "2022", False),
        ("2013-2022", "2022", False),
        ("2022-06-30", "2022", False),
    ],
)
def test_periods_meet(first: str | None, second: str | None, *, same: bool) -> None:
    """A year and the state at its end meet, other years do not; nothing said means the last year."""
    assert same_period(first, second, current=2022) is same
    assert same_period(second, first, current=2022) is same


def test_scope(read: Read) -> None:
    """A named place is the scope; without one the figure counts its unit, and says None."""
    own, other, whole = read(
        "so-y-te",
        "Kết quả thực hiện như sau:",
        "Sở có 4 trung tâm chuyên khoa.",
        "Riêng huyện An Lão có 27 trạm y tế.",
        "Toàn tỉnh có 159 trạm y tế.",
    ).mentions
    assert (own.figure.scope, other.figure.scope, whole.figure.scope) == (
        None,
        "huyện An Lão",
        "Toàn tỉnh",
    )
    assert own.place == whole.place != other.place


def test_place_rows(read: Read) -> None:
    """Of a table with places in its rows the head gives indicator, time and measure, the row the place."""
    report = read(
        "so-noi-vu",
        "Bảng 1. Kết quả theo địa phương",
        [
            ["TT", "Địa phương", "Hồ sơ đúng hạn năm 2022 (%)", "Biên chế tinh giản (người)"],
            ["1", "Huyện An Lão", "96,4", "41"],
            ["2", "Hoài Ân", "97,8", "27"],
        ],
    )
    first = report.figures[0]
    assert (first.indicator, first.scope, first.period, first.measure, first.value) == (
        "Hồ sơ đúng hạn", "Huyện An Lão", "2022", "%", 96.4,
    )  # fmt: skip
    assert [f.measure for f in report.figures] == ["%", "người", "%", "người"]


def test_year_columns(read: Read) -> None:
    """Of a table with years in its head the row gives the indicator, the title the measure."""
    report = read(
        "so-y-te",
        "Bảng 2. Đầu tư cho y tế (ĐVT: triệu đồng)",
        [["Chỉ tiêu", "2021", "2022"], ["Chi thường xuyên", "1.200", "1.350"]],
    )
    assert [(f.indicator, f.period, f.measure) for f in report.figures] == [
        ("Chi thường xuyên", "2021", "triệu đồng"),
        ("Chi thường xuyên", "2022", "triệu đồng"),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((18.65, "tỷ đồng"), (18650.0, "triệu đồng")),
        ((1.2, "triệu USD"), (1200.0, "nghìn USD")),
        ((2.5, "ha"), (25000.0, "m2")),
        ((3.0, "km2"), (300.0, "ha")),
        ((1.5, "tấn"), (15.0, "tạ")),
    ],
)
def test_units_convert(first: tuple[float, str], second: tuple[float, str]) -> None:
    """The same quantity in two units of one dimension has one base value."""
    one, other = to_base(*first), to_base(*second)
    assert one[0] == other[0]
    assert one[1] == pytest.approx(other[1])


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=0, max_value=99))
def test_numbers_round_trip(whole: int, hundredths: int) -> None:
    """Any number written the Vietnamese way is read back."""
    written = f"{whole:,}".replace(",", ".") + f",{hundredths:02}"
    assert parse_number(written)[0] == pytest.approx(whole + hundredths / 100)


@given(st.text(max_size=200))
def test_number_spans_hold(text: str) -> None:
    """Whatever the text, numbers lie inside it, by place and without overlap."""
    found = find_numbers(text)
    ends = [0, *(n.end for n in found)]
    assert all(0 <= n.begin <= n.start < n.end <= len(text) for n in found)
    assert all(end <= n.start for end, n in zip(ends, found, strict=False))
