"""A disk without room is said before and while a run writes, with what to do."""

from __future__ import annotations

import errno
import shutil
from typing import TYPE_CHECKING

import pytest

from flows.disk import check_room, disk_room_told
from pipeline.errors import WorkspaceError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_run_does_not_begin_without_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server would die of it with no word of the disk; the folder may not exist yet."""
    check_room(tmp_path / "outputs" / "nq01")
    usage = type("Usage", (), {"free": 5 << 20})
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(WorkspaceError, match="còn trống 5,0 MB"):
        check_room(tmp_path / "outputs" / "nq01")


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "đã đầy"), (errno.EACCES, "không có quyền")]
)
def test_what_stops_the_writing_is_said(tmp_path: Path, number: int, said: str) -> None:
    """In Vietnamese, with the folder's name."""
    with (
        pytest.raises(WorkspaceError, match=said) as caught,
        disk_room_told(tmp_path, needed_bytes=1),
    ):
        raise OSError(number, "English words")
    assert str(tmp_path) in str(caught.value)
    assert "English" not in str(caught.value)
