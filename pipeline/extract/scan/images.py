"""Image files to page pictures: .png, .jpg and .tif, of several pages too, turned as the camera noted."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pipeline.errors import DocumentError
from pipeline.extract.scan.picture import POINTS, Picture, choose_dpi, has_red_ink

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

_A4_PT = (595.0, 842.0)
_STATED_DPI = (100, 1200)  # cameras and editors fill in 72 and 96 without meaning it
_PAPER_PT = (200.0, 1300.0)  # A7 to A3: a stated resolution that gives another size is wrong
_LEAST_PX = 16  # in height or width: less holds no line of letters that a person could read
_MOST_BYTES = 400_000_000  # once opened; 20,000 by 14,000 dots in grey are 280 million
_JPEG_STEPS = 8 * 8  # JPEG can be opened at an eighth of its width and height
_ORIENTATION, _ON_ITS_SIDE = 0x0112, frozenset({5, 6, 7, 8})  # Exif 2.3
_DEEP_MODES = frozenset({"I", "I;16", "I;16B", "I;16L", "I;16N"})
_DAMAGED = "Tệp ảnh bị hỏng hoặc tải về chưa đủ nên không mở được. Hãy đề nghị đơn vị gửi lại."
_NO_TEXT = (
    "Ảnh chỉ có {} × {} điểm ảnh, quá nhỏ để có chữ đọc được. Hãy kiểm tra có gửi nhầm tệp không và đề "
    "nghị đơn vị gửi lại bản quét ở 300 dpi."
)
_TOO_LARGE = "Ảnh có quá nhiều điểm ảnh nên không mở được. Hãy đề nghị đơn vị quét lại ở 300 dpi."


def count_images(path: Path) -> int:
    """How many pages an image file holds.

    Raises:
        DocumentError: image-damaged, image-too-large.
        OSError: the system does not give the file.
    """
    with _opened(path) as image:
        return _frames(image)


def draw_images(path: Path) -> Iterator[Picture]:
    """Pictures of the pages of an image file, one by one as they are asked for.

    Raises:
        DocumentError: image-damaged, image-too-large, image-no-text (one page of too few dots).
        OSError: the system does not give the file.
    """
    with _opened(path) as image:
        if _frames(image) == 1 and min(image.size) < _LEAST_PX:
            raise DocumentError("image-no-text", _NO_TEXT.format(*image.size))
        for index in range(_frames(image)):
            if index:
                image.seek(index)
            yield _read_frame(image, index + 1)


def _frames(image: Any) -> int:
    """Pages; only TIFF has them, what PNG and JPEG hold besides are movements and previews."""
    return int(image.n_frames) if image.format == "TIFF" else 1


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """A Pillow image; what Pillow raises becomes what a clerk understands."""
    with path.open("rb") as file:  # what the system refuses is no fault of the file
        make = _find_plugin(file.read(4))
        file.seek(0)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of odd tags; what matters raises
                with make(file) as image:
                    yield image
        except (OSError, SyntaxError, ValueError, EOFError) as error:  # as Pillow's plugins raise
            raise DocumentError("image-damaged", _DAMAGED) from error


def _find_plugin(head: bytes) -> Callable[[Any], Any]:
    """Pillow's class for these first bytes; `Image.open` would refuse large pages before all else."""
    from PIL.JpegImagePlugin import JpegImageFile  # 40 ms
    from PIL.PngImagePlugin import PngImageFile
    from PIL.TiffImagePlugin import TiffImageFile

    known = {b"\x89PNG": PngImageFile, b"II*\0": TiffImageFile, b"MM\0*": TiffImageFile}
    if head.startswith(b"\xff\xd8"):
        return JpegImageFile
    if head not in known:
        raise DocumentError("image-damaged", _DAMAGED)
    return known[head]


def _read_frame(image: Any, number: int) -> Picture:
    """The page at which the file stands, upright as the camera noted it."""
    _refuse_giant(image)
    width_pt, height_pt, own = _paper(image)
    dpi = choose_dpi(own)
    size = (max(1, round(width_pt * dpi / POINTS)), max(1, round(height_pt * dpi / POINTS)))
    coloured = image.mode == "RGB"
    image.draft(image.mode if coloured else "L", size)  # a JPEG is opened small at once, others not
    orientation = image.getexif().get(_ORIENTATION)
    red = _make_upright(image.getchannel("R"), size, orientation) if coloured else None
    grey = _make_upright(_in_grey(image), size, orientation)
    if orientation in _ON_ITS_SIDE:
        width_pt, height_pt = height_pt, width_pt
    return Picture(
        number=number,
        grey=grey,
        red=red if red is not None and has_red_ink(grey, red) else None,
        width_pt=width_pt,
        height_pt=height_pt,
    )


def _make_upright(light: Any, size: tuple[int, int], orientation: int | None) -> NDArray[np.uint8]:
    """One colour of an image in the size in which it is read, turned as the camera noted."""
    import numpy as np
    from PIL import Image, ImageOps

    if light.size != size:
        light = light.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    if orientation is not None:
        light.getexif()[_ORIENTATION] = orientation
        light = ImageOps.exif_transpose(light)
    return np.asarray(light)


def _refuse_giant(image: Any) -> None:
    size = image.width * image.height * len(image.getbands())
    if size > _MOST_BYTES * (_JPEG_STEPS if image.format == "JPEG" else 1):
        raise DocumentError("image-too-large", _TOO_LARGE)


def _paper(image: Any) -> tuple[float, float, float]:
    """Width and height in points and dots an inch, as the file states them, else as on A4."""
    across, down = (float(value) for value in image.info.get("dpi", (0, 0))[:2])
    if all(_STATED_DPI[0] <= value <= _STATED_DPI[1] for value in (across, down)):
        width, height = image.width * POINTS / across, image.height * POINTS / down
        if all(_PAPER_PT[0] <= value <= _PAPER_PT[1] for value in (width, height)):
            return width, height, across
    short, long = sorted(image.size)
    dots = max(short / _A4_PT[0], long / _A4_PT[1])
    return image.width / dots, image.height / dots, dots * POINTS


def _in_grey(image: Any) -> Any:
    """Grey values of an image; what is transparent in it is white paper."""
    from PIL import Image

    if image.mode in _DEEP_MODES:
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image if image.mode == "L" else image.convert("L")  # no second copy of a large one
    seen = image.convert("LA")
    paper = Image.new("L", seen.size, 255)
    paper.paste(seen.getchannel("L"), mask=seen.getchannel("A"))
    return paper
