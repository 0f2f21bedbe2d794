"""A whole run over all that an office receives: other word processors, scans, archives, secrets."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from docx import Document
from flow_files import finish, stand_still, start, write_report

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import FirstRun

_TOOLS = ("soffice", "tesseract")
_MISSING = [name for name in _TOOLS if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(_MISSING), reason=f"not installed: {_MISSING}")


@pytest.fixture(scope="module")
def rows(
    first_run: FirstRun, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, Any]]:
    """Submissions of one run, by file."""
    root = tmp_path_factory.mktemp("formats")
    inbox = root / "inbox"
    inbox.mkdir()
    _fill(inbox, root)
    for path in inbox.iterdir():
        stand_still(path)
    place = first_run.place
    options = [
        *("--campaign", str(place.campaign), "--inbox", str(inbox)),
        *("--outputs", str(root / "outputs"), "--workspace", str(place.workspace)),
    ]
    code, _, err = finish(
        start("run", *options, TONGKET_DATABASE_URL=f"sqlite:///{root / 'formats.db'}")
    )
    assert code == 0, err
    records = root / "outputs" / "nq01" / "submissions.jsonl"
    lines = records.read_text(encoding="utf-8").splitlines()
    return {row["file"]: row for row in map(json.loads, lines)}


def _fill(inbox: Path, root: Path) -> None:
    report = write_report(root / "goc.docx", name="Bình Sơn", number=1)
    other = write_report(root / "khac.docx", name="Sơn Tịnh", number=2)
    third = write_report(root / "ba.docx", name="Mộ Đức", number=3)
    _convert(report, "doc", inbox / "binh-son.doc")
    with zipfile.ZipFile(inbox / "gui-lai.zip", "w") as archive:
        archive.write(other, "Huyện ủy Sơn Tịnh/báo cáo.docx")
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@b.vn", "c@d.vn", "Báo cáo"
    mail.set_content("Kính gửi báo cáo.")
    mail.add_attachment(
        _picture(third, root), maintype="image", subtype="png", filename="bản chụp.png"
    )
    (inbox / "thu.eml").write_bytes(mail.as_bytes())
    secret = Document()
    for line in ("HUYỆN ỦY BÌNH SƠN", "MẬT", "BÁO CÁO", "về một việc không được để lộ ra ngoài"):
        secret.add_paragraph(line)
    secret.save(str(inbox / "mat.docx"))


def _convert(source: Path, kind: str, target: Path) -> None:
    profile = (source.parent / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(source.parent), str(source)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    source.with_suffix(f".{kind}").replace(target)


def _picture(report: Path, root: Path) -> bytes:
    """The report's first page as a scanner would give it."""
    _convert(report, "pdf", root / "ban-chup.pdf")
    with pypdfium2.PdfDocument(root / "ban-chup.pdf") as document:
        picture = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    held = io.BytesIO()
    picture.save(held, format="PNG")
    return held.getvalue()


def test_each_file_ends_as_it_should(rows: dict[str, dict[str, Any]]) -> None:
    """Read, opened or quarantined; members of containers are files of their own."""
    assert {file: (row["status"], row["unit"]) for file, row in rows.items()} == {
        "binh-son.doc": ("accepted", "hu-binh-son"),
        "gui-lai.zip": ("superseded", None),
        "gui-lai.zip/Huyện ủy Sơn Tịnh/báo cáo.docx": ("accepted", "hu-son-tinh"),
        "mat.docx": ("quarantined", None),
        "thu.eml": ("superseded", None),
        "thu.eml/bản chụp.png": ("accepted", "hu-mo-duc"),
    }


def test_members_remember_their_container(rows: dict[str, dict[str, Any]]) -> None:
    """And containers say that they were opened."""
    assert {row["container"] for row in rows.values()} == {None, "gui-lai.zip", "thu.eml"}
    codes = [warning["code"] for warning in rows["gui-lai.zip"]["warnings"]]
    assert codes == ["container-unpacked"]


def test_the_reading_report_is_kept_with_the_file(rows: dict[str, dict[str, Any]]) -> None:
    """What the bytes were, who converted them, what OCR was sure of."""
    doc, scan = rows["binh-son.doc"], rows["thu.eml/bản chụp.png"]
    assert (doc["format"], doc["report"]["converted_by"].split()[0]) == ("doc", "LibreOffice")
    assert scan["format"] == "png"
    assert scan["report"]["scanned_pages"] == [1]
    assert scan["report"]["confidence"] > 0.8


def test_a_secret_is_only_named(rows: dict[str, dict[str, Any]]) -> None:
    """The record says why, and holds nothing of the text."""
    row = rows["mat.docx"]
    assert [warning["code"] for warning in row["warnings"]] == ["classified"]
    assert "không được để lộ" not in json.dumps(row, ensure_ascii=False)
