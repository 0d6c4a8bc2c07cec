"""Paper tinted by height and shaded as if the sun stood in the north-west, with the grain of the paper."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from game.ui.kit.theme import SHEET, Rgb
from game.ui.sheet import style
from game.ui.sheet.field import F32, hashed, smoothstep
from game.ui.sheet.ink import View
from game.ui.sheet.survey import Survey

TILE = 512
SUNLIT = (255.0, 250.0, 236.0)
COOL_SHARE = 0.38


def tinted(color: F32, other: Rgb, share: F32) -> None:
    """Move float32[3, h, w] colors toward one color, in place, by a share for every pixel."""
    for k, part in enumerate(other):
        color[k] += (np.float32(part) - color[k]) * share


def paper(view: View, heights: F32 | None) -> F32:
    """float32[3, h, w] paper: pale in the plain, tan on the hills; all pale without heights."""
    color = np.empty((3, view.height, view.width), dtype=np.float32)
    color[:] = np.array(SHEET.paper_low, dtype=np.float32)[:, None, None]
    if heights is not None:
        tinted(color, SHEET.paper_middle, smoothstep(8.0, 63.0, heights))
        tinted(color, SHEET.paper_high, smoothstep(60.0, 155.0, heights))
    return color


def heights(survey: Survey, view: View) -> F32:
    """Meters above the sea at every pixel."""
    return survey.heights.sample(view.columns(), view.lines())


def slopes(survey: Survey, view: View) -> tuple[F32, F32]:
    """Rise to the east and to the south at every pixel, meters a meter, with the brushwork of the shading."""
    xs, ys = view.columns(), view.lines()
    return survey.furrows.sample(xs, ys, along_x=1), survey.furrows.sample(xs, ys, along_y=1)


def light(east: F32, south: F32) -> F32:
    """Light on a slope under three suns; 1 on level ground.

    Parameters
    ----------
    east, south : float32[h, w]
        Rise to the east and to the south, meters a meter.
    """
    k = np.float32(style.EXAGGERATION)
    length = np.sqrt(1 + k * k * (east * east + south * south))
    total = np.zeros_like(east)
    level = 0.0
    for azimuth, altitude, weight in style.SUNS:
        a, h = math.radians(azimuth), math.radians(altitude)
        x, y = math.sin(a) * math.cos(h), -math.cos(a) * math.cos(h)
        facing = (math.sin(h) - k * np.float32(x) * east - k * np.float32(y) * south) / length
        total += np.float32(weight) * np.maximum(facing, 0)
        level += weight * math.sin(h)
    return total / np.float32(level)


def shade(color: F32, lit: F32) -> None:
    """Darken what turns from the sun toward a cool gray, lighten what faces it, in place."""
    dark = np.float32(0.46) * np.tanh(np.float32(1.5) * np.maximum(1 - lit, 0))
    bright = np.float32(0.2) * np.tanh(np.float32(2.2) * np.maximum(lit - 1, 0))
    for k, (low, high) in enumerate(zip(SHEET.shade, SUNLIT, strict=True)):
        color[k] += (np.float32(COOL_SHARE * low) - color[k]) * dark
        color[k] += (np.float32(high) - color[k]) * bright


@lru_cache(maxsize=1)
def _grain() -> F32:
    """One tile of paper grain: fine noise and faint clouds, float32[512, 512], joins at its edges."""
    at = np.arange(TILE)
    fine = sum(hashed(at[None, :], at[:, None], seed) for seed in (3, 5, 7)) - np.float32(1.5)
    clouds = hashed(at[None, :] // 64, at[:, None] // 64, 9).astype(np.float64)
    kernel = np.hanning(131)[1:-1]
    kernel /= kernel.sum()
    for axis in (0, 1):
        spectrum = np.fft.rfft(clouds, axis=axis)
        weights = np.fft.rfft(np.r_[kernel, np.zeros(TILE - len(kernel))])
        shape = (-1, 1) if axis == 0 else (1, -1)
        clouds = np.fft.irfft(spectrum * weights.reshape(shape), TILE, axis=axis)
    fine = np.asarray(fine) * (style.GRAIN_SIGMA / 0.5)
    return np.asarray(fine + (clouds - clouds.mean()) * 9.0, dtype=np.float32)


def grain(color: F32, view: View) -> None:
    """Lay the grain of the paper over the colors, in place; it hangs on the sheet, not on the rectangle."""
    tile = _grain()
    rows = (view.top + np.arange(view.height)) % TILE
    cols = (view.left + np.arange(view.width)) % TILE
    color += tile[rows][:, cols]


def printed(color: F32) -> NDArray[np.uint8]:
    """Colors as bytes, uint8[h, w, 3]."""
    np.clip(color + np.float32(0.5), 0, 255, out=color)
    return np.ascontiguousarray(color.astype(np.uint8).transpose(1, 2, 0))
