"""Who holds the ground, as far as the side knows."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.i18n import text as _
from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.layers.overlay import EDGE, HATCH, PLAIN, Entry, Overlay, border, wash
from game.ui.playtable import PlayTable
from game.ui.session import SIDES

TITLES = ("Soviet", "Japanese")


class Control(Overlay):
    """Hexes held by either side."""

    word, action = "Control", "overlay.control"

    def legend(self, table: PlayTable, ui: Ui) -> Sequence[Entry]:
        """Both sides, and objectives."""
        rows = [
            Entry(
                _("{side}, as you know", side=_(TITLES[row])),
                (*ui.theme.side(name).body, 110),
                PLAIN if row == table.view.side else HATCH,
            )
            for row, name in enumerate(SIDES)
        ]
        return (*rows, Entry(_("Hexes that are played for"), ui.theme.brass, EDGE))

    def paint(self, picture: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui) -> None:
        """Tint by holder, the other side hatched, with an edge about each."""
        held, side = table.view.ground.control, table.view.side
        inks = [(*ui.theme.side(name).body, 72) for name in SIDES]
        wash(picture, camera, table, held, inks, hatched=(1 - side,))
        for row, name in enumerate(SIDES):
            border(picture, camera, table, held == row, ui.theme.side(name).dark)
