"""What a game is played with: everything that stays as it is, and the luck and weather of each game."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import prod

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import Acts, nothing_later
from game.engine.cadre import Cadre
from game.engine.clock import Calendar, Sky, Weather
from game.engine.dice import Bits, draws, draws_of
from game.engine.prices import Prices
from game.engine.tables import Tables
from game.grid.board import Board
from game.rules.command_net import CommandNet
from game.rules.crossing_table import CrossingTable
from game.rules.dispersion import footprint
from game.rules.los import STANDING, SightTable
from game.rules.los_walk import NEVER
from game.rules.supply_net import SupplyNet, fans
from game.rules.victory_stakes import Stakes
from game.rules.visibility import Lines

CARRIER_DM = 17
"""Height of a man with a load, decimeters."""


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """A scenario compiled for play.

    Attributes
    ----------
    scenario : str
        Its id.
    board, lines, sight, calendar, sky, tables, cadre, stakes
        Ground, lines of sight, turns, light, rules, units, aims.
    prices, command, crossings, supply
        What steps cost, who commands whom, ways over the water, where stores come from.
    crest : bool[H]
        Hexes of the objectives: named crests, on which defenders hold on.
    foggy, veils : bool[C]
        Weather classes in which fog lies, and those that hide the moon.
    enterable : bool[M, H]
        Hexes that a mobility can enter from some side.
    squadrons, armored, piercing : int64[S], int64[T], int64[A]
        Rows of the units that fly, that have armor, that have weapons against armor.
    aircraft, air_type, crew : int64[S]
        Of each squadron: row of the weapon table, row of `AirTable.types`, men in an aircraft.
    aerials : bool[U]
        Units of which the leader's tank is told by its aerial.
    guns, flak : bool[U, W], int64[U, W]
        The gun that each battery loses under fire; anti-aircraft guns.
    home : int64[2]
        Hex over which the aircraft of each side come.
    gunners : bool[U]
        Units with machine guns.
    train : int8[U]
        Row of `supply_table.FORMATIONS` whose train follows the unit, -1 for none.
    roads : int16[E]
        Road that each entry leads over.
    cover : int
        Q16 chance that a mission turns back before the other side's aircraft.
    historical : bool
        Whether the cease-fire comes at the hour of the record.
    """

    scenario: str
    board: Board
    lines: Lines
    sight: SightTable
    calendar: Calendar
    sky: Sky
    tables: Tables
    cadre: Cadre
    stakes: Stakes
    prices: Prices
    command: CommandNet
    crossings: CrossingTable
    supply: SupplyNet
    crest: NDArray[np.bool_]
    foggy: NDArray[np.bool_]
    veils: NDArray[np.bool_]
    enterable: NDArray[np.bool_]
    squadrons: NDArray[np.int64]
    armored: NDArray[np.int64]
    piercing: NDArray[np.int64]
    aircraft: NDArray[np.int64]
    air_type: NDArray[np.int64]
    crew: NDArray[np.int64]
    aerials: NDArray[np.bool_]
    guns: NDArray[np.bool_]
    flak: NDArray[np.int64]
    home: NDArray[np.int64]
    gunners: NDArray[np.bool_]
    train: NDArray[np.int8]
    roads: NDArray[np.int16]
    cover: int
    historical: bool = False
    _prints: list[NDArray[np.int32]] = field(default_factory=list)
    _fans: list[NDArray[np.int32]] = field(default_factory=list)

    def cost(self, wire: NDArray[np.int8], ways: NDArray[np.uint8]) -> NDArray[np.int32]:
        """Prices of steps int32[3, M, H, 6] on ground with this wire and these ways (H, 6)."""
        return self.prices.of(wire, ways)

    def idle(self, shape: tuple[int, ...]) -> Acts:
        """Units (..., U) with nothing before them: what waits when nothing waits."""
        return nothing_later(shape, self.tables.march.modes.index("advance"))

    def fields(self, eye: int, hexes: NDArray[np.integer], least_dm: int, reach_m: int) -> NDArray[np.bool_]:
        """Hexes bool[H] of which somebody at `hexes` (n) sees what stands `least_dm` above the ground.

        `eye` is a row of the sight table's eyes, `reach_m` how far one sees.
        """
        lines, quarters = self.lines, min(2 * least_dm // 5, NEVER - 1)
        open_ = (self.sight.table[eye, hexes] <= quarters) & (lines.meters <= reach_m)
        row, offset = np.nonzero(open_)
        out = np.zeros(self.board.hexes, np.bool_)
        out[lines.place[lines.code[hexes[row]] + lines.path[offset, -1] - lines.least]] = True
        return out

    def fan(self) -> NDArray[np.int32]:
        """Hexes that machine guns in each hex lay under fire, int32[H, K]; made once."""
        if not self._fans:
            reach = self.tables.supply.carrier_cut
            self._fans.append(fans(self.board, self.lines, reach, STANDING, CARRIER_DM))
        return self._fans[0]

    def footprint(self) -> NDArray[np.int32]:
        """Hexes about each hex, int32[H, 19]; made once."""
        if not self._prints:
            self._prints.append(footprint(self.board))
        return self._prints[0]


@dataclass(frozen=True, slots=True)
class Fate:
    """Seed and weather of each of B games; `pooled` games draw under one key, which is quicker and for
    samples of which none is ever played again alone.
    """

    seeds: tuple[int, ...]
    weather: tuple[Weather, ...]
    pooled: bool = False

    def __post_init__(self) -> None:
        if len(self.seeds) != len(self.weather):
            raise ValueError("a weather for each seed")

    def pick(self, games: Sequence[int]) -> Fate:
        """Those of some games."""
        seeds, weather = (tuple(of[g] for g in games) for of in (self.seeds, self.weather))
        return Fate(seeds, weather, self.pooled)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Dice:
    """The dice of one pulse in B games. `minute` is the start of the pulse: the address of its luck."""

    seeds: tuple[int, ...]
    turn: int
    minute: int
    batch: int = 0
    pooled: bool = False

    def words(self, purpose: str, *shape: int, begin: int = 0) -> Bits:
        """Raw words (B, *shape); `begin` of them are left out before the first of each game."""
        if self.pooled:
            wide = (len(self.seeds), *shape)
            first, when = self.seeds[0], (self.turn, self.minute)
            return draws(first, purpose, *when, wide, batch=self.batch, begin=begin)
        when = (self.turn, self.minute)
        return draws_of(self.seeds, purpose, *when, shape, batch=self.batch, begin=begin)

    def rows(self, purpose: str, rows: NDArray[np.integer], units: int, *width: int) -> Bits:
        """Words (B, N, *width) of some rows, in rising order, as in `words(purpose, units, *width)`."""
        if self.pooled or not len(rows):
            return self.words(purpose, units, *width)[:, rows]
        low, high = int(rows[0]), int(rows[-1])
        return self.words(purpose, high - low + 1, *width, begin=low * prod(width))[:, rows - low]

    def at(
        self, purpose: str, game: NDArray[np.integer], row: NDArray[np.integer], shape: tuple[int, int]
    ) -> Bits:
        """Words (N, width) of some rows of some games, as in `words(purpose, *shape)` of (rows, width).

        Few rows are wanted of many: those of a board's hexes in which something happens.
        """
        rows, width = shape
        out = np.empty((len(game), width), np.uint64)
        for n, (g, h) in enumerate(zip(game.tolist(), row.tolist(), strict=True)):
            first, place = (self.seeds[0], g * rows + h) if self.pooled else (self.seeds[g], h)
            out[n] = draws(
                first, purpose, self.turn, self.minute, width, batch=self.batch, begin=place * width
            )
        return out
