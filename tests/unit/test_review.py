"""Curves and beliefs of a game that was played: they are the sums of its states, and the fog of its sides."""

from __future__ import annotations

import numpy as np
from builders import JAPANESE, SOVIET
from film_field import fight

from game.analysis.curves import curves_of
from game.analysis.review import KEY, beliefs_at, events_of_turn, key_events, stand_at, state_at
from game.engine.log import KINDS


def test_curves_have_a_value_for_the_start_of_each_turn_and_for_the_end() -> None:
    w, game = fight()
    curves = curves_of(game, w.start)
    assert curves.minutes == (game.entries[0].start.minute, game.state.minute)
    every = [curve for pair in (*curves.lost.values(), *curves.counts.values()) for curve in pair]
    every += [curves.index, curves.score, *curves.parts.values(), *curves.caused]
    assert {len(curve) for curve in every} == {2}
    assert {len(held) for held in curves.held.values()} == {2}


def test_curves_end_with_what_was_lost_and_with_the_score() -> None:
    w, game = fight()
    curves, side = curves_of(game, w.start), w.setting.cadre.side
    lost = game.state.forces.losses[0].sum(axis=1)
    for row in (SOVIET, JAPANESE):
        assert curves.men[row] == (0, lost[side == row].sum())
    assert sum(curves.men[0]) + sum(curves.men[1]) > 0
    assert curves.score[-1] == int(game.reckoning().score.total[0]) / 100
    assert abs(sum(values[-1] for values in curves.parts.values()) - curves.score[-1]) < 0.02


def test_hills_are_held_by_who_stands_on_them() -> None:
    w, game = fight()
    (held,) = curves_of(game, w.start).held.values()
    hill = w.hex("0301")
    for holder, state in zip(held, (game.entries[0].start, game.state), strict=True):
        assert holder == "SJ-"[int(state.ground.control[0, hill])]


def test_beliefs_stand_beside_the_truth() -> None:
    w, game = fight()
    told = beliefs_at(game, 1, SOVIET)
    rows = told.unit.tolist()
    assert w.row("far") in rows
    assert not {w.row("a"), w.row("b")} & set(rows)
    far = rows.index(w.row("far"))
    assert told.believed[far] == -1
    assert told.true[far] == w.hex("1203")
    assert told.off[far] == -1
    assert told.men[far].tolist()[1] == w.of("men", "far", game.state)
    assert told.missed == int((told.believed < 0).sum()) >= 1
    assert told.known == int(((told.believed >= 0) & (told.true >= 0)).sum())


def test_the_mean_error_is_that_of_the_units_that_are_placed() -> None:
    told = beliefs_at(fight()[1], 1, JAPANESE)
    there = told.off[told.off >= 0]
    assert told.known == there.size > 0
    assert told.error == int(np.mean(there))


def test_stands_are_those_of_the_turns() -> None:
    _, game = fight()
    assert state_at(game, 0) is game.entries[0].start
    assert state_at(game, 1) is game.state
    assert stand_at(game, 1, None).minute == game.state.minute


def test_key_events_are_of_the_kinds_a_reader_looks_for() -> None:
    events = events_of_turn(fight()[1], 0)
    found = key_events(events)
    assert set(KEY) <= set(KINDS)
    assert len(found) < len(events)
    assert {KINDS[int(kind)] for kind in found["kind"]} <= set(KEY)
