"""Word files to pieces: automatic numbers and bullets, styles, cues."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from word_files import cell, paragraph, run, table, word_file

from pipeline.extract.word import read_word
from pipeline.extract.word.numbering import letters, roman
from pipeline.records import Cues

if TYPE_CHECKING:
    from pathlib import Path


def _level(depth: int, text: str, kind: str = "decimal", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def _lists(*levels: str, nums: str = "", more: str = "") -> str:
    """One abstract list, list 1 of it, and further lists."""
    return (
        f'<w:abstractNum w:abstractNumId="0">{more}{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{nums}'
    )


def _item(depth: int, num: int = 1, text: str = "x", style: str = "") -> str:
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>'
    return paragraph(text, properties=f"{style}{place}")


def _labels(folder: Path, body: str, numbering: str, styles: str = "") -> list[str]:
    path = word_file(folder, body, parts={"numbering": numbering}, styles=styles)
    return [piece.text.removesuffix(" x") for piece in read_word(path).pieces]


def test_numbers_of_levels_restart_below_a_higher_one(tmp_path: Path) -> None:
    """The second level begins anew under each number of the first."""
    numbering = _lists(_level(0, "%1.", "upperRoman"), _level(1, "%2."), _level(2, "%2.%3."))
    body = "".join(_item(depth) for depth in (0, 1, 2, 2, 1, 2, 0, 1))
    expected = ["I.", "1.", "1.1.", "1.2.", "2.", "2.1.", "II.", "1."]
    assert _labels(tmp_path, body, numbering) == expected


def test_a_level_without_one_above_it_counts_that_as_begun(tmp_path: Path) -> None:
    """The first number of a second level alone is 1.1, the next of the first level 2."""
    numbering = _lists(_level(0, "%1."), _level(1, "%1.%2."))
    assert _labels(tmp_path, _item(1) + _item(0), numbering) == ["1.1.", "2."]


def test_legal_numbers_above_are_arabic(tmp_path: Path) -> None:
    """A level marked legal shows the Roman number above it in Arabic and keeps its own format."""
    legal = _level(1, "%1.%2.", "decimalZero", "<w:isLgl/>")
    numbering = _lists(_level(0, "%1.", "upperRoman"), legal)
    assert _labels(tmp_path, _item(0) + _item(1), numbering) == ["I.", "1.01."]


def test_notes_count_apart_from_the_body(tmp_path: Path) -> None:
    """A list that goes on in a note does not move the numbers of the body."""
    mark = paragraph("y", '<w:r><w:footnoteReference w:id="2"/></w:r>')
    parts = {
        "numbering": _lists(_level(0, "%1.")),
        "footnotes": f'<w:footnote w:id="2">{_item(0)}</w:footnote>',
    }
    path = word_file(tmp_path, _item(0) + mark + _item(0), parts=parts)
    assert [piece.text for piece in read_word(path).pieces] == ["1. x", "y", "1. x", "2. x"]


def test_a_level_that_never_restarts_goes_on(tmp_path: Path) -> None:
    """Articles count through the chapters."""
    more = '<w:lvlRestart w:val="0"/>'
    numbering = _lists(_level(0, "%1.", "upperRoman"), _level(1, "Điều %2.", more=more))
    body = "".join(_item(depth) for depth in (0, 1, 0, 1))
    assert _labels(tmp_path, body, numbering) == ["I.", "Điều 1.", "II.", "Điều 2."]


def test_lists_of_one_kind_go_on_unless_they_say_where_to_start(tmp_path: Path) -> None:
    """A start of its own holds once, at the first paragraph of the list."""
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="3"><w:abstractNumId w:val="0"/>{start}</w:num>'
    )
    body = "".join(_item(0, num) for num in (1, 2, 3, 3))
    assert _labels(tmp_path, body, _lists(_level(0, "%1)"), nums=nums)) == ["1)", "2)", "1)", "2)"]


def test_a_list_may_change_a_level(tmp_path: Path) -> None:
    """The level of the list stands over that of the abstract list."""
    own = f'<w:lvlOverride w:ilvl="0">{_level(0, "%1)", "lowerLetter")}</w:lvlOverride>'
    nums = f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{own}</w:num>'
    assert _labels(tmp_path, _item(0, 2), _lists(_level(0, "%1."), nums=nums)) == ["a)"]


def test_a_linked_list_style_gives_the_levels(tmp_path: Path) -> None:
    """An abstract list that only names a style takes the levels of the one defined by it."""
    link = '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="L"/></w:abstractNum>'
    nums = f'{link}<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    numbering = _lists(_level(0, "%1-"), nums=nums, more='<w:styleLink w:val="L"/>')
    assert _labels(tmp_path, _item(0, 2), numbering) == ["1-"]


def test_an_empty_numbered_paragraph_counts_but_is_dropped(tmp_path: Path) -> None:
    """What Word counts is counted, what has no text is no piece."""
    body = _item(0) + _item(0, text="") + _item(0)
    assert _labels(tmp_path, body, _lists(_level(0, "%1."))) == ["1.", "3."]


_BY_STYLE = (
    '<w:style w:type="paragraph" w:styleId="M"><w:name w:val="Muc"/><w:pPr><w:numPr>'
    '<w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="N"><w:name w:val="Muc con"/>'
    '<w:basedOn w:val="M"/></w:style>'
)


def test_numbering_by_a_style_takes_the_level_that_names_it(tmp_path: Path) -> None:
    """A style based on a numbered one is numbered; the level belongs to the style it names."""
    numbering = _lists(_level(0, "%1."), _level(1, "(%2)", more='<w:pStyle w:val="N"/>'))
    body = "".join(paragraph("x", properties=f'<w:pStyle w:val="{s}"/>') for s in "MNN")
    assert _labels(tmp_path, body, numbering, _BY_STYLE) == ["1.", "(1)", "(2)"]


def test_a_paragraph_may_refuse_the_numbers_of_its_style(tmp_path: Path) -> None:
    """List 0 takes the number away."""
    refuse = '<w:pStyle w:val="M"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = paragraph("Không số", properties=refuse)
    assert _labels(tmp_path, body, _lists(_level(0, "%1.")), _BY_STYLE) == ["Không số"]


def test_no_suffix_puts_the_number_at_the_text(tmp_path: Path) -> None:
    """Between number and text stands what the level says."""
    numbering = _lists(_level(0, "%1/", more='<w:suff w:val="nothing"/>'))
    assert _labels(tmp_path, _item(0, text="Việc"), numbering) == ["1/Việc"]


@pytest.mark.parametrize(
    ("font", "sign", "shown"),
    [
        ("Symbol", "\uf0b7", "•"), ("Wingdings", "\uf0a7", "•"), ("Wingdings", "\uf0d8", "•"),
        ("Symbol", "\uf02d", "-"), ("Times New Roman", "-", "-"), ("Times New Roman", "+", "+"),
        ("Courier New", "o", "◦"), ("Times New Roman", "–", "–"), ("Wingdings", "v", "•"),
    ],
)  # fmt: skip
def test_bullets_are_signs_that_text_has(font: str, sign: str, shown: str, tmp_path: Path) -> None:
    """Pictures of symbol fonts become a bullet, dashes and plus signs stay."""
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>'
    assert _labels(tmp_path, _item(0), _lists(_level(0, sign, "bullet", fonts))) == [shown]


@pytest.mark.parametrize(
    ("kind", "second"),
    [
        ("decimal", "2"), ("decimalZero", "02"), ("upperRoman", "II"), ("lowerRoman", "ii"),
        ("upperLetter", "B"), ("lowerLetter", "b"), ("ordinalText", "2"), ("numberInDash", "- 2 -"),
    ],
)  # fmt: skip
def test_formats_of_numbers(kind: str, second: str, tmp_path: Path) -> None:
    """The second number in each format; rare ones fall back to decimal."""
    assert _labels(tmp_path, _item(0) * 2, _lists(_level(0, "%1.", kind)))[1] == f"{second}."


def test_a_format_of_words_own_is_read_from_its_sample(tmp_path: Path) -> None:
    """Numbers with leading noughts stand in an alternative, with a plain form for others."""
    own = (
        '<mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    level = f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{own}<w:lvlText w:val="%1/"/></w:lvl>'
    assert _labels(tmp_path, _item(0) * 2, _lists(level)) == ["009/", "010/"]


@pytest.mark.parametrize(
    ("pattern", "kind", "shown"),
    [
        ("%1-", "upperRoman", "I-"),
        ("%1)", "lowerLetter", "a)"),
        ("(%1)", "decimal", "(1)"),
        ("Phần %1:", "upperLetter", "Phần A:"),
        ("Điều %1.", "decimal", "Điều 1."),
        ("%1/", "decimal", "1/"),
    ],
)
def test_patterns_of_numbers(pattern: str, kind: str, shown: str, tmp_path: Path) -> None:
    """What stands around the number is kept as the list writes it."""
    assert _labels(tmp_path, _item(0), _lists(_level(0, pattern, kind))) == [shown]


def test_letters_and_roman_numbers_beyond_the_first() -> None:
    """Word repeats the letter after Z; Roman numbers subtract."""
    assert [letters(26), letters(27), letters(53)] == ["Z", "AA", "AAA"]
    assert [roman(4), roman(19), roman(1990)] == ["IV", "XIX", "MCMXC"]


_STYLES = (
    '<w:style w:type="paragraph" w:styleId="G"><w:name w:val="Goc"/><w:pPr><w:jc w:val="center"/>'
    '</w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="Con"/><w:basedOn w:val="G"/>'
    "<w:rPr><w:i/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="D2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="D"><w:name w:val="De muc"/>'
    '<w:basedOn w:val="D2"/></w:style>'
    '<w:style w:type="character" w:styleId="K"><w:name w:val="Manh"/>'
    "<w:rPr><w:b/></w:rPr></w:style>"
)


def _cues(folder: Path, *content: str, properties: str = "") -> Cues:
    path = word_file(folder, paragraph(*content, properties=properties), styles=_STYLES)
    return read_word(path).pieces[0].cues


def test_cues_come_through_the_styles_a_style_is_based_on(tmp_path: Path) -> None:
    """Weight, size and alignment of the base style, slant of the style itself."""
    assert _cues(tmp_path, "Chữ", properties='<w:pStyle w:val="C"/>') == Cues(
        bold=True, italic=True, centred=True, size_pt=14.0
    )


def test_direct_formatting_stands_over_the_style(tmp_path: Path) -> None:
    """What the run and the paragraph say counts."""
    direct = run("Chữ", '<w:b w:val="0"/><w:sz w:val="26"/>')
    found = _cues(tmp_path, direct, properties='<w:pStyle w:val="G"/><w:jc w:val="both"/>')
    assert (found.bold, found.size_pt, found.centred) == (False, 13.0, False)


def test_bold_of_two_styles_cancels_out(tmp_path: Path) -> None:
    """A bold character style in a bold paragraph style is not bold, as in Word."""
    strong = run("Chữ", '<w:rStyle w:val="K"/>')
    assert not _cues(tmp_path, strong, properties='<w:pStyle w:val="G"/>').bold


@pytest.mark.parametrize(("plain", "bold"), [(".", True), (" thường thì không", False)])
def test_bold_means_almost_all_letters(plain: str, bold: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a value of the table above
    """A plain full stop behind a bold heading does not make it plain."""
    assert _cues(tmp_path, run("Kết quả đạt được", "<w:b/>"), plain).bold is bold


@pytest.mark.parametrize(
    ("properties", "level"),
    [
        ('<w:pStyle w:val="Heading1"/>', 1),
        ('<w:pStyle w:val="D"/>', 2),
        ('<w:outlineLvl w:val="3"/>', 4),
        ('<w:pStyle w:val="D2"/><w:outlineLvl w:val="9"/>', 0),
        ("", 0),
    ],
)
def test_level_of_a_heading(properties: str, level: int, tmp_path: Path) -> None:
    """By outline level, else by the name of the style or of one it is based on."""
    assert _cues(tmp_path, "Đề mục", properties=properties).style_level == level


_TABLE_STYLE = (
    '<w:style w:type="table" w:styleId="TB"><w:name w:val="Bang"/><w:rPr><w:i/></w:rPr>'
    '<w:tblStylePr w:type="firstRow"><w:pPr><w:jc w:val="center"/></w:pPr>'
    "<w:rPr><w:b/></w:rPr></w:tblStylePr>"
    '<w:tblStylePr w:type="lastCol"><w:rPr><w:sz w:val="31"/></w:rPr></w:tblStylePr></w:style>'
    '<w:style w:type="table" w:styleId="TC"><w:name w:val="Bang con"/><w:basedOn w:val="TB"/>'
    "</w:style>"
)


def _table_cues(folder: Path, look: str, style: str = "TC") -> list[Cues]:
    rows = [cell(paragraph("A")) + cell(paragraph("B"))] * 2
    body = table(*rows, properties=f'<w:tblStyle w:val="{style}"/>{look}')
    path = word_file(folder, body, styles=_TABLE_STYLE)
    return [piece.cues for piece in read_word(path).pieces]


@pytest.mark.parametrize("look", ['<w:tblLook w:firstRow="1"/>', '<w:tblLook w:val="0020"/>'])
def test_the_first_row_has_its_look_from_the_style_of_the_table(look: str, tmp_path: Path) -> None:
    """Weight and alignment of the first row, slant of all, in both forms of the switch."""
    found = _table_cues(tmp_path, look)
    assert [(c.bold, c.centred, c.italic) for c in found] == [
        (True, True, True), (True, True, True), (False, False, True), (False, False, True),
    ]  # fmt: skip


def test_a_table_that_does_not_use_the_first_row_has_none(tmp_path: Path) -> None:
    """The switch is off: no row stands out."""
    found = _table_cues(tmp_path, '<w:tblLook w:val="0020" w:firstRow="0"/>')
    assert [c.bold for c in found] == [False] * 4


def test_the_last_column_has_its_look(tmp_path: Path) -> None:
    """Cells at the right edge take what the style says of it."""
    found = _table_cues(tmp_path, '<w:tblLook w:lastColumn="1"/>')
    assert [c.size_pt == 15.5 for c in found] == [False, True] * 2


def test_direct_formatting_stands_over_the_style_of_the_table(tmp_path: Path) -> None:
    """A run that says it is not bold is not."""
    body = table(
        cell(paragraph(run("A", '<w:b w:val="0"/>'))),
        properties='<w:tblStyle w:val="TB"/><w:tblLook w:firstRow="1"/>',
    )
    path = word_file(tmp_path, body, styles=_TABLE_STYLE)
    assert not read_word(path).pieces[0].cues.bold
