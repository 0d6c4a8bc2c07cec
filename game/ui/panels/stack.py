"""The list of a stack beside the map: every unit of the hex, several checked for one order."""

from __future__ import annotations

from collections.abc import Hashable

import pygame

from game.analysis import order_words
from game.analysis.own_words import doing
from game.i18n import plural
from game.i18n import text as _
from game.ui.counters.counter import render_counter
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Scroll, ring
from game.ui.panels.side import SidePanel
from game.ui.playtable import PlayTable

HEAD, ROW, PAD, BOX = 36, 52, 12, 16
"""Heights of head and line, margin, and edge of a box to check, in dp."""


class StackPanel(SidePanel):
    """Units of the selected unit's hex, the last such hex while none is selected."""

    wide = 290

    def __init__(self, ui: Ui, table: PlayTable) -> None:
        super().__init__(ui)
        self.table = table
        self.scroll = Scroll()
        self.cursor = 0
        self.over: int | None = None
        self._last: int | None = None

    # what is listed

    def hex_(self) -> int | None:
        """The hex whose stack is shown."""
        chosen = self.table.selected
        here = None if chosen is None else self.table.hex_of(chosen)
        self._last = self._last if here is None else here
        return self._last

    def rows(self) -> tuple[int, ...]:
        """Its units, own ones first."""
        hex_ = self.hex_()
        return () if hex_ is None else self.table.stacks.get(hex_, ())

    def check(self, line: int) -> None:
        """Select a unit besides the others, or no more; an enemy alone."""
        row = self.rows()[line]
        self.cursor = line
        others = [other for other in self.table.chosen if self.table.mine(other)]
        if not self.table.mine(row):
            self.table.select((row,))
        elif row in others:
            self.table.select(other for other in others if other != row)
        else:
            self.table.select((*others, row))

    def check_all(self) -> None:
        """Select all own units of the stack."""
        self.table.select(row for row in self.rows() if self.table.mine(row))

    def alone(self, line: int) -> None:
        """Select a unit and no other."""
        self.cursor = line
        self.table.select((self.rows()[line],))

    # drawing

    def key(self) -> Hashable:
        """The stack, what is checked and ordered, and what is lit."""
        plots = () if self.table.session is None else self.table.session.plots
        lit = (self.cursor, self.over, self.scroll.offset)
        return (self.hex_(), self.table.version, self.table.chosen, plots, self.table.style, lit)

    def paint(self, target: pygame.Surface) -> None:
        """Head, and a line for each unit."""
        ui, theme, pad = self.ui, self.ui.theme, self.ui.dp(PAD)
        target.fill(theme.panel)
        pygame.draw.line(
            target, theme.brass, (self.rect.width - 1, 0), (self.rect.width - 1, self.rect.height)
        )
        rows, hex_ = self.rows(), self.hex_()
        head = _("Stack")
        if hex_ is not None:
            label = self.table.board.label(hex_)
            head = plural("{hex}: {n} unit", "{hex}: {n} units", len(rows), hex=label)
        ui.heading(target, head, (pad, ui.dp(10)), self.rect.width - 2 * pad)
        if not rows:
            box = pygame.Rect(pad, self._top(), self.rect.width - 2 * pad, ui.dp(90))
            ui.prose(
                target,
                _("Click a stack on the map: its units are listed here."),
                box,
                "body",
                15,
                theme.muted,
            )
        self.cursor = max(0, min(self.cursor, len(rows) - 1))
        self.scroll.measure(len(rows) * self._step(), self.rect.height - self._top())
        target.set_clip(pygame.Rect(0, self._top(), self.rect.width, self.rect.height))
        for n, row in enumerate(rows):
            self._line(target, n, row)
        self.scroll.draw(target, ui, pygame.Rect(0, self._top(), self.rect.width, self.scroll.shown))
        target.set_clip(None)

    def _top(self) -> int:
        return self.ui.row(HEAD, "narrow-bold", 14)

    def _step(self) -> int:
        ui = self.ui
        return max(ui.dp(ROW), ui.line_height("body", 15) + ui.line_height("narrow", 13) + ui.dp(8))

    def place_of(self, line: int) -> pygame.Rect:
        """Where a line lies in the panel."""
        top = self._top() + line * self._step() - self.scroll.offset
        return pygame.Rect(0, top, self.rect.width, self._step())

    def box_of(self, line: int) -> pygame.Rect:
        """Where its box lies."""
        row, side = self.place_of(line), self.ui.dp(BOX)
        return pygame.Rect(self.ui.dp(PAD), row.centery - side // 2, side, side)

    def _line(self, target: pygame.Surface, n: int, row: int) -> None:
        """Box, counter, name, strength and what it does."""
        ui, theme, place = self.ui, self.ui.theme, self.place_of(n)
        if n == self.over or (self.focused and n == self.cursor):
            pygame.draw.rect(target, theme.card, place)
        box, mine = self.box_of(n), self.table.mine(row)
        if mine:
            self._check(target, box, row in self.table.chosen)
        face = self.table.face(row, 1, frozenset())
        picture = render_counter(face, min(ui.dp(34), place.height - ui.dp(12)), self.table.style, theme)
        at = (box.right + ui.dp(28), place.centery)
        target.blit(picture, picture.get_rect(center=at))
        left = box.right + ui.dp(54)
        room = place.right - left - ui.dp(10)
        ink = theme.selection if row == self.table.selected else theme.text
        y = place.top + ui.dp(3)
        name = self.table.counters[row].name.en
        ui.text(target, name, (left, y), "body", 15, ink, width=room)
        y += ui.line_height("body", 15)
        ui.text(target, self._said(row), (left, y), "narrow", 13, theme.muted, width=room)
        if self.focused and n == self.cursor:
            ring(target, ui, place)

    def _check(self, target: pygame.Surface, box: pygame.Rect, on: bool) -> None:
        ui, theme = self.ui, self.ui.theme
        ui.box(target, box, theme.card, theme.brass if on else theme.line, 3)
        if on:
            a, b, c = (0.22, 0.52), (0.42, 0.74), (0.8, 0.26)
            points = [(box.left + x * box.width, box.top + y * box.height) for x, y in (a, b, c)]
            pygame.draw.lines(target, theme.selection, False, points, max(2, ui.dp(2)))

    def _said(self, row: int) -> str:
        """Men and orders of an own unit; what is believed of another."""
        session, view = self.table.session, self.table.view
        if session is None or not self.table.mine(row):
            return self.table.contact(row)
        orders = [order_words.said(order, session.names) for order in session.plots if order.unit == row]
        men = plural("{n} man", "{n} men", int(view.forces.men[row]))
        return f"{men} · {'; '.join(orders) or doing(view, row, session.names)}"

    # events

    def handle(self, event: pygame.Event) -> bool:
        """Clicks on boxes and lines, the wheel, and the keys while the list has the keyboard."""
        if event.type == pygame.KEYDOWN:
            return self.focused and bool(self.rows()) and self._pressed(event.key)
        here = hasattr(event, "pos") and self.rect.collidepoint(event.pos)
        line = self._at(self.inside(event.pos)) if here else None
        if event.type == pygame.MOUSEMOTION:
            self.over = line
        elif event.type == pygame.MOUSEWHEEL and self.pointed:
            self.scroll.move(-event.y * self._step())
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and line is not None:
            several = pygame.key.get_mods() & (pygame.KMOD_CTRL | pygame.KMOD_SHIFT)
            boxed = self.inside(event.pos)[0] < self.box_of(line).right + self.ui.dp(6)
            (self.check if boxed or several else self.alone)(line)
            return True
        return super().handle(event)

    def _at(self, place: tuple[int, int]) -> int | None:
        if place[1] < self._top():
            return None
        line = (place[1] - self._top() + self.scroll.offset) // self._step()
        return line if line < len(self.rows()) else None

    def _pressed(self, key: int) -> bool:
        """Up and down, Space checks, Enter selects alone, A checks all."""
        last = len(self.rows()) - 1
        if key in (pygame.K_UP, pygame.K_DOWN):
            self.cursor = max(0, min(last, self.cursor + (1 if key == pygame.K_DOWN else -1)))
            self.scroll.show(self.cursor * self._step(), (self.cursor + 1) * self._step())
        elif key == pygame.K_SPACE:
            self.check(self.cursor)
        elif key in (pygame.K_RETURN, pygame.K_KP_ENTER):
            self.alone(self.cursor)
        elif key == pygame.K_a:
            self.check_all()
        else:
            return False
        return True
