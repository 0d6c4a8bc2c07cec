"""The frozen numbers of marching: minutes, modes, weather, hexsides, stacking, crossings."""

from __future__ import annotations

from dataclasses import dataclass
from math import radians, tan

import numpy as np
from numpy.typing import NDArray

from game.rules.ruleset import Ruleset
from game.rules.tables import ABSENT, BITS, IMPASSABLE, ONE, Grid, fixed, seal

Ints = NDArray[np.int64]

ADVANCE, COLUMN, SWIM = 0, 1, 2
LAYERS = ("advance", "column", "swim")
"""Ways of using the ground: anywhere, on ways alone, and over the lake as well."""
CLOSED = -1
"""Price of a side that cannot be crossed."""
GROUND = ("dry", "soft", "wet", "mud")
"""States of the ground, in the order of `movement.ground`."""
TRACTION = {
    "infantry": "foot",
    "carried": "foot",
    "horse": "draft",
    "horse_artillery": "draft",
    "lorry": "wheels",
    "tractor": "tracks",
    "t26": "tracks",
    "bt": "tracks",
}
"""What mud does to a mobility: its column of `movement.ground`. Trains, boats and aircraft have none."""
UNTOUCHED_BY_DARK = ("rail", "air")
TANKS = ("t26", "bt")
SWIMMERS = ("infantry",)
CROSSINGS = ("boats", "ferry", "bridge")


@dataclass(frozen=True, slots=True, eq=False)
class MarchTable:
    """Rules movement.1 to movement.10; M mobilities, T terrains, minutes in tenths.

    Attributes
    ----------
    ground, way : int32[M, T], int32[M, 4]
        To enter a hex by its terrain and by the way over the side; `IMPASSABLE` where no way leads.
    climb, stream, wire : int32[M]
        Added for 10 m of climb, a stream, a belt of wire; `IMPASSABLE` where it closes the side.
    steepest : int32[M]
        Q10 tangent of the steepest slope; 0 where none is set.
    swims, wet : bool[M], bool[T]
        Mobilities that may swim; terrains that are water.
    lake : int
        Row of the lake among the terrains, -1 for none.
    swim, swim_loss : int
        Tenths of a minute a lake hex; Q16 share of the men lost in it.
    state, night, fog : int32[4, M], int32[M], int32[M]
        Q10 factors on the minutes by the state of the ground, by night, in fog.
    mode, mode_suppression, mode_detection : int32[4]
        Q10, in the order of `modes`.
    fatigue, under_fire : int
        Q10: minutes times 1 + this x fatigue, and 1 + this x suppression.
    stack_weight, stack_men, full_men, full_vehicles, columns, leave_fires : int
        Most companies (Q10) and men in a hex; what makes a company; columns a direction; reaction fires.
    crossing : int32[3, 2]
        Men and loads an hour, in the order of `CROSSINGS`.
    trip : int32[3, 2]
        Least minutes of men and of loads on the water or on the bridge.
    crossing_night, crossing_bombed, horses_per_load : int
        Q10 factors; horses.
    """

    mobilities: tuple[str, ...]
    modes: tuple[str, ...]
    ground: NDArray[np.int32]
    way: NDArray[np.int32]
    climb: NDArray[np.int32]
    stream: NDArray[np.int32]
    wire: NDArray[np.int32]
    steepest: NDArray[np.int32]
    swims: NDArray[np.bool_]
    wet: NDArray[np.bool_]
    lake: int
    swim: int
    swim_loss: int
    state: NDArray[np.int32]
    night: NDArray[np.int32]
    fog: NDArray[np.int32]
    mode: NDArray[np.int32]
    mode_suppression: NDArray[np.int32]
    mode_detection: NDArray[np.int32]
    fatigue: int
    under_fire: int
    stack_weight: int
    stack_men: int
    full_men: int
    full_vehicles: int
    columns: int
    leave_fires: int
    crossing: NDArray[np.int32]
    trip: NDArray[np.int32]
    crossing_night: int
    crossing_bombed: int
    horses_per_load: int

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)

    def row(self, mobility: str) -> int:
        """Row of a mobility."""
        return self.mobilities.index(mobility)


def freeze_march(rules: Ruleset) -> MarchTable:
    """The chapter `movement` of a ruleset as integers."""
    base, modes = rules.movement, rules.table("movement", "modes")
    names = base.mobilities
    sides, crossing = rules.table("movement", "sides"), rules.table("movement", "crossings")
    order = [crossing.rows.index(name) for name in CROSSINGS]

    def whole(key: str) -> int:
        return rules.value("movement", key) >> BITS

    men, loads, bridge = whole("ferry_men"), whole("ferry_guns"), whole("bridge_foot")
    return MarchTable(
        mobilities=names,
        modes=modes.rows,
        ground=base.ground.astype(np.int32),
        way=base.way.astype(np.int32),
        climb=base.climb.astype(np.int32),
        stream=_tenths(sides, "stream", names),
        wire=_tenths(sides, "wire", names),
        steepest=_steepest(rules, names),
        swims=np.isin(names, SWIMMERS),
        wet=~rules.terrain.land,
        lake=rules.terrain.names.index("lake") if "lake" in rules.terrain.names else -1,
        swim=_minutes(rules.value("movement", "swim")),
        swim_loss=rules.value("movement", "swim_loss", 16),
        state=_state(rules, names),
        night=_weather(rules, "night", names),
        fog=_weather(rules, "fog", names),
        mode=modes.column("minutes").astype(np.int32),
        mode_suppression=modes.column("suppression").astype(np.int32),
        mode_detection=modes.column("detection").astype(np.int32),
        fatigue=rules.value("movement", "fatigue"),
        under_fire=rules.value("movement", "under_fire"),
        stack_weight=rules.value("movement", "stack_companies"),
        stack_men=whole("stack_men"),
        full_men=whole("stack_full_men"),
        full_vehicles=whole("stack_full_vehicles"),
        columns=whole("columns_per_road"),
        leave_fires=whole("leave_fires"),
        crossing=(crossing.cells[order] >> BITS).astype(np.int32),
        trip=np.array([[men, loads], [men, loads], [bridge, bridge]], np.int32),
        crossing_night=rules.value("movement", "crossing_night"),
        crossing_bombed=rules.value("movement", "crossing_bombed"),
        horses_per_load=whole("horses_per_load"),
    )


def _minutes(q10: int) -> int:
    """Q10 minutes as tenths, to the nearest."""
    return (q10 * 10 + ONE // 2) >> BITS


def _tenths(grid: Grid, column: str, names: tuple[str, ...]) -> NDArray[np.int32]:
    cells = [grid.at(name, column) if name in grid.rows else int(ABSENT) for name in names]
    return np.array([IMPASSABLE if c == ABSENT else _minutes(c) for c in cells], np.int32)


def _state(rules: Ruleset, names: tuple[str, ...]) -> NDArray[np.int32]:
    table = rules.table("movement", "ground")
    rows = [[table.at(state, TRACTION[n]) if n in TRACTION else ONE for n in names] for state in GROUND]
    return np.array(rows, np.int32)


def _weather(rules: Ruleset, key: str, names: tuple[str, ...]) -> NDArray[np.int32]:
    factor = rules.value("movement", key)
    return np.array([ONE if name in UNTOUCHED_BY_DARK else factor for name in names], np.int32)


def _steepest(rules: Ruleset, names: tuple[str, ...]) -> NDArray[np.int32]:
    limit = fixed(tan(radians(rules.where("movement.tank_slope").value)))
    return np.array([limit if name in TANKS else 0 for name in names], np.int32)
