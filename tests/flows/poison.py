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
    return number * 2


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hang() -> None:
    time.sleep(600)


def refuse() -> None:
    raise DocumentError("no-text", "không có chữ", quarantine=True)


def fail() -> None:
    raise RuntimeError("a fault of the function itself")


def own_pid() -> int:
    return os.getpid()
