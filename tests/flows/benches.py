"""A workbench without Prefect, models or workers: for what happens before and after the documents."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import poison

from flows.pool import WorkerPool
from flows.reading import Readers
from flows.workbench import Order, Workbench
from flows.worker import WorkerJob
from pipeline.campaign import load_campaign
from pipeline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flow_files import Place


@contextmanager
def open_bench(place: Place, *, max_file_bytes: int = 1 << 20) -> Iterator[Workbench]:
    """The workbench of the place's campaign; files settle at once."""
    order = Order(
        campaign=place.campaign,
        inbox=place.inbox,
        outputs=place.outputs,
        workspace=place.workspace,
    )
    job = WorkerJob(
        campaign=load_campaign(place.campaign),
        settings=Settings(max_file_bytes=max_file_bytes, settle_seconds=0.0),
        workspace=order.place,
        reading="r1",
        understanding="u1",
    )
    with order.place.open_database() as database, WorkerPool(poison.warm) as pool:
        yield Workbench(order=order, job=job, database=database, pool=pool, readers=Readers())
