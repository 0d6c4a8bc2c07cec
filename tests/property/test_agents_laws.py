"""Laws of all agents: orders are legal, they know what their side knows, and nothing they do breaks a game.

`make test` plays a few games over all scenarios; the soak plays many, side by side in processes, and goes on
where it was stopped if `KHASAN_SOAK_FOLDER` names a folder.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from agents_field import SCENARIOS, SHORT, game_of, stage, turns

from game.agents.registry import AGENTS, agent
from game.analysis.campaign import play
from game.engine.game import Game
from game.engine.state import State
from game.engine.view import View

FEW, MANY = 12, 1000
TOGETHER = 8
"""Games of a soak that are resolved side by side."""
PAIRS = [(a, b) for a in AGENTS for b in AGENTS]
ROUND = [("random", "greedy"), ("greedy", "reactive"), ("reactive", "random")]
"""Each agent once on either side."""
DEPTH = {"bezymyannaya": 6, "night-assault": 4, "counter-attacks": 2, "offensive": 1, "campaign": 3}
"""Turns that a test of every run plays."""


def matches() -> Iterator[Any]:
    """Every pair of agents on every scenario; a round of them on the short ones is for every run."""
    for scenario in SCENARIOS:
        for names in PAIRS:
            every = scenario in SHORT and names in ROUND
            yield pytest.param(scenario, names, marks=() if every else pytest.mark.soak)


def scrambled(game: Game, side: int) -> Game:
    """The game with all changed that the side cannot know: where unseen enemies are, and what they do."""
    setting, state = game.setting, game.state.copy()
    enemy = np.flatnonzero(setting.cadre.side != side)
    forces = state.forces
    for name in ("men", "strength", "suppression", "cohesion", "fatigue", "works", "lead", "ammunition"):
        column = getattr(forces, name)
        column[:, enemy] = column[:, enemy] // 2 + 7
    forces.losses[:, enemy] += 3
    forces.hex[:, enemy] = np.where(forces.hex[:, enemy] >= 0, (forces.hex[:, enemy] + 55) % 3080, 17)
    forces.points[:, enemy] = 99
    state.acts.act[:, enemy] = 1
    state.later.start[:, enemy] = 5
    state.missions.rounds[:, enemy] += 40
    state.flights.aircraft[:, enemy] += 2
    told = state.beliefs.hex.copy()
    told[:, 1 - side] = 3
    state.beliefs = replace(state.beliefs, hex=told)
    state.ground.known[:, 1 - side] = 0
    hidden = ~state.ground.seen[:, side]
    state.ground.control[hidden] = 1 - state.ground.control[hidden]
    state.ground.smoke[hidden] += 4
    return Game(setting, game.fate, state.seal())


@pytest.mark.usefixtures("short_rehearsals")
class TestHonesty:
    @pytest.mark.parametrize("name", AGENTS)
    @pytest.mark.parametrize("scenario", ["night-assault", "counter-attacks"])
    def test_what_a_side_cannot_see_changes_no_order(self, scenario: str, name: str) -> None:
        game = game_of(scenario, 3)
        for _ in turns(game, ("greedy", "reactive"), 3, DEPTH[scenario]):
            pass
        who = agent(name, 3)
        for side in (0, 1):
            other = scrambled(game, side)
            assert _differ(game.state, other.state)
            assert who.choose(other.view(side)) == who.choose(game.view(side))

    @pytest.mark.parametrize("name", AGENTS)
    def test_the_same_view_has_the_same_answer(self, name: str) -> None:
        game = game_of("night-assault", 9)
        first, second = agent(name, 9), agent(name, 9)
        for views in turns(game, ("random", "greedy"), 9, 2):
            for view in views:
                assert first.choose(view) == second.choose(view) == first.choose(view)

    def test_an_agent_keeps_no_view(self) -> None:
        """What was chosen before leaves no trace in what is chosen next."""
        late, early = game_of("night-assault", 4), game_of("night-assault", 4)
        for _ in turns(late, ("random", "random"), 4, 2):
            pass
        for name in AGENTS:
            used, fresh = agent(name, 4), agent(name, 4)
            used.choose(early.view(0))
            assert used.choose(late.view(0)) == fresh.choose(late.view(0))


class TestLegal:
    @pytest.mark.parametrize(("scenario", "names"), list(matches()))
    def test_every_order_passes_its_own_check(self, scenario: str, names: tuple[str, str]) -> None:
        """`turns` asks for it at each plot; so every agent sees what every other makes of the battle."""
        game = game_of(scenario, 8)
        for _ in turns(game, names, 8, 99):
            pass
        assert game.over

    def test_the_campaign_to_its_end(self) -> None:
        figures = play(stage("campaign"), [8])[0]
        assert figures.over
        assert len(figures.hills) > 8

    def test_random_orders_are_of_every_kind(self) -> None:
        words: set[str] = set()
        game = game_of("counter-attacks", 7)
        for views in turns(game, ("random", "random"), 7, 2):
            for view in views:
                words |= {order.word for order in agent("random", 7).choose(view).orders}
        assert {
            "march",
            "assault",
            "withdraw",
            "hold",
            "dig",
            "rest",
            "work",
            "fire",
            "bombard",
            "fly",
        } <= words


def shaken(cases: list[int]) -> dict[int, str]:
    """Whole random games of one scenario side by side, the weather drawn; their digests at the end."""
    ready = stage(SCENARIOS[cases[0] % len(SCENARIOS)])
    wild = replace(ready.match, agents=("random", "random"), weather="drawn")
    played = play(replace(ready, match=wild), [10_000 + case for case in cases])
    return dict(zip(cases, (figures.digest for figures in played), strict=True))


class TestShaken:
    @pytest.mark.parametrize("case", range(FEW))
    def test_no_random_game_raises(self, case: int) -> None:
        """The first turns of games over all scenarios, every second one with a sober opponent."""
        scenario = SCENARIOS[case % len(SCENARIOS)]
        names = ("random", "random") if case % 2 else ("random", "greedy")
        game = game_of(scenario, 500 + case)
        played = sum(1 for _ in turns(game, names, 500 + case, DEPTH[scenario]))
        assert played == DEPTH[scenario] or game.over

    @pytest.mark.soak
    def test_no_random_game_raises_in_a_thousand(self, tmp_path: Path) -> None:
        done = soak(MANY, Path(os.environ.get("KHASAN_SOAK_FOLDER", tmp_path)), os.cpu_count() or 1)
        assert len(done) == MANY


def soak(games: int, folder: Path, jobs: int) -> dict[int, str]:
    """Play random games on some processes; what was played before is not played again."""
    folder.mkdir(parents=True, exist_ok=True)
    record = folder / "random-games.jsonl"
    lines = record.read_text().splitlines() if record.exists() else []
    done = {row["case"]: row["digest"] for row in map(json.loads, lines)}
    left = [[c for c in range(n, games, len(SCENARIOS)) if c not in done] for n in range(len(SCENARIOS))]
    parts = [cases[at : at + TOGETHER] for cases in left for at in range(0, len(cases), TOGETHER)]
    with multiprocessing.get_context("spawn").Pool(jobs) as pool, record.open("a") as out:
        for found in pool.imap_unordered(shaken, sorted(parts)):
            done |= found
            out.writelines(json.dumps({"case": c, "digest": d}) + "\n" for c, d in found.items())
            out.flush()
    return done


def _differ(a: State, b: State) -> bool:
    left, right = dict(a.arrays()), dict(b.arrays())
    return any(not np.array_equal(left[name], right[name]) for name in left)


def test_views_are_blind_to_what_was_scrambled() -> None:
    """The scramble is only worth something if the view itself stays the same."""
    game = game_of("counter-attacks", 3)
    for _ in turns(game, ("greedy", "reactive"), 3, 2):
        pass
    for side in (0, 1):
        a, b = game.view(side), scrambled(game, side).view(side)
        assert a.digest() == b.digest()
        assert {field.name for field in fields(View)} == {field.name for field in fields(a)}
