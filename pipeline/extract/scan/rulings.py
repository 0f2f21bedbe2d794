"""Rulings found in a page picture: long dark runs, level or upright, as table borders are.

Scanned borders are broken and swell by noise: runs may have small holes, runs side by side are one
border. What is too thick is the dark edge of a scan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.layout.marks import Ruling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_STEP_PT = 0.48  # the picture is reduced to 150 dots an inch: borders get solid, work a quarter
_LEVEL_PT = 26.0  # longer than a word of strokes in one row; cells are as wide
_UPRIGHT_PT = 17.0  # taller than capitals of 16 points with their tones
_SOLID = 0.92  # of a run is dark
_THICKEST_PT = 4.5
_BRIDGED_PT = 14.0  # holes between two runs of one border
_SAME_LINE_PT = 1.5

_Run = tuple[float, float, float, float]  # along: begin, end; across: first, last


def find_rulings(grey: NDArray[np.uint8], scale: float) -> list[Ruling]:
    """Borders in a level picture; `scale` is points a pixel."""
    import numpy as np

    step = max(1, round(_STEP_PT / scale))
    unit = step * scale
    small = grey[: grey.shape[0] // step * step, : grey.shape[1] // step * step]
    small = small.reshape(small.shape[0] // step, step, -1, step).min(axis=(1, 3))
    dark = small < (int(small.min()) + int(np.median(small))) / 2
    level = _borders(dark, _LEVEL_PT, unit)
    upright = _borders(np.ascontiguousarray(dark.T), _UPRIGHT_PT, unit)
    return [Ruling(a, y, b, y, upright=False) for a, b, y in level] + [
        Ruling(x, a, x, b, upright=True) for a, b, x in upright
    ]


def _borders(
    dark: NDArray[np.bool_], shortest_pt: float, unit: float
) -> list[tuple[float, float, float]]:
    """Borders along the rows of `dark` as (begin, end, place across), in points."""
    length = max(2, round(shortest_pt / unit))
    groups: list[_Run] = []
    for begin, end, row in _runs(dark, length):
        groups = _add_run(groups, (begin * unit, end * unit, row * unit, row * unit))
    thin = [run for run in groups if run[3] - run[2] <= _THICKEST_PT]
    return [(begin, end, (low + high) / 2 + unit / 2) for begin, end, low, high in _bridge(thin)]


def _runs(dark: NDArray[np.bool_], length: int) -> list[tuple[int, int, int]]:
    """(begin, end, row) of runs of `length` or more that are dark but for small holes."""
    import numpy as np

    if dark.shape[1] < length:
        return []
    counted = np.cumsum(dark, axis=1, dtype=np.int32)
    counted = np.pad(counted, ((0, 0), (1, 0)))
    solid = counted[:, length:] - counted[:, :-length] >= _SOLID * length
    edges = np.diff(np.pad(solid, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, begins = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    found = zip(begins.tolist(), (ends + length - 1).tolist(), rows.tolist(), strict=True)
    return list(found)


def _add_run(groups: list[_Run], run: _Run) -> list[_Run]:
    """Put a run to the border it touches; groups that it joins become one."""
    begin, end, low, high = run
    apart = []
    for group in groups:
        if group[0] <= end and begin <= group[1] and low - group[3] <= _SAME_LINE_PT:
            begin, end = min(begin, group[0]), max(end, group[1])
            low, high = min(low, group[2]), max(high, group[3])
        else:
            apart.append(group)
    return [*apart, (begin, end, low, high)]


def _bridge(runs: list[_Run]) -> list[_Run]:
    """Join runs of one border over its holes."""
    joined: list[_Run] = []
    for begin, end, low, high in sorted(runs, key=lambda run: run[0]):
        for i, other in enumerate(joined):
            level = abs((low + high) / 2 - (other[2] + other[3]) / 2) <= _SAME_LINE_PT
            if level and begin - other[1] <= _BRIDGED_PT:
                joined[i] = (other[0], max(end, other[1]), low, high)
                break
        else:
            joined.append((begin, end, low, high))
    return joined
