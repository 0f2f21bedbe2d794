"""One Prefect server and one campaign that was run once, shared by all tests that need them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from flow_files import Place, fill, finish, make_place, start

from flows import server
from pipeline.storage import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.server import Server


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRun:
    """What the first `tongket run` on the small campaign gave."""

    place: Place
    code: int
    out: str
    err: str
    seconds: float


@pytest.fixture(scope="session", autouse=True)
def _bytecode(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the many processes of these tests share compiled modules: they start in half the time.

    Where nothing may be written beside the sources, each would compile scikit-learn anew.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("bytecode")))
        yield


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The small campaign with its inbox filled."""
    made = make_place(tmp_path_factory.mktemp("campaign"))
    fill(made.inbox)
    return made


@pytest.fixture(scope="session")
def used_server(place: Place) -> Iterator[Server]:
    """The workspace's server, kept alive by the tests: runs find it and leave it standing."""
    used = server.attach(Workspace(place.workspace))
    yield used
    used.release()


@pytest.fixture(scope="session")
def first_run(place: Place, used_server: Server) -> FirstRun:
    """The first run: everything is read."""
    assert used_server.started_here
    begun = time.monotonic()
    code, out, err = finish(start("run", *place.options()))
    return FirstRun(place=place, code=code, out=out, err=err, seconds=time.monotonic() - begun)
