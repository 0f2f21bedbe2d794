"""Which words of a page picture are bold: by the thickness of their strokes beside the page's usual."""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from pipeline.extract.scan.hocr import ScannedLine

_BOLDER = 1.28
_FEWEST_WORDS = 30  # of a page, to know what is usual
_LONG_RUN = 3.0  # times the usual: bars of letters, underlines


def mark_bold(grey: NDArray[np.uint8], lines: Sequence[ScannedLine]) -> list[ScannedLine]:
    """Lines with `bold` set where all of a line is thick: single words are too short to tell."""
    import numpy as np

    dark = grey < (int(grey.min()) + int(np.median(grey))) / 2
    weights = [_thickness(dark, line) for line in lines]
    words = [weight for weight, line in zip(weights, lines, strict=True) for _ in line.words]
    if len(words) < _FEWEST_WORDS:
        return list(lines)
    least = _BOLDER * median(words)
    return [
        _bold_line(line) if weight > least else line
        for weight, line in zip(weights, lines, strict=True)
    ]


def _bold_line(line: ScannedLine) -> ScannedLine:
    return replace(line, words=tuple(replace(word, bold=True) for word in line.words))


def _thickness(dark: NDArray[np.bool_], line: ScannedLine) -> float:
    """Mean length in pixels of the dark runs across the letters of a line; long ones left out."""
    import numpy as np

    boxes = [
        _runs(dark[int(word.top) : int(word.bottom), int(word.x0) : int(word.x1)])
        for word in line.words
        if any(char.isalnum() for char in word.text)
    ]
    runs = np.concatenate(boxes) if boxes else np.zeros(0)
    if not runs.size:
        return 0.0
    return float(runs[runs <= _LONG_RUN * np.median(runs)].mean())


def _runs(box: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Lengths of the dark runs of all rows."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.pad(box, ((0, 0), (1, 1))).astype(np.int8).ravel()))
    return np.diff(edges)[::2]
