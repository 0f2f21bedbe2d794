"""Words of charts and SmartArt: their parts as lines of text.

Of a chart: titles, names of the series, names on its axis. Values are not read: a chart shows
them as lengths. Of SmartArt: its words from the top down, as its connections order them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.extract.word.markup import Element

_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_PARAGRAPH, _TEXT = f"{_MAIN}p", f"{_MAIN}t"
_MODEL = f"{_DIAGRAM}dataModel"
_CHILD_OF = "parOf"  # of the kinds of connection the one that orders the points; also the default


def figure_lines(root: Element) -> list[str]:
    """Lines of a chart or of the data of a SmartArt drawing, in reading order, none empty."""
    found = _diagram_lines(root) if root.tag == _MODEL else _chart_lines(root)
    return [line for line in map(clean_line, found) if line]


def _chart_lines(root: Element) -> Iterator[str]:
    for title in root.iter(f"{_CHART}title"):
        yield _words(title)
    yield "; ".join(_names(root.iter(f"{_CHART}tx"), seen=set()))
    yield "; ".join(_names(root.iter(f"{_CHART}cat"), seen=set()))


def _names(parts: Iterable[Element], *, seen: set[str]) -> Iterator[str]:
    """Values of the strings of these parts, each once."""
    for part in parts:
        for value in part.iter(f"{_CHART}v"):
            name = clean_line(value.text or "")
            if name and name not in seen:
                seen.add(name)
                yield name


def _words(element: Element) -> str:
    paragraphs = ("".join(t.text or "" for t in p.iter(_TEXT)) for p in element.iter(_PARAGRAPH))
    return " ".join(text for text in paragraphs if text)


def _diagram_lines(root: Element) -> Iterator[str]:
    points = {point.get("modelId", ""): point for point in root.iter(f"{_DIAGRAM}pt")}
    children: dict[str, list[tuple[int, str]]] = {}
    inner: set[str] = set()
    for link in root.iter(f"{_DIAGRAM}cxn"):
        if link.get("type", _CHILD_OF) == _CHILD_OF:
            order = link.get("srcOrd", "0")
            place = (int(order) if order.isdecimal() else 0, link.get("destId", ""))
            children.setdefault(link.get("srcId", ""), []).append(place)
            inner.add(place[1])
    waiting = [name for name in reversed(points) if name not in inner]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in points:
            continue
        seen.add(name)
        yield _words(points[name])
        waiting.extend(child for _, child in sorted(children.get(name, []), reverse=True))
