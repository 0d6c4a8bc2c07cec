"""Signals: wires laid and cut, radios, headquarters off the map."""

from __future__ import annotations

import numpy as np
import pytest
from assault_chain import RULES
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from game.grid.board import make_board
from game.rules.command import CUT, RADIO, RUNNER, TELEPHONE, VISUAL, links
from game.rules.command_net import NOBODY, CommandNet, answering, means, radios
from game.rules.command_table import LINKS, freeze_command

TABLE = freeze_command(RULES)
COLS, ROWS = 40, 3
FLAT = np.zeros(COLS * ROWS, np.int16)
BOARD = make_board(
    COLS,
    ROWS,
    250,
    FLAT,
    FLAT,
    FLAT,
    np.zeros((COLS * ROWS, 6), np.uint8),
    np.zeros((COLS * ROWS, 6), np.uint8),
)
POST, UNIT = 0, 1
LONG = 600
"""Minutes in which any wire is laid."""


def link(
    apart: int,
    still: tuple[int, int] = (0, 0),
    shells: tuple[int, int] = (0, 0),
    seen: bool = False,
    radio: bool = False,
    way: bool = True,
    above: int = POST,
) -> str:
    """The link of a unit so many hexes from its headquarters; pairs are of the headquarters and the unit."""
    found = means(
        TABLE, BOARD, [0, apart], [NOBODY, above], still, shells, [False, seen], [False, radio], [True, way]
    )
    return LINKS[links(found, TABLE).link[UNIT]]


class TestWire:
    def test_both_must_have_stood_still(self) -> None:
        laid = TABLE.wire_minutes
        assert laid == 90
        assert link(10, (laid, laid)) == LINKS[TELEPHONE]
        assert link(10, (laid - 1, LONG)) == link(10, (LONG, laid - 1)) == LINKS[RUNNER]

    def test_its_length(self) -> None:
        assert link(20, (LONG, LONG)) == LINKS[TELEPHONE]
        assert link(21, (LONG, LONG)) == LINKS[CUT], "5,250 m: too far for wire and for runners"

    @pytest.mark.parametrize("shells", [(40, 0), (0, 40)])
    def test_shells_on_either_end_cut_it(self, shells: tuple[int, int]) -> None:
        assert link(10, (LONG, LONG), shells) == LINKS[RUNNER]
        assert link(10, (LONG, LONG), (39, 39)) == LINKS[TELEPHONE]


class TestOther:
    def test_sight_radio_and_way(self) -> None:
        assert link(6, seen=True) == LINKS[VISUAL]
        assert link(7, seen=True, radio=True) == LINKS[RADIO]
        assert link(7, way=False) == LINKS[CUT]

    def test_a_headquarters_off_the_map_sends_runners(self) -> None:
        assert link(10, (LONG, LONG), seen=True, above=NOBODY) == LINKS[RUNNER]
        assert link(10, radio=True, above=NOBODY) == LINKS[RADIO]
        assert link(10, way=False, above=NOBODY) == LINKS[CUT]

    def test_who_waits_off_the_board_has_no_link(self) -> None:
        assert link(-1, (LONG, LONG), above=NOBODY) == LINKS[CUT]

    def test_batches_are_each_like_alone(self) -> None:
        hexes, still = np.array([[0, 10], [0, 21]]), np.array([[LONG, LONG], [LONG, 0]])
        both = links(means(TABLE, BOARD, hexes, [NOBODY, POST], still, 0, False, False, True), TABLE).link
        each = [
            links(means(TABLE, BOARD, h, [NOBODY, POST], s, 0, False, False, True), TABLE).link.tolist()
            for h, s in zip(hexes, still, strict=True)
        ]
        assert both.tolist() == each

    def test_radios_by_what_a_unit_moves_with(self) -> None:
        names = RULES.movement.mobilities
        kinds = [names.index("infantry"), names.index("t26"), names.index("infantry")]
        assert radios(TABLE, kinds, [False, False, True]).tolist() == [False, True, True]


@given(
    hnp.arrays(np.int16, (6, 3), elements=st.integers(-1, 5)),
    hnp.arrays(np.bool_, (2, 6)),
)
def test_the_nearest_headquarters_that_is_there_answers(chain: np.ndarray, there: np.ndarray) -> None:
    none = np.zeros(0, np.int16)
    net = CommandNet(none, none.astype(np.int8), none, none.astype(np.int8), none.astype(np.int32), chain)
    found = answering(net, there)
    for game in range(2):
        for unit in range(6):
            stands = [post for post in chain[unit] if post >= 0 and there[game, post]]
            assert found[game, unit] == (stands[0] if stands else NOBODY)
