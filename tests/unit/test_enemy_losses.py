"""What a side may tell of the enemy's losses, and that nothing hidden is in it."""

from __future__ import annotations

import numpy as np
from builders import JAPANESE, SOVIET
from film_field import fight
from ui.film_games import greedy_game

from game.analysis.enemy_losses import REPORTED, TIMES, enemy_losses
from game.engine.game import Game
from game.engine.log import NUMBER
from game.engine.state import State
from game.engine.told import seen_by


def test_sums_are_those_of_the_events_that_the_side_has_seen() -> None:
    game = greedy_game("night-assault", 3)
    side = game.setting.cadre.side
    some = 0
    for own in (SOVIET, JAPANESE):
        told = enemy_losses(game, own)
        events = np.concatenate([seen_by(p.events, own) for e in game.entries for p in e.pulses])
        for kind in (*REPORTED, *TIMES):
            of_kind = events[events["kind"] == NUMBER[kind]]
            his = [e for e in of_kind if e["unit"] >= 0 and side[e["unit"]] != own]
            assert told.seen[kind] == (len(his) if kind in TIMES else sum(int(e["amount"]) for e in his))
            some += len(his)
        assert told.any
    assert some > 5


def test_men_are_reckoned_from_reports_that_the_side_has_had() -> None:
    game = greedy_game("night-assault", 3)
    told = enemy_losses(game, SOVIET)
    reports: dict[int, list[int]] = {}
    for turn in range(4):
        contacts = game.branch(turn).view(SOVIET).contacts
        for row in np.flatnonzero((contacts.hex >= 0) & (contacts.kind >= 0) & (contacts.age == 0)).tolist():
            if contacts.men[row] >= 0:
                reports.setdefault(row, []).append(int(contacts.men[row]))
    twice = [known for known in reports.values() if len(known) > 1]
    assert told.units == len(twice) > 0
    assert told.men == sum(known[0] - known[-1] for known in twice)


def test_a_battle_that_differs_in_hidden_things_alone_tells_the_same() -> None:
    world, game = fight()

    def weaker(state: State) -> None:
        state.forces.men[0, world.row("far")] = 3
        state.forces.losses[0, world.row("far"), 0] = 60

    state = game.state.copy()
    weaker(state)
    other = Game(game.setting, game.fate, state.seal(), entries=list(game.entries))
    assert enemy_losses(other, SOVIET) == enemy_losses(game, SOVIET)


def test_before_the_first_turn_there_is_nothing_to_tell() -> None:
    world, _game = fight()
    told = enemy_losses(world.game(), SOVIET)
    assert not told.any
    assert set(told.seen.values()) == {0}
