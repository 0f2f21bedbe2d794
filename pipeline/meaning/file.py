"""Vectors kept by digest in one .npz file: training and evaluation embed a text once."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import numpy as np

from pipeline.meaning.vectors import DIMENSIONS, MADE_BY, embed_texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.meaning.vectors import Vectors


class VectorFile:
    """Vectors of texts in one file.

    A file that another model, or another cut of the texts, has made is begun anew.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, Vectors] = {}
        if path.exists():
            with np.load(path) as kept:
                if "made_by" in kept and str(kept["made_by"]) == MADE_BY:
                    self._known = dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of `texts`; those not known yet are computed and kept."""
        keys = [hashlib.blake2b(text.encode(), digest_size=12).hexdigest() for text in texts]
        missing = {k: t for k, t in zip(keys, texts, strict=True) if k not in self._known}
        if missing:
            self._known.update(zip(missing, embed_texts(list(missing.values())), strict=True))
            self._save()
        return np.asarray([self._known[key] for key in keys], dtype=np.float32).reshape(
            -1, DIMENSIONS
        )

    def _save(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_name(f".{self._path.name}.{os.getpid()}.partial")
        with beside.open("wb") as file:
            np.savez(
                file,
                made_by=np.array(MADE_BY),
                keys=np.array(list(self._known)),
                vectors=np.array(list(self._known.values())),
            )
        beside.replace(self._path)
