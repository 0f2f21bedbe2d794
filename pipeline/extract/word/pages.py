"""The page on which one reads, counted from the marks in the text.

Word leaves a mark wherever a page began when it last laid the text out, also behind breaks that
the writer set; both together are one turn of the page.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.extract.word.tokens import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.word.tokens import Picture


class PageClock:
    """Counts pages from 1.

    Attributes:
        page: where the reading is.
        rendered, explicit: whether the file had marks of the layout, breaks of the writer.
        pictures: page and area in square millimetres of each picture in the text.
    """

    def __init__(self) -> None:
        self.page = 1
        self.rendered = False
        self.explicit = False
        self.pictures: list[tuple[int, float]] = []
        self._filled = False  # whether something stands on this page yet
        self._held = False

    def meet(self, mark: Mark) -> None:
        """Go on past a mark; marks that turn no page change nothing."""
        if self._held:
            return
        if mark is Mark.PAGE:
            self.page += 1
            self.explicit, self._filled = True, False
        elif mark is Mark.RENDERED_PAGE:
            self.page += 1 if self._filled else 0
            self.rendered = self._filled = True

    def meet_text(self) -> None:
        """Note that something stands on the page."""
        if not self._held:
            self._filled = True

    def meet_picture(self, picture: Picture) -> None:
        """Note a picture, which fills a page as text does."""
        if not self._held:
            self._filled = True
            self.pictures.append((self.page, picture.area_mm2))

    def begin_page(self) -> None:
        """What follows must stand on a page of its own, which an earlier break may have begun."""
        if self._filled:
            self.meet(Mark.PAGE)

    def position(self) -> tuple[int, bool]:
        """Where the reading is, for `go_back`; of two positions the later is the greater."""
        return self.page, self._filled

    def go_back(self, position: tuple[int, bool]) -> None:
        """Read on from an earlier position: cells of a row stand beside each other."""
        self.page, self._filled = position

    @contextmanager
    def held(self) -> Iterator[None]:
        """Notes, boxes and running heads stand outside the flow: their marks turn no page."""
        before, self._held = self._held, True
        try:
            yield
        finally:
            self._held = before
