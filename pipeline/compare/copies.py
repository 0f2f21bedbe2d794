"""Passages that stand almost word for word in the reports of two units.

Candidates share runs of four words that few reports have; what many reports have is a formula, or the
wording of the resolution and the plan. The candidates are then compared word by word. Whether the
passage still bears the name of the unit that it was copied from is said by `places`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.compare.places import LeftNames
from pipeline.records import Copy, PassageKind
from pipeline.text import matching_key, strip_marker

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from pipeline.campaign import Campaign
    from pipeline.records import Passage

# In corpora/ the 23 copied passages share .94 to 1.00 of their words and have 34 words or more; of the
# other pairs with 20 words or more, openings and closings apart, none shares more than .70.
_LEAST_SHARE = 0.85
_LEAST_WORDS = 20
# A short passage inside a long one is a quotation: the longer must be copied by half at least.
_LEAST_OF_LONGER = 0.5
_RUN = 4
# Copies with a number changed in every sentence still share .77 of their runs of four words.
_LEAST_RUNS = 0.4
# A run of words in more reports than this is common; a passage of which half is common, a formula.
_COMMON_SHARE = 0.2
_COMMON_REPORTS = 3
_FORMULA = 0.5
# Openings and closings, which a campaign of two reports does not show to be common.
_OPENING = re.compile(
    r"(?:trên đây|kính gửi|căn cứ (?:nghị quyết|kế hoạch|công văn|quyết định|chỉ thị)|"
    r"thực hiện (?:kế hoạch|công văn|văn bản|hướng dẫn|chương trình))\b",
)

_Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """A passage as words; `report` is the place of its report in the order of arrival."""

    passage: Passage
    report: int
    unit: str
    words: tuple[str, ...]

    def runs(self) -> set[_Run]:
        return {self.words[i : i + _RUN] for i in range(len(self.words) - _RUN + 1)}


def find_copies(
    passages: Sequence[Passage],
    units: Mapping[str, str],
    campaign: Campaign,
    *,
    ignore: Collection[str] = (),
) -> tuple[Copy, ...]:
    """Return the pairs of passages that two units share, in the order of the passages.

    Args:
        passages: of the accepted reports; those of a file that `units` lacks are left out.
        units: id of the unit by digest of its file, in the order in which the reports came.
        campaign: names its units, and so whose name was left in a copy.
        ignore: ids of passages that are no unit's own words, such as quotations and formulas.
    """
    texts = list(_texts(passages, units, set(ignore)))
    names = LeftNames(campaign)
    found = []
    for one, other in _candidates(texts, len(units)):
        first, second = sorted((one, other), key=lambda text: text.report)
        share = _shared_words(first, second)
        if share is not None:
            found.append(_copy(first, second, share, names))
    return tuple(found)


def _texts(
    passages: Sequence[Passage], units: Mapping[str, str], ignore: set[str]
) -> Iterator[_Text]:
    order = {sha256: at for at, sha256 in enumerate(units)}
    for passage in passages:
        if passage.sha256 not in units or passage.id in ignore:
            continue
        key = "" if passage.kind is PassageKind.TABLE_ROW else _key(passage.text)
        words = tuple(key.split())
        if len(words) >= _LEAST_WORDS and not _OPENING.match(strip_marker(passage.text).lower()):
            yield _Text(passage, order[passage.sha256], units[passage.sha256], words)


def _key(text: str) -> str:
    return matching_key(strip_marker(text))


def _candidates(texts: Sequence[_Text], reports: int) -> list[tuple[_Text, _Text]]:
    """Pairs of different units that share enough rare runs of words, in the order of the texts."""
    many = max(_COMMON_REPORTS, int(_COMMON_SHARE * reports))
    holders: dict[_Run, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        for run in text.runs():
            holders[run].append(at)
    common: Counter[int] = Counter()
    shared: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        if len(held) == 1:
            continue
        if len({texts[at].report for at in held}) > many:
            common.update(held)
        else:
            shared.update(combinations(held, 2))
    return [
        (texts[one], texts[other])
        for (one, other), runs in sorted(shared.items())
        if _is_candidate(texts[one], texts[other], runs, (common[one], common[other]))
    ]


def _is_candidate(one: _Text, other: _Text, runs: int, common: tuple[int, int]) -> bool:
    if one.unit == other.unit:
        return False
    counts = (len(one.words) - _RUN + 1, len(other.words) - _RUN + 1)
    if any(part > _FORMULA * count for part, count in zip(common, counts, strict=True)):
        return False
    return runs >= _LEAST_RUNS * min(counts)


def _shared_words(first: _Text, second: _Text) -> float | None:
    """Share of the shorter's words that both have in one order; None where it is no copy."""
    matcher = SequenceMatcher(None, first.words, second.words, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    shorter, longer = sorted((len(first.words), len(second.words)))
    if same < _LEAST_SHARE * shorter or same < _LEAST_OF_LONGER * longer:
        return None
    return round(same / shorter, 3)


def _copy(first: _Text, second: _Text, share: float, names: LeftNames) -> Copy:
    left = names.find(second.passage.text, second.unit, first.unit)
    bearer = second
    if left is None:
        left, bearer = names.find(first.passage.text, first.unit, second.unit), first
    return Copy(
        first=first.passage.id,
        second=second.passage.id,
        share=share,
        left_name=left,
        left_in=bearer.passage.id if left else None,
    )
