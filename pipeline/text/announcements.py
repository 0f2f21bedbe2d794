"""Announcements of lessons: "... kho tàng kinh nghiệm ...: ...", "Thực tiễn đã chứng minh: ...".

Who announces lessons gives them, whatever the subject and wherever it stands: of the 72 passages of the
training campaigns that do so 68 are lessons by reading.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PRACTICE = r"thực (?:tiễn|tế)\b[^.;:]{0,40}(?:cho thấy|chứng minh|khẳng định|dạy)"
_LESSONS = re.compile(
    rf"(?:\bbài học\b|\bkinh nghiệm\b|{_PRACTICE}|nghiệm (?:ra|thấy))[^.;:]{{0,80}}:\s+(?=\D{{30}})",
    re.IGNORECASE,
)
_INSIGHT = re.compile(
    rf"(?:{_PRACTICE}|kinh nghiệm\s+(?:cho thấy|chứng minh|khẳng định))"
    r"(?:\s+(?:là|rằng)|\s+(?:một |những )?bài học[^.;:]{0,40})?\s*[:,]?\s*$",
    re.IGNORECASE,
)
_LISTED = 3  # parts: fewer tell what was seen as often as what it teaches


def share_told(announced: Sequence[bool], true: Sequence[bool]) -> float:
    """Of what is announced, the share that keeps the promise; one miss more than counted."""
    kept = [right for told, right in zip(announced, true, strict=True) if told]
    return sum(kept) / (len(kept) + 1)


def announces_lessons(text: str) -> bool:
    """Whether a passage says that lessons follow, and goes on."""
    return bool(_LESSONS.search(text))


def is_announced(sentence: str, start: int) -> bool:
    """Whether the part of a sentence that begins at `start` is announced as a lesson.

    It follows "thực tiễn cho thấy", or is one of at least three without figures after the colon.
    """
    if _INSIGHT.search(sentence[:start]):
        return True
    found = _LESSONS.search(sentence)
    if not found or start < found.end():
        return False
    parts = sentence[found.end() :].split(";")
    return len(parts) >= _LISTED and not any(char.isdigit() for char in "".join(parts))
