"""From clause probabilities to statements: kind, exact span, addressee, section.

What was already asked and answered, or is quoted from the plan, is no recommendation: "đã đề nghị",
"theo đề nghị của", "được chấp thuận". The look-alikes are rules, for no corpus shows all of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from pipeline.mine.addressee import find_addressee
from pipeline.mine.clauses import Clause, claim_span
from pipeline.mine.model import KINDS, StatementModel, tabulate_clauses
from pipeline.records import Passage, Role, Statement, StatementKind, make_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

_REPORTED = re.compile(
    r"(?:đã|được|theo|do|trên cơ sở|căn cứ|giải quyết|trả lời|tiếp nhận|tổng hợp|có)\s+"
    r"(?:\d+\s+|nhiều\s+|các\s+|những\s+)?(?:lần\s+|ý kiến\s+|văn bản\s+)?"
    r"(?:đề nghị|kiến nghị|đề xuất)",
    re.IGNORECASE,
)
# "Kiến nghị của cử tri đã được trả lời": what became of a demand.
_ANSWERED = re.compile(
    r"(?:(?:các|những|nhiều|một số|mọi)\s+)?(?:ý kiến,?\s+)?(?:đề nghị|kiến nghị|đề xuất)\s+"
    r"(?:này|trên|nêu trên|đó|của\b[^,;:]{2,80}?)\s+(?:đều |cơ bản |đã |được |chưa )+"
    r"(?:[^,;:]{1,40}?\s)?(?:xem xét|giải quyết|trả lời|tiếp thu|tổng hợp|chấp thuận|ghi nhận)",
    re.IGNORECASE,
)
_ASKED_NOW = re.compile(
    r"(?:^|[,;:.]\s*|(?:xin|kính|tiếp tục|nên|cần)\s+)(?:đề nghị|kiến nghị|đề xuất|mong|cần|xin)",
    re.IGNORECASE,
)
# On the left-out campaigns these two raise the lessons' recall from .625 to .665 and their precision
# from .708 to .714; recommendations stay as they are.
_SURE_ROLE = 0.6
_LIKELY = 0.2
_STATING = [list(Role).index(role) for role in (Role.LESSONS, Role.RECOMMENDATIONS)]
_REPORT_HEAD = 90  # characters: where the governing verb of a clause stands


def mine_statements(
    model: StatementModel,
    passages: Sequence[Passage],
    *,
    roles: NDArray[np.float64],
    sections: Mapping[StatementKind, str | None],
) -> tuple[Statement, ...]:
    """Return the statements of a report in the order of its text.

    Args:
        roles: role probabilities of the passages, shape (passages, roles).
        sections: the outline section of each kind.
    """
    table = tabulate_clauses(passages)
    found = []
    rows = model.predict(table, roles)
    chosen = _choose(1 - rows[:, 0], table.owners, roles, model.threshold)
    for clause, owner, row, stated in zip(table.clauses, table.owners, rows, chosen, strict=True):
        if not stated:
            continue
        kind = StatementKind(KINDS[1 + int(np.argmax(row[1:]))])
        passage = passages[owner]
        if kind is StatementKind.RECOMMENDATION and is_reported(
            passage.text[clause.start : clause.end]
        ):
            continue
        found.append(_statement(passage, clause, kind, float(1 - row[0]), sections.get(kind)))
    return tuple(found)


def _choose(
    stated: NDArray[np.float64],
    owners: Sequence[int],
    roles: NDArray[np.float64],
    threshold: float,
) -> NDArray[np.bool_]:
    """Which clauses state something: those above the threshold, and the best of a sure passage.

    A passage that is itself a lesson or a recommendation mostly states one, in whatever words.
    """
    chosen = stated >= threshold
    owner_of = np.asarray(owners, dtype=np.intp)
    sure = roles[:, _STATING].max(axis=1) >= _SURE_ROLE if len(roles) else np.zeros(0, dtype=bool)
    for owner in np.flatnonzero(sure):
        own = np.flatnonzero(owner_of == owner)
        if len(own) and not chosen[own].any():
            best = own[np.argmax(stated[own])]
            chosen[best] = stated[best] >= _LIKELY
    return chosen


def is_reported(clause: str) -> bool:
    """Whether a clause tells of a demand made before, rather than makes one."""
    if answered := _ANSWERED.match(clause):
        return not _ASKED_NOW.search(clause, answered.end())
    told = _REPORTED.search(clause[:_REPORT_HEAD])
    return bool(told) and not _ASKED_NOW.search(clause)


def _statement(
    passage: Passage, clause: Clause, kind: StatementKind, confidence: float, section: str | None
) -> Statement:
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
        confidence=round(confidence, 4),
    )
