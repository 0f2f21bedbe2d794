"""What came out of a container, and the sink that takes it in within the limits.

Files on the disk are numbered: a name in a container never becomes a path. Bytes are counted as
they come out, whatever the container says of itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.intake.names import record_name
from pipeline.records import Warning_  # noqa: TC001 - codecs of these records resolve it

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from pipeline.intake.containers.limits import Limits

_LONGEST_PART = 200  # letters; file systems allow 255 bytes
_UNSAFE_PARTS = re.compile(r"\.\.|[A-Za-z]:.*")
_ASK_APART = "hãy đề nghị đơn vị gửi riêng báo cáo, không nén"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file that was taken out.

    Attributes:
        name: in the container, as records state names; path: where its bytes lie now.
    """

    name: str
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedMember:
    """A file that was left inside: `detail` is Vietnamese and says why and what to do."""

    name: str
    code: str
    detail: str
    quarantine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """All that lay in a container: every file is in one of the three.

    Attributes:
        passed_over: number of files that no person put there (of the system, logos of a mail).
        size_bytes: of all members together.
        warnings: what to know of the container as a whole.
    """

    members: tuple[Member, ...]
    refused: tuple[RefusedMember, ...]
    passed_over: int
    size_bytes: int
    warnings: tuple[Warning_, ...] = ()


class Sink:
    """Takes members in, one after the other, into `folder`, which exists and is empty.

    Attributes:
        packed_bytes: size of the container; passed_over: files that are nobody's, counted only.
    """

    def __init__(self, folder: Path, limits: Limits, packed_bytes: int) -> None:
        self.limits = limits
        self.packed_bytes = packed_bytes
        self.passed_over = 0
        self._folder = folder
        self._size_bytes = 0
        self._names: set[str] = set()
        self._members: list[Member] = []
        self._refused: list[RefusedMember] = []

    def keep(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write a member; one that is too large is refused, and nothing of it stays.

        Raises:
            DocumentError: container-bomb. OSError: `folder` cannot be written. Else what
            `chunks` raises; then the member is not taken in, and may be refused.
        """
        path = self._folder / f"{len(self._members):06}"
        size = 0
        try:
            with path.open("wb") as target:
                for chunk in chunks:
                    size += len(chunk)
                    self._check_total(len(chunk))
                    if size > self.limits.member_bytes:
                        break
                    target.write(chunk)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        if size > self.limits.member_bytes:
            path.unlink()
            self.refuse(name, "too-large", _too_large(self.limits.member_bytes))
        else:
            self._members.append(Member(name=self._own_name(name), path=path))

    def refuse(self, name: str, code: str, detail: str, *, quarantine: bool = False) -> None:
        """Note a member that stays inside."""
        own = self._own_name(name)
        self._refused.append(
            RefusedMember(name=own, code=code, detail=detail, quarantine=quarantine)
        )

    def unpacked(self, *warnings: Warning_) -> Unpacked:
        """All that was taken in, refused and passed over."""
        return Unpacked(
            members=tuple(self._members),
            refused=tuple(self._refused),
            passed_over=self.passed_over,
            size_bytes=self._size_bytes,
            warnings=warnings,
        )

    def _check_total(self, more: int) -> None:
        self._size_bytes += more
        limits = self.limits
        swollen = self._size_bytes > max(limits.ratio_from_bytes, limits.ratio * self.packed_bytes)
        if swollen or self._size_bytes > limits.total_bytes:
            packed = f"{self.packed_bytes:,}".replace(",", ".")
            raise bomb(f"bung ra quá {self._size_bytes >> 20} MB từ {packed} byte")

    def _own_name(self, name: str) -> str:
        own = distinct_name(stated_name(name), self._names)
        self._names.add(own)
        return own


def bomb(found: str) -> DocumentError:
    """Return the error of a container that would fill the disk."""
    detail = f"Gói có dấu hiệu phá hoại (bom nén): {found}; không mở gói này, {_ASK_APART}."
    return DocumentError("container-bomb", detail, quarantine=True)


def stated_name(name: str) -> str:
    """Return a member's name as records state it: parted by "/", NFC, leading nowhere else."""
    parts = name.replace("\\", "/").replace("\0", "").split("/")
    safe = ("?" if _UNSAFE_PARTS.fullmatch(part) else _shortened(part) for part in parts if part)
    readable = "/".join(safe).encode("utf-8", "replace").decode()
    return record_name(readable) or "?"


def distinct_name(name: str, taken: Container[str]) -> str:
    """Return `name`, numbered before its suffix where it is taken: "a.docx", "a (2).docx"."""
    path = PurePosixPath(name)
    number, found = 1, name
    while found in taken:
        number += 1
        found = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
    return found


def _shortened(part: str) -> str:
    """A name part short enough for any list; its suffix stays."""
    if len(part) <= _LONGEST_PART:
        return part
    tail = part[-12:]
    return f"{part[: _LONGEST_PART - len(tail) - 1]}…{tail}"


def _too_large(most: int) -> str:
    return (
        f"Tệp trong gói quá lớn (giới hạn {most / (1 << 20):.0f} MB); "
        "hãy giảm dung lượng ảnh trong tệp hoặc tách phụ lục rồi gửi lại."
    )
