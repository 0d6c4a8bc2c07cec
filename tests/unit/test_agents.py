"""Agents on positions with known answers, and what all of them keep to."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from agents_field import game_of, stage, turns

from game.agents import fires
from game.agents.base import chance
from game.agents.marches import come_up
from game.agents.picture import draw
from game.agents.registry import AGENTS, agent
from game.agents.ways import NEVER, follow, ways
from game.engine.acts import ROUTE
from game.engine.game import Game
from game.engine.orders import Assault, Bombard, Cross, Dig, Fly, March
from game.engine.view import View
from game.grid.board import make_neighbor
from game.rules.artillery_table import MISSIONS

GREEDY, REACTIVE = agent("greedy", 1), agent("reactive", 1)


def after(scenario: str, names: tuple[str, str], number: int, seed: int = 1) -> Game:
    game = game_of(scenario, seed)
    for _ in turns(game, names, seed, number):
        pass
    return game


@pytest.fixture(scope="module")
def offensive() -> Game:
    """6 August, after two turns: everybody is in contact, the fog has lifted."""
    return after("offensive", ("greedy", "reactive"), 2)


class TestRegistry:
    def test_every_agent_knows_its_name(self) -> None:
        assert {name: agent(name, 3).name for name in AGENTS} == {name: name for name in AGENTS}

    def test_no_other(self) -> None:
        with pytest.raises(KeyError):
            agent("clausewitz", 1)


class TestChance:
    def test_keyed_by_seed_side_and_turn(self) -> None:
        game = game_of("bezymyannaya", 5)
        view = game.view(0)
        same = chance(5, view, 8)
        assert same.tolist() == chance(5, game.view(0), 8).tolist()
        assert same.tolist() != chance(6, view, 8).tolist()
        assert same.tolist() != chance(5, game.view(1), 8).tolist()

    def test_the_greatest_seed_serves(self) -> None:
        assert agent("random", 2**64 - 1).choose(game_of("night-assault", 5).view(0)).orders


class TestReactive:
    def test_it_never_attacks(self, offensive: Game) -> None:
        for side in (0, 1):
            assert not [o for o in REACTIVE.choose(offensive.view(side)).orders if isinstance(o, Assault)]

    def test_it_digs_once(self) -> None:
        game = game_of("night-assault", 1)
        first = {o.unit for o in REACTIVE.choose(game.view(0)).orders if isinstance(o, Dig)}
        assert first
        for _ in turns(game, ("reactive", "reactive"), 1, 2):
            pass
        again = {o.unit for o in REACTIVE.choose(game.view(0)).orders if isinstance(o, Dig)}
        assert not again & {int(u) for u in np.flatnonzero(game.state.acts.act[0] == 3)}

    def test_its_guns_fire_at_what_is_believed(self, offensive: Game) -> None:
        view = offensive.view(1)
        aims = [o for o in REACTIVE.choose(view).orders if isinstance(o, Bombard) and o.kind != "defensive"]
        known = set(view.contacts.hex[view.contacts.hex >= 0].tolist())
        assert len(aims) > 10
        ranging = [o for o in aims if o.target not in known]
        assert all(o.kind == "harass" for o in ranging)

    def test_points_are_registered_and_then_defended(self) -> None:
        game = after("counter-attacks", ("reactive", "reactive"), 3)
        view = game.view(1)
        assert (view.forces.points[view.own] >= 0).any()
        orders = [o for o in REACTIVE.choose(view).orders if isinstance(o, Bombard)]
        assert [o for o in orders if o.kind == "defensive"]


class TestGreedy:
    def test_it_goes_for_what_it_does_not_hold(self, offensive: Game) -> None:
        view = offensive.view(0)
        picture = draw(view)
        assaults = [o for o in GREEDY.choose(view).orders if isinstance(o, Assault)]
        assert assaults
        open_ = set(picture.goals[~picture.held].tolist())
        assert {o.route[-1] for o in assaults} <= open_

    def test_not_without_hope(self, offensive: Game) -> None:
        """A place of which a whole regiment is believed is left alone."""
        view = offensive.view(0)
        before = {o.route[-1] for o in GREEDY.choose(view).orders if isinstance(o, Assault)}
        place = min(before)
        unit = int(np.flatnonzero(view.contacts.hex >= 0)[0])
        told = view.contacts
        hexes, men = told.hex.copy(), told.men.copy()
        hexes[unit], men[unit] = place, 3000
        confidence = told.confidence.copy()
        confidence[unit] = 1 << 16
        changed = _with(view, hex=hexes, men=men, confidence=confidence)
        after_ = {o.route[-1] for o in GREEDY.choose(changed).orders if isinstance(o, Assault)}
        assert place not in after_

    def test_guns_prepare_until_the_hour_and_then_go_on(self, offensive: Game) -> None:
        hexes = np.array([7, 9])
        aims = fires.before_assault(hexes, 5, 100, 160)
        assert [MISSIONS[k] for k in aims.kind] == ["prepare", "prepare", "accompany", "accompany"]
        assert aims.start.tolist() == [100, 100, 160, 160]
        assert aims.end.tolist() == [160, 160, 0, 0]
        orders = [o for o in GREEDY.choose(offensive.view(0)).orders if isinstance(o, Bombard)]
        assaulted = {o.route[-1] for o in GREEDY.choose(offensive.view(0)).orders if isinstance(o, Assault)}
        prepared = {o.target for o in orders if o.kind == "prepare" and o.start}
        assert prepared
        assert prepared <= assaulted

    def test_nobody_goes_where_his_side_may_not(self, offensive: Game) -> None:
        for side in (0, 1):
            view = offensive.view(side)
            picture = draw(view)
            marches = [o for o in GREEDY.choose(view).orders if type(o) is March]
            assert not [o for o in marches if picture.shut[0][o.route[-1]]]

    def test_aircraft_stay_away_from_own_troops(self, offensive: Game) -> None:
        view = offensive.view(0)
        picture = draw(view)
        flights = [o for o in GREEDY.choose(view).orders if isinstance(o, Fly) and o.kind != "recon"]
        assert all(picture.friends[o.target] > view.tables.air.safety_m for o in flights)

    def test_it_says_what_it_means(self, offensive: Game) -> None:
        reasons = GREEDY.choose(offensive.view(0)).reasons
        assert any(reason.startswith("Take ") for reason in reasons)

    def test_reinforcements_from_korea_cross_the_river(self) -> None:
        view = after("campaign", ("reactive", "reactive"), 11).view(1)
        orders, moving = come_up(draw(view), view.ready & (view.forces.hex >= 0))
        west = [o for o in orders if isinstance(o, Cross)]
        going = moving & ((view.acts.act == 7) | np.isin(np.arange(len(moving)), [o.unit for o in west]))
        assert going.any()
        assert all(o.check(view) is None for o in orders)


class TestWays:
    def test_routes_are_those_of_the_engine(self, offensive: Game) -> None:
        """As long as nothing is to be avoided, a route costs what the engine's own costs."""
        view = offensive.view(0)
        rows = np.flatnonzero(view.ready & view.cadre.foot & (view.forces.hex >= 0))[:40]
        goals = draw(view).goals[:3]
        known = ways(draw(view), rows, goals)
        routes = known.routes(view, rows, np.zeros(rows.size, np.int64))
        spent = known.field[0, known.row[view.cadre.mobility[rows]], view.forces.hex[rows]]
        for unit, route, cost in zip(rows, routes, spent, strict=True):
            hexes = [int(view.forces.hex[unit]), *(int(h) for h in route if h >= 0)]
            assert len(hexes) == len(set(hexes))
            if cost < 0 or len(hexes) == ROUTE + 1:
                continue
            assert hexes[-1] == goals[0]
            price = known.price[known.row[view.cadre.mobility[unit]]]
            sides = [view.board.neighbor[a].tolist().index(b) for a, b in pairwise(hexes)]
            assert sum(int(price[a, d]) for a, d in zip(hexes, sides, strict=False)) == cost

    def test_down_a_slope_the_shortest_way(self) -> None:
        neighbor = make_neighbor(4, 1)
        price = np.full((1, 4, 6), 10, np.int32)
        field = np.array([[30, 20, 10, 0]], np.int32)
        assert follow(field, price, neighbor, np.array([0], np.int32))[0, :4].tolist() == [1, 2, 3, -1]
        assert follow(field, price, neighbor, np.array([-1], np.int32))[0, 0] == -1

    def test_who_cannot_come_never_comes(self, offensive: Game) -> None:
        view = offensive.view(0)
        board = view.board
        lake = int(np.flatnonzero(board.terrain == view.tables.march.lake)[0])
        rows = np.flatnonzero(view.ready & view.cadre.tanks & (view.forces.hex >= 0))
        known = ways(draw(view), rows, np.array([lake]))
        assert (known.minutes(view, rows) == NEVER).all()

    def test_tanks_take_the_track_through_the_marsh(self) -> None:
        """Marsh costs tanks more than its minutes: hexes of it without a way are dear in their fields."""
        view = game_of("offensive", 1).view(0)
        tanks = np.flatnonzero(view.own & view.cadre.tanks)[:1]
        known = ways(draw(view), tanks, draw(view).goals[:1])
        mobility = int(view.cadre.mobility[tanks[0]])
        plain, dear = view.cost()[0, mobility], known.price[known.row[mobility]]
        marsh = view.board.terrain == view.tables.rules.terrain.names.index("marsh")
        into = marsh[np.maximum(view.board.neighbor, 0)] & (plain > 0)
        assert (dear[into & (view.ground.ways == 0)] >= 4 * plain[into & (view.ground.ways == 0)]).all()


def _with(view: View, **columns: object) -> View:
    return replace(view, contacts=replace(view.contacts, **columns))  # type: ignore[arg-type]


def test_stage_is_made_once() -> None:
    assert stage("offensive") is stage("offensive")
