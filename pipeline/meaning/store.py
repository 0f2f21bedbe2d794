"""Vectors kept by digest of their text, for several processes at once: a small SQLite file.

A text that was embedded in any run, of any file, is not embedded again: a second version of a report, a
new model, a copied paragraph cost nothing. The file may be deleted at any time; what cannot be read or
written is computed.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np

from pipeline.meaning.vectors import DIMENSIONS, MADE_BY, embed_texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pipeline.meaning.vectors import Vectors

_TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID"
_WAIT_S = 30
_AT_ONCE = 500  # keys a question: SQLite takes at most 32,766


class VectorStore:
    """Vectors of texts in one file; safe for several processes."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of `texts`, shape (len(texts), 384); those not known yet are computed and kept."""
        keys = [_key(text) for text in texts]
        known = self._read(list(dict.fromkeys(keys)))
        missing = {k: t for k, t in zip(keys, texts, strict=True) if k not in known}
        if missing:
            made = dict(zip(missing, embed_texts(list(missing.values())), strict=True))
            self._keep(made)
            known |= made
        return np.asarray([known[key] for key in keys], dtype=np.float32).reshape(-1, DIMENSIONS)

    def _read(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        found: dict[bytes, Vectors] = {}
        try:
            with closing(self._open()) as connection:
                for start in range(0, len(keys), _AT_ONCE):
                    asked = keys[start : start + _AT_ONCE]
                    marks = ",".join("?" * len(asked))
                    rows = connection.execute(
                        f"SELECT key, vector FROM vectors WHERE key IN ({marks})",  # noqa: S608 - marks only
                        asked,
                    )
                    found |= {key: np.frombuffer(data, dtype=np.float32) for key, data in rows}
        except sqlite3.Error:
            return {}
        return {key: vector for key, vector in found.items() if len(vector) == DIMENSIONS}

    def _keep(self, made: Mapping[bytes, Vectors]) -> None:
        try:
            with closing(self._open()) as connection, connection:
                connection.executemany(
                    "INSERT OR REPLACE INTO vectors VALUES (?, ?)",
                    [(key, vector.tobytes()) for key, vector in made.items()],
                )
        except sqlite3.Error:
            return  # the next run computes them again

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_WAIT_S)
        connection.execute(_TABLE)
        return connection


def _key(text: str) -> bytes:
    """Digest of the text and of what makes its vector: another model finds nothing."""
    return hashlib.blake2b(f"{MADE_BY}\x1f{text}".encode(), digest_size=16).digest()
