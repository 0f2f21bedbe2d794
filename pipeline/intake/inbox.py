"""The files of an inbox, each with what is to become of it, and whether it stands still.

Gives every entry once: to be read, to be awaited, to be passed over or refused with a reason. No
entry is opened here; what the bytes are is left to `sniff`.
"""

from __future__ import annotations

import os
import stat
import time
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.errors import TongketError, said_of
from pipeline.intake.names import is_system_name, record_names
from pipeline.records import Warning_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_LOOK_EVERY_SECONDS = 0.2
# Browsers and network copies make the name first and write seconds later.
_EMPTY_TIMES = 2.0
_PARTIAL = (".part", ".partial", ".crdownload", ".tmp", ".filepart")
_DOCUMENTS = (".pdf", ".docx", ".doc", ".docm", ".rtf", ".odt")


class FileState(StrEnum):
    """What is to become of an entry of the inbox."""

    REPORT = "report"
    WAITING = "waiting"
    IGNORED = "ignored"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxFile:
    """An entry of the inbox at one look.

    Attributes:
        name: relative to the inbox, for records; path: for opening.
        reason: why it is not to be read now; None for FileState.REPORT.
        size: bytes; mtime_ns, ctime_ns: when contents, and anything, last changed.
        seen_at: time of the look, seconds since 1970.
    """

    name: str
    path: Path
    state: FileState
    reason: Warning_ | None
    size: int
    mtime_ns: int
    ctime_ns: int
    seen_at: float


def _reason(state: FileState, code: str, detail: str) -> tuple[FileState, Warning_]:
    return state, Warning_(code=code, detail=detail)


_HIDDEN = _reason(
    FileState.IGNORED, "hidden-file", "Tệp hoặc thư mục ẩn, không phải báo cáo nên được bỏ qua."
)
_SYSTEM = _reason(
    FileState.IGNORED,
    "system-file",
    "Tệp do hệ điều hành tạo ra, không phải báo cáo nên được bỏ qua.",
)
_LOCK = _reason(
    FileState.IGNORED,
    "word-lock-file",
    "Tệp tạm cho biết có người đang mở báo cáo bằng Word; hãy lưu và đóng Word nếu chưa sửa xong.",
)
_DOWNLOAD = _reason(
    FileState.WAITING,
    "partial-download",
    "Tệp đang tải hoặc chép dở; hãy đợi tải xong, hoặc xóa đi nếu việc tải đã bị hủy.",
)
_MOVING = _reason(
    FileState.WAITING, "still-changing", "Tệp còn đang được ghi; sẽ được đọc ở lượt chạy sau."
)
_GONE = _reason(
    FileState.WAITING,
    "gone",
    "Tệp đã bị xóa, đổi tên hoặc chuyển đi trong lúc được xem; nếu vẫn cần, hãy chép lại tệp.",
)
_EMPTY_YET = _reason(
    FileState.WAITING,
    "still-empty",
    "Tệp vừa được tạo và chưa có nội dung; sẽ được xem lại ở lượt chạy sau.",
)
_LINK = _reason(
    FileState.REFUSED,
    "not-a-file",
    "Đây là liên kết đến nơi khác nên không được mở; hãy chép chính tệp báo cáo vào thư mục nhận.",
)
_FOLDER = _reason(
    FileState.REFUSED,
    "not-a-file",
    "Đây là thư mục có tên giống tệp báo cáo nên không được đọc; hãy đổi tên thư mục "
    "hoặc chép các tệp bên trong ra ngoài.",
)
_SPECIAL = _reason(
    FileState.REFUSED,
    "not-a-file",
    "Đây không phải là tệp thông thường (ống dẫn, thiết bị hoặc ổ cắm) nên không được mở; "
    "hãy chép chính tệp báo cáo vào thư mục nhận.",
)
_CLOSED = _reason(
    FileState.REFUSED,
    "unreadable-file",
    "Không xem được mục này trong thư mục nhận; hãy kiểm tra quyền đọc.",
)


def list_inbox(inbox: Path) -> tuple[InboxFile, ...]:
    """Return every entry below `inbox` but the folders entered, sorted by name.

    Links are not followed; hidden folders and folders named like a report are not entered.

    Raises:
        TongketError: `inbox` is no folder that can be listed.
    """
    try:
        names = record_names(_walk(inbox))
    except OSError as error:
        message = (
            f"Không mở được thư mục nhận {inbox} ({said_of(error)}). "
            "Hãy kiểm tra đường dẫn và quyền đọc."
        )
        raise TongketError(message) from error
    looks = (_look(name, inbox / relative) for relative, name in names.items())
    return tuple(sorted((file for file in looks if file), key=lambda file: file.name))


def is_settled(file: InboxFile, *, now: float, settle_seconds: float) -> bool:
    """Look again: is `file` as it was, and has it stood still for `settle_seconds`?

    An empty file must stand still twice as long. `now` is the time of this look, in seconds
    since 1970. Time counts from the last change or from the first look, whichever is longer
    ago: the clock of a file server may be ahead of ours.
    """
    if _look(file.name, file.path, seen_at=file.seen_at) != file:
        return False
    # A copy that keeps the old mtime still moves ctime.
    changed_at = max(file.mtime_ns, file.ctime_ns) / 1e9
    needed = settle_seconds if file.size else settle_seconds * _EMPTY_TIMES
    return now - min(changed_at, file.seen_at) >= needed


def await_settled(
    files: Iterable[InboxFile], *, settle_seconds: float, patience_seconds: float = 5.0
) -> tuple[InboxFile, ...]:
    """Wait until the reports among `files` stand still, `patience_seconds` at the longest.

    Returns the same entries in the same order; what still moves then, or is gone, is
    FileState.WAITING and left for the next run.
    """
    latest = {file.name: file for file in files}
    moving = [file for file in latest.values() if file.state is FileState.REPORT]
    give_up_at = time.monotonic() + patience_seconds
    while moving := [file for file in moving if not _settles(file, settle_seconds)]:
        # What is gone is not waited for.
        if time.monotonic() >= give_up_at or not any(map(_is_there, moving)):
            break
        time.sleep(_LOOK_EVERY_SECONDS)
        moving = [_look_again(file) for file in moving]
        latest |= {file.name: file for file in moving}
    latest |= {file.name: _left_waiting(file) for file in moving}
    return tuple(latest.values())


def change_since(file: InboxFile) -> Warning_ | None:
    """Return why what was read after this look may not be the whole file; None where it is.

    Only size and time of writing count: who merely looks at a file, or scans it, changes others.
    """
    try:
        meta = file.path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return _GONE[1]
    except OSError:
        return None  # what may no longer be looked at was whole when it was read
    same = (meta.st_size, meta.st_mtime_ns) == (file.size, file.mtime_ns)
    return None if same else _MOVING[1]


def _settles(file: InboxFile, settle_seconds: float) -> bool:
    return is_settled(file, now=time.time(), settle_seconds=settle_seconds)


def _look_again(file: InboxFile) -> InboxFile:
    """The entry as it is now; its earlier look where nothing changed, or where it is gone."""
    look = _look(file.name, file.path)
    unchanged = look is None or replace(look, seen_at=file.seen_at) == file
    return file if look is None or unchanged else look


def _left_waiting(file: InboxFile) -> InboxFile:
    still_here = _MOVING if file.size else _EMPTY_YET
    state, reason = still_here if _is_there(file) else _GONE
    return replace(file, state=state, reason=reason)


def _is_there(file: InboxFile) -> bool:
    return os.path.lexists(file.path)


def _walk(inbox: Path) -> Iterator[str]:
    """Relative paths of all that is no folder to enter, and of folders that cannot be listed."""
    folders = [""]
    while folders:
        below = folders.pop()
        try:
            names = os.listdir(inbox / below)  # noqa: PTH208 - relative names are wanted
        except OSError:
            if not below:
                raise
            yield below
            continue
        for name in names:
            relative = f"{below}{os.sep}{name}" if below else name
            if _is_entered(inbox / relative):
                folders.append(relative)
            else:
                yield relative


def _is_entered(path: Path) -> bool:
    if path.name.startswith(".") or is_system_name(path.name):
        return False
    if path.suffix.lower() in _DOCUMENTS:
        return False
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def _look(name: str, path: Path, *, seen_at: float | None = None) -> InboxFile | None:
    """The entry as it is now, or None when it is gone."""
    try:
        meta = path.lstat()
        state, reason = _judge(path, meta.st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:  # a folder that may be listed but not entered
        meta, (state, reason) = None, _CLOSED
    return InboxFile(
        name=name,
        path=path,
        state=state,
        reason=reason,
        size=meta.st_size if meta else 0,
        mtime_ns=meta.st_mtime_ns if meta else 0,
        ctime_ns=meta.st_ctime_ns if meta else 0,
        seen_at=time.time() if seen_at is None else seen_at,
    )


def _judge(path: Path, mode: int) -> tuple[FileState, Warning_ | None]:
    is_folder = stat.S_ISDIR(mode)
    signs = (
        (path.name.startswith("."), _HIDDEN),
        (path.name.startswith("~$"), _LOCK),
        (is_system_name(path.name), _SYSTEM),
        (stat.S_ISLNK(mode), _LINK),
        (is_folder and path.suffix.lower() in _DOCUMENTS, _FOLDER),
        (is_folder, _CLOSED),
        (not stat.S_ISREG(mode), _SPECIAL),
        (path.suffix.lower() in _PARTIAL, _DOWNLOAD),
    )
    return next((outcome for holds, outcome in signs if holds), (FileState.REPORT, None))
