"""Types an annotated report as an office would, in a layout that the caller chooses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from corpora.word_lists import WordLists, set_list
from pipeline.draft.form import element, keep_rows_whole, rule_below, set_widths
from pipeline.draft.package import save_document
from pipeline.text import find_marker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from pipeline.corpus import AnnotatedBlock, AnnotatedReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one office types.

    Attributes:
        file: name as it arrives; .pdf goes through LibreOffice.
        headings: "bold" lines, Word "styles", or "numbered" styles whose numbers Word makes.
        items: "typed" paragraphs, "auto" numbered by Word, or "soft" breaks inside one paragraph.
        line: spacing as a factor; indent_mm of first lines; margins_mm: top, bottom, left, right.
        number: where the page number stands, "center", "right" or "" for none.
    """

    file: str
    font: str = "Times New Roman"
    size_pt: float = 14
    headings: str = "bold"
    items: str = "typed"
    line: float = 1.15
    after_pt: float = 6
    justified: bool = True
    indent_mm: float = 10
    margins_mm: tuple[int, int, int, int] = (20, 20, 30, 15)
    number: str = "center"
    letterhead_pt: float = 13


class Typist:
    """Types one report in one layout."""

    def __init__(self, layout: Layout, report: AnnotatedReport) -> None:
        self._layout = layout
        self._report = report
        self._head: dict[str, Any] = report.head
        self._state = report.head["style"] == "nha-nuoc"
        self._document: WordDocument = Document()
        self._lists = WordLists(self._document)

    def type_report(self, path: Path) -> None:
        """Type all parts and save them."""
        self._set_page()
        self._set_styles()
        self._type_letterhead()
        self._type_title()
        for blocks in self._paragraphs():
            self._type_blocks(blocks)
        self._type_ending()
        if self._head.get("commendations"):
            self._type_commendations()
        save_document(
            self._document,
            path,
            title=self._head["title"][0],
            author=self._head["place"],
            created_on=date.fromisoformat(str(self._head["date"])),
        )

    def _set_page(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        top_mm, bottom_mm, left_mm, right_mm = self._layout.margins_mm
        section.top_margin, section.bottom_margin = Mm(top_mm), Mm(bottom_mm)
        section.left_margin, section.right_margin = Mm(left_mm), Mm(right_mm)
        section.header_distance = Mm(10)
        if not self._layout.number:
            return
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        right = self._layout.number == "right"
        number.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.CENTER
        number.paragraph_format.first_line_indent = Mm(0)
        field = element("w:fldSimple", instr="PAGE")
        field.append(element("w:r"))
        number._p.append(field)  # noqa: SLF001 - no API for fields

    def _set_styles(self) -> None:
        styles = self._document.styles
        body = self._dress(styles["Normal"], bold=False, italic=False)
        form = body.paragraph_format
        if self._layout.justified:
            form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        form.line_spacing, form.space_after = self._layout.line, Pt(self._layout.after_pt)
        form.first_line_indent = Mm(self._layout.indent_mm)
        for level in (1, 2, 3):
            heading = self._dress(styles[f"Heading {level}"], bold=True, italic=level > 1)
            heading.paragraph_format.space_before = Pt(6)
        if self._layout.headings == "numbered":
            self._lists.number_headings(self._report)

    def _dress(self, style: Any, *, bold: bool, italic: bool) -> ParagraphStyle:
        """The style in the layout's font, black, without the template's own letters."""
        letters = style.element.get_or_add_rPr()
        for child in list(letters):
            letters.remove(child)
        font = self._layout.font
        letters.append(element("w:rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font))
        style.font.size, style.font.bold, style.font.italic = Pt(self._layout.size_pt), bold, italic
        style.font.color.rgb = RGBColor(0, 0, 0)
        dressed: ParagraphStyle = style
        return dressed

    def _columns(self, left_share: float) -> tuple[_Cell, _Cell]:
        """A borderless table of two columns over the width of the text."""
        width_mm = self._width_mm()
        table = self._document.add_table(rows=1, cols=2)
        left_mm = round(width_mm * left_share)
        set_widths(table, (left_mm, width_mm - left_mm))
        return table.cell(0, 0), table.cell(0, 1)

    def _type_letterhead(self) -> None:
        left, right = self._columns(0.42)
        size_pt = self._layout.letterhead_pt
        bodies = [line for line in self._head["left"] if not re.match(r"\*|Số", line)]
        for line in self._head["left"]:
            issuing = line == bodies[-1]
            self._centred(left, line, bold=issuing, size_pt=size_pt)
            if issuing and self._state:
                self._rule(left, 24)
        *names, dated = self._head["right"]
        for line in names:
            self._centred(right, line, bold=True, size_pt=size_pt)
            if line == names[-1]:
                self._rule(right, 20 if self._state else 16)
        self._centred(right, dated, italic=True, size_pt=size_pt)

    def _type_title(self) -> None:
        kind, about = self._head["title"]
        self._centred(None, kind, bold=True, size_pt=16).paragraph_format.space_before = Pt(18)
        self._centred(None, about, bold=True, size_pt=14)
        if self._state:
            self._rule(None, 55)
        else:
            self._centred(None, "-----", size_pt=14)

    def _rule(self, cell: _Cell | None, inset_mm: float) -> None:
        """A short rule under what stands above, in a line of its own."""
        paragraph = self._centred(cell, "", size_pt=0)
        paragraph.paragraph_format.line_spacing = Pt(2)
        paragraph.paragraph_format.space_after = Pt(8)
        rule_below(paragraph, inset_mm)

    def _centred(
        self,
        cell: _Cell | None,
        text: str,
        *,
        bold: bool = False,
        italic: bool = False,
        size_pt: float = 0,
    ) -> Paragraph:
        """A centred paragraph of a cell, or of the page."""
        if cell is None:
            paragraph = self._document.add_paragraph()
        elif cell.paragraphs[-1].runs or len(cell.paragraphs) > 1:
            paragraph = cell.add_paragraph()
        else:
            paragraph = cell.paragraphs[-1]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        form = paragraph.paragraph_format
        form.first_line_indent, form.space_after, form.line_spacing = Mm(0), Pt(2), 1.0
        run = paragraph.add_run(text)
        run.bold, run.italic = bold, italic
        if size_pt:
            run.font.size = Pt(size_pt)
        return paragraph

    def _paragraphs(self) -> Iterator[list[AnnotatedBlock]]:
        """Blocks by paragraph: with soft breaks, items that follow each other share one."""
        held: list[AnnotatedBlock] = []
        for block in self._report.blocks:
            marked = not block.level and not block.rows and find_marker(block.text)
            if held and not (marked and self._layout.items == "soft"):
                yield held
                held = []
            held.append(block)
            if not marked:
                yield held
                held = []
        if held:
            yield held

    def _type_blocks(self, blocks: list[AnnotatedBlock]) -> None:
        block = blocks[0]
        if block.rows:
            self._type_table(block)
        elif block.level:
            self._type_heading(block)
        elif self._layout.items == "auto" and find_marker(block.text):
            self._type_item(block.text)
        else:
            paragraph = self._document.add_paragraph(block.text)
            for other in blocks[1:]:
                paragraph.add_run().add_break()
                paragraph.add_run(other.text)

    def _type_heading(self, block: AnnotatedBlock) -> None:
        if self._layout.headings == "bold":
            run = self._document.add_paragraph().add_run(block.text)
            run.bold, run.italic = True, block.level > 1
            return
        marker = find_marker(block.text)
        numbered = self._layout.headings == "numbered" and marker
        text = block.text[marker.end :] if numbered and marker else block.text
        self._document.add_paragraph(text, style=f"Heading {block.level}")

    def _type_item(self, text: str) -> None:
        marker = find_marker(text)
        number = self._lists.number_for(marker) if marker else None
        if marker is None or number is None:
            self._document.add_paragraph(text)
            return
        paragraph = self._document.add_paragraph(text[marker.end :])
        set_list(paragraph._p, list_=number, level=0)  # noqa: SLF001 - no API for lists

    def _type_table(self, block: AnnotatedBlock) -> None:
        self._centred(None, block.text, italic=True).paragraph_format.keep_with_next = True
        self._type_rows(block.rows)
        self._document.add_paragraph().paragraph_format.space_after = Pt(0)

    def _type_rows(self, rows: tuple[tuple[str, ...], ...]) -> None:
        """A bordered table, its first row bold; a row of one cell runs over all columns."""
        table = self._document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
        set_widths(table, self._widths(rows))
        keep_rows_whole(table)
        for place, row in enumerate(rows):
            cells = table.rows[place].cells
            if len(row) == 1:
                merged = cells[0].merge(cells[-1])
                self._centred(merged, row[0], bold=True, size_pt=12)
                continue
            for cell, text in zip(cells, row, strict=True):
                paragraph = self._centred(cell, text, bold=place == 0, size_pt=12)
                paragraph.paragraph_format.keep_with_next = place == 0

    def _widths(self, rows: tuple[tuple[str, ...], ...]) -> tuple[int, ...]:
        """Widths in mm by the longest text of each column, none too narrow for a number."""
        full = [row for row in rows if len(row) > 1]
        longest = [min(max(map(len, column)), 28) + 4 for column in zip(*full, strict=True)]
        width_mm = self._width_mm()
        return tuple(round(width_mm * length / sum(longest)) for length in longest)

    def _width_mm(self) -> int:
        return 210 - self._layout.margins_mm[2] - self._layout.margins_mm[3]

    def _type_ending(self) -> None:
        self._document.add_paragraph().paragraph_format.space_after = Pt(0)
        left, right = self._columns(0.5)
        title = self._centred(left, "Nơi nhận:", bold=self._state, italic=self._state, size_pt=12)
        title.runs[0].underline = not self._state
        title.alignment = WD_ALIGN_PARAGRAPH.LEFT
        for line in self._head["recipients"]:
            self._centred(left, line, size_pt=11).alignment = WD_ALIGN_PARAGRAPH.LEFT
        signature = self._head["signature"]
        self._centred(right, signature["authority"], bold=True, size_pt=14)
        for line in signature["office"].split(" - "):
            self._centred(right, line, bold=self._state, size_pt=14)
        name = self._centred(right, signature["name"], bold=True, size_pt=14)
        name.paragraph_format.space_before = Pt(64)

    def _type_commendations(self) -> None:
        heading = self._centred(None, "DANH SÁCH", bold=True, size_pt=14)
        heading.paragraph_format.page_break_before = True
        self._centred(None, "tập thể, cá nhân đề nghị khen thưởng", bold=True, size_pt=14)
        day = date.fromisoformat(str(self._head["date"])).strftime("%d/%m/%Y")
        number = f"(Kèm theo Báo cáo số {self._head['number']}, ngày {day})"
        self._centred(None, number, italic=True).paragraph_format.space_after = Pt(10)
        rows: list[tuple[str, ...]] = [
            ("TT", "Họ tên, tên tập thể", "Chức vụ, đơn vị", "Hình thức khen thưởng")
        ]
        for type_, title in (("collective", "I- TẬP THỂ"), ("individual", "II- CÁ NHÂN")):
            listed = [item for item in self._head["commendations"] if item["type"] == type_]
            if listed:
                rows.append((title,))
            for place, item in enumerate(listed, start=1):
                rows.append((str(place), item["name"], item["position"], item["form"]))
        self._type_rows(tuple(rows))
