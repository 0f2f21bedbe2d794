"""Scores: macro-F1 of roles, F1 of spans, precision and recall of merged pairs."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.records import StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

_Span = tuple[int, int, int, StatementKind]
_OVERLAP = 0.5  # Dice of the characters: from here found and marked span are the same statement
_GROUPS = {
    "lessons": {StatementKind.LESSON, StatementKind.GOOD_PRACTICE},
    "recommendations": {StatementKind.RECOMMENDATION},
    "limitations": {StatementKind.LIMITATION},
    "causes": {StatementKind.CAUSE},
}


def macro_f1(truth: Sequence[str], guess: Sequence[str]) -> float:
    """Mean F1 over the labels that occur in `truth`."""
    scores = label_f1(truth, guess)
    return sum(scores.values()) / len(scores)


def label_f1(truth: Sequence[str], guess: Sequence[str]) -> dict[str, float]:
    """F1 of each label that occurs in `truth`."""
    scores = {}
    for label in sorted(set(truth)):
        hits = sum(t == g == label for t, g in zip(truth, guess, strict=True))
        wanted, found = sum(t == label for t in truth), sum(g == label for g in guess)
        scores[label] = 2 * hits / (wanted + found)
    return scores


def span_scores(
    found: Sequence[Sequence[_Span]], wanted: Sequence[Sequence[_Span]]
) -> dict[str, float]:
    """Precision, recall and F1 of lessons (with good practices) and of recommendations."""
    scores: dict[str, float] = {}
    for name, kinds in _GROUPS.items():
        hits = count_found = count_wanted = 0
        for f, w in zip(found, wanted, strict=True):
            mine = [s for s in f if s[3] in kinds]
            marks = [s for s in w if s[3] in kinds]
            hits += _matches(mine, marks)
            count_found, count_wanted = count_found + len(mine), count_wanted + len(marks)
        precision, recall = hits / max(1, count_found), hits / max(1, count_wanted)
        both = precision + recall
        scores |= {
            f"{name} precision": precision,
            f"{name} recall": recall,
            f"{name} F1": 2 * precision * recall / both if both else 0.0,
        }
    return scores


def _matches(found: Sequence[_Span], wanted: Sequence[_Span]) -> int:
    """How many marked spans are found, each found span counting once."""
    free = list(found)
    hits = 0
    for mark in wanted:
        best = max(free, key=lambda s: _dice(s, mark), default=None)
        if best is not None and _dice(best, mark) >= _OVERLAP:
            free.remove(best)
            hits += 1
    return hits


def _dice(a: _Span, b: _Span) -> float:
    if a[0] != b[0]:
        return 0.0
    shared = max(0, min(a[2], b[2]) - max(a[1], b[1]))
    return 2 * shared / ((a[2] - a[1]) + (b[2] - b[1]))


def pair_scores(rows: Sequence[tuple[str, str, StatementKind]]) -> dict[str, float]:
    """Precision, recall and B-cubed F1 of merged statements; a row is (found idea, true idea, kind)."""
    merged = same = both = 0
    for a, b in combinations(rows, 2):
        if a[2] is not b[2]:
            continue
        merged += a[0] == b[0]
        same += a[1] == b[1]
        both += a[0] == b[0] and a[1] == b[1]
    return {
        "pair precision": both / max(1, merged),
        "pair recall": both / max(1, same),
        "B-cubed F1": _b_cubed([(a, b) for a, b, _ in rows]),
    }


def _b_cubed(rows: Sequence[tuple[str, str]]) -> float:
    """F1 of the mean share of a statement's line that belongs there, and of its idea that stands there."""
    found, true = defaultdict(set), defaultdict(set)
    for place, (line, idea) in enumerate(rows):
        found[line].add(place)
        true[idea].add(place)
    shared = [(len(found[a] & true[b]), len(found[a]), len(true[b])) for a, b in rows]
    if not shared:
        return 0.0
    precision = sum(both / line for both, line, _ in shared) / len(shared)
    recall = sum(both / idea for both, _, idea in shared) / len(shared)
    return 2 * precision * recall / (precision + recall)
