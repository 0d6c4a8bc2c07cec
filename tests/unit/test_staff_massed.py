"""Plans that mass on one place, and what counts as dark."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from agents_field import game_of
from builders import JAPANESE

from game.agents.missions.fields import roads
from game.agents.picture import NIGHT, dark, draw
from game.agents.staff.groups import draw_groups
from game.agents.staff.levels import LEVELS, STYLES
from game.agents.staff.maps import draw_maps
from game.agents.staff.massed import calm, massed
from game.agents.staff.memory import Memory
from game.agents.staff.orders import write
from game.agents.staff.problem import problem_of
from game.agents.staff.search import decide
from game.agents.staff.targets import draw_targets
from game.agents.staff.weigh import LEAST_MEN, Problem, weigh
from game.engine.view import View


def problem(view: View) -> Problem:
    picture = draw(view)
    maps = draw_maps(picture)
    targets, groups = draw_targets(picture, maps), draw_groups(picture)
    level, style = LEVELS["line"], STYLES["normal"]
    return problem_of(picture, maps, roads(picture), groups, targets, level, style, Memory(), 1)


class TestMassed:
    def test_each_masses_who_is_near_and_fit_on_one_place(self) -> None:
        told = problem(game_of("counter-attacks", 1).view(0))
        best, _ = decide(told)
        plans = massed(told, best, 3)
        assert len(plans) == 3
        aims = []
        for plan in plans:
            (row,) = {int(task) for task in plan if 0 <= task < told.size}
            goes = plan == row
            assert told.groups.fit[goes].all()
            assert (told.minutes[goes, row] <= told.turn).all()
            assert told.groups.storm[goes].sum() >= LEAST_MEN
            aims.append(row)
        assert len(set(aims)) == 3

    def test_none_is_the_plan_that_is_there_already(self) -> None:
        told = problem(game_of("counter-attacks", 1).view(0))
        first = massed(told, np.full(len(told.groups), -1), 1)[0]
        assert not any((plan == first).all() for plan in massed(told, first, 10))
        assert massed(told, first, 0) == []


class TestCalm:
    def test_attackers_hold_where_they_stand_or_are_kept_and_the_others_are_left_alone(self) -> None:
        told = problem(game_of("counter-attacks", 1).view(JAPANESE))
        count, groups = told.size, len(told.groups)
        stands = [int(g) for g in np.flatnonzero(told.inside.any(axis=1))]
        loose = next(g for g in range(groups) if g not in stands)
        plan = np.full(groups, -1)
        plan[[stands[0], loose]] = 0
        plan[stands[1]] = count + 1
        (quiet,) = calm(told, plan)
        assert quiet[stands[0]] == count + int(told.inside[stands[0]].argmax())
        assert quiet[loose] == -1
        assert quiet[stands[1]] == count + 1

    def test_a_plan_without_attacks_has_none(self) -> None:
        told = problem(game_of("counter-attacks", 1).view(JAPANESE))
        assert calm(told, np.full(len(told.groups), -1)) == []


class TestDeclined:
    def test_the_first_assault_of_a_plan_pays_for_the_task_that_allows_none(self) -> None:
        told = problem(game_of("counter-attacks", 1).view(0))
        assert told.peace == 15_000
        free = replace(told, peace=0.0)
        best, _ = decide(free)
        plans = np.stack([best, *calm(told, best)])
        price = weigh(free, plans).value - weigh(told, plans).value
        assert price == pytest.approx([15_000, 0])
        bold = replace(told, style=STYLES["bold"])
        price = weigh(replace(free, style=STYLES["bold"]), plans).value - weigh(bold, plans).value
        assert 9_000 < price[0] < 10_000

    def test_the_staff_says_why_it_attacks_nothing(self) -> None:
        view = game_of("counter-attacks", 1).view(0)
        told = problem(view)
        best, _ = decide(replace(told, peace=0.0))
        picture = draw(view)
        said = {}
        for name, plan in (("bold", best), ("calm", calm(told, best)[0])):
            written = write(picture, draw_maps(picture), told, plan, weigh(told, plan[None]), "normal")
            said[name] = [
                why for why in written.reasons if why.startswith("No assault is ordered: 15 points")
            ]
        assert (len(said["bold"]), len(said["calm"])) == (0, 1)


class TestDark:
    def test_a_turn_that_begins_at_dusk_is_one_of_the_night(self) -> None:
        view = game_of("night-assault", 1).view(JAPANESE)
        assert not dark(view)
        dusk = replace(view, minute=view.minute + 180, end=view.end + 300)
        assert view.sky.light(np.array([dusk.minute]))[0] < NIGHT
        assert dark(dusk)

    def test_so_is_fog(self) -> None:
        view = game_of("night-assault", 1).view(JAPANESE)
        assert dark(replace(view, public=replace(view.public, fog=True)))
