"""What lies in an archive or mail of the inbox: taken out once, archived by digest, remembered.

Gives the contents of one container. They are kept in the database as any other result, under digest
and stamp: a second run opens no container twice, and a change of the code opens all anew.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flows.disk import disk_room_told
from flows.pool import PassingError
from flows.workbench import Failure
from pipeline.errors import DocumentError
from pipeline.records import Warning_
from pipeline.storage import dump_record, load_record

if TYPE_CHECKING:
    from flows.workbench import Workbench
    from pipeline.intake import Limits, Unpacked

_STAGE = "contents"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMember:
    """A member that lies in the archive; `name` is that in the container."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftMember:
    """A member that stayed inside, and why."""

    name: str
    failure: Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What opening a container gave.

    Attributes:
        failure: why nothing came out; None when it was opened.
        size_bytes: of all members together.
        warnings: what a person should know of it, how many files it held among them.
    """

    members: tuple[KeptMember, ...] = ()
    left: tuple[LeftMember, ...] = ()
    size_bytes: int = 0
    warnings: tuple[Warning_, ...] = ()
    failure: Failure | None = None


def known_contents(bench: Workbench, sha256: str) -> Contents | None:
    """Return what an earlier opening gave; None without one, or where the archive lost a member."""
    text = bench.database.load_result(sha256, _STAGE, bench.job.reading)
    if text is None:
        return None
    contents = load_record(Contents, text)
    there = all(bench.job.original(member.sha256).exists() for member in contents.members)
    return contents if there else None


def contents_of(bench: Workbench, sha256: str, fmt: str, limits: Limits) -> Contents:
    """Return what lies in the container of the archive with this digest and format.

    Raises:
        WorkspaceError: the disk is full, or the workspace cannot be written.
    """
    known = known_contents(bench, sha256)
    if known is not None:
        return known
    try:
        contents = _opened(bench, sha256, fmt, limits)
    except PassingError as error:
        return Contents(failure=Failure.of(error))
    except DocumentError as error:
        contents = Contents(failure=Failure.of(error))
    bench.database.save_result(sha256, _STAGE, bench.job.reading, dump_record(contents))
    return contents


def _opened(bench: Workbench, sha256: str, fmt: str, limits: Limits) -> Contents:
    original, spool = bench.job.original(sha256), bench.job.workspace.spool
    limits = replace(limits, member_bytes=bench.settings.max_file_bytes)
    with (
        disk_room_told(spool, needed_bytes=original.stat().st_size),
        tempfile.TemporaryDirectory(dir=spool) as folder,
    ):
        log = bench.job.fault_log(sha256)
        found = bench.readers.unpack(original, fmt, Path(folder), limits=limits, log=log)
        kept = (
            KeptMember(name=member.name, sha256=bench.job.workspace.archive.keep(member.path))
            for member in found.members
        )
        return _contents(found, tuple(kept))


def _contents(found: Unpacked, kept: tuple[KeptMember, ...]) -> Contents:
    left = (
        LeftMember(
            name=member.name,
            failure=Failure(code=member.code, detail=member.detail, quarantine=member.quarantine),
        )
        for member in found.refused
    )
    counts = [f"{len(found.members)} tệp được lấy ra"]
    counts += [f"{len(found.refused)} tệp không lấy ra được"] if found.refused else []
    counts += [f"bỏ qua {found.passed_over} tệp không phải báo cáo"] if found.passed_over else []
    told = Warning_(code="container-unpacked", detail=f"Đã mở gói: {', '.join(counts)}.")
    return Contents(
        members=kept,
        left=tuple(left),
        size_bytes=found.size_bytes,
        warnings=(*found.warnings, told),
    )
