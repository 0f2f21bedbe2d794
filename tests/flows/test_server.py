"""The workspace's own server: one lives, whoever uses it keeps it, the last one stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flow_files import ends, start_python
from prefect_api import flow_runs

from flows import server
from flows.server import ServerError
from pipeline.storage import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from flows.server import Server

pytestmark = pytest.mark.prefect
_KEEPER = """
import sys, time
from pathlib import Path
from flows import server
from pipeline.storage import Workspace
used = server.attach(Workspace(Path(sys.argv[1])))
used.wait_until_healthy()
print(used.pid, flush=True)
time.sleep(600)
"""


def test_a_living_server_is_used(used_server: Server) -> None:
    """A second user starts none, and its leaving leaves the server to the first."""
    second = server.attach(used_server.workspace)
    assert not second.started_here
    assert (second.pid, second.port) == (used_server.pid, used_server.port)
    second.release()
    used_server.wait_until_healthy()
    assert isinstance(flow_runs(used_server.port), list)


def test_the_server_of_a_killed_run_is_taken_over_and_stopped(tmp_path: Path) -> None:
    """Its user dies, another comes: the same process serves on, and ends when that one leaves."""
    keeper = start_python("-c", _KEEPER, str(tmp_path))
    assert keeper.stdout is not None
    pid = int(keeper.stdout.readline())
    keeper.kill()
    keeper.communicate()
    used = server.attach(Workspace(tmp_path))
    assert (used.started_here, used.pid) == (False, pid)
    used.wait_until_healthy()
    used.release()
    assert ends(pid, within_s=10)
    assert not (tmp_path / "server.json").exists()


def test_a_server_left_alone_ends_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When all users were killed it goes too; here it is left alone before it has even started."""
    used = server.attach(Workspace(tmp_path))
    child = used._child
    assert child is not None
    # As a kill does it: the lock is gone and nobody stops the server.
    monkeypatch.setattr(server.Server, "_stop", lambda _: None)
    used.release()
    assert child.wait(timeout=40) == 0


def test_a_server_that_cannot_start_is_said_with_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The end of its log stands in the message, and code 6 is returned."""
    monkeypatch.setenv("TONGKET_PREFECT_DATABASE_URL", "nonsense")
    used = server.attach(Workspace(tmp_path))
    with pytest.raises(ServerError, match="Máy chủ Prefect") as caught:
        used.wait_until_healthy()
    used.release()
    assert "nonsense" in str(caught.value) or "rror" in str(caught.value)
    assert caught.value.exit_code == 6
