"""Shells, bombs, smoke and aircraft of a film, in thin ink."""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin

import pygame

from game.ui.camera import Camera
from game.ui.film import Cue, Point
from game.ui.kit.theme import Rgb
from game.ui.layers.film_strokes import FLASH, PAPER, At, between, star

FRAMES = 12
"""Pictures of a burst, made once for each size."""
MOST_BURSTS = 9
SOIL, SMOKE, SHADOW = (72, 52, 34), (96, 90, 82), (40, 36, 30)


def shells(window: pygame.Surface, camera: Camera, cue: Cue, share: float, ink: Rgb) -> None:
    """A flash at the battery, then bursts over the hex: more for more rounds."""
    if cue.source is not None and share < 0.35:
        a = camera.to_window(*cue.source)
        star(window, a, max(3, camera.radius // 4), FLASH, share * 25)
        _arc(window, a, camera.to_window(*cue.place), share / 0.35, ink)
    _bursts(window, camera, cue, (share - 0.3) / 0.7, min(MOST_BURSTS, 2 + cue.amount // 12), 0.75)


def _arc(window: pygame.Surface, a: At, b: At, share: float, ink: Rgb) -> None:
    """A shell's way as dots that climb and fall."""
    high = max(20, abs(b[0] - a[0]) // 5)
    for n in range(5):
        on = share - 0.07 * n
        if 0 <= on <= 1:
            x, y = between(a, b, on)
            pygame.draw.circle(window, ink, (x, round(y - high * 4 * on * (1 - on))), 2)


def bombs(window: pygame.Surface, camera: Camera, cue: Cue, share: float, ink: Rgb) -> None:  # noqa: ARG001
    """A stick of heavy bursts; the aircraft that dropped it are told of by their flight."""
    _bursts(window, camera, cue, (share - 0.2) / 0.8, min(MOST_BURSTS, 3 + cue.amount // 6), 1.1)


def _bursts(window: pygame.Surface, camera: Camera, cue: Cue, share: float, number: int, size: float) -> None:
    if share <= 0:
        return
    x, y = camera.to_window(*cue.place)
    reach, px = camera.radius * 0.7, max(8, round(camera.radius * size))
    for n in range(number):
        age = share * 1.6 - 0.6 * n / number
        if 0 <= age < 1:
            dx, dy = scattered(cue.event, n)
            picture = _burst(px, int(age * FRAMES))
            window.blit(picture, picture.get_rect(center=(round(x + reach * dx), round(y + reach * dy))))


def scattered(event: int, n: int) -> Point:
    """A place within a circle of radius 1, the same for the same burst every time: cosmetic, not chance."""
    mixed = (event * 2_654_435_761 + n * 40_503 * 65_537) & 0xFFFF_FFFF
    angle, far = (mixed & 0xFFFF) / 0xFFFF * 2 * pi, ((mixed >> 16) / 0xFFFF) ** 0.5
    return far * cos(angle), far * sin(angle)


@lru_cache(maxsize=256)
def _burst(px: int, frame: int) -> pygame.Surface:
    """A fountain of earth that sinks into a cloud, on a transparent ground."""
    age = frame / FRAMES
    side = 2 * px + 4
    picture = pygame.Surface((side, side), pygame.SRCALPHA)
    middle = side // 2
    fade = round(255 * (1 - age) ** 0.8)
    cloud = round(px * (0.25 + 0.5 * age))
    for n in range(5):
        angle = n * 2 * pi / 5 + 0.4
        spot = (round(middle + cos(angle) * cloud * 0.6), round(middle + sin(angle) * cloud * 0.45))
        pygame.draw.circle(picture, (*SMOKE, fade // 3), spot, max(2, round(cloud * 0.5)))
    for n in range(9):
        angle = -pi / 2 + (n - 4) * 0.32
        near, far = px * 0.3 * age, px * (0.35 + 0.6 * age)
        a = (round(middle + cos(angle) * near), round(middle + sin(angle) * near))
        b = (round(middle + cos(angle) * far), round(middle + sin(angle) * far))
        pygame.draw.line(picture, (*SOIL, fade), a, b, max(1, px // 10))
    if frame < 3:
        pygame.draw.circle(picture, (*FLASH, 230), (middle, middle), max(2, px // 3 - frame))
    return picture


def aircraft(window: pygame.Surface, camera: Camera, cue: Cue, share: float, ink: Rgb) -> None:
    """Aircraft crossing their aim from the north-east, beside those of other flights, with their shadows."""
    (x, y), (aside, behind) = camera.to_window(*cue.place), scattered(cue.event, 0)
    size, far = max(10, round(camera.radius * 0.7)), camera.radius * 9
    on = 0.5 - share + 0.12 * behind
    at = (round(x + far * on), round(y - far * 0.4 * on + 1.6 * camera.radius * aside))
    picture, shadow = _aircraft(size, ink), _shadow(size)
    window.blit(shadow, shadow.get_rect(center=(at[0] + size // 2, at[1] + size // 2)))
    window.blit(picture, picture.get_rect(center=at))


@lru_cache(maxsize=16)
def _aircraft(px: int, ink: Rgb) -> pygame.Surface:
    """A monoplane seen from above, flying to the left and a little down."""
    picture = pygame.Surface((2 * px, 2 * px), pygame.SRCALPHA)
    unit = px / 10
    hull = [(-9, 0), (-6, -1.3), (6, -0.8), (9, 0), (6, 0.8), (-6, 1.3)]
    wing = [(-5, -9.5), (-2.6, -9.5), (-0.6, 0), (-2.6, 9.5), (-5, 9.5), (-4.6, 0)]
    tail = [(6.4, -3.4), (8, -3.4), (8.4, 0), (8, 3.4), (6.4, 3.4)]
    for shape in (wing, tail, hull):
        points = [(px + x * unit, px + y * unit) for x, y in shape]
        pygame.draw.polygon(picture, ink, points)
        pygame.draw.aalines(picture, PAPER, True, points)
    return pygame.transform.rotate(picture, 22)


@lru_cache(maxsize=16)
def _shadow(px: int) -> pygame.Surface:
    shade = _aircraft(px, SHADOW).copy()
    shade.fill((60, 54, 46, 80), special_flags=pygame.BLEND_RGBA_MULT)
    return shade


def smoke(window: pygame.Surface, camera: Camera, cue: Cue, share: float, ink: Rgb) -> None:  # noqa: ARG001
    """Clouds over a hex."""
    x, y = camera.to_window(*cue.place)
    for n in range(5):
        dx, dy = scattered(cue.event, n)
        picture = _burst(max(10, camera.radius // 2), min(FRAMES - 1, 4 + int(share * 8)))
        window.blit(picture, picture.get_rect(center=(round(x + dx * 20), round(y + dy * 20))))
