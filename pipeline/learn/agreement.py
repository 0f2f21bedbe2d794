"""How far two readers agree: the first reading of the corpus against an independent second one.

`corpora/second-reading` holds whole reports, about a tenth of the passages, labelled without sight of
the first labels. What two careful people do not agree on, no model can be asked to know.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.corpus import AnnotatedReport, load_report
from pipeline.learn.scores import span_scores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.records import StatementKind


def agreement_table(corpora: Path) -> str:
    """Roles (share equal, Cohen's kappa) and statements (F1 of the second against the first)."""
    pairs = list(_pairs(corpora))
    first, second = _roles(pairs)
    scores = span_scores(
        [_spans(report) for _, report in pairs], [_spans(report) for report, _ in pairs]
    )
    equal = sum(a == b for a, b in zip(first, second, strict=True)) / len(first)
    lines = [
        "| what | passages or spans | agreement |",
        "|---|---:|---:|",
        f"| roles, share equal | {len(first)} | {equal:.3f} |",
        f"| roles, Cohen's kappa | {len(first)} | {cohens_kappa(first, second):.3f} |",
    ]
    lines += [
        f"| {kind}, F1 of spans | | {scores[f'{kind} F1']:.3f} |"
        for kind in ("lessons", "recommendations", "limitations", "causes")
    ]
    return "\n".join(lines) + "\n\n" + _confusions(first, second)


def kappa_of_readers(corpora: Path) -> float | None:
    """Cohen's kappa of the roles, to three digits; None without a second reading."""
    pairs = list(_pairs(corpora))
    first, second = _roles(pairs)
    return round(cohens_kappa(first, second), 3) if pairs else None


def cohens_kappa(first: Sequence[str], second: Sequence[str]) -> float:
    """Agreement beyond chance: 1 is perfect, 0 what chance gives."""
    equal = sum(a == b for a, b in zip(first, second, strict=True)) / len(first)
    one, other = Counter(first), Counter(second)
    chance = sum(one[label] * other[label] for label in one) / len(first) ** 2
    return (equal - chance) / (1 - chance) if chance < 1 else 1.0


def _roles(
    pairs: Sequence[tuple[AnnotatedReport, AnnotatedReport]],
) -> tuple[list[str], list[str]]:
    """The roles of the same passages, as each reader has them."""
    first = [b.role.value for report, _ in pairs for b in report.blocks if b.role]
    second = [b.role.value for _, report in pairs for b in report.blocks if b.role]
    return first, second


def _pairs(corpora: Path) -> Iterator[tuple[AnnotatedReport, AnnotatedReport]]:
    for path in sorted((corpora / "second-reading").glob("*/reports/*.txt")):
        yield (
            load_report(corpora / "training" / path.relative_to(corpora / "second-reading")),
            load_report(path),
        )


def _spans(report: AnnotatedReport) -> list[tuple[int, int, int, StatementKind]]:
    return [
        (place, mark.start, mark.end, mark.kind)
        for place, block in enumerate(report.blocks)
        for mark in block.statements
    ]


def _confusions(first: Sequence[str], second: Sequence[str]) -> str:
    told = Counter(tuple(sorted(p)) for p in zip(first, second, strict=True) if p[0] != p[1])
    worst = ", ".join(f"{a}/{b} {n}" for (a, b), n in told.most_common(6))
    return f"Most often told apart differently: {worst}.\n"
