"""How much of a text is written in fonts of the time before Unicode (TCVN3, VNI).

In such a font "Báo cáo" is stored as "B¸o c¸o": to be read it must be converted, which this
version does not do. Text that is Unicode and only carries the name of such a font is fine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.records import Warning_

if TYPE_CHECKING:
    from pipeline.extract.word.inline import Span

_LEGACY = re.compile(r"\.?vn[a-z3]|vni[- ]", re.IGNORECASE)
# Letters that only Unicode has; in Vietnamese text about one letter in six.
_UNICODE = re.compile(
    "[\u1ea0-\u1ef9\u01a0\u01a1\u01af\u01b0\u0102\u0103\u0110\u0111\u0300-\u0323]"
)
_UNICODE_SHARE = 0.02
_MOST = 0.5
_SOME = 0.05


class FontTally:
    """Counts letters by the kind of their font."""

    def __init__(self) -> None:
        self._letters = 0
        self._legacy = 0
        self._unicode = 0
        self._fonts: dict[str, int] = {}

    def add(self, span: Span) -> None:
        """Count the letters of a span."""
        size = sum(not char.isspace() for char in span.text)
        self._letters += size
        font = span.look.font or ""
        if _LEGACY.match(font):
            self._legacy += size
            self._unicode += len(_UNICODE.findall(span.text))
            self._fonts[font] = self._fonts.get(font, 0) + size

    def check(self) -> tuple[Warning_, ...]:
        """Warnings on text that cannot be read.

        Raises:
            DocumentError: `legacy-font`, when most of the text is such.
        """
        if not self._legacy or self._unicode > _UNICODE_SHARE * self._legacy:
            return ()
        font = max(self._fonts, key=lambda name: self._fonts[name])
        share = self._legacy / self._letters
        if share > _MOST:
            raise DocumentError(
                "legacy-font",
                f"Văn bản dùng phông chữ cũ {font} (không phải Unicode), phiên bản này chưa đọc "
                "được. Hãy đề nghị đơn vị chuyển sang phông Unicode (ví dụ Times New Roman) rồi "
                "gửi lại.",
            )
        if share < _SOME:
            return ()
        detail = (
            f"Khoảng {share:.0%} số chữ dùng phông chữ cũ {font} (không phải Unicode) nên đọc ra "
            "không đúng. Hãy đối chiếu với tệp gốc."
        )
        return (Warning_(code="legacy-font", detail=detail),)
