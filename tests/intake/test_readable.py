"""What a clerk is told of a file that cannot be read."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

import pytest
from intake_files import make_ole

from pipeline.errors import DocumentError
from pipeline.intake import check_container, check_readable, sniff_format
from pipeline.intake.readable import _REFUSED

if TYPE_CHECKING:
    from pathlib import Path


def _refusal(path: Path, fmt: str, max_bytes: int = 1000, name: str | None = None) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        check_readable(path, fmt, max_bytes, name=name)
    return caught.value


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A file named like a Word report."""
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(b"x" * 100)
    return path


def test_readable_formats_pass_without_a_word(report: Path) -> None:
    """A docx that is named so gives no warning."""
    assert check_readable(report, "docx", 1000) == ()


def test_pdf_named_docx_is_read_with_a_warning(report: Path) -> None:
    """A readable format under another suffix passes, and the warning names both."""
    (warning,) = check_readable(report, "pdf", 1000)
    assert warning.code == "misleading-suffix"
    assert ".docx" in warning.detail
    assert "PDF" in warning.detail


@pytest.mark.parametrize(
    ("fmt", "code"),
    [
        ("empty", "empty-file"),
        ("mht", "unsupported-format"),
        ("zip", "unsupported-format"),
        ("eml", "unsupported-format"),
        ("macro-office", "macro-file"),
        ("encrypted-office", "encrypted-file"),
        ("broken-zip", "damaged-file"),
        ("unknown", "unknown-format"),
    ],
)
def test_each_format_has_its_code(report: Path, fmt: str, code: str) -> None:
    """Filters rely on the codes."""
    assert _refusal(report, fmt).code == code


@pytest.mark.parametrize("fmt", _REFUSED)
def test_every_message_is_one_sentence_in_nfc_that_says_what_to_do(report: Path, fmt: str) -> None:
    """Messages say what was found, then what to do, and end like a sentence."""
    detail = _refusal(report, fmt).detail
    assert detail == unicodedata.normalize("NFC", detail)
    assert detail.startswith("Đây là ")
    assert "hãy " in detail.partition("; ")[2]
    assert detail.endswith(".")
    assert detail.count(". ") == 0


def test_refused_format_is_named_with_its_remedy(report: Path) -> None:
    """A saved web page is called so, and the clerk is told to save it as .docx."""
    detail = _refusal(report, "mht").detail
    assert "trang web đã lưu (.mht)" in detail
    assert "lưu lại dạng .docx" in detail


def test_lying_suffix_is_said(report: Path) -> None:
    """An .mht named .docx: the message says that the name claims .docx."""
    assert "dù tên tệp có đuôi .docx" in _refusal(report, "mht").detail


def test_honest_suffix_is_not_blamed(report: Path) -> None:
    """A .mht named .MHT: no word about its name, which is taken from the record for a copy."""
    assert "dù tên" not in _refusal(report, "mht", name="Báo cáo.MHT").detail


@pytest.mark.parametrize(
    ("fmt", "called"),
    [("rtf", "RTF"), ("html", "HTML"), ("word-xml", "XML"), ("docx", "Word"), ("text", "thuần")],
)
def test_file_that_calls_itself_doc_is_read_by_its_bytes(
    report: Path, fmt: str, called: str
) -> None:
    """Word saves other formats under .doc gladly: each is read, and the warning names both."""
    (warning,) = check_readable(report, fmt, 1000, name="Báo cáo.doc")
    assert warning.code == "misleading-suffix"
    assert ".doc" in warning.detail
    assert called in warning.detail


@pytest.mark.parametrize(("fmt", "name"), [("zip", "a.zip"), ("eml", "a.EML")])
def test_container_may_be_opened(report: Path, fmt: str, name: str) -> None:
    """An archive or mail under its own suffix gives no warning."""
    assert check_container(report, fmt, 1000, name=name) == ()


def test_archive_that_calls_itself_docx_is_opened_with_a_warning(report: Path) -> None:
    """Its suffix is told, as of any file."""
    (warning,) = check_container(report, "zip", 1000)
    assert warning.code == "misleading-suffix"
    assert "ZIP" in warning.detail


def test_container_too_large_is_refused(report: Path) -> None:
    """The limit of all files is that of containers."""
    with pytest.raises(DocumentError) as caught:
        check_container(report, "zip", 10)
    assert caught.value.code == "too-large"


def test_macros_are_quarantined(report: Path) -> None:
    """A program inside a document must be looked at by a person."""
    error = _refusal(report, "macro-office")
    assert error.quarantine
    assert "macro" in error.detail


def test_locked_file_needs_no_quarantine(report: Path) -> None:
    """A password is no danger: the unit may simply send the file again."""
    assert not _refusal(report, "encrypted-office").quarantine


def test_program_is_quarantined(report: Path) -> None:
    """A program that calls itself a report must be looked at by a person."""
    assert _refusal(report, "program").quarantine


def test_too_large_names_both_sizes(report: Path) -> None:
    """The message gives the size and the limit, as Vietnamese writes numbers."""
    report.write_bytes(b"x" * (3 << 19))
    error = _refusal(report, "docx", max_bytes=1 << 20)
    assert error.code == "too-large"
    assert "1,5 MB" in error.detail
    assert "1,0 MB" in error.detail


def test_file_of_the_greatest_size_passes(report: Path) -> None:
    """The limit itself is allowed."""
    assert check_readable(report, "docx", 100) == ()


def test_folder_is_no_file(tmp_path: Path) -> None:
    """A folder is refused before its format matters."""
    assert _refusal(tmp_path, "pdf").code == "not-a-file"


def test_pipe_is_no_file(tmp_path: Path) -> None:
    """A fifo is refused without being opened."""
    os.mkfifo(tmp_path / "a.pdf")
    assert _refusal(tmp_path / "a.pdf", "pdf").code == "not-a-file"


def test_what_is_sniffed_can_be_said(tmp_path: Path) -> None:
    """From bytes to message: a locked Word file under its own name."""
    path = tmp_path / "mat.docx"
    path.write_bytes(make_ole("EncryptedPackage"))
    error = _refusal(path, sniff_format(path), max_bytes=1 << 20)
    assert error.code == "encrypted-file"
    assert "bỏ mật khẩu" in error.detail
