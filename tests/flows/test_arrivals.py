"""From the inbox to arrivals: every entry is taken in with a reason, or waits with one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from benches import open_bench
from flow_files import fill, make_place, stand_still, write_report

from flows import worker
from flows.arrivals import has_news, take_in
from flows.pool import PassingError, TimedOutError, WorkerDiedError
from flows.workbench import Failure
from pipeline.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


def test_every_entry_is_taken_in_or_waits(place: Place, bench: Workbench) -> None:
    """Reports, refused files, hidden files, links and downloads: none is lost."""
    fill(place.inbox)
    (place.inbox / ".DS_Store").write_bytes(b"x")
    (place.inbox / "lien-ket.docx").symlink_to("binh-son.docx")
    (place.inbox / "tai-ve.docx.part").write_bytes(b"PK")
    intake = take_in(bench)
    named = {arrival.file for arrival in intake.arrivals} | {name for name, _ in intake.waiting}
    assert named == {path.name for path in place.inbox.iterdir()}
    assert [(name, reason.code) for name, reason in intake.waiting] == [
        ("tai-ve.docx.part", "partial-download")
    ]


def test_what_is_not_read_has_a_reason(place: Place, bench: Workbench) -> None:
    """Each failure has a stable code, decided by bytes."""
    fill(place.inbox)
    (place.inbox / ".DS_Store").write_bytes(b"x")
    (place.inbox / "lien-ket.docx").symlink_to("nowhere.docx")
    codes = {name: _code(arrival) for name, arrival in _taken(bench).items()}
    assert codes == {
        ".DS_Store": "hidden-file",
        "binh-son.docx": None,
        "ghi-chu.txt": "unsupported-format",
        "lien-ket.docx": "not-a-file",
        "rong.docx": "empty-file",
        "sao-chep.docx": None,
        "son-tinh.docx": None,
    }


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
    [("ghi-chu.txt", "nhớ gọi điện".encode()), ("rong.docx", b""), ("to.pdf", b"%PDF" * 600_000)],
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
