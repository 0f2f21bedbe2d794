"""Figures of running text: what each number counts, where, when.

A number takes the words of its own clause; where those say little ("năm 2022 đạt 98,7%") it takes
those of the figure before it, of the clause before, of the heading. Targets and plans are no results.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.figures.clauses import Clause, is_thin, own_words, said_indicator
from pipeline.figures.counted import Counted, find_counted
from pipeline.figures.measures import to_base
from pipeline.figures.mentions import (
    Mention,
    ReportContext,
    make_figure,
    noun_keys,
    span_of_value,
)
from pipeline.figures.periods import PeriodMention, find_periods, year_before
from pipeline.figures.scopes import Place, PlaceMention, find_places, place_of
from pipeline.figures.words import content_keys
from pipeline.text import strip_marker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.records import Figure, Passage, Sentence

_NEAR = 24  # characters between a figure and the time behind it: "hộ bị thu hồi đất trong"
_TOPIC_WITHIN = 60  # characters: a time at the head of a sentence holds for the next ones
_CAPITALS = "".join(filter(str.isupper, map(chr, range(0x41, 0x1EFA))))
_FROM = re.compile(
    r"(?:^|\s)(?:từ|từ chỗ|từ mức)\s+(?:chỗ\s+|mức\s+|chỉ\s+|có\s+)*$", re.IGNORECASE
)
_COMPARED = re.compile(
    r"(?:so với|so|hơn mức|trên tổng số|trong tổng số|trong số)\s+(?:mức\s+)?$", re.IGNORECASE
)
_TARGET = re.compile(
    r"phấn đấu|chỉ tiêu (?:giao|đề ra|được giao|là|đến)|mục tiêu|"
    r"(?<!/)kế hoạch (?:giao|đề ra|được giao|là|năm)|dự kiến|"
    r"giao (?:chỉ tiêu|kế hoạch)|nghị quyết (?:giao|đề ra)|tối thiểu|ít nhất(?!\s+là)|tối đa|không quá|"
    r"mức hỗ trợ|định mức|"
    r"yêu cầu đạt|cần có|cần khoảng|được giao\s+$|chỉ tiêu\s+$",
    re.IGNORECASE,
)
_OUT_OF = re.compile(r"\W*trong (?:tổng )?số\b", re.IGNORECASE)
_APART = re.compile(r"\briêng\b", re.IGNORECASE)
_LEADING_NAME = re.compile(
    r"(?:(?:cao nhất|thấp nhất|nhiều nhất|ít nhất|riêng)(?:\s+là)?\s+(?:ở\s+|tại\s+)?|[,;]\s+)"
    rf"(?P<name>[{_CAPITALS}][^\W\d_]*(?:\s[{_CAPITALS}][^\W\d_]*){{1,2}})\s+(?:đạt\s+|có\s+|là\s+|với\s+|còn\s+)?(?:\(\s?)?$"
)


@dataclass(slots=True, kw_only=True)
class _State:
    """What the sentences of one passage hand on to each other."""

    topic: str | None
    period: str | None = None


def read_prose(passage: Passage, context: ReportContext) -> Iterator[Mention]:
    """Every figure of a passage of running text, by place."""
    heading = passage.heading[-1] if passage.heading else ""
    above = [p.value for p in find_periods(heading, year=context.year) if p.value]
    state = _State(topic=above[-1] if above and len(above[-1]) != len("2022-12-30") else None)
    for sentence in passage.sentences:
        yield from _read_sentence(passage, sentence, context, state)


def _read_sentence(
    passage: Passage, sentence: Sentence, context: ReportContext, state: _State
) -> Iterator[Mention]:
    text, by = passage.text, sentence.start
    found = find_counted(text, sentence)
    periods = tuple(
        replace(p, start=p.start + by, end=p.end + by)
        for p in find_periods(text[by : sentence.end], year=context.year)
    )
    places = tuple(_places(text, sentence, context, found))
    before: Mention | None = None
    used: set[int] = set()
    for i, one in enumerate(found):
        clause = Clause(
            passage=passage,
            sentence=sentence,
            since=found[i - 1].end if i else by,
            following=found[i + 1].start if i + 1 < len(found) else sentence.end,
            periods=periods,
            places=places,
        )
        period, said = _period_of(one, clause, used, state)
        mention = (
            None if _is_target(clause, one) else _mention(one, clause, context, before, period)
        )
        if mention is not None:
            before, state.period = mention, mention.figure.period
            yield replace(mention, aside=mention.aside and not said)
    first = next((p for p in periods if not p.compared and p.value and p.start not in used), None)
    if first and first.start - by <= _TOPIC_WITHIN:
        state.topic = first.value


def _places(
    text: str, sentence: Sentence, context: ReportContext, found: Sequence[Counted]
) -> list[PlaceMention]:
    """Places of a sentence; a bare name directly before its number is one too ("thấp nhất là Phù Cát 93,1%")."""
    by = sentence.start
    places = [
        replace(p, start=p.start + by, end=p.end + by)
        for p in find_places(text[sentence.start : sentence.end], context.names)
    ]
    for one in found:
        name = _LEADING_NAME.search(text[sentence.start : one.start])
        if name and not any(p.start <= by + name.start("name") < p.end for p in places):
            a, b = by + name.start("name"), by + name.end("name")
            places.append(PlaceMention(start=a, end=b, text=text[a:b]))
    return sorted(places, key=lambda p: p.start)


def _period_of(
    one: Counted, clause: Clause, used: set[int], state: _State
) -> tuple[str | None, bool]:
    """The time of a figure, and whether its own clause says it: before it, behind it, then inherited."""
    free = [p for p in clause.periods if not p.compared and p.start not in used]
    own = [p for p in free if clause.since <= p.start < one.start]
    behind = next((p for p in free if _is_behind(p, one, clause)), None)
    if behind and (not own or _is_adjacent(behind, one, clause)):
        used.add(behind.start)
        own = [behind]
    earlier = [p for p in free if p.start < clause.since]
    for mention in (own or earlier)[-1:]:
        value = mention.value or year_before(state.period or state.topic)
        return value, bool(own)
    return state.topic, False


def _is_behind(period: PeriodMention, one: Counted, clause: Clause) -> bool:
    between = clause.text[one.own_end : period.start]
    near = one.own_end <= period.start < clause.following and period.start - one.end <= _NEAR
    return near and not re.search(r"[,;:]", between)


def _is_adjacent(period: PeriodMention, one: Counted, clause: Clause) -> bool:
    between = clause.text[one.end : period.start]
    return not re.sub(r"[\s(]|vào|trong|của|ở|tính|đến", "", between)


def _mention(
    one: Counted, clause: Clause, context: ReportContext, before: Mention | None, period: str | None
) -> Mention:
    right = clause.right(one)
    own, left = own_words(clause, one, right)
    inherited = _inherited(one, clause, before, own=own, left=left)
    words = f"{inherited} {own}".strip()
    around = clause.words(0, one.start) + clause.words(one.end, clause.following)
    scope, place = _scope_of(clause, one, context)
    dimension, base, low, high = span_of_value(one.number, one.power, one.measure)
    said = clause.text[clause.sentence.start : one.start]
    return Mention(
        figure=_figure(
            one,
            clause,
            indicator=said_indicator(left, one.noun, right, inherited),
            scope=scope,
            period=period,
        ),
        core=frozenset(content_keys(words)),
        full=frozenset(content_keys(f"{around} {words} {' '.join(clause.passage.heading[-1:])}")),
        noun=noun_keys(one.measure, dimension),
        place=place,
        dimension=dimension,
        base=base,
        low=low,
        high=high,
        change=one.change,
        aside=bool(_FROM.search(said) or _COMPARED.search(said) or _OUT_OF.match(left)),
        anchor=inherited or own,
        whole=one.number.whole,
        body=context.body,
    )


def _figure(
    one: Counted, clause: Clause, *, indicator: str, scope: str | None, period: str | None
) -> Figure:
    """The record; a time directly behind the figure belongs to its text ("34,7% năm 2022")."""
    dated = next((p.end for p in clause.periods if p.start == one.end + 1), one.end)
    return make_figure(
        clause.passage,
        (one.start, dated),
        indicator=indicator or clause.text[one.start : one.end],
        value=one.value,
        measure=one.measure,
        scope=scope,
        period=period,
        approximate=bool(one.number.qualifier) or one.power > 1.0,
    )


def _inherited(one: Counted, clause: Clause, before: Mention | None, *, own: str, left: str) -> str:
    """The words that a figure takes from the one before it, or from the heading; "" where its own do."""
    apart = _APART.search(clause.text[clause.since : one.start]) is not None
    same = before is not None and before.dimension == to_base(one.value, one.measure)[0] != "count"
    if not (is_thin(own) or not content_keys(left + one.noun) or (apart and same)):
        return ""
    if before is not None:
        return before.anchor
    return strip_marker(clause.passage.heading[-1]) if clause.passage.heading else ""


def _is_target(clause: Clause, one: Counted) -> bool:
    """A number of a plan: the words of planning stand in its own segment, before it."""
    left = clause.text[clause.since : one.start]
    segment = re.split(r"[;.]\s|,\s", left)[-1]
    return bool(_TARGET.search(segment))


def _scope_of(
    clause: Clause, one: Counted, context: ReportContext
) -> tuple[str | None, Place | None]:
    """The place that the clause names behind the figure, or before it; as written, and resolved."""
    behind = [
        p
        for p in clause.places
        if one.own_end <= p.start < clause.following
        and not re.search(r"[,;:(]", clause.text[one.own_end : p.start])
    ]
    earlier = [p for p in clause.places if clause.sentence.start <= p.start < one.start]
    for mention in [*behind[:1], *reversed(earlier)]:
        place = place_of(mention.text, unit=context.place, campaign=context.campaign)
        if place is not None:
            return mention.text, place
    return None, context.place
