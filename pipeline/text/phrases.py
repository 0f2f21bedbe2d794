"""Finding phrases whatever their case and tone-mark placement, with their place in the text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.text.keys import matching_key

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOKEN = re.compile(r"[^\W_]+", re.UNICODE)


@lru_cache(maxsize=4096)
def _phrase_key(phrase: str) -> tuple[str, ...]:
    return tuple(matching_key(phrase).split())


def find_phrases(text: str, phrases: Iterable[str]) -> list[tuple[int, int, str]]:
    """Return (start, end, phrase) of every phrase in `text`, by place; longer phrases first."""
    tokens = [(m.start(), m.end(), matching_key(m.group())) for m in _TOKEN.finditer(text)]
    keys = [token[2] for token in tokens]
    hits = [
        (tokens[i][0], tokens[i + len(wanted) - 1][1], phrase)
        for phrase in phrases
        for wanted in (_phrase_key(phrase),)
        for i in range(len(keys) - len(wanted) + 1)
        if tuple(keys[i : i + len(wanted)]) == wanted
    ]
    return sorted(hits, key=lambda hit: (hit[0], -hit[1]))
