"""The rail: what is left of the left panel in a narrow window; it opens the panel over the map."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import pygame

from game.i18n import text as _
from game.ui.kit import fonts
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import PRESS, Button, ButtonPanel, ring

WIDTH = 44
"""Width in dp."""


class Rail(ButtonPanel):
    """Two upright buttons, for the order of battle and for the situation map below it."""

    def __init__(self, ui: Ui, unfold: Callable[[], None], opened: Callable[[], bool]) -> None:
        super().__init__(ui)
        self.opened = opened
        self.buttons = [Button(_("Order of battle"), unfold), Button(_("Situation map"), unfold)]

    def key(self) -> Hashable:
        """Which way the arrows point, and the button that is lit."""
        return (self.opened(), self.hovered(), self.at)

    def paint(self, target: pygame.Surface) -> None:
        """Paint the buttons one above the other with their words turned upright."""
        ui, theme = self.ui, self.ui.theme
        target.fill(theme.panel)
        edge = self.rect.width - 1
        pygame.draw.line(target, theme.line, (edge, 0), (edge, self.rect.height))
        pad = ui.dp(5)
        high = (self.rect.height - (len(self.buttons) + 1) * pad) // len(self.buttons)
        for i, button in enumerate(self.buttons):
            button.rect = pygame.Rect(pad, pad + i * (high + pad), self.rect.width - 2 * pad - 1, high)
            self._paint_button(target, i)

    def _paint_button(self, target: pygame.Surface, i: int) -> None:
        ui, theme, button = self.ui, self.ui.theme, self.buttons[i]
        lit = i == self.hovered()
        ui.box(target, button.rect, theme.card, theme.brass if lit else theme.line)
        if button.rect.height > ui.dp(40):
            self._arrow(target, (button.rect.centerx, button.rect.top + ui.dp(18)))
        room = button.rect.height - ui.dp(56)
        words = ui.fitted(button.text.upper(), "narrow-bold", 14, room, ui.scale)
        if words:
            ink = theme.text if lit else theme.brass
            line = fonts.render(words, "narrow-bold", ui.px(14), ink, spacing=ui.scale)
            upright = pygame.transform.rotate(line, 90)
            target.blit(upright, upright.get_rect(midtop=(button.rect.centerx, button.rect.top + ui.dp(36))))
        if self.focused and i == self.at:
            ring(target, ui, button.rect)

    def _arrow(self, target: pygame.Surface, middle: tuple[int, int]) -> None:
        """Two chevrons that point where the panel will go."""
        ui, (x, y) = self.ui, middle
        r, way = ui.dp(5), -1 if self.opened() else 1
        for shift in (-ui.dp(4), ui.dp(3)):
            tip = (x + shift + way * r // 2, y)
            tail = x + shift - way * r // 2
            points = [(tail, y - r), tip, (tail, y + r)]
            pygame.draw.lines(target, ui.theme.brass, False, points, max(2, ui.dp(2)))

    def handle(self, event: pygame.Event) -> bool:
        """Clicks, and while the rail has the keyboard up, down and Enter."""
        if event.type == pygame.KEYDOWN:
            return self.focused and self._keys(event.key)
        return super().handle(event)

    def _keys(self, key: int) -> bool:
        if key in (pygame.K_UP, pygame.K_DOWN):
            self.at = (self.at + 1) % len(self.buttons)
            return True
        return key in PRESS and self.walk(key)
