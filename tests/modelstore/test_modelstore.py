"""Models on disk: what is written is what is read, and nothing else is loaded."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline.errors import ModelError
from pipeline.modelstore import current_version, load_model, model_digests, save_model
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ["mở lớp dạy bơi", "thiếu hồ bơi", "mở thêm lớp", "thiếu giáo viên"]


def fitted() -> dict[str, Any]:
    """A small model of the kind that the stages keep."""
    words = TfidfVectorizer(ngram_range=(1, 2)).fit(TEXTS)
    lines = LogisticRegression().fit(words.transform(TEXTS), [1, 0, 1, 0])
    return {"words": words, "lines": lines, "classes": ["no", "yes"], "threshold": 0.4}


def write(models: Path, name: str = "roles", version: str = "0.1.0", model: Any = None) -> Path:
    """Write a model and return its folder."""
    folder = models / name / version
    save_model(folder, model=model or {"a": np.arange(3)}, card="# Card\n", facts={"passages": 4})
    return folder


def test_a_model_comes_back_as_it_was(tmp_path: Path) -> None:
    """The loaded estimators give the same probabilities."""
    model = fitted()
    write(tmp_path, model=model)
    loaded = load_model(tmp_path, "roles")
    rows = model["words"].transform(TEXTS)
    assert np.array_equal(
        loaded["lines"].predict_proba(loaded["words"].transform(TEXTS)),
        model["lines"].predict_proba(rows),
    )
    assert (loaded["classes"], loaded["threshold"]) == (["no", "yes"], 0.4)


def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    """No address in memory and no time of writing is kept: two fits, one digest."""
    one, two = (write(tmp_path / side, model=fitted()) for side in ("one", "two"))
    assert (one / "model.skops").read_bytes() == (two / "model.skops").read_bytes()


def test_card_and_facts_stand_beside_the_model(tmp_path: Path) -> None:
    """The card is for people, the facts for programs."""
    folder = write(tmp_path)
    assert (folder / "card.md").read_text(encoding="utf-8") == "# Card\n"
    assert json.loads((folder / "digest.json").read_text(encoding="utf-8"))["passages"] == 4


def test_a_tampered_model_is_refused(tmp_path: Path) -> None:
    """One byte more and it is another model."""
    folder = write(tmp_path)
    with (folder / "model.skops").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(ModelError, match="đã bị thay đổi"):
        load_model(tmp_path, "roles")


def test_an_unknown_model_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    """A clerk reads what to do."""
    with pytest.raises(ModelError, match=r"Thiếu mô hình roles.*tongket train"):
        load_model(tmp_path, "roles")


def test_a_digest_without_its_model_is_an_error(tmp_path: Path) -> None:
    """Half of a model is none."""
    folder = write(tmp_path)
    (folder / "model.skops").unlink()
    with pytest.raises(ModelError, match="Không đọc được mô hình"):
        load_model(tmp_path, "roles")


@pytest.mark.parametrize("text", ["", "{}", "[]", "{"])
def test_a_broken_digest_is_an_error(tmp_path: Path, text: str) -> None:
    """What cannot be checked is not loaded."""
    folder = write(tmp_path)
    (folder / "digest.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match="dấu kiểm"):
        load_model(tmp_path, "roles")


def test_a_type_that_is_not_on_the_list_is_refused(tmp_path: Path) -> None:
    """A right digest does not make a foreign type safe."""
    write(tmp_path, model={"foreign": Counter(a=1)})
    with pytest.raises(ModelError, match="kiểu dữ liệu lạ"):
        load_model(tmp_path, "roles")


def test_the_newest_version_counts_by_number(tmp_path: Path) -> None:
    """0.10.0 is newer than 0.9.0."""
    for version in ("0.9.0", "0.10.0", "0.2.0"):
        write(tmp_path, version=version)
    assert current_version(tmp_path, "roles").name == "0.10.0"


def test_a_folder_without_digest_is_no_version(tmp_path: Path) -> None:
    """A training that was killed leaves no version."""
    write(tmp_path)
    (tmp_path / "roles" / "0.2.0").mkdir()
    assert current_version(tmp_path, "roles").name == "0.1.0"


def test_digests_name_the_newest_version_of_each_model(tmp_path: Path) -> None:
    """What the manifest says of the models."""
    for name, version in (("roles", "0.1.0"), ("roles", "0.2.0"), ("merge", "0.1.0")):
        write(tmp_path, name, version)
    assert list(model_digests(tmp_path)) == ["merge/0.1.0", "roles/0.2.0"]


@pytest.mark.parametrize("name", ["roles", "statements", "merge"])
def test_the_shipped_models_load(name: str) -> None:
    """What the product ships is whole and of known types."""
    assert load_model(Settings().models, name)
