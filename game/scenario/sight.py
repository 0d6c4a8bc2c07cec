"""Sight tables kept on disk, for they depend on the ground and the board's size alone.

A table lies in the cache folder under a name made from all it depends on. A missing, damaged or foreign
file is made anew; a folder that cannot be written costs only the time to compute again.
"""

from __future__ import annotations

import hashlib
import io
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from game import locate
from game.grid.board import Board
from game.rules.los import EYES_DM, REACH_M, Progress, SightTable, make_table, sight_table
from game.rules.los_relief import Relief, make_relief
from game.scenario.ground import Ground
from game.scenario.writing import write_bytes

# Raise with every change of rules that changes a table.
VERSION = 2

# An observer may pick his place up to this far from the center of his hex. From the bare center the garrison
# of a hill whose top lies off it would be blind: Machine-gun Hill sees 21 % of the ground within 4 km from
# its center, 59 % from the best place within 75 m. It opens four more of a hundred pairs of hexes.
PERCH_M = 75


def load_sight(
    board: Board,
    ground: Ground,
    progress: Progress | None = None,
    reach_m: int = REACH_M,
    eyes_dm: tuple[int, ...] = EYES_DM,
    perch_m: int = PERCH_M,
) -> SightTable:
    """Sight table of a board on its ground, from the cache or computed (`progress` hears of it only then)."""
    key = table_key(board, ground, reach_m, eyes_dm, perch_m)
    path = locate.cache() / "sight" / f"{key}.npz"
    kept = _read(path, key)
    if kept is not None:
        with suppress(ValueError):
            return make_table(board, kept, reach_m, eyes_dm)
    made = sight_table(board, relief_of(ground, perch_m), reach_m, eyes_dm, progress)
    _write(path, key, made.table)
    return made


def relief_of(ground: Ground, perch_m: int = PERCH_M) -> Relief:
    """Mesh that the table and the profiles of lines of sight are taken from."""
    return make_relief(ground.heights, int(ground.x0), int(ground.y0), ground.cell_m, perch_m)


def table_key(
    board: Board, ground: Ground, reach_m: int, eyes_dm: tuple[int, ...], perch_m: int = PERCH_M
) -> str:
    """SHA-256 over all that a table depends on, as hexadecimal text."""
    heights = np.ascontiguousarray(ground.heights, dtype="<i2")
    facts = (
        VERSION,
        (board.cols, board.rows, board.scale),
        (heights.shape, int(ground.x0), int(ground.y0), int(ground.cell_m)),
        (int(reach_m), tuple(int(eye) for eye in eyes_dm), int(perch_m)),
    )
    sha = hashlib.sha256(repr(facts).encode())
    sha.update(heights.tobytes())
    return sha.hexdigest()


def _read(path: Path, key: str) -> NDArray[np.uint8] | None:
    """Table of a cache file, None unless it is whole and says the same key inside."""
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            same = str(file["key"]) == key
            table: NDArray[np.uint8] = file["table"]
            whole = hashlib.sha256(table.tobytes()).hexdigest() == str(file["sha"])
    except Exception:
        # A damaged archive fails in as many ways as it can be damaged, and the answer to all is to compute
        # again.
        return None
    return table if same and whole else None


def _write(path: Path, key: str, table: NDArray[np.uint8]) -> None:
    """Keep a table, whole or not at all; a folder that cannot be written is no error."""
    sha = hashlib.sha256(table.tobytes()).hexdigest()
    kept = io.BytesIO()
    np.savez(kept, table=table, key=np.array(key), sha=np.array(sha))
    with suppress(OSError):
        write_bytes(path, kept.getvalue())
