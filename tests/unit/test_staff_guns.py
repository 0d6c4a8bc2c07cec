"""What becomes of a staff's shells: the fuller the limbers, and the nearer the end, the more are fired."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import World, unit, world
from mission_field import believing

from game.agents import fires
from game.agents.picture import draw
from game.agents.registry import agent
from game.agents.staff.guns import FIRST, LAST, PART, SOON, STOCK, lavish, shared_out
from game.engine.orders import Bombard
from game.engine.view import View
from game.rules.tables import ONE

FLAT = "\n".join([" ".join("." * 14)] * 5)
LONG = 8
"""Turns of a battle of which the end is far off."""


def battery(stock: int, **more: Any) -> tuple[World, View]:
    made = world(
        FLAT,
        unit("gun", "su_field_battery", "0103"),
        unit("x", "jp_rifle_company", "0903"),
        unit("y", "jp_rifle_company", "1203"),
        crest=("0903",),
        **more,
    )
    view = believing(made, ("x", "0903", 100), ("y", "1203", 100))
    ammunition = view.forces.ammunition.copy()
    ammunition[:, 1] = stock
    return made, replace(view, forces=replace(view.forces, ammunition=ammunition))


def late(view: View, left: int) -> View:
    """The same picture with so many turns to come, this one among them."""
    turn = len(view.calendar) - left
    minute = int(view.calendar.turn_start[turn])
    return replace(view, turn=turn, minute=minute, end=int(view.calendar.turn_end[turn]))


def spent(view: View, level: str) -> int:
    """Rounds of its aimed fire."""
    orders = agent(level, 1).choose(view).orders
    return sum(o.rounds for o in orders if isinstance(o, Bombard) and o.kind != "defensive")


class TestShells:
    @pytest.mark.parametrize(("stock", "share"), [(150, PART * (150 - STOCK)), (60, fires.CONTACT), (0, 64)])
    def test_the_fuller_the_limbers_the_more_is_fired_at_a_place(self, stock: int, share: int) -> None:
        made, view = battery(stock)
        picture = draw(view)
        before = fires.on_contacts(picture)
        after = lavish(picture, before)
        played = after.hex == made.hex("0903")
        assert after.share[played].tolist() == [share]
        assert after.share[~played].tolist() == before.share[~played].tolist()
        assert after.worth[played].tolist() == [FIRST * int(before.worth[played][0])]
        assert after.worth[~played].tolist() == before.worth[~played].tolist()


class TestTheEnd:
    def share(self, stock: int, left: int) -> int:
        made, view = battery(stock, turns=LONG)
        return int(shared_out(late(view, left))[made.row("gun")])

    def test_while_many_turns_are_to_come_some_are_kept_and_the_rest_is_shared_out(self) -> None:
        assert self.share(150, LONG) == self.share(150, SOON + 1) == (150 - STOCK) * ONE // 100 // SOON

    def test_in_the_last_turn_all_that_is_not_kept_against_an_attack_is_fired(self) -> None:
        assert self.share(150, 1) == (150 - LAST) * ONE // 100

    def test_the_nearer_the_end_the_more(self) -> None:
        told = [self.share(100, left) for left in range(LONG, 0, -1)]
        assert told == sorted(told)
        assert len(set(told)) == SOON + 1

    @pytest.mark.parametrize(("stock", "left"), [(STOCK, LONG), (0, LONG), (LAST, 1), (0, 1)])
    def test_what_is_kept_is_not_touched(self, stock: int, left: int) -> None:
        assert self.share(stock, left) == 0

    def test_a_staff_fires_off_in_the_last_turn_what_a_line_keeps(self) -> None:
        _, view = battery(100, turns=LONG)
        told = {level: [spent(late(view, left), level) for left in (LONG, 1)] for level in ("line", "staff")}
        assert told["line"][0] == told["line"][1] > 0
        assert told["staff"][1] > 2 * told["staff"][0]
        assert told["staff"][1] > 2 * told["line"][1]

    @pytest.mark.parametrize(
        ("level", "left", "said"),
        [
            ("staff", 1, "The guns fire off what they have: this turn is the last."),
            ("staff", SOON, f"The guns fire off what they have: {SOON} turns are left."),
            ("staff", SOON + 1, ""),
            ("line", 1, ""),
        ],
    )
    def test_it_says_so(self, level: str, left: int, said: str) -> None:
        _, view = battery(100, turns=LONG)
        told = agent(level, 1).choose(late(view, left)).reasons
        assert [one for one in told if "fire off" in one] == [said] * bool(said)

    def test_it_harasses_nobody(self) -> None:
        """By day, at somebody whom nobody sees any more."""
        _, view = battery(150)
        view = replace(view, ground=replace(view.ground, seen=view.ground.seen & False))
        told = {
            level: {o.kind for o in agent(level, 1).choose(view).orders if isinstance(o, Bombard)}
            for level in ("line", "staff")
        }
        assert "harass" in told["line"]
        assert "harass" not in told["staff"]
        assert "prepare" in told["staff"]
