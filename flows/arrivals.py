"""From the inbox to arrivals: each file listed, settled, archived by digest, judged by its bytes.

Gives small references that a Prefect task can return. Reading is left to the workers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flows import worker
from flows.workbench import Failure
from pipeline.errors import DocumentError
from pipeline.intake import (
    FileState,
    InboxFile,
    await_settled,
    check_readable,
    list_inbox,
    received_at,
    sniff_format,
)
from pipeline.storage import file_sha256
from pipeline.text import iso_time

if TYPE_CHECKING:
    from flows.workbench import Workbench
    from pipeline.records import Warning_


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A file of the inbox that stands still.

    Attributes:
        sha256: digest of its bytes; empty where there are none to read (a link, a folder).
        failure: why it is not to be read; None when it is.
        warnings: what else a person should know, told by name and bytes.
    """

    file: str
    sha256: str
    received_at: str
    failure: Failure | None = None
    warnings: tuple[Warning_, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What one look at the inbox gave: every entry is in one of the two."""

    arrivals: tuple[Arrival, ...]
    waiting: tuple[tuple[str, Warning_], ...]


def take_in(bench: Workbench) -> Intake:
    """List the inbox, wait for files that are being written, archive and judge each.

    Raises:
        TongketError: the inbox cannot be listed. WorkspaceError: the archive cannot be written.
    """
    listed = list_inbox(bench.order.inbox)
    files = await_settled(listed, settle_seconds=bench.settings.settle_seconds)
    waiting = [
        (file.name, file.reason)
        for file in files
        if file.state is FileState.WAITING and file.reason
    ]
    arrivals = [_arrival(file, bench) for file in files if file.state is not FileState.WAITING]
    return Intake(arrivals=tuple(arrivals), waiting=tuple(waiting))


def has_news(bench: Workbench) -> bool:
    """Whether the inbox holds a report of which nothing is known yet: then workers will be needed."""
    done = _done(bench)
    most = bench.settings.max_file_bytes
    files = (file for file in list_inbox(bench.order.inbox) if file.state is FileState.REPORT)
    return any(_is_readable(file, most) and _digest(file) not in done for file in files)


def _is_readable(file: InboxFile, most: int) -> bool:
    """Whether the file goes to a worker; what is refused by its bytes alone never does."""
    try:
        check_readable(file.path, sniff_format(file.path), most, name=file.name)
    except DocumentError:
        return False
    return True


def _done(bench: Workbench) -> set[str]:
    keys = (
        (worker.UNDERSTANDING, bench.job.understanding),
        (worker.FAILURE, bench.job.understanding),
        (worker.FAILURE, bench.job.reading),
    )
    return set().union(*(bench.database.known_results(stage, stamp) for stage, stamp in keys))


def _digest(file: InboxFile) -> str | None:
    try:
        return file_sha256(file.path)
    except OSError:
        return None


def _arrival(file: InboxFile, bench: Workbench) -> Arrival:
    if file.reason is not None:
        reason = Failure(code=file.reason.code, detail=file.reason.detail, quarantine=False)
        return Arrival(file=file.name, sha256="", received_at=_time_of(file), failure=reason)
    try:
        return _archived(file, bench)
    except DocumentError as error:
        return Arrival(
            file=file.name,
            sha256=_digest(file) or "",
            received_at=_time_of(file),
            failure=Failure.of(error),
        )


def _archived(file: InboxFile, bench: Workbench) -> Arrival:
    most = bench.settings.max_file_bytes
    if file.size > most:
        # Judged where it lies: what is too large to read is too large to keep.
        check_readable(file.path, "unknown", most, name=file.name)
    sha256 = bench.job.workspace.archive.keep(file.path)
    arrival = Arrival(
        file=file.name,
        sha256=sha256,
        received_at=bench.database.first_seen(bench.campaign.id, file.name, sha256, _time_of(file)),
    )
    original = bench.job.original(sha256)
    try:
        warnings = check_readable(original, sniff_format(original), most, name=file.name)
    except DocumentError as error:
        return replace(arrival, failure=Failure.of(error))
    return replace(arrival, warnings=warnings)


def _time_of(file: InboxFile) -> str:
    try:
        return received_at(file.path)
    except OSError:
        # A link to nowhere has a time of its own.
        return iso_time(file.mtime_ns)
