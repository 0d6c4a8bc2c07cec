"""Units and scenarios that are odd: names without end, no men, no arms, no objectives, five hundred."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pygame
import pytest

from game.scenario.build import Start
from game.scenario.roster import Counter
from game.ui.panels.treerows import tree_rows, words_of
from game.ui.table import Table
from ui.pilot import Pilot, scene_of, told


def named(start: Start, test: Callable[[Counter], bool]) -> tuple[int, Counter]:
    """The first unit for which something holds."""
    return next((i, c) for i, c in enumerate(start.roster.counters) if test(c))


def with_first(start: Start, **changes: Any) -> Start:
    """A scenario whose first unit on the map is another."""
    i, counter = named(start, lambda c: c.hex is not None)
    counters = list(start.roster.counters)
    counters[i] = replace(counter, **changes)
    return replace(start, roster=replace(start.roster, counters=tuple(counters)))


def renamed(start: Start, name: str) -> dict[str, Any]:
    """Changes that give a unit one name in every language."""
    _, counter = named(start, lambda c: c.hex is not None)
    languages = dict.fromkeys(("en", "ru", "ja"), name)
    return {"name": counter.name.model_copy(update=languages), "short": name, "note": name}


ODD: dict[str, Callable[[Start], dict[str, Any]]] = {
    "a name without end": lambda s: renamed(s, "Отдельный противотанковый 第七十五聯隊, " * 20),
    "one long word": lambda s: renamed(s, "W" * 400),
    "no men": lambda _: {"men": 0, "establishment": 0},
    "no arms": lambda _: {"weapons": {}, "vehicles": {}},
    "more men than places": lambda _: {"men": 99999, "establishment": 1},
    "worn out": lambda _: {"fatigue": 1.0, "ammunition": 0.0, "works": 9.0},
    "no leader and no note": lambda _: {"leader": None, "note": None},
}


@pytest.mark.parametrize("odd", ODD)
def test_odd_units_are_shown_without_harm(
    pilot: Pilot, hill: Start, odd: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = with_first(hill, **ODD[odd](hill))
    scene = scene_of(start)
    pilot.open(scene, (1600, 900))
    row, counter = named(start, lambda c: c.hex is not None)
    hex_ = scene.table.hex_of(row)
    assert hex_ is not None
    for style in ("symbol", "silhouette"):
        scene.table.style, scene.table.selected = style, row
        with told(monkeypatch) as lines:
            pilot.move(scene.camera.to_window(*scene.table.centers[hex_]))
            pilot.frame(1.0)
        assert any(counter.name.en.partition(", ")[0] == words for words, _ in lines)
    for step in range(5):
        scene.camera.step = step
        scene.draw(pilot.app.window)


def test_a_scenario_without_objectives_opens_in_the_middle(pilot: Pilot, hill: Start) -> None:
    model = hill.bundle.scenario.model
    victory = model.victory.model_copy(update={"objectives": (), "conditions": {}})
    document = replace(hill.bundle.scenario, model=model.model_copy(update={"victory": victory}))
    start = replace(hill, bundle=replace(hill.bundle, scenario=document))
    scene = scene_of(start)
    pilot.open(scene)
    assert scene.table.objectives == {}
    assert (scene.camera.x, scene.camera.y) == pytest.approx((7000, 6000), abs=300)
    scene.dock.page = 2
    scene.draw(pilot.app.window)


def test_a_map_without_units_can_be_looked_at(pilot: Pilot, hill: Start) -> None:
    none: Any = SimpleNamespace(hex=np.full(len(hill.roster.counters), -1))
    counters = tuple(replace(c, hex=None) for c in hill.roster.counters)
    start = replace(hill, units=none, roster=replace(hill.roster, counters=counters))
    scene = scene_of(start)
    pilot.open(scene)
    pilot.key(pygame.K_TAB, pygame.K_HOME, pygame.K_n)
    pilot.click(scene.camera.view.center)
    assert scene.table.selected is None
    assert scene.table.stacks == {}


def test_a_tree_of_five_hundred_units_is_whole(attack: Start) -> None:
    counters = tuple(replace(c, id=f"{c.id}-{k}") for k in range(4) for c in attack.roster.counters)
    start = replace(attack, roster=replace(attack.roster, counters=counters))
    table = Table(start)
    rows = tuple(tree_rows(table, words_of(start.roster), ""))
    assert len(counters) >= 500
    assert sum(row.unit is not None for row in rows) == len(counters)
