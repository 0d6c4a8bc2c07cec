"""Laws of the march: prices, room, water, minutes, sides alike, a batch like its parts."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from march_field import (
    BOARD,
    GROUND,
    HEXES,
    INFANTRY,
    LORRY,
    NEAR,
    QUIET,
    T26,
    TABLE,
    Field,
    go,
    march,
    sight,
)
from numpy.typing import NDArray

from game.grid.routes import reach, route
from game.rules.movement import ARRIVED, March, Moved, move
from game.rules.movement_cost import pace
from game.rules.movement_table import COLUMN
from game.rules.reaction import exposures
from game.rules.stacking import crowd, overfull
from game.rules.volleys import Volleys, volleys

WATER = (GROUND["lake"], GROUND["river"])
HEX = st.integers(0, HEXES - 1)


@st.composite
def grounds(draw: st.DrawFn) -> Field:
    """Random terrain, ways, hexsides, wire and heights."""
    field = Field()
    field.terrain = draw(hnp.arrays(np.int64, HEXES, elements=st.integers(0, len(GROUND) - 1)))
    field.height = draw(hnp.arrays(np.int64, HEXES, elements=st.integers(0, 160)))
    for bits, most in ((field.ways, 15), (field.edges, 7), (field.belts, 3)):
        for _ in range(draw(st.integers(0, 12))):
            field.mark(bits, draw(HEX), draw(st.integers(0, 5)), draw(st.integers(1, most)))
    return field


@st.composite
def armies(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Up to twelve units that walk at random, no hex shared by the sides at first and none overfull."""
    owner: dict[int, int] = {}
    room: dict[int, int] = {}
    units = []
    for _ in range(draw(st.integers(1, 12))):
        place, side, men = draw(HEX), draw(st.integers(0, 1)), draw(st.integers(1, 100))
        if owner.setdefault(place, side) != side or room.get(place, 0) >= 3:
            continue
        room[place] = room.get(place, 0) + 1
        way, here = [], place
        for d in draw(st.lists(st.integers(0, 5), max_size=8)):
            here = int(NEAR[here, d])
            if here < 0:
                break
            way.append(here)
        unit = {"hex": place, "side": side, "men": men, "route": way, "halts": draw(st.booleans())}
        unit["mobility"] = draw(st.sampled_from([INFANTRY, LORRY, T26]))
        unit["layer"] = draw(st.integers(0, 2))
        unit["pace"] = draw(st.integers(300, 3000))
        units.append(unit)
    return units


def mirrored(units: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**unit, "side": 1 - unit["side"]} for unit in units]


def contacts(seed: int) -> NDArray[np.bool_]:
    return np.array([[(h * 7 + seed + side) % 5 == 0 for h in range(HEXES)] for side in (0, 1)])


@given(grounds())
@settings(max_examples=30)
def test_prices_are_positive_or_closed(field: Field) -> None:
    cost = field.cost()
    assert ((cost == -1) | (cost >= 1)).all()
    assert (cost[..., NEAR < 0] == -1).all()
    # A column pays what anybody pays on the way; swimming opens, never closes.
    assert ((cost[1] == -1) | (cost[1] >= cost[0])).all()
    assert ((cost[0] == -1) | (cost[2] >= 0)).all()


@given(grounds(), st.sampled_from([INFANTRY, LORRY, T26]))
@settings(max_examples=30)
def test_routes_keep_off_the_water(field: Field, mobility: int) -> None:
    cost = field.cost()[0, mobility]
    found = reach(cost, NEAR, 0)
    wet = np.isin(field.terrain, WATER)
    railed = (field.ways & 15).any(axis=-1)
    assert not (wet & ~railed & (found > 0)).any()
    way = route(cost, NEAR, 0, HEXES - 1)
    for here, there in pairwise(way):
        side = NEAR[here].tolist().index(there)
        assert cost[here, side] > 0


@given(grounds(), st.data())
@settings(max_examples=30)
def test_more_wire_and_more_height_never_help(field: Field, data: st.DataObject) -> None:
    before = field.cost().astype(np.int64)
    h, d = data.draw(HEX), data.draw(st.integers(0, 5))
    field.belts[h, d] += 1
    after = field.cost().astype(np.int64)
    dear = np.where(after < 0, 1 << 30, after)
    assert (dear >= np.where(before < 0, 1 << 30, before)).all()


@given(armies(), grounds(), st.integers(0, 4), st.sampled_from([30, 60, 120]))
@settings(max_examples=60, deadline=None)
def test_the_laws_of_a_pulse(units: list[dict[str, Any]], field: Field, seed: int, minutes: int) -> None:
    if not units:
        return
    army, cost = march(*units), field.cost()
    moved = go(army, cost, minutes, contacts(seed))
    assert (moved.spent <= minutes * 10 + army.carried).all()
    assert (moved.carried >= 0).all()
    for tick in range(3):
        standing = crowd(moved.hex[tick], army.side, army.men, army.weight, HEXES)
        assert not overfull(TABLE, standing).any()
        assert not ((standing.units[0] > 0) & (standing.units[1] > 0)).any()
    _walked(army, moved, cost)
    again = go(march(*mirrored(units)), cost, minutes, contacts(seed)[::-1])
    assert (again.hex == moved.hex).all()
    assert (again.carried == moved.carried).all()


def _walked(army: March, moved: Moved, cost: NDArray[np.int32]) -> None:
    """Every step leads over an open side of the unit's own route, and only there."""
    place = army.hex.copy()
    spent = np.zeros(len(place), np.int64)
    taken = np.zeros(len(place), np.int64)
    steps = moved.steps
    for unit, source, target, tenths in zip(
        steps.unit, steps.source, steps.target, steps.tenths, strict=True
    ):
        assert place[unit] == source
        assert army.route[unit, taken[unit]] == target
        side = NEAR[source].tolist().index(target)
        assert cost[army.layer[unit], army.mobility[unit], source, side] > 0
        place[unit], spent[unit], taken[unit] = target, spent[unit] + tenths, taken[unit] + 1
    assert (place == moved.hex[-1]).all()
    assert (spent == moved.spent).all()
    assert (taken == moved.taken).all()


def _fired(moved: Moved, side: NDArray[np.int8], reach: list[int], most: int) -> Volleys:
    """What everybody fires at whom, on a board without cover."""
    found = exposures(
        TABLE, moved.steps, BOARD, sight(), moved.hex[None], side, np.array(reach) > 0, reach, 17, 6000
    )
    assert (side[found.mover] != side[found.firer]).all()
    assert (found.meters <= np.array(reach)[found.firer]).all()
    assert (found.meters[found.leaving] <= BOARD.scale).all()
    return volleys(found, moved.hex[None].shape, 100, most)


@given(armies(), st.integers(0, 4), st.integers(1, 4), st.data())
@settings(max_examples=40, deadline=None)
def test_reaction_fire_has_its_limits(
    units: list[dict[str, Any]], seed: int, most: int, data: st.DataObject
) -> None:
    """No firer has more than the pulse, none that cannot fire fires, and the sides are alike."""
    if not units:
        return
    army, count = march(*units), len(units)
    reach = data.draw(st.lists(st.integers(0, 1500), min_size=count, max_size=count))
    moved = go(army, contact=contacts(seed))
    fire = _fired(moved, army.side, reach, most)
    assert (fire.share.sum(axis=-1) <= 1024).all()
    assert ((fire.share > 0) <= (fire.target >= 0)).all()
    assert (np.diff(fire.share, axis=-1) <= 0).all()
    assert not (fire.target >= 0)[:, np.array(reach) == 0].any()
    mirror = _fired(moved, 1 - army.side, reach, most)
    assert (mirror.target == fire.target).all()
    assert (mirror.share == fire.share).all()


@given(armies(), armies(), grounds(), st.integers(0, 4))
@settings(max_examples=25, deadline=None)
def test_a_batch_is_its_battles(
    one: list[dict[str, Any]], two: list[dict[str, Any]], field: Field, seed: int
) -> None:
    length = max(len(one), len(two))
    absent = {"hex": -1, "route": [0] * 8}
    battles = [march(*units, *[absent] * (length - len(units)), {**absent}) for units in (one, two)]
    both = March(*(np.stack([getattr(b, f.name) for b in battles]) for f in fields(March)))
    cost = field.cost()
    together = go(both, cost, contact=contacts(seed))
    priced = go(both, np.stack([cost, cost]), contact=np.stack([contacts(seed)] * 2))
    for b, battle in enumerate(battles):
        alone = go(battle, cost, contact=contacts(seed))
        for found in (together, priced):
            assert (found.hex[b] == alone.hex).all()
            assert (found.spent[b] == alone.spent).all()
            assert (found.stop[b] == alone.stop).all()
            mine = found.steps.battle == b
            assert (found.steps.unit[mine] == alone.steps.unit).all()


@given(armies(), grounds())
@settings(max_examples=25, deadline=None)
def test_slower_units_come_no_farther_alone(units: list[dict[str, Any]], field: Field) -> None:
    cost = field.cost()
    for unit in units[:3]:
        quick, slow = (go(march({**unit, "pace": p}), cost).taken[0] for p in (700, 1400))
        assert slow <= quick


@given(st.data())
def test_weather_and_fire_only_slow_down(data: st.DataObject) -> None:
    kind = data.draw(st.integers(0, len(TABLE.mobilities) - 1))
    mode, ground = data.draw(st.integers(0, 3)), data.draw(st.integers(0, 3))
    tired, fire = data.draw(st.integers(0, 1024)), data.draw(st.integers(0, 1024))

    def value(ground: int, night: bool, fog: bool, tired: int, fire: int) -> int:
        return int(pace(TABLE, [kind], [mode], [ground], [night], [fog], [tired], [fire]).value[0])

    base = value(ground, False, False, tired, fire)
    assert value(ground, True, False, tired, fire) >= base
    assert value(ground, False, True, tired, fire) >= base
    assert value(3, False, False, tired, fire) >= base
    assert value(ground, False, False, 1024, fire) >= base
    assert value(ground, False, False, tired, 1024) >= base


def test_columns_never_share_a_hex_in_one_direction() -> None:
    field = Field()
    for h in range(8, 15):
        field.mark(field.ways, h, 0, 1)
    units = [{"hex": 8, "route": list(range(9, 16)), "layer": COLUMN} for _ in range(3)]
    moved = go(march(*units), field.cost(), minutes=60)
    for tick in moved.hex:
        out = [h for h in tick.tolist() if h != 8]
        assert len(set(out)) == len(out)


@given(st.permutations(range(6)), st.lists(st.integers(0, 90), min_size=6, max_size=6), st.integers(2, 6))
@settings(max_examples=60, deadline=None)
def test_a_crossroads_clears_itself(goals: list[int], carried: list[int], count: int) -> None:
    """Columns from six roads to six roads: one each way at any time, and in the end all are through."""
    center, field = 19, Field()
    inner = NEAR[center]
    outer = NEAR[inner, np.arange(6)]
    for d in range(6):
        field.mark(field.ways, center, d, 1)
        field.mark(field.ways, int(inner[d]), d, 1)
    units = [
        {
            "hex": outer[d],
            "route": [inner[d], center, inner[goals[d]], outer[goals[d]]],
            "layer": COLUMN,
            "men": 10,
            "weight": 100,
            "carried": carried[d],
        }
        for d in range(count)
        if goals[d] != d
    ]
    if not units:
        return
    # Ticks of 4 minutes, in which a column takes one step of 3.5.
    moved = move(TABLE, march(*units), field.cost(), NEAR, QUIET, 120, 30)
    for tick in moved.hex:
        assert np.bincount(tick).max() <= 2
    assert (moved.stop == ARRIVED).all()
