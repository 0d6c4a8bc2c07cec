"""What units are besides their columns: who commands them, which way they face, how they lie."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.units import NEVER, SIDES, Units
from game.grid.board import Board
from game.rules.command_net import NOBODY, SETTLED, CommandNet
from game.rules.command_table import STAFFS
from game.rules.fire_geometry import ALL_ROUND, hexside
from game.rules.ruleset import Ruleset
from game.rules.supply_table import FORMATIONS
from game.rules.tables import POSTURES
from game.rules.works import posture_at
from game.scenario.arrays import minute
from game.scenario.models.mapfile import DIRECTIONS
from game.scenario.models.oob import Staffing
from game.scenario.roster import TANKS, Roster, chain_of

COLUMN = POSTURES.index("column")
ON_FOOT = ("infantry", "carried")
INFANTRY = ("infantry", "machine_gun")
"""Symbols of the companies that make a rifle battalion."""
BATTERIES = ("field_gun", "howitzer", "heavy_howitzer", "heavy_gun", "mountain_gun")
"""Classes of the guns of an artillery regiment."""


def net_of(roster: Roster) -> CommandNet:
    """The chain of command of a roster: rows of its formations and counters."""
    formations = tuple(roster.formations)
    place = {name: row for row, name in enumerate(formations)}
    posts = _posts(roster)
    staffs = [_staffing(roster, name) for name in formations]
    above = [
        [posts[f] for f in c.chain if f in posts and posts[f] != row] for row, c in enumerate(roster.counters)
    ]
    superiors = np.full((len(above), max(map(len, above), default=0)), NOBODY, np.int16)
    for row, chain in enumerate(above):
        superiors[row, : len(chain)] = chain
    return CommandNet(
        parent=_int16([place.get(f.under or "", -1) for f in roster.formations.values()]),
        side=np.array([SIDES.index(roster.sides[name]) for name in formations], np.int8),
        post=_int16([posts.get(name, NOBODY) for name in formations]),
        staff=np.array([STAFFS.index(s.state) if s else SETTLED for s in staffs], np.int8),
        settles=np.array([minute(s.until) if s else int(NEVER) for s in staffs], np.int32),
        superiors=superiors,
    )


def _posts(roster: Roster) -> dict[str, int]:
    """Row of the headquarters of each formation that has one in play."""
    rows = {counter.id: row for row, counter in enumerate(roster.counters)}
    named = {name: formation.headquarters for name, formation in roster.formations.items()}
    return {name: rows[unit] for name, unit in named.items() if unit in rows}


def _staffing(roster: Roster, name: str) -> Staffing | None:
    """What is said of a formation's staff, else of the nearest one above it."""
    chain = (roster.formations[f].staffing for f in chain_of(roster.formations, name))
    return next((staffing for staffing in chain if staffing is not None), None)


def facing_of(roster: Roster, units: Units, board: Board) -> NDArray[np.int8]:
    """Direction 0..5 that each unit faces at the start, int8[U]; `ALL_ROUND` while it waits.

    What the set-up says, else toward the nearest enemy on the board, equal ones by row.
    """
    facing = np.full(len(units), ALL_ROUND, np.int8)
    on = np.flatnonzero(units.hex >= 0)
    apart = board.steps(units.hex[on][:, None], units.hex[on]).astype(np.int64)
    friend = units.side[on][:, None] == units.side[on]
    nearest = np.where(friend, np.iinfo(np.int64).max, apart).argmin(axis=1) if len(on) else on
    foes = ~friend.all(axis=1)
    own, enemy = on[foes], on[nearest[foes]]
    side = hexside(board.qr[units.hex[own]], board.qr[units.hex[enemy]])
    facing[own] = np.where(side < len(DIRECTIONS), side, ALL_ROUND)
    for row, counter in enumerate(roster.counters):
        if counter.facing is not None:
            facing[row] = DIRECTIONS.index(counter.facing)
    return facing


def trains_of(roster: Roster, units: Units, rules: Ruleset) -> NDArray[np.int8]:
    """Which formation's train follows each unit, row of `FORMATIONS` int8[U], -1 for none (supply.3).

    By what it fights with: tanks, else guns, else a company of infantry on foot. Headquarters and engineers
    bring none of their own, border guards were there before, and the Japanese come by rail.
    """
    classes, kinds = roster.classes, rules.kinds
    afoot = np.isin(np.array(rules.movement.mobilities)[kinds.mobility[units.kind]], ON_FOOT)
    line = np.array([c.echelon == "company" and c.symbol in INFANTRY for c in roster.counters], np.bool_)
    tanks = np.array([c.count(classes, *TANKS) > 0 for c in roster.counters], np.bool_)
    guns = np.array([c.count(classes, *BATTERIES) > 0 for c in roster.counters], np.bool_)
    rows = [FORMATIONS.index(name) for name in ("tank_battalion", "artillery_regiment", "rifle_battalion")]
    train = np.select([tanks, guns, afoot & line], rows, NOBODY)
    return np.where(units.side == SIDES.index("soviet"), train, NOBODY).astype(np.int8)


def posture_of(units: Units) -> NDArray[np.int8]:
    """How each unit lies at the start, row of `POSTURES` int8[U]: by its works, in column while it waits."""
    return np.where(units.hex >= 0, posture_at(units.works), COLUMN).astype(np.int8)


def _int16(values: list[int]) -> NDArray[np.int16]:
    return np.array(values, np.int16)
