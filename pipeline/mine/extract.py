"""From clause probabilities to statements: kind, exact span, addressee, section.

What was already asked and answered is no recommendation (`asking`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pipeline.mine.addressee import find_addressee, only_calls
from pipeline.mine.asking import is_reported, quotes_leader
from pipeline.mine.clauses import Clause, claim_span
from pipeline.mine.model import ClauseTable, StatementModel, tabulate_clauses
from pipeline.records import Passage, Role, Statement, StatementKind, make_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from pipeline.meaning import Embed

# Of clauses that no threshold takes, the best of a sure passage is taken from _LIKELY on: with the
# thresholds of `learn.examples` that raises the lessons' F1 on left-out campaigns from .779 to .795.
_SURE_ROLE = 0.6
_LIKELY = 0.1
_STATING = [
    list(Role).index(role)
    for role in (Role.LESSONS, Role.RECOMMENDATIONS, Role.LIMITATIONS, Role.CAUSES)
]
# Between kinds: a demand that is taken for a shortcoming is lost, a shortcoming named twice is not.
_PREFERENCE = np.array(
    [
        0.5 if kind in {StatementKind.LIMITATION, StatementKind.CAUSE} else 1.0
        for kind in StatementKind
    ]
)
_REJOINED = frozenset({"so", "is", "colon", "and", "comma"})
_WHOLE_DEMAND = 12  # words


def mine_statements(
    model: StatementModel,
    passages: Sequence[Passage],
    *,
    roles: NDArray[np.float64],
    sections: Mapping[StatementKind, str | None],
    embed: Embed,
) -> tuple[Statement, ...]:
    """Return the statements of a report in the order of its text.

    Args:
        roles: role probabilities of the passages, shape (passages, roles).
        sections: the outline section of each kind.
        embed: gives the vectors of texts, shape (texts, 384).
    """
    table = tabulate_clauses(passages)
    found = []
    rows = model.predict(table, roles, embed)
    chosen = _choose(rows, table.owners, roles, model.thresholds())
    for claim in _claims(table, rows, chosen):
        passage = passages[claim.owner]
        if not _is_told(passage.text, claim):
            found.append(_statement(passage, claim, sections.get(claim.kind)))
    return tuple(found)


def _is_told(text: str, claim: _Claim) -> bool:
    """Whether a claim tells what was asked before, or a leader said, or only calls whom it will ask."""
    clause = text[claim.clause.start : claim.clause.end]
    asks = claim.kind is StatementKind.RECOMMENDATION
    if asks and (is_reported(clause) or only_calls(clause)):
        return True
    return quotes_leader(text[: claim.clause.start], clause)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """A clause that states something, or the parts of one that a joint had parted."""

    clause: Clause
    owner: int
    kind: StatementKind
    confidence: float
    words: int


def _claims(
    table: ClauseTable, rows: NDArray[np.float64], chosen: NDArray[np.bool_]
) -> Iterator[_Claim]:
    """The chosen clauses; parts of a joint that state the same kind are one claim again.

    What was seen and what it teaches ("..., cho thấy ...") stay apart.
    """
    last: _Claim | None = None
    before = -2
    kinds = _kinds(rows)
    for place in np.flatnonzero(chosen):
        clause, owner, row = table.clauses[place], table.owners[place], rows[place]
        kind = list(StatementKind)[kinds[place]]
        claim = _Claim(
            clause=clause,
            owner=owner,
            kind=kind,
            confidence=float(1 - row[0]),
            words=len(table.words[place].split()),
        )
        follows = last and place == before + 1 and last.kind is kind and _rejoins(last, claim)
        if last and follows:
            whole = replace(last.clause, end=clause.end)
            sure, words = max(last.confidence, claim.confidence), last.words + claim.words
            claim = replace(claim, clause=whole, confidence=sure, words=words)
        elif last:
            yield last
        last, before = claim, int(place)
    if last:
        yield last


def _kinds(rows: NDArray[np.float64]) -> NDArray[np.intp]:
    """The likeliest kind of each clause as a place in StatementKind, shape (clauses,)."""
    return np.asarray((rows[:, 1:] * _PREFERENCE).argmax(axis=1))


def _choose(
    rows: NDArray[np.float64],
    owners: Sequence[int],
    roles: NDArray[np.float64],
    thresholds: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Which clauses state something: those above their kind's threshold, and the best of a sure passage.

    A passage that is itself a lesson or a recommendation mostly states one, in whatever words.
    """
    stated = 1 - rows[:, 0]
    chosen = np.asarray(stated >= thresholds[_kinds(rows)])
    owner_of = np.asarray(owners, dtype=np.intp)
    sure = roles[:, _STATING].max(axis=1) >= _SURE_ROLE if len(roles) else np.zeros(0, dtype=bool)
    for owner in np.flatnonzero(sure):
        own = np.flatnonzero(owner_of == owner)
        if len(own) and not chosen[own].any():
            best = own[np.argmax(stated[own])]
            chosen[best] = stated[best] >= _LIKELY
    return chosen


def _rejoins(before: _Claim, part: _Claim) -> bool:
    """Whether a part goes back to the one before it: parts of one demand, or two demands?

    "... và ban hành ..." begins another demand; after a mere comma only what is long on both sides
    does, the rest details the demand. So it is for 78 % of 95 such pairs of the corpora.
    """
    joint = part.clause.joint
    if part.kind is not StatementKind.RECOMMENDATION or joint not in {"and", "comma"}:
        return joint in _REJOINED
    return joint == "comma" and min(before.words, part.words) < _WHOLE_DEMAND


def _statement(passage: Passage, claim: _Claim, section: str | None) -> Statement:
    clause, kind = claim.clause, claim.kind
    start, end = claim_span(passage.text, clause)
    text = passage.text[start:end]
    addressee = None
    if kind is StatementKind.RECOMMENDATION:
        addressee = find_addressee(
            text, lead=clause.lead, before=passage.text[: clause.start], headings=passage.heading
        )
    return Statement(
        id=make_id(passage.id, start, end, kind.value),
        passage=passage.id,
        sha256=passage.sha256,
        page=passage.page,
        start=start,
        end=end,
        kind=kind,
        text=text,
        addressee=addressee,
        section=section,
        confidence=round(claim.confidence, 4),
    )
