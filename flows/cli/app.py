"""The verbs of `tongket` and their options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.speech import Verb, Verbs
from flows.environment import calm_libraries
from pipeline import __version__

app = typer.Typer(
    cls=Verbs,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Đọc báo cáo của các đơn vị và dự thảo báo cáo tổng hợp, hoàn toàn trên máy này.",
)

_Campaign = Annotated[
    Path,
    typer.Option("--campaign", help="Tệp kế hoạch (YAML).", metavar="TỆP"),
]
_Inbox = Annotated[
    Path,
    typer.Option("--inbox", help="Thư mục nhận báo cáo.", metavar="THƯ_MỤC"),
]
_Outputs = Annotated[
    Path,
    typer.Option("--outputs", help="Thư mục kết quả.", metavar="THƯ_MỤC"),
]
_Workspace = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        help="Thư mục làm việc; mặc định là .tongket trong thư mục kết quả.",
        metavar="THƯ_MỤC",
        show_default=False,
    ),
]
_Corpora = Annotated[
    Path,
    typer.Option(
        "--corpora",
        help="Thư mục ngữ liệu đã gán nhãn.",
        metavar="THƯ_MỤC",
    ),
]
_Models = Annotated[
    Path,
    typer.Option("--models", help="Thư mục mô hình.", metavar="THƯ_MỤC"),
]
_Cache = Annotated[
    Path,
    typer.Option(
        "--cache",
        help="Thư mục lưu kết quả trung gian.",
        metavar="THƯ_MỤC",
    ),
]
_DEFAULT_CACHE = Path.home() / ".cache" / "tongket"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tongket {__version__}")
        raise typer.Exit


@app.callback()
def tongket(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Hiện phiên bản rồi thoát.",
            callback=_version,
            is_eager=True,
        ),
    ] = False,
) -> None:
    """Đọc báo cáo của các đơn vị và dự thảo báo cáo tổng hợp, hoàn toàn trên máy này."""
    del version


@app.command(cls=Verb)
def run(
    campaign: _Campaign, inbox: _Inbox, outputs: _Outputs, workspace: _Workspace = None
) -> None:
    """Đọc hết thư mục nhận một lần, ghi các bản ghi và dự thảo."""
    from flows.cli import running

    running.run(running.make_order(campaign, inbox, outputs, workspace))


@app.command(cls=Verb)
def serve(
    campaign: _Campaign,
    inbox: _Inbox,
    outputs: _Outputs,
    workspace: _Workspace = None,
    interval_seconds: Annotated[
        int,
        typer.Option(
            "--interval-seconds",
            min=15,
            help="Số giây giữa hai lượt chạy theo lịch, ít nhất 15.",
            metavar="SỐ",
        ),
    ] = 30,
) -> None:
    """Chạy theo lịch và mỗi khi thư mục nhận có tệp mới, cho đến khi được dừng (Ctrl-C)."""
    from flows.cli import running

    order = running.make_order(campaign, inbox, outputs, workspace)
    running.serve(order, interval_seconds)


@app.command(cls=Verb)
def status(campaign: _Campaign, outputs: _Outputs, workspace: _Workspace = None) -> None:
    """Xem đơn vị nào đã gửi, chậm bao nhiêu ngày, còn thiếu mục nào; không chạy gì cả."""
    from flows.cli import looking

    looking.status(campaign, workspace or outputs / ".tongket")


@app.command(cls=Verb)
def read(
    file: Annotated[
        Path,
        typer.Argument(help="Tệp báo cáo.", metavar="TỆP", show_default=False, readable=False),
    ],
    report: Annotated[
        bool,
        typer.Option(
            "--report",
            help="Thay cho văn bản, cho biết tệp được đọc thế nào: loại tệp, phông chữ cũ, bản chụp, ...",
        ),
    ] = False,
) -> None:
    """In văn bản của một tệp như hệ thống đọc được, mỗi khối một dòng."""
    from flows.cli import reading

    reading.read(file, report=report)


@app.command(cls=Verb)
def train(
    corpora: _Corpora = Path("corpora"),
    models: _Models = Path("models"),
    cache: _Cache = _DEFAULT_CACHE,
) -> None:
    """Huấn luyện lại các mô hình từ ngữ liệu."""
    from flows.cli import learning

    learning.train(corpora, models, cache)


@app.command(cls=Verb)
def evaluate(
    corpora: _Corpora = Path("corpora"),
    cache: _Cache = _DEFAULT_CACHE,
    report: Annotated[
        Path,
        typer.Option("--report", help="Tệp ghi kết quả.", metavar="TỆP"),
    ] = Path("docs/evaluation.md"),
) -> None:
    """Đo độ chính xác trên ngữ liệu để riêng và ghi báo cáo đánh giá."""
    from flows.cli import learning

    learning.evaluate(corpora, cache, report)


def main() -> None:
    """Run the command line."""
    calm_libraries()
    app(prog_name="tongket")
