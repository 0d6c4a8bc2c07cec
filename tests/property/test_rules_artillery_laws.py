"""Laws of shells: more never costs less, cover never costs more, fire mirrors, rounds are conserved."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from game.engine.dice import draws
from game.grid import axial
from game.grid.board import OFF_BOARD, make_board
from game.rules import artillery, barrage, battery, dispersion, shelled_ground, smoke
from game.rules.artillery_table import MISSIONS, freeze_batteries, freeze_shells
from game.rules.battery import Battery
from game.rules.tables import ONE, POSTURES
from game.scenario.compile import compile_ruleset
from game.scenario.load import load_ruleset

RULES = compile_ruleset(load_ruleset("standard").models())
SHELLS, BATTERIES, SMOKE = freeze_shells(RULES), freeze_batteries(RULES), smoke.freeze_smoke(RULES)
KINDS = len(SHELLS.names)
GUNS = np.flatnonzero(BATTERIES.shell >= 0).tolist()
COLS, ROWS = 9, 7
HEXES = COLS * ROWS
NOTHING = np.zeros(HEXES, np.int16)
BOARD = make_board(COLS, ROWS, 250, NOTHING, NOTHING, NOTHING)
GROUND = dispersion.footprint(BOARD)
RANKED = 6
"""Postures from column to bunker, each better protected than the one before."""

SIGMA = st.integers(1, 60_000)
LINE = st.integers(0, 5)
KIND = st.integers(0, KINDS - 1)
STANCE = st.integers(0, len(POSTURES) - 1)


def rounds(most: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, most), min_size=KINDS, max_size=KINDS)


def shelled(
    landed: list[int], men: int, stance: int, cover: int = ONE, word: int = 1 << 63
) -> artillery.Shelled:
    on_hex = (np.array([landed], np.int64) << 16) // 16
    words = np.array([word], np.uint64)
    return artillery.shell(on_hex, [0], [men], [stance], [cover], words, SHELLS)


@given(rounds(60_000), rounds(60_000), st.integers(0, 400), STANCE, st.integers(0, 2**64 - 1))
def test_more_shells_never_cost_less(
    first: list[int], more: list[int], men: int, stance: int, word: int
) -> None:
    fewer = shelled(first, men, stance, word=word)
    both = shelled([a + b for a, b in zip(first, more, strict=True)], men, stance, word=word)
    assert both.expected[0] >= fewer.expected[0]
    assert both.stress[0] >= fewer.stress[0]
    assert both.result[0] >= fewer.result[0]


@given(rounds(60_000), st.integers(0, 400), st.integers(0, RANKED - 2), st.integers(0, 2**64 - 1))
def test_better_protection_never_costs_more(landed: list[int], men: int, stance: int, word: int) -> None:
    assert (
        shelled(landed, men, stance + 1, word=word).result[0]
        <= shelled(landed, men, stance, word=word).result[0]
    )


@given(rounds(60_000), st.integers(0, 400), STANCE, st.integers(0, ONE), st.integers(0, ONE))
def test_more_cover_never_costs_more(landed: list[int], men: int, stance: int, one: int, other: int) -> None:
    close, bare = (shelled(landed, men, stance, cover) for cover in sorted((one, other)))
    assert close.expected[0] <= bare.expected[0]
    assert close.stress[0] == bare.stress[0]


@given(rounds(10**6), st.integers(0, 400), STANCE, st.integers(0, 2**64 - 1))
def test_nobody_is_lost_twice(landed: list[int], men: int, stance: int, word: int) -> None:
    told = shelled(landed, men, stance, word=word)
    assert 0 <= told.result[0] <= men
    assert 0 <= told.expected[0] <= min(men * 1000, told.base[0])


@given(SIGMA, SIGMA, LINE)
def test_turned_fire_turns_its_result(along: int, across: int, line: int) -> None:
    base = dispersion.shares(along, across, line)
    turned = dispersion.shares(along, across, (line + 2) % 6)
    where = {tuple(place): k for k, place in enumerate(dispersion.OFFSETS.tolist())}
    moved = [where[tuple(place)] for place in axial.rotate60(dispersion.OFFSETS).tolist()]
    assert turned[moved].tolist() == base.tolist()


@given(SIGMA, SIGMA, LINE)
def test_mirrored_fire_mirrors_its_result(along: int, across: int, line: int) -> None:
    base = dispersion.shares(along, across, line)
    mirrored = dispersion.shares(along, across, -line % 6)
    where = {tuple(place): k for k, place in enumerate(dispersion.OFFSETS.tolist())}
    moved = [where[tuple(place)] for place in axial.reflect(dispersion.OFFSETS).tolist()]
    assert mirrored[moved].tolist() == base.tolist()


@given(st.integers(-60, 60), st.integers(-60, 60))
def test_lines_of_fire_turn_and_mirror(q: int, r: int) -> None:
    line = int(dispersion.orientation((q, r)))
    assert dispersion.orientation((-q, -r)) == line
    if (q, r) != (0, 0):
        assert dispersion.orientation(axial.rotate60((q, r))) == (line + 2) % 6
        assert dispersion.orientation(axial.reflect((q, r))) == -line % 6


@given(SIGMA, SIGMA, LINE)
def test_shares_are_a_part_of_the_whole(along: int, across: int, line: int) -> None:
    told = dispersion.shares(along, across, line)
    assert (told >= 0).all()
    assert told.sum() <= dispersion.WHOLE
    wider = dispersion.shares(2 * along, 2 * across, line)
    assert wider[0] <= told[0]


@given(st.data())
def test_rounds_are_conserved(data: st.DataObject) -> None:
    """Rounds fired = rounds landed on the board + rounds beyond, of every kind."""
    n = data.draw(st.integers(1, 6))
    column = st.lists(st.integers(0, 10_000), min_size=n, max_size=n)
    fired = np.array(data.draw(column))
    aims = np.array(data.draw(st.lists(st.integers(-1, HEXES - 1), min_size=n, max_size=n)))
    kind = np.array(data.draw(st.lists(KIND, min_size=n, max_size=n)))
    share = dispersion.shares(data.draw(SIGMA), data.draw(SIGMA), np.arange(n) % 6)
    told = dispersion.land(GROUND, aims, share, fired, kind, KINDS)
    for shell in range(KINDS):
        mine = (kind == shell) & (aims >= 0)
        assert told.rounds[:, shell].sum() + told.beyond[mine].sum() == int(fired[mine].sum()) << 16
    assert (told.beyond >= 0).all()


@given(st.integers(0, 2**32), st.integers(1, 4))
def test_batch_equals_loop(seed: int, copies: int) -> None:
    dice = draws(seed, "shells", 0, 0, (copies, 4, 4))
    fired, kind = (
        (dice[..., 0] >> np.uint64(52)).astype(np.int64),
        (dice[0, :, 1] % np.uint64(KINDS)).astype(np.int64),
    )
    aims = (dice[..., 2] % np.uint64(HEXES)).astype(np.int64)
    share = dispersion.shares(np.full(4, 12_000), 9_000, np.arange(4))
    landed = dispersion.land(GROUND, aims, share, fired, kind, KINDS)
    hexes, men, stance = aims[:, ::-1].copy(), [120, 80, 40, 0], [0, 2, 4, 6]
    told = artillery.shell(landed.rounds, hexes, men, stance, [700] * 4, dice[..., 3], SHELLS)
    for i in range(copies):
        alone = dispersion.land(GROUND, aims[i], share, fired[i], kind, KINDS)
        own = artillery.shell(alone.rounds, hexes[i], men, stance, [700] * 4, dice[i, :, 3], SHELLS)
        assert alone.rounds.tolist() == landed.rounds[i].tolist()
        for name in ("base", "factors", "expected", "draw", "result", "stress"):
            assert getattr(told, name)[i].tolist() == getattr(own, name).tolist(), name


@given(
    st.sampled_from(GUNS),
    st.integers(0, 12),
    st.integers(0, 500),
    st.integers(0, 90_000),
    st.integers(0, ONE),
    st.integers(0, len(MISSIONS) - 1),
    st.integers(0, 5000),
    st.sampled_from([30, 60, 120]),
)
def test_ammunition_is_conserved(
    gun: int, guns: int, stock: int, heat: int, suppression: int, mission: int, wanted: int, minutes: int
) -> None:
    unit = max(guns, 1) * int(BATTERIES.load[gun])
    loose = stock * 7919 % unit
    held = Battery(
        *(np.array([x]) for x in (gun, guns, unit, stock, loose, heat, suppression, mission, wanted))
    )
    told = battery.fire(held, minutes, BATTERIES)
    before, after = stock * unit + loose, int(told.stock[0]) * unit + int(told.loose[0])
    assert before - after == 100 * int(told.rounds[0])
    assert 0 <= told.rounds[0] <= wanted
    assert 0 <= told.loose[0] < unit
    assert told.heat[0] >= 0


@given(st.integers(0, 20_000), st.integers(0, 20_000), st.booleans(), st.booleans(), st.integers(0, 2))
def test_dispersion_grows(near: int, far: int, howitzer: bool, night: bool, aim: int) -> None:
    """With range, and from observed fire to fire by the map."""
    first, second = sorted((near, far))
    short = barrage.deviations(howitzer, aim, first, night, BATTERIES)
    long = barrage.deviations(howitzer, aim, second, night, BATTERIES)
    blind = barrage.deviations(howitzer, min(aim + 1, 2), first, night, BATTERIES)
    assert all(a <= b for a, b in zip(short, long, strict=True))
    assert all(a <= b for a, b in zip(short, blind, strict=True))


@given(st.integers(0, 5000), st.integers(0, 5000), st.integers(0, 5000))
def test_fire_is_kept_on_no_longer_for_faster_infantry(start: int, slow: int, fast: int) -> None:
    ends = sorted((slow, fast), reverse=True)
    later, sooner = barrage.kept_on([start, start], ends, BATTERIES)
    assert 0 <= sooner <= later <= ONE


@given(rounds(60_000), rounds(60_000), st.integers(0, 4 * ONE))
def test_ground_suffers_more_from_more(first: list[int], more: list[int], works: int) -> None:
    few = (np.array(first, np.int64) << 16) // 16
    many = few + (np.array(more, np.int64) << 16) // 16
    assert shelled_ground.wire_chance(many, SHELLS) >= shelled_ground.wire_chance(few, SHELLS)
    assert shelled_ground.dust(many, 512, ONE, SHELLS) <= shelled_ground.dust(few, 512, ONE, SHELLS)
    assert (
        0
        <= shelled_ground.works_left(works, many, SHELLS)
        <= shelled_ground.works_left(works, few, SHELLS)
        <= works
    )
    assert shelled_ground.stopped(many, SHELLS, BATTERIES) >= shelled_ground.stopped(few, SHELLS, BATTERIES)


@given(
    st.lists(st.integers(0, 400), min_size=HEXES, max_size=HEXES),
    st.integers(-1, 11),
    st.integers(0, 3),
    st.integers(0, 90),
)
def test_smoke_never_grows(field: list[int], direction: int, strength: int, minutes: int) -> None:
    after = smoke.pass_time(np.array(field), direction, strength, minutes, BOARD.neighbor, SMOKE)
    assert after.sum() <= sum(field)
    assert (after >= 0).all()
    assert (smoke.factor(after, 30, SMOKE) >= SMOKE.visibility).all()


def test_footprints_agree_with_distances() -> None:
    inside = GROUND != OFF_BOARD
    for h in range(HEXES):
        near = np.flatnonzero(BOARD.steps(np.full(HEXES, h), np.arange(HEXES)) <= dispersion.RINGS)
        assert sorted(GROUND[h][inside[h]].tolist()) == near.tolist()
