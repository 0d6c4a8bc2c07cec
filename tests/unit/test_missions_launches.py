"""How the assaults of a staff go in: abreast, with all for whom there is room."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from builders import unit, world
from mission_field import believing, mission
from test_missions_assaults import FIELD, HILL, made

from game.agents.missions.assaults import attack, plan
from game.agents.missions.clerk import PULSE, Due
from game.agents.missions.fields import roads
from game.agents.missions.launches import MIDDLE
from game.agents.picture import Picture, draw
from game.engine.orders import Assault
from game.engine.view import View
from game.scenario.plans.mission import Goal


class TestAbreast:
    """As a staff attacks: all are beside the place in one pulse, and who is there already finds room."""

    def led(self, view: View, hour: int = 0) -> list[Assault]:
        order = mission(made(), "attack", "c0 c1 c2 c3", HILL, at=hour)
        due = Due(order, order.start.minute, abreast=True)
        picture = draw(view)
        told, late = attack(picture, roads(picture), due, order.goals[0], np.array(order.units))
        assert late == ""
        return [one for one in told if isinstance(one, Assault)]

    @pytest.mark.parametrize("hour", [0, 45])
    def test_all_come_up_in_the_middle_of_a_pulse(self, hour: int) -> None:
        view = believing(made(), ("blue", HILL, 100))
        found = self.led(view, hour)
        assert len(found) == 4
        ways, beside = roads(draw(view)), set()
        for one in found:
            route = np.full((1, 48), -1, np.int32)
            route[0, : len(one.route) - 1] = one.route[:-1]
            beside.add(one.start + int(ways.walk(np.array([one.unit]), route)[0]))
            assert one.start >= view.minute + hour
        assert len(beside) == 1
        assert (beside.pop() - view.minute) % PULSE == MIDDLE

    def test_whom_a_full_hex_holds_goes_in_from_it(self) -> None:
        """Two companies and machine guns beside the hill fill their hex; both companies storm."""
        full = world(
            FIELD,
            unit("a", "su_rifle_company", "1103"),
            unit("b", "su_rifle_company", "1103"),
            unit("mg", "su_mg_company", "1103"),
            unit("c", "su_rifle_company", "0503"),
            unit("blue", "jp_rifle_company", HILL),
            crest=(HILL,),
        )
        view = believing(full, ("blue", HILL, 40))
        picture = draw(view)
        goal = Goal(HILL, full.way(HILL), (full.row("a"), full.row("b"), full.row("c")))
        units = np.array(goal.units)
        before, exact = (
            plan_of(picture, roads(picture), units, full.hex(HILL), goal, exact=one) for one in (False, True)
        )
        inside = [full.row("a"), full.row("b")]
        assert np.isin(inside, exact).all()
        assert not np.isin(inside, before).all() or len(before) < len(exact)


def plan_of(picture: Picture, ways: Any, units: Any, place: int, goal: Goal, *, exact: bool) -> list[int]:
    """Who storms from a hex beside the hill that he stands in, and who comes from elsewhere."""
    storm = plan(picture, ways, units, np.array([place]), goal, False, exact)
    first = storm.route[:, 0] == place
    return [int(one) for one in storm.units[first]]
