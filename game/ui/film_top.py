"""The top bar of a film: the turn, through whose eyes it is seen, light and weather of the moment."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import pygame

from game.analysis.dispatch import clock
from game.i18n import text as _
from game.ui.film_cast import Cast
from game.ui.film_play import Player
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Button, ButtonPanel
from game.ui.panels.bar import Bar, bar_now
from game.ui.panels.phases import PHASES, draw_phases
from game.ui.panels.review_top import day_of
from game.ui.panels.weather_icon import draw_weather

FILM = PHASES.index("Film")
AUDIENCES: dict[int | None, str] = {
    0: "As the Soviet side saw it",
    1: "As the Japanese side saw it",
    None: "As it was",
}


class FilmTop(ButtonPanel):
    """The bar over the whole window."""

    def __init__(
        self, ui: Ui, cast: Cast, player: Player, side: int | None, acts: tuple[Callable[[], None], ...]
    ) -> None:
        super().__init__(ui)
        self.cast, self.player, self.side = cast, player, side
        words = (("Map", "F5"), ("Help", "F1"))
        self.buttons = [Button(_(word), act, key) for (word, key), act in zip(words, acts, strict=True)]
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

    def handle(self, event: pygame.Event) -> bool:
        """Clicks, and left, right and Enter while the bar has the keyboard."""
        if event.type == pygame.KEYDOWN:
            return self.focused and self.walk(event.key)
        return super().handle(event)

    def paint(self, target: pygame.Surface) -> None:
        """Paint from left to right what there is room for."""
        ui, theme, bar = self.ui, self.ui.theme, self.bar()
        target.fill(theme.bar)
        low = self.rect.height - 1
        pygame.draw.line(target, theme.brass, (0, low), (self.rect.width, low))
        right, x = self._buttons(), ui.dp(16)
        reel = self.cast.line.reel
        turn, begun, ended = reel.turn, reel.shots[0].before.minute, reel.shots[-1].after.minute
        date, hours = day_of(begun), f"{clock(begun)}-{clock(ended)}"
        told = _("Film of turn {n} of {all}", n=turn + 1, all=bar.turns)
        parts = (
            (told, bar.subtitle, "title", 21),
            (date, hours, "body-bold", 15),
            (_(AUDIENCES[self.side]), bar.light, "body-bold", 15),
        )
        for first, second, role, size in parts:
            width = max(ui.width(first, role, size), ui.width(second, "narrow", 14))
            if x + width > right:
                break
            ui.text(target, first, (x, ui.dp(5 if size > 15 else 8)), role, size, theme.text)
            ui.text(target, second, (x, ui.dp(30)), "narrow", 14, theme.muted)
            x += width + ui.dp(30)
        phases = draw_phases(None, ui, x, FILM)
        if x + phases < right:
            draw_phases(target, ui, x, FILM)
            self._weather(target, x + phases + ui.dp(24), right, bar)
        else:
            self._weather(target, x, right, bar)
        for n, button in enumerate(self.buttons):
            button.draw(target, ui, self.hover, focused=self.focused and n == self.at)

    def _weather(self, target: pygame.Surface, x: int, right: int, bar: Bar) -> None:
        ui, theme, icon = self.ui, self.ui.theme, self.ui.dp(44)
        if x + icon + ui.width(bar.ground, "narrow", 14) + ui.dp(8) > right:
            return
        draw_weather(target, ui, bar.icon, (x + icon // 2, self.rect.height // 2))
        ui.text(target, bar.weather, (x + icon + ui.dp(8), ui.dp(8)), "body-bold", 15, theme.text)
        ui.text(target, bar.ground, (x + icon + ui.dp(8), ui.dp(30)), "narrow", 14, theme.muted)

    def _buttons(self) -> int:
        """Place the buttons; gives the x at which they begin."""
        ui = self.ui
        x = self.rect.width - ui.dp(12)
        for button in reversed(self.buttons):
            width = ui.width(button.text) + ui.width(button.key_text, "narrow-bold", 12) + ui.dp(40)
            button.rect = pygame.Rect(x - width, ui.dp(10), width, self.rect.height - ui.dp(21))
            x = button.rect.left - ui.dp(8)
        return x
