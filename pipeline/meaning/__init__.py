"""The meaning of texts as vectors, and the places that keep them by digest."""

from pipeline.meaning.file import VectorFile
from pipeline.meaning.store import VectorStore
from pipeline.meaning.vectors import (
    decode_vector,
    describe_model,
    embed_once,
    embed_texts,
    encode_vector,
    remembered,
    warm_up,
)

__all__ = [
    "VectorFile",
    "VectorStore",
    "decode_vector",
    "describe_model",
    "embed_once",
    "embed_texts",
    "encode_vector",
    "remembered",
    "warm_up",
]
