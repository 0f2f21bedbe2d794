"""The program tesseract: one page picture in, its hOCR out; and which way up a page stands.

Debian's `tesseract-ocr` with `tesseract-ocr-vie`. The picture goes in as PGM through a pipe, so
nothing is written to the disk. A process a page, single-threaded: pages are what runs side by side.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import lru_cache
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


class PageFailedError(Exception):
    """Tesseract crashed or did not end; this page is lost, the others are not."""


def find_tesseract() -> str:
    """Path of the program.

    Raises:
        DocumentError: ocr-missing, where program or Vietnamese language data are not installed.
    """
    path = shutil.which(_PROGRAM)
    if path is None:
        raise _missing("chưa cài phần mềm nhận dạng chữ tesseract")
    if _LANGUAGE not in _languages(path):
        raise _missing("tesseract chưa có dữ liệu tiếng Việt")
    return path


def tesseract_version() -> str | None:
    """Version of the program with its languages ("5.3.0 eng vie"), None where it is not installed."""
    path = shutil.which(_PROGRAM)
    if path is None:
        return None
    told = _ask(path, "--version").split()
    return " ".join([*told[1:2], *sorted(_languages(path))])


def recognise(program: str, grey: NDArray[np.uint8], dpi: int) -> bytes:
    """Read a page picture (height by width, 0 is black) into hOCR, places in its pixels.

    Raises:
        PageFailedError: the program crashed or did not end in time.
    """
    options = ["-l", _LANGUAGE, "--psm", "3", "--dpi", str(dpi), "hocr"]
    return _run([program, "stdin", "stdout", *options], _as_pgm(grey))


def find_rotation(program: str, grey: NDArray[np.uint8], dpi: int) -> int:
    """By how many degrees clockwise a picture must be turned to stand upright: 0, 90, 180 or 270.

    0 also where tesseract cannot say, as on a page of few letters.
    """
    options = ["-l", "osd", "--psm", "0", "--dpi", str(dpi)]
    try:
        told = _run([program, "stdin", "stdout", *options], _as_pgm(grey))
    except PageFailedError:
        return 0
    rotate, sure = _ROTATE.search(told), _SURE.search(told)
    if not rotate or not sure or float(sure.group(1)) < _SURE_ENOUGH:
        return 0
    return int(rotate.group(1)) % 360


def _run(command: list[str], picture: bytes) -> bytes:
    try:
        done = subprocess.run(
            command,
            input=picture,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise PageFailedError(f"no end after {_SECONDS} s") from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise PageFailedError(str(error)) from error
    return done.stdout


def _as_pgm(grey: NDArray[np.uint8]) -> bytes:
    height, width = grey.shape
    return b"P5 %d %d 255\n" % (width, height) + grey.tobytes()


@lru_cache(maxsize=4)
def _languages(path: str) -> frozenset[str]:
    """Languages that the program at `path` has data of; none where it does not say."""
    lines = map(str.strip, _ask(path, "--list-langs").splitlines())
    return frozenset(line for line in lines if not line.endswith(":"))  # but the heading


def _ask(path: str, option: str) -> str:
    """What the program says of itself; nothing where it fails."""
    try:
        told = subprocess.run(
            [path, option],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,  # old versions speak there
            timeout=_LIST_SECONDS,
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        return ""
    return told.stdout.decode("utf-8", "replace")


def _missing(what: str) -> DocumentError:
    return DocumentError(
        "ocr-missing",
        f"Tệp là bản chụp nhưng máy này {what}. Hãy cài hai gói tesseract-ocr và "
        "tesseract-ocr-vie rồi chạy lại.",
    )
