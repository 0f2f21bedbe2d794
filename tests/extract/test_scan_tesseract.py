"""What happens where tesseract is missing, crashes or hangs: fakes of the program, one a failure."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from typing import TYPE_CHECKING

import pytest
from pdf_files import LEFT, Sheet, write_pdf
from scan_pictures import Scan, join_pdfs, write_scan

from pipeline.errors import DocumentError
from pipeline.extract.pdf import read_pdf
from pipeline.extract.scan import read_image, scan_pages, tesseract
from pipeline.extract.scan.images import draw_images

if TYPE_CHECKING:
    from pathlib import Path

TYPED = "Thực hiện Nghị quyết của Tỉnh ủy, huyện đã ban hành nhiều kế hoạch và kiểm tra từng xã."


def _fake(folder: Path, languages: str, doing: str) -> None:
    """Write a program that lists `languages`, and does something else to a page."""
    folder.mkdir()
    program = folder / "tesseract"
    program.write_text(
        f"#!{sys.executable}\nimport sys, time\n"
        f"if sys.argv[1] == '--list-langs':\n    print({languages!r})\nelse:\n    {doing}\n"
    )
    program.chmod(0o755)


def _scan() -> Scan:
    scan = Scan()
    scan.paragraph(130, TYPED)
    return scan


def _typed(path: Path, pages: int) -> Path:
    sheet = Sheet()
    for i in range(6):
        sheet.text(LEFT, 80 + 18 * i, TYPED, size=6)
    return write_pdf(path, [sheet] * pages)


def test_missing_program_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without tesseract a scan is refused, and both packages are named."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DocumentError) as caught:
        read_image(write_scan(tmp_path / "a.png", [_scan()]))
    assert caught.value.code == "ocr-missing"
    assert "tesseract-ocr " in caught.value.detail
    assert "tesseract-ocr-vie " in caught.value.detail


def test_missing_language_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tesseract without Vietnamese would read rubbish: the scan is refused."""
    _fake(tmp_path / "bin", "eng\nosd", "pass")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with pytest.raises(DocumentError) as caught:
        read_image(write_scan(tmp_path / "a.png", [_scan()]))
    assert (caught.value.code, "tiếng Việt" in caught.value.detail) == ("ocr-missing", True)


def test_typed_report_with_a_scanned_annex_needs_no_tesseract(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where most pages are typed, the report is read, and the page that is not is named."""
    scan = write_scan(tmp_path / "scan.pdf", [_scan()])
    path = join_pdfs(tmp_path / "a.pdf", [_typed(tmp_path / "typed.pdf", 2), scan])
    monkeypatch.setenv("PATH", str(tmp_path))
    warnings = read_pdf(path).warnings
    assert [(w.code, "Trang 3 " in w.detail) for w in warnings] == [
        ("pdf-pages-without-text", True)
    ]


@pytest.mark.parametrize("doing", ["sys.exit(1)", "time.sleep(60)"])
def test_page_on_which_tesseract_fails_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, doing: str
) -> None:
    """A crash or a hang costs that page, with a warning; the others are read."""
    scan = write_scan(tmp_path / "scan.pdf", [_scan()])
    path = join_pdfs(tmp_path / "a.pdf", [_typed(tmp_path / "typed.pdf", 2), scan])
    _fake(tmp_path / "bin", "vie", doing)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(tesseract, "_SECONDS", 2)
    read = read_pdf(path)
    assert ("ocr-failed", True) in [(w.code, "trang 3 " in w.detail) for w in read.warnings]
    assert {piece.page for piece in read.pieces} == {1, 2}


def test_unsure_page_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of which OCR is not sure is read, and a person is told to compare it."""
    words = "".join(
        f"<span class='ocrx_word' title='bbox {100 + 90 * i} 300 {180 + 90 * i} 340; x_wconf 60'>"
        "thực</span>"
        for i in range(10)
    )
    line = "<span class='ocr_line' title='bbox 100 300 1000 340; baseline 0 -8; x_size 40'>"
    _fake(tmp_path / "bin", "vie", f"print({line + words + '</span>'!r})")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    read = read_image(write_scan(tmp_path / "a.png", [_scan()]))
    assert [warning.code for warning in read.warnings] == ["low-ocr-confidence"]
    assert [piece.confidence for piece in read.pieces] == [0.6]


@pytest.mark.parametrize("suffix", ["png", "pdf"])
def test_a_tesseract_that_fails_on_all_pages_is_no_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    """The message blames the program, and does not ask the unit for another file."""
    path = write_scan(tmp_path / f"a.{suffix}", [_scan()])
    _fake(tmp_path / "bin", "vie", "sys.exit(1)")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with pytest.raises(DocumentError, match="không phải lỗi của tệp") as caught:
        (read_pdf if suffix == "pdf" else read_image)(path)
    assert caught.value.code == "ocr-failed"


HOCR = (
    "<span class='ocr_line' title='bbox 100 300 200 340; baseline 0 -8; x_size 40'>"
    "<span class='ocrx_word' title='bbox 100 300 180 340; x_wconf 90'>thực</span></span>"
)


def test_page_that_was_hindered_is_read_again(tmp_path: Path) -> None:
    """A program killed once, as where memory is short, costs no page."""
    once = tmp_path / "once"
    kill = f"open({str(once)!r}, 'x'); import os; os.kill(os.getpid(), 9)"
    doing = f"import pathlib\n    if not pathlib.Path({str(once)!r}).exists(): {kill}\n    "
    _fake(tmp_path / "bin", "vie", doing + f"print({HOCR!r})")
    pictures = draw_images(write_scan(tmp_path / "a.tif", [_scan()] * 3))
    pages = list(scan_pages(str(tmp_path / "bin" / "tesseract"), pictures, 2))
    assert [(page.number, page.marks is not None) for page in pages] == [
        (1, True), (2, True), (3, True),
    ]  # fmt: skip
    assert once.exists()


def test_reading_given_up_leaves_nothing_running(tmp_path: Path) -> None:
    """Who stops asking for pages waits for none, and no program is left behind."""
    pids = tmp_path / "pids"
    pids.mkdir()
    note = f"import os; open({str(pids)!r} + '/' + str(os.getpid()), 'x')"
    doing = f"{note}; time.sleep(0 if len(os.listdir({str(pids)!r})) < 2 else 60)"
    _fake(tmp_path / "bin", "vie", f"{doing}; print({HOCR!r})")
    pictures = draw_images(write_scan(tmp_path / "a.tif", [_scan()] * 3))
    pages = scan_pages(str(tmp_path / "bin" / "tesseract"), pictures, 2)
    next(pages)
    while len(list(pids.iterdir())) < 2:
        time.sleep(0.05)
    begin = time.monotonic()
    pages.close()
    assert time.monotonic() - begin < 10
    assert not any(_is_running(int(pid.name)) for pid in pids.iterdir())


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_version_tells_the_language_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other data read otherwise: their digest is told, wherever the program says they lie."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "vie.traineddata").write_bytes(b"one")
    heading = f'List of available languages in "{data}/" (1):'
    _fake(tmp_path / "bin", f"{heading}\nvie", "print('tesseract 5.3.0')")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    digest = hashlib.sha256(b"one").hexdigest()[:12]
    assert tesseract.tesseract_version() == f"5.3.0 vie vie:{digest}"


def test_version_of_a_program_that_hangs_is_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is neither a version nor that of a machine without the program."""
    _fake(tmp_path / "bin", "vie", "time.sleep(60)")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(tesseract, "_LIST_SECONDS", 1)
    assert tesseract.tesseract_version() == "unknown"


def test_program_that_does_not_answer_is_no_missing_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal says that the program does not run, and asks it again the next time."""
    _fake(tmp_path / "bin", "vie", "pass")
    program = tmp_path / "bin" / "tesseract"
    sound = program.read_text()
    program.write_text(f"#!{sys.executable}\nimport sys\nsys.exit(1)\n")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with pytest.raises(DocumentError, match="không chạy được"):
        tesseract.find_tesseract()
    program.write_text(sound)
    assert tesseract.find_tesseract() == str(program)
