"""Curves of an evaluation as PNG: how true a confidence is, and what abstaining buys.

Drawn from the confidence of each decision and whether it was right; table and threshold are made of
the same numbers, so that what is written can be seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

_BINS = 10
_FEWEST = 5  # decisions: a tenth with fewer shows nothing
_SIZE = (5.2, 4.2)  # inches
_DPI = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Decisions on texts that the model had not seen: confidence (n,) in 0..1, right (n,)."""

    confidence: NDArray[np.float64]
    right: NDArray[np.bool_]


def reliability(decisions: Decisions) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and number of the decisions of each tenth of the confidence."""
    bins = np.minimum((decisions.confidence * _BINS).astype(int), _BINS - 1)
    return [
        (
            float(decisions.confidence[bins == b].mean()),
            float(decisions.right[bins == b].mean()),
            int((bins == b).sum()),
        )
        for b in range(_BINS)
        if (bins == b).any()
    ]


def calibration_error(decisions: Decisions) -> float:
    """Expected calibration error: mean distance of confidence and share right, weighted by number."""
    rows = reliability(decisions)
    return sum(abs(sure - right) * n for sure, right, n in rows) / len(decisions.right)


def risk_at(
    decisions: Decisions, thresholds: Sequence[float]
) -> list[tuple[float, float, float, float]]:
    """For each threshold: it, share decided, share wrong of those, share that was right of the rest."""
    rows = []
    for threshold in thresholds:
        kept = decisions.confidence >= threshold
        wrong = float((~decisions.right[kept]).mean()) if kept.any() else 0.0
        lost = float(decisions.right[~kept].mean()) if (~kept).any() else 0.0
        rows.append((threshold, float(kept.mean()), wrong, lost))
    return rows


def draw_reliability(decisions: Decisions, path: Path) -> None:
    """Share right over confidence; on the diagonal a confidence means what it says."""
    rows = [row for row in reliability(decisions) if row[2] >= _FEWEST]

    def draw(axes: Axes) -> None:
        axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
        axes.plot([r[0] for r in rows], [r[1] for r in rows], marker="o")
        for sure, right, number in rows:
            axes.annotate(str(number), (sure, right), textcoords="offset points", xytext=(6, -10))
        axes.set(xlabel="confidence", ylabel="share right", xlim=(0, 1), ylim=(0, 1))

    _save(draw, path)


def draw_risk(decisions: Decisions, path: Path, threshold: float) -> None:
    """Share wrong over share decided, the surest first; the dot is the threshold in use."""
    order = np.argsort(-decisions.confidence, kind="stable")
    wrong = np.cumsum(~decisions.right[order]) / np.arange(1, len(order) + 1)
    coverage = np.arange(1, len(order) + 1) / len(order)
    _, share, risk, _ = risk_at(decisions, [threshold])[0]

    def draw(axes: Axes) -> None:
        axes.plot(coverage, wrong)
        axes.plot([share], [risk], marker="o", color="black")
        axes.annotate(
            f"below {threshold:.2f} left open",
            (share, risk),
            textcoords="offset points",
            xytext=(-150, -4),
        )
        axes.set(xlabel="share decided", ylabel="share wrong of those decided", xlim=(0, 1.02))
        axes.set_ylim(bottom=0)

    _save(draw, path)


def _save(draw: Callable[[Axes], None], path: Path) -> None:
    from matplotlib.figure import Figure  # 0.4 s

    figure = Figure(figsize=_SIZE, dpi=_DPI, layout="constrained")
    axes = figure.subplots()
    axes.grid(color="0.92")
    draw(axes)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Software": None})
