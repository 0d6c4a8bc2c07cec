"""Ways that are kept: the same as ways asked for one by one, and a field for each unit only once."""

from __future__ import annotations

import numpy as np
import pytest
from builders import SOVIET, unit, world
from numpy.typing import NDArray

from game.engine import groups, ways
from game.engine.ways import KEPT, Ways
from game.grid.routes import Field, field

FIELD = "\n".join(["." * 20, "..^^..mmmm..........", "." * 20, "......^^^^..........", "." * 20])
w = world(
    FIELD,
    unit("a", "su_rifle_company", "0101"),
    unit("b", "su_rifle_company", "0103"),
    unit("guns", "su_field_battery", "0105"),
    unit("foe", "jp_rifle_company", "1803"),
)
GOALS = ("0505", "1203", "0901", "1405")


@pytest.mark.parametrize("goal", GOALS)
def test_a_kept_way_is_the_way(goal: str) -> None:
    view, kept = w.view(SOVIET), Ways(w.view(SOVIET))
    units = [w.row(name) for name in ("a", "b", "guns")]
    for other in (goal, *GOALS):
        hex_ = w.hex(other)
        assert groups.march(view, units, hex_, ways=kept) == groups.march(view, units, hex_)
        assert groups.attack(view, units, hex_, ways=kept) == groups.attack(view, units, hex_)
        assert groups.defend(view, units, hex_, ways=kept) == groups.defend(view, units, hex_)
        via = (w.hex("0503"),)
        assert groups.path(view, units[0], (*via, hex_), ways=kept) == groups.path(
            view, units[0], (*via, hex_)
        )


def test_many_goals_cost_one_field_a_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[int] = []

    def counted(cost: NDArray[np.int32], neighbor: NDArray[np.int32], start: int) -> Field:
        found.append(start)
        return field(cost, neighbor, start)

    monkeypatch.setattr(ways, "field", counted)
    view, kept = w.view(SOVIET), Ways(w.view(SOVIET))
    for goal in GOALS:
        groups.march(view, [w.row("a"), w.row("b")], w.hex(goal), ways=kept)
    assert sorted(found) == sorted([w.hex("0101"), w.hex("0103")])


def test_no_more_than_a_number_of_fields_is_kept() -> None:
    view = w.view(SOVIET)
    kept = Ways(view)
    for at in range(KEPT + 9):
        kept.leg(w.row("a"), at % view.board.hexes, w.hex("0505"), "advance" if at < 90 else "column")
    assert len(kept._fields) <= KEPT
