"""Originals: kept whole, once, under the digest of what was copied."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import pipeline
from pipeline.errors import DocumentError
from pipeline.storage import Archive

_ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(pipeline.__file__).parents[1])}
_KEEP = """
import os, pathlib, signal, sys
{before}
from pipeline.errors import WorkspaceError
from pipeline.storage import Archive
try:
    Archive(pathlib.Path(sys.argv[1])).keep(pathlib.Path(sys.argv[2]))
except WorkspaceError as error:
    sys.exit(str(error))
"""


def _keep_in_another_process(
    archive: Path, source: Path, before: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _KEEP.format(before=before), str(archive), str(source)]
    return subprocess.run(
        command, env=_ENVIRONMENT, check=False, capture_output=True, text=True, timeout=60
    )


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file of three megabytes."""
    path = tmp_path / "Báo cáo.pdf"
    path.write_bytes(os.urandom(3 << 20))
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Where the archive is to be."""
    return tmp_path / "archive"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_kept_file_lies_under_its_digest(root: Path, source: Path) -> None:
    """The digest returned is that of the source, and of the copy."""
    sha256 = Archive(root).keep(source)
    assert sha256 == _digest(source)
    assert Archive(root).path_of(sha256) == root / sha256[:2] / sha256
    assert _digest(Archive(root).path_of(sha256)) == sha256


def test_kept_file_cannot_be_written(root: Path, source: Path) -> None:
    """An original is read-only."""
    sha256 = Archive(root).keep(source)
    assert Archive(root).path_of(sha256).stat().st_mode & 0o222 == 0


def test_keeping_twice_touches_nothing(root: Path, source: Path) -> None:
    """The same bytes again leave the same file in place, and no copy beside it."""
    archive = Archive(root)
    first = archive.path_of(archive.keep(source)).stat()
    second = archive.path_of(archive.keep(source)).stat()
    assert (second.st_ino, second.st_mtime_ns) == (first.st_ino, first.st_mtime_ns)
    assert not list((root / "incoming").iterdir())


def test_archived_bytes_are_not_copied_again(root: Path, source: Path) -> None:
    """A second run reads an archived file and writes nothing: no byte has to reach the disk."""
    Archive(root).keep(source)
    no_copy = "import tempfile; os.fsync = tempfile.mkstemp = lambda *_, **__: sys.exit('written')"
    ended = _keep_in_another_process(root, source, no_copy)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_keeping_at_once_gives_one_file(root: Path, source: Path) -> None:
    """Eight threads that keep the same bytes agree, and nothing is left over."""
    with ThreadPoolExecutor(8) as pool:
        digests = set(pool.map(Archive(root).keep, [source] * 8))
    files = [path for path in root.rglob("*") if path.is_file()]
    assert digests == {_digest(source)}
    assert files == [Archive(root).path_of(digests.pop())]


def test_killed_while_keeping_leaves_no_archived_file(root: Path, source: Path) -> None:
    """Killed when all is copied but not yet safe on the disk: the digest's path does not exist."""
    kill = "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)"
    ended = _keep_in_another_process(root, source, kill)
    assert ended.returncode == -signal.SIGKILL
    assert not Archive(root).path_of(_digest(source)).exists()
    assert len(list((root / "incoming").iterdir())) == 1


def test_leftover_of_a_killed_run_is_discarded(root: Path, source: Path) -> None:
    """The unfinished copy goes, the originals stay."""
    archive = Archive(root)
    sha256 = archive.keep(source)
    (root / "incoming" / "tmpabc").write_bytes(b"half")
    archive.discard_leftovers()
    assert not list((root / "incoming").iterdir())
    assert archive.path_of(sha256).exists()


def test_full_disk_says_so_and_leaves_nothing(root: Path, source: Path) -> None:
    """Where the copy cannot be written the run ends with a message, without a half copy."""
    limit = (
        "import resource; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))"
    )
    ended = _keep_in_another_process(root, source, limit)
    assert "Không ghi được vào kho lưu" in ended.stderr
    assert not list((root / "incoming").iterdir())


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "gone"])
def test_what_is_no_plain_file_is_not_kept(root: Path, source: Path, kind: str) -> None:
    """Links, pipes, folders and missing files are errors of the document, not of the run."""
    path = source.with_name(kind)
    if kind == "link":
        path.symlink_to(source)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    with pytest.raises(DocumentError):
        Archive(root).keep(path)


@pytest.mark.parametrize("digest", ["", "ab", "../" * 21 + "x", "AB" * 32, "ab" * 32 + "\n"])
def test_path_of_takes_digests_only(root: Path, digest: str) -> None:
    """Nothing else leads into the archive, or out of it."""
    with pytest.raises(ValueError, match="no sha256"):
        Archive(root).path_of(digest)
