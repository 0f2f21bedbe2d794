"""hOCR, as tesseract writes it, to lines of words with boxes, baseline and confidence.

Places stay in pixels of the picture. What is noise, and what the words mean, is left to `words`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_LINE_CLASSES = frozenset({"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"})
_NUMBER = r"(-?\d+(?:\.\d+)?)"
_BOX = re.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_BASELINE = re.compile(rf"baseline {_NUMBER} {_NUMBER}")
_HEIGHT = re.compile(rf"x_size {_NUMBER}")
_CONFIDENCE = re.compile(rf"x_wconf {_NUMBER}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedWord:
    """A word as tesseract boxed it, in pixels; confidence 0..1; `bold` is for `weight` to find."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedLine:
    """Words of one line, left to right.

    Attributes:
        y: baseline in the middle of the line; height: of letters with ascender and descender;
            both in pixels.
    """

    words: tuple[ScannedWord, ...]
    y: float
    height: float


def parse_hocr(hocr: bytes) -> list[ScannedLine]:
    """Lines in the order of tesseract; boxes without letters (rules, specks) are no words."""
    from lxml import etree  # 20 ms

    if not hocr.strip():
        return []
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(hocr, parser)
    found = (root.iter("{*}span") if root is not None else iter(())) or iter(())
    lines = (_read_line(span) for span in found if span.get("class") in _LINE_CLASSES)
    return [line for line in lines if line]


def _read_line(span: Element) -> ScannedLine | None:
    title = span.get("title") or ""
    box, words = _BOX.search(title), tuple(_read_words(span))
    if not box or not words:
        return None
    x0, top, x1, bottom = map(float, box.groups())
    baseline, height = _BASELINE.search(title), _HEIGHT.search(title)
    slope, offset = map(float, baseline.groups()) if baseline else (0.0, 0.0)
    return ScannedLine(
        words=words,
        y=bottom + offset + slope * (x1 - x0) / 2,
        height=float(height.group(1)) if height else bottom - top,
    )


def _read_words(span: Element) -> Iterator[ScannedWord]:
    for word in span.iter("{*}span"):
        title = word.get("title") or ""
        box, confidence = _BOX.search(title), _CONFIDENCE.search(title)
        text = clean_line("".join(map(str, word.itertext())))
        if word.get("class") == "ocrx_word" and box and text:
            x0, top, x1, bottom = map(float, box.groups())
            sure = float(confidence.group(1)) / 100 if confidence else 0.0
            yield ScannedWord(
                text=text, x0=x0, top=top, x1=x1, bottom=bottom, confidence=max(0.0, sure)
            )
