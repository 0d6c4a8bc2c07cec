"""Direct fire on arrays small enough to reckon by hand, and against the same rule in plain Python."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from fire_board import (
    FULL,
    LAW,
    RULES,
    TABLE,
    WEAPONS,
    Duel,
    count,
    dice,
    force,
    one_shooter,
    random_state,
    resolved,
    told,
    unit,
)
from fire_oracle import RATES, Aim, Plain, Unit
from numpy.typing import NDArray

from game.engine.units import AMMUNITION, LOSS_CAUSES
from game.grid.axial import DIRECTIONS
from game.rules import fire, fire_table
from game.rules.fire_arms import (
    arms,
    exposure,
    fire_quality,
    muster,
    reach_by_range,
    search,
    spend,
    visible_men,
)
from game.rules.fire_geometry import (
    ALL_ROUND,
    WITHIN,
    fire_range,
    hexside,
    number_fronts,
    through_flank,
    visibility,
)
from game.rules.fire_sums import split
from game.rules.fire_table import freeze_fire
from game.rules.suppression import suppress
from game.rules.tables import ONE, POSTURES
from game.scenario.compile import compile_ruleset
from game.scenario.load import load_ruleset
from game.scenario.models.common import Number

MAXIM = unit(10, "prone", weapons={"maxim": 1})
CROWD = unit(100, "advance")
COMPANY = {"mosin": 90, "dp": 12, "maxim": 2, "dyakonov": 3}


def casualties(shooter: Unit, mark: Unit, meters: int, minutes: int = 30, **how: object) -> float:
    return float(one_shooter(shooter, mark, meters, minutes, **how).expected[0, 0]) / 1000


class TestTable:
    def test_order_of_causes_and_stocks(self) -> None:
        assert fire_table.CAUSES == LOSS_CAUSES
        assert fire_table.STOCKS == AMMUNITION

    def test_factors_fit_the_ledger(self) -> None:
        assert len(fire.FACTORS) <= 12

    def test_riflemen_thin_out_beyond_close_range(self) -> None:
        # 0.85 at 125 m and 0.45 at 250 m: 0.77 at 150 m, all rifles; 0.69 at 175 m, of 40 %.
        at = TABLE.reach[:, fire_table.RIFLE] / ONE
        assert at[150 // 25] == pytest.approx(0.77, abs=0.002)
        assert at[175 // 25] == pytest.approx(0.69 * 0.4, abs=0.002)

    def test_beyond_the_last_column_a_straight_line_to_nothing(self) -> None:
        gun = TABLE.reach.max(axis=1) / ONE
        assert gun[1500 // 25] == pytest.approx(0.35, abs=0.001)
        assert gun[2250 // 25] == pytest.approx(0.175, abs=0.002)
        assert gun[-1] == 0

    def test_a_weapon_that_fires_needs_a_stock(self) -> None:
        number = Number(value=0, low=0, high=0)
        lame = compile_ruleset(load_ruleset("standard").models(), {"fire.consumption.lmg.small_arms": number})
        with pytest.raises(ValueError, match="a stock that 'lmg' fires from"):
            freeze_fire(lame)

    def test_every_profile_has_one_cause(self) -> None:
        assert (TABLE.sorting.sum(axis=1) == 1).all()
        assert not TABLE.weights.flags.writeable


class TestArms:
    def test_a_rifle_company(self) -> None:
        # 12 x 2 + 2 x 3 + 3 x 1 = 33 men serve weapons; 87 of 90 rifles speak; 12 x 5 + 2 x 10 = 80.
        company = force([unit(120, weapons=COMPANY)])
        assert company.strength.sum() == (87 + 80) * ONE

    def test_too_few_men_for_the_weapons(self) -> None:
        # 12 Maxims want 36 men; with 18 half of them fire, and no rifle.
        company = force([unit(18, weapons={"mosin": 60, "maxim": 12})])
        assert company.strength.sum() == 60 * ONE

    def test_tanks_fire_running_or_bogged_and_not_knocked_out(self) -> None:
        weapons, vehicles = count([unit(52, vehicles={"t26": 16})])
        vehicles[0, WEAPONS.index("t26")] = (10, 4, 2)
        have = muster(weapons, vehicles, np.array([52]), TABLE)
        assert have.strength.sum() == 12 * 14 * ONE
        assert have.sheltered[0] == 12 * 3 * ONE

    def test_ammunition_falls_off_below_three_tenths(self) -> None:
        have = force([unit(10, weapons={"maxim": 1})])
        full, half, none = (
            int(arms(have, np.array([[stock, 0, 0]]), False, TABLE).sum()) for stock in (30, 15, 0)
        )
        assert (full, half, none) == (10 * ONE, 5 * ONE, 0)

    def test_stocks_are_apart(self) -> None:
        have = force([unit(20, weapons={"maxim": 1, "gun_45_1932": 1})])
        assert arms(have, np.array([[100, 0, 0]]), False, TABLE).sum() == 10 * ONE
        assert arms(have, np.array([[0, 0, 100]]), False, TABLE).sum() == 20 * ONE

    def test_closed_hatches_halve_tanks_alone(self) -> None:
        have = force([unit(52, vehicles={"t26": 2}), unit(20, weapons={"maxim": 2})])
        ready = arms(have, np.array([FULL, FULL]), np.array([True, True]), TABLE)
        assert ready.sum(axis=-1).tolist() == [14 * ONE, 20 * ONE]

    def test_reach_by_range_agrees_with_one_aim(self) -> None:
        shooter = unit(120, weapons=COMPANY)
        ready = arms(force([shooter]), np.array([FULL]), False, TABLE)
        reach = reach_by_range(ready, TABLE)
        for meters in (0, 125, 250, 500, 1000, 2000):
            aim = int(one_shooter(shooter, CROWD, max(meters, 1)).base[0, 0])
            assert abs(int(reach[0, meters // 25]) - aim) <= 2

    def test_exposure_by_hand(self) -> None:
        # A trench: 0.04 fighting, 0.008 suppressed; half suppressed: 0.024.
        half = exposure(POSTURES.index("trench"), ONE // 2, ONE, 50, 0, TABLE)
        assert int(half) / ONE == pytest.approx(0.024, abs=0.001)

    def test_ground_covers_only_those_without_works(self) -> None:
        # A village, 0.6: prone 0.22 becomes 0.132; a scrape stays 0.12, a ride 1.2.
        there = [exposure(POSTURES.index(p), 0, 614, 50, 0, TABLE) for p in ("prone", "scrape", "riding")]
        assert [int(x) / ONE for x in there] == pytest.approx([0.132, 0.12, 1.2], abs=0.002)

    def test_a_scrape_is_never_worse_than_lying_down(self) -> None:
        prone, scrape = (exposure(POSTURES.index(p), 0, 400, 50, 0, TABLE) for p in ("prone", "scrape"))
        assert int(prone) == int(scrape)

    def test_search_by_hand(self) -> None:
        # 11 men in a trench show 2.75: 2.75 / 22.75 = 0.121; 150 upright 150 / 170 = 0.882.
        n = visible_men(np.array([4, 1]), np.array([11, 150]), 0, TABLE)
        assert (search(n, TABLE) / ONE).tolist() == pytest.approx([0.121, 0.882], abs=0.002)

    def test_quality_of_a_border_guard(self) -> None:
        quality, branch = RULES.table("units", "quality"), RULES.table("units", "branch")
        a, guards = quality.rows.index("a"), branch.rows.index("border_guards")
        assert int(fire_quality(a, guards, False, TABLE)) / ONE == pytest.approx(1.21, abs=0.003)

    def test_spending_by_hand(self) -> None:
        # Riflemen and light machine guns use 0.6 units of fire an hour: 30 in half an hour, 12 harassing.
        have = force([unit(100, weapons={"mosin": 90, "dp": 5})])
        normal, harassing = RATES.index("normal"), RATES.index("harassing")
        after = [spend(np.array([FULL]), have, ONE, 0, rate, 30, TABLE)[0, 0] for rate in (normal, harassing)]
        assert after == [70, 88]

    def test_never_below_nothing_and_nothing_for_the_idle(self) -> None:
        have = force([unit(100, weapons={"mosin": 90}), unit(100, weapons={"mosin": 90})])
        rate = RATES.index("final_defensive")
        left = spend(np.array([[3, 5, 7], [3, 5, 7]]), have, np.array([ONE, 0]), 0, rate, 30, TABLE)
        assert left.tolist() == [[0, 5, 7], [3, 5, 7]]


class TestGeometry:
    def test_range_steps(self) -> None:
        # The same hex counts as 200 m; those who close come 60 m nearer; nothing beyond 3000 m.
        assert fire_range(np.array([0, 250, 9000]), False, TABLE).tolist() == [8, 10, 120]
        assert fire_range(np.array([0, 250, 9000]), True, TABLE).tolist() == [8, 7, 120]

    def test_light(self) -> None:
        dusk, night = TABLE.lights.index("dusk"), TABLE.lights.index("night_dark")
        assert int(visibility(dusk, 400, 800, ONE, TABLE)) == 614
        assert int(visibility(night, 250, 80, ONE, TABLE)) == 0
        assert int(visibility(night, 75, 80, 512, TABLE)) == 153

    def test_hexsides(self) -> None:
        here = np.array([5, 5])
        for side, step in enumerate(DIRECTIONS):
            assert hexside(here, here + step) == side
            assert hexside(here, here + 3 * step) == side
        assert hexside(here, here) == WITHIN

    def test_a_line_through_a_corner_is_the_same_from_both_ends(self) -> None:
        here = np.array([5, 5])
        for turn in range(6):
            there = here + DIRECTIONS[turn] + DIRECTIONS[(turn + 1) % 6]
            assert hexside(here, there) == (turn + 1) % 6
            assert (int(hexside(there, here)) - int(hexside(here, there))) % 6 == 3

    def test_flanks(self) -> None:
        sides = np.arange(6)
        assert through_flank(0, sides).tolist() == [False, False, True, True, True, False]
        assert not through_flank(ALL_ROUND, sides).any()
        assert not through_flank(2, WITHIN)

    def test_fronts_are_shared_by_hex_and_side(self) -> None:
        hexes = np.array([[7, 7], [7, -1], [8, 7]])
        side = np.array([[0, 1], [0, 0], [0, 0]])
        front = number_fronts(hexes, side, 10)
        assert front[0, 0] == front[1, 0] == front[2, 1]
        assert len({int(front[0, 0]), int(front[0, 1]), int(front[2, 0])}) == 3
        both = number_fronts(np.stack([hexes, hexes]), side, 10)
        assert (both == front).all()


class TestExpectation:
    def test_by_hand(self) -> None:
        # 10 RE x 0.85 x 0.4 an hour x 0.5 h x 100 / 120 = 1.417, of which 0.007 is lost to rounding of Q10.
        assert casualties(MAXIM, CROWD, 250) == pytest.approx(8.5 * 0.2 * 100 / 120, rel=0.005)

    def test_the_ledger_multiplies_to_what_is_expected(self) -> None:
        shooter = unit(
            120, "prone", weapons=COMPANY, suppression=300, fatigue=400, quality=1100, rate="harassing"
        )
        seen = one_shooter(shooter, unit(40, "scrape", suppression=200), 300, visibility=614, flank=True)
        product = float(seen.base[0, 0]) / ONE
        for factor in seen.factors[0, 0]:
            product *= int(factor) / ONE
        assert len(seen.factors[0, 0]) == len(fire.FACTORS)
        assert float(seen.expected[0, 0]) / 1000 == pytest.approx(product, abs=0.001, rel=0.01)

    def test_several_firers_are_summed_before_the_draw(self) -> None:
        duel = Duel([MAXIM, MAXIM, CROWD], [[2], [2], [-1]], [[250], [250], [0]])
        seen = told(duel)
        assert seen.expected[:2, 0].tolist() == [int(seen.expected[0, 0])] * 2
        # Men hit twice count once: 100 x (1 - exp(-2.83 / 100)).
        assert seen.total.tolist()[2] / 1000 == pytest.approx(100 * (1 - np.exp(-0.02832)), rel=0.003)

    def test_shares_split_the_fire(self) -> None:
        duel = Duel([MAXIM, CROWD, CROWD], [[1, 2], [-1, -1], [-1, -1]], [[250, 250]] * 3)
        duel.share = [[256, 768], [0, 0], [0, 0]]
        whole = one_shooter(MAXIM, CROWD, 250).expected[0, 0]
        assert told(duel).expected[0].tolist() == pytest.approx([whole / 4, whole * 3 / 4], rel=0.003)

    def test_flank(self) -> None:
        straight, aside = casualties(MAXIM, CROWD, 250), casualties(MAXIM, CROWD, 250, flank=True)
        assert aside / straight == pytest.approx(1.3, rel=0.002)

    def test_frontage_caps_one_hexside_only(self) -> None:
        company = unit(120, "prone", weapons=COMPANY)
        alone = Duel([company, company, CROWD], [[2], [2], [-1]], [[250], [250], [0]])
        crowded = replace(alone, front=[[0], [0], [1]])
        free, held = told(alone), told(crowded)
        bearing = int(free.base[:2].sum()) / ONE
        assert bearing > 80
        assert held.expected[:2].sum() / free.expected[:2].sum() == pytest.approx(80 / bearing, rel=0.01)

    def test_tank_crews_are_out_of_reach(self) -> None:
        tanks = unit(48, "advance", vehicles={"t26": 16})
        assert casualties(unit(120, weapons=COMPANY), tanks, 250) == 0

    def test_nothing_at_nobody(self) -> None:
        seen = told(Duel([MAXIM, CROWD], [[-1], [-1]], [[250], [250]]))
        assert not seen.total.any()
        assert not seen.stress.any()

    def test_reaction_fire_is_the_same_rule(self) -> None:
        # Ten minutes at a mover by a unit on the watch: rate 2.
        watch = replace(MAXIM, rate="overwatch")
        assert casualties(watch, CROWD, 250, 10) == pytest.approx(8.5 * 0.4 / 6 * 2 / 1.2, rel=0.01)

    def test_harassing_fire_suppresses_less_and_rapid_fire_no_more(self) -> None:
        normal, slow, rapid = (
            int(one_shooter(replace(MAXIM, rate=rate), CROWD, 250).stress[1])
            for rate in ("normal", "harassing", "final_defensive")
        )
        assert slow == pytest.approx(0.4 * normal, rel=0.02)
        assert rapid == normal


class TestDraw:
    def test_causes_add_up_and_follow_the_weapons(self) -> None:
        mixed = unit(200, weapons={"mosin": 60, "gun_76_1927": 3}, vehicles={"t26": 4})
        duel = Duel([mixed, unit(150)], [[1], [-1]], [[200], [0]])
        sums = np.zeros(6)
        for seed in range(60):
            result = resolved(duel, 60, seed)
            assert result.causes.sum(axis=-1).tolist() == result.lost.tolist()
            sums += result.causes[1]
        seen = told(duel, 60)
        wanted = np.array([seen.cost[1, 0], seen.cost[1, 1], 0, seen.cost[1, 2], 0, 0])
        assert sums / sums.sum() == pytest.approx(wanted / wanted.sum(), abs=0.02)

    def test_split_by_hand(self) -> None:
        # Weights 3 : 1 : 0 and two men: with the lowest word 1.5 and 2 are cut to 1 and 2.
        low = split(np.array([2]), np.array([[3, 1, 0]]), np.array([0], np.uint64))
        high = split(np.array([2]), np.array([[3, 1, 0]]), np.array([2**64 - 1], np.uint64))
        assert low.tolist() == [[1, 1, 0, 0, 0, 0]]
        assert high.tolist() == [[2, 0, 0, 0, 0, 0]]

    def test_mean_of_the_draws(self) -> None:
        duel = Duel([unit(120, weapons=COMPANY), unit(120)], [[1], [-1]], [[250], [0]])
        lost = [int(resolved(duel, 30, seed).lost[1]) for seed in range(400)]
        # Standard error about 0.35 men at a mean of 12.
        assert np.mean(lost) == pytest.approx(told(duel).total[1] / 1000, rel=0.1)


@pytest.mark.parametrize("seed", range(8))
def test_agrees_with_plain_python(seed: int) -> None:
    """Every man lost is the same as by the rule written out pair by pair."""
    units, duel = random_state(seed)
    assert duel.front is not None
    bits = dice(len(units), seed=seed)
    pairs = [
        Aim(i, duel.target[i][k], 341, duel.meters[i][k], 900, True, duel.front[i][k])
        for i in range(len(units))
        for k in range(3)
    ]
    plain = Plain(RULES, 120).fire(units, pairs, [(int(a), int(b)) for a, b in bits])
    found = fire.resolve(told(duel, 120), bits, LAW)
    assert sum(lost for lost, _, _ in plain) > 20
    assert found.lost.tolist() == [lost for lost, _, _ in plain]
    assert found.causes[:, [0, 1, 3]].tolist() == [causes for _, causes, _ in plain]
    assert found.stress.tolist() == [stress for _, _, stress in plain]


class TestCalibration:
    """What the study was tuned on, with wide bounds."""

    def test_rounds_for_a_casualty(self) -> None:
        """About 450: a hundred riflemen outside close range at a dense target for an hour.

        40 of 100 rifles count at full effect: 40 x 0.4 = 16 casualties; 100 x 0.6 x 120 rounds = 7200.
        """
        have = force([unit(100, weapons={"mosin": 100})])
        used = 100 - int(spend(np.array([FULL]), have, ONE, 0, RATES.index("normal"), 60, TABLE)[0, 0])
        rounds = used / 100 * 120 * 100
        per_hour = 100 * RULES.where("fire.rifles_firing").value * TABLE.a0 / 1000
        assert rounds / per_hour == pytest.approx(450, rel=0.05)

    def test_eleven_guards_against_one_hundred_and_fifty(self) -> None:
        """The fire of the first defense of 29 July: three hours, two assaults up a slope of 50 m.

        By the study the whole of it costs the attackers 7 men (2-13) and the guards 6 (2-9). Fire alone costs
        the attackers about 5; close combat must add about two of theirs and all but a few tenths of the
        guards', for men in a trench who show two or three heads are hard to hit.
        """
        state, lost = np.zeros(4, np.int64), np.zeros(4)
        for meters, final in ((500, 0), (250, 0), (250, 9), (250, 0), (250, 9), (250, 0)):
            lost += final_fire_of_guards(state, final)
            seen = told(before_the_hill(state, meters, "normal", upright=final > 0 or meters > 250))
            lost += seen.total / 1000
            stance = np.array([POSTURES.index(name) for name in ("trench", "advance", "advance", "prone")])
            state = suppress(state, seen.stress, stance, 30, TABLE).result.astype(np.int64)
        assert 2.5 <= lost[1:].sum() <= 8
        assert 0.1 <= lost[0] <= 1.5
        assert 0.25 <= state[0] / ONE <= 0.6


def before_the_hill(state: NDArray[np.int64], meters: int, rate: str, upright: bool) -> Duel:
    """Guards on the crest, two parties in front of them, four machine guns 500 m off on another side."""
    arms = {"arisaka_38": 39, "type11_lmg": 3}
    s = [int(part) for part in state]
    party = unit(50, "advance" if upright else "prone", weapons=arms, cover=922, quality=1085)
    units = [
        unit(11, "trench", weapons={"mosin": 10, "dp": 1}, quality=1239, suppression=s[0], rate=rate),
        replace(party, suppression=s[1]),
        replace(party, suppression=s[2]),
        unit(30, "prone", weapons={"arisaka_38": 10, "type3_hmg": 4}, quality=1085, suppression=s[3]),
    ]
    aims = [[1, 2, 3], [0, -1, -1], [0, -1, -1], [0, -1, -1]]
    shares = [[400, 400, 224], [ONE, 0, 0], [ONE, 0, 0], [ONE, 0, 0]]
    fronts = [[0, 1, 2], [3, 3, 3], [3, 3, 3], [4, 4, 4]]
    return Duel(units, aims, [[meters] * 3] * 3 + [[500] * 3], shares, fronts)


def final_fire_of_guards(state: NDArray[np.int64], minutes: int) -> NDArray[np.float64]:
    """Losses of the last 130 m: the guards fire as fast as they can, the machine guns support."""
    if not minutes:
        return np.zeros(4)
    duel = before_the_hill(state, 130, "final_defensive", upright=True)
    duel.target = [[1, 2, -1], [-1, -1, -1], [-1, -1, -1], [0, -1, -1]]
    duel.share = [[512, 512, 0], [0, 0, 0], [0, 0, 0], [ONE, 0, 0]]
    return np.asarray(told(duel, minutes).total / 1000, np.float64)
