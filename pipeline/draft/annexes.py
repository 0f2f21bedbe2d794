"""The annexes: who has not reported, who was late, which files wait, which sections are missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from pipeline.draft import form
from pipeline.draft.body import roman
from pipeline.draft.front import official_date
from pipeline.records import RegisterStatus, Submission, SubmissionStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.table import _Cell

    from pipeline.draft.material import Material
    from pipeline.records import RegisterEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: title, width, and whether its cells are centred, as numbers and dates are."""

    title: str
    width_mm: int
    centred: bool = False


_RUNNING_NUMBER = Column(title="TT", width_mm=12, centred=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """One table.

    Attributes:
        columns: without the running number, which every table has.
        rows: cells of each row; empty: the sentence that stands for a table without rows.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str


def build_annexes(material: Material) -> tuple[Annex, ...]:
    """The four annexes, in order; each says so when it has nothing to list."""
    return (_missing(material), _late(material), _unread(material), _incomplete(material))


def write_annexes(document: WordDocument, annexes: Sequence[Annex]) -> None:
    """Write the annexes, the first on a new page."""
    for number, annex in enumerate(annexes, start=1):
        heading = form.add_centred(document, f"PHỤ LỤC {number}")
        heading.paragraph_format.page_break_before = number == 1
        heading.paragraph_format.space_before = Pt(0 if number == 1 else 18)
        heading.paragraph_format.keep_with_next = True
        title = form.add_centred(document, annex.title)
        title.paragraph_format.keep_with_next = True
        title.paragraph_format.space_after = Pt(6)
        if annex.rows:
            _write_table(document, annex)
        else:
            form.add_centred(document, annex.empty, bold=False)


def _missing(material: Material) -> Annex:
    campaign = material.draft.campaign
    due = official_date(campaign.deadlines.reports)
    rows = [
        (entry.name, due)
        for entry in material.draft.register
        if entry.status is RegisterStatus.MISSING
    ]
    return Annex(
        title="Các đơn vị chưa gửi báo cáo",
        columns=(
            Column(title="Đơn vị", width_mm=108),
            Column(title="Thời hạn gửi", width_mm=45, centred=True),
        ),
        rows=tuple(rows),
        empty="Tất cả các đơn vị đã gửi báo cáo.",
    )


def _late(material: Material) -> Annex:
    rows = [
        (entry.name, _counted_day(material, entry), str(entry.days_late or 0))
        for entry in material.draft.register
        if entry.status is RegisterStatus.LATE
    ]
    campaign = material.draft.campaign
    due = official_date(campaign.deadlines.reports)
    by_document = campaign.counting == "document"
    return Annex(
        title=f"Các đơn vị gửi báo cáo sau thời hạn (ngày {due})",
        columns=(
            Column(title="Đơn vị", width_mm=83),
            Column(title="Ngày văn bản" if by_document else "Ngày nhận", width_mm=35, centred=True),
            Column(title="Số ngày chậm", width_mm=35, centred=True),
        ),
        rows=tuple(rows),
        empty="Không có đơn vị nào gửi báo cáo sau thời hạn.",
    )


def _unread(material: Material) -> Annex:
    found = sorted(material.draft.submissions, key=lambda submission: submission.file)
    rows = [(s.file, reason) for s in found if (reason := _why_it_waits(s))]
    return Annex(
        title="Các tệp không đọc được hoặc chờ người xem xét",
        columns=(Column(title="Tệp", width_mm=60), Column(title="Lý do", width_mm=93)),
        rows=tuple(rows),
        empty="Không có tệp nào.",
    )


def _incomplete(material: Material) -> Annex:
    outline = material.draft.campaign.outline
    titles = {
        section.id: f"{roman(number)}- {section.title}"
        for number, section in enumerate(outline, start=1)
    }
    rows = [
        (entry.name, "\n".join(titles.get(id_, id_) for id_ in entry.missing_sections))
        for entry in material.draft.register
        if entry.missing_sections and entry.status is not RegisterStatus.MISSING
    ]
    return Annex(
        title="Các báo cáo thiếu mục so với đề cương",
        columns=(
            Column(title="Đơn vị", width_mm=53),
            Column(title="Mục không có nội dung trong báo cáo", width_mm=100),
        ),
        rows=tuple(rows),
        empty="Các báo cáo đã nhận có đủ các mục của đề cương.",
    )


def _why_it_waits(submission: Submission) -> str | None:
    """Why a person must look at a file; None where none must."""
    details = " ".join(warning.detail for warning in submission.warnings)
    if submission.status is SubmissionStatus.REJECTED:
        return f"Không đọc được. {details}".strip()
    if submission.status is SubmissionStatus.QUARANTINED:
        return f"Chờ người xem xét. {details}".strip()
    if submission.status is SubmissionStatus.ACCEPTED and submission.unit is None:
        return f"Chưa xác định được đơn vị gửi. {details}".strip()
    return None


def _counted_day(material: Material, entry: RegisterEntry) -> str:
    """The date by which the campaign calls the unit late: the document's, or the arrival's."""
    written = next((s.date for s in material.draft.submissions if s.file == entry.file), None)
    if material.draft.campaign.counting == "document" and written:
        return official_date(date.fromisoformat(written))
    moment = entry.received_at
    return official_date(datetime.fromisoformat(moment).date()) if moment else ""


def _write_table(document: WordDocument, annex: Annex) -> None:
    columns = (_RUNNING_NUMBER, *annex.columns)
    table = document.add_table(rows=len(annex.rows) + 1, cols=len(columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    form.set_widths(table, tuple(column.width_mm for column in columns))
    titles = tuple(column.title for column in columns)
    numbered = ((str(number), *row) for number, row in enumerate(annex.rows, start=1))
    for place, (row, texts) in enumerate(zip(table.rows, (titles, *numbered), strict=True)):
        for cell, text, column in zip(row.cells, texts, columns, strict=True):
            _fill(cell, text, centred=column.centred or place == 0, bold=place == 0)
    form.keep_rows_whole(table)
    repeated = form.element("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - no API


def _fill(cell: _Cell, text: str, *, centred: bool = False, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = form.CELL
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    form.add_text(paragraph, text, bold=bold)
