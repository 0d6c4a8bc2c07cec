"""What the staffs thought, beside what was true: for after the battle, and for the umpire."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.agents.base import Estimate
from game.agents.estimates import read
from game.agents.picture import draw
from game.analysis.review import stand_at, state_at
from game.engine.game import Game
from game.store.record import Record, TurnRow
from game.store.saved import HUMAN

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Thoughts:
    """What an agent said of its orders of a turn, and what it expected."""

    reasons: tuple[str, ...] = ()
    estimates: tuple[Estimate, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """An estimate beside what was true.

    Attributes
    ----------
    there : int
        Enemy men in its hexes at the start of the turn.
    taken : int
        How many of its hexes the side held at the end of the turn.
    lost : int
        Men whom its units lost in the turn, by whatever cause.
    """

    estimate: Estimate
    there: int
    taken: int
    lost: int

    @property
    def whole(self) -> bool:
        """Whether all of the place was taken."""
        return self.taken == len(self.estimate.hexes)


@dataclass(frozen=True, slots=True)
class Place:
    """An objective at the start of a turn: its row, its hexes, enemy men believed and there."""

    row: int
    hexes: tuple[int, ...]
    believed: int
    there: int


@dataclass(frozen=True, slots=True)
class Page:
    """A turn of one side: who led it, what he said and expected, and what was known of the objectives.

    `weighed` is without what a file tells of hexes and units that there are none of.
    """

    turn: int
    side: int
    who: str
    reasons: tuple[str, ...]
    weighed: tuple[Weighed, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """What a side's attacks were expected to be, and were: sums over those that went in."""

    count: int
    chance: int
    taken: int
    believed: int
    there: int
    lost_told: int
    lost: int


def kept(row: TurnRow) -> tuple[Thoughts, Thoughts]:
    """The thoughts of both sides that a game file keeps of a turn."""
    told = [
        Thoughts(tuple(reasons), tuple(one for one in map(read, texts) if one is not None))
        for reasons, texts in zip(row.reasons, row.estimates, strict=True)
    ]
    return told[0], told[1]


def all_kept(record: Record) -> dict[tuple[int, int], Thoughts]:
    """Those of all turns, by turn and side; the turns of people have none."""
    found = {(row.turn, side): told for row in record.turns for side, told in enumerate(kept(row))}
    return {key: told for key, told in found.items() if told != Thoughts()}


def fought(record: Record) -> bool:
    """Whether people still fight the battle of a file: then its thoughts are for an umpire alone."""
    last = record.turns[-1]
    return last.end is None and HUMAN in (record.player(side, last.turn) for side in (0, 1))


def page_of(game: Game, turn: int, side: int, who: str, told: Thoughts) -> Page:
    """The page of a turn that was played."""
    weighed = weighed_of(game, turn, side, told)
    return Page(turn, side, who, told.reasons, weighed, places_at(game, turn, side))


def weighed_of(game: Game, turn: int, side: int, told: Thoughts) -> tuple[Weighed, ...]:
    """The estimates of a turn that was played, each beside what was true."""
    return tuple(weigh(game, turn, side, one) for one in told.estimates if _real(game, one))


def _real(game: Game, estimate: Estimate) -> bool:
    """Whether there are such hexes, units and sentences."""
    board, cadre = game.setting.board, game.setting.cadre
    inside = all(row < board.hexes for row in estimate.hexes)
    return bool(estimate.hexes) and inside and all(row < len(cadre) for row in estimate.units)


def weigh(game: Game, turn: int, side: int, estimate: Estimate) -> Weighed:
    """An estimate of a turn that was played, beside the truth."""
    before, after = state_at(game, turn), state_at(game, turn + 1)
    hexes, units = np.array(estimate.hexes, np.int64), np.array(estimate.units, np.int64)
    lost = after.forces.losses[0, units].sum() - before.forces.losses[0, units].sum()
    taken = int((after.ground.control[0, hexes] == side).sum())
    return Weighed(estimate, men_in(game, turn, 1 - side, hexes), taken, int(lost))


def men_in(game: Game, turn: int, side: int, hexes: Ints) -> int:
    """Men of a side who stood in some hexes at the start of a turn."""
    forces = state_at(game, turn).forces
    there = (game.setting.cadre.side == side) & np.isin(forces.hex[0], hexes) & (forces.hex[0] >= 0)
    return int(forces.men[0, there].sum())


def places_at(game: Game, turn: int, side: int) -> tuple[Place, ...]:
    """The objectives at the start of a turn, as the side counted the enemy there and as he was."""
    picture = draw(stand_at(game, turn, side).view)
    ground, found = game.setting.stakes.victory.ground, []
    for row in range(ground.parts.shape[1]):
        hexes = ground.hexes[ground.parts[:, row] > 0].astype(np.int64)
        believed, there = int(picture.enemy[hexes].sum()), men_in(game, turn, 1 - side, hexes)
        found.append(Place(row, tuple(hexes.tolist()), believed, there))
    return tuple(found)


def balance(weighed: Iterable[Weighed]) -> Balance:
    """Some attacks together."""
    some = list(weighed)
    return Balance(
        count=len(some),
        chance=sum(one.estimate.chance for one in some),
        taken=sum(one.whole for one in some),
        believed=sum(one.estimate.believed for one in some),
        there=sum(one.there for one in some),
        lost_told=sum(one.estimate.lost for one in some),
        lost=sum(one.lost for one in some),
    )
