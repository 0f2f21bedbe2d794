"""The bytes of one member of a zip archive, a chunk at a time, by zlib alone.

`zipfile` gives the list of members but not their bytes: it trusts the stated size, compares names
that tools write differently in both places, and unpacks bzip2 and LZMA without a bound on memory.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO
    from zipfile import ZipInfo

LOCAL_HEADER_BYTES = 30
_LOCAL_MAGIC = b"PK\x03\x04"
_NAME_LENGTHS_AT = 26
_CHUNK_BYTES = 1 << 18
PACKINGS = frozenset({ZIP_STORED, ZIP_DEFLATED})  # what Windows, macOS and mail programs write


def member_chunks(file: BinaryIO, info: ZipInfo) -> Iterator[bytes]:
    """Yield the bytes of a member whose packing is one of PACKINGS, at most 256 KB at once.

    Raises:
        BadZipFile, EOFError, zlib.error: it is damaged; seen at its end at the latest.
    """
    packed = _packed_chunks(file, info)
    size = crc = 0
    for chunk in packed if info.compress_type == ZIP_STORED else _inflated(packed):
        size += len(chunk)
        crc = zlib.crc32(chunk, crc)
        yield chunk
    if (size, crc) != (info.file_size, info.CRC):
        message = f"{size} bytes with checksum {crc:08x}, stated {info.file_size}, {info.CRC:08x}"
        raise BadZipFile(message)


def _packed_chunks(file: BinaryIO, info: ZipInfo) -> Iterator[bytes]:
    file.seek(info.header_offset)
    header = file.read(LOCAL_HEADER_BYTES)
    if len(header) < LOCAL_HEADER_BYTES or not header.startswith(_LOCAL_MAGIC):
        message = "no member where the list says"
        raise BadZipFile(message)
    file.seek(sum(struct.unpack_from("<HH", header, _NAME_LENGTHS_AT)), 1)
    left = info.compress_size
    while left:
        chunk = file.read(min(left, _CHUNK_BYTES))
        if not chunk:
            raise EOFError
        left -= len(chunk)
        yield chunk


def _inflated(packed: Iterator[bytes]) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    for chunk in packed:
        rest = chunk
        while rest and not inflate.eof:
            yield inflate.decompress(rest, _CHUNK_BYTES)
            rest = inflate.unconsumed_tail
    yield inflate.flush()  # what one last code of a few bits stands for: some KB
    if not inflate.eof:
        raise EOFError
