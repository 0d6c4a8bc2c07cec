"""Decoys by hand: whom they feign, who believes it, what puts them out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from march_field import RULES

from game.grid.board import make_board
from game.rules.beliefs import blank
from game.rules.decoys import NOBODY, chosen, credible, standing
from game.rules.works_table import freeze_works

TABLE = freeze_works(RULES)
FLAT = np.zeros(100, np.int64)
BOARD = make_board(10, 10, 250, FLAT, FLAT, FLAT)


class TestChosen:
    WORDS = np.array([[7, 3, 9, 1], [1, 2, 3, 4]], np.uint64)

    def test_the_free_are_taken_in_the_order_of_their_words(self) -> None:
        free = [[True, True, True, False], [False, False, True, False]]
        found = chosen([[True, False, True], [False, True, True]], free, self.WORDS)
        assert found.tolist() == [[1, NOBODY, 0], [NOBODY, 2, NOBODY]]

    def test_nobody_is_feigned_where_nobody_is_free(self) -> None:
        assert chosen([[True]] * 2, np.zeros((2, 4), np.bool_), self.WORDS).tolist() == [[NOBODY]] * 2


class TestCredible:
    def test_of_a_battery_known_elsewhere_no_second_one_is_made_out(self) -> None:
        """Unit 0 unknown, 1 believed at the decoy, 2 far off, 3 far off with an error of a kilometer."""
        none = blank((2, 5))
        place = np.array([5, 5, 5, 5, -1])
        there = np.array([[-1, 5, 95, 95, 95]] * 2, np.int32)
        held = np.array([[0, 9999, 9999, 9999, 9999]] * 2, np.int32)
        error = np.array([[0, 0, 0, 1000, 0]] * 2, np.int32)
        old = replace(none, hex=there, confidence=held, error=error)
        assert credible(BOARD, old, place).tolist() == [[True, True, False, True, False]] * 2


class TestStanding:
    WORDS = np.arange(4096, dtype=np.uint64) << np.uint64(52)

    def test_shells_by_hand(self) -> None:
        """Twenty shells of 0.03 hits each: exp(-0.6) = 0.549 stand."""
        stands = standing(TABLE, 20, False, self.WORDS)
        assert stands.mean() == pytest.approx(0.549, abs=0.002)
        assert standing(TABLE, 0, False, self.WORDS).all()

    def test_from_beside_logs_are_logs(self) -> None:
        assert not standing(TABLE, 0, True, self.WORDS).any()
