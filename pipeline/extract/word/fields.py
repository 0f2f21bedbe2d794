"""Fields of a paragraph that have begun, and what the fields of old forms show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.word.markup import VAL, has, number, val, w

if TYPE_CHECKING:
    from pipeline.extract.word.markup import Element

_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})


@dataclass(slots=True, kw_only=True)
class Field:
    """A field that has begun.

    Attributes:
        begin: its `w:fldChar` or `w:fldSimple`.
        instruction: grows until its result begins.
        shown: whether its result has words.
    """

    begin: Element
    instruction: str = ""
    in_result: bool = False
    shown: bool = False

    @property
    def is_page(self) -> bool:
        """Whether it gives a page number."""
        return self.instruction.strip().partition(" ")[0].upper() in _PAGE_FIELDS


def form_value(begin: Element) -> str:
    """What a check box or a list of an old form shows, which is no text in the file; else ""."""
    data = begin.find(w("ffData"))
    if data is None:
        return ""
    box, choices = data.find(w("checkBox")), data.find(w("ddList"))
    if box is not None:
        state = "default" if box.find(w("checked")) is None else "checked"
        return "☒" if has(box, state) else "☐"
    if choices is None:
        return ""
    entries = [entry.get(VAL, "") for entry in choices.iterchildren(w("listEntry"))]
    place = number(val(choices, "result") or val(choices, "default")) or 0
    return entries[place] if 0 <= place < len(entries) else ""
