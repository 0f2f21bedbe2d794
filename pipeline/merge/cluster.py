"""Clusters statements into ideas by average linkage over the pair model's distances.

Statements are ordered by id before anything else, so the order of arrival changes nothing. Only
statements of one kind merge; an idea's text is the statement nearest to all others, word for word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from pipeline.records import Idea, Statement, StatementKind, make_id
from pipeline.text import matching_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from pipeline.merge.model import MergeModel


# Beginnings that point back ("Hơn nữa, ...", "Điều đó ..."): another statement of the idea is clearer.
_LEANING = re.compile(
    "(?:"
    + "|".join(
        matching_key(words)
        for words in (
            "hơn nữa", "ngoài ra", "đồng thời", "mặt khác", "bên cạnh đó", "sau cùng", "cuối cùng",
            "vì vậy", "vì thế", "do đó", "do vậy", "cho nên", "từ đó", "nhờ đó", "qua đó", "điều đó",
            "nhưng", "song", "còn", "cũng", "như vậy", "trước hết", "tiếp đó", "lại", "thứ",
        )
    )
    + r")\b"
)  # fmt: skip


def merge_statements(
    model: MergeModel,
    statements: Iterable[Statement],
    *,
    vectors: Mapping[str, NDArray[np.float32]],
    units: Mapping[str, str],
) -> tuple[Idea, ...]:
    """Return the ideas, by kind, then by number of units, then by text.

    Args:
        vectors: vector of each statement by its id. units: unit of each file by sha256; a file whose
            unit is not known gives statements, but no support.
    """
    found = tuple(statements)
    ideas = [
        _idea(group, distances, units)
        for kind in StatementKind
        for group, distances in _clusters(model, [s for s in found if s.kind is kind], vectors)
    ]
    order = list(StatementKind)
    return tuple(sorted(ideas, key=lambda i: (order.index(i.kind), -len(i.units), i.text, i.id)))


def _clusters(
    model: MergeModel,
    statements: Sequence[Statement],
    vectors: Mapping[str, NDArray[np.float32]],
) -> Iterator[tuple[list[Statement], NDArray[np.float64]]]:
    """Groups of statements with the distances inside each."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    ordered = sorted(statements, key=lambda s: s.id)
    if len(ordered) < 2:  # noqa: PLR2004 - nothing to merge
        yield from ((([s], np.zeros((1, 1)))) for s in ordered)
        return
    distances = model.pair_distances(ordered, np.asarray([vectors[s.id] for s in ordered]))
    tree = linkage(squareform(distances, checks=False), "average")
    labels = fcluster(tree, 1 - model.threshold(ordered[0].kind), "distance")
    for label in sorted(set(labels.tolist())):
        chosen = np.flatnonzero(labels == label)
        yield [ordered[i] for i in chosen], distances[np.ix_(chosen, chosen)]


def _leans(statement: Statement) -> bool:
    """Whether a statement leans on the sentence before it: it reads badly alone."""
    return bool(_LEANING.match(matching_key(statement.text)))


def _idea(
    group: Sequence[Statement], distances: NDArray[np.float64], units: Mapping[str, str]
) -> Idea:
    middle = distances.mean(axis=1)
    best = min(
        range(len(group)), key=lambda i: (_leans(group[i]), round(float(middle[i]), 6), group[i].id)
    )
    ids = tuple(sorted(s.id for s in group))
    return Idea(
        id=make_id(group[0].kind.value, *ids),
        kind=group[0].kind,
        section=group[best].section,
        text=group[best].text,
        statements=ids,
        units=tuple(sorted({units[s.sha256] for s in group if s.sha256 in units})),
    )
