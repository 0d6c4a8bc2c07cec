"""Arithmetic of axial hex coordinates (q, r): whole numbers only, any leading batch axes.

A place is the last axis of an array, `[..., 2]` = (q, r). The hexes are pointy-top, r grows to the south and
q to the east; the six directions run counter-clockwise from east: 0 E, 1 NE, 2 NW, 3 W, 4 SW, 5 SE.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int32]

SIDES = ("E", "NE", "NW", "W", "SW", "SE")
DIRECTIONS: Ints = np.array([(1, 0), (1, -1), (0, -1), (-1, 0), (-1, 1), (0, 1)], dtype=np.int32)
DIRECTIONS.setflags(write=False)

# A line is nudged off every tie by (1, 2, -3)/16 of the least step between two points of it: see `along`.
_NUDGE = np.array([1, 2, -3], dtype=np.int64)
_FINE = 16


def _ints(value: ArrayLike) -> Ints:
    return np.asarray(value, dtype=np.int32)


def opposite(direction: ArrayLike) -> Ints:
    """Direction that looks back over the same hexside."""
    return (_ints(direction) + 3) % 6


def distance(a: ArrayLike, b: ArrayLike) -> Ints:
    """Least number of steps between two places.

    Parameters
    ----------
    a, b : (..., 2) int
        Axial places; leading axes broadcast.

    Returns
    -------
    (...) int32
        Steps, 0 for the same hex.
    """
    d = _ints(b) - _ints(a)
    dq, dr = d[..., 0], d[..., 1]
    return _ints(np.maximum(np.maximum(np.abs(dq), np.abs(dr)), np.abs(dq + dr)))


def neighbor(qr: ArrayLike, direction: ArrayLike) -> Ints:
    """Place one step away; `direction` int[...] broadcasts against the places."""
    return _ints(qr) + DIRECTIONS[_ints(direction)]


def ring_offsets(radius: int) -> Ints:
    """Offsets at exactly `radius` steps.

    Returns
    -------
    (max(1, 6 * radius), 2) int32
        From `radius` steps to the east counter-clockwise; rotating by 60 degrees moves on by `radius` rows.

    Raises
    ------
    ValueError
        If the radius is negative.
    """
    if radius < 0:
        raise ValueError(f"a ring needs a radius of 0 or more, got {radius}")
    if radius == 0:
        return np.zeros((1, 2), dtype=np.int32)
    corners = DIRECTIONS * radius
    # From the corner in direction d the ring runs in direction d + 2 to the next corner.
    along_side = np.roll(DIRECTIONS, -2, axis=0)
    steps = np.arange(radius, dtype=np.int32)
    return (corners[:, None, :] + steps[None, :, None] * along_side[:, None, :]).reshape(-1, 2)


def disk_offsets(radius: int) -> Ints:
    """Offsets within `radius` steps: the center, then ring 1, ring 2, ... each as `ring_offsets` gives it.

    Returns
    -------
    (3 * radius * (radius + 1) + 1, 2) int32
        A disk of smaller radius is the beginning of a larger one.
    """
    if radius < 0:
        raise ValueError(f"a disk needs a radius of 0 or more, got {radius}")
    return np.concatenate([ring_offsets(n) for n in range(radius + 1)])


def ring(center: ArrayLike, radius: int) -> Ints:
    """Places `radius` steps from each center: int32[..., 6 * radius, 2], in the order of `ring_offsets`."""
    return _ints(center)[..., None, :] + ring_offsets(radius)


def disk(center: ArrayLike, radius: int) -> Ints:
    """Places within `radius` steps of each center: int32[..., K, 2], in the order of `disk_offsets`."""
    return _ints(center)[..., None, :] + disk_offsets(radius)


def along(a: ArrayLike, b: ArrayLike, step: ArrayLike) -> Ints:
    """Hex number `step` of the straight line from `a` to `b`.

    Parameters
    ----------
    a, b : (..., 2) int
        Ends of the line.
    step : (...) int
        0 at `a`, the distance at `b`; broadcasts against the ends.

    Returns
    -------
    (..., 2) int32
        The hex nearest to the point that divides the line in equal parts.

    Notes
    -----
    Tie rule: every point is moved by the same fraction, smaller than any difference that can occur, toward +q
    and (twice as far) +r, so that no point lies on a hexside. All in whole numbers. The moved point depends
    on the place alone, not on the direction of walking: the line from `b` to `a` is that from `a` to `b`
    backward.
    """
    start, end = _ints(a).astype(np.int64), _ints(b).astype(np.int64)
    parts = np.maximum(distance(a, b), 1).astype(np.int64)[..., None]
    k = np.asarray(step, dtype=np.int64)[..., None]
    point = start * (parts - k) + end * k
    cube = np.concatenate([point, -point.sum(axis=-1, keepdims=True)], axis=-1) * _FINE + _NUDGE
    unit = parts * _FINE
    rounded = (2 * cube + unit) // (2 * unit)
    error = np.abs(rounded * unit - cube)
    fixed = rounded.copy()
    worst = error.argmax(axis=-1)[..., None]
    # Three rounded coordinates need not sum to 0: the one that moved most is made from the other two.
    others = rounded.sum(axis=-1, keepdims=True) - np.take_along_axis(rounded, worst, axis=-1)
    np.put_along_axis(fixed, worst, -others, axis=-1)
    return fixed[..., :2].astype(np.int32)


def line(a: ArrayLike, b: ArrayLike) -> Ints:
    """Hexes of the straight line between two places, ends included: int32[distance + 1, 2]; see `along`."""
    start, end = _ints(a), _ints(b)
    return along(start, end, np.arange(int(distance(start, end)) + 1))


def rotate60(qr: ArrayLike, times: int = 1) -> Ints:
    """Turn places about the origin by 60 degrees counter-clockwise, `times` over: E becomes NE."""
    out = _ints(qr)
    for _ in range(times % 6):
        out = np.stack([out[..., 0] + out[..., 1], -out[..., 0]], axis=-1)
    return out


def reflect(qr: ArrayLike) -> Ints:
    """Mirror places at the north-south axis through the origin: E becomes W, NE becomes NW."""
    place = _ints(qr)
    return np.stack([-place[..., 0] - place[..., 1], place[..., 1]], axis=-1)


def from_offset(col: ArrayLike, row: ArrayLike) -> Ints:
    """Axial place of a column and row; odd rows are shifted half a hex to the east ("odd-r")."""
    c, r = np.broadcast_arrays(_ints(col), _ints(row))
    return np.stack([c - (r - (r & 1)) // 2, r], axis=-1)


def to_offset(qr: ArrayLike) -> Ints:
    """Column and row int32[..., 2] of axial places: the inverse of `from_offset`."""
    place = _ints(qr)
    q, r = place[..., 0], place[..., 1]
    return np.stack([q + (r - (r & 1)) // 2, r], axis=-1)
