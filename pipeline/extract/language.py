"""Whether what was read is Vietnamese text at all, and enough of it to be a report.

Measured: of the letters of Vietnamese official texts .25 to .31 bear a sign, of English none, of
French .06; of the words .94 to 1.0 are Vietnamese syllables, in English .24, in French .28, in
Vietnamese typed without signs .61.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.records import Warning_
from pipeline.text.syllable import syllable_share

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEWEST_WORDS = 5  # a title has more
_ENOUGH_LETTERS = 150  # fewer do not tell a language: a list of names, a table of figures
_SIGNED_SHARE = 0.13  # half-way between French and the least signed Vietnamese text
_SYLLABLE_SHARE = 0.45  # half-way between French and Vietnamese without signs

_ASK = "Hãy kiểm tra lại tệp và đề nghị đơn vị gửi đúng báo cáo."


def check_language(text: str) -> tuple[Warning_, ...]:
    """Return what a person should know of the language of a whole document.

    Raises:
        DocumentError: too-short, not-vietnamese.
    """
    letters = [char for char in text if char.isalpha()]
    if len(letters) < _ENOUGH_LETTERS:
        _check_length(text)
        return ()
    share, words = syllable_share(text)
    if words < _FEWEST_WORDS:
        _check_length(text)
        return ()
    if _signed_share(letters) >= _SIGNED_SHARE and share >= _SYLLABLE_SHARE:
        return ()
    if share < _SYLLABLE_SHARE:
        raise DocumentError(
            "not-vietnamese", f"Văn bản không viết bằng tiếng Việt nên không được xử lý. {_ASK}"
        )
    detail = (
        "Văn bản viết tiếng Việt không dấu; hệ thống hiểu kém chính xác. Hãy đề nghị đơn vị gửi "
        "bản có dấu."
    )
    return (Warning_(code="no-diacritics", detail=detail),)


def _check_length(text: str) -> None:
    words = [word for word in text.split() if any(char.isalpha() for char in word)]
    if len(words) < _FEWEST_WORDS:
        found = " ".join(words)
        raise DocumentError("too-short", f"Tệp chỉ có {len(words)} từ (“{found}”). {_ASK}")


def _signed_share(letters: Sequence[str]) -> float:
    signed = sum(char in "đĐ" or unicodedata.decomposition(char) != "" for char in letters)
    return signed / len(letters)
