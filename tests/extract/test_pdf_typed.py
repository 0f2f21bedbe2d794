"""What people typed over the pages of a PDF is read too: fields, text boxes, comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdf_files import LEFT, Sheet, write_pdf

from pipeline.extract.pdf import read_pdf
from pipeline.extract.pieces import Place

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.extract.pieces import Pieces

TEXT = "Huyện đã hoàn thành kế hoạch."


def _string(text: str) -> str:
    return "<" + (b"\xfe\xff" + text.encode("utf-16-be")).hex() + ">"


def _read(folder: Path, *entries: str) -> Pieces:
    sheet = Sheet().text(LEFT, 100, TEXT)
    for entry in entries:
        sheet.stamp(entry, Sheet())
    return read_pdf(write_pdf(folder / "report.pdf", [Sheet().text(LEFT, 90, TEXT), sheet]))


def test_a_filled_field_is_text_at_the_end(tmp_path: Path) -> None:
    """Its value stands with the page on which it was filled in; a clerk is told."""
    found = _read(tmp_path, f"/Subtype /Widget /FT /Tx /V {_string('Đạt 1.250 tỷ đồng')}")
    last = found.pieces[-1]
    assert (last.text, last.page, last.place) == ("Đạt 1.250 tỷ đồng", 2, Place.BODY)
    assert [warning.code for warning in found.warnings] == ["pdf-typed"]


def test_a_text_box_is_text_and_a_comment_a_note(tmp_path: Path) -> None:
    """What stands on the page for all to read, and what a reader remarked, are kept apart."""
    found = _read(
        tmp_path,
        f"/Subtype /FreeText /Contents {_string('Bổ sung số liệu')}",
        f"/Subtype /Text /Contents {_string('Xem lại')} /T {_string('Lan')}",
    )
    assert [(piece.text, piece.place) for piece in found.pieces[-2:]] == [
        ("Bổ sung số liệu", Place.BODY),
        ("Nhận xét của Lan: Xem lại", Place.NOTE),
    ]


def test_links_empty_fields_and_ticks_say_nothing(tmp_path: Path) -> None:
    """They have no words."""
    found = _read(
        tmp_path, "/Subtype /Link", "/Subtype /Widget /FT /Tx", "/Subtype /Widget /FT /Btn /V /Yes"
    )
    assert [piece.text for piece in found.pieces] == [TEXT, TEXT]
    assert found.warnings == ()
