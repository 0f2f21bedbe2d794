"""The zip of a Word file, opened within limits: its members as bytes.

Gives what lies in the archive, from the list at its end or, where a file was cut off and has lost
that list, from the headers before each member. What the members mean is read in `package`.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# Real reports have up to 25 members, under 1 MB unpacked, parts packed at most 1:32; the limits
# leave room for a thousand pages with a picture on each.
MAX_MEMBERS = 5_000
MAX_PART_BYTES = 48 * 1024 * 1024  # a tree takes about ten times as much memory
MAX_TOTAL_BYTES = 1024 * 1024 * 1024
MAX_RATIO = 200
_RATIO_FROM_BYTES = 1024 * 1024  # a small part of blanks may pack as well as it likes
_RESCUED_BYTES = 2 * MAX_PART_BYTES  # rescued members are all held at once

_PACKING = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # the only ones Word writes
# What zipfile raises on bytes gone wrong; OSError: a seek before the beginning.
_GONE_WRONG = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OSError,
)  # fmt: skip
_REMEDY = "Hãy mở tệp bằng Word, lưu lại thành .docx mới rồi gửi lại."
# APPNOTE.TXT of PKWARE, 4.3.7: the header before each member.
_LOCAL = struct.Struct("<4s5H3I2H")
_SIGNATURE = b"PK\x03\x04"
_ENCRYPTED, _UTF8 = 0x1, 0x800
_READ_SUFFIXES = (".xml", ".rels")


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Members of a zip by name.

    Attributes:
        load: gives the bytes of one of `names`; raises DocumentError.
        cut: the end of the file is missing; `names` are the members that are whole.
    """

    names: frozenset[str]
    load: Callable[[str], bytes]
    cut: bool = False


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open the zip at `path`.

    Raises:
        DocumentError: `docx-damaged` (no zip), `docx-bomb` (beyond the limits).
    """
    with path.open("rb") as file:
        try:
            archive = zipfile.ZipFile(file)
        except _GONE_WRONG as error:
            file.seek(0)
            members = rescue_members(file.read())
            if not members:
                raise damaged(f"tệp nén bên trong bị hỏng ({error})") from error
            yield Archive(names=frozenset(members), load=members.__getitem__, cut=True)
            return
        with archive:
            _check_limits(archive)
            yield Archive(
                names=frozenset(archive.namelist()), load=lambda name: _load(archive, name)
            )


def _check_limits(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise bomb(f"{len(members)} phần bên trong")
    total = sum(member.file_size for member in members)
    if total > MAX_TOTAL_BYTES:
        raise bomb(f"giải nén ra {total // 2**20} MB")
    for member in members:
        _check_ratio(member.filename, member.file_size, member.compress_size)


def _check_ratio(name: str, size: int, packed: int) -> None:
    if size > MAX_RATIO * max(packed, 1) and size > _RATIO_FROM_BYTES:
        raise bomb(f"phần {name} nén hơn {MAX_RATIO} lần")


def _load(archive: zipfile.ZipFile, name: str) -> bytes:
    member = archive.getinfo(name)
    if member.compress_type not in _PACKING:
        # zipfile unpacks other methods without a bound
        raise damaged(f"phần {name} nén bằng kiểu mà Word không dùng")
    if member.file_size > MAX_PART_BYTES:
        raise bomb(f"phần {name} giải nén ra {member.file_size // 2**20} MB")
    try:
        return archive.read(member)
    except _GONE_WRONG as error:
        raise damaged(f"phần {name} không giải nén được ({error})") from error


def rescue_members(data: bytes) -> dict[str, bytes]:
    """XML members of a zip without its list, by name: those that are whole, in limits.

    Raises:
        DocumentError: `docx-bomb`.
    """
    members: dict[str, bytes] = {}
    view = memoryview(data)
    total, at = 0, data.find(_SIGNATURE)
    while at >= 0 and len(members) < MAX_MEMBERS:
        name, content = _read_local(view, at)
        if content is not None:
            total += len(content)
            if total > _RESCUED_BYTES:
                raise bomb(f"giải nén ra hơn {_RESCUED_BYTES // 2**20} MB")
            members[name] = content
        at = data.find(_SIGNATURE, at + len(_SIGNATURE))
    return members


def _read_local(view: memoryview, at: int) -> tuple[str, bytes | None]:
    """Name and content of the member whose header stands at `at`; no content where it is not whole."""
    if at + _LOCAL.size > len(view):
        return "", None
    _, _, flags, method, _, _, checksum, packed, _, long, extra = _LOCAL.unpack_from(view, at)
    begin = at + _LOCAL.size + long + extra
    raw = bytes(view[at + _LOCAL.size : at + _LOCAL.size + long])
    name = raw.decode("utf-8" if flags & _UTF8 else "cp437", errors="replace")
    if flags & _ENCRYPTED or method not in _PACKING or not name.endswith(_READ_SUFFIXES):
        return name, None
    if method == zipfile.ZIP_DEFLATED:
        content = _inflate(view[begin:], name)
    else:
        content = bytes(view[begin : begin + packed]) if begin + packed <= len(view) else None
    # a program that streams writes the checksum behind the member and 0 here
    whole = content is not None and checksum in {0, zlib.crc32(content)}
    return name, content if whole else None


def _inflate(packed: memoryview, name: str) -> bytes | None:
    """Unpack one deflated member; None where its end is missing or its bytes are wrong."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = unpacker.decompress(packed, MAX_PART_BYTES)
    except zlib.error:
        return None
    used = len(packed) - len(unpacker.unused_data) - len(unpacker.unconsumed_tail)
    _check_ratio(name, len(content), used)
    if unpacker.unconsumed_tail:
        raise bomb(f"phần {name} giải nén ra hơn {MAX_PART_BYTES // 2**20} MB")
    return content if unpacker.eof else None


def damaged(found: str) -> DocumentError:
    """The error of a file that is no Word file any more."""
    return DocumentError("docx-damaged", f"Tệp Word hỏng: {found}. {_REMEDY}")


def bomb(found: str) -> DocumentError:
    """The error of a file that would fill memory or disk: a person must look."""
    detail = (
        f"Tệp Word lớn bất thường: {found}. Tệp đã được cách ly; hãy hỏi lại đơn vị gửi và "
        "không mở tệp trước khi kiểm tra."
    )
    return DocumentError("docx-bomb", detail, quarantine=True)
