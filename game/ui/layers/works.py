"""Works: entrenchments of own units, of the enemy as reported, and wire as the side knows it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pygame

from game.i18n import text as _
from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.layers.overlay import DASH, DOT, EDGE, Entry, Overlay, badge, spot
from game.ui.layers.seen import corners
from game.ui.playtable import PlayTable

LEVELS = ("none", "scrapes", "fire trench", "full trench", "bunkers")
ONE = 1024
"""Q10 of a level of works."""


def level_word(works: int) -> str:
    """Works of so many Q10 levels in a word."""
    return _(LEVELS[min(len(LEVELS) - 1, works // ONE)])


class Works(Overlay):
    """Trenches and wire."""

    word, action = "Works and wire", "overlay.works"
    above = True

    def legend(self, table: PlayTable, ui: Ui) -> Sequence[Entry]:  # noqa: ARG002
        """Own works, the enemy's, wire."""
        return (
            Entry(_("Own works: 1 scrapes, 2 and 3 trench, 4 bunkers"), ui.theme.trench, DOT),
            Entry(_("Enemy reported to stay where he is"), ui.theme.target, EDGE),
            Entry(_("Belt of wire on a hexside, as known"), ui.theme.ivory, DASH),
        )

    def paint(self, picture: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui) -> None:
        """Wire, then a number for each hex with works, then brackets about the enemy."""
        view = table.view
        self._wire(picture, camera, table, ui)
        deepest: dict[int, int] = {}
        for unit in np.flatnonzero(view.own & (view.forces.hex >= 0) & (view.forces.works > 0)).tolist():
            here = int(view.forces.hex[unit])
            deepest[here] = max(deepest.get(here, 0), int(view.forces.works[unit]))
        for here, works in deepest.items():
            x, y = spot(camera, table, here)
            words = f"{works / ONE:.1f}" if works % ONE else str(works // ONE)
            badge(picture, ui, (x, y + camera.radius * 0.78), words, ui.theme.trench, camera.radius)
        foe = ~view.own & (view.contacts.hex >= 0) & view.contacts.stays
        for here in set(view.contacts.hex[foe].tolist()):
            _bracket(picture, camera, spot(camera, table, here), ui)

    def _wire(self, picture: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui) -> None:
        shape, wire = np.asarray(corners(camera.radius)), table.view.ground.wire
        for hex_, side in zip(*np.nonzero(wire), strict=True):
            middle = np.asarray(spot(camera, table, int(hex_)))
            a, b = shape[side] * 0.86 + middle, shape[(side + 1) % 6] * 0.86 + middle
            pygame.draw.line(picture, ui.theme.bar, a.tolist(), b.tolist(), 3)
            for part in np.linspace(0.1, 0.9, 4):
                x, y = (a + (b - a) * part).tolist()
                r = max(2, camera.radius // 9)
                for ink, wide in ((ui.theme.bar, 3), (ui.theme.ivory, 1)):
                    pygame.draw.line(picture, ink, (x - r, y - r), (x + r, y + r), wide)
                    pygame.draw.line(picture, ink, (x - r, y + r), (x + r, y - r), wide)


def _bracket(picture: pygame.Surface, camera: Camera, at: tuple[int, int], ui: Ui) -> None:
    """A breastwork below a contact."""
    (x, y), r = at, camera.radius
    low = y + round(r * 0.8)
    points = [
        (x - r * 3 // 5, low - r // 5),
        (x - r // 3, low),
        (x + r // 3, low),
        (x + r * 3 // 5, low - r // 5),
    ]
    pygame.draw.lines(picture, ui.theme.bar, False, points, max(4, r // 6))
    pygame.draw.lines(picture, ui.theme.target, False, points, max(2, r // 10))
