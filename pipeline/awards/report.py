"""The commendations of one report: from sentences, lists and tables, each awardee once.

What proposes is decided by the wording first (`wording`), then by where a line stands: below a
sentence that proposes and ends with a colon, below a heading "Danh sách ... đề nghị khen thưởng", or
in a passage whose role was suggested so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.awards.forms import first_form
from pipeline.awards.lexicon import GROUP, even_case
from pipeline.awards.listing import Named, read_list
from pipeline.awards.names import begins_body, find_person
from pipeline.awards.sameness import same_awardee
from pipeline.awards.tables import (
    CellText,
    RowReader,
    read_head,
    read_row,
)
from pipeline.awards.wording import find_named_first, find_proposals
from pipeline.records import (
    AwardeeType,
    BlockKind,
    Commendation,
    Document,
    Passage,
    PassageKind,
    Role,
    make_id,
)
from pipeline.text import find_marker

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_ABOUT = re.compile(r"khen|danh hiệu thi đua|huân chương|kỷ niệm chương|biểu dương")
_OVER = re.compile(
    r"\bđã (?:được |khen|tặng)|được (?:tặng|khen)|kết quả (?:thi đua|khen)|giai đoạn trước"
)
_LISTING = re.compile(r"danh sách|sau đây|như sau|dưới đây|sau\s*:|:$")
# A number that ends a name ends the sentence too: "Phòng Thanh tra số 2. Ngoài ra ...".
_MISSED_STOP = re.compile(r"(?<=[^\W\d_]\s\d)\.\s(?=[^\W\d_])|(?<=[^\W\d_]\s\d\d)\.\s(?=[^\W\d_])")
_TELLS = re.compile(
    r"\b(?:sẽ|lập danh sách|gửi|trình|đề nghị|họp|trân trọng|báo cáo|căn cứ|tổ chức|thực hiện|hồ sơ)\b"
)
# What a report says at its end, of itself: "Sở Tài chính báo cáo và xin chịu trách nhiệm ...".
_SPEAKS = re.compile(r"\b(?:kính|trân trọng|xin|báo cáo|cam kết|đề nghị|mong|kiến nghị)\b")
_WHY = re.compile(r"(?:đã có|vì|có thành tích|đạt|về thành tích|là (?:điển|tấm|người|đơn))\b")
_BRACKET = re.compile(r"\(([^()]*)\)")
_CAPTION = re.compile(r"danh sách|phụ lục|biểu|bảng")


@dataclass(slots=True)
class _Reading:
    """What is known while the passages are read in order.

    Attributes:
        listing: the last proposing line ended with a colon: items follow; group, form: as it said.
        rows: per table, the reader of its next row; None for a table that proposes nothing.
    """

    roles: Sequence[Role | None]
    cells: Mapping[int, list[CellText]]
    tables: Mapping[int, int]
    listing: bool = False
    group: AwardeeType | None = None
    form: str = ""
    rows: dict[int, RowReader | None] = field(default_factory=dict)
    last_lines: tuple[str, ...] = ()


def read_commendations(
    document: Document, passages: Sequence[Passage], roles: Sequence[Role | None]
) -> tuple[Commendation, ...]:
    """Return whom the report proposes, in the order of its text, each awardee once.

    Args:
        document: as read; its table cells say the columns.
        passages: of this document, in order.
        roles: the suggested role of each passage; None where the system abstains.
    """
    cells, tables = _cells(document, passages)
    reading = _Reading(roles=roles, cells=cells, tables=tables)
    found: list[Commendation] = []
    for at, passage in enumerate(passages):
        read = _read_table_row if passage.kind is PassageKind.TABLE_ROW else _read_lines
        for named, form in read(reading, at, passage):
            _add(found, _commendation(passage, named, form))
        if passage.kind is not PassageKind.TABLE_ROW:
            reading.last_lines = (*reading.last_lines[-1:], passage.text)
    return tuple(found)


def _cells(
    document: Document, passages: Sequence[Passage]
) -> tuple[dict[int, list[CellText]], dict[int, int]]:
    """The cells of each row passage by its index, and the table that the row stands in."""
    rows = {p.start: p for p in passages if p.kind is PassageKind.TABLE_ROW}
    cells: dict[int, list[CellText]] = defaultdict(list)
    tables: dict[int, int] = {}
    row: Passage | None = None
    for block in document.blocks:
        row = rows.get(block.start, row)
        if block.kind is not BlockKind.TABLE_CELL or not block.cell or not row:
            continue
        if block.end <= row.end:
            tables[row.index] = block.cell.table
            cells[row.index].append(
                CellText(
                    column=block.cell.column,
                    start=block.start - row.start,
                    end=block.end - row.start,
                )
            )
    return cells, tables


def _commendation(passage: Passage, named: Named, form: str) -> Commendation:
    name = passage.text[named.start : named.end]
    return Commendation(
        id=make_id("commendation", passage.id, named.start, name),
        passage=passage.id,
        sha256=passage.sha256,
        page=passage.page,
        type=named.kind,
        name=name,
        position=named.position.strip(" .,;"),
        form=form,
    )


def _add(found: list[Commendation], new: Commendation) -> None:
    """Add an awardee; one that was named before keeps its place and gains what it lacked."""
    for i, known in enumerate(found):
        if same_awardee(known, new, same_unit=True):
            longer = new if len(new.name) > len(known.name) else known
            found[i] = replace(
                longer,
                position=known.position or new.position,
                form=known.form or new.form,
            )
            return
    found.append(new)


def _read_table_row(reading: _Reading, at: int, passage: Passage) -> Iterator[tuple[Named, str]]:
    cells = reading.cells.get(passage.index, [])
    table = reading.tables.get(passage.index, -1)
    head = read_head(passage.text, cells)
    if table not in reading.rows:
        before = reading.rows.get(reading.tables.get(passage.index - 1, -1))
        proposes = _stands_among(reading, at, passage) or before or (head and head.proposes)
        reading.rows[table] = _begin_table(reading, passage, before) if proposes else None
    reader = reading.rows[table]
    if reader is None:
        return
    if head:
        reading.rows[table] = replace(reader, columns=head, group=None)
        return
    reading.rows[table], named, form = read_row(passage.text, cells, reader)
    for one in named:
        yield one, form


def _begin_table(reading: _Reading, passage: Passage, before: RowReader | None) -> RowReader:
    """The reader of a new table: directly behind another it goes on with its columns."""
    form = next(filter(None, map(first_form, reversed(_near(reading, passage)))), "")
    if before is None:
        return RowReader(form=form)
    return replace(before, form=before.form or form)


def _stands_among(reading: _Reading, at: int, passage: Passage) -> bool:
    """Whether a passage stands where commendations are proposed."""
    near = [even_case(line) for line in _near(reading, passage)]
    about = any(_ABOUT.search(line) and not _OVER.search(line) for line in near)
    return about or reading.roles[at] is Role.COMMENDATIONS


def _near(reading: _Reading, passage: Passage) -> tuple[str, ...]:
    """The lines that say what a passage is about: the last headings, and a table's last lines."""
    lines = reading.last_lines if passage.kind is PassageKind.TABLE_ROW else ()
    return (*passage.heading[-2:], *lines)


def _heading_form(passage: Passage) -> str:
    return next(filter(None, map(first_form, reversed(passage.heading))), "")


def _read_lines(reading: _Reading, at: int, passage: Passage) -> Iterator[tuple[Named, str]]:
    """Awardees of a paragraph or list item, sentence by sentence."""
    found = False
    for start, end in _sentences(passage):
        for named, form in _read_sentence(reading, at, passage, start, end):
            found = True
            yield named, form
    if not found and not passage.text.rstrip().endswith(":"):
        goes_on = passage.kind is PassageKind.LIST_ITEM or _is_label(passage.text)
        reading.listing = reading.listing and (
            goes_on or bool(_CAPTION.search(passage.text.lower()))
        )


def _sentences(passage: Passage) -> Iterator[tuple[int, int]]:
    spans = [(s.start, s.end) for s in passage.sentences] or [(0, len(passage.text))]
    for start, end in spans:
        cursor = start
        for stop in _MISSED_STOP.finditer(passage.text, start, end):
            yield cursor, stop.start() + 1
            cursor = stop.end()
        yield cursor, end


def _read_sentence(
    reading: _Reading, at: int, passage: Passage, start: int, end: int
) -> Iterator[tuple[Named, str]]:
    text = passage.text[start:end]
    among = _stands_among(reading, at, passage)
    proposals = find_proposals(text, listed=among and _begins_awarding(text))
    if proposals:
        reading.form = proposals[-1].form or reading.form
        reading.listing = bool(_LISTING.search(even_case(text).rstrip(". ")))
        reading.group = None
    named = [
        (one, _form_behind(text, one, others) or proposal.form)
        for proposal in proposals
        for others in (read_list(text, proposal.start, proposal.end),)
        for one in others
    ]
    if not named and (among or reading.listing):
        span = find_named_first(text) or (0, len(text))
        if not proposals or span[1] < len(text):
            named = list(_read_item(reading, at, passage, start, start + span[1]))
    for one, form in named:
        yield _moved(one, start), form


def _form_behind(text: str, one: Named, named: Sequence[Named]) -> str:
    """The form that stands in brackets behind a name: "Chi hội A (Bằng khen của UBND tỉnh); ..."."""
    later = [other.start for other in named if other.start > one.end]
    bracket = _BRACKET.search(text, one.end, min(later, default=len(text)))
    return first_form(bracket[1]) if bracket else ""


def _begins_awarding(text: str) -> bool:
    marker = find_marker(text)
    begin = even_case(text[marker.end :] if marker else text)
    return begin.startswith(("tặng", "khen", "bằng khen", "giấy khen", "biểu dương", "huân chương"))


def _moved(named: Named, by: int) -> Named:
    return replace(named, start=named.start + by, end=named.end + by)


def _read_item(
    reading: _Reading, at: int, passage: Passage, start: int, end: int
) -> Iterator[tuple[Named, str]]:
    """Awardees of a line that names them without a verb: "1. Đảng bộ xã A", "- Tập thể (03): ..."."""
    text = passage.text[start:end]
    marker = find_marker(text)
    begin = marker.end if marker else 0
    labelled = GROUP.match(even_case(text), begin)
    if labelled:
        reading.group = (
            AwardeeType.COLLECTIVE if labelled["kind"] == "tập thể" else AwardeeType.INDIVIDUAL
        )
        reading.listing = True
    sure = reading.listing or _is_list(passage) or reading.roles[at] is Role.COMMENDATIONS
    group = _group(reading, passage)
    if not labelled and not _is_item(text, begin, sure=sure, group=group):
        return
    form = first_form(passage.text[start:]) or reading.form or _heading_form(passage)
    named = read_list(text, begin, len(text), group=group)
    for one in named:
        yield one, _form_behind(text, one, named) or form


def _group(reading: _Reading, passage: Passage) -> AwardeeType | None:
    """The group that the nearest label says: of a line above, else of the heading."""
    if reading.group:
        return reading.group
    for heading in reversed(passage.heading):
        found = set(re.findall(r"tập thể|cá nhân", even_case(heading)))
        if len(found) == 1:
            single = found.pop()
            return AwardeeType.COLLECTIVE if single == "tập thể" else AwardeeType.INDIVIDUAL
    return None


def _is_list(passage: Passage) -> bool:
    """Whether a heading announces a list of awardees, or one of its groups."""
    lines = [even_case(line) for line in passage.heading]
    return any("danh sách" in line and _ABOUT.search(" ".join(lines)) for line in lines) or (
        bool(lines) and _is_label(lines[-1])
    )


def _is_label(text: str) -> bool:
    """Whether a line says only "Tập thể" or "2. Cá nhân (03):"."""
    marker = find_marker(text)
    even = even_case(text[marker.end :] if marker else text)
    found = GROUP.match(even)
    return bool(found) and not re.search(
        r"[^\W\d_]{2,}", re.sub(r"\([^)]*\)", "", even[found.end() :] if found else "")
    )


def _is_item(text: str, begin: int, *, sure: bool, group: AwardeeType | None) -> bool:
    """Whether a line names awardees rather than tells something of a body.

    "- Sở Nội vụ: sớm ban hành ..." asks something; "Huyện ủy đã họp xét ..." tells.
    """
    even = even_case(text)
    people = group is AwardeeType.INDIVIDUAL and sure
    person = find_person(text, begin, len(text), fewest=2 if people else 3)
    if not person and not (sure and begins_body(text, begin, len(text))):
        return False
    named = read_list(text, begin, len(text), group=group)
    if not named or (named[0].start > begin and not person):
        return False
    rest = even[named[0].end :].lstrip(' "”)')
    told = _TELLS.search(re.split(r"[,;(]", rest)[0]) or _SPEAKS.search(even, begin)
    return not rest.startswith(":") and not told and _fits_behind(rest)


def _fits_behind(rest: str) -> bool:
    """What may stand behind a name in a list: an end, a sign, a second name, or praise."""
    if not rest or rest[0] in ",;.(–-/\t":
        return True
    return rest.startswith(("và ", "cùng ")) or bool(_WHY.match(rest))
