"""A film shows what its audience knows; what stands behind its events; the numbers behind those."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from builders import JAPANESE, SOVIET, kinds, some
from film_field import fight

from game.analysis.behind import RULES, behind
from game.analysis.film import HIS, Reel, folded, reel_of
from game.analysis.numbers import BASE, EXPECTED, PATHS, origins, told, under
from game.analysis.results import results_of
from game.engine.log import EVENT, KINDS, NUMBER
from game.rules import ledger
from game.rules.fire_table import CAUSES


def reel(side: int | None) -> Reel:
    return reel_of(fight()[1], 0, side)


def test_a_reel_has_a_shot_for_each_pulse_and_they_join() -> None:
    _, game = fight()
    shots = reel(SOVIET).shots
    assert len(shots) == len(game.entries[0].pulses) == 6
    for first, second in pairwise(shots):
        assert first.after.minute == second.before.minute
        assert first.before.minute < first.after.minute


def test_a_side_never_sees_who_marches_far_away() -> None:
    w, game = fight()
    far = w.row("far")
    moved = some(game.entries[0].pulses[0].events, "moved", far)
    assert moved.size, "he does march"
    for shot in reel(SOVIET).shots:
        for stand in (shot.before, shot.after):
            assert stand.hex[far] == -1
            assert not stand.known[far]
        assert far not in shot.events["unit"]
    assert any(shot.after.hex[far] == w.hex("1203") for shot in reel(None).shots)
    assert reel(JAPANESE).shots[0].after.hex[far] >= 0


def test_an_audience_is_told_only_what_its_side_learns() -> None:
    for side in (SOVIET, JAPANESE):
        events = reel(side).events
        assert events.size
        assert ((events["seen"] & (1 << side)) != 0).all()
    lost = some(reel(SOVIET).events, "lost")
    assert set(lost["unit"].tolist()) <= {fight()[0].row("a"), fight()[0].row("b")}
    assert reel(None).events.size > reel(SOVIET).events.size


def test_the_ledger_of_a_side_names_no_enemy_and_no_search() -> None:
    w, _ = fight()
    own = w.setting.cadre.side == SOVIET
    rows = np.concatenate([shot.rows for shot in reel(SOVIET).shots])
    assert rows.size
    rules = [ledger.RULES[int(rule)] for rule in rows["rule"]]
    for row, rule in zip(rows, rules, strict=True):
        assert rule.id not in ("spotting", "radio", "battery_located")
        if rule.target == "unit":
            assert own[row["target"]]
            assert row["source"] < 0 or own[row["source"]]


def test_the_ledger_of_a_side_keeps_the_enemy_state_to_itself() -> None:
    w, _ = fight()
    true = np.concatenate([shot.rows for shot in reel(None).shots])
    told = np.concatenate([shot.rows for shot in reel(SOVIET).shots])
    fire = ledger.number("fire")
    at_us = (true["rule"] == fire) & (w.setting.cadre.side[true["target"]] == SOVIET)
    before, after = true[at_us], told[told["rule"] == fire]
    assert len(before) == len(after) > 0
    names = ledger.RULES[fire].factors
    for name in HIS["fire"]:
        assert (after["factors"][:, names.index(name)] == 1024).all()
    his = [names.index(name) for name in HIS["fire"]]
    assert (before["factors"][:, his] != 1024).any(), "there is something to keep"
    kept = [n for n, name in enumerate(names) if name not in HIS["fire"]]
    assert (after["factors"][:, kept] == before["factors"][:, kept]).all()
    assert (after["expected"] == before["expected"]).all()
    for row, whole in zip(after, before, strict=True):
        hidden = np.prod([int(whole["factors"][names.index(name)]) / 1024 for name in HIS["fire"]])
        assert int(row["base"]) == pytest.approx(int(whole["base"]) * hidden, abs=len(HIS["fire"]) + 1)


def test_what_own_units_do_is_told_as_it_is() -> None:
    row = ledger.entries(
        "fire", pulse=0, source=1, target=2, hex=0, base=5000, expected=0, draw=0, result=0,
        factors=[512] * 11,
    )  # fmt: skip
    assert (folded(row) == row).all()
    row["source"] = ledger.NOBODY
    assert folded(row)["base"][0] == 5000 >> 5


def test_an_umpire_sees_every_unit_where_it_is() -> None:
    _, game = fight()
    for shot, pulse in zip(reel(None).shots, game.entries[0].pulses, strict=True):
        assert (shot.after.hex == pulse.state.forces.hex[0]).all()
        assert shot.after.known.all()
        assert not shot.after.unseen.any()


def test_an_event_belongs_to_its_shot() -> None:
    film, n = reel(None), 0
    for shot in film.shots:
        for _ in shot.events:
            assert film.shot_of(n) is shot
            n += 1
    with pytest.raises(IndexError):
        film.shot_of(n)


def test_behind_a_loss_stand_the_rows_of_its_cause_and_unit_alone() -> None:
    film = reel(None)
    shot = next(s for s in film.shots if some(s.events, "lost").size)
    for event in some(shot.events, "lost"):
        found = behind(event, shot.rows)
        assert found.size
        assert (found["target"] == event["unit"]).all()
        ids = [ledger.RULES[int(rule)].id for rule in found["rule"]]
        if CAUSES[int(event["detail"])] == "small_arms":
            assert ids[0] in ("losses", "fire", "movement_fire", "final_fire")
            assert "close_defense" not in ids


def test_behind_a_shot_stands_the_fire_of_the_two() -> None:
    film = reel(None)
    shot = next(s for s in film.shots if some(s.events, "fired").size)
    event = some(shot.events, "fired")[0]
    found = behind(event, shot.rows)
    assert found.size
    by = found[found["source"] >= 0]
    assert (by["source"] == event["unit"]).all()
    assert set(found["target"].tolist()) == set(by["target"].tolist())


def test_rules_behind_events_are_rules_of_the_ledger_and_kinds_of_events() -> None:
    for kind, rules in RULES.items():
        assert kind in KINDS
        for rule in rules:
            ledger.number(rule)


def test_every_path_of_numbers_leads_somewhere() -> None:
    rules = fight()[0].start.ruleset
    for name, parts in PATHS.items():
        rule = ledger.RULES[ledger.number(name)]
        for part, heads in parts.items():
            assert part in (BASE, EXPECTED) or part in rule.factors, f"{name}: {part}"
            for head in heads:
                assert under(rules, head), f"{name}.{part}: {head}"


def test_a_factor_that_is_a_number_of_a_table_is_told_as_that_number() -> None:
    rules = fight()[0].start.ruleset
    row = ledger.entries(
        "fire", pulse=0, source=0, target=2, hex=0, base=1024, expected=0, draw=0, result=0,
        factors=[512, 1024, 1024, 1024, 1024, 1024, round(0.04 * 1024), 1024, 1024, 1024, 1024],
    )[0]  # fmt: skip
    parts = {part.words: part for part in origins(row, rules)}
    assert set(parts) == {"the base", "time", "exposure", "what is expected of it"}
    paths = {trace.path for trace in parts["exposure"].numbers}
    assert "units.posture.exposed_fighting.trench" in paths
    assert all(trace.value == pytest.approx(0.04) for trace in parts["exposure"].numbers)
    line = told(rules.where("units.posture.exposed_suppressed.trench"))
    assert "judged by the makers" in line
    assert "[CM, RJ]" in line


def test_results_add_up_by_side() -> None:
    events = np.zeros(4, EVENT)
    events["kind"] = [NUMBER["lost"], NUMBER["lost"], NUMBER["surrendered"], NUMBER["seized"]]
    events["unit"] = [0, 1, 1, -1]
    events["amount"] = [3, 4, 2, 0]
    events["detail"] = [CAUSES.index("artillery"), CAUSES.index("small_arms"), 0, 1]
    found = results_of(events, np.array([0, 1], np.int8))
    assert found.lost["artillery"] == (3, 0)
    assert found.lost["small_arms"] == (0, 4)
    assert found.men == (3, 6)
    assert found.seized == (0, 1)


def test_results_of_a_film_are_those_of_the_state() -> None:
    w, game = fight()
    found = results_of(reel(None).events, w.setting.cadre.side)
    lost = game.state.forces.losses[0].sum(axis=1)
    sides = tuple(int(lost[w.setting.cadre.side == side].sum()) for side in (0, 1))
    assert found.men == sides
    assert "moved" in kinds(reel(None).events)
