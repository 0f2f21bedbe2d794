"""Straight lines drawn on a page, as PDFium gives them, and how much of it pictures cover.

Also the frame that turns places of the file into places on the page as a reader holds it. Which
lines are borders of a table is left to `tables`.
"""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.extract.layout.marks import Ruling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SHORTEST_PT = 5.0  # shorter strokes are dashes and marks of text
_STRAIGHT_PT = 1.0
_THICKEST_PT = 3.0  # a border drawn as a filled bar; wider areas are shading


class Frame(NamedTuple):
    """From PDF user space to the page as it is held; y runs downwards, all in points."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Place on the page of a place in the file."""
        return {
            90: (y - self.bottom, x - self.left),
            180: (self.right - x, y - self.bottom),
            270: (self.top - y, self.right - x),
        }.get(self.rotation, (x - self.left, self.top - y))


def make_frame(page: Any) -> Frame:
    """Frame of a pypdfium2 page: its visible box and its rotation."""
    left, bottom, right, top = page.get_cropbox()
    return Frame(left, bottom, right, top, page.get_rotation())


def read_drawings(page: Any, frame: Frame) -> tuple[list[Ruling], float]:
    """Rulings of a pypdfium2 page, and the area under pictures in square points."""
    from pypdfium2 import raw

    rulings: list[Ruling] = []
    covered = 0.0
    sides = [ctypes.c_float() for _ in range(4)]
    for drawn, kind, outer in _drawings(page.raw):
        if kind == raw.FPDF_PAGEOBJ_PATH:
            rulings.extend(_path_rulings(drawn, outer, frame))
        elif raw.FPDFPageObj_GetBounds(drawn, *sides):
            left, bottom, right, top = (side.value for side in sides)
            covered += (right - left) * (top - bottom)
    return rulings, covered


def _drawings(page: Any) -> Iterator[tuple[Any, int, Any]]:
    """Paths and pictures of page and forms (one level deep): object, kind, form matrix."""
    from pypdfium2 import raw

    wanted = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
    for place in range(raw.FPDFPage_CountObjects(page)):
        drawn = raw.FPDFPage_GetObject(page, place)
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind in wanted:
            yield drawn, kind, None
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            matrix = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(drawn, matrix)
            for inner in range(raw.FPDFFormObj_CountObjects(drawn)):
                part = raw.FPDFFormObj_GetObject(drawn, inner)
                kind = raw.FPDFPageObj_GetType(part)
                if kind in wanted:
                    yield part, kind, matrix


def _path_rulings(path: Any, outer: Any, frame: Frame) -> Iterator[Ruling]:
    """Straight edges of a path that is painted; a filled area (shading) has none."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    for points in _subpaths(path, outer, frame):
        wide = _extent(x for x, _ in points) > _THICKEST_PT
        high = _extent(y for _, y in points) > _THICKEST_PT
        if stroke.value or not (wide and high):
            for one, two in pairwise(points):
                yield from _as_ruling(one, two)


def _subpaths(path: Any, outer: Any, frame: Frame) -> Iterator[list[tuple[float, float]]]:
    """Corners of each part of a path, on the page; a closed part ends where it began."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    matrices = [matrix, outer] if outer is not None else [matrix]
    points: list[tuple[float, float]] = []
    for place in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, place)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(_segment_end(segment, matrices, frame))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _segment_end(segment: Any, matrices: list[Any], frame: Frame) -> tuple[float, float]:
    from pypdfium2 import raw

    float_x, float_y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, float_x, float_y)
    x, y = float_x.value, float_y.value
    for m in matrices:
        x, y = m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f
    return frame.point(x, y)


def _extent(values: Iterable[float]) -> float:
    held = list(values)
    return max(held) - min(held)


def _as_ruling(one: tuple[float, float], two: tuple[float, float]) -> Iterator[Ruling]:
    x0, x1 = sorted((one[0], two[0]))
    top, bottom = sorted((one[1], two[1]))
    if x1 - x0 >= _SHORTEST_PT and bottom - top <= _STRAIGHT_PT:
        yield Ruling(x0, top, x1, bottom, upright=False)
    elif bottom - top >= _SHORTEST_PT and x1 - x0 <= _STRAIGHT_PT:
        yield Ruling(x0, top, x1, bottom, upright=True)
