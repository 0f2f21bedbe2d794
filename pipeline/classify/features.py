"""What the role model sees of a passage: its words, its headings, its shape and place, its meaning.

Words carry the key that unites tone-mark placements ("hoá", "hóa"). The texts of the three word
channels are blanks-separated tokens, so that a vectorizer needs no code of ours.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import numpy as np

from pipeline.classify.cues import CUES
from pipeline.meaning import DIMENSIONS
from pipeline.records import Passage, PassageKind
from pipeline.text import find_marker, matching_key, strip_marker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.meaning import Embed

_HEADING_SHARE = 0.5
_BEGINNING = 80  # characters: where a passage says what it is about to do
_NO_HEADING = "không có đề mục"
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
    opens = passage.text[:_BEGINNING]
    tokens += [f"cue_{name}" for name, cue in CUES.items() if cue.search(passage.text)]
    tokens += [f"opens_{name}" for name, cue in CUES.items() if cue.search(opens)]
    if _PERCENT.search(passage.text):
        tokens.append("percent")
    return " ".join(tokens)


def passage_vectors(passages: Sequence[Passage], embed: Embed) -> NDArray[np.float32]:
    """What the meaning model sees, shape (passages, 768): text, then its two nearest headings.

    `embed` gives the vectors of texts, shape (texts, 384). Apart they teach more than in one text:
    on nine left-out campaigns a mean macro-F1 of .922 against .911 (docs/decisions/0009).
    """
    if not passages:
        return np.zeros((0, 2 * DIMENSIONS), dtype=np.float32)
    texts = embed([strip_marker(passage.text) for passage in passages])
    headings = embed([heading_text(passage) for passage in passages])
    return np.hstack([texts, _HEADING_SHARE * headings]).astype(np.float32)


def open_vectors(
    passages: Sequence[Passage], left: NDArray[np.bool_], embed: Embed
) -> NDArray[np.float32]:
    """Vectors as above where `left` asks for them, zeros elsewhere."""
    vectors = np.zeros((len(passages), 2 * DIMENSIONS), dtype=np.float32)
    asked = [passage for passage, wanted in zip(passages, left, strict=True) if wanted]
    vectors[left] = passage_vectors(asked, embed)
    return vectors


def heading_text(passage: Passage) -> str:
    """The two nearest headings in lower case, without markers."""
    near = [strip_marker(heading).strip(" :.").lower() for heading in passage.heading[-2:]]
    return ". ".join(near) or _NO_HEADING


def continues(passages: Sequence[Passage]) -> list[bool]:
    """For each passage, whether it stands under the same headings as the one before it."""
    if not passages:
        return []
    pairs = itertools.pairwise(passage.heading for passage in passages)
    return [False, *(bool(heading) and heading == above for above, heading in pairs)]


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
