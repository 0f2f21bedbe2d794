"""The reader: a process of its own that opens one file (or converts a batch) and ends.

It has limits and no network. It is told what to do by one line of JSON on standard input, tells on
standard output how many pages OCR has done, and leaves its result in a file.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.confine import confine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Of addresses: the interpreter and its libraries take .4 GiB, the tree of the largest part of a
# Word file that is allowed .5 GiB, a page's picture .1 GiB.
_MEMORY_BYTES = 3 << 30
_TOO_LARGE = "Đọc tệp này cần quá nhiều bộ nhớ nên đã dừng. Hãy tách tệp hoặc giảm dung lượng ảnh rồi gửi lại."
_FAULT = (
    "Chương trình gặp lỗi khi đọc tệp này ({}). Hãy lưu lại tệp rồi gửi lại, hoặc báo người bảo trì "
    "kèm tệp {}."
)


def main() -> None:
    """Do what standard input says."""
    signal.signal(signal.SIGTERM, _leave)
    order = json.loads(sys.stdin.readline())
    confine(memory_bytes=_MEMORY_BYTES)
    _VERBS[order.pop("verb")](**order)


def _leave(number: int, frame: object) -> None:
    """End with all programs that were started."""
    del number, frame
    raise SystemExit(1)


def _read(
    *, source: str, sha256: str, target: str, converted: str | None, log: str, max_bytes: int
) -> None:
    """Read one file; `target` gets the document, or the error."""
    prepared = Path(converted) if converted else None
    _leave_answer(lambda: _read_document(Path(source), sha256, prepared, max_bytes), target, log)


def _read_document(
    path: Path, sha256: str, converted: Path | None, max_bytes: int
) -> dict[str, Any]:
    from pipeline.extract import ReadOptions, read_document
    from pipeline.intake import check_readable, sniff_format

    file_format = sniff_format(path)
    check_readable(path, file_format, max_bytes)
    options = ReadOptions(jobs=os.cpu_count() or 1, on_page=_tell_page, converted=converted)
    document = read_document(path, sha256=sha256, file_format=file_format, options=options)
    return {"document": asdict(document)}


def _tell_page(done: int, total: int) -> None:
    sys.stdout.write(f"{done}/{total}\n")
    sys.stdout.flush()


def _unpack(
    *, source: str, file_format: str, folder: str, limits: dict[str, Any], target: str, log: str
) -> None:
    """Take out what lies in an archive or mail; `target` gets the list, or the error."""
    from pipeline.intake import Limits, unpack

    _leave_answer(
        lambda: {
            "contents": asdict(unpack(Path(source), file_format, Path(folder), Limits(**limits)))
        },
        target,
        log,
    )


def _convert(*, files: Mapping[str, tuple[str, str]], folder: str) -> None:
    """Convert a batch for the Word reader; what fails is left for its own reader."""
    from pipeline.errors import DocumentError
    from pipeline.extract.office import convert_batch

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
    beside = Path(f"{target}.partial")
    beside.write_text(json.dumps(found, ensure_ascii=False, default=str), encoding="utf-8")
    beside.replace(target)


def _answer(work: Callable[[], dict[str, Any]], log: Path) -> dict[str, Any]:
    from pipeline.errors import DocumentError

    try:
        return work()
    except DocumentError as error:
        return _error(error.code, error.detail, quarantine=error.quarantine)
    except MemoryError:
        return _error("too-much-memory", _TOO_LARGE, quarantine=True)
    except Exception as error:  # noqa: BLE001 - a fault of ours costs this document only
        log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        detail = _FAULT.format(type(error).__name__, log.name)
        return _error("internal-error", detail, quarantine=True)


def _error(code: str, detail: str, *, quarantine: bool) -> dict[str, Any]:
    return {"error": {"code": code, "detail": detail, "quarantine": quarantine}}


_VERBS: dict[str, Callable[..., None]] = {"read": _read, "convert": _convert, "unpack": _unpack}


if __name__ == "__main__":
    main()
