"""Formats of other word processors, through a real LibreOffice, and through ones that misbehave."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
import zipfile
from typing import TYPE_CHECKING

import pytest

from pipeline.errors import DocumentError
from pipeline.extract import ReadOptions, read_document
from pipeline.extract.office import convert, convert_batch, office_version
from pipeline.extract.office.html import write_safe_html

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PAGE = (
    "<html><head><title>x</title><script>alert(1)</script><style>p {background: url(http://a.vn/b)}"
    "</style></head><body><p align=center><b>BÁO CÁO</b></p><p>Kết quả thực hiện <img src="
    "'http://a.vn/c.png'>nghị quyết của huyện.</p><table border=1><tr><td>Xã</td><td>12 hộ</td></tr>"
    "</table></body></html>"
)
_TEXTS = ["BÁO CÁO", "Kết quả thực hiện nghị quyết của huyện.", "Xã", "12 hộ"]

needs_office = pytest.mark.skipif(office_version() is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile folder for the LibreOffice that makes the files of these tests."""
    return tmp_path_factory.mktemp("profile")


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same document as .html, .doc, .rtf and .odt, the last three written by LibreOffice."""
    folder = tmp_path_factory.mktemp("office")
    page = folder / "a.html"
    page.write_text(_PAGE, encoding="utf-8")
    profile = (folder / "profile").as_uri()
    for suffix, kind in (("odt", "odt:writer8"), ("doc", "doc:MS Word 97"), ("rtf", "rtf")):
        source = page if suffix == "odt" else folder / "a.odt"
        command = [
            "soffice",
            "--headless",
            f"-env:UserInstallation={profile}",
            "--infilter=HTML (StarWriter)",
        ]
        command = command if suffix == "odt" else command[:-1]
        subprocess.run(
            [*command, "--convert-to", kind, "--outdir", str(folder), str(source)],
            check=True,
            capture_output=True,
            timeout=120,
        )
    return {suffix: folder / f"a.{suffix}" for suffix in ("html", "doc", "rtf", "odt")}


@needs_office
@pytest.mark.libreoffice
@pytest.mark.parametrize("file_format", ["html", "doc", "rtf", "odt"])
def test_other_formats_give_the_same_text(file_format: str, originals: dict[str, Path]) -> None:
    """Paragraphs and cells, as from Word; the report names the program, pages stay open."""
    document = read_document(originals[file_format], sha256="0" * 64, file_format=file_format)
    assert [document.text[b.start : b.end] for b in document.blocks] == _TEXTS
    assert document.report.converted_by == f"LibreOffice {office_version()}"
    assert document.pages is None


@needs_office
@pytest.mark.libreoffice
def test_a_batch_leaves_out_what_fails(originals: dict[str, Path], tmp_path: Path) -> None:
    """A damaged file costs the others nothing, and says so itself when it is read alone."""
    bad = tmp_path / "bad.doc"
    bad.write_bytes(originals["doc"].read_bytes()[:700])
    files = {
        "one": (originals["doc"], "doc"),
        "two": (bad, "doc"),
        "three": (originals["rtf"], "rtf"),
    }
    convert_batch(files, tmp_path / "made")
    made = {path.stem for path in (tmp_path / "made").iterdir()}
    assert {"one", "three"} <= made
    options = ReadOptions(converted=tmp_path / "made" / "one.docx")
    document = read_document(bad, sha256="0" * 64, file_format="doc", options=options)
    assert document.text.startswith("BÁO CÁO")


@needs_office
@pytest.mark.libreoffice
def test_a_damaged_file_is_told(tmp_path: Path, originals: dict[str, Path]) -> None:
    """What LibreOffice cannot open, or finds empty, is refused with what to do."""
    bad = tmp_path / "bad.odt"
    bad.write_bytes(originals["odt"].read_bytes()[:300])
    with pytest.raises(DocumentError, match="Hãy") as caught:
        read_document(bad, sha256="0" * 64, file_format="odt")
    assert caught.value.code in {"office-failed", "docx-empty"}


def test_without_libreoffice_the_remedy_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A clear message says what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DocumentError, match="libreoffice-writer-nogui") as caught:
        read_document(_some(tmp_path), sha256="0" * 64, file_format="doc")
    assert caught.value.code == "office-missing"


def _some(folder: Path) -> Path:
    path = folder / "a.doc"
    path.write_bytes(b"x" * 600)
    return path


def _fake(folder: Path, script: str) -> None:
    program = folder / "soffice"
    program.write_text(f"#!{shutil.which('sh')}\n{script}\n")
    program.chmod(0o755)


@pytest.fixture
def with_fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Put a LibreOffice of one's own making first in the way."""

    def install(script: str) -> None:
        _fake(tmp_path, script)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
        monkeypatch.setattr(convert, "_SECONDS_ALONE", 1.0)

    return install


@pytest.mark.parametrize(
    ("script", "code"),
    [("exit 81", "office-failed"), ("kill -9 $$", "office-failed"), ("sleep 60", "office-timeout")],
    ids=["fails", "dies", "hangs"],
)
def test_a_converter_that_misbehaves_costs_the_file(
    script: str, code: str, with_fake: Callable[[str], None], tmp_path: Path
) -> None:
    """In time, with a code of its own."""
    with_fake(script)
    begun = time.monotonic()
    with pytest.raises(DocumentError) as caught:
        read_document(_some(tmp_path), sha256="0" * 64, file_format="doc")
    assert caught.value.code == code
    assert time.monotonic() - begun < 20


def test_children_of_a_hanging_converter_end_with_it(
    with_fake: Callable[[str], None], tmp_path: Path
) -> None:
    """What it left behind does not go on."""
    mark = tmp_path / "alive"
    with_fake(f"(sleep 3; touch {mark}) & sleep 60")
    with pytest.raises(DocumentError):
        read_document(_some(tmp_path), sha256="0" * 64, file_format="doc")
    time.sleep(3)
    assert not mark.exists()


def test_memory_of_the_converter_has_an_end(
    with_fake: Callable[[str], None], tmp_path: Path
) -> None:
    """The limit holds for the program and its children."""
    seen = tmp_path / "limit"
    with_fake(f"sleep 0.2; sh -c 'ulimit -v' > {seen}")
    with pytest.raises(DocumentError):
        read_document(_some(tmp_path), sha256="0" * 64, file_format="doc")
    assert int(seen.read_text()) <= 3 << 20  # kilobytes


def test_an_encrypted_doc_is_told(tmp_path: Path) -> None:
    """By the flag in its head, before any program is started."""
    head = bytearray(512)
    head[0:2], head[11] = b"\xec\xa5", 0x01
    path = tmp_path / "a.doc"
    path.write_bytes(bytes(512) + bytes(head))
    with pytest.raises(DocumentError, match="mật khẩu") as caught:
        read_document(path, sha256="0" * 64, file_format="doc")
    assert caught.value.code == "encrypted-file"


def test_a_page_keeps_its_text_and_loses_its_reach(tmp_path: Path) -> None:
    """Nothing is left in it that would fetch or run; encodings are seen by the bytes."""
    source, target = tmp_path / "a.html", tmp_path / "b.html"
    source.write_text(_PAGE, encoding="utf-8")
    write_safe_html(source, target)
    page = target.read_text(encoding="utf-8")
    assert "http://" not in page
    assert "<script" not in page
    assert "nghị quyết của huyện" in page


_RTF = (
    r"{\rtf1\ansi Qu\'e0ng Ng\'e3i, ng\'e0y {\field{\*\fldinst { DATE \\@ "
    r'"dd/MM/yyyy" }}{\fldrslt {01/02/2020}}} '
    r"{\field{\*\fldinst FILENAME}{\fldrslt goc.doc}} b\'e1o c\'e1o.\par}"
)


@needs_office
@pytest.mark.libreoffice
def test_stored_dates_are_not_computed_anew(tmp_path: Path) -> None:
    """A letter keeps the day on which it was written, and two readings agree."""
    path = tmp_path / "a.rtf"
    path.write_text(_RTF, encoding="ascii")
    document = read_document(path, sha256="0" * 64, file_format="rtf")
    assert "01/02/2020" in document.text
    assert "goc.doc" in document.text


@needs_office
@pytest.mark.libreoffice
def test_a_date_that_cannot_be_kept_is_left_out(tmp_path: Path, office: Path) -> None:
    """In a .doc the stored result is lost: nothing is put in its place, and a clerk is told."""
    source = tmp_path / "a.rtf"
    source.write_text(_RTF, encoding="ascii")
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation={office.as_uri()}"),
            *("--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    document = read_document(tmp_path / "a.doc", sha256="0" * 64, file_format="doc")
    assert not re.search(r"\d", document.text)
    assert [warning.code for warning in document.warnings] == ["office-fields"]


@needs_office
@pytest.mark.libreoffice
def test_dates_of_an_opendocument_text_are_fixed(
    tmp_path: Path, originals: dict[str, Path]
) -> None:
    """The stored day is shown."""
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(originals["odt"]) as old, zipfile.ZipFile(path, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "content.xml":
                day = b'BC <text:date text:date-value="2020-02-01">01/02/2020</text:date>'
                data = data.replace("BÁO CÁO".encode(), day)
            new.writestr(member, data)
    document = read_document(path, sha256="0" * 64, file_format="odt")
    assert "01/02/2020" in document.text
