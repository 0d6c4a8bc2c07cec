"""Pen strokes on a part of the picture: lines in sheet meters become SVG paths, drawn smooth."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pygame

from game.ui.kit.svg import document, hexcode
from game.ui.kit.theme import Rgb
from game.ui.sheet.field import F64
from game.ui.sheet.style import Scale


@dataclass(frozen=True, slots=True)
class View:
    """A rectangle of the picture of the whole sheet; `left`, `top` are pixels of the whole."""

    scale: Scale
    left: int
    top: int
    width: int
    height: int

    def px(self, points: F64) -> F64:
        """Sheet meters to pixels of this rectangle."""
        return np.asarray(points * self.scale.px_per_m - (self.left, self.top))

    def meters(self, margin_px: float = 0.0) -> tuple[float, float, float, float]:
        """Sheet meters of the rectangle, grown by a margin: left, top, right, bottom."""
        k = self.scale.px_per_m
        return (
            (self.left - margin_px) / k,
            (self.top - margin_px) / k,
            (self.left + self.width + margin_px) / k,
            (self.top + self.height + margin_px) / k,
        )

    def columns(self) -> F64:
        """Sheet meters of the middle of every column of pixels."""
        return np.asarray((self.left + np.arange(self.width) + 0.5) / self.scale.px_per_m, dtype=np.float64)

    def lines(self) -> F64:
        """Sheet meters of the middle of every row of pixels."""
        return np.asarray((self.top + np.arange(self.height) + 0.5) / self.scale.px_per_m, dtype=np.float64)

    def part(self, top: int, height: int) -> View:
        """A band of this rectangle."""
        return View(self.scale, self.left, self.top + top, self.width, height)


@dataclass(frozen=True, slots=True)
class Pen:
    """How a path is drawn; widths and dashes in pixels, `fill` for areas."""

    color: Rgb
    width: float = 0.0
    opacity: float = 1.0
    dash: tuple[float, ...] = ()
    cap: str = "butt"
    fill: bool = False

    def attributes(self) -> str:
        """The SVG attributes of the pen."""
        if self.fill:
            return f'fill="{hexcode(self.color)}" fill-opacity="{self.opacity:g}"'
        dashes = f' stroke-dasharray="{" ".join(f"{d:g}" for d in self.dash)}"' if self.dash else ""
        return (
            f'fill="none" stroke="{hexcode(self.color)}" stroke-opacity="{self.opacity:g}" '
            f'stroke-width="{self.width:.3g}" stroke-linejoin="round" stroke-linecap="{self.cap}"{dashes}'
        )


class Stroke:
    """Lines in sheet meters drawn with one pen as one figure, so that crossings do not darken."""

    __slots__ = ("high", "lines", "low", "pen")

    def __init__(self, lines: Sequence[F64], pen: Pen) -> None:
        self.lines, self.pen = lines, pen
        self.low, self.high = _bounds(lines)

    def within(self, limits: tuple[float, float, float, float]) -> list[F64]:
        """The lines that come near a rectangle."""
        left, top, right, bottom = limits
        near = (self.low <= (right, bottom)).all(axis=1) & (self.high >= (left, top)).all(axis=1)
        return [self.lines[k] for k in np.flatnonzero(near).tolist()]


def _bounds(lines: Sequence[F64]) -> tuple[F64, F64]:
    """Lower and upper corner of every line, float64[n, 2] each."""
    if not lines:
        return np.empty((0, 2)), np.empty((0, 2))
    points = np.concatenate(lines)
    starts = np.cumsum([0, *(len(line) for line in lines[:-1])])
    return np.minimum.reduceat(points, starts, axis=0), np.maximum.reduceat(points, starts, axis=0)


def draw(target: pygame.Surface, view: View, strokes: Iterable[Stroke]) -> None:
    """Draw strokes over the picture of a rectangle, in order."""
    paths = [path for stroke in strokes if (path := _path(view, stroke))]
    if not paths:
        return
    text = document("".join(paths), 0, 0, view.width, view.height)
    layer = pygame.image.load_sized_svg(io.BytesIO(text.encode()), (view.width, view.height))
    target.blit(layer, (0, 0))


def _path(view: View, stroke: Stroke) -> str:
    lines = stroke.within(view.meters(stroke.pen.width + 2.0))
    data = "".join(_moves(view.px(line), stroke.pen.fill) for line in lines)
    return f'<path d="{data}" {stroke.pen.attributes()}/>' if data else ""


def _moves(points: F64, close: bool) -> str:
    text = " ".join(f"{x:.2f} {y:.2f}" for x, y in points.tolist())
    return f"M{text}z" if close else f"M{text}"
