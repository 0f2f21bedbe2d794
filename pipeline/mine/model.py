"""The statement model: which clauses state a lesson, a good practice or a recommendation.

A logistic regression over a clause's words, shape and the role probabilities of its passage; it sees
the clauses of lessons and of all other passages, so that a claim is found outside its section.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.mine.clauses import Clause, split_clauses
from pipeline.mine.features import clause_shape, clause_words, role_columns
from pipeline.records import Passage, StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NONE = "none"
KINDS = (NONE, *(kind.value for kind in StatementKind))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseTable:
    """The clauses of a report's passages; `owners` are indexes of their passages."""

    clauses: tuple[Clause, ...]
    owners: tuple[int, ...]
    words: tuple[str, ...]
    shapes: tuple[str, ...]


def tabulate_clauses(passages: Sequence[Passage]) -> ClauseTable:
    """Cut every passage into clauses and read their features."""
    rows = [
        (
            clause,
            owner,
            clause_words(passage, clause),
            clause_shape(passage, clause, clauses=len(cut)),
        )
        for owner, passage in enumerate(passages)
        for cut in (split_clauses(passage),)
        for clause in cut
    ]
    clauses, owners, words, shapes = zip(*rows, strict=True) if rows else ((), (), (), ())
    return ClauseTable(clauses=clauses, owners=owners, words=words, shapes=shapes)


class StatementModel:
    """Fitted estimators; what `models/statements/` holds."""

    def __init__(self, parts: dict[str, Any]) -> None:
        self.parts = parts

    def predict(self, table: ClauseTable, roles: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probabilities of KINDS for each clause, shape (clauses, 4).

        Args:
            table: the clauses. roles: role probabilities of the passages, shape (passages, roles).
        """
        if not table.clauses:
            return np.zeros((0, len(KINDS)))
        found = self.parts["clauses"].predict_proba(vectorize(self.parts, table, roles))
        ordered = np.zeros((found.shape[0], len(KINDS)))
        for column, name in enumerate(self.parts["classes"]):
            ordered[:, KINDS.index(name)] = found[:, column]
        return ordered

    @property
    def threshold(self) -> float:
        """A clause states something when the kinds together reach this probability."""
        return float(self.parts["threshold"])


def vectorize(parts: dict[str, Any], table: ClauseTable, roles: NDArray[np.float64]) -> Any:
    """Words, shape and roles as one sparse matrix, shape (clauses, features)."""
    from scipy.sparse import csr_matrix, hstack

    return hstack(
        [
            parts["words"].transform(table.words),
            parts["shapes"].transform(table.shapes),
            csr_matrix(role_columns(roles, table.owners)),
        ],
        format="csr",
    )
