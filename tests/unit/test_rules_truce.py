"""The cease-fire: never early, the chance of the rule, one draw a turn, the recorded hour."""

from __future__ import annotations

import numpy as np
import pytest

from game.engine.dice import draws
from game.rules.account import UNDRAWN
from game.rules.truce import TruceTable, last_shot, truce

TABLE = TruceTable(earliest=1000, historical=2000, base=6554, per_index=655, per_loss=328, lag=90)
LOW, HIGH = np.zeros((), np.uint64), np.array(2**64 - 1, np.uint64)


def test_chance() -> None:
    # 0.1 + 0.01 x 20 + 0.005 x 10 = 0.35.
    found = truce(TABLE, 1000, 20_000, 10 << 10, LOW)
    assert int(found.chance) / 65536 == pytest.approx(0.35, abs=1e-3)
    assert found.account.factors.sum() == found.account.base == found.chance
    assert bool(found.agreed)
    assert int(found.account.draw) == 0


def test_never_before_the_earliest_hour() -> None:
    found = truce(TABLE, 999, 100_000, 100 << 10, LOW)
    assert not found.agreed
    assert int(found.account.draw) == UNDRAWN
    assert found.account.factors.tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize(("minute", "agreed"), [(1000, False), (1999, False), (2000, True), (2500, True)])
def test_the_recorded_hour(minute: int, agreed: bool) -> None:
    for bits in (LOW, HIGH):
        assert bool(truce(TABLE, minute, 0, 0, bits, historical=True).agreed) is agreed


def test_certain_at_the_top() -> None:
    assert bool(truce(TABLE, 1000, 100_000, 100 << 10, HIGH).agreed)


def test_how_often() -> None:
    bits = draws(7, "truce", 70, 0, 4000)
    found = truce(TABLE, 1500, np.full(4000, 10_000), 0, bits)
    assert found.agreed.mean() == pytest.approx(0.2, abs=0.02)


def test_last_shot() -> None:
    assert last_shot(TABLE, 1800) == 1890
    assert last_shot(TABLE, 1800, historical=True) == 2090
