"""The walk behind the sight table: all rays over one offset at once.

Single precision finds the height at which each target is seen to within a fraction of a millimeter, which
settles the quarter-meter of all but one ray in a thousand; those that come too near to a boundary are walked
again in whole numbers, so that the table is that of the rule to the last bit on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.grid.board import Board
from game.rules.los_relief import Relief, bulge_mm, columns_mm, nearest, rows_mm, steps

NEVER = 255
QUARTER_MM = 250
BLOCK = 1 << 19
"""Samples that are worked on together."""
_LOOSE = 2.0**-21
"""Eight half units of single precision: a height is off by less than this part of what it is made of."""
_LOWEST = np.float32(-(2**31))
_Singles = NDArray[np.float32]
_Whole = NDArray[np.int32]
_Places = NDArray[np.int64]
_Block = tuple[slice, slice]


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """Ground and hex centers of a board, with one more column of hexes in the east.

    Attributes
    ----------
    heights : (...) float32
        Mesh heights in mm, flat; every `fold`-th of a mesh row lie together, so that a row of hexes meets one
        run of numbers wherever it is shifted.
    fold : int
        Mesh points from one column of hexes to the next; 1 where they do not fall on the mesh.
    aligned : bool
        Whether they do.
    depth, run : int
        Rows of the mesh, and numbers of a row that lie together.
    x0, y0, step : int
        Place of the first mesh point and spacing, mm.
    x, y : int64[2, cols], int64[rows]
        Hex centers, mm; x by the parity of the row.
    ground : (rows, cols) float32
        Heights at the centers, mm.
    eyes : (E, rows, cols) float32
        Heights of the eyes, mm.
    """

    heights: _Singles
    fold: int
    aligned: bool
    depth: int
    run: int
    x0: int
    y0: int
    step: int
    x: _Places
    y: _Places
    ground: _Singles
    eyes: _Singles


def lay(board: Board, relief: Relief, eyes_dm: tuple[int, ...]) -> Lattice:
    """Lattice of a board on its relief; beyond the relief its rim goes on."""
    x = np.stack([columns_mm(board, 0), columns_mm(board, 1)])
    x = np.hstack([x, x[:, -1:] + 1000 * board.scale])
    y = rows_mm(board)
    fold, off = divmod(1000 * board.scale, relief.step)
    fold = fold if off == 0 else 1
    depth, width = relief.height.shape
    north, south = _beyond(y, relief.y0, relief.step, depth)
    west, east = _beyond(x, relief.x0, relief.step, width)
    east += -(west + width + east) % fold
    wide = np.pad(relief.height, ((north, south), (west, east)), mode="edge")
    heights = wide.reshape(len(wide), -1, fold).transpose(2, 0, 1).astype(np.float32, order="C")
    i = nearest(y, y, 1, 0, relief.y0, relief.step, depth)[0]
    j = nearest(x.ravel(), x.ravel(), 1, 0, relief.x0, relief.step, width)[0].reshape(2, -1)
    at = (i[:, None], j[np.arange(board.rows) & 1])
    return Lattice(
        heights=heights.reshape(-1),
        fold=fold,
        aligned=off == 0,
        depth=len(wide),
        run=heights.shape[2],
        x0=relief.x0 - west * relief.step,
        y0=relief.y0 - north * relief.step,
        step=relief.step,
        x=x,
        y=y,
        ground=relief.height[at].astype(np.float32),
        eyes=(relief.perch[at] + 100 * np.array(eyes_dm)[:, None, None]).astype(np.float32),
    )


def _beyond(places: _Places, origin: int, step: int, count: int) -> tuple[int, int]:
    """Mesh points wanted before the first and after the last, for all places to lie on the mesh."""
    before = (origin - int(places.min())) // step + 2
    after = (int(places.max()) - origin) // step + 2 - count
    return max(before, 0), max(after, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Offset:
    """One offset between hexes, as rows and columns have it.

    `down` rows; by the parity of the row from which it is taken, `west` the first column, `over` how many
    columns it leads east and `across` the columns that lead to others; `n` steps of a ray; `slope` n / s and
    `bulge` in mm at its inner points, float32[n - 1, 1, 1].
    """

    down: int
    west: tuple[int, int]
    over: tuple[int, int]
    across: tuple[int, int]
    n: int
    slope: _Singles
    bulge: _Singles

    @property
    def wide(self) -> int:
        """Columns of the wider parity."""
        return max(self.across)


def offset(dq: int, dr: int, cols: int, square: int, stride_m: int) -> Offset:
    """An axial offset, the row not negative, whose square is so many square meters."""
    over = (dq + dr // 2, dq + (dr + 1) // 2)
    n = steps(square, stride_m)
    inner = (n - 1, 1, 1)
    return Offset(
        down=dr,
        west=(max(0, -over[0]), max(0, -over[1])),
        over=over,
        across=(max(cols - abs(over[0]), 0), max(cols - abs(over[1]), 0)),
        n=n,
        slope=(n / np.arange(1, n)).astype(np.float32).reshape(inner),
        bulge=bulge_mm(square, n)[1:-1].astype(np.float32).reshape(inner),
    )


def walk(both: tuple[NDArray[np.uint8], NDArray[np.uint8]], lattice: Lattice, off: Offset) -> None:
    """Fill in one offset and its opposite.

    Parameters
    ----------
    both : pair of (E, rows, cols) uint8
        The table at this offset and at its opposite, in quarter-meters.
    lattice : Lattice
        From `lay`.
    off : Offset
        From `offset`.
    """
    rows = len(lattice.y) - off.down
    if not off.wide:
        return
    step = 2 * max(BLOCK // (2 * off.n * off.wide), 1)
    for top in range(0, rows, step):
        end = min(top + step, rows)
        ground = _under(lattice, off, top, end)
        ground += off.bulge
        # Rows of both parities lie in one block; the narrower has a column that goes nowhere.
        eye = np.empty((2, len(lattice.eyes), end - top, off.wide), np.float32)
        drop = np.empty_like(eye)
        for parity in (0, 1):
            here, there = _ends(off, parity, top, end, off.wide)
            for way, (start, goal) in enumerate(((here, there), (there, here))):
                eye[way, :, parity::2] = lattice.eyes[:, *start]
                drop[way, :, parity::2] = lattice.ground[goal]
        np.subtract(eye, drop, out=drop)
        seen = _seen(ground, eye, drop, off)
        for parity in (0, 1):
            here, there = _ends(off, parity, top, end, off.across[parity])
            wide = slice(off.across[parity])
            both[0][:, *here], both[1][:, *there] = seen[:, :, parity::2, wide]


def _ends(off: Offset, parity: int, top: int, end: int, width: int) -> tuple[_Block, _Block]:
    """Rows of one parity, from `top`, which is even, and columns: of the observers and of the targets."""
    west = off.west[parity]
    east = west + off.over[parity]
    return (
        (slice(top + parity, end, 2), slice(west, west + width)),
        (slice(top + parity + off.down, end + off.down, 2), slice(east, east + width)),
    )


def _under(lattice: Lattice, off: Offset, top: int, end: int) -> _Singles:
    """Ground in mm under the inner points of the rays from some rows: float32[n - 1, rows, cols].

    Where the columns of hexes fall on the mesh a row of rays meets one run of numbers at every step.
    """
    x, y, n = lattice.x, lattice.y, off.n
    cols, width = (1, off.wide) if lattice.aligned else (off.wide, 1)
    begin = [x[p, off.west[p] :][:cols] for p in (0, 1)]
    reach = [x[(p + off.down) & 1, off.west[p] + off.over[p] :][:cols] for p in (0, 1)]
    mesh = (lattice.x0, lattice.step, lattice.fold * lattice.run)
    j = nearest(np.concatenate(begin), np.concatenate(reach), n, 1, *mesh).reshape(n - 1, 2, cols)
    i = nearest(y[top:end], y[top + off.down : end + off.down], n, 1, lattice.y0, lattice.step, lattice.depth)
    at, phase = np.divmod(j, lattice.fold)
    at += phase * (lattice.depth * lattice.run)
    start = (i * lattice.run)[:, :, None] + at.take(np.arange(end - top) & 1, axis=1)
    flat = lattice.heights
    windows: _Singles = np.ndarray((flat.size - width + 1, width), np.float32, flat, 0, (4, 4))
    under: _Singles = windows[start].reshape(n - 1, end - top, off.wide)
    return under


def _seen(ground: _Singles, eye: _Singles, drop: _Singles, off: Offset) -> NDArray[np.uint8]:
    """Quarter-meters from which targets are seen there and back, over E eyes: uint8[2, E, rows, cols].

    `ground` [n - 1, rows, cols]; `eye` [2, E, rows, cols] and its `drop` to the target, in mm.
    """
    height = _rises(ground, eye, off.slope)
    height += drop
    height *= np.float32(1 / QUARTER_MM)
    seen = np.clip(np.ceil(height), 0, NEVER).astype(np.uint8)
    # What a height between 0 and NEVER is made of is no greater than this.
    spread = eye[0, :, 0, 0].max() - eye[0, :, 0, 0].min()
    made_of = NEVER * QUARTER_MM + np.abs(drop).max() + off.n * spread
    height -= np.rint(height)
    unsure = np.flatnonzero(np.abs(height, out=height) <= made_of * (_LOOSE / QUARTER_MM))
    if unsure.size:
        at = way, _, row, col = np.unravel_index(unsure, seen.shape)
        seen[at] = _exact(ground[:, row, col], way, eye[at], drop[at])
    return seen


def _exact(ground: _Singles, way: NDArray[np.intp], eye: _Singles, drop: _Singles) -> NDArray[np.uint8]:
    """The same for K rays in whole numbers; `ground` [n - 1, K], `way` 1 for those that are walked back."""
    walked = (len(ground) + 1) * ground.astype(np.int32)
    walked = np.where(way == 0, walked, walked[::-1])
    return quarters(least_height(walked, eye.astype(np.int32)) - (eye - drop).astype(np.int32))


def _rises(ground: _Singles, eye: _Singles, slope: _Singles) -> _Singles:
    """Greatest (H - E) * n / s over the points of each ray, there and back: [2, E, rows, cols]."""
    rise = np.empty(eye.shape, np.float32)
    over = np.empty_like(ground)
    higher = np.diff(eye[0, :, 0, 0])
    for way, run in enumerate((slope, slope[::-1])):
        np.subtract(ground, eye[way, 0], out=over)
        over *= run
        over.max(axis=0, out=rise[way, 0], initial=_LOWEST)
        for e, more in enumerate(higher, start=1):
            over -= run * more
            over.max(axis=0, out=rise[way, e], initial=_LOWEST)
    return rise


def least_height(walked: _Whole, eye: _Whole) -> _Whole:
    """Height in mm, rounded up, from which a target's top is seen: int32[...], the shape of `eye`.

    `walked` int32[n - 1, ...] are heights times n at the points 1 .. n - 1 from the eye, `eye` int32[...] the
    heights of the eyes in mm; the trailing axes broadcast to those of `eye`.
    """
    n = len(walked) + 1
    s = np.arange(1, n, dtype=np.int32).reshape(-1, *[1] * eye.ndim)
    # E - floor(n * (E - H) / s) is E + (H - E) * n / s rounded up; the least fall is the greatest height.
    fall = (eye * n - walked) // s
    least: _Whole = eye - fall.min(axis=0, initial=np.iinfo(np.int32).max // 2)
    return least


def quarters(mm: _Whole) -> NDArray[np.uint8]:
    """Millimeters over the ground as quarter-meters, rounded up; NEVER above 254 of them."""
    up: _Whole = -(-mm // QUARTER_MM)
    return up.clip(0, NEVER).astype(np.uint8)
