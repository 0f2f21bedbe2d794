"""The words around one figure: which of them say what it counts.

Gives for a figure its clause: the words since the figure before it and up to the next one, without
times, places and sources; and the indicator as an editor reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.figures.words import content_keys
from pipeline.text import matching_key

if TYPE_CHECKING:
    from pipeline.figures.counted import Counted
    from pipeline.figures.periods import PeriodMention
    from pipeline.figures.scopes import PlaceMention
    from pipeline.records import Passage, Sentence

_THIN = 2  # content syllables besides those that alone do not say what is counted ("diện tích", "kinh phí")
_GENERAL = frozenset(matching_key("diện tích kinh phí vốn tiền giá trị người lượt").split())
_SEGMENT = re.compile(r"[,;:()\n\t]|\s[-–]\s|(?<=[^\W\d_]{2})\.\s")
_LINKS = re.compile(
    r"^(?:và|với|trong đó|riêng|có|còn|đã|đến nay|đồng thời|nhưng|song|tuy nhiên|ngoài ra|qua đó|cụ thể|như|trên|là|"
    r"gồm|bao gồm|hiện|hiện có|theo đó|đến|tính|cả)\s+|^\W+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s\W]*\b(?:đạt|là|còn|chiếm|bằng|ước|ước đạt|lên|xuống|xuống còn|có|được|với|cho|trên|từ|tăng|giảm|hơn|khoảng|"
    r"gần|và|của|tại|ở|đến|mới|trong|so với|thì|gồm|mức|đã|gấp|theo|giảm còn|tăng lên|cho đến|đang|trên địa bàn)$",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"(?:theo|qua|trong điều kiện|nhờ|do|căn cứ|tính đến|trên cơ sở|thực hiện|đối với|nhìn chung)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\b(?:theo|do|nhờ|so với|kể từ|tính (?:trên|từ|đến|theo)|trong đó|trong khi|nhưng|song|vì)\b",
    re.IGNORECASE,
)
# A list of two before what is said of both: "trong các cơ quan, đơn vị bị kỷ luật".
_LISTED = re.compile(
    r",\s*\S+(?:\s\S+){0,2}\s(?:bị|được|thuộc|có nhu cầu|tham gia)\b", re.IGNORECASE
)
_OPENER = re.compile(
    r"\b(?:tỷ lệ|tỉ lệ|tỷ trọng|tổng|số|diện tích|kinh phí|giá trị)\b", re.IGNORECASE
)
_SAID_BY = re.compile(
    r"\btheo\s+(?:báo cáo|số liệu|tổng hợp|kết quả|thống kê|đánh giá|khảo sát|cách tính|rà soát)"
    r"[^,;:.]*?(?=\s+(?:là|đạt|còn|chiếm)\b|[,;:.]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The words around one figure: since the figure before it, up to the next one."""

    passage: Passage
    sentence: Sentence
    since: int
    following: int
    periods: tuple[PeriodMention, ...]
    places: tuple[PlaceMention, ...]

    @property
    def text(self) -> str:
        """The whole passage."""
        return self.passage.text

    def words(self, start: int, end: int) -> str:
        """The text between two places without the times and places in it."""
        chars = list(self.text[start:end])
        spans = [(m.start, m.end) for m in self.periods] + [(m.start, m.end) for m in self.places]
        for first, last in spans:
            for i in range(max(first, start), min(last, end)):
                chars[i - start] = " "
        return _SAID_BY.sub(" ", "".join(chars))

    def segments(self, before: int) -> list[str]:
        """Pieces between commas since the figure before, the nearest first, without what names a source.

        What stands directly behind the figure before belongs to that one, unless nothing parts the two.
        """
        pieces = _SEGMENT.split(self.words(self.since, before))
        if self.since > self.sentence.start and len(pieces) > 1:
            pieces = pieces[1:]
        kept = [piece.strip() for piece in pieces[:-1] if not _SOURCE.match(piece.strip())]
        return [piece for piece in reversed([*kept, pieces[-1].strip()]) if piece]

    def right(self, one: Counted) -> str:
        """What follows the figure up to the next comma or figure."""
        whole = self.words(one.end, self.following)
        rest = _SEGMENT.split(whole)[0]
        listed = _LISTED.match(whole, len(rest))
        if listed:
            rest = _SEGMENT.split(whole[: len(rest)] + " " + whole[len(rest) + 1 :])[0]
        return trimmed(_BEHIND.split(rest)[0])


def own_words(clause: Clause, one: Counted, right: str) -> tuple[str, str]:
    """Words of the figure's own clause, grown to the left until they say what is counted; and the left alone."""
    segments = clause.segments(one.start)
    left = segments[0] if segments else ""
    for i, segment in enumerate(segments[1:], 1):
        opened = (
            not one.noun and not _OPENER.search(left) and any(map(_OPENER.search, segments[i:]))
        )
        if not is_thin(f"{left} {one.noun} {right}") and not opened:
            break
        left = f"{segment} {left}".strip()
    return f"{left} {one.noun} {right}", left


def is_thin(words: str) -> bool:
    """Say whether words alone do not tell what is counted."""
    return len([key for key in content_keys(words) if key not in _GENERAL]) < _THIN


def trimmed(words: str) -> str:
    """Words without the links before and the verbs behind them."""
    words = " ".join(words.split()).strip(" ,;:.-–")
    while (shorter := _TAIL.sub("", _LINKS.sub("", words))) != words:
        words = shorter
    return words


def said_indicator(left: str, noun: str, right: str, inherited: str) -> str:
    """The words of the report, without the links before and the verbs behind them."""
    if not content_keys(f"{left} {noun} {right}"):
        left = inherited
    elif inherited:
        left = f"{inherited} {left}"
    left = trimmed(left)
    if set(content_keys(noun)) <= set(content_keys(left)):
        noun = ""
    parts = [left, noun, right] if content_keys(left) or not noun else [noun, right]
    return " ".join(" ".join(p for p in parts if p).split()).strip(" ,;:-–")
