"""The heading tree: which headings stand above a block.

Levels come from the document itself: a kind of marker (or style, or capitals, or weight) that
appears under another is below it, and one that comes back closes what stood below it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.text import find_marker

if TYPE_CHECKING:
    from pipeline.records import Block

# Kinds in the order in which official documents nest them; equal documents may skip some.
_RANK = {
    "part": 0, "capital": 1, "roman": 1, "capitals": 2, "number": 3, "decimal": 4,
    "letter": 6, "paren_number": 7, "paren_letter": 8, "bold": 5, "plain": 9,
}  # fmt: skip


@dataclass(slots=True)
class HeadingStack:
    """The open headings while a document is read from top to bottom."""

    _open: list[tuple[str, str]] = field(default_factory=list)

    def push(self, text: str, block: Block) -> None:
        """Open a heading; it closes those of its own kind and all that were opened below them."""
        kind = heading_kind(text, block)
        del self._open[self._kept(kind) :]
        self._open.append((kind, text))

    def would_close(self, text: str, block: Block) -> bool:
        """Say whether this heading would close one that is open: the lowest is then among them."""
        return self._kept(heading_kind(text, block)) < len(self._open)

    def path(self) -> tuple[str, ...]:
        """The open headings, from the highest."""
        return tuple(text for _, text in self._open)

    def _kept(self, kind: str) -> int:
        """How many headings, from the highest, stay open when one of `kind` comes."""
        for i, (other, _) in enumerate(self._open):
            if other == kind or _is_below(other, kind):
                return i
        return len(self._open)


def heading_kind(text: str, block: Block) -> str:
    """The kind that decides the level: style level, marker, capitals or weight."""
    if block.cues.style_level:
        return f"style{block.cues.style_level}"
    marker = find_marker(text)
    if marker:
        return f"decimal{marker.parts}" if marker.kind == "decimal" else marker.kind
    letters = [char for char in text if char.isalpha()]
    if letters and all(char.isupper() for char in letters):
        return "capitals"
    return "bold" if block.cues.bold else "plain"


def _is_below(other: str, kind: str) -> bool:
    """Whether `other` stands below `kind` in the usual nesting."""
    return _rank(other) > _rank(kind)


def _rank(kind: str) -> float:
    if kind.startswith("style"):
        return float(kind[5:])
    if kind.startswith("decimal"):
        return _RANK["decimal"] + int(kind[7:]) / 10
    return float(_RANK.get(kind, _RANK["plain"]))
