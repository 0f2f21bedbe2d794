"""When a file arrived, as a record states it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.text import iso_time

if TYPE_CHECKING:
    from pathlib import Path


def received_at(path: Path) -> str:
    """Return the time at which `path` was last written: ISO with +07:00, whole seconds.

    Raises:
        OSError: there is no such file.
    """
    return iso_time(path.stat().st_mtime_ns)
