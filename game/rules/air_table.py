"""The numbers of aircraft, bombs and anti-aircraft guns (rules air.*)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.rules.artillery_table import Ints, ShellTable, circle, lined_up, shell_table
from game.rules.ruleset import Ruleset
from game.rules.tables import ABSENT, BITS, ONE, Grid, seal

STRAFERS = ("fighter", "assault_aircraft")
"""Classes of aircraft that attack with machine guns."""
GUNNERS = ("anti_aircraft",)
ALTITUDES = ("low", "medium", "night")
"""Rows of `air.aa_altitude`."""
LOW, MEDIUM, NIGHT = range(len(ALTITUDES))
BIN = 30
"""Minutes of a step of the time aircraft rest."""


@dataclass(frozen=True, slots=True, eq=False)
class AirTable:
    """T types of aircraft, K kinds of bomb, W weapons.

    Attributes
    ----------
    types, bombs : tuple of str
        Rows of `air.types` and `air.lethal_area`.
    kinds : ShellTable
        What the bombs do: `artillery.shell` and the rest read it.
    load : int64[T, K]
        Bombs of one kind that one aircraft carries (air.1).
    altitude : int64[T]
        Meters of attack.
    deviation : int64[T, 2]
        Centimeters along and across the line of flight.
    under_cloud, by_night, strafes : bool[T]
    mass : int64[K]
        Kilograms.
    ceiling, reach : int64[W]
        Meters of height and of ground that an anti-aircraft gun covers; -1 for other weapons.
    height_factor : int64[3]
        Q10 by row of `ALTITUDES` (air.4).
    loss : int
        Q20 that one gun which engages an aircraft shoots it down (air.4).
    """

    types: tuple[str, ...]
    bombs: tuple[str, ...]
    kinds: ShellTable
    load: Ints
    altitude: Ints
    deviation: Ints
    under_cloud: NDArray[np.bool_]
    by_night: NDArray[np.bool_]
    strafes: NDArray[np.bool_]
    mass: Ints
    ceiling: Ints
    reach: Ints
    height_factor: Ints
    base_ceiling: int
    abort_ceiling: int
    low_ceiling: int
    night_moon: int
    dust_visibility: int
    dust_pulses: int
    safety_m: int
    error: int
    loss: int
    engaged: int
    damaged: int
    low_below: int
    rest_bins: int
    missions_a_day: int
    strafing: int
    strafing_minutes: int
    shock_m: int
    shock_mass: int
    shock: int
    dread: int

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def freeze_air(rules: Ruleset) -> AirTable:
    """Numbers of the air from the chapters air and weapons."""
    types = rules.table("air", "types")
    bombs = rules.table("air", "bombs")
    names = rules.table("air", "lethal_area").rows
    mass = _whole(bombs, "mass", names)
    ceiling, reach = _guns(rules)
    classes = [rules.weapons.classes[rules.weapons.weapon_class[row]] for row in _aircraft(rules)]
    columns = [types.columns.index("along"), types.columns.index("across")]
    altitude = rules.table("air", "aa_altitude")
    return AirTable(
        types=types.rows,
        bombs=names,
        kinds=_bombs(rules),
        load=_loads(rules, types, mass),
        altitude=types.column("altitude") >> BITS,
        deviation=(types.cells[:, columns] * 100) >> BITS,
        under_cloud=types.column("low_ceiling") > 0,
        by_night=types.column("night") > 0,
        strafes=np.array([name in STRAFERS for name in classes]),
        mass=mass,
        ceiling=ceiling,
        reach=reach,
        height_factor=np.array([altitude.at(name, "factor") for name in ALTITUDES], np.int64),
        **_values(rules),
    )


def _values(rules: Ruleset) -> dict[str, int]:
    """The single numbers of the chapter."""

    def whole(key: str) -> int:
        return rules.value("air", key, bits=0)

    return {
        "base_ceiling": whole("base_ceiling"),
        "abort_ceiling": whole("ceiling_abort"),
        "low_ceiling": whole("ceiling_low_only"),
        "night_moon": whole("night_moon"),
        "dust_visibility": rules.value("air", "dust_visibility"),
        "dust_pulses": whole("dust_pulses"),
        "safety_m": whole("safety"),
        "error": rules.value("air", "error_chance", bits=16),
        "loss": rules.value("air", "aa_loss", bits=20),
        "engaged": rules.value("air", "aa_engaged"),
        "damaged": rules.value("air", "damaged_per_lost"),
        "low_below": whole("aa_low_below"),
        "rest_bins": -(-whole("turnaround_hours") * 60 // BIN),
        "missions_a_day": whole("missions_a_day"),
        "strafing": rules.value("air", "strafing_re"),
        "strafing_minutes": whole("strafing_minutes"),
        "shock_m": whole("shock_radius"),
        "shock_mass": whole("shock_mass"),
        "shock": -rules.value("air", "shock_cohesion"),
        "dread": rules.value("air", "bombing_cohesion"),
    }


def _bombs(rules: Ruleset) -> ShellTable:
    """What the bombs do where they land."""
    areas = rules.table("air", "lethal_area")
    crater = rules.table("air", "bombs")
    across = np.array([crater.at(name, "crater") for name in areas.rows], np.int64)
    ruined = (circle(np.where(across == ABSENT, 0, across)) * rules.value("artillery", "works_reach")) >> BITS
    stress = rules.table("air", "suppression_area").column("area")
    wire = rules.table("air", "wire_cut", bits=20)
    return shell_table(rules, areas, stress=stress, crater=ruined, wire=lined_up(areas.rows, wire, "chance"))


def _aircraft(rules: Ruleset) -> list[int]:
    """Rows of the weapon table of the types."""
    return [rules.weapons.names.index(name) for name in rules.table("air", "types").rows]


def _loads(rules: Ruleset, types: Grid, mass: Ints) -> Ints:
    """Bombs of each kind: as many as the type takes and its usual load in kilograms allows."""
    most = types.column("bombs")[:, None] >> BITS
    kilograms = rules.weapons.column("bombs_usual")[_aircraft(rules)]
    carried = np.where(kilograms == ABSENT, 0, kilograms >> BITS)[:, None]
    return np.asarray(np.minimum(most, carried // mass))


def _guns(rules: Ruleset) -> tuple[Ints, Ints]:
    """Height and ground that anti-aircraft weapons cover; machine guns as far as they are really fired."""
    weapons = rules.weapons
    guns = np.array([weapons.classes[row] in GUNNERS for row in weapons.weapon_class])
    ceiling, far = weapons.column("ceiling"), weapons.column("range_max")
    far = np.where(far == ABSENT, weapons.column("range_practical"), far)
    able = guns & (ceiling != ABSENT) & (far != ABSENT)
    reach = np.minimum(far >> BITS, rules.value("air", "aa_reach", bits=0))
    return np.where(able, ceiling >> BITS, -1), np.where(able, reach, -1)


def _whole(table: Grid, column: str, names: tuple[str, ...]) -> Ints:
    return np.array([table.at(name, column) // ONE for name in names], np.int64)
