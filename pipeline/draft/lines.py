"""One line of the draft: the words of a report, who said so, and where it stands.

The words are never changed but at their edges: the marker before them goes, the first letter
becomes a capital, a full stop closes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.text import strip_marker

if TYPE_CHECKING:
    from pipeline.draft.material import Material
    from pipeline.records import Idea, Passage

# A line of a draft for 150 units must stay readable; the comment on it names every unit.
_NAMES_IN_A_LINE = 12


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


def idea_line(idea: Idea, material: Material) -> Line:
    """The line of an idea: its representative, its units, its statements as sources."""
    sources = tuple(
        f"{material.place_of(material.draft.passages[statement.passage])}: “{statement.text}”"
        for statement in material.statements_of(idea)
    )
    return Line(
        bookmark=f"y_{idea.id}",
        text=as_sentence(idea.text),
        support=_support(material.unit_names(idea.units), len(material.reported)),
        sources=sources,
    )


def passage_line(passage: Passage, material: Material) -> Line:
    """The line of a passage: its first sentence, its unit, and its place as the source."""
    sentence = first_sentence(passage)
    return Line(
        bookmark=f"d_{passage.id}",
        text=as_sentence(sentence),
        support=f"({material.name_of(passage.sha256)})",
        sources=(f"{material.place_of(passage)}: “{sentence}”",),
    )


def first_sentence(passage: Passage) -> str:
    """First sentence of a passage; all of it where no sentences are known."""
    if not passage.sentences:
        return passage.text
    return passage.text[passage.sentences[0].start : passage.sentences[0].end]


def as_sentence(text: str) -> str:
    """`text` without markers, beginning with a capital and ending with a full stop."""
    bare = text.strip()
    while (shorter := strip_marker(bare).strip()) and shorter != bare:
        bare = shorter
    bare = bare.rstrip(" .,;:/")
    return f"{bare[:1].upper()}{bare[1:]}."


def _support(names: tuple[str, ...], reported: int) -> str:
    if not names:
        return "(chưa xác định được đơn vị)"
    if len(names) == 1:
        return f"({names[0]})"
    rest = len(names) - _NAMES_IN_A_LINE
    listed = ", ".join(names[:_NAMES_IN_A_LINE]) + (f" và {rest} đơn vị khác" if rest > 0 else "")
    return f"({len(names)}/{reported} đơn vị: {listed})"
