"""What brings a general war nearer is not done by a staff: who stands where he may not stay goes back."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from agents_field import game_of
from builders import JAPANESE, SOVIET

from game.agents.base import Plan
from game.agents.picture import draw
from game.agents.staff.commander import Commander
from game.agents.staff.leave import DEAR, MARGIN, budget, guarded, lawful, priced, standing, surplus
from game.engine.orders import Dig, March, Withdraw
from game.engine.view import View
from game.rules.morale import BROKEN, ROUTED

BEYOND = "2924"
"""A hex more than a kilometer beyond the line that Japan claims."""


@cache
def campaign(side: int) -> View:
    return game_of("campaign", 1).view(side)


def posted(label: str) -> tuple[View, int]:
    """The first view of Japan with its first riflemen on a hex, and their row."""
    view = campaign(JAPANESE)
    unit = int(np.flatnonzero(view.ready & view.cadre.foot & (view.forces.hex >= 0))[0])
    hexes = view.forces.hex.copy()
    hexes[unit] = view.board.hex_of(label)
    return replace(view, forces=replace(view.forces, hex=hexes)), unit


class TestPursuit:
    def test_the_hex_has_its_price(self) -> None:
        view, _ = posted(BEYOND)
        assert priced(view, "ground")[view.board.hex_of(BEYOND)]
        assert not priced(view, "ground")[draw(view).goals].all()

    def test_who_stands_beyond_the_line_goes_back(self) -> None:
        """At every level: found in a game in which one company stood there for five days and made a war."""
        view, unit = posted(BEYOND)
        for level in ("recruit", "line", "staff"):
            mine = [o for o in Commander(level, "normal", 1).choose(view).orders if o.unit == unit]
            (way,) = [o for o in mine if o.group == "act"]
            assert isinstance(way, Withdraw)
            assert not priced(view, "ground")[way.route[-1]]
            assert way.check(view) is None

    @pytest.mark.parametrize(("nerve", "goes"), [(BROKEN, True), (ROUTED, False)])
    def test_so_does_who_is_broken_and_who_runs_is_no_pursuit(self, nerve: int, goes: bool) -> None:
        view, unit = posted(BEYOND)
        state = view.forces.nerve.copy()
        state[unit] = nerve
        view = replace(view, forces=replace(view.forces, nerve=state))
        assert (unit in standing(view)[0]) is goes
        assert [order.unit for order in lawful(draw(view), Plan(())).orders] == [unit] * goes

    def test_no_order_leads_there(self) -> None:
        view, unit = posted("2336")
        there = view.board.hex_of(BEYOND)
        plan = Plan((March(unit=unit, route=(int(view.board.neighbor[there][0]), there)), Dig(unit=unit)))
        assert [type(order) for order in lawful(draw(view), plan).orders] == [Dig]

    def test_a_straggler_who_goes_back_does_not_silence_the_guns(self) -> None:
        view, _ = posted(BEYOND)
        assert (standing(view)[1] > DEAR).any()
        assert not priced(view, "heavy_fire").any()

    def test_a_plan_without_such_orders_stays_as_it_is(self) -> None:
        view, unit = posted("2336")
        plan = Plan((Dig(unit=unit),))
        assert lawful(draw(view), plan) == plan


class TestBudget:
    def test_half_of_what_is_left_may_be_spent_when_half_is_gone(self) -> None:
        view = campaign(SOVIET)
        turns = len(view.calendar)
        at = replace(
            view, turn=turns // 2, public=replace(view.public, index=50_000, caused=np.array([50_000, 0]))
        )
        assert budget(at) == pytest.approx(MARGIN * 50_000 / (turns - turns // 2))

    def test_who_has_been_provoked_may_do_as_much(self) -> None:
        view = campaign(SOVIET)
        public = replace(view.public, index=90_000, caused=np.array([10_000, 80_000]))
        assert budget(replace(view, turn=70, public=public)) > 70_000 * MARGIN / len(view.calendar)

    def test_what_the_enemy_did_once_he_is_not_taken_to_do_again(self) -> None:
        """Found in a game in which Japan flew once: the USSR counted on more of it, and had its war."""
        view = campaign(SOVIET)
        public = replace(view.public, index=98_000, caused=np.array([47_000, 49_000]))
        late = replace(view, turn=len(view.calendar) - 5, public=public)
        assert budget(late) == pytest.approx(MARGIN * 2_000 / 5)
        worse = replace(public, index=99_000, caused=np.array([50_000, 49_000]))
        assert budget(replace(late, public=worse)) == 0

    def test_who_would_make_a_war_by_staying_goes_back(self) -> None:
        """Found in a game in which thirty units stood west of the border for four days and lost by it."""
        view = campaign(SOVIET)
        rows = np.flatnonzero(view.ready & view.cadre.foot & (view.forces.hex >= 0))[:3]
        west = view.stakes.escalation.place[view.stakes.escalation.acts.index("soviet-west-of-border")]
        hexes = view.forces.hex.copy()
        hexes[rows] = np.flatnonzero(west)[:3]
        public = replace(view.public, index=97_000, caused=np.array([60_000, 35_000]))
        there = replace(view, turn=60, forces=replace(view.forces, hex=hexes), public=public)
        assert standing(there)[0].tolist() == rows.tolist()
        assert surplus(there).size
        rich = replace(there, public=replace(public, index=60_000, caused=np.array([30_000, 30_000])))
        assert not surplus(rich).size

    def test_then_nothing_that_has_a_price_is_done_any_more(self) -> None:
        view = campaign(SOVIET)
        near = replace(
            view, turn=60, public=replace(view.public, index=99_000, caused=np.array([64_000, 35_000]))
        )
        picture = draw(near)
        for deed, row in (("ground", 0), ("bombs", 2)):
            closed = priced(near, deed)
            assert closed.any()
            assert guarded(picture).shut[row][closed].all()
