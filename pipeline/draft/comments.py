"""Word comments, written as one part at the end.

python-docx reads the whole part again for each comment it adds (2.2 s for 2,000); here the part is
built once. The date is given, not taken from the clock: the same draft has the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsmap, qn
from lxml import etree

from pipeline.draft.form import FONT, element

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from docx.document import Document as WordDocument

AUTHOR = "tongket"


class CommentBook:
    """The comments of one document; ids count from 0 in the order in which comments are added."""

    def __init__(self, *, written_on: date) -> None:
        self._root = etree.Element(qn("w:comments"), nsmap={"w": nsmap["w"]})
        self._moment = f"{written_on.isoformat()}T00:00:00Z"

    def add(self, paragraphs: Sequence[str]) -> int:
        """Add a comment of these paragraphs and return its id."""
        id_ = len(self._root)
        comment = element(
            "w:comment", id=str(id_), author=AUTHOR, date=self._moment, initials=AUTHOR[:2]
        )
        comment.extend(_paragraph(text) for text in paragraphs)
        self._root.append(comment)
        return id_

    def attach(self, document: WordDocument) -> None:
        """Put the comments into the document's package; call once, after the last comment."""
        blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = document.part.package
        part = Part(PackURI("/word/comments.xml"), CONTENT_TYPE.WML_COMMENTS, blob, package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.COMMENTS)


def comment_marks(id_: int) -> tuple[etree._Element, etree._Element, etree._Element]:
    """Beginning and end of the commented words, and the run that shows the comment."""
    reference = element("w:r")
    reference.append(element("w:commentReference", id=str(id_)))
    return (
        element("w:commentRangeStart", id=str(id_)),
        element("w:commentRangeEnd", id=str(id_)),
        reference,
    )


def _paragraph(text: str) -> etree._Element:
    """A comment's paragraph: single spaced, 10 pt, whatever the form of the body."""
    form = element("w:pPr")
    form.append(element("w:spacing", before="0", after="60", line="240", lineRule="auto"))
    form.append(element("w:ind", firstLine="0"))
    form.append(element("w:jc", val="left"))
    letters = element("w:rPr")
    letters.append(element("w:rFonts", ascii=FONT, hAnsi=FONT, cs=FONT))
    letters.append(element("w:sz", val="20"))
    words = element("w:t")
    words.text = text
    run = element("w:r")
    run.extend([letters, words])
    paragraph = element("w:p")
    paragraph.extend([form, run])
    return paragraph
