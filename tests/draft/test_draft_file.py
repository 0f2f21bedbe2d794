"""The draft as a Word file: form, sources, annexes, bytes."""

from __future__ import annotations

import subprocess
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from pipeline.draft import DraftInput, write_draft
from pipeline.draft.front import official_date

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as WordDocument
    from docx.table import Table


def _cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_two_writes_are_byte_identical(draft: DraftInput, written: Path, tmp_path: Path) -> None:
    """The same records give the same bytes, in whatever order the records come."""
    again = tmp_path / "again.docx"
    shuffled = DraftInput(
        campaign=draft.campaign,
        ideas=draft.ideas[::-1],
        statements=draft.statements[::-1],
        passages=dict(reversed(draft.passages.items())),
        submissions=draft.submissions[::-1],
        register=draft.register,
        suggestions=dict(reversed(draft.suggestions.items())),
    )
    write_draft(shuffled, again)
    assert again.read_bytes() == written.read_bytes()


def test_no_clock_is_in_the_file(written: Path, document: WordDocument) -> None:
    """Times of parts and of the document come from the campaign, not from the day of writing."""
    with zipfile.ZipFile(written) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert document.core_properties.created == datetime(2024, 6, 20, tzinfo=UTC)
    assert {comment.timestamp for comment in document.comments} == {
        datetime(2024, 6, 20, tzinfo=UTC)
    }


def test_the_page_has_the_official_form(document: WordDocument) -> None:
    """A4 with the margins of the Party's form; no page number on page 1, a centred one after it."""
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins if margin] == [20, 20, 30, 15]
    assert section.page_width
    assert round(section.page_width.mm) == round(Mm(210).mm)
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


@pytest.mark.parametrize("style", ["Normal", "Tongket Line"])
def test_body_text_has_the_official_form(document: WordDocument, style: str) -> None:
    """Times New Roman 14, exactly 18 pt a line, 6 pt between, first line 10 mm in."""
    body = document.styles[style]
    assert (body.font.name, body.font.size) == ("Times New Roman", Pt(14))
    form = body.paragraph_format
    assert (form.line_spacing, form.space_after) == (Pt(18), Pt(6))
    assert round(form.first_line_indent.mm) == 10


def test_the_letterhead_leaves_number_and_day_open(document: WordDocument) -> None:
    """Lead body, star and open number on the left; Party name, place and open date on the right."""
    left, right = _cells(document.tables[0])[0]
    assert left.replace("\N{NO-BREAK SPACE}", " ").split("\n") == [
        "BAN CÁN SỰ ĐẢNG ỦY BAN NHÂN DÂN TỈNH",
        "*",
        "Số     -BC/...",
        "Dự thảo lần 1",
    ]
    assert right.split("\n") == [
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Lâm Hà, ngày      tháng      năm ....",
    ]


def test_every_statement_is_a_source_of_its_line(draft: DraftInput, document: WordDocument) -> None:
    """A comment names unit, file, place, heading and the words of each statement of the idea."""
    comments = {comment.comment_id: comment.text for comment in document.comments}
    start = next(
        start
        for start in document.element.iter(qn("w:bookmarkStart"))
        if start.get(qn("w:name")) == f"y_{draft.ideas[0].id}"
    )
    mark = start.getnext()
    assert mark.tag == qn("w:commentRangeStart")
    sources = comments[int(mark.get(qn("w:id")))].split("\n")
    assert len(sources) == len(draft.ideas[0].statements)
    assert sources[0] == (
        "Huyện ủy Đắk Ru, 01 BC Huyện ủy Đắk Ru.docx, mục “V- BÀI HỌC”: "
        "“- Một là, giữ rừng phải dựa vào người dân sống ở gần rừng”"
    )
    assert sources[1].startswith(
        "Huyện ủy Suối Bạc, 02 BC suoi bac (ky).pdf, mục “V- BÀI HỌC”, trang 1: “"
    )


def test_every_comment_stands_on_words(document: WordDocument) -> None:
    """Each comment has a beginning, an end and a mark in the text, and no mark lacks a comment."""
    wanted = sorted(comment.comment_id for comment in document.comments)
    for tag in ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"):
        marks = sorted(int(mark.get(qn("w:id"))) for mark in document.element.iter(qn(tag)))
        assert marks == wanted


def test_bookmarks_are_unique_and_closed(document: WordDocument) -> None:
    """Word drops a bookmark whose id or name comes twice, or that has no end."""
    starts = list(document.element.iter(qn("w:bookmarkStart")))
    ids = [start.get(qn("w:id")) for start in starts]
    names = [start.get(qn("w:name")) for start in starts]
    ends = [end.get(qn("w:id")) for end in document.element.iter(qn("w:bookmarkEnd"))]
    assert len(set(ids)) == len(ids) == len(set(names))
    assert ends == ids
    assert all(len(name) <= 40 for name in names)


def test_the_annexes_list_who_and_what_is_missing(document: WordDocument) -> None:
    """Four tables: not reported, late, files that wait, reports that lack a section."""
    missing, late, files, incomplete = map(_cells, document.tables[2:])
    assert missing[1:] == [["1", "Hội Phụ nữ tỉnh", "31/5/2024"]]
    assert late[1:] == [["1", "Huyện ủy Nậm Sơn", "04/6/2024", "4"]]
    assert files[1:] == [
        ["1", "05 anh chup bao cao.jpg", "Không đọc được. Tệp là ảnh; hãy gửi .docx hoặc .pdf."],
        ["2", "06 BC mat.docx", "Chờ người xem xét. Văn bản có dấu mật."],
        ["3", "07 bao cao khong ten.docx", "Chưa xác định được đơn vị gửi."],
    ]
    assert incomplete[1:] == [
        ["1", "Huyện ủy Nậm Sơn", "I- Kết quả thực hiện Chỉ thị\nV- Đề nghị khen thưởng"]
    ]


def test_the_letterhead_never_parts_the_name_of_a_committee(document: WordDocument) -> None:
    """In a narrow column the line breaks before or after "ỦY BAN NHÂN DÂN", not inside it."""
    assert "ỦY BAN NHÂN DÂN".replace(" ", "\N{NO-BREAK SPACE}") in _cells(document.tables[0])[0][0]


def test_the_report_closes_with_its_own_title(document: WordDocument) -> None:
    """The closing sentence is made of the campaign's title and lead alone."""
    closing = [p.text for p in document.paragraphs if p.text.startswith("Trên đây là")]
    assert closing == [
        (
            "Trên đây là dự thảo báo cáo của Ban Cán sự đảng Ủy ban nhân dân tỉnh về tổng kết 5 năm "
            "thực hiện Chỉ thị số 09-CT/TU về tăng cường quản lý, bảo vệ rừng."
        )
    ]


def test_the_signature_stands_before_the_annexes(document: WordDocument) -> None:
    """Recipients and signature close the report; office and name are left blank."""
    recipients, signature = _cells(document.tables[1])[0]
    assert recipients.startswith("Nơi nhận:")
    assert (
        signature.replace("\N{NO-BREAK SPACE}", " ").strip()
        == "T/M BAN CÁN SỰ ĐẢNG ỦY BAN NHÂN DÂN TỈNH"
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2022, 3, 5), "05/3/2022"),
        (date(2007, 1, 9), "09/01/2007"),
        (date(2023, 12, 20), "20/12/2023"),
    ],
)
def test_dates_have_the_official_form(day: date, words: str) -> None:
    """Days below 10 and the months 1 and 2 are padded, other months are not."""
    assert official_date(day) == words


def test_a_draft_without_any_report_is_written(draft: DraftInput, tmp_path: Path) -> None:
    """Before the first report arrives the draft is an outline with its annexes, no error."""
    empty = DraftInput(
        campaign=draft.campaign,
        ideas=(),
        statements=(),
        passages={},
        submissions=(),
        register=(),
        suggestions={},
    )
    write_draft(empty, tmp_path / "empty.docx")
    assert zipfile.is_zipfile(tmp_path / "empty.docx")


@pytest.mark.libreoffice
def test_libreoffice_opens_the_draft(written: Path, tmp_path: Path) -> None:
    """A real word processor reads the file and sets page 1 without a number, page 2 with one."""
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    order = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*order, str(written)], check=True, capture_output=True, timeout=120)
    pdf = pypdfium2.PdfDocument(tmp_path / "draft.pdf")
    pages = [page.get_textpage().get_text_bounded() for page in pdf]
    pdf.close()
    assert "BÁO CÁO" in pages[0]
    assert not pages[0].startswith("1")
    assert pages[1].split()[0] == "2"
    assert "31/5/2024" in pages[-1]
