"""Where the panels of the map table lie, in every size of the window."""

from __future__ import annotations

import pygame

from game.ui.panels.rail import WIDTH as RAIL
from game.ui.scenes.sheet_base import SheetBase

LEFT, RIGHT, BOTTOM = 300, 340, 176
FOLD_LEFT, FOLD_RIGHT = 1500, 1280


class SheetLayout(SheetBase):
    """The map table with places for its panels."""

    def layout(self, size: tuple[int, int]) -> None:
        """Give every panel its place for a size of the window."""
        dp, (width, height) = self.ui.dp, size
        self.size = size
        self.folded, narrow = width < dp(FOLD_LEFT), width < dp(FOLD_RIGHT)
        top = self.top.high(height)
        high = max(0, height - top)
        bottom = min(dp(BOTTOM), high // 3)
        rail = dp(RAIL) if self.folded else 0
        span = dp(LEFT) if self.unfolded or not self.folded else 0
        self.top.place(pygame.Rect(0, 0, width, top))
        self.rail.place(pygame.Rect(0, top, rail, high))
        self._left(pygame.Rect(rail, top, span, high))
        card = 0 if narrow and self.table.selected is None else dp(RIGHT)
        self._cards(pygame.Rect(width - card, top, card, high))
        left, right = rail or span, 0 if narrow else card
        middle = max(1, width - left - right)
        self._bottom(pygame.Rect(left, height - bottom, middle, bottom))
        self.camera.view = pygame.Rect(left, top, middle, max(1, high - bottom))
        self.camera.pan(0, 0)

    def _left(self, rect: pygame.Rect) -> None:
        """The order of battle and the small map below it."""
        mini = min(self.ui.dp(380), rect.height // 2)
        self.tree.place(pygame.Rect(rect.left, rect.top, rect.width, rect.height - mini))
        self.mini.place(pygame.Rect(rect.left, rect.bottom - mini, rect.width, mini))

    def _bottom(self, rect: pygame.Rect) -> None:
        """What lies below the map."""
        self.dock.place(rect)

    def _cards(self, rect: pygame.Rect) -> None:
        """The unit card, the ground and the line of sight, one below the other."""
        card, cut = min(self.ui.dp(560), rect.height * 11 // 20), min(self.ui.dp(210), rect.height // 4)
        self.unit.place(pygame.Rect(rect.topleft, (rect.width, card)))
        self.hex.place(pygame.Rect(rect.left, rect.top + card, rect.width, rect.height - card - cut))
        self.profile.place(pygame.Rect(rect.left, rect.bottom - cut, rect.width, cut))
