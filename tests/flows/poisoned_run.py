"""A run whose readers die of one document and hang over another, as a process of its own.

Arguments: campaign, inbox, outputs, workspace. Prints how each file ended, as JSON.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

from flows.environment import calm_libraries
from flows.reading import Readers
from flows.running import run_on
from flows.workbench import Order, open_workbench

_READER = Path(__file__).with_name("poisoned_reader.py")


def main() -> None:
    """Run and tell."""
    calm_libraries()
    campaign, inbox, outputs, workspace = map(Path, sys.argv[1:])
    order = Order(campaign=campaign, inbox=inbox, outputs=outputs, workspace=workspace)
    with open_workbench(order) as bench:
        readers = Readers(program=(str(_READER),))
        outcome = run_on(replace(bench, readers=readers, timeout_s=6.0))
    ends = {
        found.file: [found.status.value, _reason(found.warnings) if found.unit is None else None]
        for found in outcome.submissions
    }
    sys.stdout.write(json.dumps(ends))


def _reason(warnings: tuple[object, ...]) -> str:
    return ",".join(warning.code for warning in warnings)  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
