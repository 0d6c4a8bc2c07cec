"""Lines of sight from a hex with dead ground, and the ground that own troops see."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
import pygame

from game.engine.overlays import DEAD, SEEN, sight_from
from game.i18n import text as _
from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.layers.overlay import DASH, EDGE, HATCH, PLAIN, Entry, Overlay, badge, border, dashed, spot, wash
from game.ui.playtable import PlayTable


class Sight(Overlay):
    """What an observer in the selected unit's hex sees, else one in the hex below the pointer."""

    word, action = "Line of sight", "overlay.sight"

    def origin(self, table: PlayTable) -> int | None:
        """Where the observer stands."""
        here = None if table.selected is None else table.hex_of(table.selected)
        return table.hovered if here is None else here

    def about(self, table: PlayTable) -> Hashable:
        """Both ends of the line."""
        return (self.origin(table), table.hovered)

    def legend(self, table: PlayTable, ui: Ui) -> Sequence[Entry]:
        """Dead ground, what is too far, and the line."""
        inks = ui.theme
        return (
            Entry(_("Dead ground"), (*inks.map.unseen, 90), HATCH),
            Entry(_("In line, too far for the light: {m} m", m=table.view.public.natural), (*inks.dim, 90)),
            Entry(_("A standing man is seen"), inks.good, EDGE),
            Entry(_("Free line, blocked line"), inks.bad, DASH),
        )

    def paint(self, picture: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui) -> None:
        """Tint what is not seen, edge what is, and draw the line to the pointer."""
        here = self.origin(table)
        if here is None:
            return
        classes = sight_from(table.view, [here])
        inks = (*ui.theme.map.unseen, 70), (*ui.theme.dim, 70), None
        wash(picture, camera, table, classes, inks, hatched=(DEAD,))
        border(picture, camera, table, classes == SEEN, ui.theme.good)
        at = spot(camera, table, here)
        pygame.draw.circle(
            picture, ui.theme.brass, at, round(camera.radius * 0.95), max(2, camera.radius // 14)
        )
        if table.hovered is not None and table.hovered != here:
            self._line(picture, camera, table, ui, here, int(classes[table.hovered]))

    def _line(
        self, picture: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui, here: int, found: int
    ) -> None:
        there = table.hovered or 0
        a, b = spot(camera, table, here), spot(camera, table, there)
        ink = ui.theme.good if found == SEEN else ui.theme.bad
        if found == SEEN:
            pygame.draw.line(picture, ink, a, b, max(2, camera.radius // 12))
        else:
            dashed(picture, ink, a, b, max(2, camera.radius // 12))
        words = (_("dead ground"), _("too far to see"), _("seen"))[found]
        meters = int(table.board.meters(here, there))
        middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        badge(picture, ui, middle, f"{meters} m, {words}", ink, camera.radius)


class Visible(Overlay):
    """The ground that the side's own troops see now."""

    word, action = "Visible ground", "overlay.visible"

    def legend(self, table: PlayTable, ui: Ui) -> Sequence[Entry]:
        """Seen and out of sight."""
        seen = int(table.view.ground.seen.sum())
        return (
            Entry(_("Seen by your troops: {n} hexes", n=seen), (*ui.theme.good, 60), PLAIN),
            Entry(_("Out of sight"), (*ui.theme.map.unseen, 90), HATCH),
        )

    def paint(self, picture: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui) -> None:
        """Tint both, with an edge between them."""
        seen = table.view.ground.seen
        inks = ((*ui.theme.map.unseen, 60), (*ui.theme.good, 44))
        wash(picture, camera, table, seen.astype(np.int8), inks, hatched=(0,))
        border(picture, camera, table, seen, ui.theme.map.reach_edge)
