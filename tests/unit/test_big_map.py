"""Large boards: who is near whom by cells, sight by offsets, and a field of 250,000 hexes that is played."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from numpy.typing import NDArray
from spotting_field import ground

from game.engine import turn
from game.engine.log import Log
from game.engine.setting import Fate
from game.grid.board import make_board
from game.rules.near import cells, near_pairs
from game.rules.visibility import draw_lines, in_view, pair_in_view
from game.scenario.load import find_scenario, load_bundle
from game.scenario.setting import fate_of
from tools.big_field import Field, field, orders

SEES_M = 2000


def fate() -> Fate:
    return fate_of(load_bundle(find_scenario("offensive")), (1,))


class TestCells:
    @pytest.mark.parametrize("rings", [1, 3, 7])
    def test_all_pairs_in_reach_are_found_once_and_in_order(self, rings: int) -> None:
        none = np.zeros(23 * 19, np.int64)
        board = make_board(23, 19, 250, none, none, none)
        seer = np.arange(2 * 40).reshape(2, 40) * 31 % board.hexes
        target = np.arange(2 * 50).reshape(2, 50) * 17 % board.hexes
        seer[0, 3], target[1, 5] = -1, -1
        layer, row, column = near_pairs(cells(board, rings), seer, target)
        flat = (layer * 40 + row) * 50 + column
        assert (np.diff(flat) > 0).all()
        far = board.steps(np.maximum(seer, 0)[:, :, None], np.maximum(target, 0)[:, None, :])
        wanted = (far <= rings) & (seer >= 0)[:, :, None] & (target >= 0)[:, None, :]
        found = np.zeros(wanted.shape, np.bool_)
        found[layer, row, column] = True
        assert not (wanted & ~found).any()
        assert found.mean() < 1
        assert not found[0, 3].any()
        assert not found[1, :, 5].any()

    def test_nobody_is_near_nobody(self) -> None:
        board, _, _ = ground()
        nobody = np.full((1, 4), -1)
        assert [part.size for part in near_pairs(cells(board, 2), nobody, nobody)] == [0, 0, 0]


@pytest.mark.parametrize("where", ["level", "ridge", "hills"])
def test_heights_by_offset_are_those_by_pairs(where: str) -> None:
    board, sight, lines = ground(where)
    narrow = draw_lines(board, sight, widest=0)
    every = np.arange(board.hexes)
    assert lines.wide
    assert not narrow.wide
    for eye in (0, 1):
        eyes, tall = np.full_like(every, eye), every % 30
        seen = in_view(lines, eyes, every, every, tall)
        assert (in_view(narrow, eyes, every, every, tall) == seen).all()
        assert (in_view(narrow, eyes[None], every[None], every[None], tall[None])[0] == seen).all()
        other = every * 37 % board.hexes
        assert (
            pair_in_view(narrow, eyes, every, other, 17) == pair_in_view(lines, eyes, every, other, 17)
        ).all()


@pytest.fixture(scope="module")
def small() -> Field:
    return field(112, 109, 4, SEES_M)


def played(made: Field, turns: int, **more: int) -> list[str]:
    """Digests after each turn; `more` are bounds of who is asked at once."""
    luck = fate()
    state, found = turn.first(made.setting, luck, made.state), []
    with (
        patch.multiple("game.rules.spotting_pairs", DENSE=more.get("dense", 1 << 21)),
        patch.multiple("game.engine.pulse.fire", PAIRS=more.get("pairs", 400_000)),
        patch.multiple("game.engine.turn", PAIRS=more.get("pairs", 400_000)),
    ):
        for _ in range(turns):
            *_, state = turn.run(made.setting, luck, turn.lay(made.setting, state, [orders(made)]), Log())
            found.append(state.digest())
    return found


def test_portions_and_cells_change_nothing(small: Field) -> None:
    assert not small.setting.lines.wide
    whole = played(small, 1, dense=1 << 40, pairs=1 << 40)
    assert played(small, 1, dense=0, pairs=999) == whole


def moved(made: Field, state_hex: NDArray[np.int32]) -> int:
    return int((state_hex != made.state.forces.hex).sum())


def test_a_quarter_of_a_million_hexes_and_three_thousand_units_are_played() -> None:
    made = field(500, 500, 11, SEES_M)
    setting, luck = made.setting, fate()
    assert setting.board.hexes == 250_000
    assert len(setting.cadre) >= 3000
    state, log = turn.first(setting, luck, made.state), Log()
    for given in (orders(made), ()):
        *_, state = turn.run(setting, luck, turn.lay(setting, state, [given]), log)
    assert state.turn == 2
    assert moved(made, state.forces.hex) > 500
    assert int(state.forces.losses.sum()) > 100
    assert (np.unique(log.told()["unit"]) > 2800).any()
