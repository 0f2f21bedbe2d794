"""Which figures contradict each other, and which only look like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.figures import find_conflicts
from pipeline.records import ConflictKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.campaign import Campaign
    from pipeline.figures import ReportFigures
    from pipeline.records import Conflict

    Read = Callable[..., ReportFigures]

TABLE = [
    [
        "TT",
        "Địa phương",
        "Hồ sơ đúng hạn năm 2022 (%)",
        "Biên chế tinh giản giai đoạn 2015 - 2021 (người)",
    ],
    ["1", "Huyện An Lão", "96,4", "41"],
    ["2", "Huyện Hoài Ân", "97,8", "27"],
]


def _conflicts(campaign: Campaign, *reports: ReportFigures) -> tuple[Conflict, ...]:
    return find_conflicts(reports, campaign=campaign)


def _texts(conflict: Conflict, *reports: ReportFigures) -> set[str]:
    return {f.text for r in reports for f in r.figures if f.id in conflict.figures}


def test_text_against_another_reports_cell(read: Read, campaign: Campaign) -> None:
    """A share in the text of a district contradicts the cell of a department, in other words."""
    district = read(
        "hu-an-lao", "Tỷ lệ hồ sơ giải quyết đúng hạn trên địa bàn huyện năm 2022 đạt 98,7%."
    )
    department = read("so-noi-vu", "Kết quả theo địa phương", TABLE)
    (conflict,) = _conflicts(campaign, district, department)
    assert conflict.kind is ConflictKind.BETWEEN
    assert _texts(conflict, district, department) == {"98,7%", "96,4"}
    assert "98,7" in conflict.detail
    assert "2,3" in conflict.detail


def test_counts_of_two_departments(read: Read, campaign: Campaign) -> None:
    """Two departments that count one thing of the province differently contradict each other."""
    one = read(
        "so-noi-vu", "Đến hết ngày 31/12/2022, toàn tỉnh cung cấp 782 dịch vụ công trực tuyến."
    )
    other = read(
        "so-y-te", "Đến 31/12/2022, Cổng DVC tỉnh đã cung cấp 826 dịch vụ công trực tuyến."
    )
    (conflict,) = _conflicts(campaign, one, other)
    assert len(conflict.figures) == 2


def test_order_changes_nothing(read: Read, campaign: Campaign) -> None:
    """The order of the reports changes nothing."""
    one = read("so-noi-vu", "Năm 2022 toàn tỉnh có 1.276 hộ nghèo được vay vốn.")
    other = read("so-y-te", "Năm 2022 toàn tỉnh có 1.327 hộ nghèo được vay vốn.")
    found = _conflicts(campaign, one, other)
    assert found
    assert found == _conflicts(campaign, other, one)


def test_rounding_is_no_contradiction(read: Read, campaign: Campaign) -> None:
    """A rounded figure and the exact one agree: "hơn 41 nghìn", fewer decimals, another unit."""
    exact = read(
        "hu-an-lao",
        "Năm 2022 huyện tiếp nhận 41.286 hồ sơ đất đai.",
        "Kinh phí hiện đại hóa năm 2022 là 18.650 triệu đồng.",
        "Tỷ lệ hộ nghèo năm 2022 là 6,52%.",
    )
    rounded = read(
        "so-noi-vu",
        "Riêng huyện An Lão năm 2022 tiếp nhận hơn 41 nghìn hồ sơ đất đai.",
        "Kinh phí hiện đại hóa của huyện An Lão năm 2022 là 18,65 tỷ đồng.",
        "Tỷ lệ hộ nghèo của huyện An Lão năm 2022 là 6,5%.",
    )
    assert _conflicts(campaign, exact, rounded) == ()


def test_beyond_the_rounding_is_one(read: Read, campaign: Campaign) -> None:
    """What the rounded words exclude is a contradiction."""
    exact = read("hu-an-lao", "Năm 2022 huyện tiếp nhận 39.286 hồ sơ đất đai.")
    rounded = read("so-noi-vu", "Riêng huyện An Lão năm 2022 tiếp nhận hơn 41 nghìn hồ sơ đất đai.")
    assert len(_conflicts(campaign, exact, rounded)) == 1


def test_near_misses(read: Read, campaign: Campaign) -> None:
    """Another year, place, measure, level or indicator, and a change, are no contradiction."""
    base = read("hu-an-lao", "Năm 2022, tỷ lệ hồ sơ đất đai giải quyết đúng hạn đạt 98,7%.")
    for line in (
        "Năm 2021, tỷ lệ hồ sơ đất đai giải quyết đúng hạn của huyện An Lão đạt 97,1%.",
        "Năm 2022, tỷ lệ hồ sơ đất đai giải quyết đúng hạn của huyện Hoài Ân đạt 97,1%.",
        "Năm 2022, toàn tỉnh có tỷ lệ hồ sơ đất đai giải quyết đúng hạn là 97,1%.",
        "Năm 2022, huyện An Lão có 97 hồ sơ đất đai giải quyết đúng hạn.",
        "Năm 2022, tỷ lệ hồ sơ đất đai giải quyết quá hạn của huyện An Lão là 97,1%.",
        "Năm 2022, tỷ lệ hộ dùng nước sạch của huyện An Lão đạt 97,1%.",
        "Năm 2022, tỷ lệ hồ sơ đất đai giải quyết đúng hạn của huyện An Lão tăng 97,1%.",
    ):
        assert _conflicts(campaign, base, read("so-noi-vu", line)) == (), line


def test_bodies_count_their_own(read: Read, campaign: Campaign) -> None:
    """Two mass organisations that name no place each count their own work."""
    one = read("hoi-nong-dan", "Hội chủ trì 409 cuộc giám sát, có 2.391 chi hội.")
    other = read("hoi-phu-nu", "Hội chủ trì 372 cuộc giám sát, có 2.406 chi hội.")
    assert _conflicts(campaign, one, other) == ()


def test_text_against_own_table(read: Read, campaign: Campaign) -> None:
    """The text of a report against its own table is a contradiction within."""
    report = read(
        "so-y-te",
        "Nợ thuế đến hết năm 2022 là 1.386 tỷ đồng.",
        "Số nợ thuế hằng năm (ĐVT: tỷ đồng)",
        [
            ["Chỉ tiêu", "2021", "2022"],
            ["Nợ thuế khó thu", "417", "489"],
            ["Số nợ thuế", "1.226", "1.368"],
        ],
    )
    (conflict,) = _conflicts(campaign, report)
    assert conflict.kind is ConflictKind.WITHIN
    assert _texts(conflict, report) == {"1.386 tỷ đồng", "1.368"}


def _credit(total: str) -> list[list[str]]:
    return [
        ["Tổ chức hội", "Số tổ", "Dư nợ (triệu đồng)"],
        ["Hội Phụ nữ", "874", "1.652"],
        ["Hội Nông dân", "803", "1.538"],
        ["Cộng", total, "3.190"],
    ]


def test_total_against_sum(read: Read, campaign: Campaign) -> None:
    """A total row that is not the sum of the rows is found, with its parts."""
    report = read("so-y-te", "Cho vay qua các hội", _credit("1.767"))
    (conflict,) = _conflicts(campaign, report)
    assert conflict.kind is ConflictKind.TOTAL
    assert len(conflict.figures) == 3
    assert "1.677" in conflict.detail


def test_sound_totals(read: Read, campaign: Campaign) -> None:
    """A total that is the sum, up to rounding, is none; nor is a selection of rows, nor shares."""
    sound = read(
        "so-y-te",
        "Cho vay qua các hội",
        _credit("1.677"),
        "Tỷ lệ theo vùng",
        [["Vùng", "Tỷ lệ (%)"], ["Núi", "44,1"], ["Biển", "31,0"], ["Chung", "40,2"]],
        "Một số khoản chi lớn",
        [["Khoản", "Số tiền (tỷ đồng)"], ["Đường", "120"], ["Trường", "80"], ["Tổng cộng", "900"]],
    )
    assert _conflicts(campaign, sound) == ()


def test_parts_of_a_sentence(read: Read, campaign: Campaign) -> None:
    """A whole with its parts behind it in one sentence must be their sum."""
    wrong = read("so-y-te", "Toàn tỉnh có 503 dự án (gồm 302 dự án FDI, 211 dự án trong nước).")
    right = read("so-y-te", "Toàn tỉnh có 503 dự án (gồm 302 dự án FDI, 201 dự án trong nước).")
    assert [c.kind for c in _conflicts(campaign, wrong)] == [ConflictKind.TOTAL]
    assert _conflicts(campaign, right) == ()
