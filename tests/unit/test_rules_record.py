"""What the record brings: events that count and tell, border boats, armored trains, radio."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from game.grid.routes import reach, route
from game.rules.artillery_table import freeze_batteries
from game.rules.battery import main_gun
from game.rules.escalation import PEACE, escalate, index_of, war
from game.rules.events import UNTOLD, EventTable, acts_of, happening, noticed
from game.rules.fire_arms import arms, muster, reach_by_range
from game.rules.fire_table import freeze_fire
from game.rules.intelligence import signs
from game.rules.movement_cost import entry_cost
from game.rules.movement_table import freeze_march
from game.rules.truce import truce
from game.rules.victory_stakes import Stakes, grounded, over_the_border
from game.rules.zones import breach
from game.scenario.build import Start, build, minute
from game.scenario.compile_scenario import compile_scenario
from game.scenario.load import find_scenario, load_bundle

DAY = 1440
JULY_29, AUGUST_9 = 0, 11 * DAY
SOVIET, JAPANESE = 0, 1


@cache
def played(name: str = "campaign", options: tuple[str, ...] = ()) -> tuple[Start, Stakes]:
    start = build(load_bundle(find_scenario(name)), frozenset(options))
    return start, compile_scenario(start)


def row(start: Start, unit: str) -> int:
    return [counter.id for counter in start.roster.counters].index(unit)


def hexes(start: Start, *labels: str) -> NDArray[np.int64]:
    return np.array([start.board.hex_of(label) for label in labels])


def table(**changes: object) -> EventTable:
    """Two events over five hexes: reports at once, and reports of marches for two hours in clear air."""
    columns: dict[str, object] = {
        "names": ("once", "watch"),
        "minute": np.array([60, 120]),
        "to": np.ones((2, 2), np.bool_),
        "agreement": np.zeros(2, np.bool_),
        "acts": np.array([[0, 0], [0, 3]]),
        "learner": np.array([SOVIET, JAPANESE], np.int8),
        "watched": np.array([[1, 1, 0, 0, 0], [0, 0, 0, 1, 1]], np.bool_),
        "marching": np.array([False, True]),
        "until": np.array([60, 240]),
        "visibility_m": np.array([0, 4000]),
    }
    return EventTable(**(columns | changes))  # type: ignore[arg-type]


class TestNotices:
    SIDE = np.array([SOVIET, SOVIET, JAPANESE, JAPANESE])

    def told(self, start: int, hex: list[int], marching: bool = True, visibility: int = 6000) -> list[bool]:
        found = noticed(table(), start, start + 30, self.SIDE, hex, [marching] * 4, visibility)
        out: list[bool] = found.tolist()
        return out

    def test_once_and_only_the_enemy(self) -> None:
        assert self.told(60, [0, 3, 1, 2]) == [False, False, True, False]
        assert self.told(90, [0, 3, 1, 2]) == [False] * 4
        assert self.told(30, [0, 3, 1, 2]) == [False] * 4

    def test_for_as_long_as_it_lasts(self) -> None:
        assert [self.told(start, [3, 0, 3, 3])[0] for start in (90, 120, 240, 270, 300)] == [
            *(False, True, True, False, False)
        ]

    def test_only_what_marches_and_only_in_clear_air(self) -> None:
        assert self.told(120, [3, 4, 3, 4]) == [True, True, False, False]
        assert self.told(120, [3, 4, 3, 4], marching=False) == [False] * 4
        assert self.told(120, [3, 4, 3, 4], visibility=3999) == [False] * 4

    def test_nobody_off_the_board(self) -> None:
        assert self.told(60, [-1, -1, -1, 0]) == [False, False, False, True]

    def test_batch_is_its_parts(self) -> None:
        at = np.array([[3, 0, 1, 0], [4, 4, -1, 3]])
        marching = np.array([[True, True, False, False], [False, True, True, True]])
        both = noticed(table(), 120, 150, self.SIDE, at, marching, np.array([6000, 4000]))
        for n in range(2):
            assert (both[n] == noticed(table(), 120, 150, self.SIDE, at[n], marching[n], 6000)).all()

    def test_an_event_without_reports_tells_nothing(self) -> None:
        silent = table(learner=np.full(2, UNTOLD, np.int8))
        assert not noticed(silent, 60, 90, self.SIDE, [0, 0, 0, 0], [True] * 4, 6000).any()

    def test_acts_are_counted_with_their_event(self) -> None:
        what = table()
        assert acts_of(what, happening(what, 120, 150)).tolist() == [0, 3]
        assert acts_of(what, happening(what, 60, 90)).tolist() == [0, 0]
        assert acts_of(what, happening(what, 0, 500)).tolist() == [0, 3]


class TestDiversions:
    def test_three_attacks_of_the_ninth_raise_the_index_for_japan(self) -> None:
        _, stakes = played()
        noon = AUGUST_9 + 12 * 60
        done = acts_of(stakes.events, happening(stakes.events, noon, noon + 30))
        acts = stakes.escalation.acts
        assert dict(zip(acts, done.tolist(), strict=True)) == {
            a: 3 * (a == "japanese-diversions") for a in acts
        }
        found = escalate(stakes.escalation, np.zeros(len(acts)), done)
        assert int(found.index) == 6000
        assert stakes.escalation.side[acts.index("japanese-diversions")] == JAPANESE

    def test_the_road_is_watched_from_then_on(self) -> None:
        start, stakes = played()
        on_road, off_road = hexes(start, "4440", "3332")
        side = np.array([SOVIET, SOVIET, SOVIET, JAPANESE])
        at, marching = [on_road, on_road, off_road, on_road], [True, False, True, True]

        def seen(minute: int, visibility: int = 5000) -> list[bool]:
            told: list[bool] = noticed(
                stakes.events, minute, minute + 30, side, at, marching, visibility
            ).tolist()
            return told

        assert seen(AUGUST_9 + 10 * 60) == [False] * 4
        assert seen(AUGUST_9 + 15 * 60) == [True, False, False, False]
        assert seen(AUGUST_9 + 15 * 60, visibility=2500) == [False] * 4
        told = signs(side, noticed(stakes.events, AUGUST_9 + 870, AUGUST_9 + 900, side, at, marching, 5000))
        assert told[JAPANESE].tolist() == [1, 0, 0, 0]
        assert not told[SOVIET].any()


class TestVillages:
    @pytest.mark.parametrize("name", ["campaign", "bezymyannaya"])
    def test_the_first_pulse_warns_of_bogomolnaya(self, name: str) -> None:
        """Noguchi on the hill is a sign; Kanda, who is not at any of the places, is not one."""
        start, stakes = played(name)
        begin = int(stakes.events.minute[stakes.events.names.index("villages-emptied")])
        units = start.units
        still = np.zeros(len(units), np.bool_)
        found = noticed(stakes.events, begin, begin + 30, units.side, units.hex, still, 6000)
        assert found[row(start, "noguchi")]
        assert not found[row(start, "kanda")]
        assert not found[units.side == SOVIET].any()
        later = noticed(stakes.events, begin + 30, begin + 60, units.side, units.hex, still, 6000)
        assert not later.any()

    def test_the_day_is_that_of_the_rules(self) -> None:
        start, _ = played()
        day = start.ruleset.value("intelligence", "sign_from", 0)
        assert f"{day}rd" in start.bundle.scenario.model.events["villages-emptied"].text.en


class TestBoats:
    def price(self) -> NDArray[np.int32]:
        start, _ = played()
        board, march = start.board, freeze_march(start.ruleset)
        cost = entry_cost(march, board.neighbor, board.height, board.terrain, board.ways, board.edges)
        return np.asarray(cost[0, march.row("boat")], np.int32)

    def test_they_go_up_the_river_and_nowhere_else(self) -> None:
        start, _ = played()
        mouth = int(hexes(start, "4155")[0])
        far = reach(self.price(), start.board.neighbor, mouth)
        river = start.board.terrain == start.terrain.index("river")
        assert (far[river] >= 0).all()
        assert (far[~river] < 0).all()
        # Mid-stream by Machine-gun Hill: some twenty hexes at a minute each.
        way = route(self.price(), start.board.neighbor, mouth, int(hexes(start, "2845")[0]))
        assert 150 <= far[hexes(start, "2845")[0]] <= 300
        assert len(way) > 15

    def test_below_the_point_of_three_borders_the_stream_is_shared(self) -> None:
        start, stakes = played()
        boat = row(start, "pk7")
        at = np.full(len(start.units), -1)
        for label, stands in (("3953", False), ("3751", False), ("3550", True), ("2845", True)):
            at[boat] = hexes(start, label)[0]
            counted = grounded(stakes, at)
            assert bool(counted[boat] >= 0) is stands
            found = breach(stakes.zones, "ground", start.units.side, counted, 0)
            assert bool(found.any[boat]) is stands
            assert over_the_border(stakes, counted, start.units.men > 0).tolist() == [int(stands), 0]

    def test_a_machine_gun_on_shared_water_hardly_reaches_the_hills(self) -> None:
        """Nearer it does, and there it has crossed the border."""
        start, stakes = played()
        rules = freeze_fire(start.ruleset)
        boat, full = row(start, "pk7"), np.full((1, 3), 100)
        units = start.units
        force = muster(units.weapons[[boat]], units.vehicles[[boat]], units.men[[boat]], rules)
        by_range = reach_by_range(arms(force, full, [False], rules), rules)[0]
        assert by_range[0] > 0
        hill = hexes(start, "2942")[0]
        near = start.board.meters(np.flatnonzero(stakes.shared), hill).min()
        assert near > 1500
        assert by_range[int(near) // rules.step] * 50 < by_range[0]
        under = start.board.meters(hexes(start, "2745"), hill)[0]
        assert by_range[int(under) // rules.step] * 4 > by_range[0]


class TestTrains:
    def test_they_stand_on_the_korean_railway_alone(self) -> None:
        start, _ = played()
        board, march = start.board, freeze_march(start.ruleset)
        cost = entry_cost(march, board.neighbor, board.height, board.terrain, board.ways, board.edges)
        line = hexes(start, *start.bundle.map.model.ways["east-tumen-railway"].hexes)
        far = reach(cost[0, march.row("rail")], board.neighbor, int(line[0]))
        assert set(np.flatnonzero(far >= 0).tolist()) == set(line.tolist())
        assert (board.territory[line] == start.territories.index("korea")).all()

    def test_the_gun_reaches_machine_gun_hill_from_the_line(self) -> None:
        start, _ = played()
        guns = freeze_batteries(start.ruleset)
        train = row(start, "train-1")
        weapon, number = main_gun(start.units.vehicles[train, :, 0][None], guns)
        assert start.weapons[int(weapon[0])] == "armored_train"
        assert int(number[0]) == 1
        line = hexes(start, *start.bundle.map.model.ways["east-tumen-railway"].hexes)
        meters = start.board.meters(line, hexes(start, "2942")[0])
        assert 5000 < meters.min() < guns.far[int(weapon[0])]

    def test_one_is_recorded_in_action_two_are_optional(self) -> None:
        def trains(options: tuple[str, ...]) -> list[str]:
            start, _ = played("campaign", options)
            return [c.id for c in start.roster.counters if c.symbol == "armored_train"]

        assert trains(()) == ["train-1"]
        assert trains(("train-2", "train-3")) == ["train-1", "train-2", "train-3"]

    def test_its_gun_is_no_heavy_gun(self) -> None:
        start, stakes = played()
        assert not stakes.heavy[row(start, "train-1")]
        assert stakes.heavy[row(start, "15har-2")]


def test_headquarters_are_on_the_air() -> None:
    start, stakes = played()
    sends = {c.id for c, on in zip(start.roster.counters, stakes.radio, strict=True) if on}
    assert {"19d-hq", "75ir-hq", "39rc-hq", "59bd-hq"} <= sends
    assert all(name.endswith("hq") for name in sends)


class TestTheRecordIsNoWar:
    """The acts of the timeline at the prices of the campaign: tension, no war, a truce about when it came.

    Bombs west of the border on 1 August and by day from the 6th to the 8th; a battalion at Yangguanping and
    two companies over the crest from the evening of the 6th; heavy guns in Korea by day from 31 July. The
    last two are the most that the sources allow.
    """

    def course(self) -> list[tuple[int, NDArray[np.int64]]]:
        """End of each turn in minutes, and what was caused by then."""
        start, stakes = played()
        table = stakes.escalation
        caused, out = np.zeros(len(table.acts), np.int64), list[tuple[int, NDArray[np.int64]]]()
        for turn in start.turns:
            begin, end = minute(turn.start), minute(turn.end)
            day, by_day = begin // DAY, 6 * 60 <= begin % DAY < 20 * 60
            bombed = by_day and (begin // 60 == 3 * 24 + 12 or 8 * 24 + 15 <= begin // 60 < 11 * 24)
            did = {
                "soviet-west-of-border": 6 * (begin >= (8 * 24 + 18) * 60),
                "bombs-on-korea": int(bombed),
                "bombs-on-manchukuo": int(bombed),
                "korea-guns": int(by_day and 2 <= day < 13),
            }
            done = np.array([did.get(act, 0) for act in table.acts])
            done += acts_of(stakes.events, happening(stakes.events, begin, end))
            caused = escalate(table, caused, done).caused
            out.append((end, caused))
        return out

    @pytest.mark.parametrize("name", ["bezymyannaya", "night-assault", "counter-attacks", "offensive"])
    def test_short_scenarios_begin_where_the_course_stands(self, name: str) -> None:
        _, stakes = played()
        first = minute(played(name)[0].turns[0].start)
        index = [int(index_of(stakes.escalation, caused)) for end, caused in self.course() if end <= first]
        told = played(name)[1].escalation.start
        assert told == pytest.approx(index[-1] if index else 0, abs=1000)

    def test_the_index_stays_below_war(self) -> None:
        _, stakes = played()
        _, caused = self.course()[-1]
        assert 35_000 < int(index_of(stakes.escalation, caused)) < 75_000
        assert int(war(stakes.escalation, caused)) == PEACE

    def test_the_truce_comes_on_the_tenth_or_eleventh(self) -> None:
        """A fifth of the Japanese lost: likely at each turn, all but sure over those of the record."""
        _, stakes = played()
        assert stakes.truce is not None
        low = np.zeros((), np.uint64)
        silent, chances = 1.0, list[float]()
        for end, caused in self.course():
            index = index_of(stakes.escalation, caused)
            chance = int(truce(stakes.truce, end, index, 20 << 10, low).chance) / 65536
            if chance:
                chances.append(chance)
                silent *= 1 - chance
        assert len(chances) >= 5
        assert 0.5 < chances[0] < 0.9
        assert silent < 0.01
