"""Fire in the engine: guns, direct fire, tanks and anti-tank guns, aircraft."""

from __future__ import annotations

import numpy as np
import pytest
from builders import NIGHT, SOVIET, World, kinds, some, unit, world

from game.engine.log import KINDS, Log
from game.engine.orders import Bombard, Fire, Fly, March, Request
from game.engine.state import State
from game.rules import barrage
from game.rules.tables import ONE

STRIP = "." * 16
SEEDS = tuple(range(1, 9))


def reason(log: Log, row: int) -> set[str]:
    """Why a battery did not fire."""
    return {barrage.REFUSALS[event["detail"]] for event in some(log.told(), "refused", row)}


def guns(**more: object) -> World:
    """A battery, an observer and a company in trenches three and a half kilometers off."""
    return world(
        STRIP,
        unit("g", "su_field_battery", "0101"),
        unit("o", "su_rifle_company", "1201"),
        unit("x", "jp_rifle_company", "1501", works=3),
        **more,
    )


def shells(w: World, kind: str, rounds: int = 100, **more: object) -> Bombard:
    return Bombard(unit=w.row("g"), kind=kind, target=w.hex("1501"), rounds=rounds, **more)  # type: ignore[arg-type]


def test_a_barrage_lowers_works_and_keeps_heads_down() -> None:
    w, log = guns(), Log()
    state = w.pulses(shells(w, "prepare", 150), log=log)[0]
    assert w.of("works", "x", state) < w.of("works", "x")
    assert w.of("suppression", "x", state) > ONE // 2
    fired = int(state.count.shells[0, SOVIET])
    assert 0 < fired <= 150
    assert state.missions.rounds[0, w.row("g")].sum() == 150 - fired
    assert some(log.told(), "shelled", w.row("g"))["amount"][0] == fired


def test_shells_and_rounds_at_hand_are_the_same_rounds() -> None:
    w = guns()
    row, table = w.row("g"), w.setting.tables.batteries
    gun = w.setting.cadre.gun[row]
    load = int(w.state.forces.weapons[0, row, gun]) * int(table.load[gun])
    before = int(w.state.forces.ammunition[0, row, 1]) * load + int(w.state.forces.loose[0, row])
    state = w.pulses(shells(w, "prepare", 500))[2]
    after = int(state.forces.ammunition[0, row, 1]) * load + int(state.forces.loose[0, row])
    assert (before - after) == 100 * int(state.count.shells[0, SOVIET])


def test_who_is_shelled_hears_shells_and_not_whose() -> None:
    w, log = guns(), Log()
    w.pulses(shells(w, "prepare", 60), log=log)
    told = log.told()
    assert (some(told, "shelled")["seen"] == 1).all(), "only who fires knows the battery"
    heard = some(told, "under_shells")
    assert len(heard)
    assert (heard["seen"] == 2).all()
    assert (heard["unit"] == -1).all()
    own = told[(told["seen"] & 2) != 0]
    hidden = own[(own["unit"] == w.row("g")) | (own["other"] == w.row("g"))]
    assert not len(hidden[hidden["kind"] != KINDS.index("spotted")]), "the other side never names the battery"


def test_without_observer_and_point_a_battery_cannot_fire_at_night() -> None:
    w, log = guns(start=NIGHT), Log()
    state = w.pulses(shells(w, "prepare"), log=log)[-1]
    assert state.count.shells[0, SOVIET] == 0
    assert reason(log, w.row("g")) == {"aim.night"}


def test_a_registered_point_makes_night_fire_possible() -> None:
    def register(state: State) -> None:
        state.forces.points[:, 0, 0] = 14

    w = guns(start=NIGHT).changed(register)
    state = w.pulses(shells(w, "prepare"))[0]
    assert state.count.shells[0, SOVIET] > 0


def test_observed_fire_registers_a_point_for_a_battery_that_stood_long_enough() -> None:
    w = guns()
    state = w.pulses(shells(w, "prepare", 30))[0]
    assert w.of("points", "g", state)[0] == w.hex("1501")
    fresh = guns().changed(lambda s: s.forces.in_place.__setitem__((0, 0), 30))
    state = fresh.pulses(shells(fresh, "prepare", 30))[0]
    assert fresh.of("points", "g", state).max() == -1


def test_own_troops_near_the_aim_forbid_fire_unless_it_is_accepted() -> None:
    near = world(
        STRIP,
        unit("g", "su_field_battery", "0101"),
        unit("o", "su_rifle_company", "1401"),
        unit("x", "jp_rifle_company", "1501"),
    )
    log = Log()
    assert near.pulses(shells(near, "prepare"), log=log)[-1].count.shells[0, SOVIET] == 0
    assert reason(log, near.row("g")) == {"friends.near"}
    assert near.pulses(shells(near, "prepare", near=True))[0].count.shells[0, SOVIET] > 0


def test_a_mission_waits_for_its_hour() -> None:
    w = guns()
    states = w.pulses(shells(w, "prepare", start=w.state.minute + 90))
    assert [int(state.count.shells[0, SOVIET] > 0) for state in states] == [0, 0, 0, 1, 1, 1]


def test_defensive_fire_falls_only_on_who_comes() -> None:
    w = guns()
    quiet = w.pulses(shells(w, "defensive"))
    assert quiet[-1].count.shells[0, SOVIET] == 0
    came = w.pulses(shells(w, "defensive", near=True), March(unit=w.row("x"), route=w.way("1401")))
    assert came[-1].count.shells[0, SOVIET] > 0


def test_shells_cut_wire_on_both_hexes_of_a_side() -> None:
    w = guns(wire={"1501-W": 3}, seeds=SEEDS)
    state = w.pulses(shells(w, "prepare", 300))[-1]
    east, west = state.ground.wire[:, w.hex("1401"), 0], state.ground.wire[:, w.hex("1501"), 3]
    assert (east == west).all()
    assert (east < 3).any()


def test_smoke_hides_and_drifts_away() -> None:
    w, log = guns(), Log()
    states = w.pulses(shells(w, "smoke", 40), log=log)
    laid = some(log.told(), "smoke")
    assert laid["hex"][0] == w.hex("1501")
    assert (laid["seen"] == 3).all(), "who lies in it sees it too"
    assert states[0].ground.smoke[0].max() > 0
    assert states[-1].ground.smoke[0].max() < states[0].ground.smoke[0].max()
    assert not states[-1].forces.losses[0, :, 1].any(), "smoke hurts nobody"


def test_cartridges_run_out_and_fire_dies_down() -> None:
    def poor(state: State) -> None:
        state.forces.ammunition[:, :, 0] = 2

    both = (unit("a", "su_mg_company", "0101"), unit("x", "jp_rifle_company", "0301"))
    poorer = world(STRIP, *both, seeds=SEEDS).changed(poor).pulses()
    rich = world(STRIP, *both, seeds=SEEDS).pulses()
    assert poorer[-2].forces.ammunition[:, 0, 0].max() == 0
    lost = [s[-1].forces.losses[:, 1].sum() for s in (poorer, rich)]
    assert lost[0] < lost[1]


def test_fire_is_held_until_the_enemy_is_near() -> None:
    w = world(STRIP, unit("a", "su_mg_company", "0101"), unit("x", "jp_rifle_company", "0401"))
    held, free = Log(), Log()
    w.pulses(Fire(unit=0, open_m=500), log=held)
    w.pulses(Fire(unit=0), log=free)
    assert not some(held.told(), "fired", 0).size, "he lies at 750 m"
    assert some(free.told(), "fired", 0).size


def test_a_silent_unit_does_not_fire() -> None:
    w, log = world(STRIP, unit("a", "su_mg_company", "0101"), unit("x", "jp_rifle_company", "0201")), Log()
    w.pulses(Fire(unit=0, policy="silent"), log=log)
    assert not some(log.told(), "fired", 0).size
    assert some(log.told(), "fired", 1).size


def test_a_unit_fires_first_at_the_hex_it_is_told_to() -> None:
    w = world(
        "...\n...",
        unit("a", "su_mg_company", "0101"),
        unit("x", "jp_rifle_company", "0201"),
        unit("y", "jp_rifle_company", "0102"),
        seeds=SEEDS,
    )

    def lost(aim: str) -> int:
        state = w.pulses(
            Fire(unit=0, aim=w.hex(aim)), Fire(unit=1, policy="silent"), Fire(unit=2, policy="silent")
        )[0]
        return int(state.forces.losses[:, 1].sum() - state.forces.losses[:, 2].sum())

    assert lost("0201") > lost("0102")


def test_the_night_is_kinder_than_the_day() -> None:
    both = (unit("a", "su_mg_company", "0101"), unit("x", "jp_rifle_company", "0201"))
    day, night = (
        world(STRIP, *both, seeds=SEEDS, start=hour).pulses()[0] for hour in ("1938-08-06T12:00", NIGHT)
    )
    assert night.forces.losses.sum() < day.forces.losses.sum()


def test_anti_tank_guns_knock_out_tanks_and_both_see_it() -> None:
    w = world(
        STRIP,
        unit("t", "su_tank_company", "0101"),
        unit("x", "jp_at_company", "0301", works=1),
        seeds=SEEDS,
    )
    log = Log()
    # Before the stores of the evening come up.
    state = w.pulses(March(unit=0, route=w.way("0201")), log=log)[-2]
    out = state.forces.vehicles[:, 0, :, 1].sum()
    assert out > 0
    assert out == state.count.tanks_out[:, SOVIET].sum() - state.count.tanks_burnt[:, SOVIET].sum()
    assert (some(log.told(), "knocked_out")["seen"] == 3).all()
    assert (state.forces.ammunition[:, 1, 2] < 100).all()


@pytest.mark.parametrize(("kind", "bomb"), [("bomb", "fab_50"), ("strafe", ""), ("recon", "")])
def test_flights_are_flown_once_and_booked(kind: str, bomb: str) -> None:
    w = world(STRIP, unit("sb", "su_bomber_squadron"), unit("x", "jp_rifle_company", "0801"))
    log = Log()
    state = w.pulses(
        Fly(unit=0, kind=kind, aircraft=6, target=w.hex("0801"), bomb=bomb, start=w.state.minute + 60),
        log=log,
    )[-1]
    assert state.count.sorties[0].tolist() == [6, 0]
    flown = some(log.told(), "flew")
    assert flown["minute"].tolist() == [w.state.minute + 60]
    assert (state.count.bombs[0, SOVIET] > 0) == (kind == "bomb")
    row = w.setting.tables.air.bombs.index("fab_50")
    assert w.state.air.bombs[0, row] - state.air.bombs[0, row] == state.count.bombs[0, SOVIET]
    assert state.flights.aircraft.max() == 0


def test_aircraft_wait_for_the_fog_to_lift_until_their_hour_is_over() -> None:
    w, log = world(STRIP, unit("i", "su_fighter_squadron"), weather="fog"), Log()
    state = w.pulses(Fly(unit=0, kind="strafe", aircraft=2, target=3, end=w.state.minute + 60), log=log)[-1]
    assert not np.isin(kinds(log.told()), ["flew"]).any()
    assert state.count.bombs.sum() == 0


def test_aircraft_asked_for_over_the_field_turn_missions_back_and_are_paid_for() -> None:
    w = world(
        STRIP,
        unit("sb", "su_bomber_squadron"),
        unit("x", "jp_rifle_company", "0801"),
        seeds=tuple(range(1, 33)),
    )
    flight = Fly(unit=0, kind="bomb", aircraft=3, target=w.hex("0801"), bomb="fab_50")
    met, free = w.pulses(flight, Request())[-1], w.pulses(flight)[-1]
    assert free.count.turned_back.sum() == 0
    turned = met.count.turned_back[:, SOVIET] // 3
    chance = w.setting.cover / 65536
    assert abs(turned.mean() - chance) < 0.3
    assert turned.sum() > 0
    assert (met.count.caused.sum(axis=1) > free.count.caused.sum(axis=1)).all()
    assert not met.count.cover.any(), "it is asked for anew each turn"


@pytest.mark.parametrize("arm", ["shells", "rifles"])
def test_cover_grows_with_the_works_without_a_step(arm: str) -> None:
    levels = (1.0, 1.5, 2.0, 2.5, 3.0)
    lost = []
    for level in levels:
        w = world(
            STRIP,
            unit("g", "su_howitzer_battery", "0101"),
            unit("o", "su_mg_company", "1401"),
            unit("x", "jp_rifle_company", "1501", works=level, men=180),
            seeds=tuple(range(1, 33)),
        )
        orders = [shells(w, "prepare", 150, near=True)] if arm == "shells" else []
        quiet = [Fire(unit=1, policy="silent")] if arm == "shells" else []
        state = w.pulses(*orders, *quiet, Fire(unit=2, policy="silent"))[0]
        lost.append(int(state.forces.losses[:, 2, 1 if arm == "shells" else 0].sum()))
    assert lost == sorted(lost, reverse=True)
    assert lost[0] > 2 * lost[-1] > 0
    # A fire trench is half way, and a first shell does not make a scrape of it.
    assert lost[-1] < lost[2] < lost[0]
    steps = -np.diff(lost)
    assert steps.max() < 0.6 * (lost[0] - lost[-1])


def test_who_bombs_near_his_own_troops_may_miss_by_a_hex_and_hears_of_it() -> None:
    w = world(
        "\n".join([STRIP] * 3),
        unit("a", "su_rifle_company", "0702"),
        unit("sb", "su_bomber_squadron"),
        unit("x", "jp_rifle_company", "0802"),
        seeds=tuple(range(1, 65)),
    )
    log, row = Log(), 1
    w.pulses(Fly(unit=row, kind="bomb", aircraft=3, target=w.hex("0802"), bomb="fab_50", near=True), log=log)
    strayed = some(log.told(), "strayed", row)
    assert 0 < len(strayed) < 64
    assert (w.setting.board.steps(strayed["hex"], w.hex("0802")) == 1).all()
    assert (strayed["seen"] == 1).all()
