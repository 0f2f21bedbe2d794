"""The archive: every original once, under the digest of its bytes, never changed.

`archive/ab/abcdef...` either holds the whole file or does not exist: a copy grows under another
name and gets its own only when it lies safely on the disk.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
from typing import TYPE_CHECKING, BinaryIO

from pipeline.errors import DocumentError, WorkspaceError, said_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK_BYTES = 1 << 20
_DIGEST = re.compile(r"[0-9a-f]{64}")
_INCOMING = "incoming"


def file_sha256(path: Path) -> str:
    """Return the sha256 of the file's bytes, 64 hexadecimal digits.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


class Archive:
    """The originals below `root`, which need not exist yet."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def path_of(self, sha256: str) -> Path:
        """Return where the original with this digest lies, or would lie.

        Raises:
            ValueError: `sha256` is not 64 lower-case hexadecimal digits.
        """
        if not _DIGEST.fullmatch(sha256):
            message = f"no sha256: {sha256!r}"
            raise ValueError(message)
        return self._root / sha256[:2] / sha256

    def keep(self, path: Path) -> str:
        """Store the bytes of the plain file `path`; return their sha256 (64 hexadecimal digits).

        Bytes that are archived already are only read. Otherwise digest and copy come from one
        reading, so they agree even while the file changes.

        Raises:
            DocumentError: `path` is no plain file or cannot be read.
            WorkspaceError: the archive cannot be written.
        """
        with _open_plain(path) as source:
            try:
                known = self._known(source)
                return known if known is not None else self._store(source)
            except OSError as error:
                message = (
                    f"Không ghi được vào kho lưu {self._root} ({said_of(error)}). "
                    "Hãy kiểm tra dung lượng đĩa và quyền ghi."
                )
                raise WorkspaceError(message) from error

    def discard_leftovers(self) -> None:
        """Remove copies that a killed run left unfinished; nobody else may be keeping files."""
        for path in (self._root / _INCOMING).glob("*"):
            path.unlink(missing_ok=True)

    def _known(self, source: BinaryIO) -> str | None:
        """Digest of the source where its bytes lie here already; the source stands at its start."""
        sha256 = _copy(source, None)
        source.seek(0)
        return sha256 if self.path_of(sha256).exists() else None

    def _store(self, source: BinaryIO) -> str:
        incoming = self._root / _INCOMING
        incoming.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=incoming)
        try:
            with os.fdopen(handle, "wb") as copy:
                sha256 = _copy(source, copy)
                _make_safe(copy)
            self._place(name, sha256)
        finally:
            # Gone already when it was placed.
            (incoming / name).unlink(missing_ok=True)
        return sha256

    def _place(self, copy: str, sha256: str) -> None:
        target = self.path_of(sha256)
        if target.exists():
            return
        target.parent.mkdir(exist_ok=True)
        # Two that keep the same bytes at once may both come here: the second puts the same there.
        os.rename(copy, target)  # noqa: PTH104 - Path.rename says the same
        for folder in (target.parent, self._root):
            _sync_folder(folder)


def _open_plain(path: Path) -> BinaryIO:
    """Open without following a link and without waiting for the other end of a pipe."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        detail = f"Không đọc được tệp ({said_of(error)}); hãy kiểm tra quyền đọc và chép lại tệp."
        raise DocumentError("unreadable-file", detail) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        detail = (
            "Đây không phải là một tệp thông thường; hãy chép chính tệp báo cáo vào thư mục nhận."
        )
        raise DocumentError("not-a-file", detail)
    return os.fdopen(handle, "rb")


def _copy(source: BinaryIO, copy: BinaryIO | None) -> str:
    """Read to the end; return the digest of what was read, which `copy` holds if it is given."""
    digest = hashlib.sha256()
    for chunk in _chunks(source):
        digest.update(chunk)
        if copy is not None:
            copy.write(chunk)
    return digest.hexdigest()


def _make_safe(copy: BinaryIO) -> None:
    """Let nobody write the file, and let it survive a power cut."""
    copy.flush()
    os.fchmod(copy.fileno(), 0o444)
    os.fsync(copy.fileno())


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    while True:
        try:
            chunk = source.read(_CHUNK_BYTES)
        except OSError as error:
            detail = f"Đọc tệp giữa chừng thì lỗi ({said_of(error)}); hãy chép lại tệp từ bản gốc."
            raise DocumentError("unreadable-file", detail) from error
        if not chunk:
            return
        yield chunk


def _sync_folder(folder: Path) -> None:
    """Make a new name in `folder` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
