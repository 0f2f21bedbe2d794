"""The heading tree: levels from the document's own markers, styles, capitals and weight."""

from __future__ import annotations

import pytest
from generated import lines
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Block, BlockKind, Cues
from pipeline.segment.headings import HeadingStack, heading_kind


def _block(*, bold: bool = False, style: int = 0) -> Block:
    cues = Cues(bold=bold, style_level=style)
    return Block(kind=BlockKind.HEADING, start=0, end=1, page=1, cues=cues)


def _path(*texts: str, bold: bool = True) -> tuple[str, ...]:
    stack = HeadingStack()
    for text in texts:
        stack.push(text, _block(bold=bold))
    return stack.path()


@pytest.mark.parametrize(
    ("text", "block", "kind"),
    [
        ("Kết quả", _block(style=2), "style2"),
        ("1. Kết quả", _block(style=1), "style1"),
        ("Phần thứ nhất", _block(), "part"),
        ("II- KẾT QUẢ", _block(bold=True), "roman"),
        ("1.2. Kết quả", _block(), "decimal2"),
        ("1.2.3. Kết quả", _block(), "decimal3"),
        ("a) Kết quả", _block(), "letter"),
        ("KẾT QUẢ 10 NĂM", _block(bold=True), "capitals"),
        ("Kết quả 10 năm", _block(bold=True), "bold"),
        ("Kết quả 10 năm", _block(), "plain"),
    ],
)
def test_style_marker_capitals_and_weight_decide_in_this_order(
    text: str, block: Block, kind: str
) -> None:
    """The kind of a heading is its style, else its marker, else capitals, else weight."""
    assert heading_kind(text, block) == kind


def test_headings_nest_as_official_documents_do() -> None:
    """Part, Roman, number, decimal, letter stand below each other."""
    path = ("Phần thứ nhất", "I. CHUNG", "1. Vốn", "1.1. Vốn vay", "a) Nguồn")
    assert _path(*path) == path


@pytest.mark.parametrize(
    ("texts", "path"),
    [
        (("I. A", "1. B", "2. C"), ("I. A", "2. C")),
        (("I. A", "1. B", "a) C", "II. D"), ("II. D",)),
        (("I. A", "1. B", "a) C", "2. D"), ("I. A", "2. D")),
        (("Phần thứ nhất", "I. A", "1. B", "Phần thứ hai", "I. C"), ("Phần thứ hai", "I. C")),
        (("1. A", "1.1. B", "1.1.1. C", "1.2. D"), ("1. A", "1.2. D")),
        (("A. Kinh tế", "I. Vốn", "1. Vay"), ("A. Kinh tế", "I. Vốn", "1. Vay")),
        (("ĐẶC ĐIỂM", "1. Vị trí", "KẾT QUẢ"), ("KẾT QUẢ",)),
        (("1. A", "Về vốn vay", "Về đất đai", "2. B"), ("2. B",)),
        (("1. A", "Về vốn vay", "Về đất đai"), ("1. A", "Về đất đai")),
    ],
)
def test_a_heading_closes_its_kind_and_what_stands_below(
    texts: tuple[str, ...], path: tuple[str, ...]
) -> None:
    """A kind that comes back closes its last heading and all that were opened below."""
    assert _path(*texts) == path


def test_styles_nest_by_their_level() -> None:
    """Heading 3 stands below Heading 1, and Heading 2 closes it."""
    stack = HeadingStack()
    for text, level in (("A", 1), ("B", 3), ("C", 2)):
        stack.push(text, _block(style=level))
    assert stack.path() == ("A", "C")


@given(st.lists(st.tuples(lines, st.booleans(), st.integers(0, 3)), min_size=1, max_size=12))
def test_the_path_ends_with_the_last_heading(pushed: list[tuple[str, bool, int]]) -> None:
    """Whatever headings come, the last is open, and `would_close` foretells what `push` does."""
    stack = HeadingStack()
    for text, bold, style in pushed:
        block, before = _block(bold=bold, style=style), stack.path()
        closes = stack.would_close(text, block)
        stack.push(text, block)
        after = stack.path()
        assert after[-1] == text
        assert after[:-1] == before[: len(after) - 1]
        assert closes == (len(after) <= len(before))
