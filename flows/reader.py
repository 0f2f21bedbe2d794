"""The reader: a process of its own that opens one file (or converts a batch) and ends.

It has limits and no network. It is told what to do by one line of JSON on standard input, which stays
open as long as somebody waits; it tells on standard output how many pages OCR has done, and leaves
its result in a file.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import sys
import tempfile
import traceback
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from flows.confine import confine
from flows.disk import is_full
from flows.sessions import kill_session
from pipeline.errors import DocumentError
from pipeline.extract import ReadOptions, read_document
from pipeline.intake import Limits, check_readable, sniff_format, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Of addresses: the interpreter and its libraries take .4 GiB, the tree of the largest part of a
# Word file that is allowed .5 GiB, a page's picture .1 GiB.
_MEMORY_BYTES = 3 << 30
_STDIN = 0
_LEAST_FREE_BYTES = 16 << 20  # the profile of LibreOffice takes half of it
_TOO_LARGE = "Đọc tệp này cần quá nhiều bộ nhớ nên đã dừng. Hãy tách tệp hoặc giảm dung lượng ảnh rồi gửi lại."
_FAULT = (
    "Chương trình gặp lỗi khi đọc tệp này ({}). Hãy lưu lại tệp rồi gửi lại, hoặc báo người bảo trì "
    "kèm tệp {}."
)


def main() -> None:
    """Do what standard input says, watched by a process that holds no file."""
    order = json.loads(sys.stdin.readline())
    worker = os.fork()
    if worker:
        _guard(worker)
    signal.signal(signal.SIGTERM, _leave)
    confine(memory_bytes=_MEMORY_BYTES)
    _VERBS[order.pop("verb")](**order)


def _guard(worker: int) -> NoReturn:
    """End when the worker ends; end all when whoever gave the order is gone.

    A thread could not do it: code in C may hold the interpreter for as long as it likes.
    """
    signal.signal(signal.SIGTERM, lambda *_: os.kill(worker, signal.SIGTERM))
    ended = os.pidfd_open(worker)
    ready, _, _ = select.select([ended, _STDIN], [], [])
    if ended not in ready:
        kill_session(os.getsid(0))
    _, status = os.waitpid(worker, 0)
    os._exit(os.waitstatus_to_exitcode(status) != 0)


def _leave(number: int, frame: object) -> None:
    """End with all programs that were started."""
    del number, frame
    raise SystemExit(1)


def _read(
    *,
    source: str,
    sha256: str,
    target: str,
    converted: str | None,
    log: str,
    max_bytes: int,
    jobs: int,
) -> None:
    """Read one file; `target` gets the document, or the error."""
    options = ReadOptions(
        jobs=jobs, on_page=_tell_page, converted=Path(converted) if converted else None
    )
    _leave_answer(lambda: _read_document(Path(source), sha256, max_bytes, options), target, log)


def _read_document(path: Path, sha256: str, max_bytes: int, options: ReadOptions) -> dict[str, Any]:
    file_format = sniff_format(path)
    told = check_readable(path, file_format, max_bytes)
    document = read_document(path, sha256=sha256, file_format=file_format, options=options)
    return {"document": asdict(replace(document, warnings=(*told, *document.warnings)))}


def _tell_page(done: int, total: int) -> None:
    sys.stdout.write(f"{done}/{total}\n")
    sys.stdout.flush()


def _unpack(
    *, source: str, file_format: str, folder: str, limits: dict[str, Any], target: str, log: str
) -> None:
    """Take out what lies in an archive or mail; `target` gets the list, or the error."""
    _leave_answer(
        lambda: {
            "contents": asdict(unpack(Path(source), file_format, Path(folder), Limits(**limits)))
        },
        target,
        log,
    )


def _convert(*, files: Mapping[str, tuple[str, str]], folder: str) -> None:
    """Convert a batch for the Word reader; what fails is left for its own reader."""
    from pipeline.extract.office import convert_batch  # lxml: 40 ms

    try:
        convert_batch(
            {key: (Path(path), file_format) for key, (path, file_format) in files.items()},
            Path(folder),
        )
    except DocumentError:  # without LibreOffice each document says so itself
        return


def _leave_answer(work: Callable[[], dict[str, Any]], target: str, log: str) -> None:
    """Write what `work` gives in one step: a reader that dies leaves nothing."""
    found = _answer(work, Path(log))
    beside = Path(f"{target}.{os.getpid()}.partial")
    beside.write_text(json.dumps(found, ensure_ascii=False, default=str), encoding="utf-8")
    beside.replace(target)


def _answer(work: Callable[[], dict[str, Any]], log: Path) -> dict[str, Any]:
    try:
        return work()
    except DocumentError as error:
        # LibreOffice says nothing of a full disk: it leaves no file.
        if error.code.startswith("office-") and _is_disk_full():
            return {"disk_full": True}
        return _error(error.code, error.detail, quarantine=error.quarantine)
    except MemoryError:
        return _error("too-much-memory", _TOO_LARGE, quarantine=True)
    except Exception as error:  # noqa: BLE001 - a fault of ours costs this document only
        if is_full(error):
            return {"disk_full": True}
        log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        detail = _FAULT.format(type(error).__name__, log.name)
        return _error("internal-error", detail, quarantine=True)


def _is_disk_full() -> bool:
    return shutil.disk_usage(tempfile.gettempdir()).free < _LEAST_FREE_BYTES


def _error(code: str, detail: str, *, quarantine: bool) -> dict[str, Any]:
    return {"error": {"code": code, "detail": detail, "quarantine": quarantine}}


_VERBS: dict[str, Callable[..., None]] = {"read": _read, "convert": _convert, "unpack": _unpack}


if __name__ == "__main__":
    main()
