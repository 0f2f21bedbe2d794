"""Number, date and title of a document, read from its parts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from named_units import PROVINCE

from pipeline.campaign import load_campaign
from pipeline.corpus import AnnotatedReport, load_campaign_reports
from pipeline.identify import read_letterhead
from pipeline.records import Block, BlockKind, Document, Letterhead

_CORPORA = Path(__file__).parents[2] / "corpora"
_FOLDERS = sorted(path.parent for path in _CORPORA.glob("**/campaign.yaml"))


def _document(*lines: tuple[BlockKind, str]) -> Document:
    blocks, at = [], 0
    for kind, text in lines:
        blocks.append(Block(kind=kind, start=at, end=at + len(text), page=1))
        at += len(text) + 1
    text = "\n".join(text for _, text in lines)
    return Document(sha256="ab", format="docx", text=text, blocks=tuple(blocks), pages=1)


def _read(*head: str, title: tuple[str, ...] = ()) -> Letterhead:
    lines = [(BlockKind.LETTERHEAD, line) for line in head]
    lines += [(BlockKind.TITLE, line) for line in title]
    return read_letterhead(_document(*lines), PROVINCE)


def test_a_whole_head_is_read() -> None:
    """Unit, number, date and title come from head and title, and nothing is warned of."""
    found = _read(
        "TỈNH ỦY QUẢNG NGÃI",
        "HUYỆN ỦY BÌNH SƠN",
        "*",
        "Số 125-BC/HU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Bình Sơn, ngày 12 tháng 6 năm 2023",
        title=("BÁO CÁO", "tổng kết Nghị quyết số 12-NQ/TU", "-----"),
    )
    assert found == Letterhead(
        unit="hu-binh-son",
        unit_reason="“Huyện ủy Bình Sơn” ở tiêu đề văn bản",
        number="125-BC/HU",
        date="2023-06-12",
        title="BÁO CÁO tổng kết Nghị quyết số 12-NQ/TU",
    )


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số 125-BC/HU", "125-BC/HU"),
        ("Số: 45/BC-UBND", "45/BC-UBND"),
        ("Số:45/BC-SNV", "45/BC-SNV"),
        ("SỐ: 45/BC-SNV", "45/BC-SNV"),
        ("Số : 45 / BC - SNV", "45/BC-SNV"),
        ("Số 05 - BC/TU", "05-BC/TU"),
        ("Số 187–BC/HU", "187-BC/HU"),
        ("Sô 12- BC/ĐU", "12-BC/ĐU"),
        ("Số: 7/2023/BC-SNV", "7/2023/BC-SNV"),
        ("Số: 12/BC-STN&MT", "12/BC-STN&MT"),
        ("125-BC/HU", "125-BC/HU"),
        ("Số: 12/BC-UBND Quảng Ngãi, ngày 2 tháng 6 năm 2023", "12/BC-UBND"),
        ("Số:       /BC-SNV", None),
        ("Số 12 Hùng Vương", None),
    ],
)
def test_numbers_in_odd_spacing(line: str, number: str | None) -> None:
    """A number is read without its blanks; one that was left open is none."""
    assert _read("SỞ NỘI VỤ", line).number == number


@pytest.mark.parametrize(
    "lines",
    [
        ("Quảng Ngãi, ngày 2 tháng 6 năm 2023",),
        ("Quảng Ngãi, ngày  02  tháng 6 năm 2023",),
        ("Quảng Ngãi, ngày 2 tháng 6", "năm 2023"),
        ("Số: 12/BC-SNV Quảng Ngãi, ngày 2 tháng 6 năm 2023",),
    ],
)
def test_dates_in_odd_spacing(lines: tuple[str, ...]) -> None:
    """The date is read whether it stands alone, over two lines or beside the number."""
    assert _read("SỞ NỘI VỤ", *lines).date == "2023-06-02"


def test_what_the_head_lacks_is_warned_of() -> None:
    """Each missing thing is None with a warning of its own code, in Vietnamese."""
    found = _read("SỞ Y TẾ")
    assert (found.unit, found.number, found.date, found.title) == (None, None, None, None)
    assert [w.code for w in found.warnings] == ["no-number", "no-date", "unknown-unit"]
    assert all(w.detail.endswith(".") for w in found.warnings)


def test_numbers_and_dates_of_the_body_do_not_count() -> None:
    """The resolution's number and date in the text are not those of the report."""
    document = _document(
        (BlockKind.LETTERHEAD, "SỞ NỘI VỤ"),
        (BlockKind.PARAGRAPH, "Số 12-NQ/TU được ban hành ngày 20 tháng 5 năm 2013."),
    )
    found = read_letterhead(document, PROVINCE)
    assert (found.number, found.date, found.unit) == (None, None, "so-nv")


def _of_report(report: AnnotatedReport) -> Document:
    head, signature = report.head, report.head["signature"]
    kinds = (
        (BlockKind.LETTERHEAD, [*head["left"], *head["right"]]),
        (BlockKind.TITLE, head["title"]),
        (BlockKind.PARAGRAPH, [block.text for block in report.blocks if not block.rows]),
        (BlockKind.SIGNATURE, [signature["authority"], signature["office"], signature["name"]]),
    )
    return _document(*((kind, str(line)) for kind, lines in kinds for line in lines))


@pytest.mark.parametrize("folder", _FOLDERS, ids=lambda path: path.name)
def test_reports_of_the_corpora_name_their_unit(folder: Path) -> None:
    """No report goes to a wrong unit, at most 2 of a campaign to none; numbers and dates are read."""
    campaign = load_campaign(folder / "campaign.yaml")
    reports = load_campaign_reports(folder)
    found = [read_letterhead(_of_report(report), campaign) for report in reports]
    for report, letterhead in zip(reports, found, strict=True):
        assert letterhead.unit in {report.head["unit"], None}
        assert letterhead.number == report.head["number"]
        assert letterhead.date == str(report.head["date"])
    assert [letterhead.unit for letterhead in found].count(None) <= 2


def test_what_ocr_is_not_sure_of_is_left_open() -> None:
    """A number or date guessed from handwriting is no number; the guess is told as such."""
    document = _document(
        (BlockKind.LETTERHEAD, "Số 42-BC/HU"),
        (BlockKind.LETTERHEAD, "Bình Sơn, ngày 05 tháng 6 năm 2023"),
    )
    doubtful = replace(
        document, blocks=tuple(replace(block, confidence=0.5) for block in document.blocks)
    )
    sure, unsure = (read_letterhead(held, PROVINCE) for held in (document, doubtful))
    assert (sure.number, sure.date) == ("42-BC/HU", "2023-06-05")
    assert (unsure.number, unsure.date) == (None, None)
    details = {warning.code: warning.detail for warning in unsure.warnings}
    assert "42-BC/HU" in details["unsure-number"]
    assert "2023-06-05" in details["unsure-date"]
    assert not {"no-number", "no-date"} & set(details)
