"""A small field for the tests of spotting: level ground or a ridge, the shipped numbers, and units by
name."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sight_oracle import Survey, bare_board

from game.grid.board import Board
from game.rules.beliefs_table import BeliefTable, freeze_beliefs
from game.rules.los import SightTable, sight_table
from game.rules.ruleset import Ruleset
from game.rules.spotting import Spotted, marks, spot, watch
from game.rules.spotting_pairs import Conditions, Marks, Watch
from game.rules.spotting_table import SpottingTable, freeze_spotting
from game.rules.tables import POSTURES
from game.rules.visibility import Lines, draw_lines
from game.scenario.compile import compile_ruleset
from game.scenario.load import load_ruleset

COLS, ROWS = 20, 12
NEVER_BITS = np.uint64(2**64 - 1)


@lru_cache(maxsize=1)
def rules() -> Ruleset:
    return compile_ruleset(load_ruleset("standard").models())


@lru_cache(maxsize=1)
def table() -> SpottingTable:
    return freeze_spotting(rules())


@lru_cache(maxsize=1)
def beliefs() -> BeliefTable:
    return freeze_beliefs(rules())


@lru_cache(maxsize=4)
def ground(kind: str = "level") -> tuple[Board, SightTable, Lines]:
    """Level ground; "ridge" and "bank": a wall of 40 m and of 8 m under columns 9 and 10; "hills"."""
    board = bare_board(COLS, ROWS)
    y, x = np.mgrid[0:70, 0:120]
    heights = np.zeros(x.shape, np.int16)
    wall = {"ridge": 400, "bank": 80}.get(kind, 0)
    heights[(50 * x - 200 > 2300) & (50 * x - 200 < 2600)] = wall
    if kind == "hills":
        heights = np.rint(200 + 100 * np.sin(x / 7.0) * np.cos(y / 6.0)).astype(np.int16)
    sight = sight_table(board, Survey.of(heights, -200, -200, 50).relief(), eyes_dm=(17, 9))
    return board, sight, draw_lines(board, sight)


def post(name: str) -> int:
    return POSTURES.index(name)


def kind(name: str) -> int:
    return table().classes.index(name)


def observers(units: int, **given: ArrayLike) -> Watch:
    """Infantry lying in the open, unsuppressed, unless said otherwise."""
    usual: dict[str, Any] = {
        "target": kind("infantry"),
        "posture": post("prone"),
        "crest": False,
        "suppression": 0,
    }
    return watch(table(), **{name: np.broadcast_to(v, units) for name, v in (usual | given).items()})


def targets(units: int, **given: ArrayLike) -> Marks:
    """Infantry lying still in the open on bare ground, unless said otherwise."""
    usual: dict[str, Any] = {
        "target": kind("infantry"),
        "posture": post("prone"),
        "moving": False,
        "firing": False,
        "growth_dm": 0,
    }
    return marks(table(), **{name: np.broadcast_to(v, units) for name, v in (usual | given).items()})


def weather(visibility: ArrayLike = 6000, **given: Any) -> Conditions:
    wide = np.asarray(visibility, np.int64)
    if wide.ndim == 0:
        wide = np.full(COLS * ROWS, int(wide))
    return Conditions(visibility=wide, **({"air": 6000, "dark": False} | given))


def look(
    side: ArrayLike,
    hexes: ArrayLike,
    seers: Watch | None = None,
    seen: Marks | None = None,
    sky: Conditions | None = None,
    bits: NDArray[np.uint64] | None = None,
    where: str = "level",
) -> Spotted:
    """Spotting with all that is not given at its usual."""
    units = len(np.asarray(side))
    words = np.full((2, units), NEVER_BITS) if bits is None else bits
    return spot(
        table(),
        ground(where)[2],
        side,
        hexes,
        observers(units) if seers is None else seers,
        targets(units) if seen is None else seen,
        weather() if sky is None else sky,
        words,
    )
