"""How far a run is: a bar for a person who watches, plain lines for a file or a log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from flows import worker

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_VERBS = {
    worker.CONVERTING: "Đang chuyển sang .docx",
    worker.READING: "Đang đọc",
    worker.UNDERSTANDING: "Đang phân tích",
}


class Lines:
    """Progress as lines on standard error."""

    def __init__(self) -> None:
        self._done = self._total = 0

    def begin(self, stage: str, total: int) -> None:
        """A stage begins."""
        self._done, self._total = 0, total
        if total:
            typer.echo(f"{_VERBS[stage]}: {total} tệp", err=True)

    def step(self, stage: str, file: str) -> None:
        """One document is done."""
        self._done += 1
        typer.echo(f"{_VERBS[stage]} {self._done}/{self._total}: {file}", err=True)


class Bars:
    """Progress as bars on standard error; use it in a `with`."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._tasks: dict[str, TaskID] = {}

    def begin(self, stage: str, total: int) -> None:
        """A stage begins."""
        if total:
            self._tasks[stage] = self._bar.add_task(_VERBS[stage], total=total, file="")

    def step(self, stage: str, file: str) -> None:
        """One document is done."""
        self._bar.update(self._tasks[stage], advance=1, file=file)


def make_bar() -> Bar:
    """Return the bar that `Bars` moves."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        MofNCompleteColumn(),
        BarColumn(),
        TextColumn("{task.fields[file]}", markup=False),
        console=Console(stderr=True),
    )
