"""What a plan becomes in a scenario: who goes where and when, what is left out and what that changes."""

from __future__ import annotations

from typing import Any

import pytest
from plan_field import begun, ids, labels, mission, plan_of, resolved

from game.rules.artillery_table import MISSIONS
from game.rules.works_table import TASKS
from game.scenario.arrays import minute
from game.scenario.faults import BadData
from game.scenario.models import plan as model
from game.scenario.plans import arms
from game.scenario.plans.hours import start_of
from game.scenario.plans.mission import FOREVER, NEVER, Flight, Rules, Until, When
from game.scenario.plans.resolve import LeftOut
from game.scenario.plans.tactics import TACTICS


def at(text: str) -> int:
    return minute(start_of(text).moment)


H = at("08-06 16:55")
THIRD = ("7", "8", "9", "mg3")
"""Companies of the third battalion."""


def test_words_of_the_model_are_those_of_the_rules() -> None:
    assert model.Task.__args__ == TASKS  # type: ignore[attr-defined]
    assert set(model.FireKind.__args__) == set(MISSIONS)  # type: ignore[attr-defined]
    assert len(set(TACTICS)) == 20


def test_guns_are_what_the_ruleset_lets_fire_indirectly() -> None:
    """All counters of a kind of guns have such a weapon; infantry keeps its dischargers to itself."""
    start = begun()
    pieces = start.ruleset.table("artillery", "pieces")
    able = {name for name, row in zip(pieces.rows, pieces.cells.tolist(), strict=True) if row[0]}
    for counter in start.roster.counters:
        held = {start.roster.classes[key] for key in (*counter.weapons, *counter.vehicles)}
        if counter.symbol in arms.GUNS:
            assert held & able, counter.id
        else:
            assert not held & (able - {"discharger", "mortar"}), counter.id


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("08-06 16:00", When(minute=at("08-06 16:00"))),
        ("H", When(minute=H)),
        ("H-00:45", When(minute=H - 45)),
        ("after:o2 +02:00", When(after="o2", plus=120)),
    ],
)
def test_when_an_order_begins(said: str, when: When) -> None:
    plan = resolved({"at": said}, {"at": "08-05 12:00"}).plan
    assert plan.missions[0].start == when
    assert not when.called


@pytest.mark.parametrize(
    ("said", "until"),
    [
        (None, Until()),
        ("forever", Until()),
        ("taken", Until(taken=True)),
        ("+06:00", Until(lasts=360)),
        ("H+01:00", Until(minute=H + 60)),
        ("08-07 20:00", Until(minute=at("08-07 20:00"))),
    ],
)
def test_how_long_an_order_holds(said: str | None, until: Until) -> None:
    assert mission({"until": said}).until == until
    assert Until().minute == FOREVER


def test_an_order_without_an_hour_waits_for_its_branch() -> None:
    calls = [{"when": "taken(Zaozernaya)", "do": "o2"}]
    first, second = resolved({"branches": calls}, {"at": None}).plan.missions
    assert second.start.called
    assert second.start.minute == NEVER
    test, called = first.branches[0]
    assert (test.word, labels(test.hexes), called) == ("taken", ["2337"], "o2")


def test_each_formation_has_its_own_goal_and_way() -> None:
    order = {
        "who": ["118 RR", "119 RR"],
        "do": "attack",
        "where": {"118 RR": "Zaozernaya", "119 RR": ["Bezymyannaya", "2236"]},
        "by": {"118 RR": "south", "119 RR": ["North neck", "2328"]},
    }
    goals = mission(order, axes={"South": ["South neck", "Machine-gun Hill"]}).goals
    assert [(goal.name, labels(goal.hexes)) for goal in goals] == [
        ("Zaozernaya", ["2337"]),
        ("Bezymyannaya", ["2128"]),
        ("2236", ["2236"]),
    ]
    assert [[labels(step) for step in goal.by] for goal in goals] == [
        [["3042"], ["2942"]],
        [["2427"], ["2328"]],
        [["2427"], ["2328"]],
    ]
    assert {unit[:5] for unit in ids(goals[0].units)} == {"118rr"}
    assert {unit[:5] for unit in ids(goals[1].units)} == {"119rr"}


def test_of_two_keys_for_a_unit_the_narrower_one_has_it() -> None:
    order = {
        "who": "40 RD",
        "do": "attack",
        "where": {"III/118 RR": "2236", "40 RD": "Zaozernaya", "118 RR": "Bezymyannaya"},
        "by": {"40 RD": "North neck", "7/118": "South neck"},
    }
    goals = {(goal.name, labels(goal.by[0])[0]): set(ids(goal.units)) for goal in mission(order).goals}
    assert goals[("2236", "3042")] == {"118rr-7"}
    assert goals[("2236", "2427")] == {"118rr-8", "118rr-9", "118rr-mg3"}
    assert goals[("Bezymyannaya", "2427")] == {
        u for u in ids(mission({"who": "118 RR"}).units) if u[6:] not in THIRD
    }
    assert sum(len(units) for units in goals.values()) == len(mission(order).units)
    assert len(goals) == 4


def test_attached_troops_go_along_and_support_is_kept_apart() -> None:
    order = {
        "who": "118 RR",
        "with": "1/40TB",
        "support": ["40 LAR", "2/40TB", {"1/40SB": "cut wire"}, {"40 HB": "with"}],
        "where": {"118 RR": "Zaozernaya"},
    }
    found = mission(order)
    assert "40tb-1" in ids(found.units)
    assert "40tb-1" in ids(found.goals[0].units)
    assert [(role, len(rows)) for role, rows in found.aid] == [
        ("on_call", 9),
        ("with", 1),
        ("cut_wire", 1),
        ("with", 3),
    ]


def test_rules_fires_and_flights_are_numbers() -> None:
    order: dict[str, Any] = {
        "rules": {
            "cross_border": False,
            "no_air": True,
            "stop_if_loss": "30%",
            "keep_reserve": "2 bn",
            "hold_fire_until": "250 m",
            "no_bombs_within": 500,
        },
        "fires": [
            {"guns": ["40 RD"], "kind": "prepare", "rounds": ".5 uf", "from": "H-00:45", "to": "H"},
            {"guns": "all", "kind": "smoke", "rounds": 20, "from": "-00:10", "to": "+00:20"},
            {"guns": "40 LAR", "kind": "defensive"},
        ],
    }
    found = mission(order)
    assert found.rules == Rules(False, True, 30, 8, 250, 500)
    prepare, smoke, defensive = found.fires
    assert {begun().roster.counters[row].symbol for row in prepare.guns} <= arms.GUNS
    assert (prepare.share, prepare.start, prepare.end, prepare.relative) == (512, H - 45, H, False)
    assert (smoke.rounds, smoke.start, smoke.end, smoke.relative) == (20, -10, 20, True)
    assert (defensive.start, defensive.end, defensive.relative) == (0, FOREVER, True)
    assert len(smoke.guns) > len(prepare.guns) > len(defensive.guns) == 9
    air = mission(
        {"who": "all SB", "do": "air", "where": "Zaozernaya", "flight": {"aircraft": 6, "bomb": "fab_100"}}
    )
    assert air.flight == Flight("bomb", 6, "fab_100")
    assert mission({"who": "all", "do": "air", "where": "Zaozernaya"}).flight == Flight()


def test_only_aircraft_fly_and_only_the_rest_fights_on_the_ground() -> None:
    air = mission({"who": "all", "do": "air", "where": "Zaozernaya"})
    assert {begun().roster.counters[row].symbol for row in air.units} == arms.AIRCRAFT
    ground = mission({"who": "all"})
    assert not {begun().roster.counters[row].symbol for row in ground.units} & arms.AIRCRAFT
    guns = mission({"who": "40 RD", "do": "bombard", "where": "Zaozernaya"})
    assert {begun().roster.counters[row].symbol for row in guns.units} <= arms.GUNS


def test_who_is_not_in_play_is_left_out() -> None:
    """The night assault knows the 75th and the border guards; no division of the corps is there."""
    orders = ({"who": ["59 BD", "32 RD"], "at": "07-31 03:00"}, {"who": "32 RD", "at": "07-31 03:00"})
    found = resolved(*orders, scenario="night-assault")
    assert [m.id for m in found.plan.missions] == ["o1"]
    assert {unit.partition("-")[0] for unit in ids(found.plan.missions[0].units, "night-assault")} <= {
        "59bd",
        "pk7",
        "pk8",
    }
    assert found.left_out == (LeftOut("o2", "32 RD", "nobody"),)


def test_what_is_past_is_left_out_and_counts_as_done() -> None:
    """The offensive begins on 6 August."""
    orders: list[dict[str, Any]] = [
        {
            "at": "08-02 08:00",
            "until": "08-03 14:00",
            "branches": [{"when": "taken(Zaozernaya)", "do": "o2"}],
        },
        {"at": "after:o1 +02:00", "branches": [{"when": "lost(Zaozernaya)", "do": "o1"}]},
        {"at": "08-04 08:00", "until": "+05:00"},
        {"at": "08-04 08:00", "until": "taken"},
        {"at": "after:o3"},
    ]
    found = resolved(*orders, scenario="offensive")
    assert [(left.order, left.reason) for left in found.left_out] == [("o1", "past"), ("o3", "past")]
    second, fourth, fifth = found.plan.missions
    assert second.start == When(minute=at("08-03 16:00"))
    assert second.branches == ()
    assert fourth.start == When(minute=at("08-04 08:00"))
    assert fifth.start == When(minute=at("08-04 13:00"))
    assert [m.id for m in resolved(*orders).plan.missions] == ["o1", "o2", "o3", "o4", "o5"]


def test_a_plan_without_orders_is_a_plan() -> None:
    found = resolved(side="japan")
    assert found.plan.missions == ()
    assert found.plan.side == 1


def test_every_fault_of_a_plan_is_told_at_once() -> None:
    orders = ({"who": "41 RD"}, {"where": "Nowhere at all"}, {"at": "after:o9"}, {"abort_if": "taken(9999)"})
    with pytest.raises(BadData) as bad:
        resolved(*orders)
    assert len(bad.value.faults) == 4
    assert {fault.key.partition(".")[0] for fault in bad.value.faults} == {
        f"orders[{n}]" for n in (1, 2, 3, 4)
    }


def test_two_readings_of_a_plan_are_equal() -> None:
    order = {"who": ["118 RR", "39 CAR"], "where": "area Zaozernaya 600 m", "abort_if": "loss(118 RR) > 25%"}
    assert resolved(order) == resolved(order)
    assert plan_of(order).model == plan_of(order).model
