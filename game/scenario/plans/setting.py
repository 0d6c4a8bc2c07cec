"""What a plan is read against: names, places, who is in play, and when the scenario begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from game.grid.board import make_board
from game.scenario.arrays import minute
from game.scenario.build import Start
from game.scenario.load import RulesetFiles
from game.scenario.models.mapfile import MapFile
from game.scenario.models.oob import OrderOfBattle
from game.scenario.models.ruleset import Kind, Rules
from game.scenario.plans.names import Names, names_of
from game.scenario.plans.places import Places, places_of
from game.scenario.roster import kinds_of


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything known of a battle; `rows` of the units in play, `begin` the minute of the first turn."""

    names: Names
    places: Places
    rows: Mapping[str, int]
    begin: int
    bombs: tuple[str, ...]


def ground_of(start: Start) -> Ground:
    """The ground of a scenario about to begin."""
    bundle = start.bundle
    names = names_of((force.model for force in bundle.forces), kinds_of(bundle))
    rows = {counter.id: n for n, counter in enumerate(start.roster.counters)}
    begin = minute(bundle.scenario.model.start)
    return Ground(names, places_of(bundle.map.model, start.board), rows, begin, bombs_of(bundle.ruleset))


def whole_ground(
    forces: Iterable[OrderOfBattle], kinds: Mapping[str, Kind], map_file: MapFile, ruleset: RulesetFiles
) -> Ground:
    """The ground of no scenario: everybody is in play and nothing is past. For checking a plan by itself."""
    names = names_of(forces, kinds)
    rows = {unit: n for n, unit in enumerate(names.symbols)}
    # The places need the shape of the board alone, so a map with faults of its own does no harm here.
    grid = map_file.grid
    flat = np.zeros(grid.columns * grid.rows, np.int8)
    places = places_of(map_file, make_board(grid.columns, grid.rows, grid.across_m, flat, flat, flat))
    return Ground(names, places, rows, 0, bombs_of(ruleset))


def bombs_of(ruleset: RulesetFiles) -> tuple[str, ...]:
    """Names of the bombs of a ruleset."""
    tables = (document.model.tables for document in ruleset.of(Rules) if document.model.id == "air")
    return tuple(key for table in tables if "bombs" in table for key in table["bombs"].rows)
