"""Drawings of a paragraph: what of them can be read, and how large their pictures are.

Text boxes and words drawn as pictures are text; a chart or SmartArt names the part that holds its
words; a picture is only measured. The words of those parts are read in `figures`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.extract.word.markup import ALTERNATE, chosen, w
from pipeline.extract.word.tokens import Box, Figure, Picture, WordArt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.word.markup import Element

_BOX, _OBJECT = w("txbxContent"), w("object")
_DRAWINGML = "{http://schemas.openxmlformats.org/drawingml/2006/"
_EXTENT = f"{_DRAWINGML}wordprocessingDrawing}}extent"
_PICTURE = f"{_DRAWINGML}picture}}pic"
_CHART = f"{_DRAWINGML}chart}}chart"
_DIAGRAM = f"{_DRAWINGML}diagram}}relIds"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FIGURE_IDS = {_CHART: f"{_RELATIONS}id", _DIAGRAM: f"{_RELATIONS}dm"}
_VML = "{urn:schemas-microsoft-com:vml}"
_TEXT_PATH, _IMAGE = f"{_VML}textpath", f"{_VML}imagedata"
_EMU_A_MM = 36_000
_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96}
_LENGTH = r"(?:^|;)\s*{}\s*:\s*([\d.]+)\s*(mm|cm|in|pt|pc|px)"
_WIDTH, _HEIGHT = re.compile(_LENGTH.format("width")), re.compile(_LENGTH.format("height"))


def read_drawing(drawing: Element) -> Iterator[Box | WordArt | Figure | Picture]:
    """What a `w:drawing`, `w:pict` or `w:object` holds, in order.

    Boxes inside boxes come when those are read. The picture of an embedded object only stands for
    it and is left out.
    """
    pictures = 0
    for element in _elements(drawing):
        if element.tag == _BOX:
            yield Box(content=element)
        elif element.tag == _TEXT_PATH:
            yield WordArt(text=element.get("string", ""))
        elif element.tag in _FIGURE_IDS:
            yield Figure(id=element.get(_FIGURE_IDS[element.tag], ""))
        elif element.tag in {_PICTURE, _IMAGE}:
            pictures += 1
    if pictures and drawing.tag != _OBJECT:
        yield Picture(area_mm2=_area_mm2(drawing))


def _elements(drawing: Element) -> Iterator[Element]:
    """All that is inside a drawing, one branch of each alternative; text boxes stay closed."""
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        yield element
        if element.tag == _BOX:
            continue
        branch = chosen(element) if element.tag == ALTERNATE else element
        children = [] if branch is None else list(branch.iterchildren(etree.Element))
        waiting.extend(reversed(children))


def _area_mm2(drawing: Element) -> float:
    extent = next(drawing.iter(_EXTENT), None)
    if extent is not None:
        return _emu_mm(extent.get("cx")) * _emu_mm(extent.get("cy"))
    styles = (element.get("style", "") for element in drawing.iter(etree.Element))
    return max(
        (_length_mm(_WIDTH, style) * _length_mm(_HEIGHT, style) for style in styles), default=0.0
    )


def _emu_mm(text: str | None) -> float:
    return int(text) / _EMU_A_MM if text and text.isdecimal() else 0.0


def _length_mm(pattern: re.Pattern[str], style: str) -> float:
    found = pattern.search(style)
    try:
        return float(found[1]) * _MM[found[2]] if found else 0.0
    except ValueError:  # "1.2.3pt"
        return 0.0
