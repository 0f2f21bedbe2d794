"""Texts that hypothesis makes: Vietnamese letters, real words, signs and blanks in any order."""

from __future__ import annotations

from hypothesis import strategies as st

from pipeline.text import clean_line

_LETTERS = (
    "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđbcdghklmnpqrstvx"
)
_SIGNS = "  0123456789.,;:!?-–()/%+*•“”\"'…&"
_WORDS = (
    "Đảng bộ nhân dân Ủy ban huyện Ấp xã đã thực hiện kết quả 1.250 tỷ đồng 12-NQ/TU 30/6/2023 "
    "TP. TT. v.v. Một là, Thứ nhất, I- 1. 1.1. a) (1) - + * • . , ; : ? ! ... “ ” ( ) % sau đây: "
    "như sau: KẾT QUẢ Phần thứ hai Nơi nhận: T/M BAN CHỦ TỊCH BÁO CÁO Phụ lục"
).split()

letters = st.text(_LETTERS + _LETTERS.upper() + _SIGNS, max_size=60)
worded = st.lists(st.sampled_from(_WORDS), max_size=25).map(" ".join)

#: Vietnamese in normal form, on one line, not empty: what a reader of any format gives.
lines = (letters | worded).map(clean_line).filter(bool)
#: Anything that can be typed, decoded or broken.
anything = st.text(max_size=60) | letters | worded
