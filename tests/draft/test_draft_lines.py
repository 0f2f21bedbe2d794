"""What the lines of a draft say, and where they stand."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from docx.oxml.ns import qn

from pipeline.draft.chapters import build_chapters
from pipeline.draft.lines import as_sentence
from pipeline.draft.material import Material
from pipeline.records import StatementKind

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from pipeline.draft import DraftInput

_COUNT = re.compile(r"\((\d+)/(\d+) đơn vị: (.+)\)$")


def _paragraphs(document: WordDocument) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def _marked(document: WordDocument, prefix: str) -> dict[str, str]:
    """Words between the ends of each bookmark whose name begins with `prefix`."""
    found = {}
    for start in document.element.iter(qn("w:bookmarkStart")):
        name = start.get(qn("w:name"))
        words = ""
        for sibling in start.itersiblings():
            if sibling.tag == qn("w:bookmarkEnd"):
                break
            words += "".join(text.text or "" for text in sibling.iter(qn("w:t")))
        if name.startswith(prefix):
            found[name.removeprefix(prefix)] = words
    return found


def _support(document: WordDocument, idea: str) -> str:
    paragraph = next(
        start.getparent()
        for start in document.element.iter(qn("w:bookmarkStart"))
        if start.get(qn("w:name")) == f"y_{idea}"
    )
    return "".join(text.text for text in paragraph.iter(qn("w:t")) if text.text)


def test_a_line_is_found_word_for_word_in_a_statement(
    draft: DraftInput, document: WordDocument
) -> None:
    """But for first letter and full stop, every line stands so in a statement of its idea."""
    said = {statement.id: statement.text.lower() for statement in draft.statements}
    lines = _marked(document, "y_")
    assert len(lines) == len(draft.ideas)
    for idea in draft.ideas:
        words = lines[idea.id].removesuffix(".").lower()
        assert any(words in said[id_] for id_ in idea.statements)


def test_every_idea_appears_exactly_once(draft: DraftInput, document: WordDocument) -> None:
    """No idea is lost, none is told twice, not even one that no section holds."""
    names = [start.get(qn("w:name")) for start in document.element.iter(qn("w:bookmarkStart"))]
    assert sorted(name for name in names if name.startswith("y_")) == sorted(
        f"y_{idea.id}" for idea in draft.ideas
    )


def test_support_equals_the_recount(draft: DraftInput, document: WordDocument) -> None:
    """The counts after a line are those of the files in which its statements stand."""
    unit_of = {submission.sha256: submission.unit for submission in draft.submissions}
    statements = {statement.id: statement for statement in draft.statements}
    for idea in draft.ideas:
        units = {unit_of[statements[id_].sha256] for id_ in idea.statements}
        counted = _COUNT.search(_support(document, idea.id))
        if len(units) == 1:
            assert counted is None
        else:
            assert counted
            assert (int(counted[1]), int(counted[2])) == (len(units), 4)
            assert len(counted[3].split(", ")) == len(units)


def test_a_single_unit_stands_alone_in_brackets(document: WordDocument) -> None:
    """A line that one unit supports ends with its short name."""
    assert any(
        text.endswith("không có vùng cấm. (Huyện ủy Nậm Sơn)") for text in _paragraphs(document)
    )


def test_the_better_supported_line_comes_first(document: WordDocument) -> None:
    """Within a kind the line of more units has the smaller number."""
    texts = _paragraphs(document)
    start = texts.index("1- Bài học kinh nghiệm")
    assert texts[start + 1].startswith("(1) Giữ rừng phải dựa vào người dân")
    assert texts[start + 2].startswith("(2) Xử lý vi phạm")


def test_recommendations_stand_under_their_addressee_the_highest_first(
    document: WordDocument,
) -> None:
    """Government, then province committee, then province authority."""
    headings = [text for text in _paragraphs(document) if "Đối với " in text]
    assert headings == [
        "a) Đối với Chính phủ",
        "b) Đối với Ban Thường vụ Tỉnh ủy",
        "c) Đối với UBND tỉnh",
    ]


def test_one_addressee_spelt_two_ways_is_one_group(draft: DraftInput) -> None:
    """Old and new placement of tone marks do not part recommendations."""
    asked = [idea for idea in draft.ideas if idea.kind is StatementKind.RECOMMENDATION]
    spelling = dict(
        zip((idea.statements[0] for idea in asked), ("Tỉnh ủy", "Tỉnh uỷ"), strict=False)
    )
    statements = tuple(
        replace(s, addressee=spelling.get(s.id, "Sở Nội vụ")) for s in draft.statements
    )
    ideas = tuple(replace(idea, statements=idea.statements[:1]) for idea in asked)
    chapters = build_chapters(Material(replace(draft, statements=statements, ideas=ideas)))
    titles = [sub.title for c in chapters for group in c.groups for sub in group.subgroups]
    assert titles == ["Đối với Tỉnh ủy", "Đối với Sở Nội vụ"]


def test_an_idea_of_no_section_stands_in_a_last_chapter(document: WordDocument) -> None:
    """What the outline does not hold is told apart, not dropped."""
    texts = _paragraphs(document)
    last = texts.index("VI- CÁC Ý CHƯA XẾP ĐƯỢC VÀO ĐỀ CƯƠNG")
    assert texts[last + 1].startswith("(1) Ảnh vệ tinh phải được đối chiếu")


def test_a_section_without_contribution_says_so(document: WordDocument) -> None:
    """An empty chapter is no gap that a reader must explain."""
    texts = _paragraphs(document)
    assert texts[texts.index("V- ĐỀ NGHỊ KHEN THƯỞNG") + 1].startswith("Chưa có đơn vị nào")


def test_a_unit_tells_at_most_two_passages_those_with_figures_first(
    draft: DraftInput, document: WordDocument
) -> None:
    """Of four passages the two with figures stand, by their first sentence."""
    lines = _marked(document, "d_")
    told = [
        lines[id_]
        for id_, suggestion in draft.suggestions.items()
        if id_ in lines and suggestion.section == "ket-qua" and "rừng" in lines[id_]
    ]
    assert told == [
        "Trong 5 năm, huyện giao khoán 12.450 ha rừng cho 1.860 hộ, đạt 97,5%.",
        "Toàn huyện trồng mới 315 ha rừng phòng hộ, tỷ lệ cây sống đạt trên 90%.",
    ]


def test_passages_not_told_are_counted(document: WordDocument) -> None:
    """The reader learns that reports hold more than the draft shows."""
    assert "(Báo cáo của 1 đơn vị còn 2 đoạn khác về nội dung này.)" in _paragraphs(document)


def test_units_tell_in_the_order_of_the_register(document: WordDocument) -> None:
    """The order in which units are listed is that of the campaign, not of file names."""
    texts = _paragraphs(document)
    start = texts.index("I- KẾT QUẢ THỰC HIỆN CHỈ THỊ")
    named = [text.rsplit("(", 1)[1].removesuffix(")") for text in texts[start + 1 : start + 5]]
    assert named == ["Huyện ủy Đắk Ru", "Huyện ủy Đắk Ru", "Huyện ủy Suối Bạc", "Chi cục Kiểm lâm"]


def test_the_opening_counts_reports_and_merged_lines(document: WordDocument) -> None:
    """The opening names the reviewed document and gives the figures of this draft."""
    opening = next(text for text in _paragraphs(document) if text.startswith("Thực hiện việc"))
    assert "Chỉ thị số 09-CT/TU, ngày 05/4/2019" in opening
    assert "báo cáo của 4/5 đơn vị (trong đó 1 đơn vị gửi sau thời hạn)" in opening
    assert opening.endswith(
        "Báo cáo tổng hợp 3 bài học kinh nghiệm, 1 cách làm hay và 3 đề xuất, kiến nghị "
        "từ báo cáo của các đơn vị."
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("- Một là, phải nghe dân;", "Phải nghe dân."),
        ("Bài học thứ hai là dân tin thì việc chạy", "Dân tin thì việc chạy."),
        ("Kinh nghiệm đầu tiên là phải nghe dân cho hết", "Phải nghe dân cho hết."),
        ("Bài học từ đây là đảng viên phải làm trước", "Đảng viên phải làm trước."),
        ("Thực tiễn huyện nhà khẳng định rừng cần có người giữ", "Rừng cần có người giữ."),
        ("Rút ra là phải giữ rừng từ gốc", "Phải giữ rừng từ gốc."),
        ("Sáu là phải giữ rừng từ gốc", "Phải giữ rừng từ gốc."),
        ("Việc thứ năm, ngân hàng cho dân vay vốn", "Ngân hàng cho dân vay vốn."),
        ("Nhìn rộng ra, mặt khác, rừng cần có người giữ", "Rừng cần có người giữ."),
        ("Đồng thời nơi đến phải có nước sạch", "Nơi đến phải có nước sạch."),
        ("Riêng, từng hộ phải ký cam kết", "Từng hộ phải ký cam kết."),
        ("Riêng đồng bào vùng sâu cần được ưu tiên", "Riêng đồng bào vùng sâu cần được ưu tiên."),
        ("Thưa đồng chí Bí thư, rừng cần có người giữ", "Rừng cần có người giữ."),
        ("Bài học thứ hai là phải nghe dân", "Bài học thứ hai là phải nghe dân."),
        ("Việc giữ rừng là của dân", "Việc giữ rừng là của dân."),
        ("a) đề nghị sửa luật./.", "Đề nghị sửa luật."),
        ("1.250 tỷ đồng đã giải ngân", "1.250 tỷ đồng đã giải ngân."),
        ("ở đâu dân tin, ở đó việc chạy.", "Ở đâu dân tin, ở đó việc chạy."),
    ],
)
def test_only_the_edges_of_a_sentence_change(typed: str, sentence: str) -> None:
    """Openers go where 5 words remain, the first letter rises, one full stop closes."""
    assert as_sentence(typed) == sentence


def test_a_line_of_very_many_units_names_twelve(draft: DraftInput) -> None:
    """A line stays readable in a campaign of 150 units: the count is whole, the names are not."""
    units = tuple(f"xa-{number:03d}" for number in range(150))
    idea = replace(draft.ideas[0], units=units)
    register = tuple(replace(draft.register[0], unit=unit, name=unit) for unit in units)
    chapters = build_chapters(Material(replace(draft, ideas=(idea,), register=register)))
    support = next(
        line.support for c in chapters for g in c.groups for line in g.lines if g.numbered
    )
    assert support.startswith("(150/150 đơn vị: xa-000, ")
    assert support.endswith("xa-011 và 138 đơn vị khác)")
