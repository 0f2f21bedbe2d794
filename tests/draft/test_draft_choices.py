"""Which words of the reports a draft prints, under whose name and heading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.draft.chapters import Chapter, build_chapters
from pipeline.draft.lines import as_sentence
from pipeline.draft.material import Material
from pipeline.records import Passage, Role, RoleSuggestion, Sentence, StatementKind, make_id

if TYPE_CHECKING:
    from pipeline.draft import DraftInput
    from pipeline.draft.lines import Line
    from pipeline.records import Idea


def _lines(draft: DraftInput) -> list[Line]:
    chapters = build_chapters(Material(draft))
    groups = [group for chapter in chapters for group in chapter.groups]
    groups += [subgroup for group in groups for subgroup in group.subgroups]
    return [line for group in groups for line in group.lines]


def _line_of(draft: DraftInput, idea: Idea) -> Line:
    return next(line for line in _lines(draft) if line.bookmark == f"y_{idea.id}")


def _retold(draft: DraftInput, idea: Idea, texts: list[str]) -> DraftInput:
    """The draft whose idea has these statements, in reading order; the first represents it."""
    said = Material(draft).statements_of(idea)
    new = {s.id: replace(s, text=text) for s, text in zip(said, texts, strict=True)}
    statements = tuple(new.get(s.id, s) for s in draft.statements)
    ideas = tuple(replace(i, text=texts[0]) if i is idea else i for i in draft.ideas)
    return replace(draft, statements=statements, ideas=ideas)


def _headings(draft: DraftInput, *addressees: list[str]) -> list[str]:
    """Headings of recommendations whose statements name `addressees`, an idea each."""
    statements = list(draft.statements)[: sum(map(len, addressees))]
    ideas, named = [], []
    for names in addressees:
        held = [replace(statements.pop(), addressee=name) for name in names]
        named += held
        ids = tuple(s.id for s in held)
        ideas.append(replace(_asked(draft), id=make_id(*ids), statements=ids))
    made = replace(draft, ideas=tuple(ideas), statements=tuple(named))
    return [
        subgroup.title or ""
        for chapter in build_chapters(Material(made))
        for group in chapter.groups
        for subgroup in group.subgroups
    ]


def _asked(draft: DraftInput) -> Idea:
    return next(idea for idea in draft.ideas if idea.kind is StatementKind.RECOMMENDATION)


def _with_passages(draft: DraftInput, said: list[tuple[str, tuple[str, ...]]]) -> DraftInput:
    """The draft whose first section holds only these passages: unit, sentences."""
    sha256 = {s.unit: s.sha256 for s in draft.submissions}
    passages, suggestions = {}, {}
    for index, (unit, sentences) in enumerate(said):
        text = " ".join(sentences)
        starts = [text.index(sentence) for sentence in sentences]
        passage = Passage(
            id=make_id("told", index),
            sha256=sha256[unit],
            index=100 + index,
            page=None,
            kind=next(iter(draft.passages.values())).kind,
            heading=("II- KẾT QUẢ",),
            start=0,
            end=len(text),
            text=text,
            sentences=tuple(
                Sentence(start=start, end=start + len(sentence), words=())
                for start, sentence in zip(starts, sentences, strict=True)
            ),
        )
        passages[passage.id] = passage
        suggestions[passage.id] = RoleSuggestion(
            passage=passage.id, role=Role.RESULTS, section="ket-qua", confidence=0.9, reason=""
        )
    return replace(draft, ideas=(), statements=(), passages=passages, suggestions=suggestions)


def _first_chapter(draft: DraftInput) -> list[tuple[str, str]]:
    chapter: Chapter = build_chapters(Material(draft))[0]
    return [(line.text, line.support) for group in chapter.groups for line in group.lines]


@pytest.mark.parametrize(
    ("typed", "names", "sentence"),
    [
        (
            "Đề nghị UBND tỉnh chưa tăng mức khoán rừng",
            ("UBND tỉnh",),
            "Chưa tăng mức khoán rừng.",
        ),
        (
            "Thành ủy kiến nghị Quốc hội bỏ khung giá đất rừng",
            ("Quốc hội",),
            "Bỏ khung giá đất rừng.",
        ),
        (
            "Đề nghị UBND tỉnh và Sở Nội vụ thêm kiểm lâm",
            ("UBND tỉnh",),
            "Đề nghị UBND tỉnh và Sở Nội vụ thêm kiểm lâm.",
        ),
        ("Đề nghị Trung ương sửa luật", ("Trung ương",), "Đề nghị Trung ương sửa luật."),
        (
            "Đề nghị Trung ương Hội cho dân vay vốn",
            ("Trung ương",),
            "Đề nghị Trung ương Hội cho dân vay vốn.",
        ),
    ],
)
def test_a_line_does_not_repeat_whom_its_heading_names(
    typed: str, names: tuple[str, ...], sentence: str
) -> None:
    """The asking goes where at least 5 words remain and nobody else is asked with it."""
    assert as_sentence(typed, names) == sentence


def test_a_merged_line_gives_no_figure_that_one_unit_lacks(draft: DraftInput) -> None:
    """The statement without the figure that is nearest in words is printed instead."""
    idea = draft.ideas[0]
    told = _retold(
        draft, idea, ["Lập 24 tổ giữ rừng ở thôn", "Mỗi người một việc", "Lập tổ giữ rừng ở buôn"]
    )
    assert _line_of(told, told.ideas[0]).text == "Lập tổ giữ rừng ở buôn."


def test_a_plain_statement_of_another_matter_is_not_printed_instead(draft: DraftInput) -> None:
    """Under a quarter of their words in common, the representative keeps its figure."""
    idea = draft.ideas[0]
    told = _retold(
        draft, idea, ["Lập 24 tổ giữ rừng ở thôn", "Mỗi người một việc", "Cấp sổ cho dân"]
    )
    assert _line_of(told, told.ideas[0]).text == "Lập 24 tổ giữ rừng ở thôn."


def test_a_figure_that_all_units_give_stays(draft: DraftInput) -> None:
    """What every unit said, in digits or in words, is no claim of one alone."""
    idea = draft.ideas[0]
    told = _retold(
        draft, idea, ["Nâng mức lên 5 lần", "Nâng lên năm lần", "Mức mới bằng 05 lần mức cũ"]
    )
    assert _line_of(told, told.ideas[0]).text == "Nâng mức lên 5 lần."


def test_a_figure_stays_where_every_statement_has_its_own(draft: DraftInput) -> None:
    """Without a plainer statement the representative is printed."""
    idea = draft.ideas[0]
    told = _retold(draft, idea, ["Chờ 30 ngày", "Chờ 45 ngày", "Chờ 20 ngày"])
    assert _line_of(told, told.ideas[0]).text == "Chờ 30 ngày."


def test_addressees_stand_in_the_order_of_rank(draft: DraftInput) -> None:
    """From the Party's centre down to the district, then whoever is competent."""
    ordered = [
        "Bộ Chính trị",
        "Quốc hội, Chính phủ",
        "Chính phủ",
        "các bộ, ngành Trung ương",
        "Trung ương Hội Nông dân",
        "Tỉnh ủy",
        "HĐND tỉnh",
        "UBND tỉnh",
        "Sở Nội vụ",
        "UBND huyện",
        "cấp có thẩm quyền",
    ]
    assert _headings(draft, *([name] for name in sorted(ordered))) == [
        f"Đối với {name}" for name in ordered
    ]


def test_the_province_is_its_committee(draft: DraftInput) -> None:
    """Bare "tỉnh" and the long name stand under one heading with "UBND tỉnh"."""
    assert _headings(draft, ["Tỉnh"], ["UBND tỉnh"], ["Ủy ban nhân dân tỉnh"]) == [
        "Đối với UBND tỉnh"
    ]


def test_the_addressee_of_most_statements_heads_an_idea(draft: DraftInput) -> None:
    """Two name the department, one the government: the department; at a tie the higher body."""
    assert _headings(draft, ["Chính phủ", "Sở Nội vụ", "Sở Nội vụ"]) == ["Đối với Sở Nội vụ"]
    assert _headings(draft, ["Sở Nội vụ", "Chính phủ"]) == ["Đối với Chính phủ"]


def test_a_file_without_a_unit_is_named_and_not_counted(draft: DraftInput) -> None:
    """Two of three files have a unit: the count is 2, the third stands by its file name."""
    submissions = tuple(
        replace(s, unit=None) if s.unit == "chi-cuc" else s for s in draft.submissions
    )
    idea = replace(draft.ideas[0], units=("hu-dak-ru", "hu-suoi-bac"))
    register = tuple(entry for entry in draft.register if entry.unit != "chi-cuc")
    line = _line_of(replace(draft, ideas=(idea,), submissions=submissions, register=register), idea)
    assert line.support == (
        "(2/3 đơn vị: Huyện ủy Đắk Ru, Huyện ủy Suối Bạc; "
        "chưa rõ đơn vị (03 BC Chi cục Kiểm lâm.docx))"
    )
    assert any(
        source.startswith("chưa rõ đơn vị (03 BC Chi cục Kiểm lâm.docx), mục")
        for source in line.sources
    )


def test_a_passage_with_a_merged_statement_is_not_told_again(draft: DraftInput) -> None:
    """A statement's passage that was put under another section gives no extract there."""
    statement = Material(draft).statements_of(draft.ideas[0])[0]
    moved = RoleSuggestion(
        passage=statement.passage, role=Role.RESULTS, section="ket-qua", confidence=0.9, reason=""
    )
    told = replace(draft, suggestions={moved.passage: moved})
    assert f"d_{moved.passage}" not in [line.bookmark for line in _lines(told)]


def test_equal_extracts_are_one_line_with_both_names(draft: DraftInput) -> None:
    """What two units copied from one source, however tone marks are placed, stands once."""
    words = "Ban Thường vụ Huyện {} giao từng đồng chí phụ trách một xã có rừng."
    told = _with_passages(
        draft,
        [("hu-dak-ru", (words.format("ủy"),)), ("hu-suoi-bac", (words.format("uỷ"),))],
    )
    assert _first_chapter(told) == [(words.format("ủy"), "(Huyện ủy Đắk Ru, Huyện ủy Suối Bạc)")]
    assert [len(line.sources) for line in _lines(told)] == [2]


@pytest.mark.parametrize(
    "formal",
    [
        "Thưa Ban Thường vụ, huyện có 12 xã, 45.000 ha rừng và 3.200 hộ nhận khoán.",
        "Căn cứ Kế hoạch số 12 của Tỉnh ủy, huyện có 45.000 ha rừng và 3.200 hộ.",
        "Thực hiện Kế hoạch số 12 của Tỉnh ủy, huyện xin báo cáo kết quả 5 năm giữ rừng.",
    ],
)
def test_salutations_and_reasons_give_way(draft: DraftInput, formal: str) -> None:
    """They stand only where the unit says nothing else in the section."""
    plain = "Nhân dân đồng tình, tự nguyện góp công giữ rừng ở nơi đầu nguồn."
    both = _with_passages(draft, [("hu-dak-ru", (formal,)), ("hu-dak-ru", (plain,))])
    assert [text for text, _ in _first_chapter(both)] == [plain]
    assert len(_first_chapter(_with_passages(draft, [("hu-dak-ru", (formal,))]))) == 1


def test_a_short_first_sentence_takes_the_next(draft: DraftInput) -> None:
    """Under 12 words the extract goes on, but not into a sentence that only announces."""
    short, next_ = "Về khoán rừng: giao 6 khu cho các xã.", "Cấp 713 sổ cho dân."
    told = _with_passages(draft, [("hu-dak-ru", (short, next_, "Dân khá lên."))])
    assert [text for text, _ in _first_chapter(told)] == [f"{short} {next_}"]
    announced = _with_passages(draft, [("hu-dak-ru", (short, "Cụ thể như sau:"))])
    assert [text for text, _ in _first_chapter(announced)] == [short]


def test_extracts_under_eight_words_are_not_told(draft: DraftInput) -> None:
    """Seven words tell nothing to a reader who does not know the report."""
    told = _with_passages(draft, [("hu-dak-ru", ("Huyện trồng được 315 ha rừng.",))])
    assert _first_chapter(told) == []
