"""A made field of any size: the map of the battle many times side by side, with its units on every sheet.

For tests and measures of growth alone; nobody fought here, and it is no scenario. Only the first sheet has
the objectives, crossings and magazines; commands, stores and dice are those of the real thing.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.engine.cadre import Cadre
from game.engine.orders import Hold, March, Order
from game.engine.prices import Prices
from game.engine.setting import Setting
from game.engine.state import State
from game.engine.units import Units
from game.grid.board import Board, make_board, share_sides
from game.rules.columns import passable
from game.rules.command_net import CommandNet
from game.rules.los import sight_table
from game.rules.los_relief import make_relief
from game.rules.movement_cost import entry_cost
from game.rules.movement_table import ADVANCE
from game.rules.supply_net import banks
from game.rules.victory_stakes import Stakes
from game.rules.visibility import draw_lines
from game.scenario.build import Start, build
from game.scenario.ground import load_ground
from game.scenario.load import find_scenario, load_bundle
from game.scenario.setting import first_state, setting_of

Array = NDArray[Any]
DEEP = 54
"""Rows of a sheet: an even number, so that the rows of all sheets are shifted alike."""
WATER = ("lake", "river")


@dataclass(frozen=True, slots=True)
class Field:
    """Setting and first state of a made field, and what a window would read of it."""

    setting: Setting
    state: State
    start: Start


@dataclass(frozen=True, slots=True)
class _Sheets:
    """How the small map lies on the large one: `corners` are the first hexes of the sheets with units."""

    small: Board
    board: Board
    corners: tuple[int, ...]

    def moved(self, hexes: Array, corner: int) -> Array:
        """Hexes of the small map on the sheet with this corner; negative ones stay."""
        row, col = np.divmod(np.maximum(hexes, 0), self.small.cols)
        there = corner + row * self.board.cols + col
        return np.where(hexes < 0, hexes, there).astype(hexes.dtype)

    def first(self, place: Array) -> Array:
        """Flags of hexes (..., H) on the first sheet of the large map, nothing elsewhere."""
        out = np.zeros((*place.shape[:-1], self.board.hexes), place.dtype)
        out[..., self.moved(np.arange(self.small.hexes), 0)] = place
        return out

    def everywhere(self, of_hex: Array) -> Array:
        """Values by hex (H, ...) of the small map on all sheets of the large one."""
        return np.asarray(of_hex[_pattern(self.small, self.board.cols, self.board.rows)])


def field(cols: int, rows: int, copies: int, reach_m: int, scenario: str = "offensive") -> Field:
    """A field of `cols` x `rows` hexes with the units of a scenario `copies` times, sight reaching `reach_m`.

    Raises
    ------
    ValueError
        If there are fewer sheets than copies.
    """
    start = build(load_bundle(find_scenario(scenario)))
    small = setting_of(start)
    board = _board(start.board, cols, rows)
    # The last row of the small map is the first of the next sheet.
    across, down = cols // start.board.cols, (rows - 1) // DEEP
    if copies > across * down:
        raise ValueError(f"{copies} copies of the units on {across * down} sheets")
    corners = [DEEP * j * cols + start.board.cols * i for j in range(down) for i in range(across)]
    sheets = _Sheets(start.board, board, tuple(corners[:copies]))
    setting = _setting(small, sheets, reach_m)
    whole = _start(start, setting, sheets)
    return Field(setting, first_state(whole, setting).seal(), whole)


def orders(made: Field) -> list[Order]:
    """Every third unit on the map marches a few hexes west or east, towards the enemy; the others hold."""
    cadre, board = made.setting.cadre, made.setting.board
    found: list[Order] = []
    for row in np.flatnonzero((made.state.forces.hex[0] >= 0) & ~cadre.flies).tolist():
        place, way = int(made.state.forces.hex[0, row]), []
        for _ in range(4):
            place = int(board.neighbor[place, 3 if cadre.side[row] == 0 else 0])
            if place < 0 or not made.setting.enterable[cadre.mobility[row], place]:
                break
            way.append(place)
        found.append(March(unit=row, route=tuple(way)) if way and row % 3 == 0 else Hold(unit=row))
    return found


def _pattern(small: Board, cols: int, rows: int) -> Array:
    """Hex of the small map that each hex of the large one repeats."""
    row, col = np.divmod(np.arange(cols * rows), cols)
    return np.asarray(row % DEEP * small.cols + col % small.cols)


def _board(small: Board, cols: int, rows: int) -> Board:
    same = _pattern(small, cols, rows)
    bare = make_board(
        cols, rows, small.scale, *(part[same] for part in (small.height, small.terrain, small.territory))
    )
    sides = (share_sides(part[same], bare.neighbor) for part in (small.edges, small.ways))
    return make_board(cols, rows, small.scale, bare.height, bare.terrain, bare.territory, *sides)


def _heights(board: Board) -> Array:
    """Heights on 50 m under the large board: those of the survey, over and over."""
    known = load_ground().heights
    step = load_ground().cell_m
    deep, wide = board.scale * board.rows * 7 // 8 // step + 2, board.scale * (board.cols + 1) // step + 2
    return np.asarray(known[np.arange(deep)[:, None] % known.shape[0], np.arange(wide) % known.shape[1]])


def _setting(small: Setting, sheets: _Sheets, reach_m: int) -> Setting:
    board, tables, copies = sheets.board, small.tables, len(sheets.corners)
    ground = load_ground()
    relief = make_relief(_heights(board), int(ground.x0), int(ground.y0), ground.cell_m, 0)
    sight = sight_table(board, relief, reach_m, small.sight.eyes_dm)
    faces = (board.height, board.terrain, board.ways, board.edges, 0, board.scale)
    cost = entry_cost(tables.march, board.neighbor, *faces)
    wet = np.isin(tables.rules.terrain.names, WATER)
    units = len(small.cadre)
    rows = np.arange(copies)[:, None] * units

    return replace(
        small,
        board=board,
        sight=sight,
        lines=draw_lines(board, sight),
        cadre=_cadre(small.cadre, copies),
        stakes=_stakes(small.stakes, sheets),
        prices=Prices(board, tables.march),
        command=_command(small.command, copies, units),
        crossings=replace(
            small.crossings,
            near=sheets.moved(small.crossings.near, 0),
            far=sheets.moved(small.crossings.far, 0),
        ),
        supply=replace(small.supply, hex=sheets.moved(small.supply.hex, 0), bank=banks(board, wet)),
        crest=sheets.first(small.crest),
        enterable=passable(cost[ADVANCE], board.neighbor),
        squadrons=(rows + small.squadrons).reshape(-1),
        armored=(rows + small.armored).reshape(-1),
        piercing=(rows + small.piercing).reshape(-1),
        home=np.array([board.cols - 1, (board.rows - 1) * board.cols], np.int64),
        **_many(
            small, ("aircraft", "air_type", "crew", "aerials", "guns", "flak", "gunners", "train"), copies
        ),
        _prints=[],
        _fans=[],
    )


def _many(small: object, names: tuple[str, ...], copies: int) -> dict[str, Any]:
    """Columns of units so many times."""
    return {name: np.concatenate([getattr(small, name)] * copies) for name in names}


def _cadre(small: Cadre, copies: int) -> Cadre:
    columns = {f.name: getattr(small, f.name) for f in fields(small)}
    wide = {
        name: np.concatenate([column] * copies)
        for name, column in columns.items()
        if isinstance(column, np.ndarray)
    }
    several = len(small.formations)
    wide["formation"] = np.concatenate([small.formation + several * k for k in range(copies)])
    ids = tuple(f"{name}-{k}" for k in range(copies) for name in small.ids)
    return replace(small, **wide, ids=ids, formations=small.formations * copies)


def _command(small: CommandNet, copies: int, units: int) -> CommandNet:
    several = len(small.parent)

    def shifted(rows: Array, by: int) -> Array:
        return np.concatenate([np.where(rows < 0, rows, rows + by * k) for k in range(copies)]).astype(
            rows.dtype
        )

    return CommandNet(
        parent=shifted(small.parent, several),
        side=np.concatenate([small.side] * copies),
        post=shifted(small.post, units),
        staff=np.concatenate([small.staff] * copies),
        settles=np.concatenate([small.settles] * copies),
        superiors=shifted(small.superiors, units),
    )


def _stakes(small: Stakes, sheets: _Sheets) -> Stakes:
    copies = len(sheets.corners)
    victory, tasks = small.victory, small.victory.tasks
    ground = replace(victory.ground, hexes=sheets.moved(victory.ground.hexes, 0))
    tasks = replace(tasks, units=np.concatenate([tasks.units] * copies, axis=1))
    entries = replace(
        small.entries,
        hexes=sheets.moved(small.entries.hexes, 0),
        members=np.concatenate([small.entries.members] * copies, axis=1),
    )
    return replace(
        small,
        victory=replace(victory, ground=ground, tasks=tasks),
        escalation=replace(small.escalation, place=sheets.first(small.escalation.place)),
        zones=replace(small.zones, place=sheets.first(small.zones.place)),
        events=replace(small.events, watched=sheets.first(small.events.watched)),
        entries=entries,
        control=sheets.everywhere(small.control),
        beyond=sheets.everywhere(small.beyond.T).T.copy(),
        shared=sheets.everywhere(small.shared),
        **_many(small, ("side", "heavy", "afloat", "flying", "radio"), copies),
    )


def _start(start: Start, setting: Setting, sheets: _Sheets) -> Start:
    """What the first state is made of: every column of the units on every sheet."""
    copies, units = len(sheets.corners), start.units
    columns = {f.name: np.concatenate([getattr(units, f.name)] * copies) for f in fields(Units)}
    columns["hex"] = np.concatenate([sheets.moved(units.hex, corner) for corner in sheets.corners])
    columns["formation"] = setting.cadre.formation.astype(np.int16)
    return replace(
        start,
        board=setting.board,
        roster=replace(start.roster, counters=start.roster.counters * copies),
        units=Units(**columns),
        wire=sheets.first(start.wire.T).T.copy(),
        facing=np.concatenate([start.facing] * copies),
        posture=np.concatenate([start.posture] * copies),
        crossings=setting.crossings,
        formations=setting.cadre.formations,
    )
