"""The menu of the context: columns of lines beside the pointer, those that cannot be with the reason."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import pygame

from game.ui import keys
from game.ui.context import Column, Item
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import PRESS, Panel, keycap, keycap_width

WIDE, LINE, HEAD, FOOT, PAD = 316, 26, 34, 42, 12
"""Width of a column; heights of a line, of the head and of the foot; margin, in dp."""
STEPS = {pygame.K_UP: -1, pygame.K_DOWN: 1, pygame.K_TAB: 1}


class ContextMenu(Panel):
    """Over everything until a line is chosen; `close` is called first. `at` is where it was asked for."""

    def __init__(
        self, ui: Ui, head: str, columns: Sequence[Column], at: tuple[int, int], close: Callable[[], None]
    ) -> None:
        super().__init__(ui)
        self.head, self.columns, self.at, self.close = head, tuple(columns), at, close
        self.items = tuple(item for column in self.columns for item in column.items)
        self.cursor = next((n for n, item in enumerate(self.items) if item.act is not None), 0)
        self.places: list[pygame.Rect] = []

    def layout(self, size: tuple[int, int]) -> None:
        """Lie beside the place that it is about, inside the window."""
        ui, window = self.ui, pygame.Rect((0, 0), size)
        lines = max(len(column.items) for column in self.columns)
        high = self._head() + ui.row(LINE) * (lines + 1) + ui.row(FOOT) + ui.dp(PAD)
        box = pygame.Rect(self.at, (ui.dp(WIDE) * len(self.columns) + ui.dp(PAD), high))
        self.place(box.move(ui.dp(6), ui.dp(6)).clamp(window).clip(window))

    def key(self) -> Hashable:
        """The lit line, and the caps."""
        return (self.cursor, tuple(self._cap(item) for item in self.items))

    def _head(self) -> int:
        """Height of the head."""
        return self.ui.row(HEAD, "title", 18) + self.ui.dp(4)

    def _cap(self, item: Item) -> str:
        return keys.cap(item.action) if item.action else ""

    # drawing

    def paint(self, target: pygame.Surface) -> None:
        """Head, columns, and in the foot what is told of the lit line."""
        ui, theme, pad = self.ui, self.ui.theme, self.ui.dp(PAD)
        target.fill(theme.panel)
        pygame.draw.rect(target, theme.brass, target.get_rect(), max(1, ui.dp(1)))
        ui.text(target, self.head, (pad, ui.dp(6)), "title", 18, theme.text, width=self.rect.width - 2 * pad)
        self.places = []
        wide = (self.rect.width - pad) // len(self.columns)
        for n, column in enumerate(self.columns):
            self._column(target, column, pygame.Rect(pad + n * wide, self._head(), wide - pad, 0))
        foot = pygame.Rect(pad, self.rect.height - ui.row(FOOT), self.rect.width - 2 * pad, ui.row(FOOT))
        item = self.items[self.cursor]
        ink = theme.muted if item.act is not None else theme.warn
        ui.prose(target, item.told, foot, "body", 14, ink, 1.1)

    def _column(self, target: pygame.Surface, column: Column, rect: pygame.Rect) -> None:
        ui, high = self.ui, self._step()
        ui.heading(target, column.head, (rect.left, rect.top), rect.width)
        for n, item in enumerate(column.items):
            row = pygame.Rect(rect.left, rect.top + (n + 1) * high, rect.width, high)
            self.places.append(row)
            self._line(target, item, row)

    def _step(self) -> int:
        """Height of a line: less than usual where the window is low."""
        ui, lines = self.ui, max(len(column.items) for column in self.columns) + 1
        room = self.rect.height - self._head() - ui.row(FOOT)
        return max(1, min(ui.row(LINE), room // lines))

    def _line(self, target: pygame.Surface, item: Item, row: pygame.Rect) -> None:
        """Words, what is told of them, and the key."""
        ui, theme = self.ui, self.ui.theme
        if len(self.places) - 1 == self.cursor:
            pygame.draw.rect(target, theme.chosen, row, border_radius=ui.dp(3))
        right, cap = row.right - ui.dp(6), self._cap(item)
        if cap and item.act is not None:
            keycap(target, ui, cap, (right, row.centery))
            right -= keycap_width(ui, cap) + ui.dp(8)
        left, y = row.left + ui.dp(6), row.centery - ui.line_height("body", 15) // 2
        ink = theme.text if item.act is not None else theme.dim
        drawn = ui.text(target, item.words, (left, y), "body", 15, ink, width=right - left)
        room = right - drawn.right - ui.dp(10)
        if item.told and room > 0:
            y = row.centery - ui.line_height("narrow", 13) // 2
            ui.text(target, item.told, (right, y), "narrow", 13, theme.muted, align=1.0, width=room)

    # events

    def handle(self, event: pygame.Event) -> bool:
        """Arrows, Enter, the key of a line, Esc; the pointer. Nothing goes past the menu."""
        if event.type == pygame.KEYDOWN:
            self._press_key(event)
        elif event.type == pygame.MOUSEMOTION:
            self.cursor = self._under(event.pos, self.cursor)
        elif event.type == pygame.MOUSEBUTTONDOWN:
            self._press(event)
        return True

    def _under(self, at: tuple[int, int], otherwise: int) -> int:
        place = self.inside(at)
        return next((n for n, row in enumerate(self.places) if row.collidepoint(place)), otherwise)

    def _press(self, event: pygame.Event) -> None:
        """A click on a line does it; beside the menu it closes."""
        found = self._under(event.pos, -1)
        if found >= 0 and event.button == 1:
            self.choose(found)
        elif not self.rect.collidepoint(event.pos):
            self.close()

    def _press_key(self, event: pygame.Event) -> None:
        if event.key == pygame.K_ESCAPE:
            self.close()
        elif event.key in STEPS:
            self.cursor = (self.cursor + STEPS[event.key]) % len(self.items)
        elif event.key in (pygame.K_LEFT, pygame.K_RIGHT):
            self._aside(1 if event.key == pygame.K_RIGHT else -1)
        elif event.key in PRESS:
            self.choose(self.cursor)
        else:
            self._by_key(event.key)

    def _aside(self, by: int) -> None:
        """To the same line of the next column, or to its last."""
        starts = [0]
        for column in self.columns:
            starts.append(starts[-1] + len(column.items))
        here = max(n for n, start in enumerate(starts[:-1]) if start <= self.cursor)
        there = (here + by) % len(self.columns)
        line = min(self.cursor - starts[here], len(self.columns[there].items) - 1)
        self.cursor = starts[there] + max(0, line)

    def _by_key(self, key: int) -> None:
        """The line whose action has a key; scenes are handed the keys of the table."""
        for n, item in enumerate(self.items):
            if item.action and (key, False) in keys.BY_ID[item.action].chords:
                self.choose(n)
                return

    def choose(self, line: int) -> None:
        """Do what a line says; one that cannot be is lit with its reason."""
        self.cursor = line
        act = self.items[line].act
        if act is not None:
            self.close()
            act()
