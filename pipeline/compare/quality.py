"""How much a report says: figures a page, empty sentences, sections that are missing or thin.

Whether a report is thin depends on the others of its campaign: a paper on theory has fewer figures
than a report on finance. `judge_report` counts, `judge_reports` compares.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from pipeline.compare.sentences import count_figures, is_empty, is_sentence
from pipeline.records import PassageKind, ReportQuality, Role, SectionNote
from pipeline.text import find_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.campaign import Campaign, Section
    from pipeline.records import Passage, RoleSuggestion

    _Pair = tuple[Passage, RoleSuggestion | None]

_PAGE_WORDS = 400
# Of the 143 reports of corpora/ the 10 that were written to be thin have .34 to .50 empty sentences
# and no more figures than the median of their campaign (times 1.02); no other has more than .24.
_THIN_EMPTY = 0.3
_THIN_FIGURES = 1.25
_LEAST_SENTENCES = 8  # of fewer a share says nothing
# Sections of those reports have fewer than 40 words in 1 of 100 cases, commendations apart.
_THIN_SECTION_WORDS = 40
_SECTION_SENTENCES = 3
_SECTION_EMPTY = 0.75
# What was done: tasks for the time to come and wishes are made of such verbs.
_TELLING: frozenset[Role] = frozenset(
    {Role.DISSEMINATION, Role.RESULTS, Role.LEADERSHIP, Role.LIMITATIONS, Role.CAUSES}
)

# Parts of a section of several roles: what they are called, and the words that show them where a
# passage of another role holds them ("Hạn chế trên do nguyên nhân ..."). Context is no part of its own.
_PARTS = {
    Role.DISSEMINATION: ("quán triệt, triển khai", ("quán triệt", "triển khai", "tuyên truyền")),
    Role.RESULTS: ("kết quả", ("kết quả", "đạt", "đã")),
    Role.LEADERSHIP: ("lãnh đạo, chỉ đạo", ("lãnh đạo", "chỉ đạo", "kiểm tra")),
    Role.LIMITATIONS: ("tồn tại, hạn chế", ("hạn chế", "tồn tại", "khó khăn", "chưa")),
    Role.CAUSES: ("nguyên nhân", ("nguyên nhân", "là do", "chủ yếu do")),
    Role.LESSONS: ("bài học kinh nghiệm", ("bài học", "kinh nghiệm", "cách làm", "mô hình")),
    Role.DIRECTIONS: ("phương hướng, nhiệm vụ", ("phương hướng", "nhiệm vụ", "thời gian tới")),
    Role.RECOMMENDATIONS: ("đề xuất, kiến nghị", ("đề nghị", "kiến nghị", "đề xuất", "mong")),
}


def judge_report(
    passages: Sequence[Passage], suggestions: Sequence[RoleSuggestion], campaign: Campaign
) -> ReportQuality:
    """Return what one report says, counted; it is not called thin without others to compare with.

    Args:
        passages: of one report, at least one; suggestions: of its passages, in any order.
        campaign: its outline says which sections were asked for.
    """
    by_passage = {suggestion.passage: suggestion for suggestion in suggestions}
    pairs = [(passage, by_passage.get(passage.id)) for passage in passages]
    words = sum(len(passage.text.split()) for passage in passages)
    figures = sum(count_figures(p.text) for p in passages if p.kind is not PassageKind.TABLE_ROW)
    told = [sentence for pair in pairs if _tells(pair[1]) for sentence in _sentences(pair[0])]
    empty = sum(map(is_empty, told)) / len(told) if len(told) >= _LEAST_SENTENCES else 0.0
    return ReportQuality(
        sha256=passages[0].sha256,
        words=words,
        figures_per_page=round(figures * _PAGE_WORDS / max(words, 1), 1),
        empty_share=round(empty, 3),
        thin=False,
        reason="",
        sections=tuple(_section_notes(pairs, campaign)),
    )


def judge_reports(
    passages: Mapping[str, Sequence[Passage]],
    suggestions: Mapping[str, Sequence[RoleSuggestion]],
    campaign: Campaign,
) -> tuple[ReportQuality, ...]:
    """Return the quality of all reports of a campaign, compared with each other, in the given order.

    Args:
        passages, suggestions: by digest of the report's file; a file without passages is left out.
    """
    counted = [
        judge_report(own, suggestions.get(sha256, ()), campaign)
        for sha256, own in passages.items()
        if own
    ]
    return tuple(_compared(quality, counted) for quality in counted)


def _compared(quality: ReportQuality, all_of_them: Sequence[ReportQuality]) -> ReportQuality:
    others = [other.figures_per_page for other in all_of_them if other is not quality]
    usual = median(others) if others else quality.figures_per_page
    few = quality.figures_per_page <= _THIN_FIGURES * usual
    thin = quality.empty_share >= _THIN_EMPTY and few
    reason = (
        f"{_number(100 * quality.empty_share)} % số câu về kết quả, chỉ đạo, hạn chế chỉ nêu chung chung, "
        "không có số liệu, tên hay thời gian; "
        f"{_number(quality.figures_per_page)} số liệu mỗi trang {_PAGE_WORDS} chữ"
    )
    compared = f", các báo cáo khác thường có {_number(usual)}" if others else ""
    return replace(quality, thin=thin, reason=f"{reason}{compared}.")


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def _tells(suggestion: RoleSuggestion | None) -> bool:
    """Whether a passage tells what was done; what the system leaves open may."""
    return suggestion is None or suggestion.role is None or suggestion.role in _TELLING


def _sentences(passage: Passage) -> Iterator[str]:
    if passage.kind is PassageKind.TABLE_ROW:
        return
    pieces = (passage.text[s.start : s.end] for s in passage.sentences)
    yield from filter(is_sentence, pieces)


def _section_notes(pairs: Sequence[_Pair], campaign: Campaign) -> Iterator[SectionNote]:
    for section in campaign.outline:
        own = [passage for passage, s in pairs if s and s.section == section.id]
        if not own:
            reason = "Báo cáo không có đoạn nào thuộc mục này."
            yield SectionNote(section=section.id, state="missing", reason=reason)
        elif reason := _why_thin(own, section) or _lacks(pairs, section):
            yield SectionNote(section=section.id, state="thin", reason=reason)


def _why_thin(passages: Sequence[Passage], section: Section) -> str:
    """Why a section says nothing, "" where it does say something.

    A proposal of commendations needs no more than a name.
    """
    if set(section.roles) == {Role.COMMENDATIONS}:
        return ""
    words = sum(len(passage.text.split()) for passage in passages)
    if words < _THIN_SECTION_WORDS:
        return f"Cả mục chỉ có {words} chữ."
    told = [sentence for passage in passages for sentence in _sentences(passage)]
    empty = sum(map(is_empty, told))
    asked = not _TELLING.isdisjoint(section.roles)
    if asked and len(told) >= _SECTION_SENTENCES and empty >= _SECTION_EMPTY * len(told):
        return f"{empty}/{len(told)} câu của mục chỉ nêu chung chung, không có số liệu, tên hay thời gian."
    return ""


def _lacks(pairs: Sequence[_Pair], section: Section) -> str:
    """Which part of a section of several roles no passage holds, "" where all are there."""
    own = [(p, s) for p, s in pairs if s and s.section == section.id]
    for role in section.roles if len(section.roles) > 1 else ():
        called, words = _PARTS.get(role, ("", ()))
        held = any(s.role is role for _, s in own) or not words
        if not held and not any(find_phrases(passage.text, words) for passage, _ in own):
            return f"Mục không có phần {called}."
    return ""
