"""A whole printed sheet: the map in its frame with minutes of arc, and title, scale and legend beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pygame

from game.scenario.ground import Ground
from game.ui.kit.theme import SHEET
from game.ui.sheet import legend
from game.ui.sheet.bake import ALL, Place, Progress, SheetSpec, bake
from game.ui.sheet.field import F64, hashed
from game.ui.sheet.geodesy import degrees
from game.ui.sheet.legend import Page
from game.ui.sheet.style import SECOND, Scale, contour_step, lighter

EAST_M, NORTH_M = 625_500.0, 4_708_500.0
"""The north-western corner of the sheet, UTM zone 52 (EPSG:32652)."""

DESIGN_HEIGHT = 1080.0
MARGIN, FRAME, GAP = 30, 26, 34
LEAST_COLUMN = 300
NOTES = 170
SMALLEST = (640, 480)
WIDE = 1.28
"""From this ratio of width to height on the legend stands beside the map, else below it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the map and the text beside it go, in pixels."""

    unit: float
    px_per_m: float
    map: pygame.Rect
    text: pygame.Rect


def layout(spec: SheetSpec, size: tuple[int, int]) -> Layout:
    """Fit the sheet and its legend into a picture."""
    width, height = size
    unit = min(height / DESIGN_HEIGHT, width / (DESIGN_HEIGHT * 1.3))
    margin, frame, gap = (round(n * unit) for n in (MARGIN, FRAME, GAP))
    edge = margin + frame
    wide = width / height >= WIDE
    right = gap + round(LEAST_COLUMN * unit) + margin if wide else margin
    below = margin if wide else round(420 * unit)
    room_x, room_y = width - edge - frame - right, height - edge - frame - below
    scale = min(room_x / spec.width_m, room_y / spec.height_m)
    across, down = round(spec.width_m * scale), round(spec.height_m * scale)
    if wide:
        chart = pygame.Rect(edge, (height - down) // 2, across, down)
        left = chart.right + frame + gap
        text = pygame.Rect(left, chart.top - frame, width - margin - left, down + 2 * frame)
    else:
        chart = pygame.Rect((width - across) // 2, edge, across, down)
        top = chart.bottom + frame + gap // 2
        text = pygame.Rect(chart.left - frame, top, across + 2 * frame, height - margin - top)
    return Layout(unit, scale, chart, text)


def poster(
    ground: Ground,
    spec: SheetSpec,
    places: Sequence[Place],
    size: tuple[int, int],
    layers: frozenset[str] = ALL,
    languages: Sequence[str] = ("en", "ru"),
    progress: Progress | None = None,
    avoid: Sequence[pygame.Rect] = (),
    told: tuple[str, ...] = (),
) -> pygame.Surface:
    """The whole sheet with frame, title, scale bar and legend, as a picture of exactly `size` pixels.

    `avoid` are rectangles in pixels of the map, counted from its corner `layout(spec, size).map.topleft`, on
    which no name may stand.

    Raises
    ------
    ValueError
        When the picture is smaller than 640 x 480 pixels, or a layer is unknown.
    """
    if size[0] < SMALLEST[0] or size[1] < SMALLEST[1]:
        least = f"{SMALLEST[0]} x {SMALLEST[1]}"
        raise ValueError(f"a framed sheet needs at least {least} pixels, not {size[0]} x {size[1]}")
    plan = layout(spec, size)
    page = Page(_paper(size), plan.unit)
    chart = bake(
        ground, spec, places, plan.px_per_m, layers, languages, progress, avoid=avoid, larger=_larger(plan)
    )
    _frame(page, plan, spec)
    page.surface.blit(chart, plan.map.topleft)
    pygame.draw.rect(page.surface, SHEET.ink, plan.map.inflate(2, 2), 1)
    _beside(page, plan, told)
    return page.surface


def _larger(plan: Layout) -> float:
    """Signs and letters of the map grow on large pictures, so that they keep up with the legend."""
    return min(1.5, max(1.0, 0.7 * plan.unit))


def _paper(size: tuple[int, int]) -> pygame.Surface:
    """Blank paper, a little lighter than the map, with some grain."""
    base = np.array(lighter(SHEET.paper_low, 0.25), dtype=np.float32)
    grain = hashed(np.arange(size[0])[None, :], np.arange(size[1])[:, None], 97) * np.float32(5) - np.float32(
        2
    )
    pixels = np.clip(base + grain[..., None], 0, 255).astype(np.uint8)
    image = pygame.image.frombuffer(np.ascontiguousarray(pixels).tobytes(), size, "RGB")
    paper = pygame.Surface(size, 0, 32)
    paper.blit(image, (0, 0))
    return paper


def _frame(page: Page, plan: Layout, spec: SheetSpec) -> None:
    """Neatline, a band of minutes in black and white, and a heavy outer line."""
    band, gap = page.px(5), page.px(4)
    inner = plan.map.inflate(2 * gap, 2 * gap)
    outer = inner.inflate(2 * band, 2 * band)
    pygame.draw.rect(page.surface, SHEET.halo, outer)
    pygame.draw.rect(page.surface, SHEET.ink, inner, 1)
    _minutes(page, plan, spec, inner, band)
    pygame.draw.rect(page.surface, SHEET.ink, outer, page.px(1))
    heavy = outer.inflate(2 * page.px(6), 2 * page.px(6))
    pygame.draw.rect(page.surface, SHEET.ink, heavy, page.px(3))


def _minutes(page: Page, plan: Layout, spec: SheetSpec, inner: pygame.Rect, band: int) -> None:
    """Alternate minutes of arc along the four edges, every second one with its number."""
    steps = np.linspace(0.0, 1.0, 201)
    for south in (False, True):
        along = EAST_M + spec.width_m * steps
        north = np.full_like(along, NORTH_M - spec.height_m * south)
        for start, end, minute in _spans(steps, degrees(along, north)[1]):
            x0, x1 = (inner.left + round(s * inner.width) for s in (start, end))
            y = inner.bottom if south else inner.top - band
            if minute % 2 == 0:
                pygame.draw.rect(page.surface, SHEET.ink, (x0, y, x1 - x0, band))
    for east in (False, True):
        along = NORTH_M - spec.height_m * steps
        side = np.full_like(along, EAST_M + spec.width_m * east)
        for start, end, minute in _spans(steps, degrees(side, along)[0]):
            y0, y1 = (inner.top + round(s * inner.height) for s in (start, end))
            x = inner.right if east else inner.left - band
            if minute % 2 == 0:
                pygame.draw.rect(page.surface, SHEET.ink, (x, y0, band, y1 - y0))
    _corners(page, plan, spec)


def _spans(steps: F64, angle: F64) -> list[tuple[float, float, int]]:
    """Stretches of an edge that lie within one minute: shares of the edge, and the minute."""
    minutes = angle * 60
    low, high = int(np.floor(minutes.min())), int(np.ceil(minutes.max()))
    order = np.argsort(minutes)
    found = []
    for minute in range(low, high):
        ends = np.interp([minute, minute + 1], minutes[order], steps[order])
        start, end = sorted(ends.tolist())
        if end > start:
            found.append((start, end, minute))
    return found


def _corners(page: Page, plan: Layout, spec: SheetSpec) -> None:
    """Latitude and longitude of the four corners, to the second."""
    high = page.px(15)
    for east in (False, True):
        for south in (False, True):
            latitude, longitude = degrees(
                np.array(EAST_M + spec.width_m * east), np.array(NORTH_M - spec.height_m * south)
            )
            text = f"{_dms(float(latitude))} N   {_dms(float(longitude))} E"
            x = plan.map.right if east else plan.map.left
            y = plan.map.bottom + page.px(17) if south else plan.map.top - page.px(17) - high
            page.write(text, (x, y), "serif", 11, SECOND, align=1.0 if east else 0.0)


def _dms(angle: float) -> str:
    seconds = round(angle * 3600)
    return f"{seconds // 3600}°{seconds // 60 % 60:02d}′{seconds % 60:02d}″"


def _beside(page: Page, plan: Layout, told: tuple[str, ...]) -> None:
    """Title, scale bar, legend, notes."""
    rect = plan.text
    y = legend.draw_title(page, rect.left, rect.top, min(rect.width, page.px(520)), told)
    y = legend.draw_scale_bar(page, rect.left, y, min(rect.width, page.px(520)), plan.px_per_m)
    signs = min(1.3, max(0.8, page.unit * 0.9))
    room = max(1, rect.bottom - y - page.px(8) - page.px(NOTES))
    y = legend.draw_legend(
        page,
        pygame.Rect(rect.left, y + page.px(8), rect.width, room),
        signs,
        contour_step(Scale(plan.px_per_m)),
    )
    legend.draw_notes(page, pygame.Rect(rect.left, y + page.px(12), rect.width, 1))
