"""The body of the draft as data: chapters by the outline, groups of lines in them.

A chapter first tells what units reported (roles that hold no ideas), then the merged ideas, by
kind; recommendations by addressee, the highest first.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.draft.addressees import group_by_addressee
from pipeline.draft.extracts import choose_passages, passages_of_section
from pipeline.draft.lines import Line, idea_line, passage_lines
from pipeline.records import Idea, Passage, Role, StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.campaign import Section
    from pipeline.draft.material import Material

_KIND_TITLES = {
    StatementKind.LIMITATION: "Tồn tại, hạn chế",
    StatementKind.CAUSE: "Nguyên nhân",
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
_KINDS_OF_ROLES = {
    Role.LIMITATIONS: {StatementKind.LIMITATION},
    Role.CAUSES: {StatementKind.CAUSE},
    Role.LESSONS: {StatementKind.LESSON, StatementKind.GOOD_PRACTICE},
    Role.RECOMMENDATIONS: {StatementKind.RECOMMENDATION},
}
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
    kinds = {idea.kind for idea in ideas}
    roles = [role for role in section.roles if not kinds & _KINDS_OF_ROLES.get(role, set())]
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
            lines=passage_lines(chosen[role], material),
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
    for kind, title in _KIND_TITLES.items():
        held = [idea for idea in ideas if idea.kind is kind]
        if held and kind is StatementKind.RECOMMENDATION:
            groups.append(Group(title=title, subgroups=_by_addressee(held, material)))
        elif held:
            groups.append(Group(title=title, lines=_by_support(held, material), numbered=True))
    return groups


def _by_support(
    ideas: Sequence[Idea], material: Material, addressees: tuple[str, ...] = ()
) -> tuple[Line, ...]:
    ordered = sorted(ideas, key=lambda idea: (-len(idea.units), idea.text, idea.id))
    return tuple(idea_line(idea, material, addressees) for idea in ordered)


def _by_addressee(ideas: Sequence[Idea], material: Material) -> tuple[Group, ...]:
    return tuple(
        Group(
            title=group.title,
            lines=_by_support(group.ideas, material, group.names),
            numbered=True,
        )
        for group in group_by_addressee(ideas, material)
    )
