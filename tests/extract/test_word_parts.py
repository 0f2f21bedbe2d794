"""Word files that are damaged in part: what can be read is read, and the loss is said."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from word_files import MAIN, change_member, paragraph, word_file, write_members

from pipeline.errors import DocumentError
from pipeline.extract.word import read_word

if TYPE_CHECKING:
    from pathlib import Path

_MARK = '<w:r><w:footnoteReference w:id="2"/></w:r>'
_PARTS = {
    "numbering": '<w:abstractNum w:abstractNumId="0"/>',
    "footnotes": f'<w:footnote w:id="2">{paragraph("Chú thích")}</w:footnote>',
    "comments": "",
}
_LINKS = "word/_rels/document.xml.rels"


def _file(folder: Path) -> Path:
    return word_file(folder, paragraph("Kết quả", _MARK), parts=_PARTS)


def _read(path: Path) -> tuple[list[str], dict[str, str]]:
    found = read_word(path)
    return [p.text for p in found.pieces], {w.code: w.detail for w in found.warnings}


@pytest.mark.parametrize(
    ("part", "called"),
    [
        ("styles", "kiểu trình bày"),
        ("numbering", "đánh số tự động"),
        ("footnotes", "chú thích cuối trang"),
        ("comments", "nhận xét"),
    ],
)
@pytest.mark.parametrize("content", ["<w:broken", ""])
def test_a_broken_part_does_not_lose_the_document(
    part: str, called: str, content: str, tmp_path: Path
) -> None:
    """The text is read without it; the warning names the part in a clerk's words."""
    path = _file(tmp_path)
    change_member(path, f"word/{part}.xml", ".+", content)
    texts, warnings = _read(path)
    assert texts[0] == "Kết quả"
    assert called in warnings["docx-part-damaged"]


def test_a_part_that_is_named_but_missing_is_said(tmp_path: Path) -> None:
    """Footnotes that the document names and the file lacks are lost words."""
    path = _file(tmp_path)
    with zipfile.ZipFile(path) as archive:
        kept = {n: archive.read(n).decode() for n in archive.namelist() if "footnotes" not in n}
    write_members(path, kept)
    assert "chú thích cuối trang" in _read(path)[1]["docx-part-damaged"]


def test_broken_links_leave_the_parts_at_their_usual_names(tmp_path: Path) -> None:
    """Without the list of parts the footnotes are found where Word puts them."""
    path = _file(tmp_path)
    change_member(path, _LINKS, ".+", "<Relationships")
    texts, warnings = _read(path)
    assert texts == ["Kết quả", "Chú thích"]
    assert "docx-part-damaged" in warnings


def test_an_entity_in_any_part_is_quarantined(tmp_path: Path) -> None:
    """A broken part is passed over, a hostile one is not."""
    path = _file(tmp_path)
    change_member(path, "word/styles.xml", "^", '<!DOCTYPE a [<!ENTITY e "bom">]>')
    with pytest.raises(DocumentError) as caught:
        read_word(path)
    assert (caught.value.code, caught.value.quarantine) == ("docx-entities", True)


def _corrupt(path: Path, name: str) -> None:
    """Change the packed bytes of one member, so that its checksum is wrong."""
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo(name)
    data = bytearray(path.read_bytes())
    at = member.header_offset + 30 + len(name) + member.compress_size // 2
    data[at] ^= 0xFF
    path.write_bytes(data)


def test_a_part_with_a_wrong_checksum_is_passed_over(tmp_path: Path) -> None:
    """Bytes gone wrong in the styles cost the styles."""
    path = _file(tmp_path)
    _corrupt(path, "word/styles.xml")
    texts, warnings = _read(path)
    assert texts == ["Kết quả", "Chú thích"]
    assert "kiểu trình bày" in warnings["docx-part-damaged"]


def test_a_main_part_with_a_wrong_checksum_is_damaged(tmp_path: Path) -> None:
    """Text that may be wrong is not passed off as the report's."""
    path = _file(tmp_path)
    _corrupt(path, MAIN)
    with pytest.raises(DocumentError) as caught:
        read_word(path)
    assert caught.value.code == "docx-damaged"


def _cut(path: Path, behind: str) -> Path:
    """Cut a file off in the member that follows `behind`."""
    with zipfile.ZipFile(path) as archive:
        offsets = sorted(m.header_offset for m in archive.infolist())
        here = archive.getinfo(behind).header_offset
        following = next((o for o in offsets if o > here), archive.start_dir)
    path.write_bytes(path.read_bytes()[: following + 40])
    return path


def test_a_cut_file_is_read_when_its_main_part_is_whole(tmp_path: Path) -> None:
    """The headers before the members stand for the lost list at the end."""
    texts, warnings = _read(_cut(_file(tmp_path), MAIN))
    assert texts[0] == "Kết quả"
    assert "bị cắt cụt" in warnings["docx-cut"]


def test_a_cut_file_without_its_main_part_is_damaged(tmp_path: Path) -> None:
    """The detail says that the file was cut off."""
    path = _file(tmp_path)
    with zipfile.ZipFile(path) as archive:
        offset = archive.getinfo(MAIN).header_offset
    path.write_bytes(path.read_bytes()[: offset + 60])
    with pytest.raises(DocumentError) as caught:
        read_word(path)
    assert caught.value.code == "docx-damaged"
    assert "cắt cụt" in caught.value.detail


def test_a_cut_bomb_is_quarantined(tmp_path: Path) -> None:
    """The limits hold without the list of members, too."""
    path = tmp_path / "report.docx"
    write_members(path, {"word/a.xml": " " * 4_000_000, MAIN: f"<a>{'x' * 99}</a>"})
    with pytest.raises(DocumentError) as caught:
        read_word(_cut(path, MAIN))
    assert (caught.value.code, caught.value.quarantine) == ("docx-bomb", True)
