"""What Prefect's server knows, asked over its API."""

from __future__ import annotations

import json
import urllib.request
from typing import Any


def ask(port: int | None, path: str, **body: Any) -> Any:
    """Ask the server at this port; return what it answers."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/{path}",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=30) as answer:
        return json.load(answer)


def flow_runs(port: int | None) -> list[dict[str, Any]]:
    """All flow runs, oldest first."""
    found: list[dict[str, Any]] = ask(port, "flow_runs/filter", sort="START_TIME_ASC")
    return found


def task_states(port: int | None, flow_run: str) -> dict[str, str]:
    """State of each task of a flow run, by the task run's name."""
    wanted = {"id": {"any_": [flow_run]}}
    tasks = ask(port, "task_runs/filter", flow_runs=wanted)
    return {task["name"]: task["state_name"] for task in tasks}
