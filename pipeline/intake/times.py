"""When a file arrived, as a record states it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_VIETNAM = timezone(timedelta(hours=7))
_NS = 1_000_000_000


def received_at(path: Path) -> str:
    """Return the time at which `path` was last written: ISO with +07:00, whole seconds.

    Raises:
        OSError: there is no such file.
    """
    return datetime.fromtimestamp(path.stat().st_mtime_ns // _NS, tz=_VIETNAM).isoformat()
