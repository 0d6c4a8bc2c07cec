"""Laws of supply: nothing is made or lost, no stretch carries more than it can, first things first."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from march_field import GROUND, RULES
from march_field import TABLE as MARCH

from game.grid.board import RIVER, make_board, make_neighbor, share_sides
from game.grid.routes import reach
from game.rules.columns import claim, serve
from game.rules.crossing import cross, crossing_need, crossing_room
from game.rules.supply import interdicted, road_minutes, road_room, send, tumen_room
from game.rules.supply_issue import carriers_pass, eat, issue
from game.rules.supply_net import WATER, banks
from game.rules.supply_table import freeze_supply

TABLE = freeze_supply(RULES)
GRAMS = st.one_of(st.just(0), st.integers(0, 10_000), st.integers(0, 900_000_000_000))


def arrays(shape: tuple[int, ...], elements: st.SearchStrategy[int] = GRAMS) -> st.SearchStrategy[np.ndarray]:
    return hnp.arrays(np.int64, shape, elements=elements)


@given(
    arrays((2, 5)),
    arrays((2, 3, 5)),
    hnp.arrays(np.bool_, (3, 4)),
    arrays((2, 4)),
    arrays((3, 5), st.integers(1, 5)),
)
@settings(max_examples=80)
def test_stores_are_conserved(stock, want, path, room, rank) -> None:  # type: ignore[no-untyped-def]
    found = send(TABLE, stock, want, path, room, rank)
    assert (found.sent >= 0).all()
    assert (found.stock >= 0).all()
    assert (found.room >= 0).all()
    assert (found.sent <= want).all()
    assert (found.sent.sum(axis=-2) + found.stock == stock).all()
    assert (found.sent.sum(axis=-1) @ path.astype(np.int64) + found.room == room).all()
    for b in range(2):
        alone = send(TABLE, stock[b], want[b], path, room[b], rank)
        assert (alone.sent == found.sent[b]).all()


@given(arrays((3, 5), st.integers(0, 10**10)), st.integers(0, 10**10))
def test_a_wider_road_brings_no_less(want: np.ndarray, room: int) -> None:
    path, stock = np.ones((3, 1), bool), np.full(5, 10**11)
    less = send(TABLE, stock, want, path, [room]).sent.sum()
    more = send(TABLE, stock, want, path, [room + 10**9]).sent.sum()
    assert more >= less - 15


@given(
    arrays((2, 3, 5)),
    arrays((2, 8, 3), st.integers(0, 200)),
    arrays((8, 3), st.integers(0, 90_000)),
    arrays((8,), st.integers(-1, 2)),
    hnp.arrays(np.bool_, (2, 8)),
)
@settings(max_examples=80)
def test_issue_is_exact(stock, held, weight, formation, reached) -> None:  # type: ignore[no-untyped-def]
    found = issue(TABLE, stock, held, weight, formation, reached)
    assert (found.stock >= 0).all()
    assert (found.ammunition >= np.minimum(held, 32767)).all()
    assert (found.ammunition <= np.maximum(held, TABLE.most)).all()
    assert (found.grams == (found.ammunition - held) * weight).all()
    assert (found.stock.sum(axis=(-2, -1)) + found.grams.sum(axis=(-2, -1)) == stock.sum(axis=(-2, -1))).all()
    assert not (found.grams.sum(axis=-1) > 0)[~reached].any()
    for b in range(2):
        alone = issue(TABLE, stock[b], held[b], weight, formation, reached[b])
        assert (alone.ammunition == found.ammunition[b]).all()
        assert (alone.stock == found.stock[b]).all()


@given(arrays((3, 5)), arrays((3,), st.integers(0, 20_000)), st.integers(1, 1440))
def test_rations_are_exact(stock: np.ndarray, men: np.ndarray, minutes: int) -> None:
    found = eat(TABLE, stock, men, minutes)
    assert (found.stock.sum(axis=-1) + found.grams == stock.sum(axis=-1)).all()
    assert ((found.fed >= 0) & (found.fed <= 1024)).all()


@given(
    arrays((6,), st.integers(-1, 2)),
    arrays((6,), st.integers(0, 50)),
    arrays((2, 6), st.integers(0, 1000)),
    arrays((2, 3), st.integers(0, 3000)),
)
def test_queues(place, came, need, room) -> None:  # type: ignore[no-untyped-def]
    got = serve(place, came, need, room)
    assert ((got >= 0) & (got <= need)).all()
    for b in range(2):
        assert (serve(place, came, need[b], room[b]) == got[b]).all()
        for q in range(3):
            mine = np.flatnonzero(place == q)
            assert got[b, mine].sum() == min(need[b, mine].sum(), room[b, q])
            line = mine[np.lexsort((mine, came[mine]))]
            short = got[b, line] < need[b, line]
            # Behind the first who goes short nobody gets anything.
            assert not short.any() or not got[b, line[np.argmax(short) + 1 :]].any()


@given(st.integers(0, 2), st.booleans(), st.integers(0, 1024), arrays((5,), st.integers(1, 300)))
def test_crossings_carry_no_more_than_they_can(kind: int, night: bool, bombed: int, men: np.ndarray) -> None:
    need = crossing_need(MARCH, np.zeros(5, int), men, men // 30)
    room, factors = crossing_room(MARCH, [kind], [night], [bombed], 30)
    assert ((factors >= 0) & (factors <= 1024)).all()
    found = cross(MARCH, [kind], [0] * 5, np.arange(5), need, 0 * need, np.zeros(5), room, 30)
    assert (found.given.sum(axis=0) <= room[0]).all()
    assert (found.given <= need * 1000).all()
    quiet = crossing_room(MARCH, [kind], [False], [0], 30)[0]
    assert (room <= quiet).all()


@given(
    st.integers(0, 1439), st.integers(0, 1440), st.integers(0, 3), st.integers(0, 5000), st.integers(0, 300)
)
def test_roads(start: int, minutes: int, ground: int, shells: int, trains: int) -> None:
    used = int(road_minutes(TABLE, start, minutes))
    assert 0 <= used <= min(minutes, TABLE.road_day)
    # A day cut in two is the same day.
    part = minutes // 2
    rest = int(road_minutes(TABLE, (start + part) % 1440, minutes - part))
    assert int(road_minutes(TABLE, start, part)) + rest == used
    share = int(interdicted(TABLE, shells, 60))
    hit = int(road_room(TABLE, ground, used, trains, share))
    assert 0 <= hit <= int(road_room(TABLE, ground, used, trains)) <= int(road_room(TABLE, 0, used))
    assert int(interdicted(TABLE, shells + 50, 60)) <= share


@given(st.booleans(), st.integers(0, 1024), st.integers(1, 900))
def test_bombs_never_help_the_ferries(night: bool, bombed: int, minutes: int) -> None:
    quiet, hit = (int(tumen_room(TABLE, night, share, minutes)) for share in (0, bombed))
    assert 0 <= hit <= quiet


@given(arrays((2, 4, 5), st.integers(-1, 9)), hnp.arrays(np.bool_, (2, 10)), st.booleans())
def test_less_fire_never_cuts_a_way(path: np.ndarray, fire: np.ndarray, night: bool) -> None:
    way = np.where(np.cumsum(path < 0, axis=-1) > 0, -1, path)
    through = carriers_pass(TABLE, way, fire, night)
    assert (carriers_pass(TABLE, way, fire & False, night) >= through).all()
    assert carriers_pass(TABLE, way, fire, True).all()
    for b in range(2):
        assert (carriers_pass(TABLE, way[b], fire[b], night) == through[b]).all()


@given(st.integers(0, 10), st.integers(0, 2000), st.integers(0, 40), st.integers(0, 40))
def test_mud_never_shortens_a_column(kind: int, men: int, guns: int, vehicles: int) -> None:
    seconds = [int(claim(TABLE, MARCH, [kind], [men], [guns], [vehicles], [g]).seconds[0]) for g in range(4)]
    assert seconds == sorted(seconds)


@given(hnp.arrays(np.bool_, (30,)), hnp.arrays(np.bool_, (30, 6), elements=st.booleans()))
def test_banks_are_what_one_can_walk_about_on(wet: np.ndarray, river: np.ndarray) -> None:
    near = make_neighbor(6, 5)
    terrain = np.where(wet, GROUND["river"], GROUND["open"])
    flat, ways = np.zeros(30, np.int16), np.zeros((30, 6), np.uint8)
    edges = share_sides(np.where(river, RIVER, 0), near)
    bank = banks(make_board(6, 5, 250, flat, terrain, flat, edges, ways), ~RULES.terrain.land)
    price = np.where((edges & RIVER > 0) | wet[:, None] | wet[np.maximum(near, 0)], -1, 1).astype(np.int32)
    reached = reach(price, near, np.arange(30)) >= 0
    same = (bank[:, None] == bank) & (bank >= 0)[:, None]
    assert ((bank == WATER) == wet).all()
    assert (same == reached & ~wet[:, None] & ~wet).all()
    first = [int(np.flatnonzero(bank == n)[0]) for n in range(bank.max() + 1)]
    assert first == sorted(first)
