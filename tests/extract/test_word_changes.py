"""Word files to pieces: tracked changes, content controls, fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from word_files import cell, grid_borders, paragraph, run, table, word_file

from pipeline.extract.word import read_word

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.extract.pieces import Piece

_BY = 'w:id="1" w:author="A" w:date="2023-06-01T00:00:00Z"'
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def _texts(folder: Path, body: str) -> list[str]:
    path = word_file(folder, body, parts={"numbering": _NUMBERING})
    return [piece.text for piece in read_word(path).pieces]


def _deleted(text: str) -> str:
    return f"<w:del {_BY}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def test_an_inserted_paragraph_is_a_paragraph(tmp_path: Path) -> None:
    """Its mark is inserted and stays."""
    inserted = paragraph(
        f"<w:ins {_BY}>{run('Thêm')}</w:ins>", properties=f"<w:rPr><w:ins {_BY}/></w:rPr>"
    )
    assert _texts(tmp_path, paragraph("Trước") + inserted + paragraph("Sau")) == [
        "Trước", "Thêm", "Sau",
    ]  # fmt: skip


def test_a_deleted_paragraph_leaves_nothing_and_is_not_counted(tmp_path: Path) -> None:
    """Text and mark are deleted: the number of the list goes to the next paragraph."""
    gone = paragraph(_deleted("Cũ"), properties=f"{_ITEM}<w:rPr><w:del {_BY}/></w:rPr>")
    items = paragraph("Một", properties=_ITEM) + gone + paragraph("Hai", properties=_ITEM)
    assert _texts(tmp_path, items) == ["1. Một", "2. Hai"]


def test_text_deleted_inside_an_insertion_is_gone(tmp_path: Path) -> None:
    """What one person added and another took out does not stand in the text."""
    both = f"<w:ins {_BY}>{run('đã ')}{_deleted('chưa ')}{run('xong')}</w:ins>"
    assert _texts(tmp_path, paragraph(both)) == ["đã xong"]


def test_a_moved_paragraph_stands_once(tmp_path: Path) -> None:
    """Where it came from its text and mark are gone."""
    old = paragraph(
        f"<w:moveFrom {_BY}>{run('Dời')}</w:moveFrom>",
        properties=f"<w:rPr><w:moveFrom {_BY}/></w:rPr>",
    )
    new = paragraph(
        f"<w:moveTo {_BY}>{run('Dời')}</w:moveTo>",
        properties=f"<w:rPr><w:moveTo {_BY}/></w:rPr>",
    )
    assert _texts(tmp_path, old + paragraph("Giữa") + new) == ["Giữa", "Dời"]


def test_a_changed_number_is_the_new_one(tmp_path: Path) -> None:
    """The list of before the change stands inside the change and is not read."""
    before = f"<w:pPrChange {_BY}><w:pPr>{_ITEM}</w:pPr></w:pPrChange>"
    now = f"<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/><w:ins {_BY}/></w:numPr>"
    body = paragraph("Bỏ số", properties=before) + paragraph("Có số", properties=now)
    assert _texts(tmp_path, body) == ["Bỏ số", "1. Có số"]


def test_changed_formatting_is_the_new_one(tmp_path: Path) -> None:
    """Bold of before the change is no cue."""
    before = f"<w:rPrChange {_BY}><w:rPr><w:b/></w:rPr></w:rPrChange>"
    path = word_file(tmp_path, paragraph(run("Thường", f"<w:i/>{before}")))
    cues = read_word(path).pieces[0].cues
    assert (cues.bold, cues.italic) == (False, True)


def _cells(folder: Path, *rows: str) -> list[tuple[str, int, int]]:
    path = word_file(folder, table(*rows, properties=grid_borders()))
    found: tuple[Piece, ...] = read_word(path).pieces
    return [(p.text, p.cell.row, p.cell.column) for p in found if p.cell]


def test_inserted_rows_stay_and_deleted_cells_go(tmp_path: Path) -> None:
    """Tracked changes of a table count as accepted."""
    inserted = f"<w:tr><w:trPr><w:ins {_BY}/></w:trPr>{cell('Mới')}</w:tr>"
    gone = cell("Cũ", properties=f"<w:cellDel {_BY}/>")
    assert _cells(tmp_path, cell("Đầu") + gone, inserted) == [("Đầu", 0, 0), ("Mới", 1, 0)]


def _control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_controls_around_rows_and_cells_are_open(tmp_path: Path) -> None:
    """A row and a cell in a control keep their places."""
    held_cell = _control(cell("B"))
    held_row = f"<w:tr>{cell('A')}{held_cell}</w:tr>"
    path = word_file(
        tmp_path,
        f"<w:tbl><w:tblPr>{grid_borders()}</w:tblPr><w:tr>{cell('X')}</w:tr>{_control(held_row)}</w:tbl>",
    )
    found = read_word(path).pieces
    assert [(p.text, p.cell and (p.cell.row, p.cell.column)) for p in found] == [
        ("X", (0, 0)), ("A", (1, 0)), ("B", (1, 1)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "prompt",
    [
        "Click or tap here to enter text.",
        "Click here to enter text.",
        "Choose an item.",
        "Click or tap to enter a date.",
        "Bấm hoặc gõ vào đây để nhập văn bản.",
    ],
)
def test_a_prompt_saved_as_text_goes(prompt: str, tmp_path: Path) -> None:
    """Some programs do not say that a control is empty: its words do."""
    assert _texts(tmp_path, paragraph("Số: ", _control(run(prompt)), "12")) == ["Số: 12"]


@pytest.mark.parametrize("text", ["Click here", "Chọn một mục tiêu cụ thể", "Đã nhập văn bản"])
def test_other_words_of_a_control_stay(text: str, tmp_path: Path) -> None:
    """What a person typed is read though it is like a prompt."""
    assert _texts(tmp_path, paragraph(_control(run(text)))) == [text]


def test_a_control_that_is_no_longer_empty_is_read(tmp_path: Path) -> None:
    """The switch for the prompt may be off."""
    filled = _control(run("Hà Nội"), '<w:showingPlcHdr w:val="0"/>')
    assert _texts(tmp_path, paragraph(filled)) == ["Hà Nội"]


def _step(kind: str, inside: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def _code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def test_a_field_inside_a_result_is_read(tmp_path: Path) -> None:
    """A table of contents holds a link and a page number a line; only the number goes."""
    page = _step("begin") + _code(" PAGE ") + _step("separate") + run("4") + _step("end")
    link = _step("begin") + _code(" HYPERLINK ") + _step("separate") + run("Mục I ") + _step("end")
    first = paragraph(_step("begin"), _code(" TOC "), _step("separate"), link, page)
    assert _texts(tmp_path, first + paragraph("Mục II", _step("end")) + paragraph("Sau")) == [
        "Mục I", "Mục II", "Sau",
    ]  # fmt: skip


def test_a_field_without_result_hides_no_words(tmp_path: Path) -> None:
    """A field that was begun and never ended is passed over, with its instruction."""
    body = paragraph("Đạt ", _step("begin"), _code(" REF a "), "95%", " kế hoạch")
    assert _texts(tmp_path, body + paragraph("Sau")) == ["Đạt 95% kế hoạch", "Sau"]


def test_a_page_field_without_end_hides_its_own_paragraph_only(tmp_path: Path) -> None:
    """A page number never goes on in the next paragraph."""
    body = paragraph("Trang ", _step("begin"), _code(" PAGE "), _step("separate"), "3")
    assert _texts(tmp_path, body + paragraph("Sau")) == ["Trang", "Sau"]


def _form(data: str, kind: str) -> str:
    inside = f"<w:ffData>{data}</w:ffData>"
    return _step("begin", inside) + _code(f" {kind} ") + _step("end")


@pytest.mark.parametrize(
    ("data", "kind", "shown"),
    [
        ("<w:checkBox><w:checked/></w:checkBox>", "FORMCHECKBOX", "☒"),
        ('<w:checkBox><w:default w:val="0"/></w:checkBox>', "FORMCHECKBOX", "☐"),
        (
            '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Tốt"/><w:listEntry w:val="Khá"/></w:ddList>',
            "FORMDROPDOWN",
            "Khá",
        ),
        (
            '<w:ddList><w:result w:val="7"/><w:listEntry w:val="Tốt"/></w:ddList>',
            "FORMDROPDOWN",
            "",
        ),
    ],
)
def test_fields_of_forms_show_what_was_chosen(
    data: str, kind: str, shown: str, tmp_path: Path
) -> None:
    """Boxes and lists of old forms keep their value outside the text."""
    found = _texts(tmp_path, paragraph("Loại:", _form(data, kind), "."))
    assert found == [f"Loại:{shown}."]
