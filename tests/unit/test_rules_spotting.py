"""Spotting on level ground: chances that can be checked by hand, grades, flash and noise, smoke, and the
ledger."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext

import numpy as np
import pytest
from numpy.typing import NDArray
from spotting_field import COLS, ROWS, ground, kind, look, observers, post, rules, table, targets, weather

from game.rules.beliefs_table import GRADES
from game.rules.spotting import FACTORS, FLASH, SEEN, SOUND
from game.rules.spotting_odds import at_least_one, in_time, left_out
from game.rules.tables import ONE, POSTURES

RED, BLUE = 0, 1
ROW = 5 * COLS
"""First hex of a row in the middle: hexes n columns apart are 250 n meters apart."""


def chance_of(meters: int, **given: object) -> int:
    """Q16 chance that one observer sees one target so far east of him."""
    pair = [ROW, ROW + meters // 250]
    return int(look([RED, BLUE], pair, **given).expected[RED, 1])  # type: ignore[arg-type]


class TestChance:
    def test_even_at_the_table_distance(self) -> None:
        """Moving infantry: R50 is 2500 m, and 2^-1 is one half."""
        assert chance_of(2500, seen=targets(2, posture=post("advance"), moving=True)) == 32768

    def test_falls_with_the_square(self) -> None:
        """Half the distance: 2^-(1/4) = 0.8409 of 65536 = 55109."""
        marching = targets(2, posture=post("advance"), moving=True)
        assert chance_of(1250, seen=marching) == pytest.approx(55109, abs=2)

    def test_trench_at_350_lies_prone_at_800(self) -> None:
        """At 1000 m: 2^-(1000/800)^2 = .3386 prone; 2^-(1000/350)^2 = .0035 in a trench (low bound of 0.4 m
        seen)."""
        assert chance_of(1000) == pytest.approx(0.3386 * 65536, rel=0.002)
        assert chance_of(1000, seen=targets(2, posture=post("trench"))) == pytest.approx(
            0.0035 * 65536, rel=0.02
        )

    def test_fog_halves_at_its_own_distance_and_ends(self) -> None:
        """Visibility 500 m: one half at 500 m, nothing beyond 750 m."""
        marching = targets(2, posture=post("advance"), moving=True)
        chances = [chance_of(m, seen=marching, sky=weather(500)) for m in (500, 750, 1000)]
        assert chances[0] == 32768
        assert chances[1] > 0
        assert chances[2] == 0

    def test_glasses_reach_half_as_far_again(self) -> None:
        """R50 = 1200 m: 2^-(1000/1200)^2 = .6179."""
        watching = observers(2, target=kind("headquarters"))
        assert chance_of(1000, seers=watching) == pytest.approx(0.6179 * 65536, rel=0.002)
        assert chance_of(1000, seers=observers(2, crest=True)) == chance_of(1000, seers=watching)

    def test_glasses_do_not_pierce_fog(self) -> None:
        fog = weather(300)
        assert chance_of(250, seers=observers(2, crest=True), sky=fog) == chance_of(250, sky=fog)

    def test_suppressed_observers_count_by_their_share(self) -> None:
        half = chance_of(1000, seers=observers(2, suppression=ONE // 2))
        assert half == pytest.approx(chance_of(1000) / 2, abs=2)
        assert chance_of(1000, seers=observers(2, suppression=ONE)) == 0

    def test_three_observers(self) -> None:
        """1 - (1 - .3386)^3 = .7107."""
        found = look([RED, RED, RED, BLUE], [ROW, ROW, ROW, ROW + 4])
        assert int(found.expected[RED, 3]) == pytest.approx(0.7107 * 65536, rel=0.002)

    def test_an_hour_is_two_half_hours(self) -> None:
        """1 - (1 - .3386)^2 = .5626."""
        assert chance_of(1000, sky=weather(minutes=60)) == pytest.approx(0.5626 * 65536, rel=0.002)

    def test_same_hex_is_not_certain_in_the_dark(self) -> None:
        """80 m of starlight, 100 m between: 2^-(100/80)^2 = .3386."""
        found = look([RED, BLUE], [ROW, ROW], sky=weather(80))
        assert int(found.expected[RED, 1]) == pytest.approx(0.3386 * 65536, rel=0.003)

    def test_growth_hides_who_lies_in_it(self) -> None:
        """Scrub of 1.5 m: R50 halves to 400 m for a prone man; one who stands 1.7 m tall shows."""
        assert chance_of(500, seen=targets(2, growth_dm=15)) == pytest.approx(
            2 ** -((500 / 400) ** 2) * 65536, rel=0.003
        )
        standing = {"posture": post("advance"), "moving": True}
        assert chance_of(500, seen=targets(2, growth_dm=15, **standing)) == chance_of(
            500, seen=targets(2, **standing)
        )

    def test_stealth_is_lost_by_firing(self) -> None:
        crawl = {"posture": post("advance"), "moving": True, "stealth": 410}
        still, fires = (chance_of(1000, seen=targets(2, firing=f, **crawl)) for f in (False, True))
        # 2500 m x 0.4 = 1000 m, an even chance.
        assert still == pytest.approx(32768, rel=0.01)
        assert fires == chance_of(1000, seen=targets(2, firing=True, posture=post("advance"), moving=True))


class TestWho:
    def test_own_side_has_no_grade(self) -> None:
        found = look([RED, RED, BLUE], [ROW, ROW, ROW], bits=np.zeros((2, 3), np.uint64))
        assert found.grade[RED].tolist() == [0, 0, SEEN]
        assert found.grade[BLUE].tolist() == [SEEN, SEEN, 0]

    def test_off_the_board_neither_sees_nor_is_seen(self) -> None:
        found = look([RED, BLUE], [-1, ROW + 1], bits=np.zeros((2, 2), np.uint64))
        assert not found.grade.any()
        assert not found.chance.any()

    @pytest.mark.parametrize("near", [0, 1, COLS * ROWS - 2, COLS * ROWS - 1])
    def test_the_corners_of_the_board_are_not_off_it(self, near: int) -> None:
        for hexes in ([near, -1], [-1, near]):
            assert not look([RED, BLUE], hexes).chance.any()

    def test_fully_suppressed_observers_are_no_source(self) -> None:
        found = look([RED, BLUE], [ROW, ROW + 1], seers=observers(2, suppression=ONE))
        assert found.source.max() == -1

    def test_behind_a_ridge(self) -> None:
        both = {"seen": targets(2, posture=post("advance"), moving=True)}
        assert look([RED, BLUE], [ROW + 5, ROW + 8], where="ridge", **both).chance[RED, 1] > 0  # type: ignore[arg-type]
        assert look([RED, BLUE], [ROW + 5, ROW + 14], where="ridge", **both).chance[RED, 1] == 0  # type: ignore[arg-type]

    def test_a_trench_looks_from_lower(self) -> None:
        assert observers(1, posture=post("trench")).eye[0] == 1
        assert observers(1).eye[0] == 0

    def test_aircraft_are_no_observers_on_the_ground(self) -> None:
        assert chance_of(250, seers=observers(2, target=kind("aircraft"))) == 0


class TestDark:
    def gun(self, **given: object) -> dict[str, object]:
        return {"seen": targets(2, target=kind("field_gun"), firing=True, **given)}  # type: ignore[arg-type]

    def test_flash_shows_a_gun_by_night_only(self) -> None:
        """Flash 4000 m: one half there, seen by sight it is not (80 m)."""
        pair = [ROW, ROW + 16]
        night = look([RED, BLUE], pair, sky=weather(80, dark=True), **self.gun())  # type: ignore[arg-type]
        assert night.expected[RED, 1] == 0
        assert night.chance[RED, 1] == 32768
        day = look([RED, BLUE], pair, sky=weather(80), **self.gun())  # type: ignore[arg-type]
        assert day.chance[RED, 1] == 0

    def test_fog_swallows_the_flash(self) -> None:
        sky = weather(80, air=200, dark=True)
        assert look([RED, BLUE], [ROW, ROW + 4], sky=sky, **self.gun()).chance[RED, 1] == 0  # type: ignore[arg-type]

    def test_haze_shortens_the_flash(self) -> None:
        """Air of 600 m: 2^-(750/600)^2 = .3386."""
        sky = weather(80, air=600, dark=True)
        found = look([RED, BLUE], [ROW, ROW + 3], sky=sky, **self.gun())  # type: ignore[arg-type]
        assert found.chance[RED, 1] == pytest.approx(0.3386 * 65536, rel=0.003)

    def test_glow_shows_above_a_bank(self) -> None:
        """A bank of 8 m hides the gun (1.5 m) but not the glow 10 m above it; a ridge of 40 m hides both."""
        pair = [ROW, ROW + 11]
        night, day = weather(6000, dark=True), weather()
        chances = [
            int(look([RED, BLUE], pair, sky=sky, where=where, **self.gun()).chance[RED, 1])  # type: ignore[arg-type]
            for where, sky in (("bank", day), ("bank", night), ("ridge", night))
        ]
        assert chances[0] == chances[2] == 0
        assert chances[1] > 0

    def test_engines_at_rest_are_silent(self) -> None:
        tanks = targets(2, target=kind("tank"), posture=post("advance"))
        found = look([RED, BLUE], [ROW, ROW + 2], seen=tanks, sky=weather(80, dark=True))
        assert found.chance[RED, 1] == 0

    def test_engines_are_heard_through_a_ridge(self) -> None:
        """Sound 1000 m: 2^-(750/1000)^2 = .6771, hill or no hill, fog or no fog."""
        tanks = targets(2, target=kind("tank"), posture=post("advance"), moving=True)
        sky = weather(80, air=200, dark=True)
        found = look([RED, BLUE], [ROW + 8, ROW + 11], seen=tanks, sky=sky, where="ridge")
        assert found.chance[RED, 1] == pytest.approx(0.6771 * 65536, rel=0.002)

    def test_one_word_decides_the_grade(self) -> None:
        tanks = targets(2, target=kind("tank"), posture=post("advance"), moving=True)
        grades = set()
        for word in range(0, 65536, 256):
            bits = np.full((2, 2), word << 48, np.uint64)
            found = look([RED, BLUE], [ROW, ROW + 1], seen=tanks, sky=weather(200, dark=True), bits=bits)
            expected = SEEN if word < found.expected[RED, 1] else SOUND if word < found.chance[RED, 1] else 0
            assert found.grade[RED, 1] == expected
            grades.add(expected)
        assert grades == {0, SOUND, SEEN}
        assert GRADES.index("flash") == FLASH


class TestSmoke:
    def smoke(self, factor: int, *hexes: int) -> NDArray[np.int64]:
        clear = np.full(COLS * ROWS, ONE)
        clear[list(hexes)] = factor
        return clear

    def test_two_smoked_hexes(self) -> None:
        """A fifth of a fifth is .04; smoke off the line changes nothing."""
        plain, hidden = chance_of(1000), chance_of(1000, sky=weather(clear=self.smoke(205, ROW + 1, ROW + 2)))
        assert hidden == pytest.approx(plain * 0.04, abs=40)
        off = self.smoke(205, ROW + 1, ROW + 2, ROW + 8)
        assert chance_of(1000, sky=weather(clear=off)) == hidden

    def test_smoke_on_the_target_counts(self) -> None:
        hidden = chance_of(1000, sky=weather(clear=self.smoke(205, ROW + 4)))
        assert hidden == pytest.approx(chance_of(1000) / 5, rel=0.01)

    def test_dust_is_thinner(self) -> None:
        dust, smoke = (chance_of(1000, sky=weather(clear=self.smoke(f, ROW + 2))) for f in (307, 205))
        assert dust > smoke > 0


class TestLedger:
    def test_parts_make_the_expectation(self) -> None:
        clear = np.full(COLS * ROWS, ONE)
        clear[ROW + 2] = 205
        side, place = [RED, RED, BLUE], [ROW, ROW + 1, ROW + 4]
        found = look(side, place, seers=observers(3, suppression=256), sky=weather(clear=clear, minutes=60))
        assert found.source[RED, 2] == 1
        product = int(found.base[RED, 2])
        for factor in found.factors[RED, 2].tolist():
            product = product * factor >> 10
        assert product == pytest.approx(int(found.expected[RED, 2]), rel=0.005)
        assert found.factors.shape == (2, 3, len(FACTORS))

    def test_nobody_could(self) -> None:
        found = look([RED, BLUE], [ROW, -1])
        assert found.source[RED, 1] == -1
        assert not found.base.any()


class TestTable:
    def test_figures_of_the_study(self) -> None:
        t = table()
        moving, firing, still = t.range_m[:, 1], t.range_m[:, 2], t.range_m[:, 0]
        infantry, gun, tank = kind("infantry"), kind("field_gun"), kind("tank")
        assert moving[infantry, post("advance")] == 2500
        assert still[infantry, post("prone")] == 800
        assert still[infantry, post("trench")] == 350
        assert firing[infantry, post("trench")] == 900
        assert firing[kind("machine_gun"), post("trench")] == 1200
        assert still[kind("at_gun"), post("trench")] == 300
        assert firing[kind("at_gun"), post("trench")] == 1000
        assert firing[gun, post("scrape")] == 2500
        assert (t.flash_m[gun], t.sound_m[tank], moving[tank, post("advance")]) == (4000, 1000, 3000)

    def test_better_works_never_show_more(self) -> None:
        assert (np.diff(table().range_m[:, :, :6], axis=-1) <= 0).all()
        assert (np.diff(table().height[:, :6], axis=-1) <= 0).all()

    def test_every_class_has_a_posture_and_eyes(self) -> None:
        assert table().range_m.shape == (len(table().classes), 4, len(POSTURES))
        assert rules().table("spotting", "observer").rows == table().classes

    def test_decay_is_a_falling_curve(self) -> None:
        decay = table().decay
        assert (decay[0], decay[1024], decay[2048], decay[-1]) == (65536, 32768, 4096, 0)
        assert (np.diff(decay) <= 0).all()

    def test_decay_is_that_of_decimals(self) -> None:
        decay, power = table().decay, Decimal(rules().where("spotting.exponent").value)
        with localcontext(Context(prec=40)):
            for step in range(7, len(decay), 61):
                ratio = Decimal(step) / 1024
                exact = (-Decimal(2).ln() * (power * ratio.ln()).exp()).exp() * 65536
                assert int(decay[step]) == int(exact.to_integral_value())


class TestOdds:
    def test_logs_undo_themselves(self) -> None:
        every = np.arange(65537)
        assert np.abs(at_least_one(left_out(every)) - every).max() <= 1

    def test_logs_are_those_of_the_books(self) -> None:
        chance = np.array([1, 100, 6554, 32768, 60000, 65535])
        assert np.abs(left_out(chance) / 2**20 + np.log1p(-chance / 65536)).max() < 1e-6

    def test_certain_stays_certain(self) -> None:
        assert in_time(65536, [0, 1, 30, 120], 30).tolist() == [0, 65536, 65536, 65536]

    def test_time(self) -> None:
        assert in_time(32768, [15, 30, 60], 30).tolist() == pytest.approx([19195, 32768, 49152], abs=1)


def test_dice_one_word_for_each_side_and_unit() -> None:
    """No draw is used twice: turning one word changes one grade of one side alone."""
    side, place = np.arange(12) % 2, ROW + np.arange(12)
    rng = np.arange(24, dtype=np.uint64).reshape(2, 12) * np.uint64(2**59)
    before = look(side, place, bits=rng).grade
    for row, unit in ((0, 3), (1, 4), (0, 4)):
        turned = rng.copy()
        turned[row, unit] = 0 if before[row, unit] == 0 else 2**64 - 1
        after = look(side, place, bits=turned).grade
        changed = np.argwhere(after != before).tolist()
        assert changed == ([] if side[unit] == row else [[row, unit]])


def test_a_campaign_sized_sheet_needs_no_more_than_pairs_in_view() -> None:
    """Nobody in view of anybody: nothing is worked out, and the result has its shape all the same."""
    found = look([RED, BLUE], [ROW, ROW + 19], where="ridge")
    assert found.grade.shape == (2, 2)
    assert ground("ridge")[0].hexes == COLS * ROWS
