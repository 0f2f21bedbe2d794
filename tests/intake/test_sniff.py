"""What a file is, by its bytes."""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_files import DOCX, make_ole, make_zip

from pipeline.errors import DocumentError
from pipeline.intake import CONTAINER_FORMATS, sniff_format
from pipeline.intake.readable import _READABLE, _REFUSED

if TYPE_CHECKING:
    from pathlib import Path

_MAIL = b"From: a@b.vn\r\nTo: c@d.vn\r\nSubject: Bao cao\r\nDate: Mon, 1 Jan 2024\r\n\r\nKinh gui"
_ODT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}
_CASES = {
    "docx": make_zip(DOCX),
    "docx, parts in another case": make_zip({"Word\\Document.xml": b"<w/>"}),
    "docx, main part numbered": make_zip({"word/document2.xml": b"<w/>"}),
    "docx, without its main part": make_zip(
        {"[Content_Types].xml": b"<x/>", "word/styles.xml": b"<w/>"}
    ),
    "ole, a package of no kind that is known": make_zip({"[Content_Types].xml": b"<x/>"}),
    "xlsx": make_zip({"xl/workbook.xml": b"<x/>"}),
    "pptx": make_zip({"ppt/presentation.xml": b"<x/>"}),
    "odt": make_zip(_ODT),
    "zip": make_zip({"báo cáo.docx": b"x"}),
    "zip, of nothing": make_zip({}),
    "docx, cut behind its main part": make_zip(DOCX)[:-60],
    "broken-zip": make_zip({"ghi-chu.bin": b"x"})[:-60],
    "pdf": b"%PDF-1.7\n...",
    "pdf, behind a kilobyte of junk": b"\r\n" * 500 + b"%PDF-1.4",
    "doc": make_ole("1Table", "WordDocument"),
    "xls": make_ole("Workbook"),
    "ppt": make_ole("PowerPoint Document"),
    "msg": make_ole("__properties_version1.0"),
    "macro-office, in a .docx": make_zip({**DOCX, "word/vbaProject.bin": b"x"}),
    "macro-office, in an .xlsx": make_zip({"xl/workbook.xml": b"<x/>", "xl/vbaProject.bin": b"x"}),
    "macro-office, in a .doc": make_ole("WordDocument", "Macros", "VBA", "_VBA_PROJECT"),
    "macro-office, in an .xls": make_ole("Workbook", "_VBA_PROJECT_CUR"),
    "encrypted-office": make_ole("EncryptionInfo", "EncryptedPackage"),
    "ole": make_ole("Contents"),
    "broken-ole, cut behind its header": make_ole("WordDocument")[:512],
    "rtf": b"{\\rtf1\\ansi Kinh gui}",
    "rtf, with a binary picture": b"{\\rtf1 {\\pict\\bin9 " + bytes(range(9)) * 30 + b"}}",
    "rtf, behind blank lines": b"\r\n {\\rtf1 Kinh gui}",
    "html, saved by Word": b'<html xmlns:v="urn:schemas-microsoft-com:vml"\r\nxmlns:w="x">',
    "html, behind a comment": b"<!-- saved from url=(0014)about:internet -->\r\n<html>",
    "html": b"<!DOCTYPE html><p>Kinh gui",
    "html, as XHTML": b"<?xml version='1.0'?><html><body>",
    "html, in UTF-16": "<html><body>Kính gửi".encode("utf-16"),
    "word-xml": b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>',
    "xml": b"<?xml version='1.0'?><hoadon/>",
    "eml": _MAIL,
    "eml, as a mailbox keeps it": b"From - Mon Jan 1 08:00:00 2024\r\n" + _MAIL,
    "eml, signed on its way": b"DKIM-Signature: v=1\r\n" + _MAIL,
    "mht": b"From: <Saved by Word>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\n",
    "text": "Kính gửi: Ban Chỉ đạo".encode(),
    "text, in UTF-16": "Kính gửi".encode("utf-16"),
    "text, that speaks of a mail": b"Subject: the first line only\n\nFrom the unit",
    "png": b"\x89PNG\r\n\x1a\n....",
    "jpeg": b"\xff\xd8\xff\xe0....",
    "tiff": b"II*\x00....",
    "rar": b"Rar!\x1a\x07\x01\x00",
    "program": b"MZ\x90\x00\x03\x00",
    "zeros": b"\x00" * 5000,
    "empty": b"",
    "unknown": bytes(range(256)),
}


@pytest.mark.parametrize("case", _CASES)
def test_format_is_told_by_bytes(tmp_path: Path, case: str) -> None:
    """Each format is recognised although the name claims another one."""
    path = tmp_path / "báo cáo.jpg.docx"
    path.write_bytes(_CASES[case])
    assert sniff_format(path) == case.partition(",")[0]


def test_pdf_mark_beyond_the_first_kilobyte_makes_no_pdf(tmp_path: Path) -> None:
    """A text that mentions %PDF further down is a text."""
    path = tmp_path / "a"
    path.write_bytes(b"a" * 1024 + b"%PDF-1.4")
    assert sniff_format(path) == "text"


def test_ole_directory_is_followed_through_its_chain(tmp_path: Path) -> None:
    """A name in the third sector of the directory is found, far behind the first."""
    path = tmp_path / "a.doc"
    path.write_bytes(make_ole(*(f"Part{i}" for i in range(9)), "WordDocument", filler=200))
    assert sniff_format(path) == "doc"


def test_ole_directory_in_circles_ends(tmp_path: Path) -> None:
    """A directory whose chain leads back to its first sector is read once."""
    whole = bytearray(make_ole("Contents"))
    struct.pack_into("<I", whole, 512 + 4, 1)  # the sector after sector 1 is sector 1
    path = tmp_path / "a.doc"
    path.write_bytes(whole)
    assert sniff_format(path) == "ole"


def test_ole_directory_beyond_the_end_is_no_error(tmp_path: Path) -> None:
    """A first sector that does not exist leaves the file an unknown OLE file."""
    path = tmp_path / "a.doc"
    path.write_bytes(make_ole("WordDocument", start=99_999))
    assert sniff_format(path) == "broken-ole"


def test_macros_that_were_deleted_are_none(tmp_path: Path) -> None:
    """A free entry of the directory may still bear the old name."""
    whole = bytearray(make_ole("WordDocument", "Macros"))
    whole[whole.index("Macros".encode("utf-16-le")) + 66] = 0
    path = tmp_path / "a.doc"
    path.write_bytes(whole)
    assert sniff_format(path) == "doc"


def test_mails_that_a_text_quotes_make_no_mail(tmp_path: Path) -> None:
    """A report that names sender and subject in its first lines stays a text."""
    path = tmp_path / "a.txt"
    path.write_bytes("Kính gửi: Ban Chỉ đạo\nFrom: a\nTo: b\nSubject: c\n\nd".encode())
    assert sniff_format(path) == "text"


@pytest.mark.parametrize("zip64", [False, True])
def test_archive_with_an_endless_list_of_names_is_not_listed(tmp_path: Path, zip64: bool) -> None:  # noqa: FBT001 - given by name
    """An archive that states a list of names of gigabytes is a zip, whatever it holds."""
    whole = make_zip(DOCX)
    end = whole[-22:]
    if zip64:
        record = b"PK\x06\x06".ljust(40, b"\0") + struct.pack("<QQ", 1 << 33, 0)
        locator = b"PK\x06\x07".ljust(20, b"\0")
        whole = whole[:-22] + record + locator + end
    else:
        whole = whole[:-22] + end[:12] + struct.pack("<I", 1 << 31) + end[16:]
    path = tmp_path / "a.docx"
    path.write_bytes(whole)
    assert sniff_format(path) == "zip"


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A fifo is refused at once, without a writer at its other end."""
    path = tmp_path / "a.pdf"
    os.mkfifo(path)
    with pytest.raises(DocumentError) as caught:
        sniff_format(path)
    assert caught.value.code == "not-a-file"


def test_file_that_is_gone_is_a_document_error(tmp_path: Path) -> None:
    """A file that vanished between listing and opening does not end the run."""
    with pytest.raises(DocumentError) as caught:
        sniff_format(tmp_path / "gone.pdf")
    assert caught.value.code == "unreadable-file"


_HEADS = st.sampled_from([data[:600] for data in _CASES.values()])


@given(head=_HEADS, cut=st.integers(0, 600), tail=st.binary(max_size=600))
def test_any_bytes_have_a_format_with_a_message(
    tmp_path_factory: pytest.TempPathFactory, head: bytes, cut: int, tail: bytes
) -> None:
    """Whatever the bytes, sniffing ends with a format that `check_readable` knows."""
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(head[:cut] + tail)
    assert sniff_format(path) in _READABLE.keys() | _REFUSED.keys() | CONTAINER_FORMATS
