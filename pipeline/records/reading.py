"""What reading a file gives: the document with its blocks, its letterhead, its passages."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records.kinds import BlockKind, PassageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning_:  # noqa: N801 - the builtin keeps its name
    """Something a person should know of a file; `code` is stable, `detail` is Vietnamese."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The place of a table cell: table by order in the document, row and column from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """What the eye sees of a block, whatever the format.

    Attributes:
        bold, italic: True when every letter is.
        centred: the block stands in the middle of its column.
        size_pt: font size of most letters, in points; None where the format does not say.
        style_level: level of a heading style (1 is the highest), 0 when there is none.
    """

    bold: bool = False
    italic: bool = False
    centred: bool = False
    size_pt: float | None = None
    style_level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of the page: `Document.text[start:end]`.

    Attributes:
        confidence: mean of OCR's words, 0..1; None for text that the file itself holds.
        anchor: of a note: the place in the text behind the word that bears its mark.
    """

    kind: BlockKind
    start: int
    end: int
    page: int | None
    cues: Cues = Cues()
    cell: Cell | None = None
    confidence: float | None = None
    anchor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyText:
    """Text of a file that was stored in an encoding of the time before Unicode.

    Attributes:
        encoding: "TCVN3" or "VNI".
        share: of the file's letters, 0..1.
    """

    encoding: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """A kind of repair made while reading, and how often; `kind` is stable, for filters."""

    kind: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingReport:
    """How a file was read.

    Attributes:
        converted_by: program that made a readable file of it; None where none was needed.
        scanned_pages: pages read by OCR, from 1.
        scanned_share: of the letters, those that OCR read, 0..1.
        confidence: mean of OCR's words, 0..1; None without OCR.
        stamps: lines of electronic signatures, taken out of the text.
    """

    converted_by: str | None = None
    legacy: tuple[LegacyText, ...] = ()
    scanned_pages: tuple[int, ...] = ()
    scanned_share: float = 0.0
    confidence: float | None = None
    mends: tuple[Mend, ...] = ()
    stamps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as it was read.

    Attributes:
        text: the blocks in reading order; cells of a row are parted by a tab, all else by a newline.
        blocks: in the order of the text, without overlap.
        pages: number of pages; None where the format has none.
        format: what the bytes are ("docx", "pdf").
    """

    sha256: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    pages: int | None
    warnings: tuple[Warning_, ...] = ()
    report: ReadingReport = ReadingReport()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What the head of a report says of itself; None where it does not say it.

    Attributes:
        unit: id of the campaign's unit; `unit_reason` says in Vietnamese what decided.
        number: the document's number as written ("125-BC/HU").
        date: ISO date of the letterhead.
        title: type and abstract in one line.
    """

    unit: str | None
    unit_reason: str
    number: str | None
    date: str | None
    title: str | None
    warnings: tuple[Warning_, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a passage: `passage.text[start:end]`, and its words (syllables joined by _)."""

    start: int
    end: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, list item or table row: `document.text[start:end] == text`.

    Attributes:
        index: place among the document's passages, from 0.
        heading: the headings above it, from the highest, markers included.
        read_confidence: of OCR, 0..1; None for text that the file itself holds.
    """

    id: str
    sha256: str
    index: int
    page: int | None
    kind: PassageKind
    heading: tuple[str, ...]
    start: int
    end: int
    text: str
    sentences: tuple[Sentence, ...]
    read_confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What reading one file gives: its text, its head, its passages."""

    document: Document
    letterhead: Letterhead
    passages: tuple[Passage, ...]
