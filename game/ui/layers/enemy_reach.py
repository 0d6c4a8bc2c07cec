"""Where the enemy could come this turn, as far as he is known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pygame

from game.engine.enemy_reach import enemy_reach
from game.i18n import text as _
from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.layers.overlay import DOT, Entry, Overlay, border, spot, wash
from game.ui.playtable import PlayTable

HOUR = 600
"""Tenths of a minute."""
STRENGTH = (110, 56)


class EnemyReach(Overlay):
    """Ground that reported enemies could come to within the hour, and by the end of the turn."""

    word, action = "Enemy reach", "overlay.reach"

    def legend(self, table: PlayTable, ui: Ui) -> Sequence[Entry]:  # noqa: ARG002
        """The two spans."""
        words = (_("Could be there within the hour"), _("By the end of the turn"))
        shown = [Entry(w, (*ui.theme.target, s)) for w, s in zip(words, STRENGTH, strict=True)]
        return (*shown, Entry(_("Known enemies, taken as rested"), ui.theme.target, DOT))

    def paint(self, picture: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui) -> None:
        """Tint by span, edge the whole, and mark who is counted."""
        minutes, told = enemy_reach(table.view), table.view.contacts
        classes = np.where(minutes < 0, -1, np.where(minutes <= HOUR, 0, 1)).astype(np.int8)
        wash(picture, camera, table, classes, [(*ui.theme.target, strength) for strength in STRENGTH])
        border(picture, camera, table, classes >= 0, ui.theme.target, max(2, camera.radius // 11))
        for hex_ in set(told.hex[(told.hex >= 0) & (told.kind >= 0)].tolist()):
            pygame.draw.circle(picture, ui.theme.target, spot(camera, table, hex_), camera.radius, 2)
