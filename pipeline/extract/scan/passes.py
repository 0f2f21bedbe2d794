"""The lines of a page picture: read as a whole, then again where letters are hidden.

A second look adds words, and of two readings of a word under red ink the surer one stays; all else
stays as it was read first. Pages without red ink, and with the name of who signed, are read once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.scan.hocr import parse_hocr
from pipeline.extract.scan.merge import add_hidden
from pipeline.extract.scan.picture import find_red_ink
from pipeline.extract.scan.signer import add_names, find_unsigned
from pipeline.extract.scan.tesseract import PageMode

if TYPE_CHECKING:
    from pipeline.extract.scan.hocr import ScannedLine
    from pipeline.extract.scan.picture import Picture
    from pipeline.extract.scan.tesseract import Tesseract


def read_lines(tesseract: Tesseract, picture: Picture) -> list[ScannedLine]:
    """Lines in the order of tesseract, those of a second look behind them.

    Raises:
        PageFailedError: as `Tesseract.recognise`.
    """
    lines = parse_hocr(tesseract.recognise(picture.grey, picture.dpi, PageMode.PAGE))
    if picture.red is not None:
        seen = parse_hocr(tesseract.recognise(picture.red, picture.dpi, PageMode.PAGE))
        lines = add_hidden(lines, seen, find_red_ink(picture.grey, picture.red))
    height, width = picture.grey.shape
    corner = find_unsigned(lines, width, height)
    if corner:
        part = picture.grey[corner.top : corner.bottom, corner.x0 :]
        seen = parse_hocr(tesseract.recognise(part, picture.dpi, PageMode.SPARSE))
        lines = add_names(lines, seen, corner)
    return lines
