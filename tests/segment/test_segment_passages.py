"""Documents to passages: kinds, heading paths, lead-ins, run-in headings, nothing lost."""

from __future__ import annotations

import pytest
from typed_documents import (
    LONG,
    Typed,
    bare,
    cell,
    document,
    heading,
    item,
    other,
    paragraph,
)

from pipeline.records import BlockKind, Cues, PassageKind
from pipeline.segment import segment_document


def _headings(*typed: Typed) -> list[tuple[str, tuple[str, ...]]]:
    return [(p.text, p.heading) for p in segment_document(document(*typed))]


def test_passages_stand_under_their_headings() -> None:
    """Each paragraph carries the path of open headings, markers included."""
    found = _headings(
        heading("I. KẾT QUẢ"),
        heading("1. Về vốn"),
        paragraph("A."),
        heading("II. HẠN CHẾ"),
        paragraph("B."),
    )
    assert found == [("A.", ("I. KẾT QUẢ", "1. Về vốn")), ("B.", ("II. HẠN CHẾ",))]


def test_kinds_pages_and_places_come_from_the_blocks() -> None:
    """Paragraphs, items and rows keep what they are, their page, their order and exact place."""
    source = document(
        paragraph("Mở đầu."),
        item("- Mở lớp;"),
        cell("Xã", 0, 0),
        cell("Số hộ", 0, 1),
        cell("Sơn Hạ", 1, 0),
    )
    passages = segment_document(source)
    assert [(p.kind, p.text) for p in passages] == [
        (PassageKind.PARAGRAPH, "Mở đầu."),
        (PassageKind.LIST_ITEM, "- Mở lớp;"),
        (PassageKind.TABLE_ROW, "Xã\tSố hộ"),
        (PassageKind.TABLE_ROW, "Sơn Hạ"),
    ]
    assert [p.index for p in passages] == [0, 1, 2, 3]
    assert {p.page for p in passages} == {1}
    assert all(source.text[p.start : p.end] == p.text for p in passages)


@pytest.mark.parametrize(
    "kind",
    [
        BlockKind.LETTERHEAD,
        BlockKind.TITLE,
        BlockKind.RECIPIENTS,
        BlockKind.SIGNATURE,
        BlockKind.PAGE_HEADER,
        BlockKind.PAGE_FOOTER,
        BlockKind.NOTE,
    ],
)
def test_official_parts_and_margins_are_no_passages(kind: BlockKind) -> None:
    """What frames the text is neither passage nor heading."""
    assert _headings(other(kind, "SỞ NỘI VỤ"), paragraph("A.")) == [("A.", ())]


def test_a_page_number_between_two_cells_stays_outside() -> None:
    """A row that runs over a page break is cut rather than read with the page number in it."""
    number = other(BlockKind.PAGE_HEADER, "2")
    assert _headings(cell("Xã", 0, 0), number, cell("Số hộ", 0, 1)) == [("Xã", ()), ("Số hộ", ())]


@pytest.mark.parametrize(
    "lead_in",
    [
        "Kết quả cụ thể như sau:",
        "Đề nghị Chính phủ một số nội dung sau.",
        "Các nhiệm vụ trọng tâm:",
    ],
)
def test_items_stand_under_their_lead_in(lead_in: str) -> None:
    """A sentence that announces a list stands as heading above its items, up to the next text."""
    found = _headings(
        heading("I. KẾT QUẢ"), paragraph(lead_in), item("- Một;"), item("- Hai."), paragraph(LONG)
    )
    assert found == [
        (lead_in, ("I. KẾT QUẢ",)),
        ("- Một;", ("I. KẾT QUẢ", lead_in)),
        ("- Hai.", ("I. KẾT QUẢ", lead_in)),
        (LONG, ("I. KẾT QUẢ",)),
    ]


def test_a_heading_ends_a_lead_in() -> None:
    """Items below the next heading do not stand under an older lead-in."""
    found = _headings(paragraph("Gồm các xã sau:"), heading("II. HẠN CHẾ"), item("- Một."))
    assert found[-1] == ("- Một.", ("II. HẠN CHẾ",))


@pytest.mark.parametrize(
    ("text", "run_in"),
    [
        (f"1. Công tác tuyên truyền: {LONG}", "1. Công tác tuyên truyền"),
        (f"a) Công tác tuyên truyền. {LONG}", "a) Công tác tuyên truyền"),
        (f"1.2. Về vốn: {LONG}", "1.2. Về vốn"),
    ],
)
def test_a_run_in_heading_stands_above_its_paragraph(text: str, run_in: str) -> None:
    """A short title typed before the text of its paragraph is a heading, and stays in the text."""
    assert _headings(paragraph(text)) == [(text, (run_in,))]


@pytest.mark.parametrize(
    "text", [LONG, f"- Về vốn: {LONG}", "1. Về vốn: chưa có.", f"1. {LONG}", f"1. Vốn: {LONG}"]
)
def test_other_paragraphs_have_no_run_in_heading(text: str) -> None:
    """Without number, long text or a title of some words nothing runs in."""
    assert _headings(paragraph(text)) == [(text, ())]


def test_numbered_items_without_stop_are_no_headings() -> None:
    """A list whose lines end openly is a list: nothing stands below its lines."""
    found = _headings(
        heading("I. KẾT QUẢ"), bare("1. Mở 12 lớp"), bare("2. In tài liệu"), bare("3. Cấp giấy")
    )
    assert found == [
        (f"{n}. {t}", ("I. KẾT QUẢ",))
        for n, t in enumerate(("Mở 12 lớp", "In tài liệu", "Cấp giấy"), 1)
    ]


def test_an_open_item_before_a_closed_one_is_no_heading() -> None:
    """A first line without stop before a second with one belongs to the same list."""
    found = _headings(bare("1. Mở 12 lớp"), item("2. In tài liệu;"))
    assert found == [("1. Mở 12 lớp", ()), ("2. In tài liệu;", ())]


def test_a_numbered_heading_over_text_or_letters_is_a_heading() -> None:
    """A bare numbered line stays a heading where text or lower headings follow."""
    found = _headings(
        bare("1. Về vốn"), bare("a) Vốn vay"), paragraph(LONG), bare("2. Về đất"), item("- A;")
    )
    assert found == [(LONG, ("1. Về vốn", "a) Vốn vay")), ("- A;", ("2. Về đất",))]


@pytest.mark.parametrize("cues", [Cues(bold=True), Cues(style_level=2), Cues()])
def test_a_heading_with_nothing_below_is_a_passage(cues: Cues) -> None:
    """A heading that is followed by its like, or by nothing, is not lost."""
    found = _headings(
        heading("I. KẾT QUẢ"),
        heading("Về vốn", cues),
        heading("Về đất", cues),
        paragraph(LONG),
        heading("II. HẾT"),
    )
    assert found == [
        ("Về vốn", ("I. KẾT QUẢ",)),
        (LONG, ("I. KẾT QUẢ", "Về đất")),
        ("II. HẾT", ()),
    ]


def test_ids_are_the_same_in_every_run_and_differ_within_one() -> None:
    """The same document gives the same ids; equal texts at other places have other ids."""
    source = document(paragraph("Đã xong."), paragraph("Đã xong."))
    first, second = segment_document(source), segment_document(source)
    assert first == second
    assert first[0].id != first[1].id


def test_a_table_row_is_one_sentence() -> None:
    """A row is not cut inside its cells."""
    (row,) = segment_document(document(cell("Đã xong. Rất tốt.", 0, 0), cell("12", 0, 1)))
    assert [(s.start, s.end) for s in row.sentences] == [(0, len(row.text))]


def test_a_document_without_body_has_no_passages() -> None:
    """A head alone gives nothing, and is no error."""
    assert segment_document(document(other(BlockKind.LETTERHEAD, "SỞ NỘI VỤ"))) == ()
