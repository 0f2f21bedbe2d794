"""Styles of a Word file: what a paragraph or a run looks like, resolved as Word resolves it.

Direct formatting stands over the character style, that over the paragraph style with all it is
based on, that over the defaults. Switches (bold, italic, capitals, hidden) of a paragraph style
and a character style cancel each other. Formats of table styles are read in `tablestyles`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.word.markup import PPR, RPR, VAL, Element, has, is_on, is_set, number, val, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)
_ASCII, _HANSI = w("ascii"), w("hAnsi")
_SIZE, _FONTS = w("sz"), w("rFonts")
_SWITCHES = {w("b"): "bold", w("i"): "italic", w("caps"): "caps", w("vanish"): "hidden"}
_BODY_LEVEL = 9  # w:outlineLvl 9 means body text


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one layer says of a run; None where it says nothing. `size_pt` in points."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    size_pt: float | None = None
    font: str | None = None

    def over(self, under: Look) -> Look:
        """This layer, and where it is silent, the one below."""
        return Look(
            bold=under.bold if self.bold is None else self.bold,
            italic=under.italic if self.italic is None else self.italic,
            caps=under.caps if self.caps is None else self.caps,
            hidden=under.hidden if self.hidden is None else self.hidden,
            size_pt=under.size_pt if self.size_pt is None else self.size_pt,
            font=under.font if self.font is None else self.font,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What one layer says of a paragraph.

    Attributes:
        alignment: `w:jc`; outline: 0..9 as in the file.
        num_id, list_level: list and level (from 0) of automatic numbering; num_id 0 takes it away.
    """

    alignment: str | None = None
    outline: int | None = None
    num_id: int | None = None
    list_level: int | None = None
    new_page: bool | None = None

    def over(self, under: Layout) -> Layout:
        """This layer, and where it is silent, the one below."""
        return Layout(
            alignment=under.alignment if self.alignment is None else self.alignment,
            outline=under.outline if self.outline is None else self.outline,
            num_id=under.num_id if self.num_id is None else self.num_id,
            list_level=under.list_level if self.list_level is None else self.list_level,
            new_page=under.new_page if self.new_page is None else self.new_page,
        )


NO_LOOK, NO_LAYOUT = Look(), Layout()


def read_look(properties: Element | None) -> Look:
    """What a `w:rPr` says."""
    if properties is None or not len(properties):
        return NO_LOOK
    found: dict[str, bool] = {}
    size_pt, font = None, None
    for item in properties:
        tag = item.tag
        if tag in _SWITCHES:
            found[_SWITCHES[tag]] = is_on(item)
        elif tag == _SIZE:
            half_points = number(item.get(VAL))
            size_pt = half_points / 2 if half_points else None
        elif tag == _FONTS:
            font = item.get(_ASCII) or item.get(_HANSI)
    return Look(**found, size_pt=size_pt, font=font)


def read_layout(properties: Element | None) -> Layout:
    """What a `w:pPr` says."""
    if properties is None or not len(properties):
        return NO_LAYOUT
    numbering = properties.find(w("numPr"))
    page = properties.find(w("pageBreakBefore"))
    return Layout(
        alignment=val(properties, "jc"),
        outline=number(val(properties, "outlineLvl")),
        num_id=number(val(numbering, "numId")),
        list_level=number(val(numbering, "ilvl")),
        new_page=None if page is None else is_on(page),
    )


def _cancel(layers: Iterable[bool | None], default: bool | None) -> bool | None:  # noqa: FBT001 - three states of one switch
    """A switch of several kinds of style: on where an odd number of them says so."""
    said = [layer for layer in layers if layer is not None]
    return sum(said) % 2 == 1 if said else default


class Styles:
    """The styles of one file; `root` is None for a file without styles."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(w("style"))
        self._styles = {style.get(w("styleId"), ""): style for style in found}
        self._defaults = {
            style.get(w("type"), ""): style.get(w("styleId"), "")
            for style in found
            if is_set(style, "default")
        }
        defaults = None if root is None else root.find(w("docDefaults"))
        run = None if defaults is None else defaults.find(f"{w('rPrDefault')}/{RPR}")
        paragraph = None if defaults is None else defaults.find(f"{w('pPrDefault')}/{PPR}")
        self._run_default = read_look(run)
        self._layout_default = read_layout(paragraph)
        self._looks: dict[tuple[str | None, str | None, Look], Look] = {}
        self._layouts: dict[str | None, Layout] = {}

    def chain(self, style_id: str | None, kind: str = "paragraph") -> Iterator[Element]:
        """A style and all it is based on, nearest first; the kind's default without an id."""
        wanted = style_id if style_id in self._styles else self._defaults.get(kind)
        seen: set[str] = set()
        while wanted in self._styles and wanted not in seen:
            seen.add(wanted)
            yield self._styles[wanted]
            wanted = val(self._styles[wanted], "basedOn") or ""

    def _chain_look(self, style_id: str | None, kind: str) -> Look:
        look = NO_LOOK
        for style in self.chain(style_id, kind):
            look = look.over(read_look(style.find(RPR)))
        return look

    def base_look(
        self, paragraph_style: str | None, run_style: str | None, table: Look = NO_LOOK
    ) -> Look:
        """Look of a run of these styles without direct formatting; `table` is its cell's."""
        key = (paragraph_style, run_style, table)
        if key not in self._looks:
            self._looks[key] = self._resolve_look(paragraph_style, run_style, table)
        return self._looks[key]

    def _resolve_look(
        self, paragraph_style: str | None, run_style: str | None, table: Look
    ) -> Look:
        under, default = self._chain_look(paragraph_style, "paragraph"), self._run_default
        over = self._chain_look(run_style, "character") if run_style else NO_LOOK
        merged = over.over(under).over(table).over(default)
        return Look(
            bold=_cancel((under.bold, over.bold, table.bold), default.bold),
            italic=_cancel((under.italic, over.italic, table.italic), default.italic),
            caps=_cancel((under.caps, over.caps, table.caps), default.caps),
            hidden=_cancel((under.hidden, over.hidden, table.hidden), default.hidden),
            size_pt=merged.size_pt,
            font=merged.font,
        )

    def layout(self, style_id: str | None) -> Layout:
        """Layout of a paragraph of this style without direct formatting."""
        if style_id not in self._layouts:
            layout = NO_LAYOUT
            for style in self.chain(style_id):
                layout = layout.over(read_layout(style.find(PPR)))
            self._layouts[style_id] = layout.over(self._layout_default)
        return self._layouts[style_id]

    def heading_level(self, style_id: str | None, layout: Layout) -> int:
        """Level of a heading (1 is the highest) by outline level or the style's name, else 0."""
        if layout.outline is not None:
            return layout.outline + 1 if 0 <= layout.outline < _BODY_LEVEL else 0
        names = (_HEADING.match(val(style, "name") or "") for style in self.chain(style_id))
        return next((int(name.group(1)) for name in names if name), 0)


def hides_mark(properties: Element | None) -> bool:
    """Say whether a paragraph's mark is hidden or taken away: it runs on into the next one."""
    mark = None if properties is None else properties.find(RPR)
    if mark is None:
        return False
    return has(mark, "vanish") or any(
        mark.find(w(name)) is not None for name in ("del", "moveFrom")
    )
