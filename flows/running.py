"""One run, from the order to the outcome: workspace, server, workers and flow, and their end.

The server starts while the workers load their models. A Ctrl-C ends the workers first, so that
nothing waits for a document.
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flows import server
from flows.arrivals import has_news
from flows.environment import enter
from flows.workbench import Order, Progress, Workbench, open_workbench

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from flows.campaign_flow import Outcome

_DRAIN_SECONDS = 10.0


def run_once(order: Order, *, progress: Progress | None = None) -> Outcome:
    """Run the campaign's flow on the workspace's server.

    Raises:
        TongketError: the run could not be made. KeyboardInterrupt: it was told to end.
    """
    with open_workbench(order, progress=progress) as table, stopped_by_signals(table):
        return run_on(table)


def run_on(table: Workbench) -> Outcome:
    """Run the flow with the tools of `table`; the server is started if none lives."""
    used = server.attach(table.job.workspace)
    try:
        if has_news(table):
            table.pool.start()
        enter(used.client_settings())
        # 2.5 s, while the server starts: it reads the settings when it is imported.
        from flows.campaign_flow import run_campaign

        used.wait_until_healthy()
        try:
            with table.in_use():
                return run_campaign(**table.order.parameters())
        finally:
            _tell_the_rest()
    finally:
        used.release()


def _tell_the_rest() -> None:
    """Let Prefect send what it still holds of task states and lines: its server is about to stop."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    EventsWorker.drain_all(timeout=_DRAIN_SECONDS)
    APILogWorker.drain_all(timeout=_DRAIN_SECONDS)


@contextmanager
def stopped_by_signals(table: Workbench) -> Iterator[None]:
    """Let SIGINT and SIGTERM end readers and workers and raise KeyboardInterrupt, once."""
    kinds = (signal.SIGINT, signal.SIGTERM)

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        for kind in kinds:
            signal.signal(kind, signal.SIG_IGN)
        threading.Thread(target=table.readers.stop).start()
        threading.Thread(target=table.pool.stop).start()
        raise KeyboardInterrupt

    before = {kind: signal.signal(kind, stop) for kind in kinds}
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
