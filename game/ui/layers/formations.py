"""The formation of the selected unit: its own units ringed, those of the formation above more thinly."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
import pygame

from game.engine.overlays import formation
from game.i18n import text as _
from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.layers.overlay import DOT, Entry, Overlay, dashed, spot
from game.ui.playtable import PlayTable


class Formations(Overlay):
    """Rings about the units under the same command."""

    word, action = "Formation", "overlay.formation"
    above = True

    def about(self, table: PlayTable) -> Hashable:
        """The unit."""
        return table.selected

    def legend(self, table: PlayTable, ui: Ui) -> Sequence[Entry]:
        """Names of both formations."""
        row = table.selected
        if row is None or not table.mine(row):
            return (Entry(_("Select one of your units"), ui.theme.muted),)
        chain, known = table.counters[row].chain, table.start.roster.formations
        names = [known[key].name.get("en") for key in chain[:2]]
        inks = (ui.theme.selection, ui.theme.brass)
        return tuple(Entry(name, ink, DOT) for name, ink in zip(names, inks, strict=False))

    def paint(self, picture: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui) -> None:
        """The wider formation first, the own one over it, and lines to its headquarters."""
        if table.selected is None:
            return
        chain = tuple(counter.chain for counter in table.counters)
        view = table.view
        for level, ink in ((1, ui.theme.brass), (0, ui.theme.selection)):
            inside = formation(view, table.selected, chain, level) & (view.forces.hex >= 0)
            for row in np.flatnonzero(inside).tolist():
                at = spot(camera, table, int(view.forces.hex[row]))
                pygame.draw.circle(picture, ui.theme.bar, at, camera.radius, 3 + 2 * (1 - level))
                pygame.draw.circle(picture, ink, at, camera.radius, 2 + 2 * (1 - level))
                post = int(view.services.post[row])
                if level == 0 and post >= 0 and post != row and view.forces.hex[post] >= 0:
                    dashed(picture, ink, at, spot(camera, table, int(view.forces.hex[post])), 1)
