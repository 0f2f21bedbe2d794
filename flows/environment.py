"""Environment variables that must stand before a library is imported: threads, Prefect, proxies.

Gives what this process and its children need so that Prefect talks to the workspace's own server
and to nothing else. Starting that server is left to `flows.server`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HOST = "127.0.0.1"
_LONG_LOG_BYTES = 10 << 20
# Each worker is one process a core: threads of their own inside make a sentence take 1.2 s.
_LIBRARIES = {
    "DO_NOT_TRACK": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
_LOGGING = """\
version: 1
disable_existing_loggers: false
formatters:
  line: {{format: "%(asctime)s %(levelname)s %(name)s: %(message)s"}}
handlers:
  file: {{class: logging.FileHandler, filename: '{file}', delay: true, encoding: utf-8, formatter: line}}
  api: {{level: 0, class: prefect.logging.handlers.APILogHandler}}
loggers:
  prefect: {{level: INFO, handlers: [file], propagate: false}}
  prefect.flow_runs: {{level: INFO, handlers: [api], propagate: true}}
  prefect.task_runs: {{level: INFO, handlers: [api], propagate: true}}
  prefect.server: {{level: WARNING}}
  prefect.client: {{level: WARNING}}
  httpx: {{level: WARNING}}
"""


def calm_libraries() -> None:
    """Set what libraries read when they are imported; what the user has set stays."""
    for name, value in _LIBRARIES.items():
        os.environ.setdefault(name, value)


def prefect_settings(home: Path, port: int) -> dict[str, str]:
    """Return Prefect's settings for a server at `port` (TCP) that keeps everything below `home`."""
    api = f"http://{HOST}:{port}/api"
    settings = {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": api,
        "PREFECT_SERVER_API_HOST": HOST,
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_UI_API_URL": api,
        # Else the pages are written into site-packages.
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(home / "ui"),
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_LOGGING_SETTINGS_PATH": str(home / "logging.yml"),
        # Without a flow run there is nobody to tell: no warning for each line.
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    }
    database = os.environ.get("TONGKET_PREFECT_DATABASE_URL")
    return settings | ({"PREFECT_SERVER_DATABASE_CONNECTION_URL": database} if database else {})


def child_environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Return this process's environment with `settings` and without a user's own Prefect settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return kept | _LIBRARIES | dict(settings) | _past_proxies()


def enter(settings: Mapping[str, str]) -> None:
    """Make `settings` those of this process; Prefect must not be imported yet.

    A user's own Prefect settings go: a forgotten PREFECT_API_URL would send records elsewhere.
    """
    for name in [name for name in os.environ if name.startswith("PREFECT_")]:
        del os.environ[name]
    os.environ.update(settings)
    os.environ.update(_past_proxies())


def write_logging(home: Path, file: Path) -> None:
    """Write the logging configuration that `prefect_settings` names: all lines go to `file`.

    A long log is put aside first, in the place of the one before.
    """
    if file.exists() and file.stat().st_size > _LONG_LOG_BYTES:
        file.replace(file.with_suffix(".old.log"))
    quoted = str(file).replace("'", "''")
    (home / "logging.yml").write_text(_LOGGING.format(file=quoted), encoding="utf-8")


def _past_proxies() -> dict[str, str]:
    """Keep the way to the own server free of an office's proxy."""
    known = os.environ.get("NO_PROXY") or os.environ.get("no_proxy") or ""
    value = ",".join(dict.fromkeys([*filter(None, known.split(",")), HOST, "localhost"]))
    return {"NO_PROXY": value, "no_proxy": value}
