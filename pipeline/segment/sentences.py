"""Sentences of a passage with exact offsets.

underthesea proposes the cuts; those after a marker, an abbreviation or inside a number are undone
(it cuts after "1." and "TT."), and a semicolon at the level of the sentence is no border.
"""

from __future__ import annotations

import re

from pipeline.text import find_marker

_ABBREVIATION = re.compile(
    r"(?:\b(?:TP|Tp|TX|TT|Q|P|Tr|tr|Ths|ThS|TS|PGS|GS|BS|Th|Bs|NQ|Đ/c|đ/c|ĐC|v\.v|vv|St|No|CV|K|BT|Ô|B|[A-ZĐ])|\b\d{1,3})\.$"
)
_CLOSERS = re.compile(r"[”’»)\]]+\s*")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence; together they cover every word of `text`."""
    from underthesea import sent_tokenize  # late: 0.7 s with the package

    marker = find_marker(text)
    begin = marker.end if marker else 0
    cuts: list[tuple[int, int]] = []
    cursor = begin
    for sentence in sent_tokenize(text[begin:]):
        start = text.find(sentence, cursor)
        if start < 0:
            continue
        cuts.append((start, start + len(sentence)))
        cursor = start + len(sentence)
    cuts = _cover(text, cuts)
    return _undo_wrong_cuts(text, cuts)


def _cover(text: str, cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretch the cuts so that no word lies between two of them; the marker belongs to the first."""
    if not cuts:
        return [(0, len(text))] if text else []
    starts = [0, *(_behind_closers(text, start) for start, _ in cuts[1:])]
    ends = [*starts[1:], len(text)]
    covered = []
    for start, end in zip(starts, ends, strict=True):
        body = text[start:end]
        covered.append((start, start + len(body.rstrip())))
    return [cut for cut in covered if cut[1] > cut[0]]


def _behind_closers(text: str, start: int) -> int:
    """A closing quote or bracket belongs to the sentence that it closes."""
    closers = _CLOSERS.match(text, start)
    return closers.end() if closers else start


def _undo_wrong_cuts(text: str, cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in cuts:
        if joined and _is_wrong(text[joined[-1][0] : joined[-1][1]], text[start:end]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _is_wrong(before: str, after: str) -> bool:
    if before[-1:] not in '.!?…:;"”)':
        return True  # a cut where no sentence ends
    if before.endswith((";", ":", ",")):
        return True
    if _ABBREVIATION.search(before) and not before.endswith(("..", "...")):
        return not re.search(r"\b\d{4}\.$", before)
    first = after.lstrip()[:1]
    return first.islower() or first == "("
