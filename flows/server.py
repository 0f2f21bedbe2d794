"""The workspace's own Prefect server: found when it lives, else started; stopped by its last user.

Two locks in Prefect's folder carry the truth, and the system frees them when a process dies however
it died: `server.lock` is held by the server itself (inherited from whoever starts it, so two never
start), `users.lock` is shared by all who use it. A run that comes after a killed one takes over its
server by sharing the lock. `server.json` tells process and port.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from flows.environment import HOST, child_environment, prefect_settings, write_logging
from pipeline.errors import TongketError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.storage import Workspace

# Cold, on two cores that are loading models meanwhile, a start takes 12-25 s.
HEALTH_TIMEOUT_SECONDS = 120.0
_STOP_SECONDS = 10.0
_POLL_SECONDS = 0.2
_TAIL_LINES = 15
_ROOT = Path(__file__).resolve().parents[1]


class ServerError(TongketError):
    """Prefect's server did not start; the message carries the end of its log."""

    exit_code = 6


@dataclass(slots=True)
class Server:
    """A server in use by this process; `release` it in the end.

    Attributes:
        started_here: this process started it; else it lived already.
    """

    workspace: Workspace
    started_here: bool
    _users: IO[str] = field(repr=False)
    _child: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def pid(self) -> int | None:
        """Process id, None while it is being started by another."""
        return _record(self.workspace).get("pid")

    @property
    def port(self) -> int | None:
        """TCP port on 127.0.0.1, None while it is being started by another."""
        return _record(self.workspace).get("port")

    def client_settings(self) -> dict[str, str]:
        """Return the Prefect settings of a client; the server may not answer yet.

        Raises:
            ServerError: whoever was starting it has failed.
        """
        self._wait(lambda: self.port is not None, HEALTH_TIMEOUT_SECONDS)
        return prefect_settings(self.workspace.prefect, self.port or 0)

    def wait_until_healthy(self, timeout_s: float = HEALTH_TIMEOUT_SECONDS) -> None:
        """Wait until it answers.

        Raises:
            ServerError: it ended, or does not answer within `timeout_s` seconds.
        """
        self._wait(lambda: _answers(self.port), timeout_s)

    def release(self) -> None:
        """Use it no longer; the last user stops it."""
        if self._users.closed:
            return
        fcntl.flock(self._users, fcntl.LOCK_UN)
        with self._users, contextlib.suppress(BlockingIOError):
            # Held while it stops: whoever comes meanwhile waits and then starts a new one.
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._stop()

    def _wait(self, reached: Callable[[], bool], timeout_s: float) -> None:
        deadline = time.monotonic() + timeout_s
        while not reached():
            if not self._is_alive():
                raise _failure(self.workspace, "đã dừng ngay khi khởi động")
            if time.monotonic() > deadline:
                raise _failure(self.workspace, f"không trả lời sau {timeout_s:.0f} giây")
            time.sleep(_POLL_SECONDS)

    def _is_alive(self) -> bool:
        if self._child is not None:
            return self._child.poll() is None
        return _lock_is_held(self.workspace)

    def _stop(self) -> None:
        for kind in (signal.SIGTERM, signal.SIGKILL):
            pid = self.pid
            if pid is None or not self._is_alive():
                break
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, kind)
            self._wait_for_end()
        _record_path(self.workspace).unlink(missing_ok=True)

    def _wait_for_end(self) -> None:
        deadline = time.monotonic() + _STOP_SECONDS
        while self._is_alive() and time.monotonic() < deadline:
            time.sleep(_POLL_SECONDS / 2)


def attach(workspace: Workspace) -> Server:
    """Return the workspace's server, started if none lives; it may not answer yet.

    Raises:
        WorkspaceError: the workspace's folders cannot be made.
    """
    workspace.prepare()
    users = (workspace.prefect / "users.lock").open("a", encoding="ascii")
    fcntl.flock(users, fcntl.LOCK_SH)
    with (workspace.prefect / "server.lock").open("a", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return Server(workspace, started_here=False, _users=users)
        _record_path(workspace).unlink(missing_ok=True)
        child = _start(workspace, lock.fileno())
        return Server(workspace, started_here=True, _users=users, _child=child)


def log_path(workspace: Workspace) -> Path:
    """Where the server's lines go."""
    return workspace.logs / "prefect-server.log"


def _start(workspace: Workspace, lock: int) -> subprocess.Popen[bytes]:
    port = _free_port()
    settings = prefect_settings(workspace.prefect, port)
    write_logging(workspace.prefect, workspace.logs / "prefect.log")
    # The server needs this package wherever the run was started, and no .env of that folder.
    path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
    with log_path(workspace).open("wb") as log:
        child = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "flows.server_process",
                str(port),
                str(workspace.prefect / "users.lock"),
            ],
            env=child_environment(settings) | {"PYTHONPATH": path},
            cwd=workspace.prefect,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=(lock,),
            # A Ctrl-C in the terminal is for the run, which then stops the server in order.
            start_new_session=True,
        )
    _write_record(workspace, child.pid, port)
    return child


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(port: int | None) -> bool:
    if port is None:
        return False
    # Without the proxies of the environment.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://{HOST}:{port}/api/health", timeout=5) as response:
            return bool(response.status == 200)  # noqa: PLR2004 - HTTP's "OK"
    except (OSError, urllib.error.URLError):
        return False


def _lock_is_held(workspace: Workspace) -> bool:
    with (workspace.prefect / "server.lock").open("a", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _record_path(workspace: Workspace) -> Path:
    return workspace.root / "server.json"


def _record(workspace: Workspace) -> dict[str, int]:
    try:
        found = json.loads(_record_path(workspace).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write_record(workspace: Workspace, pid: int, port: int) -> None:
    path = _record_path(workspace)
    draft = path.with_suffix(".tmp")
    draft.write_text(json.dumps({"pid": pid, "port": port}), encoding="ascii")
    draft.replace(path)


def _failure(workspace: Workspace, what: str) -> ServerError:
    path = log_path(workspace)
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
    tail = "\n".join(lines[-_TAIL_LINES:])
    message = f"Máy chủ Prefect của thư mục làm việc {what}. Nhật ký: {path}"
    return ServerError(f"{message}\n{tail}" if tail else message)
