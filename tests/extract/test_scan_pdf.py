"""PDF files whose pages are scans or carry a broken text layer: which pages OCR reads."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from pdf_files import HEIGHT, LEFT, WIDTH, Sheet, write_pdf
from scan_pictures import Scan, join_pdfs, write_scan

from pipeline.errors import DocumentError
from pipeline.extract.pdf import read_pdf
from pipeline.extract.scan import draw_pages, scan_pages

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="reads pictures with a real tesseract"
)
TYPED = "Thực hiện Nghị quyết của Tỉnh ủy, huyện đã ban hành nhiều kế hoạch và kiểm tra từng xã."
SCANNED = (
    "Công tác tuyên truyền được quan tâm, hình thức ngày càng phong phú, góp phần nâng cao nhận "
    "thức của cán bộ, đảng viên và nhân dân trên địa bàn huyện."
)
# Letters as old recognition leaves them; real files gave the patterns.
BROKEN = "Dê nghj các co quan, dcm vi truy cp ni dung Thông tir thirc hin tji dja chi sâ tài."


def _scan() -> Scan:
    scan, y = Scan(), 130.0
    for _ in range(3):
        y = scan.paragraph(y, SCANNED) + 6
    return scan


def _sheet(text: str) -> Sheet:
    sheet = Sheet()
    for i in range(6):
        sheet.text(LEFT, 80 + 18 * i, text, size=6)
    return sheet


def _pictured(scan: Scan, *lines: str) -> Sheet:
    """A page that shows the scan, with an invisible text layer of these lines."""
    wide, high = scan.image.size
    dots = scan.image.convert("1").tobytes().hex()
    sheet = Sheet()
    form = f"/W {wide} /H {high} /CS /G /BPC 1 /F /AHx"
    sheet.marks.append((f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm BI {form} ID {dots}> EI Q", "", ""))
    for i, line in enumerate(lines):
        place = f"1 0 0 1 {LEFT} {HEIGHT - 700 - 14 * i} Tm"
        sheet.marks.append((f"BT /Times-Roman 6 Tf 3 Tr {place} <", line, "> Tj ET"))
    return sheet


def test_scanned_file_is_read(tmp_path: Path) -> None:
    """A PDF of pictures alone gives the text of its pages."""
    read = read_pdf(write_scan(tmp_path / "a.pdf", [_scan(), _scan()]), jobs=2)
    assert [(piece.page, piece.text) for piece in read.pieces] == [
        (page, SCANNED) for page in (1, 1, 1, 2, 2, 2)
    ]
    assert read.report.scanned_pages == (1, 2)


def test_only_the_page_without_text_is_read_by_ocr(tmp_path: Path) -> None:
    """A scanned annex between typed pages: the typed ones keep the text of the file."""
    typed = write_pdf(tmp_path / "typed.pdf", [_sheet(TYPED)])
    scan = write_scan(tmp_path / "scan.pdf", [_scan()])
    read = read_pdf(join_pdfs(tmp_path / "a.pdf", [typed, scan, typed]))
    assert {piece.page: piece.confidence is not None for piece in read.pieces} == {
        1: False, 2: True, 3: False,
    }  # fmt: skip
    assert read.report.scanned_pages == (2,)


def test_broken_layer_is_replaced(tmp_path: Path) -> None:
    """Letters that are no Vietnamese give way to what is seen on the page."""
    path = write_pdf(tmp_path / "a.pdf", [_pictured(_scan(), *[BROKEN] * 4)])
    assert [piece.text for piece in read_pdf(path).pieces] == [SCANNED] * 3


def test_stamp_over_a_scan_is_kept_and_the_page_is_read(tmp_path: Path) -> None:
    """An electronic signature is no text layer; it is kept as the file has it."""
    stamp = "Người ký: Ủy ban nhân dân huyện Sơn Hà"
    path = write_pdf(tmp_path / "a.pdf", [_pictured(_scan(), stamp)])
    texts = [piece.text for piece in read_pdf(path).pieces]
    assert [text for text in texts if text != stamp] == [SCANNED] * 3
    assert stamp in texts


def test_sound_layer_over_a_scan_is_kept(tmp_path: Path) -> None:
    """A scan with a good text layer is not read again."""
    path = write_pdf(tmp_path / "a.pdf", [_pictured(_scan(), *[TYPED] * 5)])
    assert read_pdf(path).report.scanned_pages == ()


def test_layer_stays_where_ocr_reads_worse(tmp_path: Path) -> None:
    """An unclear annex that OCR cannot better is kept as it is, and a person is told."""
    typed = write_pdf(tmp_path / "typed.pdf", [_sheet(TYPED)] * 2)
    annex = write_pdf(tmp_path / "annex.pdf", [_pictured(Scan(), *[BROKEN] * 4)])
    read = read_pdf(join_pdfs(tmp_path / "a.pdf", [typed, annex]))
    assert [(w.code, "Trang 3 " in w.detail) for w in read.warnings] == [
        ("pdf-pages-unclear", True)
    ]
    assert any(BROKEN in piece.text for piece in read.pieces)


def test_letters_drawn_as_lines_are_read(tmp_path: Path) -> None:
    """A page that has neither letters nor a covering picture is looked at all the same."""
    scan = _scan()
    scan.image = scan.image.crop((0, 0, scan.image.width, scan.image.height // 3))
    sheet = Sheet()
    wide, high = scan.image.size
    dots = scan.image.convert("1").tobytes().hex()
    draw = f"q {WIDTH} 0 0 {HEIGHT / 3} 0 {HEIGHT / 2} cm BI /W {wide} /H {high} /CS /G /BPC 1"
    sheet.marks.append((f"{draw} /F /AHx ID {dots}> EI Q", "", ""))
    read = read_pdf(write_pdf(tmp_path / "a.pdf", [sheet]))
    assert [piece.text for piece in read.pieces] == [SCANNED] * 3


def test_classified_first_page_stops_before_the_second(tmp_path: Path) -> None:
    """A secrecy mark on a scanned first page: no other page is read."""
    told: list[int] = []
    first = _scan().text(120, 60, "TỐI MẬT", size=20, bold=True)
    path = write_scan(tmp_path / "a.pdf", [first, _scan()])
    with pytest.raises(DocumentError) as caught:
        read_pdf(path, on_page=lambda done, _: told.append(done))
    assert (caught.value.code, told) == ("classified", [])


def test_pages_are_told_of_as_they_are_done(tmp_path: Path) -> None:
    """A progress bar counts the pages that OCR reads, to the last one."""
    told: list[tuple[int, int]] = []
    path = write_scan(tmp_path / "a.pdf", [_scan()] * 3)
    read_pdf(path, jobs=2, on_page=lambda *done: told.append(done))
    assert told == [(2, 3), (3, 3)]


def test_blank_pages_only_are_refused(tmp_path: Path) -> None:
    """Pictures of white paper say that nothing could be read."""
    with pytest.raises(DocumentError) as caught:
        read_pdf(write_scan(tmp_path / "a.pdf", [Scan(), Scan()]))
    assert caught.value.code == "pdf-no-text"


def test_huge_page_is_read(tmp_path: Path) -> None:
    """A page of 20,000 pixels is drawn small enough for memory, and read."""
    scan = _scan()
    path = tmp_path / "a.pdf"
    scan.image.save(path, resolution=8.27)  # 200 inches wide: 60,000 dots at 300 an inch
    assert SCANNED in [piece.text for piece in read_pdf(path).pieces]


@pytest.mark.parametrize(
    "box", ["0 0 1200 1", "0 0 1 1", "0 0 1300 1300", "0 0 14400 2", "0 0 1e9 1e9", "0 0 -5 1e30"]
)
def test_page_of_an_absurd_size_costs_no_memory(tmp_path: Path, box: str) -> None:
    """Whatever size a page states, its picture is one of a sheet of A3 at most."""
    path = write_pdf(tmp_path / "a.pdf", [Sheet(box=box)])
    for picture in draw_pages(path, [1]):
        assert picture.grey.size < 41_000_000
        assert [page.marks is not None for page in scan_pages("tesseract", [picture], 1)] == [True]
