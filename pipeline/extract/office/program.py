"""LibreOffice as a program: where it is, what version, one run of it within limits.

A run has a profile folder of its own, so that two never wait for each other, and is ended with all
its children when its time is up.
"""

from __future__ import annotations

import contextlib
import os
import re
import resource
import shutil
import signal
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMES = ("soffice", "libreoffice")
_MEMORY_BYTES = 3 << 30  # of addresses; the largest of 58 real .doc files needed under 1 GiB
_MISSING = DocumentError(
    "office-missing",
    "Cần LibreOffice để đọc tệp loại này mà máy chưa cài. Hãy nhờ người quản trị chạy: "
    "apt-get install libreoffice-writer-nogui, rồi chạy lại.",
)
_VERSION_FILE = "bootstraprc"
_BUILD_FILE = "versionrc"
_BUILD = re.compile(r"^buildid=(.+)$", re.MULTILINE)
_VERSION = re.compile(r"^ProductKey=LibreOffice (\S+)", re.MULTILINE)
# No macro runs, no link is followed, nothing is asked.
_REGISTRY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"\
 oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"\
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"\
 oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def find_office() -> str | None:
    """Return the path of LibreOffice's program, None where it is not installed."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def office_build() -> str | None:
    """Return LibreOffice's version with its build, which a security update changes ("7.4 40(Build:2)")."""
    program = find_office()
    if program is None:
        return None
    return f"{_version_of(program)} {_stated(program, _BUILD_FILE, _BUILD)}"


def office_version() -> str | None:
    """Return LibreOffice's version ("7.4"), read from its files, as asking it takes a second."""
    program = find_office()
    return _version_of(program) if program else None


@lru_cache(maxsize=4)
def _version_of(program: str) -> str:
    return _stated(program, _VERSION_FILE, _VERSION)


def _stated(program: str, name: str, pattern: re.Pattern[str]) -> str:
    """What a file beside the program states; "?" where it does not."""
    try:
        text = (Path(program).resolve().parent / name).read_text("utf-8", "replace")
    except OSError:
        return "?"
    found = pattern.search(text)
    return found.group(1).strip() if found else "?"


def run_office(files: Sequence[Path], folder: Path, *, seconds: float) -> bool:
    """Turn `files` into .docx files of the same stem in `folder`, in one run.

    Returns:
        False when the run had to be ended after `seconds`; what was done till then is kept. Whether
        a file was turned is seen by its result.

    Raises:
        DocumentError: office-missing.
    """
    program = find_office()
    if program is None:
        raise DocumentError(_MISSING.code, _MISSING.detail)
    with tempfile.TemporaryDirectory(prefix="tongket-office-") as profile:
        settings = Path(profile) / "user" / "registrymodifications.xcu"
        settings.parent.mkdir()
        settings.write_text(_REGISTRY, encoding="utf-8")
        command = [
            program,
            "--headless",
            "--norestore",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder),
            *map(str, files),
        ]
        return _run(command, {**os.environ, "HOME": profile}, seconds)


def _run(command: Sequence[str], environment: dict[str, str], seconds: float) -> bool:
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
    try:
        # Its children come later and inherit the limit.
        _, most = resource.prlimit(process.pid, resource.RLIMIT_AS)
        held = _MEMORY_BYTES if most == resource.RLIM_INFINITY else min(_MEMORY_BYTES, most)
        resource.prlimit(process.pid, resource.RLIMIT_AS, (held, held))
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    except ProcessLookupError:  # it has ended already
        return True
    finally:
        _end_group(process)
    return True


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End the program with the children that it started, also when it has left them behind."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
