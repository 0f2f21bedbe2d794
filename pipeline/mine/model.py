"""The statement model: which clauses state a lesson, a good practice or a recommendation.

A logistic regression over a clause's words, shape and the role probabilities of its passage, and where
that is unsure another over its sentence vector; both see the clauses of lessons and of all other
passages, so that a claim is found outside its section.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.mine.asking import asks_openly
from pipeline.mine.clauses import Clause, split_clauses
from pipeline.mine.features import (
    clause_shape,
    clause_words,
    meaning_columns,
    role_columns,
)
from pipeline.records import Passage, Role, StatementKind
from pipeline.text import is_announced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.meaning import Embed

NONE = "none"
_ASKING = [list(Role).index(role) for role in (Role.RECOMMENDATIONS, Role.LIMITATIONS)]
_FLOOR = 1e-5
_SURELY_NOT, _SURELY = 0.03, 0.97  # by words alone; between them the meaning is asked
KINDS = (NONE, *(kind.value for kind in StatementKind))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseTable:
    """The clauses of a report's passages.

    Attributes:
        owners: indexes of their passages. announced: whether the sentence announces it as a lesson.
        asked: whether it begins with a demand.
    """

    clauses: tuple[Clause, ...]
    owners: tuple[int, ...]
    words: tuple[str, ...]
    shapes: tuple[str, ...]
    announced: tuple[bool, ...]
    asked: tuple[bool, ...]
    texts: tuple[str, ...]


def tabulate_clauses(passages: Sequence[Passage]) -> ClauseTable:
    """Cut every passage into clauses and read their features."""
    rows = [
        (
            clause,
            owner,
            clause_words(passage, clause),
            clause_shape(passage, clause, clauses=len(cut)),
            _is_announced(passage, clause),
            asks_openly(passage.text[clause.start : clause.end]),
            passage.text[clause.start : clause.end],
        )
        for owner, passage in enumerate(passages)
        for cut in (split_clauses(passage),)
        for clause in cut
    ]
    columns = zip(*rows, strict=True) if rows else ((),) * 7
    clauses, owners, words, shapes, announced, asked, texts = columns
    return ClauseTable(
        clauses=clauses,
        owners=owners,
        words=words,
        shapes=shapes,
        announced=announced,
        asked=asked,
        texts=texts,
    )


def _is_announced(passage: Passage, clause: Clause) -> bool:
    sentence = passage.sentences[clause.sentence]
    return is_announced(passage.text[sentence.start : sentence.end], clause.start - sentence.start)


class StatementModel:
    """Fitted estimators; what `models/statements/` holds."""

    def __init__(self, parts: dict[str, Any]) -> None:
        self.parts = parts

    def predict(
        self, table: ClauseTable, roles: NDArray[np.float64], embed: Embed
    ) -> NDArray[np.float64]:
        """Probabilities of KINDS for each clause, shape (clauses, kinds).

        What is announced as a lesson is one as often as in the corpus, or by its words; and so is
        what begins with a demand in a passage that asks or complains.

        Args:
            table: the clauses. roles: role probabilities of the passages, shape (passages, roles).
            embed: gives the vectors of texts, shape (texts, 384); asked only for the clauses that
                words leave open.
        """
        if not table.clauses:
            return np.zeros((0, len(KINDS)))
        ordered = self._ordered("clauses", vectorize(self.parts, table, roles))
        stated = 1 - ordered[:, 0]
        left = np.flatnonzero((stated > _SURELY_NOT) & (stated < _SURELY))
        if len(left):
            vectors = embed([table.texts[i] for i in left])
            owners = [table.owners[i] for i in left]
            meant = self._ordered("meanings", meaning_columns(vectors, roles, owners))
            ordered[left] = _join(ordered[left], meant)
        told = np.asarray(table.announced) * float(self.parts["announced"])
        ordered = _hear(ordered, told, StatementKind.LESSON)
        asking = asking_share(roles, table.owners)
        told = np.asarray(table.asked) * asking * float(self.parts["asked"])
        return _hear(ordered, told, StatementKind.RECOMMENDATION)

    def _ordered(self, name: str, rows: Any) -> NDArray[np.float64]:
        """Probabilities by one of the two classifiers, columns as in KINDS."""
        found = self.parts[name].predict_proba(rows)
        ordered = np.zeros((found.shape[0], len(KINDS)))
        for column, kind in enumerate(self.parts["classes"]):
            ordered[:, KINDS.index(kind)] = found[:, column]
        return ordered

    def thresholds(self) -> NDArray[np.float64]:
        """What the kinds together must reach where a kind is the likeliest, shape (kinds - 1,)."""
        return np.array([float(self.parts["thresholds"][kind]) for kind in KINDS[1:]])


def asking_share(roles: NDArray[np.float64], owners: Sequence[int]) -> NDArray[np.float64]:
    """How likely the passage of each clause asks or complains, shape (clauses,)."""
    return np.asarray(roles[np.asarray(owners, dtype=np.intp)][:, _ASKING].sum(axis=1))


def _hear(
    rows: NDArray[np.float64], told: NDArray[np.float64], kind: StatementKind
) -> NDArray[np.float64]:
    """Rows in which what is said openly, with weight `told`, is of that kind."""
    one = np.eye(len(KINDS))[KINDS.index(kind.value)]
    return np.asarray((1 - told[:, None]) * rows + told[:, None] * one)


def _join(words: NDArray[np.float64], meant: NDArray[np.float64]) -> NDArray[np.float64]:
    """Geometric mean of two sets of probabilities, rows summing to 1."""
    joined = np.sqrt((words + _FLOOR) * (meant + _FLOOR))
    return np.asarray(joined / joined.sum(axis=1, keepdims=True))


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
