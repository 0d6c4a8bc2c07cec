"""Who holds the ground, and what is counted for the score while the battle goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.tables import seal
from game.rules.victory_table import JAPANESE, SOVIET, GroundTable, VictoryTable

Ints = NDArray[np.int64]


def control(before: ArrayLike, hex: ArrayLike, side: ArrayLike, holds: ArrayLike) -> NDArray[np.int8]:
    """Who holds each hex: the last side to stand in it alone.

    Parameters
    ----------
    before : (..., H) int
        Row of SIDES, -1 where nobody has been.
    hex : (..., U) int
        Row of the board, negative for none.
    side : (U) int
        Row of SIDES.
    holds : (..., U) bool
        Units on the ground that have men and are not routed.

    Returns
    -------
    (..., H) int8
        Hexes where both sides stand, or neither, stay as they were.

    Notes
    -----
    Rule victory.1.
    """
    was, at = np.asarray(before, np.int8), np.asarray(hex, np.int64)
    lead, hexes = was.shape[:-1], was.shape[-1]
    at, stands = np.broadcast_arrays(at, np.asarray(holds, np.bool_) & (at >= 0))
    at, stands = (np.broadcast_to(a, (*lead, a.shape[-1])) for a in (at, stands))
    battle = np.arange(int(np.prod(lead, dtype=np.int64))).reshape(*lead, 1)
    key = (battle * 2 + np.asarray(side, np.int64)) * hexes + at
    there = np.bincount(key[stands], minlength=was.size * 2).reshape(*lead, 2, hexes) > 0
    soviet, japanese = there[..., SOVIET, :], there[..., JAPANESE, :]
    alone = np.where(soviet, SOVIET, JAPANESE)
    return np.where(soviet ^ japanese, alone, was).astype(np.int8)


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """What is counted while the battle goes on.

    Attributes
    ----------
    net : (..., O) int64
        Minutes times hexes, Soviet less Japanese, of each objective since its hour.
    span : (O) int64
        Minutes since that hour.
    without : (..., T) int64
        Minutes since a term's hour in which its side did not hold the whole crest.
    turns : (..., T) int64
        Turns since then at whose end its side held part of the crest.
    pulses : (..., K) int64
        Pulses since the first shot at whose end the side of a check held all of its place.
    beyond : (..., 2) int64
        Ground units beyond the border, summed over the ends of turns, by side.
    amounts : (..., K) int64
        What each check counts, Q10, until its hour.
    """

    net: Ints
    span: Ints
    without: Ints
    turns: Ints
    pulses: Ints
    beyond: Ints
    amounts: Ints

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def no_tally(table: VictoryTable, batch: tuple[int, ...] = ()) -> Tally:
    """Nothing counted yet, for so many games side by side."""
    objectives, terms = len(table.ground.weight), len(table.terms.points)
    wide = (objectives, terms, terms, len(table.tasks.by), 2, len(table.tasks.by))
    net, without, turns, pulses, beyond, amounts = (np.zeros((*batch, n), np.int64) for n in wide)
    return Tally(net, np.zeros(objectives, np.int64), without, turns, pulses, beyond, amounts)


def after_pulse(
    tally: Tally, table: VictoryTable, holder: ArrayLike, start: int, end: int, fought: ArrayLike
) -> Tally:
    """Count a pulse.

    Parameters
    ----------
    tally : Tally
        Before.
    table : VictoryTable
        Of the scenario.
    holder : (..., H) int
        Who holds each hex at the end of the pulse, from `control`.
    start, end : int
        Minutes of the pulse.
    fought : (...) bool
        Whether the first shot has been fired.

    Returns
    -------
    Tally

    Notes
    -----
    Rules victory.1 (average), victory.3 (delay) and the tasks.
    """
    held = np.asarray(holder)[..., table.ground.hexes]
    lasted = _lasted(table.ground.since, start, end)
    # A side without the whole crest is without the crest.
    whole = ((held[..., None, :] == table.terms.side[:, None]) | ~table.ground.crest).all(axis=-1)
    waited = _lasted(table.terms.since, start, end) * ~whole
    mine = (held[..., None, :] == table.tasks.check_side[:, None]) | ~table.tasks.place
    shot = np.asarray(fought, np.bool_)[..., None]
    return replace(
        tally,
        net=tally.net + net_hexes(table.ground, held) * lasted,
        span=tally.span + lasted,
        without=tally.without + waited,
        pulses=tally.pulses + (mine.all(axis=-1) & shot),
    )


def after_turn(tally: Tally, table: VictoryTable, holder: ArrayLike, end: int, beyond: ArrayLike) -> Tally:
    """Count a turn that ends at a minute; `beyond` (..., 2): ground units past the border by side."""
    held = np.asarray(holder)[..., table.ground.hexes]
    part = ((held[..., None, :] == table.terms.side[:, None]) & table.ground.crest).any(axis=-1)
    counted = part & (end > table.terms.since)
    return replace(tally, turns=tally.turns + counted, beyond=tally.beyond + np.asarray(beyond, np.int64))


def _lasted(since: Ints, start: int, end: int) -> Ints:
    """Minutes of a pulse that lie after each hour."""
    return np.asarray(np.maximum(end - np.maximum(since, start), 0), np.int64)


def net_hexes(table: GroundTable, held: NDArray[np.int8]) -> Ints:
    """Soviet hexes less Japanese ones of each objective, (..., O)."""
    signed = (held == SOVIET).astype(np.int64) - (held == JAPANESE)
    net: Ints = signed @ table.parts
    return net
