"""Every event has its why: rows of the ledger, or a sentence on why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest
from film_field import fight
from ui.film_games import greedy_game

from game.analysis.behind import RULES, behind
from game.analysis.film import Reel, Shot, reel_of
from game.analysis.untold import AT_HIS, FIRED, FOUND, HIDDEN, NOTHING, STRUCK, note
from game.analysis.why import Names, sentence
from game.engine.game import Game
from game.engine.log import KINDS
from game.rules import ledger

AUDIENCES = (0, 1, None)
DRAWN = frozenset(
    {"lost", "knocked_out", "bogged", "guns_lost", "aircraft_lost", "leader_lost", "rallied", "sick"}
)
"""Kinds that come of chance: behind each stands a row with its draw, for who may know."""


@cache
def reels(name: str, turns: int) -> tuple[tuple[Game, Reel], ...]:
    game = greedy_game(name, turns)
    return tuple((game, reel_of(game, turn, side)) for turn in range(turns) for side in AUDIENCES)


def events(name: str, turns: int) -> Iterator[tuple[Game, Reel, Shot, np.void]]:
    for game, reel in reels(name, turns):
        for shot in reel.shots:
            for event in shot.events:
                yield game, reel, shot, event


@pytest.mark.parametrize(("name", "turns"), [("bezymyannaya", 2), ("night-assault", 3)])
def test_every_result_of_a_greedy_game_has_rows_or_words(name: str, turns: int) -> None:
    seen: set[str] = set()
    for game, reel, shot, event in events(name, turns):
        kind, rows = KINDS[int(event["kind"])], behind(event, shot.rows)
        seen.add(kind)
        mine = reel.side is None or game.setting.cadre.side[event["unit"]] == reel.side
        if len(rows):
            told = [sentence(row, NAMELESS) for row in rows]
            assert all(": " in words and any(c.isdigit() for c in words) for words in told)
        else:
            words = note(event, shot.before.view, reel.side)
            assert len(words) > 20
            if reel.side is None:
                assert words.startswith("Nothing"), (kind, words)
        if kind in DRAWN and mine and event["unit"] >= 0:
            assert (rows["draw"] != ledger.UNDRAWN).any(), kind
    assert {"fired", "dug", "order_begun"} <= seen
    assert name != "night-assault" or {"lost", "moved", "fell_back", "sick"} <= seen


NAMELESS = Names((), ())


def test_every_kind_of_event_has_rules_or_a_sentence_of_its_own() -> None:
    assert set(KINDS) - {"lost"} <= set(RULES) | set(NOTHING)
    assert set(NOTHING) <= set(KINDS)
    assert len(set(NOTHING.values())) > 30


def test_fire_is_explained_by_its_firer_and_by_what_it_came_to() -> None:
    game = fight()[1]
    reel = reel_of(game, 0, None)
    told = [
        {ledger.RULES[row["rule"]].id for row in behind(event, shot.rows)}
        for shot in reel.shots
        for event in shot.events
        if KINDS[int(event["kind"])] == "fired"
    ]
    assert told
    assert any({"fire", "losses"} <= rules for rules in told)


def test_a_side_hears_of_its_own_fire_but_nothing_of_what_it_did() -> None:
    game = fight()[1]
    reel = reel_of(game, 0, 0)
    mine = [
        (shot, event)
        for shot in reel.shots
        for event in shot.events
        if KINDS[int(event["kind"])] == "fired" and game.setting.cadre.side[event["unit"]] == 0
    ]
    assert mine
    for shot, event in mine:
        words = note(event, shot.before.view, 0)
        assert f"{int(shot.before.view.forces.men[event['unit']])} men" in words
        assert words.endswith(FIRED[-len("The review after the battle tells.") :])
        assert not len(behind(event, shot.rows))


def test_what_happens_to_the_enemy_is_not_explained_to_a_side() -> None:
    world, game = fight()
    reel = reel_of(game, 0, 0)
    shot = reel.shots[0]
    event = np.zeros(1, shot.events.dtype)[0]
    for kind, words in (("routed", HIDDEN), ("retreated", HIDDEN), ("spotted", FOUND)):
        event["kind"], event["unit"] = KINDS.index(kind), world.row("x")
        assert note(event, shot.before.view, 0) == words
        assert note(event, shot.before.view, None) != words
    event["unit"] = world.row("a")
    for kind in sorted(AT_HIS):
        event["kind"] = KINDS.index(kind)
        assert note(event, shot.before.view, 0) == STRUCK
