"""Score: ground, losses, time, tasks, levels; and that every shipped scenario can be scored."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from stakes_field import (
    CREST,
    HILL,
    JAPANESE,
    LOSSES,
    NOBODY,
    SOVIET,
    ground,
    held,
    table,
    tasks,
    terms,
    total,
)

from game.rules.victory import Force, force, ground_score, rounded, score, term_score
from game.rules.victory_checks import Facts, keep, measure, task_score
from game.rules.victory_table import part_of
from game.rules.victory_tally import after_pulse, after_turn, control, no_tally
from game.scenario.build import Start, build
from game.scenario.compile_scenario import compile_scenario
from game.scenario.load import find_scenario, load_bundle, scenario_paths

SIDE = [0, 0, 1, 1]
ALL = (*CREST, *HILL)
NO_LOSSES = Force(np.zeros(2, np.int64), np.zeros(2, np.int64))


@cache
def shipped(name: str) -> Start:
    return build(load_bundle(find_scenario(name)))


class TestControl:
    def test_alone_contested_and_left(self) -> None:
        before = np.array([JAPANESE, JAPANESE, SOVIET, NOBODY])
        # Hex 0: a Soviet alone. Hex 1: both. Hex 2: nobody. Hex 3: a Japanese alone.
        found = control(before, [0, 1, 1, 3], SIDE, [True] * 4)
        assert found.tolist() == [SOVIET, JAPANESE, SOVIET, JAPANESE]

    def test_the_routed_hold_nothing(self) -> None:
        before = np.array([JAPANESE, NOBODY, NOBODY, NOBODY])
        assert control(before, [0, -1, 0, -1], SIDE, [True, True, False, True]).tolist()[0] == SOVIET
        assert control(before, [0, -1, -1, -1], SIDE, [False] * 4).tolist() == before.tolist()

    def test_batch_is_its_parts(self) -> None:
        before = np.array([[0, -1, 1], [1, 1, 1]])
        at = np.array([[0, 1, 2, 2], [2, 2, 1, 0]])
        both = control(before, at, SIDE, np.ones((2, 4), bool))
        for i in range(2):
            assert both[i].tolist() == control(before[i], at[i], SIDE, np.ones(4, bool)).tolist()


class TestGround:
    def test_share_of_hexes(self) -> None:
        # Two of three Soviet, one Japanese: a third of 20 points, of which 70 % at the end: 4.67.
        end, average = ground_score(ground(), held(soviet=(0, 1), japanese=(2,)), no_tally(table()))
        assert end.result[0] == pytest.approx(4667, abs=10)
        assert average.result.tolist() == [0, 0]

    def test_end_and_average(self) -> None:
        what = table()
        mine, theirs = held(soviet=ALL), held(japanese=ALL)
        tally = after_pulse(no_tally(what), what, theirs, 0, 300, True)
        tally = after_pulse(tally, what, mine, 300, 400, True)
        # At the end 26 x 0.7; on the average (100 - 300) / 400 of 26 x 0.3: 18.2 - 3.9 = 14.3.
        assert total(what, mine, tally) == pytest.approx(1430, abs=3)

    def test_average_begins_at_its_hour(self) -> None:
        what = table(ground(since=100))
        tally = after_pulse(no_tally(what), what, held(japanese=ALL), 0, 100, True)
        assert tally.span.tolist() == [0, 0]
        tally = after_pulse(tally, what, held(soviet=ALL), 60, 120, True)
        assert tally.net.tolist() == [60, 20]
        assert total(what, held(soviet=ALL), tally) == 2600

    def test_the_account_multiplies(self) -> None:
        end, _ = ground_score(ground(), held(soviet=(0,), japanese=HILL), no_tally(table()))
        for base, (share, part), result in zip(end.base, end.factors, end.result, strict=True):
            assert result == np.sign(share) * ((int(base) * abs(int(share)) >> 10) * int(part) >> 10)

    @pytest.mark.parametrize("percent", [0, 1, 60, 70, 80, 99, 100])
    def test_parts_are_whole(self, percent: int) -> None:
        assert sum(part_of(percent)) == 1024


class TestTerms:
    def test_losses_and_their_cap(self) -> None:
        what = table(term=terms(*LOSSES))
        # The Soviets lose 13 of 100 men, the Japanese 40 of 100: -13 + 20.
        lost = Force(np.array([100, 100]), np.array([13, 40]))
        assert term_score(what.terms, no_tally(what), lost, (0, 0)).result.tolist() == [-13_000, 20_000]

    def test_tanks(self) -> None:
        what = table(term=terms(("tanks", SOVIET, -0.05, None, 0)))
        assert total(what, held(), tanks=(80, 0)) == -400

    def test_a_force_that_never_came_does_not_count(self) -> None:
        found = force([90, 500, 50, 0], [10, 0, 0, 50], SIDE, [True, False, True, True])
        assert found.committed.tolist() == [100, 100]
        assert found.loss_percent.tolist() == [10 << 10, 50 << 10]

    def test_days_without_the_crest(self) -> None:
        what = table(term=terms(("delay", SOVIET, -1, None, 1440)))
        parted = held(soviet=(0, 1), japanese=(2,))
        tally = after_pulse(no_tally(what), what, parted, 0, 1440, True)
        tally = after_pulse(tally, what, parted, 1440, 1440 + 2160, True)
        tally = after_pulse(tally, what, held(soviet=CREST), 3600, 5000, True)
        only = term_score(what.terms, tally, NO_LOSSES, (0, 0))
        assert only.result.tolist() == [-1500]

    def test_turns_held(self) -> None:
        what = table(term=terms(("holding", JAPANESE, 1, 2, 100)))
        tally = no_tally(what)
        points = []
        for end in (100, 200, 300, 400):
            tally = after_turn(tally, what, held(japanese=(2,)), end, [0, 0])
            points.append(int(term_score(what.terms, tally, NO_LOSSES, (0, 0)).result[0]))
        assert points == [0, -1000, -2000, -2000]


class TestTasks:
    FACTS = Facts(
        np.array([6, 100, 90, 0]),
        Force(np.array([150, 200]), np.array([50, 41])),
        np.array([3, 0]),
        np.array([0, 2]),
    )

    def met(self, *rows: dict[str, object], holder: object = None, pulses: int = 0) -> list[int]:
        what = table(task=tasks(*rows))
        tally = no_tally(what)
        for i in range(pulses):
            tally = after_pulse(tally, what, held(soviet=ALL), 30 * i, 30 * i + 30, i > 0)
        amounts = measure(what, held(soviet=(0, 1, 4)) if holder is None else holder, tally, self.FACTS)  # type: ignore[arg-type]
        tally = keep(tally, what.tasks, amounts, 60)
        return [int(v) for v in task_score(what.tasks, tally).result]

    def test_each_measure(self) -> None:
        one = 1 << 10
        rows: list[dict[str, object]] = [
            {"measure": "holds", "place": (0, 1, 2), "least": one},
            {"measure": "holds", "place": (3,), "least": one},
            {"measure": "hexes_held", "place": (0, 1, 2), "least": 2 * one},
            {"measure": "men_left", "units": (0,), "least": 6 * one},
            {"measure": "share_left", "least": round(66.6 * one)},
            {"measure": "loss_percent", "side": JAPANESE, "most": 20 * one},
            {"measure": "tanks_lost", "most": 2 * one},
            {"measure": "unit_turns_west", "most": 0},
            {"measure": "assaults", "side": JAPANESE, "most": 0},
        ]
        assert self.met(*rows) == [0, 10_000, 10_000, 10_000, 10_000, 0, 0, 10_000, 0]

    def test_pulses_count_from_the_first_shot(self) -> None:
        row: dict[str, object] = {"measure": "pulses_held", "place": (0, 1, 2), "least": 6 << 10}
        assert self.met(row, pulses=6) == [0]
        assert self.met(row, pulses=7) == [10_000]

    def test_an_hour_gone_by_is_settled(self) -> None:
        what = table(task=tasks({"measure": "holds", "place": (3,), "least": 1 << 10, "by": 60}))
        tally = keep(no_tally(what), what.tasks, [1 << 10], 60)
        tally = keep(tally, what.tasks, [0], 90)
        assert task_score(what.tasks, tally).result.tolist() == [10_000]

    def test_all_and_any(self) -> None:
        two = tasks({"measure": "assaults", "most": 0}, {"measure": "assaults", "least": 1 << 10})
        pair = {"names": ("x", "y"), "of": np.ones((2, 2), bool), "any_of": np.array([False, True])}
        both = replace(two, **pair)  # type: ignore[arg-type]
        what = table(task=both)
        assert task_score(both, no_tally(what)).result.tolist() == [0, 10_000]


class TestScore:
    @pytest.mark.parametrize(
        ("points", "level"),
        [(10_000, 0), (4950, 0), (4949, 1), (950, 2), (949, 3), (-949, 3), (-950, 4), (-4950, 6), (-4949, 5)],
    )
    def test_levels_mirror(self, points: int, level: int) -> None:
        what = table()
        part = replace(ground_score(what.ground, held(), no_tally(what))[0], result=np.array([points * 10]))
        found = score(what, (part,))
        assert (int(found.total), int(found.level)) == (points, level)

    def test_war_decides(self) -> None:
        what = table()
        parts = ground_score(what.ground, held(soviet=ALL), no_tally(what))
        assert [int(score(what, parts, lost).total) for lost in (0, 1, 2, -1)] == [-10_000, 10_000, 0, 1820]

    def test_rounding_is_even_handed(self) -> None:
        assert rounded([14, 15, -14, -15, 0], 10).tolist() == [1, 2, -1, -2, 0]


class TestShipped:
    @pytest.mark.parametrize("name", sorted(scenario_paths()))
    def test_compiles_and_scores(self, name: str) -> None:
        start = shipped(name)
        what = compile_scenario(start)
        victory = start.bundle.scenario.model.victory
        assert what.victory.ground.weight.sum() == sum(o.weight.value for o in victory.objectives) * 1000
        tally = no_tally(what.victory)
        facts = Facts(
            start.units.men.astype(np.int64),
            force(start.units.men, np.zeros(len(start.units)), start.units.side, start.units.hex >= 0),
            np.zeros(2, np.int64),
            np.zeros(2, np.int64),
        )
        tally = keep(tally, what.victory.tasks, measure(what.victory, what.control, tally, facts), 0)
        parts = (
            *ground_score(what.victory.ground, what.control, tally),
            task_score(what.victory.tasks, tally),
        )
        assert abs(int(score(what.victory, parts).total)) <= 10_000

    def test_the_numbers_of_the_campaign_are_the_defaults(self) -> None:
        start = shipped("campaign")
        rules, what = start.ruleset, compile_scenario(start)
        assert what.victory.ground.weight.sum() == rules.value("victory", "ground_max", 0) * 1000
        assert int(what.victory.ground.at_end[0]) == rules.value("victory", "ground_end")
        assert what.escalation.war_at == rules.value("victory", "war_at", 0) * 1000
        assert what.truce is not None
        assert what.truce.base == rules.value("victory", "truce_base", 16)
        assert what.truce.per_index == rules.value("victory", "truce_index", 16)
        assert what.truce.per_loss == rules.value("victory", "truce_loss", 16)
        assert what.truce.lag == 90

    def test_the_crest_is_zaozernaya(self) -> None:
        start = shipped("campaign")
        land = compile_scenario(start).victory.ground
        assert {start.board.label(int(h)) for h in land.hexes[land.crest]} == {"2336", "2437", "2337", "2338"}

    def test_both_lines_of_the_first_day(self) -> None:
        """The hill is Soviet when the day begins; the observation height is Japanese."""
        start = shipped("bezymyannaya")
        control_now = compile_scenario(start).control
        assert control_now[start.board.hex_of("2128")] == SOVIET
        assert control_now[start.board.hex_of("2037")] == JAPANESE
