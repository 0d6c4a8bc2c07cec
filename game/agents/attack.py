"""Attacks of the agent "greedy": who goes for what, whether they are enough, and when they go in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.agents.picture import Picture
from game.agents.ways import NEVER, Ways, ways
from game.engine.orders import Assault, Order
from game.engine.view import View
from game.i18n import text

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

ONE = 1024
DUG_IN = 2
"""What men in works count against men in the open."""
UNSEEN = 40
"""Men taken to hold a place that nobody has looked into."""
MOST_MEN = 700
"""Men who find room round one hex; where more are needed nobody goes."""
GARRISON = 60
"""Men who are enough to occupy what nobody holds."""
KEPT = 50
"""Men who stay in a hex that is held."""
READY = 3 * ONE // 4
"""Q10 of the men meant for an attack who must be near before it goes in."""
PREPARE_MINUTES = 60
PULSE = 30
LOSSES = 35
"""Per cent of the day's strength at whose loss an assault is broken off."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How attacks are made.

    Attributes
    ----------
    odds, prepared : int
        Q10 of own men for each one believed in the place, without and with guns that prepare: with fewer
        nobody goes.
    losses : int
        Per cent of the day's strength at whose loss an assault is broken off.
    stealth : bool
        Whether those on foot steal up to the place.
    """

    odds: int = 2 * ONE
    prepared: int = 3 * ONE // 2
    losses: int = LOSSES
    stealth: bool = False


USUAL = Manner()


@dataclass(frozen=True, slots=True, eq=False)
class Attack:
    """One attack.

    Attributes
    ----------
    known : Ways
        Fields toward all targets.
    units, goal, minutes : int64[N]
        Who goes, for which row of `known.goals`, and how long the way takes.
    hexes : int64[T]
        Hexes to take.
    believed, men : int
        Men believed there, and men who go.
    ready, prepared, defended : bool
        Whether it goes in this turn; whether guns prepare it; whether anybody is believed there.
    fire, hour : int
        Minutes at which the preparation begins and the assault goes in.
    """

    known: Ways
    units: Ints
    goal: Ints
    minutes: Ints
    hexes: Ints
    believed: int
    men: int
    ready: bool
    prepared: bool
    defended: bool
    fire: int
    hour: int

    def reason(self, view: View) -> str:
        """What is meant, in a sentence."""
        place = view.board.label(int(self.hexes[0]))
        values = {"hex": place, "men": self.men, "believed": self.believed}
        if self.ready:
            return text("Take {hex}: {men} men against {believed} believed there.", **values)
        return text("Gather for {hex}: {men} men so far, {believed} believed there.", **values)


def attacks(picture: Picture, busy: Flags, manner: Manner = USUAL) -> list[Attack]:
    """What to go for, best first; whoever is meant for something is marked in `busy`."""
    view = picture.view
    open_ = ~picture.held & ~_closed(picture)
    pool = _free(picture, busy)
    if not open_.any() or not pool.size:
        return []
    known = ways(picture, pool, picture.goals[open_])
    minutes = known.minutes(view, pool)
    need = needs(picture, known.goals)
    score = _score(picture.worth[open_], need, minutes, manner)
    prepared = fires_reach(picture, known.goals)
    found: list[Attack] = []
    free = np.ones(pool.size, np.bool_)
    for goal in np.argsort(-score, kind="stable"):
        if score[goal] <= 0:
            break
        taken = _who(view, pool, minutes[:, goal], free, int(need[goal]), manner)
        if taken.size:
            free[taken] = False
            busy[pool[taken]] = True
            found.append(
                _attack(picture, known, pool[taken], int(goal), minutes[taken, goal], prepared, manner)
            )
    return found


def _closed(picture: Picture) -> Flags:
    """Goals that lie where the side may not go, unless the price is set on going on from there."""
    return np.asarray(picture.shut[0][picture.goals] & (picture.view.ground.control[picture.goals] < 0))


def _free(picture: Picture, busy: Flags) -> Ints:
    """Units that can be sent: on foot or in tanks, not what a held place needs."""
    view, forces, cadre = picture.view, picture.view.forces, picture.view.cadre
    # Tanks see nothing by night, and are hunted.
    tanks = cadre.tanks & (not picture.night)
    able = view.ready & ~busy & (forces.hex >= 0) & (tanks | (cadre.foot & _light(view)))
    here = np.maximum(forces.hex, 0)
    on_goal = np.zeros(view.board.hexes, np.bool_)
    on_goal[picture.goals[picture.held]] = True
    # In a hex that is held the first in the order of rows stay, until they are enough.
    held = able & on_goal[here] & (forces.hex >= 0)
    rows = np.flatnonzero(held)
    by = rows[np.argsort(here[rows], kind="stable")]
    before = np.cumsum(forces.men[by]) - forces.men[by]
    first = np.searchsorted(here[by], here[by])
    stays = by[(before - before[first]) < KEPT] if by.size else by
    able[stays] = False
    return np.flatnonzero(able)


def _light(view: View) -> Flags:
    """Units that go as riflemen do: carried weapons follow, they do not assault."""
    names = view.tables.march.mobilities
    return np.asarray(np.isin(view.cadre.mobility, [names.index("infantry"), names.index("horse")]))


def needs(picture: Picture, goals: Ints) -> Ints:
    """Men believed at each goal [G], those dug in counted twice, half of those beside it with them."""
    view = picture.view
    worth = picture.enemy * np.where(picture.dug, DUG_IN, 1)
    around = view.board.neighbor[goals]
    beside = np.where(around >= 0, worth[np.maximum(around, 0)], 0).sum(axis=1) // 2
    foreign = view.ground.control[goals] == 1 - view.side
    blind = foreign & ~view.ground.seen[goals] & (worth[goals] == 0)
    return np.asarray(worth[goals] + beside + np.where(blind, UNSEEN, 0))


def _score(worth: Ints, need: Ints, minutes: Ints, manner: Manner) -> Ints:
    """What a goal is worth for the men and hours it takes; 0 where nobody comes or too many are needed."""
    nearest = minutes.min(axis=0, initial=NEVER)
    able = (nearest < NEVER) & (need * manner.prepared // ONE <= MOST_MEN)
    return np.where(able, (worth << 12) // ((GARRISON + need) * (120 + nearest)) + 1, 0)


def _who(view: View, pool: Ints, minutes: Ints, free: Flags, need: int, manner: Manner) -> Ints:
    """Places in the pool of those who come soonest, until they are enough; nobody where they never are."""
    by = np.argsort(minutes, kind="stable")
    by = by[free[by] & (minutes[by] < NEVER)]
    men = strength(view, pool[by])
    total = np.cumsum(men)
    wanted = GARRISON if need == 0 else min(need * manner.odds // ONE, MOST_MEN) + GARRISON
    enough = np.searchsorted(total, wanted) + 1
    return by[: int(enough)]


def strength(view: View, units: Ints) -> Ints:
    """Men who count in an assault [N]: fewer while they are kept down; a tank counts as ten."""
    forces, cadre = view.forces, view.cadre
    up = ONE - forces.suppression[units].astype(np.int64)
    tanks = forces.vehicles[units, :, 0].sum(axis=1) * 10
    return np.where(cadre.tanks[units], tanks, forces.men[units] * up >> 10).astype(np.int64)


def fires_reach(picture: Picture, goals: Ints) -> Flags:
    """Whether some battery with shells reaches each goal [G] and may fire there."""
    view, cadre, forces = picture.view, picture.view.cadre, picture.view.forces
    table = view.tables.batteries
    rows = np.flatnonzero(view.ready & (cadre.gun >= 0) & (forces.hex >= 0) & (forces.ammunition[:, 1] > 0))
    if not rows.size:
        return np.zeros(goals.size, np.bool_)
    meters = view.board.meters(forces.hex[rows][:, None], goals)
    gun = cadre.gun[rows][:, None]
    reach = (meters <= table.far[gun]) & (meters >= table.near[gun])
    return np.asarray(
        reach.any(axis=0) & ~picture.shut[1][goals] & (view.ground.seen[goals] | (not picture.night))
    )


def _attack(
    picture: Picture, known: Ways, units: Ints, goal: int, minutes: Ints, prepared: Flags, manner: Manner
) -> Attack:
    view = picture.view
    believed = int(needs(picture, known.goals[goal : goal + 1])[0])
    ready, hour = _when(view, units, minutes, believed, bool(prepared[goal]), manner)
    return Attack(
        known=known,
        units=units,
        goal=np.full(units.size, goal, np.int64),
        minutes=minutes,
        hexes=known.goals[goal : goal + 1],
        believed=believed,
        men=int(strength(view, units).sum()),
        ready=ready,
        prepared=bool(prepared[goal]) and believed > 0,
        defended=believed > 0,
        fire=max(hour - 45, view.minute),
        hour=hour,
    )


def _when(
    view: View, units: Ints, minutes: Ints, believed: int, prepared: bool, manner: Manner
) -> tuple[bool, int]:
    """Whether enough come this turn for the odds wanted, and the hour at which they go in together."""
    length = view.end - view.minute
    delay = np.maximum(view.forces.delay[units], 0)
    come = minutes + delay <= length - PULSE
    men, tanks = strength(view, units), view.cadre.tanks[units]
    odds = manner.prepared if prepared else manner.odds
    # Tanks take no ground: they count as much as the infantry that goes with them.
    foot = int(men[come & ~tanks].sum())
    there = foot + min(int(men[come & tanks].sum()), foot)
    enough = there * ONE >= believed * odds and foot > 0
    near = int(men[come].sum()) * ONE >= int(men.sum()) * READY or believed == 0
    wait = PREPARE_MINUTES if prepared and believed else 0
    last = max(int((minutes + delay)[come].max(initial=0)), wait)
    hour = view.minute + min(-(-last // PULSE) * PULSE, max(length - PULSE, 0))
    return enough and near, hour


def storm(picture: Picture, plan: Attack, manner: Manner = USUAL) -> list[Order]:
    """The assault of an attack that goes in: every unit starts so that all are there at the hour."""
    if not plan.ready:
        return []
    view = picture.view
    routes = plan.known.routes(view, plan.units, plan.goal)
    length = (routes >= 0).sum(axis=1)
    starts = np.maximum(plan.hour - plan.minutes, view.minute)
    arrives = routes[np.arange(plan.units.size), np.maximum(length - 1, 0)] == plan.hexes[0]
    return [
        Assault(
            unit=int(plan.units[n]),
            route=tuple(int(h) for h in routes[n, : length[n]]),
            start=int(starts[n]),
            stop_loss=manner.losses,
            mode="stealth" if manner.stealth and not view.cadre.tanks[plan.units[n]] else "advance",
        )
        for n in np.flatnonzero((length > 0) & arrives)
    ]
