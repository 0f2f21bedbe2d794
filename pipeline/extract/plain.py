"""Plain text files to pieces: the encoding found by the bytes, folded lines joined to paragraphs."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.extract.legacy import LegacyDecoder, Part
from pipeline.extract.pieces import Piece, Pieces
from pipeline.records import ReadingReport
from pipeline.text import clean_line, find_marker

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_WINDOWS = "cp1258"  # what Windows calls Vietnamese
_FOLDED_AT = range(50, 101)  # columns at which programs fold lines
_NEARLY = 12  # a folded line misses the longest word at most


def read_plain(path: Path) -> Pieces:
    """Read a text file; a line is a paragraph unless the file is folded at a column.

    Raises:
        DocumentError: text-damaged: the bytes are in no encoding that is known.
    """
    decoder = LegacyDecoder()
    lines = [clean_line(line) for line in _decode(path.read_bytes(), decoder).splitlines()]
    paragraphs = _join_folded(lines) if _is_folded(lines) else lines
    return Pieces(
        pieces=tuple(Piece(text=text, page=None) for text in paragraphs if text),
        pages=None,
        warnings=decoder.warnings(),
        report=ReadingReport(legacy=decoder.found()),
    )


def _decode(data: bytes, decoder: LegacyDecoder) -> str:
    """The text, through the first encoding that its bytes prove."""
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    text = _try(data, marked or "utf-8")
    if text is not None:
        return text
    old = Part(font="", text=data.decode("latin-1"))
    decoder.learn([old])
    (read,) = decoder.decode([old])
    if decoder.found():
        return read
    text = _try(data, _WINDOWS)
    if text is not None:
        return text
    detail = "Tệp văn bản dùng bảng mã không nhận ra được. Hãy mở bằng Word, lưu lại dạng .docx rồi gửi lại."
    raise DocumentError("text-damaged", detail)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_folded(lines: Sequence[str]) -> bool:
    """Most lines that have a following one reach a common right edge."""
    inner = [len(one) for one, two in pairwise(lines) if one and two]
    edge = max(map(len, lines), default=0)
    near = sum(edge - _NEARLY <= length for length in inner)
    return edge in _FOLDED_AT and 2 * near >= len(inner) > 0


def _join_folded(lines: Sequence[str]) -> list[str]:
    paragraphs: list[list[str]] = [[]]
    edge = max(map(len, lines))
    short = True
    for line in lines:
        if not line or short or find_marker(line):
            paragraphs.append([])
        paragraphs[-1].append(line)
        short = len(line) < edge - _NEARLY
    return [" ".join(filter(None, part)) for part in paragraphs]
