"""From a plan to missions: who goes for which place, by which tactic, from which minute, with which fire."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from game.agents.base import Estimate
from game.agents.missions.assaults import GATHER
from game.agents.missions.clerk import Due
from game.agents.picture import Picture
from game.agents.staff import ambush, tactics, words
from game.agents.staff.garrisons import FEW, WANTED
from game.agents.staff.maps import Maps
from game.agents.staff.vigor import fresh
from game.agents.staff.weigh import RESERVE, WALKS_IN, Problem, Weighed, duels
from game.scenario.plans.mission import Goal, Kind, Mission, Posture, Rules, When

Ints = NDArray[np.int64]

STOP_LOSS = {"cautious": 25, "normal": 35, "bold": 50}


@dataclass(frozen=True, slots=True, eq=False)
class Attack:
    """An attack that goes in: the mission as it is due, its tactic, hexes, minutes of fire and assault."""

    due: Due
    tactic: tactics.Tactic
    hexes: Ints
    fire: int
    hour: int


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """What a staff has written: missions as they are due, attacks that go in, sentences, what is hoped."""

    dues: tuple[Due, ...]
    attacks: tuple[Attack, ...]
    reasons: tuple[str, ...]
    estimates: tuple[Estimate, ...]


def write(picture: Picture, maps: Maps, problem: Problem, plan: Ints, told: Weighed, style: str) -> Written:
    """The missions of a plan int64[G]."""
    dues: list[Due] = []
    attacks: list[Attack] = []
    reasons: list[str] = []
    estimates: list[Estimate] = []
    for row in range(problem.size):
        goers = np.flatnonzero(plan == row)
        if goers.size and told.gather[0, row]:
            due, why = _gather(picture, problem, row, goers)
            dues.append(due)
            reasons.append(why)
        elif goers.size:
            attack, why, hope = _attack(picture, problem, told, row, goers, style)
            dues.append(attack.due)
            attacks.append(attack)
            estimates.append(replace(hope, reason=len(reasons)))
            reasons.append(why)
        holders = np.flatnonzero(plan == problem.size + row)
        if holders.size:
            due, why = _defend(picture, maps, problem, row, holders)
            dues.append(due)
            reasons.append(why)
    kept = np.flatnonzero(plan == RESERVE)
    if kept.size:
        reasons.append(words.reserve(_who(problem, kept)))
    if problem.peace and not problem.attacks(plan).any():
        reasons.append(words.declined(problem.peace / 1000))
    return Written(tuple(dues), tuple(attacks), tuple(reasons), tuple(estimates))


def _hope(problem: Problem, row: int, due: Due, chance: int, lost: int, kind: str) -> Estimate:
    """What is expected of those who go for a place."""
    open_, believed = tuple(problem.targets.open[row].tolist()), int(problem.targets.foe[row])
    return Estimate(open_, due.mission.units, believed, chance, lost, kind)


def _gather(picture: Picture, problem: Problem, row: int, goers: Ints) -> tuple[Due, str]:
    """Who is meant for an attack of the next turn comes near."""
    open_, start = problem.targets.open[row], picture.view.minute
    due = _due(picture, problem, row, goers, "attack", open_, start, tactic=GATHER)
    due = replace(due, mission=replace(due.mission, posture="cautious"))
    men, believed = int(problem.groups.storm[goers].sum()), int(problem.targets.foe[row])
    return due, words.gather(_place(picture, problem, row), _who(problem, goers), men, believed)


def _attack(
    picture: Picture, problem: Problem, told: Weighed, row: int, goers: Ints, style: str
) -> tuple[Attack, str, Estimate]:
    """The attack on a place, or the walk into one that nobody holds."""
    view, targets = picture.view, problem.targets
    place, who = _place(picture, problem, row), _who(problem, goers)
    if not targets.foe[row]:
        due = _due(picture, problem, row, goers, "attack", targets.open[row], view.minute, tactic="")
        hope = _hope(problem, row, due, round(100 * WALKS_IN), 0, "occupy")
        return Attack(due, tactics.ATTACKS[0], targets.open[row][:0], 0, 0), words.walk_in(place, who), hope
    duel = tactics.of(duels(problem, told.men, told.tanks), row)
    case = tactics.Case(duel, goers.size, problem.dark, smoke=float(duel.rounds[0]) > tactics.FEW_ROUNDS)
    tactic, chance, lost = tactics.choose(problem, case)
    length = view.end - view.minute
    wait = min(tactic.before, max(length - 60, 0)) if case.rounds >= tactics.FEW_ROUNDS else 0
    hour = view.minute + wait // 30 * 30
    due = _due(
        picture, problem, row, goers, "attack", targets.open[row], hour, tactic=tactic.name, style=style
    )
    numbers = (int(told.men[0, row]), int(told.tanks[0, row]), int(targets.foe[row]))
    why = words.attack(place, who, numbers, tactic.name, (round(100 * chance), round(lost)))
    hope = _hope(problem, row, due, round(100 * chance), round(lost), "attack")
    return Attack(due, tactic, targets.open[row], view.minute, hour), why, hope


def _defend(picture: Picture, maps: Maps, problem: Problem, row: int, holders: Ints) -> tuple[Due, str]:
    """A place is held by the tactic that suits the enemy before it."""
    targets = problem.targets
    own = targets.hexes[row][picture.view.ground.control[targets.hexes[row]] == picture.view.side]
    hexes = own if own.size else targets.hexes[row]
    tactic = _stand(picture, maps, problem, row)
    if tactic == "reverse_slope":
        hexes = _behind(picture, maps, hexes)
    due = _due(picture, problem, row, holders, "defend", hexes, picture.view.minute, tactic=tactic)
    units = garrison(picture, np.asarray(due.mission.units, np.int64), hexes)
    due = _only(due, units)
    near = int(targets.near[row])
    return due, words.defend(_place(picture, problem, row), _who(problem, holders), near, tactic)


def garrison(picture: Picture, units: Ints, hexes: Ints) -> Ints:
    """Who has to go to a place that is held: nobody while it has a few men, else the nearest riflemen.

    All others stay where they have dug in: who leaves his trench for another has none for half a day, and is
    shelled on the way.
    """
    view = picture.view
    there = np.isin(view.forces.hex, hexes) & view.own & (view.forces.men > 0)
    men = int(view.forces.men[there].sum())
    lack = WANTED * hexes.size - men
    if men >= FEW * hexes.size:
        return units[:0]
    near = units[view.cadre.foot[units] & ~np.isin(view.forces.hex[units], hexes)]
    near = near[
        np.argsort(view.board.meters(view.forces.hex[near][:, None], hexes).min(axis=1), kind="stable")
    ]
    before = np.cumsum(view.forces.men[near]) - view.forces.men[near]
    return np.asarray(near[before < lack], np.int64)


def _only(due: Due, units: Ints) -> Due:
    """A mission for some of its units."""
    rows = tuple(int(unit) for unit in units)
    goals = tuple(replace(goal, units=rows) for goal in due.mission.goals)
    return replace(due, mission=replace(due.mission, units=rows, goals=goals))


def _stand(picture: Picture, maps: Maps, problem: Problem, row: int) -> str:
    """How a place is held: behind the crest from many guns, in ambush for tanks."""
    view, known = picture.view, problem.level.tactics
    own_guns = int(((view.cadre.gun >= 0) & view.own & ~view.cadre.foot & (view.forces.men > 0)).sum())
    told = (
        ("reverse_slope", maps.guns > 3 * max(own_guns, 1)),
        ("at_ambush", ambush.expected(picture, problem.targets.hexes[row])),
        ("counter_attack", problem.targets.near[row] > 0),
    )
    return next((name for name, fits in told if fits and name in known), "crest_line")


def _behind(picture: Picture, maps: Maps, hexes: Ints) -> Ints:
    """The hexes of a place and beside it that the enemy does not look into; if there are none, the place."""
    around = np.unique(np.concatenate([hexes, picture.view.board.neighbor[hexes].ravel()]))
    around = around[around >= 0]
    dead = around[maps.dead[around] & ~picture.shut[0][around] & (picture.enemy[around] == 0)]
    return np.concatenate([hexes[:1], dead]) if dead.size else hexes


def _due(
    picture: Picture,
    problem: Problem,
    row: int,
    groups: Ints,
    kind: Kind,
    hexes: Ints,
    start: int,
    *,
    tactic: str,
    style: str = "normal",
) -> Due:
    units = np.flatnonzero(np.isin(problem.groups.of, groups))
    if kind == "attack":
        units = units[fresh(picture.view)[units]]
    rows = tuple(int(unit) for unit in units)
    posture: Posture = "bold" if kind == "attack" else "normal"
    goal = Goal(_place(picture, problem, row), tuple(int(h) for h in hexes), rows)
    mission = Mission(
        id=f"{kind} {goal.name}",
        kind=kind,
        who=_who(problem, groups),
        units=rows,
        goals=(goal,),
        start=When(minute=start),
        posture=posture,
        rules=Rules(cross_border=None, stop_if_loss=STOP_LOSS[style] if kind == "attack" else 0),
        tactic=tactic,
    )
    return Due(mission, start, abreast=True)


def _place(picture: Picture, problem: Problem, row: int) -> str:
    """A place by the label of its first hex: names are for those who read the game with a map."""
    return picture.view.board.label(int(problem.targets.hexes[row][0]))


def _who(problem: Problem, groups: Ints) -> str:
    return ", ".join(problem.groups.names[int(g)] for g in groups)
