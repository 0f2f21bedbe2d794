"""Scans read by a real tesseract: pictures drawn here, read to pieces."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from scan_pictures import Scan, write_scan

from pipeline.errors import DocumentError
from pipeline.extract import ReadOptions, read_document
from pipeline.extract.pieces import Place
from pipeline.extract.scan import read_image

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.extract.pieces import Piece

pytestmark = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="reads pictures with a real tesseract"
)
FIRST = (
    "Thực hiện Nghị quyết của Huyện ủy, các xã đã ban hành nhiều kế hoạch và tổ chức kiểm tra việc "
    "học tập, quán triệt ở từng xã, thị trấn; đến nay các xã đều đã hoàn thành."
)
SECOND = (
    "Công tác tuyên truyền được quan tâm, hình thức ngày càng phong phú, góp phần nâng cao nhận "
    "thức của cán bộ, đảng viên và nhân dân trên địa bàn huyện."
)


def _page() -> Scan:
    scan = Scan()
    scan.text(100, 70, "HUYỆN ỦY SƠN HÀ").text(320, 70, "ĐẢNG CỘNG SẢN VIỆT NAM")
    scan.text(110, 90, "Số: 125-BC/HU").text(320, 90, "Sơn Hà, ngày 17 tháng 3 năm 2023")
    scan.text(260, 140, "BÁO CÁO", bold=True)
    scan.text(113, 190, "I. KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT", bold=True)
    y = scan.paragraph(215, FIRST)
    scan.paragraph(y + 6, SECOND)
    return scan


def _texts(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.text for piece in pieces]


def test_letterhead_and_paragraphs_of_a_picture(tmp_path: Path) -> None:
    """Columns of the head are read one by one, wrapped lines become paragraphs."""
    read = read_image(write_scan(tmp_path / "a.png", [_page()]))
    assert _texts(read.pieces) == [
        "HUYỆN ỦY SƠN HÀ", "Số: 125-BC/HU", "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Sơn Hà, ngày 17 tháng 3 năm 2023", "BÁO CÁO", "I. KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT",
        FIRST, SECOND,
    ]  # fmt: skip


def test_confidence_stands_on_every_piece(tmp_path: Path) -> None:
    """Each piece says how sure OCR was of it, and the report names the page."""
    read = read_image(write_scan(tmp_path / "a.png", [_page()]))
    assert all(piece.confidence and 0.5 < piece.confidence <= 1 for piece in read.pieces)
    assert read.report.scanned_pages == (1,)


def test_bold_is_seen_in_a_picture(tmp_path: Path) -> None:
    """Thick strokes make a heading bold, plain paragraphs stay plain."""
    read = read_image(write_scan(tmp_path / "a.png", [_page()]))
    bold = {piece.text: piece.cues.bold for piece in read.pieces}
    assert bold["I. KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT"]
    assert not bold[FIRST]


def test_clear_page_has_no_warning(tmp_path: Path) -> None:
    """What was read well is not complained of."""
    assert read_image(write_scan(tmp_path / "a.png", [_page()])).warnings == ()


@pytest.mark.parametrize("degrees", [1.5, -3.0])
def test_leaning_page_reads_the_same(tmp_path: Path, degrees: float) -> None:
    """A page that the feeder leant is levelled: its paragraphs stay whole."""
    read = read_image(write_scan(tmp_path / "a.png", [_page().leaning(degrees)]))
    assert _texts(read.pieces)[-2:] == [FIRST, SECOND]


@pytest.mark.parametrize("degrees", [0.4, -1.5])
def test_leaning_page_in_black_and_white_reads_the_same(tmp_path: Path, degrees: float) -> None:
    """A fax that leans little has its words levelled by their places, one that leans more is turned."""
    scan = Scan(image=_page().leaning(degrees).image.point(lambda value: 255 * (value > 128)))
    read = read_image(write_scan(tmp_path / "a.png", [scan]))
    assert _texts(read.pieces)[-2:] == [FIRST, SECOND]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_page_scanned_the_wrong_way_up_is_turned(tmp_path: Path, degrees: int) -> None:
    """A page on its side or head down is read upright."""
    scan = Scan(image=_page().image.rotate(degrees, expand=True))
    read = read_image(write_scan(tmp_path / "a.png", [scan]))
    assert _texts(read.pieces)[-2:] == [FIRST, SECOND]


def test_ruled_table_becomes_cells(tmp_path: Path) -> None:
    """Borders are found in the picture; words stand in their cells."""
    rows = [("Chỉ tiêu", "Kết quả"), ("Số hội nghị", "125"), ("Số đại biểu", "4.280")]
    scan = Scan().grid((85, 300, 500), (100, 130, 160, 190))
    for i, (left, right) in enumerate(rows):
        scan.text(95, 121 + 30 * i, left).text(320, 121 + 30 * i, right)
    scan.paragraph(230, FIRST)
    pieces = read_image(write_scan(tmp_path / "a.png", [scan])).pieces
    cells = {
        (piece.cell.row, piece.cell.column): piece.text
        for piece in pieces
        if piece.place is Place.CELL and piece.cell
    }
    assert cells == {(i, j): text for i, row in enumerate(rows) for j, text in enumerate(row)}


def test_pages_of_a_tiff_in_their_order(tmp_path: Path) -> None:
    """Every page of a fax file is read, side by side, and told of as it is done."""
    scans = []
    for texts in ((FIRST, SECOND), (SECOND, FIRST), (FIRST, SECOND)):
        scan, y = Scan(), 130.0
        for text in texts:
            y = scan.paragraph(y, text) + 6
        scans.append(scan)
    told: list[tuple[int, int]] = []
    read = read_image(
        write_scan(tmp_path / "a.tif", scans), jobs=2, on_page=lambda *done: told.append(done)
    )
    assert [(piece.page, piece.text) for piece in read.pieces] == [
        (1, FIRST), (1, SECOND), (2, SECOND), (2, FIRST), (3, FIRST), (3, SECOND),
    ]  # fmt: skip
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_photo_is_turned_as_its_camera_noted(tmp_path: Path) -> None:
    """A JPEG stored on its side with an Exif note needs no guess."""
    scan = _page()
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise by 90 degrees
    path = tmp_path / "a.jpg"
    scan.image.rotate(90, expand=True).save(path, exif=exif, dpi=(200, 200))
    assert _texts(read_image(path).pieces)[-2:] == [FIRST, SECOND]


def test_image_is_a_document(tmp_path: Path) -> None:
    """An image goes the way of all formats; all of its text is of OCR."""
    path = write_scan(tmp_path / "a.png", [_page()])
    options = ReadOptions(jobs=2)
    document = read_document(path, sha256="0" * 64, file_format="png", options=options)
    assert document.report.scanned_share == 1
    assert all(block.confidence for block in document.blocks)


def test_blank_image_is_refused(tmp_path: Path) -> None:
    """A picture without a letter says so."""
    path = write_scan(tmp_path / "a.png", [Scan()])
    with pytest.raises(DocumentError) as caught:
        read_document(path, sha256="0" * 64, file_format="png")
    assert caught.value.code == "no-text"


def test_classified_scan_is_read_no_further(tmp_path: Path) -> None:
    """A secrecy mark on the first page stops the reading before the second."""
    told: list[int] = []
    scans = [_page().text(120, 120, "TUYỆT MẬT", size=18, bold=True), _page()]
    path = write_scan(tmp_path / "a.tif", scans)
    with pytest.raises(DocumentError) as caught:
        read_image(path, on_page=lambda done, _: told.append(done))
    assert (caught.value.code, caught.value.quarantine, told) == ("classified", True, [])
