"""The body of the draft as data: chapters by the outline, groups of lines in them.

A chapter first tells what units reported (roles that hold no ideas), then the merged ideas, by
kind; recommendations by addressee, the highest first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.draft.extracts import choose_passages, passages_of_section
from pipeline.draft.lines import Line, idea_line, passage_line
from pipeline.records import Idea, Passage, Role, StatementKind
from pipeline.text import find_phrases, matching_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.campaign import Section
    from pipeline.draft.material import Material

KIND_TITLES = {
    StatementKind.LESSON: "Bài học kinh nghiệm",
    StatementKind.GOOD_PRACTICE: "Cách làm hay, sáng tạo",
    StatementKind.RECOMMENDATION: "Đề xuất, kiến nghị",
}
_ROLE_TITLES = {
    Role.CONTEXT: "Đặc điểm, tình hình",
    Role.DISSEMINATION: "Học tập, quán triệt, tuyên truyền",
    Role.RESULTS: "Kết quả thực hiện",
    Role.LEADERSHIP: "Lãnh đạo, chỉ đạo",
    Role.LIMITATIONS: "Tồn tại, hạn chế",
    Role.CAUSES: "Nguyên nhân",
    Role.LESSONS: "Bài học kinh nghiệm, cách làm hay",
    Role.DIRECTIONS: "Phương hướng, nhiệm vụ",
    Role.RECOMMENDATIONS: "Đề xuất, kiến nghị",
    Role.COMMENDATIONS: "Khen thưởng",
    Role.OTHER: "Nội dung khác",
}
# Where ideas stand, their passages are not told a second time.
_ROLES_OF_IDEAS = frozenset({Role.LESSONS, Role.RECOMMENDATIONS})
# Bodies from the highest down; "Bộ" is left to the capital letter of a ministry's name.
_RANKS = (
    ("Trung ương", "Bộ Chính trị", "Ban Bí thư"),
    ("Quốc hội",),
    ("Chính phủ", "Thủ tướng"),
    ("Bộ",),
    ("Tỉnh ủy", "Thành ủy"),
    ("HĐND tỉnh", "Hội đồng nhân dân tỉnh", "UBND tỉnh", "Ủy ban nhân dân tỉnh"),
    ("Sở",),
)
_UNNAMED = "Kiến nghị chưa nêu cơ quan giải quyết"
UNPLACED_TITLE = "Các ý chưa xếp được vào đề cương"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines under one heading.

    Attributes:
        title: None where the chapter's own heading is enough.
        numbered: merged ideas are numbered, what units reported is listed.
        subgroups: groups one level down, each with a title; then `lines` is empty.
        note: a closing sentence, or None.
    """

    title: str | None
    lines: tuple[Line, ...] = ()
    numbered: bool = False
    subgroups: tuple[Group, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A section of the outline; without groups when no unit contributed."""

    title: str
    groups: tuple[Group, ...]


def build_chapters(material: Material) -> tuple[Chapter, ...]:
    """One chapter a section of the outline; a last one for ideas that no section holds, if any."""
    outline = material.draft.campaign.outline
    ideas: dict[str | None, list[Idea]] = defaultdict(list)
    known = {section.id for section in outline}
    for idea in material.draft.ideas:
        ideas[idea.section if idea.section in known else None].append(idea)
    chapters = [_chapter(section, ideas[section.id], material) for section in outline]
    if ideas[None]:
        groups = _titled(_groups_of_ideas(ideas[None], material))
        chapters.append(Chapter(title=UNPLACED_TITLE, groups=groups))
    return tuple(chapters)


def _chapter(section: Section, ideas: Sequence[Idea], material: Material) -> Chapter:
    roles = [role for role in section.roles if not (ideas and role in _ROLES_OF_IDEAS)]
    held = passages_of_section(section.id, roles, material)
    groups = _groups_of_passages(held, material) + _groups_of_ideas(ideas, material)
    return Chapter(title=section.title, groups=_titled(groups))


def _titled(groups: list[Group]) -> tuple[Group, ...]:
    """The groups; one alone needs no heading, unless it parts its lines further."""
    if len(groups) == 1 and not groups[0].subgroups:
        only = groups[0]
        return (Group(title=None, lines=only.lines, numbered=only.numbered, note=only.note),)
    return tuple(groups)


def _groups_of_passages(held: dict[Role, list[Passage]], material: Material) -> list[Group]:
    chosen = choose_passages(held, material)
    return [
        Group(
            title=_ROLE_TITLES[role],
            lines=tuple(passage_line(passage, material) for passage in chosen[role]),
            note=_further(passages, chosen[role], material),
        )
        for role, passages in held.items()
        if passages
    ]


def _further(
    passages: Sequence[Passage], shown: Sequence[Passage], material: Material
) -> str | None:
    """The sentence that says how much of the reports is not shown."""
    seen = {passage.id for passage in shown}
    further = [passage for passage in passages if passage.id not in seen]
    if not further:
        return None
    units = len({material.unit_of(passage.sha256) for passage in further})
    other = "khác " if shown else ""
    return f"(Báo cáo của {units} đơn vị còn {len(further)} đoạn {other}về nội dung này.)"


def _groups_of_ideas(ideas: Sequence[Idea], material: Material) -> list[Group]:
    groups = []
    for kind, title in KIND_TITLES.items():
        held = [idea for idea in ideas if idea.kind is kind]
        if held and kind is StatementKind.RECOMMENDATION:
            groups.append(Group(title=title, subgroups=_by_addressee(held, material)))
        elif held:
            groups.append(Group(title=title, lines=_by_support(held, material), numbered=True))
    return groups


def _by_support(ideas: Sequence[Idea], material: Material) -> tuple[Line, ...]:
    ordered = sorted(ideas, key=lambda idea: (-len(idea.units), idea.text, idea.id))
    return tuple(idea_line(idea, material) for idea in ordered)


def _by_addressee(ideas: Sequence[Idea], material: Material) -> tuple[Group, ...]:
    """One group an addressee, however it is spelt; those without one stand last."""
    held: dict[str, list[Idea]] = defaultdict(list)
    names: dict[str, str] = {}
    for idea in ideas:
        name = _addressee(idea, material)
        key = matching_key(name) if name else ""
        names.setdefault(key, f"Đối với {name}" if name else _UNNAMED)
        held[key].append(idea)
    return tuple(
        Group(title=names[key], lines=_by_support(held[key], material), numbered=True)
        for key in sorted(held, key=lambda key: (not key, _rank(names[key]), key))
    )


def _addressee(idea: Idea, material: Material) -> str | None:
    """The addressee that most statements name; among equals the first in reading order."""
    named = Counter(s.addressee for s in material.statements_of(idea) if s.addressee)
    return named.most_common(1)[0][0] if named else None


def _rank(addressee: str) -> int:
    """Place of the highest body named; bodies of no rank stand below all others."""
    named = [hit[2] for hit in find_phrases(addressee, [name for rank in _RANKS for name in rank])]
    places = (place for place, rank in enumerate(_RANKS) if any(name in rank for name in named))
    return next(places, len(_RANKS))
