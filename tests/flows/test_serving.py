"""`tongket serve`: the schedule really fires, a new file is taken in, a signal ends it cleanly."""

from __future__ import annotations

import json
import signal
import time
from typing import TYPE_CHECKING, Any

import pytest
from flow_files import Place, finish, start, write_report
from prefect_api import flow_runs

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import FirstRun

    from flows.server import Server

pytestmark = pytest.mark.prefect


def _wait_for(reached: Callable[[], bool], *, within_s: float) -> bool:
    deadline = time.monotonic() + within_s
    while not reached() and time.monotonic() < deadline:
        time.sleep(0.5)
    return reached()


def _has_completed(port: int | None, wanted: Callable[[dict[str, Any]], bool]) -> bool:
    return any(run["state_name"] == "Completed" and wanted(run) for run in flow_runs(port))


def _files(place: Place) -> set[str]:
    lines = (place.records / "submissions.jsonl").read_text(encoding="utf-8").splitlines()
    return {json.loads(line)["file"] for line in lines}


def test_serving_from_start_to_stop(first_run: FirstRun, used_server: Server) -> None:
    """A scheduled run completes, a new file is in the records soon after, SIGTERM ends with 0.

    One test for the three, as each needs what the one before left.
    """
    place, port = first_run.place, used_server.port
    serving = start("serve", *place.options(), "--interval-seconds", "15")
    assert _wait_for(lambda: _has_completed(port, lambda run: run["auto_scheduled"]), within_s=90)
    write_report(place.inbox / "mo-duc.docx", name="Mộ Đức", number=3)
    arrived = _wait_for(lambda: "mo-duc.docx" in _files(place), within_s=60)
    serving.send_signal(signal.SIGTERM)
    code, _, err = finish(serving)
    (place.inbox / "mo-duc.docx").unlink()
    assert arrived
    assert code == 0, err
    assert err.endswith("Đã dừng.\n")
