"""The map in squares that are kept: a frame copies them, and paints only what has changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence

import pygame

from game.ui.camera import Camera

EDGE = 512
"""Pixels along a square: a megabyte each."""
KEPT = 96
"""Squares kept at most: two screens of the largest window, or every step of zoom about the same place."""
Mark = tuple[pygame.Rect, Hashable]
"""Pixels of the drawn sheet that something takes, and what it is: its squares alone depend on it."""
Paint = Callable[[pygame.Surface, Camera, tuple[Hashable, ...]], None]
"""Paints a picture of the size of a camera's view, with the marks in it."""


class Mosaic:
    """Pictures of the sheet with all that lies on it, as `paint` makes them."""

    def __init__(self, paint: Paint) -> None:
        self.paint = paint
        self.painted = 0
        self._kept: OrderedDict[Hashable, tuple[Hashable, pygame.Surface]] = OrderedDict()

    def clear(self) -> None:
        """Let go of every picture."""
        self._kept.clear()

    def draw(
        self,
        window: pygame.Surface,
        camera: Camera,
        about: Hashable,
        marks: Sequence[Mark] = (),
        whole: bool = False,
    ) -> None:
        """Copy what is in view; `about` is all that every square depends on.

        `whole` keeps one picture of the view in the place of squares, for what is painted for a view.
        """
        left, top = camera.corner()
        view, rects = camera.view, [rect for rect, _what in marks]
        seen = pygame.Rect((left, top), view.size)
        window.set_clip(view)
        for place, rect in [("view", seen)] if whole else _squares(seen):
            told = tuple(marks[i][1] for i in rect.collidelistall(rects))
            picture = self._picture(camera, (camera.step, place), rect, (about, told), told)
            window.blit(picture, (rect.left - left + view.left, rect.top - top + view.top))
        window.set_clip(None)

    def _picture(
        self, camera: Camera, place: Hashable, rect: pygame.Rect, about: Hashable, told: tuple[Hashable, ...]
    ) -> pygame.Surface:
        """A square as it is to be now, painted only when it is another one than before."""
        about = (about, rect.topleft, rect.size)
        kept = self._kept.get(place)
        if kept is None or kept[0] != about:
            fits = kept is not None and kept[1].get_size() == rect.size
            picture = kept[1] if kept is not None and fits else pygame.Surface(rect.size)
            self.paint(picture, camera.part(rect), told)
            self.painted += 1
            self._kept[place] = kept = (about, picture)
        self._kept.move_to_end(place)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return kept[1]


def _squares(seen: pygame.Rect) -> Iterator[tuple[Hashable, pygame.Rect]]:
    """Squares of the drawn sheet that lie in a part of it: column and row, and their pixels."""
    for row in range(seen.top // EDGE, (seen.bottom - 1) // EDGE + 1):
        for col in range(seen.left // EDGE, (seen.right - 1) // EDGE + 1):
            yield (col, row), pygame.Rect(col * EDGE, row * EDGE, EDGE, EDGE)


def around(camera: Camera, spots: Sequence[tuple[float, float]]) -> pygame.Rect:
    """Pixels of the drawn sheet about some places, with the room of a hex and a half around them."""
    room, scale = camera.radius * 3 // 2 + 2, camera.scale
    xs, ys = [round(x * scale) for x, _y in spots], [round(y * scale) for _x, y in spots]
    left, top = min(xs) - room, min(ys) - room
    return pygame.Rect(left, top, max(xs) + room - left, max(ys) + room - top)
