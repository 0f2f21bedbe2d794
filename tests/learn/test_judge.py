"""Whether a new model may take the place of the one in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.learn.examples import Corpus
from pipeline.learn.judge import Verdict, compare_models

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("new", "old", "worse"),
    [
        (0.90, 0.95, True),
        (0.945, 0.95, False),
        (0.95, 0.90, False),
        (0.10, None, False),
    ],
    ids=["worse", "by chance", "better", "nothing in use"],
)
def test_only_more_than_chance_is_worse(new: float, old: float | None, worse: bool) -> None:  # noqa: FBT001 - a column of the table
    """A hundredth less is chance; where no model is in use any is better."""
    assert Verdict(name="roles", new=new, old=old).worse is worse


def test_without_a_sample_nothing_is_judged(tmp_path: Path) -> None:
    """A corpus without a campaign that nobody learnt from gives no verdict."""
    (tmp_path / "training").mkdir()
    corpus = Corpus(tmp_path, tmp_path / "cache")
    assert compare_models(tmp_path / "new", tmp_path / "old", corpus, tmp_path) == ()
