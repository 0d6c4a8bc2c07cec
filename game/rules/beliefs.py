"""Beliefs: what each side takes the other to be and where (rules intelligence.1 to 4).

Nothing enters a belief but what a report of this pulse tells and what was believed before. What a unit that
nobody noticed is, has or does cannot leave a trace here.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid.board import OFF_BOARD, Board
from game.rules.beliefs_table import BeliefTable
from game.rules.chance import Bits, normal
from game.rules.fixed import CERTAIN, CHANCE_BITS, MOST_BITS, exp_neg, half_power, one_minus_exp
from game.rules.tables import BITS, ONE

Ints = NDArray[np.int64]

DRAWS = 3
"""Words of dice for each side and unit: error of place to the east, to the south, and error of strength."""
WORST_GUESS = 2 * ONE
"""Most standard deviations, Q10, by which a strength is misjudged: a guess has its limits."""
ASTRAY = 3
"""Errors of place, the old one and that of the report together, beyond which the two cannot both be right."""
FARTHEST = 30_000
"""Error of place in meters beyond which a contact may be anywhere."""
_FINE = 20
_PER_SQRT3 = 605_395
"""1 / sqrt(3) with `_FINE` binary places."""
_WITHIN = 144_528
"""sqrt(3) / (4 pi) with `_FINE` binary places: the area of a hex over 2 pi times the square of its width."""


@dataclass(frozen=True, slots=True, eq=False)
class Beliefs:
    """What each side believes of each unit, [..., 2, U] each; rows of own units and of the unknown are blank.

    Attributes
    ----------
    hex : int32
        Believed place; -1 where nothing is believed, or where the unit is known to be off the board.
    error : int32
        Meters, standard deviation of the place.
    age : int32
        Pulses since the last report, 0 in the pulse of one.
    confidence : int32
        Q16; 0 where nothing is believed.
    strength : int32
        Estimated men, -1 where none is known.
    misread : int32
        Q10: the factor by which this side misjudges the strength, as long as the contact lasts.
    source : uint8
        Row of `GRADES` of the report that the place stems from.
    known : bool
        Whether it is known what the unit is.
    stays : bool
        Whether it is taken to stay where it is.
    """

    hex: NDArray[np.int32]
    error: NDArray[np.int32]
    age: NDArray[np.int32]
    confidence: NDArray[np.int32]
    strength: NDArray[np.int32]
    misread: NDArray[np.int32]
    source: NDArray[np.uint8]
    known: NDArray[np.bool_]
    stays: NDArray[np.bool_]

    def __post_init__(self) -> None:
        """Seal the arrays."""
        for field in fields(self):
            getattr(self, field.name).setflags(write=False)


@dataclass(frozen=True, slots=True, eq=False)
class Reports:
    """What is told of each unit in a pulse, by whatever means.

    Attributes
    ----------
    grade : (..., 2, U) int
        Row of `GRADES`, the best report each side has of each unit; 0 for none.
    hex, men : (..., U) int
        Where the units are (-1 off the board) and how strong.
    works : (..., U) bool
        Whether they lie in works: one who sees that takes them to stay.
    """

    grade: ArrayLike
    hex: ArrayLike
    men: ArrayLike
    works: ArrayLike


def blank(shape: tuple[int, ...]) -> Beliefs:
    """Beliefs (..., 2, U) of those who know nothing."""
    none, off = np.zeros(shape, np.int32), np.full(shape, OFF_BOARD, np.int32)
    no = np.zeros(shape, np.bool_)
    return Beliefs(off, none, none, none, off, none, np.zeros(shape, np.uint8), no, no)


def update(
    table: BeliefTable,
    board: Board,
    old: Beliefs,
    reports: Reports,
    minutes: int,
    bits: Bits,
    looked: ArrayLike = 0,
) -> Beliefs:
    """Beliefs after a pulse.

    Parameters
    ----------
    table : BeliefTable
        The frozen numbers.
    board : Board
        H hexes.
    old : Beliefs
        Before the pulse.
    reports : Reports
        Of the pulse.
    minutes : int
        Length of the pulse.
    bits : (..., 2, U, 3) uint64
        `DRAWS` words of the purpose "beliefs"; leading axes may be missing.
    looked : (..., 2, U) int
        Q16 chance that the unit would have been noticed this pulse in the hex where it is believed to be; a
        place that was searched in vain is believed in so much the less as the unit was likely to be there.

    Returns
    -------
    Beliefs

    Notes
    -----
    Rules intelligence.1 (place), 2 (strength), 3 (confidence), 4 (worth of reports). A report replaces the
    place only if its own error is smaller than what the old one has grown to, or nil, or if it tells of a
    place where the unit cannot be if the old one holds; otherwise it confirms the contact. So nobody finds a
    gun more exactly by hearing it again and again. One that is heard to move, or seen from the air outside of
    works, is not taken to stay any longer.
    """
    grade = np.broadcast_to(np.asarray(reports.grade, np.int64), old.hex.shape)
    # Of most units nothing is believed and nothing is told.
    at = np.nonzero((grade > 0) | (old.confidence > 0))
    if not at[0].size:
        return blank(old.hex.shape)
    told = Reports(grade[at], *(_row(part, old)[at] for part in (reports.hex, reports.men, reports.works)))
    missed = np.broadcast_to(np.asarray(looked, np.int64), old.hex.shape)[at]
    dice = np.broadcast_to(bits, (*old.hex.shape, DRAWS))[at]
    some = Beliefs(*(getattr(old, field.name)[at] for field in fields(Beliefs)))
    return _among(old.hex.shape, at, _updated(table, board, some, told, minutes, dice, missed))


def _among(shape: tuple[int, ...], at: tuple[NDArray[np.intp], ...], some: Beliefs) -> Beliefs:
    """Beliefs of which those at some places are given and the others blank."""
    nothing, columns = blank(shape), []
    for field in fields(Beliefs):
        column = getattr(nothing, field.name).copy()
        column[at] = getattr(some, field.name)
        columns.append(column)
    return Beliefs(*columns)


def _updated(
    table: BeliefTable, board: Board, old: Beliefs, told: Reports, minutes: int, dice: Bits, looked: Ints
) -> Beliefs:
    """Beliefs (N) after a pulse, the reports of each beside it."""
    aged = _aged(table, old, minutes, _missed(board, old, looked))
    grade, place, men = (np.asarray(part, np.int64) for part in (told.grade, told.hex, told.men))
    unknown = (aged.confidence == 0) | ((aged.hex == OFF_BOARD) & (grade > 0))
    sigma = table.sigma[grade]
    here = _displaced(board, place, sigma, dice, grade > 0)
    better = unknown | (sigma < aged.error) | (sigma == 0) | _astray(board, aged, here, sigma)
    taken = (grade > 0) & better
    strength, misread = _strength(table, aged, grade, men, dice)
    settled = table.stays[grade] | (np.asarray(told.works, np.bool_) & _eyes_on(table, grade))
    confidence = np.where(grade > 0, np.maximum(aged.confidence, table.confidence[grade]), aged.confidence)
    return _forgotten(
        table,
        Beliefs(
            hex=np.where(taken, here, aged.hex).astype(np.int32),
            error=np.where(taken, sigma, aged.error).astype(np.int32),
            age=np.where(grade > 0, 0, aged.age).astype(np.int32),
            confidence=confidence.astype(np.int32),
            strength=strength.astype(np.int32),
            misread=misread.astype(np.int32),
            source=np.where(taken, grade, aged.source).astype(np.uint8),
            known=aged.known | table.kind[grade],
            stays=np.where(taken, settled, aged.stays & (settled | (grade == 0))),
        ),
    )


def _row(values: ArrayLike, like: Beliefs) -> Ints:
    """Numbers (..., U) of the units, for both sides."""
    return np.broadcast_to(np.asarray(values, np.int64)[..., None, :], like.hex.shape)


def _eyes_on(table: BeliefTable, grade: Ints) -> NDArray[np.bool_]:
    """Whether a report comes from one who sees the unit itself: it tells both strength and kind, by eye."""
    return np.asarray((table.spread[grade] >= 0) & ~table.stays[grade])


def _missed(board: Board, old: Beliefs, looked: ArrayLike) -> Ints:
    """Q16 that a search in vain leaves of the confidence: of an uncertain place the hex is only a part."""
    square = np.maximum(old.error.astype(np.int64) ** 2, 1)
    there = one_minus_exp(board.scale**2 * _WITHIN // square, MOST_BITS)
    return CERTAIN - (np.asarray(looked, np.int64) * there >> CHANCE_BITS)


def _aged(table: BeliefTable, old: Beliefs, minutes: int, missed: Ints) -> Beliefs:
    """Beliefs at the end of a pulse in which nothing is heard (rules intelligence.1 and 3)."""
    held = old.confidence > 0
    state = old.stays.astype(np.int64)
    fade = half_power((minutes << MOST_BITS) // table.half_life, MOST_BITS)[state]
    confidence = ((old.confidence * fade >> CHANCE_BITS) * missed) >> CHANCE_BITS
    error = np.minimum(old.error + table.drift[state] * minutes // 60, FARTHEST)
    return Beliefs(
        old.hex,
        np.where(held, error, 0).astype(np.int32),
        np.where(held, old.age + 1, 0).astype(np.int32),
        confidence.astype(np.int32),
        old.strength,
        old.misread,
        old.source,
        old.known,
        old.stays,
    )


def _strength(table: BeliefTable, aged: Beliefs, grade: Ints, men: Ints, dice: Bits) -> tuple[Ints, Ints]:
    """Estimate and misjudgment: drawn anew with a contact gained or seen better, kept while it lasts."""
    spread = table.spread[grade]
    told = spread >= 0
    # One who had no report in the pulse before, or only a worse one, sizes the unit up afresh.
    fresh = told & ((aged.confidence == 0) | (aged.age > 1) | (aged.misread == 0) | (grade > aged.source))
    better = told & (fresh | (grade >= aged.source))
    misread = np.where(fresh, _guess(dice[..., 2], np.maximum(spread, 0)), aged.misread)
    return np.where(better, men * misread >> BITS, aged.strength), misread


def _guess(bits: Bits, spread: Ints) -> Ints:
    """Lognormal factors, Q10, median 1, with the standard deviations of their logarithms in Q10."""
    steps = np.clip(normal(bits, ONE), -WORST_GUESS, WORST_GUESS) * spread >> BITS
    size = np.maximum(exp_neg(np.abs(steps)), 1)
    return np.where(steps < 0, size >> (16 - BITS), (1 << (16 + BITS)) // size)


def _astray(board: Board, aged: Beliefs, here: Ints, sigma: Ints) -> NDArray[np.bool_]:
    """Whether a report places a unit where it cannot be if it is where it is believed to be."""
    both = (here >= 0) & (aged.hex >= 0)
    apart = board.meters(np.where(both, here, 0), np.where(both, aged.hex, 0))
    # Both places are centers of hexes: half a hex of error each.
    return np.asarray(both & (apart > board.scale + ASTRAY * (sigma + aged.error)))


def _displaced(board: Board, hexes: Ints, sigma: Ints, dice: Bits, wanted: NDArray[np.bool_]) -> Ints:
    """Hexes moved by a normal error in both directions, kept on the board; those off it stay off."""
    found = np.where(hexes >= 0, hexes, OFF_BOARD)
    blurred = wanted & (sigma > 0) & (hexes >= 0)
    if blurred.any():
        error = normal(dice[blurred][:, :2], sigma[blurred][:, None])
        found[blurred] = moved(board, hexes[blurred], error[:, 0], error[:, 1])
    return found


def moved(board: Board, hexes: ArrayLike, east: ArrayLike, south: ArrayLike) -> Ints:
    """Hex that lies so many meters from the center of each hex.

    Parameters
    ----------
    board : Board
        H hexes.
    hexes : (...) int
        On the board.
    east, south : (...) int
        Meters; they broadcast.

    Returns
    -------
    (...) int64
        The nearest hex of the board.

    Notes
    -----
    Whole numbers: the place in axial coordinates, times 2^20, is rounded to a hex by its three coordinates,
    the one that moves most being made from the others.
    """
    x, y = np.broadcast_arrays(np.asarray(east, np.int64), np.asarray(south, np.int64))
    r = 2 * y * _PER_SQRT3 // board.scale
    q = ((x << _FINE) - y * _PER_SQRT3) // board.scale
    cube = np.stack([q, r, -q - r], axis=-1)
    near = (cube + (1 << (_FINE - 1))) >> _FINE
    error = np.abs((near << _FINE) - cube)
    worst = error.argmax(axis=-1)[..., None]
    others = near.sum(axis=-1, keepdims=True) - np.take_along_axis(near, worst, axis=-1)
    np.put_along_axis(near, worst, -others, axis=-1)
    place = board.qr[np.asarray(hexes)].astype(np.int64) + near[..., :2]
    row = np.clip(place[..., 1], 0, board.rows - 1)
    col = place[..., 0] + (place[..., 1] - (place[..., 1] & 1)) // 2
    found: Ints = row * board.cols + np.clip(col, 0, board.cols - 1)
    return found


def _forgotten(table: BeliefTable, now: Beliefs) -> Beliefs:
    """Beliefs without those that nobody holds any more (rule intelligence.3)."""
    gone = now.confidence < table.forget_below
    nothing = blank(now.hex.shape)
    return Beliefs(*(np.where(gone, getattr(nothing, f.name), getattr(now, f.name)) for f in fields(Beliefs)))
