"""Silhouettes of the arms: one-color profiles in a 60 x 34 box, the second style of the counters."""

from __future__ import annotations

from game.ui.counters.aircraft import AIRCRAFT
from game.ui.counters.foot import FOOT
from game.ui.counters.guns import GUNS
from game.ui.counters.strokes import flipped
from game.ui.counters.vehicles import VEHICLES

WIDTH, HEIGHT = 60, 34

SILHOUETTES: dict[str, str] = {**FOOT, **GUNS, **VEHICLES, **AIRCRAFT}
"""The profile of each arm, facing right."""

NEVER_FLIPPED = ("unknown",)
"""Signs that are read, not looked at."""


def profile(symbol: str, ink: str, ground: str, *, left: bool = False) -> str:
    """A silhouette in a color over a ground, facing left on demand; ValueError for an unknown one."""
    try:
        content = SILHOUETTES[symbol]
    except KeyError:
        raise ValueError(f"there is no silhouette '{symbol}'; known are {', '.join(SILHOUETTES)}") from None
    content = content.replace("INK", ink).replace("GAP", ground)
    return flipped(content, WIDTH) if left and symbol not in NEVER_FLIPPED else content
