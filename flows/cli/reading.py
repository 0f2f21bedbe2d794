"""`tongket read`: one file as the system sees it, or how it was read."""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from flows.cli.progress import make_bar
from flows.cli.speech import crashes_kept, is_terminal
from flows.reading import Readers, ReadingOrder
from pipeline.errors import DocumentError
from pipeline.records import BlockKind, Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LOG = "tongket-read.log"
# Running heads and stamps are kept, but are no text of the document.
_RUNNING = frozenset({BlockKind.PAGE_HEADER, BlockKind.PAGE_FOOTER, BlockKind.STAMP})
_MENDS = {
    "letters": "chữ viết sai mã được sửa (Ƣ, Ð, ...)",
    "spaces": "khoảng trắng thừa hoặc thiếu được sửa",
    "ocr-markers": "số thứ tự, dấu đầu dòng nhận dạng sai được sửa",
    "ocr-specks": "vết bẩn bị nhận dạng nhầm thành chữ được bỏ đi",
}


def read(file: Path, *, report: bool) -> None:
    """Print the text of a file, a block a line; or its reading report.

    Raises:
        DocumentError: it cannot be read.
    """
    with crashes_kept():
        document = _read_document(file)
        for line in report_lines(document) if report else text_lines(document):
            typer.echo(line)


def text_lines(document: Document) -> list[str]:
    """The blocks in reading order, each on a line of its own; running heads are no text."""
    text = [b for b in document.blocks if b.kind not in _RUNNING]
    return [" ".join(document.text[b.start : b.end].split()) for b in text]


def report_lines(document: Document) -> list[str]:
    """How a document was read, for a person; what there is nothing to say of is left out."""
    report = document.report
    by = f", chuyển bằng {report.converted_by}" if report.converted_by else ""
    lines = [
        f"Loại tệp: {document.format}{by}",
        f"Số trang: {document.pages or 'không rõ'}",
        f"Số đoạn: {len(text_lines(document))}",
    ]
    lines += [
        f"Phông chữ cũ: {old.encoding}, {_percent(old.share)} số chữ" for old in report.legacy
    ]
    if report.scanned_pages:
        pages = ", ".join(map(str, report.scanned_pages))
        lines.append(
            f"Nhận dạng từ ảnh: trang {pages}; {_percent(report.scanned_share)} số chữ, "
            f"độ tin cậy {_percent(report.confidence or 0.0)}"
        )
    lines += [f"Đã sửa: {mend.count} {_MENDS.get(mend.kind, mend.kind)}" for mend in report.mends]
    lines += [f"Chữ ký số, dấu điện tử: {stamp}" for stamp in report.stamps]
    return [*lines, *(f"Lưu ý [{w.code}]: {w.detail}" for w in document.warnings)]


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %".replace(".", ",")


def _read_document(file: Path) -> Document:
    from pipeline.settings import Settings
    from pipeline.storage import file_sha256, load_record

    if not file.exists():
        detail = f"Không thấy tệp {file}. Hãy kiểm tra đường dẫn."
        raise DocumentError("unreadable-file", detail)
    with tempfile.TemporaryDirectory() as folder, Readers() as readers, _pages_shown() as on_page:
        order = ReadingOrder(
            source=file.absolute(),
            sha256=_digest(file, file_sha256),
            target=Path(folder) / "document.json",
            log=Path(folder) / _LOG,
            max_bytes=Settings().max_file_bytes,
            on_page=on_page,
        )
        try:
            return load_record(Document, json.dumps(readers.read(order)))
        finally:
            _keep_log(order.log)


def _keep_log(log: Path) -> None:
    """The traceback of a fault of ours goes where the message can be followed: the current folder."""
    if log.exists():
        with suppress(OSError):
            shutil.copyfile(log, log.name)


def _digest(file: Path, digest_of: Callable[[Path], str]) -> str:
    """Of a plain file; a pipe or a folder is refused by the reader, and never opened here."""
    return digest_of(file) if file.is_file() else ""


@contextmanager
def _pages_shown() -> Iterator[Callable[[int, int], None] | None]:
    """A bar of the pages that OCR has read, for a person who watches."""
    if not is_terminal():
        yield None
        return
    with make_bar() as bar:
        task = bar.add_task("Nhận dạng trang", total=None, visible=False, file="")
        yield lambda done, total: bar.update(task, completed=done, total=total, visible=True)
