"""Saving a Word document so that the same content gives the same bytes.

python-docx stamps every part with the time of saving and keeps the properties of its template.
"""

from __future__ import annotations

import zipfile
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from docx.document import Document as WordDocument

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say


def save_document(
    document: WordDocument, path: Path, *, title: str, author: str, created_on: date
) -> None:
    """Write the document; `path` holds the old file or the whole new one, never a part of it."""
    _set_properties(document, title=title, author=author, created_on=created_on)
    buffer = BytesIO()
    document.save(buffer)
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.write_bytes(_restamp(buffer))
    unfinished.replace(path)


def _set_properties(document: WordDocument, *, title: str, author: str, created_on: date) -> None:
    moment = datetime.combine(created_on, time())
    properties = document.core_properties
    # Word allows 255 characters in a property.
    properties.title, properties.author = title[:255], author[:255]
    properties.last_modified_by = author[:255]
    properties.created = properties.modified = moment
    properties.comments, properties.revision, properties.language = "", 1, "vi-VN"


def _restamp(package: BytesIO) -> bytes:
    """The package with the same parts in the same order, each with a fixed time."""
    out = BytesIO()
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, date_time=_ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3  # else the byte differs between Windows and the rest
            new.writestr(info, old.read(name))
    return out.getvalue()
