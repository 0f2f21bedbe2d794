"""What stands on a page but not in its text: page numbers, running heads and feet, stamps, notes.

Found by place and by repetition over the pages; all of it is kept, only set aside.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

from pipeline.extract.pieces import Place
from pipeline.text import clean_line, find_marker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.layout.lines import Line
    from pipeline.extract.layout.page import Page

_MARGIN = 0.12  # part of the page height in which running heads and feet stand
_EDGE_LINES = 3  # a running head of a report has at most this many lines
_SAME_PLACE_PT = 4.0
_SMALLER_PT = 1.4  # notes are set two points below the text; scaled print leaves 1.5
_NOTE_BAND = 0.5  # notes stand in the lower half
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:trang|page)?\s*\d{1,4}(?:\s*/\s*\d{1,4})?[-–—.\s]*", re.IGNORECASE
)
_DIGITS, _NO_DIGIT = re.compile(r"\d+"), re.compile(r"\D+")
_SIGNED_AT = re.compile(r"(\d\d/\d\d/\d{4}) (\d\d:\d\d)")
_STAMP = re.compile(
    r"(?:Người ký|Ký bởi|Người kí|Được ký bởi|Signed by|Digitally signed by|Signature Not Verified"
    r"|Thời gian ký|Ngày ký|Giờ ký|Signing (?:Date|Time))\s*(?::|$)"
    r"|\d{1,2}[-./]\d{1,2}[-./]\d{4}\s+\d{1,2}:\d{2}:\d{2}(?:\s*[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_STAMP_MORE = re.compile(
    r"(?:Email|E-mail|Cơ quan|Tổ chức|Chức vụ|Lý do|Địa điểm|Reason|Location|Date|Ngày)\s*:",
    re.IGNORECASE,
)
_STAMP_REACH = 2.5  # line heights between the lines of one stamp
_NOTE_START = re.compile(r"(?:\(?\d{1,3}\)?|\[\d{1,3}\]|\*{1,3})[\s.)]*\S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """Lines set aside that belong together, and what they are."""

    place: Place
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """A page without its furniture, and the furniture, from top to bottom."""

    page: Page
    asides: tuple[Aside, ...]


def unseen_signatures(held: Sequence[Sorted]) -> dict[int, list[str]]:
    """By page number, the signatures whose day and minute no stamp of the document shows."""
    shown = "".join(
        _NO_DIGIT.sub("", line.text)
        for part in held
        for aside in part.asides
        if aside.place is Place.STAMP
        for line in aside.lines
    )
    return {
        part.page.number: [line for line in part.page.signatures if not _is_shown(line, shown)]
        for part in held
    }


def _is_shown(signature: str, shown: str) -> bool:
    found = _SIGNED_AT.search(signature)
    return found is not None and all(_NO_DIGIT.sub("", one) in shown for one in found.groups())


def set_aside(pages: Sequence[Page]) -> list[Sorted]:
    """Part furniture from text on every page."""
    running = _running_keys(pages)
    numbers = _page_numbers(pages)
    body_size = _body_size(pages)
    return [_sort_page(page, running, numbers, body_size) for page in pages]


def _body_size(pages: Sequence[Page]) -> float:
    sizes = Counter[float]()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size_pt)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _edge_lines(page: Page) -> list[tuple[Line, bool]]:
    """Lines near the upper and the lower edge, with True for the upper."""
    above = [line for line in page.lines if line.y < page.height * _MARGIN]
    below = [line for line in page.lines if line.y > page.height * (1 - _MARGIN)]
    return [(line, True) for line in above[:_EDGE_LINES]] + [
        (line, False) for line in below[-_EDGE_LINES:]
    ]


def _key(line: Line) -> tuple[str, int]:
    """Words without figures and the height, for lines that come again on other pages."""
    return _DIGITS.sub("#", clean_line(line.text)).casefold(), round(line.y / _SAME_PLACE_PT)


def _running_keys(pages: Sequence[Page]) -> frozenset[tuple[str, int]]:
    """Keys of edge lines that stand in one place on several pages (a third of them at least)."""
    seen = Counter[tuple[str, int]]()
    for page in pages:
        for text, height in {_key(line) for line, _ in _edge_lines(page)}:
            seen.update({(text, height + shift) for shift in (-1, 0, 1)})
    enough = max(2, ceil(len(pages) / 3))
    return frozenset(key for key, count in seen.items() if count >= enough)


def _page_numbers(pages: Sequence[Page]) -> dict[int, Line]:
    """The bare number of each page that has one: outermost, and counting up with the pages.

    OCR misses most page numbers, so that one it reads needs no other where it is that of its page.
    """
    candidates: dict[int, list[tuple[Line, int]]] = {}
    offsets = Counter[tuple[int, bool]]()
    for page in pages:
        found = []
        for line, upper in _edge_lines(page):
            text = clean_line(line.text)
            if _PAGE_NUMBER.fullmatch(text) and _is_outermost(line, page, upper=upper):
                offset = int(_DIGITS.findall(text)[0]) - page.number
                found.append((line, offset))
                offsets[offset, upper] += 1
        candidates[page.number] = found
    usual = {offset for (offset, _), count in offsets.items() if count > 1 or len(pages) < 3}  # noqa: PLR2004 - two pages cannot agree when the first hides its number
    return {
        number: line
        for number, found in candidates.items()
        for line, offset in found
        if offset in usual or (not offset and line.words[0].confidence is not None)
    }


def _is_outermost(line: Line, page: Page, *, upper: bool) -> bool:
    others = [other for other in page.lines if other is not line]
    if upper:
        return all(other.y >= line.y - line.size_pt for other in others)
    return all(other.y <= line.y + line.size_pt for other in others)


def _sort_page(
    page: Page,
    running: frozenset[tuple[str, int]],
    numbers: dict[int, Line],
    body_size: float,
) -> Sorted:
    asides = [Aside(place=Place.STAMP, lines=(line,)) for line in page.stamps]
    edge = {id(line): upper for line, upper in _edge_lines(page)}
    rest: list[Line] = []
    stamps = _stamp_lines(page.lines)
    for line in page.lines:
        upper = edge.get(id(line))
        if id(line) in stamps:
            asides.append(Aside(place=Place.STAMP, lines=(line,)))
        elif line is numbers.get(page.number) or (upper is not None and _key(line) in running):
            place = Place.PAGE_HEADER if line.y < page.height / 2 else Place.PAGE_FOOTER
            asides.append(Aside(place=place, lines=(line,)))
        else:
            rest.append(line)
    text, notes = _part_notes(rest, page, body_size)
    asides.extend(Aside(place=Place.NOTE, lines=tuple(note)) for note in notes)
    return Sorted(page=replace(page, lines=tuple(text)), asides=tuple(asides))


def _stamp_lines(lines: Sequence[Line]) -> set[int]:
    """Identities of the lines of electronic signature stamps."""
    sure = [line for line in lines if _STAMP.match(clean_line(line.text))]
    stamp = {id(line) for line in sure}
    for line in lines:
        near = any(
            abs(line.y - other.y) < _STAMP_REACH * other.size_pt
            and abs(line.x0 - other.x0) < 3 * other.size_pt
            for other in sure
        )
        if near and _STAMP_MORE.match(clean_line(line.text)):
            stamp.add(id(line))
    return stamp


def _part_notes(
    lines: list[Line], page: Page, body_size: float
) -> tuple[list[Line], list[list[Line]]]:
    """Footnotes: the last lines of a page, small, the first with a number or under a rule."""
    start = len(lines)
    while (
        start
        and lines[start - 1].size_pt <= body_size - _SMALLER_PT
        and lines[start - 1].y > page.height * _NOTE_BAND
    ):
        start -= 1
    small = lines[start:]
    if not small or start == 0 or not _begins_notes(small, lines[start - 1], page):
        return lines, []
    notes: list[list[Line]] = []
    for line in small:
        if not notes or _begins_note(line, notes[-1]):
            notes.append([line])
        else:
            notes[-1].append(line)
    return lines[:start], notes


def _begins_notes(small: Sequence[Line], before: Line, page: Page) -> bool:
    ruled = any(before.y <= rule <= small[0].y for rule in page.separators)
    numbered = _is_note_start(small[0])
    return numbered if ruled else numbered and small[0].words[0].raised > 0


def _is_note_start(line: Line) -> bool:
    return bool(_NOTE_START.match(line.text)) or line.words[0].raised > 0


def _begins_note(line: Line, note: Sequence[Line]) -> bool:
    """A number at the left edge of the notes, not one that a wrapped line happens to begin with."""
    if not _is_note_start(line):
        return False
    if note[0].words[0].raised:
        return line.words[0].raised > 0
    return line.x0 <= note[0].x0 + 1 and find_marker(line.text) is not None
