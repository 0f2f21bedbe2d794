"""The name of a member of a zip archive, from bytes that rarely say how they are to be read.

Modern tools write UTF-8 and say so; macOS writes UTF-8 and does not; old Windows tools write the
code page of the machine, with names typed in the fonts of the time before Unicode among them.
"""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING

from pipeline.text import to_nfc
from pipeline.text.syllable import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipInfo

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075  # extra field of Info-ZIP: version, checksum of the plain name, UTF-8 name
_FIELD_HEAD_BYTES = 4
_UNICODE_HEAD_BYTES = 5
_WORD = re.compile(r"[^\W\d_]{2,}")
_UNSAFE_START = re.compile(r"/|[A-Za-z]:")
# Letters of TCVN 5712:1993 (fonts .VnTime) for the bytes from 0xA1 on; U+FFFD where it has none.
_TCVN3_FROM = 0xA1
_TCVN3 = (
    "ĂÂÊÔƠƯĐăâêôơưđ\ufffd\ufffd\ufffd\ufffd\ufffd\ufffdàảãáạ\ufffdằẳẵắ\ufffd\ufffd\ufffd\ufffd"
    "\ufffd\ufffd\ufffdặầẩẫấậè\ufffdẻẽéẹềểễếệìỉ\ufffd\ufffd\ufffdĩíịò\ufffdỏõóọồổỗốộờởỡớợù\ufffd"
    "ủũúụừửữứựỳỷỹýỵ"
)
_TCVN3_LETTERS = dict(enumerate(_TCVN3, _TCVN3_FROM))


def written_name(info: ZipInfo) -> str:
    """Return the member's name as its writer meant it; a backslash may part it still."""
    if info.flag_bits & _UTF8_FLAG:
        return info.orig_filename
    # zipfile reads such names as cp437, which keeps each byte.
    raw = info.orig_filename.encode("cp437")
    return _stated_in_unicode(info.extra, raw) or _decoded(raw)


def is_unsafe(name: str) -> bool:
    """Whether the name leads out of the container, or hides its end behind a zero."""
    parts = name.replace("\\", "/")
    return bool(_UNSAFE_START.match(parts)) or ".." in parts.split("/") or "\0" in name


def _stated_in_unicode(extra: bytes, raw: bytes) -> str | None:
    """The name that an extra field gives in UTF-8 beside the plain one; None without one."""
    for kind, data in _extra_fields(extra):
        if kind != _UNICODE_PATH or len(data) < _UNICODE_HEAD_BYTES:
            continue
        (crc,) = struct.unpack_from("<I", data, 1)
        if crc == zlib.crc32(raw):  # else a tool renamed the member and left the field
            return data[_UNICODE_HEAD_BYTES:].decode("utf-8", "replace")
    return None


def _extra_fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    while len(extra) >= _FIELD_HEAD_BYTES:
        kind, length = struct.unpack_from("<HH", extra)
        yield kind, extra[_FIELD_HEAD_BYTES : _FIELD_HEAD_BYTES + length]
        extra = extra[_FIELD_HEAD_BYTES + length :]


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        # The first of equals wins: Vietnamese Windows, old fonts, and what the format prescribes.
        readings = (
            raw.decode("cp1258", "replace"),
            raw.decode("latin-1").translate(_TCVN3_LETTERS),
            raw.decode("cp437"),
        )
        return max(readings, key=_share_of_syllables)


def _share_of_syllables(name: str) -> float:
    """Share of the letters, and of whatever is no ASCII, that stands in Vietnamese syllables."""
    text = to_nfc(name)
    spoken = sum(len(word) for word in _WORD.findall(text) if is_syllable(word))
    counted = sum(char.isalpha() or not char.isascii() for char in text)
    return spoken / max(counted, 1)
