"""The board: labels, neighbors, and what a builder refuses."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from game.grid import board as boards
from game.grid.board import Board, make_board, make_neighbor, share_sides


def plain(cols: int = 4, rows: int = 3, **arrays: object) -> Board:
    n = np.zeros(cols * rows, dtype=np.int64)
    values = {"height": n, "terrain": n, "territory": n, **arrays}
    return make_board(cols, rows, 250, **values)  # type: ignore[arg-type]


def test_labels_both_ways() -> None:
    board = plain(56, 55)
    assert board.label(0) == "0101"
    assert board.label(16 * 56 + 9) == "1017"
    assert board.labels()[-1] == "5655"
    assert all(board.hex_of(label) == h for h, label in enumerate(board.labels()))


def test_labels_of_a_large_board_have_three_digits_each() -> None:
    board = plain(100, 3)
    assert board.label(0) == "001001"
    assert board.labels()[-1] == "100003"
    assert board.hex_of("012002") == 111
    with pytest.raises(ValueError, match="three digits of column and three of row are needed, like 012007"):
        board.hex_of("1207")
    with pytest.raises(ValueError, match="off the board, which runs from 001001 to 100003"):
        board.hex_of("101001")


@pytest.mark.parametrize("label", ["", "101", "1O17", "12-07", "12070", "٠١٠١"])
def test_what_is_not_a_label_is_said_so(label: str) -> None:
    with pytest.raises(ValueError, match="is not a hex label"):
        plain().hex_of(label)


@pytest.mark.parametrize("label", ["0001", "0100", "0501", "0104"])
def test_labels_off_the_board_are_refused_with_its_size(label: str) -> None:
    with pytest.raises(ValueError, match="off the board, which runs from 0101 to 0403"):
        plain().hex_of(label)


@pytest.mark.parametrize("h", [-1, 12])
def test_no_label_off_the_board(h: int) -> None:
    with pytest.raises(ValueError, match="not on this board"):
        plain().label(h)


def test_neighbors_of_a_drawn_board() -> None:
    # 0 1 2 3 / (shifted) 4 5 6 7 / 8 9 10 11
    near = make_neighbor(4, 3)
    assert near[5].tolist() == [6, 2, 1, 4, 9, 10]
    assert near[0].tolist() == [1, -1, -1, -1, -1, 4]
    assert near[7].tolist() == [-1, -1, 3, 6, 11, -1]


def test_meters_and_steps() -> None:
    board = plain()
    assert board.meters(0, [0, 1, 3, 4, 9]).tolist() == [0, 250, 750, 250, 500]
    assert board.meters([0, 1], [8, 8]).tolist() == [433, 500]
    assert board.steps(0, [0, 3, 8, 11]).tolist() == [0, 3, 2, 4]


def test_hex_at_a_point() -> None:
    board = plain()
    assert board.hex_at(125.0, 144.0) == 0
    assert board.hex_at(250.0, 361.0) == 4
    assert board.hex_at(-1.0, 144.0) == boards.OFF_BOARD


def test_arrays_are_read_only_copies() -> None:
    height = np.arange(12)
    board = plain(height=height)
    height[0] = 99
    assert board.height[0] == 0
    for name in ("qr", "height", "terrain", "territory", "edges", "ways", "neighbor"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(board, name).flat[0] = 1


def test_digest_tells_boards_apart() -> None:
    assert plain() == plain()
    assert hash(plain()) == hash(plain())
    assert plain() != plain(height=np.arange(12))
    assert plain(4, 3) != plain(3, 4)
    assert plain() != "board"
    assert plain().digest() == "72e89e881dcf09f709e75657e0a8a1ddcdbc8fa25658f0a02c8e8db434afa46e"


def test_share_sides_tells_both_hexes() -> None:
    near = make_neighbor(4, 3)
    bits = np.zeros((12, 6), dtype=np.uint8)
    bits[5, 1] = boards.RIVER
    bits[2, 4] = boards.BORDER
    bits[0, 2] = boards.SHORE
    shared = share_sides(bits, near)
    assert shared[5, 1] == shared[2, 4] == boards.RIVER | boards.BORDER
    assert shared[0, 2] == boards.SHORE
    assert np.count_nonzero(shared) == 3
    assert plain(edges=shared).edges[2, 4] == boards.RIVER | boards.BORDER


def test_kinds_have_one_bit_each_in_the_printed_order() -> None:
    edges = (boards.SHORE, boards.RIVER, boards.STREAM, boards.BORDER, boards.CLAIM, boards.WIRE)
    ways = (boards.ROAD, boards.TRACK, boards.CAUSEWAY, boards.RAILWAY)
    assert edges == tuple(1 << boards.EDGE_KINDS.index(k) for k in boards.EDGE_KINDS)
    assert ways == tuple(1 << boards.WAY_KINDS.index(k) for k in boards.WAY_KINDS)


def one_sided() -> Board:
    ways = np.zeros((12, 6), dtype=np.uint8)
    ways[5, 0] = boards.ROAD
    return plain(ways=ways)


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (one_sided, "ways differ on the two hexes of the E side of hex 5"),
        (lambda: plain(height=np.zeros(11, dtype=int)), r"height must be whole numbers of shape \(12,\)"),
        (lambda: plain(height=np.zeros(12)), "height must be whole numbers"),
        (lambda: plain(height=np.full(12, 40_000)), "height must lie between"),
        (lambda: plain(terrain=np.full(12, -1)), "terrain must lie between 0 and 127"),
        (lambda: plain(edges=np.full((12, 6), 64)), "edges must lie between 0 and 63"),
        (lambda: plain(1000, 3), "1 to 999 columns"),
    ],
)
def test_the_builder_refuses(build: Callable[[], Board], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        build()
