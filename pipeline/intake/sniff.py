"""What a file is, by its bytes and never by its name.

Reads the head, and of archives the list of what they hold. Whether the format can be read, and what
a clerk should do, is left to `readable`.
"""

from __future__ import annotations

import os
import re
import stat
import zipfile
from typing import TYPE_CHECKING, BinaryIO

from pipeline.errors import DocumentError, said_of
from pipeline.intake.ole import OLE_MAGIC, list_names
from pipeline.intake.ziplist import BROKEN_ZIP, MOST_LIST_BYTES, ZIP_END, list_bytes

if TYPE_CHECKING:
    from pathlib import Path

_HEAD_BYTES = 65_536
_PDF_WITHIN = 1024
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"GIF8", "gif"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"\x7fELF", "program"),
)
# What an archive holds, by the first pattern that one of its names matches (in lower case).
_ZIP_PARTS = (
    (re.compile(r"(?:(?:word|xl|ppt)/)?vbaproject\w*\.bin"), "macro-office"),
    (re.compile(r"word/document\d*\.xml"), "docx"),
    (re.compile(r"xl/workbook\.(?:xml|bin)"), "xlsx"),
    (re.compile(r"ppt/presentation\.xml"), "pptx"),
)
_OFFICE_LIST = "[content_types].xml"
_MAIN_PART = b"word/document.xml"
_OPENDOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
# An encrypted file may carry other streams too, so it comes first; then macros, by the storages
# that [MS-OVBA] gives them in Word, Excel and PowerPoint.
_OLE_NAMES = (
    ("EncryptedPackage", "encrypted-office"),
    ("Macros", "macro-office"),
    ("VBA", "macro-office"),
    ("_VBA_PROJECT", "macro-office"),
    ("_VBA_PROJECT_CUR", "macro-office"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
)
_PDF = re.compile(rb"%PDF-?\d")
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|script|style)\b")
_WORD_XML = ('progid="word.document"', "/office/word/2003/wordml", "/office/2006/xmlpackage")
# A mail saved from a mailbox file keeps its first line ("From - Mon Jan 1 ...").
_MAILBOX_LINE = re.compile(r"from [^\n]*\n(?=[a-z][a-z0-9-]*:)")
_HEADER_LINE = re.compile(r"[a-z][a-z0-9-]*:")
_MAIL_HEADER = re.compile(
    r"^(from|to|cc|reply-to|subject|date|received|return-path|message-id|mime-version|content-type"
    r"|delivered-to|dkim-signature|authentication-results|arc-[a-z-]+|x-[a-z-]+): ?",
    re.MULTILINE,
)
_FEWEST_MAIL_HEADERS = 3
# Old texts carry a few control characters; of random bytes a tenth are.
_MOST_CONTROLS = 0.01
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def sniff_format(path: Path) -> str:
    """Return the format of the plain file `path`.

    One of docx, pdf; doc, broken-ole, encrypted-office, macro-office, xls, ppt, msg, ole; xlsx, pptx, odt, ods,
    odp, zip, broken-zip, rar, 7z, gzip; rtf, html, word-xml, xml, eml, mht, text; png, jpeg, tiff,
    gif; program, zeros, empty, unknown.

    Raises:
        DocumentError: it is no plain file, or cannot be read.
    """
    try:
        with _open_plain(path) as file:
            return _sniff(file)
    except OSError as error:
        detail = f"Không đọc được tệp ({said_of(error)}); hãy kiểm tra quyền đọc và chép lại tệp."
        raise DocumentError("unreadable-file", detail) from error


def _open_plain(path: Path) -> BinaryIO:
    """Open without waiting for the other end of a pipe."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        detail = "Đây không phải là tệp thông thường; hãy chép chính tệp báo cáo vào thư mục nhận."
        raise DocumentError("not-a-file", detail)
    return os.fdopen(handle, "rb")


def _sniff(file: BinaryIO) -> str:
    head = file.read(_HEAD_BYTES)
    if not head:
        return "empty"
    if head.startswith((b"PK\x03\x04", ZIP_END)):
        return _sniff_zip(file)
    if head.startswith(OLE_MAGIC):
        names = list_names(file)
        known = next((fmt for name, fmt in _OLE_NAMES if name in names), None)
        return known or ("ole" if names else "broken-ole")
    # Before anything else of a text: pictures inside may be binary.
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    if _PDF.search(head, 0, _PDF_WITHIN):
        return "pdf"
    by_magic = next((fmt for magic, fmt in _MAGIC if head.startswith(magic)), None)
    return by_magic or _sniff_text(head)


def _sniff_zip(file: BinaryIO) -> str:
    if list_bytes(file) > MOST_LIST_BYTES:
        return "zip"
    try:
        with zipfile.ZipFile(file) as archive:
            return _sniff_members(archive)
    except BROKEN_ZIP:
        # The Word reader can save a file that was cut behind its main part.
        file.seek(0)
        return "docx" if _MAIN_PART in file.read(_HEAD_BYTES) else "broken-zip"


def _sniff_members(archive: zipfile.ZipFile) -> str:
    members = archive.infolist()
    # Some writers part folders by a backslash or begin names with capitals.
    names = {member.filename.replace("\\", "/").lower() for member in members}
    for pattern, fmt in _ZIP_PARTS:
        if any(pattern.fullmatch(name) for name in names):
            return fmt
    if _OFFICE_LIST in names:  # without its main part a damaged document, no archive of files
        return "docx" if any(name.startswith("word/") for name in names) else "ole"
    if "mimetype" in archive.namelist():
        with archive.open("mimetype") as member:
            return _OPENDOCUMENT.get(member.read(100).strip(), "zip")
    return "zip"


def _sniff_text(head: bytes) -> str:
    encoding = next((name for bom, name in _BOMS if head.startswith(bom)), None)
    if encoding is None and _is_binary(head):
        return _sniff_binary(head)
    start = head.decode(encoding or "latin-1", "ignore").lstrip("\ufeff \t\r\n").lower()
    if _HTML.match(start) or (start.startswith("<") and "<html" in start):
        return "html"
    if start.startswith("<?xml"):
        return "word-xml" if any(mark in start for mark in _WORD_XML) else "xml"
    return _sniff_mail(start)


def _is_binary(head: bytes) -> bool:
    controls = len(_CONTROL.findall(head))
    return b"\x00" in head or controls > len(head) * _MOST_CONTROLS


def _sniff_binary(head: bytes) -> str:
    if not head.strip(b"\x00"):
        return "zeros"
    return "program" if head.startswith(b"MZ") else "unknown"


def _sniff_mail(start: str) -> str:
    whole, _, _ = start.replace("\r\n", "\n").partition("\n\n")
    line = _MAILBOX_LINE.match(whole)
    headers = whole[line.end() :] if line else whole
    found = set(_MAIL_HEADER.findall(headers))
    if not _HEADER_LINE.match(headers) or len(found) < _FEWEST_MAIL_HEADERS:
        return "text"
    saved_page = "multipart/related" in headers and not found & {"received", "to"}
    return "mht" if saved_page else "eml"
