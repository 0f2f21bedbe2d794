"""Setting the chapters down: headings, lines with bookmarks and comments, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.draft import form
from pipeline.draft.comments import CommentBook, comment_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument

    from pipeline.draft.chapters import Chapter, Group
    from pipeline.draft.lines import Line

NOTHING_REPORTED = "Chưa có đơn vị nào báo cáo nội dung này."
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
# The letters of official numbering; j, w, z are no letters of Vietnamese.
_LETTERS = "abcdđeghiklmnopqrstuvxy"


class BodyWriter:
    """Writes chapters into a document; comments go to the book, bookmarks are numbered from 0."""

    def __init__(self, document: WordDocument, comments: CommentBook) -> None:
        self._document = document
        self._comments = comments
        self._bookmarks = 0

    def write_chapters(self, chapters: Sequence[Chapter]) -> None:
        """Write the chapters, numbered I-, II-, ..."""
        for number, chapter in enumerate(chapters, start=1):
            self._heading(f"{roman(number)}- {chapter.title.upper()}", level=1)
            if not chapter.groups:
                self._note(NOTHING_REPORTED)
            for place, group in enumerate(chapter.groups, start=1):
                if group.title:
                    self._heading(f"{place}- {group.title}", level=2)
                self._group(group)

    def _group(self, group: Group) -> None:
        for place, subgroup in enumerate(group.subgroups):
            self._heading(f"{_letter(place)}) {subgroup.title}", level=3)
            self._group(subgroup)
        for number, line in enumerate(group.lines, start=1):
            self._line(line, marker=f"({number})" if group.numbered else "-")
        if group.note:
            self._note(group.note)

    def _heading(self, text: str, *, level: int) -> None:
        self._document.add_paragraph(text, style=f"Heading {level}")

    def _note(self, text: str) -> None:
        paragraph = self._document.add_paragraph(style=form.BODY)
        form.add_text(paragraph, text, italic=True)

    def _line(self, line: Line, *, marker: str) -> None:
        """Marker, the bookmarked and commented words, then the support in italics."""
        paragraph = self._document.add_paragraph(style=form.LINE)
        form.add_text(paragraph, f"{marker} ")
        bookmark = str(self._bookmarks)
        self._bookmarks += 1
        begins, ends, reference = comment_marks(self._comments.add(line.sources))
        holder = paragraph._p  # noqa: SLF001 - no API for bookmarks
        holder.extend([form.element("w:bookmarkStart", id=bookmark, name=line.bookmark), begins])
        form.add_text(paragraph, line.text)
        holder.extend([ends, form.element("w:bookmarkEnd", id=bookmark)])
        form.add_text(paragraph, f" {line.support}", italic=True)
        holder.append(reference)


def roman(number: int) -> str:
    """Roman number of a chapter."""
    digits = ""
    for value, letters in _ROMAN:
        while number >= value:
            digits, number = digits + letters, number - value
    return digits


def _letter(place: int) -> str:
    """Letter of a subgroup; after the last one they begin again with two: a, ..., y, aa, ab."""
    round_, place = divmod(place, len(_LETTERS))
    return (_letter(round_ - 1) if round_ else "") + _LETTERS[place]
