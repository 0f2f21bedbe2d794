"""How much a report says: figures, empty sentences, thin reports, thin and missing sections."""

from __future__ import annotations

import pytest
from hand_made import CAMPAIGN, make_passage

from pipeline.compare import judge_report, judge_reports
from pipeline.compare.sentences import count_figures, is_empty
from pipeline.records import Passage, ReportQuality, Role, RoleSuggestion

_FULL = "Năm {}, xã An Phú mở {} lớp bơi cho 218 em, có 4 giáo viên dạy, hết 36,5 triệu đồng."
_EMPTY = (
    "Cấp ủy, chính quyền các cấp đã quan tâm, tăng cường lãnh đạo, chỉ đạo công tác này.",
    "Công tác tuyên truyền được đẩy mạnh, từng bước nâng cao nhận thức của nhân dân.",
    "Các ngành, đoàn thể chủ động phối hợp chặt chẽ, đạt được nhiều kết quả tích cực.",
)
_SECTIONS = {
    Role.DISSEMINATION: "quan-triet",
    Role.RESULTS: "ket-qua",
    Role.LIMITATIONS: "han-che",
    Role.CAUSES: "han-che",
    Role.LESSONS: "bai-hoc",
    Role.RECOMMENDATIONS: "kien-nghi",
}
_Report = tuple[list[Passage], list[RoleSuggestion]]


def _report(sha256: str, *told: tuple[Role, str]) -> _Report:
    """Passages of one report, each with its role and the section that gathers it."""
    passages = [make_passage(text, sha256=sha256, index=i) for i, (_, text) in enumerate(told)]
    suggestions = [
        RoleSuggestion(
            passage=passage.id, role=role, section=_SECTIONS.get(role), confidence=0.9, reason=""
        )
        for passage, (role, _) in zip(passages, told, strict=True)
    ]
    return passages, suggestions


def _judged(*told: tuple[Role, str]) -> ReportQuality:
    passages, suggestions = _report("1a" * 32, *told)
    return judge_report(passages, suggestions, CAMPAIGN)


def _full(sha256: str) -> _Report:
    return _report(sha256, *((Role.RESULTS, _FULL.format(2014 + i, 3 + i)) for i in range(9)))


def _formal(sha256: str, role: Role = Role.RESULTS) -> _Report:
    return _report(sha256, *((role, text) for text in _EMPTY * 3))


def _compared(*reports: _Report) -> list[ReportQuality]:
    passages = {own[0].sha256: own for own, _ in reports}
    suggestions = {own[0].sha256: roles for own, roles in reports}
    return list(judge_reports(passages, suggestions, CAMPAIGN))


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("3. Mở 24 lớp bơi cho 1.126 em, đạt 75,4%.", 3),
        ("Thực hiện Kế hoạch số 118-KH/TU, ngày 14/4/2023 của Tỉnh ủy.", 0),
        ("Giai đoạn 2016 - 2020, quốc lộ 1 qua thôn 3 được mở rộng.", 0),
        ("Năm 2022 có 45.799/36.875 tỷ đồng được giải ngân.", 1),
    ],
)
def test_figures_are_numbers_that_count_something(text: str, figures: int) -> None:
    """Dates, years, document numbers, roads and markers are none."""
    assert count_figures(text) == figures


@pytest.mark.parametrize(
    ("sentence", "empty"),
    [
        (_EMPTY[0], True),
        (_FULL.format(2019, 4), False),
        ("Xã An Phú tích cực vận động người dân làm rào quanh ao.", False),
        ('Mô hình "Bến nước an toàn" được quan tâm nhân rộng.', False),
        ("Nhiều em nhỏ chưa biết bơi vì trường không có hồ.", False),
    ],
)
def test_an_empty_sentence_has_stock_verbs_and_nothing_else(sentence: str, *, empty: bool) -> None:
    """A number, a name, a place, a quotation or a plain fact says something."""
    assert is_empty(sentence) is empty


def test_a_report_of_empty_sentences_is_thin_beside_others() -> None:
    """Its reason names the share and what the others have."""
    *others, formal = _compared(_full("1a" * 32), _full("2b" * 32), _formal("3c" * 32))
    assert [other.thin for other in others] == [False, False]
    assert formal.thin
    assert "100 %" in formal.reason
    assert "các báo cáo khác" in formal.reason


def test_tasks_for_the_time_to_come_are_not_counted_as_empty() -> None:
    """Directions are made of such verbs in every report."""
    assert _compared(_full("1a" * 32), _formal("2b" * 32, Role.DIRECTIONS))[1].empty_share == 0


def test_many_figures_keep_a_report_from_being_thin() -> None:
    """A report that counts more than the others says something."""
    mixed = _report(
        "2b" * 32,
        *((Role.RESULTS, text) for text in _EMPTY * 3),
        *((Role.CONTEXT, _FULL.format(2014 + i, 3 + i) * 2) for i in range(9)),
    )
    sparse = _report("1a" * 32, *((Role.RESULTS, "Tổ tuần tra đi hai lượt mỗi ngày."),) * 9)
    assert not _compared(sparse, mixed)[1].thin


def test_missing_sections_are_named() -> None:
    """A section of the outline to which no passage was given is missing."""
    notes = _judged((Role.RESULTS, _FULL.format(2019, 4) * 3)).sections
    missing = [note.section for note in notes if note.state == "missing"]
    assert missing == ["quan-triet", "han-che", "bai-hoc", "mo-hinh", "kien-nghi"]


def test_a_section_of_few_words_is_thin() -> None:
    """A line that stands for a whole section is told with its number of words."""
    notes = {note.section: note for note in _judged((Role.LESSONS, "Phải sát dân.")).sections}
    assert (notes["bai-hoc"].state, notes["bai-hoc"].reason) == ("thin", "Cả mục chỉ có 3 chữ.")


def test_a_section_of_empty_sentences_is_thin() -> None:
    """Many words may say nothing."""
    notes = {n.section: n for n in _judged(*((Role.RESULTS, text) for text in _EMPTY)).sections}
    assert notes["ket-qua"].state == "thin"
    assert notes["ket-qua"].reason.startswith("3/3 câu")


@pytest.mark.parametrize(
    ("causes", "noted"),
    [
        ("Nguyên nhân chính là hồ bơi ở xa nơi các em học và đường đến đó không có xe đò.", False),
        ("Hồ bơi ở xa nơi các em học và đường đến đó không có xe đò, cha mẹ lại đi làm xa.", True),
    ],
)
def test_a_part_of_a_section_may_be_missing(causes: str, *, noted: bool) -> None:
    """Limitations without a cause, in role and in wording, are told."""
    limits = "Còn 7 xã chưa có hồ bơi; 412 em từ 6 đến 10 tuổi chưa biết bơi, nhất là ở vùng sâu, ven kênh rạch lớn."
    notes = _judged((Role.LIMITATIONS, limits), (Role.LIMITATIONS, causes)).sections
    reasons = [note.reason for note in notes if note.section == "han-che"]
    assert reasons == (["Mục không có phần nguyên nhân."] if noted else [])
