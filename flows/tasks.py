"""Prefect tasks: the inbox, conversion, one document and stage each, the merge, the outputs.

Each is one call of the library, or hands one to the worker pool. What a document gave lies in the
database under (digest, stage, stamp): a task looks there first, and a hit ends as "Cached". Tasks
take and return digests and counts, so Prefect's own database carries little.

Importing this takes 2.5 s (Prefect) and reads its settings: `flows.environment.enter` comes before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.states import Completed

from flows import outputs, worker
from flows.arrivals import Arrival, Intake, take_in
from flows.disk import disk_room_told
from flows.pool import PassingError, WorkerDiedError
from flows.reading import ReadingOrder
from flows.standing import WITHDRAWN, is_withdrawn, keep_rows
from flows.workbench import Failure, bench
from pipeline import run
from pipeline.errors import DocumentError
from pipeline.extract import OFFICE_FORMATS
from pipeline.intake import sniff_format
from pipeline.records import Reading, SubmissionStatus, Understanding
from pipeline.storage import load_record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prefect.client.schemas.objects import State, TaskRun
    from prefect.tasks import Task

    from flows.workbench import Workbench
    from pipeline.records import Submission
    from pipeline.run import CampaignRecords

CACHED = "Cached"
REJECTED = "Rejected"
# A second and a third try, after a rest in which memory may have become free.
_RETRY_SECONDS = [1.0, 5.0]
_R = TypeVar("_R", Reading, Understanding)


def _may_succeed(task_object: Task[Any, Any], task_run: TaskRun, state: State[Any]) -> bool:
    """Whether another try makes sense: not for a fault of the file, nor where time ran out."""
    del task_object, task_run
    error = state.data
    return isinstance(error, WorkerDiedError)


@task(name="register_inbox", task_run_name="thư mục nhận", cache_policy=NO_CACHE)
def register_inbox() -> Intake:
    """List, settle, archive and judge every file of the inbox."""
    return take_in(bench())


@task(name="convert_documents", task_run_name="chuyển sang .docx", cache_policy=NO_CACHE)
def convert_documents(sha256s: Sequence[str]) -> State[None]:
    """Turn the documents that LibreOffice must open into .docx, together: one start for all."""
    table = bench()
    new = [sha256 for sha256 in sha256s if not table.is_done(sha256, worker.READING)]
    formats = {sha256: sniff_format(table.job.original(sha256)) for sha256 in new}
    files = {
        sha256: (table.job.original(sha256), file_format)
        for sha256, file_format in formats.items()
        if file_format in OFFICE_FORMATS
    }
    if not files:
        return Completed(name=CACHED, message="không có tệp nào cần chuyển")
    table.progress.begin(worker.CONVERTING, len(files))
    table.readers.convert(files, table.job.workspace.spool)
    for sha256 in files:
        table.progress.step(worker.CONVERTING, sha256[:12])
    return Completed()


@task(
    name="read_document",
    task_run_name="đọc {file}",
    cache_policy=NO_CACHE,
    retries=len(_RETRY_SECONDS),
    retry_delay_seconds=_RETRY_SECONDS,
    retry_condition_fn=_may_succeed,
)
def read_document(sha256: str, file: str) -> State[None]:
    """Read one document; `file` only names it to people."""
    del file
    return _work(sha256, worker.READING, _read)


@task(
    name="understand_document",
    task_run_name="hiểu {file}",
    cache_policy=NO_CACHE,
    retries=len(_RETRY_SECONDS),
    retry_delay_seconds=_RETRY_SECONDS,
    retry_condition_fn=_may_succeed,
)
def understand_document(sha256: str, file: str) -> State[None]:
    """Understand one document that was read; `file` only names it to people."""
    del file
    return _work(sha256, worker.UNDERSTANDING, _understand)


@task(name="merge_campaign", task_run_name="gộp ý", cache_policy=NO_CACHE)
def merge_campaign(arrivals: Sequence[Arrival]) -> CampaignRecords | None:
    """Merge what all documents gave, and keep the rows that `status` shows.

    Returns:
        None, and nothing is done, where the output folder still holds what these arrivals gave.
    """
    table = bench()
    if outputs.are_current(table, arrivals):
        # Prefect takes the state as the task's own and gives its data, None, to the caller.
        return cast("None", _unchanged())
    items = [_item(arrival) for arrival in arrivals]
    records = run.assemble(table.campaign, table.settings, items)
    for item in items:
        keep_rows(table, item)
    _withdraw_missing(records.submissions)
    for submission in records.submissions:
        table.database.record_submission(table.campaign.id, submission)
    table.database.replace_ideas(table.campaign.id, records.ideas)
    return records


@task(name="write_outputs", task_run_name="ghi kết quả", cache_policy=NO_CACHE)
def write_outputs(arrivals: Sequence[Arrival], records: CampaignRecords | None) -> State[None]:
    """Write records and draft into the campaign's folder; None means that they stand already."""
    if records is None:
        return _unchanged()
    table = bench()
    place = outputs.folder(table)
    with disk_room_told(place.parent, needed_bytes=outputs.LEAST_BYTES):
        run.write_records(records, place)
    outputs.keep_digest(table, arrivals)
    return Completed()


def _read(table: Workbench, sha256: str) -> None:
    """Let a reader open the file, then a worker cut its text."""
    job = table.job
    converted = job.converted(sha256)
    order = ReadingOrder(
        source=job.original(sha256),
        sha256=sha256,
        target=job.text_of(sha256),
        log=job.fault_log(sha256),
        max_bytes=job.settings.max_file_bytes,
        converted=converted if converted.exists() else None,
    )
    try:
        table.readers.read(order, timeout_s=table.timeout_s)
        table.pool.run(worker.keep_reading, sha256, timeout_s=table.timeout_s)
    finally:  # nothing of a document that is refused may lie about
        order.target.unlink(missing_ok=True)
        converted.unlink(missing_ok=True)


def _understand(table: Workbench, sha256: str) -> None:
    table.pool.run(table.understand, sha256, timeout_s=table.timeout_s)


def _work(sha256: str, stage: str, work: Callable[[Workbench, str], None]) -> State[None]:
    table = bench()
    if table.known(sha256, stage) is not None:
        return Completed(name=CACHED, message="đã có kết quả từ lần chạy trước")
    failure = table.failure(sha256, stage)
    if failure is not None:
        return Completed(name=REJECTED, message=failure.detail)
    try:
        work(table, sha256)
    except PassingError:
        raise
    except DocumentError as error:
        table.keep_failure(sha256, stage, error)
        return Completed(name=REJECTED, message=error.detail)
    return Completed()


def _unchanged() -> State[None]:
    return Completed(name=CACHED, message="kết quả đã ghi vẫn còn nguyên")


def _item(arrival: Arrival) -> run.ReadItem:
    table = bench()
    if arrival.unpacked:
        return run.ReadItem(
            file=arrival.file,
            sha256=arrival.sha256,
            received_at=arrival.received_at,
            container=arrival.container,
            unpacked=arrival.warnings,
        )
    failure = arrival.failure or _kept_failure(arrival.sha256)
    if failure is not None:
        # Read but not understood counts as failed: half a report in the draft would mislead.
        return run.ReadItem(
            file=arrival.file,
            sha256=arrival.sha256,
            received_at=arrival.received_at,
            failure=failure.warning,
            quarantined=failure.quarantine,
            container=arrival.container,
        )
    return run.ReadItem(
        file=arrival.file,
        sha256=arrival.sha256,
        received_at=arrival.received_at,
        reading=_warned(_load(Reading, table.known(arrival.sha256, worker.READING)), arrival),
        understanding=_load(Understanding, table.known(arrival.sha256, worker.UNDERSTANDING)),
        container=arrival.container,
    )


def _kept_failure(sha256: str) -> Failure | None:
    found = (bench().failure(sha256, stage) for stage in (worker.READING, worker.UNDERSTANDING))
    return next((failure for failure in found if failure), None)


def _warned(reading: Reading, arrival: Arrival) -> Reading:
    """The reading with what the file's name told: two names of the same bytes may differ in it."""
    document = reading.document
    warned = replace(document, warnings=(*arrival.warnings, *document.warnings))
    return replace(reading, document=warned)


def _load(cls: type[_R], text: str | None) -> _R:
    if text is None:
        message = f"no {cls.__name__} of a document that did not fail"
        raise LookupError(message)
    return load_record(cls, text)


def _withdraw_missing(submissions: Sequence[Submission]) -> None:
    """Mark what an earlier run took in and the inbox no longer holds."""
    table = bench()
    here = {(submission.file, submission.sha256) for submission in submissions}
    for old in table.database.list_submissions(table.campaign.id):
        if (old.file, old.sha256) not in here and not is_withdrawn(old):
            gone = replace(
                old, status=SubmissionStatus.SUPERSEDED, warnings=(*old.warnings, WITHDRAWN)
            )
            table.database.record_submission(table.campaign.id, gone)
