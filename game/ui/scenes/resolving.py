"""A turn is resolved: the agents make up their minds, then pulse after pulse, behind a bar."""

from __future__ import annotations

from collections.abc import Iterator

import pygame

from game.i18n import text as _
from game.ui.app import Scene
from game.ui.aside import aside
from game.ui.flow import Desk, following


class Resolving:
    """Goes one step on with every frame, so that the window answers between two pulses and while a staff
    thinks.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk, self.ui = desk, desk.ui
        self.next: Scene | None = self
        game = desk.session.game
        self.steps = 2 + len(game.setting.calendar.pulses(desk.session.turn)) - 1
        self.done, self.drawn = 0, False
        self.what = _("The staffs write their orders")
        self._work = self._go()

    def _go(self) -> Iterator[None]:
        session = self.desk.session
        for side in session.think(aside):
            self.done += side is not None
            yield
        self.done = 2
        self.what = _("Pulse after pulse")
        for _pulse in session.resolve():
            self.done += 1
            yield

    def handle(self, event: pygame.Event) -> Scene | None:  # noqa: ARG002
        """The turn cannot be stopped half way; closing the window keeps the orders that were committed."""
        return self.next

    def update(self, seconds: float) -> bool:  # noqa: ARG002
        """One step; at the end a knock, so that the loop fetches the next scene."""
        if self.drawn and self.next is self:
            try:
                next(self._work)
            except StopIteration:
                self.desk.seated = self.desk.seated if len(self.desk.session.humans) < 2 else None
                self.next = following(self.desk)
                pygame.event.post(pygame.Event(pygame.USEREVENT))
        return True

    def draw(self, window: pygame.Surface) -> None:
        """A bar and what is being done, on a plain desk: nothing of the map."""
        ui, theme = self.ui, self.ui.theme
        window.set_clip(None)
        window.fill(theme.bar)
        x, y = window.get_rect().center
        turn = _("Turn {n}", n=self.desk.session.turn + 1)
        ui.text(window, turn, (x, y - ui.dp(70)), "title", 28, theme.text, align=0.5)
        bar = pygame.Rect(0, 0, min(ui.dp(420), window.get_width() * 4 // 5), ui.dp(10))
        bar.center = (x, y)
        ui.bar(window, bar, self.done / max(1, self.steps), theme.brass, theme.card)
        under = (x, bar.bottom + ui.dp(12))
        ui.text(window, self.what, under, "body", 15, theme.muted, align=0.5)
        self.drawn = True
