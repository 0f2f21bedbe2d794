"""The package of a Word file: its parts as XML trees.

What the parts mean is read elsewhere. Only parts that are read are unpacked: no picture, no
embedded file, nothing from outside the package. Without its main part a file is damaged; any other
part may be broken, and the text is read without it.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.errors import DocumentError
from pipeline.extract.word.archive import damaged, open_archive
from pipeline.records import Warning_

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pipeline.extract.word.archive import Archive
    from pipeline.extract.word.markup import Element

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
        b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/",
        b"http://schemas.openxmlformats.org/drawingml/2006/",
    ),
)
_MAIN = "word/document.xml"
# Parts that a document has once, by the kind of their relationship, and what a clerk calls them.
_SINGLE = {
    "styles": "kiểu trình bày",
    "numbering": "đánh số tự động",
    "footnotes": "chú thích cuối trang",
    "endnotes": "chú thích cuối văn bản",
    "comments": "nhận xét",
    "settings": "thiết lập",
}
_RUNNING = {"header": "đầu trang", "footer": "chân trang"}
_DRAWN = {"diagramData": "sơ đồ SmartArt", "chart": "biểu đồ"}
# Parts whose absence takes words or their order away, when the document says that it has them.
_MISSED = frozenset({*_SINGLE.values(), *_RUNNING.values(), *_DRAWN.values()} - {"thiết lập"})
_LINKS = "danh mục các phần"
_OBJECTS = frozenset({"package", "oleObject", "aFChunk"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPackage:
    """The parts of a Word file.

    Attributes:
        document: root of the main part.
        single: roots of the parts "styles", "numbering", "footnotes", "endnotes", "comments" and
            "settings", as far as the file has them.
        properties: root of docProps/app.xml; None without it.
        running: roots of headers and footers by relationship id.
        drawn: roots of SmartArt data and charts by relationship id.
        objects: file names of embedded files by relationship id.
        warnings: on parts that could not be read.
    """

    document: Element
    single: dict[str, Element]
    properties: Element | None
    running: dict[str, Element]
    drawn: dict[str, Element]
    objects: dict[str, str]
    warnings: tuple[Warning_, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    id: str
    kind: str
    target: str


def open_package(path: Path) -> WordPackage:
    """Read the parts of the Word file at `path`.

    Raises:
        DocumentError: `docx-damaged` (no zip, no main part, broken XML in it), `docx-bomb` (beyond
            the limits) and `docx-entities`, both to be looked at by a person.
    """
    with open_archive(path) as archive:
        return _PackageReader(archive).read()


class _PackageReader:
    """Reads the parts of one archive and keeps what was damaged."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._damaged: dict[str, None] = {}  # in the order in which they were met

    def read(self) -> WordPackage:
        outer = self._links("") or []
        main = _first(outer, "officeDocument") or _MAIN
        document = self._document(main)
        links = self._links(main)
        if links is None:
            folder = posixpath.dirname(main)
            usual = {kind: f"{folder}/{kind}.xml" for kind in _SINGLE}
            names = self._archive.names
            links = [
                _Link(id="", kind=k, target=name) for k, name in usual.items() if name in names
            ]
        singles = {kind: self._tree(_first(links, kind), name) for kind, name in _SINGLE.items()}
        properties = _first(outer, "extended-properties", "extendedProperties")
        return WordPackage(
            document=document,
            single={kind: root for kind, root in singles.items() if root is not None},
            properties=self._tree(properties, "thuộc tính"),
            running=self._by_id(links, _RUNNING),
            drawn=self._by_id(links, _DRAWN),
            objects={
                link.id: posixpath.basename(link.target) for link in links if link.kind in _OBJECTS
            },
            warnings=tuple(self._warnings()),
        )

    def _document(self, main: str) -> Element:
        if main in self._archive.names:
            return parse_part(self._archive.load(main), main)
        cut = "; tệp bị cắt cụt, có thể do tải hoặc chép chưa xong" if self._archive.cut else ""
        raise damaged(f"thiếu phần chính {main}{cut}")

    def _by_id(self, links: Iterable[_Link], kinds: dict[str, str]) -> dict[str, Element]:
        return {
            link.id: root
            for link in links
            if link.kind in kinds
            and (root := self._tree(link.target, kinds[link.kind])) is not None
        }

    def _tree(self, name: str | None, called: str) -> Element | None:
        """Root of a part that the text can be read without; None where it is absent or broken."""
        if name is None:
            return None
        if name not in self._archive.names:
            if self._archive.cut or called in _MISSED:
                self._damaged[called] = None
            return None
        try:
            return parse_part(self._archive.load(name), name)
        except DocumentError as error:
            if error.quarantine:
                raise
            self._damaged[called] = None
            return None

    def _links(self, part: str) -> list[_Link] | None:
        """Relationships of a part ("" for the package); None where they are absent or broken."""
        folder, base = posixpath.split(part)
        root = self._tree(posixpath.join(folder, "_rels", f"{base}.rels"), _LINKS)
        if root is None:
            return None
        return [
            _Link(
                id=item.get("Id", ""),
                kind=item.get("Type", "").rpartition("/")[2],
                target=posixpath.normpath(posixpath.join("/", folder, item.get("Target", "")))[1:],
            )
            for item in root.iterchildren(_RELATIONSHIP)
            if item.get("TargetMode") != "External"
        ]

    def _warnings(self) -> Iterable[Warning_]:
        parts = ", ".join(self._damaged)
        if self._archive.cut:
            lost = f" (thiếu: {parts})" if parts else ""
            yield Warning_(
                code="docx-cut",
                detail=(
                    f"Tệp Word bị cắt cụt ở cuối; phần thân văn bản còn nguyên và đã đọc{lost}. "
                    "Hãy đề nghị đơn vị gửi lại tệp đầy đủ."
                ),
            )
        elif parts:
            yield Warning_(
                code="docx-part-damaged",
                detail=(
                    f"Một phần của tệp Word bị hỏng nên văn bản được đọc không có phần đó: {parts}. "
                    "Hãy đối chiếu với tệp gốc, hoặc mở tệp bằng Word, lưu lại rồi gửi lại."
                ),
            )


def parse_part(data: bytes, name: str) -> Element:
    """Root of an XML part, its names brought to those of the usual variant.

    Raises:
        DocumentError: `docx-damaged`, `docx-entities` (quarantined).
    """
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data:
        raise _entities(name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(f"phần {name} không phải XML hợp lệ") from error


def _first(links: Iterable[_Link], *kinds: str) -> str | None:
    return next((link.target for link in links if link.kind in kinds), None)


def _entities(name: str) -> DocumentError:
    """Word never writes a document type: it stands there to pull in files or to grow without end."""
    detail = (
        f"Tệp Word có khai báo lạ (DOCTYPE) trong phần {name}, thường là mã độc. Tệp đã được cách ly; "
        "hãy hỏi lại đơn vị gửi và không mở tệp trước khi kiểm tra."
    )
    return DocumentError("docx-entities", detail, quarantine=True)
