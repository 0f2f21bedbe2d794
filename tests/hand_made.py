"""Records made by hand for the tests of the stages, and the shipped models as the stages take them.

Sentences and words are cut by `segment`, so that the models see what they see in a run.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from pipeline.campaign import Campaign
from pipeline.classify import RoleModel, passage_vectors
from pipeline.classify.model import ROLES
from pipeline.meaning import embed_texts
from pipeline.merge import MergeModel
from pipeline.mine import StatementModel
from pipeline.modelstore import load_model
from pipeline.records import (
    Letterhead,
    Passage,
    PassageKind,
    Role,
    Sentence,
    Statement,
    StatementKind,
    Warning_,
    make_id,
)
from pipeline.segment import split_sentences, tokenize_words
from pipeline.settings import Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.classify.model import Probabilities

DIGEST = "5a" * 32
CAMPAIGN = Campaign.model_validate(
    {
        "id": "ct17",
        "title": "Tổng kết 5 năm thực hiện Chỉ thị số 17-CT/TU về phòng, chống đuối nước cho trẻ em",
        "resolution": {
            "number": "17-CT/TU",
            "date": "2018-05-14",
            "about": "tăng cường phòng, chống đuối nước cho trẻ em",
        },
        "lead": "Ban Tuyên giáo Tỉnh ủy",
        "province": "Sông Trăng",
        "deadlines": {"reports": "2023-06-17", "draft": "2023-07-10"},
        "outline": [
            {"id": "quan-triet", "title": "Quán triệt Chỉ thị", "roles": ["dissemination"]},
            {"id": "ket-qua", "title": "Kết quả thực hiện Chỉ thị", "roles": ["results"]},
            {"id": "han-che", "title": "Hạn chế, nguyên nhân", "roles": ["limitations", "causes"]},
            {"id": "bai-hoc", "title": "Bài học kinh nghiệm", "roles": ["lessons"]},
            {
                "id": "mo-hinh",
                "title": "Những cách làm hay, mô hình sáng tạo",
                "roles": ["lessons"],
            },
            {"id": "kien-nghi", "title": "Đề xuất, kiến nghị", "roles": ["recommendations"]},
        ],
        "units": [
            {"id": "hu-cai-be", "name": "Huyện ủy Cái Bè"},
            {"id": "hu-go-sen", "name": "Huyện ủy Gò Sen"},
            {"id": "tinh-doan", "name": "Tỉnh đoàn Sông Trăng"},
        ],
    }
)


def make_passage(
    text: str,
    *heading: str,
    kind: PassageKind = PassageKind.PARAGRAPH,
    index: int = 0,
    sha256: str = DIGEST,
    start: int = 0,
) -> Passage:
    """A passage with the sentences and words that `segment` finds in it."""
    return Passage(
        id=make_id(sha256, index, text),
        sha256=sha256,
        index=index,
        page=None,
        kind=kind,
        heading=heading,
        start=start,
        end=start + len(text),
        text=text,
        sentences=tuple(
            Sentence(start=a, end=b, words=tokenize_words(text[a:b]))
            for a, b in split_sentences(text)
        ),
    )


def make_row(text: str, *heading: str, index: int = 0) -> Passage:
    """A row of a table; cells are parted by tabs."""
    return make_passage(text, *heading, kind=PassageKind.TABLE_ROW, index=index)


def make_statement(
    text: str,
    *,
    kind: StatementKind = StatementKind.RECOMMENDATION,
    addressee: str | None = None,
    sha256: str = DIGEST,
) -> Statement:
    """A statement that is a whole passage; its id follows from text, kind and file."""
    return Statement(
        id=make_id(text, kind.value, sha256),
        passage=make_id(sha256, 0, text),
        sha256=sha256,
        page=None,
        start=0,
        end=len(text),
        kind=kind,
        text=text,
        addressee=addressee,
        section="kien-nghi",
        confidence=0.9,
    )


def make_letterhead(
    unit: str | None, *, date: str | None = None, warnings: tuple[Warning_, ...] = ()
) -> Letterhead:
    """What the head of a unit's report says."""
    return Letterhead(
        unit=unit,
        unit_reason="theo phần đầu văn bản",
        number="31-BC/HU",
        date=date,
        title="BÁO CÁO tổng kết",
        warnings=warnings,
    )


def certain(*roles: Role) -> Probabilities:
    """Role probabilities (passages, roles) that leave no doubt."""
    rows = np.full((len(roles), len(ROLES)), 0.001)
    rows[np.arange(len(roles)), [ROLES.index(role) for role in roles]] = 1 - 0.001 * (
        len(ROLES) - 1
    )
    return rows


def embed_passages(passages: tuple[Passage, ...]) -> NDArray[np.float32]:
    """Vectors of passages as the role model takes them."""
    return passage_vectors(passages, embed_texts)


@lru_cache(maxsize=1)
def role_model() -> RoleModel:
    """The shipped role model."""
    return RoleModel(load_model(Settings().models, "roles"))


@lru_cache(maxsize=1)
def statement_model() -> StatementModel:
    """The shipped statement model."""
    return StatementModel(load_model(Settings().models, "statements"))


@lru_cache(maxsize=1)
def merge_model() -> MergeModel:
    """The shipped pair model."""
    return MergeModel(load_model(Settings().models, "merge"))
