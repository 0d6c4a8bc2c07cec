"""Elevation: the height of every hex as a tint, with its meters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pygame
from numpy.typing import NDArray

from game.i18n import text as _
from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.kit.theme import Rgb, mix
from game.ui.layers.inview import in_window
from game.ui.layers.overlay import Entry, Overlay, Rgba, wash
from game.ui.playtable import PlayTable

STEPS = (20, 40, 60, 90, 120)
"""Meters at which a class of height begins."""
WORDS_FROM = 24


class Elevation(Overlay):
    """Classes of height from the river to the crests."""

    word, action = "Elevation", "overlay.elevation"

    def legend(self, table: PlayTable, ui: Ui) -> Sequence[Entry]:  # noqa: ARG002
        """The classes, the highest first."""
        words = [_("below {m} m", m=STEPS[0])]
        words += [_("{low} to {high} m", low=a, high=b) for a, b in pairwise(STEPS)]
        words.append(_("above {m} m", m=STEPS[-1]))
        return tuple(Entry(word, ink) for word, ink in zip(words, _inks(ui), strict=True))[::-1]

    def paint(self, picture: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui) -> None:
        """Tint by class, and write the meters where there is room."""
        height = table.board.height
        classes = np.searchsorted(np.array(STEPS), height, side="right").astype(np.int8)
        wash(picture, camera, table, classes, _inks(ui))
        if camera.radius >= WORDS_FROM:
            self._words(picture, camera, table, ui, height)

    def _words(
        self, picture: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui, height: NDArray[np.int16]
    ) -> None:
        places, shown = in_window(camera, table, np.ones(len(height), np.bool_))
        for (x, y), hex_ in zip(places.tolist(), shown.tolist(), strict=True):
            if hex_ not in table.stacks:
                top = y + camera.radius * 0.35
                ui.text(
                    picture, str(int(height[hex_])), (x, top), "narrow-bold", 12, _word_ink(ui), align=0.5
                )


def _inks(ui: Ui) -> tuple[Rgba, ...]:
    """From the water's blue-green to the crest's brown."""
    low, middle, high = ui.theme.map.reach, ui.theme.map.paper_high, ui.theme.map.index_contour
    shares = (0.0, 0.5, 1.0)
    found: list[Rgb] = [mix(low, middle, share) for share in shares]
    found += [mix(middle, high, share) for share in (0.4, 0.7, 1.0)]
    return tuple((red, green, blue, 110) for red, green, blue in found)


def _word_ink(ui: Ui) -> Rgb:
    return ui.theme.map.ink
