"""Lines to paragraphs: which line begins a new one; how they are joined is left to `joining`.

Evidence, from strong to weak: a gap in the leading, a line left short although the next word had
room, the first-line indent, markers, stops and capitals. Columns have rules of their own, for
their lines are short by nature.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from pipeline.text import find_marker, plain_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.layout.lines import Line
    from pipeline.extract.layout.measure import Measures

# In parts of the font size, unless said otherwise.
_BLANK = 0.25
_ROOM = 0.35  # what a justified line may miss
_ALIGNED = 0.45
_WIDER_GAP = 1.18  # times the leading; real reports part paragraphs by 3 to 12 points
_CLEAR_GAP = 1.9  # times the leading: nothing goes on over it
_SIZE_CHANGE_PT = 1.2
_SAME_EDGE_PT = 1.0
_SAME_MIDDLE_PT = 2.5
_NEARLY = 0.9  # cells have their own margins
_COLUMN_GAP = 1.6  # lines of one entry stand closer
_NARROWEST_PART = 0.4  # of the text: shorter lines end on one place by chance
_SENTENCE_END = re.compile(r"[.;:!?…][\"”’)\]]*$")
_ENTRY_END = re.compile(r"[.;:!?…/][\"”’)\]]*$")
_CLAUSE_END = re.compile(r"[.;:,!?…/][\"”’)\]]*$")
# How names of bodies begin (Nghi dinh 30, Huong dan 36); "Tỉnh" or "Đảng bộ" begin the second line
# of a folded one.
_BODIES = re.compile(
    r"(?:uy ban|ubnd|hoi dong|hdnd|so|tinh uy|huyen uy|thanh uy|thi uy|dang uy|ban|bo|cuc|chi cuc|"
    r"van phong|phong|cong an|trung tam|truong|benh vien|hoi|doan|lien doan|vien|cong ty)\b"
)
# What a folded name goes on behind: "BAN TUYÊN GIÁO VÀ" / "BAN ...".
_JOINTS = re.compile(r"(?:,|\b(?:VÀ|CỦA|VỀ|CÁC|THUỘC|CHO))$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A line with the page it stands on."""

    line: Line
    page: int
    measures: Measures

    @property
    def indent(self) -> float:
        """From the left margin, in points."""
        return self.line.x0 - self.measures.left

    @property
    def centred(self) -> bool:
        """Stands in the middle of the text."""
        return self.measures.is_centred(self.line)


def begins_paragraph(held: Sequence[Placed], following: Placed) -> bool:
    """Whether `following` begins a paragraph after the lines `held` of the one before."""
    last = held[-1]
    gap = _gap(held, following)
    wide_gap = gap > _WIDER_GAP
    if abs(last.line.size_pt - following.line.size_pt) > _SIZE_CHANGE_PT or gap > _CLEAR_GAP:
        return True
    if last.centred or following.centred:
        return _begins_after_centred(last, following, wide_gap=wide_gap)
    outdented = following.indent < last.indent - _ALIGNED * following.line.size_pt
    set_right = following.measures.is_to_the_right(following.line)
    if set_right or not _is_full(last, following) or (outdented and len(held) > 1):
        return True
    if not last.measures.indent:
        return _begins_block(held, following, wide_gap=wide_gap)
    if following.measures.is_flush(following.line):
        return _begins_flush(held, following, wide_gap=wide_gap)
    return _begins_indented(held, following, wide_gap=wide_gap)


def _gap(held: Sequence[Placed], following: Placed) -> float:
    """Distance of the baselines in parts of the leading expected here; 0 over a page break."""
    last = held[-1]
    if last.page != following.page:
        return 0.0
    expected = last.measures.leading * last.line.size_pt
    if len(held) > 1 and held[-2].page == last.page:
        expected = last.line.y - held[-2].line.y
    return (following.line.y - last.line.y) / max(expected, 1.0)


def _is_full(last: Placed, following: Placed) -> bool:
    """The first word of the next line had no room on the last one."""
    first = following.line.words[0]
    needed = (first.x1 - first.x0) + _BLANK * last.line.size_pt
    room = last.measures.right - last.line.x1
    if needed > room - _ROOM * last.line.size_pt:
        return True
    same_edge = abs(last.line.x1 - following.line.x1) < _SAME_EDGE_PT
    wide = last.line.x1 - last.line.x0 > _NARROWEST_PART * last.measures.width
    return same_edge and wide and last.page == following.page


def _begins_after_centred(last: Placed, following: Placed, *, wide_gap: bool) -> bool:
    """Centred lines go on only where the next word had no room and the look is the same."""
    same_middle = abs(last.line.centre - following.line.centre) < _SAME_MIDDLE_PT
    if not (following.centred or same_middle) or wide_gap or last.page != following.page:
        return True
    if (last.line.bold, last.line.italic) != (following.line.bold, following.line.italic):
        return True
    if not last.centred and not last.line.bold and not last.line.italic:
        return True
    first = following.line.words[0]
    length = last.line.x1 - last.line.x0 + _BLANK * last.line.size_pt + first.x1 - first.x0
    return length < last.measures.width - last.measures.indent - last.line.size_pt


def _begins_indented(held: Sequence[Placed], following: Placed, *, wide_gap: bool) -> bool:
    """An indented line begins a paragraph unless it stands as the lines of this one do."""
    last = held[-1]
    if wide_gap or find_marker(following.line.text):
        return True
    reach = _ALIGNED * following.line.size_pt
    if len(held) > 1:
        return abs(following.indent - last.indent) > reach
    if abs(following.line.x0 - _text_start(last.line)) < reach:
        return False
    if following.indent < last.indent - reach:
        return False
    if abs(following.indent - last.indent) <= reach and not last.measures.is_flush(last.line):
        usual = abs(following.indent - following.measures.indent) <= reach
        small = following.line.text[:1].islower()
        return not small if usual else _reads_as_new(last.line, following.line)
    return True


def _begins_flush(held: Sequence[Placed], following: Placed, *, wide_gap: bool) -> bool:
    """A line at the margin goes on, in a text with indents, unless much says otherwise."""
    last = held[-1]
    if wide_gap and len(held) > 1:
        return True
    marked = find_marker(following.line.text) is not None
    ended = bool(_SENTENCE_END.search(last.line.text))
    if wide_gap:
        return marked or ended
    return marked and ended and held[0].measures.is_flush(held[0].line)


def _begins_block(held: Sequence[Placed], following: Placed, *, wide_gap: bool) -> bool:
    """Without indents: gaps, changes of look, markers after a stop, capitals after a stop."""
    last = held[-1]
    if wide_gap or last.line.bold != following.line.bold:
        return True
    if find_marker(following.line.text):
        hanging = abs(following.line.x0 - _text_start(held[0].line)) < 1 and len(held) > 1
        return bool(_CLAUSE_END.search(last.line.text)) and not hanging
    if last.page != following.page:
        return _reads_as_new(last.line, following.line)
    return False


def _reads_as_new(last: Line, following: Line) -> bool:
    """By the words alone: a stop, and then no small letter."""
    return bool(_SENTENCE_END.search(last.text)) and not following.text[:1].islower()


def _text_start(line: Line) -> float:
    """Where the text behind a marker begins: hanging lines stand there."""
    marker = find_marker(line.text)
    if not marker:
        return line.x0
    seen = 0
    for word in line.words:
        if seen >= marker.end:
            return word.x0
        seen += len(word.text) + 1
    return line.x0


def group_column(lines: Sequence[Line], room: float) -> list[list[Line]]:
    """Lines of a column in groups: a line, or a line with those it was wrapped into.

    `room` is the width of the column as far as the margins of the page tell it, in points.
    """
    gaps = [two.y - one.y for one, two in pairwise(lines)]
    usual = median(gaps) if gaps else 0.0
    widest = max(room, *(line.x1 - line.x0 for line in lines))
    groups = [[lines[0]]]
    for gap, (last, line) in zip(gaps, pairwise(lines), strict=True):
        alike = last.bold == line.bold and abs(last.size_pt - line.size_pt) < _SIZE_CHANGE_PT
        near = gap < _COLUMN_GAP * last.size_pt and not _begins_entry(last.text, line.text)
        closer = gap * _WIDER_GAP < usual
        if alike and near and _goes_on_in_column(groups[-1], line, widest, closer=closer):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _begins_entry(before: str, text: str) -> bool:
    """A marker, or in a head of capitals the name of another body."""
    named = before.isupper() and text.isupper() and _BODIES.match(plain_key(text))
    return find_marker(text) is not None or bool(named and not _JOINTS.search(before))


def _goes_on_in_column(group: Sequence[Line], line: Line, room: float, *, closer: bool) -> bool:
    """An entry goes on in small letters, or without a stop, or where the next word had no room."""
    last, first = group[-1], line.words[0]
    marker = find_marker(group[0].text)
    listed = marker is not None and marker.end < len(group[0].text)  # a star alone is a rule
    if line.text[:1].islower() or (listed and not _ENTRY_END.search(last.text)):
        return True
    if last.text.isupper() and line.text.isupper() and _JOINTS.search(last.text):
        return True
    length = last.x1 - last.x0 + first.x1 - first.x0 + _BLANK * last.size_pt
    return closer and length > _NEARLY * room and last.text.isupper() == line.text.isupper()
