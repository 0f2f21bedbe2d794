"""Moments as records state them: ISO with the offset of Vietnam, whole seconds."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

_VIETNAM = timezone(timedelta(hours=7))
_NS = 1_000_000_000


def iso_time(ns: int) -> str:
    """Return the moment `ns` nanoseconds after 1970 as ISO with +07:00, cut to whole seconds."""
    return datetime.fromtimestamp(ns // _NS, tz=_VIETNAM).isoformat()
