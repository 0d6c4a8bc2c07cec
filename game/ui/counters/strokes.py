"""Parts that silhouettes are put together from: filled and stroked paths, wheels, tracks, turned groups.

INK stands for the color of the figure, GAP for the ground behind it, which is how a part shows a seam.
"""

from __future__ import annotations

from math import cos, radians, sin


def solid(path: str) -> str:
    """A filled path."""
    return f'<path d="{path}" fill="INK"/>'


def gap(path: str) -> str:
    """A path cut out of what lies under it."""
    return f'<path d="{path}" fill="GAP"/>'


def line(path: str, width: float, cap: str = "butt") -> str:
    """A stroked path."""
    return (
        f'<path d="{path}" fill="none" stroke="INK" stroke-width="{width:g}" stroke-linecap="{cap}" '
        'stroke-linejoin="round"/>'
    )


def seam(path: str, width: float = 0.9) -> str:
    """A stroke cut out of what lies under it."""
    return f'<path d="{path}" fill="none" stroke="GAP" stroke-width="{width:g}"/>'


def disc(x: float, y: float, r: float) -> str:
    """A filled circle."""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="INK"/>'


def hole(x: float, y: float, r: float) -> str:
    """A circle cut out of what lies under it."""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="GAP"/>'


def ring(x: float, y: float, r: float, width: float) -> str:
    """An empty circle."""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="none" stroke="INK" stroke-width="{width:g}"/>'


def turned(content: str, degrees: float, x: float, y: float) -> str:
    """A part turned about its own origin, which is set down at a place."""
    return f'<g transform="translate({x:g} {y:g}) rotate({degrees:g})">{content}</g>'


def moved(content: str, x: float, y: float, scale: float = 1.0) -> str:
    """A part set down at a place, at a scale."""
    return f'<g transform="translate({x:g} {y:g}) scale({scale:g})">{content}</g>'


def flipped(content: str, width: float) -> str:
    """A figure seen from the other side."""
    return f'<g transform="translate({width:g} 0) scale(-1 1)">{content}</g>'


def spoked(x: float, y: float, r: float, spokes: int = 8) -> str:
    """A gun wheel: rim, hub and spokes, with a seam around it."""
    rays = ""
    for number in range(spokes):
        angle = radians(360 / spokes * number + 11)
        rays += f"M{x:g} {y:g}L{x + r * cos(angle):.2f} {y + r * sin(angle):.2f}"
    return hole(x, y, r + 1.3) + line(rays, 0.85) + ring(x, y, r - 0.5, 1.7) + disc(x, y, r * 0.27)


def tyre(x: float, y: float, r: float) -> str:
    """A rubber wheel, with a seam around it."""
    return hole(x, y, r + 1) + disc(x, y, r) + hole(x, y, r * 0.46) + disc(x, y, r * 0.2)


def track(left: float, right: float, y: float, height: float, wheels: int) -> str:
    """A tank's running gear: the closed track with its road wheels."""
    r = height / 2
    band = (
        f'<rect x="{left:g}" y="{y:g}" width="{right - left:g}" height="{height:g}" rx="{r:g}" fill="none" '
        'stroke="INK" stroke-width="1.5"/>'
    )
    first, last = left + r, right - r
    step = (last - first) / (wheels - 1)
    small = min(step * 0.46, r * 0.62)
    rolls = "".join(disc(first + step * n, y + r + 0.3, small) for n in range(wheels))
    return band + rolls
