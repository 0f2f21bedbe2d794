"""The meaning of texts as vectors, and the places that keep them by digest."""

from pipeline.meaning.file import VectorFile
from pipeline.meaning.store import VectorStore
from pipeline.meaning.vectors import (
    DIMENSIONS,
    Embed,
    decode_vector,
    describe_model,
    embed_texts,
    encode_vector,
    remembered,
    warm_up,
)

__all__ = [
    "DIMENSIONS",
    "Embed",
    "VectorFile",
    "VectorStore",
    "decode_vector",
    "describe_model",
    "embed_texts",
    "encode_vector",
    "remembered",
    "warm_up",
]
