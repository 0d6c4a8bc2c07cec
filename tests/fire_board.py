"""Units for tests of fire, told by their weapons' names, and the chain from their state to what fire does."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from fire_oracle import RATES, Unit
from numpy.typing import NDArray

from game.engine.dice import draws
from game.rules.chance import loss_law
from game.rules.fire import Aims, Expectation, FireResult, Firers, Targets, expect, resolve
from game.rules.fire_arms import Muster, arms, exposure, muster, search, visible_men
from game.rules.fire_geometry import fire_range
from game.rules.fire_table import FireTable, freeze_fire
from game.rules.tables import ONE, POSTURES
from game.scenario.compile import compile_ruleset
from game.scenario.load import load_ruleset

RULES = compile_ruleset(load_ruleset("standard").models())
TABLE: FireTable = freeze_fire(RULES)
LAW = loss_law(RULES, "fire")
WEAPONS = RULES.weapons.names
FULL = (100, 100, 100)
Bits = NDArray[np.uint64]


def unit(men: int, posture: str = "advance", /, **state: object) -> Unit:
    """A unit of average troops with full pouches; `weapons` and the rest as the oracle has them."""
    plain = Unit({}, {}, men, FULL, 0, 0, POSTURES.index(posture), ONE, ONE, "normal")
    return replace(plain, **state)  # type: ignore[arg-type]


@dataclass(slots=True)
class Duel:
    """Who fires at whom: K aims a unit, `target` -1 for none; lists [N][K]."""

    units: list[Unit]
    target: list[list[int]]
    meters: list[list[int]]
    share: list[list[int]] | None = None
    front: list[list[int]] | None = None
    visibility: int = ONE
    flank: bool = False

    def fronts(self) -> NDArray[np.int32]:
        """Each aim alone on its hexside unless told otherwise."""
        shape = np.shape(self.target)
        alone = np.arange(int(np.prod(shape)), dtype=np.int32).reshape(shape)
        return alone if self.front is None else np.array(self.front, np.int32)


def count(units: list[Unit]) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """Arrays of weapons [N, W] and vehicles [N, W, 3]."""
    weapons = np.zeros((len(units), len(WEAPONS)), np.int16)
    vehicles = np.zeros((len(units), len(WEAPONS), 3), np.int16)
    for row, one in enumerate(units):
        for name, number in one.weapons.items():
            weapons[row, WEAPONS.index(name)] = number
        for name, number in one.vehicles.items():
            vehicles[row, WEAPONS.index(name), 0] = number
    return weapons, vehicles


def column(units: list[Unit], name: str) -> NDArray[np.int64]:
    return np.array([getattr(one, name) for one in units], np.int64)


def force(units: list[Unit]) -> Muster:
    return muster(*count(units), column(units, "men"), TABLE)


def told(duel: Duel, minutes: int = 30) -> Expectation:
    """What the fire of a duel may be expected to do."""
    units, have = duel.units, force(duel.units)
    state = {
        name: column(units, name) for name in ("men", "posture", "suppression", "cover", "quality", "fatigue")
    }
    ready = arms(have, column(units, "ammunition"), False, TABLE)
    rate = np.array([RATES.index(one.rate) for one in units])
    exposed = exposure(
        state["posture"], state["suppression"], state["cover"], state["men"], have.sheltered, TABLE
    )
    seen = visible_men(state["posture"], state["men"], have.sheltered, TABLE)
    share = np.full(np.shape(duel.target), ONE) if duel.share is None else np.array(duel.share)
    return expect(
        Firers(ready, state["suppression"], state["quality"], state["fatigue"], rate),
        Targets(exposed, search(seen, TABLE), state["men"], have.sheltered),
        Aims(
            np.array(duel.target),
            share,
            fire_range(np.array(duel.meters), False, TABLE),
            np.full(np.shape(duel.target), duel.visibility),
            np.full(np.shape(duel.target), duel.flank),
            duel.fronts(),
        ),
        minutes=minutes,
        table=TABLE,
    )


def dice(rows: int, *, seed: int = 1938, pulse: int = 0) -> Bits:
    return draws(seed, "fire", 1, pulse, (rows, 2))


def resolved(duel: Duel, minutes: int = 30, seed: int = 1938) -> FireResult:
    return resolve(told(duel, minutes), dice(len(duel.units), seed=seed), LAW)


def one_shooter(shooter: Unit, mark: Unit, meters: int, minutes: int = 30, **how: object) -> Expectation:
    """Row 0 fires at row 1."""
    duel = Duel([shooter, mark], [[1], [-1]], [[meters], [meters]])
    return told(replace(duel, **how), minutes)  # type: ignore[arg-type]


def random_state(seed: int, units: int = 60, aims: int = 3) -> tuple[list[Unit], Duel]:
    """Companies of both sides in any state, all firing at any."""
    word = draws(seed, "preview", 0, 0, (units, 16)).astype(object)
    kinds: tuple[tuple[dict[str, int], dict[str, int]], ...] = (
        ({"mosin": 90, "dp": 12, "maxim": 2, "dyakonov": 3}, {}),
        ({"arisaka_38": 90, "type11_lmg": 9, "type89_discharger": 9}, {}),
        ({"mosin": 60, "maxim": 12, "gun_45_1932": 2}, {}),
        ({}, {"t26": 16, "kht26": 2}),
        ({"arisaka_38": 20, "type94_at": 4, "type97_at_rifle": 1}, {}),
        ({"mosin": 20}, {"su12": 4, "ba10": 3}),
    )
    force = []
    for w in word:
        weapons, vehicles = kinds[int(w[0]) % len(kinds)]
        force.append(
            Unit(
                dict(weapons),
                dict(vehicles),
                int(w[1]) % 180,
                [int(x) % 60 for x in w[2:5]],
                int(w[5]) % 1025,
                int(w[6]) % 1025,
                int(w[7]) % 7,
                900 + int(w[8]) % 300,
                600 + int(w[9]) % 500,
                RATES[int(w[10]) % 5],
            )
        )
    more = draws(seed, "preview", 1, 0, (4, units, aims)).astype(object)
    target = [[int(x) % units for x in row] for row in more[0]]
    meters = [[1 + int(x) % 1500 for x in row] for row in more[1]]
    front = [[int(x) % (units // 4) for x in row] for row in more[2]]
    return force, Duel(force, target, meters, [[341] * aims] * units, front, 900, True)
