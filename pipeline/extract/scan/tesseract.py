"""The program tesseract: one page picture in, its hOCR out; and which way up a page stands.

Debian's `tesseract-ocr` with `tesseract-ocr-vie`. The picture goes in as PGM through a pipe, so
nothing is written to the disk. A process a page, single-threaded: pages are what runs side by side.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from contextlib import suppress
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PROGRAM = "tesseract"
_LANGUAGE = "vie"
_SECONDS = 120  # a page takes 1 to 3 seconds; ten times that on a busy machine
_LIST_SECONDS = 20
_ROTATE = re.compile(rb"Rotate: (\d+)")
_SURE = re.compile(rb"Orientation confidence: ([\d.]+)")
_SURE_ENOUGH = 2.0  # upright text gives 5 to 20, pictures without text below 1
_FOLDER = re.compile(r'languages in "(.+?)"')  # heading of the list; version 4 has none


class PageMode(IntEnum):
    """How tesseract looks at a picture (its --psm): as a page with columns, or for scattered text."""

    PAGE = 3
    SPARSE = 11


class PageFailedError(Exception):
    """Tesseract crashed or did not end; this page is lost, the others are not."""


class PageHinderedError(PageFailedError):
    """The machine was too busy or had too little memory: the page may be read when tried again."""


class Tesseract:
    """The program at `path`; what it runs, in several threads, can be ended from another one."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._lock = Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._ended = False

    def recognise(self, grey: NDArray[np.uint8], dpi: int, mode: PageMode) -> bytes:
        """Read a page picture (height by width, 0 is black) into hOCR, places in its pixels.

        Raises:
            PageFailedError: the program crashed, or (PageHinderedError) was hindered.
        """
        options = ["-l", _LANGUAGE, "--psm", str(int(mode)), "--dpi", str(dpi), "hocr"]
        return self._run(options, _as_pgm(grey))

    def find_rotation(self, grey: NDArray[np.uint8], dpi: int) -> int:
        """By how many degrees clockwise a picture is to be turned to stand upright: 0, 90, 180 or 270.

        0 also where tesseract cannot say, as on a page of few letters.

        Raises:
            PageHinderedError: the program could not run or did not end.
        """
        try:
            told = self._run(["-l", "osd", "--psm", "0", "--dpi", str(dpi)], _as_pgm(grey))
        except PageHinderedError:
            raise
        except PageFailedError:
            return 0
        rotate, sure = _ROTATE.search(told), _SURE.search(told)
        if not rotate or not sure or float(sure.group(1)) < _SURE_ENOUGH:
            return 0
        return int(rotate.group(1)) % 360

    def end(self) -> None:
        """Kill what runs; nothing is started from now on."""
        with self._lock:
            self._ended = True
            for process in self._running:
                process.kill()

    def _run(self, options: list[str], picture: bytes) -> bytes:
        process = self._start([self._path, "stdin", "stdout", *options])
        try:
            told, _ = process.communicate(picture, timeout=_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise PageHinderedError(f"no end after {_SECONDS} s") from error
        except OSError as error:
            raise PageHinderedError(str(error)) from error
        finally:
            with self._lock:
                self._running.discard(process)
            _clear_away(process)
        if process.returncode < 0:  # by a signal, as where memory is short
            raise PageHinderedError(f"killed by signal {-process.returncode}")
        if process.returncode:
            raise PageFailedError(f"exit status {process.returncode}")
        return told

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
        with self._lock:
            if self._ended:
                raise PageFailedError("the reading was given up")
            try:
                process = subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=environment,
                )
            except OSError as error:
                raise PageHinderedError(str(error)) from error
            self._running.add(process)
            return process


def _clear_away(process: subprocess.Popen[bytes]) -> None:
    """No process and no pipe is left behind, however it ended."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with suppress(OSError):  # what is still in the buffer for a dead process
                pipe.close()


def find_tesseract() -> str:
    """Path of the program.

    Raises:
        DocumentError: ocr-missing, where program or Vietnamese language data are not installed, or
            the program does not answer.
    """
    path = shutil.which(_PROGRAM)
    if path is None:
        raise _missing("chưa cài phần mềm nhận dạng chữ tesseract")
    try:
        languages, _ = _languages(path)
    except _NoAnswerError:
        raise _missing("có tesseract nhưng phần mềm này không chạy được") from None
    if _LANGUAGE not in languages:
        raise _missing("có tesseract nhưng thiếu dữ liệu tiếng Việt")
    return path


def tesseract_version() -> str | None:
    """What reading depends on: "5.3.0 eng vie vie:1a2b3c4d5e6f", the last a digest of the language data.

    None where the program is not installed; "unknown" where it does not answer.
    """
    path = shutil.which(_PROGRAM)
    if path is None:
        return None
    try:
        told = _ask(path, "--version").split()
        languages, folder = _languages(path)
    except _NoAnswerError:
        return "unknown"
    return " ".join([*told[1:2], *sorted(languages), f"{_LANGUAGE}:{_digest_data(folder)}"])


def _as_pgm(grey: NDArray[np.uint8]) -> bytes:
    height, width = grey.shape
    return b"P5 %d %d 255\n" % (width, height) + grey.tobytes()


class _NoAnswerError(Exception):
    """The program does not run, fails or hangs."""


@lru_cache(maxsize=4)  # of answers; a program that does not answer is asked again
def _languages(path: str) -> tuple[frozenset[str], str]:
    """Languages that the program at `path` has data of, and the folder of the data if it is told."""
    lines = [line.strip() for line in _ask(path, "--list-langs").splitlines()]
    folder = next((found.group(1) for line in lines if (found := _FOLDER.search(line))), "")
    return frozenset(line for line in lines if not line.endswith(":")), folder


def _digest_data(folder: str) -> str:
    """Digest of the Vietnamese data; "unknown" where they are not found."""
    folders = [folder, os.environ.get("TESSDATA_PREFIX", "")]
    for path in (Path(one) / f"{_LANGUAGE}.traineddata" for one in folders if one):
        with suppress(OSError):
            return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return "unknown"


def _ask(path: str, option: str) -> str:
    """What the program says of itself."""
    try:
        told = subprocess.run(
            [path, option],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,  # old versions speak there
            timeout=_LIST_SECONDS,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise _NoAnswerError from error
    return told.stdout.decode("utf-8", "replace")


def _missing(what: str) -> DocumentError:
    return DocumentError(
        "ocr-missing",
        f"Tệp là bản chụp nhưng máy này {what}. Hãy cài hai gói tesseract-ocr và "
        "tesseract-ocr-vie rồi chạy lại.",
    )
