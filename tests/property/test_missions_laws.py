"""Laws of plans carried out: books are read, orders legal, nothing hidden matters, games come again."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from agents_field import SCENARIOS, SHORT, game_of, stage
from builders import SOVIET, World, unit, world
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mission_field import mission, picture_of, plan
from plan_field import begun
from test_agents_laws import DEPTH, scrambled

from game.agents.base import Agent
from game.agents.base import Plan as Answer
from game.agents.crowd import running
from game.agents.missions.book import Entry, read, write
from game.agents.missions.places import stations
from game.agents.missions.scripted import Scripted
from game.agents.registry import agent
from game.analysis.campaign import Match, play, stage_of
from game.analysis.commanders import cast, shipped, with_plans
from game.analysis.recorded import play_into
from game.engine.game import Game
from game.rules.stacking import stack_weight
from game.scenario.load import find_scenario
from game.scenario.plans.mission import Flight, Kind, Mission, Plan, Posture, Rules, Until, When
from game.scenario.plans.mission import Test as Condition
from game.scenario.plans.resolve import plan_for
from game.store.record import Terms, load_record
from game.store.saved import Saved, create, open_game
from game.store.texts import gather

SIDES = (0, 1)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
BOARD = """
. . s . . m . . . ^ . .
. . . . L . . . ^ ^ . .
. s . . L . . . . ^ . .
. . . . . . m . . . . .
. . . s . . . . . . . .
"""
LABELS = [f"{col:02d}{row:02d}" for col in range(1, 13) for row in range(1, 6)]
MINE = ("c0", "c1", "c2", "mg", "gun", "sap", "tank", "hq", "late")


@cache
def shipped_plan(scenario: str, side: int) -> Plan:
    """The shipped orders of a side for a scenario."""
    return plan_for(Path(shipped(side)), begun(scenario))


@cache
def made() -> World:
    """All arms on a board with a lake, marsh and a crest, an enemy on it."""
    return world(
        BOARD,
        *(unit(f"c{n}", "su_rifle_company", at) for n, at in enumerate(("0101", "0103", "0203"))),
        unit("mg", "su_mg_company", "0103"),
        unit("gun", "su_field_battery", "0102"),
        unit("sap", "su_sapper_company", "0201"),
        unit("tank", "su_tank_company", "0104"),
        unit("hq", "su_regiment_hq", "0102"),
        unit("late", "su_rifle_company", enter="1938-08-06T15:00"),
        unit("sb", "su_bomber_squadron"),
        unit("b0", "jp_rifle_company", "1002", works=1),
        unit("b1", "jp_mg_company", "1003"),
        turns=4,
    )


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=8),
    lambda some: st.lists(some, max_size=7) | st.dictionaries(st.text(max_size=5), some, max_size=4),
    max_leaves=12,
)
ROWS = st.tuples(
    st.sampled_from(["planned", "started", "delayed", "done", "aborted"]) | VALUES,
    *(st.integers(-3, 10**8) | VALUES for _ in range(3)),
    st.text(max_size=300) | VALUES,
    st.lists(st.integers(-2, 10**6), max_size=3) | VALUES,
    st.lists(st.integers(-2, 10**6), max_size=3) | VALUES,
)


class TestBooks:
    @given(st.text(max_size=300))
    def test_any_text_is_a_book(self, text: str) -> None:
        assert isinstance(read(text), dict)

    @given(st.dictionaries(st.text(max_size=6), ROWS | VALUES, max_size=4))
    def test_what_is_read_is_sound_and_writes_back(self, data: dict[str, Any]) -> None:
        book = read(json.dumps(data))
        assert set(book) <= set(data)
        written = write(book)
        assert written.encode()
        assert read(written) == {name: entry for name, entry in book.items() if entry != Entry()}
        for entry in book.values():
            assert all(-1 <= minute < 10**7 for minute in (entry.began, entry.ended, entry.called))
            assert all(type(unit) is int and unit >= 0 for unit in (*entry.over, *entry.sent))

    @FEW
    @given(st.text(max_size=60) | st.dictionaries(st.sampled_from(["a", "b"]), ROWS).map(json.dumps))
    def test_an_agent_lives_with_any_memo(self, memo: str) -> None:
        orders = plan(*(mission(made(), "attack", "c0 c1", "1002", id=name) for name in ("a", "b")))
        answer = Scripted(orders).choose(made().view(SOVIET), memo)
        assert write(read(answer.memo)) == answer.memo


@st.composite
def missions(draw: st.DrawFn, id: str = "o1") -> Mission:
    """Any order of any units to any places."""
    kind: Kind = draw(st.sampled_from(get_args(Kind)))
    flies = kind == "air"
    who = (
        "sb"
        if flies
        else " ".join(draw(st.lists(st.sampled_from(MINE), min_size=1, max_size=6, unique=True)))
    )
    where = " ".join(draw(st.lists(st.sampled_from(LABELS), min_size=0, max_size=4, unique=True)))
    minute = made().state.minute
    tests = [Condition("time", compare=">", value=minute + 100), Condition("light", values=("night",))]
    start = draw(
        st.builds(When, minute=st.integers(minute - 200, minute + 600))
        | st.builds(When, test=st.sampled_from(tests))
        | st.builds(When, after=st.sampled_from(["o1", "o2", "none"]), plus=st.integers(0, 200))
        | st.just(When())
    )
    return mission(
        made(),
        kind,
        who,
        where,
        id=id,
        start=start,
        by=" ".join(draw(st.lists(st.sampled_from(LABELS), max_size=2))),
        until=draw(st.builds(Until, lasts=st.integers(0, 400), taken=st.booleans())),
        posture=draw(st.sampled_from(get_args(Posture))),
        rules=draw(
            st.builds(
                Rules,
                cross_border=st.sampled_from([None, True, False]),
                stop_if_loss=st.integers(0, 100),
                keep_reserve=st.integers(0, 3),
                hold_fire_until=st.sampled_from([0, 250]),
            )
        ),
        flight=Flight() if flies else None,
        branches=((draw(st.sampled_from(tests)), draw(st.sampled_from(["o1", "o2", "o3"]))),),
        abort=draw(st.none() | st.sampled_from(tests)),
        priority=draw(st.integers(1, 9)),
        tactic=draw(st.sampled_from(["", "feint", "tank_led", "night_infiltration", "at_ambush"])),
        task="wire" if kind == "engineer" else "",
    )


plans = st.tuples(missions("o1"), missions("o2"), missions("o3")).map(lambda some: plan(*some))


class TestAnyPlan:
    @FEW
    @given(plans)
    def test_is_carried_out_to_the_end(self, orders: Plan) -> None:
        """Every order passes its check, no unit has two for one thing, the book reads back."""
        who, game, memo = Scripted(orders), made().game(), ""
        for _ in range(3):
            view = game.view(SOVIET)
            answer = who.choose(view, memo)
            assert answer == Scripted(orders).choose(view, memo)
            for order in answer.orders:
                assert game.plot(SOVIET, order) is None
            told = [(o.unit, o.group) for o in answer.orders if o.group in ("act", "fire", "air")]
            assert len(told) == len(set(told))
            assert set(read(answer.memo)) <= {one.id for one in orders.missions}
            memo = answer.memo
            for side in SIDES:
                game.commit(side)
            game.play()

    @FEW
    @given(st.lists(st.sampled_from(MINE[:-1]), min_size=1, max_size=8, unique=True), st.data())
    def test_stations_have_room(self, who: list[str], data: st.DataObject) -> None:
        where = data.draw(st.lists(st.sampled_from(LABELS), min_size=1, max_size=5, unique=True))
        picture = picture_of(made())
        view, table = picture.view, picture.view.tables.march
        rows, hexes = np.array([made().row(name) for name in who]), np.asarray(made().way(*where))
        lake = view.board.terrain == table.lake
        if lake[hexes].all():
            return
        places = stations(picture, rows, hexes)
        beside = np.unique(np.concatenate([hexes, view.board.neighbor[hexes].ravel()]))
        assert set(places.tolist()) <= set(beside.tolist())
        if beside[beside >= 0].size < 4:
            return
        assert not lake[places].any()
        others = np.setdiff1d(np.flatnonzero(view.own & (view.forces.hex >= 0)), rows)
        every = np.concatenate([rows, others])
        at = np.concatenate([places, view.forces.hex[others]])
        men, weight = np.zeros(view.board.hexes, np.int64), np.zeros(view.board.hexes, np.int64)
        np.add.at(men, at, view.forces.men[every])
        sizes = stack_weight(table, view.forces.men[every], running(view, every))
        np.add.at(weight, at, sizes)
        assert (men[places] <= table.stack_men).all()
        assert (weight[places] <= table.stack_weight).all()


def carried(game: Game, who: list[Agent], most: int, memos: list[str]) -> list[list[Answer]]:
    """Play turns between two agents with their memos; every order is taken, every answer comes twice."""
    told = []
    for _ in range(most):
        if game.over:
            break
        answers = [who[side].choose(game.view(side), memos[side]) for side in SIDES]
        assert answers == [who[side].choose(game.view(side), memos[side]) for side in SIDES]
        for side, answer in enumerate(answers):
            for order in answer.orders:
                refused = game.plot(side, order)
                assert refused is None, (side, order, refused)
            memos[side] = answer.memo
            game.commit(side)
        game.play()
        told.append(answers)
    return told


class TestShippedPlans:
    @pytest.mark.parametrize("scenario", SCENARIOS)
    def test_every_order_is_legal_turn_after_turn(self, scenario: str) -> None:
        game, memos = game_of(scenario, 8), ["", ""]
        who: list[Agent] = [Scripted(shipped_plan(scenario, side)) for side in SIDES]
        told = carried(game, who, 2 * DEPTH[scenario], memos)
        for side in SIDES:
            ids = {one.id for one in shipped_plan(scenario, side).missions}
            assert set(read(memos[side])) <= ids
            assert sum(len(answers[side].orders) for answers in told) > 5
            acts = [[o.unit for o in answers[side].orders if o.group == "act"] for answers in told]
            assert all(len(units) == len(set(units)) for units in acts)

    @pytest.mark.parametrize("side", SIDES)
    @pytest.mark.parametrize("scenario", ["night-assault", "counter-attacks"])
    def test_what_a_side_cannot_see_changes_no_order_and_no_reason(self, scenario: str, side: int) -> None:
        game, memos = game_of(scenario, 3), ["", ""]
        who: list[Agent] = [Scripted(shipped_plan(scenario, one)) for one in SIDES]
        carried(game, who, DEPTH[scenario], memos)
        other = scrambled(game, side)
        assert game.state.digest() != other.state.digest()
        answer = who[side].choose(game.view(side), memos[side])
        assert who[side].choose(other.view(side), memos[side]) == answer
        assert answer.orders

    @pytest.mark.parametrize("name", ["line", "staff"])
    def test_nor_those_of_a_staff_that_remembers(self, name: str) -> None:
        game, memos = game_of("counter-attacks", 4), ["", ""]
        who = [agent(name, 4), agent(name, 4)]
        carried(game, who, 1, memos)
        assert all(memos)
        for side in SIDES:
            other = scrambled(game, side)
            answer = who[side].choose(game.view(side), memos[side])
            assert who[side].choose(other.view(side), memos[side]) == answer


def plans_of(scenario: str) -> Match:
    return Match(scenario, (shipped(0), shipped(1)))


class TestAgain:
    @pytest.mark.parametrize("scenario", SHORT)
    def test_seed_and_two_plans_are_the_whole_game(self, scenario: str, tmp_path: Path) -> None:
        """Twice into files, once in a batch beside another game: the same to the last bit."""
        ready = stage_of(plans_of(scenario))
        first = play_into(tmp_path / "a.khasan", ready, 17)
        again = play_into(tmp_path / "b.khasan", stage_of(plans_of(scenario)), 17)
        beside = play(ready, [16, 17])
        assert first.digest == again.digest == beside[1].digest
        assert first.digest != beside[0].digest

    @pytest.mark.parametrize("closed", [1, 2])
    def test_a_game_taken_up_from_its_file_goes_on_the_same(self, tmp_path: Path, closed: int) -> None:
        """Closed after some turns; who commands, his plan and his book come out of the file alone."""
        through = play_into(tmp_path / "through.khasan", stage_of(plans_of("night-assault")), 5)
        path, scenario = tmp_path / "closed.khasan", find_scenario("night-assault")
        texts, players = with_plans(gather(scenario), plans_of("night-assault").agents, scenario)
        ready = stage("night-assault")
        assert ready.match.agents != players
        with create(path, texts, Terms(5), players) as saved:
            on(saved, path, players, closed)
        with open_game(path) as saved:
            assert any(read(saved.memo(side)) for side in SIDES)
            on(saved, path, players, 99)
            assert saved.game.state.digest() == through.digest


def on(saved: Saved, path: Path, players: tuple[str, str], most: int) -> None:
    """Play on with whom the file names, as if nothing but the file were known."""
    start, files = saved.table.start, load_record(path).texts.files
    who = [cast(side, players[side], files, start).agent(5) for side in SIDES]
    for _ in range(most):
        if saved.game.over:
            return
        for side in SIDES:
            answer = who[side].choose(saved.game.view(side), saved.memo(side))
            saved.plot_all(side, answer.orders)
            saved.keep(side, answer.memo)
            saved.commit(side)
        saved.play()
