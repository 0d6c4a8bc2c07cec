"""The button that closes the turn, with the number of units that have no orders."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import pygame

from game.i18n import plural
from game.i18n import text as _
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Button, ButtonPanel

PLACES = ("right-foot", "right-head", "left-foot", "left-head", "below-left", "below-right")
"""Where it can lie: a column of the window, and its head or foot; below the map, at either end."""
USUAL, MOST = 50, 1.7
"""Height in dp of a button whose letters are of the usual size, and how much larger they become."""


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
        number = self.idle()
        words = (
            plural("{n} unit without orders", "{n} units without orders", number)
            if number
            else _("Ctrl+Enter")
        )
        self._words(target, button.text, words)

    def _words(self, target: pygame.Surface, word: str, more: str) -> None:
        """Both beside each other, or one below the other where they have no room and the button is high."""
        ui, ink, rect = self.ui, self.ui.theme.ink_on_brass, self.buttons[0].rect
        large = min(MOST, max(1.0, rect.height / ui.dp(USUAL)))
        big, small, pad = 17 * large, 15 * large, ui.dp(14)
        high, low = ui.line_height("body-bold", big), ui.line_height("narrow", small)
        wide = ui.width(word, "body-bold", big) + ui.width(more, "narrow", small) + 3 * pad
        room = rect.width - 2 * pad
        if wide > rect.width and high + low <= rect.height:
            top = rect.centery - (high + low) // 2
            ui.text(target, word, (rect.centerx, top), "body-bold", big, ink, align=0.5, width=room)
            ui.text(target, more, (rect.centerx, top + high), "narrow", small, ink, align=0.5, width=room)
            return
        drawn = ui.text(
            target, word, (rect.left + pad, rect.centery - high // 2), "body-bold", big, ink, width=room
        )
        room = rect.right - drawn.right - 2 * pad
        if self.idle() and ui.width(more, "narrow", small) > room:
            more = _("{n} idle", n=self.idle())
        at = (rect.right - pad, rect.centery - low // 2)
        ui.text(target, more, at, "narrow", small, ink, align=1.0, width=max(0, room))

    def handle(self, event: pygame.Event) -> bool:
        """A click, or Enter while it has the keyboard."""
        if event.type == pygame.KEYDOWN:
            return self.focused and self.walk(event.key)
        return super().handle(event)
