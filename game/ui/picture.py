"""The map of a scenario as a picture: the printed sheet with frame and legend, and every counter."""

from __future__ import annotations

import io
import os

import pygame

from game.i18n import text as _
from game.scenario.build import Start
from game.scenario.ground import load_ground
from game.ui.camera import COUNTER_SHARE
from game.ui.counters.counter import render_counter
from game.ui.faces import face_of
from game.ui.kit.theme import STANDARD
from game.ui.sheet.poster import layout, poster
from game.ui.sheet.style import LAYERS as SHEET_LAYERS
from game.ui.sheetspec import places_of, spec_of
from game.ui.table import Table

COUNTERS = "counters"
LAYERS = (*SHEET_LAYERS, COUNTERS)


def picture_bytes(
    start: Start, size: tuple[int, int], layers: frozenset[str], language: str, style: str
) -> bytes:
    """The map as PNG; needs no screen."""
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    picture = draw_picture(start, size, layers, language, style)
    file = io.BytesIO()
    pygame.image.save(picture, file, "map.png")
    return file.getvalue()


def draw_picture(
    start: Start, size: tuple[int, int], layers: frozenset[str], language: str, style: str
) -> pygame.Surface:
    """Sheet, frame and legend, then counters; names make way for the counters."""
    spec = spec_of(start)
    plan = layout(spec, size)
    table = Table(start)
    edge = round(start.board.scale * plan.px_per_m / 3**0.5 * COUNTER_SHARE)
    spots = {hex_: table.centers[hex_] for hex_ in table.stacks} if COUNTERS in layers else {}
    taken = [_square(x * plan.px_per_m, y * plan.px_per_m, round(edge * 1.2)) for x, y in spots.values()]
    picture = poster(
        load_ground(),
        spec,
        places_of(start, language),
        size,
        layers - {COUNTERS},
        ("en", language),
        avoid=taken,
        told=_told(table) if spots else (),
    )
    classes = start.roster.classes
    for hex_, (x, y) in spots.items():
        rows = table.stacks[hex_]
        face = face_of(table.counters[rows[0]], classes, stack=len(rows))
        counter = render_counter(face, edge, style, STANDARD)
        at = (plan.map.left + round(x * plan.px_per_m), plan.map.top + round(y * plan.px_per_m))
        picture.blit(counter, counter.get_rect(center=at))
    return picture


def _told(table: Table) -> tuple[str, ...]:
    """Scenario, hour and strengths, for the title."""
    bar, model = table.bar, table.start.bundle.scenario.model
    hour = f"{model.start.day} {model.start:%B %Y, %H:%M}"
    men = _(
        "Soviet {soviet} men, Japanese {japanese} men on the map",
        soviet=f"{bar.soviet:,}",
        japanese=f"{bar.japanese:,}",
    )
    return f"{model.name.en} · {hour}", men


def _square(x: float, y: float, side: int) -> pygame.Rect:
    return pygame.Rect(round(x) - side // 2, round(y) - side // 2, side, side)
