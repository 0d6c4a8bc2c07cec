"""The numbers of shells: what one does to men, nerves, works and guns, and how a battery fires."""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from game.rules.chance import LossLaw, loss_law
from game.rules.ruleset import Ruleset
from game.rules.tables import ABSENT, BITS, POSTURES, Grid, seal

Ints = NDArray[np.int64]

MISSIONS = ("prepare", "accompany", "defensive", "interdict", "counter_battery", "smoke", "harass")
"""What a battery can be asked for, in the order of the rows of `artillery.missions`."""
PREPARE, ACCOMPANY, DEFENSIVE, INTERDICT, COUNTER_BATTERY, SMOKE, HARASS = range(len(MISSIONS))
AIMS = ("observed", "registered", "map", "none")
"""How a mission is laid, from the best to none at all."""
OBSERVED, REGISTERED, BY_MAP, NO_AIM = range(len(AIMS))

_UNPROTECTED = ("column", "advance", "prone", "riding")
_CIRCLE = 804
"""A quarter of pi, Q10: area of a circle against the square of its width."""


@dataclass(frozen=True, slots=True, eq=False)
class ShellTable:
    """What C kinds of shell or bomb do where they burst.

    Attributes
    ----------
    names : tuple of str
        Rows of `lethal_area` of the chapter.
    hex_area, scale : int
        Square meters; width of a hex in meters.
    lethal : int64[C, 7]
        Q10 square meters by posture (artillery.1, air.2).
    stress : int64[C]
        Q10 square meters in which one keeps men down (artillery.5).
    crater : int64[C]
        Q10 square meters of works that one ruins (artillery.12).
    wire : int64[C]
        Q20 chance that one in the hex cuts a belt (works.3, air.9); 0 where the table has none.
    soft : int64[C]
        Q10 square meters in which one puts a gun out (artillery.12).
    open : bool[7]
        Postures in which the ground is the only cover (terrain.1).
    law : LossLaw
        Spread of the luck (artillery.9).
    """

    names: tuple[str, ...]
    hex_area: int
    scale: int
    lethal: Ints
    stress: Ints
    crater: Ints
    wire: Ints
    soft: Ints
    open: NDArray[np.bool_]
    dug_in_guns: int
    lorry_area: int
    law: LossLaw

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


@dataclass(frozen=True, slots=True, eq=False)
class BatteryTable:
    """How batteries fire: W weapons, C shells, all numbers of rules artillery.2 to 4, 6, 8 and 10.

    Attributes
    ----------
    shell : int64[W]
        Row of the shell, -1 for weapons that do not fire indirectly.
    howitzer : bool[W]
    near, far, load : int64[W]
        Least and greatest range in meters; rounds of one weapon in a unit of fire.
    deviation : int64[2, 3, 2]
        Gun or howitzer, by `AIMS` but none, along and across: centimeters at `reference` meters.
    rate : int64[C]
        Thousandths of a round a gun and minute in a preparation.
    pace : int64[7]
        Q10 by row of `MISSIONS`.
    fatigue : int
        Q10 of the rate of fire that full fatigue takes (morale.4).
    registration : int64[2]
        Minutes in place before points can be registered, by side.
    """

    shell: Ints
    howitzer: NDArray[np.bool_]
    near: Ints
    far: Ints
    load: Ints
    deviation: Ints
    reference: int
    fixed_share: int
    night: int
    rate: Ints
    pace: Ints
    sustained: int
    barrel_minutes: int
    fatigue: int
    delay_observer: int
    delay_runner: int
    delay_shift: int
    shift_m: int
    wire_link: int
    runner_link: int
    registration: Ints
    flash: int
    seen: int
    pulse_minutes: int
    safety_m: int
    lift_m: int
    stop_minutes: int

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def hex_scale(hex_area: int) -> int:
    """Width of a hex in meters from its area in square meters: the root of area x 2 / root of 3."""
    return isqrt(hex_area * 2_000_000_000 // 1_732_050_808)


def freeze_shells(rules: Ruleset) -> ShellTable:
    """Shells of artillery."""
    areas = rules.table("artillery", "lethal_area")
    crater = lined_up(areas.rows, rules.table("artillery", "crater"), "across")
    reach = rules.value("artillery", "works_reach")
    return shell_table(
        rules,
        areas,
        stress=rules.table("artillery", "suppression_area").column("area"),
        crater=(circle(crater) * reach) >> BITS,
        wire=lined_up(areas.rows, rules.table("works", "wire_cut", bits=20), "chance"),
    )


def shell_table(rules: Ruleset, areas: Grid, *, stress: Ints, crater: Ints, wire: Ints) -> ShellTable:
    """Table of shells or bombs from their areas."""
    area = rules.value("artillery", "hex_area", bits=0)
    lethal = areas.cells.copy()
    scrape = lethal[:, POSTURES.index("scrape")]
    return ShellTable(
        names=areas.rows,
        hex_area=area,
        scale=hex_scale(area),
        lethal=lethal,
        stress=stress.copy(),
        crater=crater,
        wire=wire,
        soft=(scrape * rules.value("artillery", "gun_area")) >> BITS,
        open=np.array([name in _UNPROTECTED for name in POSTURES]),
        dug_in_guns=rules.value("artillery", "dug_in_guns"),
        lorry_area=rules.value("artillery", "lorry_area"),
        law=loss_law(rules, "shells"),
    )


def circle(across: Ints) -> Ints:
    """Area of circles of a width, both Q10."""
    return (((across * across) >> BITS) * _CIRCLE) >> BITS


def lined_up(names: tuple[str, ...], table: Grid, column: str) -> Ints:
    """A column of a table in the order of `names`, 0 where it has no such row."""
    return np.array([table.at(name, column) if name in table.rows else 0 for name in names], np.int64)


def freeze_batteries(rules: Ruleset) -> BatteryTable:
    """How the batteries of the ruleset fire."""

    def whole(key: str) -> int:
        return rules.value("artillery", key, bits=0)

    hours = ("registration_hours", "registration_hours_japanese")
    shell, howitzer = _pieces(rules)
    link = rules.table("command", "link")
    return BatteryTable(
        shell=shell,
        howitzer=howitzer,
        near=_meters(rules, "range_min"),
        far=_meters(rules, "range_max"),
        load=_meters(rules, "load_rounds"),
        deviation=_deviations(rules),
        reference=whole("reference_range"),
        fixed_share=rules.value("artillery", "fixed_share"),
        night=rules.value("artillery", "night_unobserved"),
        rate=_rates(rules),
        pace=lined_up(MISSIONS, rules.table("artillery", "missions"), "pace"),
        sustained=rules.value("artillery", "sustained"),
        barrel_minutes=whole("barrel_minutes"),
        fatigue=rules.value("morale", "fatigue_effect"),
        delay_observer=whole("delay_observer"),
        delay_runner=whole("delay_runner"),
        delay_shift=whole("delay_shift"),
        shift_m=whole("shift_distance"),
        wire_link=link.at("radio", "link"),
        runner_link=link.at("runner", "link"),
        registration=np.array([(rules.value("artillery", key) * 60) >> BITS for key in hours], np.int64),
        flash=rules.value("artillery", "located_by_flash", bits=16),
        seen=rules.value("artillery", "located_by_observer", bits=16),
        pulse_minutes=rules.value("spotting", "pulse_minutes", bits=0),
        safety_m=whole("safety"),
        lift_m=whole("accompany_lift"),
        stop_minutes=whole("interdiction_delay"),
    )


def _pieces(rules: Ruleset) -> tuple[Ints, NDArray[np.bool_]]:
    """Shell of each weapon that fires indirectly, else -1; and whether it is a howitzer."""
    weapons, pieces = rules.weapons, rules.table("artillery", "pieces", bits=0)
    indirect = lined_up(weapons.classes, pieces, "indirect")[weapons.weapon_class] > 0
    able = indirect & (weapons.column("range_max") != ABSENT)
    howitzer = lined_up(weapons.classes, pieces, "howitzer")[weapons.weapon_class] > 0
    return np.where(able, weapons.shell, -1).astype(np.int64), howitzer & able


def _meters(rules: Ruleset, column: str) -> Ints:
    numbers = rules.weapons.column(column)
    return np.where(numbers == ABSENT, 0, numbers >> BITS)


def _deviations(rules: Ruleset) -> Ints:
    table = rules.table("artillery", "dispersion")
    kinds = (("observed_gun", "registered", "map"), ("observed_howitzer", "registered", "map"))
    rows = np.array([[table.rows.index(name) for name in names] for names in kinds], np.intp)
    columns = [table.columns.index("along"), table.columns.index("across")]
    return (table.cells[:, columns][rows] * 100) >> BITS


def _rates(rules: Ruleset) -> Ints:
    names = rules.table("artillery", "lethal_area").rows
    return (lined_up(names, rules.table("artillery", "rate"), "preparation") * 1000 // 60) >> BITS
