"""A Word file (.docx) to pieces: the body with its sections, their running heads, its page count.

Reads the XML itself: python-docx leaves out inserted text, text boxes, notes, content controls and
automatic numbers.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.extract.pieces import Piece, Pieces, Place
from pipeline.extract.word.inline import Mark
from pipeline.extract.word.legacy import FontTally
from pipeline.extract.word.markup import (
    PPR,
    SECT,
    Element,
    P,
    has,
    number,
    unwrapped,
    val,
    w,
)
from pipeline.extract.word.numbering import Numbering
from pipeline.extract.word.package import WordPackage, open_package
from pipeline.extract.word.pages import PageClock
from pipeline.extract.word.paragraphs import Scope
from pipeline.extract.word.story import Sources, StoryReader
from pipeline.extract.word.styles import Styles
from pipeline.records import Warning_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_ON_SAME_PAGE = frozenset({"continuous", "nextColumn"})
_WORDS_A_PAGE = 800  # real reports have 490 on the average page; more than 800 is two pages
_RUNNING = {Place.PAGE_HEADER: "headerReference", Place.PAGE_FOOTER: "footerReference"}


def read_word(path: Path) -> Pieces:
    """Read a .docx file.

    Pages are those of Word's last layout and of breaks that the writer set; None where the file
    has neither.

    Raises:
        DocumentError: `docx-damaged`, `docx-bomb` (quarantined), `docx-empty` (no words),
            `legacy-font` (most of the text in TCVN3 or VNI).
    """
    package = open_package(path)
    body = package.document.find(w("body"))
    if body is None:
        raise DocumentError(
            "docx-damaged",
            "Tệp Word hỏng: phần chính không có thân văn bản. Hãy mở tệp bằng Word, lưu lại thành "
            ".docx mới rồi gửi lại.",
        )
    sources = _sources(package)
    pieces = _read_sections(body, package, sources)
    _check_words(pieces)
    warnings = (*sources.tally.check(), *_embedded(body))
    pages, numbered = _count_pages(package, sources.clock, pieces)
    if not numbered:
        pieces = [replace(piece, page=None) for piece in pieces]
    return Pieces(pieces=tuple(pieces), pages=pages, warnings=warnings)


def _embedded(body: Element) -> tuple[Warning_, ...]:
    """A warning where whole files are embedded in the text: they are not read."""
    if next(body.iter(w("altChunk")), None) is None:
        return ()
    detail = (
        "Văn bản có phần nhúng từ tệp khác chưa đọc được. Hãy mở tệp bằng Word, lưu lại thành .docx "
        "mới rồi gửi lại."
    )
    return (Warning_(code="docx-embedded", detail=detail),)


def _sources(package: WordPackage) -> Sources:
    styles = Styles(package.styles)
    notes = {
        (kind, note.get(w("id"), "")): note
        for kind, root in (("footnote", package.footnotes), ("endnote", package.endnotes))
        if root is not None
        for note in root.iterchildren(w(kind))
    }
    return Sources(
        styles=styles,
        numbering=Numbering(package.numbering),
        notes=notes,
        table_numbers=itertools.count(),
        tally=FontTally(),
        clock=PageClock(),
    )


def _read_sections(body: Element, package: WordPackage, sources: Sources) -> list[Piece]:
    """Each section with its headers before and its footers behind it, where they are new."""
    reader = StoryReader(sources)
    pieces: list[Piece] = []
    seen: set[tuple[Place, str]] = set()
    sections = list(_sections(body))
    for i, (blocks, properties) in enumerate(sections):
        if i and val(properties, "type") not in _ON_SAME_PAGE:
            sources.clock.meet(Mark.PAGE)
        headers = _running(properties, Place.PAGE_HEADER, package, sources, seen)
        footers = _running(properties, Place.PAGE_FOOTER, package, sources, seen)
        pieces += [*headers, *reader.read(blocks, Scope()), *footers]
    return pieces


def _sections(body: Element) -> Iterator[tuple[list[Element], Element | None]]:
    """Blocks of each section with its properties, which stand in its last paragraph."""
    blocks: list[Element] = []
    for block in unwrapped(body):
        blocks.append(block)
        properties = block.find(f"{PPR}/{SECT}") if block.tag == P else None
        if properties is not None:
            yield blocks, properties
            blocks = []
    yield blocks, body.find(SECT)


def _running(
    properties: Element | None,
    place: Place,
    package: WordPackage,
    sources: Sources,
    seen: set[tuple[Place, str]],
) -> list[Piece]:
    """Headers or footers, not seen before, of the section that begins where the clock stands."""
    pieces = []
    for reference in _references(properties, place, package):
        root = package.running.get(reference.get(_RELATION, ""))
        with sources.clock.held():
            found = (
                []
                if root is None
                else StoryReader(sources).read(unwrapped(root), Scope(place=place))
            )
        for piece in found:
            if (place, piece.text) not in seen:
                seen.add((place, piece.text))
                pieces.append(piece)
    return pieces


def _references(
    properties: Element | None, place: Place, package: WordPackage
) -> Iterable[Element]:
    """References to running heads that show: those of first or even pages only when in use."""
    if properties is None:
        return
    shown = {
        "default": True,
        "first": has(properties, "titlePg"),
        "even": has(package.settings, "evenAndOddHeaders"),
    }
    for reference in properties.iterchildren(w(_RUNNING[place])):
        if shown.get(reference.get(w("type"), "default"), False):
            yield reference


def _check_words(pieces: Iterable[Piece]) -> None:
    running = set(_RUNNING)
    if not any(c.isalnum() for piece in pieces if piece.place not in running for c in piece.text):
        raise DocumentError(
            "docx-empty",
            "Tệp Word không có chữ nào (có thể chỉ có ảnh chụp trang giấy). Hãy đề nghị đơn vị gửi "
            "lại tệp có nội dung dạng chữ.",
        )


def _count_pages(
    package: WordPackage, clock: PageClock, pieces: Iterable[Piece]
) -> tuple[int | None, bool]:
    """Number of pages, and whether the pages of the pieces are known."""
    stated = _stated_pages(package.properties)
    words: Counter[int] = Counter()
    for piece in pieces:
        words[piece.page or 1] += len(piece.text.split())
    last = max(words)  # a break may stand behind the last text
    if clock.rendered:
        return max(stated or 0, last), True
    # breaks of the writer alone count too few pages unless nothing speaks against it
    likely = (stated or 0) <= last and max(words.values()) <= _WORDS_A_PAGE
    if clock.explicit and likely:
        return last, True
    return stated, False


def _stated_pages(properties: Element | None) -> int | None:
    """Pages by docProps/app.xml; programs that never laid the text out state no words there."""
    if properties is None:
        return None
    words = number(properties.findtext(f"{_PROPERTY}Words"))
    pages = number(properties.findtext(f"{_PROPERTY}Pages"))
    return pages if words and pages and pages > 0 else None
