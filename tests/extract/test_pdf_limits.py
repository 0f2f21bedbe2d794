"""PDF files that ask for too much: pages without end, pages of no size or of an absurd one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from pdf_files import INDENT, LEFT, Sheet, write_pdf

from pipeline.errors import DocumentError
from pipeline.extract.layout import arrange, build_page
from pipeline.extract.pdf import source
from pipeline.extract.pdf.source import read_pages

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.extract.layout import PageMarks

TEXT = "Huyện đã hoàn thành kế hoạch năm."


def _refuse_to_read(*_: object) -> PageMarks:
    raise AssertionError


def test_too_many_pages_are_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The count alone decides, before any page is opened."""
    path = write_pdf(tmp_path / "long.pdf", [Sheet()] * (source.MOST_PAGES + 1))
    monkeypatch.setattr(source, "read_marks", _refuse_to_read)
    with pytest.raises(DocumentError) as caught:
        list(read_pages(path))
    assert caught.value.code == "pdf-too-many-pages"
    assert f"{source.MOST_PAGES} trang" in caught.value.detail


@pytest.mark.parametrize(
    "box", ["0 0 0 0", "0 0 595 0", "595 842 0 0", "-1e9 -1e9 1e9 1e9", "0 0 1e38 1e38", "a b c d"]
)
def test_page_of_an_absurd_size_is_read(box: str, tmp_path: Path) -> None:
    """What stands on it is read all the same, without end or crash."""
    path = write_pdf(tmp_path / "page.pdf", [Sheet(box=box).text(LEFT + INDENT, 300, TEXT)])
    pieces = arrange([build_page(marks) for marks in read_pages(path)])
    assert [piece.text for piece in pieces] == [TEXT]


def test_control_characters_between_letters_are_left_out(tmp_path: Path) -> None:
    """Letters keep their places where the file's own letters are none."""
    text = TEXT[:8] + "\x03" + TEXT[8:]
    path = write_pdf(tmp_path / "page.pdf", [Sheet().text(LEFT + INDENT, 300, text)])
    glyphs = [mark for marks in read_pages(path) for mark in marks.glyphs]
    assert "".join(glyph.text for glyph in glyphs) == TEXT
    assert all(one.x0 < two.x0 for one, two in pairwise(glyphs))


def test_letters_and_their_marks_are_put_together(tmp_path: Path) -> None:
    """A file may set the tone mark as a letter of its own."""
    text = "Huye\u0323\u0302n"
    path = write_pdf(tmp_path / "page.pdf", [Sheet().text(LEFT, 300, text)])
    pieces = arrange([build_page(marks) for marks in read_pages(path)])
    assert [piece.text for piece in pieces] == ["Huyện"]


def test_letters_beyond_the_first_plane_stand_in_their_places(tmp_path: Path) -> None:
    """They take two units of UTF-16, and one place on the page."""
    path = write_pdf(tmp_path / "page.pdf", [Sheet().text(LEFT, 300, "Mục \U0001d400 đạt")])
    pieces = arrange([build_page(marks) for marks in read_pages(path)])
    assert [piece.text for piece in pieces] == ["Mục \U0001d400 đạt"]
