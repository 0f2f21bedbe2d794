"""The Prefect server as a process of its own: `python -m flows.server_process PORT USERS_LOCK`.

Ends by SIGTERM, or by itself some seconds after the last process that used it has died: every user
holds a shared lock on USERS_LOCK, which the system frees even when the user is killed.
"""

from __future__ import annotations

import fcntl
import os
import sys
import threading
import time
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from flows.environment import HOST

if TYPE_CHECKING:
    import uvicorn

# A killed run that is started again at once finds its server still there.
GRACE_SECONDS = 6.0
_LOOK_SECONDS = 1.0
# uvicorn waits for open connections; after this the process ends without them.
_FAREWELL_SECONDS = 10.0


def serve(port: int, users_lock: Path) -> None:
    """Serve Prefect's API and pages at `port` of this machine until told to stop or left alone."""
    # Filled once the server exists; the watch runs before.
    made: Future[uvicorn.Server] = Future()
    threading.Thread(target=_leave_when_alone, args=(users_lock, made), daemon=True).start()
    # 5 s: the watch must already run, should the user die meanwhile.
    import uvicorn
    from prefect.server.api.server import create_app

    config = uvicorn.Config(
        create_app(final=True),
        host=HOST,
        port=port,
        log_level="warning",
        timeout_graceful_shutdown=3,
    )
    made.set_result(uvicorn.Server(config))
    made.result().run()


def _leave_when_alone(users_lock: Path, made: Future[uvicorn.Server]) -> None:
    alone_since: float | None = None
    while alone_since is None or time.monotonic() - alone_since < GRACE_SECONDS:
        time.sleep(_LOOK_SECONDS)
        if _has_users(users_lock):
            alone_since = None
        elif alone_since is None:
            alone_since = time.monotonic()
    if made.done():
        made.result().should_exit = True
        time.sleep(_FAREWELL_SECONDS)
    os._exit(0)


def _has_users(users_lock: Path) -> bool:
    with users_lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]))
