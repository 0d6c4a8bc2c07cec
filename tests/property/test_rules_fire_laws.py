"""Laws of direct fire that hold for any units in any state."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from fire_board import LAW, TABLE, Duel, dice, force, told, unit
from fire_oracle import RATES, Unit
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from game.rules.allocation import NOBODY, allocate
from game.rules.fire import Aims, Expectation, FireResult, Firers, Targets, expect, resolve
from game.rules.fire_arms import arms, spend
from game.rules.fire_geometry import WITHIN, hexside, number_fronts
from game.rules.suppression import suppress
from game.rules.tables import ONE, POSTURES

ARMAMENT = st.sampled_from(
    [
        {"mosin": 90, "dp": 12, "maxim": 2},
        {"arisaka_38": 90, "type11_lmg": 9, "type89_discharger": 9},
        {"maxim": 12, "mosin": 60, "gun_45_1932": 2},
        {"gun_76_1927": 6, "mosin": 50},
        {"type97_at_rifle": 2},
        {},
    ]
)
FLEETS = st.sampled_from([{}, {}, {"t26": 5}, {"ba10": 3, "fai": 2}])
Q10 = st.integers(0, ONE)
COVERED = ("advance", "prone", "scrape", "trench", "bunker")
"""From the most exposed to the best protected."""


@st.composite
def units(draw: st.DrawFn) -> Unit:
    return Unit(
        dict(draw(ARMAMENT)),
        dict(draw(FLEETS)),
        draw(st.integers(0, 250)),
        draw(st.lists(st.integers(0, 300), min_size=3, max_size=3)),
        draw(Q10),
        draw(Q10),
        draw(st.integers(0, len(POSTURES) - 1)),
        draw(st.integers(700, 1400)),
        draw(st.integers(500, ONE)),
        draw(st.sampled_from(RATES)),
    )


@st.composite
def duels(draw: st.DrawFn, aims: int = 2) -> Duel:
    """Any units firing at any others; shares within what a unit has."""
    count = draw(st.integers(1, 6))
    cells = st.lists(
        st.lists(st.integers(0, 10**6), min_size=aims, max_size=aims), min_size=count, max_size=count
    )
    whom, where, side = draw(cells), draw(cells), draw(cells)
    return Duel(
        [draw(units()) for _ in range(count)],
        [[cell % (count + 1) - 1 for cell in row] for row in whom],
        [[cell % 3500 for cell in row] for row in where],
        [[ONE // aims] * aims] * count,
        [[cell % (count * aims) for cell in row] for row in side],
        draw(Q10),
        draw(st.booleans()),
    )


def each(duel: Duel, **state: object) -> Duel:
    """The same duel with every unit changed."""
    return replace(duel, units=[replace(one, **state) for one in duel.units])  # type: ignore[arg-type]


def no_greater(a: Expectation, b: Expectation) -> bool:
    """Expected losses and stress nowhere greater, but for rounding.

    The one factor that may grow as fire thins is the frontage, and its room, kept to 2**-20, is hundredths of
    the whole at least: 2**-10 of what is expected is far more than rounding takes of it.
    """
    pairs = ((a.total, b.total), (a.stress, b.stress))
    return all((few <= many + 1 + many // ONE).all() for few, many in pairs)


@given(duels(), st.sampled_from(range(len(COVERED) - 1)))
def test_more_cover_never_costs_more(duel: Duel, row: int) -> None:
    worse, better = (each(duel, posture=POSTURES.index(COVERED[row + i])) for i in (0, 1))
    assert no_greater(told(better), told(worse))
    assert (told(better).stress == told(worse).stress).all()


@given(duels(), st.integers(500, ONE), st.integers(500, ONE))
def test_better_ground_never_costs_more(duel: Duel, a: int, b: int) -> None:
    assert no_greater(told(each(duel, cover=min(a, b))), told(each(duel, cover=max(a, b))))


CROWDED_AND_HARDLY_SEEN = Duel(
    [unit(250, weapons={"gun_76_1927": 4, "mosin": 160}), unit(250)],
    [[1, -1], [-1, -1]],
    [[1, 1], [1, 1]],
    [[ONE // 2] * 2] * 2,
    None,
    visibility=3,
)
"""Of near fire 682/1024 finds room, 25 m farther 696: of half a share in light 3/1024 that left 0 and 1."""


@given(duels(), st.integers(0, 1500))
@example(CROWDED_AND_HARDLY_SEEN, 25)
def test_farther_is_never_deadlier(duel: Duel, more: int) -> None:
    duel = replace(duel, front=None, meters=[[max(m, 1) for m in row] for row in duel.meters])
    away = replace(duel, meters=[[m + more for m in row] for row in duel.meters])
    near, far = told(duel), told(away)
    assert (far.base <= near.base).all()
    assert no_greater(far, near)


@given(duels(), Q10, Q10)
def test_suppressed_firers_do_less_and_suppressed_targets_suffer_less(duel: Duel, a: int, b: int) -> None:
    calm, shaken = each(duel, suppression=min(a, b)), each(duel, suppression=max(a, b))
    assert no_greater(told(shaken), told(calm))


@given(duels(), Q10)
def test_what_is_not_seen_is_not_hit(duel: Duel, light: int) -> None:
    assert no_greater(told(replace(duel, visibility=light // 2)), told(replace(duel, visibility=light)))
    dark = told(replace(duel, visibility=0))
    assert not dark.total.any()
    assert not dark.stress.any()


def resolve_of(duel: Duel, seed: int) -> FireResult:
    return resolve(told(duel), dice(len(duel.units), seed=seed), LAW)


@given(duels(), st.integers(0, 2**32))
def test_men_are_lost_once_and_only_men_who_are_there(duel: Duel, seed: int) -> None:
    result = resolve_of(duel, seed)
    assert (result.lost >= 0).all()
    assert (result.lost <= [one.men for one in duel.units]).all()
    assert (result.causes >= 0).all()
    assert (result.causes.sum(axis=-1) == result.lost).all()
    assert not result.lost[result.total == 0].any()


@given(duels(), st.integers(0, 2**32))
def test_swapping_rows_swaps_results(duel: Duel, seed: int) -> None:
    """Mirrored sides, mirrored losses: nothing depends on the order of rows."""
    count, aims = len(duel.units), len(duel.target[0])
    assert duel.front is not None
    turned = replace(
        duel,
        units=duel.units[::-1],
        target=[[-1 if t < 0 else count - 1 - t for t in row] for row in duel.target[::-1]],
        meters=duel.meters[::-1],
        front=[[count * aims - 1 - f for f in row] for row in duel.front[::-1]],
    )
    bits = dice(count, seed=seed)
    plain, mirrored = resolve(told(duel), bits, LAW), resolve(told(turned), bits[::-1], LAW)
    assert (plain.lost == mirrored.lost[::-1]).all()
    assert (plain.causes == mirrored.causes[::-1]).all()
    assert (plain.told.stress == mirrored.told.stress[::-1]).all()


@given(duels(), duels(), st.integers(0, 2**32))
@settings(max_examples=50)
def test_more_losses_for_a_greater_word(one: Duel, other: Duel, seed: int) -> None:
    """More firers never cost a target less under the same dice."""
    count = len(one.units)
    both = Duel(
        [*one.units, *other.units],
        [*one.target, *[[t % count if t >= 0 else -1 for t in row] for row in other.target]],
        [*one.meters, *other.meters],
        [*one.share, *other.share],  # type: ignore[misc]
        visibility=one.visibility,
        flank=one.flank,
    )
    alone = told(replace(one, front=None))
    joined = told(both)
    assert (joined.total[:count] >= alone.total - 1).all()
    bits = dice(len(both.units), seed=seed)
    fewer = resolve(alone, bits[:count], LAW).lost
    assert (resolve(joined, bits, LAW).lost[:count] >= fewer - 1).all()


def stacked(arrays: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.stack(arrays)


@given(st.lists(st.tuples(units(), units(), units()), min_size=2, max_size=4), st.integers(0, 2**32))
@settings(max_examples=50)
def test_a_batch_is_its_games(games: list[tuple[Unit, Unit, Unit]], seed: int) -> None:
    """A leading axis gives what the games give one by one."""
    target, share = np.array([[1, 2], [0, 2], [-1, 0]]), np.full((3, 2), ONE // 2)
    step, front = np.array([[9, 14], [9, 11], [3, 3]]), np.array([[0, 1], [2, 1], [3, 3]])
    bits = dice(3 * len(games), seed=seed).reshape(len(games), 3, 2)
    parts = []
    for game in games:
        have = force(list(game))
        ready = arms(have, np.array([one.ammunition for one in game]), False, TABLE)
        rate = np.array([RATES.index(one.rate) for one in game])
        state = np.array(
            [[one.suppression, one.quality, one.fatigue, one.men, one.posture] for one in game]
        ).T
        exposed = TABLE.exposed[state[4], state[0]]
        parts.append((ready, state, rate, exposed, have.sheltered))
    ready, state, rate, exposed, under = (stacked([part[i] for part in parts]) for i in range(5))

    def run(row: slice | int) -> FireResult:
        s = np.moveaxis(state, 1, 0)[:, row]
        lead = s.shape[1:-1]
        whom, part, far, side = (np.broadcast_to(a, (*lead, *a.shape)) for a in (target, share, step, front))
        aims = Aims(whom, part, far, ONE, False, side)
        seen = expect(
            Firers(ready[row], s[0], s[1], s[2], rate[row]),
            Targets(exposed[row], np.full(s[3].shape, 700), s[3], under[row]),
            aims,
            minutes=30,
            table=TABLE,
        )
        return resolve(seen, bits[row], LAW)

    whole = run(slice(None))
    for row in range(len(games)):
        one = run(row)
        assert (whole.lost[row] == one.lost).all()
        assert (whole.causes[row] == one.causes).all()
        assert (whole.told.stress[row] == one.told.stress).all()
        assert (whole.expected[row] == one.expected).all()


@given(duels(), st.integers(0, 240), st.integers(0, 2 * ONE))
def test_stocks_only_fall(duel: Duel, minutes: int, engaged: int) -> None:
    before = np.array([one.ammunition for one in duel.units])
    s = np.array([one.suppression for one in duel.units])
    rate = np.array([RATES.index(one.rate) for one in duel.units])
    after = spend(before, force(duel.units), np.full(len(s), min(engaged, ONE)), s, rate, minutes, TABLE)
    assert (after >= 0).all()
    assert (after <= before).all()


@given(
    st.lists(st.lists(st.integers(0, 2**45), min_size=1, max_size=9), min_size=1, max_size=5).filter(
        lambda rows: len({len(row) for row in rows}) == 1
    ),
    st.integers(1, 4),
)
def test_shares_add_up_and_go_to_the_weightiest(rows: list[list[int]], most: int) -> None:
    weight = np.array(rows, np.int64)
    found = allocate(weight, most)
    for i, row in enumerate(rows):
        chosen = [t for t in found.target[i] if t != NOBODY]
        assert len(set(chosen)) == len(chosen)
        assert found.share[i].sum() == (ONE if max(row) > 0 else 0)
        assert not chosen or row[chosen[0]] == max(row)
        assert (np.diff(found.share[i]) <= 0).all()
        assert ((found.share[i] > 0) == (found.target[i] != NOBODY)).all()
    assert (allocate(weight[None], most).share == found.share).all()


@given(Q10, Q10, st.integers(0, 20_000), st.integers(0, 20_000), st.integers(0, 6), st.integers(0, 120))
def test_suppression_grows_with_stress_and_with_what_was(
    s: int, t: int, a: int, b: int, posture: int, minutes: int
) -> None:
    low = int(suppress(min(s, t), min(a, b), posture, minutes, TABLE).result)
    high = int(suppress(max(s, t), max(a, b), posture, minutes, TABLE).result)
    assert 0 <= low <= high + 1
    assert high <= ONE
    assert int(suppress(s, 0, posture, minutes, TABLE).result) <= s


@given(st.integers(-50, 50), st.integers(-50, 50))
def test_sides_seen_from_both_ends_are_opposite(q: int, r: int) -> None:
    here, there = np.array([0, 0]), np.array([q, r])
    side, back = int(hexside(here, there)), int(hexside(there, here))
    assert (side == back == WITHIN) if (q, r) == (0, 0) else (back - side) % 6 == 3


@given(st.lists(st.tuples(st.integers(-1, 20), st.integers(0, 6)), min_size=1, max_size=12))
def test_fronts_are_one_for_each_side_of_each_hex(places: list[tuple[int, int]]) -> None:
    hexes, side = np.array(places).T[:, :, None]
    front = number_fronts(hexes, side, 21)[:, 0]
    assert front.max() < len(places)
    for i, a in enumerate(places):
        for j, b in enumerate(places):
            assert (front[i] == front[j]) == ((max(a[0], 0), a[1]) == (max(b[0], 0), b[1]))


@given(units())
def test_no_fire_from_the_helpless(one: Unit) -> None:
    assert not arms(force([replace(one, men=0, vehicles={})]), np.array([one.ammunition]), False, TABLE).any()
    dry = arms(force([one]), np.array([[0, 0, 0]]), False, TABLE)
    assert not dry.any()
    assert unit(1).weapons == {}
