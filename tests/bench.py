"""Speed, as ratios measured side by side in one run: `make bench`.

These machines are noisy, so nothing here is a test and no threshold fails a build; each line gives
what was measured, how often, and the ratio that a claim may rest on.
"""

from __future__ import annotations

import copy
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.campaign import Campaign, Unit, load_campaign
from pipeline.corpus import AnnotatedReport, load_report
from pipeline.extract import ReadOptions, read_document
from pipeline.extract.layout import arrange, build_page
from pipeline.extract.pdf.source import read_pages
from pipeline.learn.dataset import build_document
from pipeline.meaning import embed_texts, remembered
from pipeline.records import Letterhead, Reading
from pipeline.run import ReadItem, assemble, understand_one, warm_up
from pipeline.segment import segment_document
from pipeline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

SAMPLE = Path(__file__).resolve().parents[1] / "corpora" / "sample"
CORPORA = SAMPLE.parent / "training"
REPORTS = 120
TIMED = 12
REPEATS = 5
LONG_PAGES = 300
LONG_REPORT_WORDS = 13_500  # thirty pages of 450 words, as reports in 14 points have


def median_seconds(
    work: Callable[[], object], repeats: int = REPEATS, *, warm: bool = True
) -> float:
    """Median wall time of `work`, after one run that is not counted."""
    if warm:
        work()
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def bench_pdf() -> None:
    """Our layout beside pdfplumber's words and PDFium's bare text, on the same pages.

    More folders of PDF files come from TONGKET_BENCH_PDF, parted by ":". OCR is measured apart.
    """
    import pdfplumber
    import pypdfium2

    folders = os.environ.get("TONGKET_BENCH_PDF", str(SAMPLE / "inbox")).split(":")
    paths = sorted(path for folder in folders for path in Path(folder).glob("*.pdf"))

    def ours() -> None:
        for path in paths:
            arrange([build_page(marks) for marks in read_pages(path)])

    def plumber() -> None:
        for path in paths:
            with pdfplumber.open(path) as pdf:
                for page in pdf.pages:
                    page.extract_words()

    def bare() -> None:
        for path in paths:
            pdf = pypdfium2.PdfDocument(path)
            for page in pdf:
                page.get_textpage().get_text_bounded()
            pdf.close()

    pages = sum(len(pypdfium2.PdfDocument(path)) for path in paths)
    own, words, text = side_by_side(ours, plumber, bare)
    print(f"PDF, {pages} pages: {pages / own:.0f} pages/s with layout")
    print(
        f"  {words / own:.1f} times as fast as pdfplumber.extract_words ({words / pages:.3f} s/page)"
    )
    print(f"  {own / text:.1f} times the time of bare PDFium text ({text / pages:.4f} s/page)")


def side_by_side(*works: Callable[[], object]) -> list[float]:
    """Median wall time of each, measured in turns, so that what else runs meets all alike."""
    for work in works:
        work()
    rounds = [
        [median_seconds(work, repeats=1, warm=False) for work in works] for _ in range(REPEATS)
    ]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def bench_pdf_memory() -> None:
    """Peak of a process that reads 300 pages, those of the sample over and over."""
    import pypdfium2

    source = pypdfium2.PdfDocument(max((SAMPLE / "inbox").glob("*.pdf"), key=_size))
    long = pypdfium2.PdfDocument.new()
    while len(long) < LONG_PAGES:
        long.import_pages(source, pages=list(range(min(len(source), LONG_PAGES - len(long)))))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        long.save(path)
        command = [sys.executable, "-c", _READ_AND_TELL_PEAK, str(path)]
        told = subprocess.run(command, check=True, capture_output=True, text=True)
    print(f"PDF, {LONG_PAGES} pages in one process: {int(told.stdout) / 1024:.0f} MB at most")


_READ_AND_TELL_PEAK = """
import resource, sys
from pathlib import Path
from pipeline.extract import read_document
read_document(Path(sys.argv[1]), sha256="0" * 64, file_format="pdf")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def bench_word() -> None:
    """Reading .docx from its XML: the sample, and a report of some thirty pages."""
    from docx import Document

    paths = sorted((SAMPLE / "inbox").glob("*.docx"))
    seconds = median_seconds(
        lambda: [read_document(path, sha256="0" * 64, file_format="docx") for path in paths]
    )
    print(f"Word, {len(paths)} documents: {1000 * seconds / len(paths):.0f} ms a document")
    report = Document(str(paths[0]))
    body, ending = report.element.body, report.element.body[-1]
    content = list(body)[:-1]
    words = sum(len(paragraph.text.split()) for paragraph in report.paragraphs)
    for _ in range(LONG_REPORT_WORDS // words):
        for part in content:
            ending.addprevious(copy.deepcopy(part))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.docx"
        report.save(str(path))
        seconds = median_seconds(lambda: read_document(path, sha256="0" * 64, file_format="docx"))
    print(f"Word, about 30 pages: {seconds:.2f} s")


def _size(path: Path) -> int:
    return path.stat().st_size


def bench_ocr() -> None:
    """Scans read page by page and two pages at a time, as pictures of the sample's pages."""
    import pypdfium2

    path = min((SAMPLE / "inbox").glob("*.pdf"))
    pdf = pypdfium2.PdfDocument(path)
    pages = [pdf[i % len(pdf)].render(scale=200 / 72, grayscale=True).to_pil() for i in range(12)]
    with tempfile.TemporaryDirectory() as folder:
        scan = Path(folder) / "scan.pdf"
        pages[0].save(scan, resolution=200, save_all=True, append_images=pages[1:])

        def read(jobs: int) -> None:
            options = ReadOptions(jobs=jobs)
            read_document(scan, sha256="0" * 64, file_format="pdf", options=options)

        one, two = (median_seconds(lambda jobs=jobs: read(jobs), repeats=3) for jobs in (1, 2))  # type: ignore[misc]
    print(f"OCR, {len(pages)} pages: {one / len(pages):.2f} s a page with one job")
    print(f"  {one / two:.2f} times as fast with two jobs")


def bench_understanding() -> None:
    """Understanding of a 15-page report, and where its time goes; then 120 reports put together."""
    settings = Settings()
    warm_up(settings)
    readings = _long_reports(REPORTS)
    campaign = _campaign_of(readings)
    timed, others = readings[:TIMED], readings[TIMED:]
    words = sum(len(p.text.split()) for r in timed for p in r.passages)
    spent: defaultdict[str, float] = defaultdict(float)
    begin = time.perf_counter()
    understood = [understand_one(r, campaign, settings, _timed(spent)) for r in timed]
    a_report = (time.perf_counter() - begin) * LONG_REPORT_WORDS / 2 / words
    share = LONG_REPORT_WORDS / 2 / words
    print(f"Understanding, one core: {a_report:.1f} s a report of 15 pages")
    print(f"  of it vectors {spent['seconds'] * share:.1f} s, {spent['texts'] * share:.0f} texts")
    known = remembered(embed_texts)  # these reports share their parts: not timed
    understood += [understand_one(r, campaign, settings, known) for r in others]
    items = [
        ReadItem(
            file=f"{place:03}.docx",
            sha256=reading.document.sha256,
            received_at="2022-03-01T00:00:00+07:00",
            reading=reading,
            understanding=found,
        )
        for place, (reading, found) in enumerate(zip(readings, understood, strict=True))
    ]
    begin = time.perf_counter()
    records = assemble(campaign, settings, items)
    together = time.perf_counter() - begin
    print(
        f"Reports: {len(items)}, {len(records.statements)} statements, put together in {together:.1f} s"
    )
    both = a_report * len(items) / 2 + together
    print(f"  {len(items)} reports of 15 pages on two cores: {both / 60:.1f} minutes once read")


def _timed(spent: defaultdict[str, float]) -> Callable[[Sequence[str]], NDArray[np.float32]]:
    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        begin = time.perf_counter()
        vectors = embed_texts(texts)
        spent["seconds"] += time.perf_counter() - begin
        spent["texts"] += len(texts)
        return vectors

    return embed


def _long_reports(number: int) -> list[Reading]:
    """Reports of about fifteen pages: three of the training corpus each, in ever other company."""
    reports = [load_report(path) for path in sorted(CORPORA.glob("*/reports/*.txt"))]
    third = len(reports) // 3
    joined = []
    for place in range(number):
        parts = [reports[(place + step * third) % len(reports)] for step in range(3)]
        blocks = tuple(block for part in parts for block in part.blocks)
        joined.append(_annotated_reading(replace(parts[0], name=f"{place}", blocks=blocks)))
    return joined


def _annotated_reading(report: AnnotatedReport) -> Reading:
    """A report of the training corpus as it would be read."""
    document, _ = build_document(report)
    head = Letterhead(
        unit=f"u-{document.sha256[:12]}", unit_reason="", number=None, date=None, title=None
    )
    return Reading(document=document, letterhead=head, passages=segment_document(document))


def _campaign_of(readings: Sequence[Reading]) -> Campaign:
    """The sample campaign, asked of the units of these reports."""
    sample = load_campaign(SAMPLE / "campaign.yaml")
    units = tuple(
        Unit(id=str(r.letterhead.unit), name=f"Đơn vị {place}") for place, r in enumerate(readings)
    )
    return sample.model_copy(update={"units": units})


if __name__ == "__main__":
    bench_pdf()
    bench_pdf_memory()
    bench_word()
    bench_ocr()
    bench_understanding()
