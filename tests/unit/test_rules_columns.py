"""The queue for the road, and the concentration of 1 August that it must allow."""

from __future__ import annotations

import numpy as np
import pytest
from march_field import HEXES, INFANTRY, LORRY, NEAR, RULES, T26, TABLE, Field

from game import locate
from game.rules.columns import NO_LANE, ROADWAY, VERGE, claim, passable, placed, serve
from game.rules.movement_table import GROUND
from game.rules.stacking import crowd
from game.rules.supply_table import freeze_supply
from game.scenario.build import build
from game.scenario.load import load_bundle

SUPPLY = freeze_supply(RULES)
DRY, MUD = 0, 3
ONE = 1 << 20
GUNS = (
    "infantry_gun",
    "anti_tank_gun",
    "field_gun",
    "howitzer",
    "heavy_howitzer",
    "heavy_gun",
    "mountain_gun",
    "anti_aircraft",
)
HORSE_GUNS, RAIL, CAVALRY = (TABLE.row(name) for name in ("horse_artillery", "rail", "horse"))


def need(mobility: int, men: int = 0, guns: int = 0, vehicles: int = 0, ground: int = DRY) -> tuple[int, int]:
    found = claim(SUPPLY, TABLE, [mobility], [men], [guns], [vehicles], [ground])
    return int(found.lane[0]), int(found.seconds[0])


def test_claims() -> None:
    # 120 of 1,800 men an hour: 4 minutes; 60 lorries at 15: 4 hours; 12 tanks at 40: 18; 4 guns at 24: 10.
    assert need(INFANTRY, men=120) == (VERGE, 240)
    assert need(LORRY, vehicles=60) == (ROADWAY, 4 * 3600)
    assert need(T26, men=40, vehicles=12) == (ROADWAY, 18 * 60)
    assert need(HORSE_GUNS, men=90, guns=4) == (ROADWAY, 600)
    assert need(CAVALRY, men=100) == (VERGE, 400)
    assert need(RAIL, vehicles=1) == (NO_LANE, 0)
    # No lorries counted: a place for ten men.
    assert need(LORRY, men=101) == (ROADWAY, 11 * 240)


def test_mud_is_slower() -> None:
    assert need(LORRY, vehicles=3, ground=MUD) == (ROADWAY, 3600)
    assert need(INFANTRY, men=120, ground=MUD) == (VERGE, 480)


def test_first_come_first_served() -> None:
    got = serve([0, 0, 1, -1, 0], [5, 3, 0, 0, 5], [100, 100, 100, 100, 100], [150, 40])
    assert got.tolist() == [50, 100, 40, 0, 0]


def test_serving_a_batch_and_nobody() -> None:
    got = serve([0, 0], [0, 1], [[10, 10], [30, 10]], [[15], [35]])
    assert got.tolist() == [[10, 5], [30, 5]]
    assert serve(np.zeros(0, int), np.zeros(0, int), np.zeros(0, int), [5]).tolist() == []


def test_nine_battalions_by_noon() -> None:
    """Record: the 40th Division's infantry is at the lake by noon of 1 August, in mud, over the one road.

    27 rifle companies of 120 men and nine machine-gun companies of 80, from 04:30 on: 3,960 men at 900 an
    hour come to 4.4 hours. By the places of the study alone it would be 9 x 60 / 3 = 180 hours in mud.
    """
    men = np.array([120] * 27 + [80] * 9)
    seconds = claim(SUPPLY, TABLE, np.full(36, INFANTRY), men, 0 * men, 0 * men, [MUD]).seconds
    left, half_hours = seconds.copy(), 0
    while left.any():
        left -= serve(np.zeros(36, int), np.arange(36), left, [1800])
        half_hours += 1
    assert half_hours * 30 <= 7.5 * 60
    assert half_hours * 30 >= 3 * 60


def test_guns_come_late_in_mud() -> None:
    """Nine batteries of four guns hold the road for more than four hours of mud, and 60 lorries for a day."""
    guns = claim(SUPPLY, TABLE, np.full(9, HORSE_GUNS), np.full(9, 90), np.full(9, 4), 0, [MUD])
    assert int(guns.seconds.sum()) == int(36 / 8 * 3600)
    assert need(LORRY, vehicles=60, ground=MUD)[1] == 20 * 3600


class TestPlaced:
    def test_first_wish_with_room(self) -> None:
        inside = crowd([8, 8, 8], [0, 0, 0], [100] * 3, [1024] * 3, HEXES)
        counts = (inside.units, inside.men, inside.weight)
        wanted = [[8, 9], [8, 9], [8, -1]]
        found = placed(
            TABLE,
            wanted,
            [True] * 3,
            [1, 0, 2],
            [0, 1, 0],
            [100] * 3,
            [1024] * 3,
            np.ones((3, 2), bool),
            counts,
        )
        # Hex 8 is full for the first side and free for the other.
        assert found.tolist() == [9, 8, -1]

    def test_those_who_wait_and_closed_hexes(self) -> None:
        none = crowd(np.zeros(0, int), np.zeros(0, int), np.zeros(0, int), np.zeros(0, int), HEXES)
        counts = (none.units, none.men, none.weight)
        found = placed(
            TABLE,
            [[8, 9], [8, 9]],
            [False, True],
            [0, 0],
            [0, 0],
            [100] * 2,
            [1024] * 2,
            np.array([[True, True], [False, True]]),
            counts,
        )
        assert found.tolist() == [-1, 9]


@pytest.mark.parametrize(("mobility", "ok"), [(INFANTRY, True), (LORRY, False)])
def test_passable_hexes(mobility: int, ok: bool) -> None:
    field = Field()
    field.terrain[9] = RULES.terrain.names.index("marsh")
    open_to = passable(field.cost(), NEAR)
    assert bool(open_to[0, mobility, 9]) is ok
    assert open_to[0, mobility, 8]


def test_the_corps_comes_in_time() -> None:
    """Record: the infantry of 1 August by noon, though in mud; all of the corps before the blow of 6 August.

    Every Soviet column of the order of battle is put through the one road at its hour.
    """
    start = build(load_bundle(locate.scenarios() / "khasan_1938" / "campaign.yaml"))
    units, kinds = start.units, start.ruleset.kinds
    road = start.entry_road == start.entry_road[start.entries.index("posyet-road")]
    comes = np.flatnonzero((units.side == 0) & (units.entry >= 0) & road[np.maximum(units.entry, 0)])
    vehicles = units.vehicles[comes][:, :, 0].sum(axis=1)
    names = np.array(start.ruleset.weapons.classes)[start.ruleset.weapons.weapon_class]
    guns = units.weapons[comes][:, np.isin(names, GUNS)].sum(axis=1)
    days = list(start.bundle.environment.model.days.values())
    came, mobility = units.arrive[comes], kinds.mobility[units.kind][comes]
    rest, on = np.full(comes.size, ONE, np.int64), np.full(comes.size, 10**6)
    for now in range(0, 9 * 1440, 30):
        ground = GROUND.index(days[now // 1440].ground)
        asks = claim(SUPPLY, TABLE, mobility, units.men[comes], guns, vehicles, [ground])
        waits = (came <= now) & (on > now)
        need = np.where(waits, -(-asks.seconds * rest // ONE), 0)
        got = serve(np.where(waits, asks.lane, -1), came, need, [1800, 1800])
        rest -= np.where(asks.seconds > 0, -(-got * ONE // np.maximum(asks.seconds, 1)), ONE * waits)
        on = np.where(waits & (rest <= 0), now + 30, on)
    first_of_august = (came // 1440 == 3) & (mobility == INFANTRY) & (came % 1440 < 13 * 60)
    assert on[first_of_august].max() <= 3 * 1440 + 13 * 60 + 30
    assert on[came < 8 * 1440 + 12 * 60].max() <= 8 * 1440 + 16 * 60
    # The mass of vehicles of 5 August waits for hours, as it did.
    assert (on - came).max() >= 3 * 60
