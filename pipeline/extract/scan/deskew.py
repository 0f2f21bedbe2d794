"""How far a scanned page leans, by the profile of its rows, and the picture turned."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PROFILE_PIXELS = 1000  # width of the reduced picture; .1 degree is then 1.7 pixels over it
_FARTHEST_DEGREES = 5.0  # a feeder leans a page by 1 or 2
_COARSE_STEP, _FINE_STEP = 0.5, 0.05
_BLACK, _WHITE, _GREY_PART = 16, 239, 0.002  # a grey scan has whole seams of grey round letters


def turn(grey: NDArray[np.uint8], degrees: float) -> NDArray[np.uint8]:
    """The picture turned against the clock, of the same size; what comes in is white."""
    import numpy as np
    from PIL import Image

    if not degrees:
        return grey
    # Grey seams break the letters of a scan in black and white: there dots are moved as they are.
    between = Image.Resampling.NEAREST if is_bitonal(grey) else Image.Resampling.BICUBIC
    turned = Image.fromarray(grey).rotate(degrees, resample=between, fillcolor=255)
    return np.asarray(turned)


def is_bitonal(grey: NDArray[np.uint8]) -> bool:
    """Whether a picture was scanned in black and white only."""
    import numpy as np

    middle = np.count_nonzero((grey > _BLACK) & (grey < _WHITE))
    return bool(middle < _GREY_PART * grey.size)


def measure_skew(grey: NDArray[np.uint8]) -> float:
    """Degrees by which the lines fall to the right; turning back by as many sets them level."""
    import numpy as np

    step = max(1, round(grey.shape[1] / _PROFILE_PIXELS))
    small = grey[: grey.shape[0] // step * step, : grey.shape[1] // step * step]
    small = small.reshape(small.shape[0] // step, step, -1, step).min(axis=(1, 3))
    rows, columns = np.nonzero(small < (int(small.min()) + int(np.median(small))) / 2)
    if not rows.size:
        return 0.0
    coarse = np.arange(-_FARTHEST_DEGREES, _FARTHEST_DEGREES + _COARSE_STEP, _COARSE_STEP)
    best = _sharpest(rows, columns, coarse)
    fine = np.arange(best - _COARSE_STEP, best + _COARSE_STEP + _FINE_STEP, _FINE_STEP)
    return _sharpest(rows, columns, fine)


def _sharpest(
    rows: NDArray[np.intp], columns: NDArray[np.intp], degrees: NDArray[np.float64]
) -> float:
    """The lean at which ink and white alternate most clearly from row to row."""
    import numpy as np

    best, sharpest = 0.0, -1.0
    for lean in degrees:
        level = rows - columns * np.tan(np.radians(lean))
        profile = np.bincount((level - level.min()).astype(np.intp))
        clear = float(np.square(np.diff(profile.astype(np.float64))).sum())
        if clear > sharpest:
            best, sharpest = float(lean), clear
    return best
