"""Marches in the engine: who arrives when, what stops him, what he loses by going."""

from __future__ import annotations

import numpy as np
import pytest
from builders import JAPANESE, SOVIET, kinds, some, unit, world

from game.engine.acts import ACTS, HOLD
from game.engine.log import Log
from game.engine.orders import Cross, Dig, Hold, March, Withdraw
from game.engine.state import State
from game.rules.ledger import RULES
from game.rules.movement import STOPS
from game.rules.tables import POSTURES

STRIP = "." * 16
ROAD = [f"{col:02d}01" for col in range(1, 17)]


def test_a_company_arrives_on_the_road_in_the_reckoned_pulse() -> None:
    w = world(STRIP, unit("a", "su_rifle_company", "0101"), roads=[ROAD])
    march = March(unit=0, route=w.way(*ROAD[1:]), mode="column")
    states = w.pulses(march)
    # 3.5 minutes a hex by road: eight hexes in half an hour, with two minutes in hand.
    assert [w.at("a", state) for state in states[:2]] == ["0901", "1601"]
    assert w.of("carried", "a", states[0]) == 20
    assert ACTS[states[1].acts.act[0, 0]] == "hold"


@pytest.mark.parametrize(("mode", "place"), [("advance", "0701"), ("rush", "1101"), ("stealth", "0301")])
def test_how_it_goes_decides_how_far(mode: str, place: str) -> None:
    w = world(STRIP, unit("a", "su_rifle_company", "0101"))
    # 4.5 minutes a hex over open ground; the rush, in its last hex alone, is quicker than that.
    route = w.way(*(ROAD[1:7] if mode == "rush" else ROAD[1:]))
    place = "0701" if mode == "rush" else place
    assert w.at("a", w.pulses(March(unit=0, route=route, mode=mode))[0]) == place


def test_at_night_it_goes_slower() -> None:
    w = world(STRIP, unit("a", "su_rifle_company", "0101"), start="1938-07-30T23:00")
    # 4.5 x 1.6 = 7.2 minutes a hex.
    assert w.at("a", w.pulses(March(unit=0, route=w.way(*ROAD[1:])))[0]) == "0501"


def test_a_march_begins_in_the_pulse_of_its_hour() -> None:
    w = world(STRIP, unit("a", "su_rifle_company", "0101"))
    log, eight = Log(), w.state.minute + 60
    states = w.pulses(March(unit=0, route=w.way(*ROAD[1:]), start=eight), log=log)
    assert [w.at("a", state) for state in states[:3]] == ["0101", "0101", "0701"]
    assert some(log.told(), "order_begun", 0)["minute"].tolist() == [eight]


def test_an_hour_within_a_pulse_leaves_the_rest_of_it() -> None:
    w = world(STRIP, unit("a", "su_rifle_company", "0101"))
    states = w.pulses(March(unit=0, route=w.way(*ROAD[1:]), start=w.state.minute + 15))
    # A quarter of an hour is left: three hexes of four and a half minutes.
    assert w.at("a", states[0]) == "0401"


def test_a_march_stops_next_to_an_enemy_it_sees_if_told_to() -> None:
    w = world(STRIP, unit("a", "su_rifle_company", "0101"), unit("x", "jp_at_rifle_team", "0501"))
    w = w.changed(lambda s: s.forces.fired.__setitem__((0, 1), True))
    route, log = w.way(*ROAD[1:4], "0501"), Log()
    state = w.pulses(March(unit=0, route=route, on_contact=True), log=log)[0]
    assert w.at("a", state) == "0401"
    assert state.acts.act[0, 0] == HOLD
    stops = some(log.told(), "halted", 0)
    assert STOPS[stops[0]["detail"]] == "contact"
    assert (stops["seen"] == 1).all()


def test_no_march_enters_a_hex_that_the_enemy_holds() -> None:
    w = world(STRIP, unit("a", "su_rifle_company", "0101"), unit("x", "jp_at_rifle_team", "0301"))
    state = w.pulses(March(unit=0, route=w.way(*ROAD[1:6])))[0]
    assert w.at("a", state) == "0201"


def test_works_and_points_stay_behind() -> None:
    def settle(state: State) -> None:
        state.forces.points[:, 0, 0] = 9

    w = world(STRIP, unit("g", "su_field_battery", "0101", works=2)).changed(settle)
    assert w.of("in_place", "g") > 0
    state = w.pulses(March(unit=0, route=w.way("0201")))[0]
    assert w.at("g", state) == "0201"
    assert w.of("works", "g", state) == 0
    assert w.of("points", "g", state).max() == -1
    assert w.of("in_place", "g", state) == 0


def test_a_column_rides_and_men_on_foot_advance() -> None:
    tanks = unit("t", "su_tank_company", "0301")
    w = world(STRIP, unit("a", "su_rifle_company", "0101"), tanks, roads=[ROAD[2:5]])
    march = [March(unit=0, route=w.way("0201")), March(unit=1, route=w.way("0401"), mode="column")]
    state = w.pulses(*march)[0]
    assert POSTURES[w.of("posture", "a", state)] == "advance"
    assert POSTURES[w.of("posture", "t", state)] == "riding"
    assert w.of("facing", "t", state) == 0, "to the east"
    assert w.of("facing", "a", state) == -1


def test_a_column_keeps_to_the_road() -> None:
    w = world(STRIP, unit("a", "su_rifle_company", "0101"), roads=[ROAD[:3]])
    assert March(unit=0, route=w.way("0201", "0301"), mode="column").check(w.view(SOVIET)) is None
    found = March(unit=0, route=w.way("0201", "0301", "0401"), mode="column").check(w.view(SOVIET))
    assert found is not None
    assert found.code == "route.closed"
    assert found.values["hex"] == w.hex("0401")


def test_a_hex_that_is_full_is_not_entered() -> None:
    full = [unit(f"b{i}", "su_rifle_company", "0201", men=100) for i in range(3)]
    w, log = world(STRIP, unit("a", "su_rifle_company", "0101"), *full), Log()
    state = w.pulses(March(unit=0, route=w.way("0201")), log=log)[0]
    assert w.at("a", state) == "0101"
    assert STOPS[some(log.told(), "halted", 0)[0]["detail"]] == "stack"


def test_tanks_bog_in_the_marsh_by_the_dice_of_the_seed() -> None:
    strip = "." + "m" * 8 + "."
    w = world(strip, unit("t", "su_tank_company", "0101"), seeds=tuple(range(1, 41)))
    states = w.pulses(March(unit=0, route=w.way("0201", "0301", "0401")))
    bogged = states[-1].forces.vehicles[:, 0, :, 2].sum(axis=1)
    tanks = int(w.state.forces.vehicles[0, 0].sum())
    assert (states[-1].forces.vehicles[:, 0].sum(axis=(1, 2)) == tanks).all(), "none is gone"
    # Six of a hundred in each of three hexes.
    assert 0.10 < bogged.mean() / tanks < 0.24
    again = w.pulses(March(unit=0, route=w.way("0201", "0301", "0401")))
    assert np.array_equal(again[-1].forces.vehicles, states[-1].forces.vehicles)


def test_who_withdraws_over_the_lake_loses_some_of_his_men() -> None:
    w, log = world(".LL.", unit("a", "su_rifle_company", "0101"), seeds=tuple(range(1, 9))), Log()
    assert March(unit=0, route=w.way("0201")).check(w.view(SOVIET)) is not None
    state = w.pulses(Withdraw(unit=0, route=w.way("0201", "0301", "0401")), log=log)[-1]
    assert (state.forces.hex[:, 0] == w.hex("0401")).all()
    drowned = state.forces.losses[:, 0, 5]
    # Three of a hundred in each of two hexes.
    assert 3 < drowned.mean() < 16
    assert (state.forces.men[:, 0] + drowned == w.state.forces.men[0, 0]).all()
    assert (some(log.told(), "lost")["seen"] == 1).all()


def test_reinforcements_come_in_the_order_of_their_hours() -> None:
    first, second = "1938-08-06T12:00", "1938-08-06T12:30"
    w = world(
        STRIP,
        unit("late", "su_tank_company", enter=second),
        unit("early", "su_howitzer_battery", enter=first),
        entries={"soviet-road": ("0101",)},
    )
    log = Log()
    states = w.pulses(log=log)
    came = some(log.told(), "entered")
    assert came["unit"].tolist() == [w.row("early"), w.row("late")]
    assert came["minute"].tolist() == sorted(came["minute"].tolist())
    assert (came["seen"] == 1).all()
    assert w.of("in_place", "late", states[0]) == 0, "who waits off the map is in no place"


def test_a_unit_crosses_the_river_by_ferry_and_not_without_one() -> None:
    river = "..R..\n..R.."
    ferry = {"ferry": ("0201", "0401")}
    w = world(river, unit("x", "jp_rifle_company", "0201", works=1), crossings=ferry, turns=1)
    w, log = w.changed(lambda s: s.forces.dug.fill(500)), Log()
    states = w.pulses(Cross(unit=0), log=log)
    assert w.at("x", states[-1]) == "0401"
    landed = next(state for state in states if w.at("x", state) == "0401")
    assert (w.of("works", "x", landed), w.of("dug", "x", landed)) == (0, 0)
    assert "crossed" in kinds(log.told(), 0)
    other = world(river, unit("x", "jp_rifle_company", "0202"), crossings=ferry)
    assert Cross(unit=0).check(other.view(JAPANESE)) is not None


def test_two_who_want_the_same_hex_in_fog_do_not_block_each_other_for_hours() -> None:
    w = world(
        STRIP,
        unit("a", "su_rifle_company", "0101"),
        unit("x", "jp_rifle_company", "0501"),
        seeds=tuple(range(1, 33)),
        weather="fog",
        sees=200,
    )
    there, log = w.hex("0301"), Log()
    ways = [March(unit=0, route=w.way("0201", "0301")), March(unit=1, route=w.way("0401", "0301"))]
    held = w.pulses(*ways, log=log)[1].forces.hex == there
    assert (held.sum(axis=1) == 1).all(), "after an hour one of them is in it"
    assert (held.sum(axis=0) >= 6).all(), "and neither side more often because of its place in the arrays"
    stopped = some(log.told(), "halted")
    assert set(stopped["unit"]) == {0, 1}


def test_who_moves_in_view_is_fired_at_in_passing() -> None:
    w = world(
        STRIP + "\n" + STRIP,
        unit("a", "su_rifle_company", "0101"),
        unit("x", "jp_mg_company", "0502", works=2),
        seeds=tuple(range(1, 9)),
    )
    log = Log()
    w.pulses(March(unit=0, route=w.way(*ROAD[1:7])), Hold(unit=1), log=log)
    _, rows = log.ledger()
    passing = [RULES[row["rule"]].id == "movement_fire" for row in rows]
    assert any(passing)
    assert {int(row["target"]) for row, one in zip(rows, passing, strict=True) if one} == {0}
    assert {int(row["source"]) for row, one in zip(rows, passing, strict=True) if one} == {1}


def test_digging_deepens_works_by_the_hour_and_stops_for_a_march() -> None:
    w = world(STRIP, unit("a", "su_rifle_company", "0101"))
    log = Log()
    states = w.pulses(Dig(unit=0), log=log)
    works = [int(w.of("works", "a", state)) for state in states]
    assert works == sorted(works)
    # Half an hour for a scrape, three hours for a fire trench: but for fatigue it would be 1024 and 2048.
    assert 950 < works[0] <= 1024
    assert 1800 < works[-1] <= 2048
    assert "dug" in kinds(log.told(), 0)


def test_who_only_holds_makes_himself_a_scrape_and_no_more() -> None:
    w = world(
        STRIP,
        unit("a", "su_rifle_company", "0101"),
        unit("t", "su_tank_company", "0301"),
        unit("deep", "su_rifle_company", "0501", works=2),
    )
    state = w.pulses(Hold(unit=0), Hold(unit=1), Hold(unit=2))[-1]
    assert w.of("works", "a", state) == 1024
    assert w.of("works", "t", state) == 0
    assert w.of("works", "deep", state) == w.of("works", "deep") > 1024
