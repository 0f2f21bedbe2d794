"""Whether two figures say the same of the same: indicator, place, period, measure, value.

Gives scores and answers for pairs of mentions; which pairs to ask is left to `conflicts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.figures.periods import end_year, same_period
from pipeline.text import matching_key

if TYPE_CHECKING:
    from pipeline.figures.mentions import Mention
    from pipeline.figures.words import Weights

_NESTED = 0.6  # all words of one stand in the other: a longer wording, or a part of it
_LEAST_KEYS = 2

# Words that part two indicators though all others agree: where each side says one of a row, and not the
# same, they count different things.
_OPPOSITES = (
    frozenset({"câp2_tinh4", "câp2_huyên5", "câp2_xa3"}),
    *(frozenset(matching_key(row).split()) for row in (
        "khu cụm", "đúng quá", "nam nữ", "nông thị", "mầm tiểu thcs thpt", "mới lũy luỹ", "sáng chiều",
        "khiếu tố", "nợ thu", "xây sửa", "nhận trả",
    )),
)  # fmt: skip


def same_indicator(first: Mention, second: Mention, weights: Weights) -> float:
    """How surely two figures count the same thing, 0..1.

    The words of each must stand in the clause of the other; those of both own phrases must meet too.
    """
    if first.change != second.change or first.dimension != second.dimension:
        return 0.0
    if first.noun and second.noun and not _nouns_meet(first, second):
        return 0.0
    if _opposed(first, second):
        return 0.0
    one = weights.covered(first.core, second.full)
    other = weights.covered(second.core, first.full)
    shared = weights.of(first.core & second.core)
    dice = 2 * shared / ((weights.of(first.core) + weights.of(second.core)) or 1.0)
    score = (min(one, other) + dice) / 2
    small, large = sorted((first.core, second.core), key=len)
    return max(score, _NESTED) if len(small) >= _LEAST_KEYS and small <= large else score


def _opposed(first: Mention, second: Mention) -> bool:
    for row in _OPPOSITES:
        for one, other in (
            (first.core & row, second.core & row),
            (first.full & row, second.full & row),
        ):
            if len(one) == len(other) == 1 and one != other:
                return True
    return False


def _nouns_meet(first: Mention, second: Mention) -> bool:
    return bool(first.noun & second.noun or first.noun <= second.full or second.noun <= first.full)


def same_place(first: Mention, second: Mention) -> bool:
    """Say whether both count one place."""
    return first.place is not None and second.place is not None and first.place.meets(second.place)


def same_time(first: Mention, second: Mention, current: int | None) -> bool:
    """Say whether both can count one time."""
    return same_period(first.figure.period, second.figure.period, current=current)


def values_agree(first: Mention, second: Mention) -> bool:
    """Say whether one true value can stand behind both: rounding is no contradiction."""
    slack = 1e-9 * max(abs(first.base), abs(second.base))  # binary fractions of decimals
    return first.low <= second.high + slack and second.low <= first.high + slack


def ratio(first: Mention, second: Mention) -> float:
    """The larger value over the smaller, at least 1."""
    low, high = sorted((abs(first.base), abs(second.base)))
    return high / low if low else float("inf")


def last_year(mentions: list[Mention]) -> int | None:
    """The year that most figures of a campaign end with: what figures without a period count."""
    counts: dict[int, int] = {}
    for mention in mentions:
        year = end_year(mention.figure.period)
        if year:
            counts[year] = counts.get(year, 0) + 1
    return max(counts, key=lambda year: (counts[year], year)) if counts else None
