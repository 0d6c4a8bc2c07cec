"""How far the weapons of the selected unit carry, by band, and what its guns reach."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import pygame

from game.engine.overlays import CLOSE, EFFECTIVE, LONG, Ranges, ranges
from game.i18n import text as _
from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.layers.overlay import EDGE, HATCH, Entry, Overlay, border, wash
from game.ui.playtable import PlayTable

STRENGTH = (96, 62, 30)
"""Opacity of each band, the nearest first."""


class WeaponRanges(Overlay):
    """Bands about the selected unit; ground that hides the target stays bare."""

    word, action = "Weapon ranges", "overlay.ranges"

    def __init__(self) -> None:
        super().__init__()
        self._told: tuple[Hashable, Ranges] | None = None

    def about(self, table: PlayTable) -> Hashable:
        """The unit."""
        return table.selected

    def told(self, table: PlayTable) -> Ranges | None:
        """Ranges of the selected unit, kept for the turn; None for nobody and for the enemy."""
        if table.selected is None or not table.mine(table.selected):
            return None
        key = (id(table), table.version, table.selected)
        if self._told is None or self._told[0] != key:
            self._told = (key, ranges(table.view, table.selected))
        return self._told[1]

    def legend(self, table: PlayTable, ui: Ui) -> Sequence[Entry]:
        """Meters of each band."""
        told, ink = self.told(table), ui.theme.map.attack
        if told is None:
            return (Entry(_("Select one of your units"), ui.theme.muted),)
        words = (
            _("Close: full effect, to {m} m", m=told.meters[CLOSE]),
            _("Effective, to {m} m", m=told.meters[EFFECTIVE]),
            _("Long, to {m} m", m=told.meters[LONG]),
        )
        rows = [Entry(w, (*ink, 2 * s)) for w, s in zip(words, STRENGTH, strict=True) if told.meters[LONG]]
        rows.append(Entry(_("In range, out of line"), (*ui.theme.map.unseen, 90), HATCH))
        if told.guns.any():
            rows.append(Entry(_("Reach of its guns over the hills"), ui.theme.brass, EDGE))
        return rows

    def paint(self, picture: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui) -> None:
        """Tint the bands, edge each of them, and the reach of guns."""
        told, ink = self.told(table), ui.theme.map.attack
        if told is None:
            return
        shown = told.band.copy()
        shown[~told.in_line] = -1
        wash(picture, camera, table, shown, [(*ink, strength) for strength in STRENGTH])
        hidden = told.band.copy()
        hidden[told.in_line] = -1
        hidden[hidden >= 0] = 0
        wash(picture, camera, table, hidden, [(*ui.theme.map.unseen, 40)], hatched=(0,))
        for band in (LONG, EFFECTIVE, CLOSE):
            inside = (told.band >= 0) & (told.band <= band)
            border(picture, camera, table, inside, ink, max(1, camera.radius // (10 + 6 * band)))
        if told.guns.any():
            border(picture, camera, table, told.guns, ui.theme.trench_edge, max(3, camera.radius // 9))
            border(picture, camera, table, told.guns, ui.theme.brass, max(2, camera.radius // 14))
