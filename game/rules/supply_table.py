"""The frozen numbers of supply: roads, lorries, the Japanese line, units of fire, rations, ranks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.movement_table import GROUND
from game.rules.ruleset import Ruleset
from game.rules.tables import ABSENT, BITS, WeaponTable, seal

Ints = NDArray[np.int64]

STORES = ("shells", "anti_tank", "small_arms", "engineer_stores", "food")
"""Classes of stores, C of them."""
AMMUNITION = ("small_arms", "shells", "anti_tank")
"""Columns of a unit's ammunition."""
ISSUED = (2, 0, 1)
"""Class of stores that each kind of ammunition is issued from."""
SMALL_ARMS = ("rifle", "lmg", "hmg")
ANTI_TANK = ("anti_tank_gun", "anti_tank_rifle")
FORMATIONS = ("rifle_battalion", "tank_battalion", "artillery_regiment")
TON = 1_000_000
"""Grams."""
GUN_ROUNDS = 500
"""Whatever has more rounds than these in a unit of fire fires cartridges, not shells."""
FINE = 20
BEFORE_AUGUST = 2 * 1440
"""Minutes from 29 July to the day before 1 August."""


@dataclass(frozen=True, slots=True, eq=False)
class SupplyTable:
    """Rules supply.1 to supply.8; weights in grams, times in minutes.

    Attributes
    ----------
    passing : int64[4, 4]
        What passes a point of the road in an hour by state of the ground: men on foot, drawn guns, tracked
        vehicles, lorries.
    column, parts : int64[3]
        Places of a formation with its train, and units that make it, in the order of `FORMATIONS`.
    lorry_load, lorries, cycle, lorry_cap : int
        Grams, lorries, minutes of a round, grams that all lorries bring in a day at most.
    road_opens, road_day : int
        Minute of the day from which supply uses the road, and for how long.
    free_from : int
        Minute of the battle from which the Soviet guns are free of want: stores go before trains.
    tumen_night, tumen_bombed : int
        Grams over the Tumen in a quiet night, and in a day under air attack.
    carry, wagon_reach, carrier_cut : int
        Meters.
    rations, ration_men, food_minutes : int
        Grams a day for so many men; minutes for which a formation asks for food in advance.
    interdict : int
        Shells an hour that halve the traffic.
    most, guns_daily : int
        Hundredths of a unit of fire: that a unit holds at most; that reach the Japanese guns in a day.
    rank : int64[C]
        Order of the classes of stores.
    hundredth : int64[W, 3]
        Grams of a hundredth of a unit of fire of one weapon, by kind of ammunition.
    """

    passing: Ints
    column: Ints
    parts: Ints
    lorry_load: int
    lorries: int
    cycle: int
    lorry_cap: int
    road_opens: int
    road_day: int
    free_from: int
    tumen_night: int
    tumen_bombed: int
    carry: int
    wagon_reach: int
    carrier_cut: int
    rations: int
    ration_men: int
    food_minutes: int
    interdict: int
    most: int
    guns_daily: int
    rank: Ints
    hundredth: Ints

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def freeze_supply(rules: Ruleset) -> SupplyTable:
    """The chapter `supply` of a ruleset as integers."""

    def scaled(key: str, unit: int) -> int:
        return (rules.value("supply", key, FINE) * unit + (1 << (FINE - 1))) >> FINE

    column = rules.table("supply", "column")
    rank = rules.table("supply", "priority")
    return SupplyTable(
        passing=_passing(rules),
        column=np.array([column.at(name, "slots") >> BITS for name in FORMATIONS], np.int64),
        parts=np.array([column.at(name, "parts") >> BITS for name in FORMATIONS], np.int64),
        lorry_load=scaled("lorry_load", TON),
        lorries=scaled("lorries", 1),
        cycle=scaled("cycle", 60),
        lorry_cap=scaled("lorry_cap", TON),
        road_opens=scaled("road_opens", 60),
        road_day=scaled("road_day", 60),
        free_from=scaled("soviet_supply_free", 1440) + BEFORE_AUGUST,
        tumen_night=scaled("tumen_night", TON),
        tumen_bombed=scaled("tumen_bombed", TON),
        carry=scaled("japanese_carry", 1000),
        wagon_reach=scaled("wagon_reach", 1),
        carrier_cut=scaled("carrier_cut", 1),
        rations=scaled("rations", TON),
        ration_men=scaled("ration_men", 1),
        food_minutes=scaled("food_days", 1440),
        interdict=scaled("interdict", 1),
        most=scaled("issue_most", 100),
        guns_daily=scaled("japanese_guns_daily", 100),
        rank=np.array([rank.at(name, "rank") >> BITS for name in STORES], np.int64),
        hundredth=_hundredths(rules),
    )


def _passing(rules: Ruleset) -> Ints:
    march, road = rules.table("supply", "march"), rules.table("supply", "road")
    rows = [
        [*(march.at(state, name) for name in ("foot", "draft", "tracks")), road.at(state, "vehicles")]
        for state in GROUND
    ]
    return np.array(rows, np.int64) >> BITS


def _hundredths(rules: Ruleset) -> Ints:
    """Grams of a hundredth of a unit of fire: rounds x weight x packing / 100, to the nearest gram."""
    weapons, packing = rules.weapons, rules.value("supply", "packing")
    rounds, weight = _rounds(weapons), _round_weight(rules)
    grams = (rounds * weight * packing + (50 << BITS)) // (100 << BITS)
    out = np.zeros((len(weapons.names), len(AMMUNITION)), np.int64)
    out[np.arange(len(weapons.names)), _kind(weapons)] = grams
    return out


def _numbers(weapons: WeaponTable, column: str) -> Ints:
    if column not in weapons.columns:
        return np.zeros(len(weapons.names), np.int64)
    found = weapons.column(column)
    return np.where(found == ABSENT, 0, found)


def _rounds(weapons: WeaponTable) -> Ints:
    """Rounds of a unit of fire; what a vehicle carries where it has no other."""
    load, carried = _numbers(weapons, "load_rounds"), _numbers(weapons, "rounds_carried")
    return np.where(load > 0, load, carried) >> BITS


def _cartridges(weapons: WeaponTable) -> NDArray[np.bool_]:
    """Whether a weapon fires cartridges: small arms, and what has a machine gun alone."""
    arms = np.isin(_classes(weapons), SMALL_ARMS)
    return arms | (_rounds(weapons) > GUN_ROUNDS)


def _classes(weapons: WeaponTable) -> NDArray[np.str_]:
    return np.array(weapons.classes)[weapons.weapon_class]


def _round_weight(rules: Ruleset) -> Ints:
    """Grams of one round: from the weapon's sheet, else a cartridge, a grenade or a vehicle's shell."""
    weapons = rules.weapons
    kinds = (_cartridges(weapons), np.isin(_classes(weapons), ("discharger",)))
    other = [rules.value("supply", key) * 1000 >> BITS for key in ("cartridge", "grenade")]
    shell = rules.value("supply", "carried_gun_shell") * 1000 >> BITS
    sheet = (_numbers(weapons, "shell_weight") * 1000) >> BITS
    guess = np.select(list(kinds), other, shell)
    return np.where(sheet > 0, sheet, guess)


def _kind(weapons: WeaponTable) -> Ints:
    """Kind of ammunition of each weapon: column of `AMMUNITION`."""
    names = _classes(weapons)
    return np.select([_cartridges(weapons), np.isin(names, ANTI_TANK)], [0, 2], 1)


def hundredths(table: SupplyTable, weapons: ArrayLike) -> Ints:
    """Grams of a hundredth of a unit of fire of each unit: int64[..., U, 3] from weapons int[..., U, W]."""
    return np.asarray(weapons, np.int64) @ table.hundredth
