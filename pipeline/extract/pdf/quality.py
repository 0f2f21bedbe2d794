"""Whether the text layer of a page can be trusted, and what is said of pages that stay unclear.

Measured on real files: the share of words that are possible Vietnamese syllables is .90 to 1.0 in
sound text layers (lowest in price lists full of units), .62 to .66 in old OCR, .25 to .33 in
TCVN3, which is decoded before (`legacy`). Single letters and words in capitals are not counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.extract.language import check_language
from pipeline.records import Warning_
from pipeline.text.syllable import syllable_share

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.extract.layout.page import Page

_SOUND_SHARE = 0.8  # half-way between the worst sound layer and the best broken one
_ENOUGH_WORDS = 40  # fewer say nothing: a page of figures, a signature
_FEWEST_LETTERS = 25  # a page; a scan has none, or a page number
_SPARSE_LETTERS = 250  # over a picture: electronic stamps have 60 to 200, pages of text 800
_FULLER = 1.5  # times the letters: less is no page that the layer left out
_NEARLY_ALL = 0.6  # of the letters of a broken layer, which are doubled by noise


def is_sparse(page: Page) -> bool:
    """Whether the layer leaves out what is seen: no letters, or those of a stamp over a picture."""
    return page.letters < (_SPARSE_LETTERS if page.pictured else _FEWEST_LETTERS)


def pages_to_scan(pages: Sequence[Page]) -> list[int]:
    """Numbers of the pages to be read by OCR: sparse or broken ones.

    Where the document as a whole is broken, every page that pictures cover.
    """
    broken = {page.number for page in pages if not _are_sound([page])}
    whole = _are_sound(pages) and len(broken) <= len(pages) / 2
    return [
        page.number
        for page in pages
        if is_sparse(page) or page.number in broken or (page.pictured and not whole)
    ]


def is_better(scan: Page, layer: Page) -> bool:
    """Whether OCR read a page better than its layer does."""
    share, layer_share = _share([scan]), _share([layer])
    if is_sparse(layer) and layer_share >= _SOUND_SHARE:
        return scan.letters > _FULLER * layer.letters
    return share > layer_share and scan.letters >= _NEARLY_ALL * layer.letters


def check_quality(pages: Sequence[Page], scanned: AbstractSet[int]) -> tuple[Warning_, ...]:
    """Warnings for single pages that a person should see; OCR read those of `scanned`.

    Raises:
        DocumentError: pdf-no-text, not-vietnamese or pdf-bad-text-layer for the document as a whole.
    """
    unread = [page.number for page in pages if page.pictured and page.letters < _FEWEST_LETTERS]
    letters = sum(page.letters for page in pages)
    if letters < _FEWEST_LETTERS or len(unread) > len(pages) / 2:
        raise DocumentError(
            "pdf-no-text",
            "Tệp PDF không có lớp chữ, nhận dạng ảnh cũng không ra chữ nào. Hãy đề nghị đơn vị "
            "quét lại rõ hơn hoặc gửi tệp Word của báo cáo.",
        )
    broken = [page.number for page in pages if not _are_sound([page])]
    kept = [number for number in broken if number not in scanned]
    whole = _are_sound(pages)
    if len(kept) > len(pages) / 2 or not (whole or scanned):
        check_language(" ".join(page.text for page in pages))  # a sound layer in another language
        raise DocumentError(
            "pdf-bad-text-layer",
            "Lớp chữ của tệp PDF bị hỏng (thường do bản chụp nhận dạng bằng phần mềm cũ), đọc ra "
            "không thành tiếng Việt. Hãy đề nghị đơn vị gửi tệp Word của báo cáo.",
        )
    return tuple(_warnings(unread, broken))


def is_sound(text: str) -> bool:
    """Whether nearly all words are syllables."""
    return syllable_share(text)[0] >= _SOUND_SHARE


def _are_sound(pages: Iterable[Page]) -> bool:
    """Whether nearly all words of these pages are syllables; few words tell nothing."""
    held = list(pages)
    return sum(page.words for page in held) < _ENOUGH_WORDS or _share(held) >= _SOUND_SHARE


def _share(pages: Sequence[Page]) -> float:
    words = sum(page.words for page in pages)
    return sum(page.syllables for page in pages) / words if words else 1.0


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
