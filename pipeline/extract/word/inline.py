"""The inside of a paragraph as tokens: text with its look, breaks, anchors of boxes and notes.

Gives what is seen when all tracked changes are accepted: inserted text stays, deleted and hidden
text goes; of a field the result stays. Fields may reach over paragraphs, so one reader goes
through a story (body, header, note) from its beginning.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.extract.word.glyphs import readable, symbol
from pipeline.extract.word.markup import (
    ALTERNATE,
    MATH,
    MATH_TEXT,
    PPR,
    RPR,
    SDT,
    Element,
    chosen,
    control_content,
    is_set,
    val,
    w,
)
from pipeline.extract.word.styles import Look, Styles, read_look

if TYPE_CHECKING:
    from collections.abc import Iterator


class Mark(Enum):
    """What stands between the text."""

    LINE = auto()  # soft line break
    COLUMN = auto()  # what follows stands in the next column
    PAGE = auto()  # page break set by the writer
    RENDERED_PAGE = auto()  # page boundary of the last time Word laid the text out
    PAGE_NUMBER = auto()  # a page number stood here


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Text of one look. Every switch of `look` is resolved."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A text box anchored here; `content` holds its paragraphs and tables."""

    content: Element


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMark:
    """The mark of a footnote or endnote; `kind` is "footnote" or "endnote"."""

    kind: str
    id: str


Token = Span | Mark | Box | NoteMark

_R, _T, _SYM = w("r"), w("t"), w("sym")
_FIELD, _INSTRUCTION, _SIMPLE = w("fldChar"), w("instrText"), w("fldSimple")
_RUBY, _RUBY_BASE = w("ruby"), w("rubyBase")
_BOX = w("txbxContent")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WRAPPERS = frozenset(
    w(name) for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo")
)
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("noBreakHyphen"): "-"}
_MARKS = {
    w("cr"): Mark.LINE,
    w("lastRenderedPageBreak"): Mark.RENDERED_PAGE,
    w("pgNum"): Mark.PAGE_NUMBER,
}
_BREAK = w("br")
_BREAKS = {"page": Mark.PAGE, "column": Mark.COLUMN}
_DRAWINGS = frozenset({w("drawing"), w("pict"), w("object")})
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})


@dataclass(slots=True, kw_only=True)
class _Field:
    """A field that has begun: `instruction` grows until its result begins."""

    instruction: str = ""
    in_result: bool = False

    @property
    def is_page(self) -> bool:
        return self.instruction.strip().partition(" ")[0].upper() in _PAGE_FIELDS


class InlineReader:
    """Reads the paragraphs of one story, in order."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[_Field] = []

    def read(self, paragraph: Element) -> list[Token]:
        """Tokens of one paragraph, in order."""
        style = val(paragraph.find(PPR), "pStyle")
        tokens = list(self._children(paragraph, style))
        # an instruction without result would hide all that follows: it ends with its paragraph
        self._fields = [item for item in self._fields if item.in_result]
        return tokens

    @property
    def _visible(self) -> bool:
        return all(item.in_result and not item.is_page for item in self._fields)

    def _children(self, parent: Element, style: str | None) -> Iterator[Token]:
        for child in parent.iterchildren(etree.Element):
            tag = child.tag
            if tag == _R:
                yield from self._run(child, style)
            elif tag == _SIMPLE:
                yield from self._simple_field(child, style)
            elif tag == MATH_TEXT:
                yield from self._text(child.text or "", self._look(None, style))
            else:
                inside = _inside(child)
                if inside is not None:
                    yield from self._children(inside, style)

    def _simple_field(self, field: Element, style: str | None) -> Iterator[Token]:
        opened = _Field(instruction=field.get(w("instr"), ""), in_result=True)
        if opened.is_page:
            yield Mark.PAGE_NUMBER
        else:
            yield from self._children(field, style)

    def _look(self, properties: Element | None, style: str | None) -> Look:
        base = self._styles.base_look(style, val(properties, "rStyle"))
        direct = read_look(properties)
        return direct.over(base)

    def _run(self, run: Element, style: str | None) -> Iterator[Token]:
        look = self._look(run.find(RPR), style)
        for item in run.iterchildren(etree.Element):
            tag = item.tag
            if tag == _FIELD:
                yield from self._field(item)
            elif tag == _INSTRUCTION:
                if self._fields and not self._fields[-1].in_result:
                    self._fields[-1].instruction += item.text or ""
            elif tag in _MARKS:
                yield _MARKS[tag]
            elif tag == _BREAK:
                yield _BREAKS.get(item.get(w("type"), ""), Mark.LINE)
            elif not look.hidden and self._visible:
                yield from self._content(item, look, style)
                if tag in _NOTES and is_set(item, "customMarkFollows"):
                    return  # the rest of the run is the note's own sign

    def _content(self, item: Element, look: Look, style: str | None) -> Iterator[Token]:
        """Tokens of one visible child of a run."""
        tag = item.tag
        if tag == _T:
            yield from self._text(_text_of(item), look)
        elif tag in _SIGNS:
            yield from self._text(_SIGNS[tag], look)
        elif tag == _SYM:
            yield from self._text(_symbol_of(item), look)
        elif tag in _NOTES:
            yield NoteMark(kind=_NOTES[tag], id=item.get(w("id"), ""))
        elif tag in _DRAWINGS:
            yield from (Box(content=content) for content in _boxes(item))
        elif tag == ALTERNATE:
            branch = chosen(item)
            for inner in () if branch is None else branch.iterchildren(etree.Element):
                yield from self._content(inner, look, style)
        elif tag == _RUBY:
            for base in item.iterchildren(_RUBY_BASE):
                yield from self._children(base, style)

    def _field(self, item: Element) -> Iterator[Token]:
        step = item.get(w("fldCharType"))
        if step == "begin":
            self._fields.append(_Field())
        elif step == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif step == "end" and self._fields and self._fields.pop().is_page:
            yield Mark.PAGE_NUMBER

    def _text(self, text: str, look: Look) -> Iterator[Token]:
        if text and not look.hidden and self._visible:
            shown = readable(text, look.font).replace("\u2011", "-")
            yield Span(text=shown.upper() if look.caps else shown, look=look)


def _inside(child: Element) -> Element | None:
    """What a wrapper inside a paragraph holds; None for what shows nothing."""
    if child.tag == SDT:
        return control_content(child)
    if child.tag == ALTERNATE:
        return chosen(child)
    return child if child.tag in _WRAPPERS or str(child.tag).startswith(MATH) else None


def _text_of(item: Element) -> str:
    """Characters of a `w:t`; blanks at its ends count only when the file says so."""
    text = item.text or ""
    return text if item.get(_SPACE) == "preserve" else text.strip(" \t\r\n")


def _symbol_of(item: Element) -> str:
    """Character of a `w:sym`; "" where the file gives no code."""
    try:
        return symbol(int(item.get(w("char"), ""), 16), item.get(w("font")))
    except ValueError:
        return ""


def _boxes(drawing: Element) -> Iterator[Element]:
    """Contents of the text boxes of a drawing; boxes inside them come when they are read."""
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if element.tag == _BOX:
            yield element
            continue
        branch = chosen(element) if element.tag == ALTERNATE else element
        children = [] if branch is None else list(branch.iterchildren(etree.Element))
        waiting.extend(reversed(children))
