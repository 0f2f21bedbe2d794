"""One line of the draft: the words of a report, who said so, and where it stands.

The words are never changed but at their edges: what `openers` lists goes, the first letter becomes
a capital, a full stop closes them. Further rules:

- a merged line gives no figure that one of its units did not give: where the representative has
  one in digits, the statement without such a figure that is nearest in words is printed instead;
  where none shares a quarter of the words of both, the representative stays;
- an extract is the first sentence of a passage, with the next one where it has under 12 words;
  extracts that are equal word for word are one line with the names and sources of both;
- a support counts identified units that reported; files without a unit are named, not counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.draft.openers import strip_asking, strip_openers
from pipeline.text import matching_key, syllables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.draft.material import Material
    from pipeline.records import Idea, Passage, Statement

# A line of a draft for 150 units must stay readable; the comment on it names every unit.
_NAMES_IN_A_LINE = 12
_SHORT_SENTENCE = 12
_SEVERAL = 2
_NEAR = 0.25  # share of the words of both; less is another matter merged with it
_COUNTS = {
    word: count
    for count, word in enumerate("hai ba bốn năm sáu bảy tám chín mười".split(), start=2)
}
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
# "năm" is also a year: a word counts only before a measure.
_COUNTED = re.compile(
    rf"\b({'|'.join(_COUNTS)}) (?:lần|tháng|ngày|năm|phần trăm|triệu|tỷ|nghìn)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line.

    Attributes:
        bookmark: name that finds the line again in later versions; at most 40 characters.
        text: the words of the report; support: who said so, in brackets.
        sources: paragraphs of the comment on the line.
    """

    bookmark: str
    text: str
    support: str
    sources: tuple[str, ...]


def idea_line(idea: Idea, material: Material, addressees: tuple[str, ...] = ()) -> Line:
    """The line of an idea: its words, its units, its statements as sources.

    `addressees` are the names of the heading under which it stands.
    """
    statements = material.statements_of(idea)
    sources = tuple(
        f"{material.place_of(material.draft.passages[statement.passage])}: “{statement.text}”"
        for statement in statements
    )
    return Line(
        bookmark=f"y_{idea.id}",
        text=as_sentence(_printed(idea, statements, material), addressees),
        support=_support(idea, statements, material),
        sources=sources,
    )


def passage_lines(passages: Sequence[Passage], material: Material) -> tuple[Line, ...]:
    """The lines of passages: their extracts, units and places; equal extracts are one line."""
    equal: dict[str, list[Passage]] = {}
    for passage in passages:
        equal.setdefault(matching_key(as_sentence(extract_of(passage))), []).append(passage)
    return tuple(_passage_line(same, material) for same in equal.values())


def extract_of(passage: Passage) -> str:
    """First sentence of a passage, with the next where it is short; all where none are known."""
    if not passage.sentences:
        return passage.text
    first, *others = passage.sentences
    words = passage.text[first.start : first.end]
    if not others or len(syllables(as_sentence(words))) >= _SHORT_SENTENCE:
        return words
    longer = passage.text[first.start : others[0].end]
    return words if longer.rstrip().endswith(":") else longer


def as_sentence(text: str, addressees: tuple[str, ...] = ()) -> str:
    """`text` without openers, beginning with a capital and ending with a full stop."""
    bare = strip_openers(strip_asking(strip_openers(text), addressees)).rstrip(" .,;:/")
    return f"{bare[:1].upper()}{bare[1:]}."


def _passage_line(same: Sequence[Passage], material: Material) -> Line:
    names = dict.fromkeys(material.name_of(passage.sha256) for passage in same)
    return Line(
        bookmark=f"d_{same[0].id}",
        text=as_sentence(extract_of(same[0])),
        support=f"({', '.join(names)})",
        sources=tuple(f"{material.place_of(one)}: “{extract_of(one)}”" for one in same),
    )


def _printed(idea: Idea, statements: Sequence[Statement], material: Material) -> str:
    """The words of the line: the representative, or a statement without figures of some alone."""
    given: dict[str, set[str]] = {}
    for statement in statements:
        source = material.unit_of(statement.sha256) or statement.sha256
        given.setdefault(source, set()).update(_figures(statement.text))
    of_all = set.intersection(*given.values()) if given else set()
    if len(given) < _SEVERAL or _digits(idea.text) <= of_all:
        return idea.text
    words = set(matching_key(idea.text).split())
    plain = [
        (len(words & others) / len(words | others), s.text)
        for s in statements
        if _digits(s.text) <= of_all and (others := set(matching_key(s.text).split()))
    ]
    nearness, text = max(plain, default=(0.0, idea.text))
    return text if nearness >= _NEAR else idea.text


def _figures(text: str) -> set[str]:
    """Figures of a text, and counts in words where a measure follows them, as digits."""
    return _digits(text) | {str(_COUNTS[word.lower()]) for word in _COUNTED.findall(text)}


def _digits(text: str) -> set[str]:
    """Figures that a text gives in digits, without leading zeros."""
    return {figure.lstrip("0") for figure in _DIGITS.findall(text)}


def _support(idea: Idea, statements: Sequence[Statement], material: Material) -> str:
    files = dict.fromkeys(
        material.name_of(s.sha256) for s in statements if not material.unit_of(s.sha256)
    )
    units = tuple(unit for unit in idea.units if unit in material.reported)
    known = _named(material.unit_names(units), len(material.reported))
    return f"({'; '.join(filter(None, (known, ', '.join(files))))})"


def _named(names: tuple[str, ...], reported: int) -> str:
    if len(names) < _SEVERAL:
        return "".join(names)
    rest = len(names) - _NAMES_IN_A_LINE
    listed = ", ".join(names[:_NAMES_IN_A_LINE]) + (f" và {rest} đơn vị khác" if rest > 0 else "")
    return f"{len(names)}/{reported} đơn vị: {listed}"
