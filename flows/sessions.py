"""The processes of one session: a reader and all that it started, whatever groups they made.

Reads /proc (Linux); nothing is found elsewhere.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

_SESSION_AT = 3  # of the fields behind the name in /proc/<pid>/stat: state, parent, group, session


def kill_session(session: int) -> None:
    """End every process of `session` but this one, at once."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and int(folder.name) != os.getpid():
            with suppress(OSError, IndexError, ValueError):  # it ended meanwhile
                # The name, in brackets, may hold blanks and brackets.
                fields = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
                if int(fields[_SESSION_AT]) == session:
                    os.kill(int(folder.name), signal.SIGKILL)
