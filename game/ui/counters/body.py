"""The printed counter as SVG on a grid of 64 units: body, nation, echelon, symbol box, strength steps."""

from __future__ import annotations

from dataclasses import dataclass

from game.ui.counters import silhouettes, symbols
from game.ui.counters.face import ECHELONS, Face
from game.ui.kit.svg import hexcode
from game.ui.kit.theme import Rgb, Theme, luminance, mix, scaled

UNITS = 64
CUT = 15
"""How much of the lower right corner a unit that is done has lost."""

RADIUS = {"soviet": 4.5, "japanese": 11.0}
"""Corner radius: the Soviet counter is square-cut, the Japanese one round, at every size."""

GREY: Rgb = (110, 110, 110)
STYLES = ("symbol", "silhouette")


@dataclass(frozen=True, slots=True)
class Layout:
    """What is shown at a size, and where the box stands (left, top, width, height in units)."""

    box: tuple[float, float, float, float]
    marks: bool
    numbers: bool = False
    label: bool = False


SMALL = Layout(box=(7, 14.5, 50, 35), marks=False)
MIDDLE = Layout(box=(7.5, 20, 41, 30), marks=True)
LARGE = Layout(box=(14.6, 13.5, 37, 24.7), marks=True, numbers=True)
FULL = Layout(box=(14.6, 13.5, 37, 24.7), marks=True, numbers=True, label=True)

DOT_BELOW = 12


def layout_for(size: int) -> Layout | None:
    """What fits on a counter of this many pixels; None when only a dot does."""
    if size < DOT_BELOW:
        return None
    for least, layout in ((46, FULL), (40, LARGE), (24, MIDDLE)):
        if size >= least:
            return layout
    return SMALL


def outline(radius: float, cut: float = 0, grow: float = 0) -> str:
    """Path of the counter's edge, with its lower right corner cut off on demand."""
    low, high = 1.0 - grow, UNITS - 1.0 + grow
    r = radius + grow
    corner = (
        f"V{high - cut:g}L{high - cut:g} {high:g}"
        if cut
        else f"V{high - r:g}A{r:g} {r:g} 0 0 1 {high - r:g} {high:g}"
    )
    return (
        f"M{low + r:g} {low:g}H{high - r:g}A{r:g} {r:g} 0 0 1 {high:g} {low + r:g}{corner}"
        f"H{low + r:g}A{r:g} {r:g} 0 0 1 {low:g} {high - r:g}V{low + r:g}"
        f"A{r:g} {r:g} 0 0 1 {low + r:g} {low:g}z"
    )


def tone(face: Face, theme: Theme) -> Rgb:
    """Body color: greyed for a unit that is done."""
    color = theme.side(face.side).body
    return mix(color, GREY, 0.45) if "done" in face.states else color


def _shading(name: str, color: Rgb) -> str:
    """The light from above on a counter body."""
    return (
        f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" x1="0" y1="1" x2="0" y2="63">'
        f'<stop offset="0" stop-color="{hexcode(scaled(color, 1.13))}"/>'
        f'<stop offset="1" stop-color="{hexcode(scaled(color, 0.9))}"/></linearGradient>'
    )


def _plate(face: Face, theme: Theme, copy: int = 0) -> str:
    """One counter body: shaded face, dark edge, a light line under the top; copies lie darker underneath."""
    side, radius = theme.side(face.side), RADIUS[face.side]
    color = scaled(tone(face, theme), (1, 0.74, 0.6)[copy])
    ghost, cut = "unconfirmed" in face.states, CUT if "done" in face.states else 0
    edge = f'stroke="{hexcode(side.ink if ghost else side.dark)}" stroke-width="1.8"'
    dashes = ' stroke-dasharray="6 4"' if ghost else ""
    shine = f"M{radius + 1.5:g} 2.9H{62.5 - radius:g}"
    low, back = 63 - CUT, 66 - CUT
    fold = f'<path d="M63 {low}V{back}L{back} 63H{low}z" fill="{hexcode(side.dark)}"/>' if cut else ""
    return (
        f'{_shading(f"plate{copy}", color)}<g transform="translate({4 * copy} {-4 * copy})">'
        f'<path d="{outline(radius, cut)}" fill="url(#plate{copy})" {edge}{dashes}/>'
        f'<path d="{shine}" stroke="#ffffff" stroke-opacity="0.28" stroke-width="1.4"/>{fold}</g>'
    )


def _nation(face: Face, theme: Theme) -> str:
    """The gold star or the red disc of the nation, in the top left corner."""
    side = theme.side(face.side)
    fill, rim = hexcode(side.mark), hexcode(side.rim)
    if face.side == "soviet":
        star = "M8.7 3.7L10 7.3 13.8 7.4 10.8 9.7 11.9 13.3 8.7 11.2 5.5 13.3 6.6 9.7 3.6 7.4 7.4 7.3z"
        return f'<path d="{star}" fill="{fill}"/>'
    return f'<circle cx="9" cy="9" r="3.9" fill="{fill}" stroke="{rim}" stroke-width="1.1"/>'


def _echelon(face: Face, theme: Theme, middle: float, y: float) -> str:
    """The size marks above the box: dots, bars or crosses."""
    if not face.echelon:
        return ""
    kind, number = ECHELONS[face.echelon]
    ink = hexcode(theme.side(face.side).ink)
    pitch = {"dot": 6.4, "bar": 5.2, "cross": 7.4}[kind]
    first = middle - pitch * (number - 1) / 2
    if kind == "dot":
        return "".join(
            f'<circle cx="{first + pitch * n:g}" cy="{y:g}" r="2.3" fill="{ink}"/>' for n in range(number)
        )
    strokes = ""
    for n in range(number):
        x = first + pitch * n
        strokes += (
            f"M{x:g} {y - 3.8:g}V{y + 3.8:g}"
            if kind == "bar"
            else (f"M{x - 2.8:g} {y - 3:g}L{x + 2.8:g} {y + 3:g}M{x + 2.8:g} {y - 3:g}L{x - 2.8:g} {y + 3:g}")
        )
    width = 2.6 if kind == "bar" else 1.9
    return f'<path d="{strokes}" fill="none" stroke="{ink}" stroke-width="{width}"/>'


def _steps(face: Face, theme: Theme, left: float, top: float, height: float) -> str:
    """Strength as stacked bars, full ones from below."""
    full, total = face.steps
    if not total:
        return ""
    body = tone(face, theme)
    lost = scaled(body, 0.5 if luminance(body) < 0.4 else 0.76)
    space = 1.3 if total <= 6 else 0.7 if total <= 10 else 0
    each = (height - space * (total - 1)) / total
    bars = ""
    for number in range(total):
        y = top + height - (number + 1) * each - number * space
        color = theme.side(face.side).ink if number < full else lost
        bars += f'<rect x="{left:g}" y="{y:.2f}" width="4.6" height="{each:.2f}" fill="{hexcode(color)}"/>'
    return bars


def boxed(symbol: str, theme: Theme, box: tuple[float, float, float, float], edge: float = 1.7) -> str:
    """A symbol in its ivory box."""
    left, top, width, height = box
    frame = f'x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}"'
    ink = hexcode(theme.symbol_ink)
    across, down = width / symbols.WIDTH, height / symbols.HEIGHT
    place = f"translate({left:g} {top:g}) scale({across:.4f} {down:.4f})"
    return (
        f'<rect {frame} fill="{hexcode(theme.ivory)}"/>'
        f'<g transform="{place}">{symbols.figure(symbol, ink)}</g>'
        f'<rect {frame} fill="none" stroke="{ink}" stroke-width="{edge:g}"/>'
    )


def _profile(face: Face, theme: Theme, box: tuple[float, float, float, float]) -> str:
    """The arm's silhouette where the box would be; Soviet units face west, Japanese east."""
    left, top, width, height = box
    scale = min((width + 3) / silhouettes.WIDTH, height / silhouettes.HEIGHT)
    x = left + (width - silhouettes.WIDTH * scale) / 2
    y = top + (height - silhouettes.HEIGHT * scale) / 2
    ground = hexcode(scaled(tone(face, theme), 1.05))
    drawn = silhouettes.profile(
        face.symbol, hexcode(theme.side(face.side).ink), ground, left=face.side == "soviet"
    )
    return f'<g transform="translate({x:.3f} {y:.3f}) scale({scale:.4f})">{drawn}</g>'


def plates(face: Face, layout: Layout, theme: Theme) -> str:
    """The body with its nation mark, and under it the bodies of the rest of the stack."""
    under = [_plate(face, theme, copy) for copy in (2, 1) if face.stack > copy]
    return "".join((*under, _plate(face, theme), _nation(face, theme) if layout.marks else ""))


def emblem(face: Face, layout: Layout, style: str, theme: Theme) -> str:
    """What says which arm it is: symbol box or silhouette."""
    if style == "silhouette":
        return _profile(face, theme, layout.box)
    return boxed(face.symbol, theme, layout.box)


def marks(face: Face, layout: Layout, theme: Theme) -> str:
    """Echelon above the emblem and strength steps beside it."""
    if not layout.marks:
        return ""
    left, top, width, height = layout.box
    level = 7.9 if layout.numbers else 11.4
    echelon = _echelon(face, theme, left + width / 2, level)
    return echelon + _steps(face, theme, left + width + 3.2, top, height)
