"""Formats that LibreOffice turns into .docx, with the suffix by which it chooses its filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

OFFICE_FORMATS: Mapping[str, str] = {
    "doc": ".doc",
    "rtf": ".rtf",
    "odt": ".odt",
    "word-xml": ".xml",
    "html": ".html",
}
