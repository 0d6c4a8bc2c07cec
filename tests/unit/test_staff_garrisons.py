"""Who holds places, how likely they fall, who can be massed on one; what becomes of cartridges."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from agents_field import game_of
from builders import SOVIET, unit, world
from mission_field import believing, held
from test_staff_massed import problem

from game.agents.picture import draw
from game.agents.staff.garrisons import HALF, OPEN, falls
from game.agents.staff.groups import draw_groups
from game.agents.staff.search import decide, masses, settled
from game.agents.staff.thrift import CARTRIDGES, FEW, MANY, NEAR_M, thrifty
from game.agents.staff.weigh import RESERVE
from game.engine import acts
from game.engine.orders import Fire, Hold
from game.engine.view import View

FLAT = "\n".join([" ".join("." * 14)] * 5)
HILL = "0503"


def hill(*own: str, works: int = 0) -> View:
    """Companies of the USSR in some hexes, a hill that it holds, a company of Japan's before it."""
    names = [unit(f"c{n}", "su_rifle_company", at, works=works) for n, at in enumerate(own)]
    made = world(FLAT, *names, unit("x", "jp_rifle_company", "0903"), crest=(HILL,))
    return believing(held(made, SOVIET, HILL), ("x", "0903", 150))


class TestFalls:
    def test_the_more_stand_in_a_place_the_less_likely_it_falls(self) -> None:
        told = problem(hill("0203", "0203", HILL))
        at = int(np.flatnonzero(told.inside.sum(axis=1))[0])
        stays = np.full((1, len(told.groups)), RESERVE)
        leaves = stays.copy()
        leaves[0, at] = 0
        kept, left = (float(falls(told, plan)[0, 0]) for plan in (stays, leaves))
        men = int(told.inside[at, 0])
        assert men > 0
        assert 0 < kept < left < OPEN
        assert kept == pytest.approx(left * HALF / (HALF + men))

    def test_a_place_with_a_company_is_not_filled_up(self) -> None:
        told = problem(hill("0203", "0203", HILL))
        nobody = np.full((1, len(told.groups)), RESERVE)
        all_ = np.full((1, len(told.groups)), told.size)
        assert falls(told, all_)[0, 0] == falls(told, nobody)[0, 0]

    def test_an_empty_one_is(self) -> None:
        told = problem(hill("0203", "0203"))
        nobody = np.full((1, len(told.groups)), RESERVE)
        one = nobody.copy()
        one[0, 0] = told.size
        assert falls(told, one)[0, 0] < falls(told, nobody)[0, 0] / 3

    def test_who_stands_in_a_place_has_it_to_hold(self) -> None:
        told = problem(hill("0203", HILL))
        at = int(told.inside[:, 0].argmax())
        plan = settled(told, np.full(len(told.groups), RESERVE))
        assert plan[at] == told.size
        assert (np.delete(plan, at) == RESERVE).all()
        sent = np.zeros(len(told.groups), np.int64)
        assert (settled(told, sent) == sent).all()


class TestMasses:
    def test_those_in_reserve_are_massed_without_those_who_hold(self) -> None:
        told = problem(game_of("offensive", 1).view(SOVIET))
        row = int(told.targets.gain.argmax())
        plan = np.full(len(told.groups), RESERVE)
        near = np.argsort(told.minutes[:, row], kind="stable")
        held = near[told.groups.fit[near]][:2]
        plan[held] = told.size
        found = masses(told, plan, row)
        without = [one for one in found if (one[held] == told.size).all()]
        assert without
        assert any((one[held] == row).all() for one in found)
        assert all((one == row).sum() >= 1 for one in without)

    def test_a_formation_of_which_some_are_worn_out_sends_the_others(self) -> None:
        view = game_of("offensive", 1).view(SOVIET)
        groups = draw_groups(draw(view))
        group = int(np.argmax(np.bincount(groups.of[groups.of >= 0])))
        rows = groups.units(group)
        fatigue = view.forces.fatigue.copy()
        fatigue[rows[:-1]] = 1000
        tired = draw_groups(draw(replace(view, forces=replace(view.forces, fatigue=fatigue))))
        assert tired.fit[group]
        assert 0 < tired.storm[group] < groups.storm[group]
        fatigue = fatigue.copy()
        fatigue[rows[-1]] = 1000
        none = draw_groups(draw(replace(view, forces=replace(view.forces, fatigue=fatigue))))
        assert not none.fit[group]
        assert none.storm[group] == 0

    def test_a_plan_leaves_nobody_idle_in_a_place(self) -> None:
        told = problem(game_of("campaign", 2).view(SOVIET))
        best, _ = decide(told)
        inside = told.inside.sum(axis=1) > 0
        assert inside.any()
        assert (best[inside] != RESERVE).all()


class TestCartridges:
    def view(self, stock: int, open_m: int = 0) -> View:
        view = hill("0203", HILL)
        ammunition = view.forces.ammunition.copy()
        ammunition[:, CARTRIDGES] = stock
        held = np.full_like(view.fires.open_m, open_m)
        policy = np.full_like(view.fires.policy, acts.OVERWATCH)
        return replace(
            view,
            forces=replace(view.forces, ammunition=ammunition),
            fires=replace(view.fires, open_m=held, policy=policy),
        )

    @pytest.mark.parametrize(
        ("stock", "before", "after"),
        [
            (FEW - 1, 0, NEAR_M),
            (FEW, 0, None),
            (MANY, NEAR_M, None),
            (MANY + 1, NEAR_M, 0),
            (FEW - 1, NEAR_M, None),
        ],
    )
    def test_fire_is_held_while_few_are_left(self, stock: int, before: int, after: int | None) -> None:
        told = thrifty(self.view(stock, before), [Hold(unit=0)])
        assert told[0] == Hold(unit=0)
        wanted = [] if after is None else [(0, after), (1, after)]
        assert [(one.unit, one.open_m) for one in told[1:] if isinstance(one, Fire)] == wanted

    def test_who_lies_in_ambush_goes_on_to(self) -> None:
        ambush = Fire(unit=1, policy="overwatch", open_m=400)
        told = thrifty(self.view(FEW - 1), [ambush, Fire(unit=0, policy="free")])
        assert [(one.unit, one.open_m) for one in told if isinstance(one, Fire)] == [(1, 400), (0, NEAR_M)]
