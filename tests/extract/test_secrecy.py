"""A secrecy mark in the head quarantines a document before its text is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from word_files import paragraph, word_file

from pipeline.errors import DocumentError
from pipeline.extract import read_document
from pipeline.extract.secrecy import refuse_classified

if TYPE_CHECKING:
    from pathlib import Path

_BODY = "Huyện ủy báo cáo kết quả thực hiện nghị quyết về bảo vệ bí mật nhà nước trên địa bàn."


@pytest.mark.parametrize(
    "mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "M Ậ T", "[MẬT]", "Độ mật: Tối mật"]
)
def test_a_mark_is_seen_in_every_form(mark: str) -> None:
    """Alone on its line, boxed, letter-spaced or stated."""
    with pytest.raises(DocumentError, match="cách ly") as caught:
        refuse_classified(["ĐẢNG BỘ TỈNH", mark, "BÁO CÁO"])
    assert (caught.value.code, caught.value.quarantine) == ("classified", True)


@pytest.mark.parametrize(
    "line", ["MẶT TRẬN TỔ QUỐC", "Mật", "BẢO MẬT THÔNG TIN", "về công tác bảo mật", "MẶT"]
)
def test_other_words_are_no_mark(line: str) -> None:
    """Text that speaks of secrecy is no secret."""
    refuse_classified(["ĐẢNG BỘ TỈNH", line, "BÁO CÁO"])


def test_a_marked_word_file_is_quarantined(tmp_path: Path) -> None:
    """The mark stands in the head of the file."""
    path = word_file(tmp_path, paragraph("MẬT") + paragraph("BÁO CÁO") + paragraph(_BODY))
    with pytest.raises(DocumentError) as caught:
        read_document(path, sha256="0" * 64, file_format="docx")
    assert caught.value.code == "classified"


def test_a_mark_behind_the_head_is_text(tmp_path: Path) -> None:
    """A table of words that names the marks does not make a document secret."""
    long = paragraph(" ".join([_BODY] * 4))
    path = word_file(tmp_path, paragraph("BÁO CÁO") + long + paragraph("MẬT"))
    document = read_document(path, sha256="0" * 64, file_format="docx")
    assert "MẬT" in document.text
