"""An empty database for each test: once SQLite, once PostgreSQL on a throw-away cluster."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import URL

from pipeline.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator

_USER = "postgres"


def _newest_binaries() -> Path | None:
    """Folder of the newest PostgreSQL that Debian's packages have installed."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(found, key=lambda path: float(path.parts[-3]), default=None)
    return newest.parent if newest else None


class _Cluster:
    """A PostgreSQL server on a socket in its own folder, without TCP."""

    def __init__(self, binaries: Path, root: Path) -> None:
        self._binaries = binaries
        self.root = root
        self._made = 0
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(root, _USER)

    def start(self) -> None:
        # Nothing here must outlive a power cut.
        options = f"-c listen_addresses='' -c unix_socket_directories={self.root} -c fsync=off"
        self._run("initdb", "-A", "trust", "-U", _USER, "-E", "UTF8", "--locale=C.UTF-8", "-N")
        self._run("pg_ctl", "-w", "-o", options, "-l", str(self.root / "log"), "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def new_database(self) -> URL:
        self._made += 1
        name = f"test_{self._made}"
        with psycopg.connect(host=str(self.root), user=_USER, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        place = {"host": str(self.root)}
        return URL.create("postgresql", username=_USER, database=name, query=place)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), "-D", str(self.root / "data"), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", _USER, "--", *command]
        subprocess.run(command, check=True, cwd=self.root, stdout=subprocess.DEVNULL, timeout=120)


@pytest.fixture(scope="session")
def cluster() -> Iterator[_Cluster]:
    """A running PostgreSQL, stopped and removed at the end."""
    binaries = _newest_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL server: /usr/lib/postgresql/*/bin/initdb is absent")
    # Not pytest's folder: its path is too long for a socket, and closed to the server's user.
    with tempfile.TemporaryDirectory(prefix="tongket-pg-") as name:
        cluster = _Cluster(binaries, Path(name))
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """The URL of an empty database of its own."""
    if request.param == "sqlite":
        return URL.create("sqlite", database=str(tmp_path / "tongket.db"))
    cluster: _Cluster = request.getfixturevalue("cluster")
    return cluster.new_database()


@pytest.fixture
def database(url: URL) -> Iterator[Database]:
    """An open database with the newest schema."""
    with Database.open(url) as database:
        yield database
