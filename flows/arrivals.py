"""From the inbox to arrivals: each file listed, settled, archived by digest, judged by its bytes.

An archive or mail stays an arrival, and each file in it becomes one of its own. Gives small
references that a Prefect task can return. Opening containers is left to `unpacking`, reading to the
workers.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from flows import worker
from flows.disk import disk_room_told
from flows.unpacking import contents_of, known_contents
from flows.workbench import Failure
from pipeline.errors import DocumentError
from pipeline.intake import (
    CONTAINER_FORMATS,
    FileState,
    InboxFile,
    Limits,
    await_settled,
    change_since,
    check_container,
    check_nesting,
    check_readable,
    distinct_name,
    list_inbox,
    received_at,
    record_name,
    sniff_format,
    too_much_inside,
)
from pipeline.storage import file_sha256
from pipeline.text import iso_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from flows.workbench import Workbench
    from pipeline.records import Warning_

_USUAL = Limits()
_Reasons = tuple[tuple[str, "Warning_"], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A file of the inbox that stands still, or a file out of an archive or mail of the inbox.

    Attributes:
        file: name in the inbox; of a member "CONTAINER/name in the container".
        sha256: digest of its bytes; empty where there are none to read (a link, a folder).
        failure: why it is not to be read; None when it is.
        warnings: what else a person should know, told by name and bytes.
        container: `file` of the archive or mail that it lay in.
        unpacked: it is an archive or mail, and what lay in it are arrivals of their own.
    """

    file: str
    sha256: str
    received_at: str
    failure: Failure | None = None
    warnings: tuple[Warning_, ...] = ()
    container: str | None = None
    unpacked: bool = False

    @property
    def is_document(self) -> bool:
        """Whether it goes to a reader."""
        return self.failure is None and not self.unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What one look at the inbox gave: every entry is in one of the three.

    Attributes:
        passed_over: hidden files, locks of Word, files of the system; nobody sent them.
    """

    arrivals: tuple[Arrival, ...]
    waiting: _Reasons
    passed_over: _Reasons = ()


def take_in(bench: Workbench, *, limits: Limits = _USUAL) -> Intake:
    """List the inbox, wait for files that are being written, archive, open and judge each.

    `limits` hold for all containers of one file of the inbox together.

    Raises:
        TongketError: the inbox cannot be listed. WorkspaceError: the archive cannot be written.
    """
    listed = list_inbox(bench.order.inbox)
    files = await_settled(listed, settle_seconds=bench.settings.settle_seconds)
    opener = _Opener(bench=bench, limits=limits, names={file.name for file in files})
    waiting = [*_reasons(files, FileState.WAITING)]
    arrivals: list[Arrival] = []
    for file in files:
        if file.state not in {FileState.REPORT, FileState.REFUSED}:
            continue
        taken = _taken(file, bench)
        if isinstance(taken, Arrival):
            arrivals += opener.judge(taken, file.path.name)
        else:
            waiting.append((file.name, taken))
    return Intake(
        arrivals=tuple(arrivals),
        waiting=tuple(sorted(waiting, key=lambda entry: entry[0])),
        passed_over=tuple(_reasons(files, FileState.IGNORED)),
    )


def has_news(bench: Workbench) -> bool:
    """Whether the inbox holds a report of which nothing is known yet: then workers will be needed.

    An archive or mail that was never opened counts as such a report.
    """
    news = _News(bench=bench, done=_done(bench))
    files = (file for file in list_inbox(bench.order.inbox) if file.state is FileState.REPORT)
    return any(news.lies_in(file.path, file.name) for file in files)


@dataclass(frozen=True, slots=True, kw_only=True)
class _News:
    """Tells files of which nothing is known; `done`: digests of those that are done with."""

    bench: Workbench
    done: set[str]

    def lies_in(self, path: Path, name: str, sha256: str | None = None) -> bool:
        """Whether the file, or a file in it, is news; its digest is given for a member only."""
        most = self.bench.settings.max_file_bytes
        try:
            fmt = sniff_format(path)
            is_container = fmt in CONTAINER_FORMATS
            (check_container if is_container else check_readable)(path, fmt, most, name=name)
        except DocumentError:
            return False
        digest = sha256 or _digest(path)
        if not is_container:
            return digest not in self.done
        contents = known_contents(self.bench, digest) if digest else None
        if contents is None:
            # A member that was never opened lies deeper than containers are opened.
            return sha256 is None
        original = self.bench.job.original
        return any(self.lies_in(original(m.sha256), m.name, m.sha256) for m in contents.members)


def _done(bench: Workbench) -> set[str]:
    keys = (
        (worker.UNDERSTANDING, bench.job.understanding),
        (worker.FAILURE, bench.job.understanding),
        (worker.FAILURE, bench.job.reading),
    )
    return set().union(*(bench.database.known_results(stage, stamp) for stage, stamp in keys))


def _digest(path: Path) -> str | None:
    try:
        return file_sha256(path)
    except OSError:
        return None


def _reasons(files: Iterable[InboxFile], state: FileState) -> Iterator[tuple[str, Warning_]]:
    return ((file.name, file.reason) for file in files if file.state is state and file.reason)


def _taken(file: InboxFile, bench: Workbench) -> Arrival | Warning_:
    """The file in the archive, or why it is refused; a reason to wait where it moved meanwhile."""
    if file.reason is not None:
        reason = Failure(code=file.reason.code, detail=file.reason.detail, quarantine=False)
        return Arrival(file=file.name, sha256="", received_at=_time_of(file), failure=reason)
    try:
        taken = _archived(file, bench)
    except DocumentError as error:
        taken = Arrival(
            file=file.name,
            sha256=_digest(file.path) or "",
            received_at=_time_of(file),
            failure=Failure.of(error),
        )
    return change_since(file) or taken


def _archived(file: InboxFile, bench: Workbench) -> Arrival:
    most = bench.settings.max_file_bytes
    if file.size > most:
        # Judged where it lies: what is too large to read is too large to keep.
        check_readable(file.path, "unknown", most, name=file.name)
    with disk_room_told(bench.job.workspace.root, needed_bytes=file.size):
        sha256 = bench.job.workspace.archive.keep(file.path)
    seen_at = bench.database.first_seen(bench.campaign.id, file.name, sha256, _time_of(file))
    return Arrival(file=file.name, sha256=sha256, received_at=seen_at)


def _time_of(file: InboxFile) -> str:
    try:
        return received_at(file.path)
    except OSError:
        # A link to nowhere has a time of its own.
        return iso_time(file.mtime_ns)


@dataclass(slots=True, kw_only=True)
class _Opener:
    """Judges what lies in the archive, and opens containers, and containers in them.

    Attributes:
        names: of all files so far, in the inbox and out of containers: none stands twice.
        spent_bytes, spent_members: what came out of the containers of one file of the inbox.
    """

    bench: Workbench
    limits: Limits
    names: set[str]
    spent_bytes: int = field(default=0)
    spent_members: int = field(default=0)

    def judge(self, arrival: Arrival, plain_name: str) -> Iterator[Arrival]:
        """The file of the inbox as it is to be read or refused, and all that lies in it."""
        self.spent_bytes = self.spent_members = 0
        return self._judged(arrival, record_name(plain_name), ())

    def _judged(
        self, arrival: Arrival, plain_name: str, around: tuple[str, ...]
    ) -> Iterator[Arrival]:
        """`around`: formats of the containers around it; its plain name has its own suffix last."""
        if arrival.failure is not None:
            yield arrival
            return
        path = self.bench.job.original(arrival.sha256)
        most = self.bench.settings.max_file_bytes
        try:
            fmt = sniff_format(path)
            if fmt in CONTAINER_FORMATS:
                warnings = check_container(path, fmt, most, name=plain_name)
                yield from self._opened(replace(arrival, warnings=warnings), (*around, fmt))
            else:
                warnings = check_readable(path, fmt, most, name=plain_name)
                yield replace(arrival, warnings=warnings)
        except DocumentError as error:
            yield replace(arrival, failure=Failure.of(error))

    def _opened(self, arrival: Arrival, formats: tuple[str, ...]) -> Iterator[Arrival]:
        check_nesting(formats, self.limits)
        excess = too_much_inside(self.spent_bytes, self.spent_members, self.limits)
        if excess is not None:
            raise excess
        contents = contents_of(self.bench, arrival.sha256, formats[-1], self.limits)
        self.spent_bytes += contents.size_bytes
        self.spent_members += len(contents.members)
        yield replace(
            arrival,
            failure=contents.failure,
            unpacked=contents.failure is None,
            warnings=(*arrival.warnings, *contents.warnings),
        )
        for left in contents.left:
            yield replace(self._member(arrival, left.name, ""), failure=left.failure)
        for kept in contents.members:
            member = self._member(arrival, kept.name, kept.sha256)
            yield from self._judged(member, PurePath(kept.name).name, formats)

    def _member(self, container: Arrival, name: str, sha256: str) -> Arrival:
        file = distinct_name(f"{container.file}/{name}", self.names)
        self.names.add(file)
        seen_at = self.bench.database.first_seen(
            self.bench.campaign.id, file, sha256, container.received_at
        )
        return Arrival(file=file, sha256=sha256, received_at=seen_at, container=container.file)
