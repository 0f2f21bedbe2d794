"""Reading in processes of their own: each file that was sent costs, at the worst, its own process.

Gives `Readers`, which starts one reader a document (.2 s), as many at a time as there are cores, ends
what hangs, and tells what became of it. What is done inside is left to `flows.reader`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from flows.disk import no_room
from flows.environment import calm_libraries
from flows.pool import (
    MOST_WORKERS,
    TIMEOUT_SECONDS,
    PassingError,
    PoolStoppedError,
    TimedOutError,
    WorkerDiedError,
)
from flows.sessions import kill_session
from pipeline.errors import DocumentError
from pipeline.intake import Unpacked
from pipeline.storage import load_record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType
    from typing import Self

    from pipeline.intake import Limits

_ROOT = Path(__file__).resolve().parents[1]
_GRACE_SECONDS = 3.0
_MOST_PAGES = 16  # side by side in one reader: each takes .1 GiB
# What a reader says of a machine that was busy or short of memory, as much as of the file.
_PASSING = frozenset({"too-much-memory", "office-timeout", "ocr-failed"})
_TRIES = 2  # a reader may die because the machine, not the file, had no memory left
_DIED = (
    "Chương trình đọc tệp này bị dừng đột ngột nhiều lần (tệp hỏng nặng hoặc cần quá nhiều bộ nhớ). "
    "Hãy mở tệp kiểm tra, lưu lại thành tệp mới rồi gửi lại."
)
_TOO_LONG = (
    "Đọc tệp này quá {:.0f} giây mà chưa xong nên đã dừng. Nếu tệp rất dài, hãy tách thành nhiều tệp; "
    "nếu không, hãy mở tệp kiểm tra, lưu lại rồi gửi lại."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOrder:
    """What a reader is told of one file.

    Attributes:
        source: the file's bytes; target: where the result goes.
        converted: a .docx made of it before, None without one.
        log: where the traceback of a fault of ours goes.
        on_page: told after each page of OCR: how many are done, of how many.
    """

    source: Path
    sha256: str
    target: Path
    log: Path
    max_bytes: int
    converted: Path | None = None
    on_page: Callable[[int, int], None] | None = None

    def as_line(self) -> dict[str, Any]:
        """For the reader's standard input."""
        return {
            "verb": "read",
            "source": str(self.source),
            "sha256": self.sha256,
            "target": str(self.target),
            "converted": str(self.converted) if self.converted else None,
            "log": str(self.log),
            "max_bytes": self.max_bytes,
        }  # and how many pages may be read side by side, see `Readers`


@dataclass(slots=True, kw_only=True)
class Readers:
    """Reader processes, at most `most` at a time; several threads may ask.

    Attributes:
        folder: where each has a folder for its temporary files while it lives; None for the
            system's own.
        program: what Python runs in such a process.
    """

    folder: Path | None = None
    program: tuple[str, ...] = ("-m", "flows.reader")
    most: int = field(default_factory=lambda: min(os.cpu_count() or 1, MOST_WORKERS))
    _places: threading.BoundedSemaphore = field(init=False)
    _living: set[subprocess.Popen[str]] = field(default_factory=set)
    _guard: threading.Lock = field(default_factory=threading.Lock)
    _stopped: bool = False

    def __post_init__(self) -> None:
        """Make the places."""
        self._places = threading.BoundedSemaphore(self.most)

    def read(self, order: ReadingOrder, *, timeout_s: float = TIMEOUT_SECONDS) -> dict[str, Any]:
        """Return the document as JSON has it; `order.target` is left behind.

        Raises:
            DocumentError: it cannot be read, as the reader says.
            PassingError: "reader-died", "timed-out" and the like: a later run may succeed.
            WorkspaceError: the disk is full.
            PoolStoppedError: reading was stopped meanwhile.
        """
        with self._guard:
            others = len(self._living)
        cores = os.cpu_count() or 1
        line = order.as_line() | {"jobs": max(1, min(cores // (others + 1), _MOST_PAGES))}
        answer = self._ask(line, order.target, timeout_s, order.on_page)
        found: dict[str, Any] = answer["document"]
        return found

    def unpack(
        self, source: Path, file_format: str, folder: Path, *, limits: Limits, log: Path
    ) -> Unpacked:
        """Return what lay in an archive or mail, taken out into `folder`, which is empty.

        Raises:
            DocumentError, PassingError, WorkspaceError, PoolStoppedError: as `read`.
        """
        target = folder.with_name(f"{folder.name}.json")
        line = {
            "verb": "unpack",
            "source": str(source),
            "file_format": file_format,
            "folder": str(folder),
            "limits": asdict(limits),
            "target": str(target),
            "log": str(log),
        }
        try:
            answer = self._ask(line, target, TIMEOUT_SECONDS, None)
        finally:
            target.unlink(missing_ok=True)
        return load_record(Unpacked, json.dumps(answer["contents"]))

    def _ask(
        self,
        line: dict[str, Any],
        target: Path,
        seconds: float,
        on_page: Callable[[int, int], None] | None,
    ) -> dict[str, Any]:
        """What a reader left at `target`; raise the error that it left there."""
        for _ in range(_TRIES):
            target.unlink(missing_ok=True)
            if not self._run(line, seconds, on_page):
                raise TimedOutError("timed-out", _TOO_LONG.format(seconds), quarantine=True)
            if target.is_file():
                return _checked(json.loads(target.read_text(encoding="utf-8")), target)
        raise WorkerDiedError("reader-died", _DIED, quarantine=True)

    def convert(self, files: Mapping[str, tuple[Path, str]], folder: Path) -> None:
        """Convert a batch (path and format by digest) to `folder`/<digest>.docx, as far as it goes.

        Raises:
            PoolStoppedError: it was stopped meanwhile.
        """
        named = {key: (str(path), file_format) for key, (path, file_format) in files.items()}
        line = {"verb": "convert", "files": named, "folder": str(folder)}
        self._run(line, TIMEOUT_SECONDS, None)

    def stop(self) -> None:
        """End all readers; who waits for one gets PoolStoppedError."""
        with self._guard:
            self._stopped = True
            living = tuple(self._living)
        for process in living:
            process.terminate()
        for process in living:
            _end(process)

    def __enter__(self) -> Self:
        """Give the readers; each starts with its document."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End what still reads."""
        self.stop()

    def _run(
        self, line: dict[str, Any], seconds: float, on_page: Callable[[int, int], None] | None
    ) -> bool:
        """Let one reader work; False when its time ran out."""
        with (
            self._places,
            tempfile.TemporaryDirectory(
                prefix="tongket-reader-", dir=self.folder, ignore_cleanup_errors=True
            ) as folder,
        ):
            process = self._start(folder)
            try:
                return _attend(process, line, seconds, on_page)
            finally:
                with self._guard:
                    self._living.discard(process)
                _end(process)
                if self._stopped:
                    message = "Lượt chạy đã dừng theo yêu cầu; lần chạy sau sẽ làm tiếp."
                    raise PoolStoppedError(message)

    def _start(self, folder: str) -> subprocess.Popen[str]:
        calm_libraries()
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        process = subprocess.Popen(
            [sys.executable, *self.program],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "TMPDIR": folder},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            start_new_session=True,  # a Ctrl-C in the terminal is told by `stop`
        )
        with self._guard:
            self._living.add(process)
            if self._stopped:
                process.terminate()
        return process


def _attend(
    process: subprocess.Popen[str],
    line: dict[str, Any],
    seconds: float,
    on_page: Callable[[int, int], None] | None,
) -> bool:
    """Tell the reader what to do, pass on its pages, wait till it ends or its time does."""
    watcher = threading.Thread(target=_pass_on, args=[process.stdout, on_page], daemon=True)
    watcher.start()
    try:
        _tell(process, line)
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
        watcher.join(_GRACE_SECONDS)
    return True


def _tell(process: subprocess.Popen[str], line: dict[str, Any]) -> None:
    """The pipe stays open: its end tells the reader that nobody waits for it any more."""
    if process.stdin is None:
        return
    with suppress(BrokenPipeError):  # it died at once: seen by its missing result
        process.stdin.write(json.dumps(line) + "\n")
        process.stdin.flush()


def _pass_on(lines: IO[str], on_page: Callable[[int, int], None] | None) -> None:
    with lines:
        for line in lines:
            done, _, total = line.strip().partition("/")
            if on_page and done.isdecimal() and total.isdecimal():
                on_page(int(done), int(total))


def _end(process: subprocess.Popen[str]) -> None:
    """Let it put away what it started, then end it with all that is left."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    kill_session(process.pid)
    if process.stdin is not None:
        with suppress(BrokenPipeError):
            process.stdin.close()


def _checked(answer: dict[str, Any], target: Path) -> dict[str, Any]:
    if answer.get("disk_full"):
        raise no_room(target.parent, target.stat().st_size)
    error = answer.get("error")
    if error:
        kind = PassingError if error["code"] in _PASSING else DocumentError
        raise kind(error["code"], error["detail"], quarantine=error["quarantine"])
    return answer
