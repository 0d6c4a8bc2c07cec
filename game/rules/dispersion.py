"""Where shells and bombs fall: the aim hex and two rings share the rounds of a mission by the normal law.

Aim and round errors together are normal along the line of fire and across it. A hexagon is cut into nine
strips, each a rectangle, so that its share is a sum of products of two differences of the normal integral
(the erf products of rule artillery.2). The strips of neighboring hexes fit together, so no ground is counted
twice. The line of fire is turned to the nearest of six directions, three through hexsides and three through
corners; turning or mirroring the line of fire turns or mirrors the shares exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import lru_cache
from math import prod

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid import axial
from game.grid.board import OFF_BOARD, Board

Ints = NDArray[np.int64]

RINGS = 2
OFFSETS = axial.disk_offsets(RINGS)
"""The 19 hexes over which rounds are spread: the aim hex, then ring 1 and ring 2."""
OFFSETS.setflags(write=False)
ORIENTATIONS = 6
"""Lines of fire told apart: 0 runs east, each next one is turned by 30 degrees counter-clockwise."""
WHOLE = 1 << 16
"""All rounds of a mission: shares are Q16."""

_PLACES, _Z_BITS, _STEP_BITS, _Z_MOST = 24, 14, 7, 5
"""Places of the normal integral and its argument; steps a unit of the table (as bits), and its end."""
_CORNER = 577350269
"""From the center of a hex to its corner, in billionths of its width: one over the root of 3."""

# A hexagon in strips. Toward the corners (the "point" axis, unit: an eighth of the whole corner distance) it
# is cut at these places; across the flats (unit: an eighth of half the width) a strip is as wide as at its
# middle.
_CUTS = np.array([-8, -7, -6, -5, -4, 4, 5, 6, 7, 8], np.int64)
_WIDTHS = np.array([1, 3, 5, 7, 8, 7, 5, 3, 1], np.int64)
_ROWS = np.arange(-RINGS, RINGS + 1, dtype=np.int64)
_COLUMNS = np.arange(-2 * RINGS, 2 * RINGS + 1, dtype=np.int64)
_ROW_OF = OFFSETS[:, 1].astype(np.intp) + RINGS
_COLUMN_OF = (2 * OFFSETS[:, 0] + OFFSETS[:, 1]).astype(np.intp) + 2 * RINGS


@lru_cache(maxsize=1)
def normal_table() -> Ints:
    """The normal integral from 0 to z, `_PLACES` binary places, in steps of 1/128 up to 5 (rule chance.1).

    Built from decimals, so that every machine has the same numbers: the alternating series in z.
    """
    with localcontext(prec=40):
        scale = (1 << _PLACES) / (2 * Decimal("3.14159265358979323846264338327950288")).sqrt()
        rows = [int(scale * _series(Decimal(i) / (1 << _STEP_BITS))) for i in range(_Z_MOST << _STEP_BITS)]
    table = np.array([*rows, 1 << (_PLACES - 1)], np.int64)
    table.setflags(write=False)
    return table


def _series(z: Decimal) -> Decimal:
    """Integral of exp(-t^2 / 2) from 0 to z."""
    power, total, k, square = z, z, 0, z * z / 2
    while abs(power) > Decimal("1e-20"):
        k += 1
        power = -power * square / k
        total += power / (2 * k + 1)
    return total


def _integral(place: Ints, sigma: Ints) -> Ints:
    """Normal integral from the middle to a place, odd in the place; both in millimeters."""
    table = normal_table()
    z = np.minimum((np.abs(place) << _Z_BITS) // sigma, _Z_MOST << _Z_BITS)
    more = _Z_BITS - _STEP_BITS
    step = np.minimum(z >> more, len(table) - 2)
    low = table.take(step)
    rest = z - (step << more)
    value = low + (((table.take(step + 1) - low) * rest) >> more)
    return np.asarray(np.where(place < 0, -value, value))


def orientation(step: ArrayLike) -> NDArray[np.int8]:
    """Line of fire nearest to that from a battery to its aim.

    Parameters
    ----------
    step : (..., 2) int
        Axial place of the aim less that of the battery.

    Returns
    -------
    (...) int8
        0 E, 1 between E and NE, 2 NE, 3 N, 4 NW, 5 between NW and W; fire the other way has the same shares.
        0 where battery and aim share a hex.

    Notes
    -----
    Rule artillery.2. Whole numbers: scalar products of hex vectors; those with a corner direction
    are longer by the root of 3, here 1351/780, and no two can be equal unless the step is nothing.
    """
    d = np.asarray(step, np.int64)
    sides = axial.DIRECTIONS[:3].astype(np.int64)
    corners = sides + axial.DIRECTIONS[1:4]
    lines = np.stack([sides * 1351, corners * 780], axis=1).reshape(-1, 2)
    dq, dr = d[..., 0, None], d[..., 1, None]
    dots = 2 * dq * lines[:, 0] + dq * lines[:, 1] + dr * lines[:, 0] + 2 * dr * lines[:, 1]
    return np.asarray(np.abs(dots).argmax(axis=-1), np.int8)


def shares(along: ArrayLike, across: ArrayLike, line: ArrayLike, scale: int = 250) -> Ints:
    """Share of a mission's rounds that falls on each of the 19 hexes.

    Parameters
    ----------
    along, across : (...) int
        Standard deviations along the line of fire and across it, centimeters, above 0.
    line : (...) int
        Line of fire, from `orientation`.
    scale : int
        Width of a hex, meters.

    Returns
    -------
    (..., 19) int64
        Q16 in the order of `OFFSETS`; what is missing to 65536 falls beyond two rings.

    Raises
    ------
    ValueError
        If a deviation is not positive.

    Notes
    -----
    Rule artillery.2; each share is rounded down, off by at most one unit from the product of the integrals.
    """
    lengthwise, sideways, turned = np.broadcast_arrays(
        *(np.asarray(a, np.int64) for a in (along, across, line))
    )
    if lengthwise.size and min(int(lengthwise.min()), int(sideways.min())) <= 0:
        raise ValueError("the deviations along and across the line of fire must be positive")
    corner = (turned & 1) == 1
    flat = np.where(corner, sideways, lengthwise)
    point = np.where(corner, lengthwise, sideways)
    upright = _upright(flat * 10, point * 10, scale)
    return np.take_along_axis(upright, _turns()[turned % ORIENTATIONS], axis=-1)


def _upright(flat: Ints, point: Ints, scale: int) -> Ints:
    """Shares (..., 19) of deviations across the flats and toward the corners, millimeters, unturned."""
    eighth = scale * 1000 // 16
    tip = _CORNER * scale // 8_000_000
    rows = _integral((_ROWS[:, None] * 12 + _CUTS) * tip, point[..., None, None])
    right = _integral((_COLUMNS[:, None] * 8 + _WIDTHS) * eighth, flat[..., None, None])
    left = _integral((_COLUMNS[:, None] * 8 - _WIDTHS) * eighth, flat[..., None, None])
    strips = (rows[..., 1:] - rows[..., :-1])[..., _ROW_OF, :] * (right - left)[..., _COLUMN_OF, :]
    return np.asarray(strips.sum(axis=-1) >> (2 * _PLACES - 16))


@lru_cache(maxsize=1)
def _turns() -> NDArray[np.intp]:
    """For each line of fire, which unturned hex each of the 19 stands for: intp[6, 19].

    Even lines are line 0 (east) turned by sides of 60 degrees, odd ones line 3 (north, through a corner).
    """
    rows = []
    for line in range(ORIENTATIONS):
        sixths = line // 2 if line % 2 == 0 else (line - 3) // 2
        back = axial.rotate60(OFFSETS, -sixths)
        rows.append((back[:, None, :] == OFFSETS).all(axis=-1).argmax(axis=-1))
    return np.array(rows, np.intp)


def footprint(board: Board) -> NDArray[np.int32]:
    """Numbers int32[H, 19] of the hexes about each hex, in the order of `OFFSETS`, `OFF_BOARD` beyond."""
    place = axial.to_offset(board.qr[:, None, :].astype(np.int32) + OFFSETS)
    col, row = place[..., 0], place[..., 1]
    on = (col >= 0) & (col < board.cols) & (row >= 0) & (row < board.rows)
    return np.where(on, row * board.cols + col, OFF_BOARD).astype(np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Landed:
    """Where the rounds of M missions fell, in 1/65536 of a round: nothing is rounded, nothing is lost.

    Attributes
    ----------
    rounds : int64[..., H, C]
        By hex and kind of shell.
    beyond : int64[..., M]
        Of each mission, beyond two rings or off the board.
    struck : int64[N]
        Hexes on which something fell, as numbers battle x H + hex, rising.
    """

    rounds: Ints
    beyond: Ints
    struck: Ints


def land(
    ground: NDArray[np.int32], aim: ArrayLike, share: Ints, rounds: ArrayLike, shell: ArrayLike, shells: int
) -> Landed:
    """Spread the rounds of missions over the board.

    Parameters
    ----------
    ground : int32[H, 19]
        From `footprint`.
    aim, rounds, shell : (..., M) int
        Aim hex, or `OFF_BOARD` for no mission; rounds fired; row of the shell.
    share : (..., M, 19) int64
        From `shares`.
    shells : int
        Number of kinds of shell.

    Returns
    -------
    Landed
        For every mission, what landed and what fell beyond add up to rounds x 65536.

    Raises
    ------
    ValueError
        If rounds are negative or a shell is not one of the kinds.

    Notes
    -----
    Rule artillery.2: strays fall on the neighbors, friends included.
    """
    fired, kind, where = np.asarray(rounds, np.int64), np.asarray(shell, np.int64), np.asarray(aim, np.int64)
    if fired.size and int(fired.min()) < 0:
        raise ValueError(f"rounds must not be negative, found {int(fired.min())}")
    if kind.size and not (int(kind.min()) >= 0 and int(kind.max()) < shells):
        raise ValueError(f"shells must be numbered 0 to {shells - 1}")
    some = where >= 0
    fired = np.where(some, fired, 0)
    cells = ground[np.maximum(where, 0)]
    parts = np.where(cells >= 0, fired[..., None] * share, 0)
    lead = parts.shape[:-2]
    total = np.zeros((*lead, len(ground), shells), np.int64)
    copy = np.arange(prod(lead), dtype=np.int64).reshape(*lead, 1, 1)
    fell = np.flatnonzero(parts)
    place = (copy * len(ground) + np.maximum(cells, 0)).reshape(-1)[fell]
    shell_of = np.broadcast_to(kind[..., None], parts.shape).reshape(-1)[fell]
    np.add.at(total.reshape(-1), place * shells + shell_of, parts.reshape(-1)[fell])
    beyond = (fired << 16) - parts.sum(axis=-1)
    return Landed(total, beyond, np.unique(place))


def landed_on(landed: Ints, hexes: ArrayLike) -> Ints:
    """Rounds (..., A, C) that fell on the hexes of A targets (..., A); none on a target off the board."""
    where = np.asarray(hexes, np.int64)
    lead = np.broadcast_shapes(landed.shape[:-2], where.shape[:-1])
    where = np.broadcast_to(where, (*lead, where.shape[-1]))
    if len(lead) == 0:
        found = landed[np.maximum(where, 0)]
    elif landed.shape[:-2] == lead:
        battle = np.arange(prod(lead)).reshape(*lead, 1) * landed.shape[-2]
        found = landed.reshape(-1, landed.shape[-1]).take(battle + np.maximum(where, 0), axis=0)
    else:
        spread = np.broadcast_to(landed, (*lead, *landed.shape[-2:]))
        found = np.take_along_axis(spread, np.maximum(where, 0)[..., None], axis=-2)
    return np.where((where >= 0)[..., None], found, 0)


def chief_mission(
    ground: NDArray[np.int32], aim: ArrayLike, share: Ints, weight: ArrayLike, hexes: ArrayLike
) -> NDArray[np.int32]:
    """The mission to which the most of what fell on a target belongs: the source that the ledger names.

    Parameters
    ----------
    ground : int32[H, 19]
        From `footprint`.
    aim : (..., M) int
        Aim hexes, negative for no mission.
    share : (..., M, 19) int64
        From `shares`.
    weight : (..., M) int
        What a mission is worth, such as rounds x lethal area.
    hexes : (..., A) int
        Hexes of the targets, negative for none.

    Returns
    -------
    (..., A) int32
        Number of the mission, the first of equals; -1 where nothing fell.
    """
    where, target = np.asarray(aim, np.int64), np.asarray(hexes, np.int64)
    cells = np.where((where >= 0)[..., None], ground[np.maximum(where, 0)], OFF_BOARD)
    parts = np.broadcast_to(share * np.asarray(weight, np.int64)[..., None], cells.shape)
    lead = np.broadcast_shapes(where.shape[:-1], target.shape[:-1])
    games, missions = prod(where.shape[:-1]), where.shape[-1]
    key = (np.arange(games)[:, None] * len(ground) + cells.reshape(games, -1)).reshape(-1)
    fell = np.flatnonzero((cells.reshape(-1) >= 0) & (parts.reshape(-1) > 0))
    key, part = key[fell], parts.reshape(-1)[fell]
    # Every hex takes the greatest part first, then the first mission whose part that is.
    most, first = np.zeros(games * len(ground), np.int64), np.full(games * len(ground), missions, np.int32)
    np.maximum.at(most, key, part)
    chief = fell // cells.shape[-1] % missions
    at = part == most[key]
    np.minimum.at(first, key[at], chief[at].astype(np.int32))
    by_hex = np.broadcast_to(first.reshape(*where.shape[:-1], -1), (*lead, len(ground)))
    spread = np.broadcast_to(target, (*lead, target.shape[-1]))
    found = np.take_along_axis(by_hex, np.maximum(spread, 0), axis=-1)
    return np.where((spread >= 0) & (found < missions), found, -1).astype(np.int32)
