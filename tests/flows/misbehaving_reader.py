"""A reader that does one deed, named by its argument, in the place of reading."""

from __future__ import annotations

import ctypes
import errno
import itertools
import os
import socket
import subprocess
import sys
from typing import Any

from flows import reader

_TRY = "import socket\ntry: socket.socket()\nexcept OSError as e: print(type(e).__name__)"
_IO_URING_SETUP = 425


def _memory(*_: object) -> dict[str, Any]:
    held = [bytes(1 << 28)]
    while True:
        held.append(bytes(1 << 28))


def _fault(*_: object) -> dict[str, Any]:
    raise ZeroDivisionError


def _network(*_: object) -> dict[str, Any]:
    child = subprocess.run([sys.executable, "-c", _TRY], capture_output=True, text=True, check=True)
    try:
        socket.socket()
        own = "open"
    except OSError as error:
        own = type(error).__name__
    socket.socket(socket.AF_UNIX).close()
    library = ctypes.CDLL(None, use_errno=True)
    refused = library.syscall(_IO_URING_SETUP, 1, None) == -1 and ctypes.get_errno() == errno.EACCES
    found = {"own": own, "child": child.stdout.strip(), "unix": "open", "io_uring": not refused}
    return {"document": found}


def _stuck(*_: object) -> dict[str, Any]:
    """In C, where no signal handler of Python runs; and leave a program of its own behind."""
    subprocess.Popen(["sleep", "300"], process_group=0)
    sys.stdout.write(f"{os.getsid(0)}/1\n")
    sys.stdout.flush()
    return {"document": {"most": max(itertools.repeat(1, 10**12))}}


def _full_disk(*_: object) -> dict[str, Any]:
    raise OSError(errno.ENOSPC, "No space left on device")


def _pages(*_: object) -> dict[str, Any]:
    for done in range(1, 4):
        reader._tell_page(done, 3)
    return {"document": {}}


def main() -> None:
    """Do the deed where the file would be read."""
    deeds = {"memory": _memory, "fault": _fault, "network": _network, "pages": _pages}
    deeds |= {"stuck": _stuck, "full-disk": _full_disk}
    reader._read_document = deeds[sys.argv[1]]
    reader.main()


if __name__ == "__main__":
    main()
