"""The official Party form as Word knows it: page, styles, and the paragraphs made of them.

Figures are those of the Party's guidance on the form of documents: A4, margins 20, 20, 30, 15 mm,
Times New Roman 14, exact line spacing of 18 pt, 6 pt between paragraphs, first line 10 mm in, page
number centred 10 mm from the top edge and hidden on page 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section
    from docx.styles.style import ParagraphStyle
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

FONT = "Times New Roman"
TEXT_WIDTH_MM = 165
# Names of the styles as an editor sees them in Word.
BODY, LINE, PLAIN, CELL = "Normal", "Tongket Line", "Tongket Plain", "Tongket Cell"
_LEVELS = ("Heading 1", "Heading 2", "Heading 3")


def new_document() -> WordDocument:
    """An empty document in the official form."""
    document = Document()
    _set_language(document)
    body = _paragraph_style(document, BODY)
    _set_spacing(body, justified=True, first_line_mm=10, after_pt=6)
    _set_spacing(_paragraph_style(document, LINE), justified=True, first_line_mm=10, after_pt=6)
    _set_spacing(_paragraph_style(document, PLAIN), justified=False, first_line_mm=0, after_pt=0)
    cell = _paragraph_style(document, CELL, size_pt=12)
    _set_spacing(cell, justified=False, first_line_mm=0, after_pt=2, line_pt=15)
    cell.paragraph_format.space_before = Pt(2)
    for name in _LEVELS:
        heading = _paragraph_style(document, name, bold=True, italic=name == "Heading 3")
        _set_spacing(heading, justified=True, first_line_mm=10, after_pt=6)
        heading.paragraph_format.keep_with_next = True
    _set_page(document.sections[0])
    return document


def add_text(
    holder: Paragraph, text: str, *, bold: bool = False, italic: bool = False, size_pt: int = 0
) -> Run:
    """Add a run to a paragraph; without a size it has that of the style."""
    run = holder.add_run(text)
    if bold:
        run.bold = True
    if italic:
        run.italic = True
    if size_pt:
        run.font.size = Pt(size_pt)
    return run


def add_centred(
    document: WordDocument, text: str, *, size_pt: int = 14, bold: bool = True
) -> Paragraph:
    """Add a centred paragraph without indent."""
    paragraph = document.add_paragraph(style=PLAIN)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_text(paragraph, text, bold=bold, size_pt=size_pt)
    return paragraph


def add_columns(document: WordDocument, widths_mm: tuple[int, int]) -> tuple[_Cell, _Cell]:
    """Add a table of one row and two columns without borders, as letterheads and endings use."""
    table = document.add_table(rows=1, cols=2)
    set_widths(table, widths_mm)
    keep_rows_whole(table)
    return table.cell(0, 0), table.cell(0, 1)


def keep_rows_whole(table: Table) -> None:
    """Let no row of a table break over two pages."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))  # noqa: SLF001 - no API


def set_widths(table: Table, widths_mm: tuple[int, ...]) -> None:
    """Fix the columns' widths: Word heeds the cells, LibreOffice the grid."""
    table.autofit = False
    for column, width_mm in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width_mm)
    for row in table.rows:
        for cell, width_mm in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width_mm)


def add_to_cell(
    cell: _Cell, text: str, *, bold: bool = False, italic: bool = False, size_pt: int = 14
) -> Paragraph:
    """Add a centred paragraph to a cell; the first takes the empty one that every cell has."""
    first = cell.paragraphs[0]
    taken = first.runs or len(cell.paragraphs) > 1
    paragraph: Paragraph = cell.add_paragraph() if taken else first
    paragraph.style = PLAIN
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_text(paragraph, text, bold=bold, italic=italic, size_pt=size_pt)
    return paragraph


def rule_below(paragraph: Paragraph, inset_mm: float) -> None:
    """Draw a rule under a paragraph, as far in from both sides as its text."""
    paragraph.paragraph_format.left_indent = Mm(inset_mm)
    paragraph.paragraph_format.right_indent = Mm(inset_mm)
    border = element("w:pBdr")
    border.append(element("w:bottom", val="single", sz="6", space="1", color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - no API for borders
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """A new element of the WordprocessingML namespace with attributes of the same."""
    made = cast("BaseOxmlElement", OxmlElement(tag))
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _set_page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    # LibreOffice gives page 1 room for a header as tall as the others, unless it has its own.
    for header in (section.first_page_header, section.header):
        header.is_linked_to_previous = False
        header.paragraphs[0].style = PLAIN
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = element("w:fldSimple", instr="PAGE")
    field.append(element("w:r"))
    number._p.append(field)  # noqa: SLF001 - no API for fields


def _set_language(document: WordDocument) -> None:
    """Vietnamese for the whole document, else Word underlines every word as misspelt."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")


def _paragraph_style(
    document: WordDocument,
    name: str,
    *,
    size_pt: int = 14,
    bold: bool = False,
    italic: bool = False,
) -> ParagraphStyle:
    """The style, made if absent, with these letters alone; the template's are blue and sans."""
    styles = document.styles
    if name in styles:
        style: ParagraphStyle = styles[name]
    else:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    letters = style.element.get_or_add_rPr()
    for child in list(letters):
        letters.remove(child)
    fonts = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), FONT)
    letters.append(element("w:rFonts", **fonts))
    style.font.size, style.font.bold, style.font.italic = Pt(size_pt), bold, italic
    return style


def _set_spacing(
    style: ParagraphStyle,
    *,
    justified: bool,
    first_line_mm: int,
    after_pt: int,
    line_pt: int = 18,
) -> None:
    form = style.paragraph_format
    form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if justified else WD_ALIGN_PARAGRAPH.LEFT
    form.first_line_indent = Mm(first_line_mm)
    form.space_before, form.space_after = Pt(0), Pt(after_pt)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(line_pt)
