"""Crowds, weights, and who gets into a hex."""

from __future__ import annotations

import numpy as np
from march_field import TABLE

from game.rules.stacking import admitted, crowd, density, overfull, stack_weight

ONE = 1024
NONE = (np.zeros(3, np.int64),) * 3


def test_weights() -> None:
    # 60 men or 6 vehicles make a company.
    assert stack_weight(TABLE, [120, 60, 30, 0, 20], [0, 0, 0, 3, 12]).tolist() == [ONE, ONE, 512, 512, ONE]


def test_crowds_by_side_and_hex() -> None:
    found = crowd([4, 4, 4, -1], [0, 0, 1, 0], [100, 50, 70, 30], [ONE, 512, ONE, ONE], 6)
    assert found.units[:, 4].tolist() == [2, 1]
    assert found.men[:, 4].tolist() == [150, 70]
    assert found.weight[:, 4].tolist() == [1536, ONE]
    assert found.men.sum() == 220


def test_density_counts_the_own_side() -> None:
    place, side = [4, 4, 4, -1], [0, 0, 1, 0]
    found = crowd(place, side, [100, 50, 70, 30], [ONE] * 4, 6)
    assert density(found, place, side).tolist() == [150, 150, 70, 0]


def test_overfull() -> None:
    four = crowd([1, 1, 1, 1], [0] * 4, [50] * 4, [ONE] * 4, 3)
    many = crowd([1, 1], [1, 1], [200, 101], [ONE] * 2, 3)
    alone = crowd([2], [0], [450], [ONE], 3)
    assert np.argwhere(overfull(TABLE, four)).tolist() == [[0, 1]]
    assert np.argwhere(overfull(TABLE, many)).tolist() == [[1, 1]]
    assert not overfull(TABLE, alone).any()


def test_first_come_first_in() -> None:
    key, men, weight = np.zeros(3, np.int64), np.array([150, 150, 150]), np.full(3, ONE)
    assert admitted(TABLE, key, np.array([2, 0, 1]), men, weight, NONE).tolist() == [False, True, True]


def test_a_batch_of_crowds() -> None:
    both = crowd([[4, -1], [5, 4]], [0, 1], [10, 20], [ONE, ONE], 6)
    assert both.men[0, :, 4].tolist() == [10, 0]
    assert both.men[1, :, 4].tolist() == [0, 20]
    assert density(both, [[4, -1], [5, 4]], [0, 1]).tolist() == [[10, 0], [10, 20]]
