"""What became of every file: accepted, superseded, rejected, quarantined; one submission a file."""

from __future__ import annotations

from dataclasses import replace

from hand_made import make_letterhead
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import (
    Document,
    Reading,
    Submission,
    SubmissionStatus,
    Warning_,
)
from pipeline.register import ReadItem, decide_submissions

BROKEN = Warning_(code="broken-file", detail="Tệp hỏng, hãy gửi lại.")


def item(
    file: str,
    unit: str | None = "hu-cai-be",
    *,
    digest: str = "",
    date: str | None = "2023-06-10",
    received: str = "2023-06-11T08:00:00+07:00",
) -> ReadItem:
    """A file that was read; its digest follows from its name where none is given."""
    sha256 = digest or file
    document = Document(
        sha256=sha256,
        format="docx",
        text="",
        blocks=(),
        pages=7,
        warnings=(Warning_(code="no-pages", detail="Không rõ số trang."),),
    )
    head = make_letterhead(
        unit, date=date, warnings=(Warning_(code="no-stamp", detail="Thiếu dấu."),)
    )
    reading = Reading(document=document, letterhead=head, passages=())
    return ReadItem(file=file, sha256=sha256, received_at=received, reading=reading)


def broken(file: str, *, quarantined: bool = False) -> ReadItem:
    """A file that could not be read."""
    return ReadItem(
        file=file,
        sha256=file,
        received_at="2023-06-11T08:00:00+07:00",
        failure=BROKEN,
        quarantined=quarantined,
    )


def by_file(*items: ReadItem) -> dict[str, Submission]:
    """Submissions by file name."""
    return {s.file: s for s in decide_submissions(items)}


def test_a_read_file_is_accepted_with_what_its_head_says() -> None:
    """Unit, number, date, title and pages stand in the submission."""
    found = by_file(item("a.docx"))["a.docx"]
    assert found.status is SubmissionStatus.ACCEPTED
    assert (found.unit, found.number, found.date, found.pages, found.version) == (
        "hu-cai-be",
        "31-BC/HU",
        "2023-06-10",
        7,
        1,
    )


def test_warnings_of_document_and_letterhead_are_kept() -> None:
    """A person sees all that is to be known of a file."""
    codes = [w.code for w in by_file(item("a.docx"))["a.docx"].warnings]
    assert codes == ["no-pages", "no-stamp"]


def test_an_unreadable_file_is_rejected_with_its_reason() -> None:
    """It stays in the list, with the sentence for the clerk."""
    found = by_file(broken("x.pdf"))["x.pdf"]
    assert (found.status, found.warnings) == (SubmissionStatus.REJECTED, (BROKEN,))


def test_a_dangerous_file_is_quarantined() -> None:
    """What a person must look at first is told apart from what is merely broken."""
    found = by_file(broken("x.docx", quarantined=True))["x.docx"]
    assert found.status is SubmissionStatus.QUARANTINED


def test_an_opened_container_stands_with_what_was_in_it() -> None:
    """In = out: it is superseded by its files, which name it; it never counts as a report."""
    told = Warning_(code="container-unpacked", detail="Đã mở gói: 1 tệp được lấy ra.")
    bundle = ReadItem(
        file="a.zip", sha256="z", received_at="2023-06-11T08:00:00+07:00", unpacked=(told,)
    )
    found = by_file(bundle, replace(item("a.zip/x.docx"), container="a.zip"))
    assert found["a.zip"].status is SubmissionStatus.SUPERSEDED
    assert (found["a.zip"].warnings, found["a.zip"].unit) == ((told,), None)
    assert found["a.zip/x.docx"].status is SubmissionStatus.ACCEPTED
    assert found["a.zip/x.docx"].container == "a.zip"


def test_an_opened_container_twice_supersedes_nothing() -> None:
    """The copy is no duplicate of a report; its files are."""
    told = (Warning_(code="container-unpacked", detail="Đã mở gói."),)
    bundles = [
        ReadItem(file=name, sha256="z", received_at="2023-06-11T08:00:00+07:00", unpacked=told)
        for name in ("a.zip", "b.zip")
    ]
    found = by_file(*bundles, item("a.zip/x", digest="d"), item("b.zip/x", digest="d"))
    assert {found[name].status for name in ("a.zip", "b.zip")} == {SubmissionStatus.SUPERSEDED}
    assert found["b.zip/x"].warnings[-1].code == "duplicate-of"


def test_of_two_reports_the_later_dated_counts() -> None:
    """The date of the letterhead decides, whatever the file names and arrivals."""
    found = by_file(
        item("b.docx", date="2023-06-01", received="2023-06-20T08:00:00+07:00"),
        item("a.docx", date="2023-06-15", received="2023-06-16T08:00:00+07:00"),
    )
    assert (found["b.docx"].status, found["b.docx"].version) == (SubmissionStatus.SUPERSEDED, 1)
    assert (found["a.docx"].status, found["a.docx"].version) == (SubmissionStatus.ACCEPTED, 2)


def test_a_later_report_without_a_date_counts() -> None:
    """A scan-like second version whose date could not be read is placed by its arrival."""
    first = item("a.docx", date="2023-06-10", received="2023-06-11T08:00:00+07:00")
    second = item("b.pdf", date=None, received="2023-07-20T08:00:00+07:00")
    found = by_file(first, second)
    assert found["b.pdf"].status is SubmissionStatus.ACCEPTED
    assert found["a.docx"].status is SubmissionStatus.SUPERSEDED


def test_of_two_reports_of_one_date_the_later_arrived_counts() -> None:
    """A corrected copy keeps its date; its arrival tells."""
    found = by_file(
        item("a.docx", received="2023-06-12T09:00:00+07:00"),
        item("b.docx", received="2023-06-12T08:00:00+07:00"),
    )
    assert found["a.docx"].status is SubmissionStatus.ACCEPTED


def test_the_superseded_says_by_which_file() -> None:
    """A clerk finds the newer version by name."""
    found = by_file(item("a.docx", date="2023-06-01"), item("b.docx", date="2023-06-02"))
    assert found["a.docx"].warnings[-1] == Warning_(
        code="superseded-by", detail="Đã có bản mới hơn: b.docx."
    )


def test_the_same_bytes_twice_are_one_report() -> None:
    """The copy is superseded and names the first."""
    found = by_file(item("a.docx", digest="d"), item("sub/a.docx", digest="d"))
    assert found["a.docx"].status is SubmissionStatus.ACCEPTED
    assert found["sub/a.docx"].status is SubmissionStatus.SUPERSEDED
    assert found["sub/a.docx"].warnings[-1].code == "duplicate-of"
    assert found["sub/a.docx"].version == 1


def test_a_copy_of_a_second_version_is_of_the_second_version() -> None:
    """A duplicate has the number of what it repeats, so it never counts as the first report."""
    found = by_file(
        item("1.docx", date="2023-06-01"),
        item("2.docx", date="2023-06-20", digest="d"),
        item("3.docx", date="2023-06-20", digest="d"),
    )
    assert [found[name].version for name in ("1.docx", "2.docx", "3.docx")] == [1, 2, 2]


def test_reports_of_two_units_do_not_supersede_each_other() -> None:
    """Versions count a unit at a time."""
    found = by_file(item("a.docx", "hu-cai-be"), item("b.docx", "hu-go-sen", date="2023-06-30"))
    assert {s.status for s in found.values()} == {SubmissionStatus.ACCEPTED}


def test_reports_without_a_unit_do_not_supersede_each_other() -> None:
    """Where nobody is known, nobody's report is the older one."""
    found = by_file(item("a.docx", None), item("b.docx", None, date="2023-06-30"))
    assert {s.status for s in found.values()} == {SubmissionStatus.ACCEPTED}


def test_an_unreadable_second_file_supersedes_nothing() -> None:
    """The report that can be read still counts."""
    found = by_file(item("a.docx"), broken("b.docx"))
    assert found["a.docx"].status is SubmissionStatus.ACCEPTED


ITEMS = (
    item("1.docx", date="2023-06-01"),
    item("2.docx", date=None, digest="d"),
    item("3.docx", "hu-go-sen", digest="d2"),
    item("4.docx", "hu-go-sen", digest="d2"),
    item("5.docx", None),
    broken("6.pdf"),
    broken("7.docx", quarantined=True),
)


@given(items=st.permutations(ITEMS))
def test_the_order_of_reading_changes_nothing(items: list[ReadItem]) -> None:
    """Submissions stand by file name, one a file, whatever was read first."""
    found = decide_submissions(items)
    assert [s.file for s in found] == [i.file for i in ITEMS]
    assert found == decide_submissions(ITEMS)
