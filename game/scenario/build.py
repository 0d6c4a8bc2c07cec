"""From checked files to what the engine starts from: board, units, tables, turns, weather."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine.clock import Calendar, Sky, Weather
from game.engine.units import Units
from game.grid.board import Board
from game.rules.command_net import CommandNet
from game.rules.crossing_table import CrossingTable
from game.rules.ruleset import Ruleset
from game.rules.supply_net import SupplyNet
from game.scenario.arrays import EPOCH, Rows, calendar_of, minute, units_of
from game.scenario.boardfile import TERRITORIES, board_of, wire_belts, with_wire
from game.scenario.compile import compile_ruleset
from game.scenario.compile_forces import facing_of, net_of, posture_of, trains_of
from game.scenario.compile_map import crossings_of, entry_hexes, entry_roads, supply_of
from game.scenario.load import Bundle
from game.scenario.models.common import SIDES as SIDE_NAMES
from game.scenario.models.common import Name
from game.scenario.models.ruleset import Terrains
from game.scenario.roster import GRADES, Roster, build_roster
from game.scenario.turns import Turn, turns_of
from game.scenario.weather import Choice, sky_of, veils_of, weather_of

__all__ = ["EPOCH", "GRADES", "Start", "build", "minute"]


@dataclass(frozen=True, slots=True)
class Start:
    """Everything a game begins with. Rows of `units` follow `roster.counters`.

    Attributes
    ----------
    wire : uint8[H, 6]
        Belts of wire on each hexside.
    facing, posture : int8[U]
        Direction 0..5 or -1, and row of `POSTURES`, of each unit.
    command : CommandNet
        Who commands whom, and the state of the staffs.
    crossings, supply : CrossingTable, SupplyNet
        Over the water, and where stores come from.
    entry_hexes : int32[E, X]
        Where units come onto the map, by `entries`, best first; -1 after the last.
    entry_road : int16[E]
        Road that each entry leads over; entries of one road share its queue.
    train : int8[U]
        Row of `supply_table.FORMATIONS` whose train follows the unit, -1 for none.
    turns, calendar : tuple of Turn, Calendar
        The same turns in words and in minutes.
    veils : bool[K]
        Classes of weather that hide the moon, by row of the weather table (`Sky.light`).
    terrain, kinds, weapons : tuple of str
        Rows of the ruleset's tables: `board.terrain`, `units.kind`, and the columns of `units.weapons` and
        `units.vehicles` index them.
    territories, formations, entries : tuple of str
        Rows of `board.territory`, `units.formation` and `units.entry`.
    """

    bundle: Bundle
    board: Board
    wire: NDArray[np.uint8]
    roster: Roster
    units: Units
    facing: NDArray[np.int8]
    posture: NDArray[np.int8]
    command: CommandNet
    crossings: CrossingTable
    supply: SupplyNet
    entry_hexes: NDArray[np.int32]
    entry_road: NDArray[np.int16]
    train: NDArray[np.int8]
    turns: tuple[Turn, ...]
    calendar: Calendar
    sky: Sky
    veils: NDArray[np.bool_]
    weather: Weather
    ruleset: Ruleset
    terrain: tuple[str, ...]
    terrain_names: dict[str, Name]
    territories: tuple[str, ...]
    kinds: tuple[str, ...]
    weapons: tuple[str, ...]
    formations: tuple[str, ...]
    entries: tuple[str, ...]


def build(
    bundle: Bundle, options: frozenset[str] = frozenset(), seed: int = 0, weather: Choice = "recorded"
) -> Start:
    """Build the start of a scenario; `options` names optional units or formations to switch on."""
    scenario = bundle.scenario.model
    roster = build_roster(bundle, options)
    board = board_of(bundle.map.model, bundle.ruleset)
    wire = {side: n for name in SIDE_NAMES for side, n in scenario.setup[name].wire.items()}
    board = with_wire(board, bundle.map.model, wire) if wire else board
    environment = bundle.environment.model
    rules = compile_ruleset(bundle.ruleset.models(), scenario.overlay.rules)
    rows = Rows(
        board,
        rules.kinds.names,
        rules.weapons.names,
        tuple(roster.formations),
        tuple(bundle.map.model.entries),
    )
    units = units_of(roster.counters, rows, rules.value("units", "start_cohesion"))
    turns = turns_of(bundle.calendar.model, scenario.start, scenario.end)
    return Start(
        bundle=bundle,
        board=board,
        wire=wire_belts(board, bundle.map.model, wire),
        roster=roster,
        units=units,
        facing=facing_of(roster, units, board),
        posture=posture_of(units),
        command=net_of(roster),
        crossings=crossings_of(bundle.map.model, board),
        supply=supply_of(bundle.map.model, board, rules),
        entry_hexes=entry_hexes(bundle.map.model, board),
        entry_road=entry_roads(bundle.map.model),
        train=trains_of(roster, units, rules),
        turns=turns,
        calendar=calendar_of(turns),
        sky=sky_of(environment),
        veils=veils_of(environment),
        weather=weather_of(environment, seed, weather),
        ruleset=rules,
        terrain=rules.terrain.names,
        terrain_names={k: t.name for d in bundle.ruleset.of(Terrains) for k, t in d.model.terrain.items()},
        territories=TERRITORIES,
        kinds=rows.kinds,
        weapons=rows.weapons,
        formations=rows.formations,
        entries=rows.entries,
    )
