"""Plain text files: encodings by their bytes, folded lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.errors import DocumentError
from pipeline.extract.plain import read_plain

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = "BÁO CÁO\r\nKết quả thực hiện nghị quyết.\r\n\r\nMột là, đoàn kết."


def _read(path: Path, data: bytes) -> list[str]:
    path.write_bytes(data)
    return [piece.text for piece in read_plain(path).pieces]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_whatever_its_form(tmp_path: Path, encoding: str) -> None:
    """With or without a mark at the beginning; each line is a paragraph."""
    assert _read(tmp_path / "a.txt", _TEXT.encode(encoding)) == [
        "BÁO CÁO",
        "Kết quả thực hiện nghị quyết.",
        "Một là, đoàn kết.",
    ]


def test_the_old_windows_encoding_is_read(tmp_path: Path) -> None:
    """In cp1258 tones are characters of their own; the text comes out composed."""
    data = "Ba\u0301o ca\u0301o".encode("cp1258")
    assert _read(tmp_path / "a.txt", data) == ["Báo cáo"]


def test_bytes_of_no_encoding_are_refused(tmp_path: Path) -> None:
    """The message says what to do."""
    with pytest.raises(DocumentError, match="bảng mã") as caught:
        _read(tmp_path / "a.txt", b"\xd2\xd2\xff\x81 abc")
    assert caught.value.code == "text-damaged"


def test_folded_lines_become_one_paragraph(tmp_path: Path) -> None:
    """Lines that reach a common edge go on; a short line and a list marker end a paragraph."""
    words = "cấp ủy các cấp đã tập trung lãnh đạo, chỉ đạo thực hiện nghị quyết và đạt kết quả"
    folded = [
        words[:60].strip(),
        words[60:].strip() + " tốt trong toàn huyện, nhất là ở các xã miền núi.",
    ]
    lines = [folded[0], folded[1], "Một dòng ngắn.", "- Đề nghị Tỉnh ủy quan tâm."]
    sixty = ["x" * 55 + " y", "z" * 56, "hết đoạn.", "- mục một", "- mục hai"]
    assert _read(tmp_path / "a.txt", "\n".join(sixty).encode()) == [
        f"{'x' * 55} y {'z' * 56} hết đoạn.",
        "- mục một",
        "- mục hai",
    ]
    assert _read(tmp_path / "b.txt", "\n\n".join(lines).encode()) == lines
