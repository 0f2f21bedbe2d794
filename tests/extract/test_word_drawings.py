"""Word files to pieces: words in drawings, embedded files, pictures of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from word_files import NAMES, add_link, cell, paragraph, run, table, word_file

from pipeline.errors import DocumentError
from pipeline.extract.word import read_word

if TYPE_CHECKING:
    from pathlib import Path

_MM = 36_000  # EMU
RENDERED = "<w:r><w:lastRenderedPageBreak/></w:r>"


def _drawing(content: str, width_mm: int = 50, height_mm: int = 50) -> str:
    extent = f'<wp:extent cx="{width_mm * _MM}" cy="{height_mm * _MM}"/>'
    graphic = f"<a:graphic><a:graphicData>{content}</a:graphicData></a:graphic>"
    return f"<w:r><w:drawing><wp:inline>{extent}{graphic}</wp:inline></w:drawing></w:r>"


def _picture(width_mm: int, height_mm: int) -> str:
    return _drawing('<pic:pic><a:blip r:embed="rP"/></pic:pic>', width_mm, height_mm)


def _texts(path: Path) -> list[str]:
    return [piece.text for piece in read_word(path).pieces]


def _warnings(path: Path) -> dict[str, str]:
    return {warning.code: warning.detail for warning in read_word(path).warnings}


def _a(text: str) -> str:
    return f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"


def test_a_chart_gives_its_titles_and_names(tmp_path: Path) -> None:
    """Title, series and names on the axis follow the paragraph; values are no text."""

    def values(kind: str, *names: str) -> str:
        points = "".join(f"<c:pt><c:v>{name}</c:v></c:pt>" for name in names)
        return f"<c:{kind}><c:strRef><c:strCache>{points}</c:strCache></c:strRef></c:{kind}>"

    axis = values("cat", "Xã A", "Xã B")
    numbers = "<c:val><c:numRef><c:v>12</c:v></c:numRef></c:val>"
    series = "".join(
        f"<c:ser>{values('tx', name)}{axis}{numbers}</c:ser>" for name in ("Số hộ", "Tỷ lệ")
    )
    title = f"<c:title><c:tx><c:rich>{_a('Hộ nghèo')}{_a('qua các năm')}</c:rich></c:tx></c:title>"
    chart = f"<c:chartSpace {NAMES}><c:chart>{title}{series}</c:chart></c:chartSpace>"
    path = word_file(tmp_path, paragraph("Xem hình:", _drawing('<c:chart r:id="rC"/>')))
    add_link(path, "rC", "chart", "charts/chart1.xml", chart)
    assert _texts(path) == ["Xem hình:", "Hộ nghèo qua các năm", "Số hộ; Tỷ lệ", "Xã A; Xã B"]


def test_smartart_is_read_from_the_top_down(tmp_path: Path) -> None:
    """The connections order the words, not the order in the file."""
    points = "".join(
        f'<dgm:pt modelId="{name}"><dgm:t>{_a(text) if text else ""}</dgm:t></dgm:pt>'
        for name, text in (("0", ""), ("3", "Xã B"), ("2", "Xã A"), ("1", "Huyện"))
    )
    links = "".join(
        f'<dgm:cxn srcId="{parent}" destId="{child}" srcOrd="{order}"/>'
        for parent, child, order in (("0", "1", 0), ("1", "3", 1), ("1", "2", 0))
    )
    model = f"<dgm:dataModel {NAMES}><dgm:ptLst>{points}</dgm:ptLst><dgm:cxnLst>{links}</dgm:cxnLst></dgm:dataModel>"
    path = word_file(tmp_path, paragraph("Sơ đồ", _drawing('<dgm:relIds r:dm="rD"/>')))
    add_link(path, "rD", "diagramData", "diagrams/data1.xml", model)
    assert _texts(path) == ["Sơ đồ", "Huyện", "Xã A", "Xã B"]


def test_a_chart_that_is_broken_costs_a_warning(tmp_path: Path) -> None:
    """The text around it is read, and the loss is said."""
    path = word_file(tmp_path, paragraph("Xem hình:", _drawing('<c:chart r:id="rC"/>')))
    add_link(path, "rC", "chart", "charts/chart1.xml", "<c:chartSpace")
    assert _texts(path) == ["Xem hình:"]
    assert "biểu đồ" in _warnings(path)["docx-part-damaged"]


def test_wordart_is_text(tmp_path: Path) -> None:
    """Words drawn as a picture of VML stand behind their paragraph."""
    art = '<w:r><w:pict><v:shape><v:textpath string="CHÀO MỪNG"/></v:shape></w:pict></w:r>'
    assert _texts(word_file(tmp_path, paragraph("Trước", art))) == ["Trước", "CHÀO MỪNG"]


def test_a_box_in_a_group_of_drawings_is_read(tmp_path: Path) -> None:
    """Boxes stand at any depth, and in the order of the drawing."""
    boxes = "".join(
        f"<wps:wsp><wps:txbx><w:txbxContent>{paragraph(text)}</w:txbxContent></wps:txbx></wps:wsp>"
        for text in ("Một", "Hai")
    )
    assert _texts(word_file(tmp_path, paragraph(_drawing(boxes)))) == ["Một", "Hai"]


def test_a_table_in_a_box_is_read_in_order(tmp_path: Path) -> None:
    """The content of a box is read like any other."""
    inner = table(cell("Trái") + cell("Phải")) + paragraph("Dưới")
    box = f"<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>"
    assert _texts(word_file(tmp_path, paragraph("Đầu", _drawing(box)))) == [
        "Đầu", "Trái", "Phải", "Dưới",
    ]  # fmt: skip


def _object(program: str, identifier: str) -> str:
    return f'<w:r><w:object><o:OLEObject ProgID="{program}" r:id="{identifier}"/></w:object></w:r>'


def test_embedded_files_are_named(tmp_path: Path) -> None:
    """An annex that is an embedded workbook is not read, and the warning names it."""
    objects = (
        _object("Excel.Sheet.12", "rX") + _object("Equation.3", "rE") + _object("Equation.3", "rF")
    )
    path = word_file(tmp_path, paragraph("Phụ lục:", objects))
    add_link(path, "rX", "package", "embeddings/Bieu_so_1.xlsx")
    add_link(path, "rE", "oleObject", "embeddings/oleObject1.bin")
    detail = _warnings(path)["docx-objects"]
    assert "1 bảng tính Excel (Bieu_so_1.xlsx)" in detail
    assert "2 công thức" in detail


def test_an_object_in_both_forms_counts_once(tmp_path: Path) -> None:
    """An alternative repeats the object for older programs."""
    item = _object("Excel.Sheet.12", "rX").removeprefix("<w:r>").removesuffix("</w:r>")
    choice, other = f"<mc:Choice>{item}</mc:Choice>", f"<mc:Fallback>{item}</mc:Fallback>"
    both = f"<w:r><mc:AlternateContent>{choice}{other}</mc:AlternateContent></w:r>"
    assert (
        "1 bảng tính Excel" in _warnings(word_file(tmp_path, paragraph("A", both)))["docx-objects"]
    )


_WORDS = paragraph(
    "Báo cáo kết quả thực hiện nghị quyết của huyện trong mười năm qua như sau. " * 2
)


def test_pictures_of_pages_are_named_with_their_pages(tmp_path: Path) -> None:
    """Scanned pages behind a text are a warning: how many, and on which pages."""
    body = (
        _WORDS + paragraph(RENDERED, _picture(160, 226)) + paragraph(RENDERED, _picture(160, 226))
    )
    detail = _warnings(word_file(tmp_path, body))["docx-pictures"]
    assert "2 ảnh lớn" in detail
    assert "(trang 2, 3)" in detail


def test_pictures_on_unknown_pages_are_counted(tmp_path: Path) -> None:
    """A file that was never laid out has no pages to name."""
    detail = _warnings(word_file(tmp_path, _WORDS + paragraph(_picture(160, 226))))["docx-pictures"]
    assert "1 ảnh lớn" in detail
    assert "trang 1" not in detail


def test_an_old_picture_is_measured_by_its_style(tmp_path: Path) -> None:
    """VML gives the size in the style of the shape."""
    shape = '<v:shape style="width:450pt;height:640pt"><v:imagedata r:id="rP"/></v:shape>'
    body = _WORDS + paragraph(f"<w:r><w:pict>{shape}</w:pict></w:r>")
    assert "docx-pictures" in _warnings(word_file(tmp_path, body))


@pytest.mark.parametrize("size", [(160, 90), (40, 40)])
def test_photographs_are_no_pages(size: tuple[int, int], tmp_path: Path) -> None:
    """A picture over half the page's height or less is no warning."""
    assert _warnings(word_file(tmp_path, _WORDS + paragraph(_picture(*size)))) == {}


@pytest.mark.parametrize("words", ["", "Bản chụp báo cáo"])
def test_a_file_of_scanned_pages_says_so(words: str, tmp_path: Path) -> None:
    """Hardly a word beside pictures of pages: empty, and the detail counts the pictures."""
    body = paragraph(run(words)) + paragraph(_picture(160, 226)) * 3
    with pytest.raises(DocumentError) as caught:
        read_word(word_file(tmp_path, body))
    assert caught.value.code == "docx-empty"
    assert "3 ảnh chụp trang giấy" in caught.value.detail


def test_pages_of_pictures_alone_are_counted(tmp_path: Path) -> None:
    """A page that holds a picture only is a page."""
    body = (
        paragraph(_picture(160, 226))
        + paragraph(RENDERED, _picture(160, 226))
        + paragraph(RENDERED)
        + _WORDS
    )
    assert read_word(word_file(tmp_path, body)).pages == 3
