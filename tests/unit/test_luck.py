"""Luck from the ledger: facts that are the game's own, expectations, and percentiles that tell the truth."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from film_field import fight
from numpy.typing import NDArray
from ui.film_games import greedy_game
from ui.seats import table_of

from game.analysis.luck import GROUPS, MEN, Luck, Scales, Sums, Weighed, luck_of, sums_of
from game.analysis.luck_words import told, verdict, whole
from game.analysis.results import results_of
from game.engine.game import Game
from game.rules import chance, ledger
from game.rules.account import UNDRAWN
from game.rules.ruleset import Ruleset


@cache
def weighed() -> tuple[Game, Luck]:
    game = greedy_game("night-assault", 3)
    scales = Scales(game, table_of("night-assault").start.ruleset)
    while not scales.done:
        scales.weigh()
    return game, scales.luck


def test_what_came_is_what_the_events_tell() -> None:
    game, luck = weighed()
    for turns in (1, 2, 3):
        events = np.concatenate([p.events for entry in game.entries[:turns] for p in entry.pulses])
        lost = results_of(events, game.setting.cadre.side).lost
        causes = ("small_arms", "artillery", "air", "tank", "close_combat")
        for side in (0, 1):
            fallen = sum(lost[cause][side] for cause in causes)
            assert luck.men(side, turns).came == fallen
            # Guns that see their target count under direct fire here, and as shells in the rolls.
            assert luck.weighed("shells", side, turns).came <= lost["artillery"][side]


def test_sums_grow_from_turn_to_turn_and_are_of_one_game() -> None:
    game, luck = weighed()
    assert luck.expected.shape == (3, len(GROUPS), 2)
    assert (np.diff(luck.expected, axis=0) >= 0).all()
    assert (np.diff(luck.came, axis=0) >= 0).all()
    for side in (0, 1):
        parts = [luck.weighed(group, side, 3) for group in MEN]
        men = luck.men(side, 3)
        assert men.expected == pytest.approx(sum(part.expected for part in parts))
        assert men.spread**2 == pytest.approx(sum(part.spread**2 for part in parts))
        assert men.spread > 0
    assert luck.men(0, 0).percentile is None
    assert luck.men(0, 99) == luck.men(0, len(game.entries))


def words(seed: int, number: int) -> NDArray[np.uint64]:
    """Words as random as dice (the mixing of splitmix64)."""
    x = (np.arange(number, dtype=np.uint64) + np.uint64(seed * number + 1)) * np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(x ^ (x >> np.uint64(31)), np.uint64)


def rows_of(seed: int, rules: Ruleset) -> ledger.Rows:
    """A battle of the dice alone: fire of a known law, and tanks in a marsh."""
    n = np.arange(120)
    expected, base, odds = 50 + 37 * n % 2900, 1 + n % 8, np.full(120, 6554)
    drawn = chance.losses(expected, np.full(120, 4000), words(2 * seed, 120), chance.loss_law(rules, "fire"))
    bits = words(2 * seed + 1, 120)
    stuck = chance.binomial(base, odds, bits).result
    fire = np.zeros(120, ledger.LEDGER)
    fire["rule"], fire["hex"], fire["base"], fire["expected"] = ledger.number("losses"), n, expected, expected
    fire["draw"], fire["result"] = drawn.draw, drawn.result
    bog = fire.copy()
    bog["rule"], bog["base"], bog["expected"] = ledger.number("bog"), base, base * odds * 1000 >> 16
    bog["draw"], bog["result"] = chance.permille(bits), stuck
    return np.concatenate([fire, bog])


def test_percentiles_are_as_common_as_they_say() -> None:
    world, game = fight()
    cadre, rules = game.setting.cadre, world.start.ruleset
    lucks = [luck_of([sums_of(rows_of(seed, rules), cadre, rules)]) for seed in range(400)]
    side = int(cadre.side[0])
    for group in ("fire", "bogging"):
        found = np.array([luck.weighed(group, side, 1).percentile for luck in lucks])
        assert abs(found.mean() - 50) < 5, group
        for low, high in ((1, 10), (25, 75), (90, 99)):
            share = ((found >= low) & (found <= high)).mean()
            assert abs(share - (high - low) / 100) < 0.06, (group, low, high)


def test_rows_of_one_draw_vary_as_one_loss() -> None:
    world, game = fight()
    cadre, rules = game.setting.cadre, world.start.ruleset
    whole_row = ledger.entries(
        "close_defense",
        pulse=0,
        source=-1,
        target=[0],
        hex=5,
        base=[9000],
        factors=np.zeros((1, 3)),
        expected=[6000],
        draw=[500],
        result=[6],
    )
    parts = np.concatenate([whole_row] * 3)
    parts["expected"], parts["result"] = 2000, 2
    one, three = (sums_of(rows, cadre, rules) for rows in (whole_row, parts))
    assert three.variance.sum() == pytest.approx(one.variance.sum())
    parts["hex"] = [5, 6, 7]
    assert sums_of(parts, cadre, rules).variance.sum() < one.variance.sum()


def test_rows_without_expectation_or_of_other_rules_weigh_nothing() -> None:
    world, game = fight()
    rows = ledger.entries(
        "cohesion",
        pulse=0,
        source=-1,
        target=[0],
        hex=5,
        base=[9000],
        factors=np.zeros((1, 8))[:, : len(ledger.RULES[ledger.number("cohesion")].factors)],
        expected=[6000],
        draw=UNDRAWN,
        result=[6],
    )
    sums: Sums = sums_of(rows, game.setting.cadre, world.start.ruleset)
    assert sums.expected.sum() == sums.came.sum() == sums.variance.sum() == 0


def test_luck_is_called_what_it_is() -> None:
    assert verdict(Weighed(10, 20, 3)) == "bad luck"
    assert verdict(Weighed(10, 4, 3)) == "good luck"
    assert verdict(Weighed(10, 10, 3)) == "ordinary luck"
    assert verdict(Weighed(0, 0, 0)) == "no draw"
    low, high = Weighed(10, 10, 3).likely
    assert (round(low, 1), round(high, 1)) == (6.2, 13.8)


def test_words_tell_what_the_table_tells() -> None:
    _game, luck = weighed()
    men, said = luck.men(0, 3), told(luck, 3)
    assert said[0] == whole(luck, 0, 3)
    assert (
        f"The USSR lost {men.came:.0f} men in battle where {men.expected:.1f} were to be expected" in said[0]
    )
    assert any(words.startswith("Men in assaults: The USSR") for words in said)
    assert whole(luck, 1, 0) == "Japan: nothing was drawn yet."
