"""Word files to pieces: text, line breaks, boxes, notes, running heads, errors."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_files import (
    MAIN,
    change_member,
    paragraph,
    run,
    word_file,
    write_members,
)

from pipeline.errors import DocumentError
from pipeline.extract.pieces import Place
from pipeline.extract.word import read_word
from pipeline.extract.word.archive import MAX_MEMBERS
from pipeline.text import clean_line

if TYPE_CHECKING:
    from pathlib import Path

BREAK = "<w:r><w:br/></w:r>"


def _field(instruction: str, result: str) -> str:
    steps = [f'<w:r><w:fldChar w:fldCharType="{s}"/></w:r>' for s in ("begin", "separate", "end")]
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return steps[0] + code + steps[1] + run(result) + steps[2]


def _texts(path: Path) -> list[str]:
    return [piece.text for piece in read_word(path).pieces]


def _inline(folder: Path, *content: str) -> list[str]:
    return _texts(word_file(folder, paragraph(*content)))


def _refused(path: Path) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read_word(path)
    return caught.value


_PROMPT = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
INLINE = {
    "runs are joined": ([run("Kết "), run("quả")], "Kết quả"),
    "a tab is a blank": ([run("Số:"), "<w:r><w:tab/></w:r>", run("12")], "Số: 12"),
    "a non-breaking hyphen is a hyphen": (
        [run("12"), "<w:r><w:noBreakHyphen/></w:r>", run("NQ\u2011TU")],
        "12-NQ-TU",
    ),
    "a soft hyphen is nothing": ([run("báo"), "<w:r><w:softHyphen/></w:r>", run("cáo")], "báocáo"),
    "a picture of Wingdings is a bullet": (
        ['<w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>', run(" Một việc")],
        "• Một việc",
    ),
    "a dash of Symbol is a dash": (
        ['<w:r><w:sym w:font="Symbol" w:char="F02D"/></w:r>', run(" Một việc")],
        "- Một việc",
    ),
    "typed private characters are read by their font": ([run("\uf0b7 Ý"), run(" ≥ 5")], "• Ý ≥ 5"),
    "inserted text stays, deleted text goes": (
        [
            run("Đạt "),
            f"<w:ins>{run('95')}</w:ins>",
            "<w:del><w:r><w:delText>90</w:delText></w:r></w:del>",
        ],
        "Đạt 95",
    ),
    "moved text stands where it was moved to": (
        [
            f"<w:moveFrom>{run('cũ ')}</w:moveFrom>",
            run("và "),
            f"<w:moveTo>{run('mới')}</w:moveTo>",
        ],
        "và mới",
    ),
    "hidden text goes": ([run("Thấy"), run(" không thấy", "<w:vanish/>")], "Thấy"),
    "hidden that is switched off stays": ([run("Thấy", '<w:vanish w:val="0"/>')], "Thấy"),
    "a field shows its result": ([run("Năm "), _field(' DATE \\@ "yyyy" ', "2023")], "Năm 2023"),
    "an inner field in an instruction is not seen": (
        [_field(f" IF </w:instrText></w:r>{_field(' REF a ', '1')}<w:r><w:instrText> ", "đúng")],
        "đúng",
    ),
    "a simple field shows its result": (
        [f'<w:fldSimple w:instr=" AUTHOR ">{run("Lan")}</w:fldSimple>'],
        "Lan",
    ),
    "a page field goes": ([run("Trang"), _field(" PAGE ", "3")], "Trang"),
    "a link shows its text": ([f'<w:hyperlink w:anchor="a">{run("xem")}</w:hyperlink>'], "xem"),
    "smart tags and content controls are open": (
        [f"<w:smartTag><w:sdt><w:sdtContent>{run('Hà Nội')}</w:sdtContent></w:sdt></w:smartTag>"],
        "Hà Nội",
    ),
    "the prompt of an empty control goes": (
        [run("Số"), f"<w:sdt>{_PROMPT}<w:sdtContent>{run('Bấm')}</w:sdtContent></w:sdt>"],
        "Số",
    ),
    "the mark of a comment leaves no trace": (
        ['<w:commentRangeStart w:id="0"/>', run("Rõ"), '<w:r><w:commentReference w:id="0"/></w:r>'],
        "Rõ",
    ),
    "capitals by format are capitals": ([run("điều kiện", "<w:caps/>")], "ĐIỀU KIỆN"),
    "text is in NFC": ([run("ho\u0300a")], "hòa"),
    "blanks at the ends count only when the file says so": (
        ["<w:r><w:t>Báo </w:t></w:r>", run("cáo")],
        "Báocáo",
    ),
    "wrappers may be nested deeply": (
        ["<w:smartTag>" * 200 + run("sâu") + "</w:smartTag>" * 200],
        "sâu",
    ),
}


@pytest.mark.parametrize("claim", INLINE)
def test_inside_of_a_paragraph(claim: str, tmp_path: Path) -> None:
    """The text of a paragraph is what its reader sees: the claim is the case's name."""
    content, expected = INLINE[claim]
    assert _inline(tmp_path, *content) == [expected]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    words=st.lists(st.text("aăâđêôơưÁ1 ,.-;ếộ", min_size=1, max_size=12), min_size=1, max_size=5)
)
def test_any_text_comes_back_however_it_is_cut_into_runs(words: list[str], tmp_path: Path) -> None:
    """The pieces hold the words of the runs, in normal form and nothing else."""
    path = word_file(tmp_path, paragraph("Mở đầu") + paragraph(*(run(word) for word in words)))
    assert _texts(path) == [text for text in ("Mở đầu", clean_line("".join(words))) if text]


def test_a_field_without_end_does_not_hide_what_follows(tmp_path: Path) -> None:
    """A broken field costs its own paragraph at most."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert _texts(word_file(tmp_path, paragraph(begin) + paragraph("Còn đây"))) == ["Còn đây"]


@pytest.mark.parametrize("mark", ["<w:del/>", "<w:vanish/>", "<w:moveFrom/>"])
def test_a_paragraph_without_mark_goes_on_in_the_next(mark: str, tmp_path: Path) -> None:
    """A deleted, moved or hidden paragraph mark joins two paragraphs."""
    first = paragraph("Kết quả ", properties=f"<w:rPr>{mark}</w:rPr>")
    assert _texts(word_file(tmp_path, first + paragraph("đạt được"))) == ["Kết quả đạt được"]


def test_a_large_first_letter_belongs_to_its_word(tmp_path: Path) -> None:
    """A drop cap is a paragraph of its own in the file only."""
    letter = paragraph("T", properties='<w:framePr w:dropCap="drop"/>')
    assert _texts(word_file(tmp_path, letter + paragraph("hực hiện"))) == ["Thực hiện"]


def test_an_embedded_file_is_a_warning(tmp_path: Path) -> None:
    """What is not read is said."""
    path = word_file(tmp_path, paragraph("Một") + '<w:altChunk r:id="rId99"/>')
    assert [warning.code for warning in read_word(path).warnings] == ["docx-embedded"]


def test_block_content_controls_are_open(tmp_path: Path) -> None:
    """Paragraphs of a content control stand in the text, however deep the controls are nested."""
    body = "<w:sdt><w:sdtContent>" * 100 + paragraph("Trong") + "</w:sdtContent></w:sdt>" * 100
    assert _texts(word_file(tmp_path, body)) == ["Trong"]


BREAKS = {
    "before a marker": ["Nhiệm vụ:", "- Một là"],
    "between sentences of a list": ["Làm tốt.", "Làm nhanh.", "Làm đúng"],
    "after a blank line": ["BÁO CÁO", "", "tổng kết"],
}
FOLDS = {
    "in a title": ["tổng kết 10 năm", "thực hiện Nghị quyết"],
    "in a span of years": ["giai đoạn 2016", "- 2020 đạt"],
    "after one sentence that ended by chance": ["Đã xong.", "Nay tiếp tục", "làm tốt"],
    "before a word that also counts": ["tỷ lệ đạt từ năm mươi", "hai, ba phần trăm"],
}


def _folded(lines: list[str]) -> str:
    return BREAK.join(run(line) for line in lines)


@pytest.mark.parametrize("claim", BREAKS)
def test_soft_breaks_that_part_pieces(claim: str, tmp_path: Path) -> None:
    """A soft break is a border where people use it as a paragraph mark."""
    lines = BREAKS[claim]
    assert _inline(tmp_path, _folded(lines)) == [line for line in lines if line]


@pytest.mark.parametrize("claim", FOLDS)
def test_soft_breaks_that_only_fold(claim: str, tmp_path: Path) -> None:
    """Elsewhere a soft break is a blank."""
    assert _inline(tmp_path, _folded(FOLDS[claim])) == [" ".join(FOLDS[claim])]


def _box(content: str) -> str:
    inner = f"<w:txbxContent>{paragraph(content)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f"<wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_behind_its_paragraph(tmp_path: Path) -> None:
    """Of the two forms of a box one is read, and it does not cut the sentence."""
    assert _inline(tmp_path, run("Trước "), _box("Trong hộp"), run("sau")) == [
        "Trước sau",
        "Trong hộp",
    ]


def test_an_old_text_box_is_read(tmp_path: Path) -> None:
    """A box of VML alone has no other form."""
    inner = f"<w:txbxContent>{paragraph('Hộp cũ')}</w:txbxContent>"
    old = f"<w:r><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></w:r>"
    assert _inline(tmp_path, old) == ["Hộp cũ"]


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_follows_its_paragraph(kind: str, tmp_path: Path) -> None:
    """The sentence is not cut by the note's mark; the note is a piece of its own."""
    body = paragraph("Đạt 95%", f'<w:r><w:{kind}Reference w:id="2"/></w:r>', " kế hoạch.")
    notes = f'<w:{kind} w:id="2">{paragraph("Theo Sở Nội vụ.")}</w:{kind}>'
    pieces = read_word(
        word_file(tmp_path, body + paragraph("Sau"), parts={f"{kind}s": notes})
    ).pieces
    assert [(piece.text, piece.place) for piece in pieces] == [
        ("Đạt 95% kế hoạch.", Place.BODY),
        ("Theo Sở Nội vụ.", Place.NOTE),
        ("Sau", Place.BODY),
    ]


_HEADER = '<w:headerReference w:type="{}" r:id="rHeader"/>'


def _headers(folder: Path, content: str, kind: str = "default") -> list[str]:
    path = word_file(
        folder, paragraph("Thân"), parts={"header": content}, section=_HEADER.format(kind)
    )
    return [p.text for p in read_word(path).pieces if p.place is Place.PAGE_HEADER]


def test_a_header_is_a_piece_of_its_own_kind(tmp_path: Path) -> None:
    """Words of a header stand before the body, marked as such."""
    assert _headers(tmp_path, paragraph("Công báo số 5")) == ["Công báo số 5"]


def test_a_header_of_the_page_number_alone_is_left_out(tmp_path: Path) -> None:
    """A line such as "Trang 3/9" has nothing to read."""
    numbers = [run("Trang "), _field("PAGE", "3"), run("/"), _field("NUMPAGES", "9")]
    assert _headers(tmp_path, paragraph(*numbers)) == []


def test_a_header_that_never_shows_is_left_out(tmp_path: Path) -> None:
    """A header for the first page counts only where the section has one."""
    assert _headers(tmp_path, paragraph("Nháp"), "first") == []


def test_a_strict_file_is_read(tmp_path: Path) -> None:
    """The strict variant differs in its names only."""
    path = word_file(tmp_path, paragraph("Chuẩn"))
    usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    change_member(path, MAIN, usual, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert _texts(path) == ["Chuẩn"]


def test_no_zip_is_damaged(tmp_path: Path) -> None:
    """Bytes that are no zip are named as damaged."""
    path = tmp_path / "report.docx"
    path.write_bytes(b"PK\x03\x04 nothing")
    assert _refused(path).code == "docx-damaged"


@pytest.mark.parametrize("content", ["", "<w:document>", f"<a>{'&#x1;'}</a>", "<a/>"])
def test_broken_xml_is_damaged(content: str, tmp_path: Path) -> None:
    """A main part that is no document is damage, said in Vietnamese."""
    path = tmp_path / "report.docx"
    write_members(path, {MAIN: content})
    error = _refused(path)
    assert (error.code, "Hãy mở tệp bằng Word" in error.detail) == ("docx-damaged", True)


def test_no_main_part_is_damaged(tmp_path: Path) -> None:
    """A zip of other things is no Word file."""
    path = tmp_path / "report.docx"
    write_members(path, {"a.txt": "a"})
    assert _refused(path).code == "docx-damaged"


@pytest.mark.parametrize(
    "members",
    [
        {f"word/media/{i}.xml": "" for i in range(MAX_MEMBERS + 1)},
        {"word/comments.xml": " " * 4_000_000},
        {MAIN: "<a>" + "0123456789abcdef" * 4_000_000 + "</a>"},
    ],
    ids=["members", "ratio", "size"],
)
def test_a_bomb_is_quarantined(members: dict[str, str], tmp_path: Path) -> None:
    """Too many members, too dense or too large ones: a person must look."""
    path = word_file(tmp_path, paragraph("Một"))
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name).decode() for name in archive.namelist()}
    write_members(path, kept | members)
    error = _refused(path)
    assert (error.code, error.quarantine) == ("docx-bomb", True)


def test_a_document_type_is_quarantined(tmp_path: Path) -> None:
    """Word writes none; entities of the file's own or of other files are never looked at."""
    path = word_file(tmp_path, paragraph("Một") + paragraph("@"))
    change_member(path, MAIN, "@", "&e;")
    change_member(path, MAIN, "^", '<!DOCTYPE a [<!ENTITY e "bom">]>')
    error = _refused(path)
    assert (error.code, error.quarantine) == ("docx-entities", True)


def test_no_words_is_empty(tmp_path: Path) -> None:
    """Empty paragraphs and rules are no words."""
    path = word_file(tmp_path, paragraph() + paragraph("-----"))
    assert _refused(path).code == "docx-empty"
