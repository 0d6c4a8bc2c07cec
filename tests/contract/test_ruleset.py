"""The standard ruleset: complete, traced to sources, and lawful where physics leaves no choice."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import get_args

import pytest

from game import locate
from game.grid.board import WAY_KINDS
from game.rules.ruleset import Ruleset
from game.rules.tables import POSTURES
from game.scenario.compile import compile_ruleset
from game.scenario.load import RulesetFiles, load_as, load_ruleset
from game.scenario.models.common import File
from game.scenario.models.environment import Environment
from game.scenario.models.ruleset import Kinds, Mobility, Rules, Terrains, WeaponClass, Weapons


def words(text: str) -> list[str]:
    """A list of ids, written so that it can be read."""
    return text.split()


TERRAIN = (
    ("open", "."),
    ("scrub", "s"),
    ("crest", "c"),
    ("sand", "d"),
    ("marsh", "m"),
    ("lake", "L"),
    ("river", "R"),
    ("ford", "f"),
    ("village", "v"),
)
WEAPONS = words("""
    mosin dyakonov dp maxim maxim_quad mortar_82 gun_76_1927 gun_45_1932 gun_76_1902 gun_76_1909
    howitzer_122_1910 howitzer_152_1909 gun_107_1910 gun_152_1910 gun_122_1931 aa_76_1931 su12 su5 t26
    t26_twin kht26 st26 bt7 bt5 ba10 fai border_cutter gaz_aa tractor sb tb3 i15 i16 sss rz arisaka_38
    type11_lmg type96_lmg type92_hmg type3_hmg type89_discharger type92_bn_gun type41_gun type94_at
    type97_at_rifle type94_mountain type38_field type4_howitzer type96_howitzer type14_gun type92_gun
    type88_aa type93_mg armored_train
""")
KINDS = dict(
    pair.split(":")
    for pair in words("""
    su_rifle_company:infantry su_mg_company:machine_gun su_at_battery:anti_tank
    su_regimental_battery:infantry_gun su_field_battery:field_artillery su_howitzer_battery:howitzer
    su_heavy_battery:heavy_artillery su_corps_gun_battery:heavy_artillery su_tank_company:tank
    su_bt_company:tank su_flame_company:flame_tank su_bridge_group:bridge_tank
    su_sp_battery:self_propelled_gun su_armored_car_company:armored_car su_cavalry_squadron:cavalry
    su_motor_rifle_company:motor_rifle su_motor_mg_company:machine_gun su_sapper_company:engineers
    su_aa_battery:anti_aircraft su_regiment_hq:headquarters su_division_hq:headquarters
    su_brigade_hq:headquarters su_corps_hq:headquarters su_border_platoon:border_guard
    su_border_squad:border_guard su_border_guns:anti_tank su_tank_platoon:tank su_boat:patrol_boat
    su_bomber_squadron:bomber su_heavy_bomber_squadron:heavy_bomber su_fighter_squadron:fighter
    su_assault_squadron:assault_aircraft jp_rifle_company:infantry jp_mg_company:machine_gun
    jp_battalion_guns:infantry_gun jp_regimental_guns:infantry_gun jp_at_company:anti_tank
    jp_mountain_battery:mountain_artillery jp_heavy_battery:heavy_artillery jp_aa_battery:anti_aircraft
    jp_cavalry_squadron:cavalry jp_cavalry_mg:machine_gun jp_engineer_company:engineers
    jp_at_rifle_team:at_rifle jp_armored_train:armored_train jp_border_company:border_guard
    jp_border_platoon:border_guard jp_regiment_hq:headquarters jp_brigade_hq:headquarters
    jp_division_hq:headquarters
    """)
)
CHAPTERS = words("""
    terrain weapons kinds units sight spotting intelligence fire artillery air armor assault morale
    command movement works supply medical time chance victory checks
""")
COLUMNS = {
    "units.posture": POSTURES,
    "units.quality": ("fire", "close", "steady", "lead"),
    "units.branch": ("fire", "close", "night", "steady"),
    "spotting.detection": ("moving", "still", "works", "firing", "flash", "sound"),
    "fire.range_factor": ("0", "125", "250", "500", "750", "1000", "1500"),
    "artillery.lethal_area": POSTURES,
    "air.lethal_area": POSTURES,
    "armor.penetration": ("100", "250", "300", "500", "750", "1000"),
    "movement.minutes": (*(name for name, _ in TERRAIN), *WAY_KINDS, "climb"),
}
GRADES = ("a", "a_minus", "b_plus", "b", "b_minus", "c_plus", "c")
RANKED = POSTURES[:6]
"""Postures from the most exposed to the best protected; riding stands apart."""
BOUNDS = ("value", "low", "high")


@pytest.fixture(scope="module")
def files() -> RulesetFiles:
    return load_ruleset("standard")


@pytest.fixture(scope="module")
def rules(files: RulesetFiles) -> Ruleset:
    return compile_ruleset({d.path.name: d.model for d in files.documents})


def one(files: RulesetFiles, kind: type[File]) -> File:
    (document,) = files.of(kind)
    return document.model


def row(rules: Ruleset, head: str, name: str, columns: tuple[str, ...], bound: str) -> list[float]:
    """Numbers of a row where it has any."""
    found = (rules.numbers.get(f"{head}.{name}.{column}") for column in columns)
    return [getattr(trace, bound) for trace in found if trace is not None]


def falls(numbers: list[float]) -> bool:
    return all(before >= after for before, after in pairwise(numbers))


def rows_of(rules: Ruleset, head: str) -> tuple[str, ...]:
    return rules.layouts[head][0]


class TestWhole:
    """Nothing missing, nothing without an origin."""

    def test_chapters(self, files: RulesetFiles) -> None:
        assert sorted(d.model.id for d in files.documents) == sorted(CHAPTERS)

    def test_every_file_is_listed(self, files: RulesetFiles) -> None:
        folder = locate.scenarios() / "rulesets" / "standard"
        listed = {d.path.name for d in files.documents} | {"ruleset.yaml"}
        assert {p.name for p in folder.iterdir()} == listed
        assert all(d.path.stem == d.model.id for d in files.documents)

    def test_every_number_has_unit_source_and_tag(self, rules: Ruleset) -> None:
        for trace in rules.numbers.values():
            assert trace.low <= trace.value <= trace.high, trace.path
            assert trace.unit, trace.path
            assert trace.source, trace.path
            assert trace.about, trace.path
            assert trace.tag in ("sourced", "calibrated", "judged"), trace.path

    def test_source_keys_are_in_the_file(self, files: RulesetFiles, rules: Ruleset) -> None:
        sources = {d.model.id: d.model.sources for d in files.documents}
        for trace in rules.numbers.values():
            chapter = trace.path.split(".")[0]
            for key in trace.source.split(", "):
                assert key in sources[chapter], f"{trace.path}: {key}"

    def test_no_source_without_use(self, files: RulesetFiles) -> None:
        for document in files.documents:
            text = document.path.read_text(encoding="utf-8")
            for key in document.model.sources:
                cited = re.findall(rf'source: "?[^"\n}}]*\b{key}\b', text)
                assert cited, f"{document.path.name}: {key}"

    def test_judged_ranges_are_open(self, rules: Ruleset) -> None:
        """A judged factor with no range at all would claim a certainty that nobody has."""
        shut = {
            t.path
            for t in rules.numbers.values()
            if t.tag == "judged" and t.low == t.high and t.value not in (0.0, 1.0)
        }
        shapes = ("time.", "chance.", "sight.height_step", "fire.range_", "fire.suppression_front")
        fixed_points = (
            "artillery.reference_range",
            "artillery.kernel_hexes",
            "spotting.pulse_minutes",
            "victory.",
        )
        assert {path for path in shut if not path.startswith(shapes + fixed_points)} == set()

    def test_text_is_plain_yaml(self, files: RulesetFiles) -> None:
        """Readable by people: no anchors, no tags, no bare yes or no, lines that fit a screen."""
        for path in [files.index.path, *(d.path for d in files.documents)]:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                assert len(line) <= 120, f"{path.name}:{number}"
                bare = re.sub(r'"(\\.|[^"\\])*"', '""', line.split(" #")[0])
                assert not re.search(r"(: |\[|, )(yes|no|on|off|y|n)([,}\]]|$)", bare, re.I), (
                    f"{path.name}:{number}"
                )
                if '"' not in bare and not line.lstrip().startswith("#"):
                    assert not re.search(r"(^|[ :\[{,])[&*!][A-Za-z]", bare), f"{path.name}:{number}"


class TestIds:
    def test_terrain(self, files: RulesetFiles) -> None:
        terrain = one(files, Terrains)
        assert isinstance(terrain, Terrains)
        assert tuple((key, t.letter) for key, t in terrain.terrain.items()) == TERRAIN
        assert {key for key, t in terrain.terrain.items() if not t.land} == {"lake", "river"}

    def test_weapons(self, files: RulesetFiles, rules: Ruleset) -> None:
        weapons = one(files, Weapons)
        assert isinstance(weapons, Weapons)
        assert set(weapons.weapons) == set(WEAPONS)
        assert all(w.name.ru for w in weapons.weapons.values())
        assert all(w.name.ja for w in weapons.weapons.values() if w.side == "japanese")
        shells = rows_of(rules, "artillery.lethal_area")
        assert all(w.shell in shells for w in weapons.weapons.values() if w.shell is not None)

    def test_kinds(self, files: RulesetFiles, rules: Ruleset) -> None:
        kinds, weapons = one(files, Kinds), one(files, Weapons)
        assert isinstance(kinds, Kinds)
        assert isinstance(weapons, Weapons)
        assert {key: kind.symbol for key, kind in kinds.kinds.items()} == KINDS
        for key, kind in kinds.kinds.items():
            assert kind.side == ("soviet" if key.startswith("su_") else "japanese")
            assert kind.target in rows_of(rules, "spotting.detection")
            assert kind.branch in rows_of(rules, "units.branch")
            for weapon in (*kind.weapons, *kind.vehicles):
                assert weapons.weapons[weapon].side == kind.side, f"{key}: {weapon}"
                assert weapons.weapons[weapon].used != "no", f"{key}: {weapon}"

    def test_classes_and_mobilities_have_their_rows(self, rules: Ruleset) -> None:
        assert set(rows_of(rules, "fire.equivalents")) == set(get_args(WeaponClass))
        assert set(rows_of(rules, "fire.range_factor")) == set(get_args(WeaponClass))
        assert rules.movement.mobilities == tuple(rows_of(rules, "movement.minutes"))
        assert set(rules.movement.mobilities) == set(get_args(Mobility))
        assert rows_of(rules, "units.quality") == GRADES
        assert set(rows_of(rules, "air.types")) == {"sb", "tb3", "rz", "sss", "i15", "i16"}

    @pytest.mark.parametrize("head", COLUMNS)
    def test_columns(self, rules: Ruleset, head: str) -> None:
        assert rules.layouts[head][1] == COLUMNS[head]

    def test_light_and_ground_of_the_environment(self, rules: Ruleset) -> None:
        path = locate.scenarios() / "khasan_1938" / "environment.yaml"
        environment = load_as(path, Environment).model
        assert set(rows_of(rules, "fire.light")) == {*environment.light, "fog"}
        assert {day.ground for day in environment.days.values()} <= set(rows_of(rules, "movement.ground"))
        assert rows_of(rules, "supply.road") == rows_of(rules, "movement.ground")

    def test_every_chapter_has_numbers(self, files: RulesetFiles) -> None:
        for document in files.of(Rules):
            assert document.model.values or document.model.tables, document.model.id


class TestEstablishment:
    """The tables add up as the order of battle says."""

    def test_soviet_battalion(self, files: RulesetFiles) -> None:
        kinds = one(files, Kinds)
        assert isinstance(kinds, Kinds)
        rifle, guns = kinds.kinds["su_rifle_company"].weapons, kinds.kinds["su_mg_company"].weapons
        assert 3 * rifle["maxim"] + guns["maxim"] == 18
        assert 3 * rifle["dp"] + guns.get("dp", 0) == 36
        assert guns["gun_45_1932"] == 2

    def test_japanese_battalion(self, files: RulesetFiles) -> None:
        kinds = one(files, Kinds)
        assert isinstance(kinds, Kinds)
        men = {key: kind.men for key, kind in kinds.kinds.items()}
        parts = [("jp_rifle_company", 4), ("jp_mg_company", 1), ("jp_battalion_guns", 1)]
        assert 500 <= sum(count * men[key].value for key, count in parts) <= 750
        assert sum(count * men[key].high for key, count in parts) <= 1100

    def test_men_can_carry_the_rifles(self, files: RulesetFiles) -> None:
        kinds = one(files, Kinds)
        assert isinstance(kinds, Kinds)
        for key, kind in kinds.kinds.items():
            rifles = kind.weapons.get("mosin", 0) + kind.weapons.get("arisaka_38", 0)
            assert rifles <= kind.men.value, key


class TestLaws:
    """Where physics leaves no choice, at the value and at both ends of its range."""

    @pytest.mark.parametrize("bound", BOUNDS)
    def test_range_factors_fall(self, rules: Ruleset, bound: str) -> None:
        for name in rows_of(rules, "fire.range_factor"):
            numbers = row(rules, "fire.range_factor", name, COLUMNS["fire.range_factor"], bound)
            assert falls(numbers), name
            assert 0 <= min(numbers) <= max(numbers) <= 1, name

    @pytest.mark.parametrize("bound", BOUNDS)
    def test_protection_protects(self, rules: Ruleset, bound: str) -> None:
        for name in rows_of(rules, "units.posture"):
            assert falls(row(rules, "units.posture", name, RANKED, bound)), name
        fighting = row(rules, "units.posture", "exposed_fighting", POSTURES, bound)
        suppressed = row(rules, "units.posture", "exposed_suppressed", POSTURES, bound)
        assert all(s < f for s, f in zip(suppressed, fighting, strict=True))

    @pytest.mark.parametrize("bound", BOUNDS)
    @pytest.mark.parametrize("chapter", ["artillery", "air"])
    def test_lethal_area_falls_with_protection(self, rules: Ruleset, chapter: str, bound: str) -> None:
        for name in rows_of(rules, f"{chapter}.lethal_area"):
            assert falls(row(rules, f"{chapter}.lethal_area", name, RANKED, bound)), name

    @pytest.mark.parametrize("chapter", ["artillery", "air"])
    def test_shells_frighten_farther_than_they_kill(self, rules: Ruleset, chapter: str) -> None:
        assert rows_of(rules, f"{chapter}.suppression_area") == rows_of(rules, f"{chapter}.lethal_area")
        for name in rows_of(rules, f"{chapter}.lethal_area"):
            frightens = rules.where(f"{chapter}.suppression_area.{name}.area").value
            assert frightens > rules.where(f"{chapter}.lethal_area.{name}.column").value, name

    def test_heavier_shells_reach_farther(self, rules: Ruleset) -> None:
        for posture in POSTURES:
            family = ["gun_45", "gun_76", "gun_107", "howitzer_122", "gun_122", "howitzer_152", "gun_152"]
            areas = [rules.where(f"artillery.lethal_area.{name}.{posture}").value for name in family]
            assert falls(areas[::-1]), posture
            bombs = [
                rules.where(f"air.lethal_area.{name}.{posture}").value
                for name in ("ao_15", "fab_50", "af_82", "fab_100", "fab_1000")
            ]
            assert falls(bombs[::-1]), posture

    @pytest.mark.parametrize("bound", BOUNDS)
    def test_penetration_falls_with_range(self, rules: Ruleset, bound: str) -> None:
        for name in rows_of(rules, "armor.penetration"):
            numbers = row(rules, "armor.penetration", name, COLUMNS["armor.penetration"], bound)
            assert falls(numbers), name
            assert numbers[-1] < numbers[0], name

    def test_better_grades_are_better(self, rules: Ruleset) -> None:
        for column in COLUMNS["units.quality"]:
            assert falls([rules.where(f"units.quality.{grade}.{column}").value for grade in GRADES]), column
        assert rules.where("units.quality.b.fire").value == 1.0

    def test_the_still_are_harder_to_see(self, rules: Ruleset) -> None:
        for name in rows_of(rules, "spotting.detection"):
            for bound in BOUNDS:
                assert falls(row(rules, "spotting.detection", name, ("moving", "still", "works"), bound)), (
                    name
                )

    def test_worse_ground_and_worse_roads(self, rules: Ruleset) -> None:
        states = ("dry", "soft", "wet", "mud")
        for column in ("foot", "wheels", "tracks"):
            assert falls([rules.where(f"movement.ground.{s}.{column}").value for s in reversed(states)])
        assert falls([rules.where(f"supply.road.{s}.vehicles").value for s in states])
        carries = [rules.where(f"supply.road.{s}.vehicles").value for s in ("dry", "wet", "mud")]
        tons = [
            v * rules.where("supply.road_day").value * rules.where("supply.lorry_load").value for v in carries
        ]
        assert tons == pytest.approx([360, 190, 70], rel=0.03)

    def test_deeper_works_take_longer(self, rules: Ruleset) -> None:
        hours = [rules.where(f"works.levels.{name}.hours").value for name in rows_of(rules, "works.levels")]
        assert falls(hours[::-1])

    def test_probabilities_and_shares_stay_within_one(self, rules: Ruleset) -> None:
        for trace in rules.numbers.values():
            if trace.unit in ("share", "probability", "threshold") or trace.unit.startswith("probability"):
                assert -1 <= trace.low <= trace.high <= 1, trace.path
            if trace.unit.startswith("probability"):
                assert trace.low >= 0, trace.path
