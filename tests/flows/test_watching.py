"""The watch of `tongket serve` over the inbox: changes are asked for once, outages do not end it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

import httpx
import pytest

from flows.serving import watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_REST_SECONDS = 0.02


class Watched:
    """A watch under way: how often it asked for a run, and what it said."""

    def __init__(self, inbox: Path, *, refusals: int = 0) -> None:
        self.inbox = inbox
        self.asked = 0
        self.said: list[str] = []
        self._refusals = refusals

    async def ask(self) -> None:
        """Count; refuse at first as a server that is not there."""
        self.asked += 1
        if self.asked <= self._refusals:
            message = "connection refused"
            raise httpx.ConnectError(message)

    async def while_watching(self, *steps: Callable[[], object]) -> None:
        """Take the steps, with time for many looks before, between and after."""
        watching = asyncio.create_task(
            watch(self.inbox, self.ask, rest_seconds=_REST_SECONDS, say=self.said.append)
        )
        await asyncio.sleep(_REST_SECONDS * 15)
        for step in steps:
            step()
            await asyncio.sleep(_REST_SECONDS * 15)
        assert not watching.done()
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An inbox with one report."""
    made = tmp_path / "inbox"
    made.mkdir()
    (made / "a.docx").write_bytes(b"a")
    return made


def test_a_new_file_is_asked_for_once(inbox: Path) -> None:
    """What lay there at the start is left to the schedule; a file that comes asks for one run."""
    watched = Watched(inbox)
    asyncio.run(watched.while_watching(lambda: (inbox / "b.docx").write_bytes(b"b")))
    assert (watched.asked, watched.said) == (1, [])


def test_an_inbox_that_is_away_for_a_moment_is_said_once(inbox: Path) -> None:
    """A network share goes and comes back unchanged: one line, no run."""
    watched, away = Watched(inbox), inbox.with_name("away")
    asyncio.run(watched.while_watching(lambda: inbox.rename(away), lambda: away.rename(inbox)))
    assert watched.asked == 0
    (line,) = watched.said
    assert str(inbox) in line


def test_a_file_that_came_while_the_inbox_was_away_is_found(inbox: Path) -> None:
    """The watch goes on where it was."""
    watched, away = Watched(inbox), inbox.with_name("away")

    def come_back() -> None:
        (away / "b.docx").write_bytes(b"b")
        away.rename(inbox)

    asyncio.run(watched.while_watching(lambda: inbox.rename(away), come_back))
    assert watched.asked == 1


def test_a_server_that_does_not_answer_is_asked_again(inbox: Path) -> None:
    """Two refusals are said once, and the run is asked for until it is taken."""
    watched = Watched(inbox, refusals=2)
    asyncio.run(watched.while_watching(lambda: (inbox / "b.docx").write_bytes(b"b")))
    assert watched.asked == 3
    assert len(watched.said) == 1
