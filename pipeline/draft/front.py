"""What stands around the chapters: letterhead, title, opening; recipients and signature."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from pipeline.draft import form
from pipeline.records import RegisterStatus, StatementKind

if TYPE_CHECKING:
    from datetime import date

    from docx.document import Document as WordDocument

    from pipeline.campaign import Campaign
    from pipeline.draft.material import Material

_BLANK_DATE = "ngày      tháng      năm ...."
_READING_NOTE = (
    "(Sau mỗi ý là số đơn vị cùng nêu trên tổng số đơn vị đã báo cáo; nguồn của từng ý gồm đơn vị, "
    "tệp, mục, trang (nếu có) và nguyên văn nằm trong chú thích bên lề.)"
)
_PARTY_WIDTHS_MM, _ENDING_WIDTHS_MM = (75, 90), (75, 90)
_RULE_INSET_MM = 4.5  # the words above take 77 of the cell's 86 mm
# Kind of a document by the letters after its number.
_KINDS_OF_DOCUMENT = {
    "NQ": "Nghị quyết",
    "CT": "Chỉ thị",
    "KL": "Kết luận",
    "QĐ": "Quyết định",
    "QĐI": "Quy định",
    "KH": "Kế hoạch",
    "CTR": "Chương trình",
    "ĐA": "Đề án",
}
_COUNTED_KINDS = {
    StatementKind.LIMITATION: "tồn tại, hạn chế",
    StatementKind.CAUSE: "nguyên nhân",
    StatementKind.LESSON: "bài học kinh nghiệm",
    StatementKind.GOOD_PRACTICE: "cách làm hay",
    StatementKind.RECOMMENDATION: "đề xuất, kiến nghị",
}
_HARD_BLANK = "\N{NO-BREAK SPACE}"
_NEVER_PARTED = ("ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN")
# What the plan does not say yet is left for a person to fill in.
_BLANK = "................"
_NO_LEAD = "cơ quan chủ trì"


def add_letterhead(document: WordDocument, campaign: Campaign) -> None:
    """Add the letterhead; number, day and year stay open."""
    # LibreOffice puts an empty line of body text before a table that begins a document.
    document.add_paragraph(style=form.PLAIN).paragraph_format.line_spacing = Pt(1)
    left, right = form.add_columns(document, _PARTY_WIDTHS_MM)
    form.add_to_cell(left, _body_name(campaign), bold=True)
    form.add_to_cell(left, "*")
    form.add_to_cell(left, "Số     -BC/...")
    form.add_to_cell(left, "Dự thảo lần 1", bold=True, italic=True)
    party = form.add_to_cell(right, "ĐẢNG CỘNG SẢN VIỆT NAM", bold=True, size_pt=15)
    form.rule_below(party, _RULE_INSET_MM)
    place = form.add_to_cell(right, f"{campaign.province or _BLANK}, {_BLANK_DATE}", italic=True)
    place.paragraph_format.space_before = Pt(6)


def add_title(document: WordDocument, campaign: Campaign) -> None:
    """Add the type of the document, the campaign's title and the closing dashes."""
    heading = form.add_centred(document, "BÁO CÁO", size_pt=16)
    heading.paragraph_format.space_before = Pt(24)
    title = form.add_centred(document, campaign.title)
    title.paragraph_format.left_indent = title.paragraph_format.right_indent = Mm(10)
    dashes = form.add_centred(document, "-----", bold=False)
    dashes.paragraph_format.space_after = Pt(12)


def add_opening(document: WordDocument, material: Material) -> None:
    """Add what was reviewed, who reported, and how many lessons and proposals follow."""
    campaign, register = material.draft.campaign, material.draft.register
    late = sum(entry.status is RegisterStatus.LATE for entry in register)
    after = f" (trong đó {late} đơn vị gửi sau thời hạn)" if late else ""
    first = (
        f"Thực hiện việc tổng kết {_cited(campaign)}, {campaign.lead or _NO_LEAD} đã nhận được báo cáo của "
        f"{len(material.reported)}/{len(register)} đơn vị{after}. {_counts(material)}"
    )
    document.add_paragraph(first, style=form.BODY)
    note = document.add_paragraph(style=form.BODY)
    form.add_text(note, _READING_NOTE, italic=True)


def add_closing(document: WordDocument, campaign: Campaign) -> None:
    """Add the closing sentence, made of the campaign's title and lead alone."""
    title = campaign.title.removeprefix("Báo cáo ")
    # Only a capital that a small letter follows was set for the title's sake.
    title = title[0].lower() + title[1:] if title[1:2].islower() else title
    of_lead = f" của {campaign.lead}" if campaign.lead else ""
    document.add_paragraph(
        f"Trên đây là dự thảo báo cáo{of_lead} về {title.rstrip('.')}.", style=form.BODY
    )


def add_ending(document: WordDocument, campaign: Campaign) -> None:
    """Add recipients and signature; who receives, who signs and in what office stay open."""
    # A signature never stands on a page without words that it signs.
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    document.add_paragraph(style=form.PLAIN).paragraph_format.keep_with_next = True
    left, right = form.add_columns(document, _ENDING_WIDTHS_MM)
    recipients = left.paragraphs[0]
    recipients.style = form.PLAIN
    form.add_text(recipients, "Nơi nhận:").underline = True
    for text in ("- ........................................,", "- Lưu Văn phòng."):
        item = left.add_paragraph(style=form.PLAIN)
        form.add_text(item, text, size_pt=12)
    form.add_to_cell(right, f"T/M {_body_name(campaign)}", bold=True)
    for _ in range(5):  # room for the office, the hand and the name
        right.add_paragraph(style=form.PLAIN).alignment = WD_ALIGN_PARAGRAPH.CENTER


def official_date(day: date | None) -> str:
    """A date as the form writes it: days below 10, months 1 and 2 with a zero; dots for none."""
    if day is None:
        return "..../..../......"
    last_padded_month = 2
    month = f"{day.month:02d}" if day.month <= last_padded_month else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def _cited(campaign: Campaign) -> str:
    """The resolution as it is cited first: kind, number, date, subject."""
    resolution = campaign.resolution
    letters = resolution.number.partition("-")[2].partition("/")[0].upper()
    kind = _KINDS_OF_DOCUMENT.get(letters, "văn bản")
    about = resolution.about.removeprefix("về ").removeprefix("Về ")
    if not resolution.number:
        return resolution.about
    return f"{kind} số {resolution.number}, ngày {official_date(resolution.date)} về {about}"


def _body_name(campaign: Campaign) -> str:
    """The lead in capitals; a narrow column never parts the name of a people's committee."""
    name = (campaign.lead or _BLANK).upper()
    for whole in _NEVER_PARTED:
        name = name.replace(whole, whole.replace(" ", _HARD_BLANK))
    return name


def _counts(material: Material) -> str:
    """How many lines of each kind the draft gives."""
    lines = Counter(idea.kind for idea in material.draft.ideas)
    counted = [f"{lines[kind]} {name}" for kind, name in _COUNTED_KINDS.items() if lines[kind]]
    if not counted:
        return "Chưa có hạn chế, nguyên nhân, bài học kinh nghiệm, đề xuất, kiến nghị nào được tổng hợp."
    listed = " và ".join(filter(None, (", ".join(counted[:-1]), counted[-1])))
    return f"Báo cáo tổng hợp {listed} từ báo cáo của các đơn vị."
