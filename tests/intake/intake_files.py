"""Files made by hand, byte by byte, for the tests of intake."""

from __future__ import annotations

import io
import struct
import zipfile

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
DOCX = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}


def make_zip(members: dict[str, bytes]) -> bytes:
    """A zip archive with these members, in order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def make_ole(*names: str, filler: int = 0, start: int | None = None) -> bytes:
    """An OLE compound file whose directory names these streams, all of them empty.

    `filler` free sectors part the directory's sectors from each other, so that only the chain in
    the allocation table leads on; `start` is what the header gives as the directory's first sector.
    """
    entries = [_entry("Root Entry", 5), *(_entry(name, 2) for name in names)]
    per_sector = _SECTOR // 128
    pages = [b"".join(entries[i : i + per_sector]) for i in range(0, len(entries), per_sector)]
    places = [1 + i * (filler + 1) for i in range(len(pages))]
    tables = 1
    while tables * 128 < places[-1] + tables:
        tables += 1
    places = [place + tables - 1 for place in places]
    chain = dict(zip(places, [*places[1:], _END], strict=True)) | dict.fromkeys(
        range(tables), _TABLE
    )
    table = [chain.get(i, _FREE) for i in range(tables * 128)]
    sectors = [b"\0" * _SECTOR] * (places[-1] + 1)
    for i in range(tables):
        sectors[i] = struct.pack("<128I", *table[i * 128 : (i + 1) * 128])
    for place, page in zip(places, pages, strict=True):
        sectors[place] = page.ljust(_SECTOR, b"\0")
    return _header(tables, places[0] if start is None else start) + b"".join(sectors)


def _entry(name: str, kind: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return (
        text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + b"\xff" * 12 + b"\0" * 48
    )


def _header(tables: int, directory: int) -> bytes:
    head = bytes.fromhex("d0cf11e0a1b11ae1").ljust(24, b"\0")
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, tables, directory, 0, 4096, _END, 0, _END, 0)
    difat = [*range(tables), *[_FREE] * (109 - tables)]
    return head + struct.pack("<109I", *difat)
