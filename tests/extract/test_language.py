"""What is no Vietnamese report is told apart from one."""

from __future__ import annotations

import pytest

from pipeline.errors import DocumentError
from pipeline.extract.language import check_language

_VIETNAMESE = (
    "Ban Thường vụ Huyện ủy đã tổ chức học tập, quán triệt Nghị quyết đến cán bộ, đảng viên và nhân "
    "dân; các chi bộ xây dựng kế hoạch thực hiện, phân công nhiệm vụ cụ thể cho từng đồng chí. "
)
_ENGLISH = (
    "The district committee has organised meetings to study the resolution and to make it known to "
    "all members; each office has drawn up its own plan and named those who answer for it. "
)
_GARBLED = "Ïîñòàíîâëåíèå êîìèòåòà ðàéîíà î ðàáîòå çà ãîä è ïëàíàõ íà áóäóùåå, ñîãëàñíî ðåøåíèþ. "
_UNSIGNED = (
    "Ban Thuong vu Huyen uy da to chuc hoc tap, quan triet Nghi quyet den can bo, dang vien va nhan "
    "dan; cac chi bo xay dung ke hoach thuc hien, phan cong nhiem vu cu the cho tung dong chi. "
)


@pytest.mark.parametrize(
    "text",
    [_VIETNAMESE * 2, _VIETNAMESE + _ENGLISH, "Biểu số 3: tổng hợp kinh phí năm 2024 của huyện"],
    ids=["Vietnamese", "with an English abstract", "a short form"],
)
def test_vietnamese_passes_without_a_word(text: str) -> None:
    """Also beside a foreign passage, and where there is little text."""
    assert check_language(text) == ()


@pytest.mark.parametrize(
    "text", [_ENGLISH * 2, "县委员会组织学习决议并向全体成员传达。" * 20, _GARBLED * 3]
)
def test_another_language_is_refused(text: str) -> None:
    """With a code and what to do."""
    with pytest.raises(DocumentError, match="Hãy") as caught:
        check_language(text)
    assert caught.value.code == "not-vietnamese"


def test_vietnamese_without_signs_is_read_with_a_warning() -> None:
    """It is the unit's report all the same."""
    assert [w.code for w in check_language(_UNSIGNED * 2)] == ["no-diacritics"]


def test_a_document_of_one_word_is_refused() -> None:
    """The message shows what was found."""
    with pytest.raises(DocumentError, match="“Báo”") as caught:
        check_language("Báo 1 2 3 ...")
    assert caught.value.code == "too-short"
