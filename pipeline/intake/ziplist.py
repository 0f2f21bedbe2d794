"""How long an archive's list of names is, told before `zipfile` reads all of it into memory."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

ZIP_END = b"PK\x05\x06"
_ZIP64_LOCATOR = b"PK\x06\x07"
_ZIP64_BYTES = 56 + 20  # the record of a large archive and its locator stand before the last record
_ZIP_END_BYTES = _ZIP64_BYTES + 22 + 65_535  # the last record and the longest comment behind it
MOST_LIST_BYTES = 8 << 20  # 100,000 names; a longer list is no document and would fill the memory
# What zipfile raises on bytes gone wrong, seeking before the beginning (OSError) included.
BROKEN_ZIP = (
    zipfile.BadZipFile,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    struct.error,
    zlib.error,
)


def list_bytes(file: BinaryIO) -> int:
    """Return the length of the list of names as the last record states it; 0 without a record."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _ZIP_END_BYTES))
    tail = file.read()
    at = tail.rfind(ZIP_END)
    if at < 0 or at + 16 > len(tail):
        return 0
    if at >= _ZIP64_BYTES and tail[at - 20 :].startswith(_ZIP64_LOCATOR):
        (length,) = struct.unpack_from("<Q", tail, at - _ZIP64_BYTES + 40)
    else:
        (length,) = struct.unpack_from("<I", tail, at + 12)
    return int(length)
