"""`tongket run` and `tongket serve`: start, show how far it is, say what came of it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import typer

from flows.cli.progress import Bars, Lines, make_bar
from flows.cli.speech import crashes_kept, is_terminal
from flows.workbench import Order
from pipeline.errors import WorkspaceError
from pipeline.records import SubmissionStatus

if TYPE_CHECKING:
    from pathlib import Path

    from flows.campaign_flow import Outcome

_ENDS = {
    SubmissionStatus.ACCEPTED: "nhận",
    SubmissionStatus.SUPERSEDED: "có bản thay thế",
    SubmissionStatus.REJECTED: "từ chối",
    SubmissionStatus.QUARANTINED: "cách ly",
}
_NO_UNIT = "chưa rõ đơn vị gửi (thêm tên đơn vị vào aliases của tệp kế hoạch rồi chạy lại)"
_EXPLAINED = (SubmissionStatus.REJECTED, SubmissionStatus.QUARANTINED)


def make_order(campaign: Path, inbox: Path, outputs: Path, workspace: Path | None) -> Order:
    """Return the order with the default workspace filled in and every path absolute.

    Raises:
        WorkspaceError: results would be written into the inbox, and be read as reports.
    """
    inbox, outputs = inbox.absolute(), outputs.absolute()
    place = (workspace or outputs / ".tongket").absolute()
    for folder in (outputs, place):
        if folder.resolve().is_relative_to(inbox.resolve()):
            message = (
                f"Thư mục {folder} nằm trong thư mục nhận {inbox}, nên kết quả sẽ bị đọc như báo cáo. "
                "Hãy chọn thư mục kết quả ở ngoài thư mục nhận."
            )
            raise WorkspaceError(message)
    return Order(campaign=campaign.absolute(), inbox=inbox, outputs=outputs, workspace=place)


def run(order: Order) -> None:
    """Run once and print what came of it.

    Raises:
        TongketError: the run failed.
    """
    begun = time.monotonic()
    with crashes_kept(order.place.logs):
        outcome = _run_shown(order)
    _print_outcome(outcome, time.monotonic() - begun)


def serve(order: Order, interval_seconds: int) -> None:
    """Serve the flow until told to stop.

    Raises:
        TongketError: it could not be served.
    """
    from flows.serving import serve_campaign

    with crashes_kept(order.place.logs):
        serve_campaign(order, interval_seconds, say=lambda line: typer.echo(line, err=True))


def _run_shown(order: Order) -> Outcome:
    from flows.running import run_once

    if not is_terminal():
        return run_once(order, progress=Lines())
    with make_bar() as bar:
        return run_once(order, progress=Bars(bar))


_FOUND = {
    "conflicts": "Số liệu mâu thuẫn",
    "copies": "Đoạn chép của nhau",
    "commendations": "Đề nghị khen thưởng",
}


def _print_outcome(outcome: Outcome, seconds: float) -> None:
    for submission in outcome.submissions:
        if submission.status in _EXPLAINED:
            reasons = " ".join(warning.detail for warning in submission.warnings)
            typer.echo(f"  {_ENDS[submission.status]}: {submission.file}: {reasons}")
    for name, reason in outcome.waiting:
        typer.echo(f"  đang chờ: {name}: {reason.detail}")
    for name, reason in outcome.passed_over:
        typer.echo(f"  bỏ qua: {name}: {reason.detail}")
    for submission in outcome.submissions:
        if submission.status is SubmissionStatus.ACCEPTED and submission.unit is None:
            typer.echo(f"  {_NO_UNIT}: {submission.file}")
    ends = {status: outcome.count(status) for status in _ENDS}
    ends[SubmissionStatus.SUPERSEDED] -= outcome.opened
    counts = [f"{ends[status]} {word}" for status, word in _ENDS.items()]
    counts += [f"{outcome.opened} gói đã mở"] if outcome.opened else []
    typer.echo(f"Tệp: {', '.join([*counts, f'{len(outcome.waiting)} đang chờ'])}")
    typer.echo(f"Ý đã gộp: {outcome.ideas}   Thời gian: {seconds:.0f} giây")
    seen = [f"{name}: {outcome.found[key]}" for key, name in _FOUND.items() if outcome.found[key]]
    if seen:
        typer.echo("   ".join(seen))
    typer.echo(f"Dự thảo: {outcome.draft}")
