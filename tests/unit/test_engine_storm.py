"""Assaults in the engine: who goes in, what he gives up for it, and what the ground is like afterwards."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from builders import NIGHT, SOVIET, World, kinds, some, unit, world

from game.engine.acts import ACTS, HOLD
from game.engine.log import Log
from game.engine.orders import Assault, Fire, Rest
from game.engine.state import State
from game.rules.ledger import number
from game.rules.morale import BROKEN
from game.rules.tables import POSTURES

FIELD = """
......
......
"""
SCRAPE = POSTURES.index("scrape")


def attack(w: World, id: str, *labels: str, after: int = 0) -> Assault:
    """An assault along some hexes."""
    return Assault(unit=w.row(id), route=w.way(*labels), when_suppressed=after)


def kept_down(state: State) -> None:
    """The third unit hardly lifts its head."""
    state.forces.suppression[:, 2] = 900


def three(**more: Any) -> World:
    """Two companies against a platoon, next to it."""
    return world(
        FIELD,
        unit("a", "su_rifle_company", "0201"),
        unit("b", "su_rifle_company", "0202"),
        unit("x", "jp_rifle_company", "0301", men=20, weapons={"arisaka_38": 20}),
        **more,
    )


def test_who_goes_in_does_not_also_fire_from_where_he_lay() -> None:
    w, log = three(), Log()
    w.pulses(attack(w, "a", "0301"), log=log)
    events = log.told()
    first = events[events["minute"] == events["minute"].min()]
    assert not some(first, "fired", w.row("a")).size, "the assault takes his time"
    assert some(first, "fired", w.row("b")).size, "his neighbor holds and fires"


def test_who_takes_a_hex_holds_it_from_then_on() -> None:
    w, log = three(seeds=tuple(range(1, 25))).changed(kept_down), Log()
    states = w.pulses(attack(w, "a", "0301"), attack(w, "b", "0301"), log=log)
    won = some(log.told(), "captured")
    assert len(won) >= 2, "two hundred and forty against twenty who are kept down"
    assert (won["seen"] == 3).all()
    for event in won:
        game = int(event["game"])
        assert states[-1].ground.control[game, w.hex("0301")] == SOVIET
        assert "0301" in (w.at("a", states[-1], game), w.at("b", states[-1], game))


def test_the_winner_lies_in_a_scrape_and_holds() -> None:
    w = three(seeds=tuple(range(1, 25))).changed(kept_down)
    state = w.pulses(attack(w, "a", "0301"), attack(w, "b", "0301"))[-1]
    inside = np.argwhere((state.forces.hex == w.hex("0301")) & (w.setting.cadre.side == SOVIET))
    assert len(inside)
    for game, row in inside:
        assert state.forces.posture[game, row] == SCRAPE
        assert state.acts.act[game, row] == HOLD


def test_an_assault_on_an_empty_hex_is_a_march() -> None:
    w, log = world(FIELD, unit("a", "su_rifle_company", "0101")), Log()
    state = w.pulses(attack(w, "a", "0201", "0301"), log=log)[0]
    assert w.at("a", state) == "0301"
    assert kinds(log.told(), w.row("a")) == ["order_begun", "moved", "dug"], "it holds there, in a scrape"
    assert ACTS[state.acts.act[0, w.row("a")]] == "hold", "it is over when it gets there"


def test_an_assault_waits_until_the_enemy_is_kept_down() -> None:
    w, log = three(), Log()
    w.pulses(attack(w, "a", "0301", after=100), log=log)
    assert not some(log.told(), "assaulted").size
    assert not np.isin(kinds(log.told()), ["repulsed", "fell_back", "captured"]).any()


def test_who_went_in_and_won_cannot_call_for_fire_in_the_next_pulse() -> None:
    w = three(seeds=tuple(range(1, 25))).changed(kept_down)
    states = w.pulses(attack(w, "a", "0301"), attack(w, "b", "0301"))
    for game in range(24):
        won = [r for r in (0, 1) if states[0].forces.hex[game, r] == w.hex("0301")]
        for row in won:
            assert states[0].forces.mute[game, row] > 0
            assert states[1].forces.mute[game, row] == 0
    assert any((states[0].forces.hex[:, r] == w.hex("0301")).any() for r in (0, 1))


def test_who_gives_way_has_no_works_and_begins_anew_in_his_new_place() -> None:
    w = three(seeds=tuple(range(1, 9))).changed(kept_down)
    states, row = w.pulses(attack(w, "a", "0301"), attack(w, "b", "0301")), w.row("x")
    before = w.state.forces.hex[:, row]
    for game in range(8):
        after = states[0].forces
        if after.hex[game, row] >= 0 and after.hex[game, row] != before[game]:
            assert after.works[game, row] == 0
            assert after.in_place[game, row] == 0
            assert after.moved[game, row]
            break
    else:
        raise AssertionError("nobody gave way in eight games")


def test_prisoners_are_neither_killed_nor_wounded() -> None:
    w = world(
        "LLL\nL..\nLLL",
        unit("x", "su_rifle_company", "0302", men=60),
        unit("a", "jp_rifle_company", "0202"),
        unit("b", "jp_rifle_company", "0202"),
        seeds=tuple(range(1, 65)),
    ).changed(lambda s: s.forces.suppression.__setitem__((slice(None), 0), 1000))
    forces = (state := w.pulses(attack(w, "a", "0302"), attack(w, "b", "0302"))[-1]).forces
    assert forces.captured[:, 0].sum() > 0, "there is no way out"
    booked = state.count.medical[:, :, SOVIET, :2].sum(axis=(1, 2))
    assert (booked == forces.losses[:, 0].sum(axis=-1) - forces.captured[:, 0]).all()


def test_a_resting_unit_fires_only_when_it_is_assaulted() -> None:
    w, log = three(), Log()
    w.pulses(Rest(unit=w.row("x")), log=log)
    assert not some(log.told(), "fired", w.row("x")).size
    assert some(log.told(), "fired", w.row("a")).size


def test_tanks_that_go_with_their_infantry_are_escorted() -> None:
    def knocked(*extra: str) -> int:
        more = [unit(f"r{i}", "su_rifle_company", at) for i, at in enumerate(extra)]
        w = world(
            FIELD,
            unit("t", "su_tank_company", "0201"),
            unit("x", "jp_rifle_company", "0301", weapons={"arisaka_38": 150}),
            *more,
            seeds=tuple(range(1, 33)),
            start="1938-07-30T23:00",
        )
        orders = [attack(w, "t", "0301"), *(attack(w, f"r{i}", "0301") for i in range(len(extra)))]
        state = w.pulses(*orders)[0]
        return int(state.count.tanks_out[:, SOVIET].sum())

    alone, together = knocked(), knocked("0202")
    assert alone > 2 * together, "infantry keeps the assault parties off"


def test_broken_men_do_not_go_in() -> None:
    def break_them(state: State) -> None:
        state.forces.cohesion[:, :2] = 300
        state.forces.nerve[:, :2] = BROKEN

    w, log = three(seeds=tuple(range(1, 9))).changed(break_them), Log()
    w.pulses(attack(w, "a", "0301"), attack(w, "b", "0301"), log=log)
    first = log.told()[log.told()["minute"] == w.state.minute]
    assert not np.isin(kinds(first), ["repulsed", "fell_back", "captured"]).any()


def test_tanks_go_along_into_the_hex_that_is_won_if_they_run() -> None:
    def entered(running: bool) -> set[str]:
        def stop(state: State) -> None:
            kept_down(state)
            vehicles = state.forces.vehicles[:, 1]
            if not running:
                vehicles[..., 2] += vehicles[..., 0]
                vehicles[..., 0] = 0

        w = world(
            FIELD,
            unit("a", "su_rifle_company", "0201"),
            unit("t", "su_tank_company", "0202"),
            unit("x", "jp_rifle_company", "0301", men=20, weapons={"arisaka_38": 20}),
            seeds=tuple(range(1, 33)),
        ).changed(stop)
        state = w.pulses(attack(w, "a", "0301"), attack(w, "t", "0301"))[0]
        won = np.flatnonzero(state.forces.hex[:, 0] == w.hex("0301"))
        assert len(won)
        return {w.at("t", state, int(game)) for game in won}

    assert entered(True) == {"0301"}
    assert entered(False) == {"0202"}


def hourly(*more: Any, orders: tuple[Any, ...] = (), **ground: Any) -> int:
    """Thousandths that an hour of final fire would cost a company that storms a platoon with such support."""
    w, log = (
        world(
            "......\n......\n......",
            unit("a", "su_rifle_company", "0201"),
            unit("x", "jp_rifle_company", "0301", men=20, weapons={"arisaka_38": 20}, works=3),
            *more,
            **ground,
        ),
        Log(),
    )
    w.pulses(attack(w, "a", "0301"), *orders, log=log)
    rows = log.ledger()[1]
    first = rows[(rows["rule"] == number("final_fire")) & (rows["pulse"] == w.state.minute)]
    assert len(first) == 1
    return int(first["base"][0])


BESIDE = unit("y", "jp_rifle_company", "0202")


def test_who_lies_beside_the_hex_fires_at_those_who_storm_it() -> None:
    alone, helped = hourly(), hourly(BESIDE)
    assert helped > 2 * alone, "a company beside twenty rifles"
    assert hourly(BESIDE, unit("z", "jp_rifle_company", "0401")) > helped, "and one behind them"


def test_support_needs_sight_of_the_attackers_and_leave_to_fire() -> None:
    silent = (Fire(unit=2, policy="silent"),)
    assert hourly(BESIDE, orders=silent) == pytest.approx(hourly(), rel=0.01)
    assert hourly(BESIDE, start=NIGHT) == hourly(start=NIGHT), "eighty meters is too near for that"
    heights = "0 0 0 60 0 0\n0 0 0 60 0 0\n0 0 0 60 0 0"
    behind = unit("y", "jp_rifle_company", "0501")
    assert hourly(behind, heights=heights) == hourly(heights=heights)
    assert hourly(behind) > hourly()


def test_support_that_stands_apart_counts_by_its_own_range() -> None:
    near, far = hourly(unit("y", "jp_rifle_company", "0401")), hourly(unit("y", "jp_rifle_company", "0601"))
    assert near > far > hourly()


def test_who_supports_shows_himself_and_is_told_of() -> None:
    w, log = three(), Log()
    state = w.pulses(attack(w, "a", "0301"), Rest(unit=w.row("x")), log=log)[0]
    assert state.forces.fired[0, w.row("x")], "who rests fires when he is assaulted"
    assert some(log.told(), "fired", w.row("x")).size


def test_final_fire_uses_up_rounds() -> None:
    def left(*orders: Any) -> int:
        w = three()
        state = w.pulses(*orders, Rest(unit=w.row("x")))[0]
        return int(w.of("ammunition", "x", state)[0])

    w = three()
    whole = int(w.of("ammunition", "x")[0])
    assert left() == whole, "who rests uses none"
    assert left(attack(w, "a", "0301")) < whole
