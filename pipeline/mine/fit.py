"""Fits the statement model from passages whose claims are marked. Deterministic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.mine.clauses import Clause, claim_span
from pipeline.mine.features import meaning_columns
from pipeline.mine.model import (
    NONE,
    ClauseTable,
    StatementModel,
    asking_share,
    tabulate_clauses,
    vectorize,
)
from pipeline.records import StatementKind
from pipeline.text import share_told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from pipeline.records import Passage

_LESSONS = frozenset({StatementKind.LESSON.value, StatementKind.GOOD_PRACTICE.value})
_TOKENS = r"\S+"
_ASKING_PASSAGE = 0.5  # probability: the passage asks or complains
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
    """One report: its passages, their role probabilities, the marks, the vectors of its clauses.

    The probabilities, shape (passages, roles), come from a model that never saw the report.
    """

    passages: tuple[Passage, ...]
    roles: NDArray[np.float64]
    marks: tuple[Mark, ...]
    vectors: NDArray[np.float32]


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


def fit_statements(
    examples: Sequence[StatementExample], *, thresholds: Mapping[StatementKind, float]
) -> StatementModel:
    """Fit both clause classifiers on all reports, and count what is kept of open announcements."""
    tables = [tabulate_clauses(e.passages) for e in examples]
    labels = [
        label
        for e, t in zip(examples, tables, strict=True)
        for label in label_clauses(t, e.passages, e.marks)
    ]
    parts = _fit_vectorizers(tables)
    parts["thresholds"] = {kind.value: thresholds[kind] for kind in StatementKind}
    parts |= _fit_shares(examples, tables, labels)
    parts |= _fit_classifiers(examples, tables, labels, parts)
    return StatementModel(parts)


def _fit_vectorizers(tables: Sequence[ClauseTable]) -> dict[str, Any]:
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

    words = TfidfVectorizer(
        token_pattern=_TOKENS, lowercase=False, ngram_range=(1, 2), min_df=2, sublinear_tf=True
    )
    shapes = CountVectorizer(token_pattern=_TOKENS, lowercase=False, min_df=2, binary=True)
    words.fit([text for t in tables for text in t.words])
    shapes.fit([text for t in tables for text in t.shapes])
    return {"words": words, "shapes": shapes}


def _fit_shares(
    examples: Sequence[StatementExample], tables: Sequence[ClauseTable], labels: Sequence[str]
) -> dict[str, float]:
    """Of what is announced as a lesson, and of what begins with a demand, the share that is one."""
    announced = [flag for table in tables for flag in table.announced]
    asked = [
        flag and share >= _ASKING_PASSAGE
        for e, t in zip(examples, tables, strict=True)
        for flag, share in zip(t.asked, asking_share(e.roles, t.owners), strict=True)
    ]
    return {
        "announced": share_told(announced, [label in _LESSONS for label in labels]),
        "asked": share_told(asked, [label == StatementKind.RECOMMENDATION for label in labels]),
    }


def _fit_classifiers(
    examples: Sequence[StatementExample],
    tables: Sequence[ClauseTable],
    labels: Sequence[str],
    vectorizers: dict[str, Any],
) -> dict[str, Any]:
    from scipy.sparse import vstack
    from sklearn.linear_model import LogisticRegression

    pairs = list(zip(examples, tables, strict=True))
    words = LogisticRegression(C=4, max_iter=600)
    rows = [vectorize(vectorizers, t, e.roles) for e, t in pairs]
    words.fit(vstack(rows, format="csr"), np.asarray(labels))
    meanings = LogisticRegression(C=20, max_iter=400)
    columns = [meaning_columns(e.vectors, e.roles, t.owners) for e, t in pairs]
    meanings.fit(np.concatenate(columns), np.asarray(labels))
    return {"clauses": words, "meanings": meanings, "classes": words.classes_.tolist()}
