"""What a worker process is given to do in the tests: good work, death, sleep, faults."""

from __future__ import annotations

import os
import signal
import time

from pipeline.errors import DocumentError, ModelError


def warm() -> None:
    """Nothing to load."""


def warm_badly() -> None:
    """A model is missing."""
    raise ModelError("thiếu mô hình")


def double(number: int) -> int:
    """Good work."""
    return number * 2


def die() -> None:
    """End as the system ends a process that takes too much memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def hang() -> None:
    """Never come back."""
    time.sleep(600)


def refuse() -> None:
    """Refuse a document."""
    raise DocumentError("no-text", "không có chữ", quarantine=True)


def fail() -> None:
    """Fail by a fault of its own."""
    raise RuntimeError("a fault of the function itself")


def own_pid() -> int:
    """Tell where it is done."""
    return os.getpid()
