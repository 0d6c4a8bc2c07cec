"""What all overlays share: a picture of their own, kept until something changes, and tools to paint it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar

import numpy as np
import pygame
from numpy.typing import NDArray

from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.kit.theme import Rgb
from game.ui.layers.inview import in_window
from game.ui.layers.seen import corners
from game.ui.playtable import PlayTable

Rgba = tuple[int, int, int, int]
PLAIN, HATCH, EDGE, DOT, DASH = "plain", "hatch", "edge", "dot", "dash"
"""How a color of the legend is drawn: a tint, a hatched one, a line, a spot, a broken line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend."""

    words: str
    ink: Rgb | Rgba
    mark: str = PLAIN


class Overlay(ABC):
    """One overlay of the map: `word` it is called, `action` that switches it in the table of keys."""

    word: ClassVar[str]
    action: ClassVar[str]
    above: ClassVar[bool] = False
    """Whether it lies over the counters."""

    def __init__(self) -> None:
        self._key: Hashable = None
        self._picture: pygame.Surface | None = None

    def about(self, table: PlayTable) -> Hashable:  # noqa: ARG002
        """What the picture depends on besides the view and the camera."""
        return None

    @abstractmethod
    def legend(self, table: PlayTable, ui: Ui) -> Sequence[Entry]:
        """What its colors and signs mean."""

    @abstractmethod
    def paint(self, picture: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui) -> None:
        """Paint on a clear picture of the size of the view; the camera's view begins at its corner."""

    def draw(self, window: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui) -> None:
        """Blit the picture, painted anew only when something has changed."""
        where = (camera.corner(), camera.step, camera.view.size)
        key = (table.version, table.view.side, where, ui, self.about(table))
        if self._picture is None or key != self._key:
            picture = pygame.Surface(camera.view.size, pygame.SRCALPHA)
            local = replace(camera, view=pygame.Rect((0, 0), camera.view.size))
            self.paint(picture, local, table, ui)
            self._key, self._picture = key, picture
        window.blit(self._picture, camera.view)


def wash(
    picture: pygame.Surface,
    camera: Camera,
    table: PlayTable,
    classes: NDArray[np.int8],
    inks: Sequence[Rgba | None],
    hatched: Sequence[int] = (),
) -> None:
    """Tint hexes by class; -1 and classes without an ink stay bare, those `hatched` get slanted lines."""
    across = camera.scale * camera.across_m
    for row, ink in enumerate(inks):
        if ink is None:
            continue
        stamp = _stamp(camera.radius, across, ink, row in hatched)
        places, _shown = in_window(camera, table, classes, row)
        spots = places - np.array((stamp.get_width() // 2, stamp.get_height() // 2))
        picture.fblits([(stamp, (x, y)) for x, y in spots.tolist()])


@lru_cache(maxsize=64)
def _stamp(radius: int, across: float, ink: Rgba, hatch: bool) -> pygame.Surface:
    """One hex of a color at a step of zoom."""
    size = (round(across) + 2, 2 * radius + 2)
    stamp = pygame.Surface(size, pygame.SRCALPHA)
    shape = [(size[0] / 2 + dx, size[1] / 2 + dy) for dx, dy in corners(radius)]
    pygame.draw.polygon(stamp, ink, shape)
    if hatch:
        lines = pygame.Surface(size, pygame.SRCALPHA)
        for x in range(-size[1], size[0], max(5, radius // 4)):
            pygame.draw.line(lines, (*ink[:3], min(255, ink[3] * 2)), (x, size[1]), (x + size[1], 0))
        mask = pygame.mask.from_surface(stamp, 1)
        inside = mask.to_surface(setcolor=(255, 255, 255, 255), unsetcolor=(0, 0, 0, 0))
        lines.blit(inside, (0, 0), special_flags=pygame.BLEND_RGBA_MIN)
        stamp.blit(lines, (0, 0))
    return stamp


def border(
    picture: pygame.Surface,
    camera: Camera,
    table: PlayTable,
    inside: NDArray[np.bool_],
    ink: Rgb | Rgba,
    width: int = 0,
) -> None:
    """Lines along the sides between hexes inside and outside."""
    places, shown = in_window(camera, table, inside)
    beside = table.board.neighbor[shown]
    cut = (beside < 0) | ~inside[np.maximum(beside, 0)]
    shape = np.asarray(corners(camera.radius))
    wide = width or max(2, camera.radius // 11)
    for row, side in zip(*np.nonzero(cut), strict=True):
        middle = places[row]
        ends = shape[side] + middle, shape[(side + 1) % 6] + middle
        pygame.draw.line(picture, ink, ends[0].tolist(), ends[1].tolist(), wide)


def spot(camera: Camera, table: PlayTable, hex_: int) -> tuple[int, int]:
    """Pixel of the middle of a hex."""
    return camera.to_window(*table.centers[hex_])


def badge(
    picture: pygame.Surface,
    ui: Ui,
    at: tuple[float, float],
    words: str,
    ink: Rgb,
    radius: int,
    size: float = 13,
) -> None:
    """A small label on a dark plate, above the place; left out where hexes are too small to read it."""
    if radius < 14:
        pygame.draw.circle(picture, ui.theme.bar, at, 4)
        pygame.draw.circle(picture, ink, at, 3)
        return
    width = ui.width(words, "narrow-bold", size) + ui.dp(8)
    box = pygame.Rect(0, 0, width, ui.line_height("narrow-bold", size))
    box.center = (round(at[0]), round(at[1]))
    ui.box(picture, box, ui.theme.bar, ink, 5)
    ui.text(picture, words, (box.centerx, box.top), "narrow-bold", size, ink, align=0.5)


def dashed(
    picture: pygame.Surface, ink: Rgb | Rgba, a: tuple[float, float], b: tuple[float, float], width: int
) -> None:
    """A broken line."""
    start, stop = pygame.Vector2(a), pygame.Vector2(b)
    parts = max(3, round(start.distance_to(stop) / 9)) | 1
    for part in range(0, parts, 2):
        ends = start.lerp(stop, part / parts), start.lerp(stop, (part + 1) / parts)
        pygame.draw.line(picture, ink, ends[0], ends[1], width)
