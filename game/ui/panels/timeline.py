"""The track of a review: a cell for each turn, as long as it was, with its losses and what mattered in it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

import pygame

from game.i18n import text as _
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Panel, released

GAP = 2
DAYS = 18
"""Height in dp of the row of days."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A turn: day in words, hours, length, whether by night, men lost by both sides, number of key events."""

    day: str
    hours: str
    minutes: int
    night: bool
    lost: tuple[float, float]
    keys: int


class TimelinePanel(Panel):
    """Cells to click; `turn` gives the chosen one, `choose` is told of another."""

    def __init__(
        self, ui: Ui, cells: tuple[Cell, ...], turn: Callable[[], int], choose: Callable[[int], None]
    ) -> None:
        super().__init__(ui)
        self.cells, self.turn, self.choose = cells, turn, choose
        self.held = False

    def key(self) -> Hashable:
        """The chosen turn."""
        return self.turn()

    def cell(self, n: int) -> pygame.Rect:
        """Where a turn lies in the panel."""
        pad = self.ui.dp(14)
        room, whole = self.rect.width - 2 * pad, max(1, sum(cell.minutes for cell in self.cells))
        before = sum(cell.minutes for cell in self.cells[:n])
        left = pad + room * before // whole
        right = pad + room * (before + self.cells[n].minutes) // whole
        top = self.ui.row(DAYS, "narrow", 13) + self.ui.dp(4)
        foot = self.ui.row(19, "narrow", 14) + self.ui.dp(3)
        return pygame.Rect(left, top, max(1, right - left - GAP), max(0, self.rect.height - top - foot))

    def high(self) -> int:
        """Height with which the cells are no lower for large letters."""
        return (
            self.ui.dp(68) + self.ui.row(DAYS, "narrow", 13) + self.ui.row(19, "narrow", 14) + self.ui.dp(7)
        )

    def paint(self, target: pygame.Surface) -> None:
        """Paint the days, the cells, and the hours of the chosen turn."""
        ui, theme = self.ui, self.ui.theme
        target.fill(theme.bar)
        pygame.draw.line(target, theme.brass, (0, 0), (self.rect.width, 0))
        most = max([max(cell.lost) for cell in self.cells] + [1.0])
        day, told = "", 0
        for n, cell in enumerate(self.cells):
            rect = self.cell(n)
            if cell.day != day:
                day = cell.day
                if rect.left >= told:
                    drawn = ui.text(target, day, (rect.left, ui.dp(3)), "narrow", 13, theme.muted)
                    told = drawn.right + ui.dp(8)
            self._cell(target, n, rect, most)
        if self.cells:
            self._chosen(target)

    def _cell(self, target: pygame.Surface, n: int, rect: pygame.Rect, most: float) -> None:
        """Ground, losses up and down from the middle, marks for what mattered."""
        ui, theme, cell = self.ui, self.ui.theme, self.cells[n]
        pygame.draw.rect(target, theme.panel if cell.night else theme.card, rect)
        half = rect.height // 2 - ui.dp(2)
        inks = (theme.soviet.body, theme.japanese.body)
        for side, (lost, ink) in enumerate(zip(cell.lost, inks, strict=True)):
            high = round(half * lost / most)
            if lost:
                top = rect.centery - high if side == 0 else rect.centery
                inset = min(ui.dp(5), rect.width // 4)
                bar = (rect.left + inset, top, max(1, rect.width - 2 * inset), max(1, high))
                pygame.draw.rect(target, ink, bar)
        pygame.draw.line(target, theme.line, (rect.left, rect.centery), (rect.right - 1, rect.centery))
        for k in range(min(cell.keys, max(1, rect.width // ui.dp(7)))):
            at = (rect.left + ui.dp(5) + k * ui.dp(7), rect.top + ui.dp(5))
            if at[0] < rect.right:
                pygame.draw.circle(target, theme.brass, at, max(2, ui.dp(2)))

    def _chosen(self, target: pygame.Surface) -> None:
        ui, theme, n = self.ui, self.ui.theme, self.turn()
        if n >= len(self.cells):
            return
        cell, rect = self.cells[n], self.cell(n)
        pygame.draw.rect(target, theme.selection, rect.inflate(4, 4), 2)
        words = _(
            "Turn {n}, {hours}: men lost {soviet} Soviet, {japanese} Japanese",
            n=n + 1,
            hours=cell.hours,
            soviet=f"{cell.lost[0]:.0f}",
            japanese=f"{cell.lost[1]:.0f}",
        )
        width = ui.width(words, "narrow", 14)
        left = min(max(ui.dp(14), rect.left), max(ui.dp(14), self.rect.width - width - ui.dp(14)))
        at, room = (left, rect.bottom + ui.dp(3)), self.rect.width - left - ui.dp(14)
        ui.text(target, words, at, "narrow", 14, theme.text, width=room)

    def handle(self, event: pygame.Event) -> bool:
        """Click or drag to a turn; left and right while the panel has the keyboard."""
        if event.type == pygame.KEYDOWN:
            return self.focused and self._keys(event.key)
        if released(event):
            self.held = False
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self.held = self.rect.collidepoint(event.pos)
        if self.held and hasattr(event, "pos"):
            x = self.inside(event.pos)[0]
            under = [n for n in range(len(self.cells)) if self.cell(n).left <= x]
            self.choose(under[-1] if under else 0)
            return True
        return super().handle(event)

    def _keys(self, key: int) -> bool:
        ends = {pygame.K_HOME: 0, pygame.K_END: len(self.cells) - 1}
        if key in (pygame.K_LEFT, pygame.K_RIGHT):
            self.choose(self.turn() + (1 if key == pygame.K_RIGHT else -1))
        elif key in ends:
            self.choose(ends[key])
        else:
            return False
        return True
