"""Zones of two columns: the letterhead's head and the recipients beside the signature.

A zone is a run of lines that one upright white strip parts. It is taken for one only where the
official form is seen (capitals on top of a column, "Nơi nhận"), so that text spread by tabs or by
justification stays whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.text import plain_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.layout.lines import Line
    from pipeline.extract.layout.measure import Measures

# Widths in parts of the font size.
_SEED_GAP = 1.6  # a strip first seen; justified blanks stay below it
_STRIP_GAP = 0.45  # the strip beside the widest line of a letterhead can be as narrow
_ALIGNED = 1.2
_FARTHEST_LINES = 9.0  # the name stands this many line heights below the office at most
_NEXT_LINE = 1.6  # line heights: a line of the same list
_FEWEST_LINES = 3  # one line beside one is no zone
_LIST_LINES = 20  # the longest lists of recipients seen have 18
_GREETINGS = ("kinh gui", "kinh trinh", "kinh thua")  # stand below the letterhead


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """Two columns, each from top to bottom, and the white strip between them (left, right edge)."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]
    strip: tuple[float, float]

    @property
    def top(self) -> float:
        """Upper edge, in points."""
        return min(line.top for line in (*self.left, *self.right))


@dataclass(slots=True, kw_only=True)
class _Strip:
    """A zone that grows: the white strip between x0 and x1 narrows with every line."""

    x0: float
    x1: float
    left: list[Line]
    right: list[Line]
    splits: int = 0

    def take(self, line: Line) -> None:
        """Take a line: parted by the strip, or whole on its side; one that crosses is cut there."""
        gap = self._gap_of(line)
        if gap:
            self.x0, self.x1 = gap
            self.splits += 1
            self._cut(line)
        elif line.x1 < self.x1:
            self.x0 = max(self.x0, line.x1)
            self.left.append(line)
        elif line.x0 > self.x0:
            self.x1 = min(self.x1, line.x0)
            self.right.append(line)
        else:
            self._cut(line)

    def parts(self, line: Line) -> bool:
        """Whether the strip runs through a gap of the line."""
        return self._gap_of(line) is not None

    def _cut(self, line: Line) -> None:
        middle = (self.x0 + self.x1) / 2
        halves = (line.part(0, middle), line.part(middle, float("inf")))
        for column, part in zip((self.left, self.right), halves, strict=True):
            if part:
                column.append(part)

    def _gap_of(self, line: Line) -> tuple[float, float] | None:
        """The strip inside the gap that leaves most of it; None where the line is better whole.

        Dirt behind an entry, or a wide blank in it, parts no line that ends before the strip does.
        """
        gaps = [
            (max(self.x0, one.x1), min(self.x1, two.x0))
            for one, two in pairwise(line.words)
            if two.x0 - one.x1 >= _STRIP_GAP * line.size_pt
        ]
        low, high = max(gaps, key=_width, default=(0.0, 0.0))
        whole = max(self.x1 - max(self.x0, line.x1), min(self.x1, line.x0) - self.x0)
        return (low, high) if high - low > max(whole, 0) else None


def _width(gap: tuple[float, float]) -> float:
    return gap[1] - gap[0]


def find_zones(lines: Sequence[Line], measures: Measures) -> list[tuple[int, int, Zone]]:
    """Zones of a page as (first line, line behind the last, zone)."""
    zones: list[tuple[int, int, Zone]] = []
    begin = 0
    for seed, line in enumerate(lines):
        if seed < begin:
            continue
        strips = [_Strip(x0=x0, x1=x1, left=[], right=[]) for x0, x1 in _seed_gaps(line)]
        if not strips and (gap := _gap_beside_list(lines, seed, measures)):
            strips = [_Strip(x0=gap[0], x1=gap[1], left=[], right=[])]
        grown = [_grow(lines, seed, begin, strip, measures) for strip in strips]
        found = [one for one in grown if one]
        if found:
            first, end, zone, _ = max(found, key=lambda one: (one[1] - one[0], one[3]))
            zones.append((first, end, zone))
            begin = end
    return zones


def _seed_gaps(line: Line) -> list[tuple[float, float]]:
    gaps = [(one.x1, two.x0) for one, two in pairwise(line.words)]
    return [gap for gap in gaps if _width(gap) >= _SEED_GAP * line.size_pt]


def _gap_beside_list(
    lines: Sequence[Line], seed: int, measures: Measures
) -> tuple[float, float] | None:
    """The white beside a list of recipients of which no line stands level with the signature."""
    first, middle = lines[seed], (measures.left + measures.right) / 2
    if not _is_recipients([first]) or first.x1 >= middle:
        return None
    entries = [
        line
        for line in lines[seed : seed + _LIST_LINES]
        if abs(line.x0 - first.x0) < _ALIGNED * first.size_pt and line.x1 < middle
    ]
    return max(line.x1 for line in entries), middle


def _grow(
    lines: Sequence[Line], seed: int, begin: int, strip: _Strip, measures: Measures
) -> tuple[int, int, Zone, int] | None:
    """Grow a strip down and up from the line it was seen in; None where it is no official zone."""
    strip.take(lines[seed])
    end = seed + 1
    while end < len(lines) and (more := _follow(lines, end, strip, measures)):
        for line in lines[end : end + more]:
            strip.take(line)
        end += more
    first = seed
    while first > begin and _precedes(lines[first - 1], lines[first], strip, at_top=begin == 0):
        strip.take(lines[first - 1])
        first -= 1
    if not strip.left or not strip.right:
        return None
    zone = _as_zone(strip)
    official = _is_official(zone.left) or _is_official(zone.right)
    if not official or len(zone.left) + len(zone.right) < _FEWEST_LINES:
        return None
    return first, end, zone, strip.splits


def _as_zone(strip: _Strip) -> Zone:
    left = tuple(sorted(strip.left, key=lambda line: line.y))
    right = tuple(sorted(strip.right, key=lambda line: line.y))
    return Zone(left=left, right=right, strip=(strip.x0, strip.x1))


def continue_zone(zone: Zone, lines: Sequence[Line], measures: Measures) -> tuple[int, Zone] | None:
    """What of `zone`, the recipients at the foot of a page, goes on at the top of the next one.

    Returns how many lines it takes, and them as a zone; None where nothing goes on.
    """
    if not _is_recipients(zone.left):
        return None
    x0, x1 = zone.strip
    strip = _Strip(x0=x0, x1=x1, left=list(zone.left), right=list(zone.right))
    taken = 0
    while taken < len(lines) and _goes_on(lines[taken], strip, measures):
        strip.take(lines[taken])
        taken += 1
    left, right = strip.left[len(zone.left) :], strip.right[len(zone.right) :]
    if not taken:
        return None
    return taken, Zone(left=tuple(left), right=tuple(right), strip=(strip.x0, strip.x1))


def _goes_on(line: Line, strip: _Strip, measures: Measures) -> bool:
    if strip.parts(line):
        return True
    if line.x0 > strip.x0:
        return not measures.is_centred(line) and _is_aligned(line, strip.right)
    return line.x1 < strip.x1 and _begins_entry(line)


def _is_official(column: Sequence[Line]) -> bool:
    return _is_capitals(column[0]) or _is_recipients(column[:1])


def _is_capitals(line: Line) -> bool:
    letters = [char for char in line.text if char.isalpha()]
    return len(letters) > 2 and sum(map(str.isupper, letters)) >= 0.9 * len(letters)  # noqa: PLR2004 - "KT" alone says nothing


def _follow(lines: Sequence[Line], end: int, strip: _Strip, measures: Measures) -> int:
    """How many of the lines from `end` on go on with the zone, as far as one can see.

    In a list of recipients one line may stand askew, or cross the strip, when the list goes on
    behind it: text beside a brace, dirt of a scan.
    """
    if _follows(lines[end], lines[end - 1], strip, measures):
        return 1
    near = _is_recipients(strip.left) and all(
        two.y - one.y < _NEXT_LINE * one.size_pt for one, two in pairwise(lines[end - 1 : end + 2])
    )
    entry = near and end + 1 < len(lines) and _is_entry(lines[end + 1], strip)
    return 2 if entry else 0


def _begins_entry(line: Line) -> bool:
    return line.text[0] in "-–" or plain_key(line.text).startswith("luu")


def _is_entry(line: Line, strip: _Strip) -> bool:
    return _begins_entry(line) and line.x1 < strip.x1 and _is_aligned(line, strip.left)


def _follows(line: Line, last: Line, strip: _Strip, measures: Measures) -> bool:
    if line.y - last.y > _FARTHEST_LINES * line.size_pt:
        return False
    if plain_key(line.text).startswith(_GREETINGS):
        return False
    if strip.parts(line):
        return True
    if line.x1 < strip.x1:
        column = strip.left
    elif line.x0 > strip.x0:
        column = strip.right
    else:
        return False
    if measures.is_centred(line) and not _is_beside(line, column, strip):
        return False
    return _is_aligned(line, column)


def _is_beside(line: Line, column: Sequence[Line], strip: _Strip) -> bool:
    """A line of the other column stands on its height, so it is no centred title."""
    others = strip.right if column is strip.left else strip.left
    return any(abs(other.y - line.y) < line.size_pt for other in others)


def _precedes(line: Line, following: Line, strip: _Strip, *, at_top: bool) -> bool:
    """Above a letterhead everything up to the edge; above a signature only its own head."""
    if following.y - line.y > _FARTHEST_LINES / 3 * line.size_pt:
        return False
    listed = _is_recipients(strip.left)
    if strip.parts(line):
        return not listed
    if line.x0 > strip.x0:
        return _is_aligned(line, strip.right) or (listed and _is_capitals(line))
    if line.x1 < strip.x1:
        return plain_key(line.text).startswith("noi nhan") or (
            at_top and _is_aligned(line, strip.left) and not listed
        )
    return False


def _is_recipients(column: Sequence[Line]) -> bool:
    return any(plain_key(line.text).startswith("noi nhan") for line in column)


def _is_aligned(line: Line, column: Sequence[Line]) -> bool:
    """Shares its middle or its left edge with a line of the column."""
    reach = _ALIGNED * line.size_pt
    return not column or any(
        abs(line.centre - other.centre) < reach or abs(line.x0 - other.x0) < reach / 2
        for other in column
    )
