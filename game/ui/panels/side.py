"""Panels that take a column of the map while they are open, so that nothing lies under them."""

from __future__ import annotations

from typing import ClassVar

import pygame

from game.ui.kit.widgets import Panel


class SidePanel(Panel):
    """A column at the left of the map, `wide` dp, and never more than three fifths of what is seen of it."""

    wide: ClassVar[int] = 280
    opened = False

    def fit(self, view: pygame.Rect, covered: int = 0) -> None:
        """Take the left part of a view while it is open; `covered` pixels at its right lie under others."""
        if not self.opened:
            self.place(pygame.Rect(0, 0, 0, 0))
            return
        width = min(self.ui.dp(self.wide), max(1, view.width - covered) * 3 // 5)
        self.place(pygame.Rect(view.left, view.top, width, view.height))
        view.left += width
        view.width -= width
