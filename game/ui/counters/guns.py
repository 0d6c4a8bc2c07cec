"""Silhouettes of guns; a 60 x 34 box, facing right."""

from __future__ import annotations

from game.ui.counters.strokes import disc, gap, hole, line, seam, solid, spoked, turned, tyre


def barrel(length: float, thick: float, breech: float = 6) -> str:
    """A gun tube pointing right from its trunnion, thicker at the breech."""
    half, wide = thick / 2, thick * 0.72
    return solid(
        f"M{-breech:g} {-wide:g}H{length * 0.4:g}L{length * 0.42:g} {-half:g}H{length - 1.6:g}"
        f"V{-half - 0.5:g}H{length:g}"
        f"V{half + 0.5:g}H{length - 1.6:g}V{half:g}H{length * 0.42:g}L{length * 0.4:g} {wide:g}H{-breech:g}z"
    )


def cradle(length: float, thick: float) -> str:
    """The recoil gear under a tube."""
    return solid(f"M-3 0H{length * 0.56:g}V{thick * 0.5 + 2.2:g}H-3z")


def _trail(x: float, y: float, end: float, thick: float = 3) -> str:
    """The box trail down to the ground behind the gun, with its spade."""
    return solid(f"M{x:g} {y:g}L{x + 2:g} {y + thick:g}L{end:g} 33L{end - 3:g} 33.4L{end - 2.2:g} 30z")


def _tube(degrees: float, x: float, y: float, length: float, thick: float) -> str:
    """A tube with its recoil gear, raised by some degrees."""
    return turned(barrel(length, thick) + cradle(length, thick), -degrees, x, y)


GUNS: dict[str, str] = {
    "infantry_gun": (
        _trail(30, 19, 9)
        + _tube(6, 31, 15.4, 19, 3.6)
        + solid("M33.4 7.6L36.6 6.6 38.6 27 35.4 28z")
        + spoked(32, 25.4, 7.6)
    ),
    "field_artillery": (
        _trail(28, 17.6, 3)
        + _tube(7, 28, 12.4, 31, 3.2)
        + solid("M31.4 4.6L34.4 4 37 26 33.8 27z")
        + spoked(29, 23.4, 9.6, 10)
    ),
    "howitzer": (
        _trail(28, 19, 2, 4)
        + _tube(34, 28.6, 14.6, 23, 5)
        + solid("M30.6 8L33.6 7 37 27 33.6 28z")
        + spoked(29, 23.6, 9.4, 10)
    ),
    "mountain_artillery": (
        solid("M0 33.4L7.2 19 10 22.6 16.4 6.4 29 33.4z")
        + seam("M11 16.2L14 13.4 16 16 18.2 13.4 21.6 16.4", 1.1)
        + gap("M20 33.8L38 17.6H46V34z")
        + _trail(38, 20.4, 25)
        + _tube(14, 39, 16.6, 19, 3.8)
        + solid("M42.4 8.4L45.4 7.8 47 27 43.8 28z")
        + spoked(40, 25.4, 7.6)
    ),
    "heavy_artillery": (
        _trail(26, 17, 3.4, 5)
        + _tube(24, 24, 17, 37, 4.8)
        + solid("M20 15L30 13 34 24H20z")
        + spoked(29, 24, 9, 12)
        + disc(7.4, 28.6, 3.6)
        + hole(7.4, 28.6, 1.6)
    ),
    "anti_tank": (
        _trail(27, 19.6, 2, 2.2)
        + _tube(2, 29, 16.4, 30, 2.2)
        + solid("M31 9.6L33.4 8.4 40.4 25 36.8 26z")
        + tyre(33.4, 26.6, 6.6)
    ),
    "anti_aircraft": (
        turned(barrel(23, 2.8) + cradle(22, 2.8), -58, 27, 20)
        + solid("M21.6 15.6H33L35 22.4 31.6 28H23.4L19.6 22.4z")
        + seam("M22 23H34", 0.9)
        + solid("M24.6 27H30.6L33 30.4H22z")
        + line("M4 32H53", 2.4, "round")
        + line("M8 28.6V32.8M49 28.6V32.8", 2.4, "round")
        + line("M22 30L9 31.4M33 30L48 31.4", 1.6)
    ),
}
"""Profiles of the guns."""
