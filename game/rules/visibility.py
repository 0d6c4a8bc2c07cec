"""How far one sees at a place, what a line of sight goes through, and who stands in view of whom.

The sight table answers for the ground alone. Here come light and air (rule spotting.5), flares, smoke and
dust along the line, and growth that hides what does not stand out of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid import axial
from game.grid.board import Board
from game.rules.los import SightTable, offsets_within
from game.rules.los_walk import NEVER
from game.rules.near import Cells, cells
from game.rules.tables import BITS, ONE, seal

Ints = NDArray[np.int64]
WIDEST = 8192
"""Hexes up to which least heights are kept by pairs of hexes: their bytes grow with the square of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """The sight table of a board, laid out for questions about many pairs at once.

    Attributes
    ----------
    hmin : uint8[E * H, H] or uint8[E * H, K]
        Least target heights in quarter-meters by eye and observer's hex, and by target's hex, `NEVER` out of
        reach; on boards of more than `WIDEST` hexes by offset, as the sight table itself.
    hexes : int
        H.
    code : int64[H]
        Place of each hex; the difference of two tells the offset.
    column : int64[...]
        Offset by difference, counted from the middle; -1 where there is none in reach.
    meters : int64[K]
        Distance between centers by offset.
    path : int64[K, L]
        Differences from the first hex's code to those of the hexes on the line, both ends included, the last
        one repeated.
    place : int64[...]
        Hex by code, counted from `least`; H for a place beside the board, over which a straight line along
        the rim may pass.
    cells : Cells
        To find who is in reach of whom.
    wide : bool
        Whether `hmin` is kept by pairs of hexes.
    """

    hmin: NDArray[np.uint8]
    hexes: int
    code: Ints
    column: Ints
    meters: Ints
    path: Ints
    place: Ints
    least: int
    cells: Cells
    wide: bool

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)

    def heights(self, row: Ints, target: Ints) -> NDArray[np.uint8]:
        """Least heights uint8[...] for rows of `hmin` and hexes that broadcast to each other."""
        if self.wide:
            return self.hmin.reshape(-1).take(row * self.hexes + target, mode="clip")
        between = self.code.take(target) - self.code.take(row % self.hexes)
        column = self.column.take(between + len(self.column) // 2, mode="clip")
        found = self.hmin.reshape(-1).take(row * self.hmin.shape[1] + np.maximum(column, 0))
        return np.where(column < 0, np.uint8(NEVER), found)


def draw_lines(board: Board, sight: SightTable, widest: int = WIDEST) -> Lines:
    """Lay out the sight table of a board; once for each map."""
    offsets = offsets_within(sight.reach_m, board.scale)
    far = axial.distance(offsets, (0, 0))
    steps = np.minimum(np.arange(int(far.max()) + 1), far[:, None])
    along = axial.along(np.zeros_like(offsets)[:, None, :], offsets[:, None, :], steps).astype(np.int64)
    code = sight.code.astype(np.int64)
    # A hex more on either side: along the rim a line may pass just outside of the board.
    stride = 2 * board.rows - 1
    least = int(code.min()) - stride
    place = np.full(int(code.max()) + stride - least + 1, board.hexes, np.int64)
    place[code - least] = np.arange(board.hexes)
    q, r = offsets.astype(np.int64).T
    return Lines(
        hmin=_wide(sight, board.hexes) if board.hexes <= widest else sight.table.reshape(-1, len(offsets)),
        hexes=board.hexes,
        code=code,
        column=sight.column.astype(np.int64),
        # A square root is rounded the same way on every machine, so this whole number is too.
        meters=np.rint(np.sqrt(board.scale**2 * (q * q + q * r + r * r))).astype(np.int64),
        path=along[..., 0] * stride + along[..., 1],
        place=place,
        least=least,
        cells=cells(board, int(far.max())),
        wide=board.hexes <= widest,
    )


def _wide(sight: SightTable, hexes: int) -> NDArray[np.uint8]:
    """Least heights by pairs of hexes: more bytes than the table by offsets, and three times as quick to
    ask.
    """
    eyes, offsets = len(sight.eyes_dm), sight.table.shape[-1]
    # One place more for each observer: that of whatever lies out of reach.
    known = np.full((eyes, hexes, offsets + 1), NEVER, np.uint8)
    known[..., :offsets] = sight.table
    column = np.where(sight.column < 0, offsets, sight.column).astype(np.int64)
    code = sight.code.astype(np.int64)
    wide, block = np.empty((eyes, hexes, hexes), np.uint8), 64
    for first in range(0, hexes, block):
        seers = slice(first, first + block)
        place = column.take(code - code[seers, None] + len(column) // 2)
        place += np.arange(len(place))[:, None] * (offsets + 1)
        for eye in range(eyes):
            known[eye, seers].reshape(-1).take(place, out=wide[eye, seers], mode="clip")
    return wide.reshape(eyes * hexes, hexes)


def in_view(
    lines: Lines, eye: ArrayLike, seer: ArrayLike, target: ArrayLike, least_dm: ArrayLike
) -> NDArray[np.bool_]:
    """Whether targets stand high enough to be seen over the ground.

    Parameters
    ----------
    lines : Lines
        Of the board.
    eye, seer : (..., M) int
        Rows of the sight table's eyes, hexes of the observers; not negative.
    target, least_dm : (..., N) int
        Hexes, not negative, and heights over the ground in decimeters less the growth around.

    Returns
    -------
    (..., M, N) bool

    Notes
    -----
    Rules sight.1 and sight.2. The table keeps quarters of a meter rounded up, so a height is rounded down to
    them and two bytes are compared.
    """
    hexes = np.asarray(target, np.int64)
    quarters = np.clip(2 * np.asarray(least_dm, np.int64) // 5, 0, NEVER - 1).astype(np.uint8)
    row = np.asarray(eye, np.int64) * lines.hexes + np.asarray(seer)
    if lines.wide and row.ndim == 1 and hexes.ndim == 1:
        # Whole rows first: they are read in one go, and what is picked out of them lies in the cache.
        found = lines.hmin.take(row, axis=0, mode="clip").take(hexes, axis=1, mode="clip")
    else:
        found = lines.heights(row[..., :, None], hexes[..., None, :])
    seen: NDArray[np.bool_] = found <= quarters[..., None, :]
    return seen


def pair_in_view(
    lines: Lines, eye: ArrayLike, seer: ArrayLike, target: ArrayLike, least_dm: ArrayLike
) -> NDArray[np.bool_]:
    """Whether each of (...) observers sees over the ground to its own target, bool[...].

    As `in_view`, but pair by pair: a unit and its headquarters, a battery and the hex it is laid on. All four
    are int[...]; a negative hex sees nothing and is not seen.
    """
    one, other = np.broadcast_arrays(np.asarray(seer, np.int64), np.asarray(target, np.int64))
    on = (one >= 0) & (other >= 0)
    quarters = np.clip(2 * np.asarray(least_dm, np.int64) // 5, 0, NEVER - 1)
    row = np.asarray(eye, np.int64) * lines.hexes + np.maximum(one, 0)
    found = lines.heights(row, np.maximum(other, 0))
    return np.asarray(on & (found <= quarters))


def offsets_of(lines: Lines, first: ArrayLike, last: ArrayLike) -> Ints:
    """Rows int64[...] of `meters` and `path` for pairs of hexes (...), not negative; -1 out of reach."""
    between = lines.code.take(np.asarray(last)) - lines.code.take(np.asarray(first))
    return lines.column.take(between + len(lines.column) // 2, mode="clip")


def through(lines: Lines, clear: Ints, layer: Ints, first: Ints, column: Ints) -> Ints:
    """What smoke and dust let through along lines of sight.

    Parameters
    ----------
    lines : Lines
        Of the board.
    clear : (B, H) int64
        Q10 factor of each hex, 1024 where the air is clear.
    layer, first, column : (P,) int64
        Row of `clear`, hex of the observer and offset in reach of each pair.

    Returns
    -------
    (P,) int64
        Q10: the product over all hexes of the line, both ends counted.

    Notes
    -----
    Rule spotting.5, the hindrance of a line. The line is `axial.along`, the same both ways.
    """
    steps = lines.path.take(column, axis=0)
    passed = lines.place.take(steps + (lines.code.take(first) - lines.least)[:, None], mode="clip")
    # The spare hex at the end of each row is what lies beside the board: clear.
    wide = np.pad(clear, ((0, 0), (0, 1)), constant_values=ONE)
    factors = wide.reshape(-1).take(passed + (layer * (lines.hexes + 1))[:, None])
    # The last hex is repeated to fill the row; only its first place counts.
    factors[:, 1:][steps[:, 1:] == steps[:, :-1]] = ONE
    # Clear hexes change nothing: only lines that meet something are multiplied out.
    met = np.flatnonzero((factors < ONE).any(axis=-1))
    product = np.full(len(column), ONE, np.int64)
    for factor in factors[met].T:
        product[met] = product[met] * factor >> BITS
    return product


def lit(board: Board, flares: ArrayLike, radius_m: int) -> NDArray[np.bool_]:
    """Hexes that flares light.

    Parameters
    ----------
    board : Board
        H hexes.
    flares : (..., F) int
        Hexes over which a flare burns, -1 for none.
    radius_m : int
        Meters around each that are lit.

    Returns
    -------
    (..., H) bool

    Notes
    -----
    Rule spotting.5.
    """
    over = np.asarray(flares, np.int64)
    near = board.meters(np.maximum(over, 0)[..., None], np.arange(board.hexes)) <= radius_m
    return np.asarray((near & (over >= 0)[..., None]).any(axis=-2))


def visibility(air: ArrayLike, natural: ArrayLike, lighted: ArrayLike, flare_m: int) -> Ints:
    """Meters from which something at each place can be made out at best.

    Parameters
    ----------
    air : (...) int
        Meters one sees through the air in full daylight.
    natural : (...) int
        Meters one sees, air and light together: dusk, night and moon are in it.
    lighted : (..., H) bool
        Hexes under flares.
    flare_m : int
        Meters one sees by the light of flares.

    Returns
    -------
    (..., H) int64
        `natural`, and under flares their own distance where that is more, but never beyond the air.

    Notes
    -----
    Rule spotting.5: a flare does nothing against fog and nothing by day.
    """
    through, eye = np.asarray(air, np.int64)[..., None], np.asarray(natural, np.int64)[..., None]
    return np.where(lighted, np.maximum(eye, np.minimum(through, flare_m)), eye)


def above_growth(height_dm: ArrayLike, growth_dm: ArrayLike) -> Ints:
    """Decimeters int64[...] by which targets stand out of the growth around them, 0 for those it covers.

    Rules sight.2 and terrain.2: growth conceals but is no wall, so what it covers can still be made out by
    one who sees the ground there, from nearer (rule spotting.5).
    """
    return np.maximum(np.asarray(height_dm, np.int64) - np.asarray(growth_dm, np.int64), 0)
