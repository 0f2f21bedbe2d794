"""Copied paragraphs: found, told apart from formulas, and the name that a copier left inside."""

from __future__ import annotations

import random
import time

import pytest
from hand_made import make_passage

from pipeline.campaign import Campaign
from pipeline.compare import find_copies
from pipeline.records import Copy, Passage

_FIRST, _SECOND, _THIRD = "1a" * 32, "2b" * 32, "3c" * 32
_UNITS = {_FIRST: "hu-go-sen", _SECOND: "hu-cai-be", _THIRD: "so-y-te"}
_CAMPAIGN = Campaign.model_validate(
    {
        "id": "ct17",
        "title": "Tổng kết Chỉ thị số 17-CT/TU",
        "resolution": {"number": "17-CT/TU", "date": "2018-05-14", "about": "đuối nước"},
        "lead": "Ban Tuyên giáo Tỉnh ủy",
        "province": "Sông Trăng",
        "deadlines": {},
        "outline": [{"id": "ket-qua", "title": "Kết quả", "roles": ["results"]}],
        "units": [
            {"id": "hu-go-sen", "name": "Huyện ủy Gò Sen"},
            {"id": "hu-cai-be", "name": "Huyện ủy Cái Bè", "aliases": ["UBND huyện Cái Bè"]},
            {"id": "so-y-te", "name": "Sở Y tế tỉnh Sông Trăng"},
        ],
    }
)
_PARAGRAPH = (
    "Đoàn Thanh niên {} mở 24 lớp bơi trong hè, dùng hồ bơi lắp ghép đặt tại sân trường; người dạy là giáo "
    "viên thể dục và bộ đội biên phòng, cha mẹ góp tiền xăng xe, đến cuối tháng 8 có 1.126 em bơi được 25 mét."
)
_CLOSING = (
    "Trên đây là báo cáo tổng kết 5 năm thực hiện Chỉ thị số 17-CT/TU về phòng, chống đuối nước cho trẻ em, "
    "kính trình Ban Thường vụ Tỉnh ủy xem xét, chỉ đạo."
)
_OWN = (
    "Tổ tuần tra kênh rạch đi hai lượt mỗi ngày trong mùa nước nổi, cắm 340 biển báo chỗ sâu và nhắc từng nhà có "
    "trẻ nhỏ làm rào quanh ao; nhờ vậy hai năm liền không em nào bị nạn."
)


def _copies(*texts: tuple[str, str], ignore: tuple[str, ...] = ()) -> list[tuple[Copy, str]]:
    """The copies among (digest, text), each with the digest of the report that bears a left name."""
    passages = [
        make_passage(text, sha256=sha256, index=i) for i, (sha256, text) in enumerate(texts)
    ]
    by_id = {passage.id: passage for passage in passages}
    skipped = [p.id for p in passages if p.text in ignore]
    found = find_copies(passages, _UNITS, _CAMPAIGN, ignore=skipped)
    return [(copy, by_id[copy.left_in].sha256 if copy.left_in else "") for copy in found]


def test_a_copy_is_found_though_numbers_and_markers_changed() -> None:
    """Nearly all words in one order is a copy; the earlier report's passage comes first."""
    text = _PARAGRAPH.format("huyện")
    changed = "2. " + text.replace("24", "31").replace("1.126", "908")
    ((copy, _),) = _copies((_SECOND, changed), (_FIRST, text))
    assert copy.share >= 0.9
    assert copy.first == make_passage(text, sha256=_FIRST, index=1).id


def test_another_text_on_the_same_subject_is_no_copy() -> None:
    """Two units may do the same and say it in words of their own."""
    assert _copies((_FIRST, _PARAGRAPH.format("huyện")), (_SECOND, _OWN)) == []


def test_a_report_does_not_copy_itself() -> None:
    """A paragraph that one unit repeats is no copy."""
    text = _PARAGRAPH.format("huyện")
    assert _copies((_FIRST, text), (_FIRST, f"- {text}")) == []


@pytest.mark.parametrize(
    "text",
    [
        _CLOSING,
        "Làm tốt công tác tuyên truyền, vận động nhân dân.",
    ],
    ids=["closing", "short"],
)
def test_formulas_and_short_lines_are_no_copies(text: str) -> None:
    """What any report says at its end, or in a few words, was not taken from another."""
    assert _copies((_FIRST, text), (_SECOND, text)) == []


def test_what_most_reports_quote_is_no_copy() -> None:
    """The wording of the plan stands in all reports alike."""
    units = {f"{i:064x}": f"u{i}" for i in range(8)}
    quoted = _PARAGRAPH.format("huyện")
    passages = [make_passage(quoted, sha256=sha256) for sha256 in units]
    assert find_copies(passages, units, _CAMPAIGN) == ()


def test_ignored_passages_are_no_copies() -> None:
    """The caller may know that a passage is a quotation."""
    text = _PARAGRAPH.format("huyện")
    assert _copies((_FIRST, text), (_SECOND, text), ignore=(text,)) == []


@pytest.mark.parametrize("bearer", [_FIRST, _SECOND])
def test_the_name_of_the_other_unit_is_seen(bearer: str) -> None:
    """Whichever of the two bears the other's name has copied it."""
    named = {_FIRST: "huyện Cái Bè", _SECOND: "huyện Gò Sen"}[bearer]
    text = _PARAGRAPH.format(named)
    ((copy, left_in),) = _copies((_FIRST, text), (_SECOND, text))
    assert (copy.left_name, left_in) == (named, bearer)


@pytest.mark.parametrize(
    "where",
    ["phối hợp với huyện Gò Sen", "các huyện Gò Sen, Cái Bè", "huyện"],
    ids=["partner", "list", "no-name"],
)
def test_a_place_named_as_anothers_is_not_left(where: str) -> None:
    """Neighbours, partners and lists of places are meant."""
    text = _PARAGRAPH.format(where)
    ((copy, _),) = _copies((_FIRST, text), (_SECOND, text))
    assert copy.left_name is None


def test_a_department_means_the_places_that_it_names() -> None:
    """A body without a place of its own writes about all of them."""
    text = _PARAGRAPH.format("huyện Gò Sen")
    ((copy, _),) = _copies((_FIRST, text), (_THIRD, text))
    assert copy.left_name is None


def _many(reports: int, each: int) -> tuple[list[Passage], dict[str, str]]:
    """Reports of random words; the first passage of every tenth report stands in the one before too."""
    chance = random.Random(7)  # noqa: S311 - words, no secrets
    words = [f"từ{i}" for i in range(3000)]
    units = {f"{i:064x}": f"u{i}" for i in range(reports)}
    model = make_passage("Một câu.")
    passages: list[Passage] = []
    for at, sha256 in enumerate(units):
        for i in range(each):
            text = " ".join(chance.choices(words, k=70))
            if at % 10 == 9 and i == 0:
                text = passages[-each].text
            passages.append(_as(model, f"{at}-{i}", sha256, text))
    return passages, units


def _as(model: Passage, name: str, sha256: str, text: str) -> Passage:
    return Passage(
        id=name,
        sha256=sha256,
        index=0,
        page=None,
        kind=model.kind,
        heading=(),
        start=0,
        end=len(text),
        text=text,
        sentences=(),
    )


def test_many_reports_take_seconds() -> None:
    """120 reports of 150 passages: each copy is found, in time that nobody notices in a run."""
    passages, units = _many(120, 150)
    begin = time.perf_counter()
    found = find_copies(passages, units, _CAMPAIGN)
    assert len(found) == 12
    assert time.perf_counter() - begin < 30  # 2 s on a free core
