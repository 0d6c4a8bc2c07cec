"""Where the panels of the plotting lie: cards on the right, lists below, the button in every window."""

from __future__ import annotations

import pygame

from game.ui.scenes.plot_base import PlotBase
from game.ui.scenes.sheet_layout import FOLD_RIGHT

SIDE_BY_SIDE, COMMIT, COMMANDS, HEAD, ODDS, READ = 1500, 58, 312, 132, 330, 170
"""Width from which orders and log lie side by side, height of the button, least heights of the commands, of
the head of the unit card and of the odds, and of odds that are still read, in dp."""


class PlotLayout(PlotBase):
    """The plotting with places for its panels."""

    def layout(self, size: tuple[int, int]) -> None:
        """The map table's places, and that of an open question."""
        self._button = None
        super().layout(size)
        assert self._button is not None  # the last column takes it in any case
        self.close.place(self._button)
        self.board.fit(self.camera.view)
        self.camera.view.width -= self.board.rect.width
        self._beside(self.camera.view)
        if self.asked is not None:
            self.asked.layout(size)

    def _beside(self, view: pygame.Rect) -> None:
        """The columns that are open beside the map; a narrow window has room for one."""
        narrow = self.size[0] < self.ui.dp(FOLD_RIGHT)
        covered = self.unit.rect.width if narrow else 0
        if narrow and self.compare.opened:
            self.stack.place(pygame.Rect(0, 0, 0, 0))
        else:
            self.stack.fit(view, covered)
        self.compare.fit(view, covered)

    def _without(self, rect: pygame.Rect, column: str) -> pygame.Rect:
        """What the button leaves of a column: all of it where the player wants it elsewhere."""
        wanted, edge = self.button_place.split("-")
        if self._button is not None or wanted != column or not rect.width:
            return rect
        return self._cut(rect, edge)

    def _cut(self, rect: pygame.Rect, edge: str) -> pygame.Rect:
        """Give the button the head or the foot of a place; what is left of it."""
        high = min(self.ui.dp(COMMIT * self.button_size / 100), rect.height // 2)
        head = high if edge == "head" else 0
        y = rect.top if head else rect.bottom - high
        self._button = pygame.Rect(rect.left, y, rect.width, high)
        return pygame.Rect(rect.left, rect.top + head, rect.width, rect.height - high)

    def _left(self, rect: pygame.Rect) -> None:
        """As on the map table, and the button where there is always a left column."""
        super()._left(rect if self.folded else self._without(rect, "left"))

    def _at_left(self) -> bool:
        """Whether a button below the map lies at its left end: where nothing else lies over it."""
        if self.size[0] < self.ui.dp(FOLD_RIGHT) and self.table.selected is not None:
            return True
        return self.button_place == "below-left" and not (self.folded and self.unfolded)

    def _bottom(self, rect: pygame.Rect) -> None:
        """The orders, the dispatches of the last turn, and the pages; a narrow window shows one list.

        A button that has no place yet lies below one of them: a narrow window may have no other column.
        """
        shares = [36, 32 if self.told else 0, 32]
        if rect.width < self.ui.dp(SIDE_BY_SIDE) and self.told:
            shares = [0, 62, 38] if self.focus is self.log else [62, 0, 38]
        widths = [rect.width * share // sum(shares) for share in shares]
        widths[2] = rect.width - widths[0] - widths[1]
        below = widths.index(max(widths[:2])) if self._at_left() else 2
        x = rect.left
        for n, (panel, wide) in enumerate(zip((self.orders, self.log, self.dock), widths, strict=True)):
            place = pygame.Rect(x, rect.top, wide, rect.height)
            panel.place(self._cut(place, "foot") if self._button is None and n == below else place)
            x += wide

    def _cards(self, rect: pygame.Rect) -> None:
        """Unit card, ground, line of sight and commands, one below the other.

        While something is weighed, the odds take the place of ground and line of sight.
        """
        dp, rect = self.ui.dp, self._without(rect, "right")
        room = rect.height
        commands = min(dp(COMMANDS), room // 2)
        cut = dp(150) if room - commands > dp(620) else 0
        ground = min(dp(190), (room - commands - cut) // 3)
        odds = 0
        if self.odds.asked:
            cut = ground = 0
            rest = room - commands
            odds = max(min(dp(ODDS), rest - dp(HEAD)), rest // 2)
            if odds < dp(READ * max(1.0, self.ui.text_scale)):
                odds = rest  # a low window: who goes is seen in the preview too
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
