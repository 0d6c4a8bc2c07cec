"""The top bar of a film: the turn, through whose eyes it is seen, light and weather of the moment."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial

import pygame

from game.analysis.dispatch import clock
from game.i18n import text as _
from game.ui import keys
from game.ui.film_cast import Cast
from game.ui.film_play import Player
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Button
from game.ui.panels.bar import Bar, bar_now
from game.ui.panels.phases import PHASES, draw_phases
from game.ui.panels.review_top import day_of
from game.ui.panels.strip import Section, Strip

FILM = PHASES.index("Film")
AUDIENCES: dict[int | None, str] = {
    0: "As the Soviet side saw it",
    1: "As the Japanese side saw it",
    None: "As it was",
}


class FilmTop(Strip):
    """The bar over the whole window."""

    def __init__(
        self, ui: Ui, cast: Cast, player: Player, side: int | None, acts: tuple[Callable[[], None], ...]
    ) -> None:
        super().__init__(ui)
        self.cast, self.player, self.side = cast, player, side
        words = (("Map", "whole"), ("Help", "help"))
        buttons = [
            Button(_(word), act, key_of=partial(keys.cap, key))
            for (word, key), act in zip(words, acts, strict=True)
        ]
        self.arm(buttons)
        self._bar: tuple[int, Bar] | None = None

    def bar(self) -> Bar:
        """Words of the moment; they change with the pulse."""
        stand = self.cast.line.stand(self.player.at)
        if self._bar is None or self._bar[0] != id(stand):
            self._bar = (id(stand), bar_now(self.cast.start, stand.view))
        return self._bar[1]

    def key(self) -> Hashable:
        """The pulse, and what is lit."""
        return (id(self.cast.line.stand(self.player.at)), self.hovered(), self.at)

    def paint(self, target: pygame.Surface) -> None:
        """Paint from left to right what there is room for."""
        self.ground(target)
        told, dear = self._sections()
        x = self.ui.dp(16)
        right = self.seat(x + self.span(told) - self._phases(None, 0))
        self.tell(target, self.fitting(told, dear, right - x - self.ui.dp(8)), x)
        self.press_marks(target)

    def _sections(self) -> tuple[list[Section], list[Section]]:
        """What the bar tells in its order, and by how dear it is, the dearest first."""
        told: list[Section] = [self._turn, self._day, self._audience, self._phases, self._weather]
        return told, [self._turn, self._audience, self._day, self._weather, self._phases]

    def _turn(self, target: pygame.Surface | None, x: int) -> int:
        bar, turn = self.bar(), self.cast.line.reel.turn + 1
        told = _("Film of turn {n} of {all}", n=turn, all=bar.turns)
        return self.two(target, x, told, bar.subtitle, "title", 21)

    def _day(self, target: pygame.Surface | None, x: int) -> int:
        shots = self.cast.line.reel.shots
        begun, ended = shots[0].before.minute, shots[-1].after.minute
        return self.two(target, x, day_of(begun), f"{clock(begun)}-{clock(ended)}")

    def _audience(self, target: pygame.Surface | None, x: int) -> int:
        return self.two(target, x, _(AUDIENCES[self.side]), self.bar().light)

    def _phases(self, target: pygame.Surface | None, x: int) -> int:
        return draw_phases(target, self.ui, x, FILM)

    def _weather(self, target: pygame.Surface | None, x: int) -> int:
        bar = self.bar()
        return self.weather(target, x, bar)
