"""Ammunition of own units: the scarcest stock that each of them fires from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pygame

from game.engine.overlays import rounds_left, scarce
from game.i18n import text as _
from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.kit.theme import Rgb
from game.ui.layers.overlay import DOT, Entry, Overlay, badge, spot
from game.ui.playtable import PlayTable


class Ammunition(Overlay):
    """Units of fire at hand, on a label of each hex: that of the unit that has least."""

    word, action = "Ammunition", "overlay.ammunition"
    above = True

    def legend(self, table: PlayTable, ui: Ui) -> Sequence[Entry]:
        """Enough, scarce, none."""
        low = scarce(table.view) / 100
        return (
            Entry(_("Enough: {n} units of fire or more", n=f"{low:.2g}"), ui.theme.good, DOT),
            Entry(_("Scarce: fire falls off"), ui.theme.warn, DOT),
            Entry(_("All but none"), ui.theme.bad, DOT),
        )

    def paint(self, picture: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui) -> None:
        """One label for each hex."""
        left, low = rounds_left(table.view), scarce(table.view)
        least: dict[int, int] = {}
        for unit in np.flatnonzero(left >= 0).tolist():
            here = int(table.view.forces.hex[unit])
            least[here] = min(least.get(here, 1 << 20), int(left[unit]))
        for here, rounds in least.items():
            x, y = spot(camera, table, here)
            ink = _ink(rounds, low, ui)
            mark = "" if rounds >= low else "!" if rounds > low // 4 else "!!"
            words = f"{rounds / 100:.1f}{mark}"
            badge(picture, ui, (x, y + camera.radius * 0.78), words, ink, camera.radius)


def _ink(rounds: int, low: int, ui: Ui) -> Rgb:
    if rounds >= low:
        return ui.theme.good
    return ui.theme.warn if rounds > low // 4 else ui.theme.bad
