"""Families of discrete laws as tables that are exact to 10^-9 and answer fast.

A family has laws for every integer x (thousandths of an expected loss, or units of a Q16 chance); the greater
x, the greater the draws. For each k the cumulative chance F(k; x) is a smooth curve over x. The range of x is
cut into cells, and in each cell every curve is kept as the polynomial of degree 7 through eight exact values.
A draw is the least k with u < F(k; x): the inverse of the law itself, so it grows with the word and with x.

To find k fast a guide is kept: for each bucket (one of 32 in a cell) and each of 1024 slices of u, the k that
all x of the bucket and all u of the slice share, or where there are two or more the least of them, marked.
Only the marked ones, a few in a hundred, go to the curves, with 47 bits of the word; where there are two, one
curve decides. Cells and guides are
built when first asked for and depend on nothing but the family: what has been asked before changes no draw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from math import factorial, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.rules.chance_laws import PLACES

Bits = NDArray[np.uint64]
Ints = NDArray[np.int64]

DEGREE = 7
PRECISION = 47
"""Bits of a word that are compared with a cumulative chance."""
ONE = 1 << PRECISION
BUCKET_BITS = 5
SLICE_BITS = 10
SLICES = 1 << SLICE_BITS
GUIDES, CURVES = 1 << 14, 1 << 19
"""Rows that are kept of the guide and of the curves, 32 MB each; when there are more they are begun anew."""
BLOCK = 1 << 15
"""Draws that are worked out at a time, so that what is between stays in the processor's cache."""
CHUNK, FEW = 1 << 12, 12
"""The same for draws that go to the curves, and how few of them are settled one by one."""
_MANY = 1 << 13
"""Added to a mark where more than two are possible; greater than any k."""
_MARGIN = 1 << 14
"""A curve may be off by less than this, in units of 2^-47."""
_LAST = ONE - 1 - _MARGIN
"""The largest word: above it a curve cannot tell 1 from almost 1, and the search would run to its end.
It cuts off a tail of 10^-10."""
_LOW = np.uint64(64 - PRECISION)
_TOP = np.uint64(64 - SLICE_BITS)


def blocks(shape: tuple[int, ...]) -> Iterator[slice]:
    """Rows of an array that make up about `BLOCK` numbers, one after the other; all of a small one."""
    step = max(BLOCK * shape[0] // max(prod(shape), 1), 1)
    return (slice(row, row + step) for row in range(0, shape[0], step))


class Family:
    """Laws over integers x, built when first drawn from.

    Parameters
    ----------
    origin, shift : (C) int64
        First x of each cell, and its width as a power of two.
    exact : function
        From a cell and a fraction of x to the cumulative chances P(K <= k), k = 0.., with `PLACES` binary
        places; from the end of the list on they count as 1.
    """

    __slots__ = ("_curves", "_exact", "_first", "_guide", "_last", "_origin", "_row", "_rows", "_shift")

    def __init__(self, origin: Ints, shift: Ints, exact: Callable[[int, Fraction], list[int]]) -> None:
        self._exact, self._origin, self._shift = exact, origin, shift
        self._forget()

    def draw(self, bucket: Ints, x: Ints, bits: Bits) -> NDArray[np.int16]:
        """Draws from the laws at some x, each with the number of its bucket, by words.

        Parameters
        ----------
        bucket, x : (...) int64
            Of one shape.
        bits : (...) uint64
            Broadcasts with them, to at least one axis.

        Returns
        -------
        (...) int16
        """
        begin = self._begin(bucket)
        shape = np.broadcast_shapes(begin.shape, bits.shape)
        words = bits if bits.shape == shape else np.broadcast_to(bits, shape)
        begin = begin if begin.shape == shape else np.broadcast_to(begin, shape)
        found = np.empty(shape, np.int16)
        for block in blocks(shape):
            slices = (words[block] >> _TOP).view(np.int64)
            slices += begin[block]
            self._guide.take(slices, out=found[block], mode="clip")
        marked, flat = np.flatnonzero(found < 0), found.reshape(-1)
        for i in range(0, len(marked), CHUNK):
            at = marked[i : i + CHUNK]
            laws, places = _picked(shape, at, bucket, x)
            flat[at] = self._settle(laws, places, _picked(shape, at, words)[0], ~flat[at].astype(np.int64))
        return found

    def one(self, bucket: int, x: int, word: int) -> int:
        """One draw alone, the same as `draw` gives."""
        if not self._row[bucket]:
            self._begin(np.array([bucket]))
        k = int(self._guide[(int(self._row[bucket]) << SLICE_BITS) + (word >> (64 - SLICE_BITS))])
        if k >= 0:
            return k
        return self._single(bucket, x, word, ~k)

    def _single(self, bucket: int, x: int, word: int, mark: int) -> int:
        """One of the marked."""
        cell, k = bucket >> BUCKET_BITS, mark & (_MANY - 1)
        first, offset, shift = int(self._first[cell]), x - int(self._origin[cell]), int(self._shift[cell])
        u = min(_LAST, word >> (64 - PRECISION))
        while True:
            value = 0
            for coefficient in reversed(self._curves[first + k].tolist()):
                value = coefficient + (value * offset >> shift)
            if u < value:
                return k
            k += 1
            if mark < _MANY:
                return k

    def _settle(self, bucket: Ints, x: Ints, bits: Bits, marks: Ints) -> Ints:
        """The least k, from the marked ones up, whose cumulative chance is above the word; all (M)."""
        if marks.size <= FEW:
            alone = zip(bucket.tolist(), x.tolist(), bits.tolist(), marks.tolist(), strict=True)
            return np.array([self._single(*each) for each in alone], np.int64)
        k, many = marks & (_MANY - 1), marks >= _MANY
        going = np.arange(len(k))
        u, cell = np.minimum((bits >> _LOW).view(np.int64), _LAST), bucket >> BUCKET_BITS
        while going.size > FEW:
            here = cell[going]
            curves = self._curves.take(self._first.take(here) + k[going], axis=0)
            chance = _value(curves, x[going] - self._origin.take(here), self._shift.take(here))
            going = going[chance <= u[going]]
            k[going] += 1
            going = going[many[going]]
        for i in going.tolist():
            mark = int(k[i]) + _MANY * int(many[i])
            k[i] = self._single(int(bucket[i]), int(x[i]), int(bits[i]), mark)
        return k

    def curves(self, bucket: int) -> Ints:
        """Polynomials (K, 8) of the cell of a bucket that has been drawn from."""
        cell = bucket >> BUCKET_BITS
        return self._curves[self._first[cell] : self._last[cell]]

    def _forget(self) -> None:
        """Begin anew; row 0 of guide and curves means that there is none. Zeros cost no memory until used."""
        self._curves = np.zeros((1, DEGREE + 1), np.int64)
        self._first, self._last = np.zeros((2, len(self._origin)), np.int32)
        self._guide = np.zeros(SLICES, np.int16)
        self._row = np.zeros(len(self._origin) << BUCKET_BITS, np.int32)
        self._rows = 1

    def _begin(self, bucket: Ints) -> Ints:
        """Where in the guide each bucket (...) begins; those that are missing are built."""
        rows = self._row.take(bucket)
        if np.count_nonzero(rows) < rows.size:
            missing = np.unique(bucket[rows == 0])
            if self._rows + len(missing) > GUIDES or len(self._curves) > CURVES:
                self._forget()
                missing = np.unique(bucket)
            self._extend(missing)
            rows = self._row.take(bucket)
        return rows.astype(np.int64) << SLICE_BITS

    def _extend(self, buckets: Ints) -> None:
        """Build the guides of some buckets, and the curves of their cells."""
        cells = np.unique(buckets >> BUCKET_BITS)
        self._add(cells[self._first[cells] == 0].tolist())
        end = self._rows + len(buckets)
        if end << SLICE_BITS > len(self._guide):
            self._guide = np.resize(self._guide, max(2 * len(self._guide), end << SLICE_BITS))
        for i, bucket in enumerate(buckets.tolist(), self._rows):
            self._guide[i << SLICE_BITS : (i + 1) << SLICE_BITS] = self._slices(bucket)
            self._row[bucket] = i
        self._rows = end

    def _slices(self, bucket: int) -> NDArray[np.int16]:
        """One row of the guide: k where it is one all over the slice and bucket.

        Where there are two, the mark ~k of the lesser; where more, ~(k + 8192) of the least.
        """
        cell, number = bucket >> BUCKET_BITS, bucket & ((1 << BUCKET_BITS) - 1)
        curves, shift = self.curves(bucket), self._shift[cell]
        edges = np.array([number, number + 1]) << (shift - BUCKET_BITS)
        low = _value(curves, edges[0], shift) + _MARGIN
        high = _value(curves, edges[1], shift) - _MARGIN
        high[-1] = ONE
        u = np.arange(SLICES + 1, dtype=np.int64) << (PRECISION - SLICE_BITS)
        least = np.searchsorted(np.maximum.accumulate(low), u[:-1], side="right")
        most = np.searchsorted(np.maximum.accumulate(high), u[1:] - 1, side="right")
        marked = least + np.where(most - least > 1, _MANY, 0)
        return np.where(least == most, least, ~marked).astype(np.int16)

    def _add(self, cells: list[int]) -> None:
        """Build the curves of some cells; the last of each stands at 1 and ends every search."""
        parts, end = [self._curves], len(self._curves)
        for cell in cells:
            start, width = int(self._origin[cell]), Fraction(1 << int(self._shift[cell]), DEGREE)
            nodes = [self._exact(cell, start + width * i) for i in range(DEGREE + 1)]
            parts.append(np.concatenate([_polynomials(nodes), [[ONE] + [0] * DEGREE]]))
            self._first[cell], self._last[cell] = end, end + len(parts[-1])
            end += len(parts[-1])
        self._curves = np.concatenate(parts)


def _picked(shape: tuple[int, ...], at: NDArray[np.intp], *arrays: NDArray[Any]) -> list[NDArray[Any]]:
    """Elements at flat places of arrays of one shape as they broadcast to another."""
    own = arrays[0].shape
    if own == shape[len(shape) - len(own) :]:
        inside = at % arrays[0].size if own != shape else at
        return [array.reshape(-1).take(inside) for array in arrays]
    here = np.unravel_index(at, shape)
    return [np.broadcast_to(array, shape)[here] for array in arrays]


def _value(curves: Ints, offset: Ints, shift: Ints) -> Ints:
    """Value (M) of polynomials (M, 8) at offset / 2**shift, rounded down, in units of 2^-47."""
    value = curves[:, DEGREE]
    for power in range(DEGREE - 1, -1, -1):
        value = curves[:, power] + (value * offset >> shift)
    return value


def _polynomials(nodes: list[list[int]]) -> Ints:
    """Coefficients (K, 8) over 0..1 of the polynomials through values at 0, 1/7 .. 1, in units of 2^-47.

    A value is cut into four pieces of 32 bits; eight of them times their weights, which add up to less than
    2^31, fit 63 bits. What goes over is handed on upward, the sum is rounded, and 7! divides it in two steps.
    """
    length, one = max(map(len, nodes)), (1 << PLACES).to_bytes(16, "little")
    rows = (b"".join(v.to_bytes(16, "little") for v in row) + one * (length - len(row)) for row in nodes)
    pieces = np.frombuffer(b"".join(rows), "<u4").reshape(DEGREE + 1, length, 4).astype(np.int64)
    sums = np.einsum("pn,nkl->lkp", np.array(_weights(), np.int64), pieces)
    sums[(PLACES - PRECISION) // 32] += factorial(DEGREE) // 2 << (PLACES - PRECISION) % 32
    for piece in range(3):
        sums[piece + 1] += sums[piece] >> 32
        sums[piece] &= (1 << 32) - 1
    # Places below 2^-47 are cut off: what is left are 15 bits of the second piece, the third and the fourth.
    rest = (sums[2] << 15) | sums[1] >> 17
    upper, odd = np.divmod(sums[3], factorial(DEGREE))
    return np.asarray((upper << 47) + ((odd << 47) | rest) // factorial(DEGREE))


@lru_cache(maxsize=1)
def _weights() -> list[list[int]]:
    """Rows (power) of columns (node): 7! times the coefficients of Lagrange's polynomials."""
    columns = []
    for i in range(DEGREE + 1):
        poly = [Fraction(factorial(DEGREE))]
        for j in range(DEGREE + 1):
            if j != i:
                longer = [Fraction(0), *poly]
                for power, value in enumerate(poly):
                    longer[power] -= Fraction(j, DEGREE) * value
                poly = [value * Fraction(DEGREE, i - j) for value in longer]
        columns.append([int(value) for value in poly])
    return [list(row) for row in zip(*columns, strict=True)]
