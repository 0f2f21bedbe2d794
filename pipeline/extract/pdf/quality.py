"""Whether the text layer of a PDF can be trusted: scans, old OCR, legacy fonts.

Measured on real files: the share of words that are possible Vietnamese syllables is .90 to 1.0 in
sound text layers (lowest in price lists full of units), .62 to .66 in old OCR, .25 to .33 in
TCVN3. Single letters and words in capitals are not counted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.records import Warning_
from pipeline.text import clean_line
from pipeline.text.syllable import syllable_share

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.extract.layout.page import Page

_SOUND_SHARE = 0.8  # half-way between the worst sound layer and the best broken one
_ENOUGH_WORDS = 40  # fewer say nothing: a page of figures, a signature
_FEWEST_LETTERS = 25  # a page; a scan has none, or those of an electronic stamp
_LEGACY_FONT = re.compile(r"\.?Vn[A-Z3]|VNI[-_ ]|VNtimes|\.?VnTime", re.IGNORECASE)
_LEGACY_FONT_PART = 0.2
_TCVN3_MARKS = re.compile("(?<=[A-Za-z])[®¸µ¶·¹¨©ª«¬¾»¼½Æ]|[®¸µ¶·¹¨©ª«¬¾»¼½Æ](?=[A-Za-z])")
_VNI_PAIRS = re.compile("[aeouyAEOUY][ùøûõïâêáàåäãëéèúüöôòÙØÛÕÏÂÊÁÀÅÄÃËÉÈÚÜÖÔÒ]")
_LEGACY_MARKS_A_WORD = 0.15


def check_quality(pages: Sequence[Page]) -> tuple[Warning_, ...]:
    """Warnings for single pages that a person should see.

    Raises:
        DocumentError: pdf-no-text, legacy-font or pdf-bad-text-layer for the document as a whole.
    """
    empty = [page.number for page in pages if page.pictured and page.letters < _FEWEST_LETTERS]
    letters = sum(page.letters for page in pages)
    if letters < _FEWEST_LETTERS * len(pages) or len(empty) > len(pages) / 2:
        raise DocumentError(
            "pdf-no-text",
            "Tệp PDF là bản chụp (scan), không có lớp chữ; phiên bản này chưa đọc được bản chụp. "
            "Hãy đề nghị đơn vị gửi tệp Word của báo cáo.",
        )
    texts = {page.number: _page_text(page) for page in pages}
    _refuse_legacy_fonts(pages, letters)
    broken = [number for number, text in texts.items() if not _is_sound(text)]
    whole = "\n".join(texts.values())
    if not _is_sound(whole) or len(broken) > len(pages) / 2:
        raise _broken_error(whole)
    return tuple(_warnings(empty, broken))


def _page_text(page: Page) -> str:
    cells = (line for grid in page.grids for cell in grid.cells for line in cell.lines)
    return clean_line(" ".join(line.text for line in (*page.lines, *cells)))


def _is_sound(text: str) -> bool:
    share, words = syllable_share(text)
    return words < _ENOUGH_WORDS or share >= _SOUND_SHARE


def _refuse_legacy_fonts(pages: Iterable[Page], letters: int) -> None:
    legacy = sum(
        count for page in pages for font, count in page.fonts.items() if _LEGACY_FONT.match(font)
    )
    if legacy > _LEGACY_FONT_PART * letters:
        raise _legacy_error()


def _broken_error(text: str) -> DocumentError:
    """What kind of unreadable: a legacy encoding whose fonts hide their names, or old OCR."""
    marks = max(len(_TCVN3_MARKS.findall(text)), len(_VNI_PAIRS.findall(text)))
    if marks > _LEGACY_MARKS_A_WORD * len(text.split()):
        return _legacy_error()
    return DocumentError(
        "pdf-bad-text-layer",
        "Lớp chữ của tệp PDF bị hỏng (thường do bản chụp nhận dạng bằng phần mềm cũ), đọc ra "
        "không thành tiếng Việt. Hãy đề nghị đơn vị gửi tệp Word của báo cáo.",
    )


def _legacy_error() -> DocumentError:
    return DocumentError(
        "legacy-font",
        "Tệp PDF dùng phông chữ cũ (TCVN3 hoặc VNI), phiên bản này chưa đọc được. "
        "Hãy đề nghị đơn vị gửi bản dùng phông Unicode (Times New Roman).",
    )


def _warnings(empty: Sequence[int], broken: Sequence[int]) -> Iterable[Warning_]:
    if empty:
        yield Warning_(
            code="pdf-pages-without-text",
            detail=f"Trang {_listed(empty)} là ảnh chụp, không đọc được chữ; hãy xem trực tiếp.",
        )
    if broken:
        yield Warning_(
            code="pdf-pages-unclear",
            detail=f"Trang {_listed(broken)} đọc ra không rõ tiếng Việt; hãy xem lại bản gốc.",
        )


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
