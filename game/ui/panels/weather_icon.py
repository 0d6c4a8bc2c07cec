"""Small pictures of the weather: sun or moon, cloud, drops and bars of fog, put together by weather id."""

from __future__ import annotations

import math

import pygame

from game.ui.kit.draw import Ui

PARTS: dict[str, tuple[str, ...]] = {
    "clear": ("sun",),
    "haze": ("sun", "bars"),
    "overcast": ("cloud",),
    "low-cloud": ("cloud",),
    "rain": ("cloud", "drops"),
    "downpour": ("cloud", "drops"),
    "fog": ("bars", "cloud"),
}


def draw_weather(
    target: pygame.Surface, ui: Ui, weather: str, middle: tuple[int, int], night: bool = False
) -> None:
    """Paint the parts of a kind of weather; one that is not known is painted as cloud."""
    for part in PARTS.get(weather.replace("_", "-"), ("cloud",)):
        _PAINTERS["moon" if night and part == "sun" else part](target, ui, middle)


def _sun(target: pygame.Surface, ui: Ui, middle: tuple[int, int]) -> None:
    x, y = middle
    for ray in range(8):
        angle = ray * math.pi / 4
        inner, outer = ((x + math.cos(angle) * ui.dp(r), y + math.sin(angle) * ui.dp(r)) for r in (11, 16))
        pygame.draw.line(target, ui.theme.selection, inner, outer, max(1, ui.dp(2)))
    pygame.draw.circle(target, ui.theme.selection, middle, ui.dp(8))


def _moon(target: pygame.Surface, ui: Ui, middle: tuple[int, int]) -> None:
    """A sickle, cut out of a picture of its own: the bar below it has other colors."""
    r = ui.dp(11)
    moon = pygame.Surface((2 * r, 2 * r), pygame.SRCALPHA)
    pygame.draw.circle(moon, ui.theme.ivory, (r, r), r)
    pygame.draw.circle(moon, (0, 0, 0, 0), (r + r // 2, r - r // 4), r)
    target.blit(moon, moon.get_rect(center=middle))


def _cloud(target: pygame.Surface, ui: Ui, middle: tuple[int, int]) -> None:
    x, y = middle[0], middle[1] - ui.dp(3)
    for dx, dy, r in ((-8, 2, 7), (0, -3, 9), (9, 2, 7)):
        pygame.draw.circle(target, ui.theme.muted, (x + ui.dp(dx), y + ui.dp(dy)), ui.dp(r))
    pygame.draw.rect(target, ui.theme.muted, (x - ui.dp(9), y, ui.dp(19), ui.dp(9)), border_radius=ui.dp(4))


def _drops(target: pygame.Surface, ui: Ui, middle: tuple[int, int]) -> None:
    x, y = middle[0], middle[1] + ui.dp(9)
    for dx in (-9, 0, 9):
        start = (x + ui.dp(dx), y)
        pygame.draw.line(target, ui.theme.good, start, (start[0] - ui.dp(3), y + ui.dp(7)), max(1, ui.dp(2)))


def _bars(target: pygame.Surface, ui: Ui, middle: tuple[int, int]) -> None:
    x, y = middle[0], middle[1] + ui.dp(8)
    for row, width in enumerate((30, 24, 30)):
        top = y + ui.dp(5 * row) - ui.dp(1)
        rect = pygame.Rect(x - ui.dp(width) // 2, top, ui.dp(width), max(1, ui.dp(2)))
        pygame.draw.rect(target, ui.theme.text, rect)


_PAINTERS = {"sun": _sun, "moon": _moon, "cloud": _cloud, "drops": _drops, "bars": _bars}
