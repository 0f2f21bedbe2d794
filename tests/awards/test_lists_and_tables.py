"""Commendations in lists, appendices and tables: whatever the order of columns and groups."""

from __future__ import annotations

import pytest
from award_reports import heading, names, read

from pipeline.records import AwardeeType, Role

_HEADING = heading("IX- ĐỀ NGHỊ KHEN THƯỞNG")
_LEAD_IN = "Đề nghị UBND tỉnh tặng Bằng khen cho các tập thể, cá nhân sau:"
_APPENDIX = heading("DANH SÁCH TẬP THỂ, CÁ NHÂN ĐỀ NGHỊ KHEN THƯỞNG")


def test_items_below_a_proposing_lead_in_are_awardees() -> None:
    """Groups may have a line of their own; items have the form of the lead-in."""
    found = read(
        _HEADING,
        _LEAD_IN,
        "1. Tập thể (02):",
        "- Đảng bộ xã Sơn Kỳ",
        "- Ủy ban nhân dân xã Phú Lạc",
        "2. Cá nhân (01):",
        "- Ông Lâm Hữu Tường, Trưởng thôn Hạ",
    )
    assert [(one.name, one.form) for one in found] == [
        ("Đảng bộ xã Sơn Kỳ", "Bằng khen"),
        ("Ủy ban nhân dân xã Phú Lạc", "Bằng khen"),
        ("Lâm Hữu Tường", "Bằng khen"),
    ]


def test_lists_may_run_in_after_their_group() -> None:
    """A line "Tập thể: A; B. Cá nhân: C, office" names three."""
    line = "Tập thể: Đảng ủy xã Sơn Kỳ; Phòng Nội vụ huyện. Cá nhân: Lâm Hữu Tường, Trưởng phòng."
    assert names(_HEADING, line) == ["Đảng ủy xã Sơn Kỳ", "Phòng Nội vụ huyện", "Lâm Hữu Tường"]


def test_a_list_by_forms_gives_each_its_form() -> None:
    """Items that begin with the form propose without a verb."""
    found = read(
        _HEADING,
        "- Bằng khen của UBND tỉnh: Lữ đoàn 88; Đồn Biên phòng Sơn Kỳ.",
        "- Giấy khen: đồng chí Lâm Hữu Tường, Thiếu tá.",
    )
    assert [(one.name, one.form) for one in found] == [
        ("Lữ đoàn 88", "Bằng khen của UBND tỉnh"),
        ("Đồn Biên phòng Sơn Kỳ", "Bằng khen của UBND tỉnh"),
        ("Lâm Hữu Tường", "Giấy khen"),
    ]


def test_recommendations_below_a_merged_heading_are_no_awardees() -> None:
    """Bodies that are asked for something begin lines too."""
    found = names(
        heading("VI. KIẾN NGHỊ VÀ ĐỀ NGHỊ KHEN THƯỞNG"),
        "- Sở Nội vụ: sớm ban hành hướng dẫn về vị trí việc làm.",
        "- UBND tỉnh quan tâm bố trí kinh phí cho các xã.",
        "- Đề nghị tặng Bằng khen cho đồng chí Lâm Hữu Tường, Bí thư Đảng ủy xã Sơn Kỳ.",
    )
    assert found == ["Lâm Hữu Tường"]


def test_what_a_report_says_of_itself_is_no_item() -> None:
    """The closing formula stands below the last heading."""
    closing = "Huyện ủy Sơn Kỳ kính trình Ban Thường vụ Tỉnh ủy xem xét."
    assert names(_HEADING, closing, role=Role.COMMENDATIONS) == []


@pytest.mark.parametrize(
    "table",
    [
        [
            ("TT", "Họ và tên, tên tập thể", "Chức vụ, đơn vị", "Hình thức"),
            ("I", "TẬP THỂ"),
            ("1", "Phòng Nội vụ, UBND huyện Sơn Kỳ", "", "Bằng khen"),
            ("II", "CÁ NHÂN"),
            ("1", "Ông Đoàn Văn Thái", "Trưởng thôn Hạ", "Bằng khen"),
        ],
        [
            ("Hình thức đề nghị", "Chức danh, nơi công tác", "STT", "Tên"),
            ("Bằng khen", "Tập thể", "1", "Phòng Nội vụ, UBND huyện Sơn Kỳ"),
            ("nt", "Trưởng thôn Hạ", "2", "Đoàn Văn Thái"),
        ],
        [
            ("I", "TẬP THỂ"),
            ("1", "Phòng Nội vụ, UBND huyện Sơn Kỳ", "Bằng khen"),
            ("II", "CÁ NHÂN"),
            ("1", "Đoàn Văn Thái", "Trưởng thôn Hạ"),
        ],
    ],
    ids=["grouped", "other-order", "without-head"],
)
def test_tables_are_read_whatever_their_columns(table: list[tuple[str, ...]]) -> None:
    """Head, group rows and wording tell what a column holds; a blank form goes on from above."""
    found = read(_APPENDIX, table)
    assert [(one.type, one.name, one.position, one.form) for one in found] == [
        (AwardeeType.COLLECTIVE, "Phòng Nội vụ, UBND huyện Sơn Kỳ", "", "Bằng khen"),
        (AwardeeType.INDIVIDUAL, "Đoàn Văn Thái", "Trưởng thôn Hạ", "Bằng khen"),
    ]


def test_two_tables_one_for_bodies_one_for_people() -> None:
    """The second table has columns of its own."""
    found = names(
        _APPENDIX,
        [("TT", "Tên tập thể", "Hình thức"), ("1", "UBND xã Sơn Kỳ", "Bằng khen")],
        [("TT", "Họ và tên", "Chức vụ"), ("1", "H'Bia Niê", "Trưởng buôn")],
    )
    assert found == ["UBND xã Sơn Kỳ", "H'Bia Niê"]


def test_a_table_of_past_awards_proposes_nobody() -> None:
    """Numbers of awards by unit and year are results."""
    found = names(
        heading("II. KẾT QUẢ"),
        "Kết quả khen thưởng qua các năm như sau:",
        [("TT", "Đơn vị", "Bằng khen", "Giấy khen"), ("1", "Xã Sơn Kỳ", "2", "10")],
    )
    assert found == []


def test_an_awardee_of_text_and_appendix_counts_once() -> None:
    """The appendix repeats the paragraph and adds what that left out."""
    found = read(
        "Đề nghị tặng Bằng khen cho Phòng Nội vụ và bà Kiều Thị Ngà (danh sách tại Phụ lục kèm theo).",
        _APPENDIX,
        [
            ("TT", "Tập thể, cá nhân", "Chức vụ"),
            ("1", "Phòng Nội vụ huyện Sơn Kỳ", ""),
            ("2", "Kiều Thị Ngà", "Chuyên viên"),
        ],
    )
    assert [(one.name, one.position) for one in found] == [
        ("Phòng Nội vụ huyện Sơn Kỳ", ""),
        ("Kiều Thị Ngà", "Chuyên viên"),
    ]


def test_a_wrong_role_hides_no_proposal() -> None:
    """The wording decides where the suggested role is another."""
    found = names(_HEADING, _LEAD_IN, "- Đảng bộ xã Sơn Kỳ", role=Role.RESULTS)
    assert found == ["Đảng bộ xã Sơn Kỳ"]
