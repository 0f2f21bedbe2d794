"""What the statement model sees of a clause: its words, its opening, its place, its passage's role."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from pipeline.mine.cues import CUES
from pipeline.text import find_marker, matching_key, strip_marker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.mine.clauses import Clause
    from pipeline.records import Passage

_OPENING = 4
# An announcement that holds for the rest of the passage: "... đã rút ra 05 bài học quý báu: ...".
_TOLD = re.compile(
    r"\bbài học\b|kho tàng kinh nghiệm|kinh nghiệm (?:cho thấy|quý|rút ra|là|sâu sắc)|"
    r"thực tiễn\b.{0,40}(?:cho thấy|chứng minh|khẳng định)",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\w,] )[A-ZÀ-Ỹ][\wÀ-ỹ]+")  # a capital inside a sentence
_ROLE_SHARE = 0.3  # beside a vector of length 1
_SCALE = 3.0  # role probabilities weigh about as much as a strong word


def clause_words(passage: Passage, clause: Clause) -> str:
    """Syllables of the clause; numbers become one token, names keep their key."""
    key = matching_key(passage.text[clause.start : clause.end])
    return " ".join("0" if token.isdigit() else token for token in key.split())


def clause_shape(passage: Passage, clause: Clause, *, clauses: int) -> str:
    """Opening, lead-in, heading, marker and place as tokens."""
    opening = matching_key(passage.text[clause.start : clause.end][:60]).split()[:_OPENING]
    before = matching_key(passage.text[max(0, clause.start - 30) : clause.start]).split()[-2:]
    marker = find_marker(passage.text)
    near = matching_key(strip_marker(passage.heading[-1])).split() if passage.heading else []
    text = passage.text[clause.start : clause.end]
    words = len(text.split())
    announced = passage.text[max(0, clause.start - 60) : clause.start]
    numbers = sum(char.isdigit() for char in text)
    tokens = [
        *(f"cue_{name}" for name, cue in CUES.items() if cue.search(text)),
        *(f"begins_{name}" for name, cue in CUES.items() if cue.search(text[:40])),
        *(f"announced_{name}" for name, cue in CUES.items() if cue.search(announced)),
        f"numbers_{min((numbers + 2) // 3, 4)}",
        *(f"o{n}_{'_'.join(opening[:n])}" for n in range(1, len(opening) + 1)),
        f"b_{'_'.join(before)}",
        *(f"l_{token}" for token in matching_key(clause.lead).split()[:12]),
        *(f"h_{token}" for token in near[:16]),
        f"marker_{marker.kind if marker else 'none'}",
        f"joint_{clause.joint or 'none'}",
        *(f"lead_{name}" for name, cue in CUES.items() if clause.lead and cue.search(clause.lead)),
        *(["told_lessons"] if _TOLD.search(passage.text[: clause.start]) else []),
        f"names_{min(len(_NAME.findall(text)), 4)}",
        f"clause_{min(clause.number, 4)}",
        f"sentence_{min(clause.sentence, 4)}",
        f"last_{clause.number + 1 == clauses}",
        f"alone_{clauses == 1}",
        f"of_{min(clauses, 6)}",
        f"length_{min(words // 8, 6)}",
        f"colon_{passage.text[clause.end : clause.end + 1] == ':'}",
        f"semicolon_{passage.text[clause.end : clause.end + 1] == ';'}",
    ]
    return " ".join(tokens)


def meaning_columns(
    vectors: NDArray[np.float32], roles: NDArray[np.float64], owners: Sequence[int]
) -> NDArray[np.float64]:
    """Vectors of clauses beside the role probabilities of their passages, shape (clauses, 395)."""
    own = roles[np.asarray(owners, dtype=np.intp)]
    return np.hstack([vectors, _ROLE_SHARE * own])


def role_columns(roles: NDArray[np.float64], owners: Sequence[int]) -> NDArray[np.float64]:
    """Role probabilities of each clause's passage, shape (clauses, roles), scaled."""
    return roles[np.asarray(owners, dtype=np.intp)] * _SCALE
