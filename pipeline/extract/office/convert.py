"""Files of other word processors to pieces: LibreOffice makes a .docx of them, the Word reader reads it.

A batch shares one start of LibreOffice (.2 s a file instead of 1 s); a file that takes the batch down
is tried again alone, so it costs only itself.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.extract.formats import OFFICE_FORMATS
from pipeline.extract.office.fields import (
    drop_recomputed,
    prepare_odt,
    prepare_rtf,
    prepare_word_xml,
)
from pipeline.extract.office.html import write_safe_html
from pipeline.extract.office.program import office_version, run_office
from pipeline.extract.word import read_word
from pipeline.records import Warning_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline.extract.pieces import Pieces

_RECOMPUTED = Warning_(
    code="office-fields",
    detail="Tệp có trường ngày giờ, tên tệp tự tính lại mỗi lần mở; giá trị đã lưu không lấy được nên "
    "để trống. Hãy xem bản gốc.",
)
_START_SECONDS = 30.0
_SECONDS_A_FILE = 10.0  # real files take .2 s, 250 pages 6 s
_SECONDS_ALONE = 120.0
_BATCH = 20
_WORD_MAGIC, _WORD_FLAGS_AT, _WORD_ENCRYPTED = b"\xec\xa5", 10, 0x01  # [MS-DOC] 2.5.2, FibBase
_SECTOR_BYTES = 512
_PREPARE: Mapping[str, Callable[[Path, Path], object]] = {
    "html": write_safe_html,
    "odt": prepare_odt,
    "rtf": prepare_rtf,
    "word-xml": prepare_word_xml,
}


def read_office(path: Path, file_format: str, converted: Path | None) -> Pieces:
    """Read a file of one of `OFFICE_FORMATS`.

    Args:
        path: the original.
        file_format: as `intake.sniff_format` names it.
        converted: what `convert_batch` made of it before; None to convert it now.

    Raises:
        DocumentError: office-missing, encrypted-file, office-failed, office-timeout, and those of
            Word files.
    """
    if converted is not None and converted.is_file():
        return _read_converted(converted)
    with tempfile.TemporaryDirectory(prefix="tongket-convert-") as folder:
        return _read_converted(_convert_alone(path, file_format, Path(folder)))


def _read_converted(path: Path) -> Pieces:
    """Pages are left open: LibreOffice lays nothing out here, and the number it writes is a guess."""
    dropped = drop_recomputed(path)
    found = read_word(path)
    return replace(
        found,
        warnings=(*found.warnings, *([_RECOMPUTED] if dropped else [])),
        pieces=tuple(replace(piece, page=None) for piece in found.pieces),
        pages=None,
        report=replace(found.report, converted_by=f"LibreOffice {office_version()}"),
    )


def convert_batch(files: Mapping[str, tuple[Path, str]], folder: Path) -> None:
    """Turn many files into `folder`/<key>.docx; those that fail are left out, to be tried alone.

    Args:
        files: path and format of each, by key (its digest).
        folder: made if missing; results that stand there already are not made again.

    Raises:
        DocumentError: office-missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    open_keys = [key for key in sorted(files) if not (folder / f"{key}.docx").exists()]
    for begin in range(0, len(open_keys), _BATCH):
        keys = open_keys[begin : begin + _BATCH]
        with tempfile.TemporaryDirectory(prefix="tongket-convert-") as held:
            sources = []
            for key in keys:
                with suppress(DocumentError):  # told when it is read alone
                    sources.append(_lay_out(key, *files[key], Path(held)))
            made = Path(held) / "made"
            run_office(sources, made, seconds=_START_SECONDS + _SECONDS_A_FILE * len(keys))
            for key in keys:
                _move(made / f"{key}.docx", folder / f"{key}.docx")


def _convert_alone(path: Path, file_format: str, folder: Path) -> Path:
    if file_format == "doc" and _is_encrypted(path):
        detail = "Tệp Word đặt mật khẩu nên không mở được. Hãy bỏ mật khẩu rồi gửi lại."
        raise DocumentError("encrypted-file", detail)
    source = _lay_out("document", path, file_format, folder)
    made = folder / "made"
    in_time = run_office([source], made, seconds=_SECONDS_ALONE)
    result = made / "document.docx"
    if result.is_file():
        return result
    if in_time:
        detail = (
            "LibreOffice không mở được tệp này (tệp hỏng, bị cắt ngắn hoặc có mật khẩu). "
            "Hãy mở tệp bằng Word, lưu lại thành .docx rồi gửi lại."
        )
        raise DocumentError("office-failed", detail)
    detail = (
        f"LibreOffice đọc tệp này quá {_SECONDS_ALONE:.0f} giây mà chưa xong nên đã dừng. "
        "Hãy mở tệp bằng Word, lưu lại thành .docx rồi gửi lại."
    )
    raise DocumentError("office-timeout", detail)


def _lay_out(key: str, path: Path, file_format: str, folder: Path) -> Path:
    """A copy under a name that LibreOffice understands; it locks and could change what it opens."""
    copy = folder / f"{key}{OFFICE_FORMATS[file_format]}"
    _PREPARE.get(file_format, shutil.copyfile)(path, copy)
    return copy


def _move(source: Path, target: Path) -> None:
    """Put a result in its place in one step, also from another file system."""
    if source.is_file():
        beside = target.with_suffix(".partial")
        shutil.move(source, beside)
        beside.replace(target)


def _is_encrypted(path: Path) -> bool:
    """Whether a .doc needs a password, by the flags at the beginning of its main stream."""
    with path.open("rb") as file:
        while sector := file.read(_SECTOR_BYTES):
            if sector.startswith(_WORD_MAGIC):
                return bool(sector[_WORD_FLAGS_AT + 1] & _WORD_ENCRYPTED)
    return False
