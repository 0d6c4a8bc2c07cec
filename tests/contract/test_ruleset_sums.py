"""The standard ruleset: numbers that stand in two places say the same thing."""

from __future__ import annotations

from math import erf, exp, log, sqrt

import numpy as np
import pytest

from game.rules.ruleset import Ruleset
from game.scenario.compile import compile_ruleset
from game.scenario.load import load_ruleset
from game.scenario.models.ruleset import Weapons

FILES = load_ruleset("standard")
STATIONS = ("100", "250", "300", "500", "750", "1000")


@pytest.fixture(scope="module")
def rules() -> Ruleset:
    return compile_ruleset({d.path.name: d.model for d in FILES.documents})


def rows_of(rules: Ruleset, head: str) -> tuple[str, ...]:
    return rules.layouts[head][0]


def knock_out(rules: Ruleset, weapon: str, meters: int, depth: float) -> float:
    """P(knocked out) of one shot, by the formulas of armor.2 to armor.4."""

    def number(key: str) -> float:
        return rules.where(f"armor.{key}").value

    spread = number("spread") * number(f"gunnery.{weapon}.sigma") * meters / 1000 + number("spread_base")
    hit = number("hit_most") * erf(number("hull_half") / (spread * sqrt(2))) ** 2
    pierce = 1 / (1 + exp(-(depth - number("plate.t26.front")) / number("penetration_width")))
    return hit * pierce * number(f"gunnery.{weapon}.out")


class TestAgreement:
    """Numbers that stand in two places say the same thing."""

    def test_trench_area_and_fire_norms(self, rules: Ruleset) -> None:
        for name in rows_of(rules, "artillery.neutralize"):
            rounds = rules.where(f"artillery.neutralize.{name}.rounds")
            area = rules.where(f"artillery.lethal_area.{name}.trench")
            by_norm = -log(1 - 0.275) * 10_000 / rounds.value
            assert area.low <= by_norm <= area.high, name

    def test_knock_out_table_follows_from_the_formulas(self, rules: Ruleset) -> None:
        """P(hit) x P(penetration) x P(out), against 18 mm of plate, at the ranges of checks.knock_out."""
        ranges = [int(c) for c in rules.layouts["checks.knock_out"][1]]
        for name in rows_of(rules, "checks.knock_out"):
            pierced = [rules.where(f"armor.penetration.{name}.{c}").value for c in STATIONS]
            for meters in ranges:
                told = rules.where(f"checks.knock_out.{name}.{meters}").value
                depth = float(np.interp(meters, [int(c) for c in STATIONS], pierced))
                assert knock_out(rules, name, meters, depth) == pytest.approx(told, rel=0.45, abs=0.012), name

    def test_expected_aircraft_losses(self, rules: Ruleset) -> None:
        a = {key: rules.where(f"air.{key}").value for key in ("aa_engaged", "aa_loss", "damaged_per_lost")}
        low = rules.where("air.aa_altitude.low.factor").value
        below = rules.where("air.aa_low_below").value
        sorties = sum(
            rules.where(f"checks.sorties_by_type.{name}.sorties").value
            * (low if rules.where(f"air.types.{name}.altitude").value < below else 1)
            for name in rows_of(rules, "checks.sorties_by_type")
        )
        lost = a["aa_engaged"] * 19 * a["aa_loss"] * sorties
        assert rules.where("checks.aircraft_lost").low <= lost <= rules.where("checks.aircraft_lost").high
        assert lost * a["damaged_per_lost"] == pytest.approx(
            rules.where("checks.aircraft_damaged").value, rel=0.15
        )

    def test_sorties_add_up(self, rules: Ruleset) -> None:
        types = rows_of(rules, "checks.sorties_by_type")
        total = sum(rules.where(f"checks.sorties_by_type.{name}.sorties").value for name in types)
        assert total == rules.where("checks.sorties").value

    def test_ground_points_add_up(self, rules: Ruleset) -> None:
        places = rows_of(rules, "victory.ground")
        total = sum(rules.where(f"victory.ground.{place}.weight").value for place in places)
        assert total == rules.where("victory.ground_max").value

    def test_guns_have_all_that_fire_needs(self) -> None:
        (document,) = FILES.of(Weapons)
        weapons = document.model
        for key, weapon in weapons.weapons.items():
            if weapon.shell and weapon.weapon_class != "armored_train":
                assert {"range_max", "shell_weight", "load_rounds", "crew"} - weapon.numbers.keys() <= {
                    "shell_weight" if key == "dyakonov" else ""
                }, key
            if "bombs_usual" in weapon.numbers:
                assert weapon.numbers["bombs_usual"].value <= weapon.numbers["bombs_max"].value, key
            for low, high in (("range_practical", "range_max"), ("range_min", "range_max")):
                if low in weapon.numbers and high in weapon.numbers:
                    assert weapon.numbers[low].value < weapon.numbers[high].value, key
