"""The start of a game: arrays that hold what the roster says, to the man; the same from the same, always."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from game import locate
from game.engine.units import AMMUNITION, LOSS_CAUSES, NEVER, OFF_BOARD, ONE, SIDES, VEHICLE_STATES
from game.grid.board import EDGE_KINDS
from game.scenario.boardfile import TERRITORIES
from game.scenario.build import GRADES, Start, build, minute
from game.scenario.load import Bundle, load_bundle
from game.scenario.models.common import Number
from game.scenario.models.mapfile import DIRECTIONS
from game.scenario.models.scenario import Overlay, Placement
from game.scenario.roster import kinds_of

TURNS = {"bezymyannaya": 6, "night-assault": 4, "counter-attacks": 14, "offensive": 19, "campaign": 78}
NAMES = tuple(TURNS)
SMALL = "bezymyannaya"
WEATHER = ("kind", "air", "visibility", "ceiling", "ground", "wind", "strength")


@cache
def bundle(name: str) -> Bundle:
    return load_bundle(locate.scenarios() / "khasan_1938" / f"{name}.yaml")


@cache
def start(name: str) -> Start:
    return build(bundle(name))


def changed(name: str, **parts: object) -> Bundle:
    """A bundle whose scenario has some parts changed."""
    whole = bundle(name)
    model = whole.scenario.model.model_copy(update=parts)
    return replace(whole, scenario=replace(whole.scenario, model=model))


def placed(name: str, unit: str, **more: object) -> Bundle:
    """A bundle in which one unit of the USSR is placed otherwise."""
    sides = dict(bundle(name).scenario.model.setup)
    old = sides["soviet"].units.get(unit, Placement())
    units = {**sides["soviet"].units, unit: old.model_copy(update=more)}
    sides["soviet"] = sides["soviet"].model_copy(update={"units": units})
    return changed(name, setup=sides)


def differing(one: Start, other: Start) -> set[str]:
    """Columns of the units that are not equal."""
    pairs = ((f.name, getattr(one.units, f.name), getattr(other.units, f.name)) for f in fields(one.units))
    return {name for name, a, b in pairs if not np.array_equal(a, b)}


@pytest.mark.parametrize("name", NAMES)
class TestEveryScenario:
    def test_turns(self, name: str) -> None:
        turns, scenario = start(name).turns, bundle(name).scenario.model
        assert len(turns) == TURNS[name]
        assert (turns[0].start, turns[-1].end) == (scenario.start, scenario.end)
        assert all(a.end == b.start for a, b in pairwise(turns))

    def test_columns_have_their_shapes_and_types(self, name: str) -> None:
        units, count, arms = start(name).units, len(start(name).roster.counters), len(start(name).weapons)
        wide = {
            "losses": (count, len(LOSS_CAUSES)),
            "weapons": (count, arms),
            "vehicles": (count, arms, len(VEHICLE_STATES)),
            "ammunition": (count, len(AMMUNITION)),
        }
        types = {"side": np.int8, "quality": np.int8} | dict.fromkeys(
            ("hex", "arrive", "release", "leave"), np.int32
        )
        for field in fields(units):
            column = getattr(units, field.name)
            assert column.shape == wide.get(field.name, (count,)), field.name
            assert column.dtype == types.get(field.name, np.int16), field.name
            assert not column.flags.writeable, field.name

    def test_no_man_and_no_gun_is_lost(self, name: str) -> None:
        units, counters = start(name).units, start(name).roster.counters
        assert units.men.tolist() == [c.men for c in counters]
        assert units.establishment.tolist() == [c.establishment for c in counters]
        for row, weapon in enumerate(start(name).weapons):
            assert units.weapons[:, row].tolist() == [c.weapons.get(weapon, 0) for c in counters]
            assert units.vehicles[:, row, 0].tolist() == [c.vehicles.get(weapon, 0) for c in counters]
        assert not units.vehicles[:, :, 1:].any(), "every vehicle runs"
        assert not units.losses.any()

    def test_rows_name_what_the_counters_name(self, name: str) -> None:
        s = start(name)
        for i, counter in enumerate(s.roster.counters):
            assert SIDES[s.units.side[i]] == counter.side
            assert s.kinds[s.units.kind[i]] == counter.kind
            assert s.formations[s.units.formation[i]] == counter.formation
            assert GRADES[s.units.quality[i]] == counter.quality
            entry = s.units.entry[i]
            assert (s.entries[entry] if entry >= 0 else None) == (counter.enter and counter.enter.entry)
            hex_ = s.units.hex[i]
            assert (s.board.label(hex_) if hex_ != OFF_BOARD else None) == counter.hex

    def test_a_unit_is_on_the_board_or_has_an_hour(self, name: str) -> None:
        units = start(name).units
        waiting = units.hex == OFF_BOARD
        assert ((units.arrive != NEVER) == waiting).all()
        assert ((units.entry >= 0) == waiting).all()
        assert (units.leave >= np.where(waiting, units.arrive, 0)).all()

    def test_units_stand_on_land_and_boats_on_water(self, name: str) -> None:
        s = start(name)
        kinds = kinds_of(bundle(name))
        water = np.isin(s.board.terrain, [s.terrain.index("lake"), s.terrain.index("river")])
        for i in np.flatnonzero(s.units.hex != OFF_BOARD):
            afloat = kinds[s.kinds[s.units.kind[i]]].mobility == "boat"
            assert water[s.units.hex[i]] == afloat, s.roster.counters[i].id

    def test_the_same_twice_over(self, name: str) -> None:
        one, other = start(name), build(bundle(name))
        assert one.units.digest() == other.units.digest()
        assert one.board.digest() == other.board.digest()
        assert one.ruleset.digest == other.ruleset.digest
        assert all(np.array_equal(getattr(one.weather, w), getattr(other.weather, w)) for w in WEATHER)

    def test_lists_have_no_name_twice(self, name: str) -> None:
        s = start(name)
        for names in (s.kinds, s.weapons, s.formations, s.entries, s.terrain, s.territories):
            assert len(set(names)) == len(names) > 0
        assert s.territories == TERRITORIES
        assert s.terrain_names.keys() == set(s.terrain)


class TestWhatChangesWhat:
    def test_one_more_man_is_another_digest(self) -> None:
        men = next(c.men for c in start(SMALL).roster.counters if c.id == "119rr-2")
        other = build(placed(SMALL, "119rr-2", men=men + 1))
        assert other.units.digest() != start(SMALL).units.digest()
        assert "men" in differing(start(SMALL), other) <= {"men", "establishment", "weapons"}
        assert int(other.units.men.sum()) == int(start(SMALL).units.men.sum()) + 1

    @pytest.mark.parametrize(
        ("more", "columns", "value"),
        [
            ({"works": 1.5}, {"works"}, 1.5 * ONE),
            ({"fatigue": 0.25}, {"fatigue"}, ONE // 4),
            ({"ammunition": 0.7}, {"ammunition"}, 70),
            ({"quality": "c"}, {"quality"}, GRADES.index("c")),
            ({"at": "2828"}, {"hex"}, 27 * 56 + 27),
        ],
    )
    def test_one_word_of_the_set_up_changes_one_column(
        self, more: dict[str, object], columns: set[str], value: int
    ) -> None:
        other = build(placed(SMALL, "119rr-2", **more))
        assert differing(start(SMALL), other) == columns
        row = [c.id for c in other.roster.counters].index("119rr-2")
        (name,) = columns
        column, before = getattr(other.units, name), getattr(start(SMALL).units, name)
        assert (column[row] == value).all()
        assert np.array_equal(np.delete(column, row, 0), np.delete(before, row, 0))

    def test_seed_changes_the_weather_and_nothing_else(self) -> None:
        one, other = (build(bundle(SMALL), seed=seed, weather="drawn") for seed in (1, 2))
        assert any(not np.array_equal(getattr(one.weather, w), getattr(other.weather, w)) for w in WEATHER)
        assert one.units.digest() == other.units.digest()
        assert one.board.digest() == other.board.digest()
        assert (one.turns, one.ruleset.digest) == (other.turns, other.ruleset.digest)

    def test_recorded_hours_are_the_same_under_every_seed(self) -> None:
        """Only limits that the record guesses, and the hours between records, may move."""
        one, other = (build(bundle(SMALL), seed=seed) for seed in (1, 2))
        firm, midnight, before = np.zeros(len(one.weather.kind), bool), datetime(1938, 7, 29), None
        at = np.arange(len(firm)) * one.weather.step
        for record in bundle(SMALL).environment.model.recorded:
            shared = before is not None and before.end == record.start
            spread = before.end_spread if before is not None and shared else record.start_spread
            first = (record.start - midnight + timedelta(minutes=spread)).total_seconds() / 60
            last = (record.end - midnight - timedelta(minutes=record.end_spread)).total_seconds() / 60
            firm, before = firm | ((first <= at) & (at < last)), record
        assert firm.any()
        assert np.array_equal(one.weather.kind[firm], other.weather.kind[firm])
        assert not np.array_equal(one.weather.kind[~firm], other.weather.kind[~firm])

    def test_drawn_weather_is_not_the_recorded(self) -> None:
        recorded, drawn = (build(bundle(SMALL), seed=1, weather=choice) for choice in ("recorded", "drawn"))
        assert not np.array_equal(recorded.weather.kind, drawn.weather.kind)
        assert recorded.units.digest() == drawn.units.digest()

    def test_optional_units_are_added_and_nothing_else_moves(self) -> None:
        plain, more = start("campaign"), build(bundle("campaign"), frozenset({"74ir"}))
        added = [i for i, c in enumerate(more.roster.counters) if "74ir" in c.chain]
        assert len(more.units) == len(plain.units) + len(added) == len(plain.units) + 21
        assert np.array_equal(np.delete(more.units.men, added), plain.units.men)
        assert np.array_equal(np.delete(more.units.hex, added), plain.units.hex)

    def test_units_start_with_the_cohesion_of_the_rules(self) -> None:
        overlay = Overlay(rules={"units.start_cohesion": Number(value=0.9, low=0.8, high=1.0)})
        assert (build(changed(SMALL, overlay=overlay)).units.cohesion == 922).all()

    def test_overlay_reaches_the_rules(self) -> None:
        overlay = Overlay(rules={"fire.a0": Number(value=0.5, low=0.4, high=0.6)})
        other = build(changed(SMALL, overlay=overlay))
        assert other.ruleset.where("fire.a0").value == 0.5
        assert other.ruleset.digest != start(SMALL).ruleset.digest
        assert other.units.digest() == start(SMALL).units.digest()

    def test_wire_stands_on_both_sides_of_the_hexside_and_nowhere_else(self) -> None:
        s, bit = start("night-assault"), 1 << EDGE_KINDS.index("wire")
        wire = bundle("night-assault").scenario.model.setup["soviet"].wire
        expected = set[tuple[int, int]]()
        for side in wire:
            here, way = s.board.hex_of(side[:4]), DIRECTIONS.index(side[5:])
            expected |= {(here, way), (int(s.board.neighbor[here, way]), (way + 3) % 6)}
        laid = {(int(h), int(d)) for h, d in np.argwhere(s.board.edges & bit)}
        on_the_map = {(int(h), int(d)) for h, d in np.argwhere(start(SMALL).board.edges & bit)}
        assert len(expected) == 2 * len(wire) > 0
        assert laid == expected | on_the_map


class TestMinute:
    @pytest.mark.parametrize(
        ("moment", "minutes"),
        [
            (None, int(NEVER)),
            (datetime(1938, 7, 29), 0),
            (datetime(1938, 7, 29, 15, 40), 940),
            (datetime(1938, 8, 11, 13, 30), 13 * 1440 + 810),
            (datetime(1938, 7, 28, 23, 59), -1),
            (datetime(9999, 12, 31, 23, 59), int(NEVER)),
        ],
    )
    def test_from_the_first_midnight(self, moment: datetime | None, minutes: int) -> None:
        assert minute(moment) == minutes
