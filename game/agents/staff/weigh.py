"""Plans weighed: which formation goes for what, many plans at once, in thousandths of a point."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.agents.staff.garrisons import falls
from game.agents.staff.groups import Groups
from game.agents.staff.levels import Level, Style
from game.agents.staff.playout import Duel, Outcome, fight
from game.agents.staff.targets import Targets

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

RESERVE = -1
WALKS_IN = 0.95
"""Chance at which a place is counted on that nobody is seen to hold."""
TANKS_LOST = 0.25
"""Part of the tanks that an attack costs: burnt, bogged or broken down."""
FAILED = 0.6
"""What an attack that has failed leaves of the belief in the next one."""
PATIENCE, MANY = 0.7, 1.2
"""What an attack is worth that goes in a turn later, and times as many men for whom that is considered."""
LEAST_MEN = 60
"""Fewer do not attack a place that somebody is believed to hold."""
SOON = 0.6
"""Part of what a place is worth that is at stake in a turn."""
RESTLESS = 120
"""Thousandths of a point that a change of task costs a formation."""
KEPT_MEN = 30
"""Thousandths of a point of each hundred men in reserve, up to the share that a level keeps."""


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """What there is to decide; G groups, O objectives.

    Attributes
    ----------
    minutes : int64[G, O]
        From each group to each place.
    inside : int64[G, O]
        Men of each group in the own hexes of each place.
    held : int64[O]
        Own hexes of each place.
    turn, later : int
        Minutes of the turn in which somebody can still arrive, and of this and the next together; the same
        where no turn follows.
    rounds : float64[O]
        On each hex, if all batteries in reach fire at it for an hour.
    room : float64[O]
        Men who find room around each place to attack it together.
    open_m : float64[O]
        Meters of approach in view of the enemy.
    support : float64[O]
        Men at machine guns who can reach the place.
    price, tank, peace : float
        Thousandths of a point that a per cent of the own men costs, a tank, and any assault at all.
    dark : bool
    own, enemy : int
        Men of the side who took part, and those believed of the other side, for what losses cost.
    before : int64[G]
        Tasks of the last turn.
    tried : float64[O]
        Attacks on each place that have failed of late.
    failed : float64[O]
        Men with whom nobody tries again at once what has failed in the last turn.
    key : (int, int, int)
        Of the dice.
    """

    groups: Groups
    targets: Targets
    minutes: Ints
    inside: Ints
    held: Ints
    turn: int
    later: int
    rounds: Floats
    room: Floats
    open_m: Floats
    support: Floats
    price: float
    tank: float
    peace: float
    dark: bool
    own: int
    enemy: int
    before: Ints
    tried: Floats
    failed: Floats
    key: tuple[int, int, int]
    level: Level
    style: Style

    @property
    def size(self) -> int:
        """Objectives; tasks 0..O-1 are to attack one, O..2O-1 to hold it, -1 is the reserve."""
        return len(self.targets)

    def attacks(self, plan: Ints) -> Flags:
        """Which formations [..., G] of plans are meant for an attack."""
        return np.asarray((plan >= 0) & (plan < self.size))


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """Plans [B]: `value` in thousandths of a point; of each attack [B, O] what comes of it, whether it goes
    in or is gathered for, and with whom.
    """

    value: Floats
    now: Outcome
    go: Flags
    gather: Flags
    men: Floats
    tanks: Floats


def weigh(problem: Problem, tasks: Ints) -> Weighed:
    """Value of plans `tasks` int64[B, G]."""
    men, tanks = forces(problem, tasks, problem.turn)
    now, attack, go = _fought(problem, men, tanks)
    more, armor = forces(problem, tasks, problem.later)
    _, later, could = _fought(problem, more, armor)
    # Who is not there yet may be worth the wait: with him it goes in a turn later.
    gather = could & (PATIENCE * later > attack) & (more > MANY * men) & (problem.targets.foe > 0)
    attack, go = np.where(gather, PATIENCE * later, attack), go & ~gather
    first = problem.peace * problem.style.losses / 1024 * (go | gather).any(axis=1)
    value = attack.sum(axis=1) - first - _risks(problem, tasks).sum(axis=1) + _kept(problem, tasks)
    moved = (tasks != problem.before) & (problem.before >= problem.size)
    value = np.round(value - RESTLESS * moved.sum(axis=1), 3)
    return Weighed(value, now, go, gather, men, tanks)


def _fought(problem: Problem, men: Floats, tanks: Floats) -> tuple[Outcome, Floats, Flags]:
    """What comes of attacks (B, O), what they are worth, and which are dared."""
    out = shaped(fight(duels(problem, men, tanks), problem.level.samples, problem.key), men.shape)
    return out, *_attacks(problem, out, men, tanks)


def forces(problem: Problem, tasks: Ints, within: int) -> tuple[Floats, Floats]:
    """Men and tanks (B, O) that attack each place: those who can be there in time; no tanks in the dark."""
    groups, count = problem.groups, problem.size
    able = groups.fit[:, None] & (problem.minutes <= within)
    chosen = tasks[..., None] == np.arange(count)
    men = np.where(chosen & able, groups.storm[:, None], 0).sum(axis=1)
    tanks = np.where(chosen & able & (not problem.dark), groups.tanks[:, None], 0).sum(axis=1)
    return np.minimum(men, problem.room).astype(np.float64), tanks.astype(np.float64)


def duels(problem: Problem, men: Floats, tanks: Floats) -> Duel:
    """The attacks of plans, row after row; batteries share their shells among the places attacked."""
    targets = problem.targets
    fires = np.maximum((men >= LEAST_MEN).sum(axis=1, keepdims=True), 1)

    def wide(of: NDArray[np.generic]) -> NDArray[np.generic]:
        return np.broadcast_to(of, men.shape).ravel()

    return Duel(
        men=men.ravel(),
        tanks=tanks.ravel(),
        support=wide(problem.support).astype(np.float64),
        rounds=np.asarray(problem.rounds / fires).ravel(),
        open_m=wide(problem.open_m).astype(np.float64),
        foe=wide(targets.foe).astype(np.float64),
        beside=wide(targets.beside).astype(np.float64),
        dug=wide(targets.dug).astype(np.bool_),
        dark=np.full(men.size, problem.dark),
    )


def shaped(outcome: Outcome, shape: tuple[int, ...]) -> Outcome:
    """An outcome with the axes of the plans."""
    return Outcome(*(getattr(outcome, name).reshape(shape) for name in Outcome.__slots__))


def _attacks(problem: Problem, out: Outcome, men: Floats, tanks: Floats) -> tuple[Floats, Flags]:
    """Worth (B, O) of attacks and which are dared at all; what nobody holds is only walked into."""
    style, targets = problem.style, problem.targets
    empty = (targets.foe == 0) & (men > 0)
    # What has failed of late is believed in less, whatever the odds say.
    taken = np.where(empty, WALKS_IN, out.taken) * FAILED**problem.tried
    lost = np.where(empty, 0.0, out.lost)
    armor = np.where(empty, TANKS_LOST / 2, TANKS_LOST) * tanks * problem.tank
    cost = (100 * problem.price * lost / max(1, problem.own) + armor) * style.losses / 1024
    prize = 100_000 * np.where(empty, 0.0, out.killed) / max(1, problem.enemy)
    worth = taken * targets.gain * style.ground / 1024 - cost + 0.5 * prize
    enough = (men >= LEAST_MEN) & (men > problem.failed)
    dared = (empty | (enough & (taken * 100 >= style.least))) & (targets.gain > 0) & (worth > 0)
    return np.where(dared, worth, 0.0), np.asarray(dared)


def _risks(problem: Problem, tasks: Ints) -> Floats:
    """What may be lost (B, O) where those who hold a place are few against who may come."""
    return falls(problem, tasks) * problem.targets.risk * SOON


def _kept(problem: Problem, tasks: Ints) -> Floats:
    """What a reserve is worth, up to its share."""
    men = problem.groups.men
    kept = np.where(tasks == RESERVE, men, 0).sum(axis=1)
    return np.asarray(KEPT_MEN * np.minimum(kept, men.sum() * problem.level.reserve // 100) / 100)
