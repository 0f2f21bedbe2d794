"""Fits the statement model from passages whose claims are marked. Deterministic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.mine.clauses import Clause, claim_span
from pipeline.mine.model import NONE, ClauseTable, StatementModel, tabulate_clauses, vectorize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.records import Passage, StatementKind

_TOKENS = r"\S+"
_OVERLAP = 0.5  # of the shorter span: then clause and mark mean the same words


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A marked claim: `passage.text[start:end]` for the passage at index `owner`."""

    owner: int
    start: int
    end: int
    kind: StatementKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementExample:
    """One report: its passages, their role probabilities, the marks.

    The probabilities, shape (passages, roles), come from a model that never saw the report.
    """

    passages: tuple[Passage, ...]
    roles: NDArray[np.float64]
    marks: tuple[Mark, ...]


def label_clauses(
    table: ClauseTable, passages: Sequence[Passage], marks: Sequence[Mark]
) -> list[str]:
    """The kind of each clause by the mark that it overlaps most, or "none"."""
    return [
        _label(clause, passages[owner].text, [m for m in marks if m.owner == owner])
        for clause, owner in zip(table.clauses, table.owners, strict=True)
    ]


def _label(clause: Clause, text: str, marks: Sequence[Mark]) -> str:
    start, end = claim_span(text, clause)

    def shared(mark: Mark) -> int:
        return min(end, mark.end) - max(start, mark.start)

    best = max(marks, key=shared, default=None)
    if best is None or shared(best) <= 0:
        return NONE
    enough = shared(best) >= _OVERLAP * min(end - start, best.end - best.start)
    return best.kind.value if enough else NONE


def fit_statements(examples: Sequence[StatementExample], *, threshold: float) -> StatementModel:
    """Fit the clause classifier on all reports."""
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    tables = [tabulate_clauses(e.passages) for e in examples]
    labels = [
        label
        for e, t in zip(examples, tables, strict=True)
        for label in label_clauses(t, e.passages, e.marks)
    ]
    words = TfidfVectorizer(
        token_pattern=_TOKENS, lowercase=False, ngram_range=(1, 2), min_df=2, sublinear_tf=True
    )
    shapes = CountVectorizer(token_pattern=_TOKENS, lowercase=False, min_df=2, binary=True)
    words.fit([text for t in tables for text in t.words])
    shapes.fit([text for t in tables for text in t.shapes])
    parts = {"words": words, "shapes": shapes, "threshold": threshold}
    rows = [vectorize(parts, t, e.roles) for e, t in zip(examples, tables, strict=True)]
    from scipy.sparse import vstack

    model = LogisticRegression(C=4, max_iter=600)
    model.fit(vstack(rows, format="csr"), np.asarray(labels))
    parts |= {"clauses": model, "classes": model.classes_.tolist()}
    return StatementModel(parts)
