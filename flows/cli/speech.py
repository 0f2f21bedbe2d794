"""How the command line speaks: help and errors in Vietnamese, exit codes, no tracebacks.

Typer's own words (usage, missing option, ...) are English: the classes here say them in Vietnamese.
"""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from pipeline.errors import TongketError

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPTIONS = "Tùy chọn"
_VERBS = "Lệnh"
_HELP = "Hiện hướng dẫn này rồi thoát."
_WORDS = {
    "Usage:": "Cách dùng:",
    "[OPTIONS]": "[TÙY CHỌN]",
    "COMMAND [ARGS]...": "LỆNH ...",
    "[required]": "[bắt buộc]",
    "[default: ": "[mặc định: ",
}
_INTERRUPTED = 130
# Typer carries its own copy of click: only this way is its class the same in every version.
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]
_USAGE = {
    "MissingParameter": "Thiếu {name}.",
    "NoSuchOption": "Không có tùy chọn {name}.",
    "BadParameter": "Giá trị của {name} không dùng được: {message}",
}


class CrashError(TongketError):
    """Something nobody foresaw; the traceback lies in a file that the message names."""


class _Vietnamese:
    """Help as plain text: Typer's rich help takes 0.3 s to import and is English."""

    def get_usage(self, ctx: Any) -> str:
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        return _said(usage)

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _HELP
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:
        command: Any = self
        formatter.write(f"{self.get_usage(ctx)}\n\n")
        formatter.write_text(command.help or "")
        records = [param.get_help_record(ctx) for param in command.get_params(ctx)]
        with formatter.section(_OPTIONS):
            formatter.write_dl([(name, _said(text)) for name, text in filter(None, records)])
        verbs = getattr(command, "commands", {})
        if verbs:
            with formatter.section(_VERBS):
                formatter.write_dl([(name, verb.help) for name, verb in verbs.items()])


def _said(text: str) -> str:
    for english, vietnamese in _WORDS.items():
        text = text.replace(english, vietnamese)
    return text


class Verb(_Vietnamese, TyperCommand):
    """A command."""


class Verbs(_Vietnamese, TyperGroup):
    """The group: errors become one message on stderr and an exit code."""

    def make_context(self, *args: Any, **extra: Any) -> Any:
        """Read the group's own options."""
        with _spoken():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run a verb."""
        with _spoken():
            return super().invoke(ctx)


@contextmanager
def _spoken() -> Iterator[None]:
    try:
        yield
    except TongketError as error:
        raise _exit(str(error), error.exit_code) from error
    except KeyboardInterrupt as error:
        raise _exit("Đã dừng theo yêu cầu. Chạy lại để làm tiếp.", _INTERRUPTED) from error
    except _UsageError as error:
        raise _exit(_usage_message(error), 2) from error


def _exit(message: str, code: int) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(code)


def _usage_message(error: Exception) -> str:
    param = getattr(error, "param", None)
    opts = getattr(param, "opts", None)
    name = getattr(error, "option_name", None) or (opts[0] if opts else "tham số")
    message = getattr(error, "message", "")
    said = _USAGE.get(type(error).__name__, "Lệnh viết chưa đúng: {message}")
    return f"{said.format(name=name, message=message)} Xem hướng dẫn: tongket --help"


@contextmanager
def crashes_kept(logs: Path | None = None) -> Iterator[None]:
    """Turn what nobody foresaw into a CrashError; its traceback goes into a file of `logs`.

    Without `logs` into the folder for temporary files. A broken pipe is no crash.
    """
    try:
        yield
    except (TongketError, typer.Exit, BrokenPipeError):
        raise
    except Exception as error:
        path = _write_traceback(logs or Path(tempfile.gettempdir()), error)
        message = f"Lỗi ngoài dự kiến ({type(error).__name__}). Chi tiết: {path}"
        raise CrashError(message) from error


def _write_traceback(folder: Path, error: Exception) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now().astimezone()
    path = folder / f"crash-{now:%Y%m%d-%H%M%S}-{os.getpid()}.log"
    path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return path


def is_terminal() -> bool:
    """Whether a person is watching standard error."""
    return sys.stderr.isatty()
