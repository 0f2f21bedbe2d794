"""What comes out of an archive, and what a hostile one can do: nothing."""

from __future__ import annotations

import stat
import unicodedata
import zipfile
from typing import TYPE_CHECKING

import pytest
from container_files import Entry, codes, make_archive, opened, outcome, plain_zip, refused, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import DocumentError
from pipeline.intake import Limits, check_nesting

if TYPE_CHECKING:
    from pathlib import Path

_UTF8 = 0x800
_LINK = (stat.S_IFLNK | 0o777) << 16
_DOCUMENT = bytes(range(256)) * 40


def test_members_come_out_as_they_went_in(tmp_path: Path) -> None:
    """Every file of every folder, with its bytes; folders themselves are no members."""
    members = {"Huyện A/báo cáo.docx": _DOCUMENT, "b.pdf": b"%PDF", "Huyện B/": b""}
    found = opened(tmp_path, plain_zip(members))
    assert texts(found) == {"Huyện A/báo cáo.docx": _DOCUMENT, "b.pdf": b"%PDF"}
    assert found.size_bytes == len(_DOCUMENT) + 4


def test_stored_members_come_out(tmp_path: Path) -> None:
    """A member that was not packed is copied."""
    found = opened(tmp_path, make_archive(Entry(name=b"a.pdf", data=_DOCUMENT, method=0)))
    assert texts(found) == {"a.pdf": _DOCUMENT}


def test_files_on_the_disk_have_names_of_our_own(tmp_path: Path) -> None:
    """Whatever a member is called, it lies directly in the folder that was given."""
    found = opened(tmp_path, plain_zip({"x/y/báo cáo.docx": b"1", "con.docx": b"2"}))
    assert {member.path.parent for member in found.members} == {tmp_path / "inside"}
    assert all(member.path.name.isdigit() for member in found.members)


@pytest.mark.parametrize(
    "name",
    [
        "../a.docx",
        "x/../../a.docx",
        "/etc/a.docx",
        "C:\\a.docx",
        "c:a.docx",
        "..\\a.docx",
        "\\\\may\\a",
    ],
)
def test_name_that_leads_out_refuses_that_member_alone(tmp_path: Path, name: str) -> None:
    """The member is refused for a person to look at, nothing is written outside, others come out."""
    data = make_archive(Entry(name=b"tot.docx"), Entry(name=name.encode()))
    found = opened(tmp_path, data)
    assert list(texts(found)) == ["tot.docx"]
    (member,) = found.refused
    assert (member.code, member.quarantine) == ("container-unsafe-names", True)
    assert ".." not in member.name
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["000000", "goi", "inside"]


def test_zero_in_a_name_is_refused(tmp_path: Path) -> None:
    """A name that ends early for some programs may not come out."""
    found = opened(tmp_path, make_archive(Entry(name=b"a.docx\0.exe")))
    assert codes(found) == {"a.docx.exe": "container-unsafe-names"}


def test_backslashes_part_folders(tmp_path: Path) -> None:
    """Old Windows tools write them; such members are reports like others."""
    found = opened(tmp_path, make_archive(Entry(name=b"Huyen A\\bao cao.docx")))
    assert list(texts(found)) == ["Huyen A/bao cao.docx"]


def test_the_same_name_twice_stays_two_members(tmp_path: Path) -> None:
    """None is lost and none is overwritten; the second keeps its suffix."""
    data = make_archive(Entry(name=b"a.docx", data=b"mot"), Entry(name=b"a.docx", data=b"hai"))
    assert texts(opened(tmp_path, data)) == {"a.docx": b"mot", "a (2).docx": b"hai"}


def test_names_are_nfc_and_one_line(tmp_path: Path) -> None:
    """As all names of records."""
    name = unicodedata.normalize("NFD", "báo\ncáo.docx")
    assert list(texts(opened(tmp_path, plain_zip({name: b"x"})))) == ["báo cáo.docx"]


def test_endless_name_is_cut_before_its_suffix(tmp_path: Path) -> None:
    """A name of thousands of letters is still a name that lists can show."""
    found = opened(tmp_path, plain_zip({"a" * 5000 + ".docx": b"x"}))
    (name,) = texts(found)
    assert len(name) <= 200
    assert name.endswith(".docx")


def test_what_no_person_packed_is_counted_only(tmp_path: Path) -> None:
    """Resource forks of macOS, folder pictures of Windows and locks of Word are no reports."""
    rubbish = [
        "__MACOSX/._a.docx",
        ".DS_Store",
        "x/Thumbs.db",
        "desktop.ini",
        "~$a.docx",
        "._a.docx",
    ]
    found = opened(tmp_path, plain_zip({"a.docx": b"x", **dict.fromkeys(rubbish, b"y")}))
    assert (list(texts(found)), found.refused, found.passed_over) == (["a.docx"], (), 6)


@pytest.mark.parametrize("members", [{}, {"x/": b""}, {".DS_Store": b"x"}])
def test_archive_without_a_report_is_empty(tmp_path: Path, members: dict[str, bytes]) -> None:
    """Nothing, folders alone and rubbish alone are the same to a clerk."""
    assert refused(tmp_path, plain_zip(members)).code == "container-empty"


def test_link_is_refused(tmp_path: Path) -> None:
    """A symbolic link of Unix does not come out as a file with the target's name in it."""
    link = Entry(name=b"a.docx", data=b"/etc/passwd", attributes=_LINK, system=3)
    assert codes(opened(tmp_path, make_archive(link))) == {"a.docx": "not-a-file"}


def test_locked_archive_says_so(tmp_path: Path) -> None:
    """An archive of which every member needs a password."""
    error = refused(tmp_path, make_archive(Entry(name=b"a.docx", flags=1)))
    assert error.code == "container-encrypted"
    assert "mật khẩu" in error.detail


def test_locked_member_is_refused_alone(tmp_path: Path) -> None:
    """Beside members without a password."""
    found = opened(tmp_path, make_archive(Entry(name=b"a.docx", flags=1), Entry(name=b"b.docx")))
    assert (codes(found), list(texts(found))) == ({"a.docx": "encrypted-file"}, ["b.docx"])


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 9, 97])
def test_rare_packings_are_refused(tmp_path: Path, method: int) -> None:
    """Packings that unpack without a bound, or not at all, are named as such."""
    found = opened(tmp_path, make_archive(Entry(name=b"a.docx", method=method)))
    assert codes(found) == {"a.docx": "container-packing"}


@pytest.mark.parametrize("lie", [{"crc": 1}, {"stated_bytes": 3}, {"stated_bytes": 9000}])
def test_member_that_differs_from_its_list_is_damaged(tmp_path: Path, lie: dict[str, int]) -> None:
    """A wrong checksum, or more or fewer bytes than stated: refused, and nothing of it stays."""
    bad = Entry(name=b"a.docx", **lie)  # type: ignore[arg-type]
    found = opened(tmp_path, make_archive(bad, Entry(name=b"b.docx")))
    assert (codes(found), list(texts(found))) == ({"a.docx": "damaged-file"}, ["b.docx"])
    assert len(list((tmp_path / "inside").iterdir())) == 1


def test_archive_cut_short_is_damaged(tmp_path: Path) -> None:
    """Its list stands at the end and is missing."""
    assert refused(tmp_path, plain_zip({"a.docx": _DOCUMENT})[:-30]).code == "container-damaged"


def test_bomb_is_found_while_it_comes_out(tmp_path: Path) -> None:
    """The ratio counts bytes that come out; what the list states is not asked."""
    limits = Limits(ratio=50, ratio_from_bytes=1 << 20)
    bomb = Entry(name=b"a.docx", data=bytes(16 << 20), stated_bytes=10)
    error = refused(tmp_path, make_archive(bomb), limits=limits)
    assert (error.code, error.quarantine) == ("container-bomb", True)
    assert list((tmp_path / "inside").iterdir()) == []


def test_many_small_bombs_are_one(tmp_path: Path) -> None:
    """Each member stays below the limits, all together do not."""
    limits = Limits(ratio=50, ratio_from_bytes=1 << 20)
    entries = [Entry(name=b"%d" % i, data=bytes(1 << 18)) for i in range(8)]
    assert refused(tmp_path, make_archive(*entries), limits=limits).code == "container-bomb"


def test_a_blank_picture_is_no_bomb(tmp_path: Path) -> None:
    """Below the size at which it could do harm a member packs as it likes."""
    found = opened(tmp_path, make_archive(Entry(name=b"trang.bmp", data=bytes(8 << 20))))
    assert found.size_bytes == 8 << 20


def test_total_is_limited_without_packing(tmp_path: Path) -> None:
    """Members that are not packed at all fill a disk too."""
    entries = [Entry(name=b"%d" % i, data=_DOCUMENT, method=0) for i in range(4)]
    error = refused(tmp_path, make_archive(*entries), limits=Limits(total_bytes=30_000))
    assert error.code == "container-bomb"


def test_members_that_share_bytes_are_a_bomb(tmp_path: Path) -> None:
    """Many names for one packed stream: small file, endless contents."""
    entries = [Entry(name=b"a", data=_DOCUMENT, method=0) for _ in range(9)]
    data = make_archive(*entries, same_place=True)
    error = refused(tmp_path, data)
    assert error.code == "container-bomb"
    assert "dùng chung" in error.detail


def test_a_wrong_size_in_the_list_is_no_bomb(tmp_path: Path) -> None:
    """A byte that was changed on the way damages one member; nobody is suspected."""
    data = bytearray(make_archive(Entry(name=b"a.docx"), Entry(name=b"b.docx")))
    data[data.index(b"PK\x01\x02") + 22] = 0x7F  # the packed size of the first, 8 million more
    found = opened(tmp_path, bytes(data))
    assert (codes(found), list(texts(found))) == ({"a.docx": "damaged-file"}, ["b.docx"])


def test_too_many_members_are_a_bomb(tmp_path: Path) -> None:
    """The number is seen before anything comes out."""
    data = plain_zip({f"{i}.docx": b"x" for i in range(11)})
    assert refused(tmp_path, data, limits=Limits(members=10)).code == "container-bomb"


def test_member_too_large_is_refused_alone(tmp_path: Path) -> None:
    """A film beside a report: the report comes out."""
    data = plain_zip({"phim.mp4": _DOCUMENT * 10, "a.docx": b"x"})
    found = opened(tmp_path, data, limits=Limits(member_bytes=50_000))
    assert (codes(found), list(texts(found))) == ({"phim.mp4": "too-large"}, ["a.docx"])


@pytest.mark.parametrize("formats", ["zip", "eml zip", "zip eml", "eml eml zip", "eml eml eml"])
def test_mails_may_hold_archives_and_mails(formats: str) -> None:
    """Three deep, from the outermost."""
    check_nesting(formats.split())


@pytest.mark.parametrize("formats", ["zip zip", "zip eml zip", "eml eml eml eml", "eml zip zip"])
def test_archive_in_an_archive_is_never_opened(formats: str) -> None:
    """Nor what lies deeper than anybody packs."""
    with pytest.raises(DocumentError) as caught:
        check_nesting(formats.split())
    assert caught.value.code == "nested-container"
    assert "giải nén" in caught.value.detail


def test_messages_are_sentences_that_say_what_to_do(tmp_path: Path) -> None:
    """In NFC, with a remedy."""
    entries = [Entry(name=b"/a"), Entry(name=b"b", flags=1), Entry(name=b"c", method=9)]
    found = opened(tmp_path, make_archive(*entries, Entry(name=b"d", crc=1), Entry(name=b"e")))
    for member in found.refused:
        assert member.detail == unicodedata.normalize("NFC", member.detail)
        assert "; hãy " in member.detail
        assert member.detail.endswith(".")


_WHOLE = plain_zip({"báo cáo.docx": _DOCUMENT, "b/c.pdf": b"%PDF" * 50, "rong.docx": b""})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    places=st.lists(st.tuples(st.integers(0, len(_WHOLE) - 1), st.integers(0, 255)), max_size=6),
    cut=st.integers(0, len(_WHOLE)),
)
def test_any_damage_ends_in_members_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, places: list[tuple[int, int]], cut: int
) -> None:
    """However an archive is changed or cut: members with reasons, or one DocumentError."""
    folder = tmp_path_factory.mktemp("damaged")
    data = bytearray(_WHOLE)
    for at, value in places:
        data[at] = value
    found = outcome(folder, bytes(data[: cut if cut > len(_WHOLE) // 2 else None]))
    if isinstance(found, DocumentError):
        assert found.code.startswith("container-")
    else:
        assert len(list((folder / "inside").iterdir())) == len(found.members)
