"""Assaults gathered from units, losses given back, and the ways back of the beaten."""

from __future__ import annotations

import numpy as np
import pytest

from game.grid.board import OFF_BOARD, make_neighbor
from game.rules.assault_gather import NO_SLOT, gather, mean, share_out, total
from game.rules.movement_table import CLOSED
from game.rules.retreat import NOWHERE, pressed_sides, retreat, rout_path
from game.rules.tables import IMPASSABLE, ONE

NEIGHBOR = make_neighbor(5, 5)
HERE = 12


class TestGather:
    def test_groups_by_hexside(self) -> None:
        """Two units from the east, one from the west, two defenders; one unit rests."""
        east, west = int(NEIGHBOR[HERE, 0]), int(NEIGHBOR[HERE, 3])
        hexes = [east, east, west, HERE, HERE, 0]
        target = [HERE, HERE, HERE, -1, -1, -1]
        found = gather(hexes, target, [0, 0, 0, 1, 1, 0], [10] * 6, [0] * 6, NEIGHBOR)
        assert found.hex.tolist() == [HERE]
        assert found.attack.tolist() == [0, 0, 3, NO_SLOT, NO_SLOT, NO_SLOT]
        assert found.defend.tolist() == [NO_SLOT] * 3 + [0, 0, NO_SLOT]
        assert not found.caught.any()
        assert not found.vacant.any()

    def test_an_empty_hex_is_a_march(self) -> None:
        found = gather([int(NEIGHBOR[HERE, 1])], [HERE], [0], [10], [0], NEIGHBOR)
        assert found.vacant.tolist() == [True]
        assert len(found.hex) == 0
        assert found.attack.tolist() == [NO_SLOT]

    def test_the_stronger_catches_the_weaker_on_its_start_line(self) -> None:
        east = int(NEIGHBOR[HERE, 0])
        for men, caught in (([60, 50], [False, True]), ([50, 60], [True, False]), ([50, 50], [True, True])):
            found = gather([HERE, east], [east, HERE], [0, 1], men, [0, 0], NEIGHBOR)
            assert found.caught.tolist() == caught
            assert len(found.hex) == (0 if men[0] == men[1] else 1)

    def test_who_leaves_does_not_defend(self) -> None:
        """A attacks B, B attacks C: only what stays in B's hex holds it."""
        b, c = int(NEIGHBOR[HERE, 0]), int(NEIGHBOR[int(NEIGHBOR[HERE, 0]), 0])
        found = gather([HERE, b, b, c], [b, c, -1, -1], [0, 1, 1, 0], [10] * 4, [0] * 4, NEIGHBOR)
        assert found.hex.tolist() == sorted([b, c])
        at = found.hex.tolist().index(b)
        assert found.defend[2] == at
        assert found.defend[1] == NO_SLOT

    def test_replicas_stand_apart(self) -> None:
        east = int(NEIGHBOR[HERE, 0])
        hexes, target, side = [HERE, east] * 2, [-1, HERE] * 2, [1, 0] * 2
        found = gather(hexes, target, side, [10, 10, 10, 0], [0] * 4, NEIGHBOR, [0, 0, 1, 1])
        assert found.replica.tolist() == [0]
        assert found.attack.tolist() == [NO_SLOT, 0, NO_SLOT, NO_SLOT]

    def test_the_wholly_suppressed_defend_but_do_not_go(self) -> None:
        east = int(NEIGHBOR[HERE, 0])
        found = gather([HERE, east], [-1, HERE], [1, 0], [10, 10], [ONE, 0], NEIGHBOR)
        assert found.defend.tolist() == [0, NO_SLOT]
        stuck = gather([HERE, east], [-1, HERE], [1, 0], [10, 10], [0, ONE], NEIGHBOR)
        assert len(stuck.hex) == 0

    def test_a_target_out_of_touch_is_refused(self) -> None:
        with pytest.raises(ValueError, match="hex 24 is not next to hex 0 of unit 0"):
            gather([0], [24], [0], [10], [0], NEIGHBOR)

    def test_sums_and_means(self) -> None:
        assert total([1, 2, 3], [0, 0, -1], 2).tolist() == [3, 0]
        assert mean([10, 40, 7], [2, 1, 5], [0, 0, 1], 3).tolist() == [20, 7, 0]

    def test_losses_are_given_back(self) -> None:
        bits = np.arange(1, 5, dtype=np.uint64) << np.uint64(40)
        lost = share_out([5, 2], [10, 10, 3, 9], [0, 0, 1, -1], bits)
        assert lost[:2].sum() == 5
        assert lost[2:].tolist() == [2, 0]
        with pytest.raises(ValueError, match="cannot lose more men"):
            share_out([21], [10, 10], [0, 0], bits[:2])


COST = np.full(6, 45)


class TestRetreat:
    def ask(
        self,
        pressed: list[int],
        *,
        foes: tuple[int, ...] = (),
        lost: tuple[int, ...] = (),
        cost: list[int] | None = None,
    ) -> int:
        from_sides = np.isin(np.arange(6), pressed)
        foe, gone = np.zeros(25, np.bool_), np.zeros(25, np.bool_)
        foe[list(foes)], gone[list(lost)] = True, True
        chosen = retreat(HERE, from_sides, cost or COST, foe, gone, NEIGHBOR)
        return int(chosen)

    def test_away_from_the_attackers(self) -> None:
        assert self.ask([0]) == NEIGHBOR[HERE, 3]

    def test_cheaper_way_of_two_as_far(self) -> None:
        """Attacked from east and west: four sides are one turn away; the cheapest counts."""
        assert self.ask([0, 3], cost=[45, 60, 60, 45, 30, 60]) == NEIGHBOR[HERE, 4]

    def test_not_into_the_enemy_and_rather_to_own_ground(self) -> None:
        west = int(NEIGHBOR[HERE, 3])
        assert self.ask([0], foes=(west,)) in (NEIGHBOR[HERE, 2], NEIGHBOR[HERE, 4])
        assert self.ask([0], lost=(west,)) in (NEIGHBOR[HERE, 2], NEIGHBOR[HERE, 4])

    def test_nowhere(self) -> None:
        assert self.ask([0], foes=tuple(int(h) for h in NEIGHBOR[HERE, 1:])) == NOWHERE
        assert self.ask([0], cost=[int(IMPASSABLE)] * 6) == NOWHERE
        assert self.ask([0], cost=[CLOSED] * 6) == NOWHERE

    def test_rout_goes_two_hexes(self) -> None:
        foe = np.zeros(25, np.bool_)
        foe[int(NEIGHBOR[HERE, 0])] = True
        toll = np.full((25, 6), 45, np.int16)
        path = rout_path([HERE, OFF_BOARD], 2, toll, foe, np.zeros(25, np.bool_), NEIGHBOR)
        west = int(NEIGHBOR[HERE, 3])
        assert path.tolist() == [[west, int(NEIGHBOR[west, 3])], [NOWHERE, NOWHERE]]
        assert pressed_sides(HERE, foe, NEIGHBOR).tolist() == [True] + [False] * 5

    def test_rout_under_fire_from_afar_goes_away_from_the_nearest_enemy(self) -> None:
        toll, no = np.full((25, 6), 45, np.int16), np.zeros(25, np.bool_)
        east = np.arange(6)[None] == 0
        west = int(NEIGHBOR[HERE, 3])
        path = rout_path([HERE], 2, toll, no, no, NEIGHBOR, east)
        assert path.tolist() == [[west, int(NEIGHBOR[west, 3])]]

    def test_rout_stops_where_no_way_leads(self) -> None:
        toll = np.full((25, 6), int(IMPASSABLE), np.int16)
        no = np.zeros(25, np.bool_)
        assert rout_path([HERE], 2, toll, no, no, NEIGHBOR).tolist() == [[NOWHERE, NOWHERE]]
