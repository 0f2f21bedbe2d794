"""What the role model sees of a passage: its words, its headings, its shape and place, its meaning.

Words carry the key that unites tone-mark placements ("hoá", "hóa"). The texts of the three word
channels are blanks-separated tokens, so that a vectorizer needs no code of ours.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.records import Passage, PassageKind
from pipeline.text import find_marker, matching_key, strip_marker

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIGITS = re.compile(r"\d")
_NUMBER = re.compile(r"^\d+\S*$")
_PERCENT = re.compile(r"\d\s?%")


def word_channel(passage: Passage) -> str:
    """The words of the text; numbers become one token."""
    return " ".join(_token(word) for sentence in passage.sentences for word in sentence.words)


def heading_channel(passage: Passage) -> str:
    """The syllables of the headings; those of the nearest heading also as such."""
    path = [_heading_key(heading) for heading in passage.heading]
    near = path[-1].split() if path else ["none"]
    return " ".join([*(s for heading in path for s in heading.split()), *(f"n_{s}" for s in near)])


def shape_channel(passage: Passage, *, place: float) -> str:
    """Marker, beginning, ending, length, numbers and place (0..1 through the report) as tokens."""
    marker = find_marker(passage.text)
    opening = matching_key(strip_marker(passage.text)[:60]).split()[:4]
    words = len(passage.text.split())
    tokens = [
        f"kind_{passage.kind.value}",
        f"marker_{marker.kind if marker else 'none'}",
        f"place_{int(place * 8)}",
        f"length_{min(words // 25, 6)}",
        f"digits_{min(len(_DIGITS.findall(passage.text)) // 4, 6)}",
        f"depth_{min(len(passage.heading), 4)}",
        f"end_{passage.text[-1:]}" if passage.text[-1:] in ".;:," else "end_open",
        f"first_{'_'.join(opening[:1])}",
        f"first_{'_'.join(opening[:2])}",
        f"first_{'_'.join(opening[:3])}",
    ]
    if _PERCENT.search(passage.text):
        tokens.append("percent")
    return " ".join(tokens)


def meaning_text(passage: Passage) -> str:
    """What is embedded: the two nearest headings, in lower case and without markers, and the text."""
    headings = [strip_marker(heading).strip(" :.") for heading in passage.heading[-2:]]
    return ". ".join(
        [*(h.lower() if h.isupper() else h for h in headings), strip_marker(passage.text)]
    )


def places(passages: Sequence[Passage]) -> list[float]:
    """Place of each passage through its report, 0..1."""
    last = max(len(passages) - 1, 1)
    return [i / last for i in range(len(passages))]


def is_table_row(passage: Passage) -> bool:
    """Rows take the role of what stands above them."""
    return passage.kind is PassageKind.TABLE_ROW


def _token(word: str) -> str:
    return "0" if _NUMBER.match(word) else "_".join(matching_key(word).split()) or "0"


def _heading_key(heading: str) -> str:
    return matching_key(strip_marker(heading))
