"""A small campaign made by hand: the plan, the reports of two units, and what arrives beside them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

from docx import Document

ROOT = Path(__file__).resolve().parents[2]
PLAN = """\
id: nq01
title: Tổng kết 5 năm thực hiện Nghị quyết số 01-NQ/TU
resolution: {number: 01-NQ/TU, date: 2018-03-05, about: phát triển nông nghiệp}
lead: Ban Kinh tế Tỉnh ủy
province: Quảng Ngãi
deadlines: {reports: 2023-06-15}
outline:
  - {id: ket-qua, title: Kết quả thực hiện, roles: [results, leadership]}
  - {id: bai-hoc, title: Bài học kinh nghiệm, roles: [lessons]}
  - {id: kien-nghi, title: Kiến nghị, roles: [recommendations]}
units:
  - {id: hu-binh-son, name: Huyện ủy Bình Sơn}
  - {id: hu-son-tinh, name: Huyện ủy Sơn Tịnh}
  - {id: hu-mo-duc, name: Huyện ủy Mộ Đức}
"""
_ARRIVED = 1_686_000_000  # 2023-06-06: the inbox looks the same in every run
_BODY = (
    "I- KẾT QUẢ THỰC HIỆN",
    "Trong 5 năm qua, huyện đã chuyển đổi {n}50 ha đất lúa sang cây trồng cạn, thu nhập tăng rõ rệt.",
    "II- BÀI HỌC KINH NGHIỆM",
    "Một là, phải thường xuyên quán triệt nghị quyết đến từng chi bộ và từng hộ dân.",
    "Hai là, cấp ủy phải gần dân, lắng nghe và tháo gỡ kịp thời khó khăn của {name}.",
    "III- KIẾN NGHỊ",
    "Đề nghị Tỉnh ủy chỉ đạo bố trí thêm vốn cho thủy lợi nội đồng của huyện.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The folders of one campaign below `root`."""

    root: Path

    @property
    def campaign(self) -> Path:
        """The plan."""
        return self.root / "campaign.yaml"

    @property
    def inbox(self) -> Path:
        """Where reports arrive."""
        return self.root / "inbox"

    @property
    def outputs(self) -> Path:
        """Where the campaign's folder grows."""
        return self.root / "outputs"

    @property
    def records(self) -> Path:
        """The campaign's folder."""
        return self.outputs / "nq01"

    @property
    def workspace(self) -> Path:
        """The default workspace."""
        return self.outputs / ".tongket"

    def options(self) -> list[str]:
        """The three options that every run needs."""
        return [
            *("--campaign", str(self.campaign)),
            *("--inbox", str(self.inbox)),
            *("--outputs", str(self.outputs)),
        ]

    def bytes_of_records(self) -> dict[str, bytes]:
        """All that the run wrote, by name."""
        return {path.name: path.read_bytes() for path in sorted(self.records.iterdir())}


def make_place(root: Path) -> Place:
    """A plan and an empty inbox."""
    place = Place(root=root)
    place.inbox.mkdir(parents=True)
    place.campaign.write_text(PLAN, encoding="utf-8")
    return place


def write_report(path: Path, *, name: str, number: int, mark: str = "") -> Path:
    """The report of the unit with this short name, as a .docx; `mark` is its archive comment."""
    document = Document()
    for line in (
        f"HUYỆN ỦY {name.upper()}",
        f"Số {number}-BC/HU",
        f"{name}, ngày 05 tháng 6 năm 2023",
        "BÁO CÁO",
        "tổng kết 5 năm thực hiện Nghị quyết số 01-NQ/TU",
        *(text.format(n=number, name=name) for text in _BODY),
    ):
        document.add_paragraph(line)
    document.save(str(path))
    if mark:
        with zipfile.ZipFile(path, "a") as archive:
            archive.comment = mark.encode()
    return stand_still(path)


def stand_still(path: Path) -> Path:
    """Let the file look as if it had arrived long ago."""
    os.utime(path, (_ARRIVED, _ARRIVED))
    return path


def fill(inbox: Path) -> None:
    """Two good reports, one of them twice, an empty file, a picture."""
    first = write_report(inbox / "binh-son.docx", name="Bình Sơn", number=1)
    write_report(inbox / "son-tinh.docx", name="Sơn Tịnh", number=2)
    (inbox / "sao-chep.docx").write_bytes(first.read_bytes())
    (inbox / "rong.docx").touch()
    (inbox / "anh.gif").write_bytes(b"GIF89a")
    for path in inbox.iterdir():
        stand_still(path)


def start(*arguments: str, **variables: str) -> subprocess.Popen[str]:
    """Start `tongket` with these arguments as a process of its own."""
    return start_python("-m", "flows.cli", *arguments, **variables)


def start_python(*arguments: str, **variables: str) -> subprocess.Popen[str]:
    """Start Python where it finds this project."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def finish(process: subprocess.Popen[str], timeout_s: float = 120) -> tuple[int, str, str]:
    """Wait for it; return exit code, standard output, standard error."""
    out, err = process.communicate(timeout=timeout_s)
    return process.returncode, out, err


def ends(pid: int, *, within_s: float) -> bool:
    """Whether the process is gone within that time."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
