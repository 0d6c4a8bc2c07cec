"""Digging in, and the tasks of engineers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from march_field import GROUND, HEXES, NEAR, RULES

from game.grid.board import CAUSEWAY, SHORE, WIRE
from game.rules.tables import POSTURES
from game.rules.works import Dug, covered, dig, posture_at, trench_share
from game.rules.works_table import BRIDGE, CLEAR, NEVER, TRACK, freeze_works
from game.rules.works_table import WIRE as LAY_WIRE
from game.rules.works_tasks import NO_TASK, Toil, toil, wired, with_belts, with_ways

TABLE = freeze_works(RULES)
ONE = 1024
TON = 1_000_000
OPEN, CREST, LAKE = (GROUND[name] for name in ("open", "crest", "lake"))


def dug(
    minutes: int,
    progress: int = 0,
    terrain: int = OPEN,
    fire: int = 0,
    night: bool = False,
    fatigue: int = 0,
    sappers: bool = False,
    stores: int = 0,
    carry: int = 0,
) -> Dug:
    return dig(
        TABLE, [progress], [carry], [terrain], [fire], [night], [fatigue], [sappers], [stores], [minutes]
    )


def level(*args: Any, **kwargs: Any) -> float:
    return int(dug(*args, **kwargs).progress[0]) / ONE


class TestDigging:
    @pytest.mark.parametrize(("hours", "reached"), [(0.5, 1), (3, 2), (12, 3), (36, 3), (1.75, 1.5)])
    def test_levels(self, hours: float, reached: float) -> None:
        assert level(int(hours * 60)) == reached

    def test_overhead_cover_needs_stores(self) -> None:
        whole = dug(24 * 60, progress=3 * ONE, stores=8 * TON)
        assert (whole.progress[0], whole.used[0]) == (4 * ONE, 8 * TON)
        half = dug(24 * 60, progress=3 * ONE, stores=4 * TON)
        assert (half.progress[0], half.used[0]) == (3 * ONE + 512, 4 * TON)

    def test_who_does_not_dig_keeps_what_he_carries_over(self) -> None:
        # Of a trench that shells have ruined the work carried over is worth more levels than it was.
        rests, digs = (dug(minutes, progress=300, carry=50 * ONE) for minutes in (0, 1))
        assert (rests.progress[0], rests.carry[0]) == (300, 50 * ONE)
        assert digs.progress[0] > 300 + ONE // 2, "a minute of digging, and what was carried over"
        full = dug(0, progress=4 * ONE, carry=7)
        assert (full.progress[0], full.carry[0], full.used[0]) == (4 * ONE, 7, 0)

    def test_everything_against_it(self) -> None:
        found = dug(60, terrain=CREST, fire=ONE, night=True, fatigue=ONE)
        # .6 rock x .3 fire x .7 night x .5 fatigue, each to Q10.
        assert found.factors.tolist() == [[614, 307, 717, 512, 1024]]
        assert found.worked[0] == pytest.approx(60 * 1024 * 0.6 * 0.3 * 0.7 * 0.5, rel=0.02)

    def test_sappers_are_faster(self) -> None:
        # 1.6 x 75 minutes are two hours.
        assert level(75, sappers=True) == pytest.approx(level(120), abs=0.01)

    def test_small_work_is_not_lost(self) -> None:
        """Twenty short pulses under fire come to the same as one long one."""
        progress, carry = 2 * ONE, 0
        for _ in range(20):
            found = dug(7, progress=progress, carry=carry, terrain=CREST, fire=ONE, night=True, fatigue=900)
            progress, carry = int(found.progress[0]), int(found.carry[0])
        long = dug(140, progress=2 * ONE, terrain=CREST, fire=ONE, night=True, fatigue=900)
        assert abs(progress - int(long.progress[0])) <= 1

    def test_nobody_digs_in_the_lake(self) -> None:
        assert level(600, terrain=LAKE) == 0

    def test_slits_on_the_crest_by_morning(self) -> None:
        """Record: sappers on Zaozernaya in the night of 8-9 August, under fire, came to slits only."""
        found = level(9 * 60, terrain=CREST, fire=ONE, night=True, fatigue=512, sappers=True)
        assert 1 < found < 2

    def test_full_trenches_in_days(self) -> None:
        """Record: the Japanese had full trenches on the crests by 5 August, dug from 31 July at intervals."""
        progress = 0
        for night in (True, False) * 4:
            progress = int(
                dug(8 * 60, progress=progress, terrain=CREST, night=night, fatigue=300).progress[0]
            )
        assert progress >= 3 * ONE

    def test_share_of_trench_cover(self) -> None:
        steps = [0, ONE, ONE + 512, 2 * ONE, 3 * ONE, 4 * ONE]
        assert trench_share(TABLE, steps).tolist() == [0, 0, 256, 512, 1024, 1024]


class TestPosture:
    @pytest.mark.parametrize(
        ("works", "posture"),
        [
            (0, "prone"),
            (1023, "prone"),
            (1024, "scrape"),
            (2500, "scrape"),
            (2815, "scrape"),
            (2816, "trench"),
            (3072, "trench"),
            (4096, "bunker"),
        ],
    )
    def test_by_level(self, works: int, posture: str) -> None:
        assert POSTURES[int(posture_at(works, 256))] == posture

    def test_a_fire_trench_covers_half_way(self) -> None:
        """.12 in a scrape, .04 in a trench: .08 in a fire trench, and evenly between."""
        column = RULES.posture.exposed_fighting
        scrape, trench, prone = (POSTURES.index(name) for name in ("scrape", "trench", "prone"))
        found = covered(
            TABLE, column, [scrape, scrape, scrape, trench, prone], [1024, 1536, 2048, 3072, 2048]
        )
        assert found[:3] / ONE == pytest.approx([0.12, 0.10, 0.08], abs=0.002)
        assert found[3:].tolist() == [column[trench], column[prone]]


def worked(
    task: int,
    minutes: int,
    men: int = 200,
    sappers: bool = False,
    stores: int = 100 * TON,
    done: int = 0,
    fire: int = 0,
    night: bool = False,
) -> Toil:
    return toil(TABLE, [task], [done], [men], [sappers], [fire], [night], [0], [stores], [minutes])


class TestTasks:
    def test_wire_by_a_company_and_by_sappers(self) -> None:
        assert not worked(LAY_WIRE, 359).finished[0]
        assert worked(LAY_WIRE, 360).finished[0]
        assert worked(LAY_WIRE, 180, men=30, sappers=True).finished[0]
        assert worked(LAY_WIRE, 360).used.tolist() == [4 * TON]

    def test_what_only_engineers_do(self) -> None:
        assert TABLE.tasks[TRACK].tolist() == [NEVER, 240]
        assert worked(TRACK, 6000).done.tolist() == [0]
        assert worked(TRACK, 240, sappers=True).finished[0]
        assert worked(BRIDGE, 24 * 60, sappers=True).used.tolist() == [40 * TON]

    def test_without_stores_it_is_not_finished(self) -> None:
        waits = worked(LAY_WIRE, 400, stores=3 * TON)
        assert (waits.finished[0], waits.used[0], waits.done[0]) == (False, 0, 1 << 20)
        later = worked(LAY_WIRE, 0, done=int(waits.done[0]))
        assert later.finished[0]

    def test_half_a_party_takes_twice_as_long(self) -> None:
        assert worked(LAY_WIRE, 360, men=40).done[0] == pytest.approx(1 << 19, rel=0.01)

    def test_fire_and_night(self) -> None:
        assert worked(LAY_WIRE, 360, fire=ONE).done[0] == pytest.approx(0.3 * (1 << 20), rel=0.01)
        assert worked(LAY_WIRE, 360, night=True).done[0] == pytest.approx(0.7 * (1 << 20), rel=0.01)

    def test_no_task(self) -> None:
        idle = worked(NO_TASK, 600)
        assert (idle.finished[0], idle.done[0], idle.used[0]) == (False, 0, 0)
        assert worked(CLEAR, 60, sappers=True).finished[0]


class TestEffects:
    BELTS = np.zeros((HEXES, 6), np.int8)

    def test_belts_lie_on_both_hexes(self) -> None:
        belts = with_belts(TABLE, self.BELTS, NEAR, [9, 12, 30], [0, 1, 2], [1, 1, 0])
        assert belts[9, 0] == belts[10, 3] == 1
        assert belts[12, 1] == belts[NEAR[12, 1], 4] == 1
        assert belts.sum() == 4

    def test_belts_stay_within_bounds(self) -> None:
        many = with_belts(TABLE, self.BELTS, NEAR, [9] * 5, [0] * 5, [1] * 5)
        assert many[9, 0] == 3
        assert with_belts(TABLE, self.BELTS, NEAR, [9], [0], [-1]).sum() == 0

    def test_a_batch_of_belts(self) -> None:
        both = with_belts(TABLE, np.stack([self.BELTS] * 2), NEAR, [[9], [20]], [0], [1])
        assert np.argwhere(both).tolist() == [[0, 9, 0], [0, 10, 3], [1, 20, 0], [1, 21, 3]]

    def test_a_track_leads_out_of_its_hex(self) -> None:
        ways = with_ways(np.zeros((HEXES, 6), np.uint8), NEAR, [9, 20], [True, False])
        assert (ways[9] == CAUSEWAY).all()
        assert all(ways[NEAR[9, d], (d + 3) % 6] == CAUSEWAY for d in range(6))
        assert (ways != 0).sum() == 12

    def test_a_batch_of_tracks(self) -> None:
        ways = np.zeros((2, HEXES, 6), np.uint8)
        ways[1, 30] = 1
        hexes, laid = np.array([[9, 20], [0, 9]]), np.array([[True, True], [True, False]])
        both = with_ways(ways, NEAR, hexes, laid)
        each = [with_ways(w, NEAR, h, done) for w, h, done in zip(ways, hexes, laid, strict=True)]
        assert both.tolist() == [w.tolist() for w in each]
        assert with_ways(ways[0], NEAR, hexes, laid).shape == (2, HEXES, 6)
        assert (with_ways(ways[0], NEAR, [9, 9], [True, True]) == with_ways(ways[0], NEAR, [9], [True])).all()

    def test_wire_on_the_edges(self) -> None:
        edges = np.full((HEXES, 6), SHORE | WIRE, np.uint8)
        belts = self.BELTS.copy()
        belts[9, 0] = 2
        found = wired(edges, belts)
        assert found[9, 0] == SHORE | WIRE
        assert found[9, 1] == SHORE
