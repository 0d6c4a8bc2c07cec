"""Plans rehearsed on possible battles: made of a view alone, common to all plans, and told as they went."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from builders import JAPANESE, SOVIET, World, unit, world
from mission_field import believing

from game.agents.greedy import Greedy
from game.agents.reactive import Reactive
from game.engine.options import way
from game.engine.orders import Assault, Order
from game.engine.possible import COMPANY, UNSEEN, haunted, possible
from game.engine.rehearsal import rehearse
from game.engine.view import View

BOARD = "\n".join(["." * 12] * 3)
HILL = ("0702", "1202")


@cache
def made() -> World:
    """Two companies before a hill of the enemy's; far behind it a second place that nobody can look into."""

    def foreign(state: Any) -> None:
        state.ground.control[0, list(base.way(*HILL))] = JAPANESE
        state.ground.known[0, :, list(base.way(*HILL))] = JAPANESE

    base = world(
        BOARD,
        unit("a", "su_rifle_company", "0402"),
        unit("b", "su_rifle_company", "0403"),
        unit("x", "jp_rifle_company", "0702"),
        unit("y", "jp_mg_company", "1202"),
        unit("z", "jp_mountain_battery", "1203"),
        crest=HILL,
    )
    return base.changed(foreign)


def known(men: int = 20, *, stays: bool = True) -> View:
    return believing(made(), ("x", "0702", men), stays=stays)


def storm(name: str = "a") -> tuple[Order, ...]:
    """The orders of a company that goes for the near hill."""
    w = made()
    return (Assault(unit=w.row(name), route=way(w.view(SOVIET), w.row(name), w.hex("0702"))),)


def holds(view: View) -> tuple[Order, ...]:
    return Reactive(0).choose(view).orders


def takes(view: View) -> tuple[Order, ...]:
    return Greedy(0).choose(view).orders


class TestPossible:
    def test_somebody_may_sit_where_nobody_looks(self) -> None:
        view = known()
        contacts, rows, chance = haunted(view)
        assert [view.board.label(int(h)) for h in contacts.hex[rows]] == ["1202"]
        assert chance == UNSEEN[1]
        mean = view.forces.men[view.own].mean()
        assert contacts.men[rows].tolist() == [int(COMPANY * mean)]

    def test_the_fewer_men_there_are_for_a_place_the_less_likely_is_it_held(self) -> None:
        view = known()
        few = replace(view, forces=replace(view.forces, men=np.minimum(view.forces.men, 10)))
        contacts, rows, chance = haunted(few)
        assert chance == UNSEEN[0]
        assert contacts.men[rows].tolist() == [int(COMPANY * 10)]

    def test_to_look_into_a_place_tells_nothing_of_who_has_dug_in(self) -> None:
        view = made().view(SOVIET)
        state = made().state.copy()
        state.forces.hex[0, made().row("a")] = made().hex("0502")
        close = made().view(SOVIET, state.seal())
        seen = view.ground.seen.copy()
        seen[list(made().way("0702"))] = True
        looked = replace(close, ground=replace(close.ground, seen=seen))
        assert haunted(looked)[2] == haunted(close)[2]

    def test_men_differ_from_battle_to_battle_and_ghosts_come_and_go(self) -> None:
        games = possible(known(), 40, 5)
        row = made().row("x")
        men = games.state.forces.men[:, row]
        assert (games.state.forces.hex[:, row] == made().hex("0702")).all()
        assert men.std() > 0
        assert 20 < men.mean() < 40
        ghosts = (games.state.forces.hex == made().hex("1202")).any(axis=1)
        assert 0.5 < ghosts.mean() < 0.9

    def test_own_units_are_as_they_are(self) -> None:
        view, games = known(), possible(known(), 3, 5)
        own = view.own
        for name in ("hex", "men", "ammunition", "works", "fatigue"):
            there = getattr(games.state.forces, name)[:, own]
            assert (there == getattr(view.forces, name)[own]).all()

    def test_nothing_of_the_enemy_s_units_is_in_what_is_played_with(self) -> None:
        w = made()
        for side in (SOVIET, JAPANESE):
            told = w.view(side).known
            foe = w.setting.cadre.side != side
            assert not told.gunners[foe].any()
            assert not told.guns[foe].any()
            assert not told.flak[foe].any()
            assert (told.train[foe] == -1).all()
            assert (told.cadre.quality[foe] == -1).all()
            assert (told.command.superiors[foe] < 0).all()
            assert not foe[told.piercing].any()

    def test_wire_known_from_one_side_alone_stands_on_both(self) -> None:
        """Shells cut belts on both hexes of a side: what was seen of one alone left fewer than none."""
        w, view = made(), known()
        here, beyond = w.hex("0602"), w.hex("0702")
        side = int((view.board.neighbor[here] == beyond).argmax())
        wire = view.ground.wire.copy()
        wire[here, side] = 2
        told = possible(replace(view, ground=replace(view.ground, wire=wire)), 2, 5).state.ground.wire
        assert (told[:, here, side] == 2).all()
        assert (told[:, beyond, (side + 3) % 6] == 2).all()
        assert told.sum() == 2 * 4


class TestRehearse:
    def test_shapes_and_hours(self) -> None:
        view = known()
        told = rehearse(view, [(), storm()], [holds], 3, 2, 7)
        units, hexes = len(view.own), view.board.hexes
        assert told.control.shape == (2, 3, hexes)
        assert told.lost.shape == (2, 3, units)
        assert told.terms.shape == (2, 3)
        assert told.minute == int(view.calendar.turn_end[view.turn + 1])
        assert told.of(1).lost.shape == (1, 3, units)
        assert (told.of(1).lost[0] == told.lost[1]).all()

    def test_the_same_question_has_the_same_answer_and_plans_do_not_touch_one_another(self) -> None:
        view = known()
        both = rehearse(view, [(), storm()], [holds, takes], 4, 1, 7)
        alone = rehearse(view, [storm()], [holds, takes], 4, 1, 7)
        assert (both.control[1] == alone.control[0]).all()
        assert (both.lost[1] == alone.lost[0]).all()
        other = rehearse(view, [storm()], [holds, takes], 4, 1, 8)
        assert (other.lost != alone.lost).any()

    def test_a_storm_on_many_costs_more_than_one_on_few_and_more_than_none(self) -> None:
        goal, own = made().hex("0702"), known().own
        both = (*storm("a"), *storm("b"))
        few = rehearse(known(4, stays=False), [(), both], [holds], 12, 1, 7)
        many = rehearse(known(900), [both], [holds], 12, 1, 7)
        assert (many.control[0][:, goal] == JAPANESE).all()
        lost = [told[:, own].sum() for told in (few.lost[0], few.lost[1], many.lost[0])]
        assert lost == sorted(set(lost))

    def test_a_place_is_taken_where_nobody_sits(self) -> None:
        w = made()
        state = w.state.copy()
        state.forces.hex[0, w.row("a")] = w.hex("1102")
        view = w.view(SOVIET, state.seal())
        goal = w.hex("1202")
        games = possible(view, 12, 7).state.forces
        empty = ~((games.hex == goal) & (games.men > 0)).any(axis=1)
        told = rehearse(view, [(Assault(unit=w.row("a"), route=(goal,)),)], [holds], 12, 1, 7)
        assert 0 < empty.sum() < 12
        assert (told.control[0][empty, goal] == SOVIET).all()

    def test_the_enemy_answers_by_what_he_would_see(self) -> None:
        asked: list[View] = []

        def listens(view: View) -> tuple[Order, ...]:
            asked.append(view)
            return ()

        rehearse(known(), [(), storm()], [listens], 3, 1, 7)
        assert len(asked) == 3
        assert {view.side for view in asked} == {JAPANESE}
        for view in asked:
            assert (view.own == ~known().own).all()
            assert (view.forces.men[~view.own] == 0).all()

    def test_nothing_outside_the_view_matters(self) -> None:
        state = made().state.copy()
        foe = ~known().own
        state.forces.men[:, foe] = 777
        state.forces.ammunition[:, foe] = 1
        contacts = known().contacts
        other = replace(made().view(SOVIET, state.seal()), contacts=contacts)
        first = rehearse(known(), [storm()], [holds, takes], 4, 1, 7)
        again = rehearse(other, [storm()], [holds, takes], 4, 1, 7)
        assert np.array_equal(first.control, again.control)
        assert np.array_equal(first.lost, again.lost)
