"""Sentence vectors: length, likeness, the short form, the file that keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from pipeline.meaning import VectorFile, decode_vector, embed_texts, encode_vector

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

TEXTS = (
    "Đề nghị tỉnh bố trí kinh phí xây hồ bơi cho các xã",
    "UBND tỉnh quan tâm cấp vốn để các xã xây hồ bơi",
    "Mùa mưa năm nay đến sớm hơn mọi năm",
)


@pytest.fixture(scope="session")
def vectors() -> NDArray[np.float32]:
    """Vectors of the three texts."""
    return embed_texts(TEXTS)


def test_a_vector_a_text_of_length_one(vectors: NDArray[np.float32]) -> None:
    """384 numbers each, so that the product is the cosine."""
    assert vectors.shape == (3, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-4)


def test_a_paraphrase_is_nearer_than_another_subject(vectors: NDArray[np.float32]) -> None:
    """Meaning, not words, decides."""
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.05


def test_a_text_has_the_same_vector_in_any_company(vectors: NDArray[np.float32]) -> None:
    """What else is embedded in the same call changes nothing that a result could show."""
    assert embed_texts([TEXTS[1]])[0] == pytest.approx(vectors[1], abs=1e-5)


def test_no_texts_no_vectors() -> None:
    """An empty list is no error and loads no model."""
    assert embed_texts([]).shape == (0, 384)


def test_the_short_form_keeps_the_meaning(vectors: NDArray[np.float32]) -> None:
    """One kilobyte of text a vector, and the cosine is off by less than a thousandth."""
    short = encode_vector(vectors[0])
    assert len(short) == 1024
    assert float(decode_vector(short) @ vectors[0]) == pytest.approx(1.0, abs=1e-3)


def test_kept_vectors_are_those_that_were_computed(tmp_path: Path) -> None:
    """Another process finds them in the file, in the order that it asks for."""
    first = VectorFile(tmp_path / "kept" / "vectors.npz").embed(TEXTS[:2])
    again = VectorFile(tmp_path / "kept" / "vectors.npz").embed([TEXTS[1], TEXTS[0], TEXTS[1]])
    assert np.array_equal(again, first[[1, 0, 1]])


def test_nothing_to_embed_writes_no_file(tmp_path: Path) -> None:
    """An empty corpus leaves nothing behind."""
    assert VectorFile(tmp_path / "vectors.npz").embed([]).shape == (0, 384)
    assert not (tmp_path / "vectors.npz").exists()
