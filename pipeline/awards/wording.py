"""Sentences that propose: "đề nghị UBND tỉnh tặng Bằng khen cho ...", and where their lists stand.

A sentence proposes when one asks ("đề nghị", "trình", "giới thiệu") and nothing says that it is over
("đã được tặng", "theo đề nghị của"). What the list holds is left to `listing`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.awards.forms import Form, find_forms, stated_form
from pipeline.awards.lexicon import even_case

_ASKS = re.compile(
    r"(?<!theo )(?<!theo sự )(?<!không )(?<!chưa )"
    r"\b(?:đề nghị|kiến nghị|đề xuất|trình|giới thiệu|đề cử|xin|xét|bình chọn|thống nhất|nhất trí|quyết định)\b"
)
# Over already; what was received needs no "đã".
_OVER = re.compile(
    r"\bđã (?:từng |kịp thời |nhiều lần |có \w+ \w+ )?(?:đề nghị|trình|kiến nghị|được|tặng|khen|biểu dương|"
    r"tuyên dương|trao|nhận|quyết định)\b|\bđược\b(?! (?:đề nghị|xét|xem xét))|\btừng\b|\btheo đề nghị\b"
)
_PRAISES = re.compile(
    r"(?<!bằng )(?<!giấy )(?<!thư )(?<!đua, )(?<!đua )(?<!công tác )(?<!hồ sơ )(?<!hình thức )(?<!hội đồng )"
    r"(?<!quỹ )(?<!về )(?<!kết quả )(?<!xếp loại, )(?<!đề nghị là )"
    r"\b(?:khen thưởng|khen(?! ngợi)|biểu dương|tuyên dương|tôn vinh)\b"
)
_GIVES = re.compile(r"(?:tặng thưởng|tặng|truy tặng|thưởng|trao|nhận|công nhận)(?: và)?\s*$")
_TO = re.compile(
    r"\s*(?:đột xuất|cao|kịp thời|đối với|cho|tới|đến|với)?(?: (?:cho|đối với))?[\s:,]*"
)
_TO_NEXT = re.compile(r"\s+(?:cho|đối với)\b|\s*:")
_PRESENTS = re.compile(
    r"(?<!được )giới thiệu\s+(?P<list>.+?)(?=\s+(?:để|vào danh sách)\b|[,;]\s*(?:và |kính |trân trọng )?đề nghị\b)"
)
_NAMED_FIRST = re.compile(
    r"(?P<list>.+?)(?:,?\s+(?:xứng đáng )?được (?:[^\W\d_]+ ){0,4}?|\s*[,;:–-]\s*(?:kính |trân trọng )?)"
    r"đề nghị\b.*?\b(?:khen|tặng)\b"
)
_GIVER = re.compile(
    r"(?:ban thường (?:vụ|trực)|ban chấp hành|ban tuyên giáo|ban chỉ đạo|chủ tịch|bộ trưởng|thủ tướng|"
    r"chính phủ|ubnd|ủy ban|giám đốc|tổng giám đốc|bộ|trung ương|tỉnh ủy|huyện ủy|thành ủy|hội đồng|"
    r"mttq|sở|nhà nước|tổng cục trưởng|tổng liên đoàn|công đoàn ngành|cấp (?:trên|có thẩm quyền))\b"
)
_BOUND = re.compile(r"[;,]|\s(?:và)\s")
_MANNER = re.compile(
    r"(?:\s|và|kính|trân trọng|đồng thời|tiếp tục|cũng|xin|mong|nay|huyện|tỉnh|sở|ban)+$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Where a list of awardees stands, `text[start:end]`, and the form that is proposed."""

    start: int
    end: int
    form: str


@dataclass(frozen=True, slots=True)
class _Point:
    """Words of awarding; behind them, at `list_at`, the list begins."""

    start: int
    list_at: int
    form: str


def find_proposals(text: str, *, listed: bool = False) -> tuple[Proposal, ...]:
    """Return the lists that one sentence proposes.

    Args:
        text: the sentence.
        listed: it stands where only proposals stand, and needs no "đề nghị" of its own.
    """
    even = even_case(text)
    points = _points(text, even)
    lists: list[Proposal] = list(_presented(text, even))
    cursor, proposes, asked = 0, listed, listed
    for i, point in enumerate(points):
        proposes = _proposes(even, cursor, point.start, before=proposes, asked=asked)
        asked = asked or proposes
        cursor = point.list_at
        if proposes:
            following = points[i + 1] if i + 1 < len(points) else None
            end = _list_end(even, point.list_at, following)
            lists.append(Proposal(start=point.list_at, end=end, form=point.form))
    form = stated_form(text) or next((found.form for found in lists if found.form), "")
    return tuple(
        Proposal(start=found.start, end=found.end, form=found.form or form)
        for found in sorted(lists, key=lambda found: found.start)
    )


def find_named_first(text: str) -> tuple[int, int] | None:
    """Return where the list stands of a sentence that names first.

    "A và B được đề nghị tặng Bằng khen", "A, đề nghị tặng Bằng khen"; what is over ("đã được đề nghị")
    gives None.
    """
    even = even_case(text)
    found = _NAMED_FIRST.match(even)
    if not found or even[: found.end("list")].endswith(("đã", "từng")):
        return None
    return found.span("list")


def _points(text: str, even: str) -> list[_Point]:
    points = []
    forms = find_forms(text)
    for form in forms:
        given = _GIVES.search(even, 0, form.start)
        if given or _TO_NEXT.match(even, form.end):
            points.append(
                _Point(given.start() if given else form.start, _behind(even, form.end), form.text)
            )
    points += [
        _Point(praise.start(), _behind(even, praise.end()), "")
        for praise in _PRAISES.finditer(even)
        if not any(form.start <= praise.start() < form.end for form in forms)
    ]
    return sorted(points, key=lambda point: point.start)


def _behind(even: str, at: int) -> int:
    found = _TO.match(even, at)
    return found.end() if found else at


def _proposes(even: str, cursor: int, at: int, *, before: bool, asked: bool) -> bool:
    """Whether the words between the last list's beginning and `at` ask, or go on asking.

    What is over ends what was asked `before` in the clause, not what the sentence `asked` as a whole.
    """
    stop = even.rfind(";", cursor, at)
    clause_at = max(cursor, stop + 1)
    over = [found.end() for found in _OVER.finditer(even, clause_at, at)]
    asks = [found.start() for found in _ASKS.finditer(even, clause_at, at)]
    if over:
        return any(ask >= over[-1] for ask in asks)
    return before or bool(asks) or (asked and stop >= 0)


def _list_end(even: str, start: int, following: _Point | None) -> int:
    """Where the list that begins at `start` ends: before those who are asked to give the next form."""
    last = following.start if following else len(even)
    asks = [found.start() for found in _ASKS.finditer(even, start, last)]
    asks = [a for a in asks if even.startswith("đề nghị", a) and not _is_inside(even, start, a)]
    if following is None:
        asks = [
            a for a in asks if even[start : _before_manner(even, start, a)].endswith((";", ","))
        ]
    if asks:
        return _before_asking(even, start, asks[0])
    if following is None:
        return len(even)
    ends = [b.start() for b in _BOUND.finditer(even, start, last) if _gives(even, b.end(), last)]
    stop = even.rfind(";", start, last)
    return ends[-1] if ends else stop if stop >= 0 else last


def _gives(even: str, start: int, end: int) -> bool:
    """Whether nothing, or who gives, stands between a sign and the words of awarding."""
    between = even[start:end].strip()
    return not between or bool(_GIVER.match(between))


def _is_inside(even: str, start: int, at: int) -> bool:
    """Whether `at` stands in brackets that opened behind `start`."""
    return even.count("(", start, at) > even.count(")", start, at)


def _before_manner(even: str, start: int, ask: int) -> int:
    """The place before the adverbs that lead to "đề nghị"."""
    manner = _MANNER.search(even, start, ask)
    return manner.start() if manner else ask


def _before_asking(even: str, start: int, ask: int) -> int:
    """The end of a list before "đề nghị": without the adverbs, and without who asks."""
    end = _before_manner(even, start, ask)
    if even[start:end].rstrip()[-1:] in {",", ";", ""}:
        return end
    stop = even.rfind(";", start, end)
    return stop if stop >= 0 else end


def _presented(text: str, even: str) -> list[Proposal]:
    """The list behind "giới thiệu", where the sentence goes on to ask for a commendation."""
    found = _PRESENTS.search(even)
    if not found:
        return []
    forms: list[Form] = [form for form in find_forms(text) if form.start >= found.end()]
    if not forms and not _PRAISES.search(even, found.end()):
        return []
    return [
        Proposal(
            start=found.start("list"), end=found.end("list"), form=forms[0].text if forms else ""
        )
    ]
