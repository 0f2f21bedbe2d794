"""Page pictures for tests: text drawn at 200 dots an inch, as a scanner gives it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_DPI = 200
_FONTS = "/usr/share/fonts/truetype/croscore/Tinos-{}.ttf"  # Debian's fonts-croscore
WIDTH_PT, HEIGHT_PT = 595, 842
_LEFT, _RIGHT = 85.0, 540.0


@dataclass(slots=True, kw_only=True)
class Scan:
    """One page; places are in points from the upper left corner."""

    image: Image.Image = field(
        default_factory=lambda: Image.new("L", (_px(WIDTH_PT), _px(HEIGHT_PT)), 255)
    )

    def text(self, x: float, y: float, text: str, *, size: float = 14, bold: bool = False) -> Scan:
        """Draw a line with its baseline at `y`."""
        place = (_px(x), _px(y))
        draw = ImageDraw.Draw(self.image)
        draw.text(place, text, font=_font(size, bold=bold), fill=0, anchor="ls")
        return self

    def paragraph(self, y: float, text: str) -> float:
        """Draw a justified paragraph with first-line indent; return the next height."""
        left, held = _LEFT + 28, list[str]()
        for word in text.split():
            if _length(" ".join([*held, word])) > _RIGHT - left:
                self._spread(left, y, held)
                left, held, y = _LEFT, [], y + 20
            held.append(word)
        self.text(left, y, " ".join(held))
        return y + 20

    def _spread(self, x: float, y: float, words: Sequence[str]) -> None:
        gap = (_RIGHT - x - sum(map(_length, words))) / (len(words) - 1)
        for word in words:
            self.text(x, y, word)
            x += _length(word) + gap

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Scan:
        """Draw all borders of a table."""
        draw = ImageDraw.Draw(self.image)
        for x in xs:
            draw.line([(_px(x), _px(ys[0])), (_px(x), _px(ys[-1]))], fill=0, width=3)
        for y in ys:
            draw.line([(_px(xs[0]), _px(y)), (_px(xs[-1]), _px(y))], fill=0, width=3)
        return self

    def leaning(self, degrees: float) -> Scan:
        """The page as a feeder leans it, clockwise."""
        turned = self.image.rotate(-degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
        return Scan(image=turned)


@lru_cache
def _font(size: float, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS.format("Bold" if bold else "Regular"), _px(size))


def _length(text: str) -> float:
    """How long `text` is drawn in 14 points, in points."""
    return _font(14).getlength(text) * 72 / _DPI


def _px(points: float) -> int:
    return round(points * _DPI / 72)


def write_scan(path: Path, scans: Sequence[Scan]) -> Path:
    """Write .png, .jpg, .tif or .pdf; the latter two of several pages."""
    first, *rest = [scan.image for scan in scans]
    if path.suffix == ".pdf":
        first.save(path, resolution=_DPI, save_all=True, append_images=rest)
    elif path.suffix == ".tif":
        first.save(path, dpi=(_DPI, _DPI), save_all=True, append_images=rest)
    else:
        first.save(path, dpi=(_DPI, _DPI))
    return path


def join_pdfs(path: Path, parts: Sequence[Path]) -> Path:
    """Write the pages of several PDF files into one."""
    whole = pypdfium2.PdfDocument.new()
    for part in parts:
        source = pypdfium2.PdfDocument(part)
        whole.import_pages(source)
        source.close()
    whole.save(path)
    whole.close()
    return path
