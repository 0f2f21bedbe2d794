"""The zip package of a Word file, opened within limits: its parts as XML trees.

What the parts mean is read elsewhere. Only parts that are read are unpacked: no picture, no
embedded file, nothing from outside the package.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.errors import DocumentError

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.extract.word.markup import Element

# Real reports have up to 25 members, under 1 MB unpacked, parts packed at most 1:32; the limits
# leave room for a thousand pages with a picture on each.
MAX_MEMBERS = 5_000
MAX_PART_BYTES = 48 * 1024 * 1024  # a tree takes about ten times as much memory
MAX_TOTAL_BYTES = 1024 * 1024 * 1024
MAX_RATIO = 200
_RATIO_FROM_BYTES = 1024 * 1024  # a small part of blanks may pack as well as it likes

_PACKING = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # the only ones Word writes
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
)
_DAMAGED = "Hãy mở tệp bằng Word, lưu lại thành .docx mới rồi gửi lại."


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPackage:
    """The parts of a Word file; None for a part that the file does not have.

    Attributes:
        document: root of the main part.
        running: roots of headers and footers by relationship id.
        properties: root of docProps/app.xml.
    """

    document: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None
    settings: Element | None
    properties: Element | None
    running: dict[str, Element]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    id: str
    kind: str
    target: str


def open_package(path: Path) -> WordPackage:
    """Read the parts of the Word file at `path`.

    Raises:
        DocumentError: `docx-damaged` (no zip, no main part, broken XML), `docx-bomb` (beyond the
            limits; to be looked at by a person).
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_limits(archive)
            return _read_parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        raise _damaged(f"tệp nén bên trong bị hỏng ({error})") from error


def _read_parts(archive: zipfile.ZipFile) -> WordPackage:
    outer = _links(archive, "")
    main = _first(outer, "officeDocument") or "word/document.xml"
    document = _tree(archive, main)
    if document is None:
        raise _damaged(f"thiếu phần chính {main}")
    links = _links(archive, main)
    running = {
        link.id: tree
        for link in links
        if link.kind in {"header", "footer"} and (tree := _tree(archive, link.target)) is not None
    }
    return WordPackage(
        document=document,
        styles=_tree(archive, _first(links, "styles")),
        numbering=_tree(archive, _first(links, "numbering")),
        footnotes=_tree(archive, _first(links, "footnotes")),
        endnotes=_tree(archive, _first(links, "endnotes")),
        settings=_tree(archive, _first(links, "settings")),
        properties=_tree(archive, _first(outer, "extended-properties", "extendedProperties")),
        running=running,
    )


def _check_limits(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise _bomb(f"{len(members)} phần bên trong")
    total = sum(member.file_size for member in members)
    if total > MAX_TOTAL_BYTES:
        raise _bomb(f"giải nén ra {total // 2**20} MB")
    for member in members:
        packed_well = member.file_size > MAX_RATIO * max(member.compress_size, 1)
        if packed_well and member.file_size > _RATIO_FROM_BYTES:
            raise _bomb(f"phần {member.filename} nén hơn {MAX_RATIO} lần")


def _read(archive: zipfile.ZipFile, name: str | None) -> bytes | None:
    if name is None or name not in archive.namelist():
        return None
    member = archive.getinfo(name)
    if member.compress_type not in _PACKING:
        # zipfile unpacks other methods without a bound
        raise _damaged(f"phần {name} nén bằng kiểu mà Word không dùng")
    if member.file_size > MAX_PART_BYTES:
        raise _bomb(f"phần {name} giải nén ra {member.file_size // 2**20} MB")
    return archive.read(member)


def _tree(archive: zipfile.ZipFile, name: str | None) -> Element | None:
    data = _read(archive, name)
    if data is None:
        return None
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
        raise _damaged(f"phần {name} không phải XML hợp lệ") from error


def _links(archive: zipfile.ZipFile, part: str) -> list[_Link]:
    """Relationships of a part ("" for the package) to parts of the package."""
    folder, base = posixpath.split(part)
    root = _tree(archive, posixpath.join(folder, "_rels", f"{base}.rels"))
    return (
        []
        if root is None
        else [
            _Link(
                id=item.get("Id", ""),
                kind=item.get("Type", "").rpartition("/")[2],
                target=posixpath.normpath(posixpath.join("/", folder, item.get("Target", "")))[1:],
            )
            for item in root.iterchildren(_RELATIONSHIP)
            if item.get("TargetMode") != "External"
        ]
    )


def _first(links: list[_Link], *kinds: str) -> str | None:
    return next((link.target for link in links if link.kind in kinds), None)


def _damaged(found: str) -> DocumentError:
    return DocumentError("docx-damaged", f"Tệp Word hỏng: {found}. {_DAMAGED}")


def _entities(name: str | None) -> DocumentError:
    """Word never writes a document type: it stands there to pull in files or to grow without end."""
    detail = (
        f"Tệp Word có khai báo lạ (DOCTYPE) trong phần {name}, thường là mã độc. Tệp đã được cách ly; "
        "hãy hỏi lại đơn vị gửi và không mở tệp trước khi kiểm tra."
    )
    return DocumentError("docx-entities", detail, quarantine=True)


def _bomb(found: str) -> DocumentError:
    detail = (
        f"Tệp Word lớn bất thường: {found}. Tệp đã được cách ly; hãy hỏi lại đơn vị gửi và "
        "không mở tệp trước khi kiểm tra."
    )
    return DocumentError("docx-bomb", detail, quarantine=True)
