"""The marks of one page as PDFium gives them, whatever the rotation and origin of the file's page."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

from pipeline.extract.layout.marks import Glyph, Ink, PageMarks
from pipeline.extract.pdf.drawings import Frame, make_frame, read_drawings
from pipeline.extract.pdf.fonts import Face, read_face

_STROKED = 2  # FPDF_TEXTRENDERMODE_FILL_STROKE: letters made bold by an outline
_LINE_END_HYPHEN = 0x02  # PDFium's sign for a hyphen at the end of a line


def read_marks(page: Any, number: int) -> PageMarks:
    """Read the marks of a pypdfium2 page; the page stays open and the caller's."""
    frame = make_frame(page)
    width, height = page.get_size()
    text_page = page.get_textpage()
    try:
        glyphs = _read_glyphs(text_page.raw, frame)
    finally:
        text_page.close()
    rulings, covered = read_drawings(page, frame)
    return PageMarks(
        number=number,
        width=width,
        height=height,
        glyphs=tuple(glyphs),
        rulings=tuple(rulings),
        pictured=covered > width * height / 2,
    )


def _read_glyphs(text_page: Any, frame: Frame) -> list[Glyph]:
    """Glyphs in the order of the file; blanks are kept, line ends are not.

    Three calls a character, .4 microseconds each; what else is needed comes once a text object,
    all of whose characters share ink and baseline.
    """
    from pypdfium2 import raw

    get_unicode, get_object = raw.FPDFText_GetUnicode, raw.FPDFText_GetTextObject
    get_box, address_of = raw.FPDFText_GetLooseCharBox, ctypes.addressof
    box = raw.FS_RECTF()
    objects = _TextObjects(text_page=text_page, frame=frame)
    glyphs: list[Glyph] = []
    for index in range(raw.FPDFText_CountChars(text_page)):
        char = _as_text(get_unicode(text_page, index))
        if not char:
            continue
        if "\u0300" <= char <= "\u036f" and glyphs:  # a mark belongs to the letter before
            glyphs[-1] = glyphs[-1]._replace(text=glyphs[-1].text + char)
            continue
        text_object = get_object(text_page, index)
        if not text_object:  # a blank that PDFium put in: it stands where the last glyph ends
            if glyphs and glyphs[-1].text != " ":
                glyphs.append(glyphs[-1]._replace(text=" ", x0=glyphs[-1].x1))
            continue
        address = address_of(text_object.contents)
        ink, y = objects.known.get(address) or objects.read(address, index, text_object)
        get_box(text_page, index, box)
        if frame.rotation:
            one, two = frame.point(box.left, box.bottom), frame.point(box.right, box.top)
            left, right = sorted((one[0], two[0]))
        else:
            left, right = box.left - frame.left, box.right - frame.left
        glyphs.append(Glyph(char, left, right, y, ink))
    return glyphs


def _as_text(code: int) -> str:
    """The character to keep, "" for none."""
    if code == _LINE_END_HYPHEN:
        return "-"
    if code in {0x20, 0xA0, 0x09}:
        return " "
    if code < 0x20 or 0xD800 <= code <= 0xDFFF or code in {0xFFFE, 0xFFFF}:  # noqa: PLR2004
        return ""
    return chr(code)


@dataclass(slots=True, kw_only=True)
class _TextObjects:
    """Ink and baseline of the text objects of a page, each read once."""

    text_page: Any
    frame: Frame
    known: dict[int, tuple[Ink, float]] = field(default_factory=dict)
    _faces: dict[int, Face] = field(default_factory=dict)

    def read(self, address: int, index: int, text_object: Any) -> tuple[Ink, float]:
        """Read the text object to which character `index` belongs."""
        from pypdfium2 import raw

        font = raw.FPDFTextObj_GetFont(text_object)
        key = ctypes.addressof(font.contents) if font else 0
        if key not in self._faces:
            self._faces[key] = read_face(font)
        face = self._faces[key]
        matrix, x, y = raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetMatrix(self.text_page, index, matrix)
        raw.FPDFText_GetCharOrigin(self.text_page, index, x, y)
        scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
        lying = abs(matrix.b) > abs(matrix.a)
        outlined = raw.FPDFTextObj_GetTextRenderMode(text_object) == _STROKED
        ink = Ink(
            size_pt=round(raw.FPDFText_GetFontSize(self.text_page, index) * scale, 1),
            bold=face.bold or outlined,
            italic=face.italic,
            font=face.name,
            sideways=lying != (self.frame.rotation in {90, 270}),
        )
        self.known[address] = ink, self.frame.point(x.value, y.value)[1]
        return self.known[address]
