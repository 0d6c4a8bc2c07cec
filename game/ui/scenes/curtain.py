"""The curtain between two players at one machine: black, and nothing behind it."""

from __future__ import annotations

import pygame

from game.i18n import text as _
from game.ui.app import Scene
from game.ui.flow import Desk, seated
from game.ui.kit.widgets import PRESS, Button

SIDES = ("USSR", "Japan")


class Curtain:
    """Waits until the player of a side says that he is there. It holds no map and no view."""

    def __init__(self, desk: Desk, side: int) -> None:
        self.desk, self.ui, self.side = desk, desk.ui, side
        self.next: Scene | None = self
        self.button = Button(_("Ready"), self._ready, "Enter", strong=True)
        self.hover: tuple[int, int] | None = None

    def _ready(self) -> None:
        self.next = seated(self.desk, self.side)

    def _leave(self) -> None:
        from game.ui.scenes.menu import Menu

        self.desk.session.close()
        self.next = Menu(self.ui)

    def handle(self, event: pygame.Event) -> Scene | None:
        """A click on the button, Enter or Space; Esc goes to the menu, the game is kept."""
        if event.type == pygame.MOUSEMOTION:
            self.hover = event.pos
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            if self.button.rect.collidepoint(event.pos):
                self._ready()
        elif event.type == pygame.KEYDOWN and event.key in PRESS:
            self._ready()
        elif event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            self._leave()
        return self.next

    def update(self, seconds: float) -> bool:  # noqa: ARG002
        """Nothing moves."""
        return False

    def draw(self, window: pygame.Surface) -> None:
        """Black, who is wanted, and the button."""
        ui, theme = self.ui, self.ui.theme
        window.set_clip(None)
        window.fill((0, 0, 0))
        x, y = window.get_rect().center
        side = _(SIDES[self.side])
        ui.text(window, side, (x, y - ui.dp(96)), "title", 34, theme.brass, align=0.5)
        words = _("Only the player of {side} looks at the screen now.", side=side)
        ui.text(window, words, (x, y - ui.dp(44)), "body", 17, theme.text, align=0.5)
        self.button.rect = pygame.Rect(0, 0, ui.dp(200), ui.dp(44))
        self.button.rect.center = (x, y + ui.dp(24))
        self.button.draw(window, ui, self.hover, 17)
