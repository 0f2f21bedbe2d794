"""What a clerk meets at the command line: Vietnamese, exit codes, no tracebacks."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flow_files import finish, make_place, start, write_report
from typer.testing import CliRunner

from flows.cli import app
from flows.cli.running import make_order
from flows.cli.speech import CrashError, crashes_kept
from pipeline import __version__
from pipeline.errors import WorkspaceError

if TYPE_CHECKING:
    from typer.testing import Result

_VERBS = ("run", "serve", "status", "read", "train", "evaluate")


def _call(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), prog_name="tongket")


@pytest.mark.parametrize("arguments", [[], *([verb] for verb in _VERBS)], ids=["", *_VERBS])
def test_help_is_vietnamese(arguments: list[str]) -> None:
    """Headings and the help option itself are said in Vietnamese too."""
    shown = _call(*arguments, "--help").output
    assert "Cách dùng: tongket" in shown
    assert "Hiện hướng dẫn này rồi thoát." in shown
    assert not re.search(r"Usage|Options|Commands|Show this", shown)


def test_help_comes_at_once() -> None:
    """No heavy library is imported for help: the best of three calls stays under half a second."""
    assert min(_seconds("run", "--help") for _ in range(3)) < 0.5


def _seconds(*arguments: str) -> float:
    begun = time.perf_counter()
    assert finish(start(*arguments))[0] == 0
    return time.perf_counter() - begun


def test_version_is_shown() -> None:
    """`--version` names the program and its version."""
    assert _call("--version").output == f"tongket {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run"], "Thiếu --campaign."),
        (["run", "--speed"], "Không có tùy chọn --speed."),
        (["fly"], "Lệnh viết chưa đúng"),
        (["serve", "--interval-seconds", "5"], "--interval-seconds không dùng được"),
    ],
)
def test_a_wrong_call_is_explained(arguments: list[str], said: str) -> None:
    """One Vietnamese line and exit code 2."""
    result = _call(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_wrong_plan_names_its_line(tmp_path: Path) -> None:
    """A fault of the campaign's file ends the run with code 3 before anything is started."""
    place = make_place(tmp_path)
    place.campaign.write_text("id: nq01\nbudget: 5\n", encoding="utf-8")
    result = _call("run", *place.options())
    assert result.exit_code == 3
    assert "dòng 2: budget: khóa lạ" in result.stderr


def test_a_missing_inbox_is_said(tmp_path: Path) -> None:
    """No inbox, no run: exit code 1 and the folder's name."""
    place = make_place(tmp_path)
    place.inbox.rmdir()
    result = _call("serve", *place.options())
    assert result.exit_code == 1
    assert str(place.inbox) in result.stderr


def test_a_workspace_in_use_is_said(tmp_path: Path) -> None:
    """The second run on a workspace ends with code 4 and says why."""
    from flows.workbench import Order

    place = make_place(tmp_path)
    order = Order(
        campaign=place.campaign,
        inbox=place.inbox,
        outputs=place.outputs,
        workspace=place.workspace,
    )
    with order.place.lock():
        result = _call("run", *place.options())
    assert result.exit_code == 4
    assert "đang được một lượt chạy khác sử dụng" in result.stderr


def test_read_prints_a_block_a_line(tmp_path: Path) -> None:
    """The text stands on standard output in reading order, whatever the format."""
    path = write_report(tmp_path / "bao-cao.docx", name="Bình Sơn", number=1)
    result = _call("read", str(path))
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0] == "HUYỆN ỦY BÌNH SƠN"
    assert lines.index("I- KẾT QUẢ THỰC HIỆN") < lines.index("III- KIẾN NGHỊ")


@pytest.mark.parametrize("content", [None, b"", b"xin ch\xc3\xa0o", b"PK\x03\x04cut"])
def test_what_cannot_be_read_is_one_line(tmp_path: Path, content: bytes | None) -> None:
    """Exit code 2, nothing on standard output, one line on standard error."""
    path = tmp_path / "bao-cao.docx"
    if content is not None:
        path.write_bytes(content)
    result = _call("read", str(path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1


def test_status_before_any_run_says_so(tmp_path: Path) -> None:
    """Looking makes no workspace."""
    place = make_place(tmp_path)
    result = _call("status", *place.options()[:2], "--outputs", str(place.outputs))
    assert result.exit_code == 4
    assert "Chưa có lượt chạy nào" in result.stderr
    assert not place.workspace.exists()


def test_a_crash_leaves_its_traceback_in_a_file(tmp_path: Path) -> None:
    """What nobody foresaw: one line names the file in which the traceback stands."""
    with pytest.raises(CrashError, match="Lỗi ngoài dự kiến") as caught, crashes_kept(tmp_path):
        raise ZeroDivisionError
    (path,) = tmp_path.iterdir()
    assert str(path) in str(caught.value)
    assert "Traceback" in path.read_text(encoding="utf-8")


def test_a_known_error_is_no_crash(tmp_path: Path) -> None:
    """Errors with a remedy stay what they are and leave no file."""
    with pytest.raises(WorkspaceError), crashes_kept(tmp_path):
        raise WorkspaceError("khóa")
    assert not list(tmp_path.iterdir())


def test_relative_paths_are_made_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The server's process has another folder of its own: a relative path would lead it astray."""
    monkeypatch.chdir(tmp_path)
    order = make_order(Path("plan.yaml"), Path("inbox"), Path("results"), None)
    assert (order.outputs, order.workspace) == (
        tmp_path / "results",
        tmp_path / "results" / ".tongket",
    )
    assert (order.campaign, order.inbox) == (tmp_path / "plan.yaml", tmp_path / "inbox")


@pytest.mark.parametrize("outputs", ["inbox", "inbox/results"])
def test_results_inside_the_inbox_are_refused(outputs: str, tmp_path: Path) -> None:
    """Else the draft would be read as a report."""
    with pytest.raises(WorkspaceError, match="thư mục nhận"):
        make_order(tmp_path / "plan.yaml", tmp_path / "inbox", tmp_path / outputs, None)


def test_findings_are_counted_at_the_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A person sees at once that figures contradict; what was not found is not said."""
    from flows.campaign_flow import Outcome
    from flows.cli.running import _print_outcome

    outcome = Outcome(
        submissions=(),
        waiting=(),
        passed_over=(),
        ideas=7,
        found={"conflicts": 2, "copies": 0, "commendations": 3},
        worked=1,
        seconds=1.0,
        draft=tmp_path / "draft.docx",
    )
    _print_outcome(outcome, 1.0)
    said = capsys.readouterr().out
    assert "Số liệu mâu thuẫn: 2   Đề nghị khen thưởng: 3" in said
    assert "Đoạn chép" not in said
