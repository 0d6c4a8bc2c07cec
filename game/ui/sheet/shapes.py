"""Lines and areas: rounding of drawn corners, distance to an outline, cutting and walking along lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from game.ui.sheet.field import F32, F64, Grid


def chaikin(ring: F64, times: int) -> F64:
    """A closed ring with its corners cut, `times` over."""
    ring = _open_ring(ring)
    for _ in range(times):
        after = np.roll(ring, -1, axis=0)
        ring = np.stack([0.75 * ring + 0.25 * after, 0.25 * ring + 0.75 * after], axis=1).reshape(-1, 2)
    return np.vstack([ring, ring[:1]])


def _open_ring(ring: F64) -> F64:
    return ring[:-1] if len(ring) > 1 and np.allclose(ring[0], ring[-1]) else ring


def rounded(points: F64, spacing: float, closed: bool = False) -> F64:
    """A smooth curve through every point (centripetal Catmull-Rom), about one vertex each `spacing`."""
    base = _open_ring(points) if closed else points
    keep = np.r_[True, np.hypot(*np.diff(base, axis=0).T) > 1e-6]
    base = base[keep]
    if len(base) < 3:
        return base
    ends = (base[-1], base[0], base[1]) if closed else (2 * base[0] - base[1], 2 * base[-1] - base[-2])
    padded = np.vstack([ends[0], base, *ends[1:]])
    parts = [_catmull(padded[i : i + 4], spacing) for i in range(len(padded) - 3)]
    last = base[:1] if closed else base[-1:]
    return np.vstack([*parts, last])


def _catmull(p: F64, spacing: float) -> F64:
    """The stretch from the second to the third of four points, without its end."""
    gaps = np.maximum(np.sqrt(np.hypot(*np.diff(p, axis=0).T)), 1e-3)
    t0, t1, t2, t3 = np.r_[0.0, np.cumsum(gaps)]
    count = max(1, round(float(np.hypot(*(p[2] - p[1]))) / spacing))
    t = (t1 + (t2 - t1) * np.arange(count) / count)[:, None]
    a1 = (t1 - t) / (t1 - t0) * p[0] + (t - t0) / (t1 - t0) * p[1]
    a2 = (t2 - t) / (t2 - t1) * p[1] + (t - t1) / (t2 - t1) * p[2]
    a3 = (t3 - t) / (t3 - t2) * p[2] + (t - t2) / (t3 - t2) * p[3]
    b1 = (t2 - t) / (t2 - t0) * a1 + (t - t0) / (t2 - t0) * a2
    b2 = (t3 - t) / (t3 - t1) * a2 + (t - t1) / (t3 - t1) * a3
    return np.asarray((t2 - t) / (t2 - t1) * b1 + (t - t1) / (t2 - t1) * b2)


def lengths(line: F64) -> F64:
    """Distance from the start to every vertex."""
    return np.concatenate([np.zeros(1), np.cumsum(np.hypot(*np.diff(line, axis=0).T))])


def along(line: F64, at: F64) -> F64:
    """Places at distances from the start of a line."""
    s = lengths(line)
    return np.column_stack([np.interp(at, s, line[:, 0]), np.interp(at, s, line[:, 1])])


def resampled(line: F64, spacing: float) -> F64:
    """The line with evenly spaced vertices."""
    total = float(lengths(line)[-1])
    return along(line, np.linspace(0.0, total, max(2, round(total / spacing) + 1)))


def smoothed(line: F64, half: int) -> F64:
    """The line with each vertex moved to the mean of its neighbors; the ends stay."""
    if len(line) <= 2 or half < 1:
        return line
    padded = np.vstack([2 * line[0] - line[half:0:-1], line, 2 * line[-1] - line[-2 : -half - 2 : -1]])
    kernel = np.hanning(2 * half + 3)[1:-1]
    kernel /= kernel.sum()
    return np.column_stack(
        [np.convolve(padded[:, k], kernel, "same")[half : half + len(line)] for k in (0, 1)]
    )


def eased(ring: F64, spacing: float, half: int) -> F64:
    """A closed ring with evenly spaced vertices, each moved to the mean of `half` neighbors on both sides."""
    even = resampled(_closed(ring), spacing)[:-1]
    if len(even) <= 2 * half:
        return ring
    kernel = np.hanning(2 * half + 3)[1:-1]
    kernel /= kernel.sum()
    turns = [np.roll(even, half - k, axis=0) * weight for k, weight in enumerate(kernel)]
    return _closed(np.asarray(sum(turns)))


def shifted(line: F64, by: float) -> F64:
    """The line moved sideways; to the left of its run as seen on a page with y downward."""
    step = np.gradient(line, axis=0)
    step /= np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)[:, None]
    return line + by * np.column_stack([step[:, 1], -step[:, 0]])


def pieces(line: F64, keep: NDArray[np.bool_]) -> list[F64]:
    """The stretches of a line whose vertices are kept, at least two vertices each."""
    edges = np.flatnonzero(np.diff(np.r_[False, keep, False].astype(np.int8)))
    pairs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [line[a:b] for a, b in pairs if b - a >= 2]


def blank(x0: float, y0: float, x1: float, y1: float, cell: float, fill: float) -> Grid:
    """A grid over a rectangle, all one value."""
    shape = (int((y1 - y0) / cell) + 2, int((x1 - x0) / cell) + 2)
    return Grid(np.full(shape, fill, dtype=np.float32), x0, y0, cell)


def inside(grid: Grid, rings: Sequence[F64]) -> NDArray[np.bool_]:
    """Which cells lie inside the rings, by the even-odd rule."""
    rows, cols = grid.values.shape
    toggles = np.zeros((rows, cols + 1), dtype=np.int32)
    for ring in rings:
        a = (_open_ring(ring) - (grid.x0, grid.y0)) / grid.cell
        for (xa, ya), (xb, yb) in zip(a, np.roll(a, -1, axis=0), strict=True):
            low, high = (ya, yb) if ya < yb else (yb, ya)
            crossed = np.arange(max(0, int(np.ceil(low))), min(rows, int(np.ceil(high))))
            if len(crossed):
                x = xa + (crossed - ya) * (xb - xa) / (yb - ya)
                toggles[crossed, np.clip(np.ceil(x), 0, cols).astype(np.int64)] += 1
    return np.asarray(toggles.cumsum(axis=1)[:, :cols] % 2 == 1)


def near(grid: Grid, lines: Iterable[F64], reach: float) -> F32:
    """Distance from every cell to the nearest line, not more than `reach`."""
    best = np.full(grid.values.shape, reach * reach, dtype=np.float32)
    for line in lines:
        a = (line - (grid.x0, grid.y0)) / grid.cell
        for start, end in pairwise(a):
            _nearer(best, start, end, reach / grid.cell, grid.cell)
    return np.sqrt(best)


def _nearer(best: F32, a: F64, b: F64, reach: float, cell: float) -> None:
    """Lower the squared distances round one straight piece."""
    low = np.maximum(np.floor(np.minimum(a, b) - reach), 0).astype(int)
    high = np.ceil(np.maximum(a, b) + reach).astype(int) + 1
    part = best[low[1] : max(0, high[1]), low[0] : max(0, high[0])]
    if not part.size:
        return
    x = np.arange(low[0], low[0] + part.shape[1], dtype=np.float32) - np.float32(a[0])
    y = (np.arange(low[1], low[1] + part.shape[0], dtype=np.float32) - np.float32(a[1]))[:, None]
    dx, dy = float(b[0] - a[0]), float(b[1] - a[1])
    t = np.clip((x * dx + y * dy) / max(dx * dx + dy * dy, 1e-9), 0, 1)
    ex, ey = x - t * dx, y - t * dy
    np.minimum(part, (ex * ex + ey * ey) * np.float32(cell * cell), out=part)


def signed(grid: Grid, areas: Iterable[Sequence[F64]], reach: float) -> F32:
    """Distance to the shore of the union of areas: positive inside, negative outside, cut at `reach`.

    Each area is a sequence of rings (outer first). The union of two signed distances is their greater,
    which is exact outside the overlaps.
    """
    best = np.full(grid.values.shape, -reach, dtype=np.float32)
    for rings in areas:
        box = _window(grid, rings, reach)
        if box is None:
            continue
        rows, cols = box
        part = Grid(
            best[rows, cols], grid.x0 + cols.start * grid.cell, grid.y0 + rows.start * grid.cell, grid.cell
        )
        distance = near(part, [_closed(ring) for ring in rings], reach)
        np.maximum(part.values, np.where(inside(part, rings), distance, -distance), out=part.values)
    return best


def _closed(ring: F64) -> F64:
    return np.vstack([_open_ring(ring), ring[:1]])


def _window(grid: Grid, rings: Sequence[F64], reach: float) -> tuple[slice, slice] | None:
    """Rows and columns that a shape can touch; None when it lies off the grid."""
    points = np.vstack(list(rings))
    low = (points.min(axis=0) - reach - (grid.x0, grid.y0)) / grid.cell
    high = (points.max(axis=0) + reach - (grid.x0, grid.y0)) / grid.cell
    rows, cols = grid.values.shape
    left, right = max(0, int(low[0])), min(cols, int(high[0]) + 2)
    top, bottom = max(0, int(low[1])), min(rows, int(high[1]) + 2)
    return (slice(top, bottom), slice(left, right)) if left < right and top < bottom else None
