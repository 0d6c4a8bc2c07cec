"""Where the enemy's fire falls, as far as he is known."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.engine.overlays import FELT, danger_classes
from game.engine.units import ONE
from game.i18n import text as _
from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.layers.overlay import DOT, Entry, Overlay, border, spot, wash
from game.ui.playtable import PlayTable

STRENGTH = (44, 84, 128)


class Danger(Overlay):
    """Ground that reported enemies see and reach with their fire."""

    word, action = "Enemy fire", "overlay.danger"

    def legend(self, table: PlayTable, ui: Ui) -> Sequence[Entry]:
        """Fire by the rifles that could bear."""
        close = tuple(felt // ONE for felt in FELT)
        words = (
            _("Felt: a shot now and then"),
            _("Heavy: as {n} rifles at close range", n=close[1]),
            _("Murderous: as {n} rifles at close range", n=close[2]),
        )
        shown = [Entry(w, (*ui.theme.target, s)) for w, s in zip(words, STRENGTH, strict=True)]
        light = _("In the light of this hour: to {m} m", m=table.view.public.natural)
        shown.append(Entry(light, ui.theme.muted, DOT))
        return (*shown, Entry(_("Whom it comes from, as reported"), ui.theme.target, DOT))

    def paint(self, picture: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui) -> None:
        """Tint by class, edge the worst, and mark who is counted."""
        classes = danger_classes(table.view)
        inks = [(*ui.theme.target, strength) for strength in STRENGTH]
        wash(picture, camera, table, classes, inks, hatched=(2,))
        border(picture, camera, table, classes >= 1, ui.theme.target, max(1, camera.radius // 16))
        told = table.view.contacts
        for hex_ in set(told.hex[told.hex >= 0].tolist()):
            pygame.draw.circle(picture, ui.theme.target, spot(camera, table, hex_), camera.radius, 2)
