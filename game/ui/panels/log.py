"""The dispatch log: what happened, hour by hour, filtered by kind, side and unit; a line leads to its hex."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import pygame

from game.i18n import text as _
from game.ui.bookmarks import Marking
from game.ui.film_words import GROUPS, Line
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import PRESS, Button, ButtonPanel, Scroll
from game.ui.panels.log_draw import SIDE_WORDS, draw_filters, draw_line
from game.ui.panels.log_marks import WIDE, Marks

HEAD, ROW = 32, 24
ALL = "All"


class LogPanel(ButtonPanel):
    """Lines of a log under its filters.

    `lines` gives all lines there are now, `chosen` is told of a line that was clicked or entered, and `unit`
    gives the unit that the third filter keeps to. With `marking` lines can be bookmarked; `listing` lists the
    bookmarks of all logs, in the place of the filter that keeps to those of this one.
    """

    def __init__(
        self,
        ui: Ui,
        lines: Callable[[], Sequence[Line]],
        chosen: Callable[[Line], None],
        unit: Callable[[], int | None] = lambda: None,
        marking: Marking | None = None,
        listing: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(ui)
        self.lines, self.chosen, self.unit = lines, chosen, unit
        self.kind, self.side, self.only, self.marked = ALL, 0, False, False
        self.marks, self.listing = Marks(marking), listing
        self.cursor: int | None = None
        self.scroll = Scroll()
        self.buttons = [Button(_(word), self._choose(word)) for word in (ALL, *GROUPS)]
        self.buttons += [Button(_("Bookmarks"), self.bookmarked, "B")] if marking is not None else []
        self.buttons += [Button(_(SIDE_WORDS[0]), self.next_side, "S"), Button(_("Unit"), self.one_unit, "U")]
        self._kept: tuple[Hashable, list[Line]] = (None, [])

    # what is shown

    def shown_lines(self) -> list[Line]:
        """Lines that the filters let through."""
        lines, unit = self.lines(), self.unit() if self.only else None
        marked = self.marked and self.marks.key()[:1]
        key = (id(lines), len(lines), self.kind, self.side, self.only, unit, marked)
        if key != self._kept[0]:
            self._kept = (key, [line for line in lines if self._passes(line, unit)])
        return self._kept[1]

    def _passes(self, line: Line, unit: int | None) -> bool:
        if self.kind != ALL and line.kind not in GROUPS[self.kind]:
            return False
        if self.side and line.side != self.side - 1:
            return False
        if self.marked and self.marks.at(line.event) is None:
            return False
        return not self.only or (unit is not None and line.unit == unit)

    def show(self, event: int | None) -> None:
        """Bring an event's line into view and mark it."""
        if event != self.cursor and not self.typing:
            self.cursor = event
            self._reveal()

    def key(self) -> Hashable:
        """Lines, filters, mark and place."""
        lines = self.shown_lines()
        state = (self._kept[0], self.cursor, self.scroll.offset, self.marks.key())
        return (len(lines), state, self.hovered(), self.at)

    # what the buttons do

    def _choose(self, kind: str) -> Callable[[], None]:
        def act() -> None:
            self.kind, self.scroll.offset = kind, 0

        return act

    def next_side(self) -> None:
        """Both sides, one, the other."""
        self.side = (self.side + 1) % len(SIDE_WORDS)

    def one_unit(self) -> None:
        """Only the selected unit, or all again."""
        self.only = not self.only

    def bookmarked(self) -> None:
        """Only the lines with a bookmark, or all again; or a list of all there are."""
        if self.listing is not None:
            self.listing()
            return
        self.marked, self.scroll.offset = not self.marked, 0

    @property
    def typing(self) -> bool:
        """Whether keys write a note."""
        return self.marks.event is not None

    def mark(self) -> None:
        """Bookmark the marked line, the last one where none is, and ask for a note."""
        lines = self.shown_lines()
        if self._at_cursor() is None and lines:
            self.cursor = lines[-1].event
        if self._at_cursor() is not None and self.cursor is not None:
            self.marks.write(self.cursor)
            self._reveal()

    def elsewhere(self) -> None:
        """A press outside keeps the note that is being written."""
        super().elsewhere()
        self.marks.keep()

    def _at_cursor(self) -> int | None:
        lines = self.shown_lines()
        return next((n for n, line in enumerate(lines) if line.event == self.cursor), None)

    def _reveal(self) -> None:
        n, high = self._at_cursor(), self._row
        if n is not None:
            self.scroll.measure(len(self.shown_lines()) * high, self._body().height)
            self.scroll.show(n * high, (n + 1) * high)

    def _walk(self, by: int) -> None:
        """Move the mark by lines."""
        lines, n = self.shown_lines(), self._at_cursor()
        if lines:
            n = (0 if by > 0 else len(lines) - 1) if n is None else min(len(lines) - 1, max(0, n + by))
            self._mark(n)

    def _mark(self, n: int) -> None:
        """Mark a line by its number, counted from the end where it is negative."""
        lines = self.shown_lines()
        if lines:
            self.cursor = lines[n].event
            self._reveal()

    # events

    def handle(self, event: pygame.Event) -> bool:
        """Filters, lines, wheel, scroll bar and keys."""
        if self.marks.type(event):
            return True
        if event.type == pygame.KEYDOWN:
            # Keys with Ctrl are the scene's, also while the log has the keyboard.
            return self.focused and not event.mod & pygame.KMOD_CTRL and self._keys(event.key)
        if event.type == pygame.MOUSEWHEEL and self.pointed:
            self.scroll.move(-event.y * 3 * self._row)
        elif hasattr(event, "pos"):
            if self.scroll.handle(event, self.inside(event.pos), self._body(), self.ui):
                return True
            if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and self._press(event.pos):
                return True
        return super().handle(event)

    def _press(self, at: tuple[int, int]) -> bool:
        body, (x, y) = self._body(), self.inside(at)
        lines = self.shown_lines()
        n = (y - body.top + self.scroll.offset) // self._row
        if not body.collidepoint(x, y) or not 0 <= n < len(lines):
            return False
        if self.marks.event != lines[n].event:
            self.marks.keep()
        self.cursor = lines[n].event
        if x < self.ui.dp(WIDE) and self.marks.marking is not None:
            self.marks.press(lines[n].event)
        elif not self.typing:
            self.chosen(lines[n])
        return True

    def _keys(self, key: int) -> bool:
        steps = {pygame.K_UP: -1, pygame.K_DOWN: 1, pygame.K_PAGEUP: -8, pygame.K_PAGEDOWN: 8}
        ends = {pygame.K_HOME: 0, pygame.K_END: -1}
        if key in steps:
            self._walk(steps[key])
        elif key in ends:
            self._mark(ends[key])
        elif key in (pygame.K_LEFT, pygame.K_RIGHT):
            kinds = (ALL, *GROUPS)
            by = 1 if key == pygame.K_RIGHT else -1
            self._choose(kinds[(kinds.index(self.kind) + by) % len(kinds)])()
        elif key in PRESS and self._at_cursor() is not None:
            self.chosen(self.shown_lines()[self._at_cursor() or 0])
        elif key == pygame.K_s:
            self.next_side()
        elif key == pygame.K_u:
            self.one_unit()
        elif key == pygame.K_b and self.marks.marking is not None:
            self.bookmarked()
        elif key == pygame.K_DELETE and self.cursor is not None and self._at_cursor() is not None:
            self.marks.drop(self.cursor)
        else:
            return False
        return True

    # drawing

    @property
    def _row(self) -> int:
        return self.ui.row(ROW, "narrow", 15)

    @property
    def head(self) -> int:
        """Height of the filters."""
        return max(self.ui.dp(HEAD), self.ui.line_height("narrow-bold", 15) + self.ui.dp(12))

    def _body(self) -> pygame.Rect:
        top = self.head + self.ui.dp(3)
        return pygame.Rect(0, top, self.rect.width, max(0, self.rect.height - top))

    def paint(self, target: pygame.Surface) -> None:
        """Paint the filters and the lines in view."""
        ui, theme = self.ui, self.ui.theme
        target.fill(theme.panel)
        pygame.draw.line(target, theme.line, (0, 0), (self.rect.width, 0))
        draw_filters(self, target)
        body, lines, high = self._body(), self.shown_lines(), self._row
        self.scroll.measure(len(lines) * high, body.height)
        if not lines:
            ui.text(target, _("Nothing to tell."), (ui.dp(16), body.top + ui.dp(6)), color=theme.muted)
        target.set_clip(body)
        first = self.scroll.offset // max(1, high)
        for n, line in enumerate(lines[first : first + body.height // max(1, high) + 2], first):
            y = body.top + n * high - self.scroll.offset
            draw_line(self, target, line, pygame.Rect(0, y, self.rect.width, high))
        target.set_clip(None)
        self.scroll.draw(target, ui, body)
