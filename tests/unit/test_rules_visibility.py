"""Light, air, flares, smoke along a line, growth, and the wide table of sight."""

from __future__ import annotations

import numpy as np
import pytest
from spotting_field import COLS, ROWS, ground, table

from game.grid import axial
from game.rules.tables import ONE
from game.rules.visibility import (
    above_growth,
    in_view,
    lit,
    offsets_of,
    pair_in_view,
    through,
    visibility,
)

ROW = 5 * COLS


class TestWideTable:
    @pytest.mark.parametrize("where", ["level", "ridge", "hills"])
    def test_says_what_the_sight_table_says(self, where: str) -> None:
        board, sight, lines = ground(where)
        every = np.arange(board.hexes)
        for eye in (0, 1):
            for height in (0, 4, 17, 23):
                known = sight.visible(eye, every[:, None], every, height)
                assert (
                    in_view(lines, np.full_like(every, eye), every, every, np.full_like(every, height))
                    == known
                ).all()

    def test_batch_is_the_loop(self) -> None:
        _, _, lines = ground("hills")
        rng = np.arange(3 * 7, dtype=np.int64).reshape(3, 7)
        seer, target = rng * 11 % lines.hexes, rng[:, :5] * 29 % lines.hexes
        eye, height = rng % 2, rng[:, :5] % 23
        whole = in_view(lines, eye, seer, target, height)
        for n in range(3):
            assert (whole[n] == in_view(lines, eye[n], seer[n], target[n], height[n])).all()

    @pytest.mark.parametrize("where", ["ridge", "hills"])
    def test_pairs_are_the_diagonal(self, where: str) -> None:
        _, _, lines = ground(where)
        a = np.arange(lines.hexes)
        b, eye, height = a * 37 % lines.hexes, a % 2, a % 23
        found = pair_in_view(lines, eye, a, b, height)
        assert (found == in_view(lines, eye, a, b, height).diagonal()).all()
        assert 0 < found.mean() < 1
        assert not pair_in_view(lines, 0, [-1, 3], [3, -1], 63).any()

    def test_meters_of_offsets(self) -> None:
        board, sight, lines = ground()
        a = np.arange(board.hexes)
        b = a * 37 % board.hexes
        found = offsets_of(lines, a, b)
        near = board.meters(a, b) <= sight.reach_m
        assert ((found >= 0) == near).all()
        assert (lines.meters[found[near]] == board.meters(a, b)[near]).all()


class TestVeil:
    def test_a_line_past_the_rim_meets_no_smoke_there(self) -> None:
        """Up and down the last column a straight line passes over places that are not on the board."""
        _, _, lines = ground()
        rim = np.arange(2, ROWS - 1) * COLS + COLS - 1
        first, last = (part.ravel() for part in np.meshgrid(rim, rim))
        clear = np.full((1, COLS * ROWS), 512)
        clear[0, np.arange(COLS * ROWS) % COLS >= COLS - 2] = ONE
        told = through(lines, clear, np.zeros(len(first), np.int64), first, offsets_of(lines, first, last))
        assert (told == ONE).all()

    def test_counts_both_ends_and_each_hex_once(self) -> None:
        """Half lets through 512, 256, 128 of 1024 for one, two and three hexes on the line."""
        _, _, lines = ground()
        clear = np.full((1, COLS * ROWS), ONE)
        clear[0, [ROW, ROW + 2, ROW + 5, ROW + 6]] = 512
        first = np.array([ROW, ROW, ROW + 5, ROW, ROW + 1])
        last = np.array([ROW + 5, ROW, ROW, ROW + 4, ROW + 1])
        found = through(lines, clear, np.zeros(5, np.int64), first, offsets_of(lines, first, last))
        assert found.tolist() == [128, 512, 128, 256, ONE]

    def test_layers_are_apart(self) -> None:
        _, _, lines = ground()
        clear = np.full((2, COLS * ROWS), ONE)
        clear[1, ROW + 1] = 205
        first, last = np.array([ROW, ROW]), np.array([ROW + 3, ROW + 3])
        layers = np.array([0, 1])
        assert through(lines, clear, layers, first, offsets_of(lines, first, last)).tolist() == [ONE, 205]

    def test_lines_lead_over_the_hexes_between(self) -> None:
        """Whatever the two ends: a line passes the hexes of `axial.line`, and no others."""
        board, _, lines = ground()
        for a, b in ((0, 87), (130, 44), (239, 3), (61, 178)):
            passed = {
                int(r) * COLS + int(q + (r - (r & 1)) // 2) for q, r in axial.line(board.qr[a], board.qr[b])
            }
            layers = np.arange(board.hexes)
            clear = np.where(np.eye(board.hexes, dtype=np.bool_), 100, ONE)
            first, last = np.full(board.hexes, a), np.full(board.hexes, b)
            found = through(lines, clear, layers, first, offsets_of(lines, first, last))
            assert set(np.flatnonzero(found < ONE).tolist()) == passed


class TestLight:
    def test_flare_lights_its_hex_and_the_six_around(self) -> None:
        board, _, _ = ground()
        found = lit(board, [ROW + 3, -1], table().flare_radius_m)
        assert sorted(np.flatnonzero(found)) == sorted([ROW + 3, *board.neighbor[ROW + 3]])

    def test_no_flare_no_light(self) -> None:
        assert not lit(ground()[0], [-1, -1], 400).any()

    def test_flares_by_night_by_day_and_in_fog(self) -> None:
        lighted = np.array([True, False])
        assert visibility(6000, 80, lighted, 400).tolist() == [400, 80]
        assert visibility(6000, 6000, lighted, 400).tolist() == [6000, 6000]
        assert visibility(150, 80, lighted, 400).tolist() == [150, 80]

    def test_batch(self) -> None:
        lighted = np.zeros((2, 3), np.bool_)
        lighted[1, 2] = True
        assert visibility([6000, 200], [80, 60], lighted, 400).tolist() == [[80, 80, 80], [60, 60, 200]]


def test_growth_takes_height_off() -> None:
    assert above_growth([17, 5, 4], [15, 15, 0]).tolist() == [2, 0, 4]
