"""Curves and tables of an evaluation on decisions made by hand, and the agreement of two readers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sample_reports import CORPORA

from pipeline.learn.agreement import agreement_table, cohens_kappa
from pipeline.learn.curves import (
    Decisions,
    calibration_error,
    draw_reliability,
    draw_risk,
    reliability,
    risk_at,
)
from pipeline.learn.tables import markdown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Two of four right about .32 of confidence, three of four about .9, and one that is certain and right.
HAND_MADE = Decisions(
    confidence=np.array([0.30, 0.32, 0.34, 0.32, 0.90, 0.92, 0.94, 0.96, 1.0]),
    right=np.array([True, False, True, False, True, True, True, False, True]),
)
_PNG = b"\x89PNG\r\n\x1a\n"


def test_reliability_is_the_mean_of_each_tenth() -> None:
    """Confidence, share right and number; full certainty belongs to the last tenth."""
    low, high = reliability(HAND_MADE)
    assert low == pytest.approx((0.32, 0.5, 4))
    assert high == pytest.approx((0.944, 0.8, 5))


def test_the_calibration_error_weighs_tenths_by_number() -> None:
    """(.18 * 4 + .144 * 5) / 9."""
    assert calibration_error(HAND_MADE) == pytest.approx((0.18 * 4 + 0.144 * 5) / 9)


def test_who_is_as_right_as_sure_has_no_error() -> None:
    """Three of four right at .75: nothing to correct."""
    honest = Decisions(confidence=np.full(4, 0.75), right=np.array([True, True, True, False]))
    assert calibration_error(honest) == pytest.approx(0.0)


def test_risk_counts_what_is_decided_and_what_is_lost() -> None:
    """At .5: five of nine decided, one of them wrong; of the four left open two would be right."""
    (row,) = risk_at(HAND_MADE, [0.5])
    assert row == pytest.approx((0.5, 5 / 9, 1 / 5, 2 / 4))


def test_the_threshold_itself_is_decided() -> None:
    """At .92 the decision of .92 still counts: four of nine."""
    (row,) = risk_at(HAND_MADE, [0.92])
    assert row[1] == pytest.approx(4 / 9)


def test_all_or_nothing_decided_is_no_error() -> None:
    """At 0 nothing is left open, above 1 nothing is decided: neither divides by nothing."""
    everything, nothing = risk_at(HAND_MADE, [0.0, 1.1])
    assert everything == pytest.approx((0.0, 1.0, 3 / 9, 0.0))
    assert nothing == pytest.approx((1.1, 0.0, 0.0, 6 / 9))


@pytest.mark.parametrize(
    "draw",
    [draw_reliability, lambda decisions, path: draw_risk(decisions, path, 0.5)],
    ids=["reliability", "risk"],
)
def test_a_curve_is_drawn_as_the_same_png_every_time(
    draw: Callable[[Decisions, Path], None], tmp_path: Path
) -> None:
    """The folder is made; two drawings have the same bytes."""
    one, other = tmp_path / "pictures" / "one.png", tmp_path / "pictures" / "other.png"
    draw(HAND_MADE, one)
    draw(HAND_MADE, other)
    assert one.read_bytes().startswith(_PNG)
    assert one.read_bytes() == other.read_bytes()


def test_other_decisions_give_another_curve(tmp_path: Path) -> None:
    """The picture shows the numbers."""
    draw_reliability(HAND_MADE, tmp_path / "one.png")
    turned = Decisions(confidence=HAND_MADE.confidence, right=~HAND_MADE.right)
    draw_reliability(turned, tmp_path / "other.png")
    assert (tmp_path / "one.png").read_bytes() != (tmp_path / "other.png").read_bytes()


def test_a_table_has_a_line_a_campaign_and_the_mean() -> None:
    """A column that a line lacks is left blank there and not averaged."""
    table = {"a": {"x": 0.5, "y": 1.0}, "b": {"x": 0.7}}
    assert markdown(table).splitlines() == [
        "| left-out campaign | x | y |",
        "|---|---:|---:|",
        "| a | 0.500 | 1.000 |",
        "| b | 0.700 |  |",
        "| **mean** | **0.600** | **1.000** |",
    ]


def test_kappa_takes_away_what_chance_gives() -> None:
    """Equal in 7 of 10; chance .6 * .5 + .4 * .5 = .5; (.7 - .5) / (1 - .5) = .4."""
    first = ["a"] * 6 + ["b"] * 4
    second = ["a"] * 4 + ["b"] * 2 + ["a"] * 1 + ["b"] * 3
    assert cohens_kappa(first, second) == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("second", "kappa"),
    [(["a", "b", "a", "b"], 1.0), (["a", "a", "b", "b"], 0.0), (["b", "a", "b", "a"], -1.0)],
    ids=["equal", "chance", "opposite"],
)
def test_kappa_of_the_extremes(second: list[str], kappa: float) -> None:
    """1 is perfect, 0 what chance gives, -1 always the other."""
    assert cohens_kappa(["a", "b", "a", "b"], second) == pytest.approx(kappa)


def test_kappa_of_one_label_is_perfect() -> None:
    """Where both always say the same one thing, chance cannot be taken away."""
    assert cohens_kappa(["a", "a"], ["a", "a"]) == 1.0


@pytest.fixture(scope="module")
def agreement() -> dict[str, float]:
    """What the second reading of the corpora agrees in, by row of the table."""
    row = re.compile(r"^\| ([^|]+) \|[^|]*\| ([\d.]+) \|$", re.MULTILINE)
    return {name: float(value) for name, value in row.findall(agreement_table(CORPORA))}


def test_two_readers_agree_on_roles(agreement: dict[str, float]) -> None:
    """The labels are learnable: two readings agree in nine passages of ten, beyond chance as well."""
    assert agreement["roles, share equal"] >= 0.9
    assert agreement["roles, Cohen's kappa"] >= 0.9


@pytest.mark.parametrize("kind", ["lessons", "recommendations", "limitations", "causes"])
def test_two_readers_are_compared_on_every_kind(agreement: dict[str, float], kind: str) -> None:
    """What one marks the other marks too, for four of five spans at least."""
    assert agreement[f"{kind}, F1 of spans"] >= 0.8
