"""Compiling a ruleset: rounding, overlays, digests, and one clear sentence for what does not fit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.grid.board import WAY_KINDS
from game.rules.freeze import freeze_movement, freeze_posture, freeze_terrain
from game.rules.ruleset import Ruleset
from game.rules.tables import ABSENT, IMPASSABLE, POSTURES, fixed
from game.scenario.compile import compile_ruleset
from game.scenario.load import load_ruleset
from game.scenario.models.common import File, Number

FILES: dict[str, File] = {d.path.name: d.model for d in load_ruleset("standard").documents}
PLAIN: Ruleset = compile_ruleset(FILES)
PATHS = sorted(PLAIN.numbers)


def number(value: float, spread: float = 0.0) -> Number:
    return Number(value=value, low=value - spread, high=value + spread)


class TestFixed:
    def test_halves_go_to_the_even_neighbor(self) -> None:
        assert fixed(1024.5 / 1024) == 1024
        assert fixed(1025.5 / 1024) == 1026
        assert fixed(-1025.5 / 1024) == -1026

    @given(st.floats(min_value=0.05, max_value=1e6))
    def test_error_is_at_most_half_a_step(self, value: float) -> None:
        assert abs(fixed(value) - value * 1024) <= 0.5
        assert fixed(-value) == -fixed(value)

    def test_too_small_a_number_asks_for_places(self) -> None:
        with pytest.raises(ValueError, match=r"0\.00055 needs more than 10 binary places"):
            fixed(0.00055)
        assert fixed(0.00055, 24) == round(0.00055 * 2**24)

    @pytest.mark.parametrize("value", [float("inf"), float("nan")])
    def test_only_finite_numbers(self, value: float) -> None:
        with pytest.raises(ValueError, match="finite"):
            fixed(value)


class TestLookup:
    def test_value_and_table(self) -> None:
        assert PLAIN.value("fire", "n0") == 20 * 1024
        assert PLAIN.value("air", "aa_loss", 24) == round(0.0004 * 2**24)
        assert PLAIN.table("fire", "range_factor").at("rifle", "500") == round(0.1 * 1024)
        assert PLAIN.table("movement", "minutes").at("lorry", "marsh") == ABSENT

    def test_trace_inherits_unit_source_and_tag(self) -> None:
        crew, load = PLAIN.where("weapons.maxim.crew"), PLAIN.where("weapons.maxim.load_rounds")
        assert (crew.unit, crew.source, crew.tag) == ("men", "REF, R10", "sourced")
        assert load.source == "REF, CM"
        assert PLAIN.where("movement.minutes.infantry.climb").unit == "min per 10 m"

    @pytest.mark.parametrize(
        ("path", "near"),
        [("fire.ao", "fire.a0"), ("movement.minutes.infantry.rode", "movement.minutes.infantry.road")],
    )
    def test_unknown_number_names_the_nearest(self, path: str, near: str) -> None:
        with pytest.raises(ValueError, match=f"no number '{path}' in the rules; the nearest is '{near}'"):
            PLAIN.where(path)

    def test_unknown_table_names_the_nearest(self) -> None:
        with pytest.raises(ValueError, match=r"the nearest is 'fire\.light'"):
            PLAIN.table("fire", "lights")

    def test_small_number_says_which_it_is(self) -> None:
        with pytest.raises(ValueError, match=r"air\.aa_loss: 0\.0004 needs more"):
            PLAIN.value("air", "aa_loss")


class TestOverlay:
    def test_changes_one_number_and_says_so(self) -> None:
        changed = compile_ruleset(FILES, {"fire.a0": number(0.5)})
        trace = changed.where("fire.a0")
        assert (trace.value, trace.unit, trace.overlaid) == (0.5, PLAIN.where("fire.a0").unit, True)
        assert changed.value("fire", "a0") == 512
        assert changed.digest != PLAIN.digest
        rest = [p for p in PATHS if p != "fire.a0"]
        assert all(changed.where(p) == PLAIN.where(p) for p in rest)
        assert PLAIN.where("fire.a0").value == 0.4

    def test_reaches_the_frozen_tables(self) -> None:
        overlay = {
            "movement.minutes.infantry.marsh": number(20),
            "terrain.crest.dig_rate": number(0.5),
            "units.posture.visible.trench": number(0.125),
            "weapons.dp.crew": number(3),
            "kinds.su_rifle_company.men": number(150),
        }
        changed = compile_ruleset(FILES, overlay)
        marsh, crest = (changed.terrain.names.index(name) for name in ("marsh", "crest"))
        assert changed.movement.ground[0, marsh] == 200
        assert changed.terrain.dig_rate[crest] == 512
        assert changed.posture.visible[POSTURES.index("trench")] == 128
        assert changed.weapons.column("crew")[changed.weapons.names.index("dp")] == 3 * 1024
        assert changed.kinds.men[changed.kinds.names.index("su_rifle_company")] == 150

    @given(st.sampled_from(PATHS))
    def test_own_value_changes_nothing_that_decides(self, path: str) -> None:
        old = PLAIN.where(path)
        same = compile_ruleset(FILES, {path: Number(value=old.value, low=old.low, high=old.high)})
        assert same.digest == PLAIN.digest

    def test_range_alone_changes_nothing_that_decides(self) -> None:
        assert compile_ruleset(FILES, {"fire.a0": number(0.4, 0.3)}).digest == PLAIN.digest

    def test_unknown_number(self) -> None:
        with pytest.raises(ValueError, match=r"no number 'fire\.zero' in the rules; the nearest is "):
            compile_ruleset(FILES, {"fire.zero": number(1)})

    def test_impassable_ground_stays_so(self) -> None:
        with pytest.raises(ValueError, match=r"'movement\.minutes\.lorry\.marsh'"):
            compile_ruleset(FILES, {"movement.minutes.lorry.marsh": number(9)})

    @pytest.mark.parametrize(
        ("path", "value", "said"),
        [
            ("kinds.su_rifle_company.men", 90_000, "men does not fit 16 bits"),
            ("movement.minutes.infantry.road", -1, "-1 minutes is not between"),
            ("terrain.open.cover", 1e9, "cover does not fit 16 bits"),
            ("fire.a0", float("inf"), "is not a finite number"),
        ],
    )
    def test_what_does_not_fit(self, path: str, value: float, said: str) -> None:
        with pytest.raises(ValueError, match=said):
            compile_ruleset(FILES, {path: Number(value=value, low=value, high=value)}).value("fire", "a0")


class TestFiles:
    def test_order_of_files_does_not_matter(self) -> None:
        backwards = {name: FILES[name] for name in reversed(FILES)}
        assert compile_ruleset(backwards).digest == PLAIN.digest

    @pytest.mark.parametrize(
        ("gone", "said"),
        [
            ("terrain.yaml", "terrain, weapons and kinds"),
            ("movement.yaml", r"lacks the table 'movement\.minutes'"),
            ("artillery.yaml", r"lacks the table 'artillery\.lethal_area'"),
        ],
    )
    def test_missing_file(self, gone: str, said: str) -> None:
        with pytest.raises(ValueError, match=said):
            compile_ruleset({name: file for name, file in FILES.items() if name != gone})

    def test_chapter_twice(self) -> None:
        with pytest.raises(ValueError, match="the chapter 'fire' is given twice"):
            compile_ruleset({**FILES, "again.yaml": FILES["fire.yaml"]})
        with pytest.raises(ValueError, match="two files of kind 'terrain'"):
            compile_ruleset({**FILES, "again.yaml": FILES["terrain.yaml"]})


class TestFreeze:
    def test_terrain(self) -> None:
        rows = {"open": (".", True), "lake": ("L", False)}
        numbers = {name: {"cover": 1.0, "concealment_m": 0.25, "dig_rate": 0.5} for name in rows}
        table = freeze_terrain(rows, numbers)
        assert (table.names, table.letters) == (("open", "lake"), (".", "L"))
        assert table.land.tolist() == [True, False]
        assert table.concealment.tolist() == [2, 2]

    def test_movement_needs_every_column(self) -> None:
        row = {"open": 4.5, "road": 3.5, "track": None, "causeway": 4.0, "railway": None, "climb": 1.5}
        table = freeze_movement({"infantry": row}, ["open"])
        assert table.ground.tolist() == [[45]]
        assert table.way.tolist() == [[35, int(IMPASSABLE), 40, int(IMPASSABLE)]]
        with pytest.raises(ValueError, match="the minutes of 'infantry' lack the columns marsh"):
            freeze_movement({"infantry": row}, ["open", "marsh"])

    def test_posture_needs_every_posture(self) -> None:
        with pytest.raises(ValueError, match="needs the row 'exposed_fighting'"):
            freeze_posture({"exposed_fighting": {"prone": 0.2}})


class TestTables:
    """What the kernels get."""

    def test_terrain(self) -> None:
        crest = PLAIN.terrain.names.index("crest")
        assert PLAIN.terrain.dig_rate[crest] == 614
        assert PLAIN.terrain.concealment[PLAIN.terrain.names.index("scrub")] == 15
        assert PLAIN.terrain.cover.dtype == np.int16

    def test_movement(self) -> None:
        move = PLAIN.movement
        infantry, lorry = move.mobilities.index("infantry"), move.mobilities.index("lorry")
        assert move.way[infantry, WAY_KINDS.index("road")] == 35
        assert move.climb[infantry] == 15
        assert move.ground[lorry, PLAIN.terrain.names.index("marsh")] == IMPASSABLE
        wet = [PLAIN.terrain.names.index(name) for name in ("lake", "river")]
        assert (move.ground[:, wet[0]] == IMPASSABLE).all()

    def test_kinds_and_weapons(self) -> None:
        company, weapon = PLAIN.kinds.names.index("su_rifle_company"), PLAIN.weapons.names.index("dp")
        assert PLAIN.kinds.armament[company, weapon] == 12
        assert PLAIN.weapons.classes[PLAIN.weapons.weapon_class[weapon]] == "lmg"
        assert PLAIN.weapons.column("range_max")[PLAIN.weapons.names.index("type41_gun")] == 6300 * 1024
        assert PLAIN.weapons.column("ceiling")[weapon] == ABSENT
        assert PLAIN.weapons.shell[weapon] == -1

    def test_nothing_can_be_changed(self) -> None:
        with pytest.raises(ValueError, match="read-only"):
            PLAIN.posture.visible[0] = 0
        with pytest.raises(TypeError):
            PLAIN.numbers["fire.a0"] = PLAIN.where("fire.a0")  # type: ignore[index]

    def test_every_table_compiles(self) -> None:
        for head in PLAIN.layouts:
            chapter, name = head.split(".")
            grid = PLAIN.table(chapter, name)
            assert grid.cells.shape == (len(grid.rows), len(grid.columns))
