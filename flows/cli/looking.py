"""`tongket status`: what the last run left, without running anything."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from flows.cli.speech import crashes_kept
from pipeline.errors import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def status(campaign_file: Path, root: Path) -> None:
    """Print the register as the last run left it, and the files that are not in it.

    Raises:
        CampaignError: the campaign's file is wrong. WorkspaceError: nothing has been run here.
    """
    from flows import standing
    from pipeline.campaign import load_campaign
    from pipeline.storage import Workspace

    url = os.environ.get("TONGKET_DATABASE_URL")
    workspace = Workspace(root, database_url=url)
    with crashes_kept(root / "logs" if root.is_dir() else None):
        campaign = load_campaign(campaign_file)
        if not root.is_dir():
            message = f"Chưa có lượt chạy nào ở {root}. Hãy chạy: tongket run"
            raise WorkspaceError(message)
        with workspace.open_database() as database:
            register = standing.load_register(campaign, database)
            refused = standing.load_refused(campaign, database)
        _print_table(standing.COLUMNS, [standing.cells(entry, campaign) for entry in register])
        if refused:
            _print_table(standing.REFUSAL_COLUMNS, list(map(standing.refusal_cells, refused)))


def _print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*columns)
    for row in rows:
        table.add_row(*row)
    # In a file or pipe a cell must not be cut at 80 columns.
    Console(width=None if sys.stdout.isatty() else _WIDE, markup=False).print(table)


_WIDE = 240
