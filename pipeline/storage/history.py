"""What the database remembers of people and runs: decisions and runs, as they are listed."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from pipeline.text import iso_time


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided on one thing; a later decision on it stands beside this one.

    Attributes:
        id: grows with every decision.
        subject_kind: what kind of thing ("passage", "idea"); subject_id: its id.
        what: the decision, as JSON; before: what held until then, None when nothing did.
        at: ISO time with offset.
    """

    id: int
    campaign_id: str
    subject_kind: str
    subject_id: str
    what: dict[str, Any]
    who: str
    at: str
    before: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """One run of a campaign; what came of it is None while it goes on, or when it was killed.

    Attributes:
        stamp: digest of code, settings and models; counts: how many files ended how.
        started_at, finished_at: ISO time with offset.
    """

    id: int
    campaign_id: str
    stamp: str
    started_at: str
    finished_at: str | None
    outcome: str | None
    counts: dict[str, int] | None


def now_in_vietnam() -> str:
    """Return the time as ISO with +07:00, whole seconds."""
    return iso_time(time.time_ns())
