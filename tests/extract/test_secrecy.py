"""A secrecy mark in the head quarantines a document before its text is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from word_files import cell, grid_borders, paragraph, run, table, word_file

from pipeline.errors import DocumentError
from pipeline.extract import read_document
from pipeline.extract.secrecy import refuse_classified

if TYPE_CHECKING:
    from pathlib import Path

_CENTRED = '<w:jc w:val="center"/>'
_BODY = "Huyện ủy báo cáo kết quả thực hiện nghị quyết về bảo vệ bí mật nhà nước trên địa bàn."


@pytest.mark.parametrize(
    "mark",
    [
        "MẬT", "TỐI MẬT", "TUYỆT MẬT", "M Ậ T", "[MẬT]", "Độ mật: Tối mật", "Tối mật",
        "MẬẤT", "TỔỐI MẬ", "TUYỆT MẬT (A)", "T Ố I M Ậ T",
        "T U Y Ệ T  M Ậ T", "MẬT - HỎA TỐC", "MẬT/KHẨN", "HỎA TỐC - TỐI MẬT", "MẬT THƯỢNG KHẨN",
        "MẬT Số: 12/BC-UBND", "MẬT CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ],
)  # fmt: skip
def test_a_mark_is_seen_in_every_form(mark: str) -> None:
    """Alone on its line, boxed, letter-spaced, stated, or beside urgency, number or motto."""
    with pytest.raises(DocumentError, match="cách ly") as caught:
        refuse_classified(["ĐẢNG BỘ TỈNH", mark, "BÁO CÁO"])
    assert (caught.value.code, caught.value.quarantine) == ("classified", True)


@pytest.mark.parametrize(
    "line",
    [
        "MẶT TRẬN TỔ QUỐC", "BẢO MẬT THÔNG TIN", "về công tác bảo mật", "MẶT", "BẢO MẬT",
        "BÍ MẬT NHÀ NƯỚC", "KHẨN", "MẬT ONG", "MẬT ĐỘ DÂN SỐ", "Độ mật: Không", "SỐ 12 BẢO MẬT",
    ],
)  # fmt: skip
def test_other_words_are_no_mark(line: str) -> None:
    """Text that speaks of secrecy is no secret."""
    refuse_classified(["ĐẢNG BỘ TỈNH", line, "BÁO CÁO"])


def test_a_marked_word_file_is_quarantined(tmp_path: Path) -> None:
    """The mark stands in the head of the file."""
    path = word_file(tmp_path, paragraph("MẬT") + paragraph("BÁO CÁO") + paragraph(_BODY))
    with pytest.raises(DocumentError) as caught:
        read_document(path, sha256="0" * 64, file_format="docx")
    assert caught.value.code == "classified"


def _is_refused(folder: Path, body: str) -> bool:
    path = word_file(folder, body)
    try:
        read_document(path, sha256="0" * 64, file_format="docx")
    except DocumentError as error:
        return error.code == "classified"
    return False


_TAB, _BREAK = "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>"
_LONG = paragraph(" ".join([_BODY] * 4))


@pytest.mark.parametrize(
    "head",
    [
        paragraph(run("UBND HUYỆN SƠN HÀ"), _BREAK, run("MẬT")),
        paragraph(run("MẬT"), _TAB, run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
        paragraph(run("UBND HUYỆN"), _TAB, run("MẬT")),
        paragraph(run("UBND HUYỆN          MẬT")),
        table(
            cell("UBND HUYỆN", "MẬT") + cell("ĐẢNG CỘNG SẢN VIỆT NAM"), properties=grid_borders()
        ),
        _LONG + paragraph("MẬT"),
    ],
)
def test_a_mark_is_seen_wherever_the_head_sets_it(head: str, tmp_path: Path) -> None:
    """Behind a soft break, a tab or blanks, in a cell with borders, below a long first paragraph."""
    assert _is_refused(tmp_path, head + paragraph("BÁO CÁO") + paragraph(_BODY))


def test_a_table_of_words_is_no_secret(tmp_path: Path) -> None:
    """An annex that lists which files are secret names the marks in its cells."""
    rows = table(
        cell("Tài liệu") + cell("Độ mật"),
        cell("Phương án bảo vệ") + cell("TỐI MẬT"),
        cell("Biên bản") + cell("MẬT"),
        properties=grid_borders(),
    )
    assert not _is_refused(tmp_path, paragraph("DANH SÁCH", properties=_CENTRED) + rows)


def test_a_mark_behind_the_first_page_is_text(tmp_path: Path) -> None:
    """Where no pages are known, a page of words ends the search."""
    body = paragraph("BÁO CÁO") + _LONG * 8 + paragraph("MẬT")
    assert not _is_refused(tmp_path, body)


def test_a_mark_on_the_second_page_is_text(tmp_path: Path) -> None:
    """Only the first page is searched."""
    turned = paragraph("<w:r><w:lastRenderedPageBreak/></w:r>", run("MẬT"))
    assert not _is_refused(tmp_path, paragraph("BÁO CÁO") + paragraph(_BODY) + turned)
