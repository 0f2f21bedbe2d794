"""What of a Word file holds words that are not read: embedded files, and pictures of pages.

Gives warnings that name them, so that a person can ask for them; nothing of them is opened.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.extract.word.markup import Element, number, w
from pipeline.records import Warning_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Kinds of object by the beginning of their ProgID.
_KINDS = {
    "excel": "bảng tính Excel",
    "word": "văn bản Word",
    "powerpoint": "bản trình chiếu PowerPoint",
    "acro": "tệp PDF",
    "foxit": "tệp PDF",
    "equation": "công thức",
    "visio": "bản vẽ Visio",
    "msgraph": "biểu đồ",
    "package": "tệp đính kèm",
    "paint": "ảnh",
    "pbrush": "ảnh",
}
# A scan within the margins of an official page covers 0.58 of it, a photograph over half its height
# 0.25 (pages of Nghi dinh 30: text 160 mm wide and 250 mm high on A4).
_PAGE_SHARE = 0.4
_MM_A_TWIP = 25.4 / 1440
_A4_MM2 = 210.0 * 297.0


def embedded_warnings(body: Element, names: Mapping[str, str]) -> Iterator[Warning_]:
    """Warnings on files embedded in the text.

    Args:
        body: the `w:body`.
        names: file names by relationship id.
    """
    if next(body.iter(w("altChunk")), None) is not None:
        yield Warning_(
            code="docx-embedded",
            detail=(
                "Văn bản có phần nhúng từ tệp khác chưa đọc được. Hãy mở tệp bằng Word, lưu lại "
                "thành .docx mới rồi gửi lại."
            ),
        )
    # both branches of an alternative name the same object
    objects = {item.get(_RELATION, ""): item for item in body.iter(_OLE)}
    if objects:
        called = Counter(_call(item, names.get(key, "")) for key, item in objects.items())
        listed = ", ".join(f"{count} {name}" for name, count in called.items())
        yield Warning_(
            code="docx-objects",
            detail=(
                f"Văn bản có tệp nhúng chưa đọc được: {listed}. Nếu đó là phụ lục, hãy mở ra, lưu "
                "riêng thành tệp và gửi kèm."
            ),
        )


def _call(item: Element, name: str) -> str:
    program = item.get("ProgID", "")
    lowered = program.lower()
    kind = next((called for start, called in _KINDS.items() if lowered.startswith(start)), program)
    known = f"{kind or 'đối tượng'}"
    # Word numbers what it stores without a name of its own ("oleObject1.bin")
    return f"{known} ({name})" if name and not name.lower().endswith(".bin") else known


def page_pictures(pictures: Sequence[tuple[int, float]], section: Element | None) -> list[int]:
    """Pages of the pictures that are as large as a page of text.

    Args:
        pictures: page and area in square millimetres.
        section: properties of the last section, which say how large a page is.
    """
    page_mm2 = _page_mm2(section)
    return [page for page, area_mm2 in pictures if area_mm2 >= _PAGE_SHARE * page_mm2]


def _page_mm2(section: Element | None) -> float:
    size = None if section is None else section.find(w("pgSz"))
    if size is None:
        return _A4_MM2
    width, height = number(size.get(w("w"))), number(size.get(w("h")))
    return width * height * _MM_A_TWIP**2 if width and height else _A4_MM2


def picture_warnings(pages: Sequence[int | None]) -> Iterator[Warning_]:
    """A warning where pictures fill pages; their pages are named where they are known."""
    if not pages:
        return
    known = _in_words(sorted({page for page in pages if page is not None}))
    where = f" (trang {known})" if known else ""
    yield Warning_(
        code="docx-pictures",
        detail=(
            f"Văn bản có {len(pages)} ảnh lớn chiếm gần hết trang giấy{where}; chữ trong ảnh chưa "
            "đọc được. Hãy đề nghị đơn vị gửi phần đó dạng chữ hoặc thành tệp PDF riêng."
        ),
    )


def _in_words(pages: Iterable[int]) -> str:
    return ", ".join(map(str, pages))
