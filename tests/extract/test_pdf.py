"""PDF files to pieces: words, paragraphs, columns, furniture, tables."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from docx import Document
from pdf_files import INDENT, LEADING, LEFT, RIGHT, Sheet, centred, length, write_pdf

from pipeline.extract.pdf import read_pdf
from pipeline.extract.pdf.fonts import mac_style
from pipeline.extract.pieces import Piece, Place
from pipeline.records import Cell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BOLD, ITALIC = "Times-Bold", "Times-Italic"
LONG = (
    "Thực hiện Kế hoạch số 118 của Ban Thường vụ Tỉnh ủy, Huyện ủy báo cáo kết quả mười năm thực "
    "hiện Nghị quyết của Tỉnh ủy về đẩy mạnh cải cách hành chính như sau đây."
)
OTHER = (
    "Công tác kiểm tra được duy trì đều đặn, qua đó nhắc nhở, chấn chỉnh kịp thời những nơi làm "
    "chưa tốt; nhiều xã chuyển biến rõ nét sau khi được nhắc nhở công khai."
)


def _pieces(path: Path, *sheets: Sheet) -> Sequence[Piece]:
    return read_pdf(write_pdf(path / "report.pdf", sheets)).pieces


def _texts(pieces: Sequence[Piece], place: Place = Place.BODY) -> list[str]:
    return [piece.text for piece in pieces if piece.place is place]


def _body_sheet(start: float = 80.0) -> Sheet:
    """A page with two paragraphs, so that margins and leading are known."""
    sheet = Sheet()
    sheet.paragraph(sheet.paragraph(start, LONG) + 6, OTHER)
    return sheet


def test_words_are_parted_where_a_gap_is_seen(tmp_path: Path) -> None:
    """A blank that the file lost is seen; one that the page does not show is none."""
    sheet = _body_sheet()
    y, x = 700.0, LEFT + INDENT
    sheet.text(x, y, "Kết").text(x + length("Kết "), y, "quả xác đị")
    sheet.text(x + length("Kết quả xác đị"), y, " ").text(x + length("Kết quả xác đị"), y, "nh")
    assert _texts(_pieces(tmp_path, sheet))[-1] == "Kết quả xác định"


def test_letters_printed_twice_count_once(tmp_path: Path) -> None:
    """Bold made by printing a line twice, a little shifted, is read once."""
    sheet = _body_sheet().text(LEFT, 700, "III. KẾT QUẢ").text(LEFT + 0.4, 700, "III. KẾT QUẢ")
    assert _texts(_pieces(tmp_path, sheet))[-1] == "III. KẾT QUẢ"


def test_wrapped_lines_are_one_paragraph(tmp_path: Path) -> None:
    """Lines of a paragraph are joined by blanks; the next indent begins another."""
    assert _texts(_pieces(tmp_path, _body_sheet())) == [LONG, OTHER]


def test_short_line_ends_its_paragraph(tmp_path: Path) -> None:
    """A line that the next word would have fitted on ends its paragraph, without any indent."""
    sheet = _body_sheet()
    sheet.text(LEFT, 600, "Phần mềm chạy chậm.").text(LEFT, 600 + LEADING, "Đã sửa xong.")
    assert _texts(_pieces(tmp_path, sheet))[-2:] == ["Phần mềm chạy chậm.", "Đã sửa xong."]


def test_number_broken_at_its_hyphen_is_glued(tmp_path: Path) -> None:
    """A document number that the line end cut behind its hyphen gets no blank."""
    sheet = _body_sheet()
    head = "Căn cứ Quyết định số 16/2024/QĐ-"
    sheet.spread(LEFT + INDENT, 600, head).text(LEFT, 600 + LEADING, "UBND của tỉnh.")
    assert _texts(_pieces(tmp_path, sheet))[-1] == head + "UBND của tỉnh."


def test_paragraph_goes_on_over_the_page_break(tmp_path: Path) -> None:
    """It is one piece, of the page where it begins; what stands between its halves follows."""
    first, second = _body_sheet(), Sheet()
    first.spread(LEFT + INDENT, 760, "Đến nay toàn huyện đã có hai mươi xã có")
    second.text(300, 40, "2").text(LEFT, 80, "bộ phận một cửa đạt chuẩn.")
    second.paragraph(110, LONG)
    pieces = _pieces(tmp_path, first, second)
    whole = "Đến nay toàn huyện đã có hai mươi xã có bộ phận một cửa đạt chuẩn."
    assert [(p.text, p.page) for p in pieces[2:]] == [(whole, 1), ("2", 2), (LONG, 2)]


def test_heading_of_two_lines_is_one_piece_and_the_type_line_its_own(tmp_path: Path) -> None:
    """Centred lines are joined only where the next word had no room."""
    title = ["kết quả mười năm thực hiện Nghị quyết số", "12-NQ/TU của Tỉnh ủy"]
    sheet = _body_sheet(160)
    for y, text in zip((80, 104, 122), ["BÁO CÁO", *title], strict=True):
        sheet.text(centred(text), y, text, font=BOLD)
    pieces = _pieces(tmp_path, sheet)
    assert [p.text for p in pieces[:2]] == ["BÁO CÁO", " ".join(title)]
    assert all(p.cues.centred and p.cues.bold for p in pieces[:2])


def test_list_items_begin_at_their_markers(tmp_path: Path) -> None:
    """Hanging items: each marker begins one, its wrapped lines stand under the text."""
    sheet, y = _body_sheet(), 500.0
    items = [("Hồ sơ đất đai trễ hạn vẫn còn", "nhiều."), ("Một số công chức còn né", "việc.")]
    start = LEFT + length("- ")
    for head, rest in items:
        sheet.text(LEFT, y, "-").spread(start, y, head).text(start, y + LEADING, rest)
        y += 2 * LEADING
    assert _texts(_pieces(tmp_path, sheet))[-2:] == [f"- {head} {rest}" for head, rest in items]


def test_letterhead_gives_the_left_column_first(tmp_path: Path) -> None:
    """Lines of both columns stand on the same heights and are not mixed."""
    sheet = _body_sheet(220)
    left = ["HUYỆN ỦY BA TƠ", "*", "Số 12-BC/HU"]
    right = ["ĐẢNG CỘNG SẢN VIỆT NAM", "Ba Tơ, ngày 3 tháng 4"]
    for i, text in enumerate(left):
        sheet.text(centred(text, middle=160), 60 + 22 * i, text)
    for i, text in enumerate(right):
        sheet.text(centred(text, middle=420), 60 + 22 * i, text)
    sheet.text(centred("BÁO CÁO"), 160, "BÁO CÁO", font=BOLD)
    pieces = _pieces(tmp_path, sheet)
    columns = [(1, text) for text in left] + [(2, text) for text in right]
    assert [(p.column, p.text) for p in pieces[:6]] == [*columns, (0, "BÁO CÁO")]


def test_recipients_come_before_the_signature(tmp_path: Path) -> None:
    """The tail is two columns; a recipient wrapped onto a second line stays one piece."""
    sheet = _body_sheet()
    recipients = ["Nơi nhận:", "- Thường trực Huyện ủy và", "UBND huyện,", "- Lưu."]
    for i, text in enumerate(recipients):
        sheet.text(LEFT, 500 + 16 * i, text, size=12)
    for y, text in ((500, "T/M BAN THƯỜNG VỤ"), (516, "BÍ THƯ"), (590, "Lê Văn Tám")):
        sheet.text(centred(text, middle=440), y, text, font=BOLD)
    tail = [(p.column, p.text) for p in _pieces(tmp_path, sheet)][2:]
    left = ["Nơi nhận:", "- Thường trực Huyện ủy và UBND huyện,", "- Lưu."]
    right = ["T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Lê Văn Tám"]
    assert tail == [(1, text) for text in left] + [(2, text) for text in right]


def test_text_spread_by_tabs_is_no_column(tmp_path: Path) -> None:
    """Two lines with a wide gap in the middle of the text are read line by line."""
    sheet = _body_sheet()
    for y, label, value in ((500, "Họ và tên", "Nguyễn Văn An"), (518, "Nơi ở", "xã Ba Vinh")):
        sheet.text(LEFT, y, label).text(330, y, value)
    assert {piece.column for piece in _pieces(tmp_path, sheet)} == {0}


def test_page_numbers_and_running_feet_are_set_aside(tmp_path: Path) -> None:
    """A number that counts with the pages, hidden on the first, and a foot that comes again."""
    sheets = [_body_sheet(80 + 9 * i) for i in range(3)]
    for number, sheet in enumerate(sheets, start=1):
        sheet.text(85, 810, "stc-24", size=10)
        if number > 1:
            sheet.text(centred(str(number)), 40, str(number))
    pieces = _pieces(tmp_path, *sheets)
    assert _texts(pieces, Place.PAGE_HEADER) == ["2", "3"]
    assert _texts(pieces, Place.PAGE_FOOTER) == ["stc-24"] * 3
    assert _texts(pieces) == [LONG, OTHER] * 3


def test_signature_stamp_is_set_aside(tmp_path: Path) -> None:
    """The stamp of an electronic signature is kept, but not as text of the report."""
    sheet = _body_sheet(140)
    stamp = ["Người ký: Sở Nội vụ", "Email: snv@tinh.gov.vn", "21-08-2025 08:46:07 +07:00"]
    for i, text in enumerate(stamp):
        sheet.text(LEFT, 40 + 10 * i, text, size=8)
    pieces = _pieces(tmp_path, sheet)
    assert _texts(pieces, Place.STAMP) == stamp
    assert _texts(pieces) == [LONG, OTHER]


def test_footnote_is_a_note_and_its_reference_no_text(tmp_path: Path) -> None:
    """Small lines under a rule at the foot; the raised figure in the text is left out."""
    sheet = _body_sheet()
    text = "Năm 2022 cả huyện có 40 mô hình"
    sheet.text(LEFT + INDENT, 600, text)
    sheet.text(LEFT + INDENT + length(text), 594, "1", size=8)
    sheet.rule(LEFT, 740, LEFT + 140, 740)
    sheet.text(LEFT, 752, "1", size=6).text(LEFT + 8, 756, "Theo số liệu của Sở.", size=10)
    pieces = _pieces(tmp_path, sheet)
    assert _texts(pieces)[-1] == text
    assert _texts(pieces, Place.NOTE) == ["1 Theo số liệu của Sở."]


def test_superscript_that_no_note_explains_stays(tmp_path: Path) -> None:
    """The 2 of a square metre is text."""
    text = "Trụ sở rộng 40 m"
    sheet = _body_sheet().text(LEFT + INDENT, 600, text)
    sheet.text(LEFT + INDENT + length(text), 594, "2", size=8)
    assert _texts(_pieces(tmp_path, sheet))[-1] == text + "2"


def _table_sheet(rows: Sequence[Sequence[str]], top: float, sheet: Sheet) -> Sheet:
    xs = (LEFT, 140, 340, RIGHT)
    sheet.grid(xs, [top + 24 * i for i in range(len(rows) + 1)])
    for i, row in enumerate(rows):
        for x, text in zip(xs, row, strict=False):
            sheet.text(x + 4, top + 24 * i + 17, text)
    return sheet


def test_cells_come_row_by_row(tmp_path: Path) -> None:
    """Cells are numbered from 0 and stand between the paragraphs around the table."""
    rows = [["TT", "Đơn vị", "Kết quả"], ["1", "Xã Ba Vinh", "Tốt"]]
    pieces = _pieces(tmp_path, _table_sheet(rows, 400, _body_sheet()).text(LEFT, 520, "Hết."))
    cells = [(p.cell, p.text) for p in pieces if p.place is Place.CELL]
    assert cells == [
        (Cell(table=0, row=i, column=j), text)
        for i, row in enumerate(rows)
        for j, text in enumerate(row)
    ]
    assert pieces[-1].text == "Hết."


def test_merged_cell_comes_once_with_all_its_lines(tmp_path: Path) -> None:
    """A cell over two rows has the upper row's number; its lines are joined by blanks."""
    sheet = _body_sheet().grid((LEFT, 240, RIGHT), (400, 460))
    sheet.rule(240, 430, RIGHT, 430)
    sheet.text(LEFT + 4, 418, "Công tác").text(LEFT + 4, 436, "tuyên truyền")
    sheet.text(250, 418, "Đạt").text(250, 448, "Khá")
    cells = [p for p in _pieces(tmp_path, sheet) if p.cell]
    assert [(p.text, p.cell.row, p.cell.column) for p in cells if p.cell] == [
        ("Công tác tuyên truyền", 0, 0),
        ("Đạt", 0, 1),
        ("Khá", 1, 1),
    ]


def test_table_goes_on_over_the_page_break(tmp_path: Path) -> None:
    """The same columns on the next page are the same table; its repeated head is set aside."""
    head = ["TT", "Đơn vị", "Kết quả"]
    first = _table_sheet([head, ["1", "Xã Ba Vinh", "Tốt"]], 700, _body_sheet())
    second = _table_sheet([head, ["2", "Xã Ba Vì", "Khá"]], 80, Sheet())
    pieces = _pieces(tmp_path, first, second)
    names = {p.text: p.cell for p in pieces if p.cell}
    assert names["Xã Ba Vì"] == Cell(table=0, row=2, column=1)
    assert _texts(pieces, Place.PAGE_HEADER) == head


def test_cues_say_what_the_eye_sees(tmp_path: Path) -> None:
    """Bold, italic and size come with each piece."""
    sheet = _body_sheet().text(LEFT, 500, "1. Kết quả", font=BOLD)
    sheet.text(LEFT, 530, "(Kèm theo biểu)", font=ITALIC, size=11)
    cues = [piece.cues for piece in _pieces(tmp_path, sheet)][1:]
    seen = [(c.bold, c.italic, c.size_pt) for c in cues]
    assert seen == [(False, False, 14.0), (True, False, 14.0), (False, True, 11.0)]


def test_style_is_read_from_an_embedded_font() -> None:
    """The head table tells bold where the font's name does not."""
    head = bytes(44) + (1).to_bytes(2, "big")
    entry = b"head" + bytes(4) + (28).to_bytes(4, "big") + len(head).to_bytes(4, "big")
    assert mac_style(bytes(4) + (1).to_bytes(2, "big") + bytes(6) + entry + head) == 1


def test_turned_page_is_read_as_it_is_held(tmp_path: Path) -> None:
    """A landscape page stored upright, and one whose box does not begin at 0, read alike."""
    turned = Sheet(extra="/Rotate 90", box="100 50 700 900")
    for i, text in enumerate(["Biểu số một của huyện", "Biểu số hai của huyện"]):
        turned.placed(f"0 1 -1 0 {200 + 30 * i} 120", text)
    shifted = Sheet(box="100 50 695 892")
    shifted.text(200, 100, "Biểu số ba của huyện").text(200, 130, "Biểu số bốn của huyện")
    words = " ".join(_texts(_pieces(tmp_path, turned, shifted)))
    assert words == " ".join(f"Biểu số {n} của huyện" for n in ("một", "hai", "ba", "bốn"))


def test_text_up_the_margin_follows_the_page(tmp_path: Path) -> None:
    """What runs up the page interrupts no paragraph and is no running head."""
    sheet = _body_sheet().placed("0 1 -1 0 30 300", "Bản sao lưu trữ")
    pieces = _pieces(tmp_path, sheet)
    assert _texts(pieces) == [LONG, OTHER, "Bản sao lưu trữ"]


@pytest.mark.libreoffice
def test_report_printed_by_libreoffice_comes_back_whole(tmp_path: Path) -> None:
    """Every paragraph of a Word report, over several pages, is one piece of its PDF."""
    report = Document()
    paragraphs = [f"{number}. {LONG} {OTHER * 2}" for number in range(1, 25)]
    for text in paragraphs:
        report.add_paragraph(text)
    report.save(str(tmp_path / "report.docx"))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run(
        [*command, str(tmp_path), str(tmp_path / "report.docx")], check=True, capture_output=True
    )
    result = read_pdf(tmp_path / "report.pdf")
    assert _texts(result.pieces) == paragraphs
    assert (result.pages or 0) > 2
