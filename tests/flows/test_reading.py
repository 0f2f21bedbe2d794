"""Readers: what a file does to the process that opens it costs that file only."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flow_files import write_report

from flows.pool import PoolStoppedError
from flows.reading import Readers, ReadingOrder
from pipeline.errors import DocumentError, WorkspaceError

if TYPE_CHECKING:
    from typing import Any

_POISONED = Path(__file__).with_name("poisoned_reader.py")
_MISBEHAVING = Path(__file__).with_name("misbehaving_reader.py")
_ROOT = Path(__file__).resolve().parents[2]
_OWNER = """
import sys
from pathlib import Path
from flows.reading import Readers
from test_reading import _order
say = lambda pid, _: print(pid, flush=True)
Readers(program=(sys.argv[2], "stuck")).read(_order(Path(sys.argv[1]), on_page=say))
"""


def _order(path: Path, **extra: Any) -> ReadingOrder:
    return ReadingOrder(
        source=path,
        sha256="0" * 64,
        target=path.parent / "document.json",
        log=path.parent / "fault.log",
        max_bytes=1 << 24,
        **extra,
    )


def test_a_document_comes_back_as_json(tmp_path: Path) -> None:
    """The reader's text is what the caller gets."""
    path = write_report(tmp_path / "a.docx", name="Bình Sơn", number=1)
    document = Readers().read(_order(path))
    assert "III- KIẾN NGHỊ" in document["text"]
    assert document["format"] == "docx"


def test_a_refusal_keeps_code_and_quarantine(tmp_path: Path) -> None:
    """What the reader says of a file crosses the border of the process whole."""
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04cut")
    with pytest.raises(DocumentError) as caught:
        Readers().read(_order(path))
    assert caught.value.code == "damaged-file"
    assert not caught.value.quarantine


@pytest.mark.parametrize(
    ("mark", "code"), [(b"DIE", "reader-died"), (b"HANG", "timed-out")], ids=["dies", "hangs"]
)
def test_death_and_hanging_cost_the_file(tmp_path: Path, mark: bytes, code: str) -> None:
    """Both are told with a code of their own, and the file is quarantined."""
    path = tmp_path / "a.bin"
    path.write_bytes(mark)
    readers = Readers(program=(str(_POISONED),))
    with pytest.raises(DocumentError) as caught:
        readers.read(_order(path), timeout_s=2.0)
    assert (caught.value.code, caught.value.quarantine) == (code, True)


@pytest.mark.parametrize(
    ("deed", "code"), [("memory", "too-much-memory"), ("fault", "internal-error")]
)
def test_greed_and_faults_cost_the_file(tmp_path: Path, deed: str, code: str) -> None:
    """Memory has an end; a fault of ours is told, and its traceback kept."""
    path = tmp_path / "a.bin"
    path.write_bytes(b"x")
    readers = Readers(program=(str(_MISBEHAVING), deed))
    with pytest.raises(DocumentError) as caught:
        readers.read(_order(path))
    assert caught.value.code == code
    log = tmp_path / "fault.log"
    assert log.exists() == (deed == "fault")


def test_there_is_no_network_inside(tmp_path: Path) -> None:
    """A reader, and any program that it starts, cannot open a socket to anywhere."""
    path = tmp_path / "a.bin"
    path.write_bytes(b"x")
    readers = Readers(program=(str(_MISBEHAVING), "network"))
    document = readers.read(_order(path))
    assert document == {
        "own": "PermissionError",
        "child": "PermissionError",
        "unix": "open",
        "io_uring": False,
    }


def test_stopping_ends_what_still_reads(tmp_path: Path) -> None:
    """Who waits is told, and nothing goes on, even where the reader hears no signal."""
    path = tmp_path / "a.bin"
    path.write_bytes(b"x")
    seen: list[int] = []
    told = threading.Event()

    def on_page(pid: int, _: int) -> None:
        seen.append(pid)
        told.set()

    readers = Readers(program=(str(_MISBEHAVING), "stuck"))
    threading.Thread(target=lambda: told.wait(30) and readers.stop()).start()
    begun = time.monotonic()
    with pytest.raises(PoolStoppedError):
        readers.read(_order(path, on_page=on_page))
    assert time.monotonic() - begun < 30
    assert _session(seen[0]) == []
    with pytest.raises(PoolStoppedError):
        readers.read(_order(path))


def test_readers_end_with_their_owner(tmp_path: Path) -> None:
    """Whoever gave the order is killed: the reader and what it started end too."""
    path = tmp_path / "a.bin"
    path.write_bytes(b"x")
    owner = subprocess.Popen(
        [sys.executable, "-c", _OWNER, str(path), str(_MISBEHAVING)],
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONPATH": f"{_ROOT}:{Path(__file__).parent}"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert owner.stdout is not None
    pid = int(owner.stdout.readline())
    owner.kill()
    owner.wait()
    owner.stdout.close()
    give_up_at = time.monotonic() + 20
    while _session(pid) and time.monotonic() < give_up_at:
        time.sleep(0.2)
    assert _session(pid) == []


def _session(session: int) -> list[int]:
    """Processes of a session."""
    command = ["ps", "-s", str(session), "-o", "pid=,stat="]
    listed = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return [int(line.split()[0]) for line in listed.splitlines() if "Z" not in line.split()[1]]


def test_a_full_disk_is_no_fault_of_the_file(tmp_path: Path) -> None:
    """It ends the run with what to do, and condemns nothing."""
    path = tmp_path / "a.bin"
    path.write_bytes(b"x")
    readers = Readers(program=(str(_MISBEHAVING), "full-disk"))
    with pytest.raises(WorkspaceError, match="đã đầy"):
        readers.read(_order(path))


def test_nothing_temporary_is_left(tmp_path: Path) -> None:
    """The folder in which a reader worked goes with it, also when it was killed."""
    folder = tmp_path / "spool"
    folder.mkdir()
    path = tmp_path / "a.bin"
    path.write_bytes(b"DIE")
    with pytest.raises(DocumentError):
        Readers(folder=folder, program=(str(_POISONED),)).read(_order(path))
    assert list(folder.iterdir()) == []


def test_pages_are_told_as_they_are_done(tmp_path: Path) -> None:
    """What the reader says of its progress reaches the caller in order."""
    path = tmp_path / "a.bin"
    path.write_bytes(b"x")
    seen: list[tuple[int, int]] = []
    readers = Readers(program=(str(_MISBEHAVING), "pages"))
    readers.read(_order(path, on_page=lambda done, total: seen.append((done, total))))
    assert seen == [(1, 3), (2, 3), (3, 3)]
