"""Shells where they land: hand-reckoned coverage, and the results that the study of the battle reports."""

from __future__ import annotations

import numpy as np
import pytest

from game.engine.dice import draws
from game.grid.board import make_board
from game.rules import artillery, barrage, counter_battery, dispersion, shelled_ground
from game.rules.artillery_table import freeze_batteries, freeze_shells, hex_scale
from game.rules.fire_table import freeze_fire
from game.rules.ruleset import Ruleset
from game.rules.suppression import fade, suppress
from game.rules.tables import ONE, POSTURES
from game.scenario.compile import compile_ruleset
from game.scenario.load import load_ruleset

RULES: Ruleset = compile_ruleset(load_ruleset("standard").models())
SHELLS, BATTERIES = freeze_shells(RULES), freeze_batteries(RULES)
LIGHT, MEDIUM, HEAVY = (SHELLS.names.index(n) for n in ("gun_76", "howitzer_122", "howitzer_152"))
CREST = tuple(15 * 30 + 10 + i for i in range(8))
"""A battalion's belt of 8 hexes, 43 ha, across the line of fire."""


def posture(name: str) -> int:
    return POSTURES.index(name)


def alone(shell: int, rounds: int, hexes: int = 1) -> np.ndarray:
    """Rounds of one kind in every hex, in 1/65536."""
    landed = np.zeros((hexes, len(SHELLS.names)), np.int64)
    landed[:, shell] = rounds << 16
    return landed


def one(landed: np.ndarray, men: int, stance: str, cover: int = ONE) -> artillery.Shelled:
    word = np.full(1, 1 << 63, np.uint64)
    return artillery.shell(landed, [0], [men], [posture(stance)], [cover], word, SHELLS)


class TestCoverage:
    def test_by_hand(self) -> None:
        # 100 shells x 10.1 m2 / 54127 m2 = 0.018660; of 100 men 1.866 covered; 100 (1 - exp(-.01866)) = 1.849
        told = one(alone(LIGHT, 100), 100, "trench")
        assert told.base.tolist() == pytest.approx([1866], abs=1)
        assert told.expected.tolist() == pytest.approx([1849], abs=1)
        # 1500 m2 of fright: 100 x 1500 / 54127 = 2.7713
        assert told.stress.tolist() == [int(2.7713 * 1024)]

    def test_kinds_add_up(self) -> None:
        landed = alone(LIGHT, 200) + alone(HEAVY, 10)
        # (200 x 150 + 10 x 500) / 54127 = 0.64663 of prone men: 50 (1 - exp(-.64663)) = 23.81
        assert one(landed, 50, "prone").expected.tolist() == pytest.approx([23_810], abs=3)

    def test_one_shell_counts(self) -> None:
        # 1 x 10.1 / 54127 x 150 men = 0.0280 men
        assert one(alone(LIGHT, 1), 150, "trench").expected.tolist() == pytest.approx([28], abs=1)

    def test_ledger_multiplies_to_the_expectation(self) -> None:
        told = one(alone(MEDIUM, 60), 120, "advance", cover=870)
        product = int(told.base[0]) * int(told.factors[0, 0]) * int(told.factors[0, 1]) / ONE**2
        assert told.factors.shape == (1, len(artillery.FACTORS))
        assert product == pytest.approx(int(told.expected[0]), rel=0.003)

    @pytest.mark.parametrize(("stance", "counts"), [("advance", True), ("prone", True), ("scrape", False)])
    def test_ground_covers_men_without_works(self, stance: str, counts: bool) -> None:
        behind = one(alone(LIGHT, 50), 100, stance, cover=614)
        bare = one(alone(LIGHT, 50), 100, stance)
        assert behind.factors[0, 0] == (614 if counts else ONE)
        assert (int(behind.expected[0]) < int(bare.expected[0])) == counts

    def test_nobody_there(self) -> None:
        told = artillery.shell(
            alone(HEAVY, 99), [-1, 0], [80, 0], [2, 2], [ONE, ONE], draws(1, "shells", 0, 0, 2), SHELLS
        )
        assert told.expected.tolist() == [0, 0]
        assert told.result.tolist() == [0, 0]
        assert told.stress[0] == 0

    def test_area_must_be_positive(self) -> None:
        with pytest.raises(ValueError, match="hex_area must be positive"):
            artillery.covered(alone(LIGHT, 1), SHELLS.stress, 0)

    def test_table(self) -> None:
        assert hex_scale(54127) == SHELLS.scale == 250
        assert SHELLS.lethal[LIGHT, posture("trench")] == round(10.1 * ONE)
        assert not SHELLS.lethal.flags.writeable


class TestRecord:
    """Results of the study, with wide bounds (checks.yaml)."""

    def mean(self, path: str) -> tuple[float, float, float]:
        found = RULES.where(f"checks.{path}")
        return found.low, found.value, found.high

    def preparation(self, rounds: int) -> np.ndarray:
        """Six parts of 76 mm, two and a half of 122 mm, one and a half of 152 mm from 5 km, one aim a hex."""
        nothing = np.zeros(900, np.int16)
        ground = dispersion.footprint(make_board(30, 30, 250, nothing, nothing, nothing))
        aims, shell = np.repeat(CREST, 3), np.tile([LIGHT, MEDIUM, HEAVY], 8)
        fired = np.tile([rounds * part // 800 for part in (60, 25, 15)], 8)
        none = np.zeros(24, np.int64)
        spread = barrage.deviations(shell != LIGHT, none, none + 5000, none > 0, BATTERIES)
        share = dispersion.shares(*spread, 3)
        return dispersion.land(ground, aims, share, fired, shell, len(SHELLS.names)).rounds

    def shelled(self, landed: np.ndarray, stance: str) -> artillery.Shelled:
        men, stances = [81] * 8, [posture(stance)] * 8
        return artillery.shell(landed, CREST, men, stances, [ONE] * 8, draws(1, "shells", 0, 0, 8), SHELLS)

    @pytest.mark.parametrize(("stance", "low", "high"), [("scrape", 0.33, 0.55), ("prone", 0.7, 0.92)])
    def test_preparation_without_trenches(self, stance: str, low: float, high: float) -> None:
        """The reason to dig: 41 % in scrapes, 80 % prone."""
        lost = self.shelled(self.preparation(5000), stance).expected.sum() / 648_000
        assert low < lost < high

    def test_preparation_on_trenches(self) -> None:
        """5000 shells in 45 minutes on 650 men: about a tenth."""
        low, _, high = self.mean("preparation_trench")
        lost = self.shelled(self.preparation(5000), "trench").expected.sum() / 648_000
        assert low <= lost <= high

    @pytest.mark.parametrize(("men", "shells"), [(1800, 90), (3000, 55)])
    def test_shells_a_casualty(self, men: int, shells: int) -> None:
        """27 500 shells, 55 % of them into 120 ha of trenches."""
        hexes = 22
        landed = np.zeros((hexes, len(SHELLS.names)), np.int64)
        per_hex = 27_500 * 55 * 54127 // (100 * 1_200_000)
        landed[:, [LIGHT, MEDIUM, HEAVY]] = np.array([60, 25, 15]) * per_hex * 65536 // 100
        word = draws(1, "shells", 0, 0, hexes)
        there, deep = [men // hexes] * hexes, [posture("trench")] * hexes
        told = artillery.shell(landed, np.arange(hexes), there, deep, [ONE] * hexes, word, SHELLS)
        assert 27_500_000 / told.expected.sum() == pytest.approx(shells, rel=0.25)

    def test_fire_must_be_kept_on(self) -> None:
        """Suppression at the lift, 15 minutes and an hour later: .93, .34, .02."""
        fire = freeze_fire(RULES)
        stress = self.shelled(self.preparation(5000), "trench").stress // 3
        at_lift = suppress(np.zeros(8, np.int16), stress, [posture("trench")] * 8, 15, fire).result
        later = [int(fade(at_lift, minutes, fire).mean()) / ONE for minutes in (15, 60)]
        low, _, _ = self.mean("suppression_at_lift")
        assert low < at_lift.mean() / ONE <= 1
        assert later == pytest.approx([0.34, 0.02], abs=0.04)

    def test_losses_scatter_about_the_expectation(self) -> None:
        landed = np.broadcast_to(alone(HEAVY, 60), (400, 1, len(SHELLS.names)))
        told = artillery.shell(landed, [0], [150], [4], [ONE], draws(5, "shells", 0, 0, (400, 1)), SHELLS)
        assert told.result.mean() == pytest.approx(told.expected[0, 0] / 1000, rel=0.15)
        assert len(set(told.result[:, 0].tolist())) > 5


class TestGuns:
    def test_dug_in_guns_last_longer(self) -> None:
        # 100 shells x 150 m2 / 54127 m2 = 0.2771: out with .242, in a pit (x .3) with .0798
        chance = artillery.lost_materiel(alone(HEAVY, 100), [0, 0], ONE, [ONE, SHELLS.dug_in_guns], SHELLS)
        assert (chance / 65536).tolist() == pytest.approx([0.242, 0.0798], abs=0.0005)

    def test_never_more_than_there_are(self) -> None:
        landed = alone(HEAVY, 100_000)
        lost = counter_battery.guns_lost(
            landed, [0, 0], [4, 3], [False, False], draws(1, "materiel", 0, 0, 2), SHELLS
        )
        assert lost.result.tolist() == [4, 3]

    def test_locating(self) -> None:
        fired, watched = [False, True, True], [True, False, True]
        half_hour = counter_battery.located(fired, watched, 30, BATTERIES) / 65536
        assert half_hour.tolist() == pytest.approx([0, 0.25, 0.6], abs=0.0001)
        # twice the chance to be missed: 1 - .75^2, 1 - .4^2; half of it
        hour = counter_battery.located(fired, watched, 60, BATTERIES) / 65536
        assert hour.tolist() == pytest.approx([0, 0.4375, 0.84], abs=0.0001)
        quarter = counter_battery.located(fired, watched, 15, BATTERIES) / 65536
        assert quarter.tolist() == pytest.approx([0, 0.125, 0.3], abs=0.0001)


class TestGround:
    def test_wire(self) -> None:
        # 50 shells x .02 = 1: 1 - exp(-1) = .632; none by rifle grenades
        landed = np.stack([alone(LIGHT, 50)[0], alone(SHELLS.names.index("grenade_40"), 50)[0]])
        assert (shelled_ground.wire_chance(landed, SHELLS) / 65536).tolist() == pytest.approx(
            [0.632, 0], abs=0.001
        )
        cut = shelled_ground.wire_cut(
            np.full((2, 6), 3), landed, draws(1, "wire", 0, 0, (2, 6)), SHELLS
        ).result
        assert 0 < cut[0].sum() <= 18
        assert cut[1].sum() == 0

    def test_works(self) -> None:
        # 600 shells of 152 mm: crater 4 m = 12.57 m2, times 3, x 600 / 54127 = .418: 34 % falls in
        left = shelled_ground.works_left([3 * ONE], alone(HEAVY, 600), SHELLS)
        assert left[0] / (3 * ONE) == pytest.approx(0.658, abs=0.005)
        assert shelled_ground.works_left([3 * ONE], alone(HEAVY, 0), SHELLS)[0] == 3 * ONE

    def test_dust(self) -> None:
        landed = np.concatenate([alone(HEAVY, 0), alone(HEAVY, 500)])
        assert shelled_ground.dust(landed, 512, ONE, SHELLS).tolist() == [ONE, 512]
        assert shelled_ground.dust(landed, 512, 102, SHELLS)[1] > 950

    def test_interdiction(self) -> None:
        stops = [shelled_ground.stopped(alone(MEDIUM, n)[0], SHELLS, BATTERIES) for n in (0, 10, 10_000)]
        # 10 x 3000 / 54127 = .5543: 20 minutes x .4255 = 8.5
        assert [int(stop) for stop in stops] == pytest.approx([0, 85, 200], abs=1)
