"""`tongket run` on a real Prefect server: every file ends, nothing is done twice, kills do no harm."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flow_files import Place, finish, start, start_python, write_report
from prefect_api import ask, flow_runs, task_states

if TYPE_CHECKING:
    import subprocess

    from conftest import FirstRun

    from flows.server import Server

pytestmark = pytest.mark.prefect
_POISONED = Path(__file__).with_name("poisoned_run.py")


def _submissions(folder: Path) -> dict[str, dict[str, Any]]:
    lines = (folder / "submissions.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["file"]: row for row in map(json.loads, lines)}


def test_every_file_ends_with_a_status(first_run: FirstRun) -> None:
    """Accepted, superseded or rejected: no file of the inbox is missing from the records."""
    assert first_run.code == 0, first_run.err
    found = {name: row["status"] for name, row in _submissions(first_run.place.records).items()}
    assert found == {
        "binh-son.docx": "accepted",
        "anh.gif": "rejected",
        "rong.docx": "rejected",
        "sao-chep.docx": "superseded",
        "son-tinh.docx": "accepted",
    }


def test_rejected_files_carry_a_reason(first_run: FirstRun) -> None:
    """Each says in its warnings what was found."""
    found = _submissions(first_run.place.records)
    codes = {name: [w["code"] for w in row["warnings"]] for name, row in found.items()}
    assert codes["rong.docx"] == ["empty-file"]
    assert codes["anh.gif"] == ["unsupported-format"]


def test_the_same_bytes_are_read_once(first_run: FirstRun, used_server: Server) -> None:
    """Both names stand in the records, one task reads them, the second is told a duplicate."""
    run = flow_runs(used_server.port)[0]
    read = [name for name in task_states(used_server.port, run["id"]) if name.startswith("đọc ")]
    assert sorted(read) == ["đọc binh-son.docx", "đọc son-tinh.docx"]
    duplicate = _submissions(first_run.place.records)["sao-chep.docx"]
    assert "duplicate-of" in [warning["code"] for warning in duplicate["warnings"]]


def test_the_end_is_said_in_vietnamese(first_run: FirstRun) -> None:
    """Counts, reasons and the draft's place on standard output; progress on standard error."""
    assert "2 nhận, 1 có bản thay thế, 2 từ chối, 0 cách ly, 0 đang chờ" in first_run.out
    assert "từ chối: rong.docx: Đây là tệp rỗng" in first_run.out
    assert f"Dự thảo: {first_run.place.records / 'draft.docx'}" in first_run.out
    assert "Đang đọc 2/2" in first_run.err


def test_prefects_own_words_stay_out_of_the_terminal(first_run: FirstRun) -> None:
    """They stand in the workspace's log."""
    assert "prefect" not in (first_run.out + first_run.err).replace(str(first_run.place.root), "")
    log = (first_run.place.workspace / "logs" / "prefect.log").read_text(encoding="utf-8")
    assert "Beginning flow run 'nq01'" in log


def test_the_register_is_an_artifact(first_run: FirstRun, used_server: Server) -> None:
    """Prefect's pages show who has reported."""
    assert first_run.code == 0
    found = ask(used_server.port, "artifacts/filter")
    artifact = min(found, key=lambda item: item["created"])  # other tests run on this server too
    standing = {row["Đơn vị"]: row["Tình trạng"] for row in json.loads(artifact["data"])}
    assert standing == {
        "Huyện ủy Bình Sơn": "Đúng hạn",
        "Huyện ủy Sơn Tịnh": "Đúng hạn",
        "Huyện ủy Mộ Đức": "Chưa gửi",
    }


def test_status_shows_the_register(first_run: FirstRun) -> None:
    """From the database alone: every unit of the plan with where it stands."""
    outputs = str(first_run.place.outputs)
    campaign = str(first_run.place.campaign)
    code, out, _ = finish(start("status", "--campaign", campaign, "--outputs", outputs))
    assert code == 0
    row = next(line for line in out.splitlines() if "Bình Sơn" in line)
    assert "Đúng hạn" in row
    assert "binh-son.docx" in row
    assert "Chưa gửi" in next(line for line in out.splitlines() if "Mộ Đức" in line)


def test_a_second_run_does_no_work(first_run: FirstRun, used_server: Server) -> None:
    """All tasks but the look at the inbox end as cached, the bytes stay, and it is faster."""
    before = first_run.place.bytes_of_records()
    begun = time.monotonic()
    code, _, err = finish(start("run", *first_run.place.options()))
    seconds = time.monotonic() - begun
    assert code == 0, err
    states = task_states(used_server.port, flow_runs(used_server.port)[-1]["id"])
    assert states.pop("thư mục nhận") == "Completed"
    assert set(states.values()) == {"Cached"}
    assert len(states) == 7
    assert first_run.place.bytes_of_records() == before
    assert seconds < first_run.seconds


def test_an_interrupted_run_ends_at_once(first_run: FirstRun, tmp_path: Path) -> None:
    """Ctrl-C while documents are read: one Vietnamese line, code 130, no traceback."""
    process = start(
        "run",
        *first_run.place.options(),
        TONGKET_DATABASE_URL=f"sqlite:///{tmp_path / 'interrupted.db'}",
    )
    _wait_until_said(process, "Đang đọc: ")
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    code, _, err = finish(process)
    assert (code, err) == (130, "Đã dừng theo yêu cầu. Chạy lại để làm tiếp.\n")
    assert time.monotonic() - begun < 15


def test_killed_runs_leave_the_same_records(first_run: FirstRun, tmp_path: Path) -> None:
    """Kills at random moments, each followed by another run: in the end nothing differs.

    A database of its own makes the work new; server and workspace are those of the other tests.
    """
    database = tmp_path / "killed.db"
    variables = {"TONGKET_DATABASE_URL": f"sqlite:///{database}"}
    other = Place(root=tmp_path)
    options = [
        *("--campaign", str(first_run.place.campaign), "--inbox", str(first_run.place.inbox)),
        *("--outputs", str(other.outputs), "--workspace", str(first_run.place.workspace)),
    ]
    chance = random.Random(20230615)  # noqa: S311 - moments, no secrets
    for sign in ("Đang đọc: ", "Đang đọc 2/2", "Đang phân tích 1/2"):
        _kill(start("run", *options, **variables), after=sign, rest_s=chance.uniform(0, 0.4))
    code, _, err = finish(start("run", *options, **variables))
    assert code == 0, err
    assert other.bytes_of_records() == first_run.place.bytes_of_records()
    assert _counts(database) == _counts(first_run.place.workspace / "tongket.db")


def _kill(process: subprocess.Popen[str], *, after: str, rest_s: float) -> None:
    """Kill it some time after it has said this."""
    _wait_until_said(process, after)
    time.sleep(rest_s)
    process.kill()
    process.communicate()


def _wait_until_said(process: subprocess.Popen[str], start_of_line: str) -> None:
    assert process.stderr is not None
    assert any(line.startswith(start_of_line) for line in process.stderr)


def _counts(database: Path) -> dict[str, int]:
    """How many rows the tables hold that must hold nothing twice."""
    tables = ("results", "passages", "suggestions", "statements", "submissions", "ideas")
    with sqlite3.connect(database) as connection:
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in tables
        }


def test_poisonous_documents_do_not_stop_the_others(first_run: FirstRun, tmp_path: Path) -> None:
    """One that kills its reader and one that hangs are quarantined with a reason; the rest is read."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    write_report(inbox / "good.docx", name="Bình Sơn", number=1)
    write_report(inbox / "deadly.docx", name="Sơn Tịnh", number=2, mark="DIE")
    write_report(inbox / "endless.docx", name="Mộ Đức", number=3, mark="HANG")
    place = first_run.place
    script = start_python(
        str(_POISONED),
        *map(str, (place.campaign, inbox, tmp_path / "outputs", place.workspace)),
        TONGKET_DATABASE_URL=f"sqlite:///{tmp_path / 'poisoned.db'}",
    )
    code, out, err = finish(script)
    assert code == 0, err
    assert json.loads(out) == {
        "deadly.docx": ["quarantined", "reader-died"],
        "endless.docx": ["quarantined", "timed-out"],
        "good.docx": ["accepted", None],
    }
