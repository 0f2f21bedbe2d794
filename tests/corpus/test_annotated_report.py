"""Annotated reports: blocks, roles and marks read into spans; departures are errors with a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.corpus import load_campaign_reports, load_report
from pipeline.corpus.report import CorpusError
from pipeline.records import Role, StatementKind

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.corpus import AnnotatedBlock, AnnotatedReport


def _report(folder: Path, *lines: str) -> AnnotatedReport:
    reports = folder / "chien-dich" / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    path = reports / "01-hu-son-ha.txt"
    path.write_text("\n".join(["---", "unit: hu-son-ha", "---", *lines]), encoding="utf-8")
    return load_report(path)


def _block(folder: Path, line: str) -> AnnotatedBlock:
    return _report(folder, line).blocks[0]


def test_head_and_names_are_read(tmp_path: Path) -> None:
    """A report knows its file name, its campaign's folder and its head."""
    report = _report(tmp_path, "context: Huyện có 14 xã.")
    assert (report.name, report.campaign) == ("01-hu-son-ha", "chien-dich")
    assert report.head == {"unit": "hu-son-ha"}


def test_headings_have_levels_and_passages_have_roles(tmp_path: Path) -> None:
    """A heading has its level and no role, a passage has its role and level 0."""
    report = _report(
        tmp_path, "# I- KẾT QUẢ", "", "### a) Về vốn", "results: Đã giải ngân 12 tỷ đồng."
    )
    assert [(b.level, b.role, b.text) for b in report.blocks] == [
        (1, None, "I- KẾT QUẢ"),
        (3, None, "a) Về vốn"),
        (0, Role.RESULTS, "Đã giải ngân 12 tỷ đồng."),
    ]


def test_a_statement_is_a_span_of_the_text_without_marks(tmp_path: Path) -> None:
    """Marks leave the text; what they held is a span with kind, idea and addressee."""
    block = _block(
        tmp_path,
        "recommendations: - Đề nghị Chính phủ [[R07 @Chính phủ: sớm sửa quy định về giá đất]]; "
        "địa phương [[L01: phải gặp dân trước]].",
    )
    assert block.text == (
        "- Đề nghị Chính phủ sớm sửa quy định về giá đất; địa phương phải gặp dân trước."
    )
    asked, learned = block.statements
    assert (asked.kind, asked.idea, asked.addressee) == (
        StatementKind.RECOMMENDATION,
        "R07",
        "Chính phủ",
    )
    assert block.text[asked.start : asked.end] == "sớm sửa quy định về giá đất"
    assert (learned.kind, learned.addressee) == (StatementKind.LESSON, None)
    assert block.text[learned.start : learned.end] == "phải gặp dân trước"


@pytest.mark.parametrize(
    ("mark", "kind"),
    [
        ("L03", StatementKind.LESSON),
        ("G03", StatementKind.GOOD_PRACTICE),
        ("R03", StatementKind.RECOMMENDATION),
        ("H03", StatementKind.LIMITATION),
        ("C03", StatementKind.CAUSE),
    ],
)
def test_the_letter_of_a_mark_is_its_kind(tmp_path: Path, mark: str, kind: StatementKind) -> None:
    """Lesson, good practice, recommendation, limitation (H), cause (C)."""
    block = _block(tmp_path, f"other: Huyện thấy [[{mark}: còn chậm ở các xã cù lao]].")
    (statement,) = block.statements
    assert (statement.idea, statement.kind) == (mark, kind)


def test_a_limitation_and_its_cause_may_share_a_line(tmp_path: Path) -> None:
    """Two marks of two kinds in one passage are two spans of it."""
    block = _block(
        tmp_path,
        "limitations: - [[H01: Nhiều xã mở lớp chậm]], nguyên nhân là [[C02: thiếu giáo viên]].",
    )
    spans = [(m.kind, block.text[m.start : m.end]) for m in block.statements]
    assert spans == [
        (StatementKind.LIMITATION, "Nhiều xã mở lớp chậm"),
        (StatementKind.CAUSE, "thiếu giáo viên"),
    ]


def test_a_figure_is_a_span_with_value_and_measure(tmp_path: Path) -> None:
    """A figure keeps its value as a number, its measure, and its words as written."""
    block = _block(tmp_path, "results: Đã thu hồi {{F02 5000 ha: 5.000 ha}} đất.")
    (figure,) = block.figures
    assert (figure.indicator, figure.value, figure.measure) == ("F02", 5000.0, "ha")
    assert block.text[figure.start : figure.end] == "5.000 ha"


def test_a_figure_within_a_statement_counts_from_the_text(tmp_path: Path) -> None:
    """A figure inside a statement has its own span, and neither moves the other."""
    block = _block(
        tmp_path, "lessons: Nhờ [[G01: lập {{F03 12 tổ: 12 tổ}} vận động]] nên {{F04 3: ba}} năm."
    )
    inside, outside = block.figures
    (statement,) = block.statements
    assert block.text == "Nhờ lập 12 tổ vận động nên ba năm."
    assert block.text[statement.start : statement.end] == "lập 12 tổ vận động"
    assert block.text[inside.start : inside.end] == "12 tổ"
    assert block.text[outside.start : outside.end] == "ba"


def test_a_table_has_caption_role_and_rows(tmp_path: Path) -> None:
    """Rows belong to the table above them, cell by cell."""
    report = _report(
        tmp_path,
        "table results: Kết quả qua các năm",
        "| TT | Năm | Số hộ |",
        "| 1 | 2019 | |",
        "results: Hết bảng.",
    )
    table, after = report.blocks
    assert (table.role, table.text) == (Role.RESULTS, "Kết quả qua các năm")
    assert table.rows == (("TT", "Năm", "Số hộ"), ("1", "2019", ""))
    assert after.rows == ()


def test_a_figure_in_a_cell_is_a_span_of_the_cell(tmp_path: Path) -> None:
    """Row and column say where it stands; the cell's text holds no mark."""
    report = _report(
        tmp_path,
        "table results: Kết quả qua các năm",
        "| TT | Năm | Số hộ (hộ) |",
        "| 1 | 2019 | khoảng {{F02 1250 hộ: 1.250}} |",
        "| 2 | 2020 | {{F03 -3.5 %: giảm 3,5}} / {{F04 7: 7}} |",
    )
    (table,) = report.blocks
    assert table.rows[1:] == (("1", "2019", "khoảng 1.250"), ("2", "2020", "giảm 3,5 / 7"))
    found = [
        (f.indicator, f.value, f.measure, table.rows[f.row or 0][f.column or 0][f.start : f.end])
        for f in table.figures
    ]
    assert found == [
        ("F02", 1250.0, "hộ", "1.250"),
        ("F03", -3.5, "%", "giảm 3,5"),
        ("F04", 7.0, "", "7"),
    ]
    assert [(f.row, f.column) for f in table.figures] == [(1, 2), (2, 2), (2, 2)]


def test_a_figure_in_a_caption_is_a_span_of_the_caption(tmp_path: Path) -> None:
    """It has neither row nor column, though rows follow."""
    report = _report(tmp_path, "table results: Có {{F01 9 xã: 9 xã}} khó khăn", "| TT | Xã |")
    (figure,) = report.blocks[0].figures
    assert (figure.row, figure.column) == (None, None)
    assert report.blocks[0].text[figure.start : figure.end] == "9 xã"


@pytest.mark.parametrize(
    "line",
    [
        "ketqua: Đã xong.",
        "results:",
        "lesson: Phải gần dân.",
        "Đã giải ngân 12 tỷ đồng.",
        "##### a) Quá sâu",
        "lessons: Phải [[L01: gần dân.",
        "lessons: Phải [[X01: gần dân]].",
        "results: Đạt {{F1: 12 ha}}.",
        "limitations: Còn [[H1: chậm]].",
        "causes: Do [[C01: thiếu vốn.",
        "results: Đạt {{F01 mười ha: 10 ha}}.",
    ],
)
def test_a_departure_from_the_form_names_its_line(tmp_path: Path, line: str) -> None:
    """An unknown role, a line of no kind or a broken mark is an error that names file and line."""
    with pytest.raises(CorpusError, match=r"01-hu-son-ha\.txt:5: "):
        _report(tmp_path, "context: Huyện có 14 xã.", line)


def test_a_row_outside_a_table_is_an_error(tmp_path: Path) -> None:
    """A row below a passage would be lost, so it is refused."""
    with pytest.raises(CorpusError, match=":5: a row outside a table"):
        _report(tmp_path, "context: Huyện có 14 xã.", "| 1 | 2019 |")


@pytest.mark.parametrize(
    "cell", ["{{F1: 12 ha}}", "{{F01 12 ha: 12 ha", "[[R01: cấp vốn]]", "[[X01: cấp vốn]]"]
)
def test_a_broken_or_lost_mark_in_a_cell_is_an_error(tmp_path: Path, cell: str) -> None:
    """Cells hold figures only: what is not read as one would be lost, or stay in the text."""
    with pytest.raises(CorpusError, match=":6: "):
        _report(tmp_path, "table results: Kết quả", "| TT | Đất |", f"| 1 | {cell} |")


def test_a_head_without_end_is_an_error(tmp_path: Path) -> None:
    """Without the closing line nothing says where the report begins."""
    path = tmp_path / "a.txt"
    path.write_text("---\nunit: x\ncontext: Huyện.\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="no closing ---"):
        load_report(path)


def test_reports_of_a_campaign_come_by_file_name(tmp_path: Path) -> None:
    """All reports of the folder are read, in the order of their names."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for name in ("10-b", "02-c", "01-a"):
        (reports / f"{name}.txt").write_text("---\nunit: x\n---\n", encoding="utf-8")
    assert [r.name for r in load_campaign_reports(tmp_path)] == ["01-a", "02-c", "10-b"]
