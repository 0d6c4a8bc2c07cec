"""Sentences of a staff with the names that players know."""

from __future__ import annotations

import pytest
from agents_field import stage

from game.agents.staff import words
from game.analysis.named import named
from game.analysis.why import Names
from game.analysis.why_stakes import names_of
from game.scenario.build import build

CALLED = {"119rr-ii": "II Battalion, 119th Rifle Regiment", "40tb": "40th Tank Battalion"}
NAMES = Names((), (), {}, CALLED, {"2336": "Zaozernaya", "1122": "Nowhere"})


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("In reserve: 119rr-ii, 40tb.", f"In reserve: {CALLED['119rr-ii']}; {CALLED['40tb']}."),
        ("In reserve: 40tb, 7tb.", f"In reserve: {CALLED['40tb']}, 7tb."),
        (
            words.walk_in("2336", "40tb"),
            "Occupy 2336 (Zaozernaya), where nobody is believed: 40th Tank Battalion.",
        ),
        (words.walk_in("2337", "x119rr-ii"), "Occupy 2337, where nobody is believed: x119rr-ii."),
        ("", ""),
    ],
)
def test_ids_are_names_and_places_have_theirs(told: str, read: str) -> None:
    assert named(told, NAMES) == read


def test_men_are_not_taken_for_a_place() -> None:
    """Four figures after the place are men, whatever hex has that label."""
    told = words.attack("2336", "40tb", (1122, 48, 98), "frontal", (28, 4))
    assert "40th Tank Battalion, 1122 men and 48 tanks" in named(told, NAMES)


def test_names_come_from_the_battle() -> None:
    names = names_of(build(stage("offensive").bundle))
    assert names.called["119rr-ii"].startswith("II Battalion, 119th")
    assert set(names.places.values()) == set(names.stakes["objective"])
    assert not [name for name in names.called if "," in name or " " in name]
