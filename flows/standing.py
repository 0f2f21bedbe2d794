"""Where each unit stands: what a run leaves for it, the register from the database, and as cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.records import RegisterStatus, Submission, SubmissionStatus, Warning_

if TYPE_CHECKING:
    from flows.workbench import Workbench
    from pipeline.campaign import Campaign
    from pipeline.records import RegisterEntry
    from pipeline.run import ReadItem
    from pipeline.storage.database import Database

WITHDRAWN = Warning_(code="withdrawn", detail="Tệp không còn trong thư mục nhận.")
COLUMNS = ("Đơn vị", "Tình trạng", "Ngày nhận", "Chậm", "Mục còn thiếu", "Tệp")
REFUSAL_COLUMNS = ("Tệp không đọc được", "Tình trạng", "Ngày nhận", "Lý do, việc cần làm")
_REFUSED = {
    SubmissionStatus.REJECTED: "Từ chối",
    SubmissionStatus.QUARANTINED: "Cách ly",
}
_STATUS = {
    RegisterStatus.ON_TIME: "Đúng hạn",
    RegisterStatus.LATE: "Chậm",
    RegisterStatus.MISSING: "Chưa gửi",
}


def is_withdrawn(submission: Submission) -> bool:
    """Whether the inbox no longer holds it."""
    return WITHDRAWN in submission.warnings


def keep_rows(bench: Workbench, item: ReadItem) -> None:
    """Make the campaign's rows of the document those of this run, where they are not yet."""
    reading, understanding = item.reading, item.understanding
    if reading is None or understanding is None:
        return
    stamp = bench.job.understanding
    if bench.database.document_stamp(bench.campaign.id, item.sha256) == stamp:
        return
    bench.database.replace_document(
        bench.campaign.id,
        item.sha256,
        reading.passages,
        understanding.suggestions,
        understanding.statements,
        stamp=stamp,
    )


def load_register(campaign: Campaign, database: Database) -> tuple[RegisterEntry, ...]:
    """Return the register as the last run left it, one entry a unit."""
    from pipeline.register import build_register

    here = [s for s in database.list_submissions(campaign.id) if not is_withdrawn(s)]
    suggestions = {s.sha256: database.load_suggestions(campaign.id, [s.sha256]) for s in here}
    return build_register(campaign, here, suggestions)


def load_refused(campaign: Campaign, database: Database) -> tuple[Submission, ...]:
    """Return the files of the last run that nobody can read yet, by file."""
    refused = {SubmissionStatus.REJECTED, SubmissionStatus.QUARANTINED}
    found = database.list_submissions(campaign.id)
    return tuple(s for s in found if s.status in refused and not is_withdrawn(s))


def refusal_cells(submission: Submission) -> tuple[str, ...]:
    """Return what a table shows of a file that was refused, in the order of REFUSAL_COLUMNS."""
    reasons = " ".join(warning.detail for warning in submission.warnings)
    return (submission.file, _REFUSED[submission.status], _day(submission.received_at), reasons)


def cells(entry: RegisterEntry, campaign: Campaign) -> tuple[str, ...]:
    """Return what a table shows of an entry, in the order of COLUMNS."""
    missing = entry.missing_sections
    titles = [section.title for section in campaign.outline if section.id in missing]
    lacking = "tất cả" if len(missing) == len(campaign.outline) else "; ".join(titles)
    return (
        entry.name,
        _STATUS[entry.status],
        _day(entry.received_at),
        f"{entry.days_late} ngày" if entry.days_late else "",
        lacking,
        entry.file or "",
    )


def _day(time: str | None) -> str:
    """An ISO time as people here write a day."""
    return "/".join(reversed(time[:10].split("-"))) if time else ""
