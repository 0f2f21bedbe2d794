"""What lies in an inbox, and whether it stands still."""

from __future__ import annotations

import os
import tempfile
import threading
import time
import unicodedata
from pathlib import Path

import pytest

from pipeline.errors import TongketError
from pipeline.intake import (
    FileState,
    InboxFile,
    await_settled,
    change_since,
    is_settled,
    list_inbox,
    received_at,
    record_name,
)

_NFD = unicodedata.normalize("NFD", "Báo cáo.docx")


def _only(inbox: Path) -> InboxFile:
    (file,) = list_inbox(inbox)
    return file


def _code(inbox: Path) -> tuple[FileState, str]:
    file = _only(inbox)
    return file.state, file.reason.code if file.reason else ""


def test_reports_are_found_in_folders_below(tmp_path: Path) -> None:
    """Every file of every folder is listed, by the name relative to the inbox."""
    (tmp_path / "Huyện A" / "lần 2").mkdir(parents=True)
    (tmp_path / "Huyện A" / "lần 2" / "b.pdf").write_bytes(b"x")
    (tmp_path / "a.docx").write_bytes(b"x")
    names = [(file.name, file.state) for file in list_inbox(tmp_path)]
    assert names == [("Huyện A/lần 2/b.pdf", "report"), ("a.docx", "report")]


def test_order_is_that_of_the_nfc_names(tmp_path: Path) -> None:
    """Names written in NFD sort where their NFC form belongs."""
    for name in ("Ca.pdf", unicodedata.normalize("NFD", "Bé.pdf"), "Bz.pdf"):
        (tmp_path / name).write_bytes(b"x")
    assert [file.name for file in list_inbox(tmp_path)] == ["Bz.pdf", "Bé.pdf", "Ca.pdf"]


def test_nfd_name_is_recorded_in_nfc_and_opened_as_written(tmp_path: Path) -> None:
    """The record carries NFC; the path still opens the file."""
    (tmp_path / _NFD).write_bytes(b"noi dung")
    file = _only(tmp_path)
    assert file.name == "Báo cáo.docx"
    assert file.path.read_bytes() == b"noi dung"


def test_newline_in_a_name_becomes_a_blank(tmp_path: Path) -> None:
    """A name stays on one line of a record, and the real path is kept."""
    (tmp_path / "báo\r\ncáo.docx").write_bytes(b"x")
    file = _only(tmp_path)
    assert file.name == "báo cáo.docx"
    assert file.path.exists()


def test_name_that_is_no_utf8_can_be_recorded(tmp_path: Path) -> None:
    """Bytes of an old encoding become replacement characters, so that the record can be written."""
    (tmp_path / os.fsdecode(b"b\xe1o c\xe1o.doc")).write_bytes(b"x")
    assert _only(tmp_path).name.encode() == "b\ufffdo c\ufffdo.doc".encode()


def test_names_that_fall_together_stay_two_records(tmp_path: Path) -> None:
    """The same name in NFC and NFD: the one written in NFC keeps it, the other carries a mark."""
    (tmp_path / "Báo cáo.docx").write_bytes(b"mot")
    (tmp_path / _NFD).write_bytes(b"hai")
    first, second = list_inbox(tmp_path)
    assert (first.name, first.path.read_bytes()) == ("Báo cáo.docx", b"mot")
    assert second.name.startswith("Báo cáo.docx [")
    assert second.path.read_bytes() == b"hai"


def test_name_of_nothing_visible_is_still_a_name() -> None:
    """A part of invisible characters alone becomes a question mark."""
    assert record_name("\u200b/a.pdf") == "?/a.pdf"


@pytest.mark.parametrize(
    ("name", "state", "code"),
    [
        (".bao-cao.docx", "ignored", "hidden-file"),
        ("~$o cáo.docx", "ignored", "word-lock-file"),
        ("Thumbs.db", "ignored", "system-file"),
        ("a.pdf.part", "waiting", "partial-download"),
        ("a.pdf.crdownload", "waiting", "partial-download"),
        ("~WRL0001.TMP", "waiting", "partial-download"),
    ],
)
def test_files_that_are_no_reports_are_told_apart(
    tmp_path: Path, name: str, state: str, code: str
) -> None:
    """Each is listed once, with its own reason."""
    (tmp_path / name).write_bytes(b"x")
    assert _code(tmp_path) == (state, code)


def test_hidden_folder_is_one_entry(tmp_path: Path) -> None:
    """What lies in a hidden folder is not looked at."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.pdf").write_bytes(b"x")
    assert _code(tmp_path) == ("ignored", "hidden-file")


def test_folder_of_the_system_is_one_entry(tmp_path: Path) -> None:
    """A share's waste basket is not looked into."""
    (tmp_path / "$RECYCLE.BIN").mkdir()
    (tmp_path / "$RECYCLE.BIN" / "a.pdf").write_bytes(b"x")
    assert _code(tmp_path) == ("ignored", "system-file")


def test_folder_named_like_a_report_is_refused(tmp_path: Path) -> None:
    """A folder called x.pdf is one refused entry, and what lies in it is not read."""
    (tmp_path / "x.pdf").mkdir()
    (tmp_path / "x.pdf" / "a.pdf").write_bytes(b"x")
    assert _code(tmp_path) == ("refused", "not-a-file")


def test_link_is_refused_even_to_a_report(tmp_path: Path) -> None:
    """A symbolic link may lead out of the inbox: it is not followed."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (tmp_path / "a.pdf").write_bytes(b"x")
    (inbox / "a.pdf").symlink_to(tmp_path / "a.pdf")
    assert _code(inbox) == ("refused", "not-a-file")


def test_link_to_a_folder_above_ends(tmp_path: Path) -> None:
    """A link to the inbox itself does not lead in circles."""
    (tmp_path / "again").symlink_to(tmp_path)
    assert _code(tmp_path) == ("refused", "not-a-file")


def test_pipe_is_refused_without_opening(tmp_path: Path) -> None:
    """A fifo called a.pdf does not hang the listing."""
    os.mkfifo(tmp_path / "a.pdf")
    assert _code(tmp_path) == ("refused", "not-a-file")


def test_folder_that_may_not_be_read_is_an_entry() -> None:
    """A closed folder is refused with a reason; the rest of the inbox is listed."""
    with tempfile.TemporaryDirectory() as name:
        inbox = Path(name)
        inbox.chmod(0o755)
        (inbox / "closed").mkdir(mode=0o000)
        user = os.geteuid()
        if user == 0:  # root may read everything
            os.seteuid(65534)
        try:
            found = _code(inbox)
        finally:
            os.seteuid(user)
    assert found == ("refused", "unreadable-file")


def test_every_entry_is_accounted_for(tmp_path: Path) -> None:
    """Reports, lock files and links together: as many entries as names in the folder."""
    for name in ("a.pdf", "~$a.docx", ".a", "b.tmp"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "l.pdf").symlink_to("a.pdf")
    assert len(list_inbox(tmp_path)) == len(list(tmp_path.iterdir()))


def test_missing_inbox_says_where(tmp_path: Path) -> None:
    """A wrong folder ends the run with a message that names it."""
    with pytest.raises(TongketError, match="/khong-co "):
        list_inbox(tmp_path / "khong-co")


def test_file_that_stands_still_is_settled(tmp_path: Path) -> None:
    """Ten seconds after its last change a file may be read."""
    (tmp_path / "a.pdf").write_bytes(b"x")
    assert is_settled(_only(tmp_path), now=time.time() + 10, settle_seconds=2)


def test_file_written_just_now_is_not_settled(tmp_path: Path) -> None:
    """A file whose last change is younger than the settling time waits."""
    (tmp_path / "a.pdf").write_bytes(b"x")
    assert not is_settled(_only(tmp_path), now=time.time(), settle_seconds=2)


def test_file_that_grew_between_two_looks_is_not_settled(tmp_path: Path) -> None:
    """However late the second look: another size means that it is being written."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"x")
    file = _only(tmp_path)
    path.write_bytes(b"xy")
    assert not is_settled(file, now=time.time() + 10, settle_seconds=2)


def test_copy_that_keeps_an_old_time_is_not_settled(tmp_path: Path) -> None:
    """A copy made just now with the time of its original still waits."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"x")
    os.utime(path, (0, 0))
    assert not is_settled(_only(tmp_path), now=time.time(), settle_seconds=2)


def test_file_from_the_future_settles(tmp_path: Path) -> None:
    """A file server's clock ahead of ours does not hold a file back for ever."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"x")
    os.utime(path, (time.time() + 9999,) * 2)
    assert is_settled(_only(tmp_path), now=time.time() + 3, settle_seconds=2)


def test_empty_file_waits_twice_as_long(tmp_path: Path) -> None:
    """A name that was just made may get its contents yet."""
    (tmp_path / "a.pdf").write_bytes(b"")
    file = _only(tmp_path)
    now = time.time()
    settled = [is_settled(file, now=now + wait, settle_seconds=2) for wait in (3, 5)]
    assert settled == [False, True]


def test_gone_file_is_not_settled(tmp_path: Path) -> None:
    """A file that was moved away is not read."""
    (tmp_path / "a.pdf").write_bytes(b"x")
    file = _only(tmp_path)
    file.path.unlink()
    assert not is_settled(file, now=time.time() + 10, settle_seconds=2)


def test_waiting_ends_with_files_that_stand_still(tmp_path: Path) -> None:
    """Fresh files are waited for and then read, in the order of the listing."""
    for name in ("a.pdf", "b.pdf", ".c"):
        (tmp_path / name).write_bytes(b"x")
    files = await_settled(list_inbox(tmp_path), settle_seconds=0.3)
    assert [(file.name, file.state) for file in files] == [
        (".c", "ignored"),
        ("a.pdf", "report"),
        ("b.pdf", "report"),
    ]


def test_file_that_is_gone_is_not_waited_for(tmp_path: Path) -> None:
    """A file that vanished since the listing is waiting with that reason, at once."""
    (tmp_path / "a.pdf").write_bytes(b"x")
    files = list_inbox(tmp_path)
    (tmp_path / "a.pdf").unlink()
    begun = time.monotonic()
    (file,) = await_settled(files, settle_seconds=0.2)
    assert time.monotonic() - begun < 1.0
    assert (file.state, file.reason and file.reason.code) == ("waiting", "gone")


def test_change_while_reading_is_told(tmp_path: Path) -> None:
    """Another size or time of writing: what was read may not be the whole file."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"x")
    file = _only(tmp_path)
    path.write_bytes(b"")
    reason = change_since(file)
    assert reason is not None
    assert reason.code == "still-changing"


def test_loss_while_reading_is_told(tmp_path: Path) -> None:
    """A file that is gone has its own reason."""
    (tmp_path / "a.pdf").write_bytes(b"x")
    file = _only(tmp_path)
    file.path.unlink()
    reason = change_since(file)
    assert reason is not None
    assert reason.code == "gone"


def test_who_only_looks_changes_nothing(tmp_path: Path) -> None:
    """New rights, as a virus scanner may set them, leave the file what it was."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"x")
    file = _only(tmp_path)
    path.chmod(0o600)
    assert change_since(file) is None


def test_still_files_are_not_waited_for(tmp_path: Path) -> None:
    """Where nothing moves a run begins at once."""
    (tmp_path / "a.pdf").write_bytes(b"x")
    files = list_inbox(tmp_path)
    time.sleep(0.3)
    begun = time.monotonic()
    await_settled(files, settle_seconds=0.2)
    assert time.monotonic() - begun < 0.1


def test_file_that_keeps_growing_is_left_for_the_next_run(tmp_path: Path) -> None:
    """After the patience it is counted as waiting; the files beside it are read."""
    (tmp_path / "still.pdf").write_bytes(b"x")
    stop = threading.Event()

    def grow() -> None:
        with (tmp_path / "grows.pdf").open("wb", buffering=0) as file:
            while not stop.wait(0.02):
                file.write(b"x")

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        while not (tmp_path / "grows.pdf").exists():
            time.sleep(0.01)
        listed = list_inbox(tmp_path)
        files = await_settled(listed, settle_seconds=0.4, patience_seconds=1.0)
    finally:
        stop.set()
        writer.join()
    assert [(file.name, file.state) for file in files] == [
        ("grows.pdf", "waiting"),
        ("still.pdf", "report"),
    ]


def test_file_that_stops_growing_is_read_with_its_last_size(tmp_path: Path) -> None:
    """A copy that ends while a run waits is read whole."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"x")
    files = list_inbox(tmp_path)
    path.write_bytes(b"x" * 1000)
    (file,) = await_settled(files, settle_seconds=0.2)
    assert (file.state, file.size) == ("report", 1000)


def test_arrival_is_the_time_of_writing_in_vietnam(tmp_path: Path) -> None:
    """The fraction of a second is dropped, never rounded up."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"x")
    os.utime(path, ns=(0, 1_645_747_199_999_999_999))
    assert received_at(path) == "2022-02-25T06:59:59+07:00"
