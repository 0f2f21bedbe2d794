"""Electronic signatures of PDF files: stamps over the page, and those that nothing shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pdf_files import INDENT, LEFT, Sheet, write_pdf

from pipeline.extract.layout import arrange, build_page
from pipeline.extract.pdf.source import read_pages
from pipeline.extract.pieces import Piece, Place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SIGNATURE = "/Subtype /Widget /FT /Sig"
STAMP, COMMENT = "/Subtype /Stamp", "/Subtype /FreeText"
SIGNED_AT = "D:20250821084607+07'00'"
TEXT = "Huyện đã hoàn thành kế hoạch năm."


def _read(path: Path, *sheets: Sheet) -> Sequence[Piece]:
    pages = read_pages(write_pdf(path / "signed.pdf", sheets))
    return arrange([build_page(marks) for marks in pages])


def _sheet() -> Sheet:
    return Sheet().text(LEFT + INDENT, 300, TEXT)


def _texts(pieces: Sequence[Piece], place: Place) -> list[str]:
    return [piece.text for piece in pieces if piece.place is place]


@pytest.mark.parametrize("entries", [SIGNATURE, STAMP])
def test_stamp_over_the_page_is_a_stamp_and_no_text(entries: str, tmp_path: Path) -> None:
    """What an annotation draws over the text is read, and kept out of the text."""
    look = Sheet().text(LEFT, 290, "CÔNG VĂN ĐẾN", size=9).text(LEFT, 302, "Số 125", size=9)
    pieces = _read(tmp_path, _sheet().stamp(entries, look))
    assert _texts(pieces, Place.STAMP) == ["CÔNG VĂN ĐẾN", "Số 125"]
    assert _texts(pieces, Place.BODY) == [TEXT]


def test_signature_that_nothing_shows_gives_a_line(tmp_path: Path) -> None:
    """A signature drawn as a picture says at least when it was made, on the page it is on."""
    signed = _sheet().stamp(SIGNATURE, Sheet(), signed_at=SIGNED_AT)
    pieces = _read(tmp_path, _sheet(), signed, _sheet())
    stamps = [(piece.page, piece.text) for piece in pieces if piece.place is Place.STAMP]
    assert stamps == [(2, "Chữ ký số, 21/08/2025 08:46:07 +07:00")]


def test_signature_whose_time_is_shown_gives_no_second_line(tmp_path: Path) -> None:
    """The stamp itself says it."""
    look = Sheet().text(LEFT, 50, "Người ký: Sở Nội vụ", size=8)
    look.text(LEFT, 60, "21-08-2025 08:46:07 +07:00", size=8)
    pieces = _read(tmp_path, _sheet().stamp(SIGNATURE, look, signed_at=SIGNED_AT))
    shown = ["Người ký: Sở Nội vụ", "21-08-2025 08:46:07 +07:00"]
    assert _texts(pieces, Place.STAMP) == shown


def test_time_without_seconds_or_zone_is_read(tmp_path: Path) -> None:
    """Signing programs may leave out what stands behind the minutes."""
    signed = _sheet().stamp(SIGNATURE, Sheet(), signed_at="D:202508210846")
    assert _texts(_read(tmp_path, signed), Place.STAMP) == ["Chữ ký số, 21/08/2025 08:46"]


def test_signature_without_a_time_is_still_told(tmp_path: Path) -> None:
    """A time that is none is left out, the signature is not."""
    signed = _sheet().stamp(SIGNATURE, Sheet(), signed_at="hôm qua")
    assert _texts(_read(tmp_path, signed), Place.STAMP) == ["Chữ ký số"]


def test_field_that_waits_for_a_signature_is_none(tmp_path: Path) -> None:
    """Forms come with empty fields; nobody has signed there."""
    assert _texts(_read(tmp_path, _sheet().stamp(SIGNATURE, Sheet())), Place.STAMP) == []


def test_comment_beside_a_stamp_is_not_taken_for_one(tmp_path: Path) -> None:
    """Only signatures and stamps are read from the annotations of a page."""
    sheet = _sheet().stamp(STAMP, Sheet().text(LEFT, 50, "HỎA TỐC"))
    sheet.stamp(COMMENT, Sheet().text(LEFT, 90, "Xem lại đoạn này"))
    assert _texts(_read(tmp_path, sheet), Place.STAMP) == ["HỎA TỐC"]
