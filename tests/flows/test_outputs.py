"""Records that stand as they were written need no second merge."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from benches import open_bench
from flow_files import make_place

from flows import outputs, worker
from flows.arrivals import Arrival
from flows.pool import WorkerDiedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.workbench import Workbench

_ARRIVALS = (Arrival(file="a.docx", sha256="a" * 64, received_at="2023-06-06T04:20:00+07:00"),)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A campaign whose records were written and noted."""
    with open_bench(make_place(tmp_path)) as made:
        folder = outputs.folder(made)
        folder.mkdir(parents=True)
        for name in ("ideas.jsonl", "manifest.json", "draft.docx"):
            (folder / name).write_text(name, encoding="ascii")
        outputs.keep_digest(made, _ARRIVALS)
        yield made


def test_untouched_records_are_current(bench: Workbench) -> None:
    """The same inputs, the same bytes: nothing is to be done."""
    assert outputs.are_current(bench, _ARRIVALS)


@pytest.mark.parametrize("name", ["ideas.jsonl", "manifest.json", "draft.docx"])
def test_a_lost_or_changed_file_is_written_again(bench: Workbench, name: str) -> None:
    """Each of the files counts, by its bytes."""
    path = outputs.folder(bench) / name
    path.write_text("changed", encoding="ascii")
    assert not outputs.are_current(bench, _ARRIVALS)
    path.unlink()
    assert not outputs.are_current(bench, _ARRIVALS)


def test_other_arrivals_are_merged_anew(bench: Workbench) -> None:
    """A new file, a lost file, another time of arrival: each is another input."""
    later = replace(_ARRIVALS[0], received_at="2023-06-20T04:20:00+07:00")
    assert not outputs.are_current(bench, ())
    assert not outputs.are_current(bench, (later,))


def test_another_plan_is_merged_anew(bench: Workbench) -> None:
    """A deadline that moves changes the register, though no document is read anew."""
    deadlines = bench.campaign.deadlines.model_copy(
        update={"reports": bench.campaign.resolution.date}
    )
    campaign = bench.campaign.model_copy(update={"deadlines": deadlines})
    moved = replace(bench, job=replace(bench.job, campaign=campaign))
    assert not outputs.are_current(moved, _ARRIVALS)


def test_records_without_a_document_that_may_pass_are_merged_anew(bench: Workbench) -> None:
    """A worker that died for want of memory: the next run may read the document."""
    later = (replace(_ARRIVALS[0], file="b.docx"),)
    bench.keep_failure("a" * 64, worker.READING, WorkerDiedError("worker-died", "đã dừng"))
    outputs.keep_digest(bench, later)
    assert not outputs.are_current(bench, later)


def test_what_people_keep_beside_the_records_is_theirs(bench: Workbench) -> None:
    """Notes and Word's lock files in the folder change nothing."""
    (outputs.folder(bench) / "~$draft.docx").write_bytes(b"x")
    assert outputs.are_current(bench, _ARRIVALS)
