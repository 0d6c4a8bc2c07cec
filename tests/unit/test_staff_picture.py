"""What a staff reckons with on a small board: its formations, the places, where the enemy looks."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from builders import JAPANESE, SOVIET, World, unit, world
from mission_field import believing

from game.agents.picture import Picture, draw
from game.agents.staff import groups as staff_groups
from game.agents.staff.groups import TIRED, draw_groups, fighters
from game.agents.staff.maps import draw_maps
from game.agents.staff.targets import UNSEEN, draw_targets

BOARD = """
. . . . . . . . . .
. . . . . . . . . .
. . . . . . . . . .
"""
HILL = ("0802", "0803")


@cache
def made() -> World:
    """Two battalions, guns and a staff before a hill."""
    return world(
        BOARD,
        unit("a0", "su_rifle_company", "0101", of="s-a"),
        unit("a1", "su_rifle_company", "0102", of="s-a"),
        unit("b0", "su_rifle_company", "0202", of="s-b"),
        unit("t0", "su_tank_company", "0203", of="s-b"),
        unit("g0", "su_field_battery", "0103", of="s-b"),
        unit("hq", "su_regiment_hq", "0103", of="s-b"),
        unit("late", "su_rifle_company", enter="1938-08-07T12:00", of="s-a"),
        unit("x", "jp_rifle_company", "0802"),
        unit("y", "jp_rifle_company", "1001"),
        crest=HILL,
    )


def changed(change: Any) -> Picture:
    return draw(made().changed(change).view(SOVIET))


def rows(*names: str) -> list[int]:
    return [made().row(name) for name in names]


def foreign(state: Any) -> None:
    state.ground.control[0, list(made().way(*HILL))] = JAPANESE
    state.ground.known[0, :, list(made().way(*HILL))] = JAPANESE


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a battle with too many units to move each by itself."""
    monkeypatch.setattr(staff_groups, "SINGLE", 0)


class TestSingles:
    def test_few_units_are_moved_one_by_one(self) -> None:
        groups = draw_groups(draw(made().view(SOVIET)))
        assert groups.names == ("a0", "a1", "b0", "t0")
        assert [groups.units(n).tolist() for n in range(4)] == [[row] for row in rows("a0", "a1", "b0", "t0")]
        assert groups.tanks.tolist() == [0, 0, 0, 16]


@pytest.mark.usefixtures("many")
class TestGroups:
    def test_those_who_fight_by_formation(self) -> None:
        picture = draw(made().view(SOVIET))
        assert np.flatnonzero(fighters(picture.view)).tolist() == rows("a0", "a1", "b0", "t0")
        groups = draw_groups(picture)
        assert groups.names == ("s-a", "s-b")
        assert [groups.units(n).tolist() for n in range(2)] == [rows("a0", "a1"), rows("b0", "t0")]
        assert groups.tanks.tolist() == [0, 16]
        assert groups.men.tolist()[0] > groups.men.tolist()[1] > 0
        assert groups.fit.all()

    def test_they_stand_where_most_of_them_are(self) -> None:
        def thinned(state: Any) -> None:
            state.forces.men[0, made().row("a0")] = 40

        assert draw_groups(changed(thinned)).hex[0] == made().hex("0102")

    def test_worn_out_ones_are_not_sent(self) -> None:
        def worn(state: Any) -> None:
            state.forces.fatigue[0, rows("a0", "a1")] = TIRED + 1
            state.forces.nerve[0, made().row("b0")] = 0

        assert draw_groups(changed(worn)).fit.tolist() == [False, True]

    def test_a_side_without_troops_has_none(self) -> None:
        lonely = world(BOARD, unit("x", "jp_rifle_company", "0802"))
        groups = draw_groups(draw(lonely.view(SOVIET)))
        assert len(groups) == 0
        assert (groups.of == -1).all()


class TestTargets:
    def test_what_is_not_ours_can_be_won(self) -> None:
        picture = changed(foreign)
        targets = draw_targets(picture, draw_maps(picture))
        assert len(targets) == 1
        assert sorted(targets.hexes[0].tolist()) == sorted(made().way(*HILL))
        assert targets.open[0].size == 2
        assert targets.gain[0] > 0
        assert targets.risk[0] == 0

    def test_what_is_ours_can_be_lost(self) -> None:
        def ours(state: Any) -> None:
            state.ground.control[0, list(made().way(*HILL))] = SOVIET
            state.ground.known[0, :, list(made().way(*HILL))] = SOVIET

        picture = changed(ours)
        targets = draw_targets(picture, draw_maps(picture))
        assert targets.open[0].size == 0
        assert targets.gain[0] == 0
        assert targets.risk[0] > 0
        assert targets.foe[0] == 0

    def test_who_is_believed_there_and_beside_it(self) -> None:
        base = made().changed(foreign)
        view = believing(base, ("x", "0802", 100), ("y", "0902", 70))
        picture = draw(view)
        targets = draw_targets(picture, draw_maps(picture))
        assert targets.foe[0] >= 100
        assert targets.foe[0] <= 100 + 2 * max(UNSEEN)
        assert targets.beside[0] == 70
        assert targets.near[0] > 100

    def test_enemies_dug_in_are_known_as_such(self) -> None:
        for stays in (False, True):
            picture = draw(believing(made().changed(foreign), ("x", "0802", 100), stays=stays))
            assert draw_targets(picture, draw_maps(picture)).dug.tolist() == [stays]


class TestMaps:
    def test_without_an_enemy_nobody_looks(self) -> None:
        maps = draw_maps(draw(made().view(SOVIET)))
        assert maps.dead.all()
        assert maps.near(np.asarray(made().way(*HILL))) == 0

    def test_dead_ground_is_what_the_known_enemy_does_not_look_into(self) -> None:
        maps = draw_maps(draw(believing(made(), ("x", "0802", 100))))
        assert maps.dead[made().hex("0102")]
        assert not maps.dead[made().hex("0702")]

    def test_near_counts_the_near_for_more(self) -> None:
        hill = np.asarray(made().way(*HILL))
        close = draw_maps(draw(believing(made(), ("x", "0802", 100)))).near(hill)
        away = draw_maps(draw(believing(made(), ("x", "0102", 100)))).near(hill)
        assert close == 100
        assert 0 < away < close
        assert draw_maps(draw(believing(made(), ("x", "0802", 100)))).near(hill[:0]) == 0
