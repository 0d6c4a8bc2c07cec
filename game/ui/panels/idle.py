"""The question before a turn is closed: who has no orders, and whether that is meant."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import pygame

from game.i18n import plural
from game.i18n import text as _
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Button, ButtonPanel
from game.ui.playtable import PlayTable

WIDTH, LINE, MOST = 520, 25, 12


class IdlePanel(ButtonPanel):
    """Names of the idle units, each a button that goes to it; commit all the same, or go back."""

    def __init__(
        self,
        ui: Ui,
        table: PlayTable,
        units: tuple[int, ...],
        acts: tuple[Callable[[], None], Callable[[], None], Callable[[int], None]],
    ) -> None:
        super().__init__(ui)
        commit, back, go = acts
        self.units = units
        self.buttons = [
            Button(_("Commit all the same"), commit, "Enter", strong=True),
            Button(_("Back to the orders"), back, "Esc"),
        ]
        for unit in units[:MOST]:
            self.buttons.append(Button(table.counters[unit].name.en, self._to(go, unit)))

    def _to(self, go: Callable[[int], None], unit: int) -> Callable[[], None]:
        return lambda: go(unit)

    def layout(self, size: tuple[int, int]) -> None:
        """Lie in the middle of a window."""
        lines = len(self.buttons) - 2 + (len(self.units) > MOST)
        box = pygame.Rect(0, 0, self.ui.dp(WIDTH), self.ui.dp(118 + LINE * lines))
        box.center = (size[0] // 2, size[1] // 2)
        self.place(box.clip(pygame.Rect((0, 0), size)))

    def key(self) -> Hashable:
        """Pointer and cursor."""
        return (self.hovered(), self.at)

    def paint(self, target: pygame.Surface) -> None:
        """Paint question, names and the two answers."""
        ui, theme, pad = self.ui, self.ui.theme, self.ui.dp(16)
        target.fill(theme.panel)
        pygame.draw.rect(target, theme.brass, target.get_rect(), max(1, ui.dp(1)))
        head = plural("{n} unit has no orders", "{n} units have no orders", len(self.units))
        y = ui.text(target, head, (pad, ui.dp(12)), "title", 20, theme.text).bottom + ui.dp(8)
        for i, button in enumerate(self.buttons[2:], 2):
            button.rect = pygame.Rect(pad, y, self.rect.width - 2 * pad, ui.dp(LINE - 2))
            button.draw(target, ui, self.hover, 14, focused=i == self.at)
            y += ui.dp(LINE)
        if len(self.units) > MOST:
            ui.text(target, _("and {n} more", n=len(self.units) - MOST), (pad, y), "body", 14, theme.muted)
        wide = (self.rect.width - 2 * pad - ui.dp(10)) // 2
        for i, button in enumerate(self.buttons[:2]):
            x = pad + i * (wide + ui.dp(10))
            button.rect = pygame.Rect(x, self.rect.height - ui.dp(50), wide, ui.dp(36))
            button.draw(target, ui, self.hover, 15, focused=i == self.at)

    def handle(self, event: pygame.Event) -> bool:
        """Arrows, Enter and Esc; clicks. Nothing goes past the question."""
        if event.type == pygame.KEYDOWN:
            steps = {pygame.K_DOWN: 1, pygame.K_UP: -1, pygame.K_TAB: 1}
            if event.key == pygame.K_ESCAPE:
                self.buttons[1].act()
            elif event.key in steps:
                self.at = (self.at + steps[event.key]) % len(self.buttons)
            else:
                self.walk(event.key)
        else:
            super().handle(event)
        return True
