"""Which formats can be read, and what to tell a clerk about the others: one table.

Judges by format and size alone; what is wrong inside a file is left to `extract`, what lies inside
an archive or a mail to `containers`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError, said_of
from pipeline.records import Warning_

if TYPE_CHECKING:
    from pathlib import Path

_MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Readable:
    """A format that `extract` reads: what people call it, how its files are named."""

    called: str
    suffixes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Refused:
    """A format that is not read: code, what was found, what to do."""

    code: str
    found: str
    remedy: str
    suffixes: tuple[str, ...] = ()
    quarantine: bool = False


def _unsupported(found: str, remedy: str, *suffixes: str) -> _Refused:
    return _Refused(code="unsupported-format", found=found, remedy=remedy, suffixes=suffixes)


_SAVE_AS = "hãy mở bằng Word và lưu lại dạng .docx rồi gửi lại"
_ASK_REPORT = "hãy đề nghị đơn vị gửi báo cáo dạng .docx hoặc .pdf"
_SCAN = "hãy đề nghị đơn vị gửi bản gốc .docx hoặc .pdf có chữ"
_UNPACK = "hãy giải nén rồi chép từng báo cáo vào thư mục nhận"
_TAKE_OUT = "hãy lưu riêng báo cáo đính kèm (.docx hoặc .pdf) vào thư mục nhận"
_COPY_AGAIN = "hãy chép lại tệp hoặc đề nghị đơn vị gửi lại"
_UNLOCK = "hãy mở bằng mật khẩu, bỏ mật khẩu rồi gửi lại"

_READABLE = {
    "docx": _Readable(called="tệp Word (.docx)", suffixes=(".docx", ".docm", ".dotx")),
    "pdf": _Readable(called="tệp PDF", suffixes=(".pdf",)),
    "doc": _Readable(called="tệp Word 97-2003 (.doc)", suffixes=(".doc", ".dot")),
    "rtf": _Readable(called="tệp văn bản RTF (.rtf)", suffixes=(".rtf",)),
    "odt": _Readable(called="tệp OpenDocument (.odt)", suffixes=(".odt",)),
    "word-xml": _Readable(called="tệp Word dạng XML", suffixes=(".xml",)),
    "html": _Readable(called="trang web (HTML)", suffixes=(".html", ".htm", ".xhtml")),
    "text": _Readable(called="tệp văn bản thuần (.txt)", suffixes=(".txt", ".csv", ".md")),
    "png": _Readable(called="tệp ảnh PNG", suffixes=(".png",)),
    "jpeg": _Readable(called="tệp ảnh JPEG", suffixes=(".jpg", ".jpeg", ".jpe", ".jfif")),
    "tiff": _Readable(called="tệp ảnh TIFF", suffixes=(".tif", ".tiff")),
}
# Neither read nor refused where a run takes them in; a command that reads one file has one text to give.
_CONTAINERS = {
    "zip": (_Readable(called="tệp nén ZIP", suffixes=(".zip",)), _UNPACK),
    "eml": (_Readable(called="thư điện tử (.eml)", suffixes=(".eml",)), _TAKE_OUT),
}
_REFUSED = {
    "mht": _unsupported("trang web đã lưu (.mht)", _SAVE_AS, ".mht", ".mhtml"),
    "xml": _unsupported("tệp dữ liệu XML", _ASK_REPORT, ".xml"),
    "xlsx": _unsupported("bảng tính Excel (.xlsx)", _ASK_REPORT, ".xlsx", ".xlsm", ".xlsb"),
    "xls": _unsupported("bảng tính Excel 97-2003 (.xls)", _ASK_REPORT, ".xls"),
    "ods": _unsupported("bảng tính OpenDocument (.ods)", _ASK_REPORT, ".ods"),
    "pptx": _unsupported("bản trình chiếu PowerPoint (.pptx)", _ASK_REPORT, ".pptx", ".ppsx"),
    "ppt": _unsupported("bản trình chiếu PowerPoint 97-2003 (.ppt)", _ASK_REPORT, ".ppt", ".pps"),
    "odp": _unsupported("bản trình chiếu OpenDocument (.odp)", _ASK_REPORT, ".odp"),
    "ole": _unsupported("tệp Office không phải văn bản Word", _ASK_REPORT),
    "gif": _unsupported("tệp ảnh GIF", _SCAN, ".gif"),
    "rar": _unsupported("tệp nén RAR", _UNPACK, ".rar"),
    "7z": _unsupported("tệp nén 7-Zip", _UNPACK, ".7z"),
    "gzip": _unsupported("tệp nén GZIP", _UNPACK, ".gz", ".tgz"),
    "msg": _unsupported("thư điện tử Outlook (.msg)", _TAKE_OUT, ".msg"),
    "program": _Refused(
        code="unsupported-format",
        found="chương trình máy tính, không phải văn bản",
        remedy="không mở tệp này, hãy báo cán bộ phụ trách an toàn thông tin",
        suffixes=(".exe", ".dll", ".scr"),
        quarantine=True,
    ),
    "encrypted-office": _Refused(
        code="encrypted-file", found="tệp Office đặt mật khẩu", remedy=_UNLOCK
    ),
    "macro-office": _Refused(
        code="macro-file",
        found="tệp Office có chứa macro (chương trình chạy kèm tệp)",
        remedy="không mở tệp này, hãy đề nghị đơn vị gửi bản .docx không có macro",
        suffixes=(".docm", ".dotm", ".doc", ".dot", ".xlsm", ".xls", ".pptm", ".ppt"),
        quarantine=True,
    ),
    "empty": _Refused(
        code="empty-file", found="tệp rỗng, không có nội dung (0 byte)", remedy=_COPY_AGAIN
    ),
    "zeros": _Refused(
        code="damaged-file", found="tệp chỉ gồm các byte 0, có lẽ đã chép dở", remedy=_COPY_AGAIN
    ),
    "broken-zip": _Refused(
        code="damaged-file",
        found="tệp Word hoặc tệp nén bị hỏng hay bị cắt ngắn",
        remedy=_COPY_AGAIN,
    ),
    "broken-ole": _Refused(
        code="damaged-file",
        found="tệp Office kiểu cũ (.doc, .xls) bị hỏng hay bị cắt ngắn",
        remedy=_COPY_AGAIN,
    ),
    "unknown": _Refused(
        code="unknown-format", found="tệp không nhận ra được định dạng", remedy=_ASK_REPORT
    ),
}


def check_readable(
    path: Path, fmt: str, max_bytes: int, *, name: str | None = None
) -> tuple[Warning_, ...]:
    """Return what to know of a file that can be read; raise for one that cannot.

    Attributes:
        fmt: what `sniff_format` said; name: the file's name in the inbox, where `path` is a copy
            without one.

    Raises:
        DocumentError: with one of the codes not-a-file, empty-file, too-large, unsupported-format,
            encrypted-file, macro-file, damaged-file, unknown-format, unreadable-file.
    """
    _check_size(path, max_bytes)
    suffix = PurePath(name or path.name).suffix.lower()
    if fmt in _READABLE:
        return _suffix_warnings(_READABLE[fmt], suffix)
    if fmt in _CONTAINERS:
        container, remedy = _CONTAINERS[fmt]
        raise _error(_unsupported(container.called, remedy, *container.suffixes), suffix)
    raise _error(_REFUSED[fmt], suffix)


def check_container(
    path: Path, fmt: str, max_bytes: int, *, name: str | None = None
) -> tuple[Warning_, ...]:
    """Return what to know of an archive or mail that may be opened; as `check_readable`.

    Raises:
        DocumentError: with one of the codes not-a-file, too-large, unreadable-file.
    """
    _check_size(path, max_bytes)
    return _suffix_warnings(_CONTAINERS[fmt][0], PurePath(name or path.name).suffix.lower())


def _error(refused: _Refused, suffix: str) -> DocumentError:
    lies = suffix and refused.suffixes and suffix not in refused.suffixes
    lie = f", dù tên tệp có đuôi {suffix}" if lies else ""
    detail = f"Đây là {refused.found}{lie}; {refused.remedy}."
    return DocumentError(refused.code, detail, quarantine=refused.quarantine)


def _check_size(path: Path, max_bytes: int) -> None:
    try:
        if not path.is_file():
            detail = (
                "Đây không phải là tệp thông thường; hãy chép chính tệp báo cáo vào thư mục nhận."
            )
            raise DocumentError("not-a-file", detail)
        size = path.stat().st_size
    except OSError as error:
        detail = f"Không đọc được tệp ({said_of(error)}); hãy kiểm tra quyền đọc và chép lại tệp."
        raise DocumentError("unreadable-file", detail) from error
    if size > max_bytes:
        detail = (
            f"Tệp quá lớn ({_megabytes(size)}, giới hạn {_megabytes(max_bytes)}); "
            "hãy giảm dung lượng ảnh trong tệp hoặc tách phụ lục rồi gửi lại."
        )
        raise DocumentError("too-large", detail)


def _megabytes(size: int) -> str:
    return f"{size / _MIB:.1f} MB".replace(".", ",")


def _suffix_warnings(readable: _Readable, suffix: str) -> tuple[Warning_, ...]:
    if not suffix or suffix in readable.suffixes:
        return ()
    detail = (
        f"Tên tệp có đuôi {suffix} nhưng nội dung là {readable.called}; "
        "tệp vẫn được đọc theo nội dung."
    )
    return (Warning_(code="misleading-suffix", detail=detail),)
