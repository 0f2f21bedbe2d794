"""The Prefect flow of one campaign: inbox, documents, merge, outputs, and the register as artifact.

Importing this takes 2.5 s (Prefect): see `flows.tasks`.
"""

from __future__ import annotations

import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from prefect import flow
from prefect.artifacts import create_table_artifact
from prefect.futures import PrefectFuture, as_completed
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.utilities.annotations import opaque

from flows import outputs, worker
from flows.arrivals import Arrival, has_news
from flows.standing import COLUMNS, cells, is_withdrawn, load_register
from flows.tasks import (
    REJECTED,
    convert_documents,
    merge_campaign,
    read_document,
    register_inbox,
    understand_document,
    write_outputs,
)
from flows.workbench import Order, Workbench, current, open_workbench
from pipeline.campaign import load_campaign
from pipeline.errors import DocumentError
from pipeline.records import SubmissionStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prefect.tasks import Task

    from pipeline.records import Submission, Warning_

# Threads only wait for workers; a few more than workers keep the pool's queue from running dry.
_THREADS = 12
_REGISTER_KEY = "so-theo-doi"
_V = TypeVar("_V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run came to.

    Attributes:
        submissions: every file that stands still, with its reasons; waiting: the others.
        passed_over: what nobody sent: hidden files, locks of Word, files of the system.
        found: how many contradictions, copies and commendations the records hold.
        worked: how many documents were read or understood now, not known before.
        seconds: wall time of the flow; draft: where the draft lies.
    """

    submissions: tuple[Submission, ...]
    waiting: tuple[tuple[str, Warning_], ...]
    passed_over: tuple[tuple[str, Warning_], ...]
    ideas: int
    found: dict[str, int]
    worked: int
    seconds: float
    draft: Path

    def count(self, status: SubmissionStatus) -> int:
        """How many files ended so."""
        return sum(submission.status is status for submission in self.submissions)

    @property
    def opened(self) -> int:
        """How many of the files were archives or mails that gave others."""
        return sum(
            warning.code == "container-unpacked"
            for submission in self.submissions
            for warning in submission.warnings
        )

    def counts(self) -> dict[str, int]:
        """How many files ended how, for the history of runs."""
        ended = {status.value: self.count(status) for status in SubmissionStatus}
        return {**ended, "waiting": len(self.waiting), "ideas": self.ideas, "worked": self.worked}


def _run_name() -> str:
    """Name of the run in Prefect's pages: the campaign's id."""
    return load_campaign(Path(flow_run.parameters["campaign"])).id


@flow(
    name="run_campaign",
    flow_run_name=_run_name,
    task_runner=ThreadPoolTaskRunner(max_workers=_THREADS),  # type: ignore[arg-type]
    validate_parameters=False,
)
def run_campaign(campaign: str, inbox: str, outputs: str, workspace: str) -> Outcome:
    """Read every file of the inbox once, write records and draft.

    All four are absolute paths. A workbench in use is taken; without one (a run that the schedule
    started) the flow opens its own.

    Raises:
        TongketError: the run itself failed; a bad document does not fail it.
    """
    table = current()
    if table is not None:
        return _run(table)
    order = Order(
        campaign=Path(campaign),
        inbox=Path(inbox),
        outputs=Path(outputs),
        workspace=Path(workspace),
    )
    # A Ctrl-C in the terminal of `tongket serve` comes here too: that process ends this one in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with open_workbench(order) as table, table.in_use():
        if has_news(table):
            table.pool.start()
        return _run(table)


def _run(table: Workbench) -> Outcome:
    run_id = table.database.start_run(table.campaign.id, table.job.understanding)
    try:
        outcome = _all_stages(table)
    except BaseException:
        table.database.finish_run(run_id, outcome="failed", counts={})
        raise
    table.database.finish_run(run_id, outcome="completed", counts=outcome.counts())
    return outcome


def _all_stages(table: Workbench) -> Outcome:
    begun = time.monotonic()
    intake = register_inbox()
    documents = _distinct(intake.arrivals)
    convert_documents(_unsearched(tuple(documents)))
    read = _each(read_document, worker.READING, documents, table)
    understood = _each(understand_document, worker.UNDERSTANDING, read.alive, table)
    arrivals = _unsearched(intake.arrivals)
    records = merge_campaign(arrivals)
    write_outputs(arrivals, _unsearched(records))
    _show_register(table)
    here = [s for s in table.database.list_submissions(table.campaign.id) if not is_withdrawn(s)]
    return Outcome(
        submissions=tuple(here),
        waiting=intake.waiting,
        passed_over=intake.passed_over,
        ideas=len(table.database.load_ideas(table.campaign.id)),
        found=outputs.found(table),
        worked=read.worked + understood.worked,
        seconds=time.monotonic() - begun,
        draft=outputs.folder(table) / outputs.DRAFT,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stage:
    """What a stage left: the documents that go on, and how many were worked on now."""

    alive: dict[str, str]
    worked: int


def _distinct(arrivals: Iterable[Arrival]) -> dict[str, str]:
    """First name of each document to be read, by digest."""
    documents: dict[str, str] = {}
    for arrival in arrivals:
        if arrival.is_document:
            documents.setdefault(arrival.sha256, arrival.file)
    return documents


def _each(
    task: Task[[str, str], Any], stage: str, documents: dict[str, str], table: Workbench
) -> _Stage:
    """Give each document to the task; wait for all, and keep the failures of those that died."""
    table.progress.begin(stage, len(documents))
    futures = {task.submit(sha256, file): sha256 for sha256, file in documents.items()}
    alive, worked = set(), 0
    for future in as_completed(list(futures)):
        sha256 = futures[future]
        name = _end_of(future, sha256, stage, table)
        worked += name == "Completed"
        if name != REJECTED:
            alive.add(sha256)
        table.progress.step(stage, documents[sha256])
    return _Stage(
        alive={sha256: file for sha256, file in documents.items() if sha256 in alive},
        worked=worked,
    )


def _end_of(future: PrefectFuture[Any], sha256: str, stage: str, table: Workbench) -> str:
    """Name of the state in which the task ended; raise what is no fault of the document."""
    try:
        future.result()
    except DocumentError as error:
        table.keep_failure(sha256, stage, error)
        return REJECTED
    return future.state.name or ""


def _unsearched(value: _V) -> _V:
    """Mark a parameter: Prefect would walk through every record in search of futures."""
    return cast("_V", opaque(value))


def _show_register(table: Workbench) -> None:
    """Put the register on Prefect's pages."""
    register = load_register(table.campaign, table.database)
    rows = [dict(zip(COLUMNS, cells(entry, table.campaign), strict=True)) for entry in register]
    create_table_artifact(key=_REGISTER_KEY, table=rows, description=table.campaign.title)
