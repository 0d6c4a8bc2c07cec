"""Who commands whom: headquarters above each unit, the state of staffs, and what joins the two now."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid.board import Board
from game.rules.command import Means
from game.rules.command_table import STAFFS, CommandTable
from game.rules.tables import seal

Flags = NDArray[np.bool_]

NOBODY = -1
"""Row of a headquarters that is not in play."""
SETTLED = STAFFS.index("settled")


@dataclass(frozen=True, slots=True, eq=False)
class CommandNet:
    """The chain of command of F formations and U units.

    Attributes
    ----------
    parent : int16[F]
        Row of the formation above, -1 for none.
    side : int8[F]
        Of the formation.
    post : int16[F]
        Row of the unit that is the formation's own headquarters, `NOBODY` where none is in play.
    staff : int8[F]
        State of the staff, row of `STAFFS`, that of the formation above where nothing else is said.
    settles : int32[F]
        Minute from which the staff is settled.
    superiors : int16[U, D]
        Rows of the headquarters above each unit, the nearest first, `NOBODY` after the last.
    """

    parent: NDArray[np.int16]
    side: NDArray[np.int8]
    post: NDArray[np.int16]
    staff: NDArray[np.int8]
    settles: NDArray[np.int32]
    superiors: NDArray[np.int16]

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def staff_at(net: CommandNet, minute: int) -> NDArray[np.int8]:
    """State of each formation's staff at a minute, row of `STAFFS`: int8[F] (rule command.4)."""
    return np.where(minute >= net.settles, SETTLED, net.staff).astype(np.int8)


def answering(net: CommandNet, there: ArrayLike) -> NDArray[np.int16]:
    """The headquarters that each unit answers to.

    Parameters
    ----------
    net : CommandNet
        Of the scenario.
    there : (..., U) bool
        Units that are on the board and have men left.

    Returns
    -------
    (..., U) int16
        The nearest above it that is there; `NOBODY` where none is: then it is commanded from off the map.

    Notes
    -----
    Rule command.1: who loses his headquarters answers to the next above.
    """
    if net.superiors.shape[-1] == 0:
        return np.full(np.shape(there), NOBODY, np.int16)
    stands = np.asarray(there, np.bool_)[..., np.maximum(net.superiors, 0)] & (net.superiors >= 0)
    first = stands.argmax(axis=-1)[..., None]
    row = np.take_along_axis(np.broadcast_to(net.superiors, stands.shape), first, axis=-1)[..., 0]
    return np.where(stands.any(axis=-1), row, NOBODY).astype(np.int16)


def means(
    table: CommandTable,
    board: Board,
    hex: ArrayLike,
    above: ArrayLike,
    still: ArrayLike,
    shells: ArrayLike,
    seen: ArrayLike,
    radio: ArrayLike,
    way: ArrayLike,
) -> Means:
    """What joins each unit to its headquarters now.

    Parameters
    ----------
    table : CommandTable
        Of the ruleset.
    board : Board
        For the distances.
    hex : (..., U) int
        Row of the board, negative off it.
    above : (..., U) int
        From `answering`.
    still : (..., U) int
        Minutes that each unit has stood in its place.
    shells : (..., U) int
        Shells that fell into its hex in the pulse.
    seen : (..., U) bool
        Whether it and its headquarters see each other over the ground and through the air.
    radio : (..., U) bool
        Whether it has a radio; every headquarters has one.
    way : (..., U) bool
        Whether runners find a way to its headquarters, or to the rear where that is off the map.

    Returns
    -------
    Means

    Notes
    -----
    Rule command.5. A wire joins the two when both have stood still for `wire_minutes` within `wire_reach`,
    and as long as fewer than `wire_shells` fall on either end in a pulse. A headquarters off the map lies as
    far behind as runners go.
    """
    place, row = np.broadcast_arrays(np.asarray(hex, np.int64), np.asarray(above, np.int64))
    post = np.maximum(row, 0)
    there = np.take_along_axis(place, post, axis=-1)
    on = (row >= 0) & (place >= 0) & (there >= 0)
    far = board.meters(np.maximum(place, 0), np.maximum(there, 0))
    meters = np.where(on, far, np.where(place >= 0, table.runner_reach, -1))
    calm, quiet = (np.broadcast_to(np.asarray(part, np.int64), place.shape) for part in (still, shells))
    wire = (
        (np.minimum(calm, np.take_along_axis(calm, post, axis=-1)) >= table.wire_minutes)
        & (np.maximum(quiet, np.take_along_axis(quiet, post, axis=-1)) < table.wire_shells)
        & (far <= table.wire_reach)
    )
    return Means(meters, on & wire, on & np.asarray(seen, np.bool_), radio, way)


def radios(table: CommandTable, mobility: ArrayLike, post: ArrayLike) -> Flags:
    """Whether units have a radio, bool[...]: by their mobility, and every headquarters (rule command.5)."""
    return np.asarray(table.radio[np.asarray(mobility)] | np.asarray(post, np.bool_))
