"""Thoughts of staffs beside what was true: counted by hand on a small fight."""

from __future__ import annotations

from dataclasses import replace

import pytest
from film_field import fight

from game.agents.base import Estimate
from game.analysis.dispatch import scene_of
from game.analysis.thoughts import Page, Thoughts, balance, page_of
from game.analysis.thoughts_words import balanced, lines_of

SAID = Thoughts(("Attack the crest.", "Hold the rest."), ())


def page(*estimates: Estimate) -> Page:
    _, game = fight()
    return page_of(game, 0, 0, "line", replace(SAID, estimates=estimates))


def storm(**more: object) -> Estimate:
    """What might have been expected of the assault of the small fight."""
    w, _ = fight()
    one = Estimate((w.hex("0301"),), (w.row("a"),), believed=50, chance=80, lost=20, reason=0)
    return replace(one, **more)  # type: ignore[arg-type]


def test_men_who_were_there_are_counted_at_the_start_of_the_turn() -> None:
    w, game = fight()
    (weighed,) = page(storm()).weighed
    assert weighed.there == int(game.entries[0].start.forces.men[0, w.row("x")]) == 30
    both = storm(hexes=(w.hex("0301"), w.hex("1201")))
    company = int(game.entries[0].start.forces.men[0, w.row("far")])
    assert page(both).weighed[0].there == 30 + company


def test_losses_are_those_of_the_units_that_went() -> None:
    w, game = fight()
    lost = game.state.forces.losses[0].sum(axis=1) - game.entries[0].start.forces.losses[0].sum(axis=1)
    assert lost[w.row("a")] > 0
    assert page(storm()).weighed[0].lost == lost[w.row("a")]
    assert page(storm(units=(w.row("b"),))).weighed[0].lost == lost[w.row("b")]


def test_a_place_is_taken_when_the_side_holds_all_of_it_at_the_end() -> None:
    w, game = fight()
    crest, own, free = w.hex("0301"), w.hex("0201"), w.hex("1401")
    held = game.state.ground.control[0]
    whole, part = page(storm(hexes=(own,)), storm(hexes=(own, free))).weighed
    assert held[own] == 0
    assert held[free] != 0
    assert (whole.whole, whole.taken) == (True, 1)
    assert (part.whole, part.taken) == (False, 1)
    assert page(storm(hexes=(crest,))).weighed[0].whole == (held[crest] == 0)


@pytest.mark.parametrize("change", [{"hexes": (99_999,)}, {"units": (99_999,)}, {"hexes": ()}])
def test_what_a_file_tells_of_nothing_is_left_out(change: dict[str, object]) -> None:
    assert page(storm(**change)).weighed == ()


def test_the_truth_stands_below_its_sentence() -> None:
    w, _ = fight()
    shown = page(storm())
    lines = lines_of(shown, scene_of(w.start).names)
    assert [words for words, true in lines if not true] == list(SAID.reasons)
    words, true = lines[1]
    assert true
    assert words.startswith("There were 30 men where 50 were believed. 80 % and 20 men lost were told: ")
    assert f", {shown.weighed[0].lost} men lost." in words


def test_an_estimate_without_a_sentence_is_told_all_the_same() -> None:
    w, _ = fight()
    lines = lines_of(page(storm(reason=-1), storm(reason=7)), scene_of(w.start).names)
    assert [words for words, _ in lines[2:6:2]] == ["An attack on 0301."] * 2


def test_attacks_are_counted_together() -> None:
    some = page(storm(), storm(kind="occupy", chance=60, lost=0, believed=0))
    told = balance([*some.weighed, *some.weighed])
    one = some.weighed[0]
    assert (told.count, told.chance, told.lost_told) == (4, 2 * (80 + 60), 40)
    assert (told.there, told.lost) == (4 * one.there, 4 * one.lost)
    assert "4 attacks with an estimate: 70 % told" in balanced(told)
    assert balanced(balance([])) == "No attack with an estimate."


def test_objectives_are_counted_as_the_side_sees_them_and_as_they_are() -> None:
    w, game = fight()
    (place,) = page().places
    assert place.hexes == (w.hex("0301"),)
    assert place.there == 30
    seen = game.view(0)
    assert seen is not None
    blind = page_of(game, 0, 1, "line", SAID).places[0]
    assert blind.there == 0, "his own men are no enemy"
