"""The top bar of a review: the scenario, the moment that is shown, and as whose eyes saw it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Protocol

import pygame

from game.analysis.dispatch import clock
from game.analysis.film import Stand
from game.engine.game import Game
from game.i18n import text as _
from game.scenario.build import Start
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Button, ButtonPanel
from game.ui.panels.phases import PHASES, draw_phases

REVIEW = PHASES.index("Review")
DAY, FIRST, LAST = 1440, 29, 31
"""Minutes of a day, the day of July from which minutes are counted, and the last one of July."""


class Shown(Protocol):
    """What the bar asks of a review."""

    turn: int
    start: Start
    game: Game

    @property
    def caption(self) -> tuple[str, str]:
        """What the map shows, in two lines."""

    def stand(self) -> Stand:
        """The moment that is shown."""


class ReviewTop(ButtonPanel):
    """The bar over the whole window."""

    def __init__(self, ui: Ui, shown: Shown, acts: tuple[Callable[[], None], ...]) -> None:
        super().__init__(ui)
        self.review = shown
        words = (
            ("Film", "Enter"),
            ("Beliefs", "B"),
            ("Command the USSR", "1"),
            ("Command Japan", "2"),
            ("Back", "Esc"),
        )
        self.buttons = [Button(_(word), act, key) for (word, key), act in zip(words, acts, strict=True)]
        self.buttons[0].strong = True

    def key(self) -> Hashable:
        """The moment and whose it is."""
        return (self.review.turn, self.review.caption, self.hovered(), self.at)

    def handle(self, event: pygame.Event) -> bool:
        """Clicks, and left, right and Enter while the bar has the keyboard."""
        if event.type == pygame.KEYDOWN:
            return self.focused and self.walk(event.key)
        return super().handle(event)

    def paint(self, target: pygame.Surface) -> None:
        """Paint from left to right what there is room for."""
        ui, theme, review = self.ui, self.ui.theme, self.review
        target.fill(theme.bar)
        low = self.rect.height - 1
        pygame.draw.line(target, theme.brass, (0, low), (self.rect.width, low))
        right, x = self._buttons(), ui.dp(16)
        model, played = review.start.bundle.scenario.model, len(review.game.entries)
        at_end = review.turn >= played
        moment = _("After the last turn") if at_end else _("Turn {n} of {all}", n=review.turn + 1, all=played)
        parts = (
            (_("Review"), model.name.en, "title", 21),
            (moment, hour(review.stand().minute), "body-bold", 15),
            (*review.caption, "body-bold", 15),
        )
        for first, second, role, size in parts:
            width = max(ui.width(first, role, size), ui.width(second, "narrow", 14))
            if x + width > right:
                break
            ui.text(target, first, (x, ui.dp(5 if size > 15 else 8)), role, size, theme.text)
            ui.text(target, second, (x, ui.dp(30)), "narrow", 14, theme.muted)
            x += width + ui.dp(30)
        if x + draw_phases(None, ui, x, REVIEW) < right:
            draw_phases(target, ui, x, REVIEW)
        for n, button in enumerate(self.buttons):
            button.draw(target, ui, self.hover, focused=self.focused and n == self.at)

    def _buttons(self) -> int:
        """Place the buttons; gives the x at which they begin."""
        ui, x = self.ui, self.rect.width - self.ui.dp(12)
        for button in reversed(self.buttons):
            width = ui.width(button.text) + ui.width(button.key_text, "narrow-bold", 12) + ui.dp(40)
            button.rect = pygame.Rect(x - width, ui.dp(10), width, self.rect.height - ui.dp(21))
            x = button.rect.left - ui.dp(8)
        return x


def hour(minute: int) -> str:
    """A minute of the battle as day and hour."""
    return f"{day_of(minute)}, {clock(minute)}"


def day_of(minute: int) -> str:
    """The day of a minute of the battle, "6 August"."""
    day = FIRST + minute // DAY
    return _("{day} July", day=day) if day <= LAST else _("{day} August", day=day - LAST)
