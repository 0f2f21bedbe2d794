"""A whole campaign: what comes in goes out, as the same bytes every time, with the keys agreed on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hand_made import CAMPAIGN

from pipeline.records import SubmissionStatus
from pipeline.run import CampaignRecords, ReadItem, assemble, write_records
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

KEYS = {
    "submissions": "file sha256 status unit number date title pages version received_at warnings",
    "register": "unit name status received_at days_late missing_sections file",
    "passages": "id file page index heading text role section confidence reason",
    "statements": "id passage file page start end kind text addressee idea",
    "ideas": "id kind section text statements units",
}
FINDINGS = ("figures", "conflicts", "totals", "commendations", "copies", "quality")
WRITTEN = {*(f"{name}.jsonl" for name in (*KEYS, *FINDINGS)), "manifest.json", "draft.docx"}


@pytest.fixture(scope="session")
def folder(records: CampaignRecords, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records on disk."""
    written = tmp_path_factory.mktemp("outputs") / CAMPAIGN.id
    write_records(records, written)
    return written


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """The objects of one file."""
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("name", KEYS)
def test_keys_stand_in_the_agreed_order(folder: Path, name: str) -> None:
    """Every object begins with the keys that others rely on, in their order; more may follow."""
    agreed = KEYS[name].split()
    found = rows(folder, name)
    assert found
    assert {tuple(list(row)[: len(agreed)]) for row in found} == {tuple(agreed)}


def test_nothing_else_is_left_in_the_folder(folder: Path) -> None:
    """No partial file stays behind."""
    assert {path.name for path in folder.iterdir()} == WRITTEN


@pytest.mark.parametrize("order", [(4, 3, 2, 1, 0), (2, 0, 4, 1, 3)])
def test_two_runs_give_the_same_bytes_in_any_order(
    folder: Path, items: tuple[ReadItem, ...], tmp_path: Path, order: tuple[int, ...]
) -> None:
    """Records, manifest and draft do not depend on which file was read first."""
    write_records(assemble(CAMPAIGN, Settings(), [items[i] for i in order]), tmp_path)
    for name in WRITTEN:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name


def test_every_file_of_the_inbox_is_a_submission(folder: Path, items: tuple[ReadItem, ...]) -> None:
    """In = out + rejected."""
    found = {row["file"]: row["status"] for row in rows(folder, "submissions")}
    assert found == {
        items[0].file: "superseded",
        items[1].file: "accepted",
        items[2].file: "accepted",
        items[3].file: "superseded",
        items[4].file: "rejected",
    }


def test_a_rejected_file_says_why(folder: Path) -> None:
    """A code for filters and a Vietnamese sentence for a clerk."""
    (warning,) = rows(folder, "submissions")[4]["warnings"]
    assert sorted(warning) == ["code", "detail"]
    assert "PDF" in warning["detail"]


def test_every_passage_of_an_accepted_file_is_written_in_order(
    folder: Path, items: tuple[ReadItem, ...]
) -> None:
    """None is dropped, none of a superseded file remains."""
    wanted = [
        (item.file, passage.index)
        for item in items[1:3]
        if item.reading
        for passage in item.reading.passages
    ]
    assert [(row["file"], row["index"]) for row in rows(folder, "passages")] == wanted


def test_every_statement_is_a_span_of_its_passage(folder: Path) -> None:
    """text[start:end] of the passage with its id, in the same file."""
    passages = {row["id"]: row for row in rows(folder, "passages")}
    found = rows(folder, "statements")
    assert found
    for row in found:
        passage = passages[row["passage"]]
        assert passage["text"][row["start"] : row["end"]] == row["text"]
        assert passage["file"] == row["file"]


def test_statements_and_ideas_point_at_each_other(folder: Path) -> None:
    """The idea of a statement lists it, and no idea lists another."""
    listed = {s: row["id"] for row in rows(folder, "ideas") for s in row["statements"]}
    assert listed == {row["id"]: row["idea"] for row in rows(folder, "statements")}


def test_what_two_units_ask_is_one_idea_of_both(folder: Path) -> None:
    """The copy and the superseded version do not count again."""
    asked = [row for row in rows(folder, "ideas") if row["kind"] == "recommendation"]
    assert len(asked) == 2
    (idea,) = [row for row in asked if "hồ bơi" in row["text"]]
    assert idea["units"] == ["hu-cai-be", "hu-go-sen"]
    assert len(idea["statements"]) == 2


def test_the_register_follows_the_plan(folder: Path) -> None:
    """On time by its first version, late, missing."""
    found = [(row["unit"], row["status"], row["days_late"]) for row in rows(folder, "register")]
    assert found == [
        ("hu-cai-be", "on_time", 0),
        ("hu-go-sen", "late", 3),
        ("tinh-doan", "missing", None),
    ]


def test_the_manifest_counts_what_was_written(folder: Path, items: tuple[ReadItem, ...]) -> None:
    """Inputs with digests, models with digests, settings, counts."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    counts = manifest["counts"]
    assert manifest["inputs"] == {item.file: item.sha256 for item in items}
    assert {name.split("/")[0] for name in manifest["models"]} == {
        "roles",
        "statements",
        "merge",
        "vectors",
    }
    assert manifest["settings"] == Settings().described()
    assert counts["submissions"] == sum(counts[status.value] for status in SubmissionStatus) == 5
    for name in ("passages", "statements", "ideas"):
        assert counts[name] == len(rows(folder, name))


def test_text_is_written_as_people_read_it(folder: Path) -> None:
    """Vietnamese letters stand as such, one object a line."""
    assert "xây hồ bơi" in (folder / "passages.jsonl").read_text(encoding="utf-8")


def test_an_empty_inbox_writes_all_files(tmp_path: Path) -> None:
    """Before the first report the register already says who is missing."""
    write_records(assemble(CAMPAIGN, Settings(), []), tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == WRITTEN
    assert [row["status"] for row in rows(tmp_path, "register")] == ["missing"] * 3
