"""Names of WordprocessingML and small readers of its attributes; nothing of what they mean.

`w("p")` is the full name of `w:p`. Files of the strict variant are brought to these names when
they are opened (`package`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the type of an element


def w(name: str) -> str:
    """Full name of an element or attribute of the main namespace."""
    return f"{{{_W}}}{name}"


ALTERNATE = f"{{{_MC}}}AlternateContent"
CHOICE = f"{{{_MC}}}Choice"
FALLBACK = f"{{{_MC}}}Fallback"
MATH = f"{{{_M}}}"
MATH_TEXT = f"{{{_M}}}t"
VAL = w("val")
P, TBL, TR, TC = w("p"), w("tbl"), w("tr"), w("tc")
PPR, RPR, SDT, SECT = w("pPr"), w("rPr"), w("sdt"), w("sectPr")

_SDT_CONTENT = w("sdtContent")
_CONTROL_PROPERTIES = w("sdtPr")
_TEXT = w("t")
# Prompts of Word that some programs save as if they had been typed.
_PROMPT = re.compile(
    r"(?:click or tap|click|tap) (?:here )?to (?:enter|add) (?:text|a date)\.?"
    r"|click here to enter (?:text|a date)\.?|choose an item\.?"
    r"|(?:bấm|nhấn|nhấp)(?: hoặc (?:gõ|nhấn|chạm))? (?:vào đây )?để nhập (?:văn bản|ngày(?: tháng)?)\.?"
    r"|chọn một mục\.?",
    re.IGNORECASE,
)
_BLOCK_WRAPPERS = frozenset({w("customXml"), w("ins"), w("moveTo"), w("smartTag")})
_LONGEST_PROMPT = 60  # characters; those of _PROMPT have up to 45
_OFF = frozenset({"0", "false", "off"})


def val(element: Element | None, name: str) -> str | None:
    """`w:val` of the child `name`; None without the child or the attribute."""
    found = None if element is None else element.find(w(name))
    return None if found is None else found.get(VAL)


def number(text: str | None) -> int | None:
    """A whole number as files write it ("28", "28.0"), or None."""
    try:
        return int(float(text)) if text else None
    except (ValueError, OverflowError):
        return None


def is_on(element: Element) -> bool:
    """A switch such as `<w:b/>` or `<w:b w:val="0"/>`."""
    return element.get(VAL, "1").lower() not in _OFF


def is_set(element: Element, name: str) -> bool:
    """A switch that is an attribute; off where the attribute is absent."""
    return element.get(w(name), "0").lower() not in _OFF


def has(element: Element | None, name: str) -> bool:
    """Say whether the switch `name` stands among the children and is on."""
    found = None if element is None else element.find(w(name))
    return found is not None and is_on(found)


def chosen(alternate: Element) -> Element | None:
    """The one branch of `mc:AlternateContent` that is read: the others repeat it."""
    choice = alternate.find(CHOICE)
    return alternate.find(FALLBACK) if choice is None else choice


def control_content(control: Element) -> Element | None:
    """What a content control holds; None while it shows only its prompt."""
    content = control.find(_SDT_CONTENT)
    if content is None or has(control.find(_CONTROL_PROPERTIES), "showingPlcHdr"):
        return None
    return None if _is_prompt(content) else content


def _is_prompt(content: Element) -> bool:
    """Say whether all that a control holds is a prompt of Word; a long text is not looked at."""
    text = ""
    for item in content.iter(_TEXT):
        text += item.text or ""
        if len(text) > _LONGEST_PROMPT:
            return False
    return _PROMPT.fullmatch(text.strip()) is not None


def unwrapped(container: Element) -> Iterator[Element]:
    """Children of `container` in order, with content controls and other wrappers opened.

    Works with a stack: a file may nest wrappers deeper than Python's calls may go.
    """
    stack = [container.iterchildren(etree.Element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        inside: Element | None
        if child.tag == SDT:
            inside = control_content(child)
        elif child.tag == ALTERNATE:
            inside = chosen(child)
        elif child.tag in _BLOCK_WRAPPERS:
            inside = child
        else:
            yield child
            continue
        if inside is not None:
            stack.append(inside.iterchildren(etree.Element))
