"""What is done in a film, in thin ink: fire, assaults, flags, and what falls from the sky."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.ui.camera import Camera
from game.ui.film import Cue
from game.ui.kit.theme import Rgb, Theme
from game.ui.layers import film_bursts
from game.ui.layers.film_strokes import FLASH, PAPER, arrow, between, ring, star

POLE = (40, 32, 24)


def draw_effects(
    window: pygame.Surface, camera: Camera, cues: list[Cue], at: float, sides: tuple[str, ...], theme: Theme
) -> None:
    """Draw everything that is under way."""
    for cue in cues:
        paint = PAINTERS.get(cue.kind)
        if paint is not None:
            ink = theme.side(sides[cue.unit]).body if cue.unit >= 0 else theme.symbol_ink
            paint(window, camera, cue, cue.share(at), ink)


def _fire(window: pygame.Surface, camera: Camera, cue: Cue, share: float, ink: Rgb) -> None:
    """Short strokes on their way from the muzzle to the target, and a spark where they strike."""
    if cue.source is None or cue.source == cue.place:
        return
    a, b = camera.to_window(*cue.source), camera.to_window(*cue.place)
    width = max(1, camera.radius // 14)
    for n in range(4):
        tail = share * 1.35 - 0.12 * n - 0.06
        head = tail + 0.06
        if tail >= 0 and head <= 1:
            pygame.draw.line(window, PAPER, between(a, b, tail), between(a, b, head), width + 2)
            pygame.draw.line(window, ink, between(a, b, tail), between(a, b, head), width)
    if share < 0.5:
        star(window, a, max(3, camera.radius // 6), FLASH, share * 40)
    if share > 0.6:
        star(window, b, max(3, camera.radius // 5), ink, share * 30)


def _assault(window: pygame.Surface, camera: Camera, cue: Cue, share: float, ink: Rgb) -> None:
    """A tapered arrow that grows toward the hex; of who was thrown back, one that breaks off."""
    a = camera.to_window(*(cue.source or cue.place))
    b = camera.to_window(*cue.place)
    if abs(a[0] - b[0]) + abs(a[1] - b[1]) < camera.radius // 2:
        _ring(window, camera, cue, share, ink)
        return
    broken = cue.kind in ("repulsed", "fell_back")
    reach = min(1.0, share * 3) * (0.72 if broken else 1.0)
    tip = between(a, b, reach)
    arrow(window, a, tip, max(4, camera.radius // 4), ink)
    if broken and share > 0.3:
        r = max(4, camera.radius // 4)
        for way in (-1, 1):
            ends = (tip[0] - r, tip[1] - way * r), (tip[0] + r, tip[1] + way * r)
            pygame.draw.line(window, PAPER, *ends, max(3, r // 2))
            pygame.draw.line(window, ink, *ends, max(2, r // 4))


def _ring(window: pygame.Surface, camera: Camera, cue: Cue, share: float, ink: Rgb) -> None:
    """A ring that closes about a hex."""
    radius = round(camera.radius * (1.3 - 0.5 * min(1.0, 2 * share)))
    ring(window, camera.to_window(*cue.place), radius, ink)


def _flag(window: pygame.Surface, camera: Camera, cue: Cue, share: float, ink: Rgb) -> None:
    """A flag that goes up over a hill that has changed hands; `ink` of the new holder."""
    _ring(window, camera, cue, share, ink)
    x, y = camera.to_window(*cue.place)
    r = max(8, camera.radius // 2)
    foot, top = (x + r, y + r), y + r - round(2.6 * r * min(1.0, 2 * share))
    pygame.draw.line(window, POLE, foot, (x + r, top), 2)
    cloth = [(x + r, top), (x + 2 * r + r // 2, top + r // 3), (x + r, top + 2 * r // 3)]
    pygame.draw.polygon(window, ink, cloth)
    pygame.draw.aalines(window, PAPER, True, cloth)


def draw_flags(
    window: pygame.Surface, camera: Camera, cues: list[Cue], at: float, theme: Theme, holders: tuple[str, ...]
) -> None:
    """Hills that change hands; `holders` are the names of the sides by their rows."""
    for cue in cues:
        if cue.kind == "seized":
            named = 0 <= cue.detail < len(holders)
            ink = theme.side(holders[cue.detail]).body if named else theme.symbol_ink
            _flag(window, camera, cue, cue.share(at), ink)


Painter = Callable[[pygame.Surface, Camera, Cue, float, Rgb], None]
PAINTERS: dict[str, Painter] = {
    "fired": _fire,
    "shelled": film_bursts.shells,
    "under_shells": film_bursts.shells,
    "bombed": film_bursts.bombs,
    "flew": film_bursts.aircraft,
    "smoke": film_bursts.smoke,
    "assaulted": _assault,
    "repulsed": _assault,
    "fell_back": _assault,
    "captured": _assault,
    "routed": _ring,
    "knocked_out": _ring,
}
