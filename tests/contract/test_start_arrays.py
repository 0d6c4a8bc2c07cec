"""What the engine is handed: one order of rows everywhere, and every number inside its list."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from game import locate
from game.grid.board import RIVER
from game.rules.command_net import NOBODY, SETTLED, answering, staff_at
from game.rules.command_table import STAFFS
from game.rules.movement_table import CROSSINGS
from game.rules.supply import train_places
from game.rules.supply_net import RIVER_WAY, ROAD, WATER, stretches
from game.rules.supply_table import freeze_supply
from game.rules.tables import POSTURES
from game.scenario.build import Start, build, minute
from game.scenario.load import load_bundle, scenario_paths
from game.scenario.models.scenario import Placement

NAMES = tuple(scenario_paths())
DAY = 1440


@cache
def start(name: str) -> Start:
    return build(load_bundle(locate.scenarios() / "khasan_1938" / f"{name}.yaml"))


def row(s: Start, unit: str) -> int:
    return next(i for i, counter in enumerate(s.roster.counters) if counter.id == unit)


@pytest.mark.parametrize("name", NAMES)
class TestRowsOfTheTables:
    def test_kind(self, name: str) -> None:
        s = start(name)
        assert s.kinds == s.ruleset.kinds.names
        assert [s.ruleset.kinds.names[k] for k in s.units.kind] == [c.kind for c in s.roster.counters]
        assert (s.ruleset.kinds.side[s.units.kind] == s.units.side).all()

    def test_weapons(self, name: str) -> None:
        s = start(name)
        assert s.weapons == s.ruleset.weapons.names
        assert s.units.weapons.shape[1] == s.units.vehicles.shape[1] == s.ruleset.kinds.armament.shape[1]
        owned = (s.units.weapons > 0) | (s.units.vehicles[..., 0] > 0)
        unit, weapon = np.nonzero(owned)
        held = [{**c.weapons, **c.vehicles} for c in s.roster.counters]
        assert all(held[u][s.ruleset.weapons.names[w]] > 0 for u, w in zip(unit, weapon, strict=True))

    def test_terrain(self, name: str) -> None:
        s = start(name)
        assert s.terrain == s.ruleset.terrain.names
        rows = s.bundle.map.model.terrain_ids()
        assert [s.ruleset.terrain.names[t] for t in s.board.terrain] == [t for line in rows for t in line]

    def test_entries(self, name: str) -> None:
        s = start(name)
        for key, hexes in zip(s.entries, s.entry_hexes, strict=True):
            labels = [s.board.label(h) for h in hexes if h >= 0]
            assert labels == list(s.bundle.map.model.entries[key].hexes)
        waits = s.units.entry >= 0
        off_map = np.array([e.off_map for e in s.bundle.map.model.entries.values()])
        assert ((s.entry_hexes[s.units.entry[waits], 0] >= 0) | off_map[s.units.entry[waits]]).all()

    def test_turns_in_minutes(self, name: str) -> None:
        s = start(name)
        assert s.calendar.turn_start.tolist() == [minute(turn.start) for turn in s.turns]
        assert s.calendar.turn_end.tolist() == [minute(turn.end) for turn in s.turns]
        assert s.calendar.pulse.tolist() == [turn.pulse for turn in s.turns]

    def test_facing_and_posture(self, name: str) -> None:
        s = start(name)
        on = s.units.hex >= 0
        assert (s.facing[~on] == -1).all()
        assert ((s.facing >= -1) & (s.facing < 6)).all()
        assert (s.posture[~on] == POSTURES.index("column")).all()
        deep = on & (s.units.works >= 3 * 1024)
        assert np.isin(s.posture[deep], [POSTURES.index("trench"), POSTURES.index("bunker")]).all()
        bare = on & (s.units.works < 1024)
        assert (s.posture[bare] == POSTURES.index("prone")).all()

    def test_headquarters_command_from_above(self, name: str) -> None:
        s, net = start(name), start(name).command
        assert len(net.parent) == len(net.post) == len(s.formations)
        assert net.superiors.shape[0] == len(s.units)
        for unit, chain in enumerate(net.superiors):
            posts = [p for p in chain if p != NOBODY]
            assert unit not in posts
            assert all(s.units.side[p] == s.units.side[unit] for p in posts)
            above = s.roster.counters[unit].chain
            assert all(s.roster.counters[p].formation in above for p in posts)

    def test_hexes_of_the_net(self, name: str) -> None:
        s, net = start(name), start(name).supply
        assert set(net.way.tolist()) == {ROAD, RIVER_WAY}
        assert (net.bank[net.hex] != WATER).all()
        assert ((net.bank == WATER) == ~s.ruleset.terrain.land[s.board.terrain]).all()


def test_who_commands_in_the_offensive() -> None:
    s = start("offensive")
    net, all_there = s.command, np.ones(len(s.units), bool)
    above = answering(net, all_there)
    company, regiment, division, corps = (row(s, u) for u in ("119rr-1", "119rr-hq", "40rd-hq", "39rc-hq"))
    assert (above[company], above[regiment], above[division]) == (regiment, division, corps)
    assert above[corps] == NOBODY, "the army's headquarters is off the map"
    gone = all_there.copy()
    gone[regiment] = False
    assert answering(net, gone)[company] == division
    assert answering(net, np.stack([all_there, gone]))[:, company].tolist() == [regiment, division]
    assert answering(net, np.zeros(len(s.units), bool))[company] == NOBODY
    tank, japanese = row(s, "2mb-1tb-1"), row(s, "75ir-1")
    assert above[tank] == row(s, "2mb-hq")
    assert above[japanese] == row(s, "75ir-hq")


def test_entries_of_one_road_share_it() -> None:
    s = start("campaign")
    road = dict(zip(s.entries, s.entry_road.tolist(), strict=True))
    assert road["posyet-road"] == road["zarechye"] == road["north-track"]
    others = [n for name, n in road.items() if name not in ("zarechye", "north-track")]
    rails = [road[name] for name in ("hoeryong-railway", "unggi-railway", "hongui-station")]
    assert len(set(rails)) == 1, "one line"
    assert len(set(others)) == len(others) - 2


def test_trains_of_the_corps() -> None:
    """Places as the study counts them: battalions of 60, tank battalions of 120, regiments of 180."""
    s = start("campaign")
    table = freeze_supply(s.ruleset)
    places = train_places(table, 0, s.train)
    formation = {name: i for i, name in enumerate(s.formations)}
    for name, whole in {"118rr-i": 60, "95rr-iii": 60, "2mb-2tb": 120, "40ap": 180, "32ap": 180}.items():
        assert places[s.units.formation == formation[name]].sum() == whole, name
    assert not places[s.units.side == 1].any()
    assert not places[s.units.formation == formation["59bd"]].sum() > 60


def test_staffs_settle_at_their_hour() -> None:
    s = start("campaign")
    place = {name: i for i, name in enumerate(s.formations)}
    for name, states in {
        "40rd": ("new", "settled"),
        "118rr-ii": ("new", "settled"),
        "2mb-1tb": ("replaced", "replaced"),
        "19d": ("settled", "settled"),
        "59bd": ("settled", "settled"),
        "39ap": ("new", "new"),
    }.items():
        found = tuple(STAFFS[staff_at(s.command, hour)[place[name]]] for hour in (4 * DAY, 8 * DAY))
        assert found == states, name
    assert (staff_at(s.command, 8 * DAY)[place["32rd"]]) == SETTLED


def test_crossings_lead_from_korea_to_the_other_bank() -> None:
    s = start("campaign")
    table, korea = s.crossings, s.territories.index("korea")
    assert (s.board.territory[table.near] == korea).all()
    assert (s.board.territory[table.far] != korea).all()
    assert (s.supply.bank[table.near] != s.supply.bank[table.far]).all()
    assert table.open_to.tolist() == [[False, True]] * len(table.names)
    standing = table.kind >= 0
    ferries = table.count[standing & (table.kind == CROSSINGS.index("ferry"))].sum()
    assert ferries == 2, "the two ferries that supply.tumen_night is reckoned with"
    assert not standing.all(), "one place where engineers may make a crossing"
    assert all(row.status != "measured" for row in s.bundle.map.model.crossings.values())


def test_the_river_parts_the_magazines_from_the_front() -> None:
    s = start("offensive")
    net = s.supply
    hex_of = s.board.hex_of
    # Soviet at the lake; Japanese on the hills, at the guns west of the river, and off the map.
    path = stretches(net, [0, 1, 1, 1], [hex_of("3640"), hex_of("2238"), hex_of("1033"), -1])
    assert path.tolist() == [[True, False], [False, True], [False, False], [False, False]]
    land = net.bank != WATER
    near = np.maximum(s.board.neighbor, 0)
    joined = (s.board.neighbor >= 0) & land[:, None] & land[near] & ((s.board.edges & RIVER) == 0)
    assert (net.bank[:, None] == net.bank[near])[joined].all()


def test_a_unit_can_be_faced() -> None:
    bundle = start("bezymyannaya").bundle
    sides = dict(bundle.scenario.model.setup)
    unit = next(c for c in start("bezymyannaya").roster.counters if c.hex and c.side == "soviet")
    old = sides["soviet"].units.get(unit.id, Placement())
    units = {**sides["soviet"].units, unit.id: old.model_copy(update={"facing": "SE"})}
    sides["soviet"] = sides["soviet"].model_copy(update={"units": units})
    model = bundle.scenario.model.model_copy(update={"setup": sides})
    other = build(replace(bundle, scenario=replace(bundle.scenario, model=model)))
    assert other.facing[row(other, unit.id)] == 5
    assert start("bezymyannaya").facing[row(other, unit.id)] != 5
