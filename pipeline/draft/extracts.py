"""What units reported under a section: which of their passages stand in the draft.

The rule, so that a person can foresee it: of a unit's passages in a section at most two stand in
the draft, by their extract (see `lines`). Table rows, extracts that only announce ("... như sau:")
and those under 8 words never do, nor a passage with a statement of an idea: that one has its line.
Salutations ("Thưa ...") and reasons for writing ("Căn cứ ...", "Thực hiện Kế hoạch ... báo cáo ...")
stand only where the unit has nothing else in the section. Of the others an extract of 12 to 60
words comes first, then the one with more figures (three count as many), then the one that stands
earlier. Where a section gathers several roles, each role gives its best before any gives its second.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.draft.lines import as_sentence, extract_of
from pipeline.records import Passage, PassageKind, Role
from pipeline.text import syllables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.draft.material import Material

PASSAGES_A_UNIT = 2
_FEWEST_WORDS = 8
_GOOD_WORDS = range(12, 61)
_MANY_FIGURES = 3
# A figure, but no part of a date (12/02/2007), of a document number (06-NQ/TU) and no bare year.
_FIGURE = re.compile(
    r"(?<![\w/,.-])(?!(?:19|20)\d\d(?![\d.,]))\d+(?:[.,]\d+)*(?:/\d+(?:[.,]\d+)*)?(?![\w/-])"
)
_FORMAL = re.compile(
    r"\W*(?:kính gửi|(?:kính )?thưa|căn cứ|thực hiện (?:kế hoạch|công văn|hướng dẫn)\b.*\bbáo cáo)\b",
    re.IGNORECASE | re.DOTALL,
)


def passages_of_section(
    section: str, roles: Sequence[Role], material: Material
) -> dict[Role, list[Passage]]:
    """Passages of identified units under the section, by role, in reading order.

    Passages with a statement of an idea are left out.
    """
    found: dict[Role, list[Passage]] = {role: [] for role in roles}
    passages = material.draft.passages
    for id_, suggestion in material.draft.suggestions.items():
        role = suggestion.role
        if suggestion.section != section or role not in found or id_ not in passages:
            continue
        if id_ in material.told:
            continue
        if material.unit_of(passages[id_].sha256):
            found[role].append(passages[id_])
    for held in found.values():
        held.sort(key=lambda passage: (passage.sha256, passage.index))
    return found


def choose_passages(
    held: dict[Role, list[Passage]], material: Material
) -> dict[Role, list[Passage]]:
    """The passages that stand in the draft, by role; units in the order of the register."""
    by_unit: dict[str | None, dict[Role, list[Passage]]] = defaultdict(dict)
    for role, passages in held.items():
        for passage in passages:
            by_unit[material.unit_of(passage.sha256)].setdefault(role, []).append(passage)
    chosen: dict[Role, list[Passage]] = {role: [] for role in held}
    for entry in material.draft.register:
        for role, passage in _best_of_unit(by_unit.get(entry.unit, {})):
            chosen[role].append(passage)
    return chosen


def _best_of_unit(held: dict[Role, list[Passage]]) -> list[tuple[Role, Passage]]:
    """At most `PASSAGES_A_UNIT`, the best of each role first; within a role in reading order."""
    telling = {role: list(filter(_is_telling, passages)) for role, passages in held.items()}
    only_formal = all(map(_is_formal, (one for passages in telling.values() for one in passages)))
    ranked = {
        role: sorted((one for one in passages if only_formal or not _is_formal(one)), key=_rank)
        for role, passages in telling.items()
    }
    rounds = [
        (role, passages[turn])
        for turn in range(PASSAGES_A_UNIT)
        for role, passages in ranked.items()
        if len(passages) > turn
    ]
    return sorted(rounds[:PASSAGES_A_UNIT], key=lambda pair: (pair[1].sha256, pair[1].index))


def _is_telling(passage: Passage) -> bool:
    sentence = extract_of(passage)
    return (
        passage.kind is not PassageKind.TABLE_ROW
        and not sentence.rstrip().endswith(":")
        and len(syllables(as_sentence(sentence))) >= _FEWEST_WORDS
    )


def _is_formal(passage: Passage) -> bool:
    return bool(_FORMAL.match(extract_of(passage)))


def _rank(passage: Passage) -> tuple[bool, int, str, int]:
    sentence = as_sentence(extract_of(passage))
    figures = min(len(_FIGURE.findall(sentence)), _MANY_FIGURES)
    return (len(syllables(sentence)) not in _GOOD_WORDS, -figures, passage.sha256, passage.index)
