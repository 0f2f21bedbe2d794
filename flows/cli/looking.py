"""`tongket status` and `tongket read`: what is known and what is seen, without running anything."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import typer

from flows.cli.speech import crashes_kept
from pipeline.errors import DocumentError, WorkspaceError
from pipeline.records import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.records import Document


def status(campaign_file: Path, root: Path) -> None:
    """Print the register as the last run left it.

    Raises:
        CampaignError: the campaign's file is wrong. WorkspaceError: nothing has been run here.
    """
    from flows.standing import COLUMNS, cells, load_register
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
            register = load_register(campaign, database)
        _print_table(COLUMNS, [cells(entry, campaign) for entry in register])


def _print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*columns)
    for row in rows:
        table.add_row(*row)
    # In a file or pipe a cell must not be cut at 80 columns.
    Console(width=None if sys.stdout.isatty() else _WIDE, markup=False).print(table)


_WIDE = 240


def read(file: Path) -> None:
    """Print the text of a file, a block a line.

    Raises:
        DocumentError: it cannot be read.
    """
    with crashes_kept():
        document = _read_document(file)
        for line in _lines(document):
            typer.echo(line)


def _read_document(file: Path) -> Document:
    from pipeline.extract import read_document
    from pipeline.intake import check_readable, sniff_format
    from pipeline.settings import Settings
    from pipeline.storage import file_sha256

    if not file.exists():
        detail = f"Không thấy tệp {file}. Hãy kiểm tra đường dẫn."
        raise DocumentError("unreadable-file", detail)
    file_format = sniff_format(file)
    check_readable(file, file_format, Settings().max_file_bytes)
    return read_document(file, sha256=file_sha256(file), file_format=file_format)


_RUNNING = frozenset({BlockKind.PAGE_HEADER, BlockKind.PAGE_FOOTER, BlockKind.STAMP})


def _lines(document: Document) -> list[str]:
    """The blocks in reading order, each on a line of its own; running heads are no text."""
    text = [b for b in document.blocks if b.kind not in _RUNNING]
    return [" ".join(document.text[b.start : b.end].split()) for b in text]
