"""The workspace: the one folder in which tongket keeps what it must not lose.

Gives the places (archive, database, Prefect's own folder, logs) and the lock that lets one run at a
time write. What lies in the database is left to `database`.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import WorkspaceError, said_of
from pipeline.storage.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

    from pipeline.storage.database import Database


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder and its database; `prepare` makes the folders.

    Attributes:
        root: made when it is missing.
        database_url: SQLAlchemy URL; None for the SQLite file `root/tongket.db`.
    """

    root: Path
    database_url: str | None = None

    @property
    def archive(self) -> Archive:
        """The originals."""
        return Archive(self.root / "archive")

    @property
    def prefect(self) -> Path:
        """Prefect's home folder."""
        return self.root / "prefect"

    @property
    def spool(self) -> Path:
        """Folder of what one process leaves for the next; emptied by whoever holds the lock."""
        return self.root / "spool"

    @property
    def vectors(self) -> Path:
        """File of the vectors of texts; it may be deleted, and is made again."""
        return self.root / "vectors.db"

    @property
    def logs(self) -> Path:
        """Folder of the log files."""
        return self.root / "logs"

    def prepare(self) -> None:
        """Make the folders.

        Raises:
            WorkspaceError: they cannot be made here.
        """
        try:
            for folder in (self.root / "archive", self.prefect, self.logs, self.spool):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unusable(self.root, error) from error

    def open_database(self) -> Database:
        """Return the database with the newest schema; the caller closes it.

        Raises:
            WorkspaceError: it cannot be opened, or a newer version has written it.
        """
        # SQLAlchemy takes 0.2 s to import.
        from sqlalchemy import URL

        from pipeline.storage.database import Database

        self.prepare()
        # As parts, not as text: the folder's name may hold characters that a URL gives a meaning.
        file = URL.create("sqlite", database=str(self.root / "tongket.db"))
        return Database.open(self.database_url or file)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the workspace alone; the system frees it even when the holder is killed.

        Raises:
            WorkspaceError: another holds it, or the folder cannot be written.
        """
        self.prepare()
        with self._lock_file() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                message = (
                    f"Thư mục làm việc {self.root} đang được một lượt chạy khác sử dụng "
                    f"(tiến trình {file.read().strip() or 'không rõ'}). "
                    "Hãy đợi lượt đó xong rồi chạy lại."
                )
                raise WorkspaceError(message) from error
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            self.archive.discard_leftovers()
            self._empty_spool()
            try:
                yield
            finally:
                self._empty_spool()

    def _empty_spool(self) -> None:
        for path in self.spool.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def _lock_file(self) -> TextIO:
        path = self.root / "lock"
        try:
            path.touch()
            return path.open("r+", encoding="ascii")
        except OSError as error:
            raise _unusable(self.root, error) from error


def _unusable(root: Path, error: OSError) -> WorkspaceError:
    message = (
        f"Không dùng được thư mục làm việc {root} ({said_of(error)}). "
        "Hãy chọn thư mục khác hoặc kiểm tra quyền ghi."
    )
    return WorkspaceError(message)
