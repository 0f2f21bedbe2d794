"""Text of TCVN3 and VNI to Unicode: letters, what is in which encoding, capitals, the account."""

from __future__ import annotations

import unicodedata

import pytest

from pipeline.extract.legacy import LegacyDecoder, Part
from pipeline.extract.legacy.capitals import raise_capitals
from pipeline.extract.legacy.encodings import Encoding, decode_parts

TCVN3 = "Thùc hiÖn NghÞ quyÕt cña TØnh ñy, huyÖn ®· ban hµnh nhiÒu kÕ ho¹ch vµ kiÓm tra tõng x·."
VNI = "Thöïc hieän Nghò quyeát cuûa Tænh uûy, huyeän ñaõ ban haønh nhieàu keá hoaïch vaø kieåm tra töøng xaõ."
UNICODE = "Thực hiện Nghị quyết của Tỉnh ủy, huyện đã ban hành nhiều kế hoạch và kiểm tra từng xã."
FRENCH = "Les élèves étaient déjà allés à la fête où leur père, né à Orléans, préparait le dîner."
# The chart of VNI: vowels with sắc, huyền, hỏi, ngã, nặng, each row begun by the vowel alone.
VNI_CHART = """
    a aù aø aû aõ aï aê aé aè aú aü aë aâ aá aà aå aã aä e eù eø eû eõ eï eâ eá eà eå eã eä
    i í ì æ ó ò o où oø oû oõ oï oâ oá oà oå oã oä ô ôù ôø ôû ôõ ôï u uù uø uû uõ uï
    ö öù öø öû öõ öï y yù yø yû yõ î ñ
"""
LETTERS = """
    a á à ả ã ạ ă ắ ằ ẳ ẵ ặ â ấ ầ ẩ ẫ ậ e é è ẻ ẽ ẹ ê ế ề ể ễ ệ
    i í ì ỉ ĩ ị o ó ò ỏ õ ọ ô ố ồ ổ ỗ ộ ơ ớ ờ ở ỡ ợ u ú ù ủ ũ ụ
    ư ứ ừ ử ữ ự y ý ỳ ỷ ỹ ỵ đ
"""


def _decode(*parts: tuple[str, str]) -> list[str]:
    """Parts of a document that holds nothing else: font and text of each."""
    decoder, held = LegacyDecoder(), [Part(font, text) for font, text in parts]
    decoder.learn(held)
    return decoder.decode(held)


@pytest.mark.parametrize("case", [str, str.upper])
def test_every_letter_of_vni_is_known(case: type[str]) -> None:
    """Small letters and capitals, ẳ and ỵ among them."""
    assert decode_parts([case(VNI_CHART)], Encoding.VNI) == [case(LETTERS)]


def test_capital_of_vni_may_bear_the_small_mark() -> None:
    """At the head of a word people type the mark with the small letters behind it."""
    assert decode_parts(["Aùp duïng, Ñoåi môùi, OÂng"], Encoding.VNI) == ["Áp dụng, Đổi mới, Ông"]


def test_mark_of_vni_joins_the_letter_of_the_run_before() -> None:
    """Runs keep their places; one that held but the mark is left empty."""
    assert decode_parts(["ba", "ù", "o ca", "ùo"], Encoding.VNI) == ["bá", "", "o cá", "o"]


def test_soft_hyphen_is_a_letter_of_tcvn3() -> None:
    """What other text hides is "ư"."""
    assert decode_parts(["n\xadíc, t\xad"], Encoding.TCVN3) == ["nước, tư"]


def test_minus_is_a_letter_only_beside_letters() -> None:
    """PDF names the glyph of "ư" minus; between figures it is one, also over a border of parts."""
    parts = ["®Çu t", "\u2212 n", "\u2212íc 2001\u22122005"]
    assert decode_parts(parts, Encoding.TCVN3) == ["đầu t", "ư n", "ước 2001\u22122005"]


def test_hyphen_at_a_line_end_is_a_letter_where_it_makes_a_syllable() -> None:
    """PDFium gives "ư" at the end of a line as a hyphen; a true hyphen stays."""
    assert decode_parts(["®Çu t-\nkinh tÕ-\nx· héi"], Encoding.TCVN3) == [
        "đầu tư\nkinh tế-\nxã hội"
    ]


def test_bytes_of_a_symbol_font_are_found_in_the_private_area() -> None:
    """A font that says it holds symbols has its letters at U+F000 and above."""
    moved = "".join(chr(0xF000 + ord(char)) for char in "B¸o c¸o")
    assert decode_parts([moved], Encoding.TCVN3) == ["Báo cáo"]


@pytest.mark.parametrize(("text", "encoding"), [(TCVN3, Encoding.TCVN3), (VNI, Encoding.VNI)])
def test_bytes_that_a_vietnamese_windows_read_are_put_back(text: str, encoding: Encoding) -> None:
    """Code page 1258 takes some bytes for other letters and for marks."""
    through = text.encode("latin-1").decode("cp1258")
    assert through != text
    assert decode_parts([through], encoding) == [UNICODE]


@pytest.mark.parametrize(
    ("font", "text"),
    [(".VnTime", TCVN3), ("ABCDEF+.VnArialH", TCVN3), ("VNI-Times", VNI), ("VNI Helve", VNI)],
)
def test_text_is_converted_by_the_name_of_its_font(font: str, text: str) -> None:
    """The names of both families are known, with the prefix of a subset, too."""
    assert _decode((font, text)) == [UNICODE]


def test_few_words_are_converted_by_the_name_of_their_font() -> None:
    """A single run gives little evidence; the name is enough."""
    assert _decode(("Times New Roman", "Số: "), (".VnTime", "B¸o c¸o")) == ["Số: ", "Báo cáo"]


@pytest.mark.parametrize("font", [".VnTime", "VNI-Times"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_unicode_under_the_name_of_a_legacy_font_stays(font: str, form: str) -> None:
    """What counts is how the text is stored."""
    text = unicodedata.normalize(form, UNICODE)
    assert _decode((font, text)) == [text]


def test_both_kinds_under_one_font_are_told_apart() -> None:
    """A run that was typed anew in Unicode keeps the font of its neighbours."""
    parts = [(".VnTime", TCVN3), ("Arial", "\n"), (".VnTime", "các xã, phường")]
    assert _decode(*parts) == [UNICODE, "\n", "các xã, phường"]


def test_encoding_is_that_of_the_text_where_the_name_is_of_the_other() -> None:
    """VNI text to which somebody gave a font of TCVN3."""
    assert _decode((".VnTime", VNI)) == [UNICODE]


@pytest.mark.parametrize("text", [TCVN3, VNI])
def test_font_that_hides_its_name_is_seen_through(text: str) -> None:
    """With lines of plain evidence the text is converted, a lone word of it, too."""
    first, _, last = _decode(("F1", text), ("Arial", "1"), ("F1", text.split()[1]))
    assert (first, last) == (UNICODE, "hiện")


def test_one_odd_word_is_no_evidence() -> None:
    """In a Unicode document a word that could be TCVN3 stays: ® and © are signs there."""
    parts = [("Arial", f"{UNICODE} Windows® và "), ("Arial", "©iÖn")]
    assert "".join(_decode(*parts)) == f"{UNICODE} Windows® và ©iÖn"


def test_another_language_is_left_alone() -> None:
    """French has the same bytes and does not read as Vietnamese in any encoding."""
    assert _decode(("Arial", FRENCH * 3)) == [FRENCH * 3]


def test_symbols_within_legacy_text_stay() -> None:
    """Signs of a symbol font are no letters, whatever their code."""
    assert _decode((".VnTime", TCVN3), ("Symbol", "×÷±"), (".VnTime", TCVN3))[1] == "×÷±"


def test_words_over_a_border_of_fonts_are_read_together() -> None:
    """Bold and plain, or both sizes of capitals, are runs of one text."""
    parts = [(".VnTimeH", "C"), (".VnTime", "¸c"), (".VnTimeH", " x·")]
    assert _decode(*parts) == ["C", "ác", " xã"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("ñY BAN NH¢N D¢N", "ỦY BAN NHÂN DÂN"),
        ("IV. H¹N CHÕ Vµ NGUY£N NH¢N", "IV. HẠN CHẾ VÀ NGUYÊN NHÂN"),
        ("Tæ CHøC ë §ÞA PH¦¥NG", "TỔ CHỨC Ở ĐỊA PHƯƠNG"),
    ],
)
def test_capitals_that_tcvn3_lacks_are_put_in(typed: str, read: str) -> None:
    """A word with a small toned letter among capitals was typed in capitals."""
    assert _decode((".VnTime", typed)) == [read]


@pytest.mark.parametrize(
    "text",
    [
        "Lý Sơn, ngày 12",  # a capital at the head of a word
        "Sở KHCN và UBND xã",  # abbreviations
        "của TTg Và ở xã",  # nothing typed in capitals beside them
    ],
)
def test_small_letters_among_few_capitals_stay(text: str) -> None:
    """Names and abbreviations do not make a phrase of capitals."""
    assert raise_capitals([text]) == [text]


def test_word_beside_small_letters_stays_small() -> None:
    """Where a phrase of capitals ends, an open word goes with the small letters."""
    assert raise_capitals(["theo NGHị QUYếT Và kế hoạch"]) == ["theo NGHỊ QUYẾT Và kế hoạch"]


def test_a_line_of_small_letters_in_a_font_of_capitals_stays() -> None:
    """.VnTimeH shows capitals; the text is as it was typed."""
    assert _decode((".VnTimeH", "céng hoµ x· héi chñ nghÜa viÖt nam")) == [
        "cộng hoà xã hội chủ nghĩa việt nam"
    ]


def test_account_names_encodings_and_shares() -> None:
    """Shares are of all letters, and add up to the converted part."""
    decoder = LegacyDecoder()
    parts = [Part(".VnTime", TCVN3), Part("Arial", UNICODE), Part("VNI-Times", VNI)]
    decoder.learn(parts)
    decoder.decode(parts)
    decoder.pass_over(UNICODE)
    assert [(found.encoding, found.share) for found in decoder.found()] == [
        ("TCVN3", 0.25),
        ("VNI", 0.25),
    ]


def test_unicode_alone_has_no_account() -> None:
    """Nothing was converted, nothing is said."""
    decoder = LegacyDecoder()
    decoder.decode([Part(".VnTime", UNICODE)])
    assert (decoder.found(), decoder.warnings()) == ((), ())


def test_converted_text_that_does_not_read_as_vietnamese_is_a_warning() -> None:
    """A person is told which part of the letters, and to compare."""
    decoder = LegacyDecoder()
    decoder.decode([Part(".VnTime", "Qw¸rt zx×cvb µ®fgh " * 20), Part("Arial", UNICODE)])
    (warning,) = decoder.warnings()
    assert (warning.code, "TCVN3" in warning.detail, "tệp gốc" in warning.detail) == (
        "legacy-font",
        True,
        True,
    )


@pytest.mark.parametrize(("font", "text"), [(".VnTime", TCVN3), ("VNI-Times", VNI)])
def test_converted_text_that_reads_well_is_no_warning(font: str, text: str) -> None:
    """A sound conversion is told by the report alone."""
    decoder = LegacyDecoder()
    decoder.decode([Part(font, text * 5)])
    assert decoder.warnings() == ()
