"""What became of every file: accepted, rejected, quarantined, or superseded by a later version.

In = out: each file of the inbox gives exactly one submission. Of several reports of a unit the last
counts, by the date of the letterhead (of arrival where it has none), then by arrival; the others stay, superseded.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.records import Reading, Submission, SubmissionStatus, Understanding, Warning_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadItem:
    """One file of the inbox after reading: what was read, or why it was not.

    Attributes:
        file: name in the inbox; received_at: ISO time with offset.
        failure: why the file could not be read; quarantined: a person must look at it first.
        container: name in the inbox of the archive or mail that the file came in.
        unpacked: of an archive or mail whose files are items of their own: what to know of it.
    """

    file: str
    sha256: str
    received_at: str
    reading: Reading | None = None
    understanding: Understanding | None = None
    failure: Warning_ | None = None
    quarantined: bool = False
    container: str | None = None
    unpacked: tuple[Warning_, ...] = ()


def decide_submissions(items: Iterable[ReadItem]) -> tuple[Submission, ...]:
    """Return one submission a file, by file name."""
    ordered = sorted(items, key=lambda item: item.file)
    first_names: dict[str, str] = {}
    submissions = []
    for item in ordered:
        submission = _submission(item)
        known = first_names.setdefault(item.sha256, item.file)
        if known != item.file and submission.status is SubmissionStatus.ACCEPTED:
            submission = _superseded(submission, "duplicate-of", f"Trùng nội dung với tệp {known}.")
        submissions.append(submission)
    return tuple(_number_versions(submissions))


def _submission(item: ReadItem) -> Submission:
    if item.reading is None:
        return Submission(
            file=item.file,
            sha256=item.sha256,
            status=_status_unread(item),
            unit=None,
            number=None,
            date=None,
            title=None,
            pages=None,
            version=1,
            received_at=item.received_at,
            warnings=(item.failure,) if item.failure else item.unpacked,
            container=item.container,
        )
    letterhead, document = item.reading.letterhead, item.reading.document
    return Submission(
        file=item.file,
        sha256=item.sha256,
        status=SubmissionStatus.ACCEPTED,
        unit=letterhead.unit,
        number=letterhead.number,
        date=letterhead.date,
        title=letterhead.title,
        pages=document.pages,
        version=1,
        received_at=item.received_at,
        warnings=(*document.warnings, *letterhead.warnings),
        container=item.container,
        format=document.format,
        report=document.report,
    )


def _status_unread(item: ReadItem) -> SubmissionStatus:
    """Status of a file that gave no text itself: what lay in a container stands in its place."""
    if item.unpacked:
        return SubmissionStatus.SUPERSEDED
    return SubmissionStatus.QUARANTINED if item.quarantined else SubmissionStatus.REJECTED


def _superseded(submission: Submission, code: str, detail: str) -> Submission:
    warning = Warning_(code=code, detail=detail)
    return replace(
        submission,
        status=SubmissionStatus.SUPERSEDED,
        warnings=(*submission.warnings, warning),
    )


def _number_versions(submissions: Sequence[Submission]) -> list[Submission]:
    by_unit: dict[str, list[int]] = defaultdict(list)
    for i, submission in enumerate(submissions):
        if submission.unit and submission.status is SubmissionStatus.ACCEPTED:
            by_unit[submission.unit].append(i)
    numbered = list(submissions)
    for places in by_unit.values():
        places.sort(
            key=lambda i: (
                submissions[i].date or submissions[i].received_at[:10],
                submissions[i].received_at,
                submissions[i].file,
            )
        )
        last = numbered[places[-1]].file
        for version, i in enumerate(places, 1):
            numbered[i] = replace(numbered[i], version=version)
            if i != places[-1]:
                numbered[i] = _superseded(
                    numbered[i], "superseded-by", f"Đã có bản mới hơn: {last}."
                )
    versions = {numbered[i].sha256: numbered[i].version for ps in by_unit.values() for i in ps}
    return [replace(s, version=versions.get(s.sha256, s.version)) for s in numbered]
