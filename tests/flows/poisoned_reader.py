"""A reader that dies of a file that ends in DIE and hangs over one that ends in HANG."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import time
from pathlib import Path

from flows import reader


def main() -> None:
    """Misbehave, or read as ever."""
    line = sys.stdin.readline()
    end = Path(json.loads(line).get("source", __file__)).read_bytes()[-10:]
    if end.endswith(b"DIE"):
        os.kill(os.getpid(), signal.SIGKILL)
    if end.endswith(b"HANG"):
        time.sleep(600)
    sys.stdin = io.StringIO(line)
    reader.main()


if __name__ == "__main__":
    main()
