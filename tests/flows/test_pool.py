"""The worker pool: a document that hangs or kills its worker costs that worker only."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import poison
import pytest
from flow_files import ends, start_python

from flows.pool import PoolStoppedError, TimedOutError, WorkerDiedError, WorkerPool
from pipeline.errors import DocumentError, ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator

_ORPHANS = """
import sys, time
sys.path.insert(0, {folder!r})
import poison
from flows.pool import WorkerPool
if __name__ == "__main__":
    pool = WorkerPool(poison.warm, workers=1)
    print(pool.run(poison.own_pid), flush=True)
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    """Two warm workers."""
    with WorkerPool(poison.warm, workers=2) as made:
        made.start()
        yield made


def test_a_call_is_done_in_another_process(pool: WorkerPool) -> None:
    """The work never happens in the process that keeps Prefect and the database."""
    assert pool.run(poison.own_pid) != os.getpid()


def test_a_dead_worker_is_a_document_error(pool: WorkerPool) -> None:
    """The document that killed its worker is to be looked at by a person."""
    with pytest.raises(WorkerDiedError) as caught:
        pool.run(poison.die)
    assert (caught.value.code, caught.value.quarantine) == ("worker-died", True)


def test_a_hanging_document_is_ended(pool: WorkerPool) -> None:
    """After its time a document is a document error, whatever its worker still does."""
    begun = time.monotonic()
    with pytest.raises(TimedOutError) as caught:
        pool.run(poison.hang, timeout_s=1.0)
    assert caught.value.code == "timed-out"
    assert time.monotonic() - begun < 10


def test_the_others_go_on_beside_a_death_and_a_hang(pool: WorkerPool) -> None:
    """Every good document is done though bad ones take their workers down."""
    with ThreadPoolExecutor(8) as threads:
        bad = [
            threads.submit(pool.run, poison.die),
            threads.submit(pool.run, poison.hang, timeout_s=1.0),
        ]
        good = [threads.submit(pool.run, poison.double, n) for n in range(20)]
        assert [future.result() for future in good] == [n * 2 for n in range(20)]
    assert all(isinstance(future.exception(), DocumentError) for future in bad)


def test_a_refused_document_keeps_its_reason(pool: WorkerPool) -> None:
    """Code, detail and quarantine come back from the worker."""
    with pytest.raises(DocumentError) as caught:
        pool.run(poison.refuse)
    error = caught.value
    assert (error.code, error.detail, error.quarantine) == ("no-text", "không có chữ", True)


def test_a_fault_of_the_function_is_no_death(pool: WorkerPool) -> None:
    """What the function raises is raised here as it is."""
    with pytest.raises(RuntimeError, match="a fault of the function itself"):
        pool.run(poison.fail)


def test_an_idle_workers_death_does_not_end_the_pool() -> None:
    """A worker that the system kills between documents is replaced."""
    with WorkerPool(poison.warm, workers=1) as pool:
        os.kill(pool.run(poison.own_pid), signal.SIGKILL)
        time.sleep(0.5)
        with pytest.raises(WorkerDiedError):
            pool.run(poison.double, 1)
        assert pool.run(poison.double, 2) == 4


def test_what_fails_while_warming_up_fails_the_run() -> None:
    """A missing model is no fault of a document: its own error comes, not a dead worker's."""
    with WorkerPool(poison.warm_badly, workers=1) as pool, pytest.raises(ModelError):
        pool.run(poison.double, 1)


def test_stopping_lets_waiting_calls_go() -> None:
    """Whoever waits for a document hears at once that the run ends."""
    pool = WorkerPool(poison.warm, workers=1)
    with ThreadPoolExecutor(2) as threads:
        waiting = [threads.submit(pool.run, poison.hang) for _ in range(2)]
        time.sleep(0.5)
        begun = time.monotonic()
        pool.stop()
        assert all(isinstance(future.exception(), PoolStoppedError) for future in waiting)
    assert time.monotonic() - begun < 10


def test_a_stopped_pool_takes_no_more() -> None:
    """After the end nothing is started anew."""
    pool = WorkerPool(poison.warm, workers=1)
    pool.stop()
    with pytest.raises(PoolStoppedError):
        pool.run(poison.double, 1)


def test_workers_die_with_their_parent() -> None:
    """A killed run leaves no worker behind."""
    script = _ORPHANS.format(folder=os.path.dirname(poison.__file__))  # noqa: PTH120
    parent = start_python("-c", script)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    assert ends(worker, within_s=10)
