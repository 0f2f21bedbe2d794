"""Keys under which differently typed words meet, and phrases found by them."""

from __future__ import annotations

import pytest
from generated import lines
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import find_phrases, matching_key, plain_key, syllables


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa Bình", "Hoà Bình"),
        ("Tỉnh ủy", "TỈNH UỶ"),
        ("quý I", "qúy I"),
        ("khỏe mạnh", "khoẻ mạnh"),
        ("Thủy lợi, thuỷ sản", "thuỷ lợi - thủy sản"),
        ("Ủy ban (nhân dân)", "uỷ ban nhân dân"),
    ],
)
def test_tone_placement_case_and_signs_do_not_part(one: str, other: str) -> None:
    """Words that differ in tone placement, case or punctuation alone have one matching key."""
    assert matching_key(one) == matching_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("hòa", "hóa"), ("đang", "dang"), ("lân", "lan"), ("tu", "tư")]
)
def test_tones_and_letters_part(one: str, other: str) -> None:
    """Words with another tone or another letter have other matching keys."""
    assert matching_key(one) != matching_key(other)


def test_all_six_tones_part() -> None:
    """The six tones of one syllable have six keys."""
    assert len({matching_key(word) for word in "hoa hòa hóa hỏa hõa họa".split()}) == 6


def test_plain_key_has_no_marks() -> None:
    """The plain key is what stands there without any mark."""
    assert (
        plain_key("ĐẢNG ỦY xã Bình Hoà")
        == plain_key("Dang uy xa Binh Hoa")
        == "dang uy xa binh hoa"
    )


def test_syllables_are_as_typed() -> None:
    """Syllables keep case and marks; signs part them."""
    assert syllables("12-NQ/TU của Tỉnh_ủy") == ["12", "NQ", "TU", "của", "Tỉnh", "ủy"]


@given(lines)
def test_keys_are_final_and_blind_to_case(text: str) -> None:
    """The key of a key is itself; capitals change no key."""
    for key in (matching_key, plain_key):
        assert key(key(text)) == key(text)
        assert key(text.upper()) == key(text)


@given(lines)
def test_equal_matching_keys_have_equal_plain_keys(text: str) -> None:
    """The plain key is the coarser one: it has as many syllables as the matching key."""
    assert len(plain_key(text).split()) == len(matching_key(text).split()) == len(syllables(text))


def test_phrases_are_found_in_place_the_longer_first() -> None:
    """A phrase is found whatever its case and tone placement, longer ones before those inside."""
    text = "Tỉnh uỷ và THÀNH ỦY; tỉnh ủy Quảng Ngãi."
    found = find_phrases(text, ["Tỉnh ủy", "thành uỷ", "Tỉnh ủy Quảng Ngãi"])
    assert [(text[a:b], phrase) for a, b, phrase in found] == [
        ("Tỉnh uỷ", "Tỉnh ủy"),
        ("THÀNH ỦY", "thành uỷ"),
        ("tỉnh ủy Quảng Ngãi", "Tỉnh ủy Quảng Ngãi"),
        ("tỉnh ủy", "Tỉnh ủy"),
    ]


def test_part_of_a_syllable_is_no_phrase() -> None:
    """A phrase is whole syllables: "an" is not found in "ban" or "an1"."""
    assert find_phrases("ban hành, sản xuất, an1", ["an"]) == []


@given(lines, st.data())
def test_a_phrase_taken_from_a_text_is_found_there(text: str, data: st.DataObject) -> None:
    """Any run of syllables of a text is found, as a span with the same key."""
    words = syllables(text)
    if not words:
        return
    first = data.draw(st.integers(0, len(words) - 1))
    phrase = " ".join(words[first : first + 3])
    hits = find_phrases(text, [phrase])
    assert hits
    assert all(matching_key(text[a:b]) == matching_key(phrase) for a, b, _ in hits)
