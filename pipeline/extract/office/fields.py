"""Fields that LibreOffice would compute anew (dates, times, names of files): what was stored stays.

A letter of 2020 must not bear today's date. Where the format is text, the field is disguised so that
LibreOffice shows its stored result; in a .doc that is not possible, and the new result is taken out.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.extract.legacy import write_plain_rtf

if TYPE_CHECKING:
    from pathlib import Path

_KINDS = "SAVEDATE|PRINTDATE|CREATEDATE|DATE|TIME|EDITTIME|FILENAME|FILESIZE|NUMPAGES|NUMWORDS"
_RTF = re.compile(rf"(\\fldinst(?:[\s{{}}]|\\[a-z]+-?\d*)*)(?:{_KINDS})\b".encode(), re.IGNORECASE)
_WORD_XML = re.compile(
    rf"(<w:instrText[^>]*>\s*|w:instr=\"\s*)(?:{_KINDS})\b".encode(), re.IGNORECASE
)
_ODT = re.compile(
    rb"<text:(date|time|file-name|print-date|print-time|creation-date|creation-time|"
    rb"modification-date|modification-time|page-count|word-count)\b[^>]*(?<!/)>([^<]*)</text:\1>"
)
_RESULT = re.compile(rf"\s*(?:{_KINDS})\b", re.IGNORECASE)
_DISGUISE = rb"\g<1>STORED"  # a kind that no program knows: its result is shown as it is
_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_ODT_PARTS = frozenset({"content.xml", "styles.xml"})
_MOST_BYTES = 48 << 20  # of a part, as in `word.package`
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def prepare_rtf(source: Path, target: Path) -> None:
    """Write the RTF at `source` to `target`, its legacy fonts and stored results kept."""
    write_plain_rtf(source, target)
    target.write_bytes(_RTF.sub(_DISGUISE, target.read_bytes()))


def prepare_word_xml(source: Path, target: Path) -> None:
    """Write the Word 2003 XML at `source` to `target`, its stored results kept."""
    target.write_bytes(_WORD_XML.sub(_DISGUISE, source.read_bytes()))


def prepare_odt(source: Path, target: Path) -> None:
    """Write the OpenDocument text at `source` to `target`, its fields as plain text; a damaged one as it is."""
    try:
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
            for member in old.infolist():
                _copy_odt_member(old, member, new)
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, NotImplementedError):
        shutil.copyfile(source, target)


def _copy_odt_member(old: zipfile.ZipFile, member: zipfile.ZipInfo, new: zipfile.ZipFile) -> None:
    # Pictures are not wanted, and what is too large is left for LibreOffice to miss.
    if member.filename.startswith("Pictures/") or member.file_size > _MOST_BYTES:
        return
    data = old.read(member)
    if member.filename in _ODT_PARTS:
        data = _ODT.sub(rb"\g<2>", data)
    new.writestr(member, data)


def drop_recomputed(path: Path) -> int:
    """Take the results of such fields out of the .docx at `path`; return how many there were."""
    dropped = 0
    beside = path.with_suffix(".stored")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            data = old.read(member)
            if _PARTS.fullmatch(member.filename):
                root = etree.fromstring(data)  # LibreOffice wrote it
                count = _drop_results(root)
                if count:
                    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
                dropped += count
            new.writestr(member, data)
    beside.replace(path)
    return dropped


def _drop_results(root: etree._Element) -> int:
    """Take out the text between "separate" and "end" of such fields."""
    dropped = 0
    open_fields: list[list[str]] = []  # instruction and state of each field that has begun
    for element in root.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}t", f"{_W}fldSimple"):
        if element.tag == f"{_W}fldChar":
            step = element.get(f"{_W}fldCharType")
            if step == "begin":
                open_fields.append(["", step])
            elif step == "separate" and open_fields:
                open_fields[-1][1] = step
            elif step == "end" and open_fields:
                open_fields.pop()
        elif element.tag == f"{_W}instrText" and open_fields:
            open_fields[-1][0] += element.text or ""
        elif element.tag == f"{_W}fldSimple" and _RESULT.match(element.get(f"{_W}instr", "")):
            dropped += _clear(element)
        elif element.tag == f"{_W}t" and any(_is_result(*field) for field in open_fields):
            dropped += bool(element.text)
            element.text = ""
    return dropped


def _is_result(instruction: str, state: str) -> bool:
    return state == "separate" and bool(_RESULT.match(instruction))


def _clear(field: etree._Element) -> bool:
    texts = list(field.iter(f"{_W}t"))
    for text in texts:
        text.text = ""
    return bool(texts)
