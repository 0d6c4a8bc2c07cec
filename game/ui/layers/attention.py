"""Who needs a look: units without orders, held back, or in trouble, each with a sign of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

import numpy as np
import pygame
from numpy.typing import NDArray

from game.analysis.dispatch import clock
from game.engine.options import free_from
from game.engine.readiness import held, troubles, waiting
from game.i18n import text as _
from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.layers.marks import outline
from game.ui.layers.overlay import DASH, DOT, EDGE, Entry, Overlay, badge, dashed, spot
from game.ui.playtable import PlayTable

LETTERS = "ASBC"
"""One letter for each trouble, in their order."""
LOW, HIGH = 0.78, -0.82
"""Where badges lie, in radii below the middle of a hex."""


class Attention(Overlay):
    """A ring about hexes with idle units, a broken one where all are held back, letters of trouble."""

    word, action = "Need a look", "overlay.attention"
    above = True

    def about(self, table: PlayTable) -> Hashable:
        """Orders, and who was passed over."""
        return (() if table.session is None else table.session.plots, frozenset(table.passed))

    def legend(self, table: PlayTable, ui: Ui) -> Sequence[Entry]:
        """Idle, held, and the letters of trouble."""
        theme, number = ui.theme, int(self._waiting(table).sum())
        return (
            Entry(_("Without orders: {n} in all", n=number), theme.ivory, EDGE),
            Entry(_("Held back, and from when it can be used"), theme.muted, DASH),
            Entry(_("A: ammunition all but gone"), theme.bad, DOT),
            Entry(_("S: suppressed"), theme.bad, DOT),
            Entry(_("B: shaken, broken or in rout"), theme.bad, DOT),
            Entry(_("C: cut off from orders or from the way back"), theme.bad, DOT),
        )

    def paint(self, picture: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui) -> None:
        """Rings first, then the badges over them."""
        idle = self._by_hex(table, np.flatnonzero(self._waiting(table)).tolist())
        back = self._by_hex(table, np.flatnonzero(held(table.view)).tolist())
        for hex_ in back.keys() - idle.keys():
            self._ring(picture, camera, table, hex_, ui, broken=True)
            self._badge(picture, camera, table, ui, hex_, HIGH, self._hour(table, back[hex_]))
        for hex_, units in idle.items():
            self._ring(picture, camera, table, hex_, ui, broken=False)
            self._badge(picture, camera, table, ui, hex_, HIGH, f"{len(units)} ?")
        for hex_, letters in self._letters(table).items():
            x, y = spot(camera, table, hex_)
            badge(picture, ui, (x, y + camera.radius * LOW), f"! {letters}", ui.theme.bad, camera.radius)

    def _waiting(self, table: PlayTable) -> NDArray[np.bool_]:
        plots = () if table.session is None else table.session.plots
        return waiting(table.view, plots, tuple(table.passed))

    def _by_hex(self, table: PlayTable, units: Iterable[int]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for unit in units:
            found[int(table.view.forces.hex[unit])].append(unit)
        return found

    def _letters(self, table: PlayTable) -> dict[int, str]:
        """What the units of each hex suffer from, letter by letter."""
        told: NDArray[np.bool_] = troubles(table.view)
        places = self._by_hex(table, np.flatnonzero(told.any(axis=0)).tolist())
        return {
            hex_: "".join(letter for n, letter in enumerate(LETTERS) if told[n, units].any())
            for hex_, units in places.items()
        }

    def _hour(self, table: PlayTable, units: Sequence[int]) -> str:
        """The hour at which the first of them can be used, where that is known."""
        hours = [hour for unit in units if (hour := free_from(table.view, unit)) is not None]
        return _("from {hour}", hour=clock(min(hours))) if hours else _("held")

    def _ring(
        self, picture: pygame.Surface, camera: Camera, table: PlayTable, hex_: int, ui: Ui, *, broken: bool
    ) -> None:
        corners, wide = outline(camera, table, hex_), max(2, camera.radius // 12)
        if not broken:
            pygame.draw.polygon(picture, ui.theme.bar, corners, wide + 2)
            pygame.draw.polygon(picture, ui.theme.ivory, corners, wide)
            return
        for n, corner in enumerate(corners):
            dashed(picture, ui.theme.muted, corner, corners[(n + 1) % 6], wide)

    def _badge(
        self,
        picture: pygame.Surface,
        camera: Camera,
        table: PlayTable,
        ui: Ui,
        hex_: int,
        down: float,
        words: str,
    ) -> None:
        x, y = spot(camera, table, hex_)
        badge(picture, ui, (x, y + camera.radius * down), words, ui.theme.brass, camera.radius)
