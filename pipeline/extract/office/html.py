"""HTML made safe for LibreOffice: nothing left that would fetch, run or ask.

Word saves "web pages" under .doc names, and old systems export reports so. Text, tables and fonts stay.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html

from pipeline.errors import DocumentError

if TYPE_CHECKING:
    from pathlib import Path

_FETCHING = ("script", "link", "img", "iframe", "frame", "object", "embed", "applet", "video",
             "audio", "source", "base", "meta", "form", "svg", "input", "button")  # fmt: skip
_ADDRESSES = ("src", "background", "data", "action", "poster", "srcset")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CSS_ADDRESS = re.compile(r"@import[^;]*;?|url\s*\([^)]*\)", re.IGNORECASE)


def write_safe_html(source: Path, target: Path) -> None:
    """Write the page at `source` to `target`, as UTF-8, without what reaches outside it.

    Raises:
        DocumentError: html-damaged: there is no page in it.
    """
    data = source.read_bytes()
    parser = html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, encoding=_encoding(data)
    )
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        detail = "Tệp trang web (HTML) không có nội dung. Hãy đề nghị đơn vị gửi lại dạng .docx."
        raise DocumentError("html-damaged", detail)
    etree.strip_elements(root, *_FETCHING, with_tail=False)
    for element in root.iter(etree.Element):
        _drop_addresses(element)
    page = html.tostring(root, encoding="unicode", method="html")
    mark = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
    target.write_text(f"<!DOCTYPE html>{mark}{page}", encoding="utf-8")


def _encoding(data: bytes) -> str | None:
    """What the bytes themselves prove; None leaves it to what the page declares."""
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if marked:
        return marked
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _drop_addresses(element: etree._Element) -> None:
    for name in _ADDRESSES:
        element.attrib.pop(name, "")
    if "style" in element.attrib:
        element.set("style", _CSS_ADDRESS.sub("", element.get("style", "")))
    if element.tag == "style" and element.text:
        element.text = _CSS_ADDRESS.sub("", element.text)
