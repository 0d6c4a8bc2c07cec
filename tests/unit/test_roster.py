"""Resolving units: kind, order of battle and set-up, each over the one before; who plays, who stands by."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game import locate
from game.scenario.load import Bundle, Document, load_bundle
from game.scenario.models.oob import Formation, OrderOfBattle, Unit
from game.scenario.models.scenario import Overlay, Setup
from game.scenario.reader import Tree
from game.scenario.roster import Counter, build_roster, chain_of, in_play, kinds_of

SOURCE = {"keys": ["X"], "mark": "rec"}
RIFLES, TANKS = "su_rifle_company", "su_tank_company"
HOUR, LATER = datetime(1938, 7, 29, 12), datetime(1938, 7, 29, 18)


@cache
def shipped() -> Bundle:
    return load_bundle(locate.scenarios() / "khasan_1938" / "bezymyannaya.yaml")


def formation(under: str | None = None, **more: Any) -> dict[str, Any]:
    return {"name": {"en": "Formation"}, "echelon": "battalion", "under": under, "source": SOURCE, **more}


def unit(of: str, **more: Any) -> dict[str, Any]:
    placed = {} if "enter" in more else {"at": "2827"}
    return {
        "name": {"en": "Unit"},
        "short": "1",
        "of": of,
        "kind": RIFLES,
        "source": SOURCE,
        **placed,
        **more,
    }


FORMATIONS = {
    "corps": formation(quality="c"),
    "division": formation("corps", quality="a"),
    "regiment": formation("division"),
    "other": formation("corps"),
}
ENTER = {"entry": "posyet-road", "time": "1938-07-29T12:00"}
PLAYERS = {"a": unit("regiment"), "b": unit("other"), "spare": unit("regiment", optional=True)}


def forces(units: dict[str, Any], side: str = "soviet") -> Document[OrderOfBattle]:
    data = {
        "format": 1,
        "id": side,
        "kind": "oob",
        "side": side,
        "name": {"en": side},
        "formations": FORMATIONS if units else {},
        "units": units,
    }
    return Document(Path(f"{side}.yaml"), Tree(f"{side}.yaml"), OrderOfBattle.model_validate(data))


def counters(
    units: dict[str, Any], setup: dict[str, Any], *options: str, rules: dict[str, Any] | None = None
) -> dict[str, Counter]:
    """Soviet counters of a battle of some units, on the shipped map and ruleset."""
    whole = shipped()
    sides = {
        "soviet": Setup.model_validate({"formations": ["corps"], **setup}),
        "japanese": Setup(formations=()),
    }
    model = whole.scenario.model.model_copy(
        update={"setup": sides, "overlay": Overlay.model_validate({"rules": rules or {}})}
    )
    bundle = replace(
        whole,
        scenario=replace(whole.scenario, model=model),
        forces=(forces(units), forces({}, "japanese")),
    )
    return {counter.id: counter for counter in build_roster(bundle, frozenset(options)).counters}


def one(entry: dict[str, Any], placement: dict[str, Any] | None = None) -> Counter:
    return counters({"x": entry}, {"units": {"x": placement or {}}})["x"]


class TestWhatAUnitHas:
    def test_kind_gives_what_is_not_said(self) -> None:
        kind = kinds_of(shipped())[RIFLES]
        counter = one(unit("regiment"))
        assert counter.men == counter.establishment == round(kind.men.value)
        assert counter.weapons == kind.weapons
        assert counter.vehicles == kind.vehicles
        assert (counter.symbol, counter.echelon) == (kind.symbol, kind.echelon)
        assert (counter.works, counter.fatigue, counter.ammunition) == (0, 0, 1)
        assert (counter.leader, counter.release, counter.leave, counter.note) == (None, None, None, None)

    def test_overlay_of_the_table_reaches_units_that_go_by_it(self) -> None:
        rules = {f"kinds.{RIFLES}.men": {"value": 77, "low": 70, "high": 80}}
        both = counters({"table": unit("regiment"), "own": unit("regiment", men=90)}, {}, rules=rules)
        assert (both["table"].men, both["own"].men) == (77, 90)
        assert (both["table"].establishment, both["own"].establishment) == (77, 90)

    def test_order_of_battle_goes_before_the_kind(self) -> None:
        counter = one(unit("regiment", men=0, weapons={}, vehicles={"t26": 0}, establishment=7))
        assert (counter.men, counter.establishment) == (0, 7)
        assert counter.weapons == {}, "an empty list of weapons is a unit without weapons"
        assert counter.vehicles == {"t26": 0}

    def test_set_up_goes_before_both(self) -> None:
        leader = {"name": {"en": "Levchenko"}, "source": SOURCE}
        entry = unit("regiment", men=90, weapons={"mosin": 80}, quality="b", note="old", kind=TANKS)
        placement = {
            "men": 0,
            "weapons": {"dp": 3},
            "vehicles": {},
            "quality": "c_plus",
            "leader": leader,
            "release": {"time": "1938-07-29T18:00", "reason": {"en": "Telephone."}},
            "works": 1.5,
            "fatigue": 0.25,
            "ammunition": 0,
            "note": "new",
        }
        counter = one(entry, placement)
        assert (counter.men, counter.weapons, counter.vehicles) == (0, {"dp": 3}, {})
        assert (counter.quality, counter.note) == ("c_plus", "new")
        assert (counter.works, counter.fatigue, counter.ammunition) == (1.5, 0.25, 0)
        assert counter.leader is not None
        assert counter.release is not None
        assert (counter.leader.name.en, counter.release.time) == ("Levchenko", LATER)

    def test_more_men_than_the_table_are_a_larger_table(self) -> None:
        assert one(unit("regiment", men=90, establishment=100), {"men": 120}).establishment == 120
        assert one(unit("regiment", men=90, establishment=100), {"men": 20}).establishment == 100

    @pytest.mark.parametrize(
        ("of", "own", "grade"),
        [("regiment", {}, "a"), ("other", {}, "c"), ("regiment", {"quality": "b_minus"}, "b_minus")],
    )
    def test_quality_comes_from_the_nearest_above(self, of: str, own: dict[str, str], grade: str) -> None:
        assert one(unit(of, **own)).quality == grade

    def test_weapons_are_counted_by_class(self) -> None:
        counter = one(unit("regiment", weapons={"maxim": 2, "dp": 12, "mosin": 90}, vehicles={"t26": 4}))
        classes = {"maxim": "hmg", "dp": "lmg", "mosin": "rifle", "t26": "tank"}
        assert counter.count(classes, "hmg") == 2
        assert counter.count(classes, "hmg", "lmg", "tank") == 18
        assert counter.count(classes) == 0


class TestWhere:
    def test_as_the_order_of_battle_has_it(self) -> None:
        assert (one(unit("regiment")).hex, one(unit("regiment")).enter) == ("2827", None)
        counter = one(unit("regiment", enter=ENTER))
        assert counter.hex is None
        assert counter.enter is not None
        assert counter.enter.time == HOUR

    def test_set_up_puts_a_waiting_unit_on_the_map(self) -> None:
        counter = one(unit("regiment", enter=ENTER), {"at": "2128"})
        assert (counter.hex, counter.enter) == ("2128", None)

    def test_set_up_sends_a_unit_away_to_come_later(self) -> None:
        counter = one(unit("regiment"), {"enter": ENTER})
        assert counter.hex is None
        assert counter.enter is not None


class TestWhoPlays:
    @pytest.mark.parametrize(
        ("setup", "options", "playing"),
        [
            ({}, (), "a b"),
            ({"formations": ["regiment"]}, (), "a"),
            ({"formations": ["b"]}, (), "b"),
            ({"formations": []}, (), ""),
            ({"without": ["division"]}, (), "b"),
            ({"without": ["b"]}, (), "a"),
            ({"units": {"a": {"present": False}}}, (), "b"),
            ({"formations": [], "units": {"a": {"present": True}}}, (), "a"),
            ({"without": ["corps"], "units": {"b": {"present": True}}}, (), "b"),
            ({"units": {"spare": {"present": True}}}, (), "a b spare"),
            ({}, ("spare",), "a b spare"),
            ({}, ("division",), "a b spare"),
            ({}, ("other",), "a b"),
            ({"without": ["regiment"]}, ("regiment",), "b spare"),
            ({"units": {"spare": {"optional": False}}}, (), "a b spare"),
            ({"units": {"a": {"optional": True}}}, (), "b"),
            ({"units": {"a": {"optional": True}}}, ("a",), "a b"),
        ],
    )
    def test_formations_without_present_optional(
        self, setup: dict[str, Any], options: tuple[str, ...], playing: str
    ) -> None:
        assert list(counters(PLAYERS, setup, *options)) == playing.split()

    def test_counter_tells_that_it_was_optional(self) -> None:
        both = counters(PLAYERS, {"units": {"a": {"optional": True}}}, "a", "spare")
        assert {key: counter.optional for key, counter in both.items()} == {
            "a": True,
            "b": False,
            "spare": True,
        }

    def test_chain_leads_upward(self) -> None:
        assert counters(PLAYERS, {})["a"].chain == ("regiment", "division", "corps")


def links(under: dict[str, str | None]) -> dict[str, Formation]:
    return {key: Formation.model_validate(formation(above)) for key, above in under.items()}


class TestChain:
    @pytest.mark.parametrize(
        ("under", "chain"),
        [
            ({"a": None}, ("a",)),
            ({"a": "b", "b": None}, ("a", "b")),
            ({"a": "a"}, ("a",)),
            ({"a": "b", "b": "a"}, ("a", "b")),
            ({"a": "b", "b": "c", "c": "b"}, ("a", "b", "c")),
            ({"a": "nowhere"}, ("a",)),
            ({"b": None}, ()),
        ],
    )
    def test_stops_at_the_top_at_an_unknown_one_and_in_a_circle(
        self, under: dict[str, str | None], chain: tuple[str, ...]
    ) -> None:
        assert chain_of(links(under), "a") == chain

    @given(st.data())
    def test_law(self, data: st.DataObject) -> None:
        """Each formation once, each under the one before it."""
        above = st.none() | st.sampled_from("abcdefg")
        under = data.draw(st.dictionaries(st.sampled_from("abcdef"), above, min_size=1))
        start = data.draw(st.sampled_from(sorted(under)))
        chain = chain_of(links(under), start)
        assert chain[0] == start
        assert len(set(chain)) == len(chain)
        assert all(under[lower] == upper for lower, upper in pairwise(chain))


@given(
    named=st.sets(st.sampled_from(["x", "regiment", "division", "corps", "other"])),
    without=st.sets(st.sampled_from(["x", "regiment", "division", "corps", "other"])),
    optional=st.booleans(),
)
def test_who_plays_by_the_rule(named: set[str], without: set[str], optional: bool) -> None:
    """In play: it or a formation above it is named, and neither it nor one above it is taken out."""
    setup = Setup(formations=tuple(sorted(named)), without=tuple(sorted(without)))
    entry = Unit.model_validate(unit("regiment", optional=optional))
    mine = {"x", "regiment", "division", "corps"}
    expected = bool(mine & named) and not mine & without and not optional
    assert in_play(("regiment", "division", "corps"), "x", entry, setup) == expected


def test_both_sides_stand_in_one_roster_in_the_order_of_the_files() -> None:
    roster = build_roster(shipped())
    sides = [counter.side for counter in roster.counters]
    assert sides == ["soviet"] * 4 + ["japanese"] * 4
    assert roster.of("japanese") == roster.counters[4:]
    assert list(roster.on_map()) == [c for c in roster.counters if c.hex]
    assert roster.formations.keys() == roster.sides.keys()
    assert roster.sides["fef"] == "soviet"
