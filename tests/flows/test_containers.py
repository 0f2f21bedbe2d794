"""Archives and mails of the inbox: each file in them arrives like any other, and none is lost."""

from __future__ import annotations

import errno
import io
import zipfile
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from benches import open_bench
from flow_files import make_place, stand_still, write_report

from flows import worker
from flows.arrivals import has_news, take_in
from pipeline.errors import WorkspaceError
from pipeline.intake import Limits

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


@pytest.fixture
def report(tmp_path: Path) -> bytes:
    """A report's bytes."""
    return write_report(tmp_path / "x.docx", name="Bình Sơn", number=1).read_bytes()


def _zip(**members: bytes) -> bytes:
    """An archive; underscores of the names stand for dots."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return buffer.getvalue()


def _mail(*attached: tuple[str, bytes]) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@b.vn", "c@d.vn", "Báo cáo"
    mail.set_content("Kính gửi")
    for name, data in attached:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def _arrive(place: Place, name: str, data: bytes) -> None:
    (place.inbox / name).write_bytes(data)
    stand_still(place.inbox / name)


def _taken(bench: Workbench) -> dict[str, Arrival]:
    return {arrival.file: arrival for arrival in take_in(bench).arrivals}


def _codes(bench: Workbench) -> dict[str, str]:
    """How each ended: its failure, "unpacked" or "document"."""
    return {
        name: a.failure.code if a.failure else "unpacked" if a.unpacked else "document"
        for name, a in _taken(bench).items()
    }


def test_each_member_is_an_arrival(place: Place, bench: Workbench, report: bytes) -> None:
    """With its own digest, archived, with the time and the name of its container."""
    _arrive(place, "gui.zip", _zip(a_docx=report, b_gif=b"GIF89a"))
    taken = _taken(bench)
    assert list(taken) == ["gui.zip", "gui.zip/a.docx", "gui.zip/b.gif"]
    member = taken["gui.zip/a.docx"]
    assert bench.job.original(member.sha256).read_bytes() == report
    assert member.container == "gui.zip"
    assert member.received_at == taken["gui.zip"].received_at == "2023-06-06T04:20:00+07:00"


def test_each_member_is_judged_by_its_own_bytes(place: Place, bench: Workbench) -> None:
    """A picture that cannot be read does not harm the text beside it; a lying suffix is told."""
    _arrive(place, "gui.zip", _zip(a_docx=b"%PDF-1.7", b_gif=b"GIF89a", c_pdf=b""))
    assert _codes(bench) == {
        "gui.zip": "unpacked",
        "gui.zip/a.docx": "document",
        "gui.zip/b.gif": "unsupported-format",
        "gui.zip/c.pdf": "empty-file",
    }
    told = [warning.code for warning in _taken(bench)["gui.zip/a.docx"].warnings]
    assert told == ["misleading-suffix"]


def test_the_container_says_what_was_in_it(place: Place, bench: Workbench, report: bytes) -> None:
    """How many files came out, stayed inside, were passed over."""
    members = {"a_docx": report, "b_docx": b"x", "_DS_Store": b"x"}
    _arrive(place, "gui.zip", _zip(**members, **{"../c_docx": b"x"}))
    (told,) = _taken(bench)["gui.zip"].warnings
    assert told.code == "container-unpacked"
    assert told.detail == (
        "Đã mở gói: 2 tệp được lấy ra, 1 tệp không lấy ra được, bỏ qua 1 tệp không phải báo cáo."
    )


def test_a_container_is_no_document(place: Place, bench: Workbench, report: bytes) -> None:
    """Only what lies in it goes to the readers."""
    _arrive(place, "gui.zip", _zip(a_docx=report))
    assert [a.file for a in take_in(bench).arrivals if a.is_document] == ["gui.zip/a.docx"]


def test_archives_in_mails_are_opened(place: Place, bench: Workbench, report: bytes) -> None:
    """A mail, the mail in it, the archive in that: each stands, each names what it came in."""
    inner = _mail(("gui.zip", _zip(a_docx=report)))
    _arrive(place, "thu.eml", _mail(("chuyen.eml", inner)))
    containers = {name: arrival.container for name, arrival in _taken(bench).items()}
    assert containers == {
        "thu.eml": None,
        "thu.eml/chuyen.eml": "thu.eml",
        "thu.eml/chuyen.eml/gui.zip": "thu.eml/chuyen.eml",
        "thu.eml/chuyen.eml/gui.zip/a.docx": "thu.eml/chuyen.eml/gui.zip",
    }


def test_an_archive_in_an_archive_is_refused(place: Place, bench: Workbench, report: bytes) -> None:
    """It alone; what lies beside it arrives."""
    _arrive(place, "gui.zip", _zip(a_docx=report, b_zip=_zip(c_docx=report)))
    assert _codes(bench) == {
        "gui.zip": "unpacked",
        "gui.zip/a.docx": "document",
        "gui.zip/b.zip": "nested-container",
    }


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("rong.zip", _zip(), "container-empty"),
        ("cut.zip", _zip(a_docx=b"x")[:-10], "damaged-file"),
        ("thu.eml", _mail(), "mail-without-attachment"),
    ],
)
def test_a_container_that_gives_nothing_has_a_reason(
    place: Place, bench: Workbench, name: str, data: bytes, code: str
) -> None:
    """It stands in the records as any refused file, in the first run and in the second."""
    _arrive(place, name, data)
    assert _codes(bench) == {name: code}
    assert _codes(bench) == {name: code}


def test_containers_in_a_mail_share_their_limits(place: Place, bench: Workbench) -> None:
    """When so much came out of one mail, the rest of its archives stays shut."""
    many = _zip(**{f"{i}_gif": b"GIF89a%d" % i for i in range(9)})
    more = _zip(**{f"{i}_gif": b"GIF87a%d" % i for i in range(9)})
    _arrive(
        place, "thu.eml", _mail(("a.zip", many), ("b.zip", more), ("c.zip", _zip(x_gif=b"GIF8")))
    )
    taken = {a.file: a for a in take_in(bench, limits=Limits(members=15)).arrivals}
    assert taken["thu.eml/b.zip"].unpacked
    failure = taken["thu.eml/c.zip"].failure
    assert failure is not None
    assert failure.code == "container-bomb"


def test_two_members_of_one_name_are_two_arrivals(place: Place, bench: Workbench) -> None:
    """A folder may be called as an archive beside it: no name stands twice in the records."""
    _arrive(place, "gui.zip", _zip(a_gif=b"GIF89a1"))
    (place.inbox / "gui.zip\u200b").mkdir()
    _arrive(place, "gui.zip\u200b/a.gif", b"GIF89a2")
    named = [arrival.file for arrival in take_in(bench).arrivals]
    assert len(named) == len(set(named)) == 3


def test_a_second_run_opens_nothing(place: Place, bench: Workbench, report: bytes) -> None:
    """What came out is known by the container's digest: the original's bytes are not asked again."""
    _arrive(place, "gui.zip", _zip(a_docx=report))
    first = take_in(bench)
    original = bench.job.original(_taken(bench)["gui.zip"].sha256)
    original.chmod(0o644)
    original.write_bytes(_zip(other_gif=b"GIF89a"))
    assert take_in(bench) == first


def test_a_member_lost_from_the_archive_is_taken_out_again(
    place: Place, bench: Workbench, report: bytes
) -> None:
    """The index is believed only while its files lie there."""
    _arrive(place, "gui.zip", _zip(a_docx=report))
    member = bench.job.original(_taken(bench)["gui.zip/a.docx"].sha256)
    member.unlink()
    take_in(bench)
    assert member.read_bytes() == report


def test_nothing_is_left_in_the_spool(place: Place, bench: Workbench, report: bytes) -> None:
    """Members lie in the archive alone."""
    _arrive(place, "gui.zip", _zip(a_docx=report))
    take_in(bench)
    assert list(bench.job.workspace.spool.iterdir()) == []


def test_news_in_a_container(place: Place, bench: Workbench, report: bytes) -> None:
    """A container never opened is news; an opened one only while a member is not done with."""
    _arrive(place, "gui.zip", _zip(a_docx=report, b_gif=b"GIF89a"))
    assert has_news(bench)
    member = _taken(bench)["gui.zip/a.docx"]
    assert has_news(bench)
    bench.database.save_result(member.sha256, worker.UNDERSTANDING, "u1", "{}")
    assert not has_news(bench)


def test_a_container_that_gave_nothing_is_no_news(place: Place, bench: Workbench) -> None:
    """However often it is seen, no workers are started for it."""
    _arrive(place, "rong.zip", _zip())
    take_in(bench)
    assert not has_news(bench)


def test_a_disk_that_fills_while_a_container_is_opened_ends_the_run(
    place: Place, bench: Workbench, report: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Said with figures; the next run, with room, opens it."""
    _arrive(place, "gui.zip", _zip(a_docx=report))

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("tempfile.mkdtemp", full)
        with pytest.raises(WorkspaceError, match="đã đầy"):
            take_in(bench)
    assert _codes(bench)["gui.zip/a.docx"] == "document"
