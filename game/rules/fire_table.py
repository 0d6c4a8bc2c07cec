"""Numbers of direct fire: weapons gathered into profiles, and range factors by steps of 25 m.

A profile is what a pulse needs to know of a weapon: how its effect falls with range, which stock it fires
from, which cause its losses are booked under, and whether closed hatches hinder it. Some fifty weapons fall
into a dozen profiles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.rules.ruleset import Ruleset
from game.rules.tables import ABSENT, ONE, POSTURES, Grid, PostureTable, WeaponTable, seal

Ints = NDArray[np.int64]

CAUSES = ("small_arms", "artillery", "air", "tank", "close_combat", "other")
"""What men are lost to, in the order of the columns of losses."""
FIRE_CAUSES = ("small_arms", "artillery", "tank")
"""Those of direct fire; guns over open sights count as artillery, as the record counts shells."""
STOCKS = ("small_arms", "shells", "anti_tank")
RATES = ("final_defensive", "normal", "harassing", "overwatch", "reaction")
UNPROTECTED = ("column", "advance", "prone")
"""Postures in which the ground is the only cover (rule terrain.1)."""
WORKS = ("scrape", "trench", "bunker")
"""Postures in the unit's own works; men who ride have neither."""

_SMALL = ("rifle", "lmg", "hmg", "anti_tank_rifle", "boat")
_TANKS = ("tank", "flame_tank", "bridge_tank", "armored_car")
RIFLE = 0
"""Column of the riflemen's profile: the first."""


@dataclass(frozen=True, slots=True, eq=False)
class FireTable:
    """Direct fire, W weapons, P profiles, B steps of range.

    Attributes
    ----------
    a0 : int
        Casualties an hour for each rifle equivalent, thousandths (fire.1).
    n0 : int
        Visible men at which half the time goes into searching, Q10 (fire.1).
    scarce : int
        Hundredths of a unit of fire below which fire falls off (fire.1).
    weights : float64[W, P + 8]
        Of one weapon, whole numbers: Q10 rifle equivalents in the column of its profile (fire.2); then hands
        that serve it and Q10 men of its crew under armor (fire.10); then for the three stocks Q10 rifle
        equivalents that draw on it, and what they use in an hour (fire.9).
    reach : float64[B, P]
        Q10 of the effect that is left at each step of range, riflemen out of close range thinned (fire.3);
        whole numbers.
    sorting : float64[P, 3]
        1 where a profile's losses are booked under one of `FIRE_CAUSES`.
    stock : int8[P]
        Row of `STOCKS`.
    hatched, afoot : bool[P]
        Hindered by closed hatches; served by men who could carry rifles instead.
    light : int64[L]
        Q10 by row of `lights` (fire.4).
    rate : int64[5]
        Q10 by row of `RATES` (fire.5).
    exposed : int64[7, 1025]
        Q10 exposed share of a man by posture and Q10 suppression (fire.1, units.1).
    shown, susceptible : int64[7]
        Q10 by posture: visible, open to suppression (units.1).
    bare, dug : bool[7]
        Postures that only the ground covers, and those in works.
    grade : int64[Q], habit, night : int64[F]
        Q10 effect of fire by grade, by branch, and by branch at night (units.2).
    """

    a0: int
    n0: int
    scarce: int
    step: int
    same_hex: int
    approach: int
    buttoned: int
    frontage: int
    flank: int
    fatigue: int
    threat: int
    targets: int
    suppression_rate: int
    suppression_front: int
    front: int
    tau: int
    weights: NDArray[np.float64]
    reach: NDArray[np.float64]
    sorting: NDArray[np.float64]
    stock: NDArray[np.int8]
    hatched: NDArray[np.bool_]
    afoot: NDArray[np.bool_]
    lights: tuple[str, ...]
    light: Ints
    rate: Ints
    exposed: Ints
    shown: Ints
    susceptible: Ints
    bare: NDArray[np.bool_]
    dug: NDArray[np.bool_]
    grade: Ints
    habit: Ints
    night: Ints

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def freeze_fire(rules: Ruleset) -> FireTable:
    """Numbers of direct fire from the chapters fire, units and morale."""
    profiles, of_weapon = _profiles(rules)
    weapons = rules.weapons
    cause = np.array([row[1] for row in profiles], np.int8)
    posture = rules.posture
    rate = rules.table("fire", "rate")
    light = rules.table("fire", "light")
    branch = rules.table("units", "branch")
    return FireTable(
        a0=_parts(rules, "fire.a0", 1000),
        n0=rules.value("fire", "n0"),
        scarce=_parts(rules, "fire.ammunition_full", 100),
        step=_parts(rules, "fire.range_step", 1),
        same_hex=_parts(rules, "fire.same_hex_range", 1),
        approach=_parts(rules, "fire.approach_short", 1),
        buttoned=rules.value("fire", "buttoned"),
        frontage=rules.value("fire", "frontage"),
        flank=rules.value("fire", "flank"),
        fatigue=rules.value("morale", "fatigue_effect"),
        threat=rules.value("fire", "threat_base"),
        targets=_parts(rules, "fire.targets", 1),
        suppression_rate=rules.value("fire", "suppression_rate", bits=16),
        suppression_front=_parts(rules, "fire.suppression_front", 1),
        front=_parts(rules, "fire.front", 1),
        tau=_parts(rules, "fire.suppression_tau", 60),
        weights=np.concatenate([_equivalents(rules, of_weapon, len(profiles)), _upkeep(rules)], axis=1),
        reach=np.stack([_falling(rules, weapons.classes[row[0]]) for row in profiles], axis=1).astype(float),
        sorting=(cause[:, None] == np.arange(len(FIRE_CAUSES))).astype(float),
        stock=np.array([row[2] for row in profiles], np.int8),
        hatched=np.array([weapons.classes[row[0]] in _TANKS for row in profiles]),
        afoot=np.array([row[3] for row in profiles]),
        lights=light.rows,
        light=light.column("factor"),
        rate=np.array([rate.at(name, "factor") for name in RATES], np.int64),
        exposed=_exposed(posture),
        shown=posture.visible.astype(np.int64),
        susceptible=posture.susceptibility.astype(np.int64),
        bare=np.array([name in UNPROTECTED for name in POSTURES]),
        dug=np.array([name in WORKS for name in POSTURES]),
        grade=rules.table("units", "quality").column("fire"),
        habit=branch.column("fire"),
        night=branch.column("night"),
    )


def _exposed(posture: PostureTable) -> Ints:
    """Exposure of men of whom a share s is suppressed: (1-s) x fighting + s x hiding, halves upward."""
    s = np.arange(ONE + 1, dtype=np.int64)
    fighting, hiding = (
        row.astype(np.int64)[:, None] for row in (posture.exposed_fighting, posture.exposed_suppressed)
    )
    exposed: Ints = (fighting * (ONE - s) + hiding * s + ONE // 2) >> 10
    return exposed


def _parts(rules: Ruleset, path: str, parts: int) -> int:
    """A number counted in so many parts of its unit."""
    return round(rules.where(path).value * parts)


def _cell(table: Grid, row: str, column: str) -> int:
    """A number of a table, 0 where the row is not given."""
    return table.at(row, column) if row in table.rows else 0


def _profiles(rules: Ruleset) -> tuple[list[tuple[int, int, int, bool]], list[int]]:
    """Profiles as (a class of it, cause, stock, afoot), riflemen first; and the row of each weapon or -1."""
    weapons, consumption = rules.weapons, rules.table("fire", "consumption")
    afoot = {"rifle", *rules.table("fire", "hands").rows}
    keys: dict[tuple[int, ...], tuple[int, int, int, bool]] = {}
    of_class: dict[int, tuple[int, ...]] = {}
    for number in _firing(rules):
        name = weapons.classes[number]
        stock = stock_of(consumption, name)
        served = name in afoot
        curve = tuple(int(part) for part in _falling(rules, name))
        key = (_cause(name), int(name != "rifle"), stock, int(served), int(name in _TANKS), *curve)
        keys.setdefault(key, (number, _cause(name), stock, served))
        of_class[number] = key
    order = sorted(keys)
    return [keys[key] for key in order], [
        order.index(of_class[c]) if (c := int(row)) in of_class else -1 for row in weapons.weapon_class
    ]


def stock_of(consumption: Grid, name: str) -> int:
    """Row of `STOCKS` that a class of weapon fires from (fire.9)."""
    for stock, column in enumerate(STOCKS):
        if _cell(consumption, name, column):
            return stock
    raise ValueError(f"fire.consumption: a stock that {name!r} fires from, since it has rifle equivalents")


def _firing(rules: Ruleset) -> Iterator[int]:
    """Classes of weapon that fire directly."""
    equivalents = rules.table("fire", "equivalents")
    for number, name in enumerate(rules.weapons.classes):
        if equivalents.at(name, "re"):
            yield number


def _cause(name: str) -> int:
    wanted = "small_arms" if name in _SMALL else "tank" if name in _TANKS else "artillery"
    return FIRE_CAUSES.index(wanted)


def _falling(rules: Ruleset, name: str) -> Ints:
    """Range factor of a class by steps, straight between the columns and to nothing at the last step."""
    curve = rules.table("fire", "range_factor")
    step, bins = _parts(rules, "fire.range_step", 1), _parts(rules, "fire.range_bins", 1)
    last = step * (bins - 1)
    known = [*(int(column) for column in curve.columns), last]
    values = [*(int(part) for part in curve.cells[curve.rows.index(name)]), 0]
    meters = np.arange(bins, dtype=np.int64) * step
    factors = between(meters, known, values)
    if name == "rifle":
        far = meters > _parts(rules, "fire.close_range", 1)
        factors = np.where(far, (factors * rules.value("fire", "rifles_firing")) // ONE, factors)
    return factors


def between(x: Ints, known: Sequence[int], values: Sequence[int]) -> Ints:
    """Straight lines between known points in whole numbers, halves upward; level beyond the ends."""
    at, height = np.array(known, np.int64), np.array(values, np.int64)
    left = np.clip(np.searchsorted(at, x, side="right") - 1, 0, len(at) - 2)
    span, rise = at[left + 1] - at[left], height[left + 1] - height[left]
    into = np.clip(x - at[left], 0, span)
    on_line: Ints = height[left] + (2 * rise * into + span) // (2 * span)
    return on_line


def _equivalents(rules: Ruleset, of_weapon: list[int], count: int) -> NDArray[np.float64]:
    equivalents = rules.table("fire", "equivalents")
    cells = np.zeros((len(of_weapon), count))
    for weapon, profile in enumerate(of_weapon):
        if profile >= 0:
            name = rules.weapons.classes[rules.weapons.weapon_class[weapon]]
            cells[weapon, profile] = equivalents.at(name, "re")
    return cells


def _upkeep(rules: Ruleset) -> NDArray[np.float64]:
    weapons = rules.weapons
    hands, shelter = rules.table("fire", "hands"), rules.table("fire", "shelter")
    equivalents, consumption = rules.table("fire", "equivalents"), rules.table("fire", "consumption")
    cells = np.zeros((len(weapons.names), 2 + 2 * len(STOCKS)))
    for weapon, number in enumerate(weapons.weapon_class):
        name = weapons.classes[number]
        cells[weapon, 0] = _cell(hands, name, "men") // ONE
        cells[weapon, 1] = _cell(shelter, name, "crew") * crew(weapons, weapon)
        for stock, column in enumerate(STOCKS):
            use = _cell(consumption, name, column)
            if use:
                cells[weapon, 2 + stock] = equivalents.at(name, "re")
                cells[weapon, 2 + len(STOCKS) + stock] = equivalents.at(name, "re") * use // ONE
    return cells


def crew(weapons: WeaponTable, weapon: int) -> int:
    """Men who serve a weapon or sit in a vehicle."""
    men = int(weapons.column("crew")[weapon])
    return 0 if men == ABSENT else round(men / ONE)
