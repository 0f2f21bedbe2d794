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
from pipeline.extract.word.embedded import embedded_warnings, page_pictures, picture_warnings
from pipeline.extract.word.legacy import RunDecoder
from pipeline.extract.word.letterhead import part_letterhead
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
from pipeline.extract.word.notes import place_notes
from pipeline.extract.word.numbering import Numbering
from pipeline.extract.word.package import WordPackage, open_package
from pipeline.extract.word.pages import PageClock
from pipeline.extract.word.paragraphs import Scope, WordPiece
from pipeline.extract.word.story import Sources, StoryReader
from pipeline.extract.word.styles import Styles
from pipeline.extract.word.tokens import Mark
from pipeline.records import ReadingReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_ON_SAME_PAGE = frozenset({"continuous", "nextColumn"})
_WORDS_A_PAGE = 800  # real reports have 490 on the average page; more than 800 is two pages
# A file name or a caption beside pictures of pages; the shortest real report has over 300 words.
_WORDS_BESIDE_SCANS = 20
_RUNNING = {Place.PAGE_HEADER: "headerReference", Place.PAGE_FOOTER: "footerReference"}


def read_word(path: Path) -> Pieces:
    """Read a .docx file.

    Pages are those of Word's last layout and of breaks that the writer set; None where the file
    has neither.

    Raises:
        DocumentError: `docx-damaged`, `docx-bomb` (quarantined), `docx-empty` (no words).
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
    read = part_letterhead(_read_sections(body, package, sources))
    pieces = place_notes(read, _notes(package), sources)
    scans = page_pictures(sources.clock.pictures, body.find(SECT))
    _check_words(pieces, scans)
    pages, numbered = _count_pages(package, sources.clock, pieces)
    warnings = (
        *package.warnings,
        *sources.decoder.warnings(),
        *embedded_warnings(body, package.objects),
        *picture_warnings(scans if numbered else [None] * len(scans)),
    )
    if not numbered:
        pieces = [replace(piece, page=None) for piece in pieces]
    report = ReadingReport(legacy=sources.decoder.found())
    return Pieces(pieces=tuple(pieces), pages=pages, warnings=warnings, report=report)


def _roots(package: WordPackage) -> list[Element]:
    """Roots of all parts that hold text or say in what font it is."""
    return [package.document, *package.single.values(), *package.running.values()]


def _sources(package: WordPackage) -> Sources:
    styles = Styles(package.single.get("styles"))
    return Sources(
        styles=styles,
        numbering=Numbering(package.single.get("numbering")),
        figures=package.drawn,
        table_numbers=itertools.count(),
        decoder=RunDecoder(_roots(package), styles),
        clock=PageClock(),
    )


def _notes(package: WordPackage) -> dict[tuple[str, str], Element]:
    """Footnotes, endnotes and comments by kind and id."""
    return {
        (kind, note.get(w("id"), "")): note
        for kind in ("footnote", "endnote", "comment")
        if (root := package.single.get(f"{kind}s")) is not None
        for note in root.iterchildren(w(kind))
    }


def _read_sections(body: Element, package: WordPackage, sources: Sources) -> list[WordPiece]:
    """Each section with its headers before and its footers behind it, where they are new."""
    reader = StoryReader(sources)
    pieces: list[WordPiece] = []
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
) -> list[WordPiece]:
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
        "even": has(package.single.get("settings"), "evenAndOddHeaders"),
    }
    for reference in properties.iterchildren(w(_RUNNING[place])):
        if shown.get(reference.get(w("type"), "default"), False):
            yield reference


def _check_words(pieces: Iterable[Piece], scans: Sequence[int]) -> None:
    """Refuse a file without words, and one whose few words stand beside pictures of pages."""
    words = sum(
        any(map(str.isalnum, word))
        for piece in pieces
        if piece.place not in _RUNNING
        for word in piece.text.split()
    )
    if scans and words < _WORDS_BESIDE_SCANS:
        raise DocumentError(
            "docx-empty",
            f"Tệp Word chỉ có {len(scans)} ảnh chụp trang giấy, hầu như không có chữ. Hãy đề nghị "
            "đơn vị gửi văn bản dạng chữ, hoặc lưu các trang thành tệp PDF rồi gửi lại.",
        )
    if not words:
        raise DocumentError(
            "docx-empty",
            "Tệp Word không có chữ nào (có thể chỉ có ảnh). Hãy đề nghị đơn vị gửi lại tệp có nội "
            "dung dạng chữ.",
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
