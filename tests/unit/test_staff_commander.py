"""The staffs at work on a small board: legal orders, one for each thing, any memo, the same answer again."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Any

import pytest
from builders import JAPANESE, SOVIET, World, unit, world
from mission_field import believing

from game.agents.missions.scripted import Scripted
from game.agents.registry import AGENTS, agent
from game.agents.staff.commander import Commander
from game.agents.staff.levels import LEVELS, STYLES, TACTICS
from game.agents.staff.words import TACTICS as SAID
from game.engine.orders import Assault
from game.engine.view import View
from game.scenario.plans.mission import Plan

BOARD = """
. . . . . . . . . . . .
. . . . . . . . . . . .
. . . . . . . . . . . .
. . . . . . . . . . . .
"""
HILL = ("0902", "0903")
MEMOS = [
    *("{", "[]", "null", "{}", "[" * 9999, "\x00", "9" * 5000, "x" * 300_000),
    *('{"s-a":"x"}', '{"s-a":99999999}', '{"s-a":true}'),
    *('{"tasks":{"s-a":-7},"tried":{"0":1e999}}', '{"tasks":[],"tried":null}'),
    '{"tasks":{"s-a":0},"tried":{"x":1},"open":{},"attacked":[]}',
]
CASES = list(product(LEVELS, STYLES))


@cache
def made(**more: Any) -> World:
    """Two battalions and guns before a hill that the enemy holds."""
    places = {"s-a": ("0401", "0402", "0502"), "s-b": ("0403", "0404", "0503")}
    companies = [
        unit(f"{name}{at}", "su_rifle_company", at, of=name) for name, some in places.items() for at in some
    ]

    def foreign(state: Any) -> None:
        state.ground.control[0, list(base.way(*HILL))] = JAPANESE
        state.ground.known[0, :, list(base.way(*HILL))] = JAPANESE

    base = world(
        BOARD,
        *companies,
        unit("gun", "su_field_battery", "0103", of="s-b"),
        unit("sb", "su_bomber_squadron"),
        unit("x", "jp_rifle_company", "0902"),
        unit("y", "jp_mg_company", "0903"),
        crest=HILL,
        **more,
    )
    return base.changed(foreign)


def facing(men: int) -> View:
    return believing(made(), ("x", "0902", men))


class TestNames:
    def test_a_level_has_three_styles(self) -> None:
        for level, style in CASES:
            name = level if style == "normal" else f"{level}:{style}"
            assert agent(name, 1).name == name
            assert name in AGENTS

    def test_every_tactic_can_be_said(self) -> None:
        known = {tactic for level in LEVELS.values() for tactic in level.tactics}
        assert known <= set(TACTICS)
        assert {"frontal", "tank_led", "smoke_screen", "crest_line"} <= set(SAID)


@pytest.mark.usefixtures("short_rehearsals")
class TestOrders:
    @pytest.mark.parametrize(("level", "style"), CASES)
    def test_are_legal_and_one_for_each_thing(self, level: str, style: str) -> None:
        who, game, memo = Commander(level, style, 3), made().game(), ""
        for _ in range(3):
            view = game.view(SOVIET)
            answer = who.choose(view, memo)
            for order in answer.orders:
                assert game.plot(SOVIET, order) is None
            told = [(o.unit, o.group) for o in answer.orders if o.group in ("act", "air")]
            assert len(told) == len(set(told))
            memo = answer.memo
            for side in (SOVIET, JAPANESE):
                game.commit(side)
            game.play()

    def test_a_place_that_nobody_holds_is_walked_into(self) -> None:
        def empty(state: Any) -> None:
            state.forces.hex[0, [made().row("x"), made().row("y")]] = made().way("1201", "1204")

        view = made().changed(empty).view(SOVIET)
        found = [o for o in Commander("line", "normal", 3).choose(view).orders if isinstance(o, Assault)]
        assert {o.route[-1] for o in found} <= set(made().way(*HILL))
        assert found

    def test_nobody_storms_a_place_held_by_many_times_his_number(self) -> None:
        for level in LEVELS:
            orders = Commander(level, "normal", 3).choose(facing(4000)).orders
            goals = [o.route[-1] for o in orders if isinstance(o, Assault)]
            assert made().hex("0902") not in goals

    def test_the_enemy_s_side_of_the_board(self) -> None:
        answer = Commander("staff", "normal", 3).choose(made().view(JAPANESE))
        assert all(made().setting.cadre.side[o.unit] == JAPANESE for o in answer.orders if o.unit >= 0)


@pytest.mark.usefixtures("short_rehearsals")
class TestAnswers:
    @pytest.mark.parametrize("level", LEVELS)
    def test_the_same_view_and_memo_have_the_same_answer(self, level: str) -> None:
        view = facing(80)
        first = Commander(level, "normal", 3).choose(view)
        assert first == Commander(level, "normal", 3).choose(view)
        assert first.memo
        again = Commander(level, "normal", 3).choose(view, first.memo)
        assert again == Commander(level, "normal", 3).choose(view, first.memo)

    @pytest.mark.parametrize("memo", MEMOS)
    def test_a_memo_that_is_none_counts_as_nothing(self, memo: str) -> None:
        view = facing(80)
        who = Commander("line", "normal", 3)
        answer = who.choose(view, memo)
        assert answer.orders == who.choose(view).orders

    def test_a_memo_of_another_agent_is_nothing(self) -> None:
        view = facing(80)
        book = Scripted(Plan("p", SOVIET, "", "", ())).choose(view).memo
        staff = Commander("staff", "normal", 3).choose(view).memo
        line = Commander("line", "normal", 3)
        assert line.choose(view, book) == line.choose(view)
        assert Scripted(Plan("p", SOVIET, "", "", ())).choose(view, staff).memo == book
