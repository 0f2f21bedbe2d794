"""PDF files that cannot be read, and what is said of them; the measure of a text layer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pdf_files import LEFT, Sheet, open_lock, write_pdf

from pipeline.errors import DocumentError
from pipeline.extract.pdf import read_pdf
from pipeline.text.syllable import is_syllable, syllable_share

if TYPE_CHECKING:
    from collections.abc import Sequence

OPEN_FILES = Path("/proc/self/fd")
SOUND = "Thực hiện Nghị quyết của Tỉnh ủy, huyện đã ban hành nhiều kế hoạch và kiểm tra từng xã. "
# Letters as old recognition leaves them; real files gave the patterns.
BROKEN = "Dê nghj các co quan, dcm vi truy cp ni dung Thông tir thirc hin tji dja chi sâ tài. "


def _sheet(text: str, *, font: str = "Times-Roman", lines: int = 6) -> Sheet:
    sheet = Sheet()
    for i in range(lines):
        sheet.text(LEFT, 80 + 18 * i, text.strip(), font=font, size=6)
    return sheet


def _code(path: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        read_pdf(path)
    assert caught.value.detail.endswith(".")
    return caught.value.code


def _code_of(path: Path, sheets: Sequence[Sheet]) -> str:
    return _code(write_pdf(path / "report.pdf", sheets))


def test_damaged_file_is_refused(tmp_path: Path) -> None:
    """A file whose end was lost on the way says so."""
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.4\n1 0 obj\n<< /Type /Cat")
    assert _code(path) == "pdf-damaged"


def test_locked_file_is_refused(tmp_path: Path) -> None:
    """A file with a password says so."""
    lock = open_lock() | {"U": bytes(32)}
    assert _code(write_pdf(tmp_path / "report.pdf", [_sheet(SOUND)], lock=lock)) == "pdf-encrypted"


def test_file_locked_only_against_changes_is_read(tmp_path: Path) -> None:
    """Encryption that the empty password opens is no hindrance."""
    path = write_pdf(tmp_path / "report.pdf", [_sheet(SOUND, lines=1)], lock=open_lock())
    assert [piece.text for piece in read_pdf(path).pieces] == [SOUND.strip()]


def test_file_without_pages_is_refused(tmp_path: Path) -> None:
    """A document with an empty page tree says so."""
    assert _code_of(tmp_path, []) == "pdf-no-pages"


def test_reason_is_that_of_the_file_itself(tmp_path: Path) -> None:
    """What was wrong with the file before (a password) is not said of the next one."""
    test_locked_file_is_refused(tmp_path)
    assert _code_of(tmp_path, []) == "pdf-no-pages"
    test_damaged_file_is_refused(tmp_path)


def test_scan_is_refused(tmp_path: Path) -> None:
    """Pictures with a page number or a stamp as their only letters are a scan."""
    sheets = [Sheet().picture().text(300, 800, str(number)) for number in (1, 2)]
    assert _code_of(tmp_path, sheets) == "pdf-no-text"


def test_old_recognition_is_refused(tmp_path: Path) -> None:
    """A text layer whose words are no Vietnamese is not trusted."""
    assert _code_of(tmp_path, [_sheet(BROKEN)]) == "pdf-bad-text-layer"


def test_scanned_page_within_a_report_is_a_warning(tmp_path: Path) -> None:
    """One page without letters does not stop the others; a person is told which one."""
    sheets = [_sheet(SOUND), Sheet().picture(), _sheet(SOUND)]
    result = read_pdf(write_pdf(tmp_path / "report.pdf", sheets))
    assert [(w.code, "Trang 2 " in w.detail) for w in result.warnings] == [
        ("pdf-pages-without-text", True)
    ]


def test_unclear_page_within_a_report_is_a_warning(tmp_path: Path) -> None:
    """One badly recognised annex is named, and the report is read."""
    sheets = [_sheet(SOUND), _sheet(SOUND), _sheet(SOUND, lines=20), _sheet(BROKEN)]
    result = read_pdf(write_pdf(tmp_path / "report.pdf", sheets))
    assert [(w.code, "Trang 4 " in w.detail) for w in result.warnings] == [
        ("pdf-pages-unclear", True)
    ]


@pytest.mark.skipif(not OPEN_FILES.exists(), reason="counts open files as Linux shows them")
def test_no_file_stays_open(tmp_path: Path) -> None:
    """Neither a file that was read nor one that was refused is held afterwards."""
    good = write_pdf(tmp_path / "good.pdf", [_sheet(SOUND)])
    scan = write_pdf(tmp_path / "scan.pdf", [Sheet().picture()])
    read_pdf(good)  # loads the libraries
    before = len(list(OPEN_FILES.iterdir()))
    for _ in range(5):
        read_pdf(good)
        _code(scan)
    assert len(list(OPEN_FILES.iterdir())) == before


@pytest.mark.parametrize("word", "nghiêng quyết Giếng khuya ƯỚC hoà hòa thuở yếu gì oằn".split())
def test_syllables_are_known(word: str) -> None:
    """Onset, rime and tone of real words fit together, in either placement of the tone."""
    assert is_syllable(word)


@pytest.mark.parametrize("word", "thirc dcm cap nghj quyet scan kg näm tếế".split())
def test_other_letters_are_no_syllables(word: str) -> None:
    """Broken words, a stop without its tone, foreign words and units fail."""
    assert not is_syllable(word)


def test_abbreviations_are_not_asked() -> None:
    """Capitals and single letters say nothing of a text layer."""
    assert syllable_share("UBND huyện, BTV: a) đạt 5 kg") == (2 / 3, 3)


def test_one_broken_page_does_not_cost_the_others(tmp_path: Path) -> None:
    """It is named, and what stands on the other pages is read."""
    path = write_pdf(tmp_path / "report.pdf", [_sheet(SOUND), _sheet("MAT"), _sheet(SOUND)])
    data = path.read_bytes()
    kids = re.search(rb"/Kids \[(\d+) 0 R (\d+) 0 R", data)
    assert kids is not None
    path.write_bytes(data[: kids.start(2)] + b"9" * len(kids[2]) + data[kids.end(2) :])
    found = read_pdf(path)
    assert {piece.page for piece in found.pieces} == {1, 3}
    assert found.pages == 3
    assert any("Trang 2" in warning.detail for warning in found.warnings)
