"""Straight lines drawn on a page, as PDFium gives them, and how much of it pictures cover.

Also the frame that turns places of the file into places on the page as a reader holds it. Which
lines are borders of a table is left to `tables`.
"""

from __future__ import annotations

import ctypes
from itertools import pairwise, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from pypdfium2 import raw

from pipeline.extract.layout.marks import Ruling
from pipeline.extract.pdf import calls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SHORTEST_PT = 5.0  # shorter strokes are dashes and marks of text
_STRAIGHT_PT = 1.0
_THICKEST_PT = 3.0  # a border drawn as a filled bar; wider areas are shading
_BAR_SEGMENTS = 5  # a rectangle; what has more may be several bars
_PATH, _IMAGE, _FORM = raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM
_Place = tuple[float, float]
_Matrix = tuple[float, float, float, float, float, float]  # a, b, c, d, e, f of PDF 32000-1, 8.3.4


class Frame(NamedTuple):
    """From PDF user space to the page as it is held; y runs downwards, all in points."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    def point(self, x: float, y: float) -> _Place:
        """Place on the page of a place in the file."""
        if not self.rotation:
            return x - self.left, self.top - y
        return {
            90: (y - self.bottom, x - self.left),
            180: (self.right - x, y - self.bottom),
            270: (self.top - y, self.right - x),
        }[self.rotation]


def make_frame(page: Any) -> Frame:
    """Frame of a pypdfium2 page: its visible box and its rotation."""
    left, bottom, right, top = page.get_cropbox()
    return Frame(left, bottom, right, top, page.get_rotation())


def read_drawings(page: Any, frame: Frame) -> tuple[list[Ruling], float]:
    """Rulings of a pypdfium2 page, and the area under pictures in square points."""
    rulings: list[Ruling] = []
    covered = 0.0
    reader = _PathReader(frame)
    for drawn, kind, outer in _drawings(page.raw):
        if kind == _PATH:
            rulings.extend(reader.rulings(drawn, outer))
        else:
            left, bottom, right, top = reader.bounds(drawn)
            covered += (right - left) * (top - bottom)
    return rulings, covered


def _drawings(page: Any) -> Iterator[tuple[int, int, _Matrix | None]]:
    """Paths and pictures of page and forms (one level deep): object, kind, form matrix."""
    handle = calls.handle_of(page)
    objects = list(map(calls.get_object, repeat(handle), range(raw.FPDFPage_CountObjects(page))))
    for drawn, kind in zip(objects, map(calls.get_kind, objects), strict=True):
        if kind in {_PATH, _IMAGE}:
            yield drawn, kind, None
        elif kind == _FORM:
            matrix = _read_matrix(drawn)
            for inner in range(calls.count_form_objects(drawn)):
                part = calls.get_form_object(drawn, inner)
                inner_kind = calls.get_kind(part)
                if inner_kind in {_PATH, _IMAGE}:
                    yield part, inner_kind, matrix


def _read_matrix(drawn: int) -> _Matrix:
    m = raw.FS_MATRIX()
    calls.get_object_matrix(drawn, ctypes.addressof(m))
    return m.a, m.b, m.c, m.d, m.e, m.f


class _PathReader:
    """Reads paths of one page; its buffers serve every call."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._sides = (ctypes.c_float * 4)()
        self._modes = (ctypes.c_int * 2)()
        start = ctypes.addressof(self._sides)
        self._side_places = [start + 4 * i for i in range(4)]
        self._mode_places = [ctypes.addressof(self._modes) + 4 * i for i in range(2)]

    def bounds(self, drawn: int) -> list[float]:
        """Left, bottom, right, top in the file; all 0 where PDFium has none."""
        if not calls.get_bounds(drawn, *self._side_places):
            return [0.0] * 4
        return list(self._sides)

    def rulings(self, path: int, outer: _Matrix | None) -> Iterator[Ruling]:
        """Straight edges of a path that is painted; a filled area (shading) has none."""
        calls.get_draw_mode(path, *self._mode_places)
        filled, stroked = self._modes
        if not filled and not stroked:
            return
        if not stroked and calls.count_segments(path) <= _BAR_SEGMENTS:
            yield from self._bar(path, outer)
            return
        for points in self._parts(path, outer):
            wide = _extent(x for x, _ in points) > _THICKEST_PT
            high = _extent(y for _, y in points) > _THICKEST_PT
            if stroked or not (wide and high):
                for one, two in pairwise(points):
                    yield from _as_ruling(one, two)

    def _bar(self, path: int, outer: _Matrix | None) -> Iterator[Ruling]:
        """The middle of a filled shape that is long and thin; Word draws borders so."""
        left, bottom, right, top = self.bounds(path)
        if not outer and max(right - left, top - bottom) < _SHORTEST_PT:
            return  # the corners between bars, as many as these
        matrices = [outer] if outer else []
        x0, y0 = _transform(left, bottom, matrices, self._frame)
        x1, y1 = _transform(right, top, matrices, self._frame)
        if abs(y0 - y1) <= _THICKEST_PT:
            y0 = y1 = (y0 + y1) / 2
        elif abs(x0 - x1) <= _THICKEST_PT:
            x0 = x1 = (x0 + x1) / 2
        yield from _as_ruling((x0, y0), (x1, y1))

    def _parts(self, path: int, outer: _Matrix | None) -> Iterator[list[_Place]]:
        """Corners of each part of a path, on the page; a closed part ends where it began."""
        matrix = _read_matrix(path)
        matrices = [matrix, outer] if outer else [matrix]
        points: list[_Place] = []
        for place in range(calls.count_segments(path)):
            segment = calls.get_segment(path, place)
            if calls.get_segment_kind(segment) == raw.FPDF_SEGMENT_MOVETO and points:
                yield points
                points = []
            calls.get_segment_point(segment, *self._side_places[:2])
            x, y = self._sides[:2]
            points.append(_transform(x, y, matrices, self._frame))
            if calls.closes_part(segment):
                points.append(points[0])
        if points:
            yield points


def _transform(x: float, y: float, matrices: Iterable[_Matrix], frame: Frame) -> _Place:
    for a, b, c, d, e, f in matrices:
        x, y = a * x + c * y + e, b * x + d * y + f
    return frame.point(x, y)


def _extent(values: Iterable[float]) -> float:
    held = list(values)
    return max(held) - min(held)


def _as_ruling(one: _Place, two: _Place) -> Iterator[Ruling]:
    (x0, y0), (x1, y1) = one, two
    x0, x1 = min(x0, x1), max(x0, x1)
    top, bottom = min(y0, y1), max(y0, y1)
    if x1 - x0 >= _SHORTEST_PT and bottom - top <= _STRAIGHT_PT:
        yield Ruling(x0, top, x1, bottom, upright=False)
    elif bottom - top >= _SHORTEST_PT and x1 - x0 <= _STRAIGHT_PT:
        yield Ruling(x0, top, x1, bottom, upright=True)
