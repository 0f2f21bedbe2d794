"""Prefect talks to the workspace's own server and to nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.environment import (
    calm_libraries,
    child_environment,
    prefect_settings,
    write_logging,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_a_users_own_prefect_settings_do_not_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A forgotten address of another server must not receive what is read here."""
    monkeypatch.setenv("PREFECT_API_URL", "https://elsewhere.example/api")
    monkeypatch.setenv("PREFECT_API_KEY", "x")
    variables = child_environment(prefect_settings(tmp_path, 4300))
    assert variables["PREFECT_API_URL"] == "http://127.0.0.1:4300/api"
    assert "PREFECT_API_KEY" not in variables


def test_telemetry_is_off(tmp_path: Path) -> None:
    """Neither the server nor the libraries report use."""
    variables = child_environment(prefect_settings(tmp_path, 4300))
    assert variables["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert variables["DO_NOT_TRACK"] == "1"


def test_everything_of_prefect_lies_in_its_folder(tmp_path: Path) -> None:
    """Home, pages and logging are below the workspace, none in site-packages or the user's home."""
    settings = prefect_settings(tmp_path, 4300)
    places = ("PREFECT_HOME", "PREFECT_SERVER_UI_STATIC_DIRECTORY", "PREFECT_LOGGING_SETTINGS_PATH")
    assert all(settings[name].startswith(str(tmp_path)) for name in places)


def test_the_own_server_is_reached_past_a_proxy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An office's proxy keeps its exceptions and gains this machine."""
    monkeypatch.setenv("NO_PROXY", "intranet.example")
    variables = child_environment(prefect_settings(tmp_path, 4300))
    assert variables["NO_PROXY"].split(",") == ["intranet.example", "127.0.0.1", "localhost"]


def test_another_database_for_prefect_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TONGKET_PREFECT_DATABASE_URL moves Prefect's history; without it nothing is said of one."""
    name = "PREFECT_SERVER_DATABASE_CONNECTION_URL"
    assert name not in prefect_settings(tmp_path, 4300)
    monkeypatch.setenv("TONGKET_PREFECT_DATABASE_URL", "postgresql+asyncpg:///prefect")
    assert prefect_settings(tmp_path, 4300)[name] == "postgresql+asyncpg:///prefect"


def test_the_users_number_of_threads_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is not set is set."""
    import os

    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    calm_libraries()
    assert os.environ["OMP_NUM_THREADS"] == "3"


@pytest.mark.parametrize(("size", "names"), [(100, ["a.log"]), (11 << 20, ["a.old.log"])])
def test_a_long_log_is_put_aside(tmp_path: Path, size: int, names: list[str]) -> None:
    """The schedule writes for months: the log does not grow for ever."""
    (tmp_path / "a.log").write_bytes(b"x" * size)
    write_logging(tmp_path, tmp_path / "a.log")
    assert [path.name for path in tmp_path.glob("*.log")] == names
