"""Pairs of observer and target: the chance of each, and what the observers of a side have together.

Only pairs that have a chance at all are worked on; there are far fewer of them than observers times targets.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.near import near_pairs
from game.rules.spotting_odds import left_out
from game.rules.spotting_table import RATIO_BITS, SpottingTable
from game.rules.tables import BITS, ONE, SIDES
from game.rules.visibility import Lines, in_view, offsets_of, pair_in_view, through

Ints = NDArray[np.int64]

NOBODY = -1
DENSE = 1 << 21
"""Pairs up to which every one is asked; of more, only those who are near each other."""
_RANK = 40
"""Bits for the number of a pair below its chance, when the best pair is picked."""


@dataclass(frozen=True, slots=True, eq=False)
class Watch:
    """What units are worth as observers, [..., U] each.

    Attributes
    ----------
    eye : int64
        Row of the sight table's eyes.
    optics, alert : int64
        Q10: factor on R50, and the share of the unit that looks about.
    """

    eye: Ints
    optics: Ints
    alert: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Units as targets, [..., U] each: meters of R50 to the eye, by flash and by noise; decimeters."""

    range_m: Ints
    flash_m: Ints
    sound_m: Ints
    height_dm: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Conditions:
    """Light and air of a pulse.

    Attributes
    ----------
    visibility : (..., H) int
        Meters, from `visibility.visibility`.
    air : (...) int
        Meters one sees through the air in full daylight: what limits a flash.
    dark : (...) bool
        Night: flash and noise count.
    clear : (..., H) int, optional
        Q10 factor of what smoke and dust let through in each hex (`smoke.factor`); none hangs where left out.
    minutes : int
        Length of the pulse.
    """

    visibility: ArrayLike
    air: ArrayLike
    dark: ArrayLike
    minutes: int = 30
    clear: ArrayLike | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What the observers of each side have together.

    Attributes
    ----------
    logs : int64[3, B, 2, U]
        Sums of `left_out` for seeing, flash and noise.
    best, near, smoke, alert, source : int64[B, 2, U]
        The observer with the best chance to see: that chance (Q16), the part of it that distance makes (Q16),
        the factors of smoke and of his watchfulness (Q10), and his row; `NOBODY` and zeros where there is
        none.
    """

    logs: Ints
    best: Ints
    near: Ints
    smoke: Ints
    alert: Ints
    source: Ints


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """P pairs: batch row, row of observer and target, hex of both, offset (-1 out of reach)."""

    layer: Ints
    seer: Ints
    target: Ints
    first: Ints
    last: Ints
    column: Ints


@dataclass(frozen=True, slots=True, eq=False)
class _Field:
    """Units of all replicas, [B, U] each, and light and air as arrays with a leading B.

    They look from `place` for targets at `there`; `named` if it is asked whose chance is best.
    """

    table: SpottingTable
    lines: Lines
    place: Ints
    there: Ints
    named: bool
    watch: Watch
    marks: Marks
    visibility: Ints
    air: Ints
    dark: NDArray[np.bool_]
    clear: Ints | None


def pair_up(
    table: SpottingTable,
    lines: Lines,
    side: NDArray[np.integer],
    place: Ints,
    watch: Watch,
    marks: Marks,
    conditions: Conditions,
    held: Ints | None = None,
) -> Found:
    """Chances of both sides, before time and dice.

    Parameters
    ----------
    table, lines, side, place, watch, marks, conditions
        As for `spotting.spot`; `place` int64[..., U].
    held : int64[..., U], optional
        Where the targets are looked for, if that is not where the units are; then nobody asks who of the
        observers had the best chance, and that part of the answer stays blank.

    Returns
    -------
    Found
        With the leading axes flattened to B.

    Notes
    -----
    Rules spotting.1, 2, 4, 5.
    """
    field = _field(table, lines, place, watch, marks, conditions, held)
    shape = (field.place.shape[0], len(SIDES), field.place.shape[1])
    logs = np.zeros((3, *shape), np.int64)
    best, near, smoke, alert = np.zeros((4, *shape), np.int64)
    found = Found(logs, best, near, smoke, alert, np.full(shape, NOBODY, np.int64))
    for own in range(len(SIDES)):
        seers, targets = np.flatnonzero(side == own), np.flatnonzero(side != own)
        _look(field, own, seers, targets, found)
        if field.dark.any():
            _listen(field, own, seers, targets, found)
    return found


def _field(
    table: SpottingTable,
    lines: Lines,
    place: Ints,
    watch: Watch,
    marks: Marks,
    conditions: Conditions,
    held: Ints | None,
) -> _Field:
    batch, units = place.shape[:-1], place.shape[-1]

    def rows(values: ArrayLike, last: int | None) -> NDArray[np.int64]:
        wide = np.asarray(values, np.int64)
        if last is None:
            return np.broadcast_to(wide, batch).reshape(-1)
        return np.broadcast_to(wide, (*batch, last)).reshape(-1, last)

    return _Field(
        table,
        lines,
        place.reshape(-1, units),
        (place if held is None else held).reshape(-1, units),
        held is None,
        Watch(*(rows(part, units) for part in (watch.eye, watch.optics, watch.alert))),
        Marks(*(rows(p, units) for p in (marks.range_m, marks.flash_m, marks.sound_m, marks.height_dm))),
        rows(conditions.visibility, lines.hexes),
        rows(conditions.air, None),
        rows(conditions.dark, None).astype(np.bool_),
        None if conditions.clear is None else rows(conditions.clear, lines.hexes),
    )


def _look(field: _Field, own: int, seers: Ints, targets: Ints, found: Found) -> None:
    """Chances to see, added to `found`, and the best of them for each target."""
    table = field.table
    pairs = _in_sight(field, seers, targets, field.marks.height_dm[:, targets])
    best_of = field.visibility.reshape(-1).take(pairs.layer * field.lines.hexes + pairs.last)
    wide = (
        field.marks.range_m[pairs.layer, pairs.target] * field.watch.optics[pairs.layer, pairs.seer] >> BITS
    )
    near = _near(table, _meters(field, pairs), np.minimum(wide, best_of), best_of)
    pairs, near = _only(pairs, near > 0), near[near > 0]
    smoke = _smoke(field, pairs)
    alert = field.watch.alert[pairs.layer, pairs.seer]
    chance = near * smoke * alert >> 2 * BITS
    slot = _slots(field, own, pairs)
    np.add.at(found.logs[0].reshape(-1), slot, left_out(chance))
    if not field.named:
        return
    # Of equal chances the first row wins: the lower number ranks higher.
    rank = np.zeros(found.best.size, np.int64)
    np.maximum.at(rank, slot, (chance << _RANK) + np.arange(len(chance), 0, -1))
    best = np.flatnonzero(rank)
    row = len(chance) - (rank[best] & ((1 << _RANK) - 1))
    for part, values in (
        (found.best, chance),
        (found.near, near),
        (found.smoke, smoke),
        (found.alert, alert),
        (found.source, pairs.seer),
    ):
        part.reshape(-1)[best] = values[row]


def _listen(field: _Field, own: int, seers: Ints, targets: Ints, found: Found) -> None:
    """Chances to know targets by flash and noise in the dark, added to `found`."""
    table = field.table
    flash, sound = field.marks.flash_m, field.marks.sound_m
    firing = targets[((flash > 0) & field.dark[:, None])[:, targets].any(axis=0)]
    if len(firing):
        height = field.marks.height_dm[:, firing] + table.flash_height_dm
        pairs = _in_sight(field, seers, firing, height, flash[:, firing] > 0)
        air = field.air[pairs.layer]
        wide = flash[pairs.layer, pairs.target] * field.watch.optics[pairs.layer, pairs.seer] >> BITS
        near = _near(table, _meters(field, pairs), np.minimum(wide, air), air)
        _add(field, found.logs[1], own, pairs, near * _smoke(field, pairs) >> BITS)
    loud = targets[((sound > 0) & field.dark[:, None])[:, targets].any(axis=0)]
    if len(loud):
        pairs = _all(field, seers, loud, sound[:, loud] > 0)
        reach = sound[pairs.layer, pairs.target]
        far = np.where(pairs.column >= 0, _meters(field, pairs), np.iinfo(np.int32).max)
        _add(field, found.logs[2], own, pairs, _near(table, far, reach, far))


def _add(field: _Field, logs: Ints, own: int, pairs: _Pairs, chance: Ints) -> None:
    alert = field.watch.alert[pairs.layer, pairs.seer] * field.dark[pairs.layer]
    np.add.at(logs.reshape(-1), _slots(field, own, pairs), left_out(chance * alert >> BITS))


def _slots(field: _Field, own: int, pairs: _Pairs) -> Ints:
    """Where the targets of pairs stand in the flat arrays of `Found`."""
    units: int = field.place.shape[1]
    return (pairs.layer * len(SIDES) + own) * units + pairs.target


def _near(table: SpottingTable, meters: Ints, half: Ints, seen: Ints) -> Ints:
    """Q16 chance that distance leaves: one half at `half`, nothing beyond `limit` times `seen` meters."""
    steps = (meters << RATIO_BITS) // np.maximum(half, 1)
    chance = table.decay.take(np.minimum(steps, len(table.decay) - 1))
    return np.where((half > 0) & (meters << BITS <= seen * table.limit), chance, 0)


def _meters(field: _Field, pairs: _Pairs) -> Ints:
    return np.maximum(field.lines.meters.take(pairs.column), field.table.same_hex_m)


def _smoke(field: _Field, pairs: _Pairs) -> Ints:
    if field.clear is None or not (field.clear < ONE).any():
        return np.full(len(pairs.layer), ONE, np.int64)
    return through(field.lines, field.clear, pairs.layer, pairs.first, pairs.column)


def _in_sight(
    field: _Field, seers: Ints, targets: Ints, height_dm: Ints, wanted: NDArray[np.bool_] | None = None
) -> _Pairs:
    """Pairs on the board in which the ground does not hide the target."""
    looks = (field.place[:, seers] >= 0) & (field.watch.alert[:, seers] > 0)
    there = field.there[:, targets] >= 0
    there = there if wanted is None else there & wanted
    if looks.size * there.shape[1] > DENSE:
        return _sparse(field, seers, targets, height_dm, looks, there)
    some, marks = np.flatnonzero(looks.any(axis=0)), np.flatnonzero(there.any(axis=0))
    seers, targets, height_dm = seers[some], targets[marks], height_dm[:, marks]
    first, last = np.maximum(field.place[:, seers], 0), np.maximum(field.there[:, targets], 0)
    eye = field.watch.eye[:, seers]
    if len(first) == 1:
        view = in_view(field.lines, eye[0], first[0], last[0], height_dm[0])[None]
    else:
        view = in_view(field.lines, eye, first, last, height_dm)
    view &= looks[:, some, None]
    view &= there[:, None, marks]
    return _kept(field, seers, targets, view)


def _sparse(
    field: _Field,
    seers: Ints,
    targets: Ints,
    height_dm: Ints,
    looks: NDArray[np.bool_],
    there: NDArray[np.bool_],
) -> _Pairs:
    """The same, asked of those alone who are near each other."""
    first, last = np.where(looks, field.place[:, seers], -1), np.where(there, field.there[:, targets], -1)
    layer, row, column = near_pairs(field.lines.cells, first, last)
    a, b = first[layer, row], last[layer, column]
    seer, target = seers[row], targets[column]
    on = pair_in_view(field.lines, field.watch.eye[layer, seer], a, b, height_dm[layer, column])
    pairs = _Pairs(layer, seer, target, a, b, offsets_of(field.lines, a, b))
    return _only(pairs, on)


def _all(field: _Field, seers: Ints, targets: Ints, wanted: NDArray[np.bool_]) -> _Pairs:
    """Pairs on the board, hidden from each other or not."""
    looks = (field.place[:, seers] >= 0) & (field.watch.alert[:, seers] > 0)
    there = (field.there[:, targets] >= 0) & wanted
    if looks.size * there.shape[1] > DENSE:
        layer, row, column = near_pairs(
            field.lines.cells,
            np.where(looks, field.place[:, seers], -1),
            np.where(there, field.there[:, targets], -1),
        )
        seer, target = seers[row], targets[column]
        first, last = field.place[layer, seer], field.there[layer, target]
        return _Pairs(layer, seer, target, first, last, offsets_of(field.lines, first, last))
    return _kept(field, seers, targets, looks[:, :, None] & there[:, None, :])


def _kept(field: _Field, seers: Ints, targets: Ints, view: NDArray[np.bool_]) -> _Pairs:
    layer, rest = np.divmod(np.flatnonzero(view), max(1, len(seers) * len(targets)))
    row, column = np.divmod(rest, max(1, len(targets)))
    seer, target = seers[row], targets[column]
    first, last = field.place[layer, seer], field.there[layer, target]
    return _Pairs(layer, seer, target, first, last, offsets_of(field.lines, first, last))


def _only(pairs: _Pairs, keep: NDArray[np.bool_]) -> _Pairs:
    return _Pairs(
        pairs.layer[keep],
        pairs.seer[keep],
        pairs.target[keep],
        pairs.first[keep],
        pairs.last[keep],
        pairs.column[keep],
    )
