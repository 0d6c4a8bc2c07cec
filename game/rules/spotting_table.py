"""The frozen numbers of spotting: how far each kind of target is noticed, how tall it is, who looks how."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from game.rules.fixed_tables import rounded
from game.rules.ruleset import Ruleset
from game.rules.tables import ABSENT, BITS, ONE, POSTURES, Grid, seal

Ints = NDArray[np.int64]

MOVING, FIRING = 1, 2
"""Bits of what a target does."""
WORKS = ("trench", "bunker")
"""Postures in which a target is in works and an observer looks over the edge."""
UPRIGHT = {
    "infantry": "man",
    "machine_gun": "man",
    "headquarters": "man",
    "at_gun": "gun",
    "infantry_gun": "gun",
    "field_gun": "gun",
    "anti_aircraft": "gun",
    "tank": "tank",
    "vehicle": "vehicle",
    "cavalry": "rider",
    "boat": "boat",
    "train": "train",
    "aircraft": "aircraft",
}
"""Row of `sight.target_height` of each class of target in full height; others stand like a man."""
MEN = ("man", "rider")
"""Of those, who can lie down; the others keep their height until they are dug in."""
DIGS_IN = ("gun", "tank", "vehicle")
RATIO_BITS = 10
"""Binary places of distance over R50."""
_MOST_RATIO = 8


@dataclass(frozen=True, slots=True, eq=False)
class SpottingTable:
    """Numbers of chapters spotting and sight; T classes of target, P postures.

    Attributes
    ----------
    classes : tuple of str
        Rows of `spotting.detection`.
    range_m : int64[T, 4, P]
        R50 in meters by class, what it does (bits `MOVING` and `FIRING`) and posture.
    flash_m, sound_m : int64[T]
        R50 of the flash of a firing gun and of a moving engine by night, 0 for none.
    height : int64[T, P]
        Decimeters.
    eyes : int64[T, 2]
        Factor of an observer on R50, Q10: elsewhere, and on a crest.
    low : bool[P]
        Postures of observers with their eyes near the ground.
    decay : int64[R]
        Chance by distance over R50 with `RATIO_BITS` places, Q16.
    """

    classes: tuple[str, ...]
    range_m: Ints
    flash_m: Ints
    sound_m: Ints
    height: Ints
    eyes: Ints
    low: NDArray[np.bool_]
    decay: Ints
    pulse_minutes: int
    same_hex_m: int
    limit: int
    overgrown: int
    flare_radius_m: int
    flash_height_dm: int

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def freeze_spotting(rules: Ruleset) -> SpottingTable:
    """Compile the chapters; raises `ValueError` where a number is missing."""
    found = rules.table("spotting", "detection", bits=0)
    flash, sound = (np.maximum(found.column(name), 0) for name in ("flash", "sound"))
    return SpottingTable(
        classes=found.rows,
        range_m=_ranges(found, rules.table("spotting", "posture")),
        flash_m=flash,
        sound_m=sound,
        height=_heights(rules, found.rows),
        eyes=_eyes(rules, found.rows),
        low=np.array([posture in WORKS for posture in POSTURES]),
        decay=_decay(rules.where("spotting.exponent").value),
        pulse_minutes=rules.value("spotting", "pulse_minutes", bits=0),
        same_hex_m=rules.value("spotting", "same_hex", bits=0),
        limit=rules.value("spotting", "limit"),
        overgrown=rules.value("spotting", "overgrown"),
        flare_radius_m=rules.value("spotting", "flare_radius", bits=0),
        flash_height_dm=_decimeters(rules, "spotting.flash_height"),
    )


def _ranges(found: Grid, posture: Grid) -> Ints:
    """R50 by class, deed and posture; what moves or fires is never harder to notice than what does
    neither.
    """
    factor = {name: posture.cells[posture.rows.index(name)] for name in ("still", "moving", "firing")}
    moving = np.maximum(found.column("moving"), 0)
    still = np.where(found.column("still") == ABSENT, moving, found.column("still"))
    firing = np.maximum(found.column("firing"), 0)
    works = np.where(found.column("works") == ABSENT, still, found.column("works"))
    inside = np.array([name in WORKS for name in POSTURES])
    rest = _times(np.where(inside, works[:, None], still[:, None]), factor["still"])
    # A class that no works are known for has its own figure in the open there: it shows no more than in a
    # scrape.
    scrape, trench, bunker = (POSTURES.index(name) for name in ("scrape", "trench", "bunker"))
    rest[:, trench] = np.minimum(rest[:, trench], rest[:, scrape])
    rest[:, bunker] = np.minimum(rest[:, bunker], rest[:, trench])
    march = np.maximum(_times(moving[:, None], factor["moving"]), rest)
    shots = np.maximum(_times(firing[:, None], factor["firing"]), rest)
    return np.stack([rest, march, shots, np.maximum(march, shots)], axis=1)


def _times(meters: Ints, factor: Ints | int) -> Ints:
    """Meters times Q10 factors, to the nearest meter."""
    product: Ints = (meters * factor + ONE // 2) >> BITS
    return product


def _decimeters(rules: Ruleset, path: str) -> int:
    return round(10 * rules.where(path).value)


def _heights(rules: Ruleset, classes: tuple[str, ...]) -> Ints:
    return np.array([[_height(rules, name, posture) for posture in POSTURES] for name in classes])


def _height(rules: Ruleset, name: str, posture: str) -> int:
    upright = UPRIGHT.get(name, "man")
    row = upright
    if posture in ("prone", "scrape") and upright in MEN:
        row = "prone"
    elif posture in WORKS and upright in MEN:
        row = "crest_trench"
    elif posture in WORKS and upright in DIGS_IN:
        row = "gun_pit"
    return _decimeters(rules, f"sight.target_height.{row}.height")


def _eyes(rules: Ruleset, classes: tuple[str, ...]) -> Ints:
    """Q10 factors [T, 2]: glasses or a crest widen what the eyes alone would do, not both at once."""
    wide = rules.value("spotting", "optics")
    seen = [rules.where(f"spotting.observer.{name}.eyes").value for name in classes]
    glasses = [rules.where(f"spotting.observer.{name}.glasses").value > 0 for name in classes]
    alone = np.array([round(value * ONE) for value in seen], np.int64)
    crest = _times(alone, wide)
    return np.stack([np.where(glasses, crest, alone), crest], axis=1)


@lru_cache(maxsize=4)
def _decay(exponent: float) -> Ints:
    """2^-(x^exponent) as Q16 for x in steps of 2^-RATIO_BITS, rounded to the nearest; never rising."""
    steps = np.arange(_MOST_RATIO << RATIO_BITS)
    about = np.exp2(-((steps / (1 << RATIO_BITS)) ** exponent)) * (1 << 16)
    chances = rounded(about, lambda step: _chance(step, Decimal(exponent)))
    nothing = np.flatnonzero(chances == 0)
    return chances[: nothing[0] + 1] if nothing.size else chances


def _chance(step: int, power: Decimal) -> Decimal:
    """One value of it, not rounded."""
    with localcontext(Context(prec=24)):
        ratio = Decimal(step) / (1 << RATIO_BITS)
        return (-Decimal(2).ln() * (power * ratio.ln()).exp()).exp() * (1 << 16)
