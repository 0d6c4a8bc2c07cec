"""Laws of the assault: nothing grows, order changes nothing, and what should help never hurts."""

from __future__ import annotations

import numpy as np
from assault_cases import attackers, defenders, dice, final, ground, play
from assault_chain import ASSAULT, FIRE, LAW
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from game.engine.dice import draws
from game.grid.board import OFF_BOARD, make_neighbor
from game.rules.assault import AssaultResult, Attackers, Dice
from game.rules.assault_fire import final_fire
from game.rules.assault_gather import NO_SLOT, gather, share_out
from game.rules.close_combat import Defenders
from game.rules.fire import Aims, Firers, Targets
from game.rules.retreat import NOWHERE, retreat
from game.rules.tables import IMPASSABLE, ONE

GAMES = 64
RESULTS = (
    "fire_loss",
    "melee_loss",
    "defense_loss",
    "prisoners",
    "repulsed",
    "fell_back",
    "entered",
    "captured",
    "retreats",
    "cornered",
    "suppression",
    "mute",
)
BY_SIDE = ("fire_loss", "melee_loss", "repulsed", "fell_back", "entered", "suppression", "mute")
shares = st.floats(0, 1).map(lambda x: round(x, 3))
qualities = st.sampled_from([0.68, 0.9, 1.0, 1.25, 1.725])
seeds = st.integers(0, 2**32)
men = st.integers(0, 160)


@st.composite
def forces(draw: st.DrawFn, groups: int = 3) -> Attackers:
    """Groups on the first hexsides."""
    return attackers(
        draw(st.lists(men, min_size=groups, max_size=groups)),
        lost=draw(st.integers(0, 30)),
        fallen=draw(st.integers(0, 10)),
        suppression=draw(shares),
        quality=draw(qualities),
        lead=draw(shares),
    )


@st.composite
def holders(draw: st.DrawFn) -> Defenders:
    """Defenders of one hex."""
    return defenders(
        draw(men),
        lost=draw(st.integers(0, 60)),
        suppression=draw(shares),
        quality=draw(qualities),
        hold=draw(st.sampled_from([0.35, 0.7, 0.8, 1.0])),
        trench=draw(st.booleans()),
        way_out=draw(st.booleans()),
        surrender=draw(shares),
    )


def won(told: AssaultResult) -> NDArray[np.bool_]:
    return told.captured[..., 0]


class TestNothingGrows:
    @given(forces(), holders(), st.integers(0, 400_000), st.integers(0, 20_000), seeds)
    @settings(deadline=None)
    def test_men_are_kept(self, a: Attackers, d: Defenders, hourly: int, stress: int, seed: int) -> None:
        told = play(a, d, where=ground(belts=1), fire=final(hourly, stress), rolls=dice(GAMES, seed))
        gone = told.fire_loss.astype(int) + told.melee_loss
        assert (gone >= 0).all()
        assert (told.fire_loss >= 0).all()
        assert (gone <= np.asarray(a.men)).all()
        lost = told.defense_loss.astype(int) + told.prisoners
        assert (told.defense_loss >= 0).all()
        assert (lost <= np.asarray(d.men)).all()
        assert (told.melee.attackers <= np.asarray(a.men)).all()
        assert (told.melee.defenders >= 0).all()

    @given(forces(), holders(), seeds)
    @settings(deadline=None)
    def test_outcomes_fit_together(self, a: Attackers, d: Defenders, seed: int) -> None:
        told = play(a, d, fire=final(20_000), rolls=dice(GAMES, seed))
        assert (told.captured == told.entered.any(axis=-1)).all()
        assert not (told.entered & (told.repulsed | told.fell_back)).any()
        assert not (told.retreats & told.cornered).any()
        left = np.asarray(d.men) - told.defense_loss - told.prisoners
        assert (~told.captured | told.retreats | (left == 0)).all()
        assert ((told.prisoners == 0) | told.cornered).all()
        assert (told.mute[~told.entered] == 0).all()
        survivors = np.asarray(a.men) - told.fire_loss - told.melee_loss
        assert (survivors[told.entered] > 0).all()

    @given(forces(), holders(), seeds)
    @settings(deadline=None)
    def test_suppression_stays_a_share(self, a: Attackers, d: Defenders, seed: int) -> None:
        told = play(a, d, fire=final(50_000, 30_000), rolls=dice(GAMES, seed))
        assert (told.suppression >= np.asarray(a.suppression)).all()
        assert (told.suppression <= 1024).all()


class TestOrder:
    @given(forces(6), holders(), st.permutations(range(6)), seeds)
    @settings(deadline=None)
    def test_numbering_of_hexsides_changes_nothing(
        self, a: Attackers, d: Defenders, order: list[int], seed: int
    ) -> None:
        rolls = dice(GAMES, seed)
        turned = Dice(rolls.attack[:, :, order], rolls.defend)
        told = play(a, d, fire=final(9_000, 900), rolls=rolls)
        other = play(
            Attackers(*(np.asarray(x)[:, order] for x in a)), d, fire=final(9_000, 900), rolls=turned
        )
        for name in RESULTS:
            here, there = getattr(told, name), getattr(other, name)
            assert (here[:, :, order] == there if name in BY_SIDE else here == there).all(), name

    @given(forces(), holders(), seeds)
    @settings(max_examples=20, deadline=None)
    def test_batch_equals_loop(self, a: Attackers, d: Defenders, seed: int) -> None:
        rolls = dice(5, seed)
        told = play(a, d, where=ground(belts=2, silent=True), fire=final(9_000, 900), rolls=rolls)
        for game in range(5):
            one = Dice(rolls.attack[game], rolls.defend[game])
            alone = play(a, d, where=ground(belts=2, silent=True), fire=final(9_000, 900), rolls=one)
            for name in RESULTS:
                assert (getattr(told, name)[game] == getattr(alone, name)).all(), name
            for step in ("defense", "attack", "leaving", "falling"):
                many, single = getattr(told.melee, step), getattr(alone.melee, step)
                for column, values in single.columns().items():
                    assert (getattr(many, column)[game] == values).all(), (step, column)

    def test_law_is_that_of_fire(self) -> None:
        assert LAW.shape == 3 << 10


class TestHelp:
    """One group under the same dice: what weakens the attack never wins it, game by game."""

    @given(forces(1), holders(), st.integers(0, 200_000), st.integers(0, 8_000), seeds)
    @settings(deadline=None)
    def test_wire_never_helps_the_attacker(
        self, a: Attackers, d: Defenders, hourly: int, stress: int, seed: int
    ) -> None:
        fire, rolls = final(hourly, stress), dice(GAMES, seed)
        few, many = (play(a, d, where=ground(belts=b), fire=fire, rolls=rolls) for b in (0, 3))
        assert (many.fire_loss >= few.fire_loss).all()
        assert (won(many) <= won(few)).all()

    @given(forces(1), holders(), shares, shares, seeds)
    @settings(deadline=None)
    def test_suppression_never_helps_the_defenders(
        self, a: Attackers, d: Defenders, one: float, other: float, seed: int
    ) -> None:
        less, more = sorted((round(one * 1024), round(other * 1024)))
        free, down = (
            play(a, d._replace(suppression=np.array([s])), fire=final(9_000), rolls=dice(GAMES, seed))
            for s in (less, more)
        )
        assert (won(free) <= won(down)).all()

    @given(forces(1), holders(), shares, shares, seeds)
    @settings(deadline=None)
    def test_suppression_never_helps_the_attackers(
        self, a: Attackers, d: Defenders, one: float, other: float, seed: int
    ) -> None:
        less, more = sorted((round(one * 1024), round(other * 1024)))
        free, down = (
            play(a._replace(suppression=np.full((1, 6), s)), d, fire=final(9_000), rolls=dice(GAMES, seed))
            for s in (less, more)
        )
        assert (won(down) <= won(free)).all()

    @given(holders(), st.integers(5, 120), st.integers(0, 120), seeds)
    @settings(max_examples=40, deadline=None)
    def test_more_attackers_never_capture_less_often(
        self, d: Defenders, few: int, more: int, seed: int
    ) -> None:
        """In frequency: a blow that just fails to fall on the smaller group may fall on the larger one."""
        rolls = dice(512, seed)
        small, large = (play(attackers([n]), d, fire=final(6_000), rolls=rolls) for n in (few, few + more))
        assert won(large).mean() >= won(small).mean() - 0.02

    @given(forces(1), holders(), seeds)
    @settings(max_examples=40, deadline=None)
    def test_another_group_never_hurts(self, a: Attackers, d: Defenders, seed: int) -> None:
        """In frequency: with a second group on another side, whatever its quality."""
        both = a._replace(men=np.asarray(a.men) + np.array([[0, 60, 0, 0, 0, 0]]))
        both = both._replace(strength=np.maximum(both.strength, both.men))
        rolls = dice(512, seed)
        alone, joined = (play(x, d, fire=final(6_000), rolls=rolls) for x in (a, both))
        assert won(joined).mean() >= won(alone).mean() - 0.02


class TestSharing:
    @given(
        st.lists(st.tuples(st.integers(0, 200), st.integers(-1, 3)), min_size=1, max_size=24),
        shares,
        seeds,
    )
    @settings(deadline=None)
    def test_kept_bounded_and_without_favor(
        self, units: list[tuple[int, int]], part: float, seed: int
    ) -> None:
        present, slot = np.array([u[0] for u in units]), np.array([u[1] for u in units])
        whole = np.array([present[slot == s].sum() for s in range(4)])
        loss = (whole * part).astype(int)
        bits = draws(seed, "shares", 1, 1, (3, len(units)))
        lost = share_out(np.broadcast_to(loss, (3, 4)), present, slot, bits).astype(int)
        assert (lost >= 0).all()
        assert (lost <= present).all()
        for s in range(4):
            assert (lost[:, slot == s].sum(axis=-1) == loss[s]).all()
        exact = np.where(slot >= 0, loss[slot] * present / np.maximum(whole[slot], 1), 0)
        assert (np.abs(lost - exact) < 1).all()
        back = slice(None, None, -1)
        turned = share_out(loss, present[back], slot[back], bits[0, back])
        assert (turned[back] == lost[0]).all()

    def test_mean_is_the_share(self) -> None:
        """Three losses among 10, 20 and 30 men: 0.5, 1 and 1.5 each in the mean."""
        bits = draws(4, "shares", 1, 1, (20_000, 3))
        lost = share_out(np.full((20_000, 1), 3), [10, 20, 30], [0, 0, 0], bits)
        assert np.abs(lost.mean(axis=0) - [0.5, 1, 1.5]).max() < 0.015


BOARD = make_neighbor(5, 5)


def told_by_hand(
    hexes: list[int], target: list[int], side: list[int], running: list[int]
) -> tuple[list[bool], list[bool], dict[int, set[int]], dict[int, set[int]]]:
    """Caught and vacant, and who attacks and defends each hex, by plain loops."""
    units = range(len(hexes))
    ordered = [target[u] >= 0 for u in units]

    def column(a: int, b: int) -> int:
        return sum(running[u] for u in units if ordered[u] and hexes[u] == a and target[u] == b)

    caught = [
        ordered[u]
        and column(target[u], hexes[u]) > 0
        and column(target[u], hexes[u]) >= column(hexes[u], target[u])
        for u in units
    ]
    stays = [not ordered[u] or caught[u] for u in units]
    holders_of = {h: {u for u in units if hexes[u] == h and stays[u]} for h in range(25)}
    attacks: dict[int, set[int]] = {}
    vacant = [False] * len(hexes)
    for u in units:
        if ordered[u] and not caught[u]:
            if any(side[v] != side[u] for v in holders_of[target[u]]):
                attacks.setdefault(target[u], set()).add(u)
            else:
                vacant[u] = True
    return caught, vacant, attacks, {h: holders_of[h] for h in attacks}


class TestGathering:
    @given(st.data())
    @settings(deadline=None)
    def test_against_plain_loops(self, data: st.DataObject) -> None:
        count = data.draw(st.integers(1, 10))
        owner = data.draw(st.lists(st.integers(0, 1), min_size=25, max_size=25))
        hexes = data.draw(
            st.lists(st.sampled_from([6, 7, 8, 11, 12, 13, 17]), min_size=count, max_size=count)
        )
        side = [owner[h] for h in hexes]
        target = []
        for h in hexes:
            near = [int(n) for n in BOARD[h] if n != OFF_BOARD and owner[int(n)] != owner[h]]
            target.append(data.draw(st.sampled_from([-1, *near])))
        running = data.draw(st.lists(st.integers(1, 5), min_size=count, max_size=count))
        found = gather(hexes, target, side, running, [0] * count, BOARD)
        caught, vacant, attacks, holds = told_by_hand(hexes, target, side, running)
        assert found.caught.tolist() == caught
        assert found.vacant.tolist() == vacant
        assert found.hex.tolist() == sorted(attacks)
        for u in range(count):
            slot = int(found.attack[u])
            if slot == NO_SLOT:
                assert all(u not in group for group in attacks.values())
            else:
                at = int(found.hex[slot // 6])
                assert u in attacks[at]
                assert int(BOARD[at, slot % 6]) == hexes[u]
            row = int(found.defend[u])
            assert (
                (u in holds[int(found.hex[row])])
                if row != NO_SLOT
                else not any(u in group for group in holds.values())
            )


class TestWaysBack:
    @given(st.data())
    @settings(deadline=None)
    def test_never_where_none_may_go(self, data: st.DataObject) -> None:
        flags = st.lists(st.booleans(), min_size=25, max_size=25)
        foe, lost = np.array(data.draw(flags)), np.array(data.draw(flags))
        home = data.draw(st.integers(0, 24))
        pressed = np.array(data.draw(st.lists(st.booleans(), min_size=6, max_size=6)))
        cost = data.draw(st.lists(st.sampled_from([35, 60, 150, int(IMPASSABLE)]), min_size=6, max_size=6))
        chosen = int(retreat(home, pressed, cost, foe, lost, BOARD))
        open_sides = [
            d
            for d in range(6)
            if BOARD[home, d] != OFF_BOARD
            and not foe[BOARD[home, d]]
            and not pressed[d]
            and cost[d] < IMPASSABLE
        ]
        if chosen == NOWHERE:
            assert not open_sides
        else:
            assert chosen in [int(BOARD[home, d]) for d in open_sides]
            own = [d for d in open_sides if not lost[BOARD[home, d]]]
            assert not own or not lost[chosen]

    @given(seeds)
    @settings(max_examples=20, deadline=None)
    def test_batch_equals_loop(self, seed: int) -> None:
        bits = draws(seed, "morale", 1, 1, (4, 5, 25))
        foe, lost = (bits & np.uint64(7)) == 0, (bits & np.uint64(8)) == 0
        home = (bits[..., 0] >> np.uint64(40)).astype(np.int64) % 25
        pressed = (bits[..., :6] & np.uint64(48)) == 0
        cost = 30 + (bits[..., 6:12] >> np.uint64(60)).astype(np.int64)
        told = retreat(home, pressed, cost, foe, lost, BOARD)
        for at in np.ndindex(4, 5):
            assert told[at] == retreat(home[at], pressed[at], cost[at], foe[at], lost[at], BOARD)


@st.composite
def line(draw: st.DrawFn) -> tuple[Firers, Aims, NDArray[np.int64]]:
    """Those who fire at six groups, each at one, through few hexsides: often more than find room."""
    count = draw(st.integers(1, 8))
    column = st.lists(st.integers(0, ONE), min_size=count, max_size=count).map(np.array)
    arms = np.zeros((count, FIRE.reach.shape[1]), np.int64)
    arms[:, draw(st.integers(0, arms.shape[1] - 1))] = 60 * draw(column)
    firers = Firers(arms, draw(column), draw(column) + 700, draw(column), np.zeros(count))
    few = st.lists(st.integers(0, 2), min_size=count, max_size=count).map(np.array)
    slots, none = draw(few)[:, None], np.zeros((count, 1), np.int64)
    front = np.unique(slots, return_inverse=True)[1].reshape(slots.shape)
    aims = Aims(slots, draw(column)[:, None], none, draw(column)[:, None], none > 0, front)
    return firers, aims, np.array(draw(few))[:, None] * 8 - 1


@settings(max_examples=200)
@given(line(), st.integers(1, 7))
def test_who_joins_in_the_final_fire_never_costs_the_attackers_less(
    all_: tuple[Firers, Aims, NDArray[np.int64]], count: int
) -> None:
    group = Targets(np.full(6, ONE), np.full(6, 853), np.full(6, 100), np.zeros(6))
    firers, aims, steps = all_

    def hourly(some: slice) -> NDArray[np.int64]:
        few = Aims(*(np.asarray(part)[some] for part in aims))
        few = few._replace(front=np.unique(few.target, return_inverse=True)[1].reshape(np.shape(few.target)))
        own = Firers(*(np.asarray(part)[some] for part in firers))
        told = final_fire(own, group, few, np.zeros((1, 6), np.bool_), FIRE, ASSAULT, steps[some])
        return np.asarray(told.hourly)

    assert (hourly(slice(None)) >= hourly(slice(count))).all()
    mirrored = hourly(slice(None, None, -1))
    assert (mirrored == hourly(slice(None))).all(), "nor does it matter who comes first"
