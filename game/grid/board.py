"""The board: what lies where, as read-only arrays with one row for each hex.

Hexes are numbered row by row from the north-west: h = row * cols + col. That number, the "row of the arrays",
is the one key for place; people read the printed label, "1207" for column 12, row 7 (counted from 1). On
boards of more than 99 columns or rows it has three digits of each: "012007".
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid import axial, plane

Whole = TypeVar("Whole", bound="np.signedinteger[Any] | np.unsignedinteger[Any]")

OFF_BOARD = -1
MAX_SIDE = 999
"""Hexes that a board has at most each way: three digits of a label."""

EDGE_KINDS = ("shore", "river", "stream", "border", "claim", "wire")
SHORE, RIVER, STREAM, BORDER, CLAIM, WIRE = (1 << bit for bit in range(len(EDGE_KINDS)))
WAY_KINDS = ("road", "track", "causeway", "railway")
ROAD, TRACK, CAUSEWAY, RAILWAY = (1 << bit for bit in range(len(WAY_KINDS)))


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """H = cols * rows hexes; build one with `make_board`. Boards of equal digest are equal.

    `qr` axial place; `height` meters; `terrain` and `territory` rows of their tables; `edges` and `ways` bits
    of EDGE_KINDS and WAY_KINDS on each of the six sides, the same on both hexes of a side; `neighbor` number
    of the hex over each side, OFF_BOARD where there is none; `scale` meters from center to center.
    """

    cols: int
    rows: int
    scale: int
    qr: NDArray[np.int16]
    height: NDArray[np.int16]
    terrain: NDArray[np.int8]
    territory: NDArray[np.int8]
    edges: NDArray[np.uint8]
    ways: NDArray[np.uint8]
    neighbor: NDArray[np.int32]

    @property
    def hexes(self) -> int:
        """Number of hexes H."""
        return self.cols * self.rows

    @property
    def digits(self) -> int:
        """Digits of a column or row in labels: 2, on boards of more than 99 columns or rows 3."""
        return 2 if max(self.cols, self.rows) <= 99 else 3

    def label(self, h: int) -> str:
        """Printed label of a hex, "ccrr" or "cccrrr" counted from 1."""
        if not 0 <= h < self.hexes:
            raise ValueError(f"hex {h} is not on this board of {self.hexes} hexes")
        row, col = divmod(int(h), self.cols)
        return f"{col + 1:0{self.digits}d}{row + 1:0{self.digits}d}"

    def labels(self) -> tuple[str, ...]:
        """All labels in the order of the arrays."""
        return tuple(self.label(h) for h in range(self.hexes))

    def hex_of(self, label: str) -> int:
        """Number of the hex with a printed label."""
        wide = self.digits
        if not (isinstance(label, str) and len(label) == 2 * wide and label.isascii() and label.isdigit()):
            number, like = ("two", "1207") if wide == 2 else ("three", "012007")
            raise ValueError(
                f"'{label}' is not a hex label: {number} digits of column and {number} of row are needed, "
                f"like {like}"
            )
        col, row = int(label[:wide]) - 1, int(label[wide:]) - 1
        if not (0 <= col < self.cols and 0 <= row < self.rows):
            ends = self.label(0), self.label(self.hexes - 1)
            raise ValueError(f"hex '{label}' is off the board, which runs from {ends[0]} to {ends[1]}")
        return row * self.cols + col

    def hex_at(self, x: float, y: float) -> int:
        """Number of the hex under a point of the sheet, OFF_BOARD beyond the board."""
        col, row = plane.hex_at(x, y, self.scale)
        on = 0 <= col < self.cols and 0 <= row < self.rows
        return row * self.cols + col if on else OFF_BOARD

    def meters(self, a: ArrayLike, b: ArrayLike) -> NDArray[np.int32]:
        """Meters between the centers of hexes `a` and `b` (int[...]), to the nearest meter."""
        code, between = _distances(self.cols, self.rows, self.scale)
        # From a hex before the first one counts back from the last, as in any array.
        return np.asarray(between.take(code[np.asarray(b)] - code[np.asarray(a)] + len(between) // 2))

    def steps(self, a: ArrayLike, b: ArrayLike) -> NDArray[np.int32]:
        """Hexes to walk between hexes `a` and `b` (int[...]) on open ground."""
        return axial.distance(self.qr[np.asarray(a)], self.qr[np.asarray(b)])

    def digest(self) -> str:
        """SHA-256 over size, scale and arrays in little-endian order, as hexadecimal text."""
        sha = hashlib.sha256(f"board {self.cols} {self.rows} {self.scale}".encode())
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                sha.update(field.name.encode() + b"\0")
                sha.update(value.astype(value.dtype.newbyteorder("<")).tobytes())
        return sha.hexdigest()

    def __eq__(self, other: object) -> bool:
        return self.digest() == other.digest() if isinstance(other, Board) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.cols, self.rows, self.scale, self.height.tobytes()))


@lru_cache(maxsize=8)
def _distances(cols: int, rows: int, scale: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Number of each place, and meters by the difference of two numbers, counted from the middle."""
    row, col = np.divmod(np.arange(cols * rows), cols)
    place = axial.from_offset(col, row).astype(np.int64)
    stride = 2 * rows - 1
    code = place[:, 0] * stride + place[:, 1]
    wide = cols - 1 + rows // 2
    dq, dr = np.arange(-wide, wide + 1)[:, None], np.arange(1 - rows, rows)
    # A square root is rounded the same way on every machine, so this whole number is too.
    square = scale**2 * (dq * dq + dq * dr + dr * dr)
    return code, np.rint(np.sqrt(square)).astype(np.int32).reshape(-1)


def make_neighbor(cols: int, rows: int) -> NDArray[np.int32]:
    """Number of the hex over each side, OFF_BOARD at the rim: int32[cols * rows, 6]."""
    row, col = np.divmod(np.arange(cols * rows, dtype=np.int32), cols)
    place = axial.neighbor(axial.from_offset(col, row)[:, None, :], np.arange(6))
    offset = axial.to_offset(place)
    number = offset[..., 1] * cols + offset[..., 0]
    return np.where(plane.inside(offset[..., 0], offset[..., 1], cols, rows), number, OFF_BOARD).astype(
        np.int32
    )


def share_sides(bits: ArrayLike, neighbor: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Bits uint8[H, 6] with whatever is said of a side on one of its hexes said on both."""
    mine = np.asarray(bits, dtype=np.uint8)
    return mine | _from_beyond(mine, neighbor)


def _from_beyond(bits: NDArray[np.uint8], neighbor: NDArray[np.int32]) -> NDArray[np.uint8]:
    """What the hexes over the sides say of them; at the rim what the hex itself says."""
    theirs = bits[neighbor, axial.opposite(np.arange(6))]
    return np.where(neighbor == OFF_BOARD, bits, theirs).astype(np.uint8)


def make_board(
    cols: int,
    rows: int,
    scale: int,
    height: ArrayLike,
    terrain: ArrayLike,
    territory: ArrayLike,
    edges: ArrayLike | None = None,
    ways: ArrayLike | None = None,
) -> Board:
    """Board with read-only copies of the arrays.

    Parameters
    ----------
    cols, rows, scale : int
        1 to 999 hexes each way; meters from center to center.
    height, terrain, territory : (H,) int
        Meters; rows of the terrain and territory tables.
    edges, ways : (H, 6) int, optional
        Bits of EDGE_KINDS and WAY_KINDS; nothing anywhere when left out.

    Raises
    ------
    ValueError
        If a size or shape is wrong, a value does not fit its type or names no kind, or the two hexes of a
        side do not agree on it (`share_sides` makes them).
    """
    if not (1 <= cols <= MAX_SIDE and 1 <= rows <= MAX_SIDE and scale > 0):
        raise ValueError(
            f"a board has 1 to 999 columns and rows and a scale above 0, got {cols} x {rows}, {scale} m"
        )
    h = cols * rows
    row, col = np.divmod(np.arange(h, dtype=np.int32), cols)
    neighbor = make_neighbor(cols, rows)
    none = np.zeros((h, 6), dtype=np.uint8)
    return Board(
        cols=cols,
        rows=rows,
        scale=scale,
        qr=_frozen("qr", axial.from_offset(col, row), np.int16, (h, 2)),
        height=_frozen("height", height, np.int16, (h,)),
        terrain=_frozen("terrain", terrain, np.int8, (h,), least=0),
        territory=_frozen("territory", territory, np.int8, (h,), least=0),
        edges=_sides("edges", none if edges is None else edges, neighbor, len(EDGE_KINDS)),
        ways=_sides("ways", none if ways is None else ways, neighbor, len(WAY_KINDS)),
        neighbor=_frozen("neighbor", neighbor, np.int32, (h, 6)),
    )


def _frozen(
    name: str,
    value: ArrayLike,
    dtype: type[Whole],
    shape: tuple[int, ...],
    least: int | None = None,
    most: int | None = None,
) -> NDArray[Whole]:
    """Read-only copy in the wanted type, checked for shape and range."""
    array = np.asarray(value)
    if array.shape != shape or array.dtype.kind not in "iub":
        raise ValueError(
            f"board {name} must be whole numbers of shape {shape}, got {array.dtype} {array.shape}"
        )
    info = np.iinfo(dtype)
    low, high = info.min if least is None else least, info.max if most is None else most
    if array.size and not (low <= int(array.min()) and int(array.max()) <= high):
        raise ValueError(
            f"board {name} must lie between {low} and {high}, got {array.min()} to {array.max()}"
        )
    copy: NDArray[Whole] = array.astype(dtype)
    copy.setflags(write=False)
    return copy


def _sides(name: str, value: ArrayLike, neighbor: NDArray[np.int32], kinds: int) -> NDArray[np.uint8]:
    """Checked bits of hexsides on which both hexes of every side agree."""
    bits = _frozen(name, value, np.uint8, neighbor.shape, most=(1 << kinds) - 1)
    odd = np.argwhere(bits != _from_beyond(bits, neighbor))
    if odd.size:
        h, side = (int(i) for i in odd[0])
        raise ValueError(f"board {name} differ on the two hexes of the {axial.SIDES[side]} side of hex {h}")
    return bits
