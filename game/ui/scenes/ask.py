"""A question over a scene, with two answers: the first does it, the second leaves everything as it is."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.ui.kit.draw import Ui
from game.ui.kit.widgets import PRESS, Button

WIDTH = 460


class Ask:
    """Enter does it, Esc leaves it; the pointer presses the answers. `act` is called for the first one."""

    def __init__(
        self, ui: Ui, question: str, told: str, answers: tuple[str, str], act: Callable[[], object]
    ) -> None:
        self.ui, self.question, self.told, self.act = ui, question, told, act
        self.open = True
        self.at = 0
        self.hover: tuple[int, int] | None = None
        self.buttons = [
            Button(answers[0], self._do, "Enter", strong=True),
            Button(answers[1], self._leave, "Esc"),
        ]

    def _do(self) -> None:
        self.open = False
        self.act()

    def _leave(self) -> None:
        self.open = False

    def handle(self, event: pygame.Event) -> bool:
        """Take an event; false once it has been answered."""
        if event.type == pygame.MOUSEMOTION:
            self.hover = event.pos
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            hit = next((b for b in self.buttons if b.rect.collidepoint(event.pos)), None)
            if hit is not None:
                hit.act()
        elif event.type == pygame.KEYDOWN:
            if event.key == pygame.K_ESCAPE:
                self._leave()
            elif event.key in PRESS:
                self.buttons[self.at].act()
            elif event.key in (pygame.K_LEFT, pygame.K_RIGHT, pygame.K_TAB):
                self.at = 1 - self.at
        return self.open

    def draw(self, window: pygame.Surface) -> None:
        """Shade the window, and paint question and answers in its middle."""
        ui, theme, pad = self.ui, self.ui.theme, self.ui.dp(18)
        shaded(window)
        width = min(ui.dp(WIDTH), window.get_width() - pad)
        told = ui.wrapped(self.told, "body", 15, width - 2 * pad)[:3]
        line, head = round(ui.line_height("body", 15) * 1.2), ui.line_height("title", 22)
        asked = ui.wrapped(self.question, "title", 22, width - 2 * pad)
        high = head * len(asked) + line * len(told) + ui.dp(96)
        box = pygame.Rect(0, 0, width, high)
        box.center = window.get_rect().center
        ui.box(window, box, theme.panel, theme.brass, 6)
        y = box.top + ui.dp(14)
        for words in asked:
            y = ui.text(window, words, (box.left + pad, y), "title", 22, theme.text).bottom
        rest = pygame.Rect(box.left + pad, y + ui.dp(6), width - 2 * pad, line * len(told))
        ui.prose(window, self.told, rest, "body", 15, theme.muted, 1.2)
        wide = (width - 2 * pad - ui.dp(10)) // 2
        for i, button in enumerate(self.buttons):
            x = box.left + pad + i * (wide + ui.dp(10))
            button.rect = pygame.Rect(x, box.bottom - ui.dp(54), wide, ui.dp(38))
            button.draw(window, ui, self.hover, 16, focused=i == self.at)


def shaded(window: pygame.Surface) -> None:
    """Darken what lies below a question."""
    shade = pygame.Surface(window.get_size(), pygame.SRCALPHA)
    shade.fill((0, 0, 0, 130))
    window.blit(shade, (0, 0))
