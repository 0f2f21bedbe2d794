"""The clauses of a passage that may state a claim, as spans, without marker, lead-in and aftermath.

A sentence is cut at its semicolons; a lead-in that ends with a colon stands apart ("Đối với Chính
phủ:"); what only tells the consequence ("..., nhờ đó năm 2019 ...") is left outside the claim. Joints
("..., cho thấy ...", "..., vì vậy ...") part a clause as well: what was seen from what it teaches. Two
parts of a joint that both state something are one claim again (`extract`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.records import Passage, PassageKind
from pipeline.text import find_marker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
    r"(?:qua|từ) đó(?! (?:mới |càng |cho |đã )*(?:thấy|rút|hiểu))|kết quả là)\b|"
    r"(?:[,;.]\s+|\s[-–]\s+)(?:đến nay|đến hết năm|năm \d{4})\b",
    re.IGNORECASE,
)
# Verbs with which a demand begins: a comma or "và" before one may begin the next demand.
_DEMANDS = (
    "bố trí|ban hành|sửa(?: đổi)?|bổ sung|hướng dẫn|hỗ trợ|nâng|tăng|giảm(?! nghèo)|điều chỉnh|phân cấp|"
    "cấp(?! (?:xã|huyện|tỉnh|ủy|uỷ|trên|dưới|cơ sở|thôn|sở|ngành))|giao|cho(?: phép)?|đầu tư|xây(?! dựng)|"
    "mở|kéo dài|ưu tiên|rà soát|quy định|chỉ đạo|công bố|có (?:chính sách|cơ chế)|sớm|thống nhất|"
    "giữ nguyên|không (?:tiếp tục|giảm)|bắt buộc|buộc|gộp|chuyển(?! đổi)|rút|thu hồi|đứng ra|cử|trình|"
    "xóa|xoá|bỏ|thôi|dành|trích"
)
_DEMAND_WORDS = (
    6  # words: less on one side is a list of verbs for one object ("sửa chữa, nâng cấp")
)
# What parts a clause softly; the words of the joint belong to neither side.
_JOINTS = {
    "insight": (
        r"(?:[,;:]\s+|\s+)(?:(?:điều|việc|chuyện|qua|từ) (?:đó|này|ấy)\s+)?"
        r"(?:đã\s+|cũng\s+|càng\s+|mới\s+)*"
        r"(?:cho thấy|cho hay|chứng tỏ|chứng minh|nói lên|khẳng định|nghiệm (?:ra|thấy)|nhận ra|"
        r"rút ra(?: được)?(?: bài học| kinh nghiệm)?|thấm thía|chiêm nghiệm|đúc kết(?: được)?|"
        r"(?<=mới )thấy|thấy (?:rõ|rằng)|hiểu rằng|bài học là|kinh nghiệm là)(?:\s+(?:là|rằng))?\s*[:,]?\s+"
    ),
    "so": (
        r"[,;]?\s+(?:[-–]\s+)?(?:chính )?(?:vì vậy|vì thế|do đó|do vậy|bởi vậy|cho nên|thế nên)"
        r"\s*[:,]?\s+"
    ),
    "is": r"[,:]\s+(?:đó|ấy) (?:chính )?là\s*:?\s+|,\s+(?:theo đó|tức là),?\s+|\s+và rằng\s+",
    "colon": r"(?<!\d):\s+",
    "ask": (
        r"[,;]\s+(?:(?:nên|vì vậy|do đó|do vậy|vì thế)\s+)?"
        r"(?=(?:\w+\s+){0,3}(?:rất |kính |tha thiết |cũng )*(?:đề nghị|kiến nghị|mong|xin) (?!lỗi|phép))"
    ),
    "and": rf",?\s+(?:và|đồng thời)\s+(?=(?:{_DEMANDS})\s)",
    "comma": rf",\s+(?=(?:{_DEMANDS})\s)",
}
_JOINT = re.compile(
    "|".join(f"(?P<{name}>{pattern})" for name, pattern in _JOINTS.items()), re.IGNORECASE
)
# What turns to the claim and is none of it: "Tuy nhiên, ...", "Nguyên nhân trực tiếp là do ...".
_TURN = re.compile(
    r"(?:tuy nhiên|tuy vậy|tuy thế|song song đó|song|nhưng|thế nhưng|mặc dù vậy|bên cạnh đó|ngoài ra|"
    r"mặt khác|đồng thời|hơn nữa)\s*,\s*|(?:do đó|do vậy|vì vậy|vì thế|bởi vậy|cho nên)\s*,?\s+|"
    r"(?:những |các |một )?nguyên nhân\b[^,;:.]{0,70}?\s(?:là do|là vì|là|do)\s+",
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
        joint: what parts it from the clause before it; "" where it begins anew.
    """

    start: int
    end: int
    number: int
    sentence: int
    lead: str
    joint: str = ""


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
            for piece, stop, joint in _joined(passage.text, begin, end):
                clauses.append(
                    Clause(
                        start=piece,
                        end=stop,
                        number=len(clauses),
                        sentence=number,
                        lead=lead,
                        joint=joint,
                    )
                )
    return tuple(clauses)


def _joined(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The pieces between the joints of a clause, and the joint before each; short ones are left out."""
    held = _held(text, start, end)
    cursor, joint = start, ""
    for found in [*_JOINT.finditer(text, start, end), None]:
        if found and (_inside(found, held) or _lists_verbs(text, cursor, found, end)):
            continue
        begin, stop = _trim(text, cursor, found.start() if found else end)
        if len(text[begin:stop].split()) >= _SHORTEST:
            yield begin, stop, joint
        if found:
            cursor, joint = found.end(), str(found.lastgroup)


def claim_span(text: str, clause: Clause) -> tuple[int, int]:
    """The clause without the turn that leads to it and without its aftermath, where enough remains."""
    start, end = clause.start, clause.end
    turn = _TURN.match(text, start, end)
    if turn and len(text[turn.end() : end].split()) >= _SHORTEST:
        start = turn.end()
    body = text[start:end]
    for found in _AFTERMATH.finditer(body):
        if len(body[: found.start()].split()) >= _SHORTEST * 2:
            return _trim(text, start, start + found.start())
    return start, end


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cursor = start
    held = _held(text, start, end)
    for cut in _CUT.finditer(text, start, end):
        if _inside(cut, held):
            continue
        yield cursor, cut.start()
        cursor = cut.end()
    yield cursor, end


def _inside(cut: re.Match[str], held: Sequence[tuple[int, int]]) -> bool:
    return any(a < cut.start() < b for a, b in held)


def _lists_verbs(text: str, start: int, joint: re.Match[str], end: int) -> bool:
    """Whether an "and" or a comma parts too little to be two demands."""
    sides = (text[start : joint.start()], text[joint.end() : end])
    return (
        joint.lastgroup in {"and", "comma"} and min(len(s.split()) for s in sides) < _DEMAND_WORDS
    )


def _held(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [found.span() for found in _HELD_TOGETHER.finditer(text, start, end)]


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
