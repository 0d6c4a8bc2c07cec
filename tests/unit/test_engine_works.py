"""What engineers leave on the ground in a battle: tracks over marsh, fords made firm, decoy batteries."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from builders import JAPANESE, SOVIET, Unit, World, some, unit, world

from game.engine.log import Log
from game.engine.orders import Bombard, Fire, Fly, March, Work
from game.engine.state import State
from game.grid.board import CAUSEWAY
from game.rules.beliefs_table import GRADES

WATER = """
. . {} . .
. . L . .
"""


def worked(task: str, letter: str) -> tuple[World, State]:
    """A world in which sappers have done their task in the middle of a strip, beside a lake."""
    w = world(WATER.format(letter), unit("sap", "su_sapper_company", "0301"), length=720)
    w, log = w.changed(lambda s: s.forces.stores.fill(10_000_000)), Log()
    state = w.pulses(Work(unit=0, task=task), log=log)[-1]
    assert some(log.told(), "task_done").size == 1
    return w, state


@pytest.mark.parametrize(("task", "letter"), [("track", "m"), ("ford", "f")])
def test_sappers_make_soft_ground_firm_for_all(task: str, letter: str) -> None:
    w, state = worked(task, letter)
    ground, here, there = state.ground, *w.way("0201", "0301")
    side = w.setting.board.neighbor[here].tolist().index(there)
    assert ground.ways[0, here, side] == CAUSEWAY
    before, after = (w.setting.cost(ground.wire[0], s.ground.ways[0]) for s in (w.state, state))
    table = w.setting.tables.march
    guns, lorries, tanks = (table.row(name) for name in ("horse_artillery", "lorry", "t26"))
    assert after[0, guns, here, side] == 60, "as on a causeway"
    assert before[0, lorries, here, side] < 0 < after[0, lorries, here, side]
    assert after[0, tanks, here, side] < before[0, tanks, here, side]


def test_a_track_leads_into_no_lake() -> None:
    w, state = worked("ford", "f")
    lake = w.hex("0302")
    assert not state.ground.ways[0, lake].any()
    assert (w.setting.cost(state.ground.wire[0], state.ground.ways[0])[0, 0, w.hex("0301")] > 0).sum() == 3


@pytest.mark.parametrize(("task", "letter"), [("track", "."), ("ford", "m"), ("track", "f")])
def test_other_ground_is_left_as_it_is(task: str, letter: str) -> None:
    assert not worked(task, letter)[1].ground.ways.any()


def test_tanks_seldom_stick_in_a_ford_made_firm() -> None:
    strip = "." + "f" * 8 + "."
    seeds = tuple(range(1, 41))

    def bogged(way: int) -> int:
        w = world(strip, unit("t", "su_tank_company", "0101"), seeds=seeds)
        w = w.changed(lambda s: s.ground.ways.__setitem__(..., way))
        state = w.pulses(March(unit=0, route=w.way("0201", "0301", "0401")))[-1]
        return int(np.asarray(state.forces.vehicles[:, 0, :, 2]).sum())

    assert bogged(0) > 2 * bogged(CAUSEWAY)


FIELD = "\n".join(["." * 12] * 3)
HILL = "\n".join([" ".join(["0"] * 2 + ["60"] + ["0"] * 9)] * 3)
SEEN, AIR, LOC = (GRADES.index(name) for name in ("seen", "air", "located"))
BATTERY = 1


def ambush(*more: Unit, at: str = "0502", **ground: Any) -> World:
    """Sappers in view of the enemy, and a field battery behind a hill."""
    return world(
        FIELD,
        unit("sap", "su_sapper_company", at),
        unit("fb", "su_field_battery", "0101"),
        unit("x", "jp_rifle_company", "0902"),
        *more,
        **{"heights": HILL, "seeds": tuple(range(1, 17)), "length": 360} | ground,
    )


def with_decoy(w: World, label: str = "0502") -> World:
    """The same with a decoy that feigns the battery."""

    def set_up(state: State) -> None:
        state.ground.decoys[:, w.hex(label)] = SOVIET
        state.ground.feigned[:, w.hex(label)] = BATTERY

    return w.changed(set_up)


def quiet(w: World) -> list[Fire]:
    """Nobody fires."""
    there = w.state.forces.hex[0] >= 0
    return [Fire(unit=int(row), policy="silent") for row in np.flatnonzero(there)]


def test_a_decoy_is_taken_for_a_battery_of_which_nothing_is_known() -> None:
    w = ambush()
    state = w.pulses(Work(unit=0, task="decoy"), *quiet(w))[-1]
    told = state.beliefs
    fooled = told.confidence[:, JAPANESE, BATTERY] > 0
    assert fooled.sum() >= 8, "a gun in the open, a kilometer off"
    assert (told.hex[fooled, JAPANESE, BATTERY] == w.hex("0502")).all()
    assert told.known[fooled, JAPANESE, BATTERY].all()
    assert w.view(SOVIET, state).ground.decoys.nonzero()[0].tolist() == [w.hex("0502")]
    assert not w.view(JAPANESE, state).ground.decoys.any()


def test_a_decoy_tells_nothing_of_the_battery_and_changes_no_other_belief() -> None:
    def fewer(state: State) -> None:
        state.forces.men[:, BATTERY] = 7
        state.forces.hex[:, BATTERY] = w.hex("0103")

    w = with_decoy(ambush())
    one, two = (v.pulses(*quiet(v))[-1] for v in (w, w.changed(fewer)))
    bare = ambush().pulses(*quiet(w))[-1]
    for game in range(16):
        assert w.view(JAPANESE, one, game).digest() == w.view(JAPANESE, two, game).digest()
    assert (one.beliefs.confidence[:, JAPANESE, BATTERY] > 0).any()
    for field in ("hex", "confidence", "strength", "error"):
        with_, without = (getattr(s.beliefs, field).copy() for s in (one, bare))
        with_[:, JAPANESE, BATTERY] = without[:, JAPANESE, BATTERY]
        assert np.array_equal(with_, without)


def test_nobody_makes_out_a_second_battery_of_one_he_sees() -> None:
    w = with_decoy(ambush(heights="\n".join([" ".join(["0"] * 12)] * 3)).changed(beside_the_enemy))
    state = w.pulses(*quiet(w))[-1]
    known = state.beliefs.confidence[:, JAPANESE, BATTERY] > 0
    assert known.any()
    assert (state.beliefs.hex[known, JAPANESE, BATTERY] == 8).all()


def beside_the_enemy(state: State) -> None:
    """The real battery stands beside the enemy."""
    state.forces.hex[:, BATTERY] = 8


def test_aircraft_bring_home_what_they_take_for_guns() -> None:
    w = world(
        FIELD,
        unit("eye", "su_fighter_squadron"),
        unit("a", "su_rifle_company", "0101"),
        unit("fb", "jp_heavy_battery", "1201"),
        heights=HILL,
        seeds=tuple(range(1, 41)),
        length=30,
    )

    def set_up(state: State) -> None:
        state.ground.decoys[:, w.hex("0802")] = JAPANESE
        state.ground.feigned[:, w.hex("0802")] = w.row("fb")

    fly = Fly(unit=0, kind="recon", aircraft=6, target=w.hex("0802"))
    told = w.changed(set_up).pulses(fly)[-1].beliefs
    fooled = told.source[:, SOVIET, w.row("fb")] == AIR
    assert fooled.any()
    assert (told.strength[fooled, SOVIET, w.row("fb")] > 0).all()


def test_the_battery_that_fires_makes_the_decoy_beside_it_look_alive() -> None:
    w = ambush(unit("g2", "su_field_battery", "0202"), at="0101")

    def fires(state: State) -> None:
        state.forces.fired[:, w.row("g2")] = True

    def reports(label: str) -> int:
        told = with_decoy(w.changed(fires), label)
        state = told.pulses(*quiet(told))[0]
        return int((state.beliefs.source[:, JAPANESE, BATTERY] == LOC).sum())

    assert reports("0201") == reports("0203") > 0
    assert reports("0702") == 0, "too far from the flash"


def test_who_stands_beside_a_decoy_sees_through_it() -> None:
    near = with_decoy(ambush(), "0802").pulses()[0]
    far = with_decoy(ambush(), "0602").pulses()[0]
    assert (near.ground.feigned == -1).all()
    assert (far.ground.feigned >= 0).sum() == 16
    assert (near.ground.decoys >= 0).sum() == 16, "which its own side does not know before it looks"


def test_a_decoy_that_is_shelled_is_wrecked_in_the_end() -> None:
    w = with_decoy(ambush(unit("jb", "jp_heavy_battery", "1201"), at="0101"))
    shells = Bombard(unit=w.row("jb"), kind="prepare", target=w.hex("0502"), rounds=400)
    states = w.pulses(shells, *quiet(w))
    left = [int((state.ground.feigned >= 0).sum()) for state in states]
    assert states[-1].count.shells[:, JAPANESE].min() > 20
    assert 16 > left[0] >= left[-1]
    assert left[-1] < 8
