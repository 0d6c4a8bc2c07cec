"""Every word of a condition, judged by what the side knows on a small board."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from builders import JAPANESE, NIGHT, SOVIET, World, unit, world
from mission_field import asked, believing, mission, picture_of, plan, played

from game.agents.missions.book import laid
from game.agents.missions.judge import LAID, fell, holds, kept_down, light
from game.agents.picture import Picture, draw
from game.engine.acts import Missions
from game.engine.state import State
from game.scenario.plans.condition import WORDS
from game.scenario.plans.mission import Fires, When

BOARD = """
. . . . . .
. . . . . .
. . . . . .
"""


@cache
def made() -> World:
    """A company, a battery and a squadron to come against two companies: one in sight."""
    return world(
        BOARD,
        unit("red", "su_rifle_company", "0102"),
        unit("gun", "su_field_battery", "0101"),
        unit("late", "su_rifle_company", enter="1938-08-07T12:00"),
        unit("blue", "jp_rifle_company", "0402"),
    )


def changed(change: object, side: int = SOVIET) -> Picture:
    """What a side makes of the board after a change by hand."""
    state = made().state.copy()
    assert callable(change)
    change(state)
    return picture_of(made(), side, state.seal())


def owned(side: int, *labels: str) -> Picture:
    """The board with some hexes of a side, in sight of the other."""

    def change(state: State) -> None:
        state.ground.control[0, list(made().way(*labels))] = side
        state.ground.known[0, :, list(made().way(*labels))] = side
        state.ground.seen[0, :, list(made().way(*labels))] = True

    return changed(change)


class TestHour:
    @pytest.mark.parametrize(
        ("compare", "told"), [(">", [0, 0, 1]), (">=", [0, 1, 1]), ("<", [1, 0, 0]), ("<=", [1, 1, 0])]
    )
    def test_compared_with_the_minute_asked_of(self, compare: str, told: list[int]) -> None:
        picture = picture_of(made())
        test = asked("time", compare, 500)
        assert [holds(test, picture, minute) for minute in (499, 500, 501)] == [bool(t) for t in told]


class TestJoined:
    def test_and_or_not(self) -> None:
        picture = picture_of(made())
        yes, no = asked("time", ">=", 0), asked("time", "<", 0)
        for a, b in ((yes, yes), (yes, no), (no, yes), (no, no)):
            left, right = holds(a, picture, 5), holds(b, picture, 5)
            assert holds(asked("and", parts=(a, b)), picture, 5) == (left and right)
            assert holds(asked("or", parts=(a, b)), picture, 5) == (left or right)
            assert holds(asked("not", parts=(a,)), picture, 5) != left


class TestLight:
    def test_at_noon_and_by_night(self) -> None:
        night = picture_of(world(BOARD, unit("red", "su_rifle_company", "0102"), start=NIGHT))
        noon = picture_of(made())
        assert light(noon) == {"day"}
        assert light(night) == {"night"}
        assert holds(asked("light", "in", values=("day", "fog")), noon, 0)
        assert not holds(asked("light", "in", values=("night", "fog")), noon, 0)

    def test_fog_by_day_is_both(self) -> None:
        fog = picture_of(world(BOARD, unit("red", "su_rifle_company", "0102"), weather="fog"))
        assert light(fog) == {"day", "fog"}
        assert holds(asked("light", "in", values=("day",)), fog, 0)
        assert holds(asked("light", "in", values=("fog",)), fog, 0)


class TestPlace:
    def test_taken_is_all_of_it_and_lost_some_of_it(self) -> None:
        place = made().way("0301", "0302")
        half, whole = owned(SOVIET, "0301"), owned(SOVIET, "0301", "0302")
        gone = owned(JAPANESE, "0302")
        taken, lost = asked("taken", hexes=place), asked("lost", hexes=place)
        assert [holds(taken, p, 0) for p in (half, whole, gone)] == [False, True, False]
        assert [holds(lost, p, 0) for p in (half, whole, gone)] == [False, False, True]

    def test_no_place_is_never_taken(self) -> None:
        assert not holds(asked("taken"), picture_of(made()), 0)


class TestLoss:
    def test_share_of_all_who_were_there(self) -> None:
        """A fifth of a company lost is a tenth of two; who has not come yet counts as there."""
        red, late = made().row("red"), made().row("late")

        def change(state: State) -> None:
            fifth = int(state.forces.men[0, red]) // 5
            state.forces.losses[0, red, 0] = fifth
            state.forces.men[0, red] -= fifth

        picture = changed(change)
        assert holds(asked("loss", ">=", 199, units=(red,)), picture, 0)
        assert not holds(asked("loss", ">", 200, units=(red,)), picture, 0)
        assert holds(asked("loss", "<=", 100, units=(red, late)), picture, 0)
        assert holds(asked("loss", ">=", 95, units=(red, late)), picture, 0)

    def test_nobody_left_is_all_lost(self) -> None:
        red = made().row("red")

        def change(state: State) -> None:
            state.forces.losses[0, red, 0] = state.forces.men[0, red]
            state.forces.men[0, red], state.forces.gone[0, red] = 0, True

        assert holds(asked("loss", ">=", 1000, units=(red,)), changed(change), 0)
        assert holds(asked("loss", "<=", 0, units=()), picture_of(made()), 0)


class TestAmmunition:
    def test_shells_of_guns_and_cartridges_of_the_others(self) -> None:
        red, gun = made().row("red"), made().row("gun")

        def change(state: State) -> None:
            state.forces.ammunition[0, red, :2] = 40, 0
            state.forces.ammunition[0, gun, :2] = 0, 20

        picture = changed(change)
        for units, share in (((red,), 400), ((gun,), 200), ((red, gun), 300)):
            assert holds(asked("ammo", "<=", share, units=units), picture, 0)
            assert not holds(asked("ammo", "<", share, units=units), picture, 0)

    def test_who_is_not_there_has_none(self) -> None:
        late = (made().row("late"),)
        assert holds(asked("ammo", "<=", 0, units=late), picture_of(made()), 0)


class TestSeen:
    def test_only_what_is_believed_there(self) -> None:
        picture = draw(believing(made(), ("blue", "0402", 100)))
        here, there = made().way("0402", "0403"), made().way("0201", "0102")
        assert holds(asked("seen", ">", 0, hexes=here), picture, 0)
        assert not holds(asked("seen", ">", 1, hexes=here), picture, 0)
        # Own units count for nothing.
        assert holds(asked("seen", "<=", 0, hexes=there), picture, 0)


class TestKeptDown:
    def test_own_troops_as_they_are(self) -> None:
        red = made().row("red")

        def change(state: State) -> None:
            state.forces.suppression[0, red] = 512

        place = np.asarray(made().way("0102"))
        assert kept_down(changed(change), place) == 500
        assert kept_down(picture_of(made()), place) == 0

    def test_the_enemy_by_own_shells(self) -> None:
        """So many rounds a man believed there are enough; those of another hex or a later hour are not."""
        gun, place = made().row("gun"), made().hex("0402")
        men, view = 100, believing(made(), ("blue", "0402", 100))

        def fired(rounds: int, hex: int, start: int = 0) -> Picture:
            told = replace(view.missions, **{n: getattr(view.missions, n).copy() for n in Missions.__slots__})
            told.hex[gun, 0], told.rounds[gun, 0] = hex, rounds
            told.start[gun, 0], told.end[gun, 0] = view.minute + start, view.minute + 60
            return draw(replace(view, missions=told))

        half = fired(LAID * men // 2, place)
        assert kept_down(half, np.array([place])) == 500
        assert kept_down(fired(LAID * men * 3, place), np.array([place])) == 1000
        assert kept_down(fired(LAID * men, made().hex("0503")), np.array([place])) == 0
        assert kept_down(fired(LAID * men, place, 30), np.array([place])) == 0
        test = asked("supp", ">", 400, hexes=(place,))
        assert holds(test, half, 0)
        assert not holds(replace(test, value=600), half, 0)


class TestFell:
    """What was laid down in the last turn counts where it was fired."""

    def fallen(self, laid: int, left: int = 0) -> Picture:
        gun, place = made().row("gun"), made().hex("0402")
        view = believing(made(), ("blue", "0402", 100))
        told = replace(view.missions, **{n: getattr(view.missions, n).copy() for n in Missions.__slots__})
        told.kind[gun, 0], told.hex[gun, 0], told.rounds[gun, 0] = 0, place, left
        told.end[gun, 0] = view.minute
        view = replace(view, missions=told)
        return replace(draw(view), fell=fell(view, ((gun, place, laid),)))

    def test_rounds_fired_keep_down(self) -> None:
        place = np.array([made().hex("0402")])
        assert kept_down(self.fallen(LAID * 50), place) == 500
        assert kept_down(self.fallen(LAID * 50, LAID * 25), place) == 250
        assert kept_down(self.fallen(0), place) == 0

    def test_nobody_counts_shells_of_others_or_beyond_the_map(self) -> None:
        view = believing(made())
        foreign = ((made().row("blue"), 0, 100), (10**5, 0, 100), (made().row("gun"), 10**5, 100))
        assert not fell(view, foreign).any()


def test_a_preparation_of_the_turn_before_is_known_from_the_book() -> None:
    """The agent writes down what it lays, and judges the condition by it in the next turn."""
    gun = made().row("gun")
    test = asked("supp", ">", 0, hexes=made().way("0402"))
    fires = (Fires((gun,), "prepare", rounds=60, start=0, end=60),)
    first = mission(made(), "bombard", "gun", "0402", id="fire", fires=fires)
    then = mission(made(), "attack", "red", "0402", id="go", start=When(test=test))
    _, memo, _ = played(made(), plan(first, then), 1)
    assert laid(memo)[0][:2] == (gun, made().hex("0402"))
    _, memo, answers = played(made(), plan(first, then), 2)
    told = [[reason for reason in answer.reasons if reason.startswith("go ")] for answer in answers]
    assert not told[0]
    assert told[1]


def test_no_word_of_the_language_is_left_out() -> None:
    """Guards the judge: a word that a plan may hold is one that is judged here."""
    assert set(WORDS) == {"taken", "lost", "loss", "supp", "seen", "light", "ammo", "time"}
