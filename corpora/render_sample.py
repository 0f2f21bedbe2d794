"""Makes the files that an office would receive from the sample's annotated reports.

Run by hand, from the project's folder: `python -m corpora.render_sample`.

From `corpora/sample/reports/*.txt` to `corpora/sample/inbox/`, each report in a layout of its own,
as people type them: markers by hand or by Word, heading styles or bold lines, items in paragraphs
or parted by soft breaks. The bytes are the same each time. PDFs are made by LibreOffice (`soffice`)
in free fonts that hold every Vietnamese letter (Debian: fonts-croscore, fonts-dejavu):
letters borrowed from a second font would read in an order that no office's file has.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from corpora.typist import Layout, Typist
from pipeline.corpus import load_report

SAMPLE = Path(__file__).resolve().parent / "sample"
# What LibreOffice takes from the clock: the time of printing, and ids made of it.
_STAMPS = re.compile(
    rb"(/CreationDate\(D:(?=\d{14})|/ID \[ <|(?<=>)\n<(?=[0-9A-F]{32}> \])|/DocChecksum /)"
    rb"(\d{14}|[0-9A-F]{32})"
)
_PRINTED_AT = b"20220301080000"
LAYOUTS = {
    "01-hu-long-thanh": Layout(file="01 BC tong ket NQ06 - H. Long Thanh.docx"),
    "02-hu-nhon-trach": Layout(
        file="02 187-BC.HU Nhơn Trạch.pdf", font="Tinos", line=1.3, indent_mm=12.7
    ),
    "03-hu-trang-bom": Layout(
        file="03 BAO CAO TONG KET NQ 06 (Trang Bom).docx", headings="numbered", items="auto"
    ),
    "04-hu-xuan-loc": Layout(
        file="04 Xuân Lộc - báo cáo NQ06.docx",
        items="soft",
        justified=False,
        size_pt=13,
        indent_mm=0,
        after_pt=4,
    ),
    "05-hu-cam-my": Layout(
        file="05 BC Cẩm Mỹ gửi Tỉnh.pdf",
        font="Arimo",
        size_pt=12,
        items="soft",
        justified=False,
        after_pt=8,
        letterhead_pt=12,
        margins_mm=(25, 25, 30, 20),
        number="right",
    ),
    "06-hu-dinh-quan": Layout(
        file="06 Định Quán - BC tổng kết NQ06 (bản chính thức).docx",
        headings="numbered",
        size_pt=14,
        line=1.0,
        indent_mm=12.7,
    ),
    "07-hu-vinh-cuu": Layout(
        file="07 133-BC.HU Vinh Cuu.pdf",
        font="DejaVu Serif",
        size_pt=11.5,
        line=1.5,
        number="",
        letterhead_pt=11,
    ),
    "08-tu-bien-hoa": Layout(
        file="08 Thành ủy Biên Hòa - Báo cáo Nghị quyết 06.docx", headings="styles", line=1.2
    ),
    "09-tu-long-khanh": Layout(
        file="09 61_BC-UBND_Long Khanh.pdf",
        font="Tinos",
        size_pt=13,
        margins_mm=(20, 20, 30, 20),
        letterhead_pt=12,
    ),
    "10-so-tnmt": Layout(
        file="10 STNMT BC 1185 (NQ 06).pdf",
        font="Tinos",
        headings="numbered",
        items="auto",
        indent_mm=12.7,
        margins_mm=(20, 20, 35, 20),
        letterhead_pt=11.5,
    ),
    "11-hoi-nong-dan": Layout(
        file="11 Hội ND tỉnh BC NQ 06.docx",
        font="Arial",
        size_pt=13,
        headings="styles",
        items="auto",
    ),
}


def render_sample(reports: Path, inbox: Path) -> None:
    """Write every report of `reports` into `inbox`.

    Raises:
        ValueError: the reports are not those of the table of layouts.
    """
    paths = {path.stem: path for path in reports.glob("*.txt")}
    if paths.keys() != LAYOUTS.keys():
        message = f"layouts and reports differ: {sorted(paths.keys() ^ LAYOUTS.keys())}"
        raise ValueError(message)
    inbox.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for stem, layout in LAYOUTS.items():
            target = inbox if layout.file.endswith(".docx") else Path(folder)
            path = (target / layout.file).with_suffix(".docx")
            Typist(layout, load_report(paths[stem])).type_report(path)
        _print_to_pdf(Path(folder), inbox)


def _print_to_pdf(folder: Path, inbox: Path) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    order = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(inbox)]
    subprocess.run(
        [*order, *map(str, sorted(folder.glob("*.docx")))], check=True, capture_output=True
    )
    for pdf in inbox.glob("*.pdf"):
        pdf.write_bytes(_STAMPS.sub(_still, pdf.read_bytes()))


def _still(stamp: re.Match[bytes]) -> bytes:
    """The same number of zeros: offsets in the file stay right."""
    return stamp[1] + (_PRINTED_AT if stamp[1].endswith(b"D:") else b"0" * len(stamp[2]))


if __name__ == "__main__":
    render_sample(SAMPLE / "reports", SAMPLE / "inbox")
