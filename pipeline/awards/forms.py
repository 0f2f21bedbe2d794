"""Forms of commendation in a text: "Bằng khen của Chủ tịch UBND tỉnh", "Huân chương Lao động hạng Ba"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.awards.lexicon import even_case

# A giver ends where the one who is given to begins, or the clause ends.
_GIVER_END = (
    r"(?=\s+(?:cho|đối với|tặng|vì|về|trong|nhân|là|đã|năm|để|theo|và)\b|\s*[:;,.()\n\t]|\s*$)"
)
_HONOUR_END = r"(?=\s+(?:cho|đối với|của|vì|về|trong|nhân|là|và|năm)\b|\s*[:;,.()\n\t]|\s*$)"
FORM = re.compile(
    r"(?P<form>"
    r"bằng (?:khen|ghi công|lao động sáng tạo)|giấy khen|thư khen|kỷ niệm chương"
    rf"|(?:huân|huy) chương(?:\s+[^\W\d_]+){{1,5}}?(?:\s+hạng\s+(?:nhất|nhì|hai|ba))?{_HONOUR_END}"
    rf"|huy hiệu(?:\s+[^\W_]+){{0,6}}?{_HONOUR_END}|cờ (?:thi đua|đơn vị)(?:\s+xuất sắc)?"
    rf"|danh hiệu\s+(?:[\"“«][^\"”»]+[\"”»]|[^\W\d_]+(?:\s+[^\W\d_]+){{1,8}}?{_HONOUR_END})"
    r")"
    rf"(?P<giver>\s+của\s+[^\W\d_].{{1,80}}?{_GIVER_END})?"
)
_SAID = re.compile(r"hình thức[^.;:]{0,40}?(?::|\blà\b)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as written, `text[start:end]`."""

    start: int
    end: int
    text: str


def find_forms(text: str) -> tuple[Form, ...]:
    """Return the forms that `text` names, in order."""
    return tuple(
        Form(start=found.start(), end=found.end(), text=text[found.start() : found.end()].strip())
        for found in FORM.finditer(even_case(text))
    )


def first_form(text: str) -> str:
    """Return the first form that `text` names, "" without one."""
    forms = find_forms(text)
    return forms[0].text if forms else ""


def stated_form(text: str) -> str:
    """Return the form of a sentence that states it apart: "Hình thức: Giấy khen của Giám đốc Sở"."""
    said = _SAID.search(even_case(text))
    if not said:
        return ""
    behind = find_forms(text[said.end() :])
    return behind[0].text if behind and behind[0].start == 0 else ""
