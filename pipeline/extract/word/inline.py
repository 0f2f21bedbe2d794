"""The inside of a paragraph as tokens: text with its look, breaks, anchors of boxes and notes.

Gives what is seen when all tracked changes are accepted: inserted text stays, deleted and hidden
text goes; of a field the result stays. Fields may reach over paragraphs, so one reader goes
through a story (body, header, note) from its beginning.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.extract.legacy import named_encoding
from pipeline.extract.word.drawings import read_drawing
from pipeline.extract.word.fields import Field, form_value
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
from pipeline.extract.word.styles import NO_LOOK, Look, Styles, read_look
from pipeline.extract.word.tokens import Mark, NoteMark, Span, Token

if TYPE_CHECKING:
    from collections.abc import Iterator

_R, _T, _SYM = w("r"), w("t"), w("sym")
_FIELD, _INSTRUCTION, _SIMPLE = w("fldChar"), w("instrText"), w("fldSimple")
_RUBY, _RUBY_BASE = w("ruby"), w("rubyBase")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WRAPPERS = frozenset(
    w(name) for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo")
)
_SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("noBreakHyphen"): "-",
    w(
        "softHyphen"
    ): "\xad",  # in a font of TCVN3 the letter "ư"; elsewhere the normal form drops it
}
_MARKS = {
    w("cr"): Mark.LINE,
    w("lastRenderedPageBreak"): Mark.RENDERED_PAGE,
    w("pgNum"): Mark.PAGE_NUMBER,
}
_MOVED_LETTER = re.compile("[\uf041-\uf05a\uf061-\uf07a]")
_BREAK = w("br")
_BREAKS = {"page": Mark.PAGE, "column": Mark.COLUMN}
_DRAWINGS = frozenset({w("drawing"), w("pict"), w("object")})
_NOTES = {
    w("footnoteReference"): "footnote",
    w("endnoteReference"): "endnote",
    w("commentReference"): "comment",
}


class InlineReader:
    """Reads the paragraphs of one story, in order."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[Field] = []
        self._broken: set[Element] = set()
        self._under = NO_LOOK

    def read(self, paragraph: Element, under: Look = NO_LOOK) -> list[Token]:
        """Tokens of one paragraph, in order.

        Args:
            paragraph: the `w:p`.
            under: what the style of the table says of the cell in which the paragraph stands.
        """
        self._under = under
        style = val(paragraph.find(PPR), "pStyle")
        before = [replace(item) for item in self._fields]
        tokens = list(self._children(paragraph, style))
        broken = {item.begin for item in self._fields if not item.in_result}
        if broken:
            # a field that never comes to its result would hide the rest: read as if it were none
            self._broken, self._fields = broken, before
            tokens = list(self._children(paragraph, style))
            self._broken = set()
        # a page number never goes on in the next paragraph
        self._fields = [item for item in self._fields if item.in_result and not item.is_page]
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
        opened = Field(begin=field, instruction=field.get(w("instr"), ""), in_result=True)
        if opened.is_page:
            yield Mark.PAGE_NUMBER
        else:
            yield from self._children(field, style)

    def _look(self, properties: Element | None, style: str | None) -> Look:
        base = self._styles.base_look(style, val(properties, "rStyle"), self._under)
        direct = read_look(properties)
        return direct.over(base)

    def _run(self, run: Element, style: str | None) -> Iterator[Token]:
        look = self._look(run.find(RPR), style)
        for item in run.iterchildren(etree.Element):
            tag = item.tag
            if tag == _FIELD:
                yield from self._field(item, look)
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
            yield from self._text(_symbol_of(item), replace(look, font=item.get(w("font"))))
        elif tag in _NOTES:
            yield NoteMark(kind=_NOTES[tag], id=item.get(w("id"), ""))
        elif tag in _DRAWINGS:
            yield from read_drawing(item)
        elif tag == ALTERNATE:
            branch = chosen(item)
            for inner in () if branch is None else branch.iterchildren(etree.Element):
                yield from self._content(inner, look, style)
        elif tag == _RUBY:
            for base in item.iterchildren(_RUBY_BASE):
                yield from self._children(base, style)

    def _field(self, item: Element, look: Look) -> Iterator[Token]:
        step = item.get(w("fldCharType"))
        if step == "begin" and item not in self._broken:
            self._fields.append(Field(begin=item))
        elif step == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif step == "end" and self._fields:
            ended = self._fields.pop()
            if ended.is_page:
                yield Mark.PAGE_NUMBER
            elif not ended.shown:
                yield from self._text(form_value(ended.begin), look)

    def _text(self, text: str, look: Look) -> Iterator[Token]:
        if text and not look.hidden and self._visible:
            if self._fields:
                self._fields[-1].shown = True
            # a legacy font that says it holds symbols: letters yet to be decoded
            legacy = named_encoding(look.font or "") and _MOVED_LETTER.search(text)
            shown = text if legacy else readable(text, look.font)
            yield Span(text=shown.replace("\u2011", "-"), look=look)


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
    font = item.get(w("font"))
    try:
        code = int(item.get(w("char"), ""), 16)
    except ValueError:
        return ""
    return chr(code & 0xFF) if named_encoding(font or "") else symbol(code, font)
