"""The clauses of a passage that may state a claim, as spans, without marker, lead-in and aftermath.

A sentence is cut at its semicolons; a lead-in that ends with a colon stands apart ("Đối với Chính
phủ:"); what only tells the consequence ("..., nhờ đó năm 2019 ...") is left outside the claim.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.records import Passage, PassageKind
from pipeline.text import find_marker

if TYPE_CHECKING:
    from collections.abc import Iterator

# ";" between claims; " (2) " and " hai là, " inside a sentence begin the next one.
_CUT = re.compile(
    r";\s+|(?<=[:;,.])\s+(?=\(\d{1,2}\)\s)|(?<=[:;.])\s+(?=(?:một|hai|ba|bốn|năm|sáu|bảy) là\b)",
    re.IGNORECASE,
)
# Parentheses and quotation marks that close again: a semicolon inside them cuts nothing.
_HELD_TOGETHER = re.compile(r"\((?:[^()]|\([^()]*\))*\)|“[^“”]*”|\"[^\"]*\"")
_LEAD_IN = re.compile(r"^(?P<lead>[^:;“\"(]{2,160}?)\s*:\s+(?=\S)")
# What follows tells what came of it, not what is claimed. A time without a stop before it belongs to
# the claim: "bố trí vốn trong năm 2025".
_AFTERMATH = re.compile(
    r"[,;]?\s+(?:[-–]\s+)?(?:nhờ đó|nhờ vậy|nhờ thế|nhờ cách làm (?:này|đó|ấy)|"
    r"qua đó|từ đó|vì vậy|vì thế|do đó|do vậy|cho nên|kết quả là)\b|"
    r"(?:[,;.]\s+|\s[-–]\s+)(?:đến nay|đến hết năm|năm \d{4})\b",
    re.IGNORECASE,
)
_LEAD_WORDS = 24
_SHORTEST = 4  # words: less states nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A span of a passage: `passage.text[start:end]`.

    Attributes:
        number: place among the passage's clauses, from 0; sentence: that of its sentence.
        lead: the lead-in before it in the same passage, "" when there is none.
    """

    start: int
    end: int
    number: int
    sentence: int
    lead: str


def split_clauses(passage: Passage) -> tuple[Clause, ...]:
    """Return the clauses of a passage in order; rows of tables have none."""
    if passage.kind is PassageKind.TABLE_ROW:
        return ()
    clauses: list[Clause] = []
    lead = ""
    for number, sentence in enumerate(passage.sentences):
        for start, end in _parts(passage.text, sentence.start, sentence.end):
            begin, found = _skip_lead(passage.text, start, end)
            lead = found or lead
            begin, stop = _trim(passage.text, begin, end)
            if len(passage.text[begin:stop].split()) >= _SHORTEST:
                clauses.append(
                    Clause(start=begin, end=stop, number=len(clauses), sentence=number, lead=lead)
                )
    return tuple(clauses)


def claim_span(text: str, clause: Clause) -> tuple[int, int]:
    """The clause without its aftermath, where enough of it stands before."""
    body = text[clause.start : clause.end]
    for found in _AFTERMATH.finditer(body):
        if len(body[: found.start()].split()) >= _SHORTEST * 2:
            return _trim(text, clause.start, clause.start + found.start())
    return clause.start, clause.end


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cursor = start
    held = [found.span() for found in _HELD_TOGETHER.finditer(text, start, end)]
    for cut in _CUT.finditer(text, start, end):
        if any(a < cut.start() < b for a, b in held):
            continue
        yield cursor, cut.start()
        cursor = cut.end()
    yield cursor, end


def _skip_lead(text: str, start: int, end: int) -> tuple[int, str]:
    """Step over marker and lead-in; return where the claim begins and the lead-in."""
    marker = find_marker(text[start:end])
    begin = start + marker.end if marker else start
    found = _LEAD_IN.match(text[begin:end])
    if not found or len(found["lead"].split()) > _LEAD_WORDS:
        return begin, ""
    inner = begin + found.end()
    marker = find_marker(text[inner:end])
    return inner + (marker.end if marker else 0), found["lead"]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in " \t.;,:–-":
        end -= 1
    while start < end and text[start] in " \t,;:–-":
        start += 1
    return start, end
