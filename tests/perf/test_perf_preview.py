"""How soon the odds answer: a cut question beside a preview of the whole turn, in one run."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

import pytest
from measure import ROUNDS, cpu_seconds, few, ratio, row
from pytest_benchmark.fixture import BenchmarkFixture

from game.agents.greedy import Greedy
from game.engine import turn
from game.engine.game import Game
from game.engine.orders import Assault, Order
from game.engine.preview import STAGES, Preview, preview, trial
from game.engine.view import View
from game.scenario.build import build
from game.scenario.check import sound_bundle
from game.scenario.load import find_scenario
from game.scenario.setting import fate_of, first_state, setting_of

TURNS = 6
FIRST_MS = 100
SCENES = (("bezymyannaya", 1), ("night-assault", 1), ("offensive", 0))
Asked = tuple[Game, View, tuple[Order, ...]]


def asked(name: str, side: int) -> Asked:
    """The first turn in which a staff wants an assault, and the assaults on one goal."""
    start = build(sound_bundle(find_scenario(name)))
    setting = setting_of(start)
    fate = fate_of(start.bundle, (7,))
    game = Game(setting, fate, turn.first(setting, fate, first_state(start, setting)))
    for _ in range(TURNS):
        plan = Greedy(1).choose(game.view(side)).orders
        assaults = [order for order in plan if isinstance(order, Assault)]
        if assaults:
            goal = assaults[0].route[-1]
            return game, game.view(side), tuple(o for o in assaults if o.route[-1] == goal)
        for of in (0, 1):
            for order in Greedy(1).choose(game.view(of)).orders:
                game.plot(of, order)
            game.commit(of)
        game.play()
    raise AssertionError(f"no assault within {TURNS} turns of {name}")


def first(game: Game, view: View, orders: tuple[Order, ...]) -> Callable[[], Preview]:
    """The first answer to a question."""

    def work() -> Preview:
        return next(told for told in trial(game.setting, view, orders) if told is not None)

    return work


@pytest.mark.parametrize(("name", "side"), SCENES)
def test_the_first_answer_beside_a_preview_of_the_whole_turn(
    benchmark: BenchmarkFixture, name: str, side: int
) -> None:
    game, view, orders = asked(name, side)
    cut = first(game, view, orders)
    assert cut().samples == STAGES[0]
    few(benchmark, cut, rounds=15)
    share = ratio(cut, lambda: preview(game.setting, view, orders, STAGES[0]))
    row(
        benchmark,
        "UI-9",
        f"first odds of an assault, {name}",
        "a preview of the whole turn",
        share,
        at_most=1,
    )
    took = median(cpu_seconds(cut) for _ in range(ROUNDS)) * 1000
    row(benchmark, "UI-9", f"first odds of an assault, {name}", f"{FIRST_MS} ms", took / FIRST_MS, at_most=1)
