"""The names in an OLE compound file, which say what program wrote it ([MS-CFB], standard library).

Reads the header, the allocation table as far as the directory needs it, and the directory; never
the streams. Everything is bounded: a file that leads in circles ends where it began.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_HEADER_BYTES = 512
_ENTRY_BYTES = 128
_NAME_BYTES = 64
_KIND_AT = 66
_FREE = 0
_NAME_END_BYTES = 2  # the stated length counts the closing zero
_LAST_SECTOR = 0xFFFFFFFA  # above it stand marks (free, end of chain), not sector numbers
_SECTOR_SHIFTS = (9, 12)
_MOST_SECTORS = 2048  # 8,192 names or more; an office file has under a hundred


def list_names(file: BinaryIO) -> frozenset[str]:
    """Return the names of all streams and storages; as many as can be read of a damaged file."""
    file.seek(0)
    header = file.read(_HEADER_BYTES)
    if len(header) < _HEADER_BYTES or not header.startswith(OLE_MAGIC):
        return frozenset()
    (shift,) = struct.unpack_from("<H", header, 30)
    if shift not in _SECTOR_SHIFTS:
        return frozenset()
    reader = _Sectors(file, 1 << shift)
    first_directory, first_difat = (struct.unpack_from("<I", header, at)[0] for at in (48, 68))
    table = [*struct.unpack_from("<109I", header, 76), *reader.more_table(first_difat)]
    directory = reader.chain(first_directory, table)
    return frozenset(name for sector in directory for name in _names_in(sector))


class _Sectors:
    """The sectors of a file, by number."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size
        self._numbers = size // 4

    def read(self, number: int) -> bytes:
        """Bytes of one sector; empty beyond the end."""
        self._file.seek((number + 1) * self._size)
        return self._file.read(self._size)

    def more_table(self, number: int) -> Iterator[int]:
        """Sectors of the allocation table that the header had no room for."""
        for _ in range(_MOST_SECTORS):
            numbers = self._numbers_in(number) if number < _LAST_SECTOR else ()
            if not numbers:
                return
            *table, number = numbers
            yield from table

    def chain(self, number: int, table: list[int]) -> Iterator[bytes]:
        """The sectors of one stream, from its first."""
        seen: set[int] = set()
        while number < _LAST_SECTOR and number not in seen and len(seen) < _MOST_SECTORS:
            seen.add(number)
            yield self.read(number)
            number = self._next(number, table)

    def _next(self, number: int, table: list[int]) -> int:
        page, place = divmod(number, self._numbers)
        if page >= len(table) or table[page] >= _LAST_SECTOR:
            return _LAST_SECTOR
        numbers = self._numbers_in(table[page])
        return numbers[place] if numbers else _LAST_SECTOR

    def _numbers_in(self, number: int) -> tuple[int, ...]:
        sector = self.read(number)
        whole = len(sector) == self._size
        return struct.unpack(f"<{self._numbers}I", sector) if whole else ()


def _names_in(sector: bytes) -> Iterator[str]:
    for at in range(0, len(sector) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
        (length,) = struct.unpack_from("<H", sector, at + _NAME_BYTES)
        # A free entry may still bear the name of what was deleted: macros that are gone, for one.
        if sector[at + _KIND_AT] != _FREE and _NAME_END_BYTES < length <= _NAME_BYTES:
            yield sector[at : at + length - _NAME_END_BYTES].decode("utf-16-le", "replace")
