"""Choice of targets: few, the weightiest first, shares that add up."""

from __future__ import annotations

import numpy as np
from fire_board import FULL, TABLE, force, unit

from game.rules.allocation import NOBODY, allocate, weigh
from game.rules.fire_arms import arms, reach_by_range
from game.rules.tables import ONE


def test_three_weightiest_by_hand() -> None:
    # 400 + 300 + 200 of 1000; the 100 is left out. 400/900 = 455, 341, 227, and one left over for the first.
    found = allocate(np.array([[200, 400, 100, 300]]), 3)
    assert found.target.tolist() == [[1, 3, 0]]
    assert found.share.tolist() == [[456, 341, 227]]


def test_nobody_in_sight() -> None:
    found = allocate(np.zeros((2, 4), np.int64), 3)
    assert (found.target == NOBODY).all()
    assert not found.share.any()


def test_fewer_targets_than_aims() -> None:
    found = allocate(np.array([[7]]), 3)
    assert found.target.tolist() == [[0, NOBODY, NOBODY]]
    assert found.share.tolist() == [[ONE, 0, 0]]


def test_equals_go_by_row() -> None:
    assert allocate(np.array([[5, 5, 5, 5]]), 3).target.tolist() == [[0, 1, 2]]


def test_a_share_too_small_to_count_is_no_target() -> None:
    found = allocate(np.array([[10_000_000, 1]]), 3)
    assert found.target.tolist() == [[0, NOBODY, NOBODY]]


def test_great_weights_do_not_overflow() -> None:
    found = allocate(np.array([[2**51 - 1, 2**51 - 1, 2**51 - 1]]), 3)
    assert found.share.sum() == ONE


def test_weight_by_hand() -> None:
    """Between two parties as easy to hit, fire goes to the one that hits back harder."""
    shooter = unit(10, weapons={"maxim": 1})
    armed = unit(20, weapons={"maxim": 2})
    reach = [
        reach_by_range(arms(force([one]), np.array([FULL]), False, TABLE), TABLE) for one in (shooter, armed)
    ]
    blank = np.zeros_like(reach[1])
    targets = np.concatenate([reach[1], blank])
    worth = np.full(2, ONE * ONE // 2)
    step = np.full((1, 2), 10)
    weight = weigh(reach[0], targets, worth, np.full(2, ONE), step, np.full((1, 2), ONE), TABLE)
    # Two Maxims at 250 m: 17 RE, so 18 to 1.
    assert abs(weight[0, 0] / weight[0, 1] - 18) < 0.1


def test_the_unseen_and_the_unreachable_have_no_weight() -> None:
    shooter = unit(10, weapons={"maxim": 1})
    reach = reach_by_range(arms(force([shooter]), np.array([FULL]), False, TABLE), TABLE)
    targets = np.concatenate([reach, reach])
    worth, calm = np.full(2, ONE * ONE), np.full(2, ONE)
    weight = weigh(reach, targets, worth, calm, np.array([[10, 120]]), np.array([[0, ONE]]), TABLE)
    assert weight.tolist() == [[0, 0]]
