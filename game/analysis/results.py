"""What a stretch of events came to, by side: men lost by cause, machines, rounds and bombs, ground taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.engine.log import NUMBER, Events
from game.engine.units import LOSS_CAUSES, SIDES

COUNTED = {
    "surrendered": "prisoners",
    "knocked_out": "vehicles",
    "guns_lost": "guns",
    "aircraft_lost": "aircraft",
    "shelled": "rounds",
    "bombed": "bombs",
}
"""Kinds of event whose amounts are added up, and what they are called."""


@dataclass(frozen=True, slots=True)
class Results:
    """Sums by side, as far as the events tell: men `lost` by cause, `sums` of `COUNTED`, hexes `seized`."""

    lost: dict[str, tuple[int, int]]
    sums: dict[str, tuple[int, int]]
    seized: tuple[int, int]

    @property
    def men(self) -> tuple[int, int]:
        """Men lost by every cause, prisoners among them."""
        taken = self.sums["prisoners"]
        return (
            sum(pair[0] for pair in self.lost.values()) + taken[0],
            sum(pair[1] for pair in self.lost.values()) + taken[1],
        )


def results_of(events: Events, side: NDArray[np.integer[Any]]) -> Results:
    """Sums of events; `side` int[U] of each unit."""
    lost = events[events["kind"] == NUMBER["lost"]]
    return Results(
        lost={cause: _by_side(lost[lost["detail"] == n], side) for n, cause in enumerate(LOSS_CAUSES)},
        sums={name: _by_side(events[events["kind"] == NUMBER[kind]], side) for kind, name in COUNTED.items()},
        seized=_seized(events),
    )


def _by_side(events: Events, side: NDArray[np.integer[Any]]) -> tuple[int, int]:
    named = events[events["unit"] >= 0]
    sums = np.zeros(len(SIDES), np.int64)
    np.add.at(sums, side[named["unit"]], named["amount"])
    return int(sums[0]), int(sums[1])


def _seized(events: Events) -> tuple[int, int]:
    """Named hexes that came to each side."""
    holders = events[events["kind"] == NUMBER["seized"]]["detail"]
    return int((holders == 0).sum()), int((holders == 1).sum())


def men_lost(events: Events, side: NDArray[np.integer[Any]]) -> tuple[int, int]:
    """Men of both sides lost in some events, prisoners among them."""
    return results_of(events, side).men
