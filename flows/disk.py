"""A full disk, said so that a clerk can act: how much is needed, how much is free, what to do."""

from __future__ import annotations

import errno
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.errors import WorkspaceError, said_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MIB = 1 << 20
# A run writes its server's database, its own, and the records.
_LEAST_FREE_BYTES = 64 * _MIB
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextmanager
def disk_room_told(place: Path, *, needed_bytes: int) -> Iterator[None]:
    """Say of a full disk how much was needed at least, how much is free, and what to do.

    Args:
        place: the folder to be written into, which exists.
        needed_bytes: of what is to be written.

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
            f"Không ghi được vào thư mục {place} ({said_of(error)}). Hãy kiểm tra đĩa và quyền ghi."
        )
        raise WorkspaceError(message) from error


def check_room(place: Path) -> None:
    """Refuse to begin where the disk of `place`, which may not exist yet, has hardly any room.

    Raises:
        WorkspaceError: it has not.
    """
    there = next(folder for folder in (place, *place.parents) if folder.exists())
    if shutil.disk_usage(there).free < _LEAST_FREE_BYTES:
        raise no_room(there, _LEAST_FREE_BYTES)


def is_full(error: BaseException | None) -> bool:
    """Whether an error says that the disk, or this user's part of it, is full."""
    return isinstance(error, OSError) and error.errno in _FULL


def no_room(place: Path, needed_bytes: int) -> WorkspaceError:
    """The error of a disk that is full; `needed_bytes` at least were to be written."""
    free_bytes = shutil.disk_usage(place).free
    message = (
        f"Đĩa chứa thư mục {place} đã đầy: cần thêm ít nhất {_megabytes(max(needed_bytes, _MIB))}, "
        f"còn trống {_megabytes(free_bytes)}. Hãy xóa bớt tệp hoặc chọn thư mục trên đĩa khác "
        "(--workspace, --outputs) rồi chạy lại; những gì đã đọc vẫn được giữ."
    )
    return WorkspaceError(message)


def _megabytes(size: int) -> str:
    return f"{size / _MIB:.1f} MB".replace(".", ",")
