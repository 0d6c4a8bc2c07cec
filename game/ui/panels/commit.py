"""The button that closes the turn, with the number of units that have no orders."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import pygame

from game.i18n import plural
from game.i18n import text as _
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Button, ButtonPanel


class CommitPanel(ButtonPanel):
    """One large button. `idle` says how many units wait for orders; `word` what the button is called."""

    def __init__(self, ui: Ui, word: str, idle: Callable[[], int], act: Callable[[], None]) -> None:
        super().__init__(ui)
        self.idle = idle
        self.buttons = [Button(word, act, strong=True)]

    def key(self) -> Hashable:
        """The number and the pointer."""
        return (self.idle(), self.hovered(), self.states())

    def paint(self, target: pygame.Surface) -> None:
        """Paint the button with word and number."""
        ui, theme, button = self.ui, self.ui.theme, self.buttons[0]
        target.fill(theme.panel)
        pad = ui.dp(12)
        button.rect = target.get_rect().inflate(-2 * pad, -ui.dp(12))
        ui.box(target, button.rect, theme.brass, theme.selection if self.hovered() == 0 else theme.brass)
        ink, left = theme.ink_on_brass, button.rect.left + ui.dp(16)
        y = button.rect.centery - ui.line_height("body-bold", 17) // 2
        drawn = ui.text(target, button.text, (left, y), "body-bold", 17, ink)
        number = self.idle()
        words = (
            plural("{n} unit without orders", "{n} units without orders", number)
            if number
            else _("Ctrl+Enter")
        )
        room = button.rect.right - drawn.right - ui.dp(24)
        y = button.rect.centery - ui.line_height("narrow", 15) // 2
        ui.text(target, words, (button.rect.right - ui.dp(12), y), "narrow", 15, ink, align=1.0, width=room)

    def handle(self, event: pygame.Event) -> bool:
        """A click, or Enter while it has the keyboard."""
        if event.type == pygame.KEYDOWN:
            return self.focused and self.walk(event.key)
        return super().handle(event)
