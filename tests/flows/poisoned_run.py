"""A run whose workers die of one document and hang over another, as a process of its own.

Arguments: campaign, inbox, outputs, workspace. Prints how each file ended, as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

from flows import worker
from flows.environment import calm_libraries
from flows.running import run_on
from flows.workbench import Order, open_workbench


def read(sha256: str) -> None:
    """Read the document unless its archive comment says how to misbehave."""
    comment = worker.job().original(sha256).read_bytes()[-10:]
    if comment.endswith(b"DIE"):
        os.kill(os.getpid(), signal.SIGKILL)
    if comment.endswith(b"HANG"):
        time.sleep(600)
    worker.read_and_keep(sha256)


def main() -> None:
    """Run and tell."""
    calm_libraries()
    campaign, inbox, outputs, workspace = map(Path, sys.argv[1:])
    order = Order(campaign=campaign, inbox=inbox, outputs=outputs, workspace=workspace)
    with open_workbench(order) as bench:
        outcome = run_on(replace(bench, read=read, timeout_s=4.0))
    ends = {
        found.file: [found.status.value, _reason(found.warnings) if found.unit is None else None]
        for found in outcome.submissions
    }
    sys.stdout.write(json.dumps(ends))


def _reason(warnings: tuple[object, ...]) -> str:
    return ",".join(warning.code for warning in warnings)  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
