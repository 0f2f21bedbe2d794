"""Vectors kept by digest: computed once, the same for all, and never in the way."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from pipeline.meaning import VectorStore, embed_texts, remembered, store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest

TEXTS = [
    "Dạy bơi cho trẻ từ lớp ba.",
    "Cấp phao cứu sinh cho bến đò.",
    "Dạy bơi cho trẻ từ lớp ba.",
]


def test_vectors_are_those_of_the_model(tmp_path: Path) -> None:
    """Bit for bit, whether computed or read again."""
    kept = VectorStore(tmp_path / "vectors.db")
    assert np.array_equal(kept.embed(TEXTS), embed_texts(TEXTS))
    assert np.array_equal(VectorStore(tmp_path / "vectors.db").embed(TEXTS), embed_texts(TEXTS))


def test_a_known_text_is_not_embedded_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what is new reaches the model."""
    asked: list[str] = []

    def counting(texts: Sequence[str]) -> np.ndarray:
        asked.extend(texts)
        return embed_texts(texts)

    monkeypatch.setattr(store, "embed_texts", counting)
    VectorStore(tmp_path / "vectors.db").embed(TEXTS)
    VectorStore(tmp_path / "vectors.db").embed([*TEXTS, "Sửa lan can cầu."])
    assert asked == [*TEXTS[:2], "Sửa lan can cầu."]


def test_a_damaged_file_costs_time_and_nothing_else(tmp_path: Path) -> None:
    """What cannot be read is computed."""
    path = tmp_path / "vectors.db"
    path.write_bytes(b"no database at all" * 100)
    assert np.array_equal(VectorStore(path).embed(TEXTS), embed_texts(TEXTS))


def test_a_vector_of_another_length_is_computed_again(tmp_path: Path) -> None:
    """A half-written row is no vector."""
    path = tmp_path / "vectors.db"
    VectorStore(path).embed(TEXTS)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE vectors SET vector = x'00000000'")
    assert np.array_equal(VectorStore(path).embed(TEXTS), embed_texts(TEXTS))


def test_several_may_write_at_once(tmp_path: Path) -> None:
    """Workers share the file."""
    texts = [f"Xây hồ bơi tại xã số {n}." for n in range(8)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda t: VectorStore(tmp_path / "v.db").embed([t])[0], texts))
    assert np.array_equal(np.asarray(found), VectorStore(tmp_path / "v.db").embed(texts))


def test_no_text_gives_no_vectors(tmp_path: Path) -> None:
    """A report without claims asks for nothing."""
    assert VectorStore(tmp_path / "v.db").embed([]).shape == (0, 384)


def test_what_is_remembered_is_asked_once() -> None:
    """A claim that is a whole clause costs one vector."""
    asked: list[str] = []

    def counting(texts: Sequence[str]) -> np.ndarray:
        asked.extend(texts)
        return embed_texts(texts)

    ask = remembered(counting)
    first, again = ask(TEXTS[:2]), ask(TEXTS)
    assert asked == TEXTS[:2]
    assert np.array_equal(again[:2], first)
