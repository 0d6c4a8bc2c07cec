"""What a side knows: own units as they are, the enemy as he is believed to be, and what that lets it do."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from builders import JAPANESE, NIGHT, SOVIET, World, some, unit, world

from game.engine import turn
from game.engine.closing import learn
from game.engine.imagine import imagined
from game.engine.log import Log
from game.engine.options import in_range, options_of, reachable, way
from game.engine.orders import Assault, Bombard, March
from game.engine.preview import preview
from game.engine.state import State
from game.engine.units import NEVER
from game.rules.beliefs_table import GRADES
from game.scenario.models.record import Event

STRIP = "\n".join(["." * 12] * 3)


@cache
def field() -> World:
    """Both sides on open ground: the Japanese company fires and is seen, the battery behind it is silent."""
    w = world(
        STRIP,
        unit("a", "su_rifle_company", "0202"),
        unit("g", "su_field_battery", "0101"),
        unit("t", "su_tank_company", "0103"),
        unit("s", "su_sapper_company", "0102"),
        unit("late", "su_rifle_company", enter="1938-08-06T20:00"),
        unit("sb", "su_bomber_squadron"),
        unit("x", "jp_rifle_company", "0602"),
        unit("y", "jp_mountain_battery", "1202", works=3),
        sees=2000,
    )
    *_, state = turn.run(w.setting, w.fate, w.lay(), Log())
    w.state = state
    return w


def test_own_columns_are_whole_and_the_enemys_are_blank() -> None:
    w = field()
    for side in (SOVIET, JAPANESE):
        view = w.view(side)
        foe = ~view.own
        for field_ in fields(view.forces):
            mine, real = getattr(view.forces, field_.name), getattr(w.state.forces, field_.name)[0]
            assert np.array_equal(mine[view.own], real[view.own]), field_.name
            assert set(np.unique(mine[foe]).tolist()) <= {0, -1}, field_.name
        assert (view.acts.route[foe] == -1).all()
        assert (view.missions.kind[foe] == -1).all()
        assert (view.later.start[foe] == NEVER).all()
        assert (view.cadre.quality[foe] == -1).all()


def test_who_is_seen_is_a_contact_and_who_is_not_is_nothing() -> None:
    w = field()
    contacts = w.view(SOVIET).contacts
    assert contacts.hex[w.row("x")] == w.hex("0602")
    assert GRADES[contacts.source[w.row("x")]] == "seen"
    assert contacts.age[w.row("x")] == 0
    assert contacts.hex[w.row("y")] == -1
    assert (contacts.hex[w.view(SOVIET).own] == -1).all()


def test_a_contact_ages_and_grows_vague_when_nothing_is_seen_of_it() -> None:
    dark = world(
        STRIP, unit("a", "su_rifle_company", "0202"), unit("x", "jp_rifle_company", "1202"), start=NIGHT
    )

    def seen_before(state: State) -> None:
        held = {f.name: getattr(state.beliefs, f.name).copy() for f in fields(state.beliefs)}
        held["hex"][0, SOVIET, 1] = dark.hex("0802")
        held["confidence"][0, SOVIET, 1] = 65536
        held["known"][0, SOVIET, 1] = True
        state.beliefs = replace(state.beliefs, **held)

    old = dark.changed(seen_before)
    states = old.pulses()
    told = [old.view(SOVIET, state).contacts for state in states]
    errors, trust = ([int(getattr(c, name)[1]) for c in told] for name in ("error", "confidence"))
    assert errors == sorted(errors)
    assert errors[-1] > errors[0]
    assert trust == sorted(trust, reverse=True)
    assert trust[-1] < trust[0]


def test_the_ground_is_known_where_it_was_seen() -> None:
    w = world(STRIP, unit("a", "su_rifle_company", "0102"), unit("x", "jp_rifle_company", "1202"), sees=600)
    view = w.view(SOVIET)
    assert view.ground.seen[w.hex("0302")]
    assert not view.ground.seen[w.hex("0702")]
    assert view.ground.control[w.hex("1202")] == -1, "nobody has told it who stands there"
    assert w.view(JAPANESE).ground.control[w.hex("1202")] == JAPANESE


def test_wire_is_remembered_as_it_was_seen() -> None:
    both = (unit("a", "su_rifle_company", "0102"), unit("x", "jp_rifle_company", "0302"))
    w = world(STRIP, *both, wire={"0302-W": 2}, sees=800)
    assert w.view(SOVIET).ground.wire[w.hex("0302"), 3] == 2
    blind = w.pulses(March(unit=1, route=w.way("0402", "0502", "0602", "0702")))[-1].copy()
    blind.ground.wire[:] = 0
    blind.forces.suppression[:] = 1024
    learn(w.setting, w.fate, blind)
    assert w.view(SOVIET, blind).ground.wire[w.hex("0302"), 3] == 2, "it has not been seen to be gone"
    assert w.view(SOVIET, w.state).ground.wire[w.hex("0802"), 3] == 0


def test_what_may_be_used() -> None:
    w = field()
    view = w.view(SOVIET)
    ready = {id for id, yes in zip(w.setting.cadre.ids, view.ready, strict=True) if yes}
    assert ready == {"a", "g", "t", "s", "sb"}


OFFERED = {
    "a": {"march", "assault", "withdraw", "hold", "dig", "rest", "fire", "work"},
    "t": {"march", "assault", "withdraw", "hold", "dig", "rest", "fire"},
    "g": {"march", "withdraw", "hold", "dig", "rest", "fire", "bombard"},
    "sb": {"fly"},
    "late": set(),
    "x": set(),
}


@pytest.mark.parametrize("id", OFFERED)
def test_what_is_offered(id: str) -> None:
    w = field()
    words = set(options_of(w.view(SOVIET), w.row(id)).words)
    assert words - {"cross", "bombard"} == OFFERED[id] - {"bombard"}
    assert ("bombard" in words) == (w.setting.cadre.gun[w.row(id)] >= 0 and id in ("a", "g"))


def test_a_hex_that_is_reached_in_time_is_reached() -> None:
    w = world(STRIP, unit("a", "su_rifle_company", "0102"))
    view = w.view(SOVIET)
    minutes = reachable(view, 0)
    goal = w.hex("1202")
    # Eleven hexes of four and a half minutes.
    assert minutes[goal] == 495
    state = w.pulses(March(unit=0, route=way(view, 0, goal)))[1]
    assert w.at("a", state) == "1202"
    assert reachable(view, 0, minutes=30)[goal] == -1
    assert way(view, 0, int(w.state.forces.hex[0, 0])) == ()


def test_every_offered_route_is_a_lawful_one() -> None:
    w = world(
        "..m..\n.LLs.\n..^..", unit("t", "su_tank_company", "0101"), unit("a", "su_rifle_company", "0102")
    )
    view = w.view(SOVIET)
    for row in (0, 1):
        minutes = reachable(view, row)
        for goal in range(w.setting.board.hexes):
            route = way(view, row, goal)
            assert bool(route) == (minutes[goal] > 0)
            assert not route or March(unit=row, route=route).check(view) is None


def test_guns_reach_what_is_in_range() -> None:
    w = field()
    view, row = w.view(SOVIET), w.row("g")
    for target in in_range(view, row):
        order = Bombard(unit=row, kind="harass", target=int(target), rounds=5)
        assert order.check(view) is None
    assert len(in_range(view, w.row("s"))) == 0


def test_a_preview_samples_the_battle_that_the_side_believes_in() -> None:
    w = field()
    view = w.view(SOVIET)
    told = imagined(w.setting, view, 5, 1).state.forces
    assert (told.hex[0, w.row("x")], told.hex[0, w.row("y")]) == (w.hex("0602"), -1)
    assert (told.men[:, w.row("a")] == w.of("men", "a")).all()
    assert (told.men[0, w.row("x")]) == view.contacts.men[w.row("x")]
    assert told.gone[0, w.row("y")]


def _assault(w: World) -> tuple[Any, ...]:
    route = w.way("0302", "0402", "0502", "0602")
    return (Assault(unit=w.row("a"), route=route),)


def test_odds_tell_of_losses_and_of_the_goal() -> None:
    w = field()
    seen = preview(w.setting, w.view(SOVIET), _assault(w), 16)
    assert seen.samples == 16
    assert (seen.own_lost >= 0).all()
    assert seen.own_lost.mean() > 0
    assert (seen.lost[:, ~w.view(SOVIET).own].sum(axis=1) == seen.enemy_lost).all()
    mean, low, high = seen.band(seen.own_lost)
    assert low <= mean <= high
    quiet = preview(w.setting, w.view(SOVIET), (), 16)
    assert quiet.own_lost.mean() < seen.own_lost.mean()


def test_odds_can_be_asked_in_the_last_turn_too() -> None:
    w = world(STRIP, unit("a", "su_rifle_company", "0202"), unit("x", "jp_rifle_company", "0602"), turns=1)
    assert preview(w.setting, w.view(SOVIET), _assault(w), 2).samples == 2


def test_odds_do_not_know_the_coming_dice() -> None:
    one, two = (
        world(
            STRIP, unit("a", "su_rifle_company", "0202"), unit("x", "jp_rifle_company", "0602"), seeds=(seed,)
        )
        for seed in (1, 2)
    )
    left, right = (preview(w.setting, w.view(SOVIET), _assault(w), 4) for w in (one, two))
    assert (left.lost == right.lost).all()


def test_spotting_is_told_to_who_spots() -> None:
    w, log = field(), Log()
    *_, _ = turn.run(w.setting, w.fate, w.lay(), log)
    for event in some(log.told(), "spotted"):
        foe = w.setting.cadre.side[event["unit"]]
        assert event["seen"] == 2 >> foe


def test_nobody_knows_what_the_record_has_still_in_store() -> None:
    event = {"name": {"en": "News"}, "text": {"en": "Something."}, "source": "drawn"}
    events = {
        "past": Event.model_validate(event | {"time": "1938-08-06T13:00", "to": ["soviet"]}),
        "coming": Event.model_validate(event | {"time": "1938-08-06T16:00", "to": ["soviet", "japanese"]}),
    }
    w = world(STRIP, unit("a", "su_rifle_company", "0202"), events=events)
    after = w.pulses()[-1]
    for side, known in ((SOVIET, ("past", "")), (JAPANESE, ("", ""))):
        told = w.view(side, after).stakes.events
        assert told.names == known
        assert (told.minute < NEVER).tolist() == [bool(name) for name in known]
