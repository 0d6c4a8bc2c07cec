"""Handicaps: what a side is given less of, openly, and nothing else about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.scenario.build import build
from game.scenario.faults import BadData
from game.scenario.handicap import EVERY, OPTIONS, Handicap, chosen
from game.scenario.load import find_scenario, load_bundle
from game.scenario.roster import GRADES, build_roster
from game.store.record import Terms, load_record
from game.store.saved import create
from game.store.texts import gather

BATTLE = "night-assault"


@pytest.mark.parametrize("handicap", EVERY, ids=lambda one: one.option)
def test_only_what_is_named_is_less_and_of_that_side_alone(handicap: Handicap) -> None:
    bundle = load_bundle(find_scenario(BATTLE))
    plain, less = build_roster(bundle), build_roster(bundle, frozenset({handicap.option}))
    assert less.handicaps == (handicap,)
    for before, after in zip(plain.counters, less.counters, strict=True):
        hit = before.side == handicap.side
        shells, troops = hit and handicap.what == "ammunition", hit and handicap.what == "quality"
        worse = min(GRADES.index(before.quality) + handicap.step, len(GRADES) - 1)
        assert after.ammunition == pytest.approx(before.ammunition * (handicap.step / 100 if shells else 1))
        assert after.quality == (GRADES[worse] if troops else before.quality)


def test_the_arrays_begin_with_it() -> None:
    bundle = load_bundle(find_scenario(BATTLE))
    plain = build(bundle)
    less = build(bundle, frozenset({"handicap:soviet:ammunition:50", "handicap:japanese:quality:1"}))
    soviet = plain.units.side == 0
    assert (less.units.ammunition[soviet] * 2 == plain.units.ammunition[soviet]).all()
    assert (less.units.ammunition[~soviet] == plain.units.ammunition[~soviet]).all()
    assert (less.units.quality[~soviet] >= plain.units.quality[~soviet]).all()
    assert (less.units.quality[~soviet] > plain.units.quality[~soviet]).any()


def test_several_have_a_fixed_order_and_each_its_words() -> None:
    both = frozenset({"handicap:soviet:quality:2", "handicap:soviet:ammunition:75", "59bd"})
    assert [one.what for one in chosen(both)] == ["ammunition", "quality"]
    assert len({one.told for one in EVERY}) == len(EVERY)


def test_a_game_file_keeps_it_and_refuses_one_that_there_is_not(tmp_path: Path) -> None:
    texts, option = gather(find_scenario("bezymyannaya")), next(iter(OPTIONS))
    with create(tmp_path / "game.khasan", texts, Terms(1, options=(option,))) as saved:
        assert [one.option for one in saved.table.start.roster.handicaps] == [option]
    assert load_record(tmp_path / "game.khasan").terms.options == (option,)
    with pytest.raises(BadData, match="or a handicap"):
        create(tmp_path / "other.khasan", texts, Terms(1, options=("handicap:soviet:ammunition:10",)))
    assert not (tmp_path / "other.khasan").exists()
