"""Where the panels of the plotting lie: cards on the right, lists below, the button in every window."""

from __future__ import annotations

import pygame

from game.ui.scenes.plot_base import PlotBase

SIDE_BY_SIDE, COMMIT, COMMANDS, HEAD, ODDS = 1500, 58, 312, 132, 330
"""Width from which orders and log lie side by side, height of the button, least heights of the commands, of
the head of the unit card and of the odds, in dp."""


class PlotLayout(PlotBase):
    """The plotting with places for its panels."""

    def layout(self, size: tuple[int, int]) -> None:
        """The map table's places, and that of an open question."""
        super().layout(size)
        if not self.close.rect.width:
            # A narrow window has no cards while nothing is selected; the button stays, below the pages.
            dock, high = self.dock.rect, self.ui.dp(COMMIT)
            self.dock.place(pygame.Rect(dock.left, dock.top, dock.width, max(0, dock.height - high)))
            self.close.place(pygame.Rect(dock.left, dock.bottom - high, dock.width, high))
        self.board.fit(self.camera.view)
        self.camera.view.width -= self.board.rect.width
        if self.question is not None:
            self.question.layout(size)

    def _bottom(self, rect: pygame.Rect) -> None:
        """The orders, the dispatches of the last turn, and the pages; a narrow window shows one list."""
        shares = [36, 32 if self.told else 0, 32]
        if rect.width < self.ui.dp(SIDE_BY_SIDE) and self.told:
            shares = [0, 62, 38] if self.focus is self.log else [62, 0, 38]
        x = rect.left
        for panel, share in zip((self.orders, self.log, self.dock), shares, strict=True):
            wide = rect.right - x if panel is self.dock else rect.width * share // sum(shares)
            panel.place(pygame.Rect(x, rect.top, wide, rect.height))
            x += wide

    def _cards(self, rect: pygame.Rect) -> None:
        """Unit card, ground, line of sight, commands and the button, one below the other.

        While something is weighed, the odds take the place of ground and line of sight.
        """
        dp = self.ui.dp
        foot = min(dp(COMMIT), rect.height // 6)
        room = rect.height - foot
        commands = min(dp(COMMANDS), room // 2)
        cut = dp(150) if room - commands > dp(620) else 0
        ground = min(dp(190), (room - commands - cut) // 3)
        odds = 0
        if self.odds.asked:
            cut = ground = 0
            rest = room - commands
            odds = max(min(dp(ODDS), rest - dp(HEAD)), rest // 2)
        card = room - commands - cut - ground - odds
        tops = (
            (self.unit, card),
            (self.odds, odds),
            (self.hex, ground),
            (self.profile, cut),
            (self.commands, commands),
        )
        y = rect.top
        for panel, high in tops:
            panel.place(pygame.Rect(rect.left, y, rect.width, high))
            y += high
        self.close.place(pygame.Rect(rect.left, y, rect.width, foot))
