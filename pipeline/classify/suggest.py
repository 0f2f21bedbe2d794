"""From probabilities to suggestions: the role or an abstention, its confidence, a reason in Vietnamese.

Rows of a table take the role of the passage above them; a table of commendations is known by its
head. Sections follow from the campaign's outline; where two share a role, the wording decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.classify.features import is_table_row, open_vectors
from pipeline.classify.model import ROLES, Channels, Probabilities, RoleModel, read_channels
from pipeline.records import Passage, Role, RoleSuggestion
from pipeline.text import matching_key, plain_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.campaign import Campaign
    from pipeline.meaning import Embed
ROLE_NAMES = {
    Role.CONTEXT: "bối cảnh, đặc điểm tình hình",
    Role.DISSEMINATION: "quán triệt, tuyên truyền",
    Role.RESULTS: "kết quả thực hiện",
    Role.LEADERSHIP: "lãnh đạo, chỉ đạo",
    Role.LIMITATIONS: "tồn tại, hạn chế",
    Role.CAUSES: "nguyên nhân",
    Role.LESSONS: "bài học, cách làm hay",
    Role.DIRECTIONS: "phương hướng, nhiệm vụ",
    Role.RECOMMENDATIONS: "đề xuất, kiến nghị",
    Role.COMMENDATIONS: "đề nghị khen thưởng",
    Role.OTHER: "phần khác",
}
_COMMENDATION_HEAD = (
    "khen thuong",
    "hinh thuc de nghi",
    "hinh thuc khen",
    "bang khen",
    "danh hieu",
)
_NUMBERING = (["tt"], ["stt"])
_TELLING = 3  # words named in a reason
_TOO_COMMON = frozenset(
    ["và", "của", "các", "có", "được", "đã", "trong", "cho", "với", "là", "về", "0"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGuess:
    """Probabilities (passages, roles) of one report and the suggestions made of them."""

    probabilities: Probabilities
    suggestions: tuple[RoleSuggestion, ...]


def guess_roles(
    model: RoleModel,
    passages: Sequence[Passage],
    embed: Embed,
    *,
    abstain_below: float,
) -> RoleGuess:
    """Suggest a role for every passage of a report, in order; sections are still None.

    Args:
        embed: gives the vectors of texts, shape (texts, 384); asked for what words leave open.
    """
    if not passages:
        return RoleGuess(probabilities=np.zeros((0, len(ROLES))), suggestions=())
    channels = read_channels(passages)
    rows = model.predict(channels, open_vectors(passages, model.leaves_open(channels), embed))
    words = _telling_words(model, channels, rows)
    heads = _table_heads(passages)
    suggestions: list[RoleSuggestion] = []
    for i, passage in enumerate(passages):
        if is_table_row(passage) and (
            above := _role_above(passages, suggestions, i, head=heads[i])
        ):
            suggestions.append(above)
            continue
        best = int(np.argmax(rows[i]))
        confidence = float(rows[i][best])
        role = ROLES[best] if confidence >= abstain_below else None
        suggestions.append(
            RoleSuggestion(
                passage=passage.id,
                role=role,
                section=None,
                confidence=round(confidence, 4),
                reason=_reason(passage, ROLES[best], role is None, words[i]),
            )
        )
    return RoleGuess(probabilities=rows, suggestions=tuple(suggestions))


def _table_heads(passages: Sequence[Passage]) -> list[str]:
    """Plain key of the head of the table in which each passage stands; "" outside tables.

    A table begins after other text, or at a row that numbers its lines ("TT", "STT").
    """
    heads: list[str] = []
    for i, passage in enumerate(passages):
        if not is_table_row(passage):
            heads.append("")
            continue
        key = plain_key(passage.text)
        begins = i == 0 or not is_table_row(passages[i - 1]) or key.split()[:1] in _NUMBERING
        heads.append(key if begins else heads[-1])
    return heads


def _role_above(
    passages: Sequence[Passage], suggestions: Sequence[RoleSuggestion], i: int, *, head: str
) -> RoleSuggestion | None:
    """What a table row takes from its table's head or from the passage above it."""
    if any(word in head for word in _COMMENDATION_HEAD):
        return _row(
            passages[i],
            Role.COMMENDATIONS,
            0.95,
            "Bảng danh sách khen thưởng (theo dòng đầu bảng).",
        )
    if i == 0 or suggestions[i - 1].role is None or not _same_section(passages[i - 1], passages[i]):
        return None
    before = suggestions[i - 1]
    reason = "Dòng của bảng, theo phần đứng trước nó."
    return _row(passages[i], before.role, before.confidence, reason)


def _same_section(above: Passage, row: Passage) -> bool:
    """Whether a row stands under the headings of the passage above it, or deeper.

    A lead-in or run-in heading that the passage above itself makes is no heading of its own.
    """
    over = [heading for heading in above.heading if not above.text.startswith(heading)]
    under = [heading for heading in row.heading if not above.text.startswith(heading)]
    return under[: len(over)] == over and bool(over) == bool(under)


def _row(passage: Passage, role: Role | None, confidence: float, reason: str) -> RoleSuggestion:
    return RoleSuggestion(
        passage=passage.id, role=role, section=None, confidence=confidence, reason=reason
    )


def _telling_words(model: RoleModel, channels: Channels, rows: Probabilities) -> list[list[str]]:
    """For each passage the words that speak most for its best role, the strongest first."""
    estimator = model.parts["lexical"]
    names = model.parts["words"].get_feature_names_out()
    matrix = model.parts["words"].transform(channels.words)
    classes = list(estimator.classes_)
    telling = []
    for i in range(matrix.shape[0]):
        role = ROLES[int(np.argmax(rows[i]))].value
        row = matrix.getrow(i)
        gains = row.data * estimator.coef_[classes.index(role)][row.indices]
        ranked = sorted(zip(gains, row.indices, strict=True), key=lambda g: (-g[0], g[1]))
        telling.append([str(names[j]) for gain, j in ranked[:12] if gain > 0])
    return telling


def _reason(passage: Passage, role: Role, open_: bool, words: Sequence[str]) -> str:  # noqa: FBT001
    """One Vietnamese sentence: what the heading, the words and the order say."""
    parts = []
    if passage.heading:
        parts.append(f"đề mục “{passage.heading[-1][:80]}”")
    if shown := _shown(passage, words):
        parts.append("từ ngữ " + ", ".join(f"“{word}”" for word in shown))
    because = "; ".join(parts) or "vị trí trong báo cáo"
    lead = "Chưa chắc, gần nhất là" if open_ else "Thuộc"
    return f"{lead} {ROLE_NAMES[role]}: theo {because}."


def _shown(passage: Passage, words: Sequence[str]) -> list[str]:
    """The telling words as the text has them, without those that every text has."""
    written = {
        "_".join(matching_key(word).split()): word.replace("_", " ")
        for sentence in passage.sentences
        for word in sentence.words
    }
    shown: list[str] = []
    for feature in words:
        tokens = feature.split()
        if all(token in written and token not in _TOO_COMMON for token in tokens):
            text = " ".join(written[token] for token in tokens)
            if not any(text in other or other in text for other in shown):
                shown.append(text)
    return shown[:_TELLING]


def section_for(campaign: Campaign, role: Role | None, wording: str) -> str | None:
    """The outline section that gathers `role`; of several, the one whose title shares most words."""
    if role is None:
        return None
    sections = campaign.sections_of(role)
    if not sections:
        return None
    words = set(matching_key(wording).split())
    shared = [len(words & set(matching_key(section.title).split())) for section in sections]
    return sections[shared.index(max(shared))].id


def suggest_sections(
    campaign: Campaign, passages: Sequence[Passage], suggestions: Sequence[RoleSuggestion]
) -> tuple[RoleSuggestion, ...]:
    """The same suggestions with their outline sections."""
    return tuple(
        RoleSuggestion(
            passage=s.passage,
            role=s.role,
            section=section_for(campaign, s.role, " ".join([*p.heading, p.text])),
            confidence=s.confidence,
            reason=s.reason,
        )
        for p, s in zip(passages, suggestions, strict=True)
    )
