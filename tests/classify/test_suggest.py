"""Suggestions: role or abstention, reason, rows of tables, sections of the outline."""

from __future__ import annotations

import re

import pytest
from hand_made import CAMPAIGN, make_passage, make_row, role_model

from pipeline.classify import ROLES, guess_roles, section_for, suggest_sections
from pipeline.meaning import embed_texts
from pipeline.records import Passage, Role, RoleSuggestion
from pipeline.text import matching_key

REPORT = (
    make_passage(
        "Ban Thường vụ Huyện ủy tổ chức 3 hội nghị quán triệt Chỉ thị cho 412 cán bộ chủ chốt.",
        "I. CÔNG TÁC QUÁN TRIỆT, TUYÊN TRUYỀN",
    ),
    make_passage("Kết quả dạy bơi qua các năm như sau:", "II. KẾT QUẢ THỰC HIỆN CHỈ THỊ", index=1),
    make_row("Năm\tSố lớp\tSố trẻ", "II. KẾT QUẢ THỰC HIỆN CHỈ THỊ", index=2),
    make_row("2019\t14\t402", "II. KẾT QUẢ THỰC HIỆN CHỈ THỊ", index=3),
    make_passage(
        "Phải dạy bơi ngay từ lớp 3 thì tai nạn mới giảm bền vững.",
        "III. BÀI HỌC KINH NGHIỆM",
        index=4,
    ),
    make_row("TT\tTập thể, cá nhân\tHình thức đề nghị khen thưởng", "PHỤ LỤC", index=5),
    make_row("1\tXã đoàn Tân Hội\tBằng khen", "PHỤ LỤC", index=6),
)


def guess(passages: tuple[Passage, ...], below: float = 0.0) -> tuple[RoleSuggestion, ...]:
    """Suggestions of the shipped model."""
    return guess_roles(role_model(), passages, embed_texts, abstain_below=below).suggestions


@pytest.fixture(scope="module")
def suggestions() -> tuple[RoleSuggestion, ...]:
    """Suggestions for the report above, with nothing left open."""
    return guess(REPORT)


def test_every_passage_gets_one_suggestion_in_order(
    suggestions: tuple[RoleSuggestion, ...],
) -> None:
    """Nothing is lost between passages and suggestions."""
    assert [s.passage for s in suggestions] == [p.id for p in REPORT]


def test_a_report_without_passages_has_no_suggestions() -> None:
    """An empty report is no error: no rows, nothing suggested."""
    empty = guess_roles(role_model(), (), embed_texts, abstain_below=0.35)
    assert (empty.probabilities.shape, empty.suggestions) == ((0, len(ROLES)), ())


def test_below_the_threshold_the_role_is_left_open() -> None:
    """No passage is sure beyond every doubt: at a threshold above 1 all are open."""
    assert {s.role for s in guess(REPORT[:2], below=1.01)} == {None}


def test_an_abstention_says_what_comes_nearest() -> None:
    """Where the role is open the reason still helps a person to decide."""
    assert guess(REPORT[:1], below=1.01)[0].reason.startswith(
        "Chưa chắc, gần nhất là quán triệt, tuyên truyền"
    )


def test_at_the_threshold_the_role_is_given() -> None:
    """The threshold is the smallest confidence that still counts."""
    sure = guess_roles(role_model(), REPORT[:1], embed_texts, abstain_below=0.0).probabilities.max()
    assert guess(REPORT[:1], below=float(sure))[0].role is Role.DISSEMINATION


def test_a_reason_names_role_and_heading_in_vietnamese(
    suggestions: tuple[RoleSuggestion, ...],
) -> None:
    """A person reads why: the role's name and the nearest heading."""
    assert "bài học" in suggestions[4].reason
    assert "đề mục “III. BÀI HỌC KINH NGHIỆM”" in suggestions[4].reason


@pytest.mark.parametrize("place", range(len(REPORT)))
def test_a_reason_quotes_only_words_of_the_passage(
    suggestions: tuple[RoleSuggestion, ...], place: int
) -> None:
    """What stands in quotation marks after the heading stands in the passage too."""
    _, _, named = suggestions[place].reason.partition("từ ngữ ")
    syllables = set(matching_key(REPORT[place].text).split())
    for word in re.findall("“([^”]+)”", named):
        assert set(matching_key(word).split()) <= syllables


def test_reasons_do_name_words(suggestions: tuple[RoleSuggestion, ...]) -> None:
    """The claim above is not empty: telling words are shown."""
    assert "từ ngữ “" in suggestions[0].reason


def test_a_passage_without_heading_is_explained_without_one() -> None:
    """The reason names no heading that is not there."""
    assert "đề mục" not in guess((make_passage(REPORT[4].text),))[0].reason


def test_rows_follow_the_passage_above_the_table(suggestions: tuple[RoleSuggestion, ...]) -> None:
    """Head and rows of a table of results are results."""
    assert [s.role for s in suggestions[1:4]] == [Role.RESULTS] * 3


def test_a_table_of_commendations_is_known_by_its_head(
    suggestions: tuple[RoleSuggestion, ...],
) -> None:
    """The rows are commendations although a lesson stands before the table."""
    assert [s.role for s in suggestions[5:]] == [Role.COMMENDATIONS] * 2


def test_a_row_at_the_very_beginning_is_read_by_itself() -> None:
    """Nothing stands above it, so the model decides."""
    row = make_row("Số trẻ được học bơi\t6.140 em\tđạt 102% kế hoạch", "KẾT QUẢ THỰC HIỆN")
    assert guess((row,))[0].role is Role.RESULTS


def test_rows_do_not_follow_across_a_heading() -> None:
    """A table that opens a section of its own has nothing to do with the section before it."""
    passages = (
        make_passage("Đã mở 212 lớp dạy bơi cho trẻ em.", "I. KẾT QUẢ THỰC HIỆN"),
        make_row("1\tChưa có hồ bơi\t9 xã còn thiếu", "II. TỒN TẠI, HẠN CHẾ", index=1),
    )
    assert guess(passages)[1].role is Role.LIMITATIONS


def test_rows_follow_the_lead_in_that_stands_as_their_heading() -> None:
    """A lead-in above a table becomes a heading of its rows; they still follow it."""
    lead = "Kết quả dạy bơi cho trẻ em các xã như sau:"
    passages = (
        make_passage(lead, "II. KẾT QUẢ THỰC HIỆN"),
        make_row("Tân Hội\t412", "II. KẾT QUẢ THỰC HIỆN", lead, index=1),
    )
    assert guess(passages)[1].reason == "Dòng của bảng, theo phần đứng trước nó."


def test_the_section_is_the_one_that_gathers_the_role() -> None:
    """One section holds the role: the wording is not asked."""
    assert section_for(CAMPAIGN, Role.CAUSES, "bất kỳ") == "han-che"


@pytest.mark.parametrize(
    ("wording", "section"),
    [
        ("III. Bài học kinh nghiệm. Phải dạy bơi từ sớm", "bai-hoc"),
        ("IV. Mô hình sáng tạo, cách làm hay. Ao làng hóa hồ bơi", "mo-hinh"),
    ],
)
def test_of_two_sections_the_wording_decides(wording: str, section: str) -> None:
    """Lessons and models share a role; the title that shares most words wins."""
    assert section_for(CAMPAIGN, Role.LESSONS, wording) == section


def test_of_two_sections_that_share_nothing_the_first_is_taken() -> None:
    """Without a common word the order of the outline decides."""
    assert section_for(CAMPAIGN, Role.LESSONS, "Xyz") == "bai-hoc"


def test_a_role_outside_the_outline_has_no_section() -> None:
    """The plan asks for no commendations."""
    assert section_for(CAMPAIGN, Role.COMMENDATIONS, "Đề nghị khen thưởng") is None


def test_an_open_role_has_no_section() -> None:
    """Where the system abstains there is nothing to place."""
    assert section_for(CAMPAIGN, None, "Bài học kinh nghiệm") is None


def test_sections_read_headings_and_text_together(
    suggestions: tuple[RoleSuggestion, ...],
) -> None:
    """The passage under the heading of lessons goes to the section of lessons."""
    assert suggest_sections(CAMPAIGN, REPORT, suggestions)[4].section == "bai-hoc"
