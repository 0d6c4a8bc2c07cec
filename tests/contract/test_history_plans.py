"""The documented orders: every event is carried out or left out with a reason, and everybody has orders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from order_hours import MARCH_MINUTES, spans
from plan_field import begun

from game import locate
from game.scenario.arrays import minute
from game.scenario.build import Start
from game.scenario.load import Document
from game.scenario.models.common import SIDES, Side
from game.scenario.models.plan import Order, PlanFile
from game.scenario.plans.arms import AIRCRAFT
from game.scenario.plans.mission import Mission
from game.scenario.plans.resolve import Resolved, read_plan, resolve
from game.scenario.plans.setting import whole_ground
from game.scenario.plans.who import Troops
from game.scenario.roster import kinds_of

EVENTS: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "history_events.yaml").read_text("utf-8"))
RECORD = {"attack", "defence", "withdrawal", "march", "bombardment", "air_strike", "dig_in", "reinforcement"}
SCENARIOS = ("bezymyannaya", "night-assault", "counter-attacks", "offensive", "campaign")
SORTIES = {"sb": 346, "i15": 534, "sss": 53, "tb3": 41, "rz": 29, "i16": 25}
"""Flown on 1-8 August, by the record."""
BORDER_OPEN = 8 * 1440 + 16 * 60
NINTH = 11 * 1440
OWN_KEYS = {"OOB", "WEAPONS"}
CASES = [(scenario, side) for scenario in SCENARIOS for side in SIDES]


@cache
def plan(side: Side) -> Document[PlanFile]:
    """The shipped orders of a side."""
    return read_plan(locate.scenarios() / "khasan_1938" / "history" / f"{side}.yaml")


@cache
def resolved(scenario: str, side: Side) -> Resolved:
    """The same for a scenario."""
    return resolve(plan(side), begun(scenario))


def orders() -> Iterator[tuple[Document[PlanFile], Order]]:
    """All orders of both sides."""
    for side in SIDES:
        document = plan(side)
        yield from ((document, order) for order in document.model.orders)


def territory(start: Start, mission: Mission) -> set[str]:
    """Whose ground an order leads to."""
    return {start.territories[start.board.territory[h]] for h in mission.hexes}


def test_every_event_is_carried_out_or_left_out_with_a_reason() -> None:
    ordered = {event for _, order in orders() if order.record for event in order.record.events}
    left_out = {event for event, why in EVENTS["left_out"].items() if why}
    assert not ordered & left_out
    assert ordered | left_out == set(EVENTS["events"])
    told = {event["kind"] for id_, event in EVENTS["events"].items() if id_ in ordered}
    assert RECORD | {"order"} <= told


def test_both_sides_have_orders_for_their_own_events() -> None:
    for side in SIDES:
        ordered = {e for order in plan(side).model.orders if order.record for e in order.record.events}
        own = {id_ for id_, event in EVENTS["events"].items() if event["side"] == side}
        assert own <= ordered | set(EVENTS["left_out"]), side


def test_every_order_names_its_sources_and_how_certain_it_is() -> None:
    for document, order in orders():
        record = order.record
        assert record is not None, order.id
        assert record.source, order.id
        assert set(record.source) <= set(document.model.sources), order.id
        certain = {EVENTS["events"][event]["certainty"] for event in record.events}
        if record.certainty:
            assert record.certainty in certain, order.id
        else:
            assert (record.note or "").startswith("judged: "), order.id
        if not record.events:
            assert record.certainty is None, order.id
            assert set(record.source) & OWN_KEYS, order.id
    for side in SIDES:
        used = {key for order in plan(side).model.orders if order.record for key in order.record.source}
        assert used == set(plan(side).model.sources), side


@pytest.mark.parametrize(("scenario", "side"), CASES)
def test_everybody_in_play_is_named(scenario: str, side: Side) -> None:
    told = resolved(scenario, side)
    named = {unit for mission in told.plan.missions for unit in mission.units}
    idle = [c.id for n, c in enumerate(begun(scenario).roster.counters) if c.side == side and n not in named]
    assert told.plan.missions
    assert not idle


@pytest.mark.parametrize("side", SIDES)
def test_optional_troops_have_orders_too(side: Side) -> None:
    bundle = begun("campaign").bundle
    ground = whole_ground(
        (force.model for force in bundle.forces), kinds_of(bundle), bundle.map.model, bundle.ruleset
    )
    troops = Troops(ground.names, side)
    named = {
        unit
        for order in plan(side).model.orders
        for text in (*order.who, *(order.attached or ()))
        for unit in troops.of(text)
    }
    assert not set(ground.names.of(side)) - named


@pytest.mark.parametrize("side", SIDES)
def test_nobody_on_the_ground_is_ever_without_an_order(side: Side) -> None:
    start = begun("campaign")
    under = spans(resolved("campaign", side).plan)
    begin, end = start.calendar.turn_start[0], start.calendar.turn_end[-1]
    for n, counter in enumerate(start.roster.counters):
        if counter.side != side or counter.symbol in AIRCRAFT:
            continue
        at = minute(counter.enter.time) if counter.enter else int(begin)
        for first, last in sorted(under[n]):
            # A march ends when it has come to its end, and the unit stands there until it is sent on.
            assert first <= at + MARCH_MINUTES, (counter.id, at)
            at = max(at, last)
        assert at >= end, counter.id


def test_the_flights_are_those_of_the_record() -> None:
    start = begun("campaign")
    flown = dict.fromkeys(SORTIES, 0)
    for mission in resolved("campaign", "soviet").plan.missions:
        if mission.kind == "air" and mission.flight and mission.until.minute < NINTH:
            for unit in mission.units:
                counter = start.roster.counters[unit]
                kind = counter.id.split("-")[0]
                flown[kind] += min(mission.flight.aircraft, counter.vehicles[kind])
    assert flown == SORTIES
    assert not [m.id for m in resolved("campaign", "japanese").plan.missions if m.kind == "air" or m.flight]


def test_the_border_is_kept() -> None:
    start = begun("campaign")
    for mission in resolved("campaign", "japanese").plan.missions:
        goes = mission.kind not in ("bombard", "support", "air")
        crossed = goes and "ussr" in territory(start, mission)
        assert not crossed or mission.rules.cross_border is False, mission.id
    for mission in resolved("campaign", "soviet").plan.missions:
        early = mission.until.minute <= BORDER_OPEN and mission.start.minute >= 0
        assert not (early and territory(start, mission) & {"manchukuo", "korea"}), mission.id
