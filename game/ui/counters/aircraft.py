"""Silhouettes of aircraft seen from above, flying up; a 60 x 34 box."""

from __future__ import annotations

from game.ui.counters.strokes import gap, line, seam, solid


def _mirrored(content: str) -> str:
    """The right half of an aircraft, drawn from its axis, with its left half."""
    right = f'<g transform="translate(30 0)">{content}</g>'
    return right + f'<g transform="translate(30 0) scale(-1 1)">{content}</g>'


def _wing(half: float, front: float, tip: float, back: float) -> str:
    """Half a wing: straight in front, rounded behind; front and back at the root, tip down the span."""
    return solid(
        f"M-.4 {front:g}L{half - 3:g} {tip - 1.4:g}"
        f"C{half - 1.4:g} {tip - 1:g} {half:g} {tip:g} {half:g} {tip + 1:g}"
        f"C{half - 0.6:g} {tip + 3.4:g} {half - 5:g} {back - 1.4:g} -.4 {back:g}z"
    )


def _hull(half: float, nose: float, waist: float) -> str:
    """Half a body: round nose, tapering tail."""
    return solid(
        f"M-.4 {nose:g}C{half * 0.8:g} {nose:g} {half:g} {nose + 2.4:g} {half:g} {nose + 5:g}"
        f"L{half * 0.9:g} {waist:g} .9 33.4H-.4z"
    )


def _tail(half: float) -> str:
    """Half a tail plane."""
    return solid(
        f"M-.4 27C{half * 0.4:g} 27.2 {half:g} 28.4 {half:g} 30.2"
        f"C{half * 0.7:g} 31.6 {half * 0.3:g} 32 -.4 32z"
    )


def _engine(x: float, top: float, depth: float = 8, airscrew: float = 4) -> str:
    """A wing engine with its airscrew."""
    left, right, low = x - 1.9, x + 1.9, top + depth
    pod = (
        f"M{left:g} {low:g}V{top + 1.6:g}C{left:g} {top:g} {right:g} {top:g} {right:g} {top + 1.6:g}V{low:g}z"
    )
    return solid(pod) + line(f"M{x - airscrew:g} {top - 0.4:g}H{x + airscrew:g}", 0.9, "round")


AIRCRAFT: dict[str, str] = {
    "bomber": _mirrored(_wing(27, 10, 13.8, 20) + _hull(2.5, 0.6, 20) + _tail(10) + _engine(9.6, 6.6)),
    "heavy_bomber": _mirrored(
        _wing(30, 10, 14.4, 22.8)
        + _hull(2.6, 1.4, 22.8)
        + _tail(11.4)
        + _engine(9.6, 7, 7, 3.6)
        + _engine(19.4, 8.6, 6, 3.6)
    ),
    "fighter": (
        _mirrored(
            solid("M-.4 5.6H17C19 5.6 21 6.6 21 8.6V10.4C21 12.4 19 13.4 17 13.4H-.4z")
            + solid("M-.4 15.8H16.6C16.6 18.4 15 19.6 13 19.6H-.4z")
            + solid("M-.4 1.6C2.4 1.6 4 2.6 4 4.6V8L3 22 1 33.4H-.4z")
            + solid("M-.4 27C5 27 8.6 28 8.6 30.4 7.6 31.4 4 31.7 -.4 31.7z")
        )
        + line("M24.6 1H35.4", 1.1, "round")
        + seam("M26 5.6H34M28.2 15.4H31.8", 0.8)
    ),
    "assault_aircraft": (
        _mirrored(
            _wing(23, 10, 11.8, 21) + _hull(2.7, 2, 21) + _tail(9) + line("M8 7.6V11M13 8V11.4", 1.3, "round")
        )
        + line("M25 1.6H35", 1.1, "round")
        + solid("M29 .4H31L31.6 3H28.4z")
        + gap("M28.6 12.4C28.6 11 31.4 11 31.4 12.4V18.4C31.4 19.6 28.6 19.6 28.6 18.4z")
    ),
}
"""Outlines of the aircraft."""
