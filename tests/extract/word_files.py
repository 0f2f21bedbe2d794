"""Word files for tests: made by python-docx, with raw XML where python-docx has no words for it."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from docx import Document

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAIN = "word/document.xml"
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str, properties: str = "") -> str:
    """A run of text with raw run properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    """A paragraph of raw inline content; content without a tag becomes a run."""
    inner = "".join(item if item.startswith("<") else run(item) for item in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def cell(*blocks: str, properties: str = "") -> str:
    """A table cell; blocks without a tag become paragraphs."""
    inner = "".join(item if item.startswith("<") else paragraph(item) for item in blocks)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner or paragraph()}</w:tc>"


def table(*rows: str, properties: str = "") -> str:
    """A table of rows, which are joined cells, with raw table properties."""
    inner = "".join(row if row.startswith("<w:tr>") else f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid/>{inner}</w:tbl>"


def grid_borders(kind: str = "single") -> str:
    """Table borders on all sides."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "<w:tblBorders>" + "".join(f'<w:{s} w:val="{kind}"/>' for s in sides) + "</w:tblBorders>"


def word_file(
    folder: Path,
    body: str,
    *,
    parts: Mapping[str, str] | None = None,
    styles: str = "",
    section: str = "",
) -> Path:
    """Write a .docx whose body is raw XML.

    Args:
        folder: where it is written, as report.docx.
        body: blocks of the body.
        parts: further parts by kind ("footnotes", "numbering", "header"): the XML inside their
            root; the relationship of kind "header" has the id rHeader.
        styles: raw styles, added to those of python-docx.
        section: inside of the last section's properties.
    """
    path = folder / "report.docx"
    Document().save(str(path))
    members = _read_members(path)
    members[MAIN] = (
        f"<w:document {NAMES}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>"
    )
    members["word/styles.xml"] = members["word/styles.xml"].replace(
        "</w:styles>", f"{styles}</w:styles>"
    )
    for kind, content in (parts or {}).items():
        _add_part(members, kind, content)
    write_members(path, members)
    return path


def _add_part(members: dict[str, str], kind: str, content: str) -> None:
    root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
    members[f"word/{kind}.xml"] = f"<w:{root} {NAMES}>{content}</w:{root}>"
    links = "word/_rels/document.xml.rels"
    link = f'<Relationship Id="r{kind.title()}" Type="{_KIND}/{kind}" Target="{kind}.xml"/>'
    if f'/{kind}"' not in members[links]:
        members[links] = members[links].replace("</Relationships>", f"{link}</Relationships>")


def add_link(path: Path, identifier: str, kind: str, target: str, content: str = "") -> None:
    """Add a part to a written .docx: its relationship, and its XML where it has some."""
    members = _read_members(path)
    links = "word/_rels/document.xml.rels"
    link = f'<Relationship Id="{identifier}" Type="{_KIND}/{kind}" Target="{target}"/>'
    members[links] = members[links].replace("</Relationships>", f"{link}</Relationships>")
    if content:
        members[f"word/{target}"] = content
    write_members(path, members)


def write_members(path: Path, members: Mapping[str, str]) -> None:
    """Write a zip of these members over `path`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def change_member(path: Path, name: str, pattern: str, by: str) -> None:
    """Replace `pattern` by `by` in one XML member of a zip."""
    members = _read_members(path)
    members[name] = re.sub(pattern, by, members[name], flags=re.DOTALL)
    write_members(path, members)


def _read_members(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {name: archive.read(name).decode() for name in names}
