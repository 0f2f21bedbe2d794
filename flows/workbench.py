"""The workbench of one run: campaign, database, archive, pool, and what is known already.

Gives the flow and its tasks everything that no Prefect parameter can carry. One lies open at a time
in a process; `flows.campaign_flow` opens one itself when the schedule has started it.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, Self

from flows import worker
from flows.disk import check_room
from flows.pool import TIMEOUT_SECONDS, PassingError, WorkerPool
from flows.reading import Readers
from pipeline.campaign import load_campaign
from pipeline.records import Warning_
from pipeline.settings import Settings
from pipeline.storage import Workspace, dump_record, load_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flows.worker import WorkerJob
    from pipeline.campaign import Campaign
    from pipeline.errors import DocumentError
    from pipeline.storage.database import Database


_TRIES = "tries"
# A document that hangs costs each run twenty minutes; a busy machine is not so three times.
_MOST_RUNS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a run is told: the campaign's file and three folders."""

    campaign: Path
    inbox: Path
    outputs: Path
    workspace: Path

    @property
    def place(self) -> Workspace:
        """The workspace; its database may be another than its own SQLite file."""
        return Workspace(self.workspace, database_url=os.environ.get("TONGKET_DATABASE_URL"))

    def parameters(self) -> dict[str, str]:
        """The flow's parameters: absolute paths as text."""
        names = ("campaign", "inbox", "outputs", "workspace")
        return {name: str(getattr(self, name).absolute()) for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """How reading or understanding a document failed, as it is kept."""

    code: str
    detail: str
    quarantine: bool

    @classmethod
    def of(cls, error: DocumentError) -> Self:
        """What is kept of an error."""
        return cls(code=error.code, detail=error.detail, quarantine=error.quarantine)

    @property
    def warning(self) -> Warning_:
        """What a person should know of it."""
        return Warning_(code=self.code, detail=self.detail)


class Progress(Protocol):
    """Where a run tells how far it is."""

    def begin(self, stage: str, total: int) -> None:
        """A stage with `total` documents begins."""

    def step(self, stage: str, file: str) -> None:
        """One document of the stage is done."""


class Silence:
    """Progress that nobody watches."""

    def begin(self, stage: str, total: int) -> None:
        """Say nothing."""

    def step(self, stage: str, file: str) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbench:
    """One run's tools.

    Attributes:
        readers: open what was sent, each in a process of its own; pool: works on its text.
        understand: what a worker calls with a digest; it keeps its result itself.
        timeout_s: after this a reader or worker is ended together with its document.
        passing: failures that hold for this run only, by digest and stage.
    """

    order: Order
    job: WorkerJob
    database: Database
    pool: WorkerPool
    readers: Readers
    progress: Progress = field(default_factory=Silence)
    understand: Callable[[str], None] = worker.understand_and_keep
    timeout_s: float = TIMEOUT_SECONDS
    passing: dict[tuple[str, str], Failure] = field(default_factory=dict)

    @property
    def campaign(self) -> Campaign:
        """The plan."""
        return self.job.campaign

    @property
    def settings(self) -> Settings:
        """The thresholds."""
        return self.job.settings

    def stamp_of(self, stage: str) -> str:
        """Stamp of the stage's results."""
        return self.job.reading if stage == worker.READING else self.job.understanding

    def known(self, sha256: str, stage: str) -> str | None:
        """Text of the stage's result for the document, None when there is none yet."""
        return self.database.load_result(sha256, stage, self.stamp_of(stage))

    def is_done(self, sha256: str, stage: str) -> bool:
        """Whether the stage has a result for the document, or has failed for it."""
        return self.known(sha256, stage) is not None or self.failure(sha256, stage) is not None

    def failure(self, sha256: str, stage: str) -> Failure | None:
        """How the stage failed for the document, in this run or under this stamp; None: not."""
        if (sha256, stage) in self.passing:
            return self.passing[sha256, stage]
        text = self.database.load_result(sha256, worker.FAILURE, self.stamp_of(stage))
        return load_record(Failure, text) if text else None

    def keep_failure(self, sha256: str, stage: str, error: DocumentError) -> Failure:
        """Keep it, so that the document is not tried again under the same stamp.

        A want of memory or time is kept for this run only, until it has come in three runs.
        """
        failure = Failure.of(error)
        if isinstance(error, PassingError) and self._count_try(sha256, stage) < _MOST_RUNS:
            self.passing[sha256, stage] = failure
            return failure
        stamp = self.stamp_of(stage)
        self.database.save_result(sha256, worker.FAILURE, stamp, dump_record(failure))
        return failure

    def _count_try(self, sha256: str, stage: str) -> int:
        """In how many runs the stage has failed for want of memory or time, this one included."""
        key, stamp = f"{_TRIES}-{stage}", self.stamp_of(stage)
        tries = int(self.database.load_result(sha256, key, stamp) or 0) + 1
        self.database.save_result(sha256, key, stamp, str(tries))
        return tries

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Let `current` give this workbench, in this thread and those that Prefect makes."""
        token = _CURRENT.set(self)
        try:
            yield
        finally:
            _CURRENT.reset(token)


_CURRENT: ContextVar[Workbench | None] = ContextVar("workbench", default=None)


def current() -> Workbench | None:
    """Return the workbench in use, None where there is none."""
    return _CURRENT.get()


def bench() -> Workbench:
    """Return the workbench in use.

    Raises:
        LookupError: there is none.
    """
    found = _CURRENT.get()
    if found is None:
        message = "no workbench in use"
        raise LookupError(message)
    return found


@contextmanager
def open_workbench(
    order: Order, *, progress: Progress | None = None, settings: Settings | None = None
) -> Iterator[Workbench]:
    """Give a workbench that holds the workspace alone, and put everything away in the end.

    Raises:
        CampaignError, WorkspaceError, ModelError: what the run needs is wrong, locked or missing.
    """
    settings = settings or Settings()
    campaign = load_campaign(order.campaign)
    check_room(order.workspace)
    check_room(order.outputs)
    with ExitStack() as stack:
        stack.enter_context(order.place.lock())
        database = stack.enter_context(order.place.open_database())
        job = make_job(campaign, settings, order.place)
        pool = stack.enter_context(WorkerPool(worker.warm_up, [job]))
        readers = stack.enter_context(Readers(folder=order.place.spool))
        yield Workbench(
            order=order,
            job=job,
            database=database,
            pool=pool,
            readers=readers,
            progress=progress or Silence(),
        )


def make_job(campaign: Campaign, settings: Settings, workspace: Workspace) -> WorkerJob:
    """Return what the workers must know, stamps included.

    Raises:
        ModelError: a model is missing, so there is no stamp.
    """
    from pipeline import run

    stamps = run.make_stamp(settings, campaign)
    return worker.WorkerJob(
        campaign=campaign,
        settings=settings,
        workspace=workspace,
        reading=stamps.reading,
        understanding=stamps.understanding,
    )
