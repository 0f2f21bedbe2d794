"""The names of an archive's members, from the bytes of whatever tool wrote them."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from container_files import Entry, make_archive, opened, texts
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.containers.members import distinct_name, stated_name

if TYPE_CHECKING:
    from pathlib import Path

_UTF8 = 0x800


def _name(folder: Path, raw: bytes, *, flags: int = 0, extra: bytes = b"") -> str:
    (name,) = texts(opened(folder, make_archive(Entry(name=raw, flags=flags, extra=extra))))
    return name


def test_utf8_with_its_flag(tmp_path: Path) -> None:
    """What modern tools write."""
    assert _name(tmp_path, "Báo cáo huyện.docx".encode(), flags=_UTF8) == "Báo cáo huyện.docx"


def test_utf8_without_its_flag(tmp_path: Path) -> None:
    """What macOS writes."""
    assert _name(tmp_path, "Báo cáo huyện.docx".encode()) == "Báo cáo huyện.docx"


def test_code_page_of_vietnamese_windows(tmp_path: Path) -> None:
    """Tone marks stand behind their letter there (cp1258)."""
    raw = "Báo cáo huyê\u0323n Bi\u0300nh Sơn.docx".encode("cp1258")
    assert _name(tmp_path, raw) == "Báo cáo huyện Bình Sơn.docx"


def test_name_typed_in_an_old_font(tmp_path: Path) -> None:
    """TCVN3, the bytes of .VnTime."""
    raw = b"B\xb8o c\xb8o t\xe6ng k\xd5t huy\xd6n B\xd7nh S\xacn.doc"
    assert _name(tmp_path, raw) == "Báo cáo tổng kết huyện Bình Sơn.doc"


def test_name_of_another_language_is_not_lost(tmp_path: Path) -> None:
    """Where no reading is Vietnamese, something readable stands, suffix included."""
    assert _name(tmp_path, "Übersicht.docx".encode("cp437")).endswith("bersicht.docx")


def test_unicode_beside_the_plain_name(tmp_path: Path) -> None:
    """Info-ZIP's extra field is believed while its checksum fits the plain name."""
    raw = b"B?o c?o.docx"
    data = struct.pack("<BI", 1, zlib.crc32(raw)) + "Báo cáo.docx".encode()
    extra = struct.pack("<HH", 0x7075, len(data)) + data
    assert _name(tmp_path, raw, extra=extra) == "Báo cáo.docx"


def test_unicode_of_a_renamed_member_is_not_believed(tmp_path: Path) -> None:
    """A checksum of another name means that the field is left over."""
    data = struct.pack("<BI", 1, 12345) + "Báo cáo.docx".encode()
    extra = struct.pack("<HH", 0x7075, len(data)) + data
    assert _name(tmp_path, b"moi.docx", extra=extra) == "moi.docx"


@pytest.mark.parametrize(
    ("name", "stated"),
    [
        ("../../etc/passwd", "?/?/etc/passwd"),
        ("/a//b/./c.docx", "a/b/c.docx"),
        ("C:\\x\\a.docx", "?/x/a.docx"),
        ("", "?"),
    ],
)
def test_stated_name_leads_nowhere_else(name: str, stated: str) -> None:
    """A record's name is relative and has no part that climbs."""
    assert stated_name(name) == stated


@given(st.binary(max_size=60), st.booleans())
def test_any_bytes_give_a_name(raw: bytes, slash: bool) -> None:  # noqa: FBT001 - generated
    """No name is empty, none leaves the container, whatever the bytes."""
    name = stated_name(raw.decode("cp437") + ("/" if slash else ""))
    assert name
    assert not name.startswith("/")
    assert ".." not in name.split("/")


def test_numbered_names_skip_those_taken() -> None:
    """A third of the same name is the third; folders and suffix stay."""
    assert distinct_name("x/a.docx", {"x/a.docx", "x/a (2).docx"}) == "x/a (3).docx"
