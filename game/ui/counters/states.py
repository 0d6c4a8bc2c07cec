"""Signs around and over a counter: shadow, rings, warning, trench, badge, and the mark beside the number."""

from __future__ import annotations

from functools import lru_cache

import pygame

from game.ui.counters.body import CUT, RADIUS, UNITS, outline
from game.ui.counters.face import Face
from game.ui.counters.strokes import disc, hole, line, solid
from game.ui.kit import svg
from game.ui.kit.svg import hexcode
from game.ui.kit.theme import Rgb, Theme

INK = "#2b2113"

BADGE = (57.5, 57.5, 8.6)
"""Centre and radius of the round badge with the number of units in the hex."""

MARK_WIDTH, MARK_HEIGHT = 20, 12

MARKS: dict[str, str] = {
    "guns": line("M3.6 5.4L19.6 2.2", 2.3)
    + line("M7 6.6L.4 11.2", 2)
    + disc(9, 7.6, 4.2)
    + hole(9, 7.6, 1.5),
    "tanks": solid(
        "M1 8.8C1 7.4 2 6.6 3.4 6.6H16.6C18 6.6 19 7.4 19 8.8S18 11.4 16.6 11.4H3.4C2 11.4 1 10.2 1 8.8z"
    )
    + solid("M5.4 6.2L6.2 2H11.8L12.4 3.2H19.4V5H12.6L12.8 6.2z"),
    "vehicles": solid("M1 3H12V9H1zM12.8 4.6H16.4L18 7H19.4V9H12.8z")
    + disc(4.8, 9.4, 2.2)
    + disc(15.4, 9.4, 2.2),
    "aircraft": solid(
        "M10 .6C10.9 .6 11.3 1.6 11.3 3V4.2L19.4 6V7.6L11.2 7.4 10.8 9.6 12.8 10.6V11.6H7.2V10.6"
        "L9.2 9.6 8.8 7.4 .6 7.6V6L8.7 4.2V3"
        "C8.7 1.6 9.1 .6 10 .6z"
    ),
    "vessels": solid(
        "M.8 7.6H19.2C18.6 9.6 17.6 11 16 11.4H4C2.4 11 1.4 9.6 .8 7.6zM5 7V4.2H8V1.4H9.4V4.2H13.4V7z"
    ),
}
"""Small marks that say what the number counts."""


def warning(theme: Theme) -> str:
    """The yellow triangle with its exclamation mark, over the top right corner."""
    return (
        f'<path d="M57 -7L69 13.4H45z" fill="{hexcode(theme.selection)}" stroke="{INK}" stroke-width="1.9" '
        f'stroke-linejoin="round"/><path d="M57 -.6V6.6M57 8.4V11.4" stroke="{INK}" stroke-width="2.8"/>'
    )


def trench(theme: Theme) -> str:
    """The brass breastwork around the lower edge."""
    path = "M-3.2 46V56.6L6.6 66.6H57.4L67.2 56.6V46"
    return "".join(
        f'<path d="{path}" fill="none" stroke="{hexcode(color)}" stroke-width="{width:g}"/>'
        for color, width in ((theme.trench_edge, 6.2), (theme.trench, 3.4))
    )


def badge(theme: Theme) -> str:
    """The round ivory badge that holds the number of units in the hex."""
    x, y, r = BADGE
    fill, edge = hexcode(theme.ivory), hexcode(theme.symbol_ink)
    return f'<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}" stroke="{edge}" stroke-width="1.8"/>'


def ring(face: Face, color: Rgb, *, ticks: bool = False) -> str:
    """A bright line around the counter; ticks on the four sides make it a gun sight."""
    radius, cut = RADIUS[face.side], CUT if "done" in face.states else 0
    path = outline(radius, cut, 2.4)
    drawn = f'<path d="{path}" fill="none" stroke="{hexcode(color)}" stroke-width="3.4"/>'
    if ticks:
        cross = "M32 -9.5V3.6M32 60.4V73.5M-9.5 32H3.6M60.4 32H73.5"
        drawn += f'<path d="{cross}" fill="none" stroke="{hexcode(color)}" stroke-width="3.6"/>'
    return drawn


def over(face: Face, theme: Theme, *, signs: bool) -> str:
    """Everything that lies over the printed counter."""
    parts = []
    if "selected" in face.states:
        parts.append(ring(face, theme.selection))
    if "target" in face.states:
        parts.append(ring(face, theme.target, ticks=True))
    if signs and "entrenched" in face.states:
        parts.append(trench(theme))
    if signs and "suppressed" in face.states:
        parts.append(warning(theme))
    if signs and face.stack > 1:
        parts.append(badge(theme))
    return "".join(parts)


@lru_cache(maxsize=128)
def glow(side: str, cut: bool, size: int, margin: int, color: Rgb, alpha: int, blur: int) -> pygame.Surface:
    """A blurred patch in the shape of the counter: shadow or halo."""
    span = size + 2 * margin
    unit = margin * UNITS / size
    shape = f'<path d="{outline(RADIUS[side], CUT if cut else 0, 1)}" fill="{hexcode(color)}"/>'
    canvas = pygame.Surface((span, span), pygame.SRCALPHA)
    canvas.fill((*color, 0))
    canvas.blit(
        svg.draw(svg.document(shape, -unit, -unit, UNITS + 2 * unit, UNITS + 2 * unit), (span, span)), (0, 0)
    )
    soft = pygame.transform.gaussian_blur(canvas, max(1, blur))
    soft.fill((255, 255, 255, alpha), special_flags=pygame.BLEND_RGBA_MULT)
    return soft


def mark(bearer: str, color: Rgb, ground: Rgb, height: int) -> pygame.Surface:
    """The small mark that says what a number counts."""
    content = MARKS[bearer].replace("INK", hexcode(color)).replace("GAP", hexcode(ground))
    document = svg.document(content, 0, 0, MARK_WIDTH, MARK_HEIGHT)
    return svg.picture(document, (round(height * MARK_WIDTH / MARK_HEIGHT), height))
