"""Speed, as ratios measured side by side in one run: `make bench`.

These machines are noisy, so nothing here is a test and no threshold fails a build; each line gives
what was measured, how often, and the ratio that a claim may rest on.
"""

from __future__ import annotations

import hashlib
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.campaign import load_campaign
from pipeline.extract import read_document
from pipeline.run import ReadItem, assemble, read_one, understand_one, warm_up
from pipeline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE = Path(__file__).resolve().parents[1] / "corpora" / "sample"
REPEATS = 5


def median_seconds(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Median wall time of `work`, after one run that is not counted."""
    work()
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def bench_pdf() -> None:
    """Our layout beside pdfplumber's words and PDFium's bare text, on the same pages."""
    import pdfplumber
    import pypdfium2

    paths = sorted((SAMPLE / "inbox").glob("*.pdf"))

    def ours() -> None:
        for path in paths:
            read_document(path, sha256="0" * 64, file_format="pdf")

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
    own, words, text = (median_seconds(work) for work in (ours, plumber, bare))
    print(f"PDF, {pages} pages: {pages / own:.0f} pages/s with layout")
    print(
        f"  {words / own:.1f} times pdfplumber.extract_words, {own / text:.1f} times bare PDFium text"
    )


def bench_word() -> None:
    """Reading .docx from its XML."""
    paths = sorted((SAMPLE / "inbox").glob("*.docx"))
    seconds = median_seconds(
        lambda: [read_document(path, sha256="0" * 64, file_format="docx") for path in paths]
    )
    print(f"Word, {len(paths)} documents: {1000 * seconds / len(paths):.0f} ms a document")


def bench_understanding() -> None:
    """Where the time of a report goes, and the merge of all."""
    campaign, settings = load_campaign(SAMPLE / "campaign.yaml"), Settings()
    warm_up(settings)
    items, reading_time, understanding_time, passages = [], 0.0, 0.0, 0
    for path in sorted((SAMPLE / "inbox").iterdir()):
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        begin = time.perf_counter()
        reading = read_one(path, sha256, campaign, settings)
        middle = time.perf_counter()
        understanding = understand_one(reading, campaign, settings)
        understanding_time += time.perf_counter() - middle
        reading_time += middle - begin
        passages += len(reading.passages)
        items.append(
            ReadItem(
                file=path.name,
                sha256=sha256,
                received_at="2022-03-01T00:00:00+07:00",
                reading=reading,
                understanding=understanding,
            )
        )
    begin = time.perf_counter()
    records = assemble(campaign, settings, items)
    merging = time.perf_counter() - begin
    print(f"Reports: {len(items)}, {passages} passages, {len(records.statements)} statements")
    print(f"  reading {1000 * reading_time / passages:.1f} ms a passage")
    print(f"  understanding {1000 * understanding_time / passages:.1f} ms a passage, one core")
    print(f"  merging and register {merging:.2f} s for all")


if __name__ == "__main__":
    bench_pdf()
    bench_word()
    bench_understanding()
