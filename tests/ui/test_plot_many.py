"""Orders to many units at once: formations, stacks, and units that are selected one by one."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from game.analysis.order_words import sentence
from game.engine.orders import Dig, Hold, March
from game.ui import verbs
from game.ui.scenes.plot import PlotScene
from ui.pilot import Pilot, told
from ui.seats import CTRL, beside, spot

SHIFT = pygame.KMOD_SHIFT


def test_a_formation_is_ordered_as_a_whole_and_each_order_can_be_changed(
    pilot: Pilot, corps: PlotScene
) -> None:
    view = corps.play.view
    unit = int(np.flatnonzero(view.ready & view.cadre.foot & (view.forces.hex >= 0) & ~view.cadre.post)[6])
    corps.table.select((unit,))
    pilot.key(pygame.K_q)
    units = corps.table.chosen
    assert len(units) >= 3
    assert units[0] == unit
    pilot.key(pygame.K_m)
    pilot.click(spot(corps, beside(corps, unit, 4)))
    plots = corps.session.plots
    assert {order.unit for order in plots} <= set(units)
    assert len(plots) >= len(units) - 1
    ends = [order.route[-1] for order in plots if isinstance(order, March)]
    assert len(set(ends)) > 1
    corps.table.select((plots[0].unit,))
    pilot.key(pygame.K_d)
    assert corps.session.plots[-1] == Dig(unit=plots[0].unit)
    assert len(corps.session.plots) == len(plots)
    pilot.key(pygame.K_u, pygame.K_u)
    assert corps.session.plots == ()


@pytest.mark.parametrize("verb", ["march", "assault", "defend", "dig", "withdraw"])
@pytest.mark.parametrize("above", [1, 2])
def test_one_command_gives_every_unit_its_order_and_each_can_be_changed(
    pilot: Pilot, corps: PlotScene, verb: str, above: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = corps.play.view
    corps.table.select((int(np.flatnonzero(view.ready & view.cadre.foot & (view.forces.hex >= 0))[8]),))
    pilot.key(*[pygame.K_q] * above)
    units = corps.table.chosen
    goal = beside(corps, units[0], 4)
    with told(monkeypatch) as lines:
        pilot.key(verbs.KEYS[verb])
        if verb in verbs.AIMED:
            pilot.click(spot(corps, goal))
    plots = corps.session.plots
    able = [u for u in units if view.cadre.foot[u] or view.cadre.tanks[u]] if verb == "assault" else units
    assert len(plots) >= max(2, len(able) - 2)
    assert len({order.unit for order in plots}) == len(plots)
    assert {order.unit for order in plots} <= set(units)
    shown = {line for line, _ in lines}
    for order in plots[: corps.orders.rect.height // corps.ui.dp(26) - 2]:
        assert sentence(order, corps.session.names) in shown
    if verb in ("march", "withdraw", "defend"):
        ends = [order.route[-1] for order in plots if isinstance(order, March)]
        assert len(set(ends)) > 1
    at = corps.orders.rect
    pilot.click((at.left + 60, at.top + corps.ui.dp(36 + 12)))
    assert list(corps.table.chosen) == [plots[0].unit]
    pilot.key(pygame.K_s)
    assert Hold(unit=plots[0].unit) in corps.session.plots
    assert [order for order in corps.session.plots if order.unit != plots[0].unit] == list(plots[1:])
    pilot.key(pygame.K_u, pygame.K_u)
    assert list(corps.session.plots) == []


def test_who_is_left_out_of_a_command_is_told(pilot: Pilot, corps: PlotScene) -> None:
    view = corps.play.view
    corps.table.select((int(np.flatnonzero(view.ready & view.cadre.foot & (view.forces.hex >= 0))[8]),))
    pilot.key(pygame.K_q, pygame.K_q)
    posts = [unit for unit in corps.table.chosen if not (view.cadre.foot[unit] or view.cadre.tanks[unit])]
    guns = [unit for unit in posts if view.cadre.gun[unit] >= 0]
    number = len(posts) - len(guns)
    assert number
    pilot.key(pygame.K_a)
    pilot.click(spot(corps, beside(corps, corps.table.chosen[0], 4)))
    words = f"{number} unit cannot assault." if number == 1 else f"{number} units cannot assault."
    assert corps.controller.message.endswith(words)


def test_q_once_more_takes_the_formation_above(pilot: Pilot, corps: PlotScene) -> None:
    view = corps.play.view
    unit = int(np.flatnonzero(view.ready & view.cadre.foot & (view.forces.hex >= 0))[8])
    corps.table.select((unit,))
    sizes = []
    for _ in range(3):
        pilot.key(pygame.K_q)
        sizes.append(len(corps.table.chosen))
    assert sizes[0] < sizes[1] < sizes[2]


def test_ctrl_click_adds_and_shift_click_takes_the_stack(pilot: Pilot, corps: PlotScene) -> None:
    stacks = {h: r for h, r in corps.table.stacks.items() if len(r) > 1 and corps.play.mine(r[0])}
    hex_, rows = next(iter(stacks.items()))
    at = spot(corps, hex_)
    try:
        pygame.key.set_mods(SHIFT)
        pilot.click(at)
        assert set(corps.table.chosen) == set(rows)
        pygame.key.set_mods(0)
        pilot.click(at)
        assert len(corps.table.chosen) == 1
        pygame.key.set_mods(CTRL)
        pilot.click(at)
        assert len(corps.table.chosen) == 2
    finally:
        pygame.key.set_mods(0)


def test_a_formation_is_taken_from_the_tree(pilot: Pilot, corps: PlotScene) -> None:
    line = next(i for i, row in enumerate(corps.tree.rows) if row.unit is None and row.depth == 2)
    formation = corps.tree.rows[line].id
    for _ in range(9):
        if corps.focus is not corps.tree:
            pilot.key(pygame.K_F6)
    assert corps.focus is corps.tree
    corps.tree.cursor = line
    pilot.key(pygame.K_q)
    chosen = corps.table.chosen
    assert chosen
    assert all(formation in corps.table.counters[row].chain for row in chosen)
