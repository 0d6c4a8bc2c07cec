"""Map symbols of the arms: line figures in a 30 x 20 box, in the logic of the standard staff symbols.

One figure is one arm; a second mark inside it says what is special about the unit. The figures hold the word
INK where their color goes and are drawn with round joins, stroke 1.45 unless they say otherwise.
"""

from __future__ import annotations

WIDTH, HEIGHT, STROKE = 30, 20, 1.45


def _line(path: str, width: float | None = None) -> str:
    """A stroked path."""
    stroke = "" if width is None else f' stroke-width="{width:g}"'
    return f'<path d="{path}"{stroke}/>'


def _solid(path: str) -> str:
    """A filled path."""
    return f'<path d="{path}" fill="INK" stroke="none"/>'


def _disc(x: float, y: float, r: float) -> str:
    """A filled circle."""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="INK" stroke="none"/>'


def _ring(x: float, y: float, r: float, width: float | None = None) -> str:
    """An empty circle."""
    stroke = "" if width is None else f' stroke-width="{width:g}"'
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}"{stroke}/>'


def _armor(y: float, height: float, left: float = 6) -> str:
    """The track of a tank seen from above: the sign of armor."""
    size = f'width="{WIDTH - 2 * left:g}" height="{height:g}" rx="{height / 2:g}"'
    return f'<rect x="{left:g}" y="{y:g}" {size} stroke-width="1.8"/>'


_CROSS = _line("M0 0L30 20M30 0L0 20")
_SLASH = _line("M0 20L30 0")
_STAR = _solid(
    "M15 7.2L16.5 11.1 20.7 11.3 17.4 13.9 18.5 17.9 15 15.6 11.5 17.9 12.6 13.9 9.3 11.3 13.5 11.1z"
)
_ARROW = _line("M15 17.5V4M15 3L11.9 7.2M15 3L18.1 7.2", 2.1)
_MOUNTAIN = _solid("M5.5 20L15 12.8 24.5 20z")
_FLAME = _solid(
    "M15 5.4C17.9 7.6 18.9 9.6 18.2 11.6 17.6 13.3 16.4 14.2 15 14.2S12.3 13.2 11.8 11.7"
    "C11.3 10 12 8.8 13 8 13.1 9 13.5 9.5 14.2 9.9 14.6 8.3 14.6 7 15 5.4z"
)


def _wings(y: float, span: float = 11, depth: float = 4.6) -> str:
    """The airscrew seen from the front: the sign of aircraft."""
    left, right = 15 - span, 15 + span
    curve = f"C{15 - span * 0.42:g} {y - depth * 1.05:g} {left:g} {y - depth * 1.35:g} {left:g} {y:g}"
    curve += f"S{15 - span * 0.42:g} {y + depth * 1.05:g} 15 {y:g}"
    mirror = f"C{15 + span * 0.42:g} {y + depth * 1.05:g} {right:g} {y + depth * 1.35:g} {right:g} {y:g}"
    mirror += f"S{15 + span * 0.42:g} {y - depth * 1.05:g} 15 {y:g}z"
    return _solid(f"M15 {y:g}{curve}{mirror}")


def _bomb(x: float) -> str:
    """A falling bomb below the wings."""
    return _solid(
        f"M{x - 1.7:g} 11.6L{x + 1.7:g} 11.6 {x + 0.9:g} 13C{x + 2.3:g} 14.6 {x + 1.8:g} 16.8 {x:g} 18.4"
        f"C{x - 1.8:g} 16.8 {x - 2.3:g} 14.6 {x - 0.9:g} 13z"
    )


SYMBOLS: dict[str, str] = {
    "infantry": _CROSS,
    "machine_gun": _CROSS + _ARROW + _line("M10.3 17.5H19.7", 2.1),
    "infantry_gun": _CROSS + _disc(15, 10, 3.6),
    "border_guard": _CROSS + _line("M15 0V20"),
    "field_artillery": _disc(15, 10, 4.2),
    "howitzer": _disc(15, 10, 3.3) + _ring(15, 10, 6.6),
    "mountain_artillery": _disc(15, 7, 3.6) + _MOUNTAIN,
    "heavy_artillery": _disc(15, 10, 4) + _line("M8.5 3H21.5M8.5 17H21.5", 2.2),
    "mortar": _line("M15 13V3.4M15 2.6L11.8 6.8M15 2.6L18.2 6.8", 1.8) + _ring(15, 15.3, 2.4, 1.8),
    "anti_tank": _line("M0 20L15 0L30 20"),
    "tank": _armor(5, 10),
    "flame_tank": _armor(3.2, 13.6, 4) + _FLAME,
    "bridge_tank": _armor(3, 8.4) + _line("M7.5 18.6L10.4 15.4H19.6L22.5 18.6", 1.9),
    "armored_car": _armor(3.2, 8.6) + _disc(10.2, 16.2, 2.1) + _disc(19.8, 16.2, 2.1),
    "self_propelled_gun": _armor(4.4, 11.2, 5) + _disc(15, 10, 3),
    "cavalry": _SLASH,
    "motor_rifle": _CROSS + _disc(10.6, 17, 2) + _disc(19.4, 17, 2),
    "reconnaissance": _SLASH + _solid("M4.2 10L8.2 3.2 12.2 10z"),
    "engineers": _line("M7 15.4V5.6H23V15.4M15 5.6V13.4", 2),
    "anti_aircraft": _line("M0 20C6 6.5 24 6.5 30 20", 1.8) + _line("M15 10V3.4M15 2.6L12.4 6M15 2.6L17.6 6"),
    "at_rifle": _line("M0 20L15 0L30 20") + _line("M15 7.5V14.4L11.2 18.6M15 14.4L18.8 18.6", 1.8),
    "supply": _line("M0 15H30"),
    "headquarters": _line("M0 5H30") + _STAR,
    "armored_train": _armor(2.6, 8)
    + _line("M2.5 14.4H27.5", 1.6)
    + _line("M6 14.4V18.4M12 14.4V18.4M18 14.4V18.4M24 14.4V18.4", 1.8),
    "patrol_boat": _line(
        "M15 5.6V17.2M10.6 8H19.4M6.6 11.6C7.2 15.6 11 17.2 15 17.2S22.8 15.6 23.4 11.6", 1.8
    )
    + _ring(15, 3.7, 1.6, 1.5),
    "bomber": _wings(6.4) + _bomb(15),
    "heavy_bomber": _wings(6.4) + _bomb(10.4) + _bomb(19.6),
    "fighter": _wings(6.4) + _line("M10.6 17.4L15 12.8L19.4 17.4", 2.2),
    "assault_aircraft": _wings(6.4) + _line("M15 11.2V17.6M15 18.2L11.7 14.6M15 18.2L18.3 14.6", 2),
    "unknown": _line("M11.4 7C11.4 4.6 13 3.4 15 3.4S18.6 4.7 18.6 6.7C18.6 9.6 15 9.4 15 12.4", 2.3)
    + _disc(15, 16.3, 1.6),
}
"""The figure of each arm; `unknown` is for a contact nobody has made out yet."""


def figure(symbol: str, ink: str) -> str:
    """A symbol's figure in a color, ready to stand in a drawing; ValueError for an unknown one."""
    try:
        content = SYMBOLS[symbol]
    except KeyError:
        raise ValueError(f"there is no counter symbol '{symbol}'; known are {', '.join(SYMBOLS)}") from None
    return (
        f'<g fill="none" stroke="{ink}" stroke-width="{STROKE}" stroke-linejoin="round">'
        f"{content.replace('INK', ink)}</g>"
    )
