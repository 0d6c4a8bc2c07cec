"""Sheet meters to pixels and back, in fixed steps of zoom."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import pygame

RADII = (6, 10, 16, 24, 34, 52)
"""Pixels from a hex's center to its corner at each step of zoom; 34 is the drawn size of the sheet."""
DRAWN = RADII.index(34)
SHEET_M = (14_000.0, 12_000.0)
"""Width and height of the sheet."""
ROOT_3 = math.sqrt(3)
COUNTER_SHARE = 46 / 34
"""Edge of a counter in radii of its hex."""


@dataclass(slots=True)
class Camera:
    """A window onto the sheet; `x`, `y` are the sheet meters in its middle."""

    width_m: float
    height_m: float
    across_m: float
    x: float = 0.0
    y: float = 0.0
    step: int = DRAWN
    view: pygame.Rect = field(default_factory=lambda: pygame.Rect(0, 0, 1, 1))

    @property
    def radius(self) -> int:
        """Pixels from a hex's center to its corner."""
        return RADII[self.step]

    @property
    def scale(self) -> float:
        """Pixels a meter."""
        return self.scale_at(self.step)

    def scale_at(self, step: int) -> float:
        """Pixels a meter at a step of zoom."""
        return RADII[step] * ROOT_3 / self.across_m

    @property
    def counter(self) -> int:
        """Edge of a counter in pixels."""
        return round(self.radius * COUNTER_SHARE)

    def to_window(self, x: float, y: float) -> tuple[int, int]:
        """Pixel of the window for a place on the sheet."""
        scale, (left, top) = self.scale, self.corner()
        return round(x * scale) - left + self.view.left, round(y * scale) - top + self.view.top

    def to_sheet(self, at: tuple[int, int]) -> tuple[float, float]:
        """Place on the sheet below a pixel of the window."""
        scale, (left, top) = self.scale, self.corner()
        return (at[0] - self.view.left + left) / scale, (at[1] - self.view.top + top) / scale

    def corner(self) -> tuple[int, int]:
        """Pixel of the drawn sheet in the window's upper left corner."""
        scale = self.scale
        return round(self.x * scale - self.view.width / 2), round(self.y * scale - self.view.height / 2)

    def part(self, pixels: pygame.Rect) -> Camera:
        """A camera over these pixels of the drawn sheet alone, at the same step of zoom."""
        x, y = pixels.left + pixels.width / 2, pixels.top + pixels.height / 2
        return replace(self, x=x / self.scale, y=y / self.scale, view=pygame.Rect((0, 0), pixels.size))

    def pan(self, dx: float, dy: float) -> None:
        """Move the view by pixels."""
        self.center(self.x + dx / self.scale, self.y + dy / self.scale)

    def center(self, x: float, y: float) -> None:
        """Bring a place into the middle as far as the sheet's edges allow."""
        self.x = _held(x, self.view.width / self.scale, self.width_m)
        self.y = _held(y, self.view.height / self.scale, self.height_m)

    def zoom(self, steps: int, at: tuple[int, int] | None = None) -> bool:
        """Change the zoom by steps and keep the place below `at` where it is; false at the last step."""
        step = min(len(RADII) - 1, max(0, self.step + steps))
        if step == self.step:
            return False
        at = at or self.view.center
        x, y = self.to_sheet(at)
        self.step = step
        dx, dy = (at[0] - self.view.centerx) / self.scale, (at[1] - self.view.centery) / self.scale
        self.center(x - dx, y - dy)
        return True

    def reset(self) -> None:
        """Show the sheet in the size in which it was drawn; the middle stays."""
        self.zoom(DRAWN - self.step)

    def seen(self) -> tuple[float, float, float, float]:
        """The part of the sheet in view: left, top, right, bottom in meters."""
        left, top = self.to_sheet(self.view.topleft)
        right, bottom = self.to_sheet(self.view.bottomright)
        return left, top, right, bottom


def _held(middle: float, span: float, full: float) -> float:
    """Middle of a view that shows as little as possible beyond the sheet."""
    if span >= full:
        return full / 2
    return min(full - span / 2, max(span / 2, middle))
