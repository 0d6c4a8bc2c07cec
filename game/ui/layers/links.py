"""Command: who answers to which headquarters, and how long a changed order takes to each unit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pygame

from game.engine.overlays import command_reach
from game.i18n import text as _
from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.kit.theme import Rgb
from game.ui.layers.overlay import DASH, DOT, EDGE, Entry, Overlay, badge, dashed, spot
from game.ui.playtable import PlayTable

SOON = 30
"""Minutes up to which a changed order counts as quick."""


class Links(Overlay):
    """Lines from units to their headquarters with the minutes that a changed order takes."""

    word, action = "Command", "overlay.links"
    above = True

    def legend(self, table: PlayTable, ui: Ui) -> Sequence[Entry]:
        """Quick, slow, cut off."""
        theme = ui.theme
        return (
            Entry(_("A changed order comes within {n} min", n=SOON), theme.good, EDGE),
            Entry(_("It takes longer"), theme.warn, EDGE),
            Entry(_("Cut off: no order comes"), theme.bad, DASH),
            Entry(_("Headquarters, quick to {m} m", m=command_reach(table.view)), theme.brass, DOT),
        )

    def paint(self, picture: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui) -> None:
        """Rings about headquarters, then lines, then the minutes of every hex once."""
        view = table.view
        units = np.flatnonzero(view.own & (view.forces.hex >= 0) & ~view.cadre.flies)
        reach = round(command_reach(view) * camera.scale)
        for unit in units[view.cadre.post[units]].tolist():
            at = spot(camera, table, int(view.forces.hex[unit]))
            pygame.draw.circle(picture, (*ui.theme.brass, 120), at, reach, 1)
            pygame.draw.circle(picture, ui.theme.brass, at, round(camera.radius * 0.9), 3)
        slowest: dict[int, int] = {}
        for unit in units.tolist():
            self._line(picture, camera, table, ui, unit)
            here, minutes = int(view.forces.hex[unit]), int(view.forces.delay[unit])
            slowest[here] = max(slowest.get(here, 0), 1 << 20 if minutes < 0 else minutes)
        for here, minutes in slowest.items():
            x, y = spot(camera, table, here)
            cut = minutes >= 1 << 20
            words = _("cut off") if cut else _("{n} min", n=minutes)
            ink = _ink(-1 if cut else minutes, ui)
            badge(picture, ui, (x, y + camera.radius * 0.78), words, ink, camera.radius)

    def _line(self, picture: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui, unit: int) -> None:
        view = table.view
        post, minutes = int(view.services.post[unit]), int(view.forces.delay[unit])
        if post < 0 or post == unit or view.forces.hex[post] < 0:
            return
        a, b = (spot(camera, table, int(view.forces.hex[row])) for row in (unit, post))
        ink, wide = _ink(minutes, ui), max(1, camera.radius // 16)
        if minutes < 0:
            dashed(picture, ink, a, b, wide)
        else:
            pygame.draw.line(picture, ink, a, b, wide)


def _ink(minutes: int, ui: Ui) -> Rgb:
    if minutes < 0:
        return ui.theme.bad
    return ui.theme.good if minutes <= SOON else ui.theme.warn
