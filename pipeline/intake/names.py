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
    from collections.abc import Iterable

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


def _with_digest(relative: str) -> str:
    digest = hashlib.blake2b(os.fsencode(relative), digest_size=4).hexdigest()
    return f"{record_name(relative)} [{digest}]"


def _clean(part: str) -> str:
    readable = os.fsencode(part).decode("utf-8", "replace")
    return to_nfc(_BREAKS.sub(" ", readable))
