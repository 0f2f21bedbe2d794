"""Lists that Word numbers itself: numbering.xml for the reports that `render_sample` types."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipeline.draft.form import element
from pipeline.text import Marker, find_marker

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from pipeline.corpus import AnnotatedReport

# Kinds of markers that Word can make: format of the number and what stands around it.
_FORMATS = {
    "roman": "upperRoman",
    "number": "decimal",
    "letter": "lowerLetter",
    "paren_number": "decimal",
}
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


class WordLists:
    """The definitions in a document's numbering.xml and the lists that use them."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._root = document.part.numbering_part.element
        for child in list(self._root):  # the template's own lists
            self._root.remove(child)
        self._definitions: dict[tuple[str, str], int] = {}
        self._last: dict[int, tuple[int, int]] = {}
        self._lists: list[Any] = []

    def number_for(self, marker: Marker) -> int | None:
        """Id of the list that shows exactly this marker next; None where Word cannot make it."""
        value = _value_of(marker)
        if marker.kind in {"dash", "star", "plus"}:
            return self._list(self._define("bullet", marker.text), None)
        if marker.kind not in _FORMATS or value is None:
            return None
        shown = re.sub(r"[\dA-Za-z]+", "%1", marker.text)
        definition = self._define(_FORMATS[marker.kind], shown)
        list_, last = self._last.get(definition, (0, -1))
        if value != last + 1:
            list_ = self._list(definition, value)
        self._last[definition] = (list_, value)
        return list_

    def number_headings(self, report: AnnotatedReport) -> None:
        """Tie the heading styles to one list of several levels, in the report's form."""
        levels = []
        for level in (1, 2):
            typed = [b.text for b in report.blocks if b.level == level]
            marker = find_marker(typed[0]) if typed else None
            if marker and marker.kind in _FORMATS:
                shown = re.sub(r"[\dA-Z]+", f"%{level}", marker.text)
                levels.append((_FORMATS[marker.kind], shown, f"Heading{level}"))
        list_ = self._list(self._add_definition(levels), None)
        for level in range(len(levels)):
            style = self._document.styles[f"Heading {level + 1}"]
            set_list(style.element, list_=list_, level=level)

    def _define(self, format_: str, shown: str) -> int:
        if (format_, shown) not in self._definitions:
            self._definitions[format_, shown] = self._add_definition([(format_, shown, "")])
        return self._definitions[format_, shown]

    def _add_definition(self, levels: list[tuple[str, str, str]]) -> int:
        id_ = len(self._root) - len(self._lists)
        definition = element("w:abstractNum", abstractNumId=str(id_))
        definition.append(element("w:multiLevelType", val="multilevel"))
        for place, (format_, shown, style) in enumerate(levels):
            level = element("w:lvl", ilvl=str(place))
            level.append(element("w:start", val="1"))
            level.append(element("w:numFmt", val=format_))
            if style:
                level.append(element("w:pStyle", val=style))
            level.append(element("w:suff", val="space"))
            level.append(element("w:lvlText", val=shown))
            level.append(element("w:lvlJc", val="left"))
            definition.append(level)
        self._root.insert(id_, definition)  # all definitions stand before all lists
        return id_

    def _list(self, definition: int, start: int | None) -> int:
        id_ = len(self._lists) + 1
        list_ = element("w:num", numId=str(id_))
        list_.append(element("w:abstractNumId", val=str(definition)))
        if start is not None:
            override = element("w:lvlOverride", ilvl="0")
            override.append(element("w:startOverride", val=str(start)))
            list_.append(override)
        self._lists.append(list_)
        self._root.append(list_)
        return id_


def set_list(holder: Any, *, list_: int, level: int) -> None:
    """Put a paragraph or a style (its XML element) into a list."""
    properties = holder.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = list_


def _value_of(marker: Marker) -> int | None:
    """Which number or letter a marker shows; None for what Word's lists do not have ("đ")."""
    letters = re.sub(r"[^\w]", "", marker.text)
    if letters.isdecimal():
        return int(letters)
    if letters in _ROMANS:
        return _ROMANS.index(letters) + 1
    if re.fullmatch(r"[a-z]", letters):
        return ord(letters) - ord("a") + 1
    return None
