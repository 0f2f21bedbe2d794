"""A full disk, said so that a clerk can act: how much is needed, how much is free, what to do."""

from __future__ import annotations

import errno
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.errors import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextmanager
def disk_room_told(place: Path, *, needed_bytes: int) -> Iterator[None]:
    """Say of a full disk how much was needed at least, how much is free, and what to do.

    Raises:
        WorkspaceError: writing below `place` failed.
    """
    try:
        yield
    except WorkspaceError as error:
        if not is_full(error.__cause__):
            raise
        raise no_room(place, needed_bytes) from error
    except OSError as error:
        if is_full(error):
            raise no_room(place, needed_bytes) from error
        message = (
            f"Không dùng được thư mục làm việc {place} ({error.strerror}). "
            "Hãy kiểm tra đĩa và quyền ghi."
        )
        raise WorkspaceError(message) from error


def is_full(error: BaseException | None) -> bool:
    """Whether an error says that the disk, or this user's part of it, is full."""
    return isinstance(error, OSError) and error.errno in _FULL


def no_room(place: Path, needed_bytes: int) -> WorkspaceError:
    """The error of a disk that is full; `needed_bytes` at least were to be written."""
    free_bytes = shutil.disk_usage(place).free
    message = (
        f"Đĩa chứa thư mục làm việc {place} đã đầy: cần thêm ít nhất {_megabytes(needed_bytes)}, "
        f"còn trống {_megabytes(free_bytes)}. Hãy xóa bớt tệp hoặc chọn thư mục làm việc trên đĩa khác "
        "(--workspace) rồi chạy lại; những gì đã đọc vẫn được giữ."
    )
    return WorkspaceError(message)


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):.1f} MB".replace(".", ",")
