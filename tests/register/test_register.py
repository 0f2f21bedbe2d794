"""The register: who reported, how late, what the report lacks."""

from __future__ import annotations

from datetime import date, timedelta

from hand_made import CAMPAIGN
from hypothesis import given
from hypothesis import strategies as st

from pipeline.campaign import Campaign
from pipeline.records import (
    RegisterEntry,
    RegisterStatus,
    Role,
    RoleSuggestion,
    Submission,
    SubmissionStatus,
)
from pipeline.register import build_register

DEADLINE = date(2023, 6, 17)  # that of CAMPAIGN


def submission(
    dated: date | None,
    *,
    unit: str = "hu-cai-be",
    file: str = "a.docx",
    status: SubmissionStatus = SubmissionStatus.ACCEPTED,
    version: int = 1,
    received: str = "2023-06-12T08:00:00+07:00",
) -> Submission:
    """A submission; its digest is its file name."""
    return Submission(
        file=file,
        sha256=file,
        status=status,
        unit=unit,
        number=None,
        date=dated.isoformat() if dated else None,
        title=None,
        pages=None,
        version=version,
        received_at=received,
    )


def suggestion(section: str | None) -> RoleSuggestion:
    """A passage placed in a section."""
    return RoleSuggestion(
        passage="p", role=Role.RESULTS, section=section, confidence=0.9, reason="theo đề mục"
    )


def entry(*found: Submission, campaign: Campaign = CAMPAIGN) -> RegisterEntry:
    """The first unit's entry."""
    return build_register(campaign, found, {})[0]


def test_every_unit_has_one_entry_in_the_order_of_the_plan() -> None:
    """Who was asked stands in the register, reported or not."""
    found = build_register(CAMPAIGN, [submission(DEADLINE, unit="tinh-doan")], {})
    assert [e.unit for e in found] == ["hu-cai-be", "hu-go-sen", "tinh-doan"]
    assert [e.status for e in found] == [
        RegisterStatus.MISSING,
        RegisterStatus.MISSING,
        RegisterStatus.ON_TIME,
    ]


def test_on_the_day_itself_is_on_time() -> None:
    """The deadline is the last day."""
    found = entry(submission(DEADLINE))
    assert (found.status, found.days_late) == (RegisterStatus.ON_TIME, 0)


def test_the_day_after_is_late() -> None:
    """Days are counted from the deadline."""
    found = entry(submission(DEADLINE + timedelta(days=1)))
    assert (found.status, found.days_late) == (RegisterStatus.LATE, 1)


@given(deadline=st.dates(date(2015, 1, 1), date(2035, 1, 1)), days=st.integers(-40, 400))
def test_no_weekday_and_no_holiday_changes_the_count(deadline: date, days: int) -> None:
    """Calendar days count, whatever day the deadline falls on."""
    plan = CAMPAIGN.model_dump(mode="json")
    plan["deadlines"] = {"reports": deadline.isoformat()}
    moved = Campaign.model_validate(plan)
    found = entry(submission(deadline + timedelta(days=days)), campaign=moved)
    assert found.days_late == max(0, days)


def test_a_missing_unit_lacks_everything() -> None:
    """No date, no file, every section missing."""
    found = entry()
    assert (found.status, found.received_at, found.days_late, found.file) == (
        RegisterStatus.MISSING,
        None,
        None,
        None,
    )
    assert found.missing_sections == tuple(s.id for s in CAMPAIGN.outline)


def test_a_rejected_file_is_no_report() -> None:
    """Who sent what cannot be read has not reported yet."""
    found = entry(submission(DEADLINE, status=SubmissionStatus.REJECTED))
    assert found.status is RegisterStatus.MISSING


def test_the_document_counts_by_default() -> None:
    """A report dated in time that the post brought late is on time."""
    found = entry(submission(DEADLINE, received="2023-06-30T08:00:00+07:00"))
    assert found.status is RegisterStatus.ON_TIME


def test_the_arrival_counts_where_the_plan_says_so() -> None:
    """The same report is late in a campaign that counts arrivals."""
    arrivals = CAMPAIGN.model_copy(update={"counting": "arrival"})
    found = entry(submission(DEADLINE, received="2023-06-30T08:00:00+07:00"), campaign=arrivals)
    assert (found.status, found.days_late) == (RegisterStatus.LATE, 13)


def test_a_report_without_a_date_counts_by_its_arrival() -> None:
    """Something must be counted."""
    found = entry(submission(None, received="2023-06-19T23:59:59+07:00"))
    assert found.days_late == 2


def test_a_better_second_version_does_not_make_late() -> None:
    """The first report tells when the unit reported; the last one is the file that counts."""
    found = entry(
        submission(DEADLINE, file="1.docx", status=SubmissionStatus.SUPERSEDED),
        submission(DEADLINE + timedelta(days=9), file="2.docx", version=2),
    )
    assert (found.status, found.days_late, found.file) == (RegisterStatus.ON_TIME, 0, "2.docx")


def test_sections_to_which_the_report_gave_nothing_are_missing() -> None:
    """In the order of the outline."""
    held = [suggestion("ket-qua"), suggestion("bai-hoc"), suggestion(None)]
    found = build_register(CAMPAIGN, [submission(DEADLINE)], {"a.docx": held})[0]
    assert found.missing_sections == ("quan-triet", "han-che", "mo-hinh", "kien-nghi")


def test_sections_are_those_of_the_version_that_counts() -> None:
    """What only the superseded version held is missing."""
    found = build_register(
        CAMPAIGN,
        [
            submission(DEADLINE, file="1.docx", status=SubmissionStatus.SUPERSEDED),
            submission(DEADLINE, file="2.docx", version=2),
        ],
        {"1.docx": [suggestion("ket-qua")], "2.docx": [suggestion("bai-hoc")]},
    )[0]
    assert "ket-qua" in found.missing_sections
    assert "bai-hoc" not in found.missing_sections


def test_without_a_deadline_nobody_is_late() -> None:
    """A plan may ask for reports without naming a day."""
    plan = CAMPAIGN.model_dump(mode="json") | {"deadlines": {}}
    found = entry(submission(date(2030, 1, 1)), campaign=Campaign.model_validate(plan))
    assert (found.status, found.days_late) == (RegisterStatus.ON_TIME, 0)
