"""The marks of one page as PDFium gives them, whatever the rotation and origin of the file's page.

Most of the time of reading goes here, so calls are counted: two for each character (to which text
object it belongs, where it stands), .25 microseconds each, and five for each text object, all of
whose characters share ink and baseline. The letters themselves come in one call a page. Everything
is held in columns, one entry a character, until the glyphs are made.
"""

from __future__ import annotations

import ctypes
import re
import struct
import sys
from collections import Counter
from contextlib import closing
from functools import partial
from itertools import compress, repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from pypdfium2 import raw

from pipeline.extract.layout.marks import Glyph, Ink, PageMarks
from pipeline.extract.pdf import calls
from pipeline.extract.pdf.drawings import Frame, make_frame, read_drawings
from pipeline.extract.pdf.fonts import read_face

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.extract.pdf.fonts import Face

_STROKED = 2  # FPDF_TEXTRENDERMODE_FILL_STROKE: letters made bold by an outline
_NOTHING, _HYPHEN_CHAR = "\0", "\ufffe"
# PDFium's code of a hyphen at the end of a line is 2, and U+FFFE in the text of a page
_CODE_AS_TEXT = {0x02: _HYPHEN_CHAR, 0xFFFE: _NOTHING}
_AS_TEXT = {_HYPHEN_CHAR: "-", "\t": " ", "\xa0": " "}
_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_NO_LETTER = re.compile("[\0-\x1f\xa0\ud800-\udfff\ufffe\uffff]")
_NO_TEXT, _BLANK = re.compile(_NOTHING), re.compile(" ")
_MARKS = re.compile("[\u0300-\u036f]")
_make_glyph: Callable[[Any], Glyph] = partial(tuple.__new__, Glyph)  # as Glyph._make, in C alone
_INK = itemgetter(4)  # of a glyph; quicker than by name
_BOX = struct.Struct("4f")  # left, top, right, bottom
_MATRIX = struct.Struct("4f")  # a, b, c, d
# Bytes are quicker to tell apart; then e and f, where the object begins on its baseline.
_MATRIX_BYTES = struct.Struct(f"{_MATRIX.size}s2f")


def read_marks(page: Any, number: int) -> PageMarks:
    """Read the marks of a pypdfium2 page; the page stays open and the caller's."""
    frame = make_frame(page)
    glyphs = read_glyphs(page, frame)
    if _is_turned(glyphs):
        frame = _turn(page, frame)
        glyphs = read_glyphs(page, frame)
    width, height = page.get_size()
    if (frame.rotation - page.get_rotation()) % 180:
        width, height = height, width
    rulings, covered = read_drawings(page, frame)
    return PageMarks(
        number=number,
        width=width,
        height=height,
        glyphs=tuple(glyphs),
        rulings=tuple(rulings),
        pictured=covered > width * height / 2,
    )


def _is_turned(glyphs: Sequence[Glyph]) -> bool:
    """Most letters run up or down the page as the file has it."""
    if not any(ink.sideways for ink in set(map(_INK, glyphs))):
        return False
    return sum(glyph.ink.sideways for glyph in glyphs) > len(glyphs) / 2


def _turn(page: Any, frame: Frame) -> Frame:
    """The frame that sets most letters upright: a wide table may be printed up a narrow page."""
    with closing(page.get_textpage()) as text_page:
        handle, count = calls.handle_of(text_page.raw), raw.FPDFText_CountChars(text_page.raw)
        matrices = _read_all(calls.get_char_matrix, handle, range(count), _MATRIX_BYTES)
        rotations = Counter(_rotation(matrix) for matrix, _, _ in matrices if any(matrix))
    return frame._replace(rotation=rotations.most_common(1)[0][0])


def _rotation(matrix: bytes) -> int:
    """By how much a page must be turned, to the right, for text of this matrix to stand upright."""
    a, b, _, _ = _MATRIX.unpack(matrix)
    if abs(b) > abs(a):
        return 90 if b > 0 else 270
    return 0 if a > 0 else 180


def read_glyphs(page: Any, frame: Frame, only: AbstractSet[int] | None = None) -> list[Glyph]:
    """Glyphs of a pypdfium2 page, all or those of some text objects (their addresses)."""
    with closing(page.get_textpage()) as text_page:
        return _read_glyphs(text_page.raw, frame, only)


def _read_glyphs(text_page: Any, frame: Frame, only: AbstractSet[int] | None) -> list[Glyph]:
    """Glyphs in the order of the file; blanks are kept, line ends are not."""
    count = raw.FPDFText_CountChars(text_page)
    if count < 1:
        return []
    handle = calls.handle_of(text_page)
    chars = _NO_LETTER.sub(_as_text, _read_chars(text_page, count))
    lefts, rights = _read_edges(handle, count, frame)
    objects = list(map(calls.get_text_object, repeat(handle), range(count)))
    if only is not None:
        objects = [one if one in only else None for one in objects]
    ink_of, height_of = _read_objects(handle, _first_places(objects), frame)
    inks: list[Ink | None] = list(map(ink_of.get, objects))
    heights = list(map(height_of.get, objects))
    for i in (found.start() for found in _BLANK.finditer(chars, 1)):
        # one that PDFium put in belongs to no object: it stands where the glyph before ends
        if objects[i] is None and chars[i - 1] != " ":
            inks[i], heights[i] = inks[i - 1], heights[i - 1]
            lefts[i] = rights[i] = rights[i - 1]
    for found in _NO_TEXT.finditer(chars):
        inks[found.start()] = None
    columns = zip(chars, lefts, rights, heights, inks, strict=True)
    glyphs = map(_make_glyph, compress(columns, inks))
    return _put_marks(glyphs) if _MARKS.search(chars) else list(glyphs)


def _first_places(objects: list[int | None]) -> dict[int, int]:
    """Where each text object begins; they come one after the other, so the search goes on."""
    places: dict[int, int] = {}
    place = 0
    for one in dict.fromkeys(objects):
        if one is not None:
            place = places[one] = objects.index(one, place)
    return places


def _read_chars(text_page: Any, count: int) -> str:
    """One character for each index of the text page, as PDFium has it."""
    buffer = (ctypes.c_ushort * (2 * count + 1))()  # two units for a letter beyond the first plane
    units = raw.FPDFText_GetText(text_page, 0, count, buffer) - 1
    chars = bytes(buffer)[: 2 * max(units, 0)].decode("utf-16-le", "surrogatepass")
    if len(chars) == count:
        return chars
    # PDFium leaves control characters out of the text, and has some letters in two halves (of
    # UTF-16), each an index of its own: then each is asked for
    codes = map(calls.get_unicode, repeat(calls.handle_of(text_page)), range(count))
    halves = "".join(
        _CODE_AS_TEXT.get(code) or chr(code if code <= sys.maxunicode else 0) for code in codes
    )
    return _HALVES.sub(_as_whole, halves)


def _as_whole(found: re.Match[str]) -> str:
    """A letter of two halves in the place of the first; the second is none."""
    return found.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le") + _NOTHING


def _as_text(found: re.Match[str]) -> str:
    """One character for one, so that the columns stay even."""
    return _AS_TEXT.get(found.group(), _NOTHING)


def _read_all(
    get: Callable[..., Any],
    text_page: ctypes.c_void_p,
    indices: Collection[int],
    form: struct.Struct,
) -> Iterator[tuple[Any, ...]]:
    """What `get` writes of each of the characters, in this form."""
    buffer = ctypes.create_string_buffer(form.size * len(indices))
    places = map(ctypes.byref, repeat(buffer), range(0, ctypes.sizeof(buffer), form.size))
    for _ in map(get, repeat(text_page), indices, places):
        pass
    return form.iter_unpack(buffer.raw)


def _read_edges(
    text_page: ctypes.c_void_p, count: int, frame: Frame
) -> tuple[list[float], list[float]]:
    """Left and right edge of each character on the page, by its advance."""
    boxes = list(_read_all(calls.get_loose_box, text_page, range(count), _BOX))
    if not frame.rotation:
        return [box[0] - frame.left for box in boxes], [box[2] - frame.left for box in boxes]
    ends = [
        (frame.point(left, bottom)[0], frame.point(right, top)[0])
        for left, top, right, bottom in boxes
    ]
    return [min(pair) for pair in ends], [max(pair) for pair in ends]


_Setting: TypeAlias = tuple[int | None, int, float, bytes]


class _Inks(dict[_Setting, Ink]):
    """Ink by font, mode, size and matrix of a text object; what comes out alike shares its ink."""

    def __init__(self, rotation: int) -> None:
        super().__init__()
        self._rotation = rotation
        self._faces: dict[int | None, Face] = {}
        self._known: dict[tuple[object, ...], Ink] = {}

    def __missing__(self, setting: _Setting) -> Ink:
        font, mode, size, matrix = setting
        a, b, c, d = _MATRIX.unpack(matrix)
        if font not in self._faces:
            self._faces[font] = read_face(font)
        face = self._faces[font]
        size_pt = round(size * ((c**2 + d**2) ** 0.5 or 1.0), 1)
        bold = face.bold or mode == _STROKED
        sideways = (abs(b) > abs(a)) != (self._rotation in {90, 270})
        look = (size_pt, bold, face.italic, face.name, sideways)
        if look not in self._known:
            self._known[look] = Ink(
                size_pt=size_pt, bold=bold, italic=face.italic, font=face.name, sideways=sideways
            )
        self[setting] = self._known[look]
        return self[setting]


def _read_objects(
    text_page: ctypes.c_void_p, firsts: Mapping[int, int], frame: Frame
) -> tuple[dict[int, Ink], dict[int, float]]:
    """Ink and baseline of each text object, given its first character."""
    places = list(_read_all(calls.get_char_matrix, text_page, firsts.values(), _MATRIX_BYTES))
    settings = zip(
        map(calls.get_font, firsts),
        map(calls.get_render_mode, firsts),
        map(calls.get_font_size, repeat(text_page), firsts.values()),
        (matrix for matrix, _, _ in places),
        strict=True,
    )
    inks = _Inks(frame.rotation)
    return (
        {one: inks[setting] for one, setting in zip(firsts, settings, strict=True)},
        {one: frame.point(x, y)[1] for one, (_, x, y) in zip(firsts, places, strict=True)},
    )


def _put_marks(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Marks that stand alone in the file, each put to the letter before it."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        if kept and _MARKS.match(glyph.text):
            text, x1 = kept[-1].text + glyph.text, max(kept[-1].x1, glyph.x1)
            kept[-1] = kept[-1]._replace(text=text, x1=x1)
        else:
            kept.append(glyph)
    return kept
