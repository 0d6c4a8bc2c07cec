"""The sight profile: ground between the selected unit and the hex below the pointer, dead ground in red."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pygame

from game.i18n import text as _
from game.ui import keys
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Panel
from game.ui.table import Table

REACH_M = 6000


class ProfilePanel(Panel):
    """A cut through the ground under one line of sight."""

    def __init__(self, ui: Ui, table: Table) -> None:
        super().__init__(ui)
        self.table = table

    def _ends(self) -> tuple[int, int] | None:
        """Observer's and target's hex, when there are two within reach."""
        table = self.table
        if table.selected is None or table.hovered is None or table.vision is None:
            return None
        here = table.hex_of(table.selected)
        if here is None or here == table.hovered:
            return None
        near = int(table.start.board.meters(here, table.hovered)) <= REACH_M
        return (here, table.hovered) if near else None

    def key(self) -> Hashable:
        """The two hexes."""
        return (self._ends(), self.table.selected, keys.cap("observe"))

    def paint(self, target: pygame.Surface) -> None:
        """Paint the cut, the line, and whether it is free."""
        ui, theme = self.ui, self.ui.theme
        target.fill(theme.panel)
        pad, width = ui.dp(12), self.rect.width - 2 * ui.dp(12)
        ends = self._ends()
        if ends is None or self.table.vision is None or self.table.selected is None:
            y = ui.heading(target, _("Line of sight"), (pad, ui.dp(8)), width)
            box = pygame.Rect(pad, y, width, max(0, self.rect.height - y))
            hint = _(
                "Select a unit and point at a hex within 6 km. {key} shows all it sees.",
                key=keys.cap("observe"),
            )
            ui.prose(target, hint, box, "body", 14, theme.muted, 1.15)
            return
        unit = self.table.counters[self.table.selected].short
        label = self.table.start.board.label(ends[1])
        y = ui.heading(
            target, _("Line of sight · {unit} to {hex}", unit=unit, hex=label), (pad, ui.dp(8)), width
        )
        box = pygame.Rect(pad + ui.dp(28), y, width - ui.dp(28), max(20, self.rect.height - y - ui.dp(40)))
        self._cut(target, box, ends)

    def _cut(self, target: pygame.Surface, box: pygame.Rect, ends: tuple[int, int]) -> None:
        ui, theme = self.ui, self.ui.theme
        assert self.table.vision is not None
        cut = self.table.vision.profile(*ends)
        low = 10 * np.floor(min(cut.curved.min(), cut.line.min()) / 10)
        high = max(low + 30, 10 * np.ceil(max(cut.curved.max(), cut.line.max()) / 10))
        x = box.left + cut.distance / cut.distance[-1] * box.width
        ground = box.bottom - (cut.curved - low) / (high - low) * box.height
        line = box.bottom - (cut.line - low) / (high - low) * box.height
        pygame.draw.rect(target, theme.bar, box)
        for height in np.arange(low, high + 1, max(10, 10 * ((high - low) // 30))):
            at = round(box.bottom - (height - low) / (high - low) * box.height)
            pygame.draw.line(target, theme.card, (box.left, at), (box.right, at))
            ui.text(
                target,
                f"{height:g}",
                (box.left - ui.dp(5), at - ui.dp(8)),
                "narrow",
                12,
                theme.muted,
                align=1.0,
            )
        for i in range(len(x) - 1):
            color = theme.trench if cut.lit[i] and cut.lit[i + 1] else theme.bad
            part = [(x[i], ground[i]), (x[i + 1], ground[i + 1]), (x[i + 1], box.bottom), (x[i], box.bottom)]
            pygame.draw.polygon(target, _dim(color), part)
            pygame.draw.aaline(target, color, part[0], part[1])
        sight = theme.good if cut.seen else theme.bad
        pygame.draw.aaline(target, sight, (x[0], line[0]), (x[-1], line[-1]))
        pygame.draw.circle(target, theme.selection, (round(x[0]), round(line[0])), ui.dp(3))
        pygame.draw.circle(target, sight, (round(x[-1]), round(line[-1])), ui.dp(3))
        pygame.draw.rect(target, theme.line, box, 1)
        self._words(target, box, cut.seen, int(cut.distance[-1]), cut.hmin)

    def _words(self, target: pygame.Surface, box: pygame.Rect, seen: bool, meters: int, hmin: int) -> None:
        """The result in words under the picture: color alone says nothing."""
        ui, theme = self.ui, self.ui.theme
        y = box.bottom + ui.dp(5)
        if seen:
            words = _("A standing man there is seen.")
        elif hmin < 255:
            words = _("Hidden: only what is {height} m tall is seen.", height=f"{hmin / 4:.1f}")
        else:
            words = _("Hidden behind the ground.")
        ui.text(target, words, (box.left - ui.dp(28), y), "body", 14, theme.good if seen else theme.bad)
        ui.text(target, f"{meters} m", (box.right, y), "narrow", 14, theme.muted, align=1.0)


def _dim(color: tuple[int, int, int]) -> tuple[int, int, int]:
    """A color as the body of the ground, below its own edge."""
    red, green, blue = color
    return red * 11 // 20, green * 11 // 20, blue * 11 // 20
