"""From the inbox to arrivals: every entry is taken in with a reason, or waits with one."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from benches import open_bench
from flow_files import fill, make_place, stand_still, write_report

from flows import worker
from flows.arrivals import has_news, take_in
from flows.pool import PassingError, TimedOutError, WorkerDiedError
from flows.workbench import Failure
from pipeline.errors import DocumentError, WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flow_files import Place

    from flows.arrivals import Arrival
    from flows.workbench import Workbench


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A campaign with an empty inbox."""
    return make_place(tmp_path)


@pytest.fixture
def bench(place: Place) -> Iterator[Workbench]:
    """The campaign's workbench."""
    with open_bench(place) as made:
        yield made


def _taken(bench: Workbench) -> dict[str, Arrival]:
    return {arrival.file: arrival for arrival in take_in(bench).arrivals}


def _code(arrival: Arrival) -> str | None:
    return arrival.failure.code if arrival.failure else None


def test_every_entry_is_in_one_list(place: Place, bench: Workbench) -> None:
    """Reports, refused files, hidden files, links and downloads: none is lost."""
    fill(place.inbox)
    (place.inbox / ".DS_Store").write_bytes(b"x")
    (place.inbox / "~$nh-son.docx").write_bytes(b"x")
    (place.inbox / "lien-ket.docx").symlink_to("binh-son.docx")
    (place.inbox / "tai-ve.docx.part").write_bytes(b"PK")
    intake = take_in(bench)
    named = [arrival.file for arrival in intake.arrivals]
    named += [name for name, _ in (*intake.waiting, *intake.passed_over)]
    assert sorted(named) == sorted(path.name for path in place.inbox.iterdir())
    assert [(name, reason.code) for name, reason in intake.waiting] == [
        ("tai-ve.docx.part", "partial-download")
    ]


def test_what_nobody_sent_is_passed_over(place: Place, bench: Workbench) -> None:
    """Hidden files, files of the system and locks of Word are no submissions."""
    for name in (".DS_Store", "Thumbs.db", "~$a.docx"):
        (place.inbox / name).write_bytes(b"x")
    intake = take_in(bench)
    assert intake.arrivals == ()
    assert {name: reason.code for name, reason in intake.passed_over} == {
        ".DS_Store": "hidden-file",
        "Thumbs.db": "system-file",
        "~$a.docx": "word-lock-file",
    }


def test_what_is_not_read_has_a_reason(place: Place, bench: Workbench) -> None:
    """Each failure has a stable code, decided by bytes."""
    fill(place.inbox)
    (place.inbox / "bang.docx").write_bytes(b"GIF89a")
    (place.inbox / "lien-ket.docx").symlink_to("nowhere.docx")
    codes = {name: _code(arrival) for name, arrival in _taken(bench).items()}
    assert codes == {
        "bang.docx": "unsupported-format",
        "binh-son.docx": None,
        "anh.gif": "unsupported-format",
        "lien-ket.docx": "not-a-file",
        "rong.docx": "empty-file",
        "sao-chep.docx": None,
        "son-tinh.docx": None,
    }


def test_a_file_that_vanishes_while_it_is_taken_in_waits(
    place: Place, bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gone between the last look and the reading: said so, and the others are taken in."""
    write_report(place.inbox / "binh-son.docx", name="Bình Sơn", number=1)
    gone = write_report(place.inbox / "son-tinh.docx", name="Sơn Tịnh", number=2)
    _when_read(monkeypatch, gone, gone.unlink)
    intake = take_in(bench)
    assert [arrival.file for arrival in intake.arrivals] == ["binh-son.docx"]
    assert [(name, reason.code) for name, reason in intake.waiting] == [("son-tinh.docx", "gone")]


def test_a_file_that_is_cut_while_it_is_taken_in_waits(
    place: Place, bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a report is no report: it is left for the next run."""
    cut = write_report(place.inbox / "binh-son.docx", name="Bình Sơn", number=1)
    _when_read(monkeypatch, cut, lambda: cut.write_bytes(cut.read_bytes()[:100]))
    intake = take_in(bench)
    assert intake.arrivals == ()
    assert [reason.code for _, reason in intake.waiting] == ["still-changing"]


def _when_read(monkeypatch: pytest.MonkeyPatch, path: Path, then: Callable[[], object]) -> None:
    """Let another program do something at the moment at which the file is opened."""
    real = os.open

    def opened(name: Path | str, *arguments: int, **named: int) -> int:
        if Path(name) == path:
            monkeypatch.setattr(os, "open", real)
            then()
        return real(name, *arguments, **named)

    monkeypatch.setattr(os, "open", opened)


def test_a_file_without_rights_is_refused(
    place: Place, bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It cannot be read, and the clerk is told to look at the rights."""
    path = write_report(place.inbox / "binh-son.docx", name="Bình Sơn", number=1)

    def refuse() -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    _when_read(monkeypatch, path, refuse)
    assert _code(_taken(bench)["binh-son.docx"]) == "unreadable-file"


def test_a_full_disk_is_said_with_figures(
    place: Place, bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How much is needed, how much is free, what to do; the run ends in order."""
    write_report(place.inbox / "binh-son.docx", name="Bình Sơn", number=1)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorkspaceError, match=r"đã đầy: cần thêm ít nhất .* MB, còn trống .* MB"):
        take_in(bench)


def test_originals_are_archived_by_digest(place: Place, bench: Workbench) -> None:
    """The archive holds the bytes; the same bytes under two names have one digest."""
    fill(place.inbox)
    taken = _taken(bench)
    report = taken["binh-son.docx"]
    assert report.sha256 == taken["sao-chep.docx"].sha256
    kept = bench.job.original(report.sha256).read_bytes()
    assert kept == (place.inbox / "binh-son.docx").read_bytes()


def test_a_file_too_large_is_not_archived(place: Place) -> None:
    """It is refused with its digest, and the disk is spared."""
    write_report(place.inbox / "to.docx", name="Bình Sơn", number=1)
    with open_bench(place, max_file_bytes=100) as bench:
        arrival = _taken(bench)["to.docx"]
        assert _code(arrival) == "too-large"
        assert len(arrival.sha256) == 64
        assert not bench.job.original(arrival.sha256).exists()


def test_a_misleading_name_is_told(place: Place, bench: Workbench) -> None:
    """The archive has no names: what the name tells is kept with the arrival."""
    stand_still(
        write_report(place.inbox / "x.docx", name="Bình Sơn", number=1).rename(
            place.inbox / "bao-cao.pdf"
        )
    )
    arrival = _taken(bench)["bao-cao.pdf"]
    assert [warning.code for warning in arrival.warnings] == ["misleading-suffix"]


def test_the_first_arrival_counts(place: Place, bench: Workbench) -> None:
    """A file that is touched later has still arrived when it first came."""
    path = write_report(place.inbox / "binh-son.docx", name="Bình Sơn", number=1)
    first = _taken(bench)["binh-son.docx"].received_at
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert _taken(bench)["binh-son.docx"].received_at == first == "2023-06-06T04:20:00+07:00"


def test_news_are_bytes_of_which_nothing_is_known(place: Place, bench: Workbench) -> None:
    """Workers are started for new bytes only: what is understood or has failed is no news."""
    assert not has_news(bench)
    write_report(place.inbox / "binh-son.docx", name="Bình Sơn", number=1)
    write_report(place.inbox / "son-tinh.docx", name="Sơn Tịnh", number=2)
    assert has_news(bench)
    taken = _taken(bench)
    understood, failed = taken["binh-son.docx"].sha256, taken["son-tinh.docx"].sha256
    bench.database.save_result(understood, worker.UNDERSTANDING, "u1", "{}")
    bench.keep_failure(failed, worker.READING, DocumentError("no-text", "không có chữ"))
    assert not has_news(bench)


@pytest.mark.parametrize(
    ("name", "content"),
    [("bang.gif", b"GIF89a"), ("rong.docx", b""), ("to.pdf", b"%PDF" * 600_000)],
)
def test_what_no_worker_reads_is_no_news(
    place: Place, bench: Workbench, name: str, content: bytes
) -> None:
    """A file that is refused by its format or size starts no workers, however often it is seen."""
    (place.inbox / name).write_bytes(content)
    assert not has_news(bench)


def test_a_failure_is_kept_under_its_stamp(place: Place, bench: Workbench) -> None:
    """The next run finds it; another stage, another stamp, does not."""
    bench.keep_failure("a" * 64, worker.READING, DocumentError("no-text", "trống", quarantine=True))
    kept = Failure(code="no-text", detail="trống", quarantine=True)
    with open_bench(place) as later:
        assert later.failure("a" * 64, worker.READING) == kept
        assert later.failure("a" * 64, worker.UNDERSTANDING) is None


@pytest.mark.parametrize("cls", [WorkerDiedError, TimedOutError])
def test_want_of_memory_or_time_holds_for_one_run(
    place: Place, bench: Workbench, cls: type[PassingError]
) -> None:
    """In this run the document is quarantined, a later run tries it again."""
    error = cls("worker-died", "đã dừng", quarantine=True)
    bench.keep_failure("a" * 64, worker.READING, error)
    assert bench.failure("a" * 64, worker.READING) == Failure.of(error)
    assert bench.failure("a" * 64, worker.UNDERSTANDING) is None
    with open_bench(place) as later:
        assert later.failure("a" * 64, worker.READING) is None
