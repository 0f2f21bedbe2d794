"""The workspace: its places, its lock, its database."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text

import pipeline
from pipeline.errors import WorkspaceError
from pipeline.storage import Workspace
from pipeline.storage.database import Database

_ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(pipeline.__file__).parents[1])}
_HOLD = """
import pathlib, sys
from pipeline.storage import Workspace
with Workspace(pathlib.Path(sys.argv[1])).lock():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_database_lies_in_the_workspace(tmp_path: Path) -> None:
    """Without a URL it is one SQLite file, whatever characters the folder's name has."""
    workspace = Workspace(tmp_path / "tổng kết 100% #1?")
    with workspace.open_database() as database:
        database.save_result("ab", "reading", "s", "x")
    assert (workspace.root / "tongket.db").is_file()


def test_prepared_workspace_has_its_folders(tmp_path: Path) -> None:
    """Archive, Prefect's folder and logs are there, and a second time is no error."""
    workspace = Workspace(tmp_path / "w")
    workspace.prepare()
    workspace.prepare()
    assert {path.name for path in workspace.root.iterdir()} == {
        "archive",
        "prefect",
        "logs",
        "spool",
    }


def test_second_holder_is_told_who_holds_it(tmp_path: Path) -> None:
    """The message is Vietnamese and names the process."""
    workspace = Workspace(tmp_path)
    with (
        workspace.lock(),
        pytest.raises(WorkspaceError, match=rf"lượt chạy khác sử dụng .*{os.getpid()}"),
        workspace.lock(),
    ):
        pass


def test_lock_is_free_after_its_holder(tmp_path: Path) -> None:
    """One after the other may hold it; an error inside frees it as well."""
    workspace = Workspace(tmp_path)
    with pytest.raises(RuntimeError), workspace.lock():
        raise RuntimeError
    with workspace.lock():
        assert (tmp_path / "lock").read_text() == str(os.getpid())


def test_killed_holder_frees_the_lock(tmp_path: Path) -> None:
    """Another process holds it until it is killed; no lock file needs removing."""
    workspace = Workspace(tmp_path)
    command = [sys.executable, "-c", _HOLD, str(tmp_path)]
    with subprocess.Popen(
        command, env=_ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(WorkspaceError, match=str(holder.pid)), workspace.lock():
            pass
        holder.kill()
    with workspace.lock():
        pass


def test_taking_the_lock_clears_what_a_killed_run_left(tmp_path: Path) -> None:
    """An unfinished copy in the archive goes with the next run."""
    workspace = Workspace(tmp_path)
    leftover = tmp_path / "archive" / "incoming" / "tmpabc"
    leftover.parent.mkdir(parents=True)
    leftover.write_bytes(b"half")
    with workspace.lock():
        assert not leftover.exists()


def test_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """A file where the folder should be: the message names the folder."""
    (tmp_path / "w").write_bytes(b"")
    with pytest.raises(WorkspaceError, match="Không dùng được thư mục làm việc"):
        Workspace(tmp_path / "w").prepare()


def test_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    """Another file under the database's name ends the run with a message."""
    (tmp_path / "tongket.db").write_bytes(b"no database at all, but long enough to be read" * 50)
    with pytest.raises(WorkspaceError, match="Không mở được cơ sở dữ liệu"):
        Workspace(tmp_path).open_database()


def test_server_that_is_not_there_is_said_without_its_password(tmp_path: Path) -> None:
    """The message names the database, never the password."""
    url = f"postgresql://user:bi-mat@/tongket?host={tmp_path}"
    with pytest.raises(WorkspaceError, match="Không mở được cơ sở dữ liệu") as caught:
        Workspace(tmp_path, url).open_database()
    assert "bi-mat" not in str(caught.value)


@pytest.mark.parametrize("url", ["mysql://localhost/tongket", "tongket.db"])
def test_other_databases_are_refused(tmp_path: Path, url: str) -> None:
    """What is neither SQLite nor PostgreSQL ends the run with a message."""
    with pytest.raises(WorkspaceError, match="ơ sở dữ liệu"):
        Workspace(tmp_path, url).open_database()


def test_workspace_on_postgresql_has_no_database_file(tmp_path: Path, url: URL) -> None:
    """The URL decides where the rows go; the SQLite case writes only its own file."""
    workspace = Workspace(tmp_path / "w", url.render_as_string())
    with workspace.open_database() as database:
        database.save_result("ab", "reading", "s", "x")
    with Database.open(url) as again:
        assert again.load_result("ab", "reading", "s") == "x"
    assert not (workspace.root / "tongket.db").exists()


def test_database_of_a_newer_version_is_refused(url: URL) -> None:
    """An unknown schema is not touched; the message says to update."""
    Database.open(url).close()
    driver = url.set(drivername="postgresql+psycopg") if "postgresql" in url.drivername else url
    engine = create_engine(driver)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(WorkspaceError, match="mới hơn"):
        Database.open(url)


def test_sqlite_is_prepared_for_many(tmp_path: Path) -> None:
    """Readers and a writer do not wait for each other: the file is in WAL mode."""
    with Workspace(tmp_path).open_database():
        connection = sqlite3.connect(tmp_path / "tongket.db")
        mode = connection.execute("PRAGMA journal_mode").fetchone()
        connection.close()
    assert mode == ("wal",)
