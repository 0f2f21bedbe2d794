"""Whether a clause asks for something now, tells of a demand made before, or quotes a leader.

What was already asked and answered, or is quoted from the plan, is no recommendation: "đã đề nghị",
"theo đề nghị của", "được chấp thuận". The look-alikes are rules, for no corpus shows all of them.
"""

from __future__ import annotations

import re

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
_OPENLY = re.compile(
    r"(?:kính |rất |xin |tha thiết )*(?:đề nghị|kiến nghị|mong)\s+"
    r"(?=[A-ZĐ]|(?:tỉnh|huyện|cấp|các|trung ương|được|cho|có|sớm)\b)"
)
# "Như Bác Hồ đã dạy: “...”": the words of a leader, that every report quotes.
_LEADER = re.compile(
    r"\b(?:Bác(?: Hồ)?|Người|Hồ Chí Minh|Lênin|V\.I\. ?Lênin|C\. ?Mác|Tổng Bí thư|Thủ tướng|Chủ tịch nước)\b"
    r"[^.;“”\"]{0,80}\b(?:dạy|nhắc(?: nhở)?|căn dặn|nói|viết|khẳng định|nhấn mạnh|chỉ rõ|yêu cầu)\b"
    r"[^.;“”\"]{0,30}$"
)
_REPORT_HEAD = 90  # characters: where the governing verb of a clause stands


def asks_openly(clause: str) -> bool:
    """Whether a clause begins with its demand: "Đề nghị Sở Y tế ...".

    In passages that ask or complain 221 of 239 such clauses of the corpora are recommendations.
    """
    return bool(_OPENLY.match(clause[:1].lower() + clause[1:])) and not is_reported(clause)


def quotes_leader(before: str, clause: str) -> bool:
    """Whether a clause is a quotation of a leader, and so no claim of the unit's own."""
    return clause[:1] in '“"' and bool(_LEADER.search(before.rstrip()))


def is_reported(clause: str) -> bool:
    """Whether a clause tells of a demand made before, rather than makes one."""
    if answered := _ANSWERED.match(clause):
        return not _ASKED_NOW.search(clause, answered.end())
    told = _REPORTED.search(clause[:_REPORT_HEAD])
    return bool(told) and not _ASKED_NOW.search(clause)
