"""The top bar of a review: the scenario, the moment that is shown, and as whose eyes saw it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import Protocol

import pygame

from game.analysis.dispatch import clock
from game.analysis.film import Stand
from game.engine.game import Game
from game.i18n import text as _
from game.scenario.build import Start
from game.ui import keys
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Button
from game.ui.panels.phases import PHASES, draw_phases
from game.ui.panels.strip import Section, Strip

BELIEFS = 1
"""The button that goes from belief to belief."""
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


class ReviewTop(Strip):
    """The bar over the whole window."""

    def __init__(self, ui: Ui, shown: Shown, acts: tuple[Callable[[], None], ...]) -> None:
        super().__init__(ui)
        self.review, self.captioned = shown, True
        words = (
            ("Film", "review.play"),
            ("Beliefs", "review.believe"),
            ("Staffs", "review.thoughts"),
            ("Command the USSR", "review.soviet"),
            ("Command Japan", "review.japanese"),
            ("Back", "back"),
        )
        buttons = [
            Button(_(word), act, key_of=partial(keys.cap, key))
            for (word, key), act in zip(words, acts, strict=True)
        ]
        buttons[0].strong = True
        self.arm(buttons, (_("Film"), _("Beliefs"), _("Staffs"), _("Lead USSR"), _("Lead Japan"), _("Back")))

    def key(self) -> Hashable:
        """The moment and whose it is."""
        return (self.review.turn, self.review.caption, self.hovered(), self.at)

    def paint(self, target: pygame.Surface) -> None:
        """Paint from left to right what there is room for."""
        self.ground(target)
        told: list[Section] = [self._name, self._moment, self._caption, self._phases]
        x = self.ui.dp(16)
        right = self.seat(x + self.span(told[:2]))
        kept = self.fitting(told, told, right - x - self.ui.dp(8))
        self.captioned = self._caption in kept
        self.buttons[BELIEFS].on = self.review.caption[0] != _("As it was")
        self.tell(target, kept, x)
        self.press_marks(target)

    def _name(self, target: pygame.Surface | None, x: int) -> int:
        return self.two(target, x, _("Review"), self.review.start.bundle.scenario.model.name.en, "title", 21)

    def _moment(self, target: pygame.Surface | None, x: int) -> int:
        review, played = self.review, len(self.review.game.entries)
        at_end = review.turn >= played
        moment = _("After the last turn") if at_end else _("Turn {n} of {all}", n=review.turn + 1, all=played)
        when = hour(review.stand().minute)
        if target is not None and not self.captioned:
            when = f"{self.review.caption[0]} · {when}"
        return self.two(target, x, moment, when)

    def _caption(self, target: pygame.Surface | None, x: int) -> int:
        return self.two(target, x, *self.review.caption)

    def _phases(self, target: pygame.Surface | None, x: int) -> int:
        return draw_phases(target, self.ui, x, REVIEW)


def hour(minute: int) -> str:
    """A minute of the battle as day and hour."""
    return f"{day_of(minute)}, {clock(minute)}"


def day_of(minute: int) -> str:
    """The day of a minute of the battle, "6 August"."""
    day = FIRST + minute // DAY
    return _("{day} July", day=day) if day <= LAST else _("{day} August", day=day - LAST)
