"""Sentences and words with exact offsets."""

from __future__ import annotations

import pytest
from generated import anything
from hypothesis import given, settings

from pipeline.segment import load_tokenizer, split_sentences, tokenize_words
from pipeline.text import to_nfc


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Kết quả rất tốt.", "Đến nay đã xong.", "Ủy ban đã họp.", "Âm nhạc được quan tâm."],
        ["1. Kết quả đạt 95%.", "Năm 2020 có 12 xã.", "15 xã đã xong."],
        ["Đã thu 1.250 tỷ đồng.", "Trong đó, 5.000 ha đất."],
        ["“Dân biết, dân bàn.”", "Đó là phương châm."],
        ["Có phải vậy không?", "Đúng vậy!", "Cần làm ngay."],
        ["Nghị quyết được ban hành năm 2013.", "Các xã đã học tập."],
    ],
)
def test_sentences_end_at_stops(sentences: list[str]) -> None:
    """A stop before a capital or a number ends a sentence, whatever letter begins the next."""
    assert _sentences(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "TP. Quảng Ngãi và TX. Đức Phổ đã làm tốt.",
        "Đ/c Bí thư và ThS. Mẫu đã dự.",
        "Một là, phải gần dân.",
        "- Mở 5 lớp; cấp 20 giấy; in tài liệu.",
        "Nguyên nhân: Do thiếu vốn.",
        "Các mặt y tế, giáo dục, v.v. đều tiến bộ.",
        "a) Về vốn.",
        "Rất tốt! và rất nhanh.",
        "Có 3 việc: (1) mở lớp. (2) in tài liệu.",
    ],
)
def test_abbreviations_markers_and_semicolons_do_not_end_one(sentence: str) -> None:
    """After a marker, an abbreviation, a semicolon or a colon the sentence goes on."""
    assert _sentences(sentence) == [sentence]


def test_the_empty_text_has_no_sentence() -> None:
    """Nothing has no sentence."""
    assert split_sentences("") == []


@settings(deadline=None)
@given(anything.map(to_nfc))
def test_sentences_cover_every_character_in_order(text: str) -> None:
    """Sentences follow each other without overlap, and only blanks stand between them."""
    cursor = 0
    for start, end in split_sentences(text):
        assert cursor <= start < end <= len(text)
        assert not text[cursor:start].strip()
        cursor = end
    assert not text[cursor:].strip()


@settings(deadline=None)
@given(anything.map(to_nfc))
def test_tokens_joined_are_the_text(text: str) -> None:
    """The tokenizer changes nothing: its tokens are spans of the text, one behind the other."""
    doc = load_tokenizer()(text)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)


def test_words_are_small_and_joined() -> None:
    """Words of several syllables are joined by "_", signs are left out."""
    assert tokenize_words("Nhân dân rất phấn khởi, đạt 95%!") == (
        "nhân_dân",
        "rất",
        "phấn_khởi",
        "đạt",
        "95",
    )


@settings(deadline=None)
@given(anything.map(to_nfc))
def test_no_word_is_empty_or_holds_a_blank(text: str) -> None:
    """A word is never empty and never holds white space."""
    assert all(word and not any(map(str.isspace, word)) for word in tokenize_words(text))
