"""What only reports together show, in the files of a run: contradictions, totals, awardees, copies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hand_made import CAMPAIGN
from inbox import read_item, write_report

from pipeline.campaign import Campaign
from pipeline.run import assemble, write_records
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

_COPIED = (
    "Đoàn Thanh niên mở 24 lớp bơi trong hè, dùng hồ bơi lắp ghép đặt tại sân trường; người dạy là giáo "
    "viên thể dục và bộ đội biên phòng, cha mẹ góp tiền xăng xe, cuối hè nhiều em bơi được 25 mét."
)
_AWARDS = "V. ĐỀ NGHỊ KHEN THƯỞNG"
_LEAD_IN = "Đề nghị UBND tỉnh tặng Bằng khen cho các tập thể, cá nhân sau:"
_BOTH = "Ông Lâm Hữu Tường, Trưởng phòng Giáo dục và Đào tạo huyện Cái Bè"
REPORTS = {
    "01 BC Cái Bè.docx": (
        ("HUYỆN ỦY CÁI BÈ", "31-BC/HU", "Cái Bè, ngày 12 tháng 6 năm 2023"),
        (
            ("I. KẾT QUẢ THỰC HIỆN", "Năm 2022 toàn tỉnh có 1.276 trẻ em học bơi miễn phí."),
            ("", "Năm 2022 huyện mở 212 lớp dạy bơi."),
            ("", _COPIED),
            (_AWARDS, _LEAD_IN),
            ("", f"- {_BOTH}"),
            ("", "- Đảng bộ xã Tân Hội"),
        ),
    ),
    "02 BC Gò Sen.docx": (
        ("HUYỆN ỦY GÒ SEN", "08-BC/HU", "Gò Sen, ngày 14 tháng 6 năm 2023"),
        (
            ("I. KẾT QUẢ THỰC HIỆN", "Năm 2022 toàn tỉnh có 1.327 trẻ em học bơi miễn phí."),
            ("", "Năm 2022 huyện mở 140 lớp dạy bơi."),
            ("", _COPIED),
            (_AWARDS, _LEAD_IN),
            ("", f"- {_BOTH}"),
        ),
    ),
    "03 BC Châu Phú.docx": (
        ("HUYỆN ỦY CHÂU PHÚ", "17-BC/HU", "Châu Phú, ngày 15 tháng 6 năm 2023"),
        (("I. KẾT QUẢ THỰC HIỆN", "Năm 2022 huyện mở 98 lớp dạy bơi."),),
    ),
}
DISTRICTS = Campaign.model_validate(
    CAMPAIGN.model_dump(mode="json")
    | {
        "units": [
            {"id": "hu-cai-be", "name": "Huyện ủy Cái Bè"},
            {"id": "hu-go-sen", "name": "Huyện ủy Gò Sen"},
            {"id": "hu-chau-phu", "name": "Huyện ủy Châu Phú"},
        ]
    }
)
KEYS = {
    "figures": "id passage file page text indicator value measure",
    "conflicts": "indicator figures",
    "commendations": "unit type name position form file page",
}
MORE = {
    "totals": "indicator period measure value figures missing",
    "copies": "first second share left_name left_in files",
    "quality": "file unit words figures_per_page empty_share thin reason sections",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records of the reports."""
    inbox = tmp_path_factory.mktemp("inbox")
    for name, (head, sections) in REPORTS.items():
        write_report(inbox / name, head, sections)
    items = [read_item(path, path.name, DISTRICTS) for path in sorted(inbox.iterdir())]
    written = tmp_path_factory.mktemp("outputs")
    write_records(assemble(DISTRICTS, Settings(), items), written)
    return written


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """The objects of one file."""
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("name", [*KEYS, *MORE])
def test_keys_stand_in_the_agreed_order(folder: Path, name: str) -> None:
    """Every object begins with the keys that others rely on, in their order; more may follow."""
    agreed = (KEYS | MORE)[name].split()
    found = rows(folder, name)
    assert found
    assert {tuple(list(row)[: len(agreed)]) for row in found} == {tuple(agreed)}


def test_a_figure_is_a_span_of_its_passage(folder: Path) -> None:
    """text[start:end] of the passage with its id, in the same file; the indicator is named."""
    passages = {row["id"]: row for row in rows(folder, "passages")}
    for row in rows(folder, "figures"):
        passage = passages[row["passage"]]
        assert passage["text"][row["start"] : row["end"]] == row["text"]
        assert passage["file"] == row["file"]
        assert row["indicator"]


def test_figures_stand_by_file_then_by_place(folder: Path) -> None:
    """The order of the records is that of the passages."""
    places = {row["id"]: i for i, row in enumerate(rows(folder, "passages"))}
    found = [(places[row["passage"]], row["start"]) for row in rows(folder, "figures")]
    assert found == sorted(found)


def test_a_contradiction_between_two_reports_arrives(folder: Path) -> None:
    """1.276 or 1.327 children: both places are named, and a Vietnamese sentence says what differs."""
    (conflict,) = rows(folder, "conflicts")
    assert conflict["kind"] == "between"
    assert {f["file"]: f["value"] for f in conflict["figures"]} == {
        "01 BC Cái Bè.docx": 1276.0,
        "02 BC Gò Sen.docx": 1327.0,
    }
    assert {"file", "page", "text", "value", "measure"} <= set(conflict["figures"][0])
    assert "1.276" in conflict["detail"]


def test_figures_of_a_contradiction_are_among_the_figures(folder: Path) -> None:
    """What contradicts can be looked up."""
    known = {row["id"]: row for row in rows(folder, "figures")}
    for conflict in rows(folder, "conflicts"):
        for figure in conflict["figures"]:
            assert known[figure["id"]]["text"] == figure["text"]


def test_what_each_unit_counts_is_summed(folder: Path) -> None:
    """212, 140 and 98 classes are 450; nobody who reported leaves them out."""
    (total,) = rows(folder, "totals")
    assert (total["value"], len(total["figures"]), total["missing"]) == (450.0, 3, [])


def test_commendations_arrive_with_their_unit(folder: Path) -> None:
    """Name, kind, office and form, by file and place."""
    found = [
        (row["unit"], row["type"], row["name"], row["form"], row["file"])
        for row in rows(folder, "commendations")
    ]
    assert found == [
        ("hu-cai-be", "individual", "Lâm Hữu Tường", "Bằng khen", "01 BC Cái Bè.docx"),
        ("hu-cai-be", "collective", "Đảng bộ xã Tân Hội", "Bằng khen", "01 BC Cái Bè.docx"),
        ("hu-go-sen", "individual", "Lâm Hữu Tường", "Bằng khen", "02 BC Gò Sen.docx"),
    ]


def test_whom_two_units_name_is_told_with_the_other_unit(folder: Path) -> None:
    """One person cannot be commended twice; whom one unit names has nobody beside it."""
    found = [(row["name"], row["unit"], row["also"]) for row in rows(folder, "commendations")]
    assert found == [
        ("Lâm Hữu Tường", "hu-cai-be", ["hu-go-sen"]),
        ("Đảng bộ xã Tân Hội", "hu-cai-be", []),
        ("Lâm Hữu Tường", "hu-go-sen", ["hu-cai-be"]),
    ]


def test_a_copied_passage_arrives_with_both_files(folder: Path) -> None:
    """The passage that two units share is named in both reports."""
    (copy,) = rows(folder, "copies")
    assert copy["files"] == ["01 BC Cái Bè.docx", "02 BC Gò Sen.docx"]
    texts = {row["id"]: row["text"] for row in rows(folder, "passages")}
    assert texts[copy["first"]] == texts[copy["second"]] == _COPIED
    assert copy["share"] == 1.0


def test_every_report_is_judged(folder: Path) -> None:
    """A row for each accepted report, with the sections of the outline that it lacks."""
    found = {row["unit"]: row for row in rows(folder, "quality")}
    assert list(found) == ["hu-cai-be", "hu-go-sen", "hu-chau-phu"]
    notes = found["hu-go-sen"]["sections"]
    lacking = {note["section"] for note in notes if note["state"] == "missing"}
    assert "bai-hoc" in lacking
    assert "ket-qua" not in lacking


def test_the_manifest_counts_the_findings(folder: Path) -> None:
    """As many as there are lines."""
    counts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["counts"]
    for name in ("figures", "conflicts", "commendations", "copies"):
        assert counts[name] == len(rows(folder, name))
