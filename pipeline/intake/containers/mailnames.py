"""The names of a mail's attachments, from header lines that follow RFC 2231, RFC 2047 or neither."""

from __future__ import annotations

import re
from email import policy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from email.message import EmailMessage

_SOURCES = (("content-disposition", "filename"), ("content-type", "name"))
# What the standard would cut short: a quoted path of Windows, whose backslashes it takes for escapes,
# and a name without quotes, which it ends at the first blank.
_AS_WRITTEN = r"(?:^|[;\s]){}\s*=\s*(?:\"([A-Za-z]:\\[^\"]*)\"|([^\s\";=][^\";=]*?)\s*(?:;|$))"
_LONGEST_SUBJECT = 120


def disposition(part: EmailMessage) -> str:
    """Return "attachment", "inline" or what else the part says of itself; "" where it is silent."""
    return _lines(part).get("content-disposition", "").partition(";")[0].strip().lower()


def part_name(part: EmailMessage) -> str:
    """Return the attachment's file name without folders; "" where the mail gives none."""
    raw = _lines(part)
    found = (_parameter(raw.get(header, ""), header, name) for header, name in _SOURCES)
    return next((base_name(name) for name in found if base_name(name)), "")


def base_name(name: str) -> str:
    """Return the last part: old mail programs gave the whole path on the sender's disk."""
    return name.replace("\\", "/").rsplit("/", 1)[-1].strip()


def subject_name(part: EmailMessage, number: int) -> str:
    """Return a file name for an attached mail: its subject, or its number."""
    inner = part.get_payload(0) if part.is_multipart() else None
    raw = _lines(inner).get("subject", "") if inner else ""
    subject = _header_text("subject", raw)
    plain = re.sub(r"[/\\:\x00-\x1f]+", " ", subject).strip()[:_LONGEST_SUBJECT]
    return f"{plain or f'Thư đính kèm {number}'}.eml"


def _lines(part: Any) -> dict[str, str]:
    """The header lines by name, as they were written."""
    return {name.lower(): str(value) for name, value in part.raw_items()}


def _parameter(raw: str, header: str, name: str) -> str:
    line = _readable(raw)
    found = re.search(_AS_WRITTEN.format(name), line, re.IGNORECASE)
    plain = (found[1] or found[2]) if found else ""
    if plain and not plain.startswith("=?"):
        return plain
    try:
        params = policy.default.header_factory(header, line).params
    except Exception:  # noqa: BLE001 - the library raises whatever damaged lines bring to light
        return plain
    return str(params.get(name, ""))


def _header_text(name: str, raw: str) -> str:
    line = _readable(raw)
    try:
        return str(policy.default.header_factory(name, line))
    except Exception:  # noqa: BLE001 - the library raises whatever damaged lines bring to light
        return line


def _readable(raw: str) -> str:
    """A header line unfolded; bytes that no standard allows are read as UTF-8 or cp1258."""
    data = re.sub(r"[\r\n]+", "", raw).encode("utf-8", "surrogateescape")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1258", "replace")
