"""PDF files for tests, written byte by byte: what stands where is exactly what the test says.

Every letter is .72 of the font size wide, a blank .36; heights count from the upper edge of a
page of 595 by 842 points.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

WIDTH, HEIGHT = 595, 842
LEFT, RIGHT, INDENT, LEADING = 85.0, 540.0, 28.0, 18.0
_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


@dataclass(slots=True, kw_only=True)
class Stamp:
    """An annotation over a page; `entries` go into its dictionary, `look` is what it draws."""

    entries: str
    look: Sheet
    signed_at: str = ""


@dataclass(slots=True, kw_only=True)
class Sheet:
    """One page to be written; `extra` goes into the page's dictionary."""

    extra: str = ""
    box: str = f"0 0 {WIDTH} {HEIGHT}"
    marks: list[tuple[str, str, str]] = field(default_factory=list)  # before, text, after
    stamps: list[Stamp] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str, *, size: float = 14, font: str = "Times-Roman"
    ) -> Sheet:
        """Put a line of text with its baseline at `y` from above."""
        return self.placed(f"1 0 0 1 {x} {HEIGHT - y}", text, size=size, font=font)

    def placed(
        self, matrix: str, text: str, *, size: float = 14, font: str = "Times-Roman"
    ) -> Sheet:
        """Put text with a text matrix of its own."""
        self.marks.append((f"BT /{font} {size} Tf {matrix} Tm <", text, "> Tj ET"))
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        """Draw a line."""
        self.marks.append((f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S", "", ""))
        return self

    def picture(self) -> Sheet:
        """Cover the page with a picture, as a scanner does."""
        draw = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"
        self.marks.append((draw, "", ""))
        return self

    def bar(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        """Fill a rectangle, as Word draws borders."""
        self.marks.append((f"{x0} {HEIGHT - y1} {x1 - x0} {y1 - y0} re f", "", ""))
        return self

    def stamp(self, entries: str, look: Sheet, *, signed_at: str = "") -> Sheet:
        """Lay an annotation over the page, at the places of `look`; a time makes it a signature."""
        self.stamps.append(Stamp(entries=entries, look=look, signed_at=signed_at))
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Sheet:
        """Draw all borders of a table."""
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        return self

    def spread(self, x: float, y: float, text: str) -> Sheet:
        """Set a line from `x` to the right margin, as justified text is."""
        words = text.split()
        gap = (RIGHT - x - sum(map(length, words))) / (len(words) - 1)
        for word in words:
            self.text(x, y, word)
            x += length(word) + gap
        return self

    def paragraph(self, y: float, text: str, *, font: str = "Times-Roman") -> float:
        """Set a paragraph with first-line indent, justified by nothing; return the next height."""
        x, line = LEFT + INDENT, ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and x + length(longer) > RIGHT:
                self.text(x, y, line, font=font)
                x, line, y = LEFT, word, y + LEADING
            else:
                line = longer
        self.text(x, y, line, font=font)
        return y + LEADING


def length(text: str, size: float = 14) -> float:
    """How long `text` is set, in points."""
    return sum(0.36 if char == " " else 0.72 for char in text) * size


def centred(text: str, *, middle: float = (LEFT + RIGHT) / 2, size: float = 14) -> float:
    """Where a centred line begins."""
    return middle - length(text, size) / 2


def write_pdf(
    path: Path, sheets: Sequence[Sheet], *, lock: Mapping[str, bytes] | None = None
) -> Path:
    """Write the pages; `lock` holds key, O and U of an encryption with 40 bits, see `open_lock`."""
    codes = _codes([*sheets, *(stamp.look for sheet in sheets for stamp in sheet.stamps)])
    bodies: list[bytes] = [_stream(_to_unicode(codes), 1, lock)]
    tree = 2 * len(sheets) + 2
    over: list[bytes] = []  # objects of the annotations, behind the catalog
    for sheet in sheets:
        number = len(bodies) + 1
        bodies.append(_stream(_content(sheet, codes), number, lock))
        first = tree + 2 + len(over)
        over += _annotations(sheet, codes, first)
        annotations = " ".join(f"{first + 3 * i} 0 R" for i in range(len(sheet.stamps)))
        page = (
            f"<< /Type /Page /Parent {tree} 0 R /MediaBox [{sheet.box}] {sheet.extra} "
            f"/Annots [{annotations}] /Resources << /Font << {_fonts(sheet)} >> >> "
            f"/Contents {number} 0 R >>"
        )
        bodies.append(page.encode())
    refs = " ".join(f"{3 + 2 * i} 0 R" for i in range(len(sheets)))
    bodies.append(f"<< /Type /Pages /Kids [{refs}] /Count {len(sheets)} >>".encode())
    fields = " ".join(f"{tree + 2 + i} 0 R" for i in range(0, len(over), 3))
    form = f"/AcroForm << /SigFlags 3 /Fields [{fields}] >>"
    bodies.append(f"<< /Type /Catalog /Pages {tree} 0 R {form} >>".encode())
    trailer = f"/Root {len(bodies)} 0 R"
    if lock:
        fence = " ".join(f"/{name} <{lock[name].hex()}>" for name in ("O", "U"))
        trailer += f" /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 {fence} >>"
    path.write_bytes(_assemble(bodies + over, trailer))
    return path


def _codes(sheets: Sequence[Sheet]) -> dict[str, int]:
    chars = {char for sheet in sheets for _, text, _ in sheet.marks for char in text} - {" "}
    return {" ": 32} | {char: 33 + i for i, char in enumerate(sorted(chars))}


def _annotations(sheet: Sheet, codes: Mapping[str, int], first: int) -> list[bytes]:
    """Three objects a stamp, numbered from `first`: annotation, appearance, signature."""
    bodies = []
    for number, stamp in enumerate(sheet.stamps):
        place = first + 3 * number
        signed = f"/V {place + 2} 0 R" if stamp.signed_at else ""
        title = "" if "/T " in stamp.entries else f"/T (field{place})"
        bodies.append(
            f"<< /Type /Annot {stamp.entries} {title} /F 4 /Rect [0 0 {WIDTH} {HEIGHT}] "
            f"/AP << /N {place + 1} 0 R >> {signed} >>".encode()
        )
        look = _content(stamp.look, codes)
        head = (
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 {WIDTH} {HEIGHT}] "
            f"/Resources << /Font << {_fonts(stamp.look)} >> >> /Length {len(look)} >>"
        )
        bodies.append(head.encode() + b"\nstream\n" + look + b"\nendstream")
        bodies.append(
            f"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached "
            f"/M ({stamp.signed_at}) /ByteRange [0 0 0 0] /Contents <00> >>".encode()
        )
    return bodies


def _stream(data: bytes, number: int, lock: Mapping[str, bytes] | None) -> bytes:
    held = _rc4(_object_key(lock["key"], number), data) if lock else data
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(held), held)


def _content(sheet: Sheet, codes: Mapping[str, int]) -> bytes:
    lines = (
        before + "".join(f"{codes[char]:02x}" for char in text) + after
        for before, text, after in sheet.marks
    )
    return "\n".join(lines).encode()


def _fonts(sheet: Sheet) -> str:
    names = sorted({mark[0].split()[1][1:] for mark in sheet.marks if mark[0].startswith("BT")})
    widths = " ".join("360" if code == 32 else "720" for code in range(32, 256))
    return " ".join(
        f"/{name} << /Type /Font /Subtype /TrueType /BaseFont /{name} /FirstChar 32 /LastChar 255 "
        f"/Widths [{widths}] /ToUnicode 1 0 R >>"
        for name in names
    )


def open_lock() -> dict[str, bytes]:
    """Encryption that the empty password opens (PDF 32000-1, algorithms 2 and 4)."""
    owner = bytes(32)
    rights = (-4).to_bytes(4, "little", signed=True)
    key = _md5(_PADDING + owner + rights + bytes(1))[:5]
    return {"key": key, "O": owner, "U": _rc4(key, _PADDING)}


def _to_unicode(codes: Mapping[str, int]) -> bytes:
    pairs = [f"<{code:02x}> <{char.encode('utf-16-be').hex()}>" for char, code in codes.items()]
    blocks = [
        f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n"
        for part in (pairs[i : i + 90] for i in range(0, len(pairs), 90))
    ]
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
    space = "1 begincodespacerange <00> <ff> endcodespacerange\n"
    return (head + space + "".join(blocks) + "endcmap end end").encode()


def _assemble(bodies: Sequence[bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer << /Size {len(bodies) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def _object_key(key: bytes, number: int) -> bytes:
    return _md5(key + number.to_bytes(3, "little") + bytes(2))[: len(key) + 5]


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
