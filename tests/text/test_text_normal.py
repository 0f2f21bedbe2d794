"""The normal form: NFC, look-alike letters put right, nothing invisible, one line."""

from __future__ import annotations

import unicodedata

import pytest
from generated import anything
from hypothesis import given

from pipeline.text import clean_line, to_nfc


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("Ƣu tiên, trƣờng học", "Ưu tiên, trường học"),
        ("Ðảng bộ, ðồng chí", "Đảng bộ, đồng chí"),
        ("Ɖồng Nai, ɖất", "Đồng Nai, đất"),
    ],
)
def test_look_alike_letters_become_the_right_ones(typed: str, normal: str) -> None:
    """Letters of old converters that look like Ư and Đ become Ư and Đ."""
    assert to_nfc(typed) == normal


def test_decomposed_letters_are_composed() -> None:
    """Letters typed as a base and marks become single letters."""
    assert to_nfc(unicodedata.normalize("NFD", "Huyện ủy Bình Sơn")) == "Huyện ủy Bình Sơn"


def test_a_look_alike_keeps_its_tone_mark() -> None:
    """A tone mark behind a look-alike letter joins the right letter."""
    assert to_nfc("ƣ\u0301") == "ứ"


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u00ad", "\u202a", "\x00", "\x07", "\x9f"])
def test_invisible_characters_go(sign: str) -> None:
    """What nobody can see is not in the text."""
    assert to_nfc(f"kết{sign} quả") == "kết quả"


def test_tone_placement_stays_as_typed() -> None:
    """The normal form changes no spelling: "hoà" stays "hoà"."""
    assert to_nfc("hoà, hòa, uỷ, ủy") == "hoà, hòa, uỷ, ủy"


def test_blanks_of_all_kinds_become_one() -> None:
    """No-break spaces, tabs and line ends become one blank, none at the ends."""
    assert clean_line("\u00a0 Sơn\u2003\t Hà\r\n năm\u3000 2023 \n") == "Sơn Hà năm 2023"


@given(anything)
def test_normal_form_is_nfc_and_final(text: str) -> None:
    """The normal form is NFC, and its normal form is itself."""
    normal = to_nfc(text)
    assert unicodedata.is_normalized("NFC", normal)
    assert to_nfc(normal) == normal


@given(anything)
def test_a_cleaned_line_is_one_line_and_final(text: str) -> None:
    """A cleaned line has no line ends, and cleaning it again changes nothing."""
    line = clean_line(text)
    assert len(line.splitlines()) <= 1
    assert clean_line(line) == line
