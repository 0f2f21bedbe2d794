"""Commendations of the sample's files and of an annotated campaign: as many as a reader finds."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from pipeline.learn.awards import award_table

_CORPORA = Path(__file__).resolve().parents[2] / "corpora"


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The table over one campaign, whose heads agree with its texts, and the sample."""
    folder = tmp_path_factory.mktemp("corpora")
    for name in ("training/dinh-ky-dan-van", "sample"):
        shutil.copytree(_CORPORA / name, folder / name)
    return award_table(folder)


def test_every_listed_name_is_found(table: str) -> None:
    """Nobody whom a report proposes is lost: recall is 1 in text, tables and files."""
    rows = [re.split(r"\s*\|\s*", line) for line in table.splitlines()[2:]]
    assert [(row[1], row[6]) for row in rows] == [
        ("dinh-ky-dan-van", "1.000"),
        ("sample (files)", "1.000"),
        ("**all**", "1.000"),
    ]


def test_nobody_else_is_found(table: str) -> None:
    """Past awards and bodies that only give or receive a report are no awardees."""
    row = re.split(r"\s*\|\s*", table.splitlines()[2])
    assert row[5] == "1.000"
