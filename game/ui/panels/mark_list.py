"""The list of all bookmarks over the plotting: turn, hour, line and note; a line leads there."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import pygame

from game.i18n import text as _
from game.ui import keys
from game.ui.bookmarks import Spot
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import PRESS, Panel, Scroll
from game.ui.marked import Marked
from game.ui.panels.log_marks import ribbon
from game.ui.panels.review_top import day_of

WIDEST, LINE, PAD, MOST = 860, 46, 16, 10
"""Width, height of a line and margin in dp; lines shown at once."""
STEPS = {pygame.K_UP: -1, pygame.K_DOWN: 1, pygame.K_TAB: 1, pygame.K_PAGEUP: -MOST, pygame.K_PAGEDOWN: MOST}


class MarkList(Panel):
    """Over everything until a bookmark is chosen; `close` is called first, then `go` with its place."""

    def __init__(
        self, ui: Ui, marks: tuple[Marked, ...], go: Callable[[Spot], object], close: Callable[[], None]
    ) -> None:
        super().__init__(ui)
        self.marks, self.go, self.close = marks, go, close
        self.cursor = max(0, len(marks) - 1)
        self.scroll = Scroll()

    def layout(self, size: tuple[int, int]) -> None:
        """Lie in the middle of a window."""
        ui, lines = self.ui, min(MOST, max(1, len(self.marks)))
        box = pygame.Rect(0, 0, ui.dp(WIDEST), self._head + lines * self._step + self._foot)
        box.width, box.height = min(box.width, size[0] - ui.dp(40)), min(box.height, size[1] - ui.dp(40))
        box.center = (size[0] // 2, size[1] // 2)
        self.place(box)
        self._reveal()

    def key(self) -> Hashable:
        """The lit line and the place."""
        return (self.cursor, self.scroll.offset)

    @property
    def _head(self) -> int:
        return self.ui.row(40, "title", 20) + self.ui.dp(6)

    @property
    def _foot(self) -> int:
        return self.ui.row(34, "narrow", 15)

    @property
    def _step(self) -> int:
        words = self.ui.line_height("narrow", 15) + self.ui.line_height("body-italic", 14)
        return max(self.ui.dp(LINE), words + self.ui.dp(8))

    def _body(self) -> pygame.Rect:
        high = max(0, self.rect.height - self._head - self._foot)
        return pygame.Rect(0, self._head, self.rect.width, high)

    def _reveal(self) -> None:
        self.scroll.measure(len(self.marks) * self._step, self._body().height)
        self.scroll.show(self.cursor * self._step, (self.cursor + 1) * self._step)

    # drawing

    def paint(self, target: pygame.Surface) -> None:
        """Head, lines, and what the keys do."""
        ui, theme, pad = self.ui, self.ui.theme, self.ui.dp(PAD)
        target.fill(theme.panel)
        ui.text(target, _("Bookmarks"), (pad, ui.dp(10)), "title", 20, theme.text)
        body, high = self._body(), self._step
        if not self.marks:
            told = _("There is none yet: {key} marks a line of the log.", key=keys.cap("bookmark"))
            ui.text(target, told, (pad, body.top), color=theme.muted, width=body.width - 2 * pad)
        target.set_clip(body)
        for n, mark in enumerate(self.marks):
            row = pygame.Rect(0, body.top + n * high - self.scroll.offset, body.width, high)
            if row.colliderect(body):
                self._line(target, mark, row, lit=n == self.cursor)
        target.set_clip(None)
        self.scroll.draw(target, ui, body)
        told = _("Enter or a click shows the film of that turn, or the line of the last. Esc goes back.")
        y = body.bottom + (self._foot - ui.line_height("narrow", 15)) // 2
        ui.text(target, told, (pad, y), "narrow", 15, theme.muted, width=body.width - 2 * pad)
        pygame.draw.rect(target, theme.brass, target.get_rect(), max(1, ui.dp(1)))

    def _line(self, target: pygame.Surface, mark: Marked, row: pygame.Rect, *, lit: bool) -> None:
        """Ribbon, turn and hour; the words of the log, and below them the note."""
        ui, theme, pad = self.ui, self.ui.theme, self.ui.dp(PAD)
        if lit:
            pygame.draw.rect(target, theme.chosen, row)
            pygame.draw.rect(target, theme.selection, (0, row.top, ui.dp(3), row.height))
        ribbon(target, ui, (pad, row.centery), theme.brass)
        top, left = row.top + ui.dp(4), 2 * pad
        when = _("Turn {n}", n=mark.spot[0] + 1), f"{day_of(mark.line.minute)} {mark.line.hour}"
        low = top + ui.line_height("narrow", 15)
        ui.text(target, when[0], (left, top), "narrow-bold", 15, theme.text)
        right = ui.text(target, when[1], (left, low), "narrow", 14, theme.muted).right
        right = max(right, left + ui.dp(96)) + pad
        room = row.width - right - pad
        ui.text(target, mark.line.words, (right, top), "narrow", 15, theme.text, width=room)
        ui.text(target, mark.note, (right, low), "body-italic", 14, theme.brass, width=room)

    # events

    def handle(self, event: pygame.Event) -> bool:
        """Arrows, Enter and Esc; pointer and wheel. Nothing goes past the list."""
        if event.type == pygame.KEYDOWN:
            self._press_key(event)
        elif event.type == pygame.MOUSEWHEEL:
            self.scroll.move(-event.y * self._step)
        elif hasattr(event, "pos") and self.scroll.handle(
            event, self.inside(event.pos), self._body(), self.ui
        ):
            return True
        elif event.type == pygame.MOUSEMOTION:
            self.cursor = self._under(event.pos, self.cursor)
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self._press(event.pos)
        return True

    def _under(self, at: tuple[int, int], otherwise: int) -> int:
        x, y = self.inside(at)
        n = (y - self._body().top + self.scroll.offset) // self._step
        return n if self._body().collidepoint(x, y) and 0 <= n < len(self.marks) else otherwise

    def _press(self, at: tuple[int, int]) -> None:
        """A click on a line goes there; beside the list it closes."""
        found = self._under(at, -1)
        if found >= 0:
            self._choose(found)
        elif not self.rect.collidepoint(at):
            self.close()

    def _press_key(self, event: pygame.Event) -> None:
        last = len(self.marks) - 1
        if event.key == pygame.K_ESCAPE or last < 0:
            self.close()
        elif event.key in PRESS:
            self._choose(self.cursor)
        elif event.key in STEPS:
            by = -1 if event.key == pygame.K_TAB and event.mod & pygame.KMOD_SHIFT else STEPS[event.key]
            self.cursor = min(last, max(0, self.cursor + by))
            self._reveal()
        elif event.key in (pygame.K_HOME, pygame.K_END):
            self.cursor = 0 if event.key == pygame.K_HOME else last
            self._reveal()

    def _choose(self, n: int) -> None:
        self.close()
        self.go(self.marks[n].spot)
