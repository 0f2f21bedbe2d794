"""Archives and mails made by hand for the tests of containers, hostile ones among them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.intake import Limits, unpack

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.intake import Unpacked

_LOCAL, _LISTED, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A member as its bytes stand in the archive; sizes are those of `data` unless they lie."""

    name: bytes
    data: bytes = b"noi dung"
    flags: int = 0
    method: int = zipfile.ZIP_DEFLATED
    extra: bytes = b""
    attributes: int = 0
    system: int = 0
    stated_bytes: int | None = None
    crc: int | None = None


def make_archive(*entries: Entry, same_place: bool = False) -> bytes:
    """An archive of these members; `same_place`: the list leads to the first for all of them."""
    body, listed = b"", b""
    for entry in entries:
        at = 0 if same_place else len(body)
        if at == len(body):
            body += _LOCAL + _head(entry) + struct.pack("<HH", len(entry.name), 0) + entry.name
            body += _packed(entry)
        listed += _LISTED + struct.pack("<BB", 20, entry.system) + _head(entry)
        listed += struct.pack("<HHHHH", len(entry.name), len(entry.extra), 0, 0, 0)
        listed += struct.pack("<II", entry.attributes, at) + entry.name + entry.extra
    count = len(entries)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(listed), len(body), 0)
    return body + listed + _END + end


def _head(entry: Entry) -> bytes:
    size = len(entry.data) if entry.stated_bytes is None else entry.stated_bytes
    crc = zlib.crc32(entry.data) if entry.crc is None else entry.crc
    head = struct.pack("<HHHHH", 20, entry.flags, entry.method, 0, 0x21)
    return head + struct.pack("<III", crc, len(_packed(entry)), size)


def _packed(entry: Entry) -> bytes:
    if entry.method != zipfile.ZIP_DEFLATED:
        return entry.data
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflate.compress(entry.data) + deflate.flush()


def plain_zip(members: dict[str, bytes]) -> bytes:
    """An archive as Python writes it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def opened(folder: Path, data: bytes, fmt: str = "zip", limits: Limits | None = None) -> Unpacked:
    """What `unpack` gives for these bytes."""
    path = folder / "goi"
    path.write_bytes(data)
    inside = folder / "inside"
    inside.mkdir()
    return unpack(path, fmt, inside, limits or Limits())


def refused(
    folder: Path, data: bytes, fmt: str = "zip", limits: Limits | None = None
) -> DocumentError:
    """The error that `unpack` raises for these bytes."""
    found = outcome(folder, data, fmt, limits)
    if isinstance(found, DocumentError):
        return found
    message = f"opened: {found}"
    raise AssertionError(message)


def outcome(
    folder: Path, data: bytes, fmt: str = "zip", limits: Limits | None = None
) -> Unpacked | DocumentError:
    """What `unpack` gives for these bytes, or the error that it raises."""
    try:
        return opened(folder, data, fmt, limits)
    except DocumentError as error:
        return error


def texts(found: Unpacked) -> dict[str, bytes]:
    """The members' bytes by name."""
    return {member.name: member.path.read_bytes() for member in found.members}


def codes(found: Unpacked) -> dict[str, str]:
    """Why members were refused, by name."""
    return {member.name: member.code for member in found.refused}
