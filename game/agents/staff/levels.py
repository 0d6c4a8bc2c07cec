"""Levels and styles: how long a staff thinks and what it dares; never what it knows or what it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Looks(NamedTuple):
    """Possible battles for whole plans, for changes of one formation, for the best of these once more."""

    first: int
    sift: int
    last: int


USUAL = Looks(16, 4, 10)


@dataclass(frozen=True, slots=True)
class Level:
    """How a staff works.

    Attributes
    ----------
    samples : int
        Playouts of each plan.
    swaps : int
        Changes of the plan that are tried; 0 takes what comes first.
    best_of : int
        A plan is picked among so many of the best, by lot where there are more than one.
    reserve : int
        Per cent of the men kept back.
    tactics : tuple of str
        Those it knows; the others are never chosen.
    budget : int
        Units times games times turns that it can play in one rehearsal; 0 for none at all.
    rounds : int
        Changes of single formations that it tries one after another.
    most : int
        Units known of both sides up to which it rehearses.
    looks : Looks
        In how many battles.
    shares_out : bool
        Whether its batteries share out their shells over the turns that are left, or fire by habit.
    """

    samples: int
    swaps: int
    best_of: int
    reserve: int
    tactics: tuple[str, ...]
    budget: int = 0
    rounds: int = 0
    most: int = 0
    looks: Looks = USUAL
    shares_out: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """What a staff dares: Q10 weight of own losses and of ground, and least per cent of success."""

    losses: int
    ground: int
    least: int


PLAIN = ("frontal", "crest_line")
TACTICS = (
    *PLAIN,
    "barrage",
    "converging",
    "night_infiltration",
    "tank_led",
    "smoke_screen",
    "reverse_slope",
    "at_ambush",
    "counter_attack",
)
LEVELS = {
    "recruit": Level(24, 0, 5, 0, PLAIN),
    "line": Level(50, 12, 1, 20, TACTICS, 4000, 2, 150),
    "staff": Level(200, 64, 1, 20, TACTICS, 11_000, 3, 1000, Looks(32, 4, 16), shares_out=True),
}
STYLES = {
    "cautious": Style(1536, 896, 20),
    "normal": Style(1024, 1024, 13),
    "bold": Style(640, 1152, 8),
}
