"""Sight in the engine: who notices whom, by what, and what hides him."""

from __future__ import annotations

import numpy as np
import pytest
from builders import JAPANESE, NIGHT, SOVIET, World, some, unit, world

from game.engine.log import Log
from game.engine.orders import Fire, Fly, Hold, March
from game.engine.state import State
from game.rules.beliefs_table import GRADES

STRIP = "." * 24
SEEDS = tuple(range(1, 17))


def spotted(w: World, *orders: object, side: int = SOVIET, row: int = 1) -> float:
    """Share of the games in which a unit is seen within the first hour."""
    state = w.pulses(*orders)[1]  # type: ignore[arg-type]
    return float((state.beliefs.source[:, side, row] == GRADES.index("seen")).mean())


def pair(there: str, **more: object) -> World:
    """A Soviet company and a Japanese one in works, which keeps silent."""
    works = more.pop("works", 3)
    return world(
        STRIP,
        unit("a", "su_rifle_company", "0101"),
        unit("x", "jp_rifle_company", there, works=works),
        seeds=SEEDS,
        **more,
    )


QUIET = Fire(unit=1, policy="silent")


def test_works_distance_and_night_hide() -> None:
    near = spotted(pair("0301", works=0), QUIET)
    dug_in = spotted(pair("0301"), QUIET)
    far = spotted(pair("1401", works=0), QUIET)
    dark = spotted(pair("0601", works=0, start=NIGHT), QUIET)
    assert near > 0.8
    assert near >= dug_in > far
    assert dark == 0


def test_who_fires_or_marches_is_seen_from_farther() -> None:
    lying = spotted(pair("0901", works=0), QUIET, Fire(unit=0, policy="silent"))
    going = spotted(pair("0901", works=0), QUIET, March(unit=1, route=(7,)), Fire(unit=0, policy="silent"))
    assert going > lying


def test_a_hill_between_hides() -> None:
    heights = " ".join(["0"] * 4 + ["60"] + ["0"] * 19)
    assert spotted(pair("0801", works=0, heights=heights), QUIET) == 0
    assert spotted(pair("0801", works=0), QUIET) > 0


def test_smoke_hides() -> None:
    def screen(state: State) -> None:
        state.ground.smoke[:, 2:4] = 3000

    clear, veiled = pair("0601", works=0), pair("0601", works=0).changed(screen)
    assert spotted(veiled, QUIET) < spotted(clear, QUIET)


def test_men_kept_down_wholly_see_nothing() -> None:
    def pin(state: State) -> None:
        state.forces.suppression[:, 0] = 1024

    w = pair("0301", works=0).changed(pin)
    first = w.pulses(QUIET, Fire(unit=0, policy="silent"))[0]
    assert (first.beliefs.confidence[:, SOVIET, 1] == 0).all()
    seen = w.view(SOVIET).ground.seen
    assert seen.tolist() == [True] + [False] * 23, "but where he lies"


def test_aircraft_look_where_they_are_sent() -> None:
    w = world(
        STRIP,
        unit("sb", "su_bomber_squadron"),
        unit("x", "jp_rifle_company", "1201"),
        unit("y", "jp_rifle_company", "2201"),
        seeds=SEEDS,
    )
    look = Fly(unit=0, kind="recon", aircraft=6, target=w.hex("1201"))
    beliefs = w.pulses(look, Hold(unit=1))[0].beliefs
    assert (beliefs.confidence[:, SOVIET, 1] > 0).any()
    assert (beliefs.confidence[:, SOVIET, 2] == 0).all()


@pytest.mark.parametrize("where", ["on the map", "on its way"])
def test_a_headquarters_is_heard_where_it_is(where: str) -> None:
    place = {"at": "2301"} if where == "on the map" else {"enter": "1938-08-07T06:00"}
    both = (unit("a", "su_rifle_company", "0101"), unit("hq", "jp_regiment_hq", **place))
    w, log = world(STRIP, *both, seeds=tuple(range(1, 129))), Log()
    w.pulses(log=log)
    told = some(log.told(), "spotted", 1)
    heard = told[told["detail"] == GRADES.index("radio")]
    assert bool(len(heard)) == (where == "on the map")
    assert (told["hex"] >= 0).all()


def test_both_sides_see_alike() -> None:
    w = world(
        STRIP, unit("a", "su_rifle_company", "0101"), unit("x", "jp_rifle_company", "0401"), seeds=SEEDS
    )
    state = w.pulses(Fire(unit=0, policy="silent"), QUIET)[-2]
    seen = state.beliefs.confidence > 0
    assert abs(int(seen[:, SOVIET, 1].sum()) - int(seen[:, JAPANESE, 0].sum())) <= 4
    assert not seen[:, SOVIET, 0].any()
    assert not np.isnan(state.beliefs.error).any()


@pytest.mark.parametrize(("kind", "placed"), [("jp_battalion_guns", True), ("jp_rifle_company", False)])
def test_bearings_are_taken_on_batteries_alone(kind: str, placed: bool) -> None:
    """A company's dischargers are shells too, but no battery to range by its report (artillery.6)."""
    both = (unit("a", "su_rifle_company", "0101"), unit("x", kind, "0801", works=3))
    w, log = world(STRIP, *both, seeds=tuple(range(1, 65))), Log()
    fired = w.pulses(
        Fire(unit=1, aim=0),
        Fire(unit=0, policy="silent"),
        March(unit=0, route=(1, 2)),
        log=log,
    )[0].forces.fired
    assert fired[:, 1].all()
    told = some(log.told(), "spotted", 1)["detail"]
    assert bool((told == GRADES.index("located")).any()) == placed
