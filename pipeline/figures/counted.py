"""Numbers with what they count: measure, noun phrase, and whether they say a change.

Gives `Counted`s from the numbers of a sentence. Which clause, time and place they belong to is left to
`prose`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.figures.measures import find_measure
from pipeline.figures.numbers import Number, find_numbers
from pipeline.text import matching_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.records import Sentence

_NOUN_SYLLABLES = 7  # "dịch vụ công trực tuyến toàn trình"
_NOUN_ENDS = frozenset(
    matching_key(w)
    for w in """đạt được bị là có tại ở trên trong của với cho từ đến để so thuộc do theo và hoặc nhưng còn đã đang
    tham tăng giảm chiếm bằng vào ra lên xuống xin không chưa mà thì nên gồm qua khi sau năm tháng phục hoàn tiếp giai
    mỗi vì nhờ bình nay hiện rồi cùng bao trước ngoài nhằm đi về sang tới mới thoát vay làm đều trở lại mất nhận
    cũng một gấp hơn
    góp vốn bỏ""".split()
)
_AREA_LIST = re.compile(
    r"(?:xã|phường|thị trấn|huyện|thị xã|thành phố|thôn|bản|tổ dân phố|sở|ban|ngành)"
    r"(?:,\s(?:xã|phường|thị trấn|thị xã|thành phố|bản|tổ dân phố|khu phố|ban|ngành))+",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"(?:^|(?<=[\s,(]))(?:tăng|giảm|gấp|bớt|vượt|cao hơn|thấp hơn|nhiều hơn|ít hơn|chênh|cắt giảm|rút ngắn)"
    r"(?:\s+(?:thêm|được|bình quân|trung bình|tới|đến|gần|khoảng|hơn|trên))*\s+$",
    re.IGNORECASE,
)
_OF_PLAN = re.compile(r"\s*(?:so với|kế hoạch|cùng kỳ|năm trước|chỉ tiêu|dự toán)", re.IGNORECASE)
_WORD = re.compile(r"\s?([^\W\d_][^\s,;.:()\"”]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number with its measure: `start..end` is the figure's text, `own_end` ends number and unit."""

    number: Number
    start: int
    end: int
    own_end: int
    value: float
    power: float
    measure: str
    noun: str
    change: bool


def find_counted(text: str, sentence: Sentence) -> list[Counted]:
    """Every number of a sentence with what it counts; places count in `text`."""
    return _add_nouns(text, _numbers_of(text, sentence), sentence)


def _numbers_of(text: str, sentence: Sentence) -> list[Number]:
    """Numbers of a sentence; markers count only at the head of the passage."""
    piece = text[sentence.start : sentence.end]
    return [
        replace(
            n,
            start=n.start + sentence.start,
            end=n.end + sentence.start,
            begin=n.begin + sentence.start,
        )
        for n in find_numbers(piece)
    ]


def _add_nouns(text: str, numbers: Sequence[Number], sentence: Sentence) -> list[Counted]:
    words = {w.lower() for w in sentence.words}
    found = []
    for i, number in enumerate(numbers):
        limit = numbers[i + 1].begin if i + 1 < len(numbers) else sentence.end
        measure = find_measure(text, number.end)
        noun_end, noun = measure.end, ""
        if measure.written in {"", "%"}:
            noun_end = _noun_end(text, measure.end, limit)
            noun = text[measure.end : noun_end].strip()
        verb = _CHANGE.search(text[sentence.start : number.begin])
        start = sentence.start + verb.start() if verb else number.begin
        found.append(
            Counted(
                number=number,
                start=start,
                end=noun_end,
                own_end=measure.end,
                value=number.value * measure.power,
                power=measure.power,
                measure=measure.written or first_word(noun, words),
                noun=noun,
                change=verb is not None or _is_ratio(text, number.begin, measure.end),
            )
        )
    return found


def _is_ratio(text: str, start: int, end: int) -> bool:
    """Say whether a share compares with another time or a plan: "bằng 118% so với năm 2024"."""
    return text[:start].rstrip().lower().endswith("bằng") and _OF_PLAN.match(text, end) is not None


def _noun_end(text: str, at: int, limit: int) -> int:
    """Where the noun phrase ends that begins at `at`; `at` itself where none begins."""
    areas = _AREA_LIST.match(text, at + 1)
    if areas:
        return min(areas.end(), limit)
    end = at
    for _ in range(_NOUN_SYLLABLES):
        found = _WORD.match(text, end, limit)
        if not found or matching_key(found[1]) in _NOUN_ENDS or "/" in found[1]:
            break
        end = found.end()
    return end


def first_word(noun: str, words: set[str]) -> str:
    """The first word of a noun phrase, in as many syllables as the sentence's words have."""
    parts = noun.replace(",", " ").split()
    for count in (4, 3, 2):
        if len(parts) >= count and "_".join(parts[:count]).lower() in words:
            return " ".join(parts[:count])
    return parts[0] if parts else ""
