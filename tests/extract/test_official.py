"""Letterhead, title, recipients and signature among the pieces of a document."""

from __future__ import annotations

from dataclasses import replace

import pytest
from typed_pieces import BOLD, LONG, PLAIN, TITLE, body, cell, column, piece

from pipeline.extract.official import find_parts
from pipeline.extract.pieces import Piece, Place
from pipeline.records import BlockKind, Cues

_PARTY_LEFT = ("TỈNH ỦY QUẢNG NGÃI", "HUYỆN ỦY SƠN HÀ", "*", "Số 125-BC/HU")
_PARTY_RIGHT = ("ĐẢNG CỘNG SẢN VIỆT NAM", "Sơn Hà, ngày 12 tháng 6 năm 2023")
_STATE_LEFT = ("UBND TỈNH QUẢNG NGÃI", "SỞ NỘI VỤ", "Số: 45/BC-SNV")
_STATE_RIGHT = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Quảng Ngãi, ngày 2 tháng 6 năm 2023",
)
_BODY = [piece("I. ĐẶC ĐIỂM TÌNH HÌNH", BOLD), *body(LONG, "- Đã mở 12 lớp học;", LONG)]
_RECIPIENTS = ("Nơi nhận:", "- Ban Thường vụ Tỉnh ủy,", "- Lưu Văn phòng Huyện ủy.")
_SIGNATURE = ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Nguyễn Văn Mẫu")
_HEAD = [piece("BÁO CÁO", TITLE), piece("tổng kết Nghị quyết số 12-NQ/TU", TITLE)]


def _texts(pieces: list[Piece], kind: BlockKind | None) -> tuple[str, ...]:
    return tuple(p.text for p, k in zip(pieces, find_parts(pieces), strict=True) if k is kind)


@pytest.mark.parametrize("columns", [(1, 2), (0, 0)])
@pytest.mark.parametrize(
    ("left", "right"), [(_PARTY_LEFT, _PARTY_RIGHT), (_STATE_LEFT, _STATE_RIGHT)]
)
def test_all_before_the_type_of_document_is_letterhead(
    left: tuple[str, ...], right: tuple[str, ...], columns: tuple[int, int]
) -> None:
    """The Party's and the State's heads are found, in columns or one below the other."""
    pieces = [*column(columns[0], *left), *column(columns[1], *right), *_HEAD, *_BODY]
    assert _texts(pieces, BlockKind.LETTERHEAD) == (*left, *right)
    assert _texts(pieces, BlockKind.TITLE) == ("BÁO CÁO", "tổng kết Nghị quyết số 12-NQ/TU")
    assert _texts(pieces, None) == tuple(p.text for p in _BODY)


def test_a_title_runs_to_its_rule() -> None:
    """The abstract may go over lines; the rule below it ends the title."""
    title = ["BÁO CÁO", "tổng kết 10 năm thực hiện", "Nghị quyết số 12-NQ/TU", "-----"]
    pieces = [*(piece(t, TITLE) for t in title), piece("Phần mở đầu", TITLE), *_BODY]
    assert _texts(pieces, BlockKind.TITLE) == tuple(title)


def test_the_head_of_a_column_is_no_title() -> None:
    """The word "Kế hoạch" over a column of figures is no type of document."""
    head = replace(cell("KẾ HOẠCH", 0, 1), cues=TITLE)
    pieces = [*column(1, *_STATE_LEFT), *_HEAD, *body("Số liệu:"), cell("Xã", 0, 0), head]
    assert _texts(pieces, BlockKind.TITLE) == tuple(p.text for p in _HEAD)


@pytest.mark.parametrize("subject", ["V/v đề nghị khen thưởng", "Về việc khen thưởng năm 2022"])
def test_the_abstract_may_be_told_by_its_words(subject: str) -> None:
    """Below the type of document "Về việc ..." belongs to the title, wherever it stands."""
    pieces = [piece("TỜ TRÌNH", TITLE), piece(subject), *_BODY]
    assert _texts(pieces, BlockKind.TITLE) == ("TỜ TRÌNH", subject)


def test_type_and_abstract_may_share_a_line() -> None:
    """One line that begins with the type in capitals and goes on is the whole title."""
    line = "BÁO CÁO KẾT QUẢ thực hiện Nghị quyết số 12-NQ/TU"
    pieces = [*column(0, *_STATE_LEFT), piece(line, TITLE), *_BODY]
    assert _texts(pieces, BlockKind.TITLE) == (line,)


@pytest.mark.parametrize(
    "first", ["I. ĐẶC ĐIỂM", "1. Đặc điểm", "Phần thứ nhất", "Kính gửi: Tỉnh ủy"]
)
def test_a_title_ends_where_the_body_begins(first: str) -> None:
    """A numbered heading or the address is body though it is bold and centred like the title."""
    pieces = [*_HEAD, piece(first, TITLE), *_BODY]
    assert first in _texts(pieces, None)


def test_the_word_report_in_a_sentence_is_no_title() -> None:
    """Only a line of the type of document alone, set off, is a title; a sentence is not."""
    pieces = body("Báo cáo này nêu kết quả 10 năm thực hiện.", LONG)
    assert _texts(pieces, BlockKind.TITLE) == ()
    assert _texts(pieces, None) == tuple(p.text for p in pieces)


@pytest.mark.parametrize("columns", [(1, 2), (0, 0)])
def test_a_letter_without_title_keeps_its_head(columns: tuple[int, int]) -> None:
    """A công văn has no type line: its head ends before the address."""
    subject = "V/v báo cáo kết quả thực hiện Nghị quyết số 12"
    left = ("ỦY BAN NHÂN DÂN", "HUYỆN MỘ ĐỨC", "Số: 512/UBND-NV", subject)
    head = [
        *(piece(t, PLAIN, column=columns[0]) for t in left),
        *(piece(t, PLAIN, column=columns[1]) for t in _STATE_RIGHT),
    ]
    pieces = [*head, *body("Kính gửi: Sở Nội vụ tỉnh Quảng Ngãi."), *_BODY]
    assert _texts(pieces, BlockKind.LETTERHEAD) == (*left, *_STATE_RIGHT)
    assert _texts(pieces, BlockKind.TITLE) == ()
    assert _texts(pieces, None)[0] == "Kính gửi: Sở Nội vụ tỉnh Quảng Ngãi."


@pytest.mark.parametrize("swapped", [False, True])
def test_recipients_and_signature_stand_side_by_side(swapped: bool) -> None:  # noqa: FBT001
    """Left and right column are told apart, whichever was read first."""
    tail = [column(1, *_RECIPIENTS), column(2, *_SIGNATURE)]
    first, second = reversed(tail) if swapped else tail
    pieces = [*_HEAD, *_BODY, *first, *second]
    assert _texts(pieces, BlockKind.RECIPIENTS) == _RECIPIENTS
    assert _texts(pieces, BlockKind.SIGNATURE) == _SIGNATURE
    assert _texts(pieces, None) == tuple(p.text for p in _BODY)


def test_recipients_and_signature_may_stand_below_each_other() -> None:
    """Without columns the line of authority ends the recipients."""
    pieces = [*_HEAD, *_BODY, *body(*_RECIPIENTS, *_SIGNATURE)]
    assert _texts(pieces, BlockKind.RECIPIENTS) == _RECIPIENTS
    assert _texts(pieces, BlockKind.SIGNATURE) == _SIGNATURE


@pytest.mark.parametrize(
    "authority",
    [
        "T/M BAN THƯỜNG VỤ",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. GIÁM ĐỐC",
        "T/L BAN THƯỜNG VỤ",
        "Q. GIÁM ĐỐC",
        "KT.GIÁM ĐỐC",
    ],
)
def test_lines_of_authority_begin_the_signature(authority: str) -> None:
    """The Party's and the State's forms of acting for a body are known."""
    pieces = [*_HEAD, *_BODY, *body(authority, "Nguyễn Văn Mẫu")]
    assert _texts(pieces, BlockKind.SIGNATURE) == (authority, "Nguyễn Văn Mẫu")


def test_an_office_alone_signs_at_the_end_only() -> None:
    """An office without line of authority is a signature at the end, not at the beginning."""
    pieces = [*_HEAD, *body("GIÁM ĐỐC"), *_BODY, *body("GIÁM ĐỐC", "Trần Thị Mẫu")]
    assert _texts(pieces, BlockKind.SIGNATURE) == ("GIÁM ĐỐC", "Trần Thị Mẫu")


@pytest.mark.parametrize(
    "annex",
    [
        [piece("PHỤ LỤC", TITLE), piece("Kết quả các năm", TITLE), *body(LONG)],
        [piece("DANH SÁCH", TITLE), *body("đề nghị khen thưởng", LONG)],
        [piece("Biểu số 01: Kết quả"), cell("Xã", 0, 0), cell("Số hộ", 0, 1)],
        [cell("TT", 0, 0), cell("Tên tập thể", 0, 1)],
    ],
)
def test_an_annex_behind_the_signature_is_body(annex: list[Piece]) -> None:
    """What follows the signature as annex, list or table is read as body."""
    pieces = [*_HEAD, *_BODY, *column(2, *_SIGNATURE), *annex]
    assert _texts(pieces, BlockKind.SIGNATURE) == _SIGNATURE
    assert _texts(pieces, None) == tuple(p.text for p in [*_BODY, *annex])


@pytest.mark.parametrize(
    "line",
    [
        "Nơi nhận nông sản là chợ đầu mối của huyện.",
        "Q. Đức Phổ có 12 cán bộ được luân chuyển",
        "TL 625 đã được nâng cấp, mở rộng",
        "TM Dịch vụ tăng 12%",
    ],
)
def test_body_lines_that_begin_like_the_tail_stay_body(line: str) -> None:
    """Roads, districts and sentences that share a word with recipients or signature are body."""
    pieces = [*_HEAD, *_BODY, *body(line, LONG)]
    assert line in _texts(pieces, None)


_MANY = body(*[LONG] * 25)  # more than a page


def test_a_signature_inside_a_long_text_is_body() -> None:
    """An example of a signature, with pages of text behind it, is neither signature nor heading."""
    example = [*body("Ví dụ 1: Văn bản của huyện ủy"), *column(0, *_SIGNATURE)]
    pieces = [*_HEAD, *_BODY, *example, *body("Ví dụ 2: Văn bản của chi bộ"), *_MANY]
    assert _texts(pieces, BlockKind.SIGNATURE) == ()
    assert _texts(pieces, BlockKind.PARAGRAPH) == _SIGNATURE
    assert "Ví dụ 2: Văn bản của chi bộ" in _texts(pieces, None)


@pytest.mark.parametrize("title", ["PHỤ LỤC 1", "KẾT QUẢ CÁC NĂM"])
def test_a_signature_before_a_long_annex_is_the_signature(title: str) -> None:
    """Pages of annex behind it, headed as such, leave the signature what it is."""
    pieces = [*_HEAD, *_BODY, *column(2, *_SIGNATURE), piece(title, TITLE), *_MANY]
    assert _texts(pieces, BlockKind.SIGNATURE) == _SIGNATURE


@pytest.mark.parametrize(
    "line", ["Ghi chú: số liệu tính đến ngày 30/6.", "1.7.2. Kỹ thuật trình bày", "a) Các xã"]
)
def test_a_signature_ends_at_an_item_or_a_label(line: str) -> None:
    """Short lines of text behind the name are body."""
    pieces = [*_HEAD, *_BODY, *column(0, *_SIGNATURE), *body(line, LONG)]
    assert _texts(pieces, BlockKind.SIGNATURE) == _SIGNATURE
    assert line in _texts(pieces, None)


def test_an_unknown_office_beside_the_recipients_signs() -> None:
    """What stands in the row of the recipients, in the other column, is the signature."""
    signed = ("NGƯỜI ĐỨNG ĐẦU", "Trần Thị Mẫu")
    left = [replace(cell(text, 0, 0, ruled=False), column=1) for text in _RECIPIENTS]
    right = [replace(cell(text, 0, 1, ruled=False), column=2) for text in signed]
    pieces = [*_HEAD, *_BODY, *left, *right]
    assert _texts(pieces, BlockKind.RECIPIENTS) == _RECIPIENTS
    assert _texts(pieces, BlockKind.SIGNATURE) == signed


def test_a_badly_read_office_beside_the_recipients_signs() -> None:
    """What stands in the right column of the tail is the signature, whatever OCR made of it."""
    signed = ("GIÁM ĐÓ", "RÓ GIÀM ĐỐC")
    pieces = [*_HEAD, *_BODY, *column(1, *_RECIPIENTS), *column(2, *signed)]
    assert _texts(pieces, BlockKind.SIGNATURE) == signed


def test_recipients_and_signature_may_share_a_table_of_two_rows() -> None:
    """Labels in the first row, lists and names in the second: each column is one part."""
    rows = [
        cell("Nơi nhận:", 0, 0, ruled=False), cell("T/M BAN THƯỜNG VỤ", 0, 1, ruled=False),
        cell("- Ban Thường vụ Tỉnh ủy,", 1, 0, ruled=False),
        cell("- Lưu Văn phòng.", 1, 0, ruled=False), cell("Nguyễn Văn Mẫu", 1, 1, ruled=False),
    ]  # fmt: skip
    beside = [replace(p, column=p.cell.column + 1) for p in rows if p.cell]
    pieces = [*_HEAD, *_BODY, *beside]
    assert _texts(pieces, BlockKind.RECIPIENTS) == (
        "Nơi nhận:", "- Ban Thường vụ Tỉnh ủy,", "- Lưu Văn phòng.",
    )  # fmt: skip
    assert _texts(pieces, BlockKind.SIGNATURE) == ("T/M BAN THƯỜNG VỤ", "Nguyễn Văn Mẫu")


def test_the_tail_behind_lines_to_fill_in_is_a_forms() -> None:
    """A form without blanks in its tail is known by those before it."""
    blanks = body(*[f"{name}: ...................." for name in ("Ông", "Chức vụ", "Về việc")])
    pieces = [*_HEAD, *_BODY, *blanks, *column(2, *_SIGNATURE)]
    assert _texts(pieces, BlockKind.SIGNATURE) == ()


def test_a_template_has_neither_recipients_nor_headings_of_its_own() -> None:
    """The head and the tail of a form to be filled in are paragraphs of the text."""
    head = column(1, "TÊN CƠ QUAN", "Số: .../BC-...")
    motto = column(2, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    blank = body("........................")
    tail = [cell(t, 0, 0, ruled=False) for t in ("Nơi nhận:", "- ............;", "- Lưu: VT.")]
    sign = [cell("CHỨC VỤ CỦA NGƯỜI KÝ", 0, 1, ruled=False)]
    form = [*head, *motto, *blank, *tail, *sign]
    pieces = [*_HEAD, *_BODY, *form, *body("Ghi chú:")]
    assert _texts(pieces, BlockKind.PARAGRAPH) == tuple(p.text for p in form)
    assert _texts(pieces, BlockKind.RECIPIENTS) == ()


def test_a_label_in_a_legend_is_no_list_of_recipients() -> None:
    """The words alone, without colon or anybody named, name a place on a page."""
    pieces = [*_HEAD, *_BODY, *body("Nơi nhận", "10a")]
    assert _texts(pieces, BlockKind.RECIPIENTS) == ()


@pytest.mark.parametrize("first", ["Phụ lục III", "Mẫu số 1", "Mẫu 1.1 - Nghị quyết", "Biểu số 2"])
def test_a_file_that_is_an_annex_has_its_name_as_title(first: str) -> None:
    """Without a line of the type the annex's own heading is the title."""
    title = [piece(first, TITLE), piece("BẢNG CHỮ VIẾT TẮT", TITLE), piece("____", TITLE)]
    pieces = [*title, *_BODY]
    assert _texts(pieces, BlockKind.TITLE) == (first, "BẢNG CHỮ VIẾT TẮT", "____")


def test_the_number_of_a_form_above_a_report_is_no_title() -> None:
    """A report written on a numbered form is still a report."""
    pieces = [piece("Mẫu số 1", TITLE), *column(1, *_STATE_LEFT), *_HEAD, *_BODY]
    assert _texts(pieces, BlockKind.TITLE) == tuple(p.text for p in _HEAD)


def test_running_heads_and_notes_are_never_head_or_body() -> None:
    """What stands in margins and notes keeps its place, within the title too."""
    pieces = [
        piece("2", place=Place.PAGE_HEADER),
        piece("BÁO CÁO", TITLE),
        piece("Sở Nội vụ", place=Place.PAGE_HEADER),
        piece("kết quả 10 năm", Cues(bold=True, centred=True)),
        *_BODY,
        piece("Theo số liệu năm 2022.", place=Place.NOTE),
        piece("TM. ỦY BAN NHÂN DÂN", place=Place.PAGE_FOOTER),
    ]
    assert _texts(pieces, BlockKind.PAGE_HEADER) == ("2", "Sở Nội vụ")
    assert _texts(pieces, BlockKind.TITLE) == ("BÁO CÁO", "kết quả 10 năm")
    assert _texts(pieces, BlockKind.NOTE) == ("Theo số liệu năm 2022.",)
    assert _texts(pieces, BlockKind.PAGE_FOOTER) == ("TM. ỦY BAN NHÂN DÂN",)


def test_nothing_has_no_parts() -> None:
    """A file without pieces has no parts and is no error."""
    assert find_parts([]) == []
