"""Names of files as records state them: NFC, one line, each once; the real path is kept beside.

macOS writes names in NFD, old tools in other encodings, mail programs with newlines in them.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from pipeline.text import to_nfc

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SYSTEM_NAMES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini"})
_SYSTEM_FOLDERS = frozenset({"__macosx", "$recycle.bin", "system volume information"})
_BREAKS = re.compile(r"[\t\n\v\f\r\u0085\u2028\u2029]+")


def record_name(relative: str) -> str:
    """Return the name of a file in the inbox, parted by "/", as records state it.

    Bytes that are no UTF-8 become U+FFFD; a part of which nothing is left becomes "?".
    """
    return "/".join(_clean(part) or "?" for part in PurePath(relative).parts)


def record_names(relatives: Iterable[str]) -> dict[str, str]:
    """Return the record name of each path, no name twice.

    Where names fall together (the same name in NFC and NFD), those that are not written exactly so
    carry a digest of how they are written: it stays the same whatever else lies in the inbox.
    """
    written = sorted(relatives)
    plain = {relative: record_name(relative) for relative in written}
    times = Counter(plain.values())
    return {
        relative: name if relative == name or times[name] == 1 else _with_digest(relative)
        for relative, name in plain.items()
    }


def is_system_name(name: str) -> bool:
    """Whether an operating system makes files or folders of this name for itself."""
    return name.lower() in _SYSTEM_NAMES | _SYSTEM_FOLDERS


def is_system_file(parts: Sequence[str]) -> bool:
    """Whether no person put this file there: hidden, a lock of Word, of the system.

    `parts` are the folders it lies in, and its name.
    """
    hidden = any(part.startswith(".") and part not in {".", ".."} for part in parts)
    return hidden or any(map(is_system_name, parts)) or parts[-1].startswith("~$")


def _with_digest(relative: str) -> str:
    digest = hashlib.blake2b(os.fsencode(relative), digest_size=4).hexdigest()
    return f"{record_name(relative)} [{digest}]"


def _clean(part: str) -> str:
    readable = os.fsencode(part).decode("utf-8", "replace")
    return to_nfc(_BREAKS.sub(" ", readable))
