"""Statements: what is found where, what only looks like one, and that each is a span."""

from __future__ import annotations

import pytest
from hand_made import certain, make_passage, make_row, statement_model
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.meaning import embed_texts
from pipeline.mine import Mark, label_clauses, mine_statements, tabulate_clauses
from pipeline.mine.asking import is_reported, quotes_leader
from pipeline.records import Passage, Role, Statement, StatementKind

ASKS = "V. ĐỀ XUẤT, KIẾN NGHỊ"
LEARNT = "IV. BÀI HỌC KINH NGHIỆM"
LACKS = "III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN"
SECTIONS = {
    StatementKind.RECOMMENDATION: "kien-nghi",
    StatementKind.LESSON: "bai-hoc",
    StatementKind.LIMITATION: "han-che",
    StatementKind.CAUSE: "nguyen-nhan",
}


def mine(*found: tuple[Passage, Role]) -> tuple[Statement, ...]:
    """Statements of passages whose roles are known."""
    passages = [
        make_passage(p.text, *p.heading, kind=p.kind, index=i) for i, (p, _) in enumerate(found)
    ]
    return mine_statements(
        statement_model(),
        passages,
        roles=certain(*(role for _, role in found)),
        sections=SECTIONS,
        embed=embed_texts,
    )


def asked(text: str) -> tuple[Statement, ...]:
    """Statements of one passage below the heading of recommendations."""
    return mine((make_passage(text, ASKS), Role.RECOMMENDATIONS))


def test_a_lesson_in_its_section_is_found() -> None:
    """The plainest case: a list item below its heading."""
    text = "- Thứ nhất, phải dạy bơi cho trẻ ngay từ lớp ba, không chờ đến khi có hồ bơi kiên cố."
    (found,) = mine((make_passage(text, LEARNT), Role.LESSONS))
    assert (found.kind, found.section, found.addressee) == (StatementKind.LESSON, "bai-hoc", None)


def test_a_lesson_outside_its_section_is_found() -> None:
    """An insight told among results is an insight still."""
    text = (
        "Năm 2021 toàn huyện mở 41 lớp dạy bơi. Kinh nghiệm cho thấy phải có phụ huynh cùng trông lớp "
        "thì trẻ mới học đến cùng."
    )
    (found,) = mine((make_passage(text, "II. KẾT QUẢ THỰC HIỆN"), Role.RESULTS))
    assert found.kind is StatementKind.LESSON
    assert "phải có phụ huynh cùng trông lớp" in found.text


def test_two_recommendations_of_one_passage_are_two_statements() -> None:
    """One claim each, both addressed by the lead-in."""
    found = asked(
        "1. Kiến nghị UBND tỉnh: (1) bố trí kinh phí xây dựng hồ bơi tại các xã cù lao; "
        "(2) ban hành chính sách hỗ trợ giáo viên dạy bơi ở vùng sâu."
    )
    assert [s.text for s in found] == [
        "bố trí kinh phí xây dựng hồ bơi tại các xã cù lao",
        "ban hành chính sách hỗ trợ giáo viên dạy bơi ở vùng sâu",
    ]
    assert [s.addressee for s in found] == ["UBND tỉnh"] * 2


def test_a_recommendation_carries_kind_section_and_addressee() -> None:
    """All that the synthesis needs stands in the record."""
    (found,) = asked("- Đề nghị Chính phủ sớm ban hành nghị định về an toàn bến bãi.")
    assert (found.kind, found.section) == (StatementKind.RECOMMENDATION, "kien-nghi")
    assert found.addressee == "Chính phủ"


@pytest.mark.parametrize(
    "text",
    [
        "- Việc mở lớp dạy bơi ở một số xã cù lao còn chậm, chưa đạt chỉ tiêu huyện giao.",
        "Tuy nhiên, công tác kiểm tra bến đò ngang ở cơ sở chưa thường xuyên, còn hình thức.",
    ],
)
def test_a_shortcoming_is_a_statement_with_its_section(text: str) -> None:
    """What a report admits is gathered in the section of limitations and addresses nobody."""
    (found,) = mine((make_passage(text, LACKS), Role.LIMITATIONS))
    assert (found.kind, found.section, found.addressee) == (
        StatementKind.LIMITATION,
        "han-che",
        None,
    )


@pytest.mark.parametrize(
    "text",
    [
        "- Nguyên nhân chủ yếu là do người đứng đầu một số cấp ủy chưa quan tâm chỉ đạo.",
        "Những hạn chế trên là do kinh phí dạy bơi của các xã phụ thuộc vào nguồn vận động.",
    ],
)
def test_a_cause_is_a_statement_with_its_section(text: str) -> None:
    """Why it came so is another kind than what is lacking."""
    (found,) = mine((make_passage(text, LACKS), Role.CAUSES))
    assert (found.kind, found.section, found.addressee) == (
        StatementKind.CAUSE,
        "nguyen-nhan",
        None,
    )


def test_a_demand_inside_a_limitation_is_a_recommendation() -> None:
    """Who asks for help while he admits a lack is heard; the demand is no second limitation."""
    demand = "kiến nghị tỉnh sớm bố trí kinh phí xây dựng hồ bơi cho các xã này"
    text = f"Một số xã chưa có hồ bơi do thiếu kinh phí; {demand}."
    found = mine((make_passage(text, LACKS), Role.LIMITATIONS))
    assert [s.kind for s in found if s.text == demand] == [StatementKind.RECOMMENDATION]


def test_plain_results_state_nothing() -> None:
    """Figures of work done are neither lesson nor demand."""
    text = "Trong 5 năm, toàn huyện mở 212 lớp dạy bơi cho 6.140 trẻ em, đạt 102% kế hoạch."
    assert mine((make_passage(text, "II. KẾT QUẢ"), Role.RESULTS)) == ()


LOOK_ALIKES = [
    "Huyện đã đề nghị tỉnh bổ sung 2 tỷ đồng và đã được cấp đủ trong năm 2020.",
    "Theo đề nghị của Sở Y tế, các trạm y tế xã đã được cấp tủ thuốc sơ cứu.",
    "Kiến nghị của cử tri về lan can cầu Kinh Mới đã được giải quyết dứt điểm.",
    "Các ý kiến, kiến nghị của cử tri đã được UBND huyện trả lời bằng văn bản.",
]


@pytest.mark.parametrize("text", LOOK_ALIKES)
@pytest.mark.parametrize("role", [Role.RESULTS, Role.RECOMMENDATIONS])
def test_a_demand_that_is_only_told_of_is_no_recommendation(text: str, role: Role) -> None:
    """What was asked before and answered is history, wherever it stands."""
    found = mine((make_passage(text, "II. KẾT QUẢ THỰC HIỆN"), role))
    assert not [s for s in found if s.kind is StatementKind.RECOMMENDATION]


@pytest.mark.parametrize("clause", LOOK_ALIKES[:3])
def test_the_rule_knows_a_told_demand(clause: str) -> None:
    """The rule alone decides, whatever the model learnt."""
    assert is_reported(clause)


@pytest.mark.parametrize(
    "clause",
    [
        "Huyện đã đề nghị nhưng chưa được cấp, nay tiếp tục đề nghị tỉnh bổ sung 2 tỷ đồng",
        "Đề nghị UBND tỉnh thu hồi các dự án đã được chấp thuận mà không làm",
        "đề nghị tỉnh xem xét, giải quyết các kiến nghị đã nêu",
        "Kiến nghị của cử tri về lan can cầu chưa được giải quyết, đề nghị tỉnh sớm xử lý",
        "bố trí kinh phí cho các xã cù lao",
    ],
)
def test_a_demand_made_now_is_no_told_one(clause: str) -> None:
    """History inside a demand does not undo it."""
    assert not is_reported(clause)


def test_a_demand_that_goes_on_is_a_recommendation() -> None:
    """Who writes "tiếp tục đề nghị" asks again."""
    found = asked("Tiếp tục đề nghị UBND tỉnh bố trí kinh phí xây dựng hồ bơi cho các xã cù lao.")
    assert [s.kind for s in found] == [StatementKind.RECOMMENDATION]


def test_rows_of_tables_state_nothing() -> None:
    """A demand inside a table is not mined."""
    row = make_row("1\tĐề nghị UBND tỉnh bố trí kinh phí xây hồ bơi", ASKS)
    assert mine((row, Role.RECOMMENDATIONS)) == ()


def test_no_passages_no_statements() -> None:
    """An empty report is no error."""
    assert mine() == ()


def test_statements_stand_in_the_order_of_the_text() -> None:
    """First by passage, then by place."""
    found = mine(
        (
            make_passage("- Đề nghị UBND tỉnh cấp phao cứu sinh cho các bến đò ngang.", ASKS),
            Role.RECOMMENDATIONS,
        ),
        (
            make_passage("- Đề nghị Sở Y tế tập huấn sơ cứu cho giáo viên thể dục.", ASKS),
            Role.RECOMMENDATIONS,
        ),
    )
    assert [s.addressee for s in found] == ["UBND tỉnh", "Sở Y tế"]


SENTENCES = st.sampled_from(
    [
        "Đề nghị UBND tỉnh bố trí kinh phí xây hồ bơi (2 cái; loại nhỏ) cho xã cù lao",
        "phải dạy bơi cho trẻ ngay từ lớp ba, nhờ đó tai nạn giảm hẳn qua từng năm",
        "Thực tiễn cho thấy nơi nào bí thư chi bộ vào cuộc thì nơi đó không còn bến trống",
        "Đã mở 212 lớp cho 6.140 trẻ em, đạt 102% kế hoạch",
        "Mô hình “Ao làng an toàn” ở xã Tân Hội cần được nhân rộng",
        "kiến nghị Bộ Tài chính: sớm hướng dẫn nguồn chi dạy bơi",
    ]
)


@settings(deadline=None, max_examples=40)
@given(
    sentences=st.lists(SENTENCES, min_size=1, max_size=5),
    joint=st.sampled_from([". ", "; ", ". - ", "; (2) "]),
    role=st.sampled_from(list(Role)),
)
def test_every_statement_is_word_for_word_in_its_passage(
    sentences: list[str], joint: str, role: Role
) -> None:
    """text[start:end] gives the statement again, and no two of a passage overlap."""
    passage = make_passage(joint.join(sentences) + ".", ASKS)
    found = mine((passage, role))
    cursor = 0
    for statement in found:
        assert passage.text[statement.start : statement.end] == statement.text
        assert statement.text == statement.text.strip()
        assert statement.start >= cursor
        cursor = statement.end


def test_a_clause_takes_the_kind_of_the_mark_that_it_means() -> None:
    """Training: a mark over half of the shorter span labels the clause, nothing else does."""
    text = "Phải rào kín ao hồ quanh trường; đã trồng 300 cây xanh trong sân."
    passage = make_passage(text)
    table = tabulate_clauses([passage])
    mark = Mark(owner=0, start=0, end=text.index(";"), kind=StatementKind.LESSON)
    assert label_clauses(table, [passage], [mark]) == ["lesson", "none"]


@pytest.mark.parametrize(
    ("before", "clause", "quoted"),
    [
        ("Như Bác Hồ đã từng dạy: ", "“Việc gì có lợi cho dân thì hết sức làm", True),
        ("Chủ tịch Hồ Chí Minh căn dặn cán bộ ", "“phải gần dân, hiểu dân", True),
        ("Chỉ thị số 07-CT/TU nêu: ", "“phải có người trông bến đò", False),
        ("Như Bác Hồ đã từng dạy, ", "phải dạy bơi cho trẻ", False),
        ("Người dân thấy rằng ", "“bến có người trông thì yên tâm", False),
    ],
)
def test_the_words_of_a_leader_are_no_claim_of_the_unit(
    before: str,
    clause: str,
    quoted: bool,  # noqa: FBT001 - an expected value
) -> None:
    """Every report quotes them; a document's words and the unit's own are another matter."""
    assert quotes_leader(before, clause) is quoted
