"""The orders of the open turn: a line for each, changed by ordering anew and withdrawn by a click or key."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial

import pygame

from game.analysis.order_words import sentence
from game.i18n import plural
from game.i18n import text as _
from game.ui import keys
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Button, ButtonPanel, Scroll
from game.ui.session import Session

HEAD, LINE = 32, 24
HINT = "Right click on the map gives the order that fits the place."
STEPS = {pygame.K_UP: -1, pygame.K_DOWN: 1, pygame.K_PAGEUP: -8, pygame.K_PAGEDOWN: 8}
TAKE_BACK = (pygame.K_DELETE, pygame.K_BACKSPACE)


class OrdersPanel(ButtonPanel):
    """List of orders. `show` is called with the order that is chosen, `read` to see the dispatches."""

    def __init__(
        self, ui: Ui, session: Session, show: Callable[[int], None], read: Callable[[], None]
    ) -> None:
        super().__init__(ui)
        self.session, self.show = session, show
        self.scroll = Scroll()
        self.cursor = 0
        self.over: int | None = None
        self.buttons = [
            Button(_("Undo"), self._swap(session.undo), key_of=partial(keys.cap, "undo")),
            Button(_("Redo"), self._swap(session.redo), key_of=partial(keys.cap, "redo")),
            Button(_("Log"), read, key_of=partial(keys.cap, "dispatches")),
        ]

    def _swap(self, change: Callable[[], bool]) -> Callable[[], None]:
        def act() -> None:
            change()

        return act

    def key(self) -> Hashable:
        """The orders and what is lit."""
        plots = self.session.plots
        return (plots, self.scroll.offset, self.cursor, self.over, self.hovered(), self.session.trouble)

    def paint(self, target: pygame.Surface) -> None:
        """Paint head and lines."""
        ui, theme, plots = self.ui, self.ui.theme, self.session.plots
        target.fill(theme.panel)
        pygame.draw.line(target, theme.line, (0, 0), (self.rect.width, 0))
        pad, body = ui.dp(14), self._body()
        head = plural("{n} order of this turn", "{n} orders of this turn", len(plots))
        left = self._heads(target)
        told, ink = (self.session.trouble, theme.warn) if self.session.trouble else (head, theme.text)
        ui.text(target, told, (pad, ui.dp(7)), "body-bold", 15, ink, width=max(0, left - 2 * pad))
        words = self.session.trouble or ("" if plots else _(HINT))
        low = body.top if plots else self.rect.height
        box = pygame.Rect(pad, self._under, body.width - 2 * pad, max(0, low - self._under))
        ui.prose(target, words, box, "body", 14, theme.muted, 1.15)
        self._lines(target, body)

    @property
    def _row(self) -> int:
        """Height of a line."""
        return self.ui.row(LINE, "narrow", 16)

    @property
    def _head(self) -> int:
        return max(self.ui.dp(HEAD), self.ui.line_height("body-bold", 15) + self.ui.dp(10))

    @property
    def _under(self) -> int:
        return self._head + self.ui.dp(4)

    def _told(self) -> int:
        """Room above the orders for what has gone wrong: at most two lines, which say what to do."""
        if not self.session.trouble or not self.session.plots:
            return 0
        room = self.rect.width - 2 * self.ui.dp(14)
        lines = min(2, len(self.ui.wrapped(self.session.trouble, "body", 14, room)))
        return round(lines * self.ui.line_height("body", 14) * 1.15) + self.ui.dp(4)

    def _body(self) -> pygame.Rect:
        top = self._under + self._told()
        return pygame.Rect(0, top, self.rect.width, max(0, self.rect.height - top - self.ui.dp(4)))

    def _heads(self, target: pygame.Surface) -> int:
        """The buttons at the right; gives the x where they begin."""
        ui, x = self.ui, self.rect.width - self.ui.dp(10)
        share = (x - ui.dp(10)) // len(self.buttons) - ui.dp(5)
        for button in reversed(self.buttons):
            width = min(share, ui.width(button.text, "body", 13) + ui.dp(44))
            button.rect = pygame.Rect(x - width, ui.dp(4), width, self._head - ui.dp(7))
            button.draw(target, ui, self.hover, 13)
            x -= width + ui.dp(5)
        return x

    def _lines(self, target: pygame.Surface, body: pygame.Rect) -> None:
        ui, theme, high = self.ui, self.ui.theme, self._row
        plots, names = self.session.plots, self.session.names
        self.cursor = max(0, min(self.cursor, len(plots) - 1))
        self.scroll.measure(len(plots) * high, body.height)
        target.set_clip(body)
        for i, order in enumerate(plots):
            top = body.top + i * high - self.scroll.offset
            if not body.top - high < top < body.bottom:
                continue
            row = pygame.Rect(0, top, body.width, high)
            if i == self.over or (self.focused and i == self.cursor):
                pygame.draw.rect(target, theme.chosen if i != self.over else theme.card, row)
            cross = self._cross(row)
            ui.text(target, "×", cross.topleft, "body-bold", 17, theme.bad)
            room = cross.left - ui.dp(20)
            words = sentence(order, names)
            ui.text(target, words, (ui.dp(14), top + ui.dp(2)), "narrow", 16, theme.text, width=room)
        self.scroll.draw(target, ui, body)
        target.set_clip(None)

    def _cross(self, row: pygame.Rect) -> pygame.Rect:
        """Where a line is withdrawn."""
        side = self._row
        return pygame.Rect(row.right - side - self.ui.dp(8), row.top, side, side)

    def handle(self, event: pygame.Event) -> bool:
        """Clicks on lines and their crosses, the wheel, and the keys while the panel has the keyboard."""
        at = self.inside(event.pos) if hasattr(event, "pos") else (-1, -1)
        here = hasattr(event, "pos") and self.rect.collidepoint(event.pos)
        if event.type == pygame.KEYDOWN:
            return self.focused and self._keys(event.key)
        if event.type == pygame.MOUSEMOTION:
            self.over = self._line(at) if here else None
        elif event.type == pygame.MOUSEWHEEL and self.pointed:
            self.scroll.move(-event.y * self._row * 2)
        if self.scroll.handle(event, at, self._body(), self.ui):
            return True
        line = self._line(at) if here else None
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and line is not None:
            self._choose(line, at)
            return True
        return super().handle(event)

    def _line(self, at: tuple[int, int]) -> int | None:
        body = self._body()
        if not body.collidepoint(at):
            return None
        line = (at[1] - body.top + self.scroll.offset) // self._row
        return line if line < len(self.session.plots) else None

    def _choose(self, line: int, at: tuple[int, int]) -> None:
        self.cursor = line
        row = pygame.Rect(0, 0, self.rect.width, self._row)
        if at[0] >= self._cross(row).left:
            self.take_back(line)
        else:
            self.show(line)

    def take_back(self, line: int) -> None:
        """Withdraw an order while the turn is open."""
        if not self.session.closed and 0 <= line < len(self.session.plots):
            self.session.unplot(line)

    def _keys(self, key: int) -> bool:
        if key in STEPS:
            self.cursor = max(0, min(len(self.session.plots) - 1, self.cursor + STEPS[key]))
            high = self._row
            self.scroll.show(self.cursor * high, (self.cursor + 1) * high)
        elif key in TAKE_BACK:
            self.take_back(self.cursor)
        elif key in (pygame.K_RETURN, pygame.K_KP_ENTER) and self.session.plots:
            self.show(self.cursor)
        else:
            return False
        return True
